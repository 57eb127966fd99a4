"""Pages of PDF files drawn by a process of its own: a damaged file ends that, not the desk."""

from functools import partial
from pathlib import Path
from threading import Lock

from extractor.batch import Failed, Readers
from extractor.model.place import Box
from extractor.options import Limits, ReadOptions, ReportOptions
from extractor.serve.sources import page_picture

OPTIONS = ReportOptions(ReadOptions(Limits(seconds=60, memory_mb=1_000)))  # for one page


class Painter:
    """Draws one page at a time; the process stays for the next one."""

    def __init__(self) -> None:
        self._readers, self._turn = Readers(1, ahead=False), Lock()

    def page(
        self, path: Path, page: int, boxes: tuple[Box, ...], is_whole: bool, form: str = "PNG"
    ) -> bytes | None:
        """A page of a PDF as a picture (see ``page_picture``), None where it cannot be drawn."""
        with self._turn:
            (found,) = self._readers.work(
                partial(_drawn, (page, boxes, is_whole, form)), [path], OPTIONS
            )
        return None if isinstance(found, Failed) else found

    def stop(self) -> None:
        """End the process."""
        with self._turn:
            self._readers.end()


def _drawn(asked: tuple[int, tuple[Box, ...], bool, str], path: Path, _: ReportOptions) -> bytes:
    return page_picture(path, *asked)
