"""Addresses of what stands in a document, made from the nouns in one place."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extractor.model import Cell, Chart, Paragraph, Place, Table
from extractor.model.place import address
from extractor.text import clean, fold

FIGURES = re.compile(r"\d[\d\s.,]*")


def printed_section(section: str) -> str:
    """The number of a section as people know it: a heading without one is in that above.

    >>> printed_section("12.4~1"), printed_section("5.3-2"), printed_section("4.3")
    ('12.4', '5.3', '4.3')
    """
    return section.partition("~")[0].partition("-")[0]


def block_place(file: str, block: Paragraph | Table | Chart) -> Place:
    """The address of a whole block."""
    return Place(file, block.block, page=block.page, box=block.box)


def phrase_place(file: str, paragraph: Paragraph, start: int, end: int) -> Place:
    """The address of some characters of a paragraph."""
    return Place(
        file, paragraph.block, start=start, end=end, page=paragraph.page, box=paragraph.box
    )


def cell_place(file: str, table: Table, cell: Cell) -> Place:
    """The address of a cell: in a joined table by the printed piece that holds it.

    >>> from extractor.model import Part
    >>> joined = Table(7, 4, 1, (), parts=(Part(7, 0, 0), Part(9, 2, 1)))
    >>> str(cell_place("a.docx", joined, Cell(3, 0, 1, 1, "5")))
    'a.docx#b9!R2C0'
    """
    return Place(file, *_printed(table, cell), cell.column, page=cell.page, box=cell.box)


def table_form(columns: int, cells: Iterable[tuple[int, int, str]], rows: int | None = None) -> str:
    """What tells a table from others whatever its figures are: its width, and its words by row and
    column, of the first ``rows`` or of all. A figure counts by its being there alone.

    >>> one, other = [(0, 0, "Год"), (1, 0, "12")], [(0, 0, "ГОД"), (1, 0, "345")]
    >>> table_form(2, one) == table_form(2, other), table_form(2, one) == table_form(3, one)
    (True, False)
    """
    texts = sorted(
        (row, column, FIGURES.sub("#", fold(clean(text))))
        for row, column, text in cells
        if text.strip() and (rows is None or row < rows)
    )
    return hashlib.sha256(repr((columns, texts)).encode()).hexdigest()[:16]


def _printed(table: Table, cell: Cell) -> tuple[int, int]:
    """The block that prints a cell, and its row there."""
    if not table.parts:
        return table.block, cell.row
    part = table.parts[bisect_right(table.parts, cell.row, key=lambda each: each.first_row) - 1]
    return part.block, cell.row - part.offset


def cell_addresses(file: str, table: Table) -> Sequence[str]:
    """The addresses of all cells as text, parallel to ``table.cells``."""
    return [
        address(file, *_printed(table, each), each.column, each.page, each.box)
        for each in table.cells
    ]
