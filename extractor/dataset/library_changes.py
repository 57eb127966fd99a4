"""``library_changes.csv``: what became of libraries from year to year, and the registries by
which the next report is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import fields
from pathlib import Path

from extractor.dataset.earlier import earlier_lines
from extractor.dataset.report_ids import library_id
from extractor.dataset.rows import Named, Row
from extractor.model import Chronicle, Library, Roll
from extractor.model.records import Became, LibraryChangeRow

Line = Mapping[str, str]
COLUMNS = tuple(each.name for each in fields(LibraryChangeRow))
GONE = (Became.CLOSED, Became.MERGED)


def past_rolls(out: Path, read_now: Set[str]) -> tuple[Roll, ...]:
    """The libraries that each report of the data set in ``out`` names, without those that had
    closed by then.

    Files in ``read_now`` are left out: what they say is about to be said anew.
    """
    libraries = {line["library"]: line for line in earlier_lines(out, "libraries")}
    named: dict[str, list[Line]] = defaultdict(list)
    for line in earlier_lines(out, "registries"):
        named[line["report"]].append(line)
    gone = _gone(earlier_lines(out, "library_changes"))
    dated = [
        each
        for each in earlier_lines(out, "reports")
        if each["year"] and each["district"] and each["file"] not in read_now
    ]
    return tuple(
        Roll(
            each["district"],
            int(each["year"]),
            tuple(
                _library(line, libraries[line["library"]])
                for line in named[each["report"]]
                if line["library"] in libraries
                and gone.get((each["district"], line["library"]), each["year"]) >= each["year"]
            ),
        )
        for each in dated
    )


def about_of(named: Named) -> Line:
    """District and year of a new report, as in a row of ``reports.csv``."""
    return {"district": named.report.district, "year": str(named.report.year or "")}


def _gone(changes: Iterable[Line]) -> dict[tuple[str, str], str]:
    """District and library → the last year in which it stood."""
    return {
        (line["district"], line["library"]): str(int(line["year"]) - 1)
        for line in changes
        if line["change"] in GONE
    }


def _library(then: Line, now: Line) -> Library:
    """A library as a report called it; what the registry of a report does not keep is as it was
    said last.
    """
    aliases = tuple(each for each in now["aliases"].split(";") if each)
    return Library(
        then["library"],
        then["name"],
        now["district"],
        then["number"],
        now["kind"],
        then["settlement"],
        now["address"],
        aliases,
    )


def change_rows(
    earlier: Iterable[Line],
    chronicle: Chronicle,
    named: Sequence[Named],
    staying: Iterable[Line],
    libraries: Set[str],
) -> list[Row]:
    """Rows of the file: those told now, and of the earlier ones those of districts and years that
    have a report still.

    ``libraries`` are the ids of the data set: of one that no report names any more nothing is left
    to say.
    """
    there = {(line["district"], line["year"]) for line in staying}
    told = {(district, str(year)) for district, year in chronicle.told}
    kept = [line for line in earlier if (line["district"], line["year"]) in there - told]
    ids = {own: name for each in named for own, name in each.libraries.items()}
    rows: list[Row] = [(int(line["year"]), *(line[name] for name in COLUMNS[1:])) for line in kept]
    for each in chronicle.changes:
        after = _id_in(ids, each.after) if each.what == Became.MERGED else each.after
        rows.append(
            (each.year, each.district, _id_in(ids, each.library), each.what, each.before, after)
        )
    return sorted(
        (row for row in rows if row[2] in libraries), key=lambda row: tuple(map(str, row))
    )


def _id_in(ids: Mapping[str, str], own: str) -> str:
    return ids.get(own, library_id(own))
