"""Figures of a report as the checks use them, and the shelf on which they are found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec.structs import replace

from extractor.check.figures.interval import Interval, Print
from extractor.check.figures.opening import in_its_year
from extractor.model import Indicator, Op, SentenceRole, Status
from extractor.model.dataset import Edition, PrintedTable
from extractor.model.observation import Observation
from extractor.text import fold

ROUGH_UNITS = frozenset({"%", "RUB", "m2", "km"})
ROUGH_KINDS = frozenset({"ratio", "share", "money"})
AREA_PEOPLE = "population.service_area"
STATING = frozenset({SentenceRole.FACT, SentenceRole.BASE})  # say what is, or was
RATE_KINDS = frozenset({"ratio", "share"})
ADDITIVE = frozenset({"stock", "flow", "money", "score"})


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
        factor = self.scale if scaled else 1
        return Interval.printed(self.value * factor, self.step * factor, how)

    def worth(self, scaled: bool = False) -> Fraction:
        return self.value * self.scale if scaled else self.value


def number(value: Fraction) -> Decimal:
    """A fraction as a decimal of at most six digits after the point.

    >>> number(Fraction(1, 3)), number(Fraction(5))
    (Decimal('0.333333'), Decimal('5'))
    """
    if value.denominator == 1:
        return Decimal(value.numerator)
    return round(Decimal(value.numerator) / Decimal(value.denominator), 6).normalize()


def step_of(fact: Observation, indicator: Indicator | None) -> Fraction:
    """What the last printed digit is worth; a whole number of things is exact."""
    if fact.op is Op.ABOUT and fact.value:
        return Fraction(abs(fact.value)) / 10
    rough = (
        fact.unit in ROUGH_UNITS
        or fact.multiplier > 1
        or (indicator is not None and indicator.kind in ROUGH_KINDS)
    )
    if fact.decimals or rough:
        return Fraction(1, 10 ** (fact.decimals or 0))
    return Fraction(0)


def figure_of(
    fact: Observation, indicators: Mapping[str, Indicator], total: bool = False
) -> Figure | None:
    """None where the fact has no number of its own."""
    if fact.value is None or fact.status is not Status.OK:
        return None
    indicator = indicators.get(fact.indicator)
    adds = fact.unit != "%" and (
        indicator is None or (indicator.kind in ADDITIVE and indicator.over != "weighted")
    )
    return Figure(
        fact, Fraction(fact.value), step_of(fact, indicator), fact.multiplier, total, adds
    )


@dataclass(frozen=True)
class Shelf:
    """All figures of one report. ``edition`` is the report; ``indicators`` the catalogue by code.

    ``left_out`` are tables whose labels cannot be trusted: their figures are looked at, but speak
    for no indicator.
    """

    edition: Edition
    indicators: Mapping[str, Indicator] = field(repr=False)
    left_out: frozenset[int] = frozenset()

    @cached_property
    def totals(self) -> frozenset[tuple[int, int, int]]:
        """(table, row, column) of the cells in the role «total»."""
        return frozenset(
            (table.table, row, column)
            for table in self.edition.tables
            for row, column, _, _, role, _ in table.cells
            if role == "total"
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        found = (
            figure_of(fact, self.indicators, _cell(fact) in self.totals)
            for fact in in_its_year(map(people_of, self.edition.facts), self.indicators)
        )
        return tuple(each for each in found if each is not None)

    @cached_property
    def by_table(self) -> dict[int, tuple[Figure, ...]]:
        return _grouped(
            (each.fact.table, each) for each in self.figures if each.fact.table is not None
        )

    @cached_property
    def told(self) -> tuple[Figure, ...]:
        """Figures of the running text."""
        return tuple(each for each in self.figures if each.fact.table is None)

    @cached_property
    def tables(self) -> dict[int, PrintedTable]:
        return {each.table: each for each in self.edition.tables}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Section → its heading, folded."""
        return {each.section: fold(each.title) for each in self.edition.headings}

    @cached_property
    def texts(self) -> dict[int, str]:
        """Table → its caption, heading and all cells but the data, folded: what says what the
        table is about.
        """
        return {each.table: self._words(each) for each in self.edition.tables}

    def _words(self, table: PrintedTable) -> str:
        heads = (text for *_, role, text in table.cells if role in ("header", "stub", "group"))
        return fold(" ".join((table.caption, self.titles.get(table.section, ""), *heads)))

    @cached_property
    def of_system(self) -> dict[tuple[str, str], tuple[Figure, ...]]:
        """(code, year) → figures in tables that speak of the whole system, in document order, at
        most one a table.
        """
        if not self.left_out:
            return self.everything
        doubted = self.left_out
        kept = {
            key: tuple(one for one in found if one.fact.table not in doubted)
            for key, found in self.everything.items()
        }
        return {key: found for key, found in kept.items() if found}

    @cached_property
    def everything(self) -> dict[tuple[str, str], tuple[Figure, ...]]:
        """As ``of_system``, with the tables whose labels cannot be trusted."""
        found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for table in self.by_table.values():
            for key, figures in _grouped(
                (_key(each), each) for each in table if each.fact.indicator
            ).items():
                indicator = self.indicators.get(key[0])
                is_rate = indicator is not None and indicator.kind in RATE_KINDS
                found[key].extend(_speaking_for_all(figures, is_rate))
        return {key: tuple(each) for key, each in found.items() if each}

    @cached_property
    def of_library(self) -> dict[tuple[str, str, str], tuple[Figure, ...]]:
        """(code, year, library) → figures in tables that speak of this one library."""
        pairs = (
            ((each.fact.indicator, each.fact.period, each.fact.library[0]), each)
            for figures in self.by_table.values()
            for each in figures
            if each.fact.indicator and len(each.fact.library) == 1 and not each.total
        )
        return _grouped(pairs)

    @cached_property
    def years(self) -> tuple[str, ...]:
        """Years that the report gives figures for, the latest first."""
        return tuple(
            sorted(
                {each.fact.period for each in self.figures if len(each.fact.period) == 4},
                reverse=True,
            )
        )


