"""The new version of an archive in parts, put together: what each report brings goes into its
part, what speaks of all into OUT; all else stays where it is.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeVar

from extractor.dataset.arrivals import Earlier
from extractor.dataset.columns import Row, header_of
from extractor.dataset.csv_segments import (
    by_report,
    csv_bytes,
    header_bytes,
    pieces_of,
    records_in,
)
from extractor.dataset.disk import remove
from extractor.dataset.earlier import BY_NAME, earlier_rows
from extractor.dataset.library_homes import NOWHERE, Coming, moved_libraries
from extractor.dataset.manifest import verify
from extractor.dataset.parts import LIBRARIES, OF_ALL
from extractor.dataset.parts_writer import Change, PartsWriter
from extractor.dataset.report_parts import PARTS, WHOLE, Written, document_name, part_files
from extractor.model.arrival import Arrival
from extractor.model.files import File
from extractor.model.records import EditionRow, RegistryRow, ReportRow
from extractor.options import PublishOptions

FINDINGS = "findings"
OF_REPORTS = tuple(BY_NAME[name] for name in ("reports", "editions"))
MADE_WHOLE = tuple(BY_NAME[name] for name in WHOLE if name in OF_ALL)
Changed = TypeVar("Changed", ReportRow, EditionRow)


class PartsAssembly:
    """As :class:`~extractor.dataset.assembly.Assembly`, for an archive in parts."""

    def __init__(self, change: Change, earlier: Earlier) -> None:
        self.earlier = earlier
        self.writer = PartsWriter(change, earlier.out)
        # No other run has it, so that a process which was given up cannot write into theirs
        self.folder = change.folder / f"made-{secrets.token_hex(8)}"
        self.figures = change.figures
        self.lists: dict[str, set[str]] = {}  # report that is added → ids of its libraries

    def __enter__(self) -> "PartsAssembly":
        self.folder.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        remove(self.folder)

    def add(self, written: Written) -> None:
        """Write what a report brings."""
        self.writer.begin(written.name)
        if written.seals is None:
            self.writer.put(written.name, part_files(written))
        else:
            self.writer.take(written.name, self.folder / written.name, written.seals)
        listed = records_in(written.lines["registries"], RegistryRow)
        self.lists[written.name] = {row.library for row in listed}

    def touched(self, arrivals: Iterable[Arrival]) -> Set[str] | None:
        """The reports whose editions must be known: all where None."""
        return {each.report for each in arrivals} if self.writer.was_parted else None

    def news_of(self, rows: Sequence[Changed], was: Sequence[Changed]) -> list[Changed]:
        """The rows of those reports of which a row is not one that was there."""
        same = set(map(id, was)) if self.writer.was_parted else set[int]()
        changed = {row.report for row in rows if id(row) not in same}
        changed |= self.writer.anew | self.earlier.gone
        return [row for row in rows if row.report in changed]

    def finish(self, cells: Mapping[str, list[Row]], options: PublishOptions) -> None:
        """Write the rows of reports into their parts, and the files that speak of all."""
        kept, gone = self.earlier.kept, self.earlier.gone
        if not self.writer.was_parted:
            for report in sorted(kept):
                self._move(report)
        for report in sorted(gone - self.writer.anew if self.writer.was_parted else ()):
            self.writer.begin(report)  # taken out, or read again without success
        for file in OF_REPORTS:
            for report, lines in by_report(file, cells[file.name]).items():
                self.writer.put(report, {f"{file.name}.csv": header_bytes(file) + lines})
        self._put_libraries(cells[LIBRARIES])
        wholes = {f"{file.name}.csv": _whole(file, cells[file.name]) for file in MADE_WHOLE}
        self.writer.put_of_all(wholes)
        if gone or not self.writer.was_parted:
            self._put_findings()
        self.writer.finish()

    def carry(self, is_same: bool) -> None:
        """Keep the findings as they were told only where all that they speak of ``is_same``."""
        if not is_same:
            self.writer.drop_of_all(f"{FINDINGS}.json")

    def _move(self, report: str) -> None:
        """Take a report that stays out of the files of all reports into its part."""
        out, known = self.earlier.out, self.earlier.pieces
        self.writer.begin(report)
        files = {
            f"{file.name}.csv": _whole(file, pieces_of(out, file, known.get(file.name), {report}))
            for file in PARTS
            if file.name not in OF_ALL
        }
        name = document_name(report)
        verify(out, name)
        if (out / name).is_file():
            files[name] = (out / name).read_bytes()
        self.writer.put(report, files)

    def _put_libraries(self, rows: list[Row]) -> None:
        coming = Coming(self.earlier.kept, self.earlier.gone, self.lists)
        name = f"{LIBRARIES}.csv"
        for report, own in moved_libraries(self.earlier.out, rows, coming).items():
            content = _whole(BY_NAME[LIBRARIES], own)
            if report == NOWHERE:
                self._put_unlisted(name, content if own else None)
            elif own:
                self.writer.put(report, {name: content})
            else:
                self.writer.drop(report, name)

    def _put_unlisted(self, name: str, content: bytes | None) -> None:
        if content is not None:
            self.writer.put_of_all({name: content})
        elif self.writer.was_parted:
            self.writer.drop_of_all(name)

    def _put_findings(self) -> None:
        """Keep the findings of the reports that stay."""
        file = BY_NAME[FINDINGS]
        at = header_of(file).index("report")
        rows = (row for row in earlier_rows(self.earlier.out, file) if row[at] in self.earlier.kept)
        self.writer.put_of_all({f"{FINDINGS}.csv": _whole(file, rows)})


def _whole(file: File, rows: Iterable[Row]) -> bytes:
    return header_bytes(file) + csv_bytes(rows)
