"""Labelled sentences of ``prose.txt``, read for tests and for the benchmark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Document, Observation, Outline, Paragraph
from extractor.prose import quote_figures

YEAR = 2023
LABELLED = Path(__file__).with_name("prose.txt")
MARK = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*))?(?:\|([a-z]*))?\}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as labelled or as found: its characters, its period, what it does in the
    sentence.
    """

    start: int
    end: int
    period: str
    role: str


def labelled() -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Each sentence without its braces, and the figures that stand in them."""
    for line in LABELLED.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield unmarked(line)


def unmarked(line: str) -> tuple[str, tuple[Figure, ...]]:
    """A marked sentence as printed, and its figures."""
    figures, text, last = [], "", 0
    for found in MARK.finditer(line):
        text += line[last : found.start()]
        figures.append(
            Figure(len(text), len(text) + len(found[1]), found[2] or str(YEAR), found[3] or "fact")
        )
        text, last = text + found[1], found.end()
    return text + line[last:], tuple(figures)


def document_of(*paragraphs: str | Paragraph) -> Document:
    blocks = tuple(
        Paragraph(n, each) if isinstance(each, str) else each for n, each in enumerate(paragraphs)
    )
    return Document("a.docx", "0", "docx", blocks)


def quoted(*paragraphs: str | Paragraph, year: int | None = YEAR) -> tuple[Observation, ...]:
    return quote_figures(document_of(*paragraphs), Outline((), ("",) * len(paragraphs), ()), year)[
        0
    ]


def found_in(text: str) -> tuple[Figure, ...]:
    """What the room finds in a sentence, in the shape of the labels."""
    return tuple(figure_of(each) for each in quoted(text))


def figure_of(each: Observation) -> Figure:
    return Figure(each.place.start or 0, each.place.end or 0, each.period, each.role)
