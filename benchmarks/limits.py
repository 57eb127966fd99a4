"""A document that takes all memory, or never ends, or kills what reads it, among eight good ones.

    python benchmarks/limits.py

Each is read by the command itself with ``--jobs 1``, ``--jobs 2`` and on a cluster of two workers.
The bad document is one of a reader that is plugged in for the run. Prints what each run ended with,
how many reports it read, what it said of the bad document and how long it took; ends with 1 unless
each time eight were read and the one was named.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)  # not this folder: a benchmark here has the name of a library

from benchmarks.cluster import Cluster  # noqa: E402
from benchmarks.mutants import report  # noqa: E402

READER = """import os, signal, subprocess, sys, time

def read(path, options):
    exec(path.read_text(encoding="utf-8"))
"""
BAD = {
    "takes all memory": "kept = []\nwhile True: kept.append(bytearray(os.urandom(1 << 20)))",
    "takes all memory at once": "kept = bytearray(1 << 44)",
    "starts one that takes all memory": (
        "code = 'import os\\nkept = []\\nwhile True: kept.append(os.urandom(1 << 20))'\n"
        "subprocess.run([sys.executable, '-c', code])"
    ),
    "never ends": "while True: pass",
    "sleeps": "time.sleep(1 << 30)",
    "never ends in one call": "import re; re.match('(a+)+$', 'a' * 60 + 'b')",
    "kills its process": "os.kill(os.getpid(), signal.SIGKILL)",
}
WAYS = ("--jobs 1", "--jobs 2", "--cluster")
SECONDS, MEGABYTES, GOOD, LONGEST = 20, 300, 8, 300


def plugged(folder: Path) -> Path:
    """A folder for PYTHONPATH in which a reader of ``.trouble`` is installed."""
    about = folder / "trouble-1.dist-info"
    about.mkdir(parents=True)
    (folder / "trouble_reader.py").write_text(READER, encoding="utf-8")
    points = "[svod.readers]\n.trouble = trouble_reader:read\n"
    (about / "entry_points.txt").write_text(points, encoding="utf-8")
    (about / "METADATA").write_text("Name: trouble\nVersion: 1\n", encoding="utf-8")
    return folder


@contextmanager
def arguments(way: str, folder: Path) -> Iterator[list[str]]:
    """What the command is given for this way of reading; the cluster lives with the block."""
    if way != "--cluster":
        yield way.split()
        return
    place = folder / "cluster"
    place.mkdir()
    with Cluster(place, 2) as cluster:
        yield [way, cluster.address]


def tried(way: str, program: str, folder: Path) -> tuple[int, list[str], str, float]:
    """The exit status, the reports that were read, what is said of the bad one, and the seconds."""
    source, out = folder / "in", folder / "out"
    source.mkdir(parents=True)
    for number in range(GOOD):
        content = report(f"{'АБВГДЕЖЗ'[number]}лёшинского")
        (source / f"good-{number}.docx").write_bytes(content)
    (source / "good-3-bad.trouble").write_text(program, encoding="utf-8")
    limits = ["--timeout", str(SECONDS), "--memory", str(MEGABYTES)]
    start = time.monotonic()
    with arguments(way, folder) as more:
        call = [sys.executable, str(ROOT / "cli.py"), "extract", str(source), "-o", str(out), "-q"]
        status = subprocess.run(
            [*call, *limits, *more], capture_output=True, text=True, timeout=LONGEST, check=False
        ).returncode
    with (out / "reports.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    read = [row["file"] for row in rows if row["status"] != "failed"]
    said = " ".join(row["message"] for row in rows if row["file"].endswith(".trouble"))
    return status, read, said, time.monotonic() - start


def main() -> None:
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        os.environ["PYTHONPATH"] = str(plugged(Path(name) / "plugins"))
        for number, (kind, program) in enumerate(BAD.items()):
            for way in WAYS:
                status, read, said, seconds = tried(way, program, Path(name) / f"{number}{way}")
                is_right = status == 1 and len(read) == GOOD and bool(said)
                wrong += not is_right
                mark = "" if is_right else "WRONG "
                print(f"{mark}{kind}, {way}: {len(read)} read, {seconds:.0f} s: {said}", flush=True)
    print(f"{len(BAD) * len(WAYS)} runs, {wrong} wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
