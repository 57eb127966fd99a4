"""What is known of a figure of a sentence beside its own words: headings, the sentence before, the
figure before, its unit and value.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from extractor.indicators.lexicon import WHAT, Lexicon, Member
from extractor.indicators.sentence_words import NOT, Around
from extractor.indicators.table_values import TableValues
from extractor.indicators.wording import words_of
from extractor.model import Op, SentenceRole, Vocabulary
from extractor.model.claim import Subject
from extractor.model.observation import SentenceObservation
from extractor.russian.tokens import mended
from extractor.text import fold
from extractor.words import words

Words = tuple[str, ...]
PERCENT, MONEY = "%", "RUB"
RELATIVE_UNITS = (PERCENT, "times", "pp")
SHORTEST, NEAR = 3, 90
FEW = 60  # a figure below it is seldom the whole of a system's flow or stock
YEAR = len("2023")
MOST_WORDS = 2
STRONG = "strong"
PLACES = frozenset({"libraries", "districts", "places"})
MONEY_BEFORE = re.compile(r"\d\s*(?:тыс\.|млн|млрд)?\s*(?:руб|₽|р\.)")
UNITS_OF_ANYTHING = re.compile(r"ед\.?|единиц[аы]?")
WORD = re.compile(r"[а-яё]{3,}")
ONE_LIBRARY = re.compile(r"(?<![а-я])(?:библиотек[аеу]|библиотекой|филиал[еау]?|филиалом)(?![а-я])")
EACH_LIBRARY = re.compile(r"(?<![а-я])(?:одн\w+|кажд\w+|на 1)\s+библиотек\w*")


class SentenceContext:
    """Gathers what stands around the figures of a report.

    ``nameless`` takes the names of libraries out of a text, ``heading`` gives the words of the
    headings above a section.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        nameless: Callable[[str], str],
        heading: Callable[[str], Words],
    ) -> None:
        self.vocabulary, self.nameless, self.heading = vocabulary, nameless, heading
        self.tables = TableValues(vocabulary.indicators, vocabulary.families)
        self.narrow = (*vocabulary.turning, *words("claims")["narrow"])
        self.broad = tuple(words("claims")["broad"])

    def around(
        self,
        observation: SentenceObservation,
        before: SentenceObservation | None,
        previous: str,
    ) -> Around:
        """What stands around a figure; ``before`` is the figure before it in its sentence,
        ``previous`` the code of the one before in its text.
        """
        subject, layers = observation.subject, _layers_of(observation.subject)
        heading = " ".join(self.heading(observation.section))
        gap = gap_of(subject, before)
        return Around(
            (*(tuple(_denied(map(self._plain, layer))) for layer in layers[:-1]), (heading,)),
            self._plain(layers[-1][0]) if layers and layers[-1] else "",
            _unit_of(observation),
            "" if observation.unit or (layers and layers[0]) or before is None else before.unit,
            subject.role,
            subject.part,
            subject.whole,
            subject.dated,
            bool(observation.library),
            not observation.library and self.tells_of_one_library(subject.context),
            self.is_narrow(observation.section) or self.is_turned(subject),
            previous,
            self._plain(gap[-NEAR:]),
            _is_small(observation),
            bool(observation.decimals) and observation.multiplier == 1,
            marks=tuple(self._marks(observation, gap)),
            tables=tuple(sorted(self.tables.agreeing(observation).items())),
            carried=tuple(_carried(observation, before, gap)) if previous else (),
        )

    def _marks(self, observation: SentenceObservation, gap: str) -> Iterator[str]:
        """Further signs of a figure: what leads to it, of what time and place it is told."""
        subject, near = observation.subject, fold(gap)
        for name in ("where", "compared", "elsewhere"):
            if _leads(name).search(near):
                yield f"led by «{name}»"
        if len(observation.period) > YEAR and "/" in observation.period:
            yield "of a part of a year"
        if subject.dated:
            yield "dated"
        if subject.whole:
            yield "a whole of parts"
        if observation.op not in (None, Op.EXACT):
            yield f"printed as {observation.op}"
        if self.is_turned(subject):
            yield "turned here"
        if self.is_narrow(observation.section):
            yield "under a narrow heading"
        elif not self.is_broad(observation.section):
            yield "under another heading"
        printed = subject.layers[-1] if subject.layers else ()
        if _leads("areas").search(fold(" ".join((*printed, subject.context)))):
            yield "in an area"
        if fold(subject.behind).lstrip(" %").startswith("("):
            yield "bracket behind"

    def is_turned(self, subject: Subject) -> bool:
        """Whether the sentence before the figure, or the one before that, speaks of a project, of
        children, of a branch of the work.
        """
        before = subject.layers[-2] if subject.layers else ()
        said = self.words(" ".join((*before, subject.context)))
        own = {word for text in subject.readings[:1] for part in text for word in words_of(part)}
        return any(word.startswith(self.narrow) for word in said if word not in own)

    def words(self, text: str) -> Words:
        """The words of a text without names, Latin letters that slipped in put right."""
        return tuple(map(mended, words_of(self.nameless(text))))

    def _plain(self, text: str) -> str:
        return " ".join(map(mended, self.nameless(text).split()))

    def is_broad(self, section: str) -> bool:
        """Whether the headings above tell of the whole work: «Основные показатели»."""
        return all(
            word.startswith(self.broad) or len(word) < SHORTEST for word in self.heading(section)
        )

    def is_narrow(self, section: str) -> bool:
        """Whether the headings above name a part of the work: «Работа с детьми»."""
        named = (word for word in self.heading(section) if not word.startswith(self.broad))
        return any(word.startswith(self.narrow) for word in named)

    def tells_of_one_library(self, text: str) -> bool:
        """«В библиотеке прошло 5 встреч»: one library, and nobody knows which."""
        plain = EACH_LIBRARY.sub(" ", fold(self.nameless(text)))
        return bool(ONE_LIBRARY.search(plain))


