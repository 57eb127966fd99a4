"""How far a relation of a derived line is believed: digits that agree, less what fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from extractor.check.figures.figure import Figure

MOST_OF_ONE = 6.0  # nats that one instance that holds can add
BROKEN = 3.0  # nats that an exception costs
LEAST_BELIEF = 3.0  # nats, after what the number of hypotheses tried explains
NARROWEST = 0.02  # of the value: how far the figures of a line spread at least
EXACT = 1 + 1e-9  # for the digits of binary numbers


class Kind(StrEnum):
    """What a derived figure may be: part of a total, one line over another, a change."""

    SHARE = "share"
    RATIO = "ratio"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Instance:
    """One place of a hypothesis: the derived figure and those it would be computed from."""

    result: Figure
    part: Figure
    whole: Figure


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A kind of relation with all its instances; ``prior`` are the nats of labels and places.
    ``months`` divide a quotient: a wage is paid for a month out of the money of a year.
    """

    kind: Kind
    factor: int
    instances: tuple[Instance, ...]
    prior: float
    months: int = 1


@dataclass(frozen=True, slots=True)
class Belief:
    """A hypothesis with the evidence for it, in nats, and in which instances it holds."""

    hypothesis: Hypothesis
    weight: float
    held: tuple[bool, ...]


def best_of(hypotheses: Sequence[Hypothesis]) -> Belief | None:
    """Return the hypothesis with most evidence, if it is believed."""
    tried = log(1 + len(hypotheses))
    found = max(map(weighed, hypotheses), key=lambda one: one.weight, default=None)
    if found is None or found.weight - tried < LEAST_BELIEF:
        return None
    held = sum(found.held)
    return found if held and 2 * held >= len(found.held) else None


def weighed(hypothesis: Hypothesis) -> Belief:
    """Add up the evidence of all instances."""
    values = [float(one.result.value) for one in hypothesis.instances]
    spread = max(values) - min(values)
    weight, held = hypothesis.prior, []
    for one in hypothesis.instances:
        apart, slack = distance(hypothesis, one)
        held.append(apart <= slack)
        if apart > slack:
            weight -= BROKEN
        elif one.part.value and one.part.value != one.whole.value:  # else agreement is no proof
            wide = max(spread, NARROWEST * abs(float(one.result.value)), 2 * slack)
            weight += min(MOST_OF_ONE, log(wide / (2 * slack)))
    return Belief(hypothesis, weight, tuple(held))


def distance(hypothesis: Hypothesis, one: Instance) -> tuple[float, float]:
    """Return how far a result is from what its parts give, and what print allows."""
    part, whole = float(one.part.worth(True)), float(one.whole.worth(True))
    ratio = part / whole / hypothesis.months
    meant = hypothesis.factor * (ratio - 1 if hypothesis.kind is Kind.GROWTH else ratio)
    rough = (
        (half_digit(one.part) + abs(part / whole) * half_digit(one.whole))
        / abs(whole)
        / hypothesis.months
    )
    step = float(one.result.step) or 1.0
    slack = step / 2 + hypothesis.factor * rough
    return abs(float(one.result.value) - meant), slack * EXACT


def half_digit(figure: Figure) -> float:
    """Return half of what the last printed digit of a figure is worth."""
    return float(figure.step * figure.scale) / 2
