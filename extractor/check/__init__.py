"""Observations × rules → findings: what contradicts what, where the mistake is, what was meant."""

from extractor.check.remarks.explanations import answer_to, closed_by
from extractor.check.rules.selftest import rule_faults
from extractor.check.run import check_dataset

__all__ = ["answer_to", "check_dataset", "closed_by", "rule_faults"]
