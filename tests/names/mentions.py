"""Reads the invented systems of ``mentioned/``: a registry, labels as in ``labels.py`` and a
report.

A report (``NAME.text``) is written as it is read: ``# heading`` (``#`` alone ends
its section), ``> lead`` of what follows,
``= caption`` and ``| row |`` of a table, else a paragraph. ``[name=ids]`` marks what names
libraries, ``{figure=ids}`` a figure with its libraries; ``-`` is the whole system and nothing
neither. ``hold-…`` were not looked at while the rules were made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.model import (
    Document,
    Library,
    Observation,
    Outline,
    Paragraph,
    PlacedTable,
    Section,
    Table,
)
from extractor.names import attach_names, list_mentions, read_registry
from extractor.prose import quote_figures
from extractor.tables import interpret_table
from tests.building import table_of

FOLDER = Path(__file__).parent / "mentioned"
FILE, YEAR = "a.docx", 2023
_MARK = re.compile(r"([\[{])([^\]}=]+)=([^\]}]*)[\]}]")
Span = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A text without its marks, and what they say of its characters."""

    text: str
    names: dict[Span, frozenset[str]]
    figures: dict[Span, frozenset[str]]


@dataclass(frozen=True)
class Answer:
    """What a person marked and what was found: ``kind`` is name, figure, cell or invented."""

    kind: str
    text: str
    context: str
    wanted: frozenset[str]
    found: frozenset[str]

    @property
    def is_right(self) -> bool:
        return self.wanted == self.found


def reports() -> list[Path]:
    """The registries, those to look at first."""
    return sorted(FOLDER.glob("*.csv"), key=lambda path: (path.stem.startswith("hold-"), path.stem))


def marked(line: str) -> Marked:
    """A line with its marks taken out; ``[[…]=…]`` does not occur."""
    text, after = "", 0
    spans: dict[str, dict[Span, frozenset[str]]] = {"[": {}, "{": {}}
    for mark in _MARK.finditer(line):
        text += line[after : mark.start()]
        ids = frozenset(mark[3].replace("-", " ").split() if mark[3] == "-" else mark[3].split())
        spans[mark[1]][len(text), len(text) + len(mark[2])] = ids
        text, after = text + mark[2], mark.end()
    return Marked(text + line[after:], spans["["], spans["{"])


def answers(registry_file: Path) -> Iterator[Answer]:
    """Every mark of a report with what is found there, and names found where none is marked."""
    registry = read_registry(registry_file)
    document, outline, paragraphs, cells = _report(registry_file.with_suffix(".text"))
    told, _ = quote_figures(document, outline, YEAR)
    titles = {each.section: each.title for each in outline.sections}
    drawn = [
        figure
        for placed in outline.tables
        for figure in interpret_table(placed, FILE, (titles.get(placed.section, ""),), YEAR)[1]
    ]
    named = attach_names((*drawn, *told), document, outline, registry, "")
    yield from _figures(named, paragraphs)
    yield from _cells(named, cells)
    yield from _names(document, outline, registry, paragraphs)


def _report(
    path: Path,
) -> tuple[
    Document, Outline, dict[int, Marked], dict[tuple[int, int, int], tuple[str, frozenset[str]]]
]:
    blocks: list[Paragraph | Table] = []
    sections: list[Section] = []
    tables: list[PlacedTable] = []
    places: list[str] = []
    paragraphs: dict[int, Marked] = {}
    cells: dict[tuple[int, int, int], tuple[str, frozenset[str]]] = {}
    caption, section = "", ""
    for part in _parts(path.read_text("utf-8")):
        number = len(blocks)
        if part == "#":
            section = ""
            continue
        if part.startswith("= "):
            caption = marked(part[2:]).text
            continue
        if part.startswith("|"):
            drawing = "\n".join(marked(row).text for row in part.splitlines())
            table = table_of(drawing, number)
            blocks.append(table)
            tables.append(PlacedTable(len(tables) + 1, table, section, caption, None))
            cells |= {(number, row, column): found for (row, column), found in _marks(part).items()}
            caption = ""
        else:
            line = marked(part.removeprefix("# ").removeprefix("> "))
            if part.startswith("# "):
                section = str(len(sections) + 1)
                sections.append(Section(section, "", 1, line.text, number))
            blocks.append(Paragraph(number, line.text, level=1 if part.startswith("# ") else None))
            paragraphs[number] = line
        places.append(section)
    document = Document(FILE, "0", "docx", tuple(blocks))
    return document, Outline(tuple(sections), tuple(places), tuple(tables)), paragraphs, cells


def _parts(text: str) -> Iterator[str]:
    """Paragraphs and whole tables; the section ends where nothing follows it."""
    table: list[str] = []
    for line in (*text.splitlines(), ""):
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            yield "\n".join(table)
            table = []
        if line:
            yield line


def _marks(drawing: str) -> dict[tuple[int, int], tuple[str, frozenset[str]]]:
    found = {}
    for row, line in enumerate(drawing.splitlines()):
        for column, cell in enumerate(line.strip().strip("|").split("|")):
            inside = marked(cell.strip())
            for span, ids in inside.figures.items():
                found[row, column] = (inside.text[slice(*span)], ids)
    return found


def _figures(
    observations: tuple[Observation, ...], paragraphs: dict[int, Marked]
) -> Iterator[Answer]:
    told = {
        (each.place.block, each.place.start): each
        for each in observations
        if each.place.start is not None
    }
    for block, line in paragraphs.items():
        for span, ids in line.figures.items():
            found = told.get((block, span[0]))
            libraries = frozenset(found.library) if found else frozenset({"?"})
            yield Answer("figure", line.text[slice(*span)], line.text, ids, libraries)


def _cells(
    observations: tuple[Observation, ...],
    cells: dict[tuple[int, int, int], tuple[str, frozenset[str]]],
) -> Iterator[Answer]:
    told = {
        (each.place.block, each.row, each.column): each
        for each in observations
        if each.place.start is None
    }
    for at, (text, ids) in cells.items():
        found = told.get(at)
        libraries = frozenset(found.library) if found else frozenset({"?"})
        yield Answer("cell", text, found.row_path[-1] if found else "", ids, libraries)


def _names(
    document: Document,
    outline: Outline,
    registry: tuple[Library, ...],
    paragraphs: dict[int, Marked],
) -> Iterator[Answer]:
    given = [
        each
        for each in list_mentions(document, outline, registry)
        if each.libraries and each.place and each.place.start is not None
    ]
    for block, line in paragraphs.items():
        here = [each for each in given if each.place and each.place.block == block]
        for (start, end), ids in line.names.items():
            on = [
                each
                for each in here
                if each.place and (each.place.start or 0) < end and start < (each.place.end or 0)
            ]
            found = frozenset(library for each in on for library in each.libraries)
            yield Answer("name", line.text[start:end], line.text, ids, found)
            here = [each for each in here if each not in on]
        for each in here:
            if line.text != each.text and not _is_heading(document, block):
                yield Answer(
                    "invented", each.text, line.text, frozenset(), frozenset(each.libraries)
                )


def _is_heading(document: Document, block: int) -> bool:
    found = document.blocks[block]
    return isinstance(found, Paragraph) and found.level is not None
