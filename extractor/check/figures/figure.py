"""Figures of a report as the checks use them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extractor.check.figures.interval import Interval, Print
from extractor.check.figures.word_match import is_change_label
from extractor.model import Indicator, Op, Status
from extractor.model.observation import Observation

ROUGH_UNITS = frozenset({"%", "RUB", "m2", "km"})
ROUGH_KINDS = frozenset({"ratio", "share", "money"})
ADDITIVE = frozenset({"stock", "flow", "money", "score"})
NUMBERED = re.compile(r"\s*\d+[.)]\s+(?:[а-яё]{1,4}\.?\s+)?[А-ЯЁA-Z]")  # «4. п. Берёзовка»
SPANS = frozenset({"month", "quarter"})  # «6 мес.», «3 квартал» name a time


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact with a number. ``step`` is what its last digit is worth, 0 for a count; ``scale`` the
    declared multiplier.

    ``total``: it stands in a row or a column that the table calls a total. ``adds``: its kind may
    be summed.
    """

    fact: Observation
    value: Fraction
    step: Fraction
    scale: int
    total: bool = False
    adds: bool = True

    def interval(self, how: Print, scaled: bool = False) -> Interval:
        if not scaled or self.scale == 1:
            return Interval.printed(self.value, self.step, how)
        return Interval.printed(self.value * self.scale, self.step * self.scale, how)

    def worth(self, scaled: bool = False) -> Fraction:
        return self.value * self.scale if scaled and self.scale != 1 else self.value


LARGEST = 10**21


def number(value: Fraction) -> Decimal:
    """A fraction as a decimal of at most six digits after the point; of none where it has more
    digits before it than decimals can reckon with.

    >>> number(Fraction(1, 3)), number(Fraction(5))
    (Decimal('0.333333'), Decimal('5'))
    >>> number(Fraction(10**30, 3))
    Decimal('333333333333333333333333333333')
    """
    if value.denominator == 1 or abs(value) >= LARGEST:
        return Decimal(round(value))
    return round(Decimal(value.numerator) / Decimal(value.denominator), 6).normalize()


def is_label(fact: Observation) -> bool:
    """Whether a cell names a line instead of counting anything: «4. п. Берёзовка», «3 квартал»."""
    is_span = fact.unit in SPANS and not fact.decimals
    return fact.table is not None and (is_span or NUMBERED.match(fact.raw) is not None)


def step_of(fact: Observation, indicator: Indicator | None) -> Fraction:
    """What the last printed digit is worth; a whole number of things is exact.

    «Около 3000» is no nearer than a tenth, nor than the last digit that is no zero.
    """
    if fact.op is Op.ABOUT and fact.value:
        return max(Fraction(abs(fact.value)) / 10, _last_digit(fact.value))
    rough = (
        fact.unit in ROUGH_UNITS
        or fact.multiplier > 1
        or (indicator is not None and indicator.kind in ROUGH_KINDS)
    )
    if fact.decimals or rough:
        return Fraction(1, 10 ** (fact.decimals or 0))
    return Fraction(0)


def _last_digit(value: Decimal) -> Fraction:
    """Return what the last digit of a number is worth that is no zero."""
    shown = value.normalize().as_tuple().exponent
    return Fraction(10) ** shown if isinstance(shown, int) else Fraction(0)


def figure_of(
    fact: Observation, indicators: Mapping[str, Indicator], total: bool = False
) -> Figure | None:
    """None where the fact has no number of its own."""
    if fact.value is None or fact.status is not Status.OK or is_label(fact):
        return None
    indicator = indicators.get(fact.indicator)
    adds = fact.unit != "%" and (
        indicator is None or (indicator.kind in ADDITIVE and indicator.over != "weighted")
    )
    return Figure(
        fact, Fraction(fact.value), step_of(fact, indicator), fact.multiplier, total, adds
    )


def is_change(figure: Figure) -> bool:
    """Whether a label calls a figure a change: it says nothing of what it is a change against."""
    labels = (*figure.fact.row_path[-1:], *figure.fact.column_path[-1:])
    return any(map(is_change_label, labels))


def label_of(fact: Observation) -> str:
    """What a person calls the figure: its last labels, the outer ones where the inner say
    nothing alone.
    """
    path = [each for each in (*fact.row_path, *fact.column_path) if each]
    text = " / ".join(path[-2:]) if len(path) > 1 else "".join(path)
    return text if len(text) <= 120 else f"{text[:117]}…"
