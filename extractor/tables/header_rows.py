"""Whether the next row of a table belongs to its header, too: ordered rules."""

from typing import NamedTuple

from extractor.model import Cell
from extractor.rules import Rule
from extractor.tables.cards import is_card
from extractor.tables.cell_types import (
    Kind,
    is_ordinal,
    is_ordinal_head,
    is_unit,
    kind_of,
    starts_with,
)
from extractor.tables.grid import (
    Grid,
    Row,
    has_values,
    is_full_width,
    is_labels,
    is_ordinal_row,
    is_years,
)

DEEPEST = 12
FIGURES = (Kind.NUMBER, Kind.MEASURED, Kind.ABSENT)


class NextRow(NamedTuple):
    """A row below the header so far: its index, and the cells of the header."""

    grid: Grid
    row: int
    heads: list[Cell]


def is_classes(grid: Grid, index: int) -> bool:
    """«0 ед. | 1 ед. | 10 и более ед.» over plain figures: classes that the columns count."""
    kinds, below = grid.row(index).kinds(), grid.row(index + 1).kinds()
    filled = grid.row(index).filled
    apart = len({cell.text for cell in filled}) == len(filled) > 1
    classes = all(kind in (Kind.MEASURED, Kind.RANGE, Kind.PERIOD) for kind in kinds)
    return (
        apart
        and classes
        and bool(below)
        and all(kind in (Kind.NUMBER, Kind.ABSENT) for kind in below)
    )


def column_numbers(at: NextRow) -> bool:
    grid, index, _ = at
    return grid.row(index).numbered and index + 1 < grid.height


def under_a_merged_head(at: NextRow) -> bool:
    """A head cell reaches into this row: what stands beside it belongs to the header too;
    figures only under a wide head.
    """
    grid, index, heads = at
    reaching = [cell for cell in heads if cell.row + cell.row_span > index]
    ends = any(cell.row + cell.row_span < grid.height for cell in reaching)
    wide = [cell for cell in heads if cell.column_span > 1 and cell.row + cell.row_span == index]
    figures = [
        cell for cell in grid.row(index).filled if kind_of(cell.text) in (Kind.NUMBER, Kind.ABSENT)
    ]
    return ends and all(any(_is_over(head, figure) for head in wide) for figure in figures)


def _is_over(head: Cell, cell: Cell) -> bool:
    return head.column <= cell.column < head.column + head.column_span


def under_a_title(at: NextRow) -> bool:
    """Only titles from edge to edge so far: the header proper begins here."""
    grid, index, heads = at
    row = grid.row(index)
    if (
        not (
            all(cell.column_span >= grid.columns for cell in heads)
            or _is_unmerged_title(heads, row)
        )
        or grid.columns == 1
    ):
        return False
    if is_full_width(row, grid.columns):
        return bool(row.cells[0].text.strip())
    return (is_labels(row) or is_classes(grid, index)) and not first_is_label_of_values(grid, index)


def _is_unmerged_title(heads: list[Cell], row: Row) -> bool:
    """«Сведения о фонде | | |» over a row in which every cell is filled."""
    filled = [cell for cell in heads if cell.text.strip()]
    return (
        len(filled) == 1 < len(heads)
        and filled[0].column == 0
        and len(row.filled) == len(row.cells) == len(heads)
    )


def first_is_label_of_values(grid: Grid, index: int) -> bool:
    """A row under a title that is already the first of label and value."""
    below = Grid(grid.rows[grid.places.get(index, 0) :], grid.columns)
    return is_card(below)


def years(at: NextRow) -> bool:
    """«2021 г. | 2022 г. | 2023 г.», also behind empty stub cells, where the header has no years
    yet.
    """
    grid, index, heads = at
    row = grid.row(index)
    if is_full_width(row, grid.columns) or len(row.filled) * 2 < len(row.cells):
        return False
    if is_years(row):
        return grid.columns > 1 and not is_years(grid.row(index - 1))
    stub = [cell for cell in row.cells if cell.column == 0 and kind_of(cell.text) == Kind.WORDS]
    repeats = bool(stub) and any(cell.column == 0 and cell.text == stub[0].text for cell in heads)
    return repeats and is_years(row, stub[0].column_span)


def under_a_wide_head(at: NextRow) -> bool:
    """A head over several columns, and labels that divide it; beside it nothing of the row is
    filled.
    """
    grid, index, heads = at
    row = grid.row(index)
    wide = [
        cell
        for cell in heads
        if 1 < cell.column_span < grid.columns and cell.row + cell.row_span == index
    ]
    if (
        not wide
        or not (is_labels(row) or is_classes(grid, index))
        or is_full_width(row, grid.columns)
    ):
        return False
    divided = [cell for cell in row.filled if any(_is_over(head, cell) for head in wide)]
    return len(divided) == len(row.filled) and len(divided) > 1


def classes(at: NextRow) -> bool:
    grid, index, _ = at
    return is_classes(grid, index)


def units(at: NextRow) -> bool:
    """«чел. | % | чел. | %»"""
    grid, index, _ = at
    filled = grid.row(index).filled
    return len(filled) > 1 and all(is_unit(cell.text) for cell in filled)


