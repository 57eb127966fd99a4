"""How many rows of a table are its header: none, or the first one and each that a rule lets in."""

from itertools import pairwise

from extractor.rules import Rule, first_match
from extractor.tables.cards import is_card
from extractor.tables.cell_types import (
    Kind,
    kind_of,
    starts_with,
)
from extractor.tables.grid import (
    Grid,
    Row,
    bare_years,
    is_labels,
    is_ordinal_row,
)
from extractor.tables.header_rows import DEEPEST, MORE, NextRow, is_classes


def header_of(grid: Grid) -> tuple[int, str]:
    """The number of header rows, and the name of the rule that settled it."""
    none = first_match(NO_HEADER, grid)
    if none is not None:
        return 0, none[0]
    depth, name = 1, "first_row"
    heads = list(grid.row(0).cells)
    while depth < min(grid.height, DEEPEST):
        found = first_match(MORE, NextRow(grid, depth, heads))
        if found is None:
            break
        row, name = grid.row(depth), found[0]
        heads.extend(row.cells)
        depth += 1
        if row.numbered:
            break
    return depth, name


def empty(grid: Grid) -> bool:
    return not grid.rows or grid.rows[0].index > 0


def single_row(grid: Grid) -> bool:
    return grid.height == 1


def card(grid: Grid) -> bool:
    """Label and value, no header: the first row is a pair like those below."""
    return is_card(grid)


def first_row_is_data(grid: Grid) -> bool:
    """A figure in the first row, years and classes of a header apart."""
    row = grid.row(0)
    if (
        row.numbered
        or is_classes(grid, 0)
        or is_ordinal_row(row)
        or is_labels(row)
        or not row.kinds()
    ):
        return _has_measured_values(grid) or _bare_year_is_a_count(row)
    return not _counts_up(row)


def _has_measured_values(grid: Grid) -> bool:
    """«Филиал № 1 | 12 чел.» over «Филиал № 2 | 10 чел.»; «1 кв. | 2 кв.» over plain figures are
    heads.
    """
    measured = [cell for cell in grid.row(0).filled if kind_of(cell.text) == Kind.MEASURED]
    below = [grid.row(1).covering(cell.column) for cell in measured]
    return bool(below) and all(
        cell is not None and kind_of(cell.text) == Kind.MEASURED for cell in below
    )


def _counts_up(row: Row) -> bool:
    """«Число компьютеров | 1 | 2 | 3»: classes that the columns count."""
    filled = row.filled
    rest = filled[1:]
    digits = [int(cell.text) for cell in rest if cell.text.strip().isdecimal()]
    return (
        starts_with(filled[0].text, "naming")
        and len(digits) == len(rest) > 2
        and digits == list(range(1, len(digits) + 1))
    )


def _bare_year_is_a_count(row: Row) -> bool:
    """«Книги | 2010 | 1995»: numbers that only look like years, because they do not follow one
    another.
    """
    first = next(
        (cell.column + cell.column_span for cell in row.cells if kind_of(cell.text) != Kind.YEAR), 0
    )
    counted = (
        bool(first)
        and kind_of(row.cells[0].text) == Kind.WORDS
        and not starts_with(row.cells[0].text, "naming")
    )
    apart = any(abs(after - before) > 1 for before, after in pairwise(bare_years(row, first)))
    return (
        counted
        and apart
        and all(kind == Kind.YEAR for kind in row.kinds(first))
        and len(set(bare_years(row, first))) > 1
    )


NO_HEADER: tuple[Rule[Grid, bool], ...] = (
    Rule(
        "empty",
        empty,
        """
        | ^ | ^ | ^ |
        | Библиотека | Книги | Газеты |
        | Луговская | 20 | 5 |
        """,
    ),
    Rule("single_row", single_row, "| Библиотека | Книги | Газеты |"),
    Rule(
        "card",
        card,
        """
        | Район | Луговской |
        | Центр | с. Луговое |
        | Площадь, кв. м | 120 |
        """,
    ),
    Rule(
        "first_row_is_data",
        first_row_is_data,
        """
        | Книги | 20 | 30 |
        | Газеты | 5 | 6 |
        """,
    ),
)
