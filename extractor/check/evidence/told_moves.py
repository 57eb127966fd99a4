"""Balances that do not come out because a sentence says what went over from one to another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import has_word
from extractor.check.relations.edit import Edit, Outcome, outcome, sides
from extractor.model import SentenceRole

NUMBER = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+|\d+")
LEAST_STOCK = 1000  # of a library: a balance misses a smaller one by chance
LEAST = 10  # a smaller difference is met in a sentence by chance


def without_told_moves(edits: Iterable[Edit], shelf: Shelf) -> Iterator[Edit]:
    """Yield the statements but for balances that miss by what a sentence says went over: «Фонд
    закрытой библиотеки: 2964 экз. получила Лопатинская».
    """
    told = frozenset(
        Fraction(Decimal("".join(number.split())))
        for _, _, text in shelf.edition.paragraphs
        if has_word(text, "moved")
        for number in NUMBER.findall(text)
    )
    gone = frozenset(_gone(shelf))
    for edit in edits:
        misses = _misses(edit) if _is_balance(edit) and outcome(edit) is Outcome.BROKEN else None
        if misses is None or misses not in (told | gone):
            yield edit


def _gone(shelf: Shelf) -> Iterator[Fraction]:
    """Yield the last stocks of libraries that have none later: another took them over."""
    last: dict[tuple[str, str], str] = {}
    for code, year, library in shelf.of_library:
        last[code, library] = max(year, last.get((code, library), ""))
    latest = max((year for _, year, _ in shelf.of_library), default="")
    for (code, year, library), figures in shelf.of_library.items():
        known = shelf.indicators.get(code)
        is_stock = known is not None and known.kind == "stock"
        if is_stock and last[code, library] == year < latest:
            yield from (one.worth(True) for one in figures if one.value >= LEAST_STOCK)


def without_own_differences(edits: Iterable[Edit], shelf: Shelf) -> Iterator[Edit]:
    """Yield the statements but for changes that are the difference of two other figures of their
    sentence: «Поступило 3821, выбыло 3354; фонд увеличился на 467».
    """
    beside = defaultdict[str, list[Figure]](list)
    for figure in shelf.told:
        beside[figure.fact.place.whole].append(figure)
    for edit in edits:
        is_broken = edit.rule == "text.change" and outcome(edit) is Outcome.BROKEN
        if not (is_broken and _is_difference_beside(edit, beside)):
            yield edit


def _is_difference_beside(edit: Edit, beside: Mapping[str, Sequence[Figure]]) -> bool:
    told = next(one for one in edit.figures.values() if one.fact.role is SentenceRole.CHANGE)
    others = [one for one in beside[told.fact.place.whole] if one.fact.role is SentenceRole.FACT]
    made = {
        abs(one.worth(True) - other.worth(True))
        for one, other in combinations(others, 2)
        if one.fact.indicator and other.fact.indicator not in ("", one.fact.indicator)
    }
    return abs(told.worth(True)) >= LEAST and abs(told.worth(True)) in made


def _is_balance(edit: Edit) -> bool:
    return edit.kind == "balance" or edit.rule == "balance.table"


def _misses(edit: Edit) -> Fraction | None:
    """Return by how much a balance does not come out, None where it is hardly anything."""
    left, right = sides(edit)
    apart = abs(left.middle - right.middle)
    return apart if apart >= LEAST else None
