"""Days that no calendar has, «31 ноября 2024 года», and days that lie years ahead of the report."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from extractor.check.correction.slips import likeness
from extractor.check.figures.context import Case
from extractor.check.figures.sentences import sentence_at, short
from extractor.check.figures.word_match import has_word
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity
from extractor.russian.periods import PeriodFound, find_periods

DATE, AHEAD = "label.date", "label.date_ahead"
PARTS = 3  # of a period that names a day: year, month, day
DATED = ("date", "stock")  # kinds of times that may be days


def date_remarks(case: Case) -> Iterator[Remark]:
    """Yield the days of sentences and cells that cannot be meant."""
    year = case.shelf.edition.year
    for place, section, text in _texts(case):
        for found in find_periods(text, year):
            days = [day for day in found.period.split("/") if day.count("-") == PARTS - 1]
            said = sentence_at(text, found.start, found.end)[0]
            if found.kind not in DATED or not days:
                continue
            if not all(map(_is_of_calendar, days)):
                yield _remark(DATE, "no_day", (place, section, text), found)
            elif year and _is_slip(int(days[0][:4]), year) and not has_word(said, "planned"):
                yield _remark(AHEAD, "day_ahead", (place, section, text), found)


def _texts(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield (place, section, text) of every paragraph and cell."""
    yield from case.shelf.edition.paragraphs
    for table in case.shelf.edition.tables:
        for row, column, *_, text in table.cells:
            yield f"{table.place}!R{row}C{column}", table.section, text


def _is_of_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _is_slip(year: int, report: int) -> bool:
    """Return whether a year lies ahead of the report and has its digits in another order: «2032» in
    the report of 2023. «Договор действует до 31.12.2025» is meant.
    """
    slip = likeness(Fraction(year), Fraction(report)) if year > report + 1 else None
    return slip is not None and slip[0] == "swap"


def _remark(rule: str, says: str, at: tuple[str, str, str], found: PeriodFound) -> Remark:
    place, section, text = at
    said = sentence_at(text, found.start, found.end)[0]
    left = text[found.start : found.end].strip(" ,")
    return Remark(
        rule,
        "form",
        Severity.ERROR if rule == DATE else Severity.WARNING,
        says,
        {"where": short(said), "left": left},
        left=left,
        section=section,
        place=place,
        key=f"{place}c{found.start}",
        evidence=((rule, 1.0),),
    )
