"""What one report brings into the data set, made apart from all others, in any process: the lines
of its CSV files, its document, its coded figures.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from extractor.dataset.coded_figures import packed_figures
from extractor.dataset.columns import cells_of
from extractor.dataset.csv_segments import csv_bytes, header_bytes
from extractor.dataset.decided import Decided, Holds, Undecided
from extractor.dataset.disk import put_bytes
from extractor.dataset.document_json import document_json, document_shape
from extractor.dataset.earlier import BY_NAME
from extractor.dataset.faults import FAULTS
from extractor.dataset.manifest import seal_of_bytes
from extractor.dataset.parts import OF_ALL
from extractor.dataset.rows import (
    Named,
    cell_rows,
    mention_rows,
    observation_rows,
    registry_rows,
    report_row,
    section_rows,
    table_rows,
)
from extractor.dataset.validate import NamedLibrary, check_document, check_rows, libraries_named
from extractor.model import Observation, Report
from extractor.model.files import FILES
from extractor.model.manifest import Seal
from extractor.model.published import PublishedDocument
from extractor.model.records import ReportRow

DOCUMENT_KEYS = PublishedDocument.__struct_fields__
# files that speak of the data set as a whole
WHOLE = ("reports", "libraries", "editions", "library_changes", "decisions")
PARTS = tuple(file for file in FILES if file.name not in WHOLE)


class Coming(NamedTuple):
    """A report that comes in. ``head`` is what must be known of it while others are written; its
    contents may be left out. ``whole`` gives it with its contents.
    """

    head: Report
    whole: Callable[[], Report]


class Order(NamedTuple):
    """A report to be written: its id, the ids of its libraries in the data set, what else there
    is that decisions name, how they are followed, whether its document is wanted, and whether its
    figures are compared with those of an earlier version. ``folder``: where its files are written
    by who makes them and sees it; None where they are given back. ``figures``: where its coded
    figures are left for the index then.
    """

    name: str
    whole: Callable[[], Report]
    libraries: Mapping[str, str]
    others: frozenset[str]
    follow: Callable[[Undecided], Decided]
    document: bool
    is_later: bool = False
    folder: Path | None = None
    figures: Path | None = None


class Written(NamedTuple):
    """What a report brings: its row of ``reports.csv``, the lines of the other files, its document,
    its coded figures (packed), which decisions hold in it, and the libraries that it names besides
    those of its order. Where its files were written, ``seals`` are theirs by name, and of the lines
    only those are given that are looked at.
    """

    row: ReportRow
    lines: Mapping[str, bytes]
    document: bytes | None
    figures: bytes
    holds: Holds
    unlisted: frozenset[NamedLibrary]
    seals: Mapping[str, Seal] | None = None

    @property
    def name(self) -> str:
        """The id of the report."""
        return self.row.report


class Refused(NamedTuple):
    """A report that cannot be written, and why."""

    name: str
    error: Exception


Make = Callable[[Sequence[Order]], Iterator[Written | Refused]]


def make_here(orders: Sequence[Order]) -> Iterator[Written | Refused]:
    """What each report brings, in order, one after another in this process."""
    return map(attempt, orders)


def attempt(order: Order) -> Written | Refused:
    """What a report brings, or why that cannot be written."""
    try:
        return made(order)
    except FAULTS as error:
        return Refused(order.name, error)


def made(order: Order) -> Written:
    """What a report brings. Raises InvalidDataset where that does not satisfy its description."""
    named = Named(order.name, order.whole(), order.libraries)
    records = _records(named)
    printed: Sequence[Observation] = records["observations"]
    known = frozenset(order.libraries.values()) | order.others
    about = (records["reports"], records["tables"], records["mentions"])
    decided = order.follow(Undecided(*about, printed, known))
    records["observations"] = decided.observations
    cells = {file.name: cells_of(file, records.get(file.name, ())) for file in FILES}
    check_rows(cells)
    written = Written(
        records["reports"][0],
        {file.name: csv_bytes(cells[file.name]) for file in PARTS},
        _document(named, printed) if order.document else None,
        packed_figures(decided.observations),
        decided.holds,
        frozenset(one for one in libraries_named(cells) if one.library not in known),
    )
    return written if order.folder is None else _put(written, order.folder, order)


def part_files(written: Written) -> dict[str, bytes]:
    """The files of a report's part of an archive, by name."""
    lines = {name: each for name, each in written.lines.items() if name not in OF_ALL}
    files = {f"{name}.csv": header_bytes(BY_NAME[name]) + lines[name] for name in lines}
    document = {} if written.document is None else {document_name(written.name): written.document}
    return files | document


def document_name(report: str) -> str:
    """Where the document of a report stands in its data set."""
    return f"documents/{report}.json"


def _put(written: Written, folder: Path, order: Order) -> Written:
    """Write the files of a report; where that cannot be done, they are given back."""
    seals = {}
    try:
        place = folder / written.name
        (place / "documents").mkdir(parents=folder.is_dir(), exist_ok=True)
        for name, content in part_files(written).items():
            put_bytes(place / name, content)
            seals[name] = seal_of_bytes(content)
    except OSError:  # another machine's folder, or a full disk: who writes the data set tells it
        return written
    if order.figures is not None:
        with suppress(OSError):  # not seen from here, or full: they are read from the files then
            (order.figures / written.name).write_bytes(written.figures)
    looked_at = ("registries", "observations") if order.is_later else ("registries",)
    lines = {name: written.lines[name] for name in looked_at}
    return written._replace(lines=lines, document=None, figures=b"", seals=seals)


def _records(named: Named) -> dict[str, Sequence[Any]]:
    made_by: dict[str, Callable[[Named], Iterable[Any]]] = {
        "sections": section_rows,
        "tables": table_rows,
        "cells": cell_rows,
        "observations": observation_rows,
        "mentions": mention_rows,
        "registries": registry_rows,
    }
    records = {name: list(rows_of(named)) for name, rows_of in made_by.items()}
    return {"reports": [report_row(named)], **records}


def _document(named: Named, observations: Sequence[Observation]) -> bytes:
    shape = document_shape(named, observations)
    check_document(shape, DOCUMENT_KEYS, len(named.report.document.blocks))
    return document_json(shape)
