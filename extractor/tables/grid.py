"""A table seen by rows: its anchors in order and what covers a column, spans never expanded."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct

from extractor.model import Cell, Table
from extractor.tables.cell_types import (
    LABELS,
    VALUES,
    Kind,
    is_ordinal,
    is_ordinal_head,
    is_whole,
    kind_of,
)
from extractor.text import clean, fold

LONGEST_SERIES = 15
FEWEST_NUMBERED = 3
FEWEST_GONE_ON = 7
FEWEST_OF_A_FORM = 5
LONGEST_COLUMN_NUMBER = 8
COLUMN_LETTERS = frozenset({"", "а", "аб", "абв", "абвг", "ab"})


class Row(Struct, frozen=True, gc=False):
    """The cells that begin in a row, from left to right; ``filled`` are those that say something,
    ``seen`` the same with their kinds, ``starts`` the columns in which ``cells`` begin;
    ``numbered``: it only numbers the columns.
    """

    index: int
    cells: tuple[Cell, ...]
    seen: tuple[tuple[Cell, Kind], ...] = ()
    filled: tuple[Cell, ...] = ()
    starts: tuple[int, ...] = ()
    numbered: bool = False

    def covering(self, column: int) -> Cell | None:
        """The cell of this row over a column."""
        place = bisect_right(self.starts, column) - 1
        if place < 0:
            return None
        cell = self.cells[place]
        return cell if column < cell.column + cell.column_span else None

    def within(self, column: int, span: int) -> tuple[Cell, ...]:
        """The cells of this row that lie over some of these columns."""
        first = bisect_right(self.cells, column, key=lambda cell: cell.column + cell.column_span)
        return self.cells[first : bisect_right(self.starts, column + span - 1)]

    def kinds(self, start: int = 0) -> list[Kind]:
        """Kinds of its filled cells from a column on."""
        return [kind for cell, kind in self.seen if not start or cell.column >= start]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table in which cells begin; ``columns`` is the width of the full grid."""

    rows: tuple[Row, ...]
    columns: int
    heading_rows: int = 0
    places: dict[int, int] = field(default_factory=dict)

    def row(self, index: int) -> Row:
        """The row of the full grid, empty where no cell begins in it."""
        place = self.places.get(index)
        return Row(index, ()) if place is None else self.rows[place]

    def after(self, row: Row) -> Row | None:
        """The next row in which cells begin."""
        place = self.places[row.index] + 1
        return self.rows[place] if place < len(self.rows) else None

    @property
    def height(self) -> int:
        return self.rows[-1].index + 1 if self.rows else 0


def grid_of(table: Table) -> Grid:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    found = tuple(_row(index, cells) for index, cells in sorted(rows.items()))
    return Grid(
        found,
        table.columns,
        table.heading_rows,
        {row.index: place for place, row in enumerate(found)},
    )


def _row(index: int, cells: list[Cell]) -> Row:
    in_order = tuple(sorted(cells, key=attrgetter("column")))
    seen = tuple(
        [(cell, kind) for cell in in_order if (kind := kind_of(cell.text)) is not Kind.EMPTY]
    )
    filled = tuple([cell for cell, _ in seen])
    return Row(
        index,
        in_order,
        seen,
        filled,
        tuple([cell.column for cell in in_order]),
        _numbers_columns(in_order),
    )


def is_full_width(row: Row, columns: int) -> bool:
    """One cell from edge to edge: a title, a heading of a group, a line between groups. Never in
    a table of one column.
    """
    return columns > 1 and len(row.cells) == 1 and row.cells[0].column_span >= columns


def is_labels(row: Row, start: int = 0) -> bool:
    """Words, years, classes, and no figure: what a header row may hold; «да | нет» are words
    where they stand together.
    """
    kinds = set(row.kinds(start))
    if (
        Kind.ABSENT in kinds
        and len({fold(cell.text) for cell in row.filled if is_whole(cell.text, "yes_no")}) > 1
    ):
        kinds.remove(Kind.ABSENT)
    return bool(row.kinds(start)) and kinds <= LABELS


