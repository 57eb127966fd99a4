"""Many reports through one command: memory over time, CPU, bytes written; then one more report, and
all files once more with ``--resume``. ``--parts``: into an archive in parts.

    python benchmarks/stream.py [--reports 1000] [--jobs 1] [--pdf 0.3] [--cluster ADDRESS]
                                [--tables 20]

The reports are made: each has its own district and year, a list of libraries, so many tables and
text; a share of them are PDF. Memory is that of the process that writes, and of it with all that it
started; printed are the means while the first and the last tenth were read, and their ratio. Bytes
are those that the processes gave to the system to write (Linux).
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

import psutil

ROOT = Path(__file__).parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]  # not this folder: it holds a docx.py
from pdf_writer import Page, pdf_of  # noqa: E402
from wordfiles import p, tbl, tr, word_parts, zipped  # noqa: E402

LETTERS = "бвгджзклмнпрстфх"
YEARS = 20
TABLES, LIBRARIES, ROWS = 20, 12, 14
LABELS = ("Число пользователей", "Число посещений", "Выдано документов", "Поступило", "Выбыло")


def district(number: int) -> str:
    """A name that no place has: «Бавагорский»."""
    return (
        "".join(f"{LETTERS[number // 16**place % 16]}а" for place in range(3)).title() + "горский"
    )


def place(number: int, library: int) -> str:
    return f"{district(number)[:-3]}{LETTERS[library]}ая"


def word(number: int, year: int) -> bytes:
    """A report as a Word file."""
    body = [
        p(f"Отчёт о работе муниципальных библиотек {district(number)[:-2]}ого района за {year} год")
    ]
    for table in range(TABLES):
        body.append(p(f"{table + 1}. Раздел {table + 1}"))
        body.append(p(f"В {year} году получено {table + 5} 100 экземпляров, на {table} больше."))
        rows = [tr("Библиотека", *(f"{label}, {table}" for label in LABELS))]
        for library in range(LIBRARIES):
            figures = (str(100 * number + 7 * library + at + table) for at in range(len(LABELS)))
            rows.append(tr(f"{place(number, library)} сельская библиотека", *figures))
        body.append(tbl(*rows))
    return zipped(word_parts("".join(body)))


def portable(number: int, year: int) -> bytes:
    """A report as a PDF file."""
    page = Page().text(
        60, 60, f"Отчёт о работе библиотек {district(number)[:-2]}ого района за {year} год"
    )
    lines = ["Показатель | Всего", *(f"{label} | {number + at}" for at, label in enumerate(LABELS))]
    page.table("\n".join(lines), 60, 100, [200, 100])
    return pdf_of(*[page] * 3)


def made(folder: Path, count: int, share: float) -> list[Path]:
    files = []
    for at in range(count):
        number, year = at // YEARS, 2005 + at % YEARS
        is_pdf = at % 10 < 10 * share
        path = folder / f"{district(number)}-{year}.{'pdf' if is_pdf else 'docx'}"
        path.write_bytes((portable if is_pdf else word)(number, year))
        files.append(path)
    return files


class Watch:
    """The memory of a process, alone and with all below it, in megabytes, over time."""

    def __init__(self, process: int) -> None:
        self.process = psutil.Process(process)
        self.alone: list[float] = []
        self.together: list[float] = []
        self.seen: dict[int, int] = {}
        self.cpu = 0.0  # seconds of the process itself

    def look(self) -> None:
        try:
            family = [self.process, *self.process.children(recursive=True)]
            sizes = [one.memory_info().rss / 2**20 for one in family]
            self.seen |= {one.pid: one.io_counters().write_chars for one in family}
            self.cpu = sum(self.process.cpu_times()[:2])
        except psutil.Error:
            return
        self.alone.append(sizes[0])
        self.together.append(sum(sizes))


def run(files: list[Path], out: Path, *more: str) -> tuple[Watch, float, float]:
    """Run the command; its memory over time, CPU and wall seconds."""
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "extract",
        *map(str, files),
        "-o",
        str(out),
        "-q",
    ]
    before = psutil.Process().cpu_times()
    start = time.perf_counter()
    process = subprocess.Popen([*command, *more])
    watch = Watch(process.pid)
    while process.poll() is None:
        watch.look()
        time.sleep(0.2)
    after = psutil.Process().cpu_times()
    spent = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return watch, spent, time.perf_counter() - start


def growth(sizes: list[float]) -> str:
    tenth = max(1, len(sizes) // 10)
    first, last = mean(sizes[tenth : 2 * tenth] or sizes), mean(sizes[-2 * tenth : -tenth] or sizes)
    return f"{first:.0f} → {last:.0f} MB (x {last / first:.2f}), most {max(sizes):.0f}"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--reports", type=int, default=1000)
    asked.add_argument("--pdf", type=float, default=0.3)
    asked.add_argument("--jobs", default="1")
    asked.add_argument("--cluster", default="")
    asked.add_argument("--parts", action="store_true")
    asked.add_argument("--tables", type=int, default=20)
    given = asked.parse_args()
    global TABLES
    TABLES = given.tables
    more = ["--parts"] if given.parts else []
    more += ["--jobs", given.jobs, *(["--cluster", given.cluster] if given.cluster else [])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "reports").mkdir()
        files, out = made(folder / "reports", given.reports + 1, given.pdf), folder / "out"
        runs = {
            "all": (files[:-1], []),
            "one more": (files[-1:], []),
            "again": (files, ["--resume"]),
        }
        first = 0.0
        for what, (some, added) in runs.items():
            watch, spent, wall = run(some, out, *more, *added)
            first = first or spent
            written = sum(watch.seen.values()) / 1e6
            print(f"{what}: {len(some)} reports, {spent:.1f} s CPU, {wall:.0f} s by the clock")
            print(f"  of it the process that writes {watch.cpu:.1f} s")
            print(f"  the first run takes {first / spent:.0f} times that CPU")
            print(
                f"  {written:.0f} MB written; memory of the one that writes {growth(watch.alone)}"
            )
            print(f"  memory with its processes {growth(watch.together)}", flush=True)
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        print(f"data set: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
