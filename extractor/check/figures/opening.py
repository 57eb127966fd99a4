"""What a year began with: the state of the first of January belongs to the year that it opens."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec.structs import replace

from extractor.check.figures.word_match import listed
from extractor.model import Indicator
from extractor.model.observation import Observation

UNDATED = re.compile(r"(?:0?1\.01|1\s+января)(?!\.?\s*\d)", re.IGNORECASE)
LEAST = 100  # a smaller state is met by chance

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
    said = _said_elsewhere(found)
    closings = {_label(fact) for fact in found if _is_closing(fact, said, indicators)}
    for fact in found:
        is_of_closing = fact.table is not None and _label(fact) in closings
        if is_of_closing and is_opening(fact.indicator, indicators):
            yield replace(fact, indicator=closing_of(fact.indicator))
            continue
        years = set[str]()
        if fact.table is not None and is_opening(fact.indicator, indicators):
            years = next((moved[line] for line in _lines(fact) if line in moved), years)
        yield _opened(fact, years)


def is_opening(code: str, indicators: Mapping[str, Indicator]) -> bool:
    """Return whether an indicator, or the one that it is a part of, is what a year began with."""
    known = indicators.get(code)
    return code in listed("openings") or (known is not None and known.part_of in listed("openings"))


def closing_of(code: str) -> str:
    """Return the indicator of what a year ends with, of that of what it began with."""
    return code.replace(".opening", ".total")


def _label(fact: Observation) -> tuple[object, ...]:
    """Return the labels of a fact that name an undated day, within its table."""
    labels = (*fact.row_path[-1:], *fact.column_path[-1:])
    return fact.table, *(label for label in labels if UNDATED.search(label))


def _said_elsewhere(facts: Sequence[Observation]) -> Set[tuple[object, ...]]:
    """Return what tables say under other labels than a day without a year, as `_state`."""
    return {
        _state(fact, fact.indicator)
        for fact in facts
        if fact.table is not None and fact.indicator and not _is_undated(fact)
    }


def _state(fact: Observation, code: str) -> tuple[object, ...]:
    return code, fact.period, fact.library, fact.value


def _is_closing(
    fact: Observation, known: Set[tuple[object, ...]], indicators: Mapping[str, Indicator]
) -> bool:
    """Return whether «Фонд на 01.01» is what the year ended with, as other tables say it."""
    is_asked = fact.table is not None and is_opening(fact.indicator, indicators)
    if not (is_asked and _is_undated(fact)):
        return False
    closing = closing_of(fact.indicator)
    is_met = closing in indicators and _state(fact, closing) in known
    is_large = fact.value is not None and fact.value >= LEAST
    return is_met and is_large and _state(fact, fact.indicator) not in known


def _is_undated(fact: Observation) -> bool:
    """Return whether labels name a first of January without a year: it begins or ends one."""
    labels = (*fact.row_path[-1:], *fact.column_path[-1:])
    return any(UNDATED.search(label) for label in labels)


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
