"""Word files: the main part in one walk, then what stands apart from it (notes, headers,
properties).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree
from msgspec import structs

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.memory import unsearched
from extractor.model import Chart, Document, Note, Notice, Paragraph, Table
from extractor.options import ReadOptions
from extractor.read.docx.body import Walk
from extractor.read.docx.context import Book
from extractor.read.docx.embedded import unread_parts
from extractor.read.docx.numbering import Numbering
from extractor.read.docx.ooxml import PROPERTIES, W, whole
from extractor.read.docx.package import Package, Relationship
from extractor.read.docx.pictures import pictures_for_tables
from extractor.read.docx.runs import RENDERED_BREAK
from extractor.read.docx.styles import Styles
from extractor.read.docx.text_loss import lost_text
from extractor.read.file_type import fingerprint
from extractor.read.stacked_records import with_records_apart
from extractor.read.typed_contents import with_typed_contents
from extractor.read.typed_tables import with_typed_tables

SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
# The parts with properties of the whole file, by the usual and by the strict name of their
# relationship.
CORE, EXTENDED = (
    ("core-properties", "coreProperties"),
    ("extended-properties", "extendedProperties"),
)
TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Parts with notes: the kind of relationship, the element of one note, the letter that its mark
# begins with.
NOTES = (("footnotes", "footnote", "f"), ("endnotes", "endnote", "e"), ("comments", "comment", "c"))
Blocks = tuple[Paragraph | Table | Chart, ...]


def read_docx(path: Path, options: ReadOptions) -> Document:
    """Read one Word file. Raises UnreadableFile or LimitExceeded with the file's name and what
    to do next.
    """
    package = Package(path, options.limits)
    try:
        with unsearched():
            found = _Reading(package).document(options.conserve)
            return with_records_apart(with_typed_tables(with_typed_contents(found)))
    except RecursionError as error:
        raise LimitExceeded(
            "limit_depth", file=path.name, part="word/document.xml", limit=options.limits.depth
        ) from error
    finally:
        package.close()


class _Reading:
    """One file being read: its main part and what that part is related to."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.root = package.xml(self.main)
        self.book = Book(package, Styles(None), Numbering(None))
        self.relationships = self._relationships_of(self.main)
        self.book.styles = Styles(self._part("styles"))
        self.book.numbering = Numbering(self._part("numbering"))

    def _relationships_of(self, part: str) -> dict[str, Relationship]:
        """A damaged list of relationships costs what it names, not the text."""
        try:
            return self.package.relationships(part)
        except LimitExceeded:
            raise
        except UnreadableFile:
            self.book.notices.append(Notice("part_skipped", part))
            return {}

    def _targets(self, *kinds: str) -> Iterator[str]:
        """The parts of a kind that the main part is related to and that are there."""
        for relationship in self.relationships.values():
            if (
                relationship.kind in kinds
                and not relationship.external
                and self.package.has(relationship.target)
            ):
                yield relationship.target

    def _part(self, kind: str) -> etree._Element | None:
        target = next(self._targets(kind), None)
        return None if target is None else self.book.part(target)

    def document(self, conserve: bool) -> Document:
        body = self.root.find(W + "body")
        if body is None:
            key = "no_body" if self.root.tag == W + "document" else "not_word"
            raise UnreadableFile(key, file=self.package.path.name, part=self.main)
        self._note_broken_relationships()
        is_paged = next(self.root.iter(RENDERED_BREAK), None) is not None
        walk = Walk(self.book, self.relationships, self.root, is_paged)
        walk.walk(body)
        blocks = walk.done()
        pages = self._pages(blocks)
        found = Document(
            file=self.package.path.name,
            sha256=fingerprint(self.package.file),
            format=self.package.path.suffix.lstrip(".").lower() or "docx",
            blocks=_without_pages(blocks)
            if is_paged and pages != walk.story.pages.page
            else blocks,
            notes=tuple(self._notes(walk.places_of_notes)),
            margins=tuple(dict.fromkeys(filter(None, self._margins()))),
            notices=(
                *self.book.notices,
                *self.book.left_out.notices(),
                *unread_parts(self.relationships),
                *pictures_for_tables(blocks),
            ),
            pages=pages,
            title=self._property(CORE, TITLE),
        )
        lost = lost_text(self._roots_with_text(), found) if conserve else ""
        if not lost:
            return found
        return structs.replace(found, notices=(*found.notices, Notice("text_lost", lost)))

    def _roots_with_text(self) -> Iterator[etree._Element]:
        yield self.root
        for kind, _, _ in NOTES:
            root = self._part(kind)
            if root is not None:
                yield root

    def _note_broken_relationships(self) -> None:
        for relationship in self.relationships.values():
            if (
                not relationship.external
                and relationship.target
                and not self.package.has(relationship.target)
            ):
                self.book.notices.append(Notice("relationship_broken", relationship.target))

    def _notes(self, places: dict[str, int]) -> Iterator[Note]:
        for kind, name, letter in NOTES:
            for part in self._targets(kind):
                root, read = self.book.part(part), self._reader_of(part)
                for note in () if root is None else root.iterchildren(W + name):
                    if note.get(W + "type") not in SEPARATORS:
                        mark = letter + note.get(W + "id", "")
                        yield Note(mark, read(note), places.get(mark))

    def _margins(self) -> Iterator[str]:
        """Headers and footers in the order of their relationships."""
        for part in self._targets("header", "footer"):
            root = self.book.part(part)
            if root is not None:
                yield self._reader_of(part)(root)

    def _reader_of(self, part: str) -> Callable[[etree._Element], str]:
        """Gives all that a note or a header of a part says, the part's lists counted apart from
        the body's.
        """
        book = replace(self.book, numbering=self.book.numbering.anew())
        relationships = self._relationships_of(part)

        def read(element: etree._Element) -> str:
            walk = Walk(book, relationships, element, paged=False)
            walk.walk(element)
            return "\n".join(filter(None, map(_text_of_block, walk.done()))).strip()

        return read

    def _property(self, kinds: tuple[str, ...], name: str) -> str:
        """A property of the whole file, empty where it is not there."""
        for relationship in self._relationships_of("").values():
            if (
                relationship.kind in kinds
                and not relationship.external
                and self.package.has(relationship.target)
            ):
                root = self.book.part(relationship.target)
                return "" if root is None else root.findtext(name) or ""
        return ""

    def _pages(self, blocks: Blocks) -> int | None:
        """The number of pages that the file declares; None where it is a template's, never
        brought up to date.
        """
        letters = whole(self._property(EXTENDED, PROPERTIES + "Characters"))
        pages = whole(self._property(EXTENDED, PROPERTIES + "Pages"))
        return pages if pages > 0 and letters > 0 and _is_near(letters, _letters(blocks)) else None


def _is_near(declared: int, counted: int) -> bool:
    """The same order of size: text boxes and notes are counted by some programs and not by
    others.
    """
    return counted <= 2 * declared and declared <= 2 * counted


def _letters(blocks: Blocks) -> int:
    return sum(len("".join(_text_of_block(block).split())) for block in blocks)


def _text_of_block(block: Paragraph | Table | Chart) -> str:
    if isinstance(block, Paragraph):
        return f"{block.number} {block.text}" if block.number else block.text
    return (
        "\n".join(filter(None, (cell.text for cell in block.cells)))
        if isinstance(block, Table)
        else block.title
    )


def _without_pages(blocks: Blocks) -> Blocks:
    """Pages that do not add up to the declared number are not told at all."""
    return tuple(
        block if block.page is None else structs.replace(block, page=None) for block in blocks
    )
