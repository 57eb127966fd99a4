"""A document as it was read: blocks in reading order, nothing interpreted yet."""

from msgspec import Struct

from extractor.model.chart import Chart
from extractor.model.paragraph import Note, Paragraph
from extractor.model.table import Table


class Notice(Struct, frozen=True):
    """Something the reader met and the user may want to know: ``key`` of a message, ``detail``,
    the block it concerns.
    """

    key: str
    detail: str = ""
    block: int | None = None


class Document(Struct, frozen=True):
    """One file. ``blocks[i].block == i``; ``margins`` are headers and footers, apart from the
    reading order.
    """

    file: str
    sha256: str
    format: str
    blocks: tuple[Paragraph | Table | Chart, ...]
    notes: tuple[Note, ...] = ()
    margins: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    pages: int | None = None
    title: str = ""
