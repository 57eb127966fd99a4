"""Votes for the year that a report speaks of."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from extractor.identify.lines import paragraphs, title_lines
from extractor.model import Document, Outline, PeriodRule
from extractor.russian.periods import PeriodFound, find_periods
from extractor.words import words

Said = tuple[str, str, int]
NAMING = ("year", "stock", "part", "range")
LATEST_HEADER_ROW = 3
LONGEST_HEADER = 40
REACH = 200  # characters before a year in which words about it stand
DIGITS = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")


def year_votes(document: Document, outline: Outline) -> Iterator[Said]:
    """(year, where, votes) from every place that names one."""
    weights = words("identity")["weights"]
    for line in title_lines(document, outline):
        yield from ((year, where, weights[where]) for year, where in years_of_title(line))
    yield from ((year, "file", weights["file"]) for year in DIGITS.findall(document.file)[-1:])
    for section in outline.sections:
        yield from ((year, "heading", weights["heading"]) for year in years_of(section.title))
    yield from ((year, "table", weights["table"]) for year in _years_of_tables(outline))
    said = Counter(
        year
        for paragraph in paragraphs(document)
        if "20" in paragraph.text
        for year in years_of(paragraph.text)
    )
    yield from ((year, "text", weights["text"]) for year, _ in said.most_common(1))


def years_of_title(line: str) -> Iterator[tuple[str, str]]:
    """Years of a title line; one without the word «год» that closes a short line is the imprint
    («Луговск, 2023»).
    """
    for period in _naming(line):
        bare = period.rule == PeriodRule.YEAR_ALONE and not line[: period.start].rstrip().endswith(
            "за"
        )
        yield _latest(period), "imprint" if bare else "title"


def years_of(text: str) -> list[str]:
    """Years that a text speaks of, those of plans, papers, long spans and single days left out.

    >>> years_of("Отчёт за 2022 год (программа на 2019-2024 годы), план на 2023 год")
    ['2022']
    >>> years_of("Сеть библиотек на 1 марта 2023 года")
    []
    """
    return [period.period for period in _naming(text) if period.period.isdecimal()]


def _naming(text: str) -> Iterator[PeriodFound]:
    for period in find_periods(text):
        if (
            period.kind in NAMING
            and period.period
            and not _ahead().search(text[max(0, period.start - REACH) : period.start].lower())
        ):
            yield period


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"(?<![а-яё])(?:{'|'.join(words('identity')['ahead'])})\s+(?:на\s+)?$")


def _latest(found: PeriodFound) -> str:
    """Return the last year of a span: «за 2021–2023 годы» is a report of 2023."""
    return found.period.split("/")[-1][:4]


def _years_of_tables(outline: Outline) -> Iterator[str]:
    """Yield the latest year in the boxhead of each table."""
    for placed in outline.tables:
        heads = (
            cell.text
            for cell in placed.table.cells
            if cell.row < LATEST_HEADER_ROW and len(cell.text) < LONGEST_HEADER
        )
        years = [year for text in heads if "20" in text for year in years_of(text)]
        if years:
            yield max(years)
