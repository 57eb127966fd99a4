"""Read-only SQL over a data set, answered by DuckDB: each CSV file is a table, and the views of
``archive.sqlite`` are tables too.

A file is read when a question names it. Numbers have their types there; an empty number is NULL, an
empty text is a text. Nothing can be written: only questions are answered, and no other file can be
reached.
"""

import csv
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.dataset.columns import header_of
from extractor.dataset.earlier import earlier_rows, require_dataset
from extractor.dataset.formats import DUCKDB_TYPES, csv_select, duckdb_types
from extractor.dataset.index import archive_of
from extractor.dataset.indexed_rows import indexed_rows
from extractor.dataset.manifest import verify
from extractor.dataset.parts import homes_of, is_parted
from extractor.errors import CalledWrongly
from extractor.model.files import FILES, File
from extractor.plugins import load
from extractor.processes.workshop import workshop

CONNECT, ERROR = "duckdb:connect", "duckdb:Error"
QUESTIONS = ("SELECT", "EXPLAIN", "MULTI")  # a PIVOT is several statements in one
LOOK_SECONDS = 0.2  # between two looks whether the answer is there
ARCHIVED = {  # view or table of the archive → its columns with a number
    "indicator_by_year": {"year": "BIGINT", "value": "DOUBLE"},
    "district_by_indicator": {
        "year": "BIGINT",
        "value": "DOUBLE",
        "value_before": "DOUBLE",
        "change": "DOUBLE",
    },
    "figures_in_words": {
        **dict.fromkeys(("year", "report_year", "table", "row", "column"), "BIGINT"),
        **dict.fromkeys(("scope", "depth", "decimals", "stands"), "BIGINT"),
        "value": "DOUBLE",
    },
    "findings_by_district": {"year": "BIGINT", "findings": "BIGINT"},
    "indicators": {"number": "BIGINT"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of the columns of an answer, and its rows."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def tables_of(out: Path) -> dict[str, tuple[str, ...]]:
    """Return the tables that a question may name, with their columns."""
    tables = {file.name: header_of(file) for file in FILES}
    with archive_of(out) as base:
        return tables | {name: _columns(base, name) for name in ARCHIVED}


def ask(out: Path, question: str) -> Answer:
    """Return the answer to one SQL question.

    Raises CalledWrongly where ``out`` holds no data set, where DuckDB is not installed, for a
    statement that is no question, and for what DuckDB cannot answer.
    """
    require_dataset(out)
    connect, wrong = _duckdb()
    with workshop() as folder, closing(connect(":memory:")) as base, archive_of(out) as kept:
        try:
            _refuse_changes(base, question)
            given = [*_files(base, out, folder, question), *_views(base, kept, folder, question)]
            _shut(base, given)
            return _answer(base, question)
        except wrong as error:
            raise CalledWrongly("sql_wrong", reason=_reason(error)) from error


def _answer(base: Any, question: str) -> Answer:  # noqa: ANN401 - an optional library
    """Return the answer; DuckDB works in a thread, so that it can be stopped (Ctrl-C)."""
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: (base.execute(question).fetchall(), base.description))
        try:
            while not asked.done():
                wait([asked], LOOK_SECONDS)
            rows, description = asked.result()
        except BaseException:
            while not asked.done():  # stopping a question that has not begun yet does nothing
                base.interrupt()
                wait([asked], LOOK_SECONDS)
            raise
    return Answer(tuple(column[0] for column in description or ()), rows)


def _duckdb() -> tuple[Any, type[Exception]]:
    try:
        return load(CONNECT), load(ERROR)
    except ImportError as error:
        raise CalledWrongly("sql_missing") from error


def _reason(error: Exception) -> str:
    """Return what is wrong in one line, without the drawing of the place."""
    return " ".join(str(error).partition("\n\nLINE ")[0].split())


def _refuse_changes(base: Any, question: str) -> None:  # noqa: ANN401 - an optional library
    statements = base.extract_statements(question)
    if len(statements) != 1:
        raise CalledWrongly("sql_one", count=len(statements))
    kind = statements[0].type.name
    if kind not in QUESTIONS:
        raise CalledWrongly("sql_reads", kind=kind)


def _files(base: Any, out: Path, folder: Path, question: str) -> Iterator[Path]:  # noqa: ANN401
    """Make the files into tables; yield the paths that the question must be able to read."""
    for file in FILES:
        paths = _sources(out, folder, file) if _is_named(file.name, question) else ()
        yield from _made(base, file.name, duckdb_types(file), tuple(paths))


def _made(base: Any, name: str, types: Mapping[str, str], paths: Sequence[Path]) -> Sequence[Path]:  # noqa: ANN401
    """Make a table of files and give their paths; without one the table is empty, so that it can
    be found but costs nothing.
    """
    if not paths:
        columns = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
        base.execute(f"CREATE TABLE {name} ({columns})")
    else:
        base.execute(f"CREATE VIEW {name} AS {csv_select(paths, types)}")
    return paths


def _sources(out: Path, folder: Path, file: File) -> Iterator[Path]:
    """Yield the paths of the CSV files with the columns of today; one of an older version, which
    lacks some, is written anew into ``folder``, and so are rows that the index has at once.
    """
    indexed = indexed_rows(out, file) if is_parted(out) else None
    if indexed is not None:
        yield _written(folder, file.name, header_of(file), indexed)
        return
    for at, home in enumerate(homes_of(out, file)):
        path = home / f"{file.name}.csv"
        verify(home, path.name, whole=True)
        if path.is_file() and _columns_in(path) == header_of(file):
            yield path.resolve()
        elif path.is_file() or home == out:
            rows = earlier_rows(home, file)
            yield _written(folder, f"{file.name}-{at}", header_of(file), rows)


def _columns_in(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as source:
        return tuple(next(csv.reader(source), ()))


def _views(
    base: Any,  # noqa: ANN401 - an optional library
    archive: sqlite3.Connection,
    folder: Path,
    question: str,
) -> Iterator[Path]:
    """Make the views of the archive into tables; yield the paths that the question must read."""
    for name, numbers in ARCHIVED.items():
        columns = _columns(archive, name)
        types = {column: numbers.get(column, DUCKDB_TYPES["string"]) for column in columns}
        paths = []
        if _is_named(name, question):
            rows = archive.execute(f"SELECT * FROM {name}")  # noqa: S608
            paths = [_written(folder, name, columns, rows)]
        yield from _made(base, name, types, paths)


def _columns(archive: sqlite3.Connection, name: str) -> tuple[str, ...]:
    found = archive.execute(f"SELECT * FROM {name} LIMIT 0")  # noqa: S608 - our own names
    return tuple(column[0] for column in found.description)


def _is_named(name: str, question: str) -> bool:
    return re.search(rf"\b{name}\b", question, re.IGNORECASE) is not None


def _written(
    folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path.resolve()


def _shut(base: Any, given: Sequence[Path]) -> None:  # noqa: ANN401
    """Let a question read these files and no others, and change no setting."""
    paths = ", ".join("'" + str(path).replace("'", "''") + "'" for path in given)
    base.execute(f"SET allowed_paths = [{paths}]")
    base.execute("SET enable_external_access = false")
    base.execute("SET lock_configuration = true")
