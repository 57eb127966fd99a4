"""Tables of WordprocessingML to grids of anchored cells; spans are numbers, never expanded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from extractor.errors import LimitExceeded
from extractor.model import Cell, Link, Notice, Table
from extractor.read.docx.context import Book
from extractor.read.docx.line import Line
from extractor.read.docx.ooxml import (
    ALTERNATE,
    OFF,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    P,
    W,
    properties_of,
    whole,
)
from extractor.read.docx.runs import Story, chosen
from extractor.text import is_blank, visible

WRAPPERS = frozenset({W + "ins", W + "moveTo", W + "customXml", W + "smartTag"})
ROW_GONE = frozenset({W + "del", W + "moveFrom"})
BEFORE, AFTER, HEADING = (W + name for name in ("gridBefore", "gridAfter", "tblHeader"))
SPAN, DOWN, ACROSS, DELETED = (W + name for name in ("gridSpan", "vMerge", "hMerge", "cellDel"))


class Walk(Protocol):
    """What the walk over a document offers to its tables."""

    book: Book
    story: Story
    nesting: int
    paged: bool
    carried: list[Line]

    def line(self, element: etree._Element, block: int) -> Line | None: ...
    def left_over(self) -> Line | None: ...
    def blocks_within(self, line: Line, table: int | None) -> None: ...
    def table(self, element: etree._Element, parent: int | None) -> int | None: ...


class Draft:
    """A cell in the making."""

    __slots__ = (
        "bold",
        "column",
        "column_span",
        "hidden",
        "links",
        "nested",
        "notes",
        "number",
        "row",
        "row_span",
        "texts",
    )

    def __init__(self, row: int, column: int, column_span: int) -> None:
        self.row, self.column, self.row_span, self.column_span = row, column, 1, column_span
        self.texts: list[str] = []
        self.hidden: list[str] = []
        self.number = ""
        self.bold: bool | None = None
        self.notes: tuple[str, ...] = ()
        self.links: tuple[Link, ...] = ()
        self.nested: tuple[int, ...] = ()

    def cell(self) -> Cell:
        return Cell(
            self.row,
            self.column,
            self.row_span,
            self.column_span,
            "\n".join(self.texts),
            self.number,
            "\n".join(self.hidden),
            bool(self.bold),
            self.notes,
            self.links,
            self.nested,
        )


class Grid:
    """A table in the making. ``open`` maps a grid column to the cell that a vertical merge may
    continue.
    """

    def __init__(self, walk: Walk, block: int, parent: int | None) -> None:
        self.walk, self.block, self.parent = walk, block, parent
        self.limits, self.file = walk.book.package.limits, walk.book.package.path.name
        self.drafts: list[Draft] = []
        self.open: dict[int, Draft] = {}
        self.rows = self.columns = self.heading_rows = 0
        self.page: int | None = None
        self.breaks = self.is_clamped = False

    def clamped(self, column: int) -> int:
        """A column inside the limit; a wider one is cut there and noted."""
        limit = self.limits.columns
        if column <= limit:
            return column
        if not self.is_clamped:
            self.walk.book.notices.append(Notice("columns_clamped", str(limit), self.block))
        self.is_clamped = True
        return limit

    def add(self, column: int, span: int) -> Draft:
        """A new cell; beyond the last column that the limit allows it is the last cell again,
        which takes its text.
        """
        if column >= self.limits.columns:
            if self.drafts and self.drafts[-1].row == self.rows:
                return self.drafts[-1]
            column = self.limits.columns - 1
        draft = Draft(self.rows, column, self.clamped(column + span) - column)
        self.drafts.append(draft)
        if len(self.drafts) > self.limits.table_cells:
            raise LimitExceeded(
                "limit_table_cells", file=self.file, limit=self.limits.table_cells, block=self.block
            )
        return draft

    def count(self, cells: int) -> None:
        """The cells of one more row."""
        book = self.walk.book
        book.cells += cells
        if book.cells > self.limits.document_cells:
            raise LimitExceeded(
                "limit_document_cells", file=self.file, limit=self.limits.document_cells
            )

    def table(self) -> Table:
        cells = tuple(draft.cell() for draft in self.drafts)
        size = (self.rows, self.columns)
        return Table(
            self.block, *size, cells, self.parent, (), self.heading_rows, self.breaks, self.page
        )


def grid_of_table(grid: Grid, element: etree._Element) -> None:
    """Fill a grid with the rows of a table. Raises LimitExceeded where tables stand in tables
    too deep.
    """
    if grid.walk.nesting > grid.limits.nested_tables:
        raise LimitExceeded("limit_nested", file=grid.file, limit=grid.limits.nested_tables)
    for row in _within(element, TR):
        _row(grid, row)


def _within(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, whatever content controls or tracked insertions wrap
    them.
    """
    for child in element:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag == SDT:
            for content in child.iterchildren(SDT_CONTENT):
                yield from _within(content, wanted)
        elif tag in WRAPPERS:
            yield from _within(child, wanted)
        elif tag == ALTERNATE and (version := chosen(child)) is not None:
            yield from _within(version, wanted)


def _row(grid: Grid, row: etree._Element) -> None:
    before, after, is_heading, gone = _said_by_row(row)
    if gone:
        return
    if is_heading and grid.heading_rows == grid.rows:
        grid.heading_rows += 1
    pages = grid.walk.story.pages
    column, last, began, ended, drafts = (
        grid.clamped(before),
        None,
        pages.page,
        pages.page,
        len(grid.drafts),
    )
    for element in _within(row, TC):
        pages.page = (
            began  # cells stand beside each other: a page that breaks in each of them breaks once
        )
        column, last = _cell(grid, element, column, last)
        ended = max(ended, pages.page)
    pages.page = ended
    grid.count(len(grid.drafts) - drafts)
    grid.columns = max(grid.columns, column, grid.clamped(column + after))
    grid.rows += 1


