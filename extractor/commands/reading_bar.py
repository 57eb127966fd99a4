"""A bar on a terminal: how much is read, how long it will take, which file is being read."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column

from extractor.commands.voice import sentence

BAR_WIDTH = 16
MEMORY = 600.0  # seconds whose speed tells how long the rest will take


class ReadingBar:
    """The bar over ``files``, which are done in their order. A file counts by its bytes, since a
    scan takes a hundred times as long as a page of Word; its pages count as they are recognised.
    """

    def __init__(self, files: Sequence[Path], lang: str, console: Console | None = None) -> None:
        self.lang = lang
        self.sizes: dict[str, list[int]] = defaultdict(list)  # of the files of one name
        for path in files:
            self.sizes[path.name].append(_size(path))
        self.whole, self.parts = 0, dict[str, float]()
        self.count, self.read = len(files), 0
        name = TextColumn("{task.fields[file]}", table_column=_filling(), markup=False)
        self.progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(BAR_WIDTH),
            TextColumn("{task.fields[read]}", markup=False),
            TimeRemainingColumn(compact=True),
            name,
            console=console or Console(stderr=True),
            transient=True,
            expand=True,
            redirect_stdout=False,
            speed_estimate_period=MEMORY,
        )
        total = sum(sum(sizes) for sizes in self.sizes.values())
        label = sentence("reading", lang)
        self.task = self.progress.add_task(label, total=total, file="", read=self._read())

    def __enter__(self) -> "ReadingBar":
        self.progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.progress.stop()

    def at(self, file: str, done: int, count: int) -> None:
        """Show the file that is being read, and how many of its pages are recognised."""
        sizes = self.sizes.get(file)
        self.parts[file] = (sizes[0] if sizes else 0) * done / (count or 1)
        key = "bar_page" if count else "bar_file"
        self._show(sentence(key, self.lang, file=file, done=done, count=count))

    def done(self, file: str) -> None:
        """Count a file as read."""
        sizes = self.sizes.get(file)
        self.whole += sizes.pop(0) if sizes else 0
        self.read += bool(sizes is not None)
        self.parts.pop(file, None)
        self._show(next(reversed(self.parts), ""))

    def _show(self, file: str) -> None:
        completed = self.whole + sum(self.parts.values())
        self.progress.update(self.task, completed=completed, file=file, read=self._read())

    def _read(self) -> str:
        return sentence("bar_read", self.lang, done=self.read, count=self.count)


def _size(path: Path) -> int:
    """The bytes of a file; 1 at least, so that each counts."""
    with suppress(OSError):
        return max(path.stat().st_size, 1)
    return 1


def _filling() -> Column:
    """A column that takes what is left of the line, cut where that is too little."""
    return Column(ratio=1, no_wrap=True, overflow="ellipsis")
