"""Word files with a character that nobody sees at random places, and what may not change by it."""

import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from extractor.dataset.rows import Named, mention_rows, observation_rows, section_rows, table_rows
from extractor.model import Report

SOFT_HYPHEN = "<w:softHyphen/>"
VARIANTS = tuple(map(chr, range(0xFE00, 0xFE10)))
MARKS = (
    *"\u00ad\u034f\u061c\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2064\ufeff",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\U000e0100",
    *VARIANTS,
    SOFT_HYPHEN,
)
PARTS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*|charts/[^/]*)\.xml$")
TEXT = re.compile(r"(?<=>)[^<>]+(?=</(?:w:t|a:t|c:v)>)")
PLACES = 25
FREE = ("file", "sha256", "raw", "text", "place")  # what may differ


def marked(path: Path, marks: tuple[str, ...], luck: random.Random, target: Path) -> Path:
    """Write a copy of a Word file with marks at random places of random texts, at most PLACES in a
    part.
    """
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            content = source.read(name)
            if PARTS.match(name):
                content = _sprinkled(content.decode("utf-8"), marks, luck).encode("utf-8")
            copy.writestr(name, content)
    return target


def _sprinkled(xml: str, marks: tuple[str, ...], luck: random.Random) -> str:
    texts = list(TEXT.finditer(xml))
    chosen = luck.sample(texts, min(PLACES, len(texts)))
    for text in sorted(chosen, key=lambda found: -found.start()):
        at = text.start() + luck.choice(_borders(text[0]))
        is_run = xml.startswith("</w:t>", text.end())
        xml = xml[:at] + _inside(luck.choice(marks), is_run) + xml[at:]
    return xml


def _inside(mark: str, is_run: bool) -> str:
    """What stands in the XML: an element closes the text it is in."""
    if mark != SOFT_HYPHEN:
        return mark
    return f'</w:t>{mark}<w:t xml:space="preserve">' if is_run else "\u00ad"


def _borders(text: str) -> list[int]:
    """Positions between characters, none inside an entity («&amp;»)."""
    solid = {
        at
        for found in re.finditer(r"&[^;]*;", text)
        for at in range(found.start() + 1, found.end())
    }
    return [at for at in range(len(text) + 1) if at not in solid]


def data_of(report: Report) -> dict[str, object]:
    """All that the data set says of a report but files, raw texts and places."""
    named = Named("report", report, {each.library: each.library for each in report.libraries})
    rows = {
        "sections": section_rows(named),
        "tables": table_rows(named),
        "observations": observation_rows(named),
        "mentions": mention_rows(named),
    }
    found: dict[str, object] = {
        name: [_told(msgspec.structs.asdict(row)) for row in records]
        for name, records in rows.items()
    }
    return found | {
        "identity": (report.district, report.organisation, report.year, report.doubts),
        "libraries": report.libraries,
        "roles": [layout.roles for layout in report.layouts],
        "asides": [aside.kind for aside in report.asides],
    }


def _told(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in FREE}


def first_change(one: object, other: object) -> str:
    """Say where two answers differ first, shortened."""
    path: list[str] = []
    while one != other:
        below = next(_differing(one, other), None)
        if below is None:
            break
        name, one, other = below
        path.append(name)
    return f"{'.'.join(path)}: {one!a:.150} → {other!a:.150}"


def _differing(one: object, other: object) -> Iterator[tuple[str, object, object]]:
    if isinstance(one, dict) and isinstance(other, dict):
        yield from (
            (str(key), one[key], other.get(key)) for key in one if one[key] != other.get(key)
        )
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        pairs = enumerate(zip(one, other, strict=False))
        yield from ((str(at), *pair) for at, pair in pairs if pair[0] != pair[1])
