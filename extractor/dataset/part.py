"""A part of a data set, or all of it, written into another folder as a data set of its own."""

import json
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractor.dataset.archive import known_pieces
from extractor.dataset.arrivals import Earlier
from extractor.dataset.assembly import Assembly
from extractor.dataset.columns import cells_of
from extractor.dataset.datapackage import package_text
from extractor.dataset.earlier import (
    BY_NAME,
    carry_documents,
    earlier_records,
    is_dataset,
    require_dataset,
)
from extractor.dataset.formats import check_forms
from extractor.dataset.manifest import read_json
from extractor.dataset.next_version import libraries_named_by
from extractor.dataset.report_parts import WHOLE
from extractor.dataset.swap import held, new_version
from extractor.dataset.write import OURS
from extractor.errors import CalledWrongly
from extractor.memory import unsearched
from extractor.model import Decision
from extractor.model.records import EditionRow, LibraryChangeRow, LibraryRow, ReportRow
from extractor.options import PublishOptions

FINDINGS = "findings.json"


class Wanted(Struct, frozen=True):
    """Which reports: with these ids, of these districts and years; all where nothing is named."""

    reports: Set[str] = frozenset()
    districts: Set[str] = frozenset()
    years: Set[int] = frozenset()

    def takes(self, row: ReportRow) -> bool:
        """Whether a report is wanted."""
        return (
            (not self.reports or row.report in self.reports)
            and (not self.districts or row.district in self.districts)
            and (not self.years or row.year in self.years)
        )


def export_part(out: Path, target: Path, wanted: Wanted, options: PublishOptions) -> int:
    """Write the wanted reports of ``out`` into ``target``; return how many they are.

    What belongs to them goes along: cells, figures, libraries, findings, editions, decisions, and
    with «json» the documents. ``out`` stays as it is; an earlier export in ``target`` is replaced.
    Raises CalledWrongly where ``out`` holds no data set, where no report is wanted, and where
    ``target`` holds reports that ``out`` does not.
    """
    check_forms(options.formats)
    with held(out), unsearched():
        require_dataset(out)
        rows = list(earlier_records(out, ReportRow))
        chosen = [row for row in rows if wanted.takes(row)]
        if not chosen:
            raise CalledWrongly("export_nothing", path=out)
        _refuse_other(target, out, {row.report for row in rows})
        with new_version(target, OURS, package_text) as new:
            _write_part(out, new, chosen, options)
    return len(chosen)


def _refuse_other(target: Path, out: Path, there: Set[str]) -> None:
    """Raises CalledWrongly where ``target`` is ``out`` or holds reports of others."""
    if target.resolve() == out.resolve():
        raise CalledWrongly("export_same", path=target)
    if is_dataset(target):
        others = sorted({row.report for row in earlier_records(target, ReportRow)} - there)
        if others:
            raise CalledWrongly("export_other", path=target, reports=", ".join(others))


def _write_part(out: Path, new: Path, chosen: Sequence[ReportRow], options: PublishOptions) -> None:
    kept = frozenset(row.report for row in chosen)
    lost = {row.report for row in earlier_records(out, ReportRow)} - kept
    libraries = libraries_named_by(out, kept, lost)
    # of the files that speak of the whole; the others are copied
    records: dict[str, Sequence[Struct]] = {
        "reports": chosen,
        "libraries": libraries,
        "editions": [row for row in earlier_records(out, EditionRow) if row.report in kept],
        "library_changes": _changes(out, libraries),
        "decisions": _decisions(out, chosen),
    }
    cells = {name: cells_of(BY_NAME[name], records[name]) for name in WHOLE}
    with Assembly(new, Earlier(out, known_pieces(out), kept)) as assembly:
        assembly.finish(cells, options)
    if "json" in options.formats:
        carry_documents(out, new, kept)
    found = read_json(out, FINDINGS)
    if found:
        text = json.dumps(_of_reports(found, kept), ensure_ascii=False, indent=1)
        (new / FINDINGS).write_text(text + "\n", encoding="utf-8", newline="\n")


def _changes(out: Path, libraries: Sequence[LibraryRow]) -> list[LibraryChangeRow]:
    ids = {library.library for library in libraries}
    return [row for row in earlier_records(out, LibraryChangeRow) if row.library in ids]


def _decisions(out: Path, chosen: Sequence[ReportRow]) -> list[Decision]:
    """Return the decisions on these reports, and those that hold for every report."""
    districts = {"", *(row.district for row in chosen)}
    years = {"", *(str(row.year) for row in chosen)}
    decisions = ((row, dict(row.target)) for row in earlier_records(out, Decision))
    return [
        row
        for row, target in decisions
        if target.get("district", "") in districts and target.get("year", "") in years
    ]


def _of_reports(found: dict[str, Any], kept: Set[str]) -> dict[str, Any]:
    """Return the findings on these reports, and what was examined of them."""
    return {
        name: [row for row in rows if row.get("report") in kept] for name, rows in found.items()
    }
