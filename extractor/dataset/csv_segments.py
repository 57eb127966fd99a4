"""CSV files in pieces, one a report: what stays is copied by the byte, so that a large archive
takes in one report quickly.

The pieces of a file stand in the order of the reports' ids. Where they begin is kept in
``archive.sqlite``; a file whose size or header is not the one that was written then has been
touched by somebody else, and is read through instead.
"""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from extractor.dataset.columns import header_of, record_of
from extractor.dataset.earlier import BY_RECORD, Record, earlier_rows
from extractor.model.files import File

CHUNK = 1 << 24
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one report in a file: ``length`` bytes from ``start`` on."""

    report: str
    start: int
    length: int


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """Rows as CSV in UTF-8; half a character, which only a file's name can hold, becomes «?»."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def header_bytes(file: File) -> bytes:
    return csv_bytes([header_of(file)])


def by_report(file: File, rows: Iterable[Row]) -> dict[str, bytes]:
    """Rows in the order of their reports, as the bytes of each report's piece."""
    report = header_of(file).index("report")
    return {str(name): csv_bytes(group) for name, group in groupby(rows, key=itemgetter(report))}


def pieces_of(
    out: Path, file: File, known: Sequence[Piece] | None, reports: Set[str]
) -> Iterator[tuple[str, ...]]:
    """Rows of some reports, read without the rest of the file where their pieces are known."""
    report = header_of(file).index("report")
    if not reports:
        return
    if known is None:
        yield from (row for row in earlier_rows(out, file) if row[report] in reports)
        return
    with (out / f"{file.name}.csv").open("rb") as source:
        for each in known:
            if each.report in reports:
                source.seek(each.start)
                yield from map(
                    tuple,
                    csv.reader(io.StringIO(source.read(each.length).decode("utf-8"), newline="")),
                )


def bytes_of(out: Path, file: File, known: Sequence[Piece], report: str) -> bytes:
    """The bytes of one report in a file whose pieces are known, none where it has no rows there."""
    with (out / f"{file.name}.csv").open("rb") as source:
        found = []
        for piece in known:
            if piece.report == report:
                source.seek(piece.start)
                found.append(source.read(piece.length))
    return b"".join(found)


def records_of(
    out: Path, record: type[Record], known: Mapping[str, Sequence[Piece]], reports: Set[str]
) -> Iterator[Record]:
    """Rows of some reports as records; ``known`` are the pieces of each file."""
    file = BY_RECORD[record]
    return map(record_of(file), pieces_of(out, file, known.get(file.name), reports))


def write_pieces(
    target: Path,
    file: File,
    out: Path,
    known: Sequence[Piece] | None,
    kept: Set[str],
    new: Mapping[str, bytes],
) -> list[Piece]:
    """Write a file of the kept pieces of its earlier version in ``out`` and of the new ones;
    answers where each now stands.

    ``known`` are the earlier pieces, None where they are not known.
    """
    source = out / f"{file.name}.csv"
    with target.open("wb") as written:
        written.write(header_bytes(file))
        if known is None or not source.is_file():
            return list(_written(written, [*_parsed(out, file, kept), *new.items()], None))
        with source.open("rb") as earlier:
            old: list[tuple[str, bytes | Piece]] = [
                (each.report, each) for each in known if each.report in kept
            ]
            return list(_written(written, [*old, *new.items()], earlier))


def _parsed(out: Path, file: File, kept: Set[str]) -> Iterator[tuple[str, bytes | Piece]]:
    """The kept pieces of a file about which nothing is known: rows of one report stand together,
    but perhaps not in order.
    """
    if not kept:
        return
    report = header_of(file).index("report")
    rows = sorted(
        (row for row in earlier_rows(out, file) if row[report] in kept), key=itemgetter(report)
    )
    yield from by_report(file, rows).items()


def _written(
    target: BinaryIO, pieces: Iterable[tuple[str, bytes | Piece]], source: BinaryIO | None
) -> Iterator[Piece]:
    at = target.tell()
    run: Piece | None = None  # kept pieces that follow each other are copied at once
    for report, each in sorted(pieces, key=itemgetter(0)):
        length = each.length if isinstance(each, Piece) else len(each)
        if isinstance(each, Piece) and run is not None and run.start + run.length == each.start:
            run = Piece("", run.start, run.length + each.length)
        else:
            _copy(source, target, run)
            run = each if isinstance(each, Piece) else None
            if not isinstance(each, Piece):
                target.write(each)
        yield Piece(report, at, length)
        at += length
    _copy(source, target, run)


def _copy(source: BinaryIO | None, target: BinaryIO, piece: Piece | None) -> None:
    """Append a range of another file, inside the system's kernel where it can."""
    if source is None or piece is None:
        return
    target.flush()
    left, at = piece.length, piece.start
    while left:
        done = _copied_in_kernel(source, target, at, left)
        if not done:
            source.seek(at)
            done = target.write(source.read(min(left, CHUNK)))
            target.flush()
        if not done:
            raise OSError("cut short")
        left, at = left - done, at + done


def _copied_in_kernel(source: BinaryIO, target: BinaryIO, at: int, count: int) -> int:
    copy = getattr(os, "copy_file_range", None)
    try:
        return int(copy(source.fileno(), target.fileno(), count, at)) if copy else 0
    except OSError:
        return 0
