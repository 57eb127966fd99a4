"""Other forms of the data set, each made from the finished CSV files; a heavy library is loaded
when its form is asked for.
"""

import csv
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import entry_points
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

from extractor.dataset.columns import Column, columns_of, header_of
from extractor.dataset.corrections_sheet import write_corrections
from extractor.dataset.earlier import earlier_rows
from extractor.dataset.formulas import defused
from extractor.errors import CalledWrongly
from extractor.model.files import FILES, File
from extractor.plugins import load

BASIC = ("json", "csv")
EXCEL_TWIN = ".excel.csv"
FORMS = {
    "parquet": "extractor.dataset.formats:write_parquet",
    "xlsx": "extractor.dataset.formats:write_xlsx",
    "sqlite": "extractor.dataset.formats:write_sqlite",
    "duckdb": "extractor.dataset.formats:write_duckdb",
}
NEEDS = {"parquet": "pandas, pyarrow", "xlsx": "xlsxwriter", "duckdb": "duckdb"}
DUCKDB_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
PANDAS_TYPES = {"string": "str", "integer": "Int64", "number": "Float64"}
LONGEST_LINE = 1 << 26
EXCEL_ROWS, EXCEL_TEXT = 1_048_576, 32_767
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def check_forms(names: Iterable[str]) -> None:
    """Raises CalledWrongly for a form that neither stands here nor is added by another package."""
    for each in names:
        if each not in BASIC and each not in FORMS and each not in (added := _added_forms()):
            raise CalledWrongly(
                "format_output_unknown", format=each, known=", ".join([*BASIC, *FORMS, *added])
            )


def _added_forms() -> dict[str, str]:
    """Name → import path of a function of the data set's folder, from other packages' entry
    points ``svod.exporters``.
    """
    return {each.name: each.value for each in entry_points(group="svod.exporters")}


def write_form(name: str, folder: Path) -> None:
    """Write one form beside the CSV files in ``folder``. Raises CalledWrongly where its library
    is not installed.
    """
    try:
        write: Callable[[Path], None] = load(FORMS.get(name) or _added_forms()[name])
        write(folder)
    except ImportError as error:
        raise CalledWrongly(
            "format_output_missing", format=name, needs=NEEDS.get(name, error.name or name)
        ) from error


def write_excel_twin(path: Path, file: File) -> None:
    """Write ``NAME.excel.csv`` for a Russian Excel: byte order mark, semicolons, a decimal comma in
    columns of numbers, texts that would become formulas defused.
    """
    kinds = [column.kind for column in columns_of(file)]
    with path.with_name(f"{file.name}{EXCEL_TWIN}").open(
        "w", encoding="utf-8-sig", newline=""
    ) as target:
        writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
        writer.writerow(header_of(file))
        writer.writerows(_for_excel(row, kinds) for row in earlier_rows(path.parent, file))


def _for_excel(row: tuple[str, ...], kinds: list[str]) -> list[str]:
    return [EXCEL_FORMS[kind](text) for kind, text in zip(kinds, row, strict=True)]


def _with_comma(text: str) -> str:
    return text.replace(".", ",")


EXCEL_FORMS: dict[str, Callable[[str], str]] = {
    "string": defused,
    "number": _with_comma,
    "integer": str,
}


def write_sqlite(folder: Path) -> None:
    """``svod.sqlite``: a table a file, with its keys and links; empty where a number is absent
    is NULL.
    """
    with closing(sqlite3.connect(folder / "svod.sqlite")) as base:
        for file in FILES:
            base.execute(_create(file))
            marks = ",".join("?" * len(header_of(file)))
            base.executemany((f"INSERT INTO {file.name} VALUES ({marks})"), _sql_rows(folder, file))  # noqa: S608 - our own names
        base.commit()


def _create(file: File) -> str:
    lines = [f'"{each.name}" {SQL_TYPES[each.kind]}{_not_null(each)}' for each in columns_of(file)]
    if file.key:
        lines.append(f"PRIMARY KEY ({_quoted(file.key)})")
    for link in file.links:
        lines.append(
            f"FOREIGN KEY ({_quoted(link.columns)}) REFERENCES {link.target} "
            f"({_quoted(link.columns)})"
        )
    return f"CREATE TABLE {file.name} ({', '.join(lines)})"


