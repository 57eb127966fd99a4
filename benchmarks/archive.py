"""How the archive bears sixty districts over ten years, and two hundred kills.

    python benchmarks/archive.py REPORT.docx [DISTRICTS YEARS]     build, compare, add one, size
    python benchmarks/archive.py --kills [COUNT]                   kill writers at random moments

The data set is made of one report: every district and year gets it with its own figures. Times are
CPU seconds.
"""

import csv
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from building import report_of
from msgspec.structs import replace

from extractor.dataset import publish_dataset
from extractor.model import Observation, Report
from extractor.options import PublishOptions, ReportOptions
from extractor.pipeline import extract_report

LAST_YEAR, BATCH = 2023, 20
CSV_ALONE = PublishOptions(formats=("csv",))


def variant(report: Report, district: int, year: int) -> Report:
    """The report as another district would have written it in another year."""
    name = f"Район {district:02d} район"
    file, factor = (
        f"d{district:02d}-{year}.docx",
        Decimal(100 + 3 * district + (year - 2014) * 2) / 100,
    )
    shift = year - (report.year or year)
    ids = {each.library: f"d{district:02d}-{each.library}" for each in report.libraries}
    return replace(
        report,
        report=file.removesuffix(".docx"),
        district=name,
        year=year,
        document=replace(report.document, file=file, sha256=f"{district:032x}{year:032x}"),
        observations=tuple(moved(each, file, factor, shift, ids) for each in report.observations),
        libraries=tuple(
            replace(each, library=ids[each.library], district=name) for each in report.libraries
        ),
        mentions=(),
    )


def moved(
    each: Observation, file: str, factor: Decimal, shift: int, ids: dict[str, str]
) -> Observation:
    value = each.value
    if value is not None and each.decimals == 0:
        value = (value * factor).quantize(Decimal(1))
    period = str(int(each.period) + shift) if each.period.isdecimal() else ""
    place = replace(each.place, file=file)
    return replace(
        each,
        value=value,
        period=period,
        library=tuple(ids[name] for name in each.library),
        place=place,
    )


def timed(what: str, call: Callable[[], object]) -> None:
    """CPU seconds of this process and of those that it started."""
    before, wall = os.times(), time.perf_counter()
    call()
    spent = sum(os.times()[:4]) - sum(before[:4])
    print(f"{what}: {spent:.2f} s CPU, {time.perf_counter() - wall:.2f} s by the clock", flush=True)


def compare(out: Path, by: str, *more: str) -> None:
    """The command as people call it, the start of Python included."""
    command = [sys.executable, "cli.py", "compare", str(out), "--by", by, *more]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=Path(__file__).parent.parent)


def batches(report: Report, districts: int, years: int) -> Iterator[list[Report]]:
    every = [(district, LAST_YEAR - year) for year in range(years) for district in range(districts)]
    for at in range(0, len(every), BATCH):
        yield [variant(report, *each) for each in every[at : at + BATCH]]


def bear(path: Path, districts: int, years: int) -> None:
    report = extract_report(path, ReportOptions())
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        timed(
            f"{districts} x {years} reports built",
            lambda: build(batches(report, districts, years), out),
        )
        new = variant(report, districts, LAST_YEAR)
        timed("one report added", lambda: publish_dataset([new], [], out, CSV_ALONE))
        timed(
            "one report replaced",
            lambda: publish_dataset([with_other_content(new)], [], out, CSV_ALONE),
        )
        for by in ("year", "district", "library"):
            timed(
                f"one indicator by {by}",
                lambda by=by: compare(out, by, "--indicator", "users.registered"),
            )
            timed(f"all indicators by {by}", lambda by=by: compare(out, by))
        sizes = {each.name: each.stat().st_size for each in sorted(out.iterdir()) if each.is_file()}
        print(
            f"archive: {sum(sizes.values()) / 1e6:.0f} MB",
            {name: f"{size / 1e6:.1f}" for name, size in sizes.items()},
        )


def build(batches_of_reports: Iterator[list[Report]], out: Path) -> None:
    for each in batches_of_reports:
        publish_dataset(each, [], out, CSV_ALONE)


def with_other_content(report: Report) -> Report:
    return replace(report, document=replace(report.document, sha256="f" * 64))


def kill(count: int) -> None:
    """Kill a writer after a random time, and hold what is left against what was there before and
    what was to come.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, seed = Path(folder) / "out", random.Random(5)
        publish_dataset([report_of(report="a-2023", file="a-2023.docx")], [], out, PublishOptions())
        killed = 0
        for number in range(count):
            name, about = (
                f"b{number % 7}-2023",
                {"sha256": f"{number:064x}", "district": f"Район {number % 7} район"},
            )
            report = report_of(report=name, file=f"{name}.docx", libraries=[], **about)
            child = os.fork()
            if child == 0:
                publish_dataset(
                    [report], [], out, PublishOptions(formats=("json", "csv", "sqlite"))
                )
                os._exit(0)
            time.sleep(seed.random() * 0.12)
            os.kill(child, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
            whole(out)
        print(f"{killed} of {count} writers killed at work; the archive is whole")


def whole(out: Path) -> None:
    """Every file there, every figure of a report that is there, none twice, and the archive in
    step.
    """
    with (out / "reports.csv").open(encoding="utf-8", newline="") as table:
        reports = [row["report"] for row in csv.DictReader(table)]
    with (out / "observations.csv").open(encoding="utf-8", newline="") as table:
        figures = [row["observation"] for row in csv.DictReader(table)]
    assert len(set(reports)) == len(reports) and len(set(figures)) == len(figures) == 3 * len(
        reports
    )
    assert {path.stem for path in (out / "documents").iterdir()} == set(reports)
    base = sqlite3.connect(out / "archive.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {row[0] for row in base.execute("SELECT report FROM reports")} == set(reports)
    base.close()


if __name__ == "__main__":
    if sys.argv[1] == "--kills":
        kill(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    else:
        bear(
            Path(sys.argv[1]),
            *(int(each) for each in sys.argv[2:4]) if len(sys.argv) > 2 else (60, 10),
        )
