"""The rows below the header: what each is, and everything that stands over and before its
figures.
"""

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from extractor.model import Cell
from extractor.tables.cell_types import Kind, is_ordinal, kind_of, starts_with
from extractor.tables.column_headers import Times
from extractor.tables.column_profile import NAME, ORDINAL
from extractor.tables.columns import Columns
from extractor.tables.grid import Grid, Row, has_values, is_full_width
from extractor.tables.groups import LabelRow, is_group_label
from extractor.tables.inner_headers import header_in_the_middle, over_figures, title_again
from extractor.tables.labels import label_of
from extractor.tables.row_context import (
    DATA_ROW,
    GROUP_ROW,
    HEADER_ROW,
    NOTE_ROW,
    TOTAL_ROW,
    Line,
    State,
    cover,
    is_total,
    ordinal_of,
    state_of,
    stubs_of,
    units_of,
)
from extractor.tables.row_hierarchy import Nest
from extractor.text import fold


def lines_of(grid: Grid, depth: int, columns: Columns, times: Times) -> Iterator[Line]:
    """The rows below the header in order, each with its role and its labels."""
    state = state_of(grid, depth, columns, times)
    for row in grid.rows:
        if row.index >= depth:
            cover(state, row)
            line = next(line for rule in RULES if (line := rule(state, row)) is not None)
            state.begins = line.role != DATA_ROW
            yield line


def line_between(state: State, row: Row) -> Line | None:
    """An empty row from edge to edge ends what stood above."""
    if not is_full_width(row, state.grid.columns) or row.cells[0].text.strip():
        return None
    state.groups.close()
    state.nest = Nest(state.figures)
    return Line(row, GROUP_ROW, state.header)


def note(state: State, row: Row) -> Line | None:
    """«* по данным на конец года»"""
    filled = row.filled
    if len(filled) != 1 or not starts_with(filled[0].text, "notes") or state.grid.columns == 1:
        return None
    return Line(row, NOTE_ROW, state.header)


def header_again(state: State, row: Row) -> Line | None:
    """The header of the page before, or the numbers of the columns."""
    texts = tuple(fold(each.text) for each in row.filled)
    again = len(texts) > 1 and texts in state.header.texts() and not has_values(row)
    return (
        Line(row, HEADER_ROW, state.header) if again or _column_numbers_again(state, row) else None
    )


def _column_numbers_again(state: State, row: Row) -> bool:
    return bool(state.header.rows) and row.numbered and state.header.rows[-1].numbered


def stated_sum(state: State, row: Row) -> Line | None:
    """«Итого: 25 библиотек» from edge to edge: a figure, and no heading."""
    if not is_full_width(row, state.grid.columns) or not starts_with(row.cells[0].text, "totals"):
        return None
    words = re.match(r"\D+", row.cells[0].text)
    if words is None or words.end() == len(row.cells[0].text):
        return None
    state.groups.total(words[0], row.index == state.last)
    return Line(row, TOTAL_ROW, state.header, state.groups.texts(), ((words[0],),), stated=words[0])


def heading(state: State, row: Row) -> Line | None:
    """One text from edge to edge, an ordinal before it left aside."""
    filled = row.filled
    if state.grid.columns == 1 or len(filled) != 1:
        return None
    cell = filled[0]
    wide = cell.column_span >= state.grid.columns - _ordinal_columns(state) and cell.column_span > 1
    if not wide or kind_of(cell.text) in (Kind.NUMBER, Kind.ABSENT):
        return None
    below = state.grid.after(row)
    outer = (
        below is not None
        and is_full_width(below, state.grid.columns)
        and not starts_with(below.cells[0].text, "notes")
    )
    state.groups.open(cell, wide=True, outer=outer)
    state.nest = Nest(state.figures)
    state.before = {}
    return Line(row, GROUP_ROW, state.header)


def named_heading(state: State, row: Row) -> Line | None:
    """«Название библиотеки | Филиал № 4», the name merged over all columns of figures."""
    first, filled = state.columns.first_data, row.filled
    wide = (
        len(filled) == 2
        and filled[1].column_span > 1
        and filled[1].column + filled[1].column_span >= state.grid.columns
    )
    if (
        not wide
        or not first
        or filled[0].column >= first
        or not starts_with(filled[0].text, "introducing")
    ):
        return None
    if kind_of(filled[1].text) != Kind.WORDS or not over_figures(state, row, first):
        return None
    state.groups.open(replace(filled[0], text=f"{filled[0].text} {filled[1].text}"), wide=True)
    state.nest = Nest(state.figures)
    return Line(row, GROUP_ROW, state.header)


