"""What ``svod compare`` works on, read from the archive, or from the CSV files where the archive
is older than they are.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from extractor.dataset.archive import FORM, form_of
from extractor.dataset.branch_sums import Summing, branch_sums
from extractor.dataset.coded_figures import figures_of
from extractor.dataset.earlier import earlier_records, require_dataset
from extractor.dataset.index import archive_of
from extractor.dataset.indexed_rows import ARCHIVE
from extractor.dataset.manifest import verify
from extractor.dataset.parts import is_parted
from extractor.dataset.read import libraries_of
from extractor.model import Change, Observation, Status
from extractor.model.comparison import BranchSum, Edition, Figure, Panel
from extractor.model.records import LibraryChangeRow, Read, ReportRow

SOURCES = ("observations.csv", "reports.csv")
QUERY = """
SELECT indicator, report, library, area, year, value, decimals, unit, status,
       "table", "row", "column", row_label, column_label, depth, raw, spot, place FROM figures f
WHERE indicator IN ({marks}) {branches} {needed} {order}
"""
# A figure of a library counts for its district only where the report gives none for the whole
# system.
NO_BRANCHES = """
AND (scope <> 1 OR NOT EXISTS (
  SELECT 1 FROM figures s
  WHERE s.indicator = f.indicator AND s.scope = 0 AND s.report = f.report AND s.year = f.year
    AND s.value IS NOT NULL
))
"""
# Reports that came in one after another have their numbers by that.
BY_REPORT = """
ORDER BY indicator, scope, (SELECT r.report FROM reports r WHERE r.number = f.report), n
"""
STATUSES = {each.value: each for each in Status}


def load_panel(
    out: Path,
    codes: Sequence[str] = (),
    libraries: bool = True,
    summing: Summing | None = None,
) -> Panel:
    """The figures of some indicators, or of all. Without ``libraries`` those of single libraries
    may be left out where the same report gives the whole system's, and their names are; with
    ``summing`` others may come as sums. Raises CalledWrongly where ``out`` holds no data set.
    """
    require_dataset(out)
    rows = list(earlier_records(out, ReportRow))
    editions = tuple(
        Edition(row.report, row.file, row.district, row.organisation, row.year)
        for row in rows
        if row.status != Read.FAILED
    )
    wanted = _Wanted(frozenset(codes), libraries, None if libraries else summing)
    figures, sums = _figures(out, editions, wanted)
    changes = tuple(
        Change(row.year, row.library, row.change, row.before, row.after)
        for row in earlier_records(out, LibraryChangeRow)
    )
    failed = tuple(row.file for row in rows if row.status == Read.FAILED)
    names = {each.library: each for each in libraries_of(out)} if libraries else {}
    return Panel(editions, figures, names, changes, failed, sums)


class _Wanted(NamedTuple):
    """What is asked for, as :func:`load_panel` says."""

    codes: frozenset[str]
    libraries: bool
    summing: Summing | None


def _figures(
    out: Path, editions: Sequence[Edition], wanted: _Wanted
) -> tuple[tuple[Figure, ...], tuple[BranchSum, ...]]:
    verify(out, ARCHIVE)
    there = {each.report for each in editions}
    if is_fresh(out):
        with suppress(sqlite3.DatabaseError), archive_of(out) as base:
            if form_of(base) == FORM:
                order = BY_REPORT if is_parted(out) else ""
                return _stored(base, editions, wanted, order)
    rows = earlier_records(out, Observation)
    named = (row for row in rows if not wanted.codes or row.indicator in wanted.codes)
    return tuple(one for one in figures_of(named) if one.report in there), ()


def is_fresh(out: Path) -> bool:
    """Whether the archive was written after the CSV files from which it was made; a file that a
    person changed is newer. In an archive in parts it follows the manifest.
    """
    if is_parted(out):
        return True
    archive = out / ARCHIVE
    made = archive.stat().st_mtime_ns if archive.is_file() else 0
    return all(
        not (out / name).is_file() or (out / name).stat().st_mtime_ns <= made for name in SOURCES
    )


def _stored(
    base: sqlite3.Connection, editions: Sequence[Edition], wanted: _Wanted, order: str
) -> tuple[tuple[Figure, ...], tuple[BranchSum, ...]]:
    """Figures of the archive, and sums of others."""
    known = dict(base.execute("SELECT number, code FROM indicators"))
    asked = {
        number: code for number, code in known.items() if not wanted.codes or code in wanted.codes
    }
    branches = "" if wanted.libraries else NO_BRANCHES
    sums: tuple[BranchSum, ...] = ()
    needed = ""
    if wanted.summing is not None:
        sums, needed = branch_sums(base, asked, editions, wanted.summing, branches)
    marks = ",".join("?" * len(asked))
    query = QUERY.format(marks=marks, branches=branches, needed=needed, order=order)
    found = _in_words(base, base.execute(query, tuple(asked)), asked)
    there = {each.report for each in editions}
    return tuple(figure for figure in found if figure.report in there), sums


def _in_words(
    base: sqlite3.Connection, rows: Iterable[tuple[Any, ...]], known: Mapping[int, str]
) -> Iterator[Figure]:
    """Figures of rows. What repeats is looked up here rather than joined there: one string for all
    figures that share it.
    """
    labels = dict(base.execute("SELECT number, label FROM labels"))
    reports = {
        number: (report, file)
        for number, report, file in base.execute("SELECT number, report, file FROM reports")
    }
    for row in rows:
        code, number, library, area, year, value, decimals, unit, status, *printed = row
        table, line, column, row_label, column_label, depth, raw, spot, place = printed
        report, file = reports[number]
        yield Figure(
            f"{report}:{spot}",
            report,
            known[code],
            library,
            area,
            year,
            _exact(value),
            decimals,
            unit,
            STATUSES[status],
            (table, line, column),
            labels[row_label],
            labels[column_label],
            depth,
            raw,
            f"{file}#{place}",
        )


def _exact(value: float | None) -> Decimal | None:
    return (
        None if value is None else Decimal(value) if isinstance(value, int) else Decimal(str(value))
    )
