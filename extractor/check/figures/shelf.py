"""All figures of one report, and where the checks find them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from msgspec.structs import replace

from extractor.check.figures.figure import Figure, figure_of
from extractor.check.figures.grand_totals import (
    Line,
    is_mean_row,
    lines_of,
    of_some_only,
    tables_of_a_part,
)
from extractor.check.figures.opening import in_its_year
from extractor.check.figures.word_match import begins, is_change_label, is_per_cent_label
from extractor.model import Indicator, Status
from extractor.model.dataset import Edition, PrintedTable
from extractor.model.observation import Observation
from extractor.text import fold

AREA_PEOPLE = "population.service_area"
HEADS = frozenset({"header", "stub"})
RATE_KINDS = frozenset({"ratio", "share"})


@dataclass(frozen=True, eq=False)
class Shelf:
    """All figures of one report; two are equal only if they are one.

    ``edition`` is the report; ``indicators`` the catalogue by code.

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
            for fact in in_its_year(map(self._understood, self.edition.facts), self.indicators)
        )
        return tuple(each for each in found if each is not None)

    @cached_property
    def heads(self) -> dict[tuple[int, str, int], tuple[str, ...]]:
        """(table, «row» or «column», its place) → heads that ask for a change or for per cents,
        as printed: «Изменение, %» among years is no label of its own.
        """
        found: dict[tuple[int, str, int], list[str]] = defaultdict(list)
        for table in self.edition.tables:
            for row, column, down, across, role, text in table.cells:
                is_head = role in HEADS or not column
                if is_head and (is_per_cent_label(text) or is_change_label(text)):
                    for place in range(row, row + down):
                        found[table.table, "row", place].append(text)
                    for place in range(column, column + across):
                        found[table.table, "column", place].append(text)
        return {key: tuple(texts) for key, texts in found.items()}

    def _understood(self, fact: Observation) -> Observation:
        return per_cent_of(people_of(self._headed(fact)))

    def _headed(self, fact: Observation) -> Observation:
        """Return a fact with the heads of changes and per cents that it stands under."""
        if fact.table is None or fact.row is None or fact.column is None:
            return fact
        rows = self._lacking((fact.table, "row", fact.row), fact.row_path)
        columns = self._lacking((fact.table, "column", fact.column), fact.column_path)
        if not rows and not columns:
            return fact
        return replace(
            fact, row_path=(*fact.row_path, *rows), column_path=(*fact.column_path, *columns)
        )

    def _lacking(self, line: tuple[int, str, int], path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the heads of a line that its labels do not hold."""
        return tuple(text for text in self.heads.get(line, ()) if text not in path)

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
        most one a table; none of tables about a part.
        """
        doubted = self.left_out | tables_of_a_part(self.everything, self._cards)
        if not doubted:
            return self.everything
        kept = {
            key: tuple(one for one in found if one.fact.table not in doubted)
            for key, found in self.everything.items()
        }
        return {key: found for key, found in kept.items() if found}

    @cached_property
    def _cards(self) -> frozenset[int]:
        """Tables that look as if they were about one library: «Паспорт», or a line «Адрес»."""
        return frozenset(
            table.table
            for table in self.edition.tables
            if begins(table.caption, "card_captions")
            or any(
                begins(text, name)
                for *_, role, text in table.cells
                if role in ("header", "stub")
                for name in ("card_captions", "card_rows")
            )
        )

    @cached_property
    def everything(self) -> dict[tuple[str, str], tuple[Figure, ...]]:
        """As ``of_system``, with the tables whose labels cannot be trusted."""
        found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for table in self.by_table.values():
            partial = of_some_only(table)
            for key, figures in _grouped(
                (_key(each), each) for each in table if each.fact.indicator
            ).items():
                indicator = self.indicators.get(key[0])
                is_rate = indicator is not None and indicator.kind in RATE_KINDS
                for figure in _speaking_for_all(figures, is_rate, partial):
                    found[key].append(figure)
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


def per_cent_of(fact: Observation) -> Observation:
    """«Прирост, % / Посещения, ед.»: the unit is that of the outer head, not of the inner one."""
    labels = (*fact.row_path[-2:], *fact.column_path[-2:])
    is_other = fact.table is None or fact.value is None or fact.unit in ("%", "RUB")
    if is_other or not any(map(is_per_cent_label, labels)):
        return fact
    return replace(fact, unit="%")


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


def _speaking_for_all(
    figures: tuple[Figure, ...], is_rate: bool, partial: Set[Line]
) -> Iterator[Figure]:
    """Of the figures of one indicator and year in a table those of the whole system: a total
    row, or the only figure there is; of rates, the only one that is no library's («в среднем»).
    ``partial`` are lines of totals of some of the table only.
    """
    whole = [one for one in figures if not one.fact.library and not one.fact.area]
    totals = [one for one in whole if one.total and not is_mean_row(one)]
    grand = [one for one in totals if partial.isdisjoint(lines_of(one))]
    if totals and len(figures) > len(totals):
        yield from grand[-1:]
    elif len(whole) == 1 and (is_rate or len(figures) == 1):
        yield from whole


def _grouped(pairs: Iterable[tuple[object, Figure]]) -> dict:  # type: ignore[type-arg]
    found = defaultdict(list)
    for key, each in pairs:
        found[key].append(each)
    return {key: tuple(each) for key, each in found.items()}
