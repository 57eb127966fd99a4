"""What is known while the rows below a header are read from the top down, and the texts that
name a row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from extractor.model import Cell
from extractor.tables.cards import head_label
from extractor.tables.cell_types import Kind, is_ditto, is_ordinal, kind_of, starts_with
from extractor.tables.column_headers import Header, Times
from extractor.tables.column_profile import NAME, ORDINAL, UNIT, Stub
from extractor.tables.columns import Columns, reaching_down
from extractor.tables.grid import Grid, Row, is_full_width
from extractor.tables.groups import Groups, common_stems
from extractor.tables.row_hierarchy import Figures, Nest
from extractor.tables.values import read_cell
from extractor.text import fold

HEADER_ROW, GROUP_ROW, DATA_ROW, TOTAL_ROW, NOTE_ROW = "header", "group", "data", "total", "note"
TOTAL_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A body row understood. ``stubs``: for each block the texts that name the row, outermost
    first; ``header`` is the one in force over it; ``carried``: for each block the parents of its
    last label (the wholes of its part); ``stated``: the words before the figure of a sum that is
    told from edge to edge; ``units``: what the columns of units say.
    """

    row: Row
    role: str
    header: Header
    groups: tuple[str, ...] = ()
    stubs: tuple[tuple[str, ...], ...] = ()
    carried: tuple[tuple[str, ...], ...] = ()
    stated: str = ""
    units: tuple[str, ...] = ()


class Names(NamedTuple):
    """What names a row: ``stubs``, for each block the texts that do; ``before``, by column what a
    blank below would repeat.
    """

    stubs: tuple[tuple[str, ...], ...] = ()
    before: Mapping[int, str] = MappingProxyType({})

    def labels(self) -> list[str]:
        """The texts of all blocks."""
        return [text for stub in self.stubs for text in stub]


@dataclass(slots=True)
class State:
    """What the rows above say about those below. Rules only look at it; what a row changes is
    applied by :mod:`extractor.tables.row_changes`.

    ``fresh`` are the rows of a header in the middle that is still being read; ``names`` is what
    names the row in question.
    """

    grid: Grid
    columns: Columns
    header: Header
    common: frozenset[str]
    card_head: str
    figures: Figures
    last: int
    mostly_bold: bool
    nest: Nest
    unfilled: frozenset[int]
    names: Names = field(default_factory=Names)
    fresh: tuple[Row, ...] = ()
    groups: Groups = field(default_factory=Groups)
    covers: dict[int, Cell] = field(default_factory=dict)
    before: Mapping[int, str] = field(default_factory=dict)
    card: str = ""
    begins: bool = True
    outer: tuple[str, ...] = ()
    beside: dict[int, Nest] = field(default_factory=dict)


def state_of(grid: Grid, depth: int, columns: Columns, times: Times) -> State:
    """What is known before the first row below the header is read."""
    body = [row for row in grid.rows if row.index >= depth]
    names = [column for column, role in columns.blocks[0].columns if role == NAME]
    labels = [
        cell
        for row in body
        if names and (cell := row.covering(names[-1])) and not is_full_width(row, grid.columns)
    ]
    rows = tuple(row for row in grid.rows if row.index < depth)
    head = Header(rows, grid.columns, times, columns.first_data)
    is_card = grid.columns == 2 and depth == 0
    pairs = (
        [(row.cells[0].text, row.cells[-1].text) for row in body if len(row.cells) == 2]
        if is_card
        else []
    )
    bold = sum(cell.bold for cell in labels)
    figures = _figures(body, columns)
    state = State(
        grid,
        columns,
        head,
        common_stems(cell.text for cell in labels if cell.text.strip()),
        head_label(pairs),
        figures,
        body[-1].index if body else -1,
        bold * 2 > len(labels),
        Nest(figures),
        _unfilled(body, columns),
    )
    header = [row for row in grid.rows if row.index < depth]
    state.covers.update(
        (cell.column, cell) for cell in reaching_down(header, depth) if cell.column in columns.roles
    )
    if not _title_comes_again(state, depth):
        _open_first_group(state, depth)
    return state


def _title_comes_again(state: State, depth: int) -> bool:
    """«Библиотека: Луговская» over a header, and below its rows «Библиотека: Заречная» over the
    same header: headings of rows.
    """
    title, head = state.grid.row(0), state.grid.row(depth - 1)
    is_titled = (
        depth > 1
        and is_full_width(title, state.grid.columns)
        and not is_full_width(head, state.grid.columns)
    )
    if not is_titled or not state.columns.first_data:
        return False
    texts = [cell.text for cell in head.filled]
    places = state.grid.places
    for row in state.grid.rows[places[depth - 1] + 1 : -1]:
        below = state.grid.rows[places[row.index] + 1]
        if is_full_width(row, state.grid.columns) and [cell.text for cell in below.filled] == texts:
            state.header = replace(
                state.header, rows=state.header.rows[1:], known={}, printed=set()
            )
            state.groups.open(title.cells[0], wide=True)
            return True
    return False


