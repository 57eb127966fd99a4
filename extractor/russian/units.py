"""Units of measure: as a label declares them, and as they follow a figure. The words are in
``words/units.yaml``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractor.words import words

GRADES = ("short", "words", "letters", "figures")
SPACE = r"[^\S\n]*"
# characters around a unit that bear on it; the longest label of an honest report is shorter
REACH = 400
# What declension adds to a stem: «рубл-ей», «издани-ями», «детьми»; not «дет-садов»,
# «журнал-истов», «выпуск-ников». In a pattern
# of all forms it would take long to compile: there any four letters stand for it, and what was
# found is tried by its own form.
ANY_ENDING = "[а-я]{0,4}+"
ENDING = "[аеиоуыьюя]{0,2}(?:[вйхю]|го|ми?|му)?"
_ENDING = re.compile(ENDING)


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit and where it stands: ``text[start:end]``. ``multiplier`` is the declared power of ten
    as a factor.

    ``unit`` is empty where only a multiplier is declared («тыс.»). ``rule`` names what made it a
    declaration.
    """

    unit: str
    multiplier: int
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Candidate:
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


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """All forms in one pattern: the last group that took part in a match is the key of ``grades``
    (unit, grade, form), 0 where none did.
    """

    pattern: re.Pattern[str]
    grades: dict[int, tuple[str, str, str]]
    multipliers: tuple[tuple[re.Pattern[str], int], ...]


def small(text: str) -> str:
    """The text as the patterns of forms expect it: small letters, «е» for «ё»; every character
    stays at its place.

    >>> small("Учёт, ЭКЗ.")
    'учет, экз.'
    """
    lower = text.lower()
    kept = (
        lower
        if len(lower) == len(text)
        else "".join(each if len(each.lower()) > 1 else each.lower() for each in text)
    )
    return kept.replace("ё", "е")


def form_pattern(form: str, ending: str = "[а-я]*") -> str:
    """The mini-language of the catalogues as a regular expression for :func:`small` text;
    ``ending`` is what «*» stands for.

    >>> (bool(re.fullmatch(form_pattern("кв. м."), "кв.м")),
    ...  bool(re.fullmatch(form_pattern("рубл*"), "рублей")))
    (True, True)
    """
    signs = {".": r"\.?", " ": SPACE, "*": ending, "-": "[-‐‑–]"}
    return "".join(signs.get(sign) or re.escape(sign) for sign in small(form))


def _declined(form: str) -> str:
    return form_pattern(form, ENDING)


@cache
def _lexicon() -> _Lexicon:
    table = words("units")
    forms = [
        (form, code, grade)
        for code, unit in table["units"].items()
        for grade in GRADES
        for form in unit.get(grade, ())
    ]
    forms.sort(key=lambda each: -len(each[0]))
    times = [(form, int(factor)) for factor, each in table["multipliers"].items() for form in each]
    factors = "|".join((*(_declined(form) for form, _ in times), _short_thousand()))
    units, ordered = _by_beginning(forms)
    # a unit begins where no letter stands before: without the look behind, every letter of a text
    # is tried against all forms
    pattern = (
        rf"(?<![^\W\d_])(?:(?:{factors})(?:(?<=[.])|(?![а-яa-z]))(?P<of>{SPACE})(?:{units})?|"
        rf"{units})"
    )
    return _Lexicon(
        re.compile(pattern),
        _groups(ordered),
        (
            *((re.compile(_declined(form) + r"(?![а-я])"), factor) for form, factor in times),
            (re.compile(_short_thousand()), 1000),
        ),
    )


def _short_thousand() -> str:
    """«т.» before «руб.»: the pattern of the letter and what must follow it."""
    data = words("units")["short_thousand"]
    return (
        rf"{form_pattern(data['form'])}(?={SPACE}(?:{'|'.join(map(_declined, data['before']))})(?!"
        r"[а-я]))"
    )


def _by_beginning(forms: list[tuple[str, str, str]]) -> tuple[str, list[tuple[str, str, str]]]:
    """One pattern of all forms, those that begin with the same sign together, and the forms in its
    order.

    Each alternative begins with a plain sign and ends with an empty group that tells which it was:
    the engine then passes over an alternative by one comparison, where it would have to enter a
    group that opens first (three hundred times for each word).
    """
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for each in forms:
        groups.setdefault(small(each[0])[0], []).append(each)
    rests = {sign: "|".join(_rest(form) for form, _, _ in group) for sign, group in groups.items()}
    pattern = "|".join(f"{form_pattern(sign)}(?:{rest})" for sign, rest in rests.items())
    return pattern, [each for group in groups.values() for each in group]


def _rest(form: str) -> str:
    return f"{form_pattern(form[1:], ANY_ENDING)}{_end(form)}()"


def _end(form: str) -> str:
    return r"(?![а-яa-z\d])" if form[-1].isalpha() or form[-1] in ".*" else ""


def _groups(forms: list[tuple[str, str, str]]) -> dict[int, tuple[str, str, str]]:
    """Group number → code, grade and form: the forms stand twice in the pattern, after a
    multiplier and alone; group 1 is «of».
    """
    named = [(code, grade, form) for form, code, grade in forms]
    return dict(enumerate((*named, *named), 2))


def _ends_as(form: str, text: str) -> bool:
    """Whether a text ends with a form; behind the one stem of most forms only its ending is
    looked at.
    """
    stem = small(form[:-1])
    if not (form[-1] == "*" and stem.isalpha()):
        return bool(_pattern_of(form).fullmatch(text))
    at = text.rfind(stem)
    return at >= 0 and bool(_ENDING.fullmatch(text, at + len(stem)))


