"""What the reports that come in are to those that are there, and the versions that stay known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from extractor.dataset.rows import Named
from extractor.model import Report
from extractor.model.arrival import Arrival
from extractor.model.records import EditionRow, Read, ReportRow, Stand

Figures = Mapping[str, object]


def without_duplicates(
    reports: Sequence[Report], rows: Iterable[ReportRow]
) -> tuple[list[Report], list[Arrival]]:
    """The reports to take in, and those whose very content is there under another file name, for
    the same district and year.
    """
    files: dict[tuple[str, str, int | None], dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.status != Read.FAILED:
            files[row.sha256, row.district, row.year].setdefault(row.file, row.report)
    taken, duplicates = list[Report](), list[Arrival]()
    for each in sorted(reports, key=lambda each: (each.document.file, each.report)):
        there = files[each.document.sha256, each.district, each.year]
        file = each.document.file
        if there and file not in there:
            other = next(iter(there))
            duplicates.append(
                Arrival(there[other], file, "duplicate", other, sha256=each.document.sha256)
            )
        else:
            there[file] = each.report
            taken.append(each)
    return taken, duplicates


def arrival_of(named: Named, earlier: Mapping[str, ReportRow], changed: int | None) -> Arrival:
    """What a report that was taken in is. ``earlier`` are the rows of the reports that were
    there, by id.
    """
    document, before = named.report.document, earlier.get(named.name)
    if before is not None:
        what = "same" if before.sha256 == document.sha256 else "replaced"
        return Arrival(named.name, document.file, what, before.file, changed)
    about = (named.report.district, named.report.year)
    rival = next(
        (name for name, row in earlier.items() if all(about) and (row.district, row.year) == about),
        "",
    )
    return Arrival(named.name, document.file, "rival" if rival else "added", rival)


def changed_figures(before: Figures, after: Figures) -> int:
    """How many figures of two versions differ, by their ids: other values, new ones, ones that
    are gone.
    """
    return sum(before.get(each) != after.get(each) for each in before.keys() | after.keys())


def edition_rows(
    past: Iterable[EditionRow], reports: Mapping[str, ReportRow], arrivals: Iterable[Arrival]
) -> list[EditionRow]:
    """Rows of ``editions.csv``: those of the past with what has become of them, and the new
    ones, whose ``reports`` these are by id.
    """
    rows: dict[str, list[EditionRow]] = defaultdict(list)
    for row in past:
        rows[row.report].append(row)
    for arrival in arrivals:
        versions = rows[arrival.report]
        if arrival.what == "duplicate":
            _add_duplicate(versions, arrival)
        elif arrival.what == "removed":
            _retire(versions, Stand.REMOVED)
        elif arrival.what != "same" or not versions:
            _retire(versions, Stand.SUPERSEDED)
            versions.append(_version(arrival, reports[arrival.report], len(versions) + 1))
    return [row for name in sorted(rows) for row in rows[name]]


def past_editions(editions: Sequence[EditionRow], reports: Iterable[ReportRow]) -> list[EditionRow]:
    """Versions known so far; a data set of before there were editions has the one that is there."""
    known = {row.report for row in editions}
    missed = [row for row in reports if row.status != Read.FAILED and row.report not in known]
    return [*editions, *map(_first_edition, missed)]


def _first_edition(row: ReportRow) -> EditionRow:
    return EditionRow(
        report=row.report,
        edition=1,
        file=row.file,
        sha256=row.sha256,
        district=row.district,
        year=row.year,
        observations=row.observations or 0,
        status=Stand.CURRENT,
        changed=None,
    )


def _retire(versions: list[EditionRow], stand: Stand) -> None:
    versions[:] = [
        replace(row, status=stand) if row.status == Stand.CURRENT else row for row in versions
    ]


def _version(arrival: Arrival, report: ReportRow, number: int) -> EditionRow:
    return EditionRow(
        report=arrival.report,
        edition=number,
        file=arrival.file,
        sha256=report.sha256,
        district=report.district,
        year=report.year,
        observations=report.observations or 0,
        status=Stand.CURRENT,
        changed=arrival.changed,
    )


def _add_duplicate(versions: list[EditionRow], arrival: Arrival) -> None:
    if any((row.file, row.sha256) == (arrival.file, arrival.sha256) for row in versions):
        return
    like = next((row for row in versions if row.sha256 == arrival.sha256), None)
    versions.append(
        EditionRow(
            report=arrival.report,
            edition=len(versions) + 1,
            file=arrival.file,
            sha256=arrival.sha256,
            district=like.district if like else "",
            year=like.year if like else None,
            observations=like.observations if like else 0,
            status=Stand.DUPLICATE,
            changed=None,
        )
    )
