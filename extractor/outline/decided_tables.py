"""Tables of which a person decided how they are read, found by their form."""

from collections.abc import Iterable, Sequence

from extractor.model import PlacedTable, TableUse
from extractor.options import TableReading
from extractor.places import table_form


def table_meant(tables: Sequence[PlacedTable], reading: TableReading) -> PlacedTable | None:
    """The table of a decision; None where there is none of its form, or another number of them."""
    rows = (reading.rows or None) if reading.use is TableUse.HEADER else None
    same = [placed for placed in tables if _form(placed, rows) == reading.printed]
    if len(same) == 1:
        return same[0]
    return same[reading.place - 1] if len(same) == reading.count else None


def _form(placed: PlacedTable, rows: int | None) -> str:
    cells = ((cell.row, cell.column, cell.text) for cell in placed.table.cells)
    return table_form(placed.table.columns, cells, rows)


def blocks_joined(
    tables: Sequence[PlacedTable], readings: Iterable[TableReading]
) -> dict[int, str]:
    """The blocks of tables that go on the one above: block → decision."""
    found = {}
    for reading in readings:
        meant = table_meant(tables, reading) if reading.use is TableUse.JOINED else None
        if meant is not None:
            found[meant.table.block] = reading.decision
    return found
