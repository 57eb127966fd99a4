"""How the samples of heuristics are read: for each room, a text or a drawing to what is understood.

An answer holds what a reader of the report would see, and no name of a rule: what remains the same
under another name is the same.
"""

from collections.abc import Callable

from building import FILE, cells_of
from msgspec.structs import replace

from extractor.model import Cell, PlacedTable, Table
from extractor.russian.figures import find_quantities
from extractor.russian.periods import find_periods
from extractor.russian.units import find_unit
from extractor.tables import interpret_table
from extractor.tables.values import read_cell

YEAR = 2023
Reader = Callable[[str], object]


def quantities(sample: str) -> object:
    """The figures of a sentence."""
    return [
        (each.raw, each.kind, each.value, each.unit, each.low, each.high, each.last)
        for each in find_quantities(sample)
    ]


def periods(sample: str) -> object:
    """The times of a text in a report of 2023."""
    return [
        (each.period, each.kind, sample[each.start : each.end])
        for each in find_periods(sample, YEAR)
    ]


def unit(sample: str) -> object:
    """The unit that a label declares."""
    found = find_unit(sample)
    return found and (found.unit, found.multiplier, found.start)


def table_of(sample: str) -> Table:
    """A drawn table; ``|=`` opens a row that the file marks as a header, ``**…**`` is bold."""
    lines = [line.strip() for line in sample.strip().splitlines()]
    marked = sum(line.startswith("|=") for line in lines)
    cells = tuple(map(_with_bold, cells_of("\n".join(line.replace("|=", "|") for line in lines))))
    rows = max(cell.row + cell.row_span for cell in cells)
    columns = max(cell.column + cell.column_span for cell in cells)
    return Table(0, rows, columns, cells, heading_rows=marked)


def _with_bold(cell: Cell) -> Cell:
    if not (cell.text.startswith("**") and cell.text.endswith("**")):
        return cell
    return replace(cell, text=cell.text[2:-2], bold=True)


def table(sample: str) -> object:
    """The roles of a table's cells, and its figures with their labels."""
    layout, observations = interpret_table(
        PlacedTable(1, table_of(sample), "1", ""), FILE, (), YEAR
    )
    figures = [
        (
            (each.row, each.column, each.row_path, each.column_path, each.period),
            (each.value, each.unit, each.multiplier, each.status, each.raw, each.extra),
        )
        for each in observations
    ]
    return layout.header_rows, layout.stub_columns, layout.roles, figures


def cell(sample: str) -> object:
    """What one cell of data says."""
    return read_cell(sample)


# Module or room, the longest beginning of a module's name wins → the reader of its samples.
READERS: dict[str, Reader] = {
    "russian.non_quantities": quantities,
    "russian.phrases": quantities,
    "russian.period_patterns": periods,
    "russian.unit_rules": unit,
    "tables": table,
    "tables.values": cell,
    "tables.cell_tail": cell,
    "tables.cell_figures": cell,
}


def reader_of(module: str) -> Reader:
    """The reader for the samples of a list that stands in a module of the house."""
    name = module.removeprefix("extractor.")
    fitting = [each for each in READERS if f"{name}.".startswith(f"{each}.")]
    return READERS[max(fitting, key=len)]