def gap_of(subject: Subject, before: SentenceObservation | None) -> str:
    """What is printed between the figure before and this one, or from the sentence's begin on."""
    end = (before.place.end or 0) - subject.sentence[0] if before is not None else 0
    return subject.context[end:]


def _carried(
    observation: SentenceObservation, before: SentenceObservation | None, gap: str
) -> Iterator[str]:
    """How a figure goes on from the one before it."""
    subject = observation.subject
    yield "said to be the same" if subject.same else "not said to be the same"
    if before is None:
        yield "of another sentence"
        return
    if before.unit == observation.unit:
        yield "unit same"
    else:
        yield "unit relative" if observation.unit in RELATIVE_UNITS else "unit other"
    where = "in brackets" if "(" in gap and ")" not in gap else "outside"
    yield f"{where} {min(len(WORD.findall(gap.lower())), MOST_WORDS)}"
    yield f"after a {before.subject.role}"
    if subject.part:
        yield "in a part"
    if before.period != observation.period:
        yield "of another period"
    if ";" in gap:
        yield "behind a semicolon"
    if observation.library != before.library:
        yield "of another library"
    if bool(observation.decimals) != bool(before.decimals):
        yield "with other decimals"
    thing, clause = (any(map(str.strip, layer)) for layer in (*subject.layers[:2], (), ())[:2])
    if not thing:
        yield "no thing" if clause else "no words"


def _denied(texts: Iterable[str]) -> Iterator[str]:
    """«Не» together with the word that it denies."""
    denial = ""
    for text in texts:
        if text.lower() == NOT:
            denial = f"{text} "
        else:
            yield denial + text
            denial = ""
    if denial:
        yield denial.strip()


def _layers_of(subject: Subject) -> tuple[Words, ...]:
    """The words around a figure; what is said of a part says nothing of its whole: «Интернет есть
    в 8 библиотеках из 12».
    """
    layers = subject.layers
    if not subject.whole or not layers or not (layers[0] or layers[2]):
        return layers
    nothing: Words = ()
    printed = (" ".join((*layers[0], *layers[2])),)
    return (layers[0], nothing, layers[2], *[nothing] * 3, *layers[6:-1], printed)


def _unit_of(observation: SentenceObservation) -> str:
    """Its unit; that of a change in per cent is none, a fraction in words is a share, millions
    without a unit behind money are money.
    """
    subject, value = observation.subject, observation.value
    if _is_elided_money(observation):
        return MONEY
    if value is not None and 0 < value < 1 and not any(map(str.isdigit, observation.raw)):
        return PERCENT
    is_relative = subject.role is SentenceRole.CHANGE and observation.unit in RELATIVE_UNITS
    return "" if is_relative or _is_of_anything(subject) else observation.unit


def _is_of_anything(subject: Subject) -> bool:
    """«Посещаемость составила 11,9 ед.»: units that are said of counts and of ratios alike."""
    things = subject.layers[0] if subject.layers else ()
    return bool(things) and all(UNITS_OF_ANYTHING.fullmatch(fold(text)) for text in things)


def _is_elided_money(observation: SentenceObservation) -> bool:
    """«Бюджет – 121,6 млн руб. На книги ушло 5,4 млн»: millions of what stands before."""
    if observation.unit or observation.multiplier <= 1 or not observation.decimals:
        return False
    layers = observation.subject.layers
    before = (*(layers[-2] if layers else ()), observation.subject.context)
    return any(map(MONEY_BEFORE.search, before))


def _is_small(observation: SentenceObservation) -> bool:
    value, unit = observation.value, observation.unit
    if value is None or observation.decimals or unit in (*RELATIVE_UNITS, MONEY):
        return False
    return abs(value) * observation.multiplier < FEW


@cache
def _leads(name: str) -> re.Pattern[str]:
    return re.compile(words("sentence_meaning")["leads"][name])


def without_count(name: str, lexicon: Lexicon) -> str:
    """A name as a sentence prints it, without what is counted of it: «Читателей ЦРБ»."""
    first, _, rest = name.partition(" ")
    spots = lexicon.hear(first).spots if rest else ()
    counts = any(_is_counted(lexicon.members[member]) for spot in spots for member in spot.members)
    return rest if counts else name


def _is_counted(member: Member) -> bool:
    return member.dimension == WHAT and member.rank == STRONG and member.name not in PLACES
