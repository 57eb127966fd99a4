"""Reading PDF side by side: ``python benchmarks/pdf.py FILE.pdf [--rounds 3] [--word FILE.docx]``.

Each way runs in a process of its own, in turns, and is measured in seconds of CPU time and in
memory at its highest, import included in neither time. With ``--word`` the tables of the two
editions are compared cell by cell.
"""

import argparse
import difflib
import resource
import statistics
import subprocess
import sys
from pathlib import Path

OURS = """
from pathlib import Path
from extractor.options import ReadOptions
from extractor.read.pdf import read_pdf
import extractor.read.pdf.{engine}
import pymorphy3
def run(path):
    document = read_pdf(Path(path), ReadOptions(engine="{name}"))
    return document.pages, sum(hasattr(block, "cells") for block in document.blocks)
"""
PDFPLUMBER = """
import pdfplumber
def run(path):
    tables = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            tables += len(page.extract_tables())
            page.close()
        return len(document.pages), tables
"""
MEASURE = """
import resource, sys, time
start = time.process_time()
pages, tables = run(sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(time.process_time() - start, peak, pages, tables)
"""
WAYS = {
    "svod (pypdfium2)": OURS.format(engine="pdfium", name="pypdfium2"),
    "svod (pdfplumber)": OURS.format(engine="plumber", name="pdfplumber"),
    "pdfplumber": PDFPLUMBER,
}


def measured(code: str, path: str) -> tuple[float, float, str]:
    done = subprocess.run(
        [sys.executable, "-c", code + MEASURE, path], capture_output=True, text=True, check=True
    )
    seconds, memory, pages, tables = done.stdout.split()
    return float(seconds), float(memory), f"{pages} pages, {tables} tables"


def pdftotext(path: str) -> tuple[float, float, str]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["pdftotext", "-bbox-layout", path, "/dev/null"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 0.0, "words only"


def times(path: str, rounds: int) -> None:
    runs: dict[str, list[tuple[float, float, str]]] = {}
    for _ in range(rounds):
        runs.setdefault("pdftotext -bbox-layout", []).append(pdftotext(path))
        for name, code in WAYS.items():
            runs.setdefault(name, []).append(measured(code, path))
    middle = {name: statistics.median(run[0] for run in each) for name, each in runs.items()}
    for name, each in runs.items():
        faster, floor = (
            middle["pdfplumber"] / middle[name],
            middle[name] / middle["pdftotext -bbox-layout"],
        )
        memory = max(run[1] for run in each)
        ratios = f"{faster:5.1f} x pdfplumber  {floor:5.1f} x pdftotext"
        print(f"{name:24} {middle[name]:7.2f} s  {ratios}  {memory:5.0f} MB  {each[0][2]}")


def agreement(pdf: Path, word: Path) -> None:
    """How many cells of the Word edition the PDF edition has at the same row and column with the
    same words and spans.
    """
    from extractor.model import Table
    from extractor.read import read_document
    from extractor.text import fold

    one, other = (
        [b for b in read_document(path).blocks if isinstance(b, Table)] for path in (word, pdf)
    )
    heads = [
        [tuple(fold(cell.text) for cell in table.cells[:6]) for table in tables]
        for tables in (one, other)
    ]
    total = sum(len(table.cells) for table in one)
    same = 0
    for mark, i1, i2, j1, j2 in difflib.SequenceMatcher(None, *heads, autojunk=False).get_opcodes():
        for left, right in (
            zip(one[i1:i2], other[j1:j2], strict=False) if mark in ("equal", "replace") else ()
        ):
            known = {
                (c.row, c.column, c.row_span, c.column_span): fold(c.text) for c in right.cells
            }
            same += sum(
                known.get((c.row, c.column, c.row_span, c.column_span)) == fold(c.text)
                for c in left.cells
            )
    print(
        f"tables: {len(one)} in Word, {len(other)} in PDF; cells the same in place, span and "
        f"words: {same} of {total}"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--word", type=Path)
    options = asked.parse_args()
    times(str(options.file), options.rounds)
    if options.word:
        agreement(options.file, options.word)


if __name__ == "__main__":
    main()
