"""The new version of an archive in parts, put together: what each report brings goes into its
part, what speaks of all into OUT; all else stays where it is.
"""

from collections.abc import Iterable, Mapping

from extractor.dataset.arrivals import Earlier
from extractor.dataset.columns import Row, header_of
from extractor.dataset.csv_segments import by_report, csv_bytes, header_bytes, pieces_of
from extractor.dataset.earlier import BY_NAME, earlier_rows
from extractor.dataset.manifest import verify
from extractor.dataset.parts import OF_ALL, reports_in
from extractor.dataset.parts_writer import Change, PartsWriter
from extractor.dataset.report_parts import PARTS, WHOLE, Written
from extractor.model.files import File
from extractor.options import PublishOptions

FINDINGS = "findings"
OF_REPORTS = tuple(BY_NAME[name] for name in WHOLE if name not in OF_ALL)  # a row a report
MADE_WHOLE = tuple(BY_NAME[name] for name in WHOLE if name in OF_ALL)


class PartsAssembly:
    """As :class:`~extractor.dataset.assembly.Assembly`, for an archive in parts."""

    def __init__(self, change: Change, earlier: Earlier) -> None:
        self.earlier = earlier
        self.writer = PartsWriter(change, earlier.out)

    def __enter__(self) -> "PartsAssembly":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, written: Written) -> None:
        """Write what a report brings."""
        self.writer.begin(written.name)
        files = {name: lines for name, lines in written.lines.items() if name not in OF_ALL}
        self._put(written.name, files, written.document)

    def finish(self, cells: Mapping[str, list[Row]], options: PublishOptions) -> None:
        """Write the rows of reports into their parts, and the files that speak of all."""
        kept = self.earlier.kept
        if not self.writer.was_parted:
            for report in sorted(kept):
                self._move(report)
        for report in sorted(reports_in(self.earlier.out) - kept - self.writer.anew):
            self.writer.begin(report)  # taken out, or read again without success
        for file in OF_REPORTS:
            self._put_changed(file, cells[file.name])
        wholes = {f"{file.name}.csv": _whole(file, cells[file.name]) for file in MADE_WHOLE}
        findings = BY_NAME[FINDINGS]
        at = header_of(findings).index("report")
        rows = (row for row in earlier_rows(self.earlier.out, findings) if row[at] in kept)
        self.writer.put_of_all({**wholes, f"{FINDINGS}.csv": _whole(findings, rows)})
        self.writer.finish()

    def carry(self, is_same: bool) -> None:
        """Keep the findings as they were told only where all that they speak of ``is_same``."""
        if not is_same:
            self.writer.drop_of_all(f"{FINDINGS}.json")

    def _put(self, report: str, lines: Mapping[str, bytes], document: bytes | None) -> None:
        files = {f"{name}.csv": header_bytes(BY_NAME[name]) + lines[name] for name in lines}
        if document is not None:
            files[f"documents/{report}.json"] = document
        self.writer.put(report, files)

    def _move(self, report: str) -> None:
        """Take a report that stays out of the files of all reports into its part."""
        out, known = self.earlier.out, self.earlier.pieces
        self.writer.begin(report)
        lines = {
            file.name: csv_bytes(pieces_of(out, file, known.get(file.name), {report}))
            for file in PARTS
            if file.name not in OF_ALL
        }
        name = f"documents/{report}.json"
        verify(out, name)
        place = out / name
        self._put(report, lines, place.read_bytes() if place.is_file() else None)

    def _put_changed(self, file: File, rows: list[Row]) -> None:
        """Put the rows of those reports whose rows are not as they were."""
        was = (
            by_report(file, earlier_rows(self.earlier.out, file)) if self.writer.was_parted else {}
        )
        for report, lines in by_report(file, rows).items():
            if lines != was.get(report) or report in self.writer.anew:
                self.writer.put(report, {f"{file.name}.csv": header_bytes(file) + lines})


def _whole(file: File, rows: Iterable[Row]) -> bytes:
    return header_bytes(file) + csv_bytes(rows)
