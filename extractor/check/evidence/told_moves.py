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
    if not told:
        yield from edits
        return
    for edit in edits:
        if not (_is_balance(edit) and outcome(edit) is Outcome.BROKEN and _misses(edit) in told):
            yield edit


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
