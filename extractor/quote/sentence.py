"""Nouns of this room: a text that runs, its sentences, their words."""

from dataclasses import dataclass

from extractor.language import FoundQuantity
from extractor.language.periods import PeriodFound


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word form; fields as pymorphy3 names them (``NOUN``, ``gent``, ``sing``, ``femn``), empty where none applies."""

    lemma: str
    pos: str = ""
    case: str = ""
    number: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a sentence, characters ``start`` to ``end`` of the text, with its readings, the likeliest first.

    ``taken``: it belongs to a figure or to a period and names nothing. ``names``: it is likeliest a noun, outside quotation marks.
    """

    start: int
    end: int
    text: str
    forms: tuple[Form, ...] = ()
    taken: bool = False
    names: bool = False

    def reads(self, pos: str, case: str = "") -> Form | None:
        """Its likeliest reading as that part of speech, in that case where one is named."""
        return next((each for each in self.forms if each.pos == pos and case in ("", each.case)), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words, figures and periods; positions are characters of the whole text."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    figures: tuple[FoundQuantity, ...]
    periods: tuple[PeriodFound, ...]

    def before(self, position: int) -> str:
        """What is printed between its beginning and a position."""
        return self.text[self.start : position]
