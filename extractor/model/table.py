"""Tables: the grid as printed, with anchors and spans (a span is stored, never expanded)."""

from msgspec import Struct

from extractor.model.paragraph import Link
from extractor.model.place import Box


class Cell(Struct, frozen=True, gc=False):
    """A printed cell at its first row and column of the full grid.

    ``text`` keeps line breaks between paragraphs; an automatic number («1.») stands first in it and
    again in ``number``. ``printed`` as in :class:`extractor.model.paragraph.Paragraph`. ``nested``
    lists the blocks of tables inside this cell. ``hidden`` is text the author hid, not part of
    ``text``. ``page`` and ``box`` as in :class:`extractor.model.place.Place`. ``confidence`` is
    that of optical recognition, 0 to 100, None where the text was not recognised from a picture;
    ``ink``: something is printed here that could not be read.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    number: str = ""
    hidden: str = ""
    bold: bool = False
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    nested: tuple[int, ...] = ()
    page: int | None = None
    box: Box | None = None
    confidence: int | None = None
    ink: bool = False
    printed: str = ""

    @property
    def as_printed(self) -> str:
        """The text with every character of the file."""
        return self.printed or self.text


class Part(Struct, frozen=True):
    """One printed piece of a joined table: rows from ``first_row`` on stand in ``block``, there
    as row minus ``offset``.
    """

    block: int
    first_row: int
    offset: int


class Table(Struct, frozen=True, tag=True):
    """A grid of cells in row order. ``parent`` is the block of the table that holds this one;
    ``parts`` only where joined.

    ``heading_rows`` is the number of rows that the file marks to be repeated on each page; ``page``
    and ``box`` are those of the table's beginning.
    """

    block: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    parent: int | None = None
    parts: tuple[Part, ...] = ()
    heading_rows: int = 0
    breaks: bool = False
    page: int | None = None
    box: Box | None = None


class Layout(Struct, frozen=True):
    """What each cell is. ``roles`` runs parallel to ``Table.cells``: header, stub, group, data,
    total or note.
    """

    header_rows: int
    stub_columns: int
    roles: tuple[str, ...]
    rule: str = ""