def has_values(row: Row, start: int = 0) -> bool:
    """Whether figures or stated absences stand in a row; bare years that follow one another are
    none.
    """
    if any(kind in VALUES and kind != Kind.YEAR for kind in row.kinds(start)):
        return True
    return bool(bare_years(row, start)) and not is_years(row, start)


def bare_years(row: Row, start: int = 0) -> list[int]:
    return [
        int(clean(cell.text))
        for cell, kind in row.seen
        if cell.column >= start and kind == Kind.YEAR
    ]


def is_years(row: Row, start: int = 0) -> bool:
    """Periods only: «2021 г. | 2022 г.», or bare years that follow or repeat one another."""
    kinds = row.kinds(start)
    if not kinds or any(kind not in (Kind.PERIOD, Kind.YEAR) for kind in kinds):
        return False
    years = bare_years(row, start)
    return Kind.PERIOD in kinds or len(set(years)) == 1 or _in_steps(years)


def _in_steps(years: Sequence[int]) -> bool:
    """2021, 2022, 2023, again 2021, 2022, 2023: each year one from the one before, or back at
    the beginning; or all rising.
    """
    span = max(years) - min(years)
    steps = [after - before for before, after in pairwise(years)]
    return span < LONGEST_SERIES and (
        all(step in (1, 0, -1, span, -span) for step in steps) or all(step > 0 for step in steps)
    )


def is_ordinal_row(row: Row) -> bool:
    """«№ п/п | 1 | 2 | Всего» of a turned table: its ordinals name nothing."""
    return (
        bool(row.cells)
        and is_ordinal_head(row.cells[0].text)
        and len(row.cells) > 2
        and is_ordinal(row.cells[1].text)
    )


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """«1 | 2 | 3 | 4», also «А | Б | 1 | 2»; and «№ п/п | 1 | 2 | 3» of a turned table: numbers
    that name nothing.
    """
    if (
        len(cells) < FEWEST_NUMBERED
        or len(cells[0].text) > LONGEST_COLUMN_NUMBER
        or not cells[0].text.strip()
    ):
        return False
    if (
        not clean(cells[-1].text).strip(".").isdecimal()
    ):  # the last is never a letter: most rows are told by it
        return False
    named = cells[1:] if is_ordinal_head(cells[0].text) else cells
    texts = [clean(cell.text).strip(".") for cell in named]
    digits = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    letters = [text for text in texts if len(text) == 1 and text.lower() in "абвгab"]
    if (
        len(digits) + len(letters) != len(texts)
        or not digits
        or "".join(letters).lower() not in COLUMN_LETTERS
    ):
        return False
    in_order = (
        digits == list(range(1, len(digits) + 1))
        or _are_columns_of_a_form(digits)
        or _go_on_from_a_page(digits)
    )
    return in_order and texts[: len(letters)] == letters


def _go_on_from_a_page(numbers: Sequence[int]) -> bool:
    """«1 | 12 | 13 | 14»: the numbers of lines, and columns that go on from the table before."""
    further = numbers[1:]
    return (
        numbers[0] == 1
        and len(further) >= FEWEST_NUMBERED
        and further[0] > FEWEST_GONE_ON
        and list(further) == list(range(further[0], further[0] + len(further)))
    )


def _are_columns_of_a_form(numbers: Sequence[int]) -> bool:
    """«2 | 3 | 4 | 5 | 6», «1 | 2 | 3 | 4 | 6 | 8»: a form of which a page, or some columns, are
    left out.
    """
    steps = [after - before for before, after in pairwise(numbers)]
    near = sum(step == 1 for step in steps) * 2 > len(steps) and all(
        step in (1, 2) for step in steps
    )
    return len(numbers) >= FEWEST_OF_A_FORM and numbers[0] <= FEWEST_NUMBERED and near
