"""What a figure does in its claim: an ordered list of rules, the first answer wins."""

import re

from extractor.model import Op, SentenceRole
from extractor.model.claim import FigureRole
from extractor.prose.claim_parts import is_part, is_whole
from extractor.prose.claim_stated import (
    BEFORE,
    PERCENT,
    PLACES,
    Asked,
    Stated,
    says,
)
from extractor.prose.sentence import words_in
from extractor.rules import Rule, first_match, when
from extractor.words import words

TIMES = "times"
RELATIVE = (PERCENT, TIMES)
BOUNDS = (Op.RANGE, Op.AT_LEAST, Op.AT_MOST, Op.LESS)
OPEN_BOUNDS = (Op.MORE, Op.LESS)
LEAST_LISTED = 2
NAME = r"(?:[А-ЯЁ][а-яё]|[А-ЯЁ]{2,6}|«)[^,;:()\d]{0,60}"
TAIL = r"(?:\([^()]*\))?\s*(?:[–—-]\s*\d+\s*)?"
NUMBERS = r"№\s*\d+(?:,\s*(?:№\s*)?\d+)*(?:,|\s+и)\s*(?:№\s*)?\d+"
# «4 филиала: Боровой, Лесной», «3 библиотеки (№ 2, 5)», «3 – в Бору, Лесном и Озёрах»
LISTED = re.compile(
    rf"[^:(–—;.,\d]{{0,60}}[:(–—]\s*(?:в\s+)?(?:{NAME}{TAIL}(?:,|\s+и)\s+{NAME}|{NUMBERS})"
)
ONE_NAMED = re.compile(r"\s*[а-яё]+\s*[:–—]\s*[А-ЯЁ«]")  # «закрыта 1 библиотека – Боровая»
# «Боровой, Лесной – всего 2»; «х. Тихий (42 чел.), х. Лог (17) – всего 2»; «ф. 1, ф. 3 (2)»
LISTED_BEFORE = (
    re.compile(
        rf"{NAME}+(?:\([^()]{{0,60}}+\))?,\s{{0,3}}[^;()\d]{{2,200}}(?:\([^()]{{0,60}}+\)\s{{0,3}})?"
        r"(?:[–—-]\s{0,3}(?:всего\s{0,3})?|итого\s{0,3}|\(|то есть\s{1,3}(?:в\s{1,3})?)$"
    ),
    re.compile(rf"{NAME}+\([^()]{{0,60}}+\),[^;]{{2,200}}[–—-]\s{{0,3}}(?:всего|итого)\s{{0,3}}$"),
    re.compile(r"(?:ф|фил)\.\s{0,3}\d{1,3},[^;()]{2,200}(?:[–—-]\s{0,3}(?:всего\s{0,3})?|\()$"),
)
COUNTS_ON = re.compile(r"\sи\s+\d+\s+[а-я]")  # «…: ЦБ и 26 филиалов» lists kinds
PER = re.compile(
    r"(?<![а-я])(?:на|за)\s+(?:1|100|1000|1 000|одн[а-я]+|кажд[а-я]+|тысячу)\s+[а-я]+"
    r"|на душу|в расчете на"
)
EACH = re.compile(
    r"(?<![а-я])(?:одна|каждая|1)\s+(?:[а-я]+\s+){0,2}(?:библиотек|филиал)[а-я]*\s+(?:[а-я]+\s+)?(?:приход|обслуж)"
    # «Каждый житель пришёл 4,1 раза», not «каждый третий житель»
    r"|(?<![а-я])кажд(?:ый|ая)\s+(?!втор|трет|четв|пят|шест|седьм|восьм|девят|десят)[а-я]+[^,;:.]*$"
)
OF_AIM = re.compile(
    r"\A[\s%]*+(?:процент[а-я]*+\s++)?(?:к|от|по)?\s*+(?:годов|план|целев|задани|норматив)"
)
IN_BRACKET = re.compile(r"\A[\s.]*+(?:[а-я]++\.?\s*+){0,2}\(\s*+$")
VARIES = ("колебл", "варьир", "в пределах")
CRITERION = re.compile(r"(?:имеющ|располагающ|с фондом|с числом|с площадью|с населением|>)")


def role_of(asked: Asked) -> FigureRole:
    """What a figure does, by the first rule that knows."""
    found = first_match(ROLES, asked)
    return FigureRole.NOW if found is None else found[1]


def is_gap(asked: Asked) -> bool:
    """«Выбытие превышает поступление в 1,8 раза»: of one to another."""
    stated = asked.stated
    is_times = stated.figure.unit == TIMES
    return is_times and says(stated.printed(), "gaps") and stated.figure.direction is not None


def is_against_aim(asked: Asked) -> bool:
    """«вдвое ниже норматива», «на 2 % меньше плана»."""
    stated = asked.stated
    is_change = stated.subject.role is SentenceRole.CHANGE and stated.figure.unit in RELATIVE
    return is_change and says(words_in(stated.behind[:50]), "aims")


