"""Which figures of a sentence are parts of what another counts, and which is the whole: an ordered
list of rules, the first answer wins.
"""

import re

from extractor.model import SentenceRole
from extractor.model.claim import FigureRole
from extractor.prose.claim_stated import (
    PERCENT,
    Asked,
    Stated,
    says,
    values_of,
)
from extractor.prose.sentence import words_in
from extractor.rules import Rule, when
from extractor.words import words

WHOLE_PERCENT = 100
LEAST_BESIDE = 2  # other parts of one whole that is not printed
BEGINS = re.compile(r"(?:^|[,;:(–—.-])\s*из\s+(?:общего\s+числа\s+|всех\s+)?$")
WITHIN = re.compile(
    r"при\s+(?:общ[а-я]+\s+)?(?:населени|численност|числе|количеств)[а-я]*\s+(?:[а-я]+\s+)?$"
)
OF_THEM = re.compile(
    r"\s*(?:[а-я-]+\.?\s+){0,2}?(?:из|среди)\s+(?:них|которых|их)(?![а-я])|\s*[а-я]+\s+которых"
)
SHARE_BESIDE = re.compile(
    r"\A[\s.]*+(?:(?!или|это|что)[а-я/-]++\.?\s*+){0,4}(?:\(|[,–—-]?\s*+(?:или|т\.\s?е\.|"
    r"то есть|что составля[а-я]++|что составил[а-я]*+|это))\s*+(?:около|почти|более|–|—|-)?\s*+$"
)
CONNECTIVE = re.compile(
    r"(?:из\s+(?:них|которых|их)|в\s+том\s+числе|в\s+т\.\s?ч\.|среди\s+(?:них|которых)|включая)"
)
TOTAL_BEHIND = re.compile(r"(?:всего|итого)\s*[–—-]?\s*$")
COLON_BEHIND = re.compile(r"[\s.]*(?:[а-я/-]++\.?\s*+){0,5}(?:\([^()]*\)\s*)?:")
OPENS = re.compile(r"(?:^|[,;:–—.-])\s*из\s+(?:общего\s+числа\s+|всех\s+)?$")
ADJECTIVE = re.compile(r"(?:ых|их|ой|ый|ий|ая|ое|ые|ие|ую)$")
BARE = re.compile(r"\s*(?:$|[,;.)]|\s[–—-]\s|\s(?:и|а)\s)")
LONGEST_ITEM = 6  # words
FACTS = (FigureRole.NOW, FigureRole.WHOLE)
TOTAL = ("всего", "итого", "общ")


def is_whole(asked: Asked) -> bool:
    """«Из 23 библиотек 21», «18 из 20»; not «614 участников из 9 сёл»."""
    stated = asked.stated
    if WITHIN.search(stated.front):
        return True
    if asked.behind and BEGINS.search(stated.front):
        return True
    return stated.subject.whole and not _is_source(asked)


def _is_source(asked: Asked) -> bool:
    """Whether it counts another thing than the figure before it."""
    thing = stems_of(asked.stated.layer(0))
    before = stems_of(asked.before[-1][0].layer(0)) if asked.before else set()
    return bool(thing) and bool(before) and thing.isdisjoint(before)


def stems_of(said: list[str]) -> set[str]:
    """The beginnings of long words."""
    return {word[:5] for word in said if len(word) > len("из")}


def whole_of(asked: Asked) -> Stated | None:
    """The figure of which another may be a part: the last fact before it that is none itself."""
    near = (each for each, role in reversed(asked.before) if role in FACTS)
    far = (each for each, role in reversed(asked.earlier) if role in FACTS)
    return next(near, None) or next(far, None)


def fits(asked: Asked, whole: Stated | None) -> bool:
    """Whether a figure can be a part: no larger than the whole, and measured the same."""
    if whole is None:
        return False
    both = values_of((whole, asked.stated))
    units = {whole.figure.unit, asked.stated.figure.unit} - {"", "item"}
    return len(both) == len(FACTS) and both[1] <= both[0] and len(units) <= 1


def is_part(asked: Asked) -> bool:
    """Whether a figure is a part, by the first rule that knows."""
    stated = asked.stated
    is_fact = stated.subject.role in (SentenceRole.FACT, SentenceRole.SHARE)
    if not is_fact or stated.figure.unit == PERCENT:
        return False
    return any(rule.answer(asked) for rule in PARTS)


