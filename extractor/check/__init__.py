"""Observations × rules → findings: what contradicts what, where the mistake is, what was meant."""

from extractor.check.whole import Checked, Examined, check_dataset

__all__ = ["Checked", "Examined", "check_dataset"]
