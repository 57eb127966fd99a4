"""How many rows of a table are its header: rules that let each next row in, the first that
speaks is named.
"""

from collections.abc import Callable
from itertools import pairwise

from extractor.model import Cell
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
    bare_years,
    has_values,
    is_full_width,
    is_labels,
    is_ordinal_row,
    is_years,
)

DEEPEST = 12
FIGURES = (Kind.NUMBER, Kind.MEASURED, Kind.ABSENT)
Rule = Callable[[Grid, int, list[Cell]], bool]


def header_of(grid: Grid) -> tuple[int, str]:
    """The number of header rows, and the name of the rule that settled it."""
    for rule in NO_HEADER:
        if rule(grid):
            return 0, rule.__name__
    depth, spoke = 1, "first_row"
    heads = list(grid.row(0).cells)
    while depth < min(grid.height, DEEPEST):
        name = next((rule.__name__ for rule in MORE if rule(grid, depth, heads)), "")
        if not name:
            break
        heads.extend(grid.row(depth).cells)
        depth, spoke = depth + 1, name
        if name == "column_numbers":
            break
    return depth, spoke


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
        or _is_classes(grid, 0)
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
    measured = [each for each in grid.row(0).filled if kind_of(each.text) == Kind.MEASURED]
    below = [grid.row(1).covering(each.column) for each in measured]
    return bool(below) and all(
        each is not None and kind_of(each.text) == Kind.MEASURED for each in below
    )


def _counts_up(row: Row) -> bool:
    """«Число компьютеров | 1 | 2 | 3»: classes that the columns count."""
    filled = row.filled
    rest = filled[1:]
    digits = [int(each.text) for each in rest if each.text.strip().isdecimal()]
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
        (each.column + each.column_span for each in row.cells if kind_of(each.text) != Kind.YEAR), 0
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


def _is_classes(grid: Grid, index: int) -> bool:
    """«0 ед. | 1 ед. | 10 и более ед.» over plain figures: classes that the columns count."""
    kinds, below = grid.row(index).kinds(), grid.row(index + 1).kinds()
    filled = grid.row(index).filled
    apart = len({each.text for each in filled}) == len(filled) > 1
    classes = all(kind in (Kind.MEASURED, Kind.RANGE, Kind.PERIOD) for kind in kinds)
    return (
        apart
        and classes
        and bool(below)
        and all(kind in (Kind.NUMBER, Kind.ABSENT) for kind in below)
    )


def column_numbers(grid: Grid, index: int, _heads: list[Cell]) -> bool:
    return grid.row(index).numbered and index + 1 < grid.height


def under_a_merged_head(grid: Grid, index: int, heads: list[Cell]) -> bool:
    """A head cell reaches into this row: what stands beside it belongs to the header too;
    figures only under a wide head.
    """
    reaching = [each for each in heads if each.row + each.row_span > index]
    ends = any(each.row + each.row_span < grid.height for each in reaching)
    wide = [each for each in heads if each.column_span > 1 and each.row + each.row_span == index]
    figures = [
        each for each in grid.row(index).filled if kind_of(each.text) in (Kind.NUMBER, Kind.ABSENT)
    ]
    return ends and all(any(_is_over(head, each) for head in wide) for each in figures)


def _is_over(head: Cell, cell: Cell) -> bool:
    return head.column <= cell.column < head.column + head.column_span


def under_a_title(grid: Grid, index: int, heads: list[Cell]) -> bool:
    """Only titles from edge to edge so far: the header proper begins here."""
    row = grid.row(index)
    if (
        not (
            all(each.column_span >= grid.columns for each in heads)
            or _is_unmerged_title(heads, row)
        )
        or grid.columns == 1
    ):
        return False
    if is_full_width(row, grid.columns):
        return bool(row.cells[0].text.strip())
    return (is_labels(row) or _is_classes(grid, index)) and not first_is_label_of_values(
        grid, index
    )


def _is_unmerged_title(heads: list[Cell], row: Row) -> bool:
    """«Сведения о фонде | | |» over a row in which every cell is filled."""
    filled = [each for each in heads if each.text.strip()]
    return (
        len(filled) == 1 < len(heads)
        and filled[0].column == 0
        and len(row.filled) == len(row.cells) == len(heads)
    )


