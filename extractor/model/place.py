"""Where something stands in its source file."""

from dataclasses import dataclass

from extractor.memory import quick

Box = tuple[float, float, float, float]


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """An address inside a document that a person can follow.

    ``block`` counts from 0 in reading order over the blocks of the document
    (``documents/REPORT.json`` lists them). ``row`` and ``column`` count from 0 in the full grid;
    ``start`` and ``end`` are characters of the block's text as it is understood; ``printed`` are
    the same as the file prints them, None where it is the same text. ``page`` counts from 1;
    ``box`` is left, top, right, bottom in points from the page's upper left corner, as it is shown;
    where the file has pages (a PDF, a scan) the address is that of the box.

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
        characters = "" if start is None else f":c{start}-{end}"
        return (
            address(self.file, self.block, self.row, self.column, self.page, self.box) + characters
        )


def address(
    file: str, block: int, row: int | None, column: int | None, page: int | None, box: Box | None
) -> str:
    """The printed form of a place, its characters left out."""
    if box is not None:
        return f"{file}#p{page}@{','.join(f'{each:.1f}'.removesuffix('.0') for each in box)}"
    return f"{file}#b{block}" if row is None else f"{file}#b{block}!R{row}C{column}"
