"""``archive.sqlite`` of an archive in parts: an index that follows the manifest.

It keeps the seal of each part that it holds. Who needs it compares these with the manifest and
takes in what differs, report by report, in one transaction: after a run, after a run that was
killed before it came to that, and where there is no index yet. So it is not in the manifest.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from extractor.dataset.archive import (
    FORM,
    Words,
    form_of,
    insert_figures,
    opened,
    take_indicators,
    take_table,
)
from extractor.dataset.coded_figures import standing_figures
from extractor.dataset.columns import header_of
from extractor.dataset.disk import remove
from extractor.dataset.earlier import BY_NAME, carry_copy, earlier_records, earlier_rows
from extractor.dataset.indexed_rows import ARCHIVE, JOURNAL, TABLES, is_at, read_index, stamp_of
from extractor.dataset.manifest import read_manifest, verify
from extractor.dataset.parts import home_of, is_parted, parts_on, shelves_in
from extractor.errors import CalledWrongly
from extractor.model import Observation
from extractor.model.records import ReportRow
from extractor.processes.workshop import workshop

OF_ALL = ("libraries", "findings")  # tables made of one file that speaks of all
SEALED = """CREATE TABLE IF NOT EXISTS sealed
(name TEXT PRIMARY KEY, report TEXT, sha256 TEXT) WITHOUT ROWID"""
INTO_REPORTS = """INSERT INTO reports (report, file, district, organisation, year, status)
VALUES (?,?,?,?,?,?)"""
BESIDE = (JOURNAL, "-wal", "-shm")
CANNOT = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
)


@contextmanager
def archive_of(out: Path) -> Iterator[sqlite3.Connection]:
    """The archive of a data set of either layout, to read, as its manifest says.

    Raises CalledWrongly where there is no data set or its archive is damaged.
    """
    if not is_parted(out):
        verify(out, ARCHIVE)
        if not (out / ARCHIVE).is_file():
            raise CalledWrongly("no_dataset", path=out)
        with closing(opened(out / ARCHIVE)) as base:
            yield base
        return
    with workshop() as folder:
        place = out / ARCHIVE
        if not follow_manifest(
            out
        ):  # nothing can be written there: what is lacking is added to a copy
            place = folder / ARCHIVE
            with suppress(OSError):
                carry_copy(out / ARCHIVE, place)
            _follow(out, place)
        with closing(read_index(place)) as base:
            yield base


def follow_manifest(out: Path) -> bool:
    """Bring the index of an archive in parts up to its manifest; False where that cannot be."""
    place = out / ARCHIVE
    try:
        _follow(out, place)
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorcode & 0xFF) not in CANNOT:
            raise
        return False
    return True


def _follow(out: Path, place: Path) -> None:
    stamp = stamp_of(out)
    try:
        if is_at(place, stamp):
            return
        _catch_up(out, place, stamp)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for end in ("", *BESIDE):
            remove(place.with_name(f"{place.name}{end}"))
        _catch_up(out, place, stamp)


def _catch_up(out: Path, place: Path, stamp: str) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as base:
        base.execute("PRAGMA cache_size = -65536")
        base.execute("BEGIN IMMEDIATE")
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
        if not tables:
            _lay_out(base)
        elif "sealed" not in tables or form_of(base) != FORM or _columns_in(base) != _columns():
            raise sqlite3.DatabaseError(ARCHIVE)  # of another form: it is made anew
        was = dict(base.execute("SELECT name, sha256 FROM sealed"))
        _take_shelves(base, out, was)
        manifest = read_manifest(out)
        for name in OF_ALL:
            seal = manifest.files.get(f"{name}.csv") if manifest else None
            if (now := seal.sha256 if seal else "") != was.get(name, ""):
                take_table(base, out, name)
                _note(base, name, "", now)
        base.execute("INSERT OR REPLACE INTO about VALUES ('manifest', ?)", (stamp,))
        base.execute("COMMIT")


def _lay_out(base: sqlite3.Connection) -> None:
    """Make the tables; ``executescript`` would end the transaction."""
    statement = ""
    for line in files(__package__).joinpath("archive.sql").read_text("utf-8").splitlines(True):
        statement += line
        if sqlite3.complete_statement(statement):
            base.execute(statement)
            statement = ""
    base.execute(SEALED)
    columns = ", ".join(f'"{name}" TEXT' for name in _columns())
    base.execute(f"CREATE TABLE report_rows ({columns}, PRIMARY KEY (report)) WITHOUT ROWID")
    base.execute("INSERT INTO about VALUES ('form', ?)", (FORM,))
    take_indicators(base)


def _columns() -> tuple[str, ...]:
    return header_of(BY_NAME["reports"])


def _columns_in(base: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(row[1] for row in base.execute("PRAGMA table_info(report_rows)"))


def _take_shelves(base: sqlite3.Connection, out: Path, was: Mapping[str, str]) -> None:
    """Take in the parts of the shelves that have changed."""
    now = {f"{name}/": sha256 for name, sha256 in shelves_in(out).items()}
    words = Words(base)
    gone = {name for name in was if name.endswith("/")} - now.keys()
    for shelf in sorted({*now.items()} - {*was.items()}):
        held = _held_on(base, shelf[0])
        there = parts_on(out, shelf[0].rstrip("/"))
        for report in sorted(held.keys() - there.keys()):
            _forget(base, report)
        for report in sorted(dict(there.items() - held.items())):
            _forget(base, report)
            _take(base, out, report, words)
            _note(base, f"{shelf[0]}{report}", report, there[report])
        _note(base, shelf[0], "", shelf[1])
    for name in sorted(gone):
        for report in sorted(_held_on(base, name)):
            _forget(base, report)
        base.execute("DELETE FROM sealed WHERE name = ?", (name,))


def _held_on(base: sqlite3.Connection, shelf: str) -> dict[str, str]:
    """The parts of a shelf that the index holds, with their seals."""
    query = "SELECT report, sha256 FROM sealed WHERE name > ? AND name < ?"
    return dict(base.execute(query, (shelf, f"{shelf[:-1]}0")))  # «0» follows «/»


def _note(base: sqlite3.Connection, name: str, report: str, sha256: str) -> None:
    base.execute("INSERT OR REPLACE INTO sealed VALUES (?,?,?)", (name, report, sha256))


def _forget(base: sqlite3.Connection, report: str) -> None:
    number = base.execute("SELECT number FROM reports WHERE report = ?", (report,)).fetchone()
    if number:
        base.execute("DELETE FROM figures WHERE report = ?", number)
    for table in ("reports", "sealed", *TABLES.values()):
        base.execute(f"DELETE FROM {table} WHERE report = ?", (report,))  # noqa: S608 - our own names


def _take(base: sqlite3.Connection, out: Path, report: str, words: Words) -> None:
    """Take in a part."""
    home = home_of(out, report)
    for row in earlier_records(home, ReportRow):
        about = (row.report, row.file, row.district, row.organisation, row.year, row.status)
        number = base.execute(INTO_REPORTS, about).lastrowid or 0
        figures = standing_figures(earlier_records(home, Observation))
        insert_figures(base, ((figure, number, row.file) for figure in figures), words)
    for name, table in TABLES.items():
        rows = list(earlier_rows(home, BY_NAME[name]))
        if rows:
            marks = ",".join("?" * len(rows[0]))
            nulls = ([cell or None if at else cell for at, cell in enumerate(row)] for row in rows)
            base.executemany(f"INSERT INTO {table} VALUES ({marks})", nulls)  # noqa: S608
