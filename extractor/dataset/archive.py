"""``archive.sqlite``: the coded figures beside the CSV files, indexed, with views made for people.

It is written into the new version of the data set before that is put into place, so it changes with
the CSV files or not at all.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import closing, suppress
from importlib.resources import files
from itertools import count
from pathlib import Path

from extractor.dataset.coded_figures import Standing, standing_figures
from extractor.dataset.csv_segments import Piece, header_bytes
from extractor.dataset.earlier import BY_NAME, carry_copy, earlier_records, earlier_rows
from extractor.dataset.indexed_rows import ARCHIVE
from extractor.dataset.manifest import is_of_length, verify
from extractor.dataset.parts import is_parted
from extractor.errors import CalledWrongly
from extractor.model import Observation
from extractor.model.comparison import Figure
from extractor.model.files import FILES, File
from extractor.model.records import ReportRow
from extractor.number_text import plain_text
from extractor.words.indicators import vocabulary

FORM = 8  # raised whenever archive.sql changes: an archive of another form is made anew
SYSTEM, LIBRARY, AREA = 0, 1, 2
SMALL = ("libraries", "editions", "registries", "findings")  # taken over whole at each run
FIGURE_COLUMNS = 21
# bytes of observations.csv from which on the archive is changed rather than made anew: about eight
# reports
LARGE = 8_000_000
Pieces = Mapping[str, Sequence[Piece]]


def known_pieces(out: Path) -> Pieces:
    """Where the pieces of the CSV files in ``out`` stand. Raises CalledWrongly for a file that is
    not as the manifest says; where there is no manifest, a file that has been touched is left out.
    """
    if is_parted(out) or not (out / ARCHIVE).is_file() or not is_of_length(out, ARCHIVE):
        return {}
    found: dict[str, list[Piece]] = {each.name: [] for each in FILES}
    with suppress(sqlite3.DatabaseError), closing(opened(out / ARCHIVE)) as base:
        if form_of(base) != FORM:
            return {}
        for file, report, start, length in base.execute(
            "SELECT file, report, start, length FROM pieces ORDER BY file, start"
        ):
            found[file].append(Piece(report, start, length))
        return {
            file.name: found[file.name]
            for file in FILES
            if _is_untouched(out / f"{file.name}.csv", file, found[file.name])
        }
    return {}


def _is_untouched(path: Path, file: File, pieces: Sequence[Piece]) -> bool:
    if file.sealed:
        verify(path.parent, path.name, whole=True)
    header = header_bytes(file)
    if not path.is_file() or path.stat().st_size != len(header) + sum(
        each.length for each in pieces
    ):
        return False
    with path.open("rb") as source:
        return source.read(len(header)) == header


def opened(path: Path) -> sqlite3.Connection:
    """An archive to read; nothing is written, not even a lock."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def form_of(base: sqlite3.Connection) -> int | None:
    """The form in which an archive is laid out."""
    found = base.execute("SELECT value FROM about WHERE key = 'form'").fetchone()
    return found[0] if found else None


def has_archive(out: Path) -> bool:
    """Whether there is an archive of this form, as long as it was written."""
    if not (out / ARCHIVE).is_file() or not is_of_length(out, ARCHIVE):
        return False
    with suppress(sqlite3.DatabaseError), closing(opened(out / ARCHIVE)) as base:
        return form_of(base) == FORM
    return False


def write_archive(
    out: Path, new: Path, pieces: Pieces, kept: Set[str], figures: Iterable[Standing]
) -> None:
    """Write the archive of the new version in the folder ``new``: that of ``out`` with the figures
    of the reports in ``kept`` and new ``figures``, the reports in order.
    A small one, and one that cannot be trusted, is made of all that the CSV files hold: so a small
    data set is the same to the byte however it came about.
    """
    is_large = (new / "observations.csv").stat().st_size > LARGE
    is_known = is_large and "observations" in known_pieces(out)
    if is_known:
        carry_copy(out / ARCHIVE, new / ARCHIVE)
    with closing(sqlite3.connect(new / ARCHIVE, isolation_level=None)) as base:
        base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
        )
        if not is_known:
            base.executescript(
                files(__package__).joinpath("archive.sql").read_text(encoding="utf-8")
            )
            base.execute("INSERT INTO about VALUES ('form', ?)", (FORM,))
            if kept:
                figures = standing_figures(earlier_records(new, Observation))
        base.execute("BEGIN")
        _fill(base, new, pieces, kept if is_known else frozenset(), figures)
        base.execute("COMMIT")


def _fill(
    base: sqlite3.Connection,
    new: Path,
    pieces: Pieces,
    kept: Set[str],
    figures: Iterable[Standing],
) -> None:
    _forget(base, kept)
    _take_reports(base, new)
    take_indicators(base)
    for name in SMALL:
        take_table(base, new, name)
    base.execute("DELETE FROM pieces")
    places = (
        (name, each.report, each.start, each.length)
        for name, found in pieces.items()
        for each in found
    )
    base.executemany("INSERT INTO pieces VALUES (?,?,?,?)", places)
    _take_figures(base, figures)


