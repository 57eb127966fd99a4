"""What a data set is about to be: which reports come in under which ids, which stay."""

from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from extractor.dataset.archive import known_pieces
from extractor.dataset.arrivals import Earlier
from extractor.dataset.earlier import earlier_records, earlier_rows
from extractor.dataset.editions import without_duplicates
from extractor.dataset.library_homes import REGISTRIES, listed_libraries
from extractor.dataset.parts import is_parted
from extractor.dataset.report_ids import Registry, name_failures, name_reports
from extractor.dataset.rows import Named, failure_row
from extractor.model import Report
from extractor.model.arrival import Arrival
from extractor.model.records import Failure, LibraryRow, Read, ReportRow


class Version(NamedTuple):
    """What the data set is about to be: the reports that come in under their ids and those that
    stay, the files that could not be read, and the ``libraries`` of all.
    """

    before: Sequence[ReportRow]
    named: Sequence[Named]
    duplicates: Sequence[Arrival]
    staying: Sequence[ReportRow]
    failed: Sequence[ReportRow]
    registry: Sequence[LibraryRow]
    libraries: Set[str]
    earlier: Earlier


def next_version(
    heads: Sequence[Report],
    failures: Sequence[Failure],
    there: Path,
    removed: Iterable[Arrival],
) -> Version:
    """The version after the one in ``there``. Of the reports that come in, the contents may be left
    out.
    """
    before = list(earlier_records(there, ReportRow))
    taken, duplicates = without_duplicates(heads, before)
    staying = _staying(before, heads, failures, removed)
    kept = {row.report for row in staying}
    lost = {row.report for row in before} - kept
    named, registry = _named(taken, staying, libraries_named_by(there, kept, lost))
    names = {each.name for each in named}
    failed = [failure_row(*pair) for pair in name_failures(failures, kept | names)]
    stays = frozenset(kept - names)
    gone = frozenset(row.report for row in before) - stays
    earlier = Earlier(there, known_pieces(there), stays, gone)
    libraries = {row.library for row in registry}
    return Version(before, named, duplicates, staying, failed, registry, libraries, earlier)


def _staying(
    rows: Iterable[ReportRow],
    reports: Sequence[Report],
    failures: Sequence[Failure],
    removed: Iterable[Arrival],
) -> list[ReportRow]:
    """The reports that are there and neither removed nor, having failed before, read now."""
    gone = {each.report for each in removed}
    read_now = {each.document.file for each in reports} | {each.file for each in failures}
    return [
        row
        for row in rows
        if row.report not in gone and (row.status != Read.FAILED or row.file not in read_now)
    ]


def libraries_named_by(out: Path, kept: Set[str], lost: Set[str]) -> list[LibraryRow]:
    """The libraries that the reports in ``kept`` name; all where an older version did not note
    who names whom. ``lost`` are the other reports of the data set.
    """
    libraries = list(earlier_records(out, LibraryRow))
    if is_parted(out) and not any(earlier_rows(out, REGISTRIES, lost)):
        named = listed_libraries(out)
        return [row for row in libraries if row.library in named] if named else libraries
    noted = list(earlier_rows(out, REGISTRIES))
    named = {library for report, library, *_ in noted if report in kept}
    return [row for row in libraries if row.library in named] if noted else libraries


def _named(
    reports: Sequence[Report],
    staying: Sequence[ReportRow],
    libraries: Iterable[LibraryRow],
) -> tuple[list[Named], list[LibraryRow]]:
    """Reports under their ids, and the libraries of all; of two years' words on a library the
    later stand.
    """
    registry = Registry(libraries)
    named = name_reports(reports, staying)
    ids = {
        name: registry.add(each.libraries)
        for name, each in sorted(named, key=lambda pair: (pair[1].year or 0, pair[0]))
    }
    return [Named(name, each, ids[name]) for name, each in named], registry.rows()
