"""Reading many reports here, one after another or several at once."""

import ctypes
import hashlib
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from extractor.batch.found import Failed
from extractor.errors import SvodError, UnreadableFile
from extractor.memory import unsearched
from extractor.model import Report
from extractor.options import ReportOptions
from extractor.pipeline import extract_report

DIE_WITH_PARENT = 1  # prctl: PR_SET_PDEATHSIG


def extract_reports(paths: Iterable[Path], options: ReportOptions, jobs: int) -> Iterator[Report | Failed]:
    """Each report in the order of ``paths``, or why it could not be read. A bad file never stops the others."""
    files = list(paths)
    if jobs <= 1 or len(files) <= 1:
        yield from (attempt(path, options) for path in files)
        return
    with ProcessPoolExecutor(min(jobs, len(files)), initializer=follow_parent) as pool:
        started = [(path, pool.submit(attempt, path, options)) for path in files]
        for path, future in started:
            try:
                yield future.result()
            except BrokenProcessPool:
                yield attempt(path, options)


def follow_parent() -> None:
    """A worker ends with the run that started it, even where that was killed outright; Ctrl-C is the run's to hear, not its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def attempt(path: Path, options: ReportOptions) -> Report | Failed:
    """One report, or its failure as a value. What the reader did not foresee is a failure of that file alone."""
    try:
        with unsearched():
            return extract_report(path, options)
    except SvodError as error:
        return Failed(path, error)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, MemoryError, RecursionError) as error:
        return Failed(path, UnreadableFile("unforeseen", file=path.name, reason=f"{type(error).__name__}: {error}"))


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, empty where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
