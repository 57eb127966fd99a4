"""Nouns of this room: a text that runs, its sentences, their words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from extractor.russian import FoundQuantity
from extractor.russian.periods import PeriodFound
from extractor.russian.tokens import mended

REACH = 120  # as far as words bear on a figure
WHOLE = 10_000
_WORDS = re.compile(r"[а-я]+")


def words_in(text: str) -> list[str]:
    """The Russian words of a text, small letters, «е» for «ё».

    >>> words_in("Учёт — 5 книг")
    ['учет', 'книг']
    """
    return _WORDS.findall(text.lower().replace("ё", "е"))


def first_of(figure: FoundQuantity) -> int:
    """Where the phrase of a figure begins, its sense included («более 500»)."""
    return figure.start if figure.first < 0 else figure.first


def last_of(figure: FoundQuantity) -> int:
    """Where the phrase of a figure ends, its unit included."""
    return max(figure.end, figure.last)


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word; fields as pymorphy3 names them (``NOUN``, ``gent``, ``sing``,
    ``femn``), empty where none applies.
    """

    lemma: str
    pos: str = ""
    case: str = ""
    number: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a sentence, characters ``start`` to ``end`` of the text.

    ``look`` finds the readings of a word in small letters; most words are never asked for theirs.
    ``quoted``: it stands in quotation marks. ``taken``: it belongs to a figure or to a period and
    names nothing.
    """

    start: int
    end: int
    text: str
    look: Callable[[str], tuple[Form, ...]]
    quoted: bool = False
    taken: bool = False

    @property
    def forms(self) -> tuple[Form, ...]:
        """Its readings, the likeliest first."""
        return () if self.taken else self.look(mended(self.text.lower()))

    @property
    def names(self) -> bool:
        """Whether it is likeliest a noun, and no part of a quoted name."""
        return not self.quoted and bool(self.forms) and self.forms[0].pos == "NOUN"

    def reads(self, pos: str, case: str = "") -> Form | None:
        """Its likeliest reading as that part of speech, in that case where one is named."""
        return next(
            (each for each in self.forms if each.pos == pos and case in ("", each.case)), None
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words, figures and periods; positions are characters of the whole
    text.
    """

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    figures: tuple[FoundQuantity, ...]
    periods: tuple[PeriodFound, ...]

    def before(self, position: int, reach: int = REACH) -> str:
        """What is printed in it before a position, no more than ``reach`` characters."""
        return self.text[max(self.start, position - reach) : position]


class InSentence(NamedTuple):
    """A figure and the sentence in which it was met: what rules on a single figure judge."""

    figure: FoundQuantity
    sentence: Sentence
