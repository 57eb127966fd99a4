"""What a wrong figure was meant to be: candidates by the slips that people make, within what the
statements allow.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import log

from extractor.check.correction.slips import SHIFTS, digits_of, likeness
from extractor.check.figures.figure import Figure, number
from extractor.check.figures.interval import Interval
from extractor.model.finding import Suggestion

ROUGHLY = Fraction(1, 4)  # what it costs that a sum then holds but for rounding
NEAREST = 200
"""How many last digits an allowed range may be wide to be looked through."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may be wrong, what it would be, by which slip, and how dear that slip is:
    less is likelier.
    """

    figure: Figure
    meant: Fraction
    rule: str
    cost: Fraction


def candidates(
    figure: Figure,
    bound: Interval,
    elsewhere: Iterable[Fraction] = (),
    history: Sequence[Fraction] = (),
) -> Iterator[Candidate]:
    """Corrections of one figure inside the range that the statements allow, cheapest first.

    What is counted falls below zero by no slip but that of the sign. ``elsewhere`` are figures of
    its row, one of which it may have been copied from; ``history`` is the same figure in other
    years.
    """
    found: dict[Fraction, Candidate] = {}
    copies = set(elsewhere)
    for meant in _within(figure, bound):
        unit = figure.step or Fraction(1)
        slip = likeness(figure.value, meant)
        if unit < 1 and slip is not None and slip[0] == "digit":  # «6,0» is not «4,6» but a digit
            slip = likeness(figure.value / unit, meant / unit)
        if slip is None and meant < 0 <= figure.value:
            continue
        rule, cost = (
            slip if slip is not None else ("other", Fraction(_digits_apart(figure, meant)) + 1)
        )
        if meant in copies and len(digits_of(meant)) > 2:
            rule, cost = (
                ("copy" if slip is None else rule),
                min(cost, Fraction(3, 2)) - Fraction(1, 20),
            )
        exact = abs(meant - bound.middle) * 100 <= unit
        cost += _out_of_line(figure.value, meant, history) + (0 if exact else ROUGHLY)
        found[meant] = Candidate(figure, meant, rule, cost)
    yield from sorted(found.values(), key=lambda each: (each.cost, abs(each.meant - bound.middle)))[
        :3
    ]


def _out_of_line(printed: Fraction, meant: Fraction, history: Sequence[Fraction]) -> Fraction:
    """How much further from its other years a correction takes the figure; below zero where it
    brings it back.

    A zero is rarely a slip: what was never counted does not become a number by a wrong digit.
    """
    zero = Fraction(1) if not printed and meant else Fraction(0)
    known = [each for each in history if each > 0]
    if not known or printed <= 0 or meant <= 0:
        return zero
    middle = sum(known) / len(known)
    apart = abs(log(meant / middle)) - abs(log(printed / middle))
    return zero + Fraction(max(-0.5, min(0.6, apart))).limit_denominator(100)


def _digits_apart(figure: Figure, meant: Fraction) -> int:
    """Return how many digits differ, both printed with the decimals of the figure."""
    step = figure.step or Fraction(1)
    first, second = (str(abs(round(value / step))) for value in (figure.value, meant))
    common = sum(a == b for a, b in zip(first[::-1], second[::-1], strict=False))
    return max(len(first), len(second)) - common


def _within(figure: Figure, bound: Interval) -> Iterator[Fraction]:
    """Numbers of the figure's own print inside the range; in a wide one only the shifted ones
    and the middle.
    """
    step = figure.step or Fraction(1)
    low, high = bound.low, bound.high
    for factor in SHIFTS:
        for shifted, rough in (
            (figure.value * factor, step * factor),
            (figure.value / factor, step),
        ):
            slack = rough / 2 if figure.step else Fraction(1, 2)
            if low - slack <= shifted <= high + slack and (figure.step or shifted.denominator == 1):
                is_narrow = figure.adds and high - low <= slack  # a sum says it to the last digit
                yield _rounded(bound.middle, step) if is_narrow else shifted
    if high - low > NEAREST * step or abs(low) > 10**15:
        if -(10**15) < low <= high < 10**15:
            yield _rounded(bound.middle, step)
        return
    at = _rounded(low, step)
    while at <= high + step / 2:
        if at != figure.value:
            yield at
        at += step


def _rounded(value: Fraction, step: Fraction) -> Fraction:
    return round(value / step) * step


def ranked(found: Iterable[Candidate]) -> tuple[Suggestion, ...]:
    """The best three as suggestions; equal costs share their confidence, so that a tie is seen
    to be one.
    """
    best = sorted(found, key=lambda each: each.cost)[:4]
    if not best:
        return ()
    weights = [
        Fraction(1) / (Fraction(1, 4) + max(each.cost, Fraction(1, 4))) ** 2 for each in best
    ]
    total = sum(weights)
    sure = Fraction(95, 100)
    return tuple(
        Suggestion(
            each.figure.fact.observation,
            each.figure.fact.raw.strip(),
            number(each.meant),
            each.rule,
            round(Decimal(float(sure * weight / total)), 2),
        )
        for each, weight in zip(best, weights, strict=True)
    )[:3]
