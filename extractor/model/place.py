"""Where something stands in its source file."""

import re

from msgspec import Struct

Box = tuple[float, float, float, float]
PRINTED = re.compile(
    r"(?P<file>.*)#(?:b(?P<block>\d+)(?:!R(?P<row>\d+)C(?P<column>\d+))?"
    r"|p(?P<page>\d+)@(?P<box>[-\d.]+(?:,[-\d.]+){3}))(?::c(?P<start>\d+)-(?P<end>\d+))?",
    re.DOTALL,
)


class Place(Struct, frozen=True, gc=False):
    """An address inside a document that a person can follow.

    ``block`` counts from 0 in reading order over the blocks of the document
    (``documents/REPORT.json`` lists them); it is −1 where an address was read back that names a
    page. ``row`` and ``column`` count from 0 in the full grid; ``start`` and ``end`` are characters
    of the block's text as it is understood; ``printed`` are the same as the file prints them, None
    where it is the same text. ``page`` counts from 1; ``box`` is left, top, right, bottom in points
    from the page's upper left corner, as it is shown; where the file has pages (a PDF, a scan) the
    address is that of the box.

    >>> str(Place("a.docx", 212, row=4, column=2)), str(Place("a.docx", 3, start=118, end=131))
    ('a.docx#b212!R4C2', 'a.docx#b3:c118-131')
    >>> str(Place("a.pdf", 3, row=0, column=1, page=31, box=(72.0, 90.25, 120.5, 101.0)))
    'a.pdf#p31@72,90.2,120.5,101'
    """

    file: str
    block: int
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    box: Box | None = None
    printed: tuple[int, int] | None = None

    def __str__(self) -> str:
        start, end = self.printed or (self.start, self.end)
        return self.whole if start is None else f"{self.whole}:c{start}-{end}"

    @property
    def whole(self) -> str:
        """The address of the block or the cell, without characters."""
        return address(self.file, self.block, self.row, self.column, self.page, self.box)

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read a printed address. Raises ValueError where it is none.

        >>> Place.parse("a #1.docx#b3:c118-131").file, str(Place.parse("a.pdf#p31@72,90.2,120,101"))
        ('a #1.docx', 'a.pdf#p31@72,90.2,120,101')
        """
        found = PRINTED.fullmatch(text)
        if found is None:
            raise ValueError(f"no place: {text}")
        file, block, row, column, page, edges, start, end = found.groups()
        return cls(
            file=file,
            block=-1 if block is None else int(block),
            row=_number(row),
            column=_number(column),
            start=_number(start),
            end=_number(end),
            page=_number(page),
            box=_box(edges),
        )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _box(edges: str | None) -> Box | None:
    if edges is None:
        return None
    left, top, right, bottom = map(float, edges.split(","))
    return left, top, right, bottom


def address(
    file: str,
    block: int,
    row: int | None,
    column: int | None,
    page: int | None,
    box: Box | None,
) -> str:
    """The printed form of a place, its characters left out."""
    if box is not None:
        return f"{file}#p{page}@{','.join(f'{edge:.1f}'.removesuffix('.0') for edge in box)}"
    return f"{file}#b{block}" if row is None else f"{file}#b{block}!R{row}C{column}"
