"""What one more report costs an archive in parts, and how soon it answers.

    python benchmarks/scale.py [COUNT…] [--tables 2] [--kept FOLDER]

The reports are made of one: each has its own district, year, libraries and figures. Each act is a
process of its own that has loaded what it needs, started on a copy of the archive; bytes are those
that it handed to the system to write (Linux), the index among them. Of several times the least is
shown. In ``FOLDER`` archives are built once and found again.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]  # not this folder: it holds a docx.py

from benchmarks import stream  # noqa: E402
from benchmarks.archive import LAST_YEAR, variant, with_other_content  # noqa: E402
from extractor.dataset import publish_dataset  # noqa: E402
from extractor.dataset.write import remove_reports  # noqa: E402
from extractor.model import Report  # noqa: E402
from extractor.options import PublishOptions, ReportOptions  # noqa: E402
from extractor.pipeline import extract_report  # noqa: E402

PARTS = PublishOptions(("json", "csv"), parts=True)
YEARS, TIMES, BATCH, NEW = 20, 3, 500, 7777
CODE = "users.registered"
SQL = f"SELECT year, sum(value) FROM indicator_by_year WHERE indicator = '{CODE}' GROUP BY year"
COMMANDS = {
    "compare one indicator by year": ("compare", "--indicator", CODE),
    "compare one indicator by district": ("compare", "--by", "district", "--indicator", CODE),
    "sql over the years": ("sql", SQL),
    "doctor": ("doctor",),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall seconds, and bytes written."""

    cpu: float
    wall: float
    bytes: int

    def __str__(self) -> str:
        return f"{self.cpu:8.2f} s CPU {self.wall:8.2f} s wall {self.bytes / 1e6:9.3f} MB"


def sample(tables: int) -> Report:
    """One report, read from a made file of so many tables."""
    stream.TABLES = tables
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stream.district(1)}-{LAST_YEAR}.docx"
        path.write_bytes(stream.word(1, LAST_YEAR))
        return extract_report(path, ReportOptions())


def build(report: Report, count: int, out: Path) -> None:
    """An archive in parts of so many reports."""
    for start in range(0, count, BATCH):
        numbers = range(start, min(count, start + BATCH))
        reports = [variant(report, at // YEARS, LAST_YEAR - at % YEARS) for at in numbers]
        publish_dataset(reports, [], out, PARTS)


def cost(act: Callable[[], object]) -> Cost:
    """What an act costs in a process of its own."""
    ours, theirs = os.pipe()
    start = time.perf_counter()
    if (child := os.fork()) == 0:
        before, spent = written(), time.process_time()
        act()
        os.write(theirs, f"{time.process_time() - spent} {written() - before}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(theirs)
    with os.fdopen(ours) as answer:
        cpu, size = answer.read().split()
    return Cost(float(cpu), time.perf_counter() - start, int(size))


def written() -> int:
    """Bytes that this process handed to the system so far."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line.partition(":")[2] for line in lines if line.startswith("wchar")))


def command(out: Path, name: str, *arguments: str) -> Cost:
    """What a command costs as people call it, the start of Python included."""
    before, start = os.times(), time.perf_counter()
    call = [sys.executable, "cli.py", name, str(out), *arguments]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    spent = sum(os.times()[2:4]) - sum(before[2:4])
    return Cost(spent, time.perf_counter() - start, 0)


def least(costs: Iterator[Cost]) -> Cost:
    found = list(costs)
    return Cost(
        min(one.cpu for one in found),
        min(one.wall for one in found),
        min(one.bytes for one in found),
    )


def acts(report: Report) -> dict[str, Callable[[Path], object]]:
    new, there = variant(report, NEW, LAST_YEAR), variant(report, 3, LAST_YEAR)
    later = with_other_content(there)
    return {
        "one added, its district is new": lambda out: publish_dataset([new], [], out, PARTS),
        "one added, its district is there": lambda out: publish_dataset(
            [variant(report, 3, LAST_YEAR + 1)], [], out, PARTS
        ),
        "one replaced": lambda out: publish_dataset([later], [], out, PARTS),
        "one taken out": lambda out: remove_reports([there.report], out, PARTS),
    }


def on_copy(out: Path, folder: Path, act: Callable[[Path], object]) -> Cost:
    """The cost of an act on an archive of which it changes a copy."""
    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    if out.is_dir():
        shutil.copytree(out, copy, copy_function=linked)
    return cost(lambda: act(copy))


def linked(source: str, target: str) -> None:
    """A second name, where writers replace files; the index is changed in place."""
    (shutil.copyfile if ".sqlite" in source else os.link)(source, target)


def show(what: str, found: Cost, none: Cost | None = None) -> None:
    ratio = ""
    if none is not None:
        ratio = f"  x {found.cpu / none.cpu:.2f} CPU, x {found.wall / none.wall:.2f} wall"
        ratio += f", x {found.bytes / none.bytes:.2f} bytes"
    print(f"  {what:36} {found}{ratio}", flush=True)


def measure(report: Report, counts: list[int], folder: Path) -> None:
    new = variant(report, NEW, LAST_YEAR)
    empty = least(
        on_copy(folder / "none", folder, lambda out: publish_dataset([new], [], out, PARTS))
        for _ in range(TIMES)
    )
    print(f"{len(report.observations)} figures a report")
    show("one added to none", empty)
    for count in counts:
        out = folder / str(count)
        start = time.perf_counter()
        if not out.is_dir():
            build(report, count, folder / "new")
            (folder / "new").rename(out)
        print(f"{count} reports, built in {time.perf_counter() - start:.0f} s")
        for what, act in acts(report).items():
            show(what, least(on_copy(out, folder, act) for _ in range(TIMES)), empty)
        for what, (name, *arguments) in COMMANDS.items():
            show(what, least(command(out, name, *arguments) for _ in range(TIMES)))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("counts", nargs="*", type=int, default=[1000, 10000])
    asked.add_argument("--tables", type=int, default=2)
    asked.add_argument("--kept", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.kept or Path(name)
        folder.mkdir(exist_ok=True)
        measure(sample(given.tables), given.counts, folder)


if __name__ == "__main__":
    main()