def people_of(fact: Observation) -> Observation:
    """«с. Ольховка – 222» in a column that asks for inhabitants of a library's area is their
    number.
    """
    asked = any("жител" in each.lower() or "населени" in each.lower() for each in fact.column_path)
    numbers = [value for _, value in fact.extra]
    if (
        fact.status is not Status.TEXT
        or not asked
        or len(fact.library) != 1
        or not numbers
        or not all(map(str.isdecimal, numbers))
    ):
        return fact
    total = sum(map(Decimal, numbers), Decimal(0))
    return replace(
        fact,
        value=total,
        decimals=0,
        status=Status.OK,
        indicator=AREA_PEOPLE,
        unit="person",
        extra=(),
    )


def _cell(fact: Observation) -> tuple[int | None, int | None, int | None]:
    return fact.table, fact.row, fact.column


def _key(figure: Figure) -> tuple[str, str]:
    return figure.fact.indicator, figure.fact.period


def _speaking_for_all(figures: tuple[Figure, ...], is_rate: bool) -> Iterator[Figure]:
    """Of the figures of one indicator and year in a table those of the whole system: a total
    row, or the only figure there is; of rates, the only one that is no library's («в среднем»).
    """
    whole = [each for each in figures if not each.fact.library and not each.fact.area]
    totals = [each for each in whole if each.total]
    if totals and len(figures) > len(totals):
        yield from totals[-1:]
    elif len(whole) == 1 and (is_rate or len(figures) == 1):
        yield from whole


def _grouped(pairs: Iterable[tuple[object, Figure]]) -> dict:  # type: ignore[type-arg]
    found = defaultdict(list)
    for key, each in pairs:
        found[key].append(each)
    return {key: tuple(each) for key, each in found.items()}


def label_of(fact: Observation) -> str:
    """What a person calls the figure: its last labels, the outer ones where the inner say
    nothing alone.
    """
    path = [each for each in (*fact.row_path, *fact.column_path) if each]
    text = " / ".join(path[-2:]) if len(path) > 1 else "".join(path)
    return text if len(text) <= 120 else f"{text[:117]}…"