def of_them(asked: Asked) -> bool:
    """«…, из них модельных – 3», «4 из них»."""
    told = CONNECTIVE.search(asked.gap) or OF_THEM.match(asked.stated.behind)
    return asked.stated.subject.part or bool(told)


def with_its_share(asked: Asked) -> bool:
    """«9 библиотек (45 %)»; not what of the population comes."""
    stated, after = asked.stated, asked.behind[0] if asked.behind else None
    if after is None or after.figure.unit != PERCENT or stated.kind in ("share", "ratio"):
        return False
    if after.subject.role in (SentenceRole.CHANGE, SentenceRole.BASE, SentenceRole.PLAN):
        return False
    if any(value > WHOLE_PERCENT for value in values_of((after,))):
        return False
    between = after.front[len(stated.front) + len(stated.figure.raw) :]
    of_whom = (*after.printed(), *words_in(after.behind[:40]))
    beside = SHARE_BESIDE.fullmatch(between)
    return bool(beside) and not says(of_whom, "residents") and not says(of_whom, "aims")


def of_the_whole_before(asked: Asked) -> bool:
    """«Из 48 сёл охвачены 37, ещё 9 – пунктами выдачи»."""
    wholes = (each for each, role in asked.before if role is FigureRole.WHOLE)
    whole = next((each for each in wholes if OPENS.search(each.front)), None)
    return fits(asked, whole) and asked.stated.lead != "из"


def by_indicator(asked: Asked) -> bool:
    """«Читателей – 900, детей до 14 лет – 300»: the catalogue says which part of what it is."""
    known = asked.stated.known
    if known is None or not known.part_of:
        return False
    around = [each.known for each, _ in (*asked.earlier, *asked.before) if each.known]
    if any(each.code == known.part_of and each.kind == known.kind for each in around):
        return True
    siblings = [each.known for each in (*(e for e, _ in asked.before), *asked.behind) if each.known]
    beside = {each.code for each in siblings if each.part_of == known.part_of} - {known.code}
    return len(beside) >= LEAST_BESIDE


def divided(asked: Asked) -> bool:
    """«По возрасту: дети – 98, взрослые – 21»."""
    stated = asked.stated
    if stated.known is not None and not stated.known.part_of:
        return False
    colon = stated.layer(2) if ":" in stated.front else []
    opened = ((*colon, *stated.layer(3)), stated.titles())
    return any(says(said, "divisions") for said in opened) and not _acts(stated)


def below_its_whole(asked: Asked) -> bool:
    """«Субсидия составила 216 руб.: федеральная часть – 173, областная – 43»."""
    whole = whole_of(asked)
    if whole is None or asked.stated.figure.library or not asked.before:
        return False
    colon = COLON_BEHIND.match(whole.behind)
    return bool(colon) and fits(asked, whole) and not _acts(asked.stated)


def in_its_bracket(asked: Asked) -> bool:
    """«Провели 174 (оффлайн – 159, онлайн – 15)»: named figures in one bracket behind the whole."""
    whole, stated = whole_of(asked), asked.stated
    opened = stated.front.rfind("(")
    inside = opened > stated.front.rfind(")")
    if whole is None or not inside or stated.figure.library or not words_in(asked.gap):
        return False
    within = [each for each, _ in asked.before if each.end > opened]
    after = [each for each in asked.behind if each.front.rfind("(") == opened]
    return whole.end <= opened and bool(within or after) and fits(asked, whole)


def behind_a_total(asked: Asked) -> bool:
    """«Всего 87, газет – 52, журналов – 4»."""
    whole = whole_of(asked)
    if whole is None or not asked.before or asked.stated.figure.library:
        return False
    total = any(word.startswith(TOTAL) for word in whole.printed())
    bare = not asked.stated.layer(0) and asked.stated.figure.unit in ("", whole.figure.unit)
    return total and bare and fits(asked, whole) and not _acts(asked.stated)


def before_a_total(asked: Asked) -> bool:
    """«4 городские, 21 сельская – всего 27»."""
    totals = [each for each in asked.behind if TOTAL_BEHIND.search(each.front)]
    fitting = bool(totals) and values_of((asked.stated,)) < values_of(totals[:1])
    return fitting and not _acts(asked.stated) and not asked.stated.figure.library


