"""Rows that are headings of those below: from edge to edge, named, or beside empty cells."""

from msgspec.structs import replace

from extractor.model import Cell
from extractor.tables.cell_types import Kind, is_ordinal, kind_of, starts_with
from extractor.tables.column_profile import NAME, ORDINAL
from extractor.tables.grid import is_full_width
from extractor.tables.groups import LabelRow, is_group_label
from extractor.tables.inner_headers import over_figures
from extractor.tables.labels import label_of
from extractor.tables.row_changes import Change, Heading, RowAt
from extractor.tables.row_context import GROUP_ROW, State


def heading(at: RowAt) -> Change | None:
    """One text from edge to edge, an ordinal before it left aside."""
    state, row = at
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
    return Change(GROUP_ROW, heading=Heading(cell, True, outer), whole="", before={})


def named_heading(at: RowAt) -> Change | None:
    """«Название библиотеки | Филиал № 4», the name merged over all columns of figures."""
    state, row = at
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
    cell = replace(filled[0], text=f"{filled[0].text} {filled[1].text}")
    return Change(GROUP_ROW, heading=Heading(cell, wide=True), whole="")


def _ordinal_columns(state: State) -> int:
    return sum(role == ORDINAL for _, role in state.columns.blocks[0].columns)


def parts_opened(at: RowAt) -> Change | None:
    """«в том числе:» in a row of its own."""
    cell = _label_alone(at)
    if (
        cell is None
        or not starts_with(cell.text, "connectives")
        or len(label_of(cell.text).split()) > 3
    ):
        return None
    return Change(GROUP_ROW, parts=cell.text)


def label_alone(at: RowAt) -> Change | None:
    """A label beside empty cells that the rules take for a heading; a figure is none."""
    state, row = at
    cell = _label_alone(at)
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
    return Change(GROUP_ROW, heading=Heading(cell, wide=False), whole="")


def _label_alone(at: RowAt) -> Cell | None:
    """The only filled cell of a row, where it stands in the stub and cells of data beside it are
    empty.
    """
    columns, row = at.state.columns, at.row
    first = columns.first_data
    filled = [
        cell
        for cell in row.filled
        if columns.role(cell.column) != ORDINAL or not is_ordinal(cell.text)
    ]
    if len(filled) != 1 or not first or filled[0].column >= first or len(row.cells) == 1:
        return None
    return filled[0]
