"""What is measured once, since it is too large to be doubled: ``python benchmarks/large.py``.

A PDF of 5,000 pages of running text, a list of as many libraries as the limit allows and one of a
million, each in a process of its own that has read a report before; and the same work of a smaller
size. The table shows the CPU seconds, the memory beyond what the process had, and what came of it;
ends with 1 where a page or a line of the large one took MORE times as long as one of the small one
(seconds themselves are twice as many on a loaded machine).
"""

import multiprocessing
import resource
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import rmtree
from time import process_time
from typing import NamedTuple

HOUSE = Path(__file__).parent.parent
sys.path[:1] = [str(HOUSE), str(HOUSE / "tests")]

from benchmarks.growth import document_work  # noqa: E402
from benchmarks.growth_shapes import DOCUMENTS  # noqa: E402
from benchmarks.growth_stages import WORKSHOP, Work, listing  # noqa: E402
from extractor.errors import SvodError  # noqa: E402
from extractor.model import Report  # noqa: E402
from extractor.options import Limits  # noqa: E402


class Large(NamedTuple):
    """Work of a size, and the smaller size that it is held against."""

    work: Work
    size: int
    small: int


MORE = 1.5
PAGES = document_work(DOCUMENTS["pages of text"][0])
LARGE = {
    "a PDF of 5,000 pages": Large(PAGES, 5_000, 500),
    "a list as long as the limit allows": Large(listing, Limits().registry_rows, 10_000),
    "a list of a million libraries": Large(listing, 1_000_000, 10_000),
}


def measured(work: Work, size: int) -> tuple[float, int, str]:
    """CPU seconds, MB, and what came of it."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_measure, args=(work, size, theirs))
    child.start()
    told: tuple[float, int, str] = ours.recv()
    child.join()
    return told


def _measure(work: Work, size: int, theirs: Connection) -> None:
    call = work(size)
    before, taken = process_time(), _megabytes()
    found = _outcome(call)
    theirs.send((process_time() - before, _megabytes() - taken, found))


def _outcome(call: Callable[[], object]) -> str:
    try:
        made = call()
    except SvodError as error:
        made = error
    if isinstance(made, Report):
        return f"{len(made.observations)} figures"
    if isinstance(made, SvodError):
        return str(made)
    return f"{len(made)} libraries" if isinstance(made, tuple) else type(made).__name__


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    PAGES(1)()
    late = 0
    for name, large in LARGE.items():
        before, _, _ = measured(large.work, large.small)
        seconds, megabytes, found = measured(large.work, large.size)
        times = (seconds / large.size) / (before / large.small)
        late += times > MORE
        print(
            f"{name:36} {seconds:7.1f} s {megabytes:6} MB  a piece takes {times:.2f} times as long "
            f"as of {large.small}  {found}",
            flush=True,
        )
    rmtree(WORKSHOP)
    sys.exit(bool(late))


if __name__ == "__main__":
    main()
