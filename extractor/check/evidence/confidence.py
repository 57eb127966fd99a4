"""How sure a finding is: a logistic model of what speaks for it, with its weights as data.

The weights stand in ``words/confidence.yaml`` with their source; ``benchmarks/confidence.py`` fits
them. A feature that has no weight says nothing.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import exp, log1p, log10

from extractor.check.evidence.slipped import has_slip
from extractor.check.evidence.support import Basis, Support, basis_of
from extractor.check.relations.edit import Edit, sides
from extractor.model.finding import Severity
from extractor.words import words

CODES = "codes"  # the chance that the codes which a finding rests on are right
CLOSEST = 4.0  # decimal orders of a difference that are told apart
MOST_EXPONENT = 30.0
Evidence = tuple[tuple[str, float], ...]


def evidence_of(edits: Sequence[Edit], told: Edit, support: Support | None) -> Evidence:
    """Return what speaks for and against the broken statements of one cause, by name."""
    support = support or Support(0, 1)
    held = support.held + support.held_elsewhere
    broken = max(support.broken, support.broken_elsewhere)
    found = {
        _basis(told): 1.0,
        "holds": log1p(support.held),
        "holds in other reports": log1p(support.held_elsewhere),
        "fails": log1p(broken - 1),
        "share that holds": held / max(held + broken, 1),
        "slip": float(has_slip(told)),
        "near": closeness(told),
        "witnesses": log1p(len(edits) - 1),
    }
    return tuple((name, round(value, 3)) for name, value in found.items() if value)


def _basis(edit: Edit) -> str:
    if edit.trusted:
        return "balance"
    if basis_of(edit) is Basis.TEXT:
        return edit.family.partition("|")[0] + " " + edit.says
    return basis_of(edit).value


def closeness(edit: Edit) -> float:
    """Return how near both sides are, in decimal orders of their relative difference."""
    left, right = (float(side.middle) for side in sides(edit))
    largest = max(abs(left), abs(right))
    if not largest or left == right:
        return 0.0
    return min(CLOSEST, max(0.0, -log10(abs(left - right) / largest)))


def confidence_of(evidence: Evidence) -> Decimal | None:
    """Return the probability that a finding is true; None where nothing is known of it.

    It is that of the model, which knows sure codes only, times the chance that the codes are right.
    """
    weights: Mapping[str, float] = words("confidence")["weights"]
    if not any(name in weights for name, _ in evidence):
        return None
    total = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in evidence)
    chance = 1 / (1 + exp(-max(-MOST_EXPONENT, min(MOST_EXPONENT, total))))
    return Decimal(f"{chance * dict(evidence).get(CODES, 1.0):.2f}")


def severity_of(severity: Severity, confidence: Decimal | None) -> Severity:
    """Return how grave a finding may be called: an error from nineteen in twenty."""
    limits = words("confidence")["least"]
    if confidence is None or severity is Severity.INFO:
        return severity
    if confidence < Decimal(str(limits["warning"])):
        return Severity.INFO
    is_sure = confidence >= Decimal(str(limits["error"]))
    return severity if is_sure else Severity.WARNING
