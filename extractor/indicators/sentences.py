"""Codes for the figures of sentences: what the words of a clause mean, and whether they tell of the
whole or of a part.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from msgspec import structs

from extractor.indicators.matching import Judge, Said, Verdict
from extractor.indicators.sentence_limits import Told, why_not
from extractor.indicators.sentence_meaning import Around, SentenceMeaning
from extractor.indicators.wording import words_of
from extractor.model import SentenceRole, Vocabulary
from extractor.model.claim import Subject
from extractor.model.observation import SentenceObservation
from extractor.russian.tokens import LOOK_ALIKES
from extractor.text import fold
from extractor.words import words

Words = tuple[str, ...]
PERCENT, MONEY = "%", "RUB"
RELATIVE_UNITS = (PERCENT, "times", "pp")
SHORTEST = 3
MONEY_BEFORE = re.compile(r"\d\s*(?:тыс\.|млн|млрд)?\s*(?:руб|₽|р\.)")
RUSSIAN = re.compile(r"[а-я]")


ONE_LIBRARY = re.compile(r"(?<![а-я])(?:библиотек[аеу]|библиотекой|филиал[еау]?|филиалом)(?![а-я])")
EACH_LIBRARY = re.compile(r"(?<![а-я])(?:одн\w+|кажд\w+|на 1)\s+библиотек\w*")


def sentence_judge(vocabulary: Vocabulary) -> Judge:
    """Hold the words of clauses against the wordings of sentences instead of those of labels."""
    says: dict[str, list[str]] = {}
    for entry in words("claims")["means"]:
        says.setdefault(str(entry["code"]), []).append(str(entry["when"]))
    indicators = {
        code: structs.replace(each, says=tuple(says.get(code, ())))
        for code, each in vocabulary.indicators.items()
    }
    neutral = (*vocabulary.neutral, *map(str, words("claims")["neutral"]))
    return Judge(structs.replace(vocabulary, indicators=indicators, neutral=neutral))


@dataclass(slots=True)
class SentenceReader:
    """Gives the figures of sentences their codes, in the order of the text.

    ``nameless`` takes the names of libraries out of a text, ``heading`` gives the words of the
    headings above a section. ``before`` is the figure before, ``previous`` its code; ``turning``
    are the words behind other figures that turn the subject.
    """

    judge: Judge
    judged: Callable[[Said], Verdict]
    vocabulary: Vocabulary
    meaning: SentenceMeaning
    nameless: Callable[[str], str]
    heading: Callable[[str], Words]
    previous: str = ""
    before: SentenceObservation | None = None
    turning: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.turning = tuple(set(self.vocabulary.turning) - set(words("claims")["turning"]))

    def verdict(self, observation: SentenceObservation) -> Verdict:
        """The code of one figure, by the first reading of its words that means something."""
        found = self._limited(observation, self._found(observation))
        self.previous, self.before = found.code, observation
        return found

    def _limited(self, observation: SentenceObservation, found: Verdict) -> Verdict:
        """The verdict, unless what stands around the clause forbids it."""
        if not found.code:
            return found
        subject, by_model = observation.subject, found.rule == "meaning"
        before = self._before_in_sentence(observation)
        end = (before.place.end or 0) - subject.sentence[0] if before is not None else 0
        told = Told(
            observation,
            subject,
            self.vocabulary.indicators[found.code],
            self.previous if self._in_text(observation) else "",
            subject.context[end:],
            by_model,
            self.meaning.said_in(self.around(observation, subject)) if by_model else frozenset(),
        )
        rule = why_not(told)
        return Verdict("", rule, near=((found.code, rule),)) if rule else found

    def _in_text(self, observation: SentenceObservation) -> bool:
        """Whether the figure before stands in the same text."""
        return self.before is not None and self.before.place.whole == observation.place.whole

    def _before_in_sentence(self, observation: SentenceObservation) -> SentenceObservation | None:
        before = self.before
        if before is None or not self._in_text(observation):
            return None
        return before if before.subject.sentence == observation.subject.sentence else None

    def _found(self, observation: SentenceObservation) -> Verdict:
        subject = observation.subject
        near: tuple[tuple[str, str], ...] = ()
        for at, reading in enumerate(subject.readings):
            found = self._read(observation, subject, reading)
            if found.code and self._is_whole(observation, subject, found.code, reading, at):
                return self._agreeing(observation, self._aimed(subject, found))
            if found.code:
                return Verdict("", "part", near=((found.code, "part"),))
            near = near or found.near
        meant = self._meant(observation, subject)
        return meant if meant.code or not near else Verdict("", "part", near=near)

    def _agreeing(self, observation: SentenceObservation, found: Verdict) -> Verdict:
        """The verdict, unless the thing counted behind the figure is another one."""
        around = self.around(observation, observation.subject)
        restricted = self.meaning.restricts(found.code, around)
        if not restricted and not self.meaning.is_contradicted(found.code, around):
            return found
        return Verdict("", "part", near=((found.code, "part"),))

    def _meant(self, observation: SentenceObservation, subject: Subject) -> Verdict:
        """What the model of meaning makes of all words around the figure."""
        ranked = self.meaning.ranked(self.around(observation, subject))
        if not ranked:
            return Verdict("", "part")
        (code, probability), *_ = ranked
        near = tuple((other, "weaker") for other, _ in ranked[:3])
        if probability < self.meaning.threshold:
            return Verdict("", "part", near=near)
        said = f"{probability:.2f}"
        meant = Verdict(code, "meaning", said, near[1:], chance=probability)
        return self._aimed(subject, meant)

    def around(self, observation: SentenceObservation, subject: Subject) -> Around:
        """The words around a figure as the model of meaning takes them."""
        is_relative = subject.role is SentenceRole.CHANGE and observation.unit in RELATIVE_UNITS
        money = self._is_elided_money(observation)
        heading = " ".join(self.heading(observation.section))
        thing = subject.layers[0] if subject.layers else ()
        return Around(
            (*(tuple(map(self._plain, layer)) for layer in subject.layers[:-1]), (heading,)),
            self._plain(subject.layers[-1][0]) if subject.layers else "",
            MONEY if money else _unit_of(observation, is_relative),
            "" if thing or observation.unit else self._unit_before(observation),
            subject.role,
            subject.part,
            subject.whole,
            subject.dated,
            bool(observation.library),
            not observation.library and self._tells_of_one_library(subject.context),
            not self._is_broad(observation.section) or self._is_turned(subject),
            self.previous,
        )

    def _is_turned(self, subject: Subject) -> bool:
        """Whether the sentence before the figure, or the one before that, speaks of a project, of
        children, of a branch of the work.
        """
        before = subject.layers[-2] if subject.layers else ()
        said = self._words(" ".join((*before, subject.context)))
        own = {word for text in subject.readings[:1] for part in text for word in words_of(part)}
        narrow = (*self.vocabulary.turning, *words("claims")["narrow"])
        return any(word.startswith(narrow) for word in said if word not in own)

    def _words(self, text: str) -> Words:
        """The words of a text without names, Latin letters that slipped in put right."""
        return tuple(map(_mended, words_of(self.nameless(text))))

    def _plain(self, text: str) -> str:
        return " ".join(map(_mended, self.nameless(text).split()))

    def _is_elided_money(self, observation: SentenceObservation) -> bool:
        """«Бюджет – 121,6 млн руб. На книги ушло 5,4 млн»: millions of what stands before."""
        layers = observation.subject.layers
        before = (*(layers[-2] if layers else ()), observation.subject.context)
        return _is_large_without_unit(observation) and any(map(MONEY_BEFORE.search, before))

    def _unit_before(self, observation: SentenceObservation) -> str:
        """The unit of the figure before in the same sentence."""
        before = self._before_in_sentence(observation)
        return "" if before is None else before.unit

    def _aimed(self, subject: Subject, found: Verdict) -> Verdict:
        """An aim has a code of its own where the catalogue knows one: «План посещений»."""
        aims = words("claims")["planned"]
        aimed = subject.role is SentenceRole.PLAN and found.code in aims
        return replace(found, code=str(aims[found.code]), near=()) if aimed else found

    def _read(self, observation: SentenceObservation, subject: Subject, reading: Words) -> Verdict:
        said = (word for text in reading for word in words_of(self.nameless(text)))
        titles = self.heading(observation.section) + self._context(subject)
        unit = observation.unit
        is_relative = subject.role is SentenceRole.CHANGE and unit in RELATIVE_UNITS
        return self.judged(
            Said(
                tuple(map(_plain_word, said)),
                self.judge.around(titles, frozenset()),
                "" if is_relative else unit,
                bool(observation.library),
            )
        )

    def _context(self, subject: Subject) -> Words:
        """The words of the sentence before the figure; of those behind other figures only some
        turn the subject.
        """
        said, front = self._words(subject.context), self._words(subject.front)
        return (*front, *(each for each in said if not each.startswith(self.turning)))

    def _is_whole(
        self, observation: SentenceObservation, subject: Subject, code: str, reading: Words, at: int
    ) -> bool:
        """Whether the figure is all of what its words name; ``at`` is the place of the reading."""
        indicator = self.vocabulary.indicators[code]
        if code in words("claims")["planned"].values() and subject.role is SentenceRole.FACT:
            return False
        if observation.unit == PERCENT and subject.role is SentenceRole.SHARE:
            return indicator.unit == PERCENT
        if subject.part and (code == self.previous or (at and indicator.part_of != self.previous)):
            return False
        if subject.part and not self.previous and not indicator.part_of:
            return False
        if subject.dated and indicator.kind == "flow":
            return False
        if observation.library:
            return not code.startswith(words("claims")["never_of_one"])
        if self._tells_of_one_library(" ".join((subject.context, *reading))):
            return False
        return code not in _told_of_parts() or self._is_broad(observation.section)

    def _is_broad(self, section: str) -> bool:
        """Whether the headings above tell of the whole work: «Основные показатели»."""
        broad = tuple(words("claims")["broad"])
        return all(each.startswith(broad) or len(each) < SHORTEST for each in self.heading(section))

    def _tells_of_one_library(self, text: str) -> bool:
        """«В библиотеке прошло 5 встреч»: one library, and nobody knows which."""
        plain = EACH_LIBRARY.sub(" ", fold(self.nameless(text)))
        return bool(ONE_LIBRARY.search(plain))


def _unit_of(observation: SentenceObservation, is_relative: bool) -> str:
    """Its unit; that of a change in per cent is none, a fraction in words is a share."""
    value = observation.value
    if value is not None and 0 < value < 1 and not any(map(str.isdigit, observation.raw)):
        return PERCENT
    return "" if is_relative else observation.unit


def _is_large_without_unit(observation: SentenceObservation) -> bool:
    return not observation.unit and observation.multiplier > 1 and bool(observation.decimals)


def _plain_word(word: str) -> str:
    """A word, or what stands for it where it looks like another one; Latin letters that slipped
    into a Russian word are put right.
    """
    word = _mended(word)
    return str(words("claims")["instead"].get(word, word))


def _mended(word: str) -> str:
    """A Russian word without the Latin letters that slipped into it."""
    return word.translate(LOOK_ALIKES) if RUSSIAN.search(word.lower()) else word


@cache
def _told_of_parts() -> frozenset[str]:
    return frozenset(words("claims")["told_of_parts"])
