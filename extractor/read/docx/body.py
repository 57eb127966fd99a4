"""One walk over a part of a Word file, in document order: paragraphs, tables, text boxes and
charts become blocks.
"""

import posixpath
from collections.abc import Iterable

from lxml import etree
from msgspec.structs import replace

from extractor.errors import LimitExceeded
from extractor.model import Chart, Notice, Paragraph, Table
from extractor.read.docx.charts import chart_of_part, texts_of_diagram
from extractor.read.docx.context import Book
from extractor.read.docx.drawings import OBJECT, SHAPE_TEXT, WORD_ART, texts_of_shape
from extractor.read.docx.embedded import sheets_of_part
from extractor.read.docx.fields import fields_left_open
from extractor.read.docx.formulas import formula
from extractor.read.docx.layout_tables import cells_of_layout, is_layout
from extractor.read.docx.line import Line
from extractor.read.docx.ooxml import (
    ALTERNATE,
    DGM,
    SDT,
    SDT_CONTENT,
    TBL,
    TXBX_CONTENT,
    VAL,
    M,
    P,
    R,
    W,
    chosen,
)
from extractor.read.docx.package import Relationship
from extractor.read.docx.page_breaks import Pages
from extractor.read.docx.runs import Story
from extractor.read.docx.styles import INHERITED, Said, Style
from extractor.read.docx.tables import Grid, grid_of_table

UNREAD = W + "altChunk"
WRAPPERS = frozenset(W + name for name in ("ins", "moveTo", "customXml"))
FORMULAS = frozenset({M + "oMath", M + "oMathPara"})  # they may stand between paragraphs
# Objects of these are pictures and formulas.
PICTURE_PROGRAMS = ("Equation", "PBrush", "Paint", "MSPhotoEd", "Word.Picture", "StaticDib")
NOWHERE = Relationship("", "", True)


