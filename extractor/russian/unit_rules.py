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


def of_a_figure(candidate: Candidate) -> bool:
    if (
        candidate.grade == "figures"
        or _before()["figure"].search(candidate.before)
        or _behind()["of_unit"].match(candidate.after)
    ):
        return True
    return bool(
        _before()["in"].search(candidate.before) and _behind()["rate"].match(candidate.text)
    )


@cache
def _before() -> dict[str, re.Pattern[str]]:
    """What may stand before a unit; mostly looked for at the end of the text there."""
    table: dict[str, Any] = words("units")
    leads = "|".join(form_pattern(text) for text in table["lead_ins"])
    counting = "|".join(form_pattern(text) for text in table["counting"])
    figures = "|".join(form_pattern(text) for text in table["figure_words"])
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
    }


@cache
def _behind() -> dict[str, re.Pattern[str]]:
    """What a unit may begin with, and what may stand right behind it: matched, never looked for."""
    table: dict[str, Any] = words("units")
    followers = "|".join(map(form_pattern, table["followers"]))
    rates = "|".join(table["rates"])
    return {
        "rate": re.compile(rf"(?:{rates})(?![а-я])"),
        "often": re.compile(rf"\s+в\s+(?:{rates})(?![а-я])"),
        "of_unit": re.compile(r"[\s.]*изм"),
        "closed": re.compile(r"\s*(?:[)\],;:/.]|$)"),
        "stop": re.compile(r"\s*(?:[),;:(*./\n]|$)"),
        "followed": re.compile(rf"\s*(?:[),;:(*./\n–-]|(?:{followers})\b|$)"),
        "empty": re.compile(r"[\s)\].,;:*]*"),
    }


def alone(candidate: Candidate) -> bool:
    """The whole text: «тыс. руб.», «в процентах», «(экз.)»."""
    return bool(
        _before()["nothing"].fullmatch(candidate.before)
        and _behind()["empty"].fullmatch(candidate.after)
    )


def in_brackets(candidate: Candidate) -> bool:
    """«Фонд (экз.)», «Расходы (в тыс. руб.), всего»."""
    return bool(
        _before()["bracket"].search(candidate.before) and _behind()["closed"].match(candidate.after)
    )


def after_comma(candidate: Candidate) -> bool:
    """«Число жителей, человек», «Расходы, тыс. руб. всего», «Площадь – кв. м», «Высота, м»."""
    last = (
        candidate.grade == "letters"
        and not candidate.text.endswith(".")
        and not candidate.after.strip()
    )
    follows = (
        candidate.grade == "short"
        or last
        or (candidate.grade == "words" and _behind()["followed"].match(candidate.after))
    )
    return bool(follows and _before()["comma"].search(candidate.before))


def at_the_end(candidate: Candidate) -> bool:
    """«Площадь кв. м»; a whole word only behind a bracket or a word of counting: «пользователей
    (всего) человек».
    """
    if not _behind()["stop"].match(candidate.after) or candidate.grade == "letters":
        return False
    return candidate.grade == "short" or bool(
        _before()["count"].search(candidate.before) or _before()["in"].search(candidate.before)
    )


def counted(candidate: Candidate) -> bool:
    """«Количество экземпляров книг», «Число посещений»."""
    return candidate.grade in ("words", "short") and bool(
        _before()["counted"].match(candidate.before)
    )


def opening(candidate: Candidate) -> bool:
    """«Процент охвата населения»."""
    return candidate.unit in words("units")["opening"] and not candidate.before.strip()


def how_often(candidate: Candidate) -> bool:
    """«Часов в неделю»."""
    return (
        candidate.grade == "words"
        and not candidate.before.strip()
        and bool(_behind()["often"].match(candidate.after))
    )


def abbreviation(candidate: Candidate) -> bool:
    """«% охвата», «Сумма руб. на 1 жителя»; a whole word at the beginning names something: «Час
    мужества», «Тысяча мелочей».
    """
    return candidate.grade == "short" and not (
        candidate.text.isalpha() and not candidate.before.strip()
    )


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