def _ordinal_columns(state: State) -> int:
    return sum(role == ORDINAL for _, role in state.columns.blocks[0].columns)


def parts_opened(state: State, row: Row) -> Line | None:
    """«в том числе:» in a row of its own."""
    cell = _label_alone(state, row)
    if (
        cell is None
        or not starts_with(cell.text, "connectives")
        or len(label_of(cell.text).split()) > 3
    ):
        return None
    state.nest.open(cell.text, row.index)
    return Line(row, GROUP_ROW, state.header, state.groups.texts())


def label_alone(state: State, row: Row) -> Line | None:
    """A label beside empty cells that the rules take for a heading; a figure is none."""
    cell = _label_alone(state, row)
    if cell is None or kind_of(cell.text) in (Kind.NUMBER, Kind.ABSENT):
        return None
    among_names = state.columns.role(cell.column) == NAME
    seen = LabelRow(
        cell,
        state.common,
        state.mostly_bold,
        row.index in state.unfilled,
        state.begins,
        among_names,
    )
    if starts_with(cell.text, "totals") or not is_group_label(seen) or row.index == state.last:
        return None
    state.groups.open(cell, wide=False)
    state.nest = Nest(state.figures)
    return Line(row, GROUP_ROW, state.header)


def _label_alone(state: State, row: Row) -> Cell | None:
    """The only filled cell of a row, where it stands in the stub and cells of data beside it are
    empty.
    """
    first = state.columns.first_data
    filled = [
        each
        for each in row.filled
        if state.columns.role(each.column) != ORDINAL or not is_ordinal(each.text)
    ]
    if len(filled) != 1 or not first or filled[0].column >= first or len(row.cells) == 1:
        return None
    return filled[0]


def card_opened(state: State, row: Row) -> Line | None:
    """The row of a card that says whom it is about: an observation, and the heading of those
    below it.
    """
    label = row.cells[0].text
    if not state.card_head or not fold(label).startswith(state.card_head.rstrip(" :№")):
        return None
    again = fold(label) == state.card_head
    state.card = f"{label_of(label)} {label_of(row.cells[-1].text)}" if again else ""
    return Line(row, DATA_ROW, state.header, state.groups.texts(), ((label,),))


def sums(state: State, row: Row) -> Line | None:
    """«Всего», also without its word: figures beside an empty stub, at the end of a table or a
    group.
    """
    stubs = stubs_of(state)
    labels = [each for stub in stubs for each in stub]
    if not (any(map(is_total, labels)) or _is_unlabelled_sum(state, row, labels)):
        return None
    state.groups.total(labels[0] if labels else "", row.index == state.last)
    state.nest = Nest(state.figures, labels[0], row.index) if labels else Nest(state.figures)
    return Line(row, TOTAL_ROW, state.header, state.groups.texts(), stubs, units=units_of(state))


def _is_unlabelled_sum(state: State, row: Row, labels: list[str]) -> bool:
    if labels or not state.columns.first_data or not state.before or not has_values(row):
        return False
    below = state.grid.after(row)
    if below is None or len(below.filled) <= 1:
        return True
    return any(
        is_total(each.text) for each in below.cells if each.column < state.columns.first_data
    )


def data(state: State, row: Row) -> Line | None:
    stubs = stubs_of(state)
    state.header = state.header.settled()
    if stubs and stubs[0] and stubs[0][:-1] != state.outer:
        state.nest, state.outer = Nest(state.figures), stubs[0][:-1]
    if stubs and stubs[0]:
        state.groups.counted_on(stubs[0][-1])
    carried = tuple(_carried(state, row, block, stub) for block, stub in enumerate(stubs))
    state.groups.fresh = False
    groups = (*state.groups.texts(), *([state.card] if state.card else []))
    return Line(row, DATA_ROW, state.header, groups, stubs, carried, units=units_of(state))


def _carried(state: State, row: Row, block: int, stub: tuple[str, ...]) -> tuple[str, ...]:
    """The wholes of which the row of one block is a part."""
    if not stub:
        return ()
    if block:
        return state.beside.setdefault(block, Nest({})).parents_of(stub[-1], row.index)
    return state.nest.parents_of(stub[-1], row.index, ordinal_of(state))


RULES: tuple[Callable[[State, Row], Line | None], ...] = (
    line_between,
    note,
    header_again,
    stated_sum,
    title_again,
    header_in_the_middle,
    heading,
    named_heading,
    parts_opened,
    label_alone,
    card_opened,
    sums,
    data,
)


def holds_value(columns: Columns, cell: Cell) -> bool:
    """Whether a cell stands in a column of data, or over all columns."""
    return cell.column not in columns.roles or cell.column_span >= len(columns.all)