@cache
def _pattern_of(form: str) -> re.Pattern[str]:
    return re.compile(f".*{_declined(form)}", re.DOTALL)


def _candidate(found: re.Match[str]) -> _Candidate | None:
    """The form found; None where its ending is of another word («12 деталей»)."""
    lexicon, text = _lexicon(), found.string
    group = next((number for number in (found.lastindex or 0,) if number > 1), 0)
    code, grade, form = lexicon.grades.get(group, ("", "short", ""))
    if "*" in form and not _ends_as(form, found[0]):
        return None
    factor = _factor(found[0]) if found["of"] is not None else 1
    end = found.end() if code else found.start() + len(found[0].rstrip())
    start = found.start()
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    return _Candidate(code, factor, grade, start, end, text[start:end], before, after)


def _factor(text: str) -> int:
    return next((factor for pattern, factor in _lexicon().multipliers if pattern.match(text)), 1)


@lru_cache(maxsize=65536)
def unit_at(text: str, start: int = 0) -> UnitFound | None:
    """The unit that begins at ``start`` or after the spaces there: what follows a figure.

    Its rule is ``counted_thing`` where the word names what is counted («266 участников») and the
    unit only follows from it.

    >>> unit_at("24718,5тыс. рублей", 7)
    UnitFound(unit='RUB', multiplier=1000, start=7, end=18, rule='after_figure')
    """
    begin = start + len(text[start : start + 4]) - len(text[start : start + 4].lstrip())
    origin = max(
        0, begin - 1
    )  # only what is near: the text may be long, and each of its figures asks
    found = _lexicon().pattern.match(small(text[origin : begin + REACH]), begin - origin)
    if found is None:
        return None
    each = _candidate(found)
    if each is None:
        return None
    rule = "counted_thing" if each.grade == "figures" else "after_figure"
    return UnitFound(each.unit, each.multiplier, each.start + origin, each.end + origin, rule)


@lru_cache(maxsize=65536)
def find_unit(text: str) -> UnitFound | None:
    """The unit that a label declares: a column header, a stub, a caption, a title. None where it
    declares none.

    A unit that belongs to a figure inside the label («от 5 до 10 тыс. экз.», «на 1 жителя»)
    declares nothing; for the text of a data cell ask :func:`unit_at` behind its figure.

    >>> find_unit("Расходы на 1 пользователя (тыс. руб.)")
    UnitFound(unit='RUB', multiplier=1000, start=27, end=36, rule='in_brackets')
    >>> find_unit("от 5 до 10 тыс. экз.") is None
    True
    """
    candidates = [each for each in _candidates(small(text)) if not _of_a_figure(each)]
    for rule in RULES:
        for each in reversed(candidates):
            if rule(each):
                return UnitFound(each.unit, each.multiplier, each.start, each.end, rule.__name__)
    return None


def _candidates(text: str) -> Iterator[_Candidate]:
    for found in _lexicon().pattern.finditer(text):
        each = (
            _candidate(found)
            if found.start() == 0 or not text[found.start() - 1].isalpha()
            else None
        )
        if each is not None:
            yield each


def _of_a_figure(each: _Candidate) -> bool:
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


def alone(each: _Candidate) -> bool:
    """The whole text: «тыс. руб.», «в процентах», «(экз.)»."""
    return bool(
        _around()["nothing"].fullmatch(each.before) and _around()["empty"].fullmatch(each.after)
    )


def in_brackets(each: _Candidate) -> bool:
    """«Фонд (экз.)», «Расходы (в тыс. руб.), всего»."""
    return bool(_around()["bracket"].search(each.before) and _around()["closed"].match(each.after))


def after_comma(each: _Candidate) -> bool:
    """«Число жителей, человек», «Расходы, тыс. руб. всего», «Площадь – кв. м», «Высота, м»."""
    last = each.grade == "letters" and not each.text.endswith(".") and not each.after.strip()
    follows = (
        each.grade == "short"
        or last
        or (each.grade == "words" and _around()["followed"].match(each.after))
    )
    return bool(follows and _around()["comma"].search(each.before))


def at_the_end(each: _Candidate) -> bool:
    """«Площадь кв. м»; a whole word only behind a bracket or a word of counting: «пользователей
    (всего) человек».
    """
    if not _around()["stop"].match(each.after) or each.grade == "letters":
        return False
    return each.grade == "short" or bool(
        _around()["count"].search(each.before) or _around()["in"].search(each.before)
    )


def counted(each: _Candidate) -> bool:
    """«Количество экземпляров книг», «Число посещений»."""
    return each.grade in ("words", "short") and bool(_around()["counted"].match(each.before))


def opening(each: _Candidate) -> bool:
    """«Процент охвата населения»."""
    return each.unit in words("units")["opening"] and not each.before.strip()


def how_often(each: _Candidate) -> bool:
    """«Часов в неделю»."""
    return (
        each.grade == "words"
        and not each.before.strip()
        and bool(_around()["often"].match(each.after))
    )


def abbreviation(each: _Candidate) -> bool:
    """«% охвата», «Сумма руб. на 1 жителя»; a whole word at the beginning names something: «Час
    мужества», «Тысяча мелочей».
    """
    return each.grade == "short" and not (each.text.isalpha() and not each.before.strip())


# The first rule that finds a declaration wins; within a rule the last one in the text, because
# labels end with their unit.
RULES: tuple[Callable[[_Candidate], bool], ...] = (
    alone,
    in_brackets,
    after_comma,
    at_the_end,
    counted,
    opening,
    how_often,
    abbreviation,
)
