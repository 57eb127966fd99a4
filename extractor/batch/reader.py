"""A process that reads documents, seen from the run: started, given a document, watched, ended."""

import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType
from typing import Any

from extractor.batch.failure import Failed, crashed
from extractor.batch.worker import BEGUN, DONE, PAGE, Task, Work, serve
from extractor.errors import LimitExceeded
from extractor.options import MIB, ReportOptions
from extractor.processes import ProcessTree
from extractor.processes.pipe import Pipe
from extractor.processes.workshop import remove_tree

START_SECONDS = 120  # for a process to start and load the rooms that read
LONGEST_LOOK = 2.0  # seconds that count from one look at a document to the next
JOIN_SECONDS = 5
KEEP = 0.5  # of the memory allowed: a process that keeps more when its document is done is replaced
CPU_SIGNAL = getattr(signal, "SIGXCPU", None)


class Reader:
    """One process with at most one document, whose number in the run is ``place``; ``ahead`` of it
    the rooms that read are loaded.

    Raises OSError where no process can be started.
    """

    def __init__(self, ahead: bool = True) -> None:
        context = _context()
        by_main_thread = threading.current_thread() is threading.main_thread()
        self.pipe: Pipe
        self.pipe, end = context.Pipe()
        try:
            self.process = context.Process(  # type: ignore[attr-defined]  # typeshed lacks it
                target=serve,
                args=(end, ahead, by_main_thread),
                name="svod-reader",
                daemon=True,
            )
            with _without_main():
                self.process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            end.close()
        self.tree: ProcessTree | None = None
        self.task: Task | None = None
        self.place = self.pages = 0
        self.begun = False
        self.looked = self.spent = self.base = self.born = 0.0
        self.result: Any = None  # a Report, what other work made, or Failed

    def give(self, place: int, task: Task) -> None:
        """Hand over a document. Raises OSError where the process has ended."""
        self.place, self.task, self.pages, self.begun = place, task, 0, False
        self.looked, self.spent, self.result = time.monotonic(), 0.0, None
        self.tree = self.tree or ProcessTree(self.process.pid)
        self.pipe.send(task._replace(options=_without_progress(task.options)))

    def hear(self) -> None:
        """Take in what the process sent. Raises EOFError or OSError where it has ended."""
        while self.result is None and self.pipe.poll():
            self._take(self.pipe.recv())

    def _take(self, message: tuple[Any, ...]) -> None:
        match message:
            case (kind, int(resident)) if kind == BEGUN:
                self.begun, self.looked, self.spent = True, time.monotonic(), 0.0
                self.base = resident
                self.born = self.born or self.base
                self._tell(0, 0)
            case (kind, int(done), int(count)) if kind == PAGE:
                self.pages = done
                self._tell(done, count)
            case (kind, result) if kind == DONE:
                self.result = result

    def look(self) -> None:
        """Count the time since the last look. While nobody looks (the computer sleeps, the run is
        stopped) the document stands still as well: that counts as LONGEST_LOOK at most.
        """
        now = time.monotonic()
        self.spent += min(now - self.looked, LONGEST_LOOK)
        self.looked = now

    def _tell(self, done: int, count: int) -> None:
        task = self._now()
        if task.options.read.progress is not None:
            task.options.read.progress(task.path.name, done, count)

    def over_limit(self) -> LimitExceeded | None:
        """The limit that the document has passed, if any."""
        task, limits = self._now(), self._now().options.read.limits
        seconds = limits.seconds + self.pages * limits.page_seconds
        if self.begun and limits.seconds and self.spent > seconds:
            return LimitExceeded("limit_seconds", file=task.path.name, limit=_plain(seconds))
        if (
            self.begun
            and limits.memory_mb
            and self._resident() - self.base > limits.memory_mb * MIB
        ):
            return LimitExceeded("limit_memory", file=task.path.name, limit=limits.memory_mb)
        return None

    def is_stuck(self) -> bool:
        """Say whether the process has not begun with its document in START_SECONDS."""
        return not self.begun and self.spent > START_SECONDS

    def is_worn(self) -> bool:
        """Whether the process keeps so much memory that the next document would find too little."""
        limit = self._now().options.read.limits.memory_mb * MIB
        return bool(limit) and self._resident() - self.born > KEEP * limit

    def died(self) -> Failed:
        """The failure of the document whose process ended before it was read."""
        task = self._now()
        self.process.join(JOIN_SECONDS)
        code = self.process.exitcode
        if CPU_SIGNAL is not None and code == -CPU_SIGNAL:
            limit = _plain(task.options.read.limits.seconds)
            return Failed(
                task.path, LimitExceeded("limit_seconds", file=task.path.name, limit=limit)
            )
        return Failed(task.path, crashed(task.path.name, code))

    def end(self) -> None:
        """End the process and all that it started, at once, and remove its temporary files."""
        self.pipe.close()
        (self.tree or ProcessTree(self.process.pid)).end()
        self.process.join(JOIN_SECONDS)
        self.tidy()

    def tidy(self) -> None:
        """Remove the temporary files of the document that was read."""
        if self.task is not None and self.task.folder is not None:
            remove_tree(self.task.folder)
        self.task = None

    @property
    def path(self) -> Path:
        """The document that is being read."""
        return self._now().path

    @property
    def work(self) -> Work | None:
        """What is made of it."""
        return self._now().work

    def _resident(self) -> int:
        return self.tree.resident_bytes() if self.tree else 0

    def _now(self) -> Task:
        if self.task is None:
            raise ValueError("no document is being read")
        return self.task


def _without_progress(options: ReportOptions) -> ReportOptions:
    """The options as they can be sent: the process tells of its pages through the pipe."""
    return replace(options, read=replace(options.read, progress=None))


def _plain(seconds: float) -> int | float:
    return int(seconds) if seconds == int(seconds) else seconds


def _context() -> BaseContext:
    """Fork where that is safe; start a new interpreter on Windows, macOS and beside threads."""
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main module: a new interpreter would run it again, though it needs nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