def first_is_label_of_values(grid: Grid, index: int) -> bool:
    """A row under a title that is already the first of label and value."""
    below = Grid(grid.rows[grid.places.get(index, 0) :], grid.columns)
    return is_card(below)


def years(grid: Grid, index: int, heads: list[Cell]) -> bool:
    """«2021 г. | 2022 г. | 2023 г.», also behind empty stub cells, where the header has no years
    yet.
    """
    row = grid.row(index)
    if is_full_width(row, grid.columns) or len(row.filled) * 2 < len(row.cells):
        return False
    if is_years(row):
        return grid.columns > 1 and not is_years(grid.row(index - 1))
    stub = [each for each in row.cells if each.column == 0 and kind_of(each.text) == Kind.WORDS]
    repeats = bool(stub) and any(each.column == 0 and each.text == stub[0].text for each in heads)
    return repeats and is_years(row, stub[0].column_span)


def under_a_wide_head(grid: Grid, index: int, heads: list[Cell]) -> bool:
    """A head over several columns, and labels that divide it; beside it nothing of the row is
    filled.
    """
    row = grid.row(index)
    wide = [
        each
        for each in heads
        if 1 < each.column_span < grid.columns and each.row + each.row_span == index
    ]
    if (
        not wide
        or not (is_labels(row) or _is_classes(grid, index))
        or is_full_width(row, grid.columns)
    ):
        return False
    divided = [each for each in row.filled if any(_is_over(head, each) for head in wide)]
    return len(divided) == len(row.filled) and len(divided) > 1


def classes(grid: Grid, index: int, _heads: list[Cell]) -> bool:
    return _is_classes(grid, index)


def units(grid: Grid, index: int, _heads: list[Cell]) -> bool:
    """«чел. | % | чел. | %»"""
    filled = grid.row(index).filled
    return len(filled) > 1 and all(is_unit(each.text) for each in filled)


def boxes_over_figures(grid: Grid, index: int, _heads: list[Cell]) -> bool:
    """Labels over figures in every column, the first included: with no stub such a row can only
    be a header.
    """
    row = grid.row(index)
    if not is_labels(row) or is_full_width(row, grid.columns):
        return False
    below = next(
        (
            each
            for each in map(grid.row, range(index + 1, min(grid.height, index + DEEPEST)))
            if has_values(each)
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
        kind_of(each.text) in (Kind.NUMBER, Kind.ABSENT, Kind.EMPTY) for each in row.cells
    ) and not (
        len(row.cells) > 1
        and is_ordinal(row.cells[0].text)
        and kind_of(row.cells[1].text) == Kind.WORDS
    )


def under_blank_heads(grid: Grid, index: int, _heads: list[Cell]) -> bool:
    """«| | взрослых | детей |» below «Библиотека | Посещения | |»: heads that nobody merged."""
    row, above = grid.row(index), grid.row(index - 1)
    blank = (
        bool(row.cells)
        and row.cells[0].column == 0
        and row.cells[0].column_span == 1
        and not row.cells[0].text.strip()
    )
    filled = row.filled
    if not blank or len(filled) < 2 or not is_labels(row):
        return False
    over = [above.covering(each.column) for each in filled]
    leads = any(has_values(grid.row(below)) for below in range(index + 1, index + 4))
    return leads and any(each is not None and not each.text.strip() for each in over)


def names_over_figures(grid: Grid, index: int, _heads: list[Cell]) -> bool:
    """«Адрес | с. Луговое | с. Заречье» over rows of figures: a further name of each column, in
    a turned table without years.
    """
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
    below = [each.kinds(1) for each in grid.rows[grid.places[index] + 1 :]]
    return bool(below) and all(kinds and all(kind in FIGURES for kind in kinds) for kinds in below)


def marked(grid: Grid, index: int, _heads: list[Cell]) -> bool:
    """The file marks the row to be repeated on every page."""
    row = grid.row(index)
    return index < grid.heading_rows and is_labels(row) and not is_full_width(row, grid.columns)


NO_HEADER = (empty, single_row, card, first_row_is_data)
MORE: tuple[Rule, ...] = (
    column_numbers,
    under_a_merged_head,
    under_a_title,
    years,
    under_a_wide_head,
    under_blank_heads,
    classes,
    units,
    boxes_over_figures,
    names_over_figures,
    marked,
)
