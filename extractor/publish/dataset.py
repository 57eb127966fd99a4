"""The data set as a whole: what stays of it, what is new, written, checked and put into place."""

import csv
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import chain
from operator import itemgetter
from pathlib import Path

from extractor.model import Report
from extractor.model.published import PublishedDocument
from extractor.model.records import FILES, Failure
from extractor.options import PublishOptions
from extractor.publish.document import document_json, document_shape
from extractor.publish.formats import BASIC, EXCEL_TWIN, check_forms, write_excel_twin, write_form
from extractor.publish.install import new_version
from extractor.publish.merge import carry, carry_documents, earlier_lines, staying_rows
from extractor.publish.naming import Registry, name_failures, name_reports
from extractor.publish.package import columns_of, package_text
from extractor.publish.rows import (
    Named,
    Row,
    cell_rows,
    failure_row,
    mention_rows,
    observation_rows,
    report_row,
    section_rows,
    table_rows,
)
from extractor.publish.valid import check_document, check_rows

Rows = dict[str, list[Row]]
DOCUMENT_KEYS = tuple(each.name for each in fields(PublishedDocument))
NAMES = frozenset(f"{file.name}{ending}" for file in FILES for ending in (".csv", EXCEL_TWIN, ".parquet"))
OURS = NAMES | {"datapackage.json", "documents", "findings.json", "svod.sqlite", "svod.xlsx"}


def publish_dataset(reports: Sequence[Report], failures: Sequence[Failure], out: Path, options: PublishOptions) -> None:
    """Write the data set into ``out``: the reports just read take the place of their earlier versions, all others stay.

    Files that could not be read become rows of ``reports.csv`` with the status «failed». The CSV files are the data set
    itself and are always written; ``options.formats`` adds the JSON of whole documents and other forms. The same input gives
    the same bytes. Raises CalledWrongly for an unknown format or an ``out`` that cannot be written, InvalidDataset where the
    result does not satisfy its own description; ``out`` is then as it was.
    """
    check_forms(options.formats)
    with new_version(out, OURS) as new:
        _write(reports, failures, out, new, options)


def _write(reports: Sequence[Report], failures: Sequence[Failure], out: Path, new: Path, options: PublishOptions) -> None:
    lines = [] if options.fresh else earlier_lines(out, "reports")
    read_now = {each.document.file for each in reports} | {each.file for each in failures}
    staying = [line for line in lines if line["status"] != "failed" or line["file"] not in read_now]
    named, registry = _named(reports, staying, [] if options.fresh else earlier_lines(out, "libraries"))
    failed = name_failures(failures, {line["report"] for line in staying} | {each.name for each in named})
    rows = _rows(named, failed)
    rows["libraries"] = [*registry.rows()]
    check_rows(rows, {str(row[0]) for row in rows["libraries"]})
    kept = {line["report"] for line in staying} - {each.name for each in named}
    _write_tables(rows, out, new, kept, options)
    if "json" in options.formats:
        _write_documents(named, rows["observations"], new / "documents")
    carry_documents(out, new, kept)
    if kept and not named and (out / "findings.json").is_file():
        carry(out / "findings.json", new / "findings.json")


def _named(
    reports: Sequence[Report], staying: Sequence[Mapping[str, str]], libraries: Iterable[Mapping[str, str]]
) -> tuple[list[Named], Registry]:
    """Reports under their ids, and the libraries of all; of two years' words on a library the later stand."""
    registry = Registry(libraries)
    named = name_reports(reports, staying)
    ids = {name: registry.add(each.libraries) for name, each in sorted(named, key=lambda pair: (pair[1].year or 0, pair[0]))}
    return [Named(name, each, ids[name]) for name, each in named], registry


def _rows(named: Sequence[Named], failed: Sequence[tuple[str, Failure]]) -> Rows:
    about = [*map(report_row, named), *(failure_row(*each) for each in failed)]
    return {
        "reports": sorted(about, key=itemgetter(0)),
        "sections": _all(section_rows, named),
        "tables": _all(table_rows, named),
        "cells": _all(cell_rows, named),
        "observations": _all(observation_rows, named),
        "mentions": _all(mention_rows, named),
        "findings": [],
    }


def _all(rows_of: Callable[[Named], Iterator[Row]], named: Sequence[Named]) -> list[Row]:
    return list(chain.from_iterable(map(rows_of, named)))


def _write_tables(rows: Rows, out: Path, new: Path, kept: set[str], options: PublishOptions) -> None:
    for file in FILES:
        new_rows: Iterable[Row] = rows[file.name]
        if kept and file.name != "libraries":
            report = itemgetter(columns_of(file).index("report"))
            new_rows = heapq.merge(staying_rows(out, file, kept), new_rows, key=report)
        _write_csv(new / f"{file.name}.csv", columns_of(file), new_rows)
        if options.excel:
            write_excel_twin(new / f"{file.name}.csv", file)
    (new / "datapackage.json").write_text(package_text(), encoding="utf-8", newline="\n")
    for name in options.formats:
        if name not in BASIC:
            write_form(name, new)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _write_documents(named: Sequence[Named], observations: Sequence[Row], folder: Path) -> None:
    """One JSON file a report; ``observations`` are the rows of all, in the order of ``named``."""
    folder.mkdir()
    start = 0
    for each in named:
        end = start + len(each.report.observations)
        shape = document_shape(each, observations[start:end])
        check_document(shape, DOCUMENT_KEYS, len(each.report.document.blocks))
        (folder / f"{each.name}.json").write_bytes(document_json(shape))
        start = end
