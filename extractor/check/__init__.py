"""Observations × rules → findings: what contradicts what, where the mistake is, what was meant."""

from extractor.check.explained import answer_to, closed_by
from extractor.check.selftest import rule_faults
from extractor.check.whole import check_dataset

__all__ = ["answer_to", "check_dataset", "closed_by", "rule_faults"]