def _said_by_row(row: etree._Element) -> tuple[int, int, bool, bool]:
    """Columns left free before and after, whether the row repeats on each page, whether it was
    deleted.
    """
    properties = properties_of(row, TRPR)
    if (
        properties is None and len(row) and row[0].tag != TC
    ):  # exceptions from the table's properties may stand before
        properties = row.find(TRPR)
    before, after, is_heading, gone = 0, 0, False, False
    for each in () if properties is None else properties:
        name = each.tag
        if name == BEFORE:
            before = max(0, whole(each.get(VAL)))
        elif name == AFTER:
            after = max(0, whole(each.get(VAL)))
        elif name == HEADING:
            is_heading = each.get(VAL, "1") not in OFF
        elif name in ROW_GONE:
            gone = True
    return before, after, is_heading, gone


def _cell(
    grid: Grid, element: etree._Element, column: int, last: Draft | None
) -> tuple[int, Draft | None]:
    """Place one cell; gives the column after it and the cell that a horizontal merge would
    continue.
    """
    span, vertical, horizontal, gone = _spans(element)
    if gone:
        return column, last
    if horizontal == "continue" and last is not None:
        last.column_span = grid.clamped(column + span) - last.column
        _hide(grid, element, last)
        return grid.clamped(column + span), last
    above = grid.open.get(column) if vertical == "continue" else None
    if above is not None and above.row + above.row_span == grid.rows and above.column_span == span:
        above.row_span += 1
        _hide(grid, element, above)
        return column + span, last if horizontal else None
    draft = grid.add(column, span)
    if vertical:
        grid.open[column] = draft
    else:
        grid.open.pop(column, None)
    _fill(grid, element, draft)
    if grid.walk.carried:
        _settle(grid, draft)
    return draft.column + draft.column_span, draft


def _spans(element: etree._Element) -> tuple[int, str, str, bool]:
    """Columns covered; «restart», «continue» or «» downwards and to the right; whether the cell
    was deleted.
    """
    properties = properties_of(element, TCPR)
    span, vertical, horizontal, gone = 1, "", "", False
    for switch in () if properties is None else properties:
        name = switch.tag
        if name == SPAN:
            span = max(1, whole(switch.get(VAL), 1))
        elif name == DOWN:
            vertical = switch.get(VAL, "continue")
        elif name == ACROSS:
            horizontal = switch.get(VAL, "continue")
        elif name == DELETED:
            gone = True
    return span, vertical, horizontal, gone


def _fill(grid: Grid, element: etree._Element, draft: Draft) -> None:
    for child in element:
        tag = child.tag
        if tag == P:
            _paragraph(grid, child, draft)
        elif tag == TBL:
            _settle(grid, draft)
            nested = grid.walk.table(child, grid.block)
            if nested is not None:
                draft.nested += (nested,)
        elif tag == SDT:
            for content in child.iterchildren(SDT_CONTENT):
                _fill(grid, content, draft)
        elif tag in WRAPPERS:
            _fill(grid, child, draft)
        elif tag == ALTERNATE and (version := chosen(child)) is not None:
            _fill(grid, version, draft)


def _paragraph(grid: Grid, element: etree._Element, draft: Draft) -> None:
    line = grid.walk.line(element, grid.block)
    if line is not None:
        _add(grid, line, draft)


def _settle(grid: Grid, draft: Draft) -> None:
    """A cell ends its last paragraph, whether or not the mark was deleted."""
    line = grid.walk.left_over()
    if line is not None:
        _add(grid, line, draft)


def _add(grid: Grid, line: Line, draft: Draft) -> None:
    text = "".join(line.shown)
    draft.texts.append(_numbered(line.number, text) if line.number else text)
    draft.number = draft.number or line.number
    if line.bold is not None and draft.bold is not False:
        draft.bold = line.bold
    if line.hidden:
        draft.hidden.append("".join(line.hidden))
    draft.links += line.links
    draft.notes += line.notes
    grid.breaks = grid.breaks or line.breaks
    if grid.page is None and grid.walk.paged:
        grid.page = line.page
    if line.drawn:
        grid.walk.blocks_within(line, grid.block)


def _numbered(number: str, text: str) -> str:
    """An automatic number before the text of a cell, once where its author typed the same number
    again.

    >>> (_numbered("1.", "Фонд"), _numbered("1.", "1. Фонд"), _numbered("1", "1 250"),
    ...  _numbered("1.", ""))
    ('1. Фонд', '1. Фонд', '1 1 250', '1.')
    """
    seen = visible(text)
    is_typed = (
        not number[-1].isalnum() and seen.startswith(number) and seen[len(number) :][:1].isspace()
    )
    return text if is_typed else f"{number} {text}".rstrip()


def _hide(grid: Grid, element: etree._Element, anchor: Draft) -> None:
    """Words left in a cell that a merge covers: Word does not show them, so they are kept as
    hidden text of the visible cell.
    """
    for paragraph in element.iter(P):
        line = grid.walk.line(paragraph, grid.block)
        if line is not None and not is_blank(text := "".join(line.shown)):
            anchor.hidden.append(text)