def is_addition(asked: Asked) -> bool:
    """«приросла 206 документами и насчитывает 6 033», «сокращено 1,5 ставки»."""
    stated, said = asked.stated, asked.stated.layer(1)
    grows = says(said, "additions") and bool(asked.behind)
    became = grows and says(asked.behind[0].printed(), "became")
    return became or (says(said, "cuts") and not stated.layer(0))


def is_percent_change(asked: Asked) -> bool:
    """«выросло на 3 %», «в 1,5 раза», «на четверть»."""
    stated = asked.stated
    relative = stated.figure.unit in RELATIVE or _is_fraction(stated)
    is_change = stated.subject.role is SentenceRole.CHANGE
    return relative and (is_change or _follows_its_change(asked))


def _follows_its_change(asked: Asked) -> bool:
    """«потерял 341 экз., или 7,4 %»."""
    before = asked.before[-1][1] if asked.before else None
    between = asked.stated.front[len(asked.before[-1][0].front) :] if asked.before else ""
    return before is FigureRole.DIFFERENCE and bool(re.search(r"(?:или|\()\s*(?:на\s*)?$", between))


def is_difference(asked: Asked) -> bool:
    """«выросло на 120»."""
    return asked.stated.subject.role is SentenceRole.CHANGE


def is_base(asked: Asked) -> bool:
    """«против 130», «в 2022 году – 130»."""
    return asked.stated.subject.role is SentenceRole.BASE


def is_earlier(asked: Asked) -> bool:
    """«44,8 %, было 43,1»; «выбыло 3 051 (1 120)»; «Годом ранее – 51 877»."""
    stated, near = asked.stated, (*asked.earlier, *asked.before)
    if not near or stated.subject.role is not SentenceRole.FACT or stated.layer(0):
        return False
    other = near[-1][0]
    if IN_BRACKET.match(asked.gap) and _compared_so(asked):
        return True
    if says(words_in(asked.gap), "formerly") and not _tells_more(stated, other):
        return True
    years = (stated.figure.period, other.figure.period)
    is_older = all(map(str.isdecimal, years)) and years[0] < years[1]
    return is_older and not _tells_more(stated, None)


def _compared_so(asked: Asked) -> bool:
    """Whether another figure of the sentence has what it was before in a bracket."""
    placed = (each for each, role in asked.before if role is FigureRole.BASE)
    return any(each.front.rstrip("0123456789 :вгод.").endswith("(") for each in placed) or any(
        "(" in each.front[-12:] for each, role in asked.before if role is FigureRole.BASE
    )


def _tells_more(stated: Stated, other: Stated | None) -> bool:
    """Whether its clause names something that the figure before it does not count."""
    known = {word[:5] for word in (*other.said(4), *other.printed())} if other else set()
    empty = tuple(words("claims")["empty"])
    own = (word for word in stated.said() if word[:5] not in known)
    return any(not word.startswith(empty) and not says([word], "formerly") for word in own)


def is_fulfilment(asked: Asked) -> bool:
    """«план выполнен на 102 %», «выполнение задания: посещения – 101 %»."""
    stated = asked.stated
    said = (*stated.printed(), *stated.layer(3), *words_in(stated.front))
    of_aim = says(said, "aims") and says(said, "fulfilments")
    beside = OF_AIM.match(stated.behind) or says(said, "done_aims")
    return stated.figure.unit == PERCENT and (of_aim or bool(beside))


def is_plan(asked: Asked) -> bool:
    """«план – 1200», «Задачи на год: открыть 2 клуба»."""
    stated = asked.stated
    if stated.subject.role is SentenceRole.PLAN:
        return True
    gap = words_in(asked.gap)
    if says(gap, "fulfilments") or says(stated.layer(1), "fulfilments"):
        return False
    before = asked.before[-1][1] if asked.before else None
    goes_on = before is FigureRole.PLAN and not _acts(stated) and ")" not in asked.gap
    opened = says((*stated.layer(3), *stated.titles()), "aims")
    return goes_on or opened or says(gap, "aims")


def _acts(stated: Stated) -> bool:
    """Whether its own clause tells of something done, or how something stands."""
    said = stated.layer(1)
    return says(said, "flow_acts") or says(said, "state_acts")


def is_count(asked: Asked) -> bool:
    """«4 филиала: Боровой, Лесной, Озёрный и Сосновый»."""
    stated = asked.stated
    counted = stated.figure.unit in ("", "item") and not stated.figure.decimals
    if not counted or stated.figure.value is None:
        return False
    if stated.figure.value < LEAST_LISTED:
        return bool(ONE_NAMED.match(stated.subject.behind))
    if LISTED.match(stated.subject.behind):
        return not COUNTS_ON.search(stated.behind.partition(".")[0])
    before = any(each.search(stated.subject.context) for each in LISTED_BEFORE)
    return before or _sums_up(stated)


def _sums_up(stated: Stated) -> bool:
    """«Пандусы: Боровая, Лесная. Итого 2.»"""
    total = re.fullmatch(r"\s*(?:итого|всего)\s*[–—:-]?\s*", stated.front)
    text = " ".join(stated.subject.layers[BEFORE]) if total else ""
    listed = re.split(r",|;|\sи\s", text.partition(":")[2]) if ":" in text else []
    return bool(total) and len(listed) == stated.figure.value


