"""Whether a word that looks like a unit is one, judged by what surrounds it: ordered rules."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.model import UnitRule
from extractor.rules import Rule
from extractor.russian.unit_forms import form_pattern
from extractor.words import words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form met in a text, not yet judged; ``text`` is it, ``before`` and ``after`` are the
    text around it.
    """

    unit: str
    multiplier: int
    grade: str
    start: int
    end: int
    text: str
    before: str
    after: str


def of_a_figure(each: Candidate) -> bool:
    around = _around()
    if (
        each.grade == "figures"
        or around["figure"].search(each.before)
        or around["of_unit"].match(each.after)
    ):
        return True
    return bool(around["in"].search(each.before) and around["rate"].match(each.text))


@cache
def _around() -> dict[str, re.Pattern[str]]:
    table: dict[str, Any] = words("units")
    leads = "|".join(form_pattern(each) for each in table["lead_ins"])
    counting = "|".join(form_pattern(each) for each in table["counting"])
    followers = "|".join(map(form_pattern, table["followers"]))
    figures = "|".join(form_pattern(each) for each in table["figure_words"])
    return {
        "nothing": re.compile(rf"[\s(\[,:–-]*(?:(?:{leads})[\s(\[,:–-]*)*"),
        "bracket": re.compile(rf"[(\[]\s*(?:[^()\[\]]*,\s*)?(?:(?:{leads})\s*)*$"),
        "comma": re.compile(rf"(?:[,;:]|\s[-–—])\s*(?:(?:{leads})\s*)*$"),
        "count": re.compile(
            rf"(?:(?:^|[^а-я])(?:{counting})(?:\s+[а-я]+[иы]х)?|\))\s*$"
        ),  # «Количество рабочих дней»
        "counted": re.compile(rf"^\W*(?:{counting})(?:\s+[а-я]+[иы]х)?\s*$"),
        "figure": re.compile(rf"(?:№|\d[-–]?|(?<![а-я])(?:{figures}))\s*$"),
        "in": re.compile(r"\bв\s+$"),
        "rate": re.compile(rf"(?:{'|'.join(table['rates'])})(?![а-я])"),
        "often": re.compile(rf"\s+в\s+(?:{'|'.join(table['rates'])})(?![а-я])"),
        "of_unit": re.compile(r"[\s.]*изм"),
        "closed": re.compile(r"\s*(?:[)\],;:/.]|$)"),
        "stop": re.compile(r"\s*(?:[),;:(*./\n]|$)"),
        "followed": re.compile(rf"\s*(?:[),;:(*./\n–-]|(?:{followers})\b|$)"),
        "empty": re.compile(r"[\s)\].,;:*]*"),
    }


def alone(each: Candidate) -> bool:
    """The whole text: «тыс. руб.», «в процентах», «(экз.)»."""
    return bool(
        _around()["nothing"].fullmatch(each.before) and _around()["empty"].fullmatch(each.after)
    )


def in_brackets(each: Candidate) -> bool:
    """«Фонд (экз.)», «Расходы (в тыс. руб.), всего»."""
    return bool(_around()["bracket"].search(each.before) and _around()["closed"].match(each.after))


def after_comma(each: Candidate) -> bool:
    """«Число жителей, человек», «Расходы, тыс. руб. всего», «Площадь – кв. м», «Высота, м»."""
    last = each.grade == "letters" and not each.text.endswith(".") and not each.after.strip()
    follows = (
        each.grade == "short"
        or last
        or (each.grade == "words" and _around()["followed"].match(each.after))
    )
    return bool(follows and _around()["comma"].search(each.before))


def at_the_end(each: Candidate) -> bool:
    """«Площадь кв. м»; a whole word only behind a bracket or a word of counting: «пользователей
    (всего) человек».
    """
    if not _around()["stop"].match(each.after) or each.grade == "letters":
        return False
    return each.grade == "short" or bool(
        _around()["count"].search(each.before) or _around()["in"].search(each.before)
    )


def counted(each: Candidate) -> bool:
    """«Количество экземпляров книг», «Число посещений»."""
    return each.grade in ("words", "short") and bool(_around()["counted"].match(each.before))


def opening(each: Candidate) -> bool:
    """«Процент охвата населения»."""
    return each.unit in words("units")["opening"] and not each.before.strip()


def how_often(each: Candidate) -> bool:
    """«Часов в неделю»."""
    return (
        each.grade == "words"
        and not each.before.strip()
        and bool(_around()["often"].match(each.after))
    )


def abbreviation(each: Candidate) -> bool:
    """«% охвата», «Сумма руб. на 1 жителя»; a whole word at the beginning names something: «Час
    мужества», «Тысяча мелочей».
    """
    return each.grade == "short" and not (each.text.isalpha() and not each.before.strip())


# The first rule that finds a declaration wins; within a rule the last one in the text, because
# labels end with their unit.
RULES: tuple[Rule[Candidate, bool], ...] = (
    Rule(UnitRule.ALONE, alone, "человек"),
    Rule(UnitRule.IN_BRACKETS, in_brackets, "Население (человек)"),
    Rule(UnitRule.AFTER_COMMA, after_comma, "Число жителей, человек"),
    Rule(UnitRule.AT_THE_END, at_the_end, "пользователей (всего) человек"),
    Rule(UnitRule.COUNTED, counted, "Количество экземпляров книг"),
    Rule(UnitRule.OPENING, opening, "Процент охвата населения"),
    Rule(UnitRule.HOW_OFTEN, how_often, "Часов в неделю"),
    Rule(UnitRule.ABBREVIATION, abbreviation, "Расходы руб. на 1 жителя"),
)
