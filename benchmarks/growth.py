"""Whether work grows as what it is given: ``python benchmarks/growth.py [WORD…] [--bound 2.6]
[--most 30]``.

Each shape of :mod:`growth_shapes` is made at n, 2n and 4n, n being large enough to be measured, and
extracted in a process of its own that has read a report before. The table shows the CPU seconds and
how often longer a document of twice the size takes; exit 1 where a doubling costs more than the
bound. WORD chooses the shapes whose names hold one of the words.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from time import process_time

HOUSE = Path(__file__).parent.parent
sys.path[:1] = [str(HOUSE), str(HOUSE / "tests")]

from benchmarks.growth_shapes import DOCUMENTS, Shape  # noqa: E402
from benchmarks.growth_stages import STAGES, WORKSHOP, Work  # noqa: E402
from extractor.errors import SvodError  # noqa: E402
from extractor.memory import unsearched  # noqa: E402
from extractor.options import ReportOptions  # noqa: E402
from extractor.pipeline import extract_report  # noqa: E402

NOISE, DOUBLINGS, BOUND, LONGEST = 0.12, 6, 2.6, 60
WARM = "Отчёт Луговской системы. Поступило 5 книг в 2023 году, филиал № 3."


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU seconds at n, 2n and 4n; fewer where one took too long."""

    name: str
    size: int
    seconds: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """How often longer each doubling takes; of both together the mean, which evens out
        noise.
        """
        return tuple(two / one for one, two in zip(self.seconds, self.seconds[1:], strict=False))

    @property
    def worst(self) -> float:
        if len(self.seconds) < 3:
            return float("inf")
        return (self.seconds[-1] / self.seconds[0]) ** 0.5

    def shown(self) -> str:
        times = " ".join(f"{each:8.2f}" for each in self.seconds)
        ratios = " ".join(f"{each:5.2f}" for each in self.ratios)
        return f"{self.name:42} {self.size:>9} {times:26} {ratios:11} {self.worst:6.2f}"


def document_work(shape: Shape) -> Work:
    """The whole extraction of one document."""

    def prepared(size: int) -> Callable[[], object]:
        suffix, content = shape(size)
        path = Path(mkdtemp(dir=WORKSHOP)) / f"report{suffix}"
        path.write_bytes(content)
        return lambda: _extracted(path)

    return prepared


def _extracted(path: Path) -> object:
    try:
        with unsearched():
            return extract_report(path, ReportOptions())
    except SvodError as error:
        return error
    finally:
        path.unlink()
        path.parent.rmdir()


def seconds(work: Work, size: int, most: float) -> float:
    """CPU seconds in a process of its own; infinite where they would be more than ``most``."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(
        target=_measure, args=(work, size, theirs), daemon=True
    )
    child.start()
    told = ours.recv() if ours.poll(most + 10) else float("inf")
    child.kill()
    child.join()
    return float(told)


def _measure(work: Work, size: int, theirs: Connection) -> None:
    call = work(size)
    before = process_time()
    call()
    theirs.send(process_time() - before)


def growth(name: str, work: Work, size: int, most: float) -> Growth:
    """The work at the first size that takes longer than noise, and at two doublings of it."""
    first = seconds(work, size, most)
    for _ in range(DOUBLINGS):
        if first > NOISE:
            break
        size *= 2
        first = seconds(work, size, most)
    times = [first]
    while len(times) < 3 and times[-1] < most / 2:
        times.append(seconds(work, size * 2 ** len(times), most))
    return Growth(name, size, tuple(times))


def chosen(wanted: Sequence[str]) -> Iterator[tuple[str, Work, int]]:
    made = {name: (document_work(shape), size) for name, (shape, size) in DOCUMENTS.items()}
    for name, (work, size) in (made | STAGES).items():
        if not wanted or any(each in name for each in wanted):
            yield name, work, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", nargs="*")
    parser.add_argument("--bound", type=float, default=BOUND)
    parser.add_argument("--most", type=float, default=LONGEST)
    asked = parser.parse_args()
    document_work(lambda _: DOCUMENTS["small tables"][0](5))(5)()
    document_work(lambda _: DOCUMENTS["pages of text"][0](1))(1)()
    found = []
    for name, work, size in chosen(asked.wanted):
        found.append(growth(name, work, size, asked.most))
        bad = found[-1].worst > asked.bound
        print(found[-1].shown(), "  TOO FAST A GROWTH" if bad else "", flush=True)
    rmtree(WORKSHOP)
    too_fast = [each for each in found if each.worst > asked.bound]
    print(f"{len(found)} shapes, {len(too_fast)} above {asked.bound}")
    sys.exit(bool(too_fast))


if __name__ == "__main__":
    main()
