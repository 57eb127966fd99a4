"""Tables of WordprocessingML to grids of anchored cells; spans are numbers, never expanded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from extractor.errors import LimitExceeded
from extractor.model import Notice, Table
from extractor.read.docx.cell_drafts import Draft, numbered
from extractor.read.docx.context import Book
from extractor.read.docx.layout_tables import framed_cell
from extractor.read.docx.line import Line
from extractor.read.docx.ooxml import (
    ALTERNATE,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    TXBX_CONTENT,
    P,
    W,
    chosen,
)
from extractor.read.docx.row_properties import said_by_row, spans_of, text_of_row
from extractor.read.docx.runs import Story
from extractor.text import is_blank

WRAPPERS = frozenset({W + "ins", W + "moveTo", W + "customXml", W + "smartTag"})


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
    def aside(self, box: etree._Element, table: int | None) -> None: ...
    def table(self, element: etree._Element, parent: int | None) -> int | None: ...


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
    for row in _within(element, TR, grid.walk.story):
        _row(grid, row)


def _within(element: etree._Element, wanted: str, story: Story) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, whatever content controls or tracked insertions wrap
    them.
    """
    for child in element:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag == SDT:
            with story.control(child):
                for content in child.iterchildren(SDT_CONTENT):
                    yield from _within(content, wanted, story)
        elif tag in WRAPPERS:
            yield from _within(child, wanted, story)
        elif tag == ALTERNATE and (version := chosen(child)) is not None:
            yield from _within(version, wanted, story)


def _row(grid: Grid, row: etree._Element) -> None:
    before, after, is_heading, gone = said_by_row(row)
    if gone:
        grid.walk.book.left_out.add(gone, text_of_row(row), row)
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
    for element in _within(row, TC, grid.walk.story):
        pages.page = (
            began  # cells stand beside each other: a page that breaks in each of them breaks once
        )
        column, last = _cell(grid, element, column, last)
        ended = max(ended, pages.page)
    pages.page = ended
    grid.count(len(grid.drafts) - drafts)
    grid.columns = max(grid.columns, column, grid.clamped(column + after))
    grid.rows += 1


def _cell(
    grid: Grid, element: etree._Element, column: int, last: Draft | None
) -> tuple[int, Draft | None]:
    """Place one cell; gives the column after it and the cell that a horizontal merge would
    continue.
    """
    span, vertical, horizontal, gone = spans_of(element)
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
    if draft.boxes:
        _read_boxes(grid, draft)
    return draft.column + draft.column_span, draft


def _fill(grid: Grid, element: etree._Element, draft: Draft) -> None:
    for child in element:
        tag = child.tag
        if tag == P:
            _paragraph(grid, child, draft)
        elif tag == TBL:
            _settle(grid, draft)
            _nested(grid, child, draft)
        elif tag == SDT:
            with grid.walk.story.control(child):
                for content in child.iterchildren(SDT_CONTENT):
                    _fill(grid, content, draft)
        elif tag in WRAPPERS:
            _fill(grid, child, draft)
        elif tag == ALTERNATE and (version := chosen(child)) is not None:
            _fill(grid, version, draft)


def _nested(grid: Grid, table: etree._Element, draft: Draft) -> None:
    """A table in a cell; a frame of one cell is the cell's own text."""
    framed = framed_cell(table)
    if framed is not None:
        _fill(grid, framed, draft)
        return
    nested = grid.walk.table(table, grid.block)
    if nested is not None:
        draft.nested += (nested,)


def _read_boxes(grid: Grid, draft: Draft) -> None:
    """Text boxes anchored in a cell: the text of a cell that has none of its own, else a remark
    beside the table.
    """
    is_blank = draft.is_blank
    if is_blank:
        draft.texts.clear()
    for box in draft.boxes:
        if is_blank:
            _fill(grid, box, draft)
        else:
            grid.walk.aside(box, grid.block)
    draft.boxes.clear()


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
    draft.texts.append(numbered(line.number, text) if line.number else text)
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
        draft.boxes += [shape for shape in line.drawn if shape.tag == TXBX_CONTENT]
        line.drawn = tuple(shape for shape in line.drawn if shape.tag != TXBX_CONTENT)
        grid.walk.blocks_within(line, grid.block)


def _hide(grid: Grid, element: etree._Element, anchor: Draft) -> None:
    """Words left in a cell that a merge covers: Word does not show them, so they are kept as
    hidden text of the visible cell.
    """
    for paragraph in element.iter(P):
        line = grid.walk.line(paragraph, grid.block)
        if line is not None and not is_blank(text := "".join(line.shown)):
            anchor.hidden.append(text)
