"""Units of measure: as a label declares them, and as they follow a figure. The words are in
``words/units.yaml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.model import UnitRule
from extractor.russian.unit_forms import SPACE, declined, ends_as, form_pattern, rest, small
from extractor.russian.unit_rules import RULES, Candidate, of_a_figure
from extractor.words import words

GRADES = ("short", "words", "letters", "figures")
# characters around a unit that bear on it; the longest label of an honest report is shorter
REACH = 400


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
    rule: UnitRule


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """All forms in one pattern: the last group that took part in a match is the key of ``grades``
    (unit, grade, form), 0 where none did.
    """

    pattern: re.Pattern[str]
    grades: dict[int, tuple[str, str, str]]
    multipliers: tuple[tuple[re.Pattern[str], int], ...]


@cache
def _lexicon() -> _Lexicon:
    table = words("units")
    forms = [
        (form, code, grade)
        for code, unit in table["units"].items()
        for grade in GRADES
        for form in unit.get(grade, ())
    ]
    forms.sort(key=lambda text: -len(text[0]))
    times = [(form, int(factor)) for factor, word in table["multipliers"].items() for form in word]
    factors = "|".join((*(declined(form) for form, _ in times), _short_thousand()))
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
            *((re.compile(declined(form) + r"(?![а-я])"), factor) for form, factor in times),
            (re.compile(_short_thousand()), 1000),
        ),
    )


def _short_thousand() -> str:
    """«т.» before «руб.»: the pattern of the letter and what must follow it."""
    data = words("units")["short_thousand"]
    return (
        rf"{form_pattern(data['form'])}(?={SPACE}(?:{'|'.join(map(declined, data['before']))})(?!"
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
    for text in forms:
        groups.setdefault(small(text[0])[0], []).append(text)
    rests = {sign: "|".join(rest(form) for form, _, _ in group) for sign, group in groups.items()}
    pattern = "|".join(f"{form_pattern(sign)}(?:{rest})" for sign, rest in rests.items())
    return pattern, [form for group in groups.values() for form in group]


def _groups(forms: list[tuple[str, str, str]]) -> dict[int, tuple[str, str, str]]:
    """Group number → code, grade and form: the forms stand twice in the pattern, after a
    multiplier and alone; group 1 is «of».
    """
    named = [(code, grade, form) for form, code, grade in forms]
    return dict(enumerate((*named, *named), 2))


def _candidate(found: re.Match[str]) -> Candidate | None:
    """Return the form found; None where its ending is of another word («12 деталей»)."""
    lexicon, text = _lexicon(), found.string
    group = next((number for number in (found.lastindex or 0,) if number > 1), 0)
    code, grade, form = lexicon.grades.get(group, ("", "short", ""))
    if "*" in form and not ends_as(form, found[0]):
        return None
    factor = _factor(found[0]) if found["of"] is not None else 1
    end = found.end() if code else found.start() + len(found[0].rstrip())
    start = found.start()
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    return Candidate(code, factor, grade, start, end, text[start:end], before, after)


def _factor(text: str) -> int:
    return next((factor for pattern, factor in _lexicon().multipliers if pattern.match(text)), 1)


@lru_cache(maxsize=65536)
def unit_at(text: str, start: int = 0) -> UnitFound | None:
    """Return the unit that begins at ``start`` or after the spaces there: what follows a figure.

    Its rule is ``counted_thing`` where the word names what is counted («266 участников») and the
    unit only follows from it.

    >>> found = unit_at("24718,5тыс. рублей", 7)
    >>> (found.unit, found.multiplier, found.start, found.end, found.rule.value)
    ('RUB', 1000, 7, 18, 'after_figure')
    """
    begin = start + len(text[start : start + 4]) - len(text[start : start + 4].lstrip())
    # only what is near: the text may be long, and each of its figures asks
    origin = max(0, begin - 1)
    found = _lexicon().pattern.match(small(text[origin : begin + REACH]), begin - origin)
    if found is None:
        return None
    candidate = _candidate(found)
    if candidate is None:
        return None
    rule = UnitRule.COUNTED_THING if candidate.grade == "figures" else UnitRule.AFTER_FIGURE
    return UnitFound(
        candidate.unit, candidate.multiplier, candidate.start + origin, candidate.end + origin, rule
    )


@lru_cache(maxsize=65536)
def find_unit(text: str) -> UnitFound | None:
    """Return the unit that a label declares: a column header, a stub, a caption, a title. None
    where it declares none.

    A unit that belongs to a figure inside the label («от 5 до 10 тыс. экз.», «на 1 жителя»)
    declares nothing; for the text of a data cell ask :func:`unit_at` behind its figure.

    >>> found = find_unit("Расходы на 1 пользователя (тыс. руб.)")
    >>> (found.unit, found.multiplier, found.start, found.end, found.rule.value)
    ('RUB', 1000, 27, 36, 'in_brackets')
    >>> find_unit("от 5 до 10 тыс. экз.") is None
    True
    """
    candidates = [candidate for candidate in _candidates(small(text)) if not of_a_figure(candidate)]
    for rule in RULES:
        for one in reversed(candidates):
            if rule.answer(one):
                name = UnitRule(rule.name)
                return UnitFound(one.unit, one.multiplier, one.start, one.end, name)
    return None


def _candidates(text: str) -> Iterator[Candidate]:
    for found in _lexicon().pattern.finditer(text):
        each = (
            _candidate(found)
            if found.start() == 0 or not text[found.start() - 1].isalpha()
            else None
        )
        if each is not None:
            yield each
