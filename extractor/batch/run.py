"""Reading many reports here, one after another or several at once."""

import gc
import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import SvodError, UnreadableFile
from extractor.model import Report
from extractor.options import ReportOptions
from extractor.pipeline import extract_report


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that could not be read, and why."""

    path: Path
    error: SvodError


def extract_reports(paths: Iterable[Path], options: ReportOptions, jobs: int) -> Iterator[Report | Failed]:
    """Each report in the order of ``paths``, or why it could not be read. A bad file never stops the others."""
    files = list(paths)
    if jobs <= 1 or len(files) <= 1:
        yield from (attempt(path, options) for path in files)
        return
    with ProcessPoolExecutor(min(jobs, len(files))) as pool:
        started = [(path, pool.submit(attempt, path, options)) for path in files]
        for path, future in started:
            try:
                yield future.result()
            except BrokenProcessPool:
                yield attempt(path, options)


def attempt(path: Path, options: ReportOptions) -> Report | Failed:
    """One report, or its failure as a value. What the reader did not foresee is a failure of that file alone."""
    try:
        with unpaused():
            return extract_report(path, options)
    except SvodError as error:
        return Failed(path, error)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, MemoryError, RecursionError) as error:
        return Failed(path, UnreadableFile("unforeseen", file=path.name, reason=f"{type(error).__name__}: {error}"))


@contextmanager
def unpaused() -> Iterator[None]:
    """No pauses to look for garbage: a report's nouns never hold each other in a circle, so that nothing is there to be found."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, empty where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
