"""Figures of the text that no indicator was found for: what they count is known by their words
and their nearness.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

from extractor.check.correction.slips import likeness
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Print
from extractor.check.figures.sentences import near_text, paragraphs, text_before
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import has_word, nouns_of
from extractor.check.relations.edit import Edit
from extractor.check.relations.repeated_figures import agreed, is_of_some, same
from extractor.model import STATING, Op
from extractor.text import fold

LEAST, NEARBY = 100, Fraction(51, 50)
ONE_SLIP = 1  # two digits off are a slip only where the code says what is counted
NO_TOTAL = ("revised", "mean_words", "per_words")  # «в среднем библиотека обслужила 1 932»
STEM, COMMON = 5, ("библиот", "докуме", "количе", "показа", "всего", "числ", "объем", "район")
WORD = re.compile(r"[а-яё]{5,}")


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of a table with the stems of its indicator's name, and of its labels besides."""

    figure: Figure
    name: frozenset[str]
    labels: frozenset[str]


def unnamed_edits(case: Case, settled: Set[str] = frozenset()) -> Iterator[Edit]:
    """A large number near to one of a table whose label shares a word with the sentence, and equal
    to none at all.

    The tables' figures are those of the whole system: one that speaks of a single library, or of a
    part («из них в городе»), is none of them.
    """
    texts, known = paragraphs(case.shelf.edition), _known(case.shelf)
    beside = defaultdict[str, list[Figure]](list)
    for one in case.shelf.told:
        beside[one.fact.place.whole].append(one)
    for told in case.shelf.told:
        is_known = bool(told.fact.indicator or told.fact.library)
        unknown = not (is_known or told.fact.observation in settled) and told.fact.unit not in (
            "%",
            "times",
        )
        if (
            unknown
            and told.fact.op is Op.EXACT
            and told.fact.role in STATING
            and told.worth(True) >= LEAST
        ):
            said = near_text(texts, told.fact)
            if any(has_word(said, name) for name in NO_TOTAL):
                continue
            meant = _meant(told, said, known.get(told.fact.period, ()))
            others = [one for one in beside[told.fact.place.whole] if one is not told]
            if (
                meant is not None
                and not _is_met(meant, others)
                and not _of_another_year(told, meant, case.shelf)
                and not is_of_some(said, meant)
                and not has_word(text_before(texts, told.fact), "parts")
            ):
                yield same(told, meant, "text|unnamed", "text", "text")


def _is_met(meant: Figure, others: Sequence[Figure]) -> bool:
    """Return whether another figure of a paragraph is the table's: «750, бесед – 250»."""
    value = meant.interval(Print.ROUNDED, True)
    return any(value.meets(one.interval(Print.ROUNDED, True)) for one in others)


def _known(shelf: Shelf) -> dict[str, list[Known]]:
    """Year → the figures of the tables with what they measure."""
    found: dict[str, list[Known]] = defaultdict(list)
    for (code, year), figures in shelf.of_system.items():
        figure = agreed(figures)
        printed = " ".join((*figure.fact.row_path, *figure.fact.column_path))
        named = _stems(shelf.indicators[code].ru)
        found[year].append(Known(figure, named, named | _stems(printed)))
    return found


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        word[:STEM] for word in WORD.findall(fold(text)) if not word.startswith(COMMON)
    )


def _meant(told: Figure, sentence: str, known: Sequence[Known]) -> Figure | None:
    """Return the figure of a table that the sentence means: the nearest that its words allow.

    None where one is met exactly. What is counted is compared with all labels; a sentence that
    names its unit only, with the indicator's name.
    """
    nouns, value = nouns_of(told.fact), told.interval(Print.ROUNDED, True)
    if any(value.meets(each.figure.interval(Print.ROUNDED, True)) for each in known):
        return None
    words = {word[:STEM] for word in WORD.findall(fold(sentence))}
    meant = [each.figure for each in known if _is_meant(each, nouns, words)]
    return _nearest(told, [each for each in meant if _close(told, each)])


def _is_meant(known: Known, nouns: frozenset[str], words: Set[str]) -> bool:
    """Return whether words allow an indicator: the noun counted, or most of its name."""
    said = len(known.name & words)
    if nouns:
        return bool(nouns & known.labels) or (said > 1 and 2 * said >= len(known.name))
    return 2 * said > len(known.name)  # «пользовались 360 человек» is of no age group


def _close(told: Figure, one: Figure) -> bool:
    here, there = told.worth(True), one.worth(True)
    if there < LEAST or one.fact.unit == "%":
        return False
    if max(here / there, there / here) <= NEARBY:
        return True
    slip = likeness(here, there)
    return slip is not None and slip[1] <= ONE_SLIP


def _nearest(told: Figure, near: Sequence[Figure]) -> Figure | None:
    """Several indicators that are near are told apart by nothing, unless they are one number."""
    values = {each.worth(True) for each in near}
    return min(near, key=lambda each: abs(each.value - told.value)) if len(values) == 1 else None


def _of_another_year(told: Figure, meant: Figure, shelf: Shelf) -> bool:
    """Whether the tables give the figure for another year: «на начало года N, на конец – M»."""
    value = told.interval(Print.ROUNDED, True)
    return any(
        value.meets(one.interval(Print.ROUNDED, True))
        for year in shelf.years
        for one in shelf.of_system.get((meant.fact.indicator, year), ())
    )
