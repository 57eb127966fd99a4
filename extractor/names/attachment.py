"""Observations get their library and their territory from the labels around them, the nearest
first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from msgspec.structs import replace

from extractor.model import (
    Cell,
    Document,
    Library,
    Mention,
    Observation,
    Outline,
    Paragraph,
    Table,
)
from extractor.model.observation import SentenceObservation
from extractor.names.areas import Area, area_of, is_area_header, one_spelling, printed_area
from extractor.names.lookup import Asked, asked_of
from extractor.names.registry.list_tables import HEADER_ROWS, is_library_header
from extractor.names.sentence_owner import Spoken, leads_of, owners
from extractor.names.vocabulary import BUDGETS
from extractor.text import clean, fold

FEWEST_AREAS = 3
Found = tuple[tuple[str, ...], Area | None]


@dataclass(frozen=True, slots=True)
class Columns:
    """Labels of a table that stand under a heading of libraries, and under one of territories."""

    libraries: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


NO_COLUMNS = Columns()


def attach_names(
    observations: Iterable[Observation],
    document: Document,
    outline: Outline,
    registry: tuple[Library, ...],
    district: str,
) -> tuple[Observation, ...]:
    """Return the same observations with ``library`` and ``area``.

    A label that names the whole system ends the search with no library; «Итого» alone does not; one
    that is undecided lets a farther label decide among its candidates. A figure of running text
    looks in its own sentence before the headings. The report's own district is no area.
    """
    attacher = _Attacher(document, outline, asked_of(registry), district)
    figures = tuple(observations)
    attacher.know_rows(figures)
    attacher.know_figures(figures)
    named = [(figure, attacher.found(figure)) for figure in figures]
    spellings = one_spelling(area for _, (_, area) in named if area)
    return tuple(
        replace(figure, library=library, area=spellings[area.key] if area else "")
        if library or area
        else figure
        for figure, (library, area) in named
    )


class _Attacher:
    """Cells of the same labels are asked for once; ``about`` remembers by table, section and
    labels.
    """

    def __init__(self, document: Document, outline: Outline, asked: Asked, district: str) -> None:
        self.document, self.asked = document, asked
        self.tables = {table.number: table for table in outline.tables}
        self.numbers: dict[int | None, int] = {
            table.table.block: table.number for table in outline.tables
        }
        self.columns = {table.number: columns_of(table.table) for table in outline.tables}
        self.sections = {section.section: section for section in outline.sections}
        self.titles: dict[str, tuple[str, ...]] = {}
        self.speaking: dict[str, tuple[str, ...]] = {}
        self.above: dict[tuple[int | None, str], tuple[Mention, ...]] = {}
        own = area_of(district, listed=True)
        self.own = own.key if own else ""
        self.headings = frozenset(section.block for section in outline.sections)
        self.leads: dict[int, Mention] | None = None
        self.starts: dict[int, list[int]] = {}
        self.about: dict[tuple[object, ...], Found] = {}
        self.printed: dict[tuple[object, ...], Area] = {}

    def found(self, observation: Observation) -> Found:
        """Its libraries and its territory."""
        if observation.table is None:
            return self.library(observation), self.area(observation)
        key = (
            observation.table,
            observation.section,
            observation.row_path,
            observation.column_path,
        )
        if key not in self.about:
            self.about[key] = self.library(observation), self.area(observation)
        return self.about[key]

    def library(self, observation: Observation) -> tuple[str, ...]:
        undecided: frozenset[str] = frozenset()
        for mention in self._mentions(observation):
            if mention.rule == "system":
                return ()
            if mention.libraries and (not undecided or undecided.issuperset(mention.libraries)):
                return mention.libraries
            if mention.rule == "ambiguous":
                undecided = frozenset(library for library, _ in mention.candidates)
        return ()

    def _mentions(self, observation: Observation) -> Iterator[Mention]:
        """What the labels name, nearest first: row, column, caption, headings."""
        spoken = isinstance(observation, SentenceObservation)
        if isinstance(observation, SentenceObservation):
            yield from self._spoken(observation)
        listed = self.columns.get(observation.table or 0, NO_COLUMNS).libraries
        for label in (*observation.row_path[::-1], *observation.column_path[::-1]):
            mention = self.asked.named(label, clean(label) in listed)
            if mention is not None and not (spoken and _is_budget(label)):
                yield mention
        table = observation.table if observation.table in self.tables else None
        yield from self._above(table, observation.section)

    def _spoken(self, observation: SentenceObservation) -> Iterator[Mention]:
        """What the text around a figure of a sentence names, nearest first."""
        block = observation.place.block
        paragraph = self.document.blocks[block]
        if not isinstance(paragraph, Paragraph) or observation.place.start is None:
            return
        if self.leads is None:
            self.leads = leads_of(self.document, self.headings, self.asked)
        above = self.document.blocks[block - 1] if block else None
        before = isinstance(above, Paragraph) and block - 1 not in self.headings
        yield from owners(
            Spoken(
                observation,
                paragraph.text,
                self.starts.get(block, ()),
                tuple(lead for lead in (self.leads.get(block),) if lead),
                above.text if before and isinstance(above, Paragraph) else "",
                self.asked,
            )
        )

    def know_figures(self, observations: Iterable[Observation]) -> None:
        """Where the figures of each paragraph begin."""
        for observation in observations:
            if observation.table is None and observation.place.start is not None:
                self.starts.setdefault(observation.place.block, []).append(observation.place.start)
        for starts in self.starts.values():
            starts.sort()

    def _above(self, table: int | None, section: str) -> tuple[Mention, ...]:
        """What caption and headings name, asked once for all figures below them."""
        if (table, section) not in self.above:
            texts = (
                *(() if table is None else (self.tables[table].caption,)),
                *self._titles(section),
            )
            self.above[table, section] = (
                *self._row_around(table),
                *(
                    sentence
                    for sentence in map(self.asked.sentence, texts)
                    if sentence.rule != "none"
                ),
            )
        return self.above[table, section]

    def _row_around(self, table: int | None) -> Iterator[Mention]:
        """What the row of the outer table names in which a table stands."""
        placed = self.tables.get(table) if table is not None else None
        outer = None if placed is None else self.numbers.get(placed.table.parent)
        if placed is not None and placed.lead and outer is not None:
            listed = self.columns.get(outer, NO_COLUMNS).libraries
            mention = self.asked.named(placed.lead, placed.lead in listed)
            if mention is not None:
                yield mention

    def _titles(self, section: str) -> tuple[str, ...]:
        """Of a section and of those above it, the nearest first."""
        if section not in self.titles:
            found = self.sections.get(section)
            self.titles[section] = ()  # a section that stands above itself is not asked twice
            self.titles[section] = (found.title, *self._titles(found.parent)) if found else ()
        return self.titles[section]

    def area(self, observation: Observation) -> Area | None:
        columns = self.columns.get(observation.table or 0, NO_COLUMNS)
        labels = (*observation.row_path[::-1], *observation.column_path[::-1])
        for label in (*labels, *self._speaking_titles(observation.section)):
            area = area_of(label, clean(label) in columns.areas)
            if area and clean(label) not in columns.libraries:
                return area if area.key != self.own else None
        return self.printed.get((observation.table, *observation.row_path[-1:]))

    def _speaking_titles(self, section: str) -> tuple[str, ...]:
        """Return the titles above that may name a territory."""
        if section not in self.speaking:
            titles = self._titles(section)
            self.speaking[section] = tuple(
                title for title in titles if any(area_of(title, listed) for listed in (False, True))
            )
        return self.speaking[section]

    def know_rows(self, observations: Iterable[Observation]) -> None:
        """Where most rows of a table are territories, the others are too, as printed: sums,
        groups and libraries are none.
        """
        rows: dict[int, dict[str, None]] = {}
        for observation in observations:
            if observation.table is not None and observation.row_path:
                rows.setdefault(observation.table, {})[observation.row_path[-1]] = None
        for table, labels in rows.items():
            columns = self.columns.get(table, NO_COLUMNS)
            named = [
                label
                for label in labels
                if clean(label) not in columns.libraries and self.asked.named(label, False) is None
            ]
            others = [
                label for label in named if area_of(label, clean(label) in columns.areas) is None
            ]
            like: dict[tuple[object, ...], Area] = {
                (table, other): area for other in others if (area := printed_area(other))
            }
            if len(named) - len(others) >= max(FEWEST_AREAS, len(like) + 1):
                self.printed |= like


def _is_budget(label: str) -> bool:
    """«МБ» beside a sum of a sentence is the local budget."""
    return BUDGETS.issuperset(word for word in fold(label).split() if word.isalpha())


def columns_of(table: Table) -> Columns:
    """Labels below each heading that announces libraries or territories."""
    return Columns(_below(table, _heads_libraries), _below(table, _heads_areas))


def _heads_libraries(cell: Cell) -> bool:
    """A plural heads a list in the first row alone: below it opens a group of rows."""
    return is_library_header(cell.text, cell.row == 0)


def _heads_areas(cell: Cell) -> bool:
    return is_area_header(cell.text)


def _below(table: Table, announces: Callable[[Cell], bool]) -> frozenset[str]:
    heads: dict[int, int] = {}
    for cell in takewhile(lambda cell: cell.row < HEADER_ROWS, table.cells):
        if cell.column_span < table.columns and announces(cell):
            heads.setdefault(cell.column, cell.row + cell.row_span)
    if not heads:
        return frozenset()
    return frozenset(
        clean(cell.text) for cell in table.cells if cell.row >= heads.get(cell.column, table.rows)
    )
