"""Word files: one walk over ``word/document.xml`` in document order gives the blocks of the document."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Chart, Document, Note, Notice, Paragraph, Table
from extractor.options import ReadOptions
from extractor.read.charts import chart_of_part, texts_of_diagram
from extractor.read.conserve import lost_text
from extractor.read.numbering import Numbering
from extractor.read.ooxml import ALTERNATE, DGM, PPR, SDT, SDT_CONTENT, TBL, TXBX_CONTENT, VAL, P, R, W, child_of
from extractor.read.package import Package, Relationship
from extractor.read.runs import Line, Story, chosen
from extractor.read.styles import INHERITED, Said, Style, Styles, said_by
from extractor.read.tables import Grid, grid_of_table

SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
SUMMARY = "{http://purl.org/dc/elements/1.1/}title"
UNREAD = W + "altChunk"


def read_docx(path: Path, options: ReadOptions) -> Document:
    """Read one Word file. Raises UnreadableFile or LimitExceeded with the file's name and what to do next."""
    package = Package(path, options.limits)
    try:
        return _Walk(package).document(options.conserve)
    except RecursionError as error:
        raise LimitExceeded("limit_depth", file=path.name, part="word/document.xml", limit=options.limits.depth) from error
    finally:
        package.close()


class _Walk:
    """The state of one walk: the blocks so far, the lists, and text carried over a deleted paragraph mark."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.limits = package.limits
        self.main = _main_part(package)
        self.relationships = package.relationships(self.main)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"))
        self.story = Story(self.styles, self.relationships)
        self.blocks: list[Paragraph | Table | Chart | None] = []
        self.notices: list[Notice] = []
        self.places_of_notes: dict[str, int] = {}
        self.carried: list[Line] = []
        self.cells = 0
        self.nesting = 0

    def _part(self, kind: str) -> etree._Element | None:
        """The root of the part that the main part calls its styles, numbering …; a damaged one is noted and done without."""
        relation = next((each for each in self.relationships.values() if each.kind == kind and not each.external), None)
        if relation is None:
            return None
        return self.package.xml(relation.target) if self.package.has(relation.target) else None

    def document(self, conserve: bool) -> Document:
        root = self.package.xml(self.main)
        body = root.find(W + "body")
        if body is None:
            raise UnreadableFile("no_body", file=self.package.path.name, part=self.main)
        self._note_broken_relationships()
        self.walk(body, "body", None)
        self._flush(len(self.blocks))
        found = Document(
            file=self.package.path.name,
            sha256=_sha256(self.package.path),
            format="docx",
            blocks=tuple(each for each in self.blocks if each is not None),
            notes=tuple(self._notes()),
            margins=tuple(self._margins()),
            notices=tuple(self.notices),
            title=self._title(),
        )
        lost = lost_text(root, found) if conserve else ""
        return replace(found, notices=(*found.notices, Notice("text_lost", lost))) if lost else found

    def _note_broken_relationships(self) -> None:
        for relation in self.relationships.values():
            if not relation.external and relation.target and not self.package.has(relation.target):
                self.notices.append(Notice("relationship_broken", relation.target))

    def walk(self, parent: etree._Element, origin: str, table: int | None) -> None:
        """Read everything that can hold paragraphs and tables: a body, a content control, a text box, a note."""
        for element in parent:
            tag = element.tag
            if tag == P:
                self.paragraph(element, origin, table)
            elif tag == TBL:
                self.table(element, table)
            elif tag == SDT:
                for content in element.iterchildren(SDT_CONTENT):
                    self.walk(content, "contents" if _is_contents(element) else origin, table)
            elif tag == ALTERNATE:
                version = chosen(element)
                if version is not None:
                    self.walk(version, origin, table)
            elif tag == UNREAD:
                self.notices.append(Notice("part_unread", self._target(element.get(R + "id", "")), len(self.blocks)))
            elif tag in (W + "ins", W + "moveTo", W + "customXml"):
                self.walk(element, origin, table)

    def paragraph(self, element: etree._Element, origin: str, table: int | None) -> None:
        block = len(self.blocks)
        line = self.line(element, block)
        if line is None:
            return
        said = line.said
        self.blocks.append(
            Paragraph(
                block,
                "".join(line.shown),
                line.number,
                line.style.name,
                line.style.level if said is None or said.level is INHERITED else said.level,
                line.depth,
                bool(line.bold),
                line.style.centred if said is None or said.centred is None else said.centred,
                "contents" if line.style.contents or line.contents else origin,
                "".join(line.hidden),
                line.pictures,
                line.breaks,
                tuple(line.links),
                tuple(line.notes),
            )
        )
        self.blocks_within(line, table)

    def line(self, element: etree._Element, block: int) -> Line | None:
        """Read one paragraph; None where its mark was deleted, so that its text belongs to the next one."""
        properties = child_of(element, PPR)
        said = None if properties is None else said_by(properties)
        style_id = self.styles.default if said is None or said.style is None else said.style
        line = self.carried.pop() if self.carried else Line()
        line.style, line.said = self.styles.get(style_id), said
        self.story.read(element, line)
        if said is not None:
            line.breaks = line.breaks or said.breaks
            if said.gone:
                self.carried.append(line)
                return None
        if line.notes:
            self.places_of_notes.update(dict.fromkeys(line.notes, block))
        if line.style.number or (said is not None and said.number):
            line.number, line.depth = self._number(said, line.style, style_id)
        return line

    def _number(self, said: Said | None, style: Style, style_id: str) -> tuple[str, int | None]:
        own = said.number if said is not None else None
        inherited = style.number or ("", None)
        list_id = own[0] if own and own[0] else inherited[0]
        depth = own[1] if own and own[1] is not None else None if own and own[0] else inherited[1]
        if list_id in ("", "0"):
            return "", None
        if depth is None:
            depth = self.numbering.level_of_style(list_id, style_id)
        return self.numbering.next(list_id, depth), depth

    def blocks_within(self, line: Line, table: int | None) -> None:
        """Text boxes, charts and diagrams anchored in a paragraph become blocks right after it."""
        for drawn in line.drawn:
            if drawn.tag == TXBX_CONTENT:
                self.walk(drawn, "textbox", table)
            elif drawn.tag == DGM + "relIds":
                self._diagram(drawn)
            else:
                self._chart(drawn)

    def _chart(self, element: etree._Element) -> None:
        part = self._target(element.get(R + "id", ""))
        if not self.package.has(part):
            self.notices.append(Notice("chart_missing", part, len(self.blocks)))
            return
        chart = chart_of_part(self.package.xml(part), len(self.blocks), part)
        if not any(series.values for series in chart.series):
            self.notices.append(Notice("chart_without_cache", part, len(self.blocks)))
        self.blocks.append(chart)

    def _diagram(self, element: etree._Element) -> None:
        part = self._target(element.get(R + "dm", ""))
        for text in texts_of_diagram(self.package.xml(part)) if self.package.has(part) else ():
            self.blocks.append(Paragraph(len(self.blocks), text, origin="textbox"))

    def _target(self, relation: str) -> str:
        found = self.relationships.get(relation, Relationship("", "", True))
        return "" if found.external else found.target

    def table(self, element: etree._Element, parent: int | None) -> int:
        """Read a table; its place is kept free in ``blocks`` so that what stands inside of it follows it."""
        block = len(self.blocks)
        self.blocks.append(None)
        grid = Grid(self, block, parent)
        self.nesting += 1
        grid_of_table(grid, element)
        self.nesting -= 1
        self.blocks[block] = grid.table()
        return block

    def _flush(self, block: int) -> None:
        """The last paragraph's mark cannot be deleted: what was carried past it stands as a paragraph of its own."""
        for line in self.carried:
            self.blocks.append(Paragraph(block, "".join(line.shown)))

    def _notes(self) -> Iterator[Note]:
        for kind, name, mark in (("footnotes", "footnote", "f"), ("endnotes", "endnote", "e")):
            root = self._part(kind)
            for note in () if root is None else root.iterchildren(W + name):
                if note.get(W + "type") not in SEPARATORS:
                    number = mark + note.get(W + "id", "")
                    yield Note(number, self._plain_text(note), self.places_of_notes.get(number))

    def _margins(self) -> Iterator[str]:
        """Headers and footers, each text once, in the order of their relationships."""
        texts = (
            self._plain_text(self.package.xml(each.target))
            for each in self.relationships.values()
            if each.kind in ("header", "footer") and not each.external and self.package.has(each.target)
        )
        yield from dict.fromkeys(text for text in texts if text)

    def _plain_text(self, root: etree._Element) -> str:
        lines = []
        for paragraph in root.iter(P):
            line = Line()
            Story(self.styles, {}).read(paragraph, line)
            lines.append("".join(line.shown))
        return "\n".join(lines).strip()

    def _title(self) -> str:
        core = next((each for each in self.package.relationships("").values() if each.kind == "core-properties"), None)
        if core is None or not self.package.has(core.target):
            return ""
        return self.package.xml(core.target).findtext(SUMMARY) or ""


def _main_part(package: Package) -> str:
    relations = package.relationships("").values()
    main = next((each.target for each in relations if each.kind == "officeDocument" and not each.external), "word/document.xml")
    if not package.has(main) or not main.startswith("word"):
        raise UnreadableFile("not_word", file=package.path.name)
    return main


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"
