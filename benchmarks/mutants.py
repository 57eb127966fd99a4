"""Mutants of a PDF and of a .docx, eight at a time beside two good reports.

    python benchmarks/mutants.py [--count 700] [--seed 1] [--after 0] [--seconds 20] [--memory 1000]

Half of the mutants are damaged in their bytes, half in what the bytes hold: the XML of a part of a
.docx, the names and numbers of a PDF. Each batch of eight is read with two good reports into a data
set of its own. Prints after each how many batches kept both good reports, how many mutants were
read, named, over a limit, how many data sets are valid; ends with 1 where a good report is
missing or a data set is not valid. The same seed gives the same mutants.
"""

import argparse
import csv
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)  # the tests are found there, and a benchmark here has the name of a library

from docx import Document  # noqa: E402
from frictionless import Package  # noqa: E402

from tests.pdf_writer import Page, pdf_of  # noqa: E402

AT_ONCE = 8
GOOD = ("good-1.docx", "good-2.docx")
OVER = re.compile(r"--(timeout|memory) N")
TITLE = "Отчёт о деятельности муниципальных библиотек {} района за 2023 год"
TABLE = ("Показатель", "2023", "Число пользователей", "1 234", "Книговыдача, экз.", "56 789")
PIECE = re.compile(rb"<[^<>]{1,200}>|[\w.-]{1,40}")
Change = Callable[[random.Random, bytes], bytes]


def report(district: str) -> bytes:
    """A small report as Word saves it."""
    document = Document()
    document.add_heading("1. Пользователи", 1)
    document.add_paragraph(TITLE.format(district))
    document.add_paragraph(
        "В 2023 году число пользователей составило 1 234 человека, на 34 больше, чем в 2022 году."
    )
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, TABLE, strict=True):
        cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def report_as_pdf() -> bytes:
    """Two small pages: text, a table, a font that only the second engine reads."""
    first = Page().lines(
        60, 60, [TITLE.format("Заречного"), "Число пользователей составило 1 234 человека."]
    )
    first.table("Показатель | 2023\nПользователи | 1 234\nКниги | 56 789", 60, 120, (200, 80))
    return pdf_of(first, Page().text(60, 60, "Газеты 5").text(60, 90, "Журналы 7", font="blind"))


def bytes_changed(rng: random.Random, content: bytes) -> bytes:
    """Some bytes replaced, a stretch removed, repeated or moved, or the end cut off."""
    data = bytearray(content)
    start = rng.randrange(len(data))
    length = rng.choice((1, 4, 64, 1024))
    match rng.randrange(5):
        case 0:
            for _ in range(rng.choice((1, 8, 64))):
                data[rng.randrange(len(data))] = rng.randrange(256)
        case 1:
            del data[start : start + length]
        case 2:
            data[start:start] = data[start : start + length] * rng.choice((1, 3, 50))
        case 3:
            piece = data[start : start + length]
            del data[start : start + length]
            at = rng.randrange(len(data) + 1)
            data[at:at] = piece
        case _:
            del data[start:]
    return bytes(data)


def pieces_changed(rng: random.Random, content: bytes) -> bytes:
    """Tags, names, numbers exchanged with others, repeated, removed or made very large."""
    for _ in range(rng.choice((1, 3, 10))):
        found = list(PIECE.finditer(content))
        if len(found) < 2:
            return content
        one, other = rng.sample(found, 2)
        new = rng.choice((other[0], b"", one[0] * 3, b"-99999.9", b"999999999999", b"\xff\xfe"))
        content = content[: one.start()] + new + content[one.end() :]
    return content


def xml_changed(rng: random.Random, content: bytes) -> bytes:
    """A .docx of which one part has pieces changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = "word/document.xml"
    name = (
        main
        if rng.random() < 0.5
        else rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    )
    parts[name] = pieces_changed(rng, parts[name])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """So many of each kind, PDF and .docx by turns, as (name, content)."""
    kinds: dict[str, tuple[bytes, tuple[Change, Change]]] = {
        "pdf": (report_as_pdf(), (bytes_changed, pieces_changed)),
        "docx": (report("Заречного"), (bytes_changed, xml_changed)),
    }
    for number in range(count):
        for suffix, (content, changes) in kinds.items():
            rng = random.Random(f"{seed} {suffix} {number}")
            yield f"{suffix}-{number}.{suffix}", changes[number % 2](rng, content)


def tried(batch: list[tuple[str, bytes]], folder: Path, arguments: list[str]) -> Counter[str]:
    """What became of one batch."""
    source, out = folder / "in", folder / "out"
    source.mkdir()
    for name, content in (*batch, *zip(GOOD, map(report, ("Лугового", "Полянского")), strict=True)):
        (source / name).write_bytes(content)
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "extract",
        str(source),
        "-o",
        str(out),
        "-q",
        *arguments,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = Counter(batches=1, mutants=len(batch))
    if "Traceback" in done.stderr or not (out / "reports.csv").is_file():
        print(f"no data set: {[name for name, _ in batch]}: {done.stderr[-500:]}")
        return found
    with (out / "reports.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    found["both good"] = all(
        any(row["file"] == name and row["status"] != "failed" for row in rows) for name in GOOD
    )
    found["valid"] = Package(str(out / "datapackage.json")).validate().valid
    others = [row for row in rows if row["file"] not in GOOD]
    found["named"] = sum(row["status"] == "failed" and bool(row["message"]) for row in others)
    found["read"] = sum(row["status"] != "failed" for row in others)
    found["over a limit"] = sum(bool(OVER.search(row["message"])) for row in others)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=700, help="mutants of each kind")
    parser.add_argument("--after", type=int, default=0, help="batches to leave out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=20, help="a document")
    parser.add_argument("--memory", type=int, default=1000, help="MB a document")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    arguments = [
        "--timeout",
        str(given.seconds),
        "--memory",
        str(given.memory),
        "--jobs",
        str(given.jobs),
    ]
    total: Counter[str] = Counter()
    start = time.perf_counter()
    everything = list(mutants(given.seed, given.count))[AT_ONCE * given.after :]
    for at in range(0, len(everything), AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            total += tried(everything[at : at + AT_ONCE], Path(folder), arguments)
        total["over a limit"] += 0
        seconds = round(time.perf_counter() - start)
        print(json.dumps({**total, "seconds": seconds}), flush=True)
    sys.exit(total["both good"] != total["batches"] or total["valid"] != total["batches"])


if __name__ == "__main__":
    main()
