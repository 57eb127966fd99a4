"""The words of a clause as phrases: nouns with their own, places, predicates, adverbs."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from extractor.prose.sentence import Sentence, Word, last_of
from extractor.russian import FoundQuantity
from extractor.words import words

PREDICATES = ("VERB", "PRTS", "ADJS", "INFN", "PRED", "GRND")
JOINING = ("и", "а", "но", "или", "да")
SIGNS = (",", ";", ":", "–", "—", "-", "_", "__")
SPEAKING = ("без", "до", "свыше", "старше", "моложе", "от", "более")  # change what is measured
BESIDE = " \u00a0."


class Kind(StrEnum):
    """What a phrase is: a predicate, a noun with its own, one behind a preposition, an adverb."""

    PREDICATE = "predicate"
    NOUN = "noun"
    PLACE = "place"
    ADVERB = "adverb"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together, characters ``start`` to ``end`` of the text.

    ``lead`` is the preposition before them. ``cases`` are those that its first noun may have.
    ``gap`` counts the figures of the clause that stand before it; ``behind`` tells that it follows
    a figure directly, with no more than a unit between them.
    """

    kind: Kind
    start: int
    end: int
    text: str
    lemmas: tuple[str, ...]
    lead: str = ""
    cases: frozenset[str] = frozenset()
    gap: int = 0
    behind: bool = False


class _Mark(StrEnum):
    """A word that belongs to no phrase: a preposition opens one, an end closes one, the others
    count for nothing.
    """

    LEAD = "lead"
    END = "end"
    NOTHING = "nothing"


def phrases_of(
    sentence: Sentence, tokens: Sequence[Word], own: Sequence[FoundQuantity]
) -> tuple[Phrase, ...]:
    """Phrases of a clause; figures, periods and signs part them, ages and numbers of branches do
    not. ``own`` are the figures of the clause that state something.
    """
    return _Grouping(sentence, own).group(tokens)


class _Grouping:
    def __init__(self, sentence: Sentence, own: Sequence[FoundQuantity]) -> None:
        self.sentence, self.own = sentence, own
        self.starts = [each.start for each in own]
        self.made: list[Phrase] = []
        self.open: list[Word] = []
        self.lead = ""

    def group(self, tokens: Sequence[Word]) -> tuple[Phrase, ...]:
        opened = connectives().match(self.sentence.text, tokens[0].start)
        begin = tokens[0].start if opened is None else opened.end()
        for word in tokens:
            if word.end > begin or opened is None:
                self._add(word)
        self._close()
        return tuple(self.made)

    def _add(self, word: Word) -> None:
        found = self._kind_of(word)
        if found is _Mark.NOTHING:
            return
        bracket = self.open and "(" in self.sentence.text[self.open[-1].end : word.start]
        if found is Kind.NOUN and not bracket and not (self.lead and _points(word)):
            self.open.append(word)
            return
        self._close()
        if found is Kind.NOUN and self.lead in words("claims")["apart"] and _points(word):
            self.made.append(self._phrase([word], Kind.PLACE))  # «Вследствие этого | число …»
            self.lead = ""
            return
        if found is _Mark.LEAD:
            self.lead = word.text.lower()
        elif found is Kind.NOUN:
            self.open.append(word)
        elif isinstance(found, Kind) and _is_kept(found, word):
            self.made.append(self._phrase([word], found))

    def _close(self) -> None:
        while self.open and self.open[-1].text.lower() in JOINING:
            self.open.pop()
        if self.open:
            self.made.append(self._phrase(self.open, Kind.PLACE if self.lead else Kind.NOUN))
        self.open, self.lead = [], ""

    def _kind_of(self, word: Word) -> "Kind | _Mark":
        """The kind of phrase to which a word belongs."""
        if word.taken:
            return Kind.NOUN if self._is_kept(word) else _Mark.END
        if word.quoted:
            return Kind.NOUN
        if word.text in SIGNS or not any(map(str.isalnum, word.text)):
            return _Mark.NOTHING if word.text == "." else _Mark.END
        return _by_speech(word)

    def _is_kept(self, word: Word) -> bool:
        """Whether a word of a figure belongs to what is measured: «до 14 лет», «на одну
        библиотеку», «№ 4»; not a period.
        """
        if any(each.start < word.end and word.start < each.end for each in self.own):
            return False
        times = (each for each in self.sentence.periods if each.kind != "number")
        return not any(each.start <= word.start < each.end for each in times)

    def _phrase(self, group: Sequence[Word], kind: Kind) -> Phrase:
        start, end = group[0].start, self._with_stop(group[-1].end)
        gap = bisect_left(self.starts, start)
        noun = next((each for each in group if each.reads("NOUN") and not each.quoted), None)
        forms = noun.forms if noun is not None else ()
        text = self.sentence.text[start:end]
        return Phrase(
            kind,
            start,
            end,
            f"{self.lead} {text}" if self.lead in SPEAKING else text,
            tuple(each.forms[0].lemma.replace("ё", "е") for each in group if each.forms),
            self.lead if kind is Kind.PLACE else "",
            frozenset(form.case for form in forms if form.pos == "NOUN"),
            gap,
            bool(gap) and not self.lead and self._follows(self.own[gap - 1], start),
        )

    def _with_stop(self, end: int) -> int:
        """Behind the full stop of an abbreviation («польз.»); that of the sentence is none."""
        text = self.sentence.text[end : self.sentence.end].rstrip()
        return end + 1 if text.startswith(".") and len(text) > 1 else end

    def _follows(self, figure: FoundQuantity, start: int) -> bool:
        """Whether a phrase begins right behind a figure or its unit."""
        text = self.sentence.text
        ends = (figure.end, last_of(figure))
        return start <= ends[1] or any(not text[end:start].strip(BESIDE) for end in ends)


def _points(word: Word) -> bool:
    return word.text.lower() in ("этого", "этому", "этим", "чего", "чему")


def _is_kept(kind: Kind, word: Word) -> bool:
    """A predicate always, an adverb where it bears on what is measured."""
    return kind is Kind.PREDICATE or word.text.lower() in words("claims")["adverbs"]


def _by_speech(word: Word) -> "Kind | _Mark":
    forms, text = word.forms, word.text.lower()
    if len(word.text) > 1 and word.text.isupper() and word.text.isalpha():
        return Kind.NOUN  # «ЭК», «ОЭ», though the dictionary has «эк» as a particle
    pos = forms[0].pos if forms else "NOUN"
    if pos == "PREP" or text in SPEAKING:
        return _Mark.LEAD
    if pos in PREDICATES:
        return Kind.PREDICATE
    if pos in ("CONJ", "PRCL") and text != "не":
        return Kind.NOUN if text in JOINING else _Mark.END
    return Kind.ADVERB if pos in ("ADVB", "COMP", "PRCL") else Kind.NOUN


@cache
def connectives() -> re.Pattern[str]:
    """What opens a clause that goes on with the one before: «из них», «в том числе»."""
    parts = "|".join(map(re.escape, words("quote")["parts"]))
    return re.compile(rf"[\s,;(–—-]*(?:{parts})(?![а-яё])", re.IGNORECASE)