def _open_first_group(state: State, depth: int) -> None:
    """«Филиал № 1 | 2022 | 2023» over a table in which «Филиал № 2 | 2022 | 2023» follows: the
    head of the stub is a heading.
    """
    last, first = state.grid.row(depth - 1), state.columns.first_data
    head = last.covering(first - 1) if first else None
    texts = [cell.text for cell in last.filled if cell.column >= first]
    if head is None or not texts or not head.text.strip():
        return
    for row in state.grid.rows[state.grid.places[depth - 1] + 1 :]:
        below = row.covering(first - 1)
        again = below is not None and fold(below.text) not in ("", fold(head.text))
        if again and texts == [cell.text for cell in row.filled if cell.column >= first]:
            state.groups.open(head, wide=True)
            return


def _unfilled(body: list[Row], columns: Columns) -> frozenset[int]:
    """Rows of a label beside empty cells, where that is how the table sets off its parts: the first
    row is one, all others are filled, and there are several.
    """
    first = columns.first_data
    rows = [row for row in body if len(row.cells) > 1 and not row.numbered]
    count = [sum(cell.column >= first for cell in row.filled) for row in rows]
    full = [sum(cell.column >= first for cell in row.cells) for row in rows]
    none = [index for index, filled in enumerate(count) if not filled]
    mixed = any(0 < filled < width for filled, width in zip(count, full, strict=True))
    if (
        not first
        or len(none) < 2
        or none[0] != 0
        or mixed
        or any(after - before == 1 for before, after in pairwise(none))
    ):
        return frozenset()
    return frozenset(rows[index].index for index in none)


def _figures(body: list[Row], columns: Columns) -> Figures:
    """The figures of each row by column, for sums of parts."""
    first = columns.first_data
    read = {
        row.index: {
            cell.column: read_cell(cell.text).value for cell in row.cells if cell.column >= first
        }
        for row in body
    }
    return {
        row: {column: value for column, value in values.items() if value is not None}
        for row, values in read.items()
    }


def cover(state: State, row: Row) -> None:
    """Take up a row: the stub cells that stand over it, its own and merged ones from above, and
    what they name it.
    """
    for column, _ in (column for block in state.columns.blocks for column in block.columns):
        cell = row.covering(column)
        if cell is not None:
            state.covers[column] = cell
        elif (
            column in state.covers
            and state.covers[column].row + state.covers[column].row_span <= row.index
        ):
            del state.covers[column]
    before = dict(state.before)
    stubs = tuple(_stub_texts(state, block, before) for block in state.columns.blocks)
    state.names = Names(stubs, before)


def _stub_texts(state: State, block: Stub, before: dict[int, str]) -> tuple[str, ...]:
    """Texts of the stub over a row, each merged cell once; a blank before a filled one repeats
    what stood above. What it has itself is put into ``before``.
    """
    texts: list[str] = []
    shown: list[Cell] = []
    roles = dict(block.columns)
    inner = max(
        (
            column
            for column, role in block.columns
            if role not in (ORDINAL, UNIT) and text_over(state, column)
        ),
        default=-1,
    )
    summed = any(is_total(text_over(state, column)) for column in roles)
    for column, role in (column for column in block.columns if column[1] != UNIT):
        cell, text = state.covers.get(column), text_over(state, column)
        if cell is not None and any(cell is other for other in shown):
            continue
        if is_ditto(text) or (not text and role == NAME and column < inner and not summed):
            text = before.get(column, "")
        elif role != ORDINAL or starts_with(text, "totals"):
            before[column] = text
        if text and (role != ORDINAL or (not is_ordinal(text) and kind_of(text) == Kind.WORDS)):
            texts.append(text)
        if cell is not None:
            shown.append(cell)
    return tuple(texts)


def units_of(state: State) -> tuple[str, ...]:
    """What the columns of units say of a row."""
    columns = (
        column for block in state.columns.blocks for column, role in block.columns if role == UNIT
    )
    return tuple(text for column in columns if (text := text_over(state, column)))


def text_over(state: State, column: int) -> str:
    cell = state.covers.get(column)
    return "" if cell is None or kind_of(cell.text) == Kind.EMPTY else cell.text


def is_total(label: str) -> bool:
    return starts_with(label, "totals") and len(label.split()) <= TOTAL_WORDS


def ordinal_of(state: State) -> str:
    """What the column of ordinals says of a row: «1.2»."""
    return next(
        (
            text_over(state, column)
            for column, role in state.columns.blocks[0].columns
            if role == ORDINAL
        ),
        "",
    )
