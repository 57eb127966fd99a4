"""The data set as a whole: what stays of it, what is new, written, checked and put into place."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from extractor.dataset.archive import ARCHIVE, known_pieces, write_archive
from extractor.dataset.arrivals import Earlier, arrivals_of, duplicates_of
from extractor.dataset.attention import failure_of, report_rows
from extractor.dataset.columns import Row, cells_of
from extractor.dataset.csv_segments import Piece, by_report, csv_bytes, write_pieces
from extractor.dataset.datapackage import package_text
from extractor.dataset.decided import Obey, Undecided, as_read
from extractor.dataset.document_json import document_json, document_shape
from extractor.dataset.earlier import (
    BY_NAME,
    carry,
    carry_documents,
    earlier_records,
    require_dataset,
)
from extractor.dataset.editions import (
    edition_rows,
    past_editions,
    without_duplicates,
)
from extractor.dataset.faults import FAULTS, first_fault
from extractor.dataset.formats import BASIC, EXCEL_TWIN, check_forms, write_excel_twin, write_form
from extractor.dataset.library_changes import change_rows
from extractor.dataset.named_report import named_reports
from extractor.dataset.report_ids import Registry, name_failures, name_reports
from extractor.dataset.rows import (
    Named,
    cell_rows,
    failure_row,
    mention_rows,
    observation_rows,
    registry_rows,
    report_row,
    section_rows,
    table_rows,
)
from extractor.dataset.swap import held, new_version
from extractor.dataset.validate import check_document, check_rows
from extractor.memory import unsearched
from extractor.model import Chronicle, Decision, Observation, Report
from extractor.model.arrival import Arrival
from extractor.model.files import FILES
from extractor.model.published import PublishedDocument
from extractor.model.records import (
    EditionRow,
    Failure,
    LibraryChangeRow,
    LibraryRow,
    Read,
    RegistryRow,
    ReportRow,
)
from extractor.options import PublishOptions

Records = dict[str, list[Any]]
DOCUMENT_KEYS = PublishedDocument.__struct_fields__
NAMES = frozenset(
    f"{file.name}{ending}" for file in FILES for ending in (".csv", EXCEL_TWIN, ".parquet")
)
OURS = NAMES | {
    ARCHIVE,
    "datapackage.json",
    "documents",
    "findings.json",
    "svod.duckdb",
    "svod.sqlite",
    "svod.xlsx",
}
NOTHING_TOLD = Chronicle()
# files that speak of the data set as a whole
WHOLE = ("reports", "libraries", "editions", "library_changes", "decisions")


def publish_dataset(
    reports: Sequence[Report],
    failures: Sequence[Failure],
    out: Path,
    options: PublishOptions,
    chronicle: Chronicle = NOTHING_TOLD,
    obey: Obey = as_read,
) -> tuple[Arrival, ...]:
    """Write the data set into ``out``: the reports just read take the place of their earlier
    versions, all others stay.

    Answers what each report that came in is to the data set: new, a later version, a duplicate.
    Files that could not be read become rows of ``reports.csv`` with the status «failed». The CSV
    files are the data set itself and are always written; ``options.formats`` adds the JSON of whole
    documents and other forms. ``obey`` turns figures as they were read into figures as people
    decided; documents stay as printed. The same input gives the same bytes.

    Raises CalledWrongly for an unknown format or an ``out`` that cannot be written, InvalidDataset
    where the result does not satisfy its own description; ``out`` is then as it was.
    """
    check_forms(options.formats)
    with unsearched(), new_version(out, OURS, package_text) as new:
        return _write_sound(reports, failures, out, new, options, chronicle, obey)


def remove_reports(names: Sequence[str], out: Path, options: PublishOptions) -> tuple[Arrival, ...]:
    """Take reports out of the data set, named by id or file; that they were there stays known in
    ``editions.csv``.

    Raises CalledWrongly where there is no data set, and for a name that none or several have.
    """
    with held(out):
        require_dataset(out)
        rows = tuple(earlier_records(out, ReportRow))
        removed = tuple(
            Arrival(row.report, row.file, "removed") for row in named_reports(names, rows)
        )
        with new_version(out, OURS, package_text) as new:
            return _write((), (), out, new, options, removed)


def _write_sound(
    reports: Sequence[Report],
    failures: Sequence[Failure],
    out: Path,
    new: Path,
    options: PublishOptions,
    chronicle: Chronicle,
    obey: Obey,
) -> tuple[Arrival, ...]:
    """Write what can be written: a report whose data cannot be becomes a failure of its own.

    Raises InvalidDataset and the like only where no single report is at fault.
    """
    sound, failed, refused = list(reports), list(failures), list[Arrival]()

    def write(some: Sequence[Report]) -> tuple[Arrival, ...]:
        _empty(new)
        return _write(some, failed, out, new, options, chronicle=chronicle, obey=obey)

    while True:
        try:
            return (*write(sound), *refused)
        except FAULTS as error:
            at = first_fault(sound, write)
            if at is None:
                raise
            document = sound.pop(at).document
            about = (document.file, document.sha256, document.format)
            failed.append(failure_of(*about, error, options.lang))
            refused.append(Arrival("", document.file, "refused", str(error)))


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _write(
    reports: Sequence[Report],
    failures: Sequence[Failure],
    out: Path,
    new: Path,
    options: PublishOptions,
    removed: tuple[Arrival, ...] = (),
    chronicle: Chronicle = NOTHING_TOLD,
    obey: Obey = as_read,
) -> tuple[Arrival, ...]:
    there = Path(os.devnull) if options.fresh else out
    before = list(earlier_records(there, ReportRow))
    taken, duplicates = without_duplicates(reports, before)
    staying = _staying(before, reports, failures, removed)
    kept = {row.report for row in staying}
    named, registry = _named(taken, staying, libraries_named_by(there, kept))
    failed = name_failures(failures, kept | {each.name for each in named})
    rows = _rows(named, failed)
    earlier = Earlier(there, known_pieces(there), frozenset(kept - {each.name for each in named}))
    arrivals = (
        *arrivals_of(named, staying, rows["observations"], earlier),
        *duplicates_of(duplicates, named),
        *removed,
    )
    rows["libraries"] = registry.rows()
    past = past_editions(list(earlier_records(there, EditionRow)), before)
    rows["editions"] = edition_rows(past, named, arrivals)
    libraries = {row.library for row in rows["libraries"]}
    told = earlier_records(there, LibraryChangeRow)
    rows["library_changes"] = change_rows(told, chronicle, named, staying, libraries)
    printed = _obey(rows, libraries, out, obey)
    cells = {file.name: cells_of(file, rows[file.name]) for file in FILES}
    check_rows(cells, libraries)
    judged = [*report_rows(named, staying, options.lang), *_failure_rows(failed)]
    cells["reports"] = cells_of(BY_NAME["reports"], sorted(judged, key=attrgetter("report")))
    write_tables(cells, rows["observations"], new, earlier, options)
    _write_others(named, printed, new, earlier, options)
    if earlier.kept and not named and not removed:
        _carry_findings(there, new)
    return arrivals


def _obey(rows: Records, libraries: Set[str], out: Path, obey: Obey) -> Sequence[Observation]:
    """Put the decided figures in the place of those that were read, which are given back."""
    printed, log = rows["observations"], list(earlier_records(out, Decision))
    about = (rows["reports"], rows["tables"], rows["mentions"])
    decided = obey(Undecided(*about, printed, libraries, log))
    rows["observations"], rows["decisions"] = list(decided.observations), list(decided.decisions)
    return printed


def _carry_findings(there: Path, new: Path) -> None:
    """Keep the findings: nothing that they speak of has changed."""
    if (there / "findings.json").is_file():
        carry(there / "findings.json", new / "findings.json")


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


def libraries_named_by(out: Path, kept: Set[str]) -> list[LibraryRow]:
    """The libraries that the reports in ``kept`` name; all where an older version did not note
    who names whom.
    """
    libraries = list(earlier_records(out, LibraryRow))
    noted = list(earlier_records(out, RegistryRow))
    named = {row.library for row in noted if row.report in kept}
    return [row for row in libraries if row.library in named] if noted else libraries


def _named(
    reports: Sequence[Report],
    staying: Sequence[ReportRow],
    libraries: Iterable[LibraryRow],
) -> tuple[list[Named], Registry]:
    """Reports under their ids, and the libraries of all; of two years' words on a library the
    later stand.
    """
    registry = Registry(libraries)
    named = name_reports(reports, staying)
    ids = {
        name: registry.add(each.libraries)
        for name, each in sorted(named, key=lambda pair: (pair[1].year or 0, pair[0]))
    }
    return [Named(name, each, ids[name]) for name, each in named], registry


def _rows(named: Sequence[Named], failed: Sequence[tuple[str, Failure]]) -> Records:
    return {
        "reports": [*map(report_row, named), *_failure_rows(failed)],
        "sections": _all(section_rows, named),
        "tables": _all(table_rows, named),
        "cells": _all(cell_rows, named),
        "observations": _all(observation_rows, named),
        "mentions": _all(mention_rows, named),
        "findings": [],
        "registries": _all(registry_rows, named),
    }


def _failure_rows(failed: Sequence[tuple[str, Failure]]) -> list[ReportRow]:
    return [failure_row(*pair) for pair in failed]


def _all(rows_of: Callable[[Named], Iterator[Any]], named: Sequence[Named]) -> list[Any]:
    return list(chain.from_iterable(map(rows_of, named)))


def write_tables(
    cells: Mapping[str, list[Row]],
    observations: Iterable[Observation],
    new: Path,
    earlier: Earlier,
    options: PublishOptions,
) -> None:
    pieces: dict[str, list[Piece]] = {}
    for file in FILES:
        whole = file.name in WHOLE
        known, kept = (
            ((), frozenset[str]()) if whole else (earlier.pieces.get(file.name), earlier.kept)
        )
        rows = cells[file.name]
        made = {"": csv_bytes(rows)} if whole else by_report(file, rows)
        pieces[file.name] = write_pieces(
            new / f"{file.name}.csv", file, earlier.out, known, kept, made
        )
        if options.excel:
            write_excel_twin(new / f"{file.name}.csv", file)
    ordered = sorted(observations, key=attrgetter("report"))
    write_archive(earlier.out, new, pieces, earlier.kept, ordered)
    for name in options.formats:
        if name not in BASIC:
            write_form(name, new)


def _write_others(
    named: Sequence[Named],
    observations: Sequence[Observation],
    new: Path,
    earlier: Earlier,
    options: PublishOptions,
) -> None:
    """Documents whole: those just read, and those of the reports that stay."""
    if "json" in options.formats:
        _write_documents(named, observations, new / "documents")
    carry_documents(earlier.out, new, earlier.kept)


def _write_documents(
    named: Sequence[Named], observations: Sequence[Observation], folder: Path
) -> None:
    """One JSON file a report; ``observations`` are those of all, in the order of ``named``."""
    folder.mkdir()
    start = 0
    for each in named:
        end = start + len(each.report.observations)
        shape = document_shape(each, observations[start:end])
        check_document(shape, DOCUMENT_KEYS, len(each.report.document.blocks))
        (folder / f"{each.name}.json").write_bytes(document_json(shape))
        start = end
