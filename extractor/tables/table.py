"""One table from the printed grid to observations."""

from collections.abc import Iterable

from msgspec import structs

from extractor.model import Cell, Layout, Observation, PlacedTable, TableUse
from extractor.options import TableReading
from extractor.places import cell_place
from extractor.tables.cell_types import is_measure
from extractor.tables.column_headers import Times, varying
from extractor.tables.columns import Columns, columns_of
from extractor.tables.grid import Grid, grid_of
from extractor.tables.header_detection import header_of
from extractor.tables.label_periods import dated, within
from extractor.tables.labels import label_of
from extractor.tables.observations import About, Seen, period_of, quantities, roles_of, seen_cells
from extractor.tables.row_roles import lines_of

NOTE = "note"  # the role of a cell that says something and is no data
DECIDED = "decided"  # by a person: the name of no rule
Reading = tuple[Layout, tuple[Observation, ...]]


def interpret_table(
    placed: PlacedTable,
    file: str,
    titles: tuple[str, ...] = (),
    year: int | None = None,
    decided: TableReading | None = None,
) -> Reading:
    """What each cell of a table is, and an observation for every data cell.

    ``titles`` are those of its section and the sections above, nearest first; ``year`` is the
    report's own, by which «прошлый год» is understood. A figure for which neither table nor
    surroundings name a period has an empty one. ``decided`` is what a person said of this table.
    """
    table = placed.table
    if not table.cells:
        return Layout(0, 0, (), "empty"), ()
    if decided is not None and decided.use is TableUse.LAYOUT:
        return Layout(0, 0, (NOTE,) * len(table.cells), DECIDED), ()
    grid = grid_of(table)
    depth, rule = header_of(grid) if decided is None else (decided.rows, DECIDED)
    unit = _unit_over_all(grid, depth)
    if unit is not None:
        grid = grid_of(structs.replace(table, cells=_without_text(table.cells, unit)))
    columns = columns_of(grid, depth)
    times = _times(grid, depth, columns, year)
    lines = tuple(lines_of(grid, depth, columns, times))
    about = About(
        tuple(
            text
            for text in (unit.text if unit else "", placed.caption, placed.lead, *titles)
            if text
        ),
        times,
        _stub_heads(columns),
    )
    seen = list(seen_cells(lines, columns, about))
    layout = Layout(
        depth,
        columns.stub_columns,
        roles_of(table.cells, lines, depth, columns),
        columns.rule or rule,
    )
    return layout, tuple(_observations(seen, about, placed, file))


def _unit_over_all(grid: Grid, depth: int) -> Cell | None:
    """The cell «тыс. руб.» alone in its row over the header: a unit of the whole table, no label
    of the columns below it.
    """
    for row in grid.rows:
        alone = row.filled[0] if row.index + 1 < depth and len(row.filled) == 1 else None
        if alone is not None and alone.column_span < grid.columns and is_measure(alone.text):
            return alone
    return None


def _without_text(cells: tuple[Cell, ...], unit: Cell) -> tuple[Cell, ...]:
    return tuple(structs.replace(cell, text="") if cell is unit else cell for cell in cells)


def _observations(
    seen: list[Seen], about: About, placed: PlacedTable, file: str
) -> Iterable[Observation]:
    default = about.period()
    around = _year_around(default, about, placed)
    unclear = _under_several_wholes(seen)
    for cell, quantity in zip(seen, quantities(seen, about), strict=True):
        yield Observation(
            section=placed.section,
            table=placed.number,
            row=cell.cell.row,
            column=cell.cell.column,
            row_path=cell.rows.labels,
            column_path=(
                cell.columns.path if cell.columns.labels in unclear else cell.columns.labels
            ),
            period=within(around, period_of(cell, about, default), about.times.year),
            place=cell_place(file, placed.table, cell.cell),
            **structs.asdict(quantity),
        )


def _under_several_wholes(seen: list[Seen]) -> set[tuple[str, ...]]:
    """Labels of columns that are parts of one whole here and of another there: «Поступило | из них
    книги | Выбыло | из них книги».
    """
    wholes: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for cell in seen:
        wholes.setdefault(cell.columns.labels, set()).add(cell.columns.whole)
    return {labels for labels, over in wholes.items() if len(over) > 1}


def _year_around(default: str, about: About, placed: PlacedTable) -> str:
    """«Посещения по кварталам в 2022 году» over «1 квартал»: the year of its parts, where no
    cell prints the report's own.
    """
    own = str(about.times.year)
    is_other = default.isdecimal() and default != own
    return default if is_other and not any(own in cell.text for cell in placed.table.cells) else ""


def _times(grid: Grid, depth: int, columns: Columns, year: int | None) -> Times:
    """Labels of the header, and of the stub, that differ by their year alone; and whether rows
    are years.
    """
    heads = (cell.text for row in grid.rows if row.index < depth for cell in row.cells)
    names = [
        cell.text
        for row in grid.rows
        if row.index >= depth
        for cell in row.cells
        if cell.column in columns.roles
    ]
    return Times(
        year, varying(heads, year) | varying(names, year), any(_is_a_year(name) for name in names)
    )


def _is_a_year(text: str) -> bool:
    """«2023», «2023 год (план)»."""
    found = dated(text)
    return found.period.isdecimal() and (not found.rest or found.leads)


def _stub_heads(columns: Columns) -> tuple[str, ...]:
    """What stands over the stub, the lowest first: «Показатели (2023)»."""
    first = columns.all[: columns.stub_columns]
    return tuple(
        dict.fromkeys(label_of(head) for column in first for head in reversed(column.heads))
    )
