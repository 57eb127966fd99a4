"""Formulas as the checks read them: over intervals, as linear rows, as sentences."""

from collections.abc import Mapping

from extractor.check.figures.interval import Interval
from extractor.formula.tree import (
    Comparison,
    Node,
    Number,
    Operation,
    Ref,
    Source,
    linear_row,
    names_of,
    refs,
    residual,
    spoken,
    value_of,
)

__all__ = [
    "Comparison",
    "Node",
    "Number",
    "Operation",
    "Ref",
    "Source",
    "evaluate",
    "linear_row",
    "names_of",
    "refs",
    "residual",
    "spoken",
]


def evaluate(node: Node, known: Mapping[Ref, Interval]) -> Interval:
    """Return all values that a formula may have. Raises ZeroDivisionError where a divisor may be
    zero.
    """
    return value_of(node, known, Interval.point)
