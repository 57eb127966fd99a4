"""Corrections that exclude each other: of two values proposed for one figure at most one can
have been meant.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from extractor.model.finding import Finding, Suggestion


def without_rivals(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings of a report, no correction surer than its share where several findings would
    correct a figure differently.
    """
    proposed: dict[str, set[Decimal]] = defaultdict(set)
    for each in findings:
        for first in each.suggestions[:1]:
            proposed[first.observation].add(first.meant)
    for each in findings:
        kept = [_shared(suggestion, proposed) for suggestion in each.suggestions]
        sure = tuple(sorted(kept, key=lambda suggestion: -suggestion.confidence))
        yield each if sure == each.suggestions else replace(each, suggestions=sure)


def _shared(suggestion: Suggestion, proposed: dict[str, set[Decimal]]) -> Suggestion:
    rivals = len(proposed.get(suggestion.observation, set()) | {suggestion.meant})
    most = (Decimal(1) / rivals).quantize(Decimal("0.01"))
    return (
        suggestion
        if rivals == 1 or suggestion.confidence <= most
        else replace(suggestion, confidence=most)
    )
