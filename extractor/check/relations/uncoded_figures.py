"""Figures of the text that no indicator was found for: what they count is known by their words
and their nearness.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.correction.slips import likeness
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure, Shelf
from extractor.check.figures.interval import Print
from extractor.check.figures.sentences import near_text, paragraphs
from extractor.check.relations.edit import Edit
from extractor.check.relations.repeated_figures import agreed, same
from extractor.text import fold

LEAST, NEARBY = 100, Fraction(51, 50)
STEM, COMMON = 5, ("библиот", "докуме", "количе", "показа", "всего")
WORD = re.compile(r"[а-яё]{5,}")


def unnamed_edits(case: Case) -> Iterator[Edit]:
    """A large number near to one of a table whose label shares a word with the sentence, and equal
    to none at all.

    The tables' figures are those of the whole system: one that speaks of a single library is none
    of them.
    """
    texts, known = paragraphs(case.shelf.edition), _known(case.shelf)
    for told in case.shelf.told:
        notes = dict(told.fact.extra)
        unknown = not (told.fact.indicator or told.fact.library) and told.fact.unit not in (
            "%",
            "times",
        )
        if (
            unknown
            and notes.get("op") == "exact"
            and notes.get("role") in ("fact", "base")
            and told.worth(True) >= LEAST
        ):
            meant = _meant(told, near_text(texts, told.fact), known.get(told.fact.period, ()))
            if meant is not None:
                yield same(told, meant, "text|unnamed", "text", "text")


def _known(shelf: Shelf) -> dict[str, list[tuple[Figure, frozenset[str]]]]:
    """Year → the figures of the tables with the stems of what they measure."""
    found: dict[str, list[tuple[Figure, frozenset[str]]]] = defaultdict(list)
    for (code, year), figures in shelf.of_system.items():
        label = WORD.findall(fold(shelf.indicators[code].ru))
        found[year].append(
            (
                agreed(figures),
                frozenset(word[:STEM] for word in label if not word.startswith(COMMON)),
            )
        )
    return found


def _meant(
    told: Figure, sentence: str, known: Sequence[tuple[Figure, frozenset[str]]]
) -> Figure | None:
    """The figure of a table that the sentence means: the nearest of those its words allow; None
    where one is met exactly.
    """
    stems = {word[:STEM] for word in WORD.findall(fold(sentence))}
    value = told.interval(Print.ROUNDED, True)
    if any(value.meets(one.interval(Print.ROUNDED, True)) for one, _ in known):
        return None
    return _nearest(told, [one for one, label in known if label & stems and _close(told, one)])


def _close(told: Figure, one: Figure) -> bool:
    here, there = told.worth(True), one.worth(True)
    if there < LEAST or one.fact.unit == "%":
        return False
    return max(here / there, there / here) <= NEARBY or likeness(here, there) is not None


def _nearest(told: Figure, near: Sequence[Figure]) -> Figure | None:
    """Several indicators that are near are told apart by nothing, unless they are one number."""
    values = {each.worth(True) for each in near}
    return min(near, key=lambda each: abs(each.value - told.value)) if len(values) == 1 else None
