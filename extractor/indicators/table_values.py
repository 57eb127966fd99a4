"""What the tables of a report tell of its indicators, to hold the figures of its sentences against:
a sentence seldom has by chance the very value that a table gives for the same year and place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.model import Indicator, Observation, SentenceRole
from extractor.model.observation import SentenceObservation

PERCENT, TIMES = "%", "times"
TELLING = 3  # digits of a value that is hardly met by chance
MOST_DIGITS = 4  # more make a figure no rarer
HALF, HUNDRED = Decimal("0.5"), Decimal(100)
Scope = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TableValues:
    """The values of the indicators in tables, by year and libraries (none: the whole system)."""

    indicators: Mapping[str, Indicator]
    families: Mapping[str, str]
    by_scope: dict[Scope, dict[str, set[Decimal]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def add(self, cells: Iterable[tuple[Observation, str]]) -> None:
        """Take the cells with their codes; those of a settlement say nothing of the system."""
        for cell, code in cells:
            if code and cell.value is not None and (cell.library or not cell.area):
                scope = cell.period, cell.library
                self.by_scope[scope][code].add(cell.value * cell.multiplier)

    def is_of_its_kind(self, code: str, unit: str) -> bool:
        """Whether a figure of that unit may have the indicator: both count, both are money …"""
        usual = self.indicators[code].unit
        return not unit or self.families.get(usual, "") == self.families.get(unit, "")

    def agreeing(self, figure: SentenceObservation) -> dict[str, int]:
        """By indicator that a table tells of the figure's year and place: with how many digits it
        has the same value within what is printed, 0 where it has another one.
        """
        if figure.value is None or figure.unit == TIMES:
            return {}
        digits = len(figure.value.normalize().as_tuple().digits)
        printed = abs(figure.value * figure.multiplier)
        off = _half_unit(figure)
        return {
            code: min(digits, MOST_DIGITS)
            if any(abs(abs(value) - printed) <= off for value in values)
            else 0
            for code, values in self._told(figure)
        }

    def _told(self, figure: SentenceObservation) -> Iterator[tuple[str, list[Decimal]]]:
        """What tables give for a figure by indicator: values, or changes for a change."""
        now = self.by_scope.get((figure.period, figure.library), {})
        is_share = figure.unit == PERCENT
        if figure.subject.role is not SentenceRole.CHANGE:
            for code, values in now.items():
                if (self.indicators[code].unit == PERCENT) == is_share:
                    yield code, list(values)
            return
        before = self.by_scope.get((_year_before(figure.period), figure.library), {})
        for code in now.keys() & before.keys():
            yield code, list(_changes(now[code], before[code], is_share))


def _changes(now: set[Decimal], before: set[Decimal], relative: bool) -> Iterator[Decimal]:
    for old in before:
        for new in now:
            if not relative:
                yield new - old
            elif old:
                yield (new - old) / old * HUNDRED


def _year_before(period: str) -> str:
    return str(int(period) - 1) if period.isdecimal() else ""


def _half_unit(figure: Observation) -> Decimal:
    """Half of the last printed place; whole numbers of things are meant as printed."""
    if figure.multiplier == 1 and not figure.decimals and figure.unit != PERCENT:
        return Decimal(0)
    return HALF * figure.multiplier * Decimal(10) ** -(figure.decimals or 0)
