"""The rows and columns of a report's tables, found by the figures that stand in them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.line_words import Told, label_words

MOST, OF = 2, 3  # of three words of a label two have to stand beside a figure


@dataclass(frozen=True)
class TableLine:
    """A row or a column of a table with its cells."""

    cells: tuple[Figure, ...]
    is_row: bool

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Observation → the stems of a cell's label that not all cells of the line have."""
        found = {cell.fact.observation: label_words(cell.fact, self.is_row) for cell in self.cells}
        shared = frozenset.intersection(*found.values())
        return {name: words - shared for name, words in found.items()}

    @cached_property
    def library(self) -> tuple[str, ...]:
        """The library that the whole line is about."""
        libraries = {cell.fact.library for cell in self.cells}
        return libraries.pop() if len(libraries) == 1 else ()

    @property
    def is_total(self) -> bool:
        """Whether it is the row of totals of a table."""
        return self.is_row and any(cell.total for cell in self.cells)

    @property
    def is_of_a_part(self) -> bool:
        """Whether the whole line is about one library or place."""
        return bool(self.library) or len({cell.fact.area for cell in self.cells} - {""}) == 1

    def is_named(self, told: Told, cell: Figure) -> bool:
        """Return whether the label of a cell is what the words beside a figure say."""
        if told.figure.fact.indicator and told.figure.fact.indicator == cell.fact.indicator:
            return True
        words = self.words[cell.fact.observation]
        if not words or not told.purposes <= label_words(cell.fact, self.is_row):
            return False
        return OF * len(words & told.words) >= MOST * len(words)

    def a_year_before(self, cell: Figure) -> list[Figure]:
        """Return the cell of the line that nothing but the year before tells from another."""
        year = str(int(cell.fact.period) - 1)
        words = self.words[cell.fact.observation]
        unit = cell.fact.unit
        found = [
            other
            for other in self.cells
            if other.fact.period == year
            and other.fact.unit == unit
            and self.words[other.fact.observation] == words
        ]
        return found if len(found) == 1 else []

    def is_alone(self, cell: Figure) -> bool:
        """Return whether nothing but its year tells a cell from the others of its line."""
        period = cell.fact.period
        return sum(other.fact.period == period for other in self.cells) == 1


class ReportLines:
    """The lines of all tables of a report, by the figures that stand in them."""

    def __init__(self, shelf: Shelf) -> None:
        self._having: dict[Fraction, list[tuple[TableLine, Figure]]] = defaultdict(list)
        self._of_library: dict[tuple[str, ...], list[TableLine]] = defaultdict(list)
        for figures in shelf.by_table.values():
            for line in _lines_of(figures):
                if line.library:
                    self._of_library[line.library].append(line)
                for cell in line.cells:
                    self._having[cell.worth(True)].append((line, cell))

    def of_library(self, library: tuple[str, ...]) -> Sequence[TableLine]:
        """Return the lines that are about one library."""
        return self._of_library.get(library, ()) if len(library) == 1 else ()

    def having(self, figure: Figure) -> Iterator[tuple[TableLine, Figure]]:
        """Yield the lines with a figure of the same value and kind, and the cell, of any year."""
        for line, cell in self._having.get(figure.worth(True), ()):
            if may_be_one(figure, cell):
                yield line, cell


@lru_cache(maxsize=8)
def lines_of_report(shelf: Shelf) -> ReportLines:
    """Return the lines of a report; several checks ask for those of the same one."""
    return ReportLines(shelf)


def _lines_of(figures: Sequence[Figure]) -> Iterator[TableLine]:
    rows: dict[object, list[Figure]] = defaultdict(list)
    columns: dict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        rows[figure.fact.row].append(figure)
        columns[figure.fact.column].append(figure)
    for found, is_row in ((rows, True), (columns, False)):
        lines = (TableLine(tuple(cells), is_row) for cells in found.values())
        yield from (line for line in lines if len(line.cells) > 1 or line.is_total)


def may_be_one(figure: Figure, cell: Figure) -> bool:
    """Return whether unit, code and library allow two figures to be one."""
    one, other = figure.fact, cell.fact
    if (one.unit == "%") != (other.unit == "%"):
        return False
    if one.indicator and other.indicator and one.indicator != other.indicator:
        return False
    return not (one.library and other.library) or one.library == other.library
