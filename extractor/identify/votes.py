"""Votes for the year, the district and the institution of a report."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.catalogue import words
from extractor.model import Document, Outline, Paragraph
from extractor.text import clean

FIRST_LINES = 12
YEAR = re.compile(r"(?<![\d.,/-])(?:19[5-9]\d|20[0-4]\d)(?![\d]|[.,]\d)")
RANGE = re.compile(r"\d{4}\s*[-–—]\s*\d{4}")
QUOTED = r"\s*[«\"“]([^«»\"“”]*(?:[«\"“][^«»\"“”]*[»\"”])?[^«»\"“”]*)[»\"”]"

Vote = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Identity:
    """What the report is. ``year`` None and texts empty where nothing speaks; ``votes`` as in :class:`extractor.model.Report`."""

    year: int | None
    district: str
    organisation: str
    votes: tuple[Vote, ...]


def identify_report(document: Document, outline: Outline) -> Identity:
    """Year, district and institution with the most votes; a tie goes to the later year and to the earlier name."""
    years = _counted("year", _year_votes(document, outline))
    districts = _counted("district", _district_votes(document))
    organisations = _counted("organisation", _organisation_votes(document))
    year = max(_totals(years).items(), key=lambda each: (each[1], each[0]), default=("", 0))[0]
    return Identity(int(year) if year else None, _first(districts), _first(organisations), (*years, *districts, *organisations))


def _counted(field: str, votes: Iterator[tuple[str, str, int]]) -> tuple[Vote, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for value, evidence, weight in votes:
        counted[value, evidence] += weight
    return tuple((field, value, evidence, count) for (value, evidence), count in counted.items())


def _totals(votes: tuple[Vote, ...]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for _, value, _, count in votes:
        totals[value] += count
    return totals


def _first(votes: tuple[Vote, ...]) -> str:
    return next((value for value, _ in _totals(votes).most_common(1)), "")


def years_of(text: str) -> list[str]:
    """Years that stand alone, not those of a range or a date.

    >>> years_of("Отчёт за 2022 год (план 2019-2024)")
    ['2022']
    """
    return YEAR.findall(RANGE.sub(" ", text))


def _title_lines(document: Document) -> Iterator[str]:
    yield document.title
    shown = (each.text for each in document.blocks if isinstance(each, Paragraph) and each.text.strip() and each.origin != "contents")
    for _, text in zip(range(FIRST_LINES), shown, strict=False):
        yield text


def _year_votes(document: Document, outline: Outline) -> Iterator[tuple[str, str, int]]:
    weights = words("identity")["weights"]
    opening = outline.sections[0].block if outline.sections else len(document.blocks)
    for block, text in enumerate(_title_lines(document)):
        if block <= opening + 1:
            yield from ((year, "title", weights["title"]) for year in years_of(text)[:1])
    yield from ((year, "file", weights["file"]) for year in years_of(document.file.replace("_", " ").replace("-", " ")))
    for section in outline.sections:
        yield from ((year, "heading", weights["heading"]) for year in years_of(section.title))
    for placed in outline.tables:
        years = [year for cell in placed.table.cells if cell.row < 3 and len(cell.text) < 40 for year in years_of(cell.text)]
        if years:
            yield max(years), "table", weights["table"]


@cache
def _district_pattern() -> re.Pattern[str]:
    table = words("identity")
    ends = "|".join(sorted({end for each in table["adjective"] for end in each["ends"]}, key=len, reverse=True))
    kinds = "|".join(f"(?P<k{index}>{each['stem']})" for index, each in enumerate(table["territory"]))
    return re.compile(rf"\b(?P<stem>[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?)(?P<end>{ends})\s+(?:{kinds})\b")


def _district_votes(document: Document) -> Iterator[tuple[str, str, int]]:
    pattern, weights = _district_pattern(), words("identity")["weights"]
    for text in _title_lines(document):
        yield from ((_named(found), "title", weights["title"]) for found in pattern.finditer(clean(text)))
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.text:
            yield from ((_named(found), "text", 1) for found in pattern.finditer(block.text))


def _named(found: re.Match[str]) -> str:
    table = words("identity")
    form = next(each["form"] for each in table["adjective"] if found["end"] in each["ends"])
    kind = next(each["name"] for index, each in enumerate(table["territory"]) if found[f"k{index}"])
    return f"{found['stem']}{form} {kind}"


@cache
def _organisation_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<kind>{'|'.join(words('identity')['institution'])}){QUOTED}")


def _organisation_votes(document: Document) -> Iterator[tuple[str, str, int]]:
    marks: list[Any] = words("identity")["library_words"]
    for block in document.blocks:
        if isinstance(block, Paragraph) and ("«" in block.text or '"' in block.text):
            for found in _organisation_pattern().finditer(clean(block.text)):
                if any(mark in found[0].lower() for mark in marks):
                    yield found[0], "text", 1
