"""``library_changes.csv``: what became of libraries from year to year, and the registries by
which the next report is told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path

from msgspec.structs import astuple

from extractor.dataset.earlier import earlier_records
from extractor.dataset.report_ids import library_id, replaced_reports
from extractor.dataset.rows import Named
from extractor.model import Chronicle, Library, Report, Roll
from extractor.model.records import Became, LibraryChangeRow, LibraryRow, RegistryRow, ReportRow

GONE = (Became.CLOSED, Became.MERGED)


def past_rolls(
    out: Path, read_now: Sequence[Report], key: Callable[[str], str] | None = None
) -> tuple[Roll, ...]:
    """The libraries that each report of the data set in ``out`` names, without those that had
    closed by then.

    Reports of which a newer version was ``read_now`` are left out: it is about to say anew what
    they say. A file of the same name that speaks of another year is no newer version. With ``key``,
    by which districts are one, only what is known of the districts that were ``read_now`` is given.
    """
    reports = list(earlier_records(out, ReportRow))
    replaced = replaced_reports(read_now, reports)
    if key is not None:
        near = {key(each.district) for each in read_now if each.district}
        is_near = {name: key(name) in near for name in {row.district for row in reports} - {""}}
        reports = [row for row in reports if is_near.get(row.district)]
    libraries = {row.library: row for row in earlier_records(out, LibraryRow)} if reports else {}
    named: dict[str, list[RegistryRow]] = defaultdict(list)
    for row in earlier_records(out, RegistryRow, {row.report for row in reports}):
        named[row.report].append(row)
    last_years = _last_years(earlier_records(out, LibraryChangeRow))
    return tuple(
        Roll(
            report.district,
            report.year,
            tuple(
                _library(then, libraries[then.library])
                for then in named[report.report]
                if then.library in libraries
                and last_years.get((report.district, then.library), report.year) >= report.year
            ),
        )
        for report in reports
        if report.year and report.district and report.report not in replaced
    )


def _last_years(changes: Iterable[LibraryChangeRow]) -> dict[tuple[str, str], int]:
    """District and library → the last year in which it stood."""
    return {(row.district, row.library): row.year - 1 for row in changes if row.change in GONE}


def _library(then: RegistryRow, now: LibraryRow) -> Library:
    """A library as a report called it; what the registry of a report does not keep is as it was
    said last.
    """
    return Library(
        then.library,
        then.name,
        now.district,
        then.number,
        now.kind,
        then.settlement,
        now.address,
        now.aliases,
    )


def change_rows(
    earlier: Iterable[LibraryChangeRow],
    chronicle: Chronicle,
    named: Sequence[Named],
    reports: Iterable[ReportRow],
    libraries: Set[str],
) -> list[LibraryChangeRow]:
    """Rows of the file: those told now, and of the earlier ones those of districts and years that
    have a report still, among ``reports`` or ``named``.

    ``libraries`` are the ids of the data set: of one that no report names any more nothing is left
    to say.
    """
    there = {(row.district, row.year) for row in reports}
    there |= {(each.report.district, each.report.year) for each in named}
    kept = there - set(chronicle.told)
    ids = {own: name for each in named for own, name in each.libraries.items()}
    rows = [row for row in earlier if (row.district, row.year) in kept]
    for change in chronicle.changes:
        became = Became(change.what)
        after = _id_in(ids, change.after) if became == Became.MERGED else change.after
        library = _id_in(ids, change.library)
        rows.append(
            LibraryChangeRow(change.year, change.district, library, became, change.before, after)
        )
    found = [row for row in rows if row.library in libraries]
    return sorted(found, key=lambda row: tuple(map(str, astuple(row))))


def _id_in(ids: Mapping[str, str], own: str) -> str:
    return ids.get(own, library_id(own))
