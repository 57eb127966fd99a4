"""Addresses of what stands in a document, made from the nouns in one place."""

from bisect import bisect_right
from collections.abc import Sequence

from extractor.model import Cell, Chart, Paragraph, Place, Table


def block_place(file: str, block: Paragraph | Table | Chart) -> Place:
    """The address of a whole block."""
    return Place(file, block.block, page=block.page, box=block.box)


def phrase_place(file: str, paragraph: Paragraph, start: int, end: int) -> Place:
    """The address of some characters of a paragraph."""
    return Place(file, paragraph.block, start=start, end=end, page=paragraph.page, box=paragraph.box)


def cell_place(file: str, table: Table, cell: Cell) -> Place:
    """The address of a cell: in a joined table by the printed piece that holds it.

    >>> from extractor.model import Part
    >>> joined = Table(7, 4, 1, (), parts=(Part(7, 0, 0), Part(9, 2, 1)))
    >>> str(cell_place("a.docx", joined, Cell(3, 0, 1, 1, "5")))
    'a.docx#b9!R2C0'
    """
    if not table.parts:
        return Place(file, table.block, cell.row, cell.column, page=cell.page, box=cell.box)
    part = table.parts[bisect_right(table.parts, cell.row, key=lambda each: each.first_row) - 1]
    return Place(file, part.block, cell.row - part.offset, cell.column, page=cell.page, box=cell.box)


def cell_places(file: str, table: Table) -> Sequence[Place]:
    """The addresses of all cells, parallel to ``table.cells``."""
    return [cell_place(file, table, cell) for cell in table.cells]