def by_preposition(asked: Asked) -> bool:
    """«Компьютеров – 38, для читателей – 17»: an item that says for whom, from where."""
    stated, whole = asked.stated, whole_of(asked)
    said = words_in(asked.gap)
    led = bool(said) and said[0] in words("claim_kinds")["part_leads"]
    if not led or not asked.before or len(said) > LONGEST_ITEM or _acts(stated):
        return False
    if stated.layer(0) or stated.figure.library:
        return False
    return fits(asked, whole) and not says(said, "never_part_words")


def by_adjective(asked: Asked) -> bool:
    """«Компьютеров 11, исправных 8»."""
    said, whole = words_in(asked.gap), whole_of(asked)
    named = any(map(str.isupper, asked.printed_gap)) or bool(asked.stated.figure.library)
    alone = 0 < len(said) <= LONGEST_ITEM and all(map(ADJECTIVE.search, said)) and not named
    return alone and bool(asked.before) and fits(asked, whole)


def further(asked: Asked) -> bool:
    """«…, остальные 16», «ещё 9 – пунктами выдачи»."""
    near = words_in(asked.stated.front[-25:])[-2:]
    parts = any(role is FigureRole.PART for _, role in asked.before)
    return parts and says(near, "further_parts")


def goes_on(asked: Asked) -> bool:
    """«Из них зарплата – 61, налоги – 7»: an item beside a part, without a predicate."""
    before = asked.before[-1] if asked.before else None
    if before is None or before[1] not in (FigureRole.PART, FigureRole.SHARE):
        return False
    part = next((e for e, role in reversed(asked.before) if role is FigureRole.PART), None)
    closed = before[1] is FigureRole.PART and ")" in asked.gap
    if part is None or asked.stated.figure.library or closed:
        return False
    units = {part.figure.unit, asked.stated.figure.unit} - {"", "item"}
    between = asked.stated.front[len(before[0].front) :]
    apart = ";" in between and part.subject.part and not asked.stated.subject.layers[2:3]
    return len(units) <= 1 and not _acts(asked.stated) and not apart


def of_libraries(asked: Asked) -> bool:
    """«Все 17 библиотек подключены, зоны Wi-Fi открыты в 15»: the noun is left out."""
    stated, whole = asked.stated, whole_of(asked)
    if whole is None or not asked.before or not says(whole.layer(0), "where_things"):
        return False
    bare = BARE.match(stated.behind) and not says(stated.layer(1), "flow_acts")
    return bool(bare) and fits(asked, whole) and not stated.figure.library


def _acts(stated: Stated) -> bool:
    """Whether its own clause has a predicate."""
    said = stated.layer(1)
    return any(says(said, name) for name in ("flow_acts", "state_acts", "open_acts"))


PARTS: tuple[Rule[Asked, bool], ...] = (
    Rule("of_them", when(of_them, True), "Кружек 14; были медными из них 3."),
    Rule("with_its_share", when(with_its_share, True), "Ржавых кружек 9 (45 %)."),
    Rule(
        "of_the_whole_before",
        when(of_the_whole_before, True),
        "Из 48 кружек разбиты 37, спрятаны 9.",
    ),
    Rule(
        "by_indicator",
        when(by_indicator, True),
        "Основной персонал – 9 человек. Высшее образование имеют 3 специалиста.",
    ),
    Rule("divided", when(divided, True), "По отраслям: техника – 98."),
    Rule(
        "below_its_whole",
        when(below_its_whole, True),
        "Кружек было 216: медь – 173, латунь – 43.",
    ),
    Rule(
        "in_its_bracket",
        when(in_its_bracket, True),
        "Провели 174 забега (оффлайн – 159, онлайн – 15).",
    ),
    Rule("behind_a_total", when(behind_a_total, True), "Кружек всего 87, ложек – 52."),
    Rule(
        "before_a_total",
        when(before_a_total, True),
        "Кружек: медь – 4, латунь – 21, всего 25.",
    ),
    Rule("by_preposition", when(by_preposition, True), "Кружек – 38, для гостей – 17."),
    Rule("by_adjective", when(by_adjective, True), "Кружек 11, исправных 8."),
    Rule("further", when(further, True), "Кружек 20, из них медных 5; хранятся остальные 15."),
    Rule("goes_on", when(goes_on, True), "Кружек 20, из них медь – 5, латунь – 4."),
    Rule("of_libraries", when(of_libraries, True), "Все 17 филиалов тёплые, вода есть в 15."),
)
