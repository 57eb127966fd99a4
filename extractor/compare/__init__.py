"""Comparing: years, districts and libraries side by side."""

from extractor.compare.comparison import compare_by, compare_panel, needed_codes

__all__ = ["compare_by", "compare_panel", "needed_codes"]
