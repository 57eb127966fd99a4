"""The data set read back from OUT as nouns."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from extractor.dataset.earlier import BY_NAME, earlier_lines, earlier_rows, require_dataset
from extractor.dataset.manifest import read_json
from extractor.model import Library, Status
from extractor.model.dataset import Dataset, Edition, Fact, Heading, PrintedChart, PrintedTable
from extractor.text import Aligned, aligned, clean, visible

Noun = TypeVar("Noun")
Rows = tuple[str, ...]
Paragraphs = tuple[tuple[str, str, str], ...]
CHARACTERS = re.compile(r"(.*):c(\d+)-(\d+)$")
Cells = tuple[tuple[int, int, int, int, str, str], ...]


def load_dataset(out: Path, cells: bool = True) -> Dataset:
    """Read a data set that ``svod extract`` wrote. Without ``cells`` tables come without cells and
    paragraphs stay empty.

    Raises CalledWrongly where ``out`` holds no data set.
    """
    require_dataset(out)
    lines = earlier_lines(out, "reports")
    facts = _grouped(out, "observations", 1, _fact)
    prose = {line["report"]: _prose(out, line["report"], cells) for line in lines}
    headings = _grouped(out, "sections", 0, _heading)
    printed = _cells_of(out) if cells else {}
    tables = _grouped(out, "tables", 0, lambda row: _table(row, printed))
    editions = tuple(
        Edition(
            line["report"],
            line["file"],
            line["sha256"],
            line["district"],
            line["organisation"],
            int(line["year"]) if line["year"] else None,
            _placed(facts.get(line["report"], ()), prose[line["report"]][0]),
            headings.get(line["report"], ()),
            tables.get(line["report"], ()),
            _visible(prose[line["report"]][0]),
            prose[line["report"]][1],
        )
        for line in lines
        if line["status"] != "failed"
    )
    failed = tuple(line["file"] for line in lines if line["status"] == "failed")
    return Dataset(editions, tuple(libraries_of(out)), failed)


def _grouped(
    out: Path, name: str, report: int, made: Callable[[Rows], Noun]
) -> dict[str, tuple[Noun, ...]]:
    found: dict[str, list[Noun]] = defaultdict(list)
    for row in earlier_rows(out, BY_NAME[name]):
        found[row[report]].append(made(row))
    return {key: tuple(nouns) for key, nouns in found.items()}


def _number(text: str) -> int | None:
    return int(text) if text else None


def _path(text: str) -> tuple[str, ...]:
    return tuple(text.split(" / ")) if text else ()


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for each in text.split(";") if text else ():
        name, _, value = each.partition("=")
        yield name, value.replace("%3B", ";")


# How the text of each column of ``observations.csv`` becomes a field of Fact, in their order.
FACT_FIELDS: tuple[Callable[[str], Any], ...] = (
    *(str, str, str),  # observation, report, section
    *(_number, _number, _number),  # table, row, column
    *(_path, _path),  # row_path, column_path
    *(str, lambda text: tuple(text.split()), str, str),  # indicator, library, area, period
    lambda text: Decimal(text) if text else None,  # value
    *(_number, str, lambda text: int(text or 1)),  # decimals, unit, multiplier
    *(Status, visible, lambda text: tuple(_pairs(text)), str),  # status, raw, extra, place
)


def _fact(row: Rows) -> Fact:
    return Fact(*(field(text) for field, text in zip(FACT_FIELDS, row, strict=True)))


def _heading(row: Rows) -> Heading:
    _, section, parent, level, title, place = row
    return Heading(section, parent, int(level), title, place)


def _cells_of(out: Path) -> dict[tuple[str, str], Cells]:
    found: dict[tuple[str, str], list[tuple[int, int, int, int, str, str]]] = defaultdict(list)
    for report, table, row, column, down, across, role, text in earlier_rows(out, BY_NAME["cells"]):
        found[report, table].append(
            (int(row), int(column), int(down), int(across), role, visible(text))
        )
    return {key: tuple(each) for key, each in found.items()}


def _table(row: Rows, printed: dict[tuple[str, str], Cells]) -> PrintedTable:
    report, table, section, caption, rows, columns, header_rows, stub_columns, place = row
    cells = printed.get((report, table), ())
    return PrintedTable(
        int(table),
        section,
        caption,
        int(rows),
        int(columns),
        int(header_rows),
        int(stub_columns),
        place,
        cells,
    )


def _visible(paragraphs: Paragraphs) -> Paragraphs:
    return tuple((place, section, visible(text)) for place, section, text in paragraphs)


def _placed(facts: tuple[Fact, ...], paragraphs: Paragraphs) -> tuple[Fact, ...]:
    """The facts with the characters of the visible text where a paragraph prints more than that."""
    marked = {place: aligned(text) for place, _, text in paragraphs if visible(text) != text}
    return tuple(_counted(fact, marked) for fact in facts) if marked else facts


def _counted(fact: Fact, marked: Mapping[str, Aligned]) -> Fact:
    found = CHARACTERS.match(fact.place)
    paragraph = marked.get(found[1]) if found else None
    if found is None or paragraph is None:
        return fact
    return replace(fact, characters=paragraph.within(int(found[2]), int(found[3])))


def _prose(out: Path, report: str, wanted: bool) -> tuple[Paragraphs, tuple[PrintedChart, ...]]:
    """Paragraphs, as they are printed, and charts of a document."""
    document = read_json(out, f"documents/{report}.json") if wanted else None
    if not document:
        return (), ()
    blocks = document["blocks"]
    paragraphs = [
        (each["place"], each["section"], each["text"])
        for each in blocks
        if each["kind"] == "paragraph" and each["text"]
    ]
    return tuple(paragraphs), tuple(_chart(each) for each in blocks if each["kind"] == "chart")


def _chart(block: dict[str, Any]) -> PrintedChart:
    series = tuple(
        (each["name"], tuple(each["categories"]), tuple(each["values"])) for each in block["series"]
    )
    return PrintedChart(block["place"], block["section"], block["title"], series)


def names_by_report(out: Path) -> dict[str, set[str]]:
    """The names of libraries and places that were met in each report, as printed."""
    found: dict[str, set[str]] = defaultdict(set)
    for report, text, *_ in earlier_rows(out, BY_NAME["mentions"]):
        found[report].add(clean(text))
    return found


def libraries_of(out: Path) -> Iterator[Library]:
    """The libraries of all reports."""
    for library, district, number, name, kind, settlement, address, aliases in earlier_rows(
        out, BY_NAME["libraries"]
    ):
        names = tuple(each for each in aliases.split(";") if each)
        yield Library(library, name, district, number, kind, settlement, address, names)
