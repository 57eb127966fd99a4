"""Codes for the figures of sentences: what the words of a clause mean, and whether they tell of the
whole or of a part.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractor.indicators.matching import Judge, Said, Verdict
from extractor.indicators.sentence_context import RELATIVE_UNITS, SentenceContext, gap_of
from extractor.indicators.sentence_limits import Told, why_not
from extractor.indicators.sentence_meaning import SentenceMeaning
from extractor.indicators.sentence_wordings import Worded, is_whole
from extractor.indicators.sentence_words import Around
from extractor.indicators.wording import words_of
from extractor.model import SentenceRole, Vocabulary
from extractor.model.claim import Subject
from extractor.model.observation import SentenceObservation
from extractor.russian.tokens import mended
from extractor.words import words

Words = tuple[str, ...]
MEANING, WEAKER, OF_HEADING = "meaning", "weaker", "of_heading"
NEAR = 3
REFUTING = 2  # digits of a value that refute a guess
# Limits that a table with the very value of the figure refutes.
GUESSED = (
    OF_HEADING,
    "goes_on_elsewhere",
    "points_elsewhere",
    "of_one_library",
    "of_a_part_of_the_work",
    "behind_slash",
    "names_another",
)


def sentence_judge(vocabulary: Vocabulary) -> Judge:
    """Hold the words of clauses against the wordings of sentences instead of those of labels."""
    says: dict[str, list[str]] = {}
    for entry in words("claims")["means"]:
        says.setdefault(str(entry["code"]), []).append(str(entry["when"]))
    indicators = {
        code: replace(indicator, says=tuple(says.get(code, ())))
        for code, indicator in vocabulary.indicators.items()
    }
    neutral = (*vocabulary.neutral, *map(str, words("claims")["neutral"]))
    return Judge(replace(vocabulary, indicators=indicators, neutral=neutral))


@dataclass(slots=True)
class SentenceReader:
    """Gives the figures of sentences their codes, in the order of the text.

    What a wording of the catalogue gives stands where the figure is all of it; where no wording
    answers, ``meaning`` weighs what the words may mean and what the figure before has. A limit may
    forbid either.
    ``before`` is the figure before, ``previous`` its code; ``turning`` are the words behind other
    figures that turn the subject.
    """

    judge: Judge
    judged: Callable[[Said], Verdict]
    vocabulary: Vocabulary
    meaning: SentenceMeaning
    context: SentenceContext
    previous: str = ""
    before: SentenceObservation | None = None
    turning: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.turning = tuple(set(self.vocabulary.turning) - set(words("claims")["turning"]))

    def verdict(self, observation: SentenceObservation) -> Verdict:
        """The code of one figure, if one is probable enough and nothing forbids it."""
        around = self.around(observation)
        found = self._decided(observation, around)
        self.previous, self.before = found.code, observation
        return found

    def _decided(self, observation: SentenceObservation, around: Around) -> Verdict:
        ranked = self.meaning.ranked(around)
        if around.stands and self.meaning.possible(ranked, around.worded):
            rule = around.reading.partition(" ")[2]
            worded = Verdict(around.worded, rule, around.wording)
            return self._limited(observation, around, worded)
        code, chance = ranked[0] if ranked else ("", 0.0)
        if code and chance >= self.meaning.threshold:
            meant = Verdict(code, MEANING, chance=chance)
            return self._limited(observation, around, meant)
        return Verdict("", "part", near=tuple((code, WEAKER) for code, _ in ranked[:NEAR]))

    def _limited(self, observation: SentenceObservation, around: Around, found: Verdict) -> Verdict:
        """The verdict, unless what stands around the clause forbids its code."""
        rule = self.limit(observation, around, found.code)
        if rule in GUESSED and dict(around.tables).get(found.code, 0) >= REFUTING:
            rule = ""
        return Verdict("", rule, near=((found.code, rule),)) if rule else found

    def limit(self, observation: SentenceObservation, around: Around, code: str) -> str:
        """The name of the limit that forbids a code, empty where none does."""
        before = self._before_in_sentence(observation)
        if self.meaning.is_of_heading(around, code):
            return OF_HEADING
        return why_not(
            Told(
                observation,
                observation.subject,
                self.vocabulary.indicators[code],
                self.previous if self._in_text(observation) else "",
                gap_of(observation.subject, before),
                around.worded == code,
                self.meaning.said_in(around),
                around,
            )
        )

    def around(self, observation: SentenceObservation) -> Around:
        """All that is known of a figure, with the code that a wording gives it."""
        before = self._before_in_sentence(observation)
        previous = self.previous if self._in_text(observation) else ""
        around = self.context.around(observation, before, previous)
        for at, reading in enumerate(observation.subject.readings):
            found = self._read(observation, reading)
            if found.code:
                code = self._aimed(observation.subject, found.code)
                worded = self._worded(observation, around, found.code, at)
                stands = is_whole(worded) and self.meaning.agrees(around, found.code)
                return replace(
                    around,
                    worded=code,
                    wording=found.wording,
                    reading=f"{min(at, 2)} {found.rule}",
                    stands=stands,
                )
        return around

    def _worded(
        self, observation: SentenceObservation, around: Around, code: str, at: int
    ) -> Worded:
        """What a wording gives for one of the readings of a figure's words."""
        subject = observation.subject
        printed = " ".join((subject.context, *subject.readings[at]))
        return Worded(
            self.vocabulary.indicators[code],
            at,
            around,
            self.previous,
            self.context.tells_of_one_library(printed),
            self.context.is_broad(observation.section),
        )

    def _in_text(self, observation: SentenceObservation) -> bool:
        """Whether the figure before stands in the same text."""
        return self.before is not None and self.before.place.whole == observation.place.whole

    def _before_in_sentence(self, observation: SentenceObservation) -> SentenceObservation | None:
        before = self.before
        if before is None or not self._in_text(observation):
            return None
        return before if before.subject.sentence == observation.subject.sentence else None

    def _aimed(self, subject: Subject, code: str) -> str:
        """An aim has a code of its own where the catalogue knows one: «План посещений»."""
        aims = words("claims")["planned"]
        return str(aims.get(code, code)) if subject.role is SentenceRole.PLAN else code

    def _read(self, observation: SentenceObservation, reading: Words) -> Verdict:
        """What the wordings give for one way of putting the words together."""
        subject, unit = observation.subject, observation.unit
        nameless = self.context.nameless
        said = (word for text in reading for word in words_of(nameless(text)))
        titles = self.context.heading(observation.section) + self._context(subject)
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
        said, front = self.context.words(subject.context), self.context.words(subject.front)
        return (*front, *(word for word in said if not word.startswith(self.turning)))


def _plain_word(word: str) -> str:
    """A word, or what stands for it where it looks like another one; Latin letters that slipped
    into a Russian word are put right.
    """
    word = mended(word)
    return str(words("claims")["instead"].get(word, word))
