"""Comparing: years, districts and libraries side by side."""

from extractor.compare.comparison import compare_by, compare_panel, needed_codes
from extractor.compare.territories import home_of

__all__ = ["compare_by", "compare_panel", "home_of", "needed_codes"]
