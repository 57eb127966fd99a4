"""Small reports built by hand from the nouns, for tests of what comes after reading."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from msgspec.structs import asdict, replace

from extractor.model import (
    Aside,
    Cell,
    Chart,
    Document,
    Layout,
    Library,
    Mention,
    Note,
    Notice,
    Observation,
    Outline,
    Paragraph,
    Place,
    PlacedTable,
    Quantity,
    Report,
    Section,
    Series,
    Status,
    Table,
)

FILE = "beryozovo-2023.docx"
GRID = """
| Показатель | 2022 | 2023 |
| Книги, экз. | 1 200 | 1 250,5 |
| Всего | < | - |
"""


def cells_of(drawing: str) -> tuple[Cell, ...]:
    """A drawn table: ``<`` is merged with the cell to the left, ``^`` with the one above;
    ``\\n`` in a cell breaks its line.
    """
    grid = [
        [each.strip() for each in line.strip().strip("|").split("|")]
        for line in drawing.strip().splitlines()
    ]
    cells = []
    for row, line in enumerate(grid):
        for column, text in enumerate(line):
            if text not in ("<", "^"):
                below = next(
                    (i for i, each in enumerate(grid[row + 1 :]) if each[column] != "^"),
                    len(grid) - row - 1,
                )
                right = next(
                    (i for i, each in enumerate(line[column + 1 :]) if each != "<"),
                    len(line) - column - 1,
                )
                cells.append(Cell(row, column, below + 1, right + 1, text.replace("\\n", "\n")))
    return tuple(cells)


def table_of(drawing: str, block: int = 2) -> Table:
    cells = cells_of(drawing)
    return Table(
        block,
        max(c.row + c.row_span for c in cells),
        max(c.column + c.column_span for c in cells),
        cells,
    )


def layout_of(table: Table, header_rows: int = 1, stub_columns: int = 1) -> Layout:
    roles = (
        "header" if c.row < header_rows else "stub" if c.column < stub_columns else "data"
        for c in table.cells
    )
    return Layout(header_rows, stub_columns, tuple(roles), rule="drawn")


def quantity_of(raw: str) -> Quantity:
    text = raw.replace(" ", "").replace(",", ".")
    if text == "-":
        return Quantity(raw, None, None, Status.NIL)
    if not text.replace(".", "").isdecimal():
        return Quantity(raw, None, None, Status.TEXT)
    return Quantity(raw, Decimal(text), len(text.partition(".")[2]), Status.OK)


def observations_of(
    table: Table, number: int, section: str, file: str = FILE
) -> tuple[Observation, ...]:
    """A figure for each data cell under one header row and one stub column, a number in the
    header being a year.
    """
    labels = {(c.row, c.column): c.text for c in table.cells}
    years = {
        column: text for (row, column), text in labels.items() if row == 0 and text.isdecimal()
    }
    return tuple(
        Observation(
            section=section,
            table=number,
            row=c.row,
            column=c.column,
            row_path=(labels.get((c.row, 0), ""),),
            period=years.get(c.column, ""),
            place=Place(file, table.block, c.row, c.column),
            **asdict(quantity_of(c.text)),
        )
        for c in table.cells
        if c.row and c.column
    )


def report_of(
    drawings: Sequence[str] = (GRID,),
    *,
    report: str = "beryozovo-2023",
    file: str = FILE,
    sha256: str = "ab12",
    district: str = "Берёзовский район",
    year: int | None = 2023,
    libraries: Sequence[Library] = (
        Library("b1", "Библиотека-филиал № 1", "Берёзовский район", "1"),
    ),
) -> Report:
    """A heading, a paragraph, the drawn tables and a chart."""
    tables = [table_of(drawing, 2 + index) for index, drawing in enumerate(drawings)]
    chart = Chart(
        2 + len(tables), "barChart", "Книги", (Series("фонд", ("2022", "2023"), ("1200", None)),)
    )
    blocks = (
        Paragraph(0, "Фонд", number="1.", style="Heading 1", level=1),
        Paragraph(1, "Сведения о фонде, «тыс. экз.»; a,b", notes=("1",)),
        *tables,
        chart,
    )
    placed = tuple(
        PlacedTable(n, table, "1", f"Таблица {n}. Фонд", 1) for n, table in enumerate(tables, 1)
    )
    observations = tuple(
        each for p in placed for each in observations_of(p.table, p.number, "1", file)
    )
    sections = (
        Section("1", "", 1, "Фонд", 0, "1.", "word_style"),
        Section("1~1", "1", 2, "Книги", 1),
    )
    ids = tuple(each.library for each in libraries)
    return Report(
        report=report,
        document=Document(
            file,
            sha256,
            "docx",
            blocks,
            (Note("1", "по данным учёта", 1),),
            ("Отчёт",),
            (Notice("x", "y", 1),),
        ),
        district=district,
        organisation="Центральная библиотека",
        year=year,
        outline=Outline(sections, ("1",) * len(blocks), placed),
        layouts=tuple(layout_of(table) for table in tables),
        observations=observations,
        libraries=tuple(libraries),
        mentions=(
            Mention(
                "филиал 1",
                ids[:1],
                95,
                "number",
                tuple((each, 95) for each in ids[:1]),
                Place(file, 1),
            ),
        ),
        votes=(("year", str(year), "title", 3),),
        asides=(Aside("№ 5", "number", Place(file, 1, start=3, end=6)),),
    )


def with_library(report: Report, *ids: str) -> Report:
    """The same report with all its figures speaking of these libraries."""
    return replace(
        report, observations=tuple(replace(each, library=ids) for each in report.observations)
    )


def in_old_form(out: Path) -> None:
    """Make a data set one of format 1: no manifest, no version, no hashes; nothing is verified."""
    (out / "manifest.json").unlink()
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    del package["version"]
    for resource in package["resources"]:
        del resource["bytes"], resource["hash"]
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (out / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
