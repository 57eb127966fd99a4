"""Reading documents here: each in a process of its own, one after another or several at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from extractor.batch.failure import Failed, failure_of
from extractor.batch.reader import Reader
from extractor.batch.worker import Task, Work, attempt
from extractor.model import Report
from extractor.options import ReportOptions
from extractor.processes.workshop import workshop

__all__ = ["Readers", "attempt", "extract_reports", "read_alone"]

Made = TypeVar("Made")

TICK = 0.05  # seconds between two looks at what the readers use
STARTS = 3  # a process that ends before it has begun with a document is replaced so many times


def extract_reports(
    paths: Iterable[Path], options: ReportOptions, jobs: int
) -> Iterator[Report | Failed]:
    """Each report in the order of ``paths``, or why it could not be read.

    A bad file never stops the others: each is read in another process, within the limits of time
    and memory of ``options.read.limits``; a process that ends fails the file that it read.
    """
    with Readers(jobs) as readers:
        yield from readers.read(paths, options)


def read_alone(
    work: Callable[[Path, ReportOptions], Made], path: Path, options: ReportOptions
) -> Made:
    """Return what ``work`` makes of one document, in a process of its own within its limits.

    Raises the SvodError that says why it could not be read, as ``extract`` says it.
    """
    with Readers(1) as readers:
        (found,) = readers.work(work, [path], options)
    if isinstance(found, Failed):
        raise found.error
    return found


class Readers:
    """The processes that read, at most ``jobs`` at once; all end with the block.

    ``ahead``: they load what reads reports before the first is given to them.
    """

    def __init__(self, jobs: int, ahead: bool = True) -> None:
        self.jobs, self.ahead = max(1, jobs), ahead
        self.idle: list[Reader] = []
        self.busy: list[Reader] = []
        self.waiting: deque[tuple[int, Path]] = deque()
        self.starts: dict[int, int] = {}
        self.results: dict[int, Any] = {}
        self.what: Work | None = None
        self.folder: Path | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """End the processes; the next document starts one anew."""
        for reader in (*self.busy, *self.idle):
            reader.end()
        self.busy, self.idle = [], []

    def start(self) -> None:
        """Start one process ahead of its first document: it loads what it needs meanwhile."""
        try:
            self.idle.append(Reader(self.ahead))
        except OSError:
            return  # tried again, and told, with the first document

    def read(self, paths: Iterable[Path], options: ReportOptions) -> Iterator[Report | Failed]:
        """Each report in the order of ``paths``, or why it could not be read."""
        return self._made(None, paths, options)

    def work(
        self,
        what: Callable[[Path, ReportOptions], Made],
        paths: Iterable[Path],
        options: ReportOptions,
    ) -> Iterator[Made | Failed]:
        """What is made of each document in the order of ``paths``, or why it could not be."""
        return self._made(what, paths, options)

    def _made(
        self, what: Work | None, paths: Iterable[Path], options: ReportOptions
    ) -> Iterator[Any]:
        files = list(paths)
        self.what = what
        self.waiting = deque(enumerate(files))
        self.starts, self.results = {}, {}
        if not files:
            return
        with ExitStack() as stack:
            self.folder = _workshop_in(stack)
            stack.callback(self._end_busy)
            for place in range(len(files)):
                while place not in self.results:
                    self._hand_out(options)
                    self._listen()
                yield self.results.pop(place)

    def _hand_out(self, options: ReportOptions) -> None:
        while self.waiting and len(self.busy) < self.jobs:
            place, path = self.waiting[0]
            try:
                reader = self.idle.pop() if self.idle else Reader(self.ahead)
            except OSError as error:
                if not self.busy:
                    self.waiting.popleft()
                    self.results[place] = failure_of(path, error, options.read.limits)
                return
            self.waiting.popleft()
            self.busy.append(reader)
            try:
                reader.give(place, Task(path, options, self._folder_for(place), self.what))
            except OSError:
                self._lost(reader)

    def _folder_for(self, place: int) -> Path | None:
        """Make the folder of one document's temporary files; None where the disk is full."""
        if self.folder is None:
            return None
        folder = self.folder / str(place)
        try:
            folder.mkdir(exist_ok=True)
        except OSError:
            return None
        return folder

    def _listen(self) -> None:
        """Wait a moment for what the readers say; end those that are over their limits."""
        ready = wait([reader.pipe for reader in self.busy], TICK)
        for reader in list(self.busy):
            try:
                if reader.pipe in ready:
                    reader.hear()
            except (EOFError, OSError):
                self._lost(reader)
                continue
            reader.look()
            if reader.result is not None:
                self._done(reader, reader.result)
            elif wrong := reader.over_limit():
                self._done(reader, Failed(reader.path, wrong), again=False)
            elif reader.is_stuck():
                self._lost(reader)

    def _done(self, reader: Reader, result: object, again: bool = True) -> None:
        self.busy.remove(reader)
        self.results[reader.place] = result
        if again and not reader.is_worn():
            reader.tidy()
            self.idle.append(reader)
        else:
            reader.end()

    def _lost(self, reader: Reader) -> None:
        """Fail the document of a process that ended; give it out anew if it was not begun."""
        tries = self.starts[reader.place] = self.starts.get(reader.place, 0) + 1
        if reader.begun or tries >= STARTS:
            self._done(reader, reader.died(), again=False)
            return
        self.busy.remove(reader)
        self.waiting.appendleft((reader.place, reader.path))
        reader.end()

    def _end_busy(self) -> None:
        for reader in self.busy:
            reader.end()
        self.busy = []


def _workshop_in(stack: ExitStack) -> Path | None:
    """The folder for temporary files of this run; None where none can be made."""
    try:
        return stack.enter_context(workshop())
    except OSError:
        return None
