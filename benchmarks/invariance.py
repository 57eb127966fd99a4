"""What must not matter: every invisible character in every report at random places; no data set may
change.

    python benchmarks/invariance.py [REPORT.docx …] [--trials 400] [--seed 1]

Each trial puts one character into random texts of one report (body, notes, headers, charts) and
reads it again. Reports are those of ``samples/reports`` where none is named. Answers 1 where a
trial was unreadable or changed the data.
"""

import argparse
import itertools
import random
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from extractor.dataset.rows import Named, mention_rows, observation_rows, section_rows, table_rows
from extractor.model import Report
from extractor.options import ReportOptions
from extractor.pipeline import extract_report

SAMPLES = Path(__file__).parent.parent / "samples" / "reports"
MARKS = (
    "\u00ad",
    "<w:softHyphen/>",
    "\u034f",
    "\u180e",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2060",
    "\u2061",
    "\u2064",
    "\u2066",
    "\u2069",
    "\ufe00",
    "\ufe0f",
    "\ufeff",
)
PARTS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*|charts/[^/]*)\.xml$")
TEXT = re.compile(r"(?<=>)[^<>]+(?=</(?:w:t|a:t|c:v)>)")
PLACES = 25


def marked(path: Path, mark: str, luck: random.Random, target: Path) -> None:
    """A copy of a Word file with a mark at random places of random texts, at most ``PLACES`` in
    a part.
    """
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            content = source.read(name)
            if PARTS.match(name):
                content = _sprinkled(content.decode("utf-8"), mark, luck).encode("utf-8")
            copy.writestr(name, content)


def _sprinkled(xml: str, mark: str, luck: random.Random) -> str:
    found = list(TEXT.finditer(xml))
    for text in sorted(luck.sample(found, min(PLACES, len(found))), key=lambda each: -each.start()):
        inside = mark
        if mark.startswith("<"):
            is_run = xml.startswith("</w:t>", text.end())
            inside = f'</w:t>{mark}<w:t xml:space="preserve">' if is_run else "\u00ad"
        at = text.start() + luck.choice(_borders(text[0]))
        xml = xml[:at] + inside + xml[at:]
    return xml


def _borders(text: str) -> list[int]:
    """Positions between characters, none inside an entity («&amp;»)."""
    solid = {
        at
        for found in re.finditer(r"&[^;]*;", text)
        for at in range(found.start() + 1, found.end())
    }
    return [at for at in range(len(text) + 1) if at not in solid]


def data_of(report: Report) -> tuple[object, ...]:
    """All that the data set says of a report but raw texts and places."""
    named = Named("report", report, {each.library: each.library for each in report.libraries})
    return (
        (report.district, report.organisation, report.year, report.libraries),
        [row[:-1] for row in section_rows(named)],
        [row[:-1] for row in table_rows(named)],
        [(*row[:17], row[18]) for row in observation_rows(named)],
        [row[2:-1] for row in mention_rows(named)],
        [layout.roles for layout in report.layouts],
        [each.kind for each in report.asides],
    )


def trials(paths: list[Path], count: int, seed: int) -> Iterator[tuple[Path, str, int]]:
    pairs = itertools.cycle(itertools.product(MARKS, paths))
    for number, (mark, path) in enumerate(itertools.islice(pairs, count)):
        yield path, mark, seed * 100_000 + number


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="*", type=Path)
    parser.add_argument("--trials", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    paths = given.reports or sorted(SAMPLES.glob("*.docx"))
    expected = {path: data_of(extract_report(path, ReportOptions())) for path in paths}
    unreadable, changed, started = 0, 0, time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for path, mark, seed in trials(paths, given.trials, given.seed):
            copy = Path(folder) / path.name
            marked(path, mark, random.Random(seed), copy)
            try:
                found = data_of(extract_report(copy, ReportOptions()))
            except Exception as error:  # whatever it is, it is what is counted
                unreadable += 1
                print(f"unreadable: {path.name} {mark!a} seed {seed}: {error!r}", flush=True)
                continue
            if found != expected[path]:
                changed += 1
                print(
                    f"changed: {path.name} {mark!a} seed {seed}: "
                    f"{first_change(expected[path], found)}",
                    flush=True,
                )
    took = time.process_time() - started
    print(
        f"{given.trials} trials: {unreadable} unreadable, {changed} changed ({took:.0f} s of "
        "processor time)"
    )
    return int(bool(unreadable or changed))


def first_change(one: object, other: object) -> str:
    """The first place where two answers differ, shortened."""
    while (
        isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other)
    ):
        differ = next((pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]), None)
        if differ is None:
            break
        one, other = differ
    return f"{one!a:.200} → {other!a:.200}"


if __name__ == "__main__":
    sys.exit(main())
