"""What is embedded in a Word file: sheets of Excel are read, everything else is told."""

from collections.abc import Iterator

from extractor.errors import UnreadableFile
from extractor.model import Notice, Paragraph, Table
from extractor.plugins import load
from extractor.read.compound_file import MAGIC, CompoundFile
from extractor.read.docx.context import Book
from extractor.read.docx.package import Relationship

READER = "extractor.read.workbook:blocks_of_workbook"
SHEETS = (".xlsx", ".xlsm")
# Kinds of parts that say something and are not read.
UNREAD = {
    "audio": "sound_unread",
    "video": "sound_unread",
    "media": "sound_unread",
    "control": "object_unread",
}


def sheets_of_part(
    book: Book, part: str, first: int, parent: int | None
) -> tuple[list[Paragraph | Table], list[Notice]] | None:
    """The sheets of an embedded workbook as blocks from ``first`` on; None where the part is no
    workbook or cannot be read.
    """
    if not book.package.has(part):
        return None
    try:
        data = _workbook(book.package.read(part), part)
        if not data:
            return None
        found: tuple[list[Paragraph | Table], list[Notice]] = load(READER)(
            data, book.package.path.name, book.package.limits, first, parent
        )
        return found
    except UnreadableFile:
        return None


def _workbook(data: bytes, part: str) -> bytes:
    """The bytes of the workbook itself: an object of Office keeps it in a stream «Package»."""
    if data.startswith(MAGIC):
        try:
            data = CompoundFile(data).stream("Package")
        except (ValueError, IndexError, OverflowError):
            return b""
        return data if data.startswith(b"PK") else b""
    return data if part.lower().endswith(SHEETS) and data.startswith(b"PK") else b""


def unread_parts(relationships: dict[str, Relationship]) -> Iterator[Notice]:
    """A notice for each kind of part that holds something and is not read: sound, film."""
    seen: dict[str, list[str]] = {}
    for relationship in relationships.values():
        key = UNREAD.get(relationship.kind)
        if key is not None and relationship.target:
            name = relationship.target.rsplit("/", 1)[-1]
            names = seen.setdefault(key, [])
            names += [name] if name not in names else []
    for key, names in seen.items():
        yield Notice(key, ", ".join(names))
