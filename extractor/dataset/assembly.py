"""The new version of a data set, put together in its folder: report by report in the order of
their ids, what stays between what comes in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TypeVar

from extractor.dataset.archive import write_archive
from extractor.dataset.arrivals import Earlier
from extractor.dataset.coded_figures import Standing, unpacked_figures
from extractor.dataset.columns import Row
from extractor.dataset.csv_segments import Piece, PieceWriter, csv_bytes, write_pieces
from extractor.dataset.earlier import BY_NAME, carry, carry_documents
from extractor.dataset.formats import BASIC, write_excel_twin, write_form
from extractor.dataset.report_parts import PARTS, WHOLE, Written
from extractor.model.arrival import Arrival
from extractor.model.files import FILES
from extractor.model.records import EditionRow, ReportRow
from extractor.options import PublishOptions

FINDINGS = "findings.json"
FIGURES = ".figures"  # until the archive is written
LENGTH_BYTES = 8
Changed = TypeVar("Changed", ReportRow, EditionRow)


class Assembly:
    """A new version in the folder ``new``, of the reports that stay and of those that are added.

    Use it as a context: its files are closed at the end.
    """

    folder: Path | None = None  # for files that are written by who makes them
    figures: Path | None = None

    def __init__(self, new: Path, earlier: Earlier) -> None:
        self.new, self.earlier = new, earlier
        self._stack = ExitStack()

    def __enter__(self) -> "Assembly":
        with ExitStack() as stack:
            self._figures = stack.enter_context((self.new / FIGURES).open("wb"))
            self._writers = {
                file.name: stack.enter_context(closing(self._writer(file.name))) for file in PARTS
            }
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, written: Written) -> None:
        """Write what a report brings, which comes after all those that were added."""
        name = written.row.report
        for file, lines in written.lines.items():
            if lines:
                self._writers[file].add(name, lines)
        self._figures.write(len(written.figures).to_bytes(LENGTH_BYTES))
        self._figures.write(written.figures)
        if written.document is not None:
            folder = self.new / "documents"
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.json").write_bytes(written.document)

    def touched(self, arrivals: Iterable[Arrival]) -> Set[str] | None:
        """The reports whose editions must be known: here all."""
        return None

    def news_of(self, rows: Sequence[Changed], was: Sequence[Changed]) -> list[Changed]:
        """The rows that must be written: here all, whichever of them were there."""
        return list(rows)

    def finish(self, cells: Mapping[str, list[Row]], options: PublishOptions) -> None:
        """Write the files that speak of the whole, whose rows are ``cells``, the archive and the
        other forms.
        """
        pieces = {name: writer.rest() for name, writer in self._writers.items()}
        self._stack.close()
        for name in WHOLE:
            pieces[name] = self._whole(name, cells[name])
        if options.excel:
            for file in FILES:
                write_excel_twin(self.new / f"{file.name}.csv", file)
        ordered = {file.name: pieces[file.name] for file in FILES}
        write_archive(self.earlier.out, self.new, ordered, self.earlier.kept, self._standing())
        (self.new / FIGURES).unlink()
        for form in options.formats:
            if form not in BASIC:
                write_form(form, self.new)

    def carry(self, is_same: bool) -> None:
        """Take over the documents of the reports that stay; the findings as they were told only
        where all that they speak of ``is_same``.
        """
        out = self.earlier.out
        carry_documents(out, self.new, self.earlier.kept)
        told = out / FINDINGS
        if is_same and told.is_file():
            carry(told, self.new / FINDINGS)

    def _writer(self, name: str) -> PieceWriter:
        earlier, file = self.earlier, BY_NAME[name]
        target = self.new / f"{name}.csv"
        return PieceWriter(target, file, earlier.out, earlier.pieces.get(name), earlier.kept)

    def _whole(self, name: str, rows: list[Row]) -> list[Piece]:
        target, made = self.new / f"{name}.csv", {"": csv_bytes(rows)}
        return write_pieces(target, BY_NAME[name], self.earlier.out, (), frozenset(), made)

    def _standing(self) -> Iterator[Standing]:
        """The coded figures of the reports that were added."""
        with (self.new / FIGURES).open("rb") as source:
            while length := source.read(LENGTH_BYTES):
                yield from unpacked_figures(source.read(int.from_bytes(length)))
