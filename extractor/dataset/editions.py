"""What the reports that come in are to those that are there, and the versions that stay known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from extractor.dataset.rows import Named, Row
from extractor.model import Report
from extractor.model.arrival import Arrival
from extractor.model.records import EditionRow, Stand

Line = Mapping[str, str]
EDITION_COLUMNS = tuple(each.name for each in fields(EditionRow))
Figures = Mapping[str, object]


def without_duplicates(
    reports: Sequence[Report], lines: Iterable[Line]
) -> tuple[list[Report], list[Arrival]]:
    """The reports to take in, and those whose very content is there under another file name, for
    the same district and year.
    """
    files: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for line in lines:
        if line["status"] != "failed":
            files[line["sha256"], line["district"], line["year"]].setdefault(
                line["file"], line["report"]
            )
    taken, duplicates = list[Report](), list[Arrival]()
    for each in sorted(reports, key=lambda each: (each.document.file, each.report)):
        there = files[each.document.sha256, each.district, str(each.year or "")]
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


def arrival_of(named: Named, earlier: Mapping[str, Line], changed: int | None) -> Arrival:
    """What a report that was taken in is. ``earlier`` are the lines of the reports that were
    there, by id.
    """
    document, before = named.report.document, earlier.get(named.name)
    if before is not None:
        what = "same" if before["sha256"] == document.sha256 else "replaced"
        return Arrival(named.name, document.file, what, before["file"], changed)
    about = (named.report.district, str(named.report.year or ""))
    rival = next(
        (
            name
            for name, line in earlier.items()
            if all(about) and (line["district"], line["year"]) == about
        ),
        "",
    )
    return Arrival(named.name, document.file, "rival" if rival else "added", rival)


def changed_figures(before: Figures, after: Figures) -> int:
    """How many figures of two versions differ, by their ids: other values, new ones, ones that
    are gone.
    """
    return sum(before.get(each) != after.get(each) for each in before.keys() | after.keys())


def edition_rows(
    past: Iterable[Line], named: Sequence[Named], arrivals: Iterable[Arrival]
) -> list[Row]:
    """Rows of ``editions.csv``: those of the past with what has become of them, and the new
    ones.
    """
    rows: dict[str, list[list[object]]] = defaultdict(list)
    for line in past:
        rows[line["report"]].append(_typed(line))
    reports = {each.name: each.report for each in named}
    for each in arrivals:
        versions = rows[each.report]
        if each.what == "duplicate":
            _add_duplicate(versions, each)
        elif each.what == "removed":
            _retire(versions, Stand.REMOVED)
        elif each.what != "same" or not versions:
            _retire(versions, Stand.SUPERSEDED)
            versions.append(_version(each, reports[each.report], len(versions) + 1))
    return [tuple(row) for name in sorted(rows) for row in rows[name]]


def past_editions(editions: Sequence[Line], reports: Iterable[Line]) -> list[Line]:
    """Versions known so far; a data set of before there were editions has the one that is there."""
    known = {line["report"] for line in editions}
    first = {"edition": "1", "status": Stand.CURRENT.value, "changed": ""}
    missed = [
        line for line in reports if line["status"] != "failed" and line["report"] not in known
    ]
    return [
        *editions,
        *({name: {**line, **first}[name] for name in EDITION_COLUMNS} for line in missed),
    ]


def _typed(line: Line) -> list[object]:
    numbers = {
        name: int(line[name]) if line[name] else None
        for name in ("edition", "year", "observations", "changed")
    }
    return list({**line, **numbers}.values())


def _retire(versions: list[list[object]], stand: Stand) -> None:
    for row in versions:
        if row[7] == Stand.CURRENT:
            row[7] = stand.value


def _version(arrival: Arrival, report: Report, number: int) -> list[object]:
    about = (report.document.sha256, report.district, report.year, len(report.observations))
    return [arrival.report, number, arrival.file, *about, Stand.CURRENT.value, arrival.changed]


def _add_duplicate(versions: list[list[object]], arrival: Arrival) -> None:
    if not any(row[2] == arrival.file and row[3] == arrival.sha256 for row in versions):
        like = next((row[4:7] for row in versions if row[3] == arrival.sha256), ["", None, 0])
        versions.append(
            [
                arrival.report,
                len(versions) + 1,
                arrival.file,
                arrival.sha256,
                *like,
                Stand.DUPLICATE.value,
                None,
            ]
        )
