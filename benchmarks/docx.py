"""How fast Word files are read and extracted: ``python benchmarks/docx.py FILE.docx…`` (or nothing:
one of the samples).

The floor is to unzip ``word/document.xml`` and parse it with lxml; every other time is told as a
multiple of it, measured in the same rounds, of the processor and not of the clock: reading, reading
a document ten times as long, the whole extraction, and python-docx's plain loops over paragraphs,
rows and cells. The memory is that of one whole extraction in a process of its own.

The extraction is told without the running text (its sentences not analysed) and with it; each of
the first report of its kind that a process meets after another one, as in a batch, and of a report
whose labels were met before, as next year's are.
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from lxml import etree

sys.path.pop(0)  # this folder, where this very file would pass for python-docx
sys.path.insert(0, str(Path(__file__).parent.parent))

import docx

from extractor.batch import extract_reports
from extractor.dataset import publish_dataset
from extractor.model import Report
from extractor.options import PublishOptions, ReportOptions
from extractor.read import read_document
from samples.districts import YEARS
from samples.write import write_samples

MAIN = "word/document.xml"
TIMES = 10
FRESH = 3
READING, EXTRACTION, MEGABYTES = 6, 20, 200  # what must not be exceeded


def floor(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        etree.fromstring(package.read(MAIN))


def plain_loops(path: Path) -> None:
    """What a user of python-docx writes first."""
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        paragraph.text  # noqa: B018
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                cell.text  # noqa: B018


def extraction(path: Path, prose: bool = True) -> None:
    """Everything: read, outlined, interpreted, resolved, written and validated."""
    with tempfile.TemporaryDirectory() as out:
        reports = [
            each
            for each in extract_reports([path], ReportOptions(prose=prose), jobs=1)
            if isinstance(each, Report)
        ]
        publish_dataset(reports, [], Path(out) / "data", PublishOptions())


def of_tables(path: Path) -> None:
    extraction(path, prose=False)


def first_met(path: Path, prose: bool) -> float:
    """A report of labels not met before, in a process that has read another one: a multiple of
    the floor.
    """
    command = [sys.executable, __file__, "--first", "prose" if prose else "tables", str(path)]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for _ in range(FRESH)
    ]
    return median(map(float, runs))


def measure_first(path: Path, prose: bool) -> float:
    with tempfile.TemporaryDirectory() as folder:
        write_samples(Path(folder), years=YEARS[-1:])
        extraction(sorted(Path(folder).rglob("*.docx"))[-1], prose)
    whole = seconds(partial(extraction, prose=prose), path)
    return whole / median(seconds(floor, path) for _ in range(9))


def seconds(work: Callable[[Path], object], path: Path) -> float:
    before = process_time()
    work(path)
    return process_time() - before


def rounds(path: Path, count: int, works: tuple[Callable[[Path], object], ...]) -> list[float]:
    """The median time of each work, the works taking turns, so that a busy machine is busy for
    all.
    """
    for work in works:
        work(path)
    times = [[seconds(work, path) for work in works] for _ in range(count)]
    return [median(column) for column in zip(*times, strict=True)]


def lengthened(path: Path, folder: Path) -> Path:
    """The same file with its body ten times over."""
    longer = folder / path.name
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(longer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            data = source.read(info)
            if info.filename == MAIN:
                head, opened, rest = data.partition(b"<w:body>")
                body, closed, tail = rest.rpartition(b"</w:body>")
                data = head + opened + body * TIMES + closed + tail
            target.writestr(info, data)
    return longer


def memory(path: Path) -> float:
    """The peak of one whole extraction in a process of its own, in megabytes."""
    done = subprocess.run(
        [sys.executable, __file__, "--once", str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def peak_memory() -> float:
    """Of this process since it began, in megabytes; what its parent held when it was made is not
    counted.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def report(path: Path, count: int) -> None:
    base, reading = rounds(path, count, (floor, read_document))
    print(f"{path.name}: floor {base * 1000:.1f} ms")
    print(f"  reading to the document   {reading / base:5.1f} ×  (at most {READING})")
    with tempfile.TemporaryDirectory() as folder:
        long_base, long_reading = rounds(lengthened(path, Path(folder)), 3, (floor, read_document))
    longer = f"{long_reading / reading:.1f} times the reading"
    print(
        f"  {TIMES} times the document     {long_reading / long_base:5.1f} ×  its floor, {longer}"
    )
    base, tables, whole, loops = rounds(path, 3, (floor, of_tables, extraction, plain_loops))
    print(
        f"  the whole extraction      {tables / base:5.1f} ×  without running text, "
        f"{first_met(path, False):.1f} × of new labels"
    )
    print(f"                                     (at most {EXTRACTION})")
    print(
        f"  … with running text       {whole / base:5.1f} ×, {first_met(path, True):.1f} × of new "
        "labels"
    )
    print(f"  python-docx's plain loops {loops / base:5.1f} ×")
    print(f"  memory of one extraction  {memory(path):5.0f} MB (at most {MEGABYTES})")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", type=Path, nargs="*")
    asked.add_argument("--rounds", type=int, default=11)
    asked.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--first", choices=["prose", "tables"], help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.first:
        print(measure_first(options.files[0], options.first == "prose"))
        return
    if options.once:
        extraction(options.once)
        print(peak_memory())
        return
    with tempfile.TemporaryDirectory() as folder:
        if not options.files:
            write_samples(Path(folder), years=YEARS[-1:])
        for path in options.files or sorted(Path(folder).rglob("*.docx"))[:1]:
            report(path, options.rounds)


if __name__ == "__main__":
    main()
