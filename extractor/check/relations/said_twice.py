"""A figure that the text states in several places, where no table bears it out: a slip in one."""

from collections import defaultdict
from collections.abc import Iterator

from extractor.check.correction.slips import length_of, likeness
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Print
from extractor.check.figures.sentences import near_text, paragraphs
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import has_word
from extractor.check.relations.edit import Edit
from extractor.check.relations.repeated_figures import agreed, same
from extractor.model import STATING, Op

LEAST_DIGITS = 4  # shorter ones are like one another by chance


def twice_edits(shelf: Shelf) -> Iterator[Edit]:
    """Each figure of the text that differs by a slip from what the text says elsewhere of the same
    indicator and year.
    """
    texts, said = paragraphs(shelf.edition), defaultdict[tuple[str, str], list[Figure]](list)
    for told in shelf.told:
        if _states(told, near_text(texts, told.fact)):
            said[told.fact.indicator, told.fact.period].append(told)
    for measured, figures in said.items():
        chosen = agreed(figures)
        if not any(_meet(chosen, one) for one in shelf.everything.get(measured, ())):
            for told in figures:
                if _is_slip_of(told, chosen):
                    yield same(told, chosen, f"text|text|{measured[0]}")


def _states(told: Figure, said: str) -> bool:
    """Whether a figure surely states, in all its digits, what its indicator measures."""
    fact = told.fact
    is_sure = bool(fact.indicator) and fact.indicator_confidence is None
    is_plain = fact.role in STATING and fact.op is Op.EXACT and not fact.library
    is_long = length_of(told.worth(True)) >= LEAST_DIGITS
    return is_sure and is_plain and is_long and not has_word(said, "revised")


def _is_slip_of(told: Figure, chosen: Figure) -> bool:
    if told.fact.place.whole == chosen.fact.place.whole or _meet(told, chosen):
        return False
    return likeness(told.worth(True), chosen.worth(True)) is not None


def _meet(one: Figure, other: Figure) -> bool:
    return one.interval(Print.ROUNDED, True).meets(other.interval(Print.ROUNDED, True))
