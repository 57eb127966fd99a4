"""Where something stands in its source file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """An address inside a document that a person can follow.

    ``block`` counts from 0 in reading order over the blocks of the document (``documents/REPORT.json`` lists them).
    ``row`` and ``column`` count from 0 in the full grid; ``start`` and ``end`` are characters of the block's text.

    >>> str(Place("a.docx", 212, row=4, column=2)), str(Place("a.docx", 3, start=118, end=131))
    ('a.docx#b212!R4C2', 'a.docx#b3:c118-131')
    """

    file: str
    block: int
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        cell = "" if self.row is None else f"!R{self.row}C{self.column}"
        characters = "" if self.start is None else f":c{self.start}-{self.end}"
        return f"{self.file}#b{self.block}{cell}{characters}"
