"""Observations × rules → findings: what contradicts what, where the mistake is, what was meant."""

from extractor.check.rules.selftest import rule_faults
from extractor.check.run import check_dataset

__all__ = ["check_dataset", "rule_faults"]
