"""Small figures of sentences against those of the tables.

Of a small number nobody knows what it counts: «12 библиотек» may be any twelve. It is held against
a table where another figure of its sentence is the table's own: then the sentence speaks of what
the tables do, of the same year and of the whole system.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from extractor.check.correction.slips import length_of
from extractor.check.figures.figure import Figure, is_change
from extractor.check.figures.interval import Print
from extractor.check.figures.sentences import near_text, paragraphs
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import has_word
from extractor.check.relations.edit import Edit
from extractor.check.relations.repeated_figures import LEAST_DIGITS, agreed, is_of_some, same
from extractor.model import STATING, Op

LEAST = 10  # below it two figures are near one another by chance
MOST_APART = Fraction(5, 4)


def witnessed_edits(shelf: Shelf, known: Container[str] = ()) -> Iterator[Edit]:
    """Each small figure of a sentence that a table contradicts beside one that it confirms; what
    is ``known`` of figures of the text needs no code.
    """
    texts, sentences = paragraphs(shelf.edition), defaultdict[tuple[str, str], list[Figure]](list)
    for told in shelf.told:
        sentences[told.fact.place.whole, near_text(texts, told.fact)].append(told)
    for (_, said), figures in sentences.items():
        if len(figures) > 1 and not has_word(said, "revised"):
            for told in figures:
                other = _meant(told, shelf) if told.fact.observation not in known else None
                if (
                    other is not None
                    and _is_borne_out(told, other, figures, shelf)
                    and not _is_of_kin(told, shelf)
                    and not is_of_some(said, other)
                ):
                    yield same(told, other, f"text|{told.fact.indicator}", "text", "text")


def _meant(told: Figure, shelf: Shelf) -> Figure | None:
    """The figure of a table that a small one stands for and is not."""
    figures = _of_tables(told, shelf) if _states(told) else ()
    if not figures:
        return None
    other = agreed(figures)
    here, there = told.worth(True), other.worth(True)
    is_small = length_of(there) < LEAST_DIGITS and min(here, there) >= LEAST
    is_near = is_small and max(here / there, there / here) <= MOST_APART
    return other if is_near and not _meet(told, other) else None


def _states(told: Figure) -> bool:
    fact = told.fact
    is_sure = bool(fact.indicator) and fact.indicator_confidence is None
    is_plain = fact.role in STATING and fact.op is Op.EXACT and not is_change(told)
    return is_sure and is_plain and not fact.library and fact.unit != "%"


def _is_borne_out(told: Figure, other: Figure, beside: Sequence[Figure], shelf: Shelf) -> bool:
    """Whether another figure of the sentence is that of the tables, and none is the one meant."""
    others = [one for one in beside if one is not told and _states(one)]
    if any(one.fact.indicator == told.fact.indicator and _meet(one, other) for one in others):
        return False
    return any(
        one.fact.indicator != told.fact.indicator
        and one.fact.period == told.fact.period
        and one.worth(True) >= LEAST
        and any(_meet(one, known) for known in _of_tables(one, shelf))
        for one in others
    )


def _is_of_kin(told: Figure, shelf: Shelf) -> bool:
    """Whether the tables give the very number for something of the same family in that year."""
    family, _, _ = told.fact.indicator.partition(".")
    return any(
        code.startswith(f"{family}.") and any(_meet(told, one) for one in figures)
        for (code, year), figures in shelf.of_system.items()
        if year == told.fact.period
    )


def _of_tables(told: Figure, shelf: Shelf) -> tuple[Figure, ...]:
    return shelf.of_system.get((told.fact.indicator, told.fact.period), ())


def _meet(one: Figure, other: Figure) -> bool:
    return one.interval(Print.ROUNDED, True).meets(other.interval(Print.ROUNDED, True))