class Walk:
    """The state of one walk: the blocks so far, and text carried over a deleted paragraph mark."""

    def __init__(
        self, book: Book, relationships: dict[str, Relationship], root: etree._Element, paged: bool
    ) -> None:
        self.book = book
        self.limits = book.package.limits
        self.relationships = relationships
        self.story = Story(
            book.styles,
            relationships,
            Pages(),
            fields_left_open(root),
            left_out=book.left_out,
        )
        self.paged = paged
        self.blocks: list[Paragraph | Table | Chart | None] = []
        self.places_of_notes: dict[str, int] = {}
        self.carried: list[Line] = []
        self.nesting = 0

    def done(self) -> tuple[Paragraph | Table | Chart, ...]:
        return tuple(block for block in self.blocks if block is not None)

    def walk(self, parent: etree._Element, origin: str = "body", table: int | None = None) -> None:
        """Read all of a body, a text box, a note: whatever holds paragraphs and tables."""
        self._each(parent, origin, table)
        self._settle(origin, table)

    def _each(self, parent: etree._Element, origin: str, table: int | None) -> None:
        for element in parent:
            tag = element.tag
            if tag == P:
                self.paragraph(element, origin, table)
            elif tag == TBL:
                self._settle(origin, table)
                self.table(element, table)
            elif tag == SDT:
                self._control(element, origin, table)
            elif tag == ALTERNATE:
                version = chosen(element)
                if version is not None:
                    self._each(version, origin, table)
            elif tag == UNREAD:
                self.note("part_unread", self._target(element.get(R + "id", "")))
            elif tag in WRAPPERS:
                self._each(element, origin, table)
            elif tag in FORMULAS:
                self._add_texts((formula(element),), origin)

    def _control(self, element: etree._Element, origin: str, table: int | None) -> None:
        """A content control around paragraphs and tables."""
        with self.story.control(element):
            for content in element.iterchildren(SDT_CONTENT):
                self._each(content, "contents" if _is_contents(element) else origin, table)

    def note(self, key: str, detail: str) -> None:
        self.book.notices.append(Notice(key, detail, len(self.blocks)))

    def paragraph(self, element: etree._Element, origin: str, table: int | None) -> None:
        line = self.line(element, len(self.blocks))
        if line is not None:
            self._add(line, origin, table)

    def _add(self, line: Line, origin: str, table: int | None) -> None:
        if len(self.blocks) >= self.limits.blocks:
            raise LimitExceeded(
                "limit_blocks", file=self.book.package.path.name, limit=self.limits.blocks
            )
        said, style = line.said, line.style
        self.blocks.append(
            Paragraph(
                len(self.blocks),
                "".join(line.shown),
                line.number,
                style.name,
                style.level if said is None or said.level is INHERITED else said.level,
                line.depth,
                bool(line.bold),
                style.centred if said is None or said.centred is None else said.centred,
                "contents" if style.contents or line.contents else origin,
                "".join(line.hidden),
                line.pictures,
                line.breaks,
                line.links,
                line.notes,
                line.page if self.paged else None,
            )
        )
        if line.drawn:
            self.blocks_within(line, table)

    def line(self, element: etree._Element, block: int) -> Line | None:
        """Read one paragraph; None where its mark was deleted, so that its text belongs to the
        next one.
        """
        story, styles = self.story, self.book.styles
        line = self.carried.pop() if self.carried else Line(page=story.pages.page)
        line.style, line.said = styles.usual, None
        story.read(element, line)
        said, style = line.said, line.style
        if story.pages.fresh:
            story.pages.end_of_line(line)
        if said is not None and said.gone:
            self.carried.append(line)
            return None
        if line.notes:
            self.places_of_notes.update(dict.fromkeys(line.notes, block))
        if style.list_id or (said is not None and said.number):
            line.number, line.depth = self._number(said, style)
        return line

    def _number(self, said: Said | None, style: Style) -> tuple[str, int | None]:
        own, depth = said.number if said is not None and said.number else ("", None)
        list_id, numbering = own or style.list_id, self.book.numbering
        if list_id in ("", "0"):
            return "", None
        if depth is None:
            linked = numbering.level_of_style(list_id, style.style if own else style.listed_by)
            depth = linked if linked is not None else 0 if own else style.depth or 0
        return numbering.next(list_id, depth), depth

    def _settle(self, origin: str, table: int | None) -> None:
        """The last paragraph of a text keeps its mark, deleted or not: what was carried past it
        stands on its own.
        """
        line = self.left_over()
        if line is not None:
            self._add(line, origin, table)

    def left_over(self) -> Line | None:
        """The text whose paragraph lost its mark and that no other paragraph followed."""
        return self.carried.pop() if self.carried else None

    def blocks_within(self, line: Line, table: int | None) -> None:
        """Text boxes, charts and diagrams anchored in a paragraph become blocks right after it."""
        for drawn in line.drawn:
            if drawn.tag == TXBX_CONTENT:
                self.aside(drawn, table)
            elif drawn.tag == DGM + "relIds":
                self._diagram(drawn)
            elif drawn.tag == OBJECT:
                self._object(drawn, table)
            elif drawn.tag in (SHAPE_TEXT, WORD_ART):
                self._add_texts(texts_of_shape(drawn))
            else:
                self._chart(drawn)

    def aside(self, box: etree._Element, table: int | None) -> None:
        """A text box: neither a text carried on nor an open page belongs to it."""
        carried, self.carried = self.carried, []
        self.walk(box, "textbox", table)
        self.carried = carried

    def _add_texts(self, texts: Iterable[str], origin: str = "textbox") -> None:
        for text in texts:
            self.blocks.append(Paragraph(len(self.blocks), text, origin=origin))

    def _chart(self, element: etree._Element) -> None:
        part = self._target(element.get(R + "id", ""))
        if part not in self.book.charts:
            root = self.book.part(part) if self.book.package.has(part) else None
            if root is None:
                self.note("chart_missing", part)
                return
            self.book.charts[part] = chart_of_part(root, part)
        chart = self.book.charts[part]
        if not any(series.values for series in chart.series):
            self.note("chart_without_cache", part)
        self.blocks.append(
            replace(
                chart, block=len(self.blocks), page=self.story.pages.page if self.paged else None
            )
        )

    def _object(self, element: etree._Element, table: int | None) -> None:
        """An embedded sheet is read; any other object is told."""
        part = self._target(element.get(R + "id", ""))
        is_picture = element.get("ProgID", "").startswith(PICTURE_PROGRAMS)
        if not part or is_picture or element.get("Type", "Embed") != "Embed":
            return
        found = sheets_of_part(self.book, part, len(self.blocks), table)
        if found is None:
            self.note("object_unread", posixpath.basename(part))
            return
        blocks, notices = found
        self.blocks += blocks
        self.book.notices += [replace(notice, block=len(self.blocks)) for notice in notices]
        self.note("sheet_read", posixpath.basename(part))

    def _diagram(self, element: etree._Element) -> None:
        part = self._target(element.get(R + "dm", ""))
        root = self.book.part(part) if self.book.package.has(part) else None
        if root is not None:
            self._add_texts(texts_of_diagram(root))

    def _target(self, relation: str) -> str:
        found = self.relationships.get(relation, NOWHERE)
        return "" if found.external else found.target

    def table(self, element: etree._Element, parent: int | None) -> int | None:
        """Read a table; its place is kept free in ``blocks`` so that what stands inside of it
        follows it.

        Gives its block, None where all of its rows were deleted.
        """
        if is_layout(element):
            self._arranged(element, parent)
            return None
        block = len(self.blocks)
        self.blocks.append(None)
        grid = Grid(self, block, parent)
        self.nesting += 1
        grid_of_table(grid, element)
        self.nesting -= 1
        if not grid.rows and len(self.blocks) == block + 1:
            self.blocks.pop()
            return None
        self.blocks[block] = grid.table()
        return block

    def _arranged(self, element: etree._Element, parent: int | None) -> None:
        """Read what stands in the cells of a table that only arranges it."""
        self.nesting += 1
        if self.nesting > self.limits.nested_tables:
            raise LimitExceeded(
                "limit_nested",
                file=self.book.package.path.name,
                limit=self.limits.nested_tables,
            )
        for cell in cells_of_layout(element):
            self._each(cell, "body", parent)
            self._settle("body", parent)
        self.nesting -= 1


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"