def _forget(base: sqlite3.Connection, kept: Set[str]) -> None:
    """Drop the figures of reports that are no more or are about to come in anew."""
    for number, report in base.execute("SELECT number, report FROM reports").fetchall():
        if report not in kept:
            base.execute("DELETE FROM figures WHERE report = ?", (number,))


def _take_reports(base: sqlite3.Connection, new: Path) -> None:
    """The reports as they now are; one that stays keeps its number."""
    numbers = dict(base.execute("SELECT report, number FROM reports"))
    fresh = count(max(numbers.values(), default=0) + 1)
    base.execute("DELETE FROM reports")
    rows = [
        (row.report, row.file, row.district, row.organisation, row.year, row.status)
        for row in earlier_records(new, ReportRow)
    ]
    base.executemany(
        "INSERT INTO reports VALUES (?,?,?,?,?,?,?)",
        ((numbers.get(row[0]) or next(fresh), *row) for row in rows),
    )


def take_indicators(base: sqlite3.Connection) -> None:
    """Words of the shipped catalogue; a code of a user's own stands under its code."""
    base.executemany(
        "INSERT INTO indicators (code, ru, en, unit, kind, over) VALUES (?,?,?,?,?,?) ON CONFLICT "
        "(code) DO UPDATE SET "
        "ru = excluded.ru, en = excluded.en, unit = excluded.unit, kind = excluded.kind, over = "
        "excluded.over",
        (
            (each.code, each.ru, each.en, each.unit, each.kind, each.over)
            for each in vocabulary().indicators.values()
        ),
    )


def take_table(base: sqlite3.Connection, folder: Path, name: str) -> None:
    """Fill one of the small tables with the rows of its CSV file; an empty cell of a number is
    NULL.
    """
    base.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
    rows = [
        [cell or None if index else cell for index, cell in enumerate(row)]
        for row in earlier_rows(folder, BY_NAME[name])
    ]
    if rows:
        base.executemany((f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})"), rows)  # noqa: S608


def _take_figures(base: sqlite3.Connection, figures: Iterable[Standing]) -> None:
    """Take in the coded figures of reports that the archive knows."""
    about = {
        report: (number, file)
        for report, number, file in base.execute("SELECT report, number, file FROM reports")
    }
    words = Words(base)
    insert_figures(base, ((each, *about[each[0].report]) for each in figures), words)


def insert_figures(
    base: sqlite3.Connection, figures: Iterable[tuple[Standing, int, str]], words: "Words"
) -> None:
    """Insert coded figures, each with the number and the file of its report."""
    marks = ",".join("?" * FIGURE_COLUMNS)
    made = (
        (*_figure_row(n, figure, words.codes, words.labels, report, file), stands)
        for n, ((figure, stands), report, file) in enumerate(figures)
    )
    base.executemany(f"INSERT INTO figures VALUES ({marks})", made)  # noqa: S608


def _figure_row(
    n: int, each: Figure, codes: "_Numbers", labels: "_Numbers", report: int, file: str
) -> tuple[object, ...]:
    scope = LIBRARY if each.library else AREA if each.area else SYSTEM
    value = plain_text(each.value)
    words = (labels.of(each.row_label), labels.of(each.column_label))
    place = each.place.encode("utf-8", "replace").decode("utf-8")  # as it stands in the CSV files
    where = (each.observation.removeprefix(f"{each.report}:"), place.removeprefix(f"{file}#"))
    return (
        codes.of(each.indicator),
        scope,
        report,
        n,
        each.library,
        each.area,
        each.year,
        value,
        each.decimals,
        each.unit,
        each.status.value,
        *each.spot,
        *words,
        each.depth,
        each.raw,
        *where,
    )


class Words:
    """The numbers of codes and labels in an archive."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.codes = _Numbers(base, "indicators", "code")
        self.labels = _Numbers(base, "labels", "label")


class _Numbers:
    """Numbers for texts that repeat, kept in a table of their own."""

    def __init__(self, base: sqlite3.Connection, table: str, column: str) -> None:
        self._known: dict[str, int] = dict(base.execute(f"SELECT {column}, number FROM {table}"))  # noqa: S608 - our own names
        self._insert = f"INSERT INTO {table} ({column}) VALUES (?)"  # noqa: S608
        self._base = base

    def of(self, text: str) -> int:
        if text not in self._known:
            self._known[text] = self._base.execute(self._insert, (text,)).lastrowid or 0
        return self._known[text]


def refresh_findings(out: Path, new: Path) -> None:
    """Write the archive of ``out`` with the findings in ``new`` into that folder.

    Nothing where there is no archive of this form. Raises CalledWrongly where it is damaged.
    """
    verify(out, ARCHIVE)
    if not (out / ARCHIVE).is_file():
        return
    carry_copy(out / ARCHIVE, new / ARCHIVE)
    try:
        with closing(sqlite3.connect(new / ARCHIVE)) as base, base:
            if form_of(base) == FORM:
                take_table(base, new, "findings")
    except sqlite3.DatabaseError as error:
        raise CalledWrongly("dataset_damaged", path=out / ARCHIVE, out=out) from error
