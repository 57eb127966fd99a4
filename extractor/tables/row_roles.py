"""The rows below the header: what each is, and everything that stands over and before its
figures.
"""

import re
from collections.abc import Iterator

from extractor.model import Cell
from extractor.rules import Rule, first_match
from extractor.tables.cell_types import starts_with
from extractor.tables.column_headers import Times
from extractor.tables.columns import Columns
from extractor.tables.grid import Grid, Row, has_values, is_full_width
from extractor.tables.inner_headers import header_in_the_middle, title_again
from extractor.tables.labels import label_of
from extractor.tables.row_changes import Change, RowAt, applied
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
    state_of,
    units_of,
)
from extractor.tables.row_headings import heading, label_alone, named_heading, parts_opened
from extractor.text import fold


def lines_of(grid: Grid, depth: int, columns: Columns, times: Times) -> Iterator[Line]:
    """The rows below the header in order, each with its role and its labels."""
    state = state_of(grid, depth, columns, times)
    for row in grid.rows:
        if row.index >= depth:
            cover(state, row)
            found = first_match(RULES, RowAt(state, row))
            yield applied(state, row, found[1] if found else data(RowAt(state, row)))


def line_between(at: RowAt) -> Change | None:
    """An empty row from edge to edge ends what stood above."""
    if not is_full_width(at.row, at.state.grid.columns) or at.row.cells[0].text.strip():
        return None
    return Change(GROUP_ROW, closes=True, whole="")


def note(at: RowAt) -> Change | None:
    """«* по данным на конец года»"""
    filled = at.row.filled
    if len(filled) != 1 or not starts_with(filled[0].text, "notes") or at.state.grid.columns == 1:
        return None
    return Change(NOTE_ROW)


def header_again(at: RowAt) -> Change | None:
    """The header of the page before, or the numbers of the columns."""
    state, row = at
    texts = tuple(fold(cell.text) for cell in row.filled)
    again = len(texts) > 1 and texts in state.header.texts() and not has_values(row)
    return Change(HEADER_ROW) if again or _column_numbers_again(state, row) else None


def _column_numbers_again(state: State, row: Row) -> bool:
    return bool(state.header.rows) and row.numbered and state.header.rows[-1].numbered


def stated_sum(at: RowAt) -> Change | None:
    """«Итого: 25 библиотек» from edge to edge: a figure, and no heading."""
    state, row = at
    if not is_full_width(row, state.grid.columns) or not starts_with(row.cells[0].text, "totals"):
        return None
    words = re.match(r"\D+", row.cells[0].text)
    if words is None or words.end() == len(row.cells[0].text):
        return None
    return Change(TOTAL_ROW, total=words[0], stubs=((words[0],),), stated=words[0])


def card_opened(at: RowAt) -> Change | None:
    """The row of a card that says whom it is about: an observation, and the heading of those
    below it.
    """
    state, row = at
    label = row.cells[0].text
    if not state.card_head or not fold(label).startswith(state.card_head.rstrip(" :№")):
        return None
    again = fold(label) == state.card_head
    card = f"{label_of(label)} {label_of(row.cells[-1].text)}" if again else ""
    return Change(DATA_ROW, card=card, stubs=((label,),))


def sums(at: RowAt) -> Change | None:
    """«Всего», also without its word: figures beside an empty stub, at the end of a table or a
    group.
    """
    names = at.state.names
    labels = names.labels()
    if not (any(map(is_total, labels)) or (not labels and _is_unlabelled_sum(at))):
        return None
    label = labels[0] if labels else ""
    return Change(
        TOTAL_ROW,
        total=label,
        whole=label,
        before=names.before,
        stubs=names.stubs,
        units=units_of(at.state),
    )


def _is_unlabelled_sum(at: RowAt) -> bool:
    state, row = at
    if not state.columns.first_data or not state.names.before or not has_values(row):
        return False
    below = state.grid.after(row)
    if below is None or len(below.filled) <= 1:
        return True
    return any(
        is_total(cell.text) for cell in below.cells if cell.column < state.columns.first_data
    )


def data(at: RowAt) -> Change:
    """Any other row: figures under the labels of its stub."""
    names = at.state.names
    return Change(
        DATA_ROW,
        before=names.before,
        nested=True,
        stubs=names.stubs,
        units=units_of(at.state),
    )


RULES: tuple[Rule[RowAt, Change], ...] = (
    Rule(
        "line_between",
        line_between,
        """
        | Библиотека | Книги |
        | Городские библиотеки | < |
        | Луговская | 20 |
        | | < |
        | Заречная | 30 |
        """,
    ),
    Rule(
        "note",
        note,
        """
        | Библиотека | Книги |
        | Луговская | 20 |
        | * по данным на конец года | |
        """,
    ),
    Rule(
        "header_again",
        header_again,
        """
        | Библиотека | Книги | Газеты |
        | 1 | 2 | 3 |
        | Луговская | 20 | 5 |
        | 1 | 2 | 3 |
        | Заречная | 30 | 6 |
        """,
    ),
    Rule(
        "stated_sum",
        stated_sum,
        """
        | Библиотека | Книги |
        | Луговская | 20 |
        | Итого: 20 книг | < |
        """,
    ),
    Rule(
        "title_again",
        title_again,
        """
        | Книги | Газеты |
        | 20 | 5 |
        | Поступило за год | < |
        | Книги | Газеты |
        | 7 | 3 |
        """,
    ),
    Rule(
        "header_in_the_middle",
        header_in_the_middle,
        """
        | Библиотека | Книги | Газеты |
        | Луговская | 20 | 5 |
        | Библиотека | Журналы | Диски |
        | Луговская | 7 | 3 |
        """,
    ),
    Rule(
        "heading",
        heading,
        """
        | Библиотека | Книги |
        | Городские библиотеки | < |
        | Луговская | 20 |
        """,
    ),
    Rule(
        "named_heading",
        named_heading,
        """
        | Показатель | 2022 | 2023 |
        | Название библиотеки | Филиал № 4 | < |
        | Книги | 20 | 25 |
        """,
    ),
    Rule(
        "parts_opened",
        parts_opened,
        """
        | Показатель | Число |
        | Пользователи | 900 |
        | в том числе: | |
        | Дети | 300 |
        """,
    ),
    Rule(
        "label_alone",
        label_alone,
        """
        | Библиотека | Книги |
        | Городские библиотеки: | |
        | Луговская | 20 |
        """,
    ),
    Rule(
        "card_opened",
        card_opened,
        """
        | Библиотека | Луговская |
        | Книги, экз. | 20 |
        | Библиотека | Заречная |
        | Книги, экз. | 30 |
        """,
    ),
    Rule(
        "sums",
        sums,
        """
        | Библиотека | Книги |
        | Луговская | 20 |
        | | 20 |
        """,
    ),
)


def holds_value(columns: Columns, cell: Cell) -> bool:
    """Whether a cell stands in a column of data, or over all columns."""
    return cell.column not in columns.roles or cell.column_span >= len(columns.all)
