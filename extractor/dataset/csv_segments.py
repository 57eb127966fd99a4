"""CSV files in pieces, one a report: what stays is copied by the byte, so that a large archive
takes in one report quickly.

The pieces of a file stand in the order of the reports' ids. Where they begin is kept in
``archive.sqlite``; a file whose size or header is not the one that was written then has been
touched by somebody else, and is read through instead.
"""

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from extractor.dataset.bulk_records import records_of_rows
from extractor.dataset.columns import header_of
from extractor.dataset.earlier import BY_RECORD, Record, earlier_rows
from extractor.dataset.manifest import verify
from extractor.dataset.parts import OF_ALL, home_of, is_parted
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
        yield from (row for row in earlier_rows(out, file, reports) if row[report] in reports)
        return
    with (out / f"{file.name}.csv").open("rb") as source:
        for each in known:
            if each.report in reports:
                source.seek(each.start)
                yield from _rows_in(source.read(each.length))


def _rows_in(content: bytes) -> Iterator[tuple[str, ...]]:
    return map(tuple, csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def lines_of(home: Path, file: File) -> bytes:
    """The lines below the header of the file of a part, none where there is no such file."""
    path, header = home / f"{file.name}.csv", header_bytes(file)
    verify(home, path.name, whole=True)
    content = path.read_bytes() if path.is_file() else header
    is_as_now = content.startswith(header)
    return content[len(header) :] if is_as_now else csv_bytes(earlier_rows(home, file))


def bytes_of(out: Path, file: File, known: Sequence[Piece], report: str) -> bytes:
    """The bytes of one report in a file whose pieces are known, none where it has no rows there;
    in an archive in parts nothing need be known.
    """
    if is_parted(out):
        return lines_of(home_of(out, report), file)
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
    return records_of_rows(file, pieces_of(out, file, known.get(file.name), reports))


def records_in(content: bytes, record: type[Record]) -> Iterator[Record]:
    """Rows of a piece as records."""
    return records_of_rows(BY_RECORD[record], _rows_in(content))


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
    with closing(PieceWriter(target, file, out, known, kept)) as writer:
        for report in sorted(new):
            writer.add(report, new[report])
        return writer.rest()


class PieceWriter:
    """A file written piece by piece in the order of reports: new pieces as they come, between them
    the kept ones of the earlier version in ``out``, of which ``known`` and ``kept`` are as in
    :func:`write_pieces`.
    """

    def __init__(
        self,
        target: Path,
        file: File,
        out: Path,
        known: Sequence[Piece] | None,
        kept: Set[str],
    ) -> None:
        source = out / f"{file.name}.csv"
        self.pieces: list[Piece] = []
        self._source: BinaryIO | None = None
        old: Iterable[tuple[str, bytes | Piece]] = ()
        if is_parted(out) and file.name not in OF_ALL:
            lines = ((name, lines_of(home_of(out, name), file)) for name in sorted(kept))
            old = (piece for piece in lines if piece[1])
        elif known is None or not source.is_file():
            old = _parsed(out, file, kept)
        else:
            self._source = source.open("rb")
            own = ((each.report, each) for each in known if each.report in kept)
            old = sorted(own, key=itemgetter(0))
        self._old = iter(old)
        self._next = next(self._old, None)
        self._target = target.open("wb")
        self._at = self._target.write(header_bytes(file))
        self._run: Piece | None = None  # kept pieces that follow each other are copied at once

    def add(self, report: str, content: bytes) -> None:
        """Write the new piece of a report, which comes after all those that were added."""
        self._keep_until(lambda name: name <= report)
        self._put(report, content)

    def rest(self) -> list[Piece]:
        """Write what is still kept; answers where each piece stands."""
        self._keep_until(lambda _: True)
        self._copy_run()
        return self.pieces

    def close(self) -> None:
        """Close the files."""
        self._target.close()
        if self._source is not None:
            self._source.close()

    def _keep_until(self, is_before: Callable[[str], bool]) -> None:
        while self._next is not None and is_before(self._next[0]):
            self._keep(*self._next)
            self._next = next(self._old, None)

    def _keep(self, report: str, piece: bytes | Piece) -> None:
        if isinstance(piece, bytes):
            self._put(report, piece)
            return
        run = self._run
        if run is not None and run.start + run.length == piece.start:
            self._run = Piece("", run.start, run.length + piece.length)
        else:
            self._copy_run()
            self._run = piece
        self._note(report, piece.length)

    def _put(self, report: str, content: bytes) -> None:
        self._copy_run()
        self._target.write(content)
        self._note(report, len(content))

    def _note(self, report: str, length: int) -> None:
        self.pieces.append(Piece(report, self._at, length))
        self._at += length

    def _copy_run(self) -> None:
        _copy(self._source, self._target, self._run)
        self._run = None


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
