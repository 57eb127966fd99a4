"""How a run on a cluster ends when parts of the cluster are killed at random moments.

    python benchmarks/cluster.py [TRIALS [SEED]]

Each trial starts a scheduler and one or two workers on this machine, reads a dozen invented
reports, kills something at a random moment while they are read, then starts a whole cluster and
repeats the command with --resume. It counts: runs that ended by themselves, documents kept after
the first run, documents read by the second, and messages that call it a defect of the program (none
is allowed). The runs wait for a lost cluster a fifth as long as they do for people.
"""

import csv
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)  # a module of this folder has the name of the library docx

from docx import Document  # noqa: E402

REPORTS, ROWS = 12, 60
READ = " sections, "  # in what is said of each document
LONGEST = 240  # seconds: a run that takes longer counts as waiting for ever
IMPATIENT = (
    "import extractor.batch.cluster as cluster; cluster.CONNECT_SECONDS, cluster.MACHINES_SECONDS "
    "= 6.0, 12.0; "
    "from extractor.commands import main; main()"
)
WRONG = ("defect", "Traceback", "developers", "distributed.")
KINDS = ("only worker", "scheduler", "one of two workers", "all at once")


def written(path: Path, year: int) -> Path:
    document = Document()
    document.add_paragraph(f"Отчёт о работе библиотек Берёзовского района за {year} год")
    table = document.add_table(ROWS, 3)
    for at, cell in enumerate(table._cells):
        cell.text = str(at * year % 977) if at % 3 else f"Число посещений филиала № {at}"
    for at in range(ROWS):
        document.add_paragraph(
            f"Филиал № {at} посетили {at * 17 + year} человек, выдано {at * 31} книг."
        )
    document.save(path)
    return path


class Cluster:
    """A scheduler and its workers as processes on loopback; all of them are ended with the
    block.
    """

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder, self.count = folder, workers

    def __enter__(self) -> "Cluster":
        self.stack = ExitStack()
        place = self.folder / f"scheduler-{time.monotonic_ns()}.json"
        self.scheduler = self._started(
            "distributed.cli.dask_scheduler",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--scheduler-file",
            str(place),
        )
        self.workers = [
            self._started(
                "distributed.cli.dask_worker",
                "--no-dashboard",
                "--no-nanny",
                "--nthreads",
                "1",
                "--scheduler-file",
                str(place),
            )
            for _ in range(self.count)
        ]
        while not place.exists() or not place.stat().st_size:
            time.sleep(0.05)
        self.address = place.read_text().split('"address": "')[1].split('"')[0]
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def _started(self, module: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", module, *arguments, "--local-directory", str(self.folder)]
        if "scheduler" in module:
            command = command[:-2]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process


def started_run(files: list[Path], out: Path, address: str, *more: str) -> "subprocess.Popen[str]":
    command = [
        sys.executable,
        "-c",
        IMPATIENT,
        "extract",
        "--lang",
        "en",
        *map(str, files),
        "-o",
        str(out),
        "--cluster",
        address,
    ]
    return subprocess.Popen([*command, *more], cwd=ROOT, stderr=subprocess.PIPE, text=True)


def ended(run: "subprocess.Popen[str]", said: str = "") -> tuple[int | None, str]:
    guard = threading.Timer(LONGEST, run.kill)
    guard.start()
    more = run.stderr.read() if run.stderr else ""
    status, late = run.wait(), not guard.is_alive()
    guard.cancel()
    return None if late else status, said + more


def read_so_far(run: "subprocess.Popen[str]", count: int) -> str:
    """What the run said until it had read so many documents."""
    said = ""
    while said.count(READ) < count and run.stderr and (line := run.stderr.readline()):
        said += line
    return said


def kept(out: Path) -> int:
    path = out / "reports.csv"
    if not path.exists():
        return 0
    with path.open(encoding="utf-8", newline="") as file:
        return sum(row["status"] != "failed" for row in csv.DictReader(file))


def trial(kind: str, files: list[Path], folder: Path, seed: random.Random) -> Counter[str]:
    out = folder / "out"
    with Cluster(folder, 2 if kind == "one of two workers" else 1) as cluster:
        run = started_run(files, out, cluster.address)
        said = read_so_far(run, seed.randrange(REPORTS))
        time.sleep(seed.random() * 0.5)
        gone = {
            "only worker": [*cluster.workers],
            "scheduler": [cluster.scheduler],
            "one of two workers": cluster.workers[:1],
            "all at once": [cluster.scheduler, *cluster.workers],
        }
        for process in gone[kind]:
            process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        status, said = ended(run, said)
    first = kept(out)
    with Cluster(folder, 2) as cluster:
        again, said_again = ended(started_run(files, out, cluster.address, "--resume"))
    for line in (said + said_again).splitlines():
        if any(word in line for word in WRONG):
            print(f"  {kind}: {line}", flush=True)
    return Counter(
        {
            "trials": 1,
            "ended": status is not None,
            f"status {status}": 1,
            "kept": first,
            "read by the second run": said_again.count(READ),
            "second run whole": again == 0 and kept(out) == len(files),
            "read twice": first + said_again.count(READ) - len(files) if again == 0 else 0,
            "called a defect": any(word in said + said_again for word in WRONG),
        }
    )


def main(trials: int = 44, start: int = 14) -> None:
    seed = random.Random(start)
    with tempfile.TemporaryDirectory() as folder:
        files = [
            written(Path(folder) / f"{year}.docx", year) for year in range(2001, 2001 + REPORTS)
        ]
        total: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for number in range(trials):
            kind = KINDS[number % len(KINDS)]
            place = Path(folder) / str(number)
            place.mkdir()
            total[kind] += trial(kind, files, place, seed)
            print(f"{number + 1}: {kind}: {dict(total[kind])}", flush=True)
        for kind, counted in total.items():
            print(f"{kind}: {dict(counted)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
