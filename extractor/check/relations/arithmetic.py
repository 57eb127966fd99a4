"""Compute what the parts of a hypothesis give, with its rounding error, for many instances."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from extractor.check.relations.grid import Bools, Floats, Lines

NOISE = 1e-9  # of the scale: digits of binary numbers


class Operator(Enum):
    """What computes a result from its parts, in their order."""

    SUM = "sum"
    AVERAGE = "average"
    DIVISION = "division"  # first / second
    RELATIVE_CHANGE = "relative_change"  # (second - first) / first


@dataclass(frozen=True)
class Outcome:
    """What a formula gives in each instance.

    `error` is the largest rounding error that the printed digits of the parts allow, `spread` its
    standard deviation; `scale` is the size of the numbers that went in. `is_telling` is false
    where agreement would prove nothing (all parts but one are zero, a quotient of equals).
    """

    value: Floats
    error: Floats
    spread: Floats
    scale: Floats
    is_telling: Bools


def outcome(operator: Operator, factor: int, values: Floats, halves: Floats) -> Outcome:
    """Return what an operator makes of parts (instances x parts); quotients times `factor`."""
    if operator in (Operator.SUM, Operator.AVERAGE):
        return total(operator, values, halves)
    return quotient(operator, factor, values, halves)


def total(operator: Operator, values: Floats, halves: Floats) -> Outcome:
    """Return sums or averages; blanks count as nothing, and as no number in an average."""
    there = np.isfinite(values)
    count = there.sum(axis=1)
    filled, errors = np.where(there, values, 0.0), np.where(there, halves, 0.0)
    sums, error = filled.sum(axis=1), errors.sum(axis=1)
    spread = np.sqrt((errors**2).sum(axis=1) / 3)
    scale = np.abs(filled).sum(axis=1)
    divisor = np.maximum(count, 1) if operator is Operator.AVERAGE else np.ones(len(count))
    sums = np.where(count > 0, sums, np.nan)
    is_telling = scale - np.abs(filled).max(axis=1) > np.maximum(error, NOISE * scale)
    if operator is Operator.AVERAGE:  # the mean of equal numbers is each of them
        lowest = np.where(there, values, np.inf).min(axis=1)
        highest = np.where(there, values, -np.inf).max(axis=1)
        is_telling = (count >= 2) & (highest > lowest)
        scale = np.where(is_telling, highest - lowest, 0.0) * divisor
    return Outcome(sums / divisor, error / divisor, spread / divisor, scale / divisor, is_telling)


def quotient(operator: Operator, factor: int, values: Floats, halves: Floats) -> Outcome:
    """Return first / second, or (second - first) / first."""
    above, below = (0, 1) if operator is Operator.DIVISION else (1, 0)
    less = 0.0 if operator is Operator.DIVISION else 1.0
    bottom = np.where(values[:, below] == 0, np.nan, values[:, below])
    ratio = values[:, above] / bottom
    slack = factor / np.abs(bottom)
    error = (halves[:, above] + halves[:, below] * np.abs(ratio)) * slack
    spread = np.hypot(halves[:, above], halves[:, below] * ratio) * slack / np.sqrt(3)
    value = (ratio - less) * factor
    is_telling = (values[:, above] != 0) & (values[:, above] != bottom)
    return Outcome(value, error, spread, np.abs(value), is_telling & np.isfinite(value))


def of_parts(lines: Lines, operator: Operator, factor: int, parts: Sequence[int]) -> Outcome:
    """Return what lines, named by their positions, give in every instance."""
    chosen = list(parts)
    return outcome(operator, factor, lines.values[:, chosen], lines.halves[:, chosen])
