"""What a figure does in its sentence: fact, change, base, share or plan; and which figures make
one claim of change.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.model import Direction, SentenceRole
from extractor.plugins import load
from extractor.prose.change_words import begins, listed_under_change, way_of
from extractor.prose.dating import Dated
from extractor.prose.part import BASE, CHANGE, CLAUSE, FACT, PLAN, SHARE, Part
from extractor.prose.scene import bracket_of
from extractor.prose.sentence import words_in
from extractor.rules import Rule, first_match, when
from extractor.russian import Figure, FoundQuantity

BEHIND = 60
SAME = re.compile(
    r"\s*+(?:\(|,)?\s*+(?:или|то[ -]?есть|т\.\s?е\.|что составля\w+)?\s*+(?:на|в)?\s*+[+–—-]?\s*+",
    re.IGNORECASE,
)
THIS_IS = re.compile(r"(?:\s*процент\w*)?\s*,\s*(?:это|то есть)\s*", re.IGNORECASE)
BRACKET_BEHIND = re.compile(r"\s*(?:[а-яё]+\.?\s*)?\(\s*[+–—-]?\s*", re.IGNORECASE)
# «За год –684»: nothing but a time before a minus that touches the number.
ONLY_TIME = re.compile(r"(?:за|к|по)\s+(?:\w+\s+)?(?:год\w*|период\w*|\d{4})", re.IGNORECASE)
GLUED_MINUS = re.compile(r"\s[-–]$")
GAINED = re.compile(r"прибавил[аои]?")
OF_AGE = re.compile(r"\s*(?:[а-яё]+\s+)?(?:моложе|старше|младше)\s+\d", re.IGNORECASE)
OF = re.compile(r"\s*от\b")
BRACKET_AT_ONCE = re.compile(r"\A\s*\([^()]*+\)")  # «на 802 чел. (5,4 %) больше»
# «на 120 экз. вследствие превышения выбытия»: what follows tells why.
REASON = re.compile(r"[,:;]|вследствие|из-за|за счет|за счёт|в связи|благодаря", re.IGNORECASE)
READING = "extractor.prose.reading"
TOLD = ("VERB", "PRTS")  # «проведено 40»: what was done, and no plan
ELIDED = re.compile(r"[^.;]*?,\s+(?:а|и)\s+[^,.;]*?\s[–—-]\s+")  # «…, а число посещений – до»


Before = Sequence[Part]


class Spoken(NamedTuple):
    """A figure whose role is looked for: the parts of its sentence so far (``before``), and the
    figure that comes next where it or a later one has «до» before it (``behind``).
    """

    part: Part
    before: Before
    behind: Sequence[FoundQuantity]


def with_role(part: Part, before: Before, behind: Sequence[FoundQuantity]) -> Part:
    """The part with its role, by the first rule that knows it.

    ``before``: the parts of its sentence so far; ``behind``: the figure that comes next, where it
    or a later one has «до» before it, else nothing.
    """
    rule, role = first_match(ROLES, Spoken(part, before, behind)) or ("", FACT)
    dated = part.dated
    if rule == "risen_from":
        dated = _year_before(part, behind)
    elif rule == "risen_back" and not dated.said():
        dated = _a_year_earlier(dated)
    elif rule == "planned_on":
        dated = before[-1].dated
    return replace(
        part,
        role=role,
        dated=dated,
        direction=direction_of(Spoken(part, before, behind)) if role is CHANGE else None,
    )


def _year_before(part: Part, behind: Sequence[FoundQuantity]) -> Dated:
    """«с 120 до 135» without a year right behind 120: the year that the sentence compares with,
    else the one before that of 135.
    """
    between = range(part.last(), behind[0].start)
    own_year = any(each.start in between for each in part.scene.times)
    if own_year or part.dated.rule == "bracket_behind":
        return part.dated
    compared = [each.period for each in part.scene.times if each.compared]
    if compared:
        return Dated(compared[0], "compared")
    return _a_year_earlier(part.dated)


def _a_year_earlier(dated: Dated) -> Dated:
    period = dated.period
    return Dated(str(int(period) - 1), "year_before") if period.isdecimal() else dated


def measured_against(met: Spoken) -> bool:
    """«больше, чем в 2022 году (130)», «против 130», «вместо 130»."""
    return met.part.dated.against or met.part.lead() in ("против", "вместо")


def risen_from(met: Spoken) -> bool:
    """«выросло с 120 до 135», «сократилось от 135 до 120»."""
    part, _, behind = met
    from_ = part.lead() in ("с", "со") or (part.lead() == "от" and _tells_of_change(part))
    return from_ and bool(behind)


def risen_back(met: Spoken) -> bool:
    """«выросло до 135 со 120», «сократилось до 120 от 135»."""
    part, before, _ = met
    if part.lead() not in ("с", "со", "от") or not before or before[-1].lead() != "до":
        return False
    between = part.scene.sentence.text[before[-1].last() : part.first()]
    return not re.search(r"[,;()]", between) and _tells_of_change(part)


def instead_of_plan(met: Spoken) -> bool:
    """«План не выполнен: 40 встреч вместо 44», «норма не достигнута: 9 000 вместо 9 500»."""
    said = words_in(met.part.scene.sentence.before(met.part.first(), CLAUSE))
    return met.part.lead() == "вместо" and any(begins(word, "plan") for word in said)


def _tells_of_change(part: Part) -> bool:
    """Whether a verb of change stands in its sentence before it."""
    return any(map(way_of, words_in(part.scene.sentence.before(part.first(), CLAUSE))))


def named_change(met: Spoken) -> bool:
    """«падение к прошлому году – 94», «темп роста к 2022 году – 109 %», «разница – 120»."""
    said, printed = words_in(met.part.ahead()), met.part.ahead().rstrip()
    leads = printed.endswith(("–", "—", "-")) or (said and said[-1].startswith("состав"))
    return bool(said) and bool(leads) and (begins(said[0], "named") or said[0] == "темп")


def lost(met: Spoken) -> bool:
    """«фонд потерял 341 экз.», «к 2022 году – минус 18»."""
    return any(begins(each, "lost") for each in words_in(met.part.ahead())[-1:])


def gained(met: Spoken) -> bool:
    """«посещаемость прибавила 1,7»; not «прибавилось 120 книг», which came."""
    return any(GAINED.fullmatch(each) for each in words_in(met.part.ahead())[-1:])


def listed_change(met: Spoken) -> bool:
    """«Показатели выросли: читатели – на 12»."""
    return listed_under_change(met.part.scene.sentence.before(met.part.first(), CLAUSE))


def earlier_beside(met: Spoken) -> bool:
    """«50 227 записей (в 2022 году – 48 602)», «9402, в прошлом году 9169»: the same of an
    earlier year, beside a fact.
    """
    part, before, _ = met
    if not before or not part.dated.said() or not part.dated.period < before[-1].dated.period:
        return False
    begin, end = part.scene.clause(part.first())
    if before[-1].role is BASE:
        return (
            bracket_of(part.scene.sentence, part.first())
            == bracket_of(part.scene.sentence, before[-1].first())
            != -1
        )
    if before[-1].role is not FACT:
        return False
    relative = any(
        begin <= each.start < end and each.kind == "relative"
        for each in part.scene.sentence.periods
    )
    return relative or part.scene.sentence.text[:begin].endswith("(")


def times_more(met: Spoken) -> bool:
    """«в 2,5 раза больше», «вдвое»; not «приходил 4,1 раза», which counts."""
    if met.part.figure.kind is not Figure.MULTIPLE:
        return False
    relative = not met.part.figure.raw[:1].isdigit() or met.part.lead() in ("в", "во")
    return relative or bool(_word_near(met.part))


def signed(met: Spoken) -> bool:
    """«(+8,3 %)», «+120»."""
    phrase = met.part.scene.sentence.text[met.part.first() : met.part.figure.start].lower()
    if met.part.figure.sign == "+" or phrase.startswith(("минус", "плюс")):
        return True
    said = met.part.ahead().strip(" –-")
    return met.part.figure.sign == "-" and (not said or bool(ONLY_TIME.fullmatch(said)))


def changed_by(met: Spoken) -> bool:
    """«увеличилось на 120», «на 120 больше», «рост на 3 %»; «рост – 120», «прирост посещений
    составил 120».
    """
    part, before, _ = met
    if part.lead() == "на":
        percent = part.figure.kind is Figure.PERCENT and part.ahead().strip() == "на"
        if percent and _tells_of_change(part):
            return True
        return (
            bool(part.figure.direction)
            or bool(_word_near(part))
            or any(each.role in (CHANGE, BASE) for each in before)
        )
    said = words_in(part.ahead())
    told = said[:-1] if said and begins(said[-1], "equals") else said[-1:]
    if told[-1:] and told[-1].startswith("изменени"):
        return True
    of_age = OF_AGE.match(part.scene.sentence.text, part.last())
    return (bool(part.figure.direction) and not of_age) or any(
        each.endswith(("рост", "ние")) and way_of(each) for each in told
    )


def told_twice(met: Spoken) -> bool:
    """«на 46 записей, или 58 %», «на 46 записей (58 %)»: the same change again."""
    part, before, _ = met
    if not before or before[-1].role is not CHANGE:
        return False
    between = part.scene.sentence.text[before[-1].last() : part.first()]
    if re.match(r"\s*от\b", part.scene.sentence.text[part.last() :]):
        return False
    tail = re.sub(r"^\s*[а-яё]+(?=\s*[(,]|\s+или)", "", between)
    again = SAME.fullmatch(tail) or SAME.fullmatch(between)
    if part.figure.kind in (Figure.PERCENT, Figure.FRACTION):
        return bool(again)
    return before[-1].figure.kind is Figure.PERCENT and bool(THIS_IS.fullmatch(between))


def of_the_change(met: Spoken) -> bool:
    """«выросло на 540 и составило 16 141 (4,9 %)»: in a bracket behind what a change led to."""
    part, before, _ = met
    if part.figure.kind is not Figure.PERCENT or not before or before[-1].role is not FACT:
        return False
    changes = [each for each in before if each.role is CHANGE]
    text = part.scene.sentence.text
    bracket = BRACKET_BEHIND.fullmatch(text[before[-1].last() : part.first()])
    alone = bracket and text[part.last() : part.last() + 2].strip()[:1] == ")"
    return bool(alone) and len(changes) == 1 and changes[0].figure.kind is not Figure.PERCENT


def planned(met: Spoken) -> bool:
    """«план – 1200», «при норме 17–22», «к 2030 году»."""
    begin, end = met.part.scene.clause(met.part.first())
    if any(each.aim and begin <= each.start < end for each in met.part.scene.times):
        return True
    stems = words_in(met.part.ahead())
    fulfilled = any(begins(each, "fulfilled") for each in stems)
    return not fulfilled and any(begins(each, "plan") for each in stems[-6:])


def planned_on(met: Spoken) -> bool:
    """«планируется открыть 2 клуба и провести 44 встречи», «к 2027 году вырастет до 45 тыс., а
    число посещений – до 9 тыс.»: a further infinitive, or a dash for the verb.
    """
    part, before, _ = met
    if not before or before[-1].role is not PLAN:
        return False
    if part.dated.said() and part.dated.period != before[-1].dated.period:
        return False
    between = part.scene.sentence.text[before[-1].last() : part.first()]
    forms = [load(f"{READING}:forms_of")(word) for word in words_in(between)]
    told = [readings[0].pos for readings in forms if readings]
    if any(pos in TOLD for pos in told):
        return False
    return "INFN" in told or bool(ELIDED.fullmatch(between))


def share(met: Spoken) -> bool:
    """«9 библиотек (45 %)», «31 человек, 77 % составляет …», «это составило 12,5 % от …»."""
    part, before, _ = met
    return part.figure.kind is Figure.PERCENT and (
        any(other.role is FACT and other.figure.kind is not Figure.PERCENT for other in before)
        or OF.match(part.scene.sentence.text, part.last()) is not None
    )


ROLES: tuple[Rule[Spoken, SentenceRole], ...] = (
    Rule("named_change", when(named_change, CHANGE), "Падение к прошлому году – 94 экз."),
    Rule("lost", when(lost, CHANGE), "Фонд потерял 341 экз."),
    Rule("gained", when(gained, CHANGE), "Фонд прибавил 341 экз."),
    Rule(
        "instead_of_plan",
        when(instead_of_plan, PLAN),
        "План не выполнен: проведено 40 встреч вместо 44.",
    ),
    Rule("measured_against", when(measured_against, BASE), "Проведено 135 встреч против 130."),
    Rule("risen_from", when(risen_from, BASE), "Число клубов выросло с 120 до 135."),
    Rule("risen_back", when(risen_back, BASE), "Число клубов выросло до 135 со 120."),
    Rule("times_more", when(times_more, CHANGE), "Выдано втрое."),
    Rule("signed", when(signed, CHANGE), "Посещений 1200 (+120)."),
    Rule("changed_by", when(changed_by, CHANGE), "Число клубов увеличилось на 12."),
    Rule(
        "listed_change",
        when(listed_change, CHANGE),
        "Показатели выросли: читатели – на 40, посещения – на 120.",
    ),
    Rule("told_twice", when(told_twice, CHANGE), "Фонд вырос на 46 записей, или 58 %."),
    Rule(
        "of_the_change",
        when(of_the_change, CHANGE),
        "Число записей выросло на 540 и составило 16141 (4,9 %).",
    ),
    Rule("earlier_beside", when(earlier_beside, BASE), "Записей 50227 (в 2022 году – 48602)."),
    Rule("planned", when(planned, PLAN), "План – 1200 встреч."),
    Rule(
        "planned_on",
        when(planned_on, PLAN),
        "К 2030 году вырастет до 45 тыс., а число посещений – до 9 тыс.",
    ),
    Rule("share", when(share, SHARE), "Оснащены 9 библиотек (45 %)."),
)


def _word_near(part: Part) -> Direction | None:
    """The way of the nearest word of change: in the clause before the figure, or within two
    words behind it; what a colon opens is another statement.
    """
    text = part.scene.sentence.text
    ahead = words_in(part.ahead())
    ahead = ahead if len(ahead) > 1 else words_in(part.scene.sentence.before(part.first()))[-6:]
    after = BRACKET_AT_ONCE.sub(" ", text[part.last() : part.last() + BEHIND])
    behind = words_in(REASON.split(after)[0])
    ways = (way_of(each) for each in (*behind[:2], *reversed(ahead), *behind[2:3]))
    return next(filter(None, ways), None)


def direction_of(met: Spoken) -> Direction | None:
    """Where a change leads: by its sign, its own words, the words near it, the change that it
    repeats.
    """
    part, before, _ = met
    said = words_in(part.ahead())[-1:]
    if said in (["минус"], ["плюс"]):
        return Direction.UP if said == ["плюс"] else Direction.DOWN
    minus = GLUED_MINUS.search(part.scene.sentence.before(part.figure.start))
    if lost(met) or (minus and named_change(met)):
        return Direction.DOWN
    if gained(met):
        return Direction.UP
    if part.figure.sign:
        return Direction.UP if part.figure.sign == "+" else Direction.DOWN
    near = part.figure.direction or _word_near(part)
    told = near or next((e.direction for e in reversed(before) if e.role is CHANGE), None)
    earlier = reversed(words_in(part.scene.sentence.before(part.first(), CLAUSE)))
    return told or next(filter(None, map(way_of, earlier)), None)