def _not_null(column: Column) -> str:
    return " NOT NULL" if column.required else ""


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{each}"' for each in names)


def _sql_rows(folder: Path, file: File) -> Iterator[list[str | None]]:
    texts = [each.kind == "string" for each in columns_of(file)]
    for row in earlier_rows(folder, file):
        yield [cell if cell or text else None for cell, text in zip(row, texts, strict=True)]


def write_duckdb(folder: Path) -> None:
    """``svod.duckdb``: a table a file, for questions over many reports; its printed digits stand
    in ``raw``.
    """
    with closing(load("duckdb:connect")(str(folder / "svod.duckdb"))) as base:
        for file in FILES:
            rows = csv_select([folder / f"{file.name}.csv"], duckdb_types(file))
            base.execute(f"CREATE TABLE {file.name} AS {rows}")


def duckdb_types(file: File) -> dict[str, str]:
    """Return the type of each column of a file in DuckDB."""
    return {each.name: DUCKDB_TYPES[each.kind] for each in columns_of(file)}


def csv_select(paths: Iterable[Path], types: Mapping[str, str]) -> str:
    """Return DuckDB's SELECT of CSV files whose columns have these types; an empty text stays a
    text, an empty number is NULL.
    """
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    values = ", ".join(_never_null(name, kind) for name, kind in types.items())
    sources = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    form = "header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false"
    return (
        f"SELECT {values} FROM read_csv([{sources}], {form}, max_line_size = {LONGEST_LINE}, "  # noqa: S608
        f"columns = {{{columns}}})"
    )


def _never_null(name: str, kind: str) -> str:
    return f'coalesce("{name}", \'\') AS "{name}"' if kind == "VARCHAR" else f'"{name}"'


def write_parquet(folder: Path) -> None:
    """``NAME.parquet`` beside each CSV file. ``value`` is a 64-bit number there; its printed
    digits stand in ``raw``.
    """
    load("pyarrow:Table")
    frame_of = load("pandas:DataFrame")
    for file in FILES:
        frame = frame_of(list(_typed_rows(folder, file)), columns=header_of(file))
        frame = frame.astype({each.name: PANDAS_TYPES[each.kind] for each in columns_of(file)})
        frame.to_parquet(folder / f"{file.name}.parquet", engine="pyarrow", index=False)


def _typed_rows(folder: Path, file: File) -> Iterator[list[str | int | float | None]]:
    makers = [MAKERS[each.kind] for each in columns_of(file)]
    for row in earlier_rows(folder, file):
        yield [make(text) for make, text in zip(makers, row, strict=True)]


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None


MAKERS: dict[str, Callable[[str], str | int | float | None]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
}


def write_xlsx(folder: Path) -> None:
    """``svod.xlsx``: a sheet a file (``NAME 2`` … where one is full); texts are never taken for
    formulas or addresses.

    The sheet «Исправления» lists doubtful figures to be corrected. A text longer than a cell holds
    ends with «…»; the CSV file has it whole.
    """
    workbook = load("xlsxwriter:Workbook")(
        str(folder / "svod.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties({"created": ALWAYS})
    for file in FILES:
        rows = _typed_rows(folder, file)
        for number in count(1):
            piece = list(islice(rows, EXCEL_ROWS - 1))
            if piece or number == 1:
                _write_sheet(
                    workbook.add_worksheet(file.name if number == 1 else f"{file.name} {number}"),
                    header_of(file),
                    piece,
                )
            if len(piece) < EXCEL_ROWS - 1:
                break
    write_corrections(workbook, folder)
    workbook.close()


def _write_sheet(
    sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
    header: tuple[str, ...],
    rows: list[list[str | int | float | None]],
) -> None:
    sheet.freeze_panes(1, 0)
    for index, row in enumerate(chain([header], rows)):
        sheet.write_row(
            index, 0, [_shortened(each) if isinstance(each, str) else each for each in row]
        )


def _shortened(text: str) -> str:
    return text if len(text) <= EXCEL_TEXT else text[: EXCEL_TEXT - 1] + "…"
