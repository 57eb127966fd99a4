"""From the understood rows to observations: every data cell with its labels, its period, its
unit and its place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from extractor.model import Cell, Quantity, Status
from extractor.tables.answer_cells import answered
from extractor.tables.cell_types import is_measure, starts_with
from extractor.tables.cell_units import measured, says_share
from extractor.tables.column_headers import Named, Times
from extractor.tables.columns import Columns
from extractor.tables.label_periods import dated, dated_row, whole_period, within
from extractor.tables.row_context import DATA_ROW, GROUP_ROW, HEADER_ROW, NOTE_ROW, TOTAL_ROW, Line
from extractor.tables.row_roles import holds_value
from extractor.tables.separator_evidence import Read, judged
from extractor.tables.values import read_cell
from extractor.text import is_blank


@dataclass(frozen=True, slots=True)
class About:
    """What is said around a table, the nearest first: caption, the line before it, titles of its
    section.
    """

    texts: tuple[str, ...]
    times: Times
    stub_heads: tuple[str, ...] = ()

    def period(self) -> str:
        """The first period that they name. Several years around a table say nothing of its
        figures.
        """
        found = (dated(text, self.times.year).period for text in (*self.stub_heads, *self.texts))
        return next((period for period in found if period and not _is_of_years(period)), "")


def _is_of_years(period: str) -> bool:
    first, _, last = period.partition("/")
    return bool(last) and last.endswith("-12-31") and first[:4] != last[:4]


class Seen(Struct, frozen=True, gc=False):
    """A data cell with its line and all its labels."""

    cell: Cell
    line: Line
    rows: Named
    columns: Named


@dataclass(slots=True)
class Reader:
    """Reads the labels of rows once a row and block."""

    columns: Columns
    about: About
    known: dict[tuple[int, int], Named] = field(default_factory=dict)

    def rows_of(self, line: Line, cell: Cell) -> Named:
        block = self.columns.block_of(cell.column)
        key = (line.row.index, block)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = _row_labels(line, block, self.about.times)
        return known


def _row_labels(line: Line, block: int, times: Times) -> Named:
    """Groups, wholes of the part, stub texts: labels, and the period that one of them is."""
    own = line.stubs[block] if block < len(line.stubs) else ()
    outer, own, inner = line.groups, own[:-1], own[-1:]
    labels: list[str] = []
    period = hint = ""
    carried = line.carried[block] if block < len(line.carried) else ()
    for text in (*outer, *own, *carried, *inner):
        found = dated(text, times.year)
        if times.splits(found):
            period, label = within(period, found.period, times.year), found.rest
        else:
            told = dated_row(text, times.year)
            hint, label = told.period or hint, told.name
            period = within(period, (times.rows_are_years and whole_period(text)) or "", times.year)
        if label and label not in labels[-1:]:
            labels.append(label)
    return Named(tuple(labels), period, hint)


def seen_cells(lines: Iterable[Line], columns: Columns, about: About) -> Iterator[Seen]:
    """Every data cell, and the figures stated in a row from edge to edge."""
    reader = Reader(columns, about)
    for line in lines:
        if line.role in (DATA_ROW, TOTAL_ROW):
            for cell in line.row.cells:
                if holds_value(columns, cell) and not (cell.nested and is_blank(cell.text)):
                    yield Seen(cell, line, reader.rows_of(line, cell), line.header.over(cell))


def quantities(cells: list[Seen], about: About) -> list[Quantity]:
    """The quantities of all data cells with their units, judged by their neighbours."""
    around = tuple(_around(about))
    read = judged(
        [Read(seen.cell.row, seen.cell.column, _quantity(seen, around)) for seen in cells]
    )
    return [_as_seen(seen, quantity) for seen, quantity in zip(cells, read, strict=True)]


def _as_seen(seen: Seen, quantity: Quantity) -> Quantity:
    """A figure recognised in a picture says how sure that is; ink that could not be read is not
    taken for an empty cell, and below a label with such ink no figure is certain.
    """
    cell = seen.cell
    if cell.ink and not cell.text:
        return replace(quantity, status=Status.UNCERTAIN, extra=(("note", "ink"),))
    if cell.confidence is None:
        return quantity
    if quantity.status == Status.OK and _is_in_doubt(seen):
        quantity = replace(
            quantity, status=Status.UNCERTAIN, extra=(*quantity.extra, ("note", "ink"))
        )
    return replace(quantity, confidence=cell.confidence)


def _is_in_doubt(seen: Seen) -> bool:
    """Whether ink could not be read beside the figure, in what names its row or its column."""
    named = (cell for cell in seen.line.row.cells if any(map(str.isalpha, cell.text)))
    unread = seen.cell.ink or any(cell.ink for cell in named)
    return unread or seen.line.header.has_ink_over(seen.cell)


def _quantity(seen: Seen, around: tuple[str, ...]) -> Quantity:
    own = _own(seen)
    if own.status == Status.TEXT:
        own = answered(own, seen.columns.labels[::-1])
    return measured(own, partial(_labels, seen), around)


def _own(seen: Seen) -> Quantity:
    """What the cell says; of a sum stated from edge to edge («Итого: 25») what stands behind its
    word.
    """
    text = seen.cell.text
    if not seen.line.stated:
        return read_cell(text)
    inner = read_cell(text[len(seen.line.stated) :])
    return replace(inner, raw=text)


def _labels(seen: Seen) -> tuple[str, ...]:
    """Labels that may declare a unit, nearest first: over the column, before the row, over the
    whole of a part, over the table.

    A row of shares («% к итогу») is one under any column.
    """
    over = seen.columns
    columns, titles, whole = (
        over.labels[over.titles :][::-1],
        over.labels[: over.titles][::-1],
        over.whole[::-1],
    )
    rows = seen.line.units + seen.rows.labels[::-1]
    near = rows + columns if says_share(rows) and not says_share(columns) else columns + rows
    return near + whole + titles


def _around(about: About) -> Iterator[str]:
    """What may declare a unit for the whole table: the head of a stub of indicators, a unit in
    its corner, caption, titles.
    """
    yield from (
        head
        for head in about.stub_heads
        if starts_with(head, "measures") or ("." in head and is_measure(head))
    )
    yield from about.texts


def period_of(seen: Seen, about: About, default: str) -> str:
    """A label that is a period before one that only mentions it, columns before rows, both
    before what is said around.
    """
    rows, columns = seen.rows, seen.columns
    if rows.period and columns.period:
        return within(rows.period, columns.period, about.times.year)
    return columns.period or rows.period or columns.hint or rows.hint or default


def roles_of(
    cells: tuple[Cell, ...], lines: Iterable[Line], depth: int, columns: Columns
) -> tuple[str, ...]:
    """The role of every cell, parallel to ``cells``."""
    found = {line.row.index: line.role for line in lines}
    return tuple(
        _role(cell, found.get(cell.row, HEADER_ROW if cell.row < depth else DATA_ROW), columns)
        for cell in cells
    )


def _role(cell: Cell, row: str, columns: Columns) -> str:
    if row in (HEADER_ROW, GROUP_ROW, NOTE_ROW):
        return row
    if not holds_value(columns, cell):
        return "stub"
    return TOTAL_ROW if row == TOTAL_ROW else DATA_ROW
