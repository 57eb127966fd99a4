"""A header in the middle of a table: other names over the same columns, or the years once more."""

from typing import NamedTuple

from extractor.model import Cell
from extractor.rules import Rule, first_match
from extractor.tables.cell_types import Kind, kind_of
from extractor.tables.grid import Row, has_values, is_full_width, is_labels, is_years
from extractor.tables.label_periods import is_year_of_a_thing, whole_period
from extractor.tables.labels import label_of
from extractor.tables.row_changes import Change, Heading, RowAt
from extractor.tables.row_context import HEADER_ROW, State
from extractor.text import fold


def header_in_the_middle(at: RowAt) -> Change | None:
    """New names over the columns between rows of figures; years over them too, beside the name
    of a group.
    """
    state, row = at
    first = state.columns.first_data
    stub = [cell for cell in row.filled if cell.column < first]
    if first_match(NEW_HEADER, Labels(state, row, first, stub)) is None:
        return None
    names_a_group = stub and first and not is_stub_head(state, stub[-1])
    return Change(
        HEADER_ROW,
        header=state.header.with_row(row, state.fresh),
        fresh=(*state.fresh, row),
        heading=Heading(stub[-1], wide=True) if names_a_group else None,
        whole="",
    )


def title_again(at: RowAt) -> Change | None:
    """A title from edge to edge with a header of its own below, in a table that has no stub."""
    state, row = at
    below = state.grid.after(row)
    is_title = (
        state.columns.first_data == 0
        and is_full_width(row, state.grid.columns)
        and bool(row.cells[0].text.strip())
    )
    if (
        not is_title
        or below is None
        or is_full_width(below, state.grid.columns)
        or not is_labels(below)
    ):
        return None
    return Change(HEADER_ROW, header=state.header.begun(row), fresh=(row,), closes=True)


class Labels(NamedTuple):
    """A row that may be a header: ``first`` column of data, filled cells of its ``stub``."""

    state: State
    row: Row
    first: int
    stub: list[Cell]


def boxes(labels: Labels) -> bool:
    """No stub, and labels in every column with figures below."""
    state, row, first, _ = labels
    return (
        first == 0
        and is_labels(row)
        and leads_to_figures(state, row)
        and not is_full_width(row, state.grid.columns)
    )


def own_stub_head(labels: Labels) -> bool:
    """Labels behind an empty stub or one that repeats its head, over columns of figures."""
    state, row, first, stub = labels
    own = all(is_stub_head(state, cell) for cell in stub)
    are_labels = len(row.kinds(first)) > 1 and is_labels(row, first)
    return (
        bool(first)
        and own
        and are_labels
        and over_figures(state, row, first)
        and leads_to_figures(state, row)
    )


def years_again(labels: Labels) -> bool:
    """The years once more beside the name of a group."""
    state, row, first, stub = labels
    if not first or not stub or not is_years(row, first) or is_year_of_a_thing(stub[-1].text):
        return False
    cells = [cell for cell in row.filled if cell.column >= first]
    if len(cells) == 1 and kind_of(cells[0].text) == Kind.YEAR:
        return False
    before = [state.header.over(cell).period for cell in cells]
    return not any(before) or before == [
        whole_period(cell.text, state.header.times.year) for cell in cells
    ]


NEW_HEADER: tuple[Rule[Labels, bool], ...] = (
    Rule(
        "boxes",
        boxes,
        """
        | Книги | Газеты |
        | 20 | 5 |
        | Журналы | Диски |
        | 7 | 3 |
        """,
    ),
    Rule(
        "own_stub_head",
        own_stub_head,
        """
        | Библиотека | Книги | Газеты |
        | Луговская | 20 | 5 |
        | Библиотека | Журналы | Диски |
        | Луговская | 7 | 3 |
        """,
    ),
    Rule(
        "years_again",
        years_again,
        """
        | Показатель | 2022 | 2023 |
        | Книги | 20 | 25 |
        | Посещения | 2022 | 2023 |
        | Взрослые | 70 | 90 |
        """,
    ),
)


def is_stub_head(state: State, cell: Cell) -> bool:
    heads = {
        fold(head)
        for column in state.columns.all[: state.columns.first_data]
        for head in column.heads
    }
    return fold(cell.text) in heads or fold(label_of(cell.text)) in heads


def over_figures(state: State, row: Row, first: int) -> bool:
    """Whether the columns of the row hold figures as a rule: beside words in the rows a label is
    a value.
    """
    at = [
        state.columns.all[cell.column]
        for cell in row.filled
        if first <= cell.column < len(state.columns.all)
    ]
    return all(
        column.is_mostly(Kind.NUMBER, Kind.MEASURED, Kind.ABSENT, Kind.YEAR) for column in at
    )


def leads_to_figures(state: State, row: Row) -> bool:
    for index in range(row.index + 1, min(row.index + 5, state.grid.height)):
        below = state.grid.row(index)
        if has_values(below):
            return True
        if not is_labels(below):
            return False
    return False
