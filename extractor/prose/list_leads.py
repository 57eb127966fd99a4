"""What the line above a list says of its items: «Выдано документов, экз.:» over «– книг – 120»,
«Работников – 21» over «из них с высшим образованием – 10».
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.plugins import load
from extractor.prose.carried import NOTHING, FigureWords
from extractor.prose.clauses import clauses_of
from extractor.prose.passage import Passage
from extractor.prose.phrases import connectives
from extractor.prose.sentence import Sentence
from extractor.prose.subject_words import is_talk
from extractor.russian.sentences import sentence_starts
from extractor.text import clean

READ = "extractor.prose.reading:read_sentence"
MARKS = re.compile(r"^[\s•·*▪–—-]+|^\s*\d{1,2}[.)]\s+")
LONGEST = 120


class Lead(NamedTuple):
    """What stands over an item: the label, and the words that bear on its figure."""

    label: str = ""
    words: FigureWords = NOTHING


NO_LEAD = Lead()


@dataclass(slots=True)
class Leads:
    """The leads of a report while its texts are read in order; ``last`` is the last figure with
    its label, in the passage ``above``.
    """

    known: dict[str, Lead] = field(default_factory=dict)
    last: Lead = NO_LEAD
    above: int = -1

    def over(self, passage: Passage) -> Lead:
        """The lead of a passage, empty where it is no item and no part of the line above."""
        if passage.lead:
            return self.known.get(passage.lead) or NO_LEAD
        is_next = passage.block.block == self.above + 1
        is_part = is_next and connectives().match(MARKS.sub("", passage.text))
        return self.last if is_part else NO_LEAD

    def read(self, passage: Passage, last: Lead | None) -> None:
        """Remember a passage; ``last`` is its last figure, None where it has none."""
        opens = passage.text.rstrip().endswith(":")
        if last is None and opens:
            self.known[passage.text] = self._without_figures(passage)
        elif last is not None:
            self.known[passage.text] = last
            self.last = last
            self.above = passage.block.block

    def _without_figures(self, passage: Passage) -> Lead:
        """The lead that a line without figures is; «из них:» hands on what it is a part of."""
        start = _start_of_last(passage.text)
        label = MARKS.sub("", clean(passage.text[start:])).rstrip(" :")
        found = connectives().match(label)
        if found and not label[found.end() :].strip():
            return self.last if passage.block.block == self.above + 1 else NO_LEAD
        sentence: Sentence = load(READ)(passage.text, start)
        phrases = tuple(
            phrase
            for clause in clauses_of(sentence, ())
            if not is_talk(clause)
            for phrase in clause.phrases
        )
        return Lead(
            label if len(label) <= LONGEST else "", FigureWords(phrases, (phrases,), opens=True)
        )


def _start_of_last(text: str) -> int:
    """Where the last sentence of a text begins."""
    return sentence_starts(text.rstrip())[-1]
