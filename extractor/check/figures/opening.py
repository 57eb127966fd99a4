"""What a year began with: the state of the first of January belongs to the year that it opens."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec.structs import replace

from extractor.check.figures.word_match import listed
from extractor.model import Indicator
from extractor.model.observation import Observation

Line = tuple[int | None, str, int | None]  # table, «row» or «column», its place


def in_its_year(
    facts: Iterable[Observation], indicators: Mapping[str, Indicator]
) -> Iterator[Observation]:
    """Yield all facts; an opening state takes the year of the movement beside it.

    «Состояло на 01.01.2023 | Поступило | Выбыло | Состоит на 01.01.2024»: the first date is the end
    of 2022, and the stock that 2023 opened with.
    """
    found = tuple(facts)
    moved = _movements(found, indicators)
    for fact in found:
        years = set[str]()
        if fact.table is not None and is_opening(fact.indicator, indicators):
            years = next((moved[line] for line in _lines(fact) if line in moved), years)
        yield _opened(fact, years)


def is_opening(code: str, indicators: Mapping[str, Indicator]) -> bool:
    """Return whether an indicator, or the one that it is a part of, is what a year began with."""
    known = indicators.get(code)
    return code in listed("openings") or (known is not None and known.part_of in listed("openings"))


def _movements(
    facts: Iterable[Observation], indicators: Mapping[str, Indicator]
) -> Mapping[Line, set[str]]:
    """Return the years of what came and went, by row and by column of each table."""
    found = defaultdict[Line, set[str]](set)
    for fact in facts:
        known = indicators.get(fact.indicator)
        if fact.table is not None and known is not None and known.kind == "flow":
            for line in _lines(fact):
                found[line].add(fact.period)
    return found


def _lines(fact: Observation) -> tuple[Line, Line]:
    return (fact.table, "row", fact.row), (fact.table, "column", fact.column)


def _opened(fact: Observation, years: Set[str]) -> Observation:
    year = next(iter(years), "")
    is_before = fact.period.isdecimal() and str(int(fact.period) + 1) == year
    return replace(fact, period=year) if is_before and len(years) == 1 else fact
