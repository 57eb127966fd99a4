"""What a clause takes over from the one before it: predicate, place and people, the noun that is
left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.prose.clauses import Clause
from extractor.prose.phrases import Kind, Phrase
from extractor.words import words

Phrases = tuple[Phrase, ...]
SCOPES = ("в", "во", "среди", "у", "для")
PASSIVE = ("но", "ны", "на", "то", "ты", "та")
PAST = (*PASSIVE, "ло", "ли")
AGE = re.compile(r"\d\s*(?:лет|года?)\b|лет\b")


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What is said of a figure: the phrases that bear on it, and the ways to read them, the
    likeliest first.

    ``held`` are phrases of an earlier clause that it points back to. ``part`` tells that it is a
    part of what the figure before it counts, ``whole`` that others are parts of it, ``same`` that
    it speaks of the same. ``layers`` are all phrases by their distance from the figure: the thing
    counted, its own clause, what is carried from the clause before, what stands before a colon,
    what the figure before counts; ``raw`` is all that its clause prints between the figures around
    it. ``opens``: they stand over a list and have no figure themselves.
    """

    phrases: Phrases
    readings: tuple[Phrases, ...]
    unit: str = ""
    part: bool = False
    held: Phrases = ()
    whole: bool = False
    same: bool = False
    layers: tuple[Phrases, ...] = ()
    raw: str = ""
    opens: bool = False


NOTHING = FigureWords((), ())


def replaced(previous: FigureWords, names: Phrases, unit: str) -> Iterator[Phrases]:
    """What was said before, with the noun or the place of the new clause instead of its like.

    «Новых книг приобретено 2 937, | журналов | – 397» → «приобретено, журналов».
    """
    nouns = tuple(each for each in names if not each.lead)
    kept = _without_like(previous, names)
    if not nouns:
        yield kept + names
        return
    behind = all(each.behind for each in nouns)
    head = next((each for each in kept if is_subject(each) and each not in previous.held), None)
    if head is not None and not behind and unit and unit == previous.unit and len(head.lemmas) > 1:
        yield _headed(kept, head, names)
    slot = [each for each in kept if each.kind is Kind.NOUN and each not in previous.held]
    ahead = [each for each in slot if not each.behind]
    slot = [each for each in slot if each.behind] if behind else ahead or slot
    completed = tuple(_completed(each, slot) for each in names)
    yield tuple(each for each in kept if each not in slot) + completed


def _without_like(previous: FigureWords, names: Phrases) -> Phrases:
    """The phrases without those whose preposition, or whose age, a new one takes."""
    leads = {each.lead for each in names if each.lead}
    ages = any(AGE.search(each.text) for each in names)

    def is_like(phrase: Phrase) -> bool:
        return phrase.lead in leads or (ages and bool(AGE.search(phrase.text)))

    return tuple(each for each in previous.phrases if each in previous.held or not is_like(each))


def _completed(phrase: Phrase, slot: Sequence[Phrase]) -> Phrase:
    """«основной персонал – 41, вспомогательный – 12»: an adjective alone takes the noun of the
    phrase that it replaces.
    """
    if phrase.cases or not slot or len(phrase.lemmas) != 1 or phrase.kind is not Kind.NOUN:
        return phrase
    text = f"{phrase.text} {slot[0].text.split()[-1]}"
    return Phrase(phrase.kind, phrase.start, phrase.end, text, phrase.lemmas + slot[0].lemmas[-1:])


def _headed(kept: Phrases, head: Phrase, names: Phrases) -> Phrases:
    """«Доля детей – 37 %, молодёжи – 16 %»: the first noun of the phrase stays."""
    first = head.text.split()[0]
    others = tuple(each for each in kept if not is_subject(each))
    start, lemmas = head.start, head.lemmas[:1]
    return (Phrase(Kind.NOUN, start, start + len(first), first, lemmas), *others, *names)


def with_places(phrases: Phrases, own: Phrases) -> Phrases:
    """«На начало года фонд составлял 5, | на конец | – 7»: phrases with other places."""
    leads = {each.lead for each in own if each.lead}
    return tuple(each for each in phrases if not (each.lead and each.lead in leads)) + own


def scope_of(clause: Clause) -> Phrases:
    """Phrases of place or of people before the first figure: «В социальных сетях»; who did it,
    where that is said in the passive: «Методическим отделом проведено …».
    """
    passive = any(
        each.kind is Kind.PREDICATE and each.text.lower().endswith(PASSIVE)
        for each in clause.phrases
    )
    return tuple(
        each
        for each in clause.phrases
        if each.gap == 0 and (each.lead in SCOPES or (passive and _is_agent(each)))
    )


def _is_agent(phrase: Phrase) -> bool:
    return phrase.kind is Kind.NOUN and phrase.cases == {"ablt"}


def stands_alone(previous: FigureWords) -> bool:
    """Whether what was said before was no more than a noun and how much: nothing of it bears on
    the next noun.
    """
    return not previous.held and all(
        each.kind is Kind.NOUN or each.lead in SCOPES or is_plain(each) for each in previous.phrases
    )


def is_new(own: Phrases) -> bool:
    """Whether a clause has a subject of its own: a nominative that nothing before it governs."""
    first = next((each for each in own if is_subject(each)), None)
    return first is not None and "nomn" in first.cases and "gent" not in first.cases


def is_subject(phrase: Phrase) -> bool:
    """Whether a phrase may be the subject of its clause: a noun before the figure."""
    return phrase.kind is Kind.NOUN and not phrase.behind and not is_vague(phrase)


@cache
def _lemmas(name: str) -> frozenset[str]:
    return frozenset(words("claims")[name])


def is_plain(phrase: Phrase) -> bool:
    """A predicate that says no more than how much: «составило», «было», «выросло»."""
    return phrase.kind is Kind.PREDICATE and _lemmas("plain").issuperset(phrase.lemmas)


def is_done(phrase: Phrase) -> bool:
    """«Выдано», «Поступило»: a predicate without which the nouns below it mean something else."""
    done = phrase.kind is Kind.PREDICATE and phrase.text.lower().endswith(PAST)
    return done and not is_plain(phrase) and not _lemmas("held").issuperset(phrase.lemmas)


def is_vague(phrase: Phrase) -> bool:
    """Nouns that count or measure a change: «человек», «рост»."""
    return _lemmas("vague").issuperset(phrase.lemmas)


def is_total(own: Phrases) -> bool:
    """Whether «всего», «итого» stand among the words."""
    total = _lemmas("total")
    return any(
        not total.isdisjoint(each.lemmas) or not total.isdisjoint(each.text.lower().split())
        for each in own
    )
