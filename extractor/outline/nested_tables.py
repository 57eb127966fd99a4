"""Tables inside a cell: what the outer table says of them."""

from collections.abc import Iterator, Sequence

from extractor.model import Cell, Document, PlacedTable, Table
from extractor.russian.units import find_unit
from extractor.text import clean, is_blank

LONGEST_NAME = 120


def name_of_nested(document: Document, table: Table) -> str:
    """What the outer table says of a table in a cell: the first label of its row, else the words
    beside it in its cell. Empty where it says nothing.
    """
    outer = next((block for block in document.blocks if block.block == table.parent), None)
    if not isinstance(outer, Table):
        return ""
    holder = next((cell for cell in outer.cells if table.block in cell.nested), None)
    if holder is None:
        return ""
    names = map(clean, (*_row_labels(outer, holder), holder.text))
    return next((text for text in names if 0 < len(text) <= LONGEST_NAME), "")


def measure_around(table: Table, placed: Sequence[PlacedTable]) -> tuple[str, int | None]:
    """The caption of the table around this one and its block, where it says in what both count;
    empty where it does not.
    """
    outer = next((one for one in placed if one.table.block == table.parent), None)
    if outer is None or find_unit(outer.caption) is None:
        return "", None
    return outer.caption, outer.caption_block


def _row_labels(outer: Table, holder: Cell) -> Iterator[str]:
    """Words in the row before the cell: no figures."""
    for cell in outer.cells:
        is_beside = cell.row <= holder.row < cell.row + cell.row_span
        has_words = any(map(str.isalpha, cell.text))
        if is_beside and cell.column < holder.column and has_words and not is_blank(cell.text):
            yield cell.text
