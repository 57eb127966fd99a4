"""Why a figure of a sentence has no code although its words mean one: rules, each with a sample in
which the second figure has none.
"""

import re
from dataclasses import dataclass
from functools import cache

from extractor.indicators.sentence_words import Around
from extractor.model import STATING, Indicator, SentenceRole
from extractor.model.claim import Subject
from extractor.model.observation import SentenceObservation
from extractor.rules import Rule, first_match, when
from extractor.text import fold
from extractor.words import words

Words = tuple[str, ...]
BEFORE, OWN = -2, 2  # the layer of the sentence before; how many are of the clause itself
# Letters of a word that may name what is measured, and of its beginning.
SHORTEST, LEAST, STEM = 3, 5, 5
OF_PEOPLE = ("person", "visit", "%", "times")
MEASURES = ("m2", "km2", "km", "hour", "RUB", "person", "Mbit/s", "copy")
AVERAGES = ("ratio", "score", "share", "money")
ON_AVERAGE = re.compile(
    r"в среднем|в расч[её]те на|кажд(?:ый|ая|ого|ую)\s|"
    r"на (?:одн(?:ого|у|ой)|1) (?:читател|жител|пользовател|библиот|посещен|специал|работ|сотруд)"
)
PART_OF_CODE, WHOLE = re.compile(r"[._]"), "total"
POINTING = re.compile(r"(?<![а-я])(?:в|у|на|из)\s+(?:них|ней|нем|нём|нему|нее)(?![а-я])")
BRACKET = re.compile(r"\([^()]*\)")
ITEM = re.compile(r"[а-яё-]+")
DASH = re.compile(r"[–—:-]\s*$")
FLOW, PERCENT = "flow", "%"
STOCKS = ("holdings.total", "holdings.books")
NEAREST = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the indicator that its words mean.

    ``gap`` is what is printed between the figure before it in its sentence and itself, ``previous``
    the code of the figure before it; ``worded`` tells that a wording gives the indicator, ``said``
    are the dimensions that the words of its clause name.
    """

    observation: SentenceObservation
    subject: Subject
    indicator: Indicator
    previous: str
    gap: str
    worded: bool
    said: frozenset[str]
    around: Around

    @property
    def follows(self) -> bool:
        """Whether a sentence of the same text stands before its own."""
        layers = self.subject.layers
        return bool(layers) and bool(layers[BEFORE])

    @property
    def printed(self) -> str:
        layers = self.subject.layers
        return fold(layers[-1][0]) if layers and layers[-1] else ""


def why_not(told: Told) -> str:
    """The name of the first rule that forbids the code, empty where none does."""
    found = first_match(LIMITS, told)
    return "" if found is None else found[0]


def counts_others(told: Told) -> bool:
    """«В библиотеках работает 61 человек»: people are no libraries; a district has another area."""
    unit, meant = told.observation.unit, told.indicator
    if told.subject.role not in STATING or meant.kind == "ratio":
        return False
    other = unit in MEASURES and meant.unit in MEASURES and unit != meant.unit
    return other or (unit == "person" and meant.unit not in OF_PEOPLE)


def counts_on_average(told: Told) -> bool:
    """«Одна библиотека обслуживает в среднем 796 читателей»."""
    front = fold(f"{told.subject.context}{told.observation.raw}")[-60:]
    found = ON_AVERAGE.search(front) or ON_AVERAGE.search(told.printed)
    return bool(found) and told.indicator.kind not in AVERAGES


def goes_on_elsewhere(told: Told) -> bool:
    """«Читателей 4 380. Убыло 152»: only what was done; of whom, the sentence before says."""
    bare = told.said == {"state"} and told.follows
    other = told.previous.partition(".")[0] != told.indicator.code.partition(".")[0]
    return bare and other and told.subject.role is SentenceRole.FACT


def points_elsewhere(told: Told) -> bool:
    """«Передвижек 6. Читателей в них 141»; «мероприятий 1 222, на них побывало 42 727» are visits
    of the events.
    """
    said, before = (
        set(PART_OF_CODE.split(code)) - {WHOLE} for code in (told.indicator.code, told.previous)
    )
    other = said.isdisjoint(before)
    return bool(POINTING.search(told.printed)) and told.follows and other


def names_another(told: Told) -> bool:
    """«обращаемость – 1,5; книгообеспеченность (на 1 жит.) – 7,7»: the word right before the figure
    is none of those that were read.
    """
    gap = BRACKET.sub(" ", fold(told.gap))
    is_fact = told.subject.role is SentenceRole.FACT
    if not told.worded or not is_fact or not DASH.search(gap):
        return False
    named = [word for word in ITEM.findall(gap) if len(word) >= LEAST]
    if not named or named[-1].startswith(_passed()):
        return False
    read = " ".join(text for reading in told.subject.readings for text in reading)
    stems = {word[:STEM] for word in ITEM.findall(fold(read))}
    return named[-1][:STEM] not in stems


@cache
def _passed() -> tuple[str, ...]:
    """Beginnings of words that name nothing."""
    listed = (name for key in ("neutral", "empty", "times") for name in words("claims")[key])
    return tuple(name for name in map(str, listed) if len(name) >= SHORTEST)


def of_one_library(told: Told) -> bool:
    """«В библиотеке прошло 5 встреч»: one library, and nobody knows which; no library has
    libraries; of its «книжный фонд» nobody knows whether that is all its stock.
    """
    never = words("claims")["never_of_one"]
    is_of_libraries = told.around.library and told.indicator.code.startswith(never)
    return told.around.alone or is_of_libraries or is_book_stock_of_one(told)


def is_book_stock_of_one(told: Told) -> bool:
    printed = fold(told.subject.context)
    is_of_one = bool(told.observation.library) or bool(_lead("of_library").search(printed))
    is_stock = told.indicator.code in STOCKS and bool(_lead("book_stock").search(printed))
    return is_of_one and is_stock


def share_of_it(told: Told) -> bool:
    """«По ветхости списано 582 экз. (62,1 % выбытия)»: a share of it, no number of it."""
    is_share = told.observation.unit == PERCENT != told.indicator.unit
    return is_share and told.subject.role is not SentenceRole.CHANGE


def told_of_others(told: Told) -> bool:
    """«Охват – 38,7 %, средний по области – 41,2 %»: of a larger territory."""
    return bool(_lead("elsewhere").search(fold(told.gap)))


def behind_slash(told: Told) -> bool:
    """«Справки / консультации: 2 206 / 418»: the second of what the list names."""
    return fold(told.gap).strip() == "/"


def over_years(told: Told) -> bool:
    """«За два года фонд уменьшился на 144 экз.»: of no one year."""
    return bool(_lead("years").search(fold(told.subject.context)))


def of_one_day(told: Told) -> bool:
    """«15 мая прошло 12 мероприятий»: no flow of the year."""
    return told.around.dated and told.indicator.kind == FLOW


def of_a_part_of_the_work(told: Told) -> bool:
    """«В рамках проекта прошло 18 мероприятий»."""
    return told.around.narrow and told.indicator.code in words("claims")["told_of_parts"]


def is_needed(told: Told) -> bool:
    """«На ремонт надо 850 тыс. руб.», «при рекомендуемых 5 %»: nothing that is."""
    return bool(_lead("needed").search(fold(told.around.gap)[-NEAREST:]))


@cache
def _lead(name: str) -> re.Pattern[str]:
    return re.compile(words("sentence_meaning")["leads"][name])


LIMITS: tuple[Rule[Told, bool], ...] = (
    Rule(
        "counts_others",
        when(counts_others, True),
        "Район: 25 тыс. жителей, площадь – 2 140 кв. км.",
    ),
    Rule(
        "counts_on_average",
        when(counts_on_average, True),
        "Одна библиотека обслуживает в среднем 796 читателей.",
    ),
    Rule("goes_on_elsewhere", when(goes_on_elsewhere, True), "Читателей 380. Выбыло 1 512."),
    Rule(
        "points_elsewhere",
        when(points_elsewhere, True),
        "Филиалов 3. Посещений в них 1 410.",
    ),
    Rule(
        "names_another",
        when(names_another, True),
        "Обращаемость – 1,5; книгообеспеченность (на 1 жит.) – 7,7.",
    ),
    Rule("of_one_library", when(of_one_library, True), "Библиотекой обслужено 312 читателей."),
    Rule(
        "share_of_it",
        when(share_of_it, True),
        "Имеют стаж свыше 10 лет 30 специалистов (68 % основного персонала).",
    ),
    Rule(
        "told_of_others",
        when(told_of_others, True),
        "Средняя читаемость – 20,1, по области – 17,9.",
    ),
    Rule("behind_slash", when(behind_slash, True), "Справки / консультации: 2 206 / 418."),
    Rule("over_years", when(over_years, True), "За два года фонд уменьшился на 144 экз."),
    Rule("of_one_day", when(of_one_day, True), "15 мая выдано 120 экз. книг."),
    Rule(
        "of_a_part_of_the_work",
        when(of_a_part_of_the_work, True),
        "Прошёл фестиваль, число посещений составило 9 100.",
    ),
    Rule("is_needed", when(is_needed, True), "На ремонт зданий необходимо 850 тыс. руб."),
)
