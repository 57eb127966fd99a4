"""A figure of a sentence with what was found about it."""

import re
from dataclasses import dataclass

from extractor.model import Direction, SentenceRole
from extractor.prose.dating import Dated
from extractor.prose.scene import Scene
from extractor.prose.sentence import Sentence, first_of, last_of
from extractor.russian import FoundQuantity

CLAUSE = 300  # characters before a figure that its clause may have
FACT, CHANGE, BASE, SHARE, PLAN = SentenceRole
CHANGING = (CHANGE, BASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A figure with what was found about it. ``claim`` names the claim of change that it is part
    of, empty outside of one.
    """

    figure: FoundQuantity
    scene: Scene
    dated: Dated
    role: SentenceRole = FACT
    direction: Direction | None = None
    claim: str = ""

    def first(self) -> int:
        """Where its phrase begins, its sense included."""
        return first_of(self.figure)

    def last(self) -> int:
        """Where its phrase ends, the unit included."""
        return last_of(self.figure)

    def ahead(self) -> str:
        """What its clause says before it."""
        begin, _ = self.scene.clause(self.first())
        return self.scene.sentence.before(self.first(), min(self.first() - begin, CLAUSE))

    def lead(self) -> str:
        """The word right before its phrase, in small letters."""
        return lead_of(self.figure, self.scene.sentence)


def lead_of(figure: FoundQuantity, sentence: Sentence) -> str:
    """The word right before the phrase of a figure, in small letters."""
    found = re.search(r"(?<![а-яё])([а-яё]++)\s++$", sentence.before(first_of(figure)).lower())
    return figure.lead or (found[1] if found else "")