def boxes_over_figures(at: NextRow) -> bool:
    """Labels over figures in every column, the first included: with no stub such a row can only
    be a header.
    """
    grid, index, _ = at
    row = grid.row(index)
    if not is_labels(row) or is_full_width(row, grid.columns):
        return False
    below = next(
        (
            row
            for row in map(grid.row, range(index + 1, min(grid.height, index + DEEPEST)))
            if has_values(row)
        ),
        None,
    )
    return (
        below is not None
        and below.cells[0].column == 0
        and kind_of(below.cells[0].text) == Kind.NUMBER
        and _all_figures(below)
    )


def _all_figures(row: Row) -> bool:
    return all(
        kind_of(cell.text) in (Kind.NUMBER, Kind.ABSENT, Kind.EMPTY) for cell in row.cells
    ) and not (
        len(row.cells) > 1
        and is_ordinal(row.cells[0].text)
        and kind_of(row.cells[1].text) == Kind.WORDS
    )


def under_blank_heads(at: NextRow) -> bool:
    """«| | взрослых | детей |» below «Библиотека | Посещения | |»: heads that nobody merged; also
    «| | план | план |» below «Показатель | 2022 | 2023».
    """
    grid, index, _ = at
    row = grid.row(index)
    blank = (
        bool(row.cells)
        and row.cells[0].column == 0
        and row.cells[0].column_span == 1
        and not row.cells[0].text.strip()
    )
    if not blank or len(row.filled) < 2 or not is_labels(row):
        return False
    return any(has_values(grid.row(below)) for below in range(index + 1, index + 4))


def names_over_figures(at: NextRow) -> bool:
    """«Адрес | с. Луговое | с. Заречье» over rows of figures: a further name of each column, in
    a turned table without years.
    """
    grid, index, _ = at
    row = grid.row(index)
    label = row.cells[0].text if row.cells and row.cells[0].column == 0 else ""
    named = is_ordinal_head(label) or starts_with(label, "naming") or starts_with(label, "telling")
    over_years = any(
        kind in (Kind.YEAR, Kind.PERIOD)
        for above in range(index)
        for kind in grid.row(above).kinds(1)
    )
    if not named or over_years or not is_labels(row, 1) or len(row.kinds(1)) < 2:
        return False
    if index == 1 and is_ordinal_row(grid.row(0)):
        return True
    below = [row.kinds(1) for row in grid.rows[grid.places[index] + 1 :]]
    return bool(below) and all(kinds and all(kind in FIGURES for kind in kinds) for kinds in below)


def marked(at: NextRow) -> bool:
    """The file marks the row to be repeated on every page."""
    grid, index, _ = at
    row = grid.row(index)
    return index < grid.heading_rows and is_labels(row) and not is_full_width(row, grid.columns)


MORE: tuple[Rule[NextRow, bool], ...] = (
    Rule(
        "column_numbers",
        column_numbers,
        """
        | Библиотека | Книги | Газеты |
        | 1 | 2 | 3 |
        | Луговская | 20 | 5 |
        """,
    ),
    Rule(
        "under_a_merged_head",
        under_a_merged_head,
        """
        | Библиотека | Книги | Газеты |
        | ^ | всего | всего |
        | Луговская | 20 | 5 |
        """,
    ),
    Rule(
        "under_a_title",
        under_a_title,
        """
        | Сведения о фонде | < | < |
        | Возраст | Книги | Газеты |
        | Дети | 20 | 5 |
        """,
    ),
    Rule(
        "years",
        years,
        """
        | Книги | Фонд | Фонд |
        | Книги | 2022 | 2023 |
        | Новые | 20 | 25 |
        """,
    ),
    Rule(
        "under_a_wide_head",
        under_a_wide_head,
        """
        | Библиотека | < | Книги | < |
        | | < | взрослые | детские |
        | 1 | Луговская | 20 | 5 |
        """,
    ),
    Rule(
        "under_blank_heads",
        under_blank_heads,
        """
        | Библиотека | Посещения | |
        | | взрослых | детей |
        | Луговская | 200 | 50 |
        """,
    ),
    Rule(
        "classes",
        classes,
        """
        | Библиотека | < | Компьютеры | Компьютеры |
        | | < | 1 ед. | 2 ед. |
        | | < | 20 | 5 |
        """,
    ),
    Rule(
        "units",
        units,
        """
        | Библиотека | Читатели | Охват |
        | чел. | чел. | % |
        | Луговская | 20 | 5 |
        """,
    ),
    Rule(
        "boxes_over_figures",
        boxes_over_figures,
        """
        | Фонд | Фонд |
        | Книги | Газеты |
        | 20 | 5 |
        """,
    ),
    Rule(
        "names_over_figures",
        names_over_figures,
        """
        | Показатель | Луговская | Заречная |
        | Адрес | с. Луговое | с. Заречье |
        | Книги | 20 | 5 |
        """,
    ),
    Rule(
        "marked",
        marked,
        """
        |= Библиотека | < | Книги | Газеты |
        |= | < | печатные | печатные |
        | 1 | Луговская | 20 | 5 |
        """,
    ),
)
