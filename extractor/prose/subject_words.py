"""What the words of a sentence say of each of its figures, clause by clause: its own words, and
what they carry on from the clause before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.model.claim import Subject
from extractor.prose.carried import (
    NOTHING,
    FigureWords,
    Phrases,
    is_plain,
    is_total,
    is_vague,
    scope_of,
)
from extractor.prose.clause_rules import Asked, read_figure
from extractor.prose.clauses import Clause, clauses_of
from extractor.prose.part import Part
from extractor.prose.phrases import JOINING, Kind, Phrase, connectives
from extractor.prose.sentence import WHOLE, first_of, last_of
from extractor.words import words

Reading = tuple[str, ...]
CROWD = 40  # a sentence with more figures is a list without clauses
FURTHER = ("с", "со", "над", "от", "о", "об")  # what an aside may go on with
BEHIND = 160  # characters behind a figure that may list what it counts
BRACKETED = re.compile(r"\([^)\d]{0,300}+\d[^)]*+\)?")  # «(ветхие – 120)» counts something else
REASON = re.compile(r"\s(?:вследствие|из-за|в связи|благодаря|за счёт превышения)", re.IGNORECASE)
LONGEST = 300  # characters of a text before the sentence that may bear on it
NEAR = 5  # layers of words that a sentence itself gives
WHERE = ("в", "во", "у")
EDGES = " ,;:–—-%()"
NEW_YEAR = ("-12-31", "-01-01")  # what stood then is the year's, what happened then is a day's


def figure_words(parts: Sequence[Part], lead: FigureWords) -> list[FigureWords]:
    """What the words say of each figure of one text; ``lead`` of the paragraph that opens the list
    in which it is an item.
    """
    found: list[FigureWords] = []
    for _, group in groupby(parts, key=lambda part: part.scene.sentence.start):
        own = list(group)
        before = found[-1] if found else NOTHING
        crowd = len(own) > CROWD
        found += [NOTHING] * len(own) if crowd else _Reader(own, lead).read(before)
    return found


def subject_of(part: Part, found: FigureWords) -> Subject:
    """The words of a figure as a noun of the model."""
    sentence = part.scene.sentence
    is_crowd = len(sentence.figures) > CROWD
    context = sentence.before(part.first(), BEHIND if is_crowd else WHOLE)
    days = (each for each in sentence.periods if each.kind in ("date", "month"))
    dated = any(not each.period.endswith(NEW_YEAR) for each in days)
    return Subject(
        _texts_of(found),
        _joined(found, (Kind.NOUN, Kind.PLACE)),
        " ".join(each.text for each in found.phrases if each.behind),
        _joined(found, (Kind.PREDICATE,)),
        context,
        sentence.text[sentence.start : first_of(sentence.figures[0])],
        sentence.text[part.last() : min(part.last() + BEHIND, sentence.end)],
        (sentence.start, sentence.end),
        found.part,
        found.whole,
        found.same,
        dated,
        part.role,
        (
            *(tuple(map(_led, layer)) for layer in found.layers or ((),) * NEAR),
            *(_near(text) for text in (part.scene.passage.opener, part.scene.before)),
            (found.raw,),
        ),
        next(iter(part.scene.passage.titles), ""),
    )


def _near(text: str) -> Reading:
    """A text that stands before the sentence, where it is no longer than a sentence."""
    return (text.strip(EDGES),) if text and len(text) <= LONGEST else ()


def _led(phrase: Phrase) -> str:
    """The text of a phrase with the preposition before it."""
    text = phrase.text.strip(EDGES)
    led = not phrase.lead or text.startswith(f"{phrase.lead} ")
    return text if led else f"{phrase.lead} {text}"


def _joined(found: FigureWords, kinds: Sequence[Kind]) -> str:
    """The phrases of some kinds of its first reading as one text."""
    first = found.readings[0] if found.readings else ()
    chosen = (each for each in first if each.kind in kinds and not is_plain(each))
    return " ".join(f"{each.lead} {each.text}".strip(EDGES) for each in chosen)


def _texts_of(found: FigureWords) -> tuple[Reading, ...]:
    """The readings as texts, without repetitions."""
    made = (
        tuple(dict.fromkeys(each.text.strip(EDGES) for each in reading))
        for reading in found.readings
    )
    return tuple(dict.fromkeys(each for each in made if any(each)))


class _Reader:
    """Walks through the clauses of one sentence and remembers what was said last."""

    def __init__(self, parts: Sequence[Part], lead: FigureWords) -> None:
        self.parts = {each.figure.start: each for each in parts}
        self.clauses = clauses_of(parts[0].scene.sentence, [each.figure for each in parts])
        self.lead = lead
        self.found: dict[int, FigureWords] = {}
        self.colon: Phrases = ()
        self.scope: Phrases = ()
        self.silent: Phrases = ()
        self.last: FigureWords | None = None

    def read(self, before: FigureWords) -> list[FigureWords]:
        """``before``: what was said of the last figure of the sentence before."""
        for clause in self.clauses:
            if clause.joined == ";":
                self.scope = ()
            if clause.leads and not clause.figures:
                self.colon = () if is_talk(clause) else clause.phrases
            elif not clause.figures:
                self.silent = clause.phrases
            else:
                self._clause(clause, before)
        return [self.found.get(start, NOTHING) for start in self.parts]

    def _clause(self, clause: Clause, before: FigureWords) -> None:
        self.scope = self.scope or scope_of(clause)
        text = next(iter(self.parts.values())).scene.sentence.text
        earlier = before if _goes_on(clause, text) else NOTHING
        if self.silent and clause.joined in JOINING:
            earlier = FigureWords(self.silent, (self.silent,))
        previous, first = self.last or earlier, self.last is None
        for at, figure in enumerate(clause.figures):
            whole = _whole(clause, at)
            asked = self._asked(clause, at, previous, first)
            words_found = whole if whole is not None else read_figure(asked)
            self.found[figure.start] = with_layers(words_found, asked)
        self.last = self.found[clause.figures[-1].start]
        if clause.leads:
            self.colon = self.last.phrases
        self.silent = ()

    def _asked(self, clause: Clause, at: int, previous: FigureWords, first: bool) -> Asked:
        own = _own(clause, at)
        outer = (
            each for each in self.clauses if each.depth < clause.depth and each.start < clause.start
        )
        return Asked(
            clause,
            self.parts[clause.figures[at].start],
            own,
            tuple(e for e in own if e.kind in (Kind.NOUN, Kind.PLACE) and not is_vague(e)),
            tuple(e for e in own if e.kind is Kind.PREDICATE and not is_plain(e)),
            previous,
            self.lead,
            first,
            self.colon,
            self.silent,
            self.scope,
            max(outer, key=lambda each: each.start, default=None),
        )


def with_layers(found: FigureWords, asked: Asked) -> FigureWords:
    """The words of a figure with all phrases around it, the nearest first."""
    behind = tuple(each for each in asked.own if each.behind and each.kind is Kind.NOUN)
    first = found.readings[0] if found.readings else ()
    if not behind and asked.part.lead() in WHERE:
        behind = tuple(each for each in first if each.behind and each not in asked.own)
    layers: list[Phrases] = []
    seen: set[Phrase] = set()
    for layer in (
        behind,
        asked.own,
        first,
        asked.colon + asked.scope,
        () if is_total(asked.own) else asked.previous.phrases + asked.silent,
    ):
        fresh = tuple(each for each in dict.fromkeys(layer) if each not in seen)
        layers.append(fresh)
        seen.update(fresh)
    return replace(found, layers=tuple(layers), raw=_printed_around(asked))


def _printed_around(asked: Asked) -> str:
    """What a clause prints between the figures before and behind a figure."""
    figures, own = asked.clause.figures, asked.part.figure
    text = asked.part.scene.sentence.text
    begin = max((last_of(e) for e in figures if e.end <= own.start), default=asked.clause.start)
    end = min((first_of(e) for e in figures if e.start >= own.end), default=asked.clause.end)
    printed = f"{text[begin : own.start]} {text[own.end : end]}"
    return BRACKETED.sub(" ", REASON.split(printed)[0])


def _own(clause: Clause, at: int) -> Phrases:
    """The phrases of a clause that bear on one of its figures: those before the first, and those
    behind its own.
    """
    count = len(clause.figures)
    phrases = tuple(_without_asides(clause.phrases))
    if count == 1:
        return phrases
    by_gap = [tuple(e for e in phrases if e.gap == gap) for gap in range(count + 1)]
    behind = by_gap[at + 1]
    if at and clause.figures[at - 1].lead == "из":
        behind = (*by_gap[at], *behind)
    if not any(each.kind is Kind.NOUN for each in behind):
        later = (each for each in by_gap[at + 2 :] if any(phrase.behind for phrase in each))
        behind += next(later, ())
    leads = {each.lead for each in behind if each.lead}
    tail = tuple(e for e in by_gap[count] if not e.behind and e.lead not in leads)
    tail = tail if at + 1 < count else ()
    return by_gap[0] + behind + tuple(each for each in tail if each not in behind)


def _without_asides(phrases: Phrases) -> Iterator[Phrase]:
    """The phrases without those that tell why, and the places right behind those."""
    aside = False
    for phrase in phrases:
        aside = _is_apart(phrase) or (aside and phrase.lead in FURTHER)
        if not aside:
            yield phrase


def _is_apart(phrase: Phrase) -> bool:
    """«Согласно форме», «В связи», «По итогам»: why, or where it is written."""
    apart = set(words("claims")["apart"])
    return phrase.lead in apart or (bool(phrase.lead) and bool(apart & set(phrase.lemmas[:1])))


def _whole(clause: Clause, at: int) -> FigureWords | None:
    """«Из 23 библиотек 21», «18 из 20»: what others are a part of; it stands behind its figure, or
    behind its part.
    """
    if clause.figures[at].lead != "из" or len(clause.figures) == 1:
        return None
    nouns = [each for each in clause.phrases if each.behind and each.kind is Kind.NOUN]
    own = [each for each in nouns if each.gap == at + 1]
    if not own and at:
        own = [each for each in nouns if each.gap == at]
    whole = tuple(
        Phrase(each.kind, each.start, each.end, f"всего {each.text}", each.lemmas) for each in own
    )
    return FigureWords(whole, (whole,), clause.figures[at].unit, whole=True)


def _goes_on(clause: Clause, text: str) -> bool:
    """Whether a sentence goes on speaking of the one before it: «Из них 20 – книги»."""
    opening = connectives().match(text, clause.start)
    back = (*words("claims")["back"], *words("claims")["same"])
    return bool(opening) or clause.opening in back


def is_talk(clause: Clause) -> bool:
    """«Подводя итоги года, отметим:»: nothing of what is measured."""
    talk = tuple(words("claims")["talk"])
    return any(lemma.startswith(talk) for phrase in clause.phrases for lemma in phrase.lemmas)