def is_ratio(asked: Asked) -> bool:
    """«на одного читателя – 13,4», «читаемость – 19,8»."""
    stated = asked.stated
    if stated.known is not None:
        return stated.kind == "ratio"
    if stated.lead in PLACES and says(stated.layer(0), "where_things"):
        return False
    if _is_per(stated) or _names_ratio(stated.said()):
        return True
    before = asked.before[-1][1] if asked.before else None
    goes_on = before is FigureRole.RATIO and not stated.layer(0)
    return goes_on or (not stated.said() and _names_ratio(stated.layer(3)))


def _is_per(stated: Stated) -> bool:
    text = f"{stated.front[-60:]} {' '.join(stated.printed())} {stated.behind[:25]}"
    printed = " ".join(stated.subject.layers[-1]) if stated.subject.layers else ""
    found = PER.search(printed.lower().replace("ё", "е")) or PER.search(text)
    return bool(found) or bool(EACH.search(stated.front))


def _names_ratio(said: list[str]) -> bool:
    return says(said, "ratio_things") and not says(said, "ratio_not")


def _is_fraction(stated: Stated) -> bool:
    """«треть», «четверть»."""
    value = stated.figure.value
    small = value is not None and 0 < value < 1
    return small and ("/" in stated.figure.raw or not any(map(str.isdigit, stated.figure.raw)))


def is_share(asked: Asked) -> bool:
    """«9 библиотек (45 %)», «треть читателей»."""
    stated = asked.stated
    of_whole = stated.figure.unit == PERCENT or _is_fraction(stated)
    named = stated.figure.unit == "" and says(stated.layer(1), "share_things")
    return (of_whole or named) and stated.kind in ("", "share", "stock", "flow")


def is_criterion(asked: Asked) -> bool:
    """«библиотек, имеющих фонд более 30 тыс. экз., – 21»."""
    stated = asked.stated
    is_open = stated.figure.op in OPEN_BOUNDS
    return is_open and bool(CRITERION.search(stated.front[-40:]))


def is_end_of_span(asked: Asked) -> bool:
    """«колеблется от 31,8 тыс. руб. до 46,2 тыс. руб.»."""
    stated = asked.stated
    after = asked.behind[0] if asked.behind else None
    opens = stated.lead == "от" and after is not None and _is_end(after)
    return (opens or _is_end(stated)) and any(each in stated.front for each in VARIES)


def _is_end(stated: Stated) -> bool:
    return stated.lead == "до" or stated.figure.op is Op.AT_MOST


def is_bound(asked: Asked) -> bool:
    """«не менее 10 Мбит/с», «17–22»."""
    return asked.stated.figure.op in BOUNDS


ROLES: tuple[Rule[Asked, FigureRole], ...] = (
    Rule("whole", when(is_whole, FigureRole.WHOLE), "Из 23 залов отремонтирован 21."),
    Rule("gap", when(is_gap, FigureRole.RATIO), "Приход превышает расход в 1,8 раза."),
    Rule("against_aim", when(is_against_aim, FigureRole.PLAN), "Площадь вдвое ниже норматива."),
    Rule(
        "addition",
        when(is_addition, FigureRole.DIFFERENCE),
        "Картотека пополнилась 12 карточками, теперь в ней 90.",
    ),
    Rule("percent_change", when(is_percent_change, FigureRole.PERCENT), "Очередь выросла на 3 %."),
    Rule(
        "difference", when(is_difference, FigureRole.DIFFERENCE), "Очередь выросла на 120 человек."
    ),
    Rule("base", when(is_base, FigureRole.BASE), "Очередь – 12 человек против 15."),
    Rule("earlier", when(is_earlier, FigureRole.BASE), "Очередь – 12 человек, было 15."),
    Rule(
        "end_of_span",
        when(is_end_of_span, FigureRole.BOUND),
        "Плата колеблется от 30 рублей в селе до 46 рублей.",
    ),
    Rule(
        "criterion",
        when(is_criterion, FigureRole.BOUND),
        "Залов, имеющих площадь более 30 кв. м, нет.",
    ),
    Rule("fulfilment", when(is_fulfilment, FigureRole.PLAN), "Выполнение задания: рейсы – 101 %."),
    Rule("plan", when(is_plan, FigureRole.PLAN), "Задачи на год: открыть 2 кружка."),
    Rule("count", when(is_count, FigureRole.COUNT), "Закрыты 2 кружка: Заря и Восход."),
    Rule("ratio", when(is_ratio, FigureRole.RATIO), "На одного гостя приходится 13 кружек."),
    Rule("share", when(is_share, FigureRole.SHARE), "Исправны 45 % кружек."),
    Rule("part", when(is_part, FigureRole.PART), "Кружек 14, из них медных – 3."),
    Rule("bound", when(is_bound, FigureRole.BOUND), "Рейсов – не менее 10."),
)
