"""Votes for the year, the territory and the institution of a report."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.identify.institution import institution_votes
from extractor.identify.territory import territory_votes
from extractor.identify.years import year_votes
from extractor.model import Document, Outline

Vote = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Identity:
    """What the report is. ``year`` None and texts empty where nothing speaks; ``votes`` as in
    :class:`extractor.model.Report`.
    """

    year: int | None
    district: str
    organisation: str
    votes: tuple[Vote, ...]


def identify_report(document: Document, outline: Outline) -> Identity:
    """Year, territory and institution with the most votes; a tie goes to the later year and to
    the earlier name.
    """
    years = _counted("year", year_votes(document, outline))
    districts = _counted("district", territory_votes(document, outline))
    organisations = _counted("organisation", institution_votes(document, outline))
    year = max(_totals(years).items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))[0]
    return Identity(
        int(year) if year else None,
        _first(districts),
        _first(organisations),
        (*years, *districts, *organisations),
    )


def _counted(field: str, votes: Iterable[tuple[str, str, int]]) -> tuple[Vote, ...]:
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
