"""``archive.sqlite`` of an archive in parts: an index that follows the manifest.

It keeps the seal of each part that it holds. Who needs it compares these with the manifest and
takes in what differs, report by report, in one transaction: after a run, after a run that was
killed before it came to that, and where there is no index yet. So it is not in the manifest.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path

import msgspec

from extractor.dataset.archive import (
    FORM,
    Words,
    form_of,
    insert_figures,
    opened,
    take_indicators,
    take_table,
)
from extractor.dataset.coded_figures import Standing, standing_figures, unpacked_figures
from extractor.dataset.columns import header_of
from extractor.dataset.disk import remove
from extractor.dataset.earlier import BY_NAME, carry_copy, earlier_records, earlier_rows, rows_in
from extractor.dataset.indexed_rows import (
    ARCHIVE,
    HOMES,
    JOURNAL,
    TABLES,
    is_at,
    read_index,
    stamp_of,
)
from extractor.dataset.library_homes import NOWHERE
from extractor.dataset.manifest import read_manifest, verify
from extractor.dataset.parts import LIBRARIES, home_of, is_parted, parts_on, shelves_in
from extractor.errors import CalledWrongly
from extractor.model import Observation
from extractor.model.records import ReportRow
from extractor.processes.workshop import workshop

OF_ALL = (LIBRARIES, "findings")  # files in OUT of which tables are made
SEALED = """CREATE TABLE IF NOT EXISTS sealed
(name TEXT PRIMARY KEY, report TEXT, sha256 TEXT) WITHOUT ROWID"""
LIBRARY_HOMES = (
    f"CREATE TABLE {HOMES} (library TEXT PRIMARY KEY, report TEXT) WITHOUT ROWID",
    f"CREATE INDEX homes_of_report ON {HOMES} (report)",
)
INTO_REPORTS = """INSERT INTO reports (report, file, district, organisation, year, status)
VALUES (?,?,?,?,?,?)"""
TABLES_OF_REPORT = [table for name, table in TABLES.items() if name != LIBRARIES]
BESIDE = (JOURNAL, "-wal", "-shm")
# A report changes pages here and there: one of each indicator, a few of each table. Small pages
# cost two fifths of the bytes (1,000 reports, one more: 144 KB, with 4,096 a page 361) and no time.
PAGE_BYTES = 1024
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
        # where nothing can be written, what is lacking is added to a copy
        if not follow_manifest(out):
            place = folder / ARCHIVE
            with suppress(OSError):
                carry_copy(out / ARCHIVE, place)
            _follow(out, place)
        with closing(read_index(place)) as base:
            yield base


def follow_manifest(out: Path, figures: Path | None = None) -> bool:
    """Bring the index of an archive in parts up to its manifest; False where that cannot be. In
    ``figures`` may lie those of reports that have just come in, which need not be read then.
    """
    place = out / ARCHIVE
    try:
        _follow(out, place, figures)
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorcode & 0xFF) not in CANNOT:
            raise
        return False
    return True


def _follow(out: Path, place: Path, figures: Path | None = None) -> None:
    stamp = stamp_of(out)
    try:
        if is_at(place, stamp):
            return
        _catch_up(out, place, stamp, figures)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for end in ("", *BESIDE):
            remove(place.with_name(f"{place.name}{end}"))
        _catch_up(out, place, stamp, figures)


def _catch_up(out: Path, place: Path, stamp: str, figures: Path | None) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as base:
        base.execute("PRAGMA cache_size = -65536")
        base.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a new one
        base.execute("BEGIN IMMEDIATE")
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
        if not tables:
            _lay_out(base)
        elif not _is_laid_out(base, tables):
            raise sqlite3.DatabaseError(ARCHIVE)  # of another form: it is made anew
        was = dict(base.execute("SELECT name, sha256 FROM sealed"))
        _take_shelves(base, out, was, figures)
        manifest = read_manifest(out)
        for name in OF_ALL:
            seal = manifest.files.get(f"{name}.csv") if manifest else None
            if (now := seal.sha256 if seal else "") != was.get(name, ""):
                _take_of_all(base, out, name)
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
    for statement in (SEALED, *LIBRARY_HOMES):
        base.execute(statement)
    columns = ", ".join(f'"{name}" TEXT' for name in _columns())
    base.execute(f"CREATE TABLE report_rows ({columns}, PRIMARY KEY (report)) WITHOUT ROWID")
    base.execute("INSERT INTO about VALUES ('form', ?)", (FORM,))
    take_indicators(base)


def _is_laid_out(base: sqlite3.Connection, tables: Set[str]) -> bool:
    """Whether an index has the tables and columns of today."""
    is_of_form = tables >= {"sealed", HOMES} and form_of(base) == FORM
    return is_of_form and _columns_in(base) == _columns()


def _columns() -> tuple[str, ...]:
    return header_of(BY_NAME["reports"])


def _columns_in(base: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(row[1] for row in base.execute("PRAGMA table_info(report_rows)"))


def _take_shelves(
    base: sqlite3.Connection, out: Path, was: Mapping[str, str], figures: Path | None
) -> None:
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
            made = None if figures is None else figures / report
            _take(base, out, report, words, made)
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
    _forget_libraries(base, report)
    for table in ("reports", "sealed", *TABLES_OF_REPORT):
        base.execute(f"DELETE FROM {table} WHERE report = ?", (report,))  # noqa: S608 - our own names


def _forget_libraries(base: sqlite3.Connection, home: str) -> None:
    """Forget those that stand in the part of a report, or in OUT where it is empty."""
    of_it = f"FROM {HOMES} WHERE report = ?"
    base.execute(f"DELETE FROM libraries WHERE library IN (SELECT library {of_it})", (home,))  # noqa: S608
    base.execute(f"DELETE {of_it}", (home,))


def _take_of_all(base: sqlite3.Connection, out: Path, name: str) -> None:
    """Take in a file that stands in OUT."""
    if name != LIBRARIES:
        take_table(base, out, name)
        return
    _forget_libraries(base, NOWHERE)
    _take_libraries(base, out, NOWHERE)


def _take_libraries(base: sqlite3.Connection, folder: Path, home: str) -> None:
    rows = list(rows_in(folder, BY_NAME[LIBRARIES]))
    _put_rows(base, LIBRARIES, rows)
    base.executemany(
        f"INSERT OR REPLACE INTO {HOMES} VALUES (?,?)",  # noqa: S608
        [(row[0], home) for row in rows],
    )


def _take(
    base: sqlite3.Connection, out: Path, report: str, words: Words, made: Path | None
) -> None:
    """Take in a part, whose figures may lie in the file ``made``."""
    home = home_of(out, report)
    for row in earlier_records(home, ReportRow):
        about = (row.report, row.file, row.district, row.organisation, row.year, row.status)
        number = base.execute(INTO_REPORTS, about).lastrowid or 0
        figures = _made_figures(made) or standing_figures(earlier_records(home, Observation))
        insert_figures(base, ((figure, number, row.file) for figure in figures), words)
    for name, table in TABLES.items():
        if name != LIBRARIES:
            _put_rows(base, table, list(earlier_rows(home, BY_NAME[name])))
    _take_libraries(base, home, report)


def _made_figures(made: Path | None) -> list[Standing]:
    """The figures of a report as who made it left them; none where that cannot be known."""
    with suppress(OSError, msgspec.MsgspecError):
        return unpacked_figures(made.read_bytes()) if made else []
    return []


def _put_rows(base: sqlite3.Connection, table: str, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        marks = ",".join("?" * len(rows[0]))
        nulls = ([cell or None if at else cell for at, cell in enumerate(row)] for row in rows)
        base.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", nulls)  # noqa: S608
