"""The process that reads documents, one after another: its side of the pipe.

It gets a :class:`Task` and answers with messages: («begun», resident bytes), («page», done, count)
for each recognised page, and at the end («done», what was read or why it was not).
"""

import os
import pickle
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from extractor.batch.backstop import allow_seconds, limit_document
from extractor.batch.failure import Failed, failure_of
from extractor.errors import SvodError
from extractor.memory import unsearched
from extractor.options import Limits, ReportOptions
from extractor.plugins import load
from extractor.processes import end_with_parent, resident_bytes
from extractor.processes.pipe import Pipe

EXTRACT = "extractor.pipeline:extract_report"
RESIDENT = "psutil:Process"  # what any work needs
BEGUN, PAGE, DONE = "begun", "page", "done"
PLACES = ("TMPDIR", "TEMP", "TMP")  # where programs look for the folder of temporary files
Work = Callable[[Path, ReportOptions], Any]  # what is made of one document, never None


class Task(NamedTuple):
    """A document to read; ``folder`` is for temporary files, None where the disk is full.

    ``work`` is what to make of it, a whole report where None.
    """

    path: Path
    options: ReportOptions
    folder: Path | None
    work: Work | None = None


def serve(pipe: Pipe, ahead: bool, by_main_thread: bool = True) -> None:
    """Read what comes through the pipe until its other end is closed; ``ahead`` of the first
    document all rooms are loaded. The process was started ``by_main_thread`` or by another one.
    """
    follow_parent(by_main_thread)
    # What fails here fails again with a document, and is told of it.
    with suppress(Exception), unsearched():
        load(EXTRACT if ahead else RESIDENT)
    with suppress(EOFError, OSError):
        try:
            while True:
                _read_next(pipe)
        except (SystemExit, KeyboardInterrupt):  # of a reader: Ctrl-C does not come here
            os._exit(1)


def _read_next(pipe: Pipe) -> None:
    task: Task = pipe.recv()
    _work_in(task.folder)
    pipe.send((BEGUN, resident_bytes()))
    limits = task.options.read.limits
    limit_document(limits)
    result = attempt(task.path, _reporting(task.options, pipe), task.work)
    limit_document(replace(limits, seconds=0, memory_mb=0))
    _send(pipe, task.path, result)


def attempt(path: Path, options: ReportOptions, work: Work | None = None) -> Any:  # noqa: ANN401
    """Return what is made of one document, a Report where no work is named; whatever a reader
    raises comes back as Failed.
    """
    try:
        with unsearched():
            return (work or load(EXTRACT))(path, options)
    except Exception as error:
        return failure_of(path, error, options.read.limits)


def follow_parent(by_main_thread: bool) -> None:
    """End with the run that started this process, even a killed one; leave Ctrl-C to the run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent(by_main_thread)


def _work_in(folder: Path | None) -> None:
    """Let this process and the programs that it starts write their temporary files there."""
    if folder is not None:
        tempfile.tempdir = str(folder)
        os.environ.update(dict.fromkeys(PLACES, str(folder)))


def _reporting(options: ReportOptions, pipe: Pipe) -> ReportOptions:
    limits = options.read.limits

    def progress(file: str, done: int, count: int) -> None:
        allow_seconds(limits, done)
        pipe.send((PAGE, done, count))

    return replace(options, read=replace(options.read, progress=progress))


def _send(pipe: Pipe, path: Path, result: object) -> None:
    """Send a result; what a plug-in made that cannot be sent is that document's failure."""
    try:
        content = pickle.dumps((DONE, result), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        content = pickle.dumps((DONE, _portable(path, result, error)), pickle.HIGHEST_PROTOCOL)
    pipe.send_bytes(content)


def _portable(path: Path, result: object, error: Exception) -> Failed:
    if not isinstance(result, Failed):
        return failure_of(path, error, Limits())
    parts = {name: str(part) for name, part in result.error.parts.items()}
    return Failed(path, SvodError(result.error.key, **parts))
