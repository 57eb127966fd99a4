"""Times in Russian texts as ISO 8601 periods. The words are in ``words/periods.yaml``, the
shapes in ``timeshapes``.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.russian.period_patterns import RULES, TimeShape, opening, seeds, shape_of
from extractor.russian.unit_forms import small

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """A time that a text names: ``text[start:end]``; ``period`` in ISO 8601, empty where the
    report's year is needed and unknown.

    ``kind`` says how it bears on a figure beside it:

    - year: a calendar year, ``2023``
    - stock: a state at a date, «на 01.01.2024», «на 31.12.2023» → ``2023``; inside a year the day
    - range: several years, «2021–2023 гг.», «за три года» → ``2021/2023``
    - part: a part of a year, «за 9 месяцев 2023 г.» → ``2023-01-01/2023-09-30``
    - school: a school year, ``2022-09-01/2023-05-31``
    - relative: a year named from the report's own, «в прошлом году»
    - month: when something took place, «в марте 2023 года» → ``2023-03``
    - date: a day, or days, ``2023-03-12``, ``2023-03-12/2023-03-15``
    - since: «с 2019 года», ``2019``, and on to today
    - until: «до 2030 года», «к 2030 году», ``2030``, an aim or a bound
    - issued: the date of a paper, «от 02.09.2022»
    - thing: when a thing was made, «1987 года постройки», «1985 г.р.»
    - name: part of a name or of a paper's number, «Библионочь-2023», «№ 15/ОК/2023»
    - number: a year's digits that count something, «2020 экз.»

    The last six are no period of a figure. ``rule`` names the rule that spoke.
    """

    period: str
    start: int
    end: int
    kind: str
    rule: str = ""


@lru_cache(maxsize=16384)
def find_periods(text: str, year: int | None = None) -> tuple[PeriodFound, ...]:
    """Return every time in the text, from left to right; ``year`` is the report's own, from which
    «прошлый год» is counted.

    >>> [(found.period, found.kind)
    ...     for found in find_periods("на 01.01.2024 г. больше, чем в прошлом году", 2023)]
    [('2023', 'stock'), ('2022', 'relative')]
    """
    answers = ((rule.answer(shape, year), shape, rule.name) for rule, shape in _shapes_in(text))
    return tuple(
        PeriodFound(period, shape.start(), shape.end(), kind, name)
        for (period, kind), shape, name in answers
    )


@lru_cache(maxsize=16384)
def _shapes_in(text: str) -> tuple[tuple[TimeShape, re.Match[str]], ...]:
    """Return the shapes of a text, whatever the report's year."""
    folded = small(text)
    if not (_DIGIT.search(folded) or any(map(folded.__contains__, seeds()))):
        return ()
    pattern, rules = _scanner()
    named = ((*rules[match.lastgroup or ""], match.start()) for match in pattern.finditer(folded))
    return tuple(
        (rule, shape)
        for rule, own, start in named
        if (shape := own.match(folded, start)) is not None
    )


@cache
def _scanner() -> tuple[re.Pattern[str], dict[str, tuple[TimeShape, re.Pattern[str]]]]:
    """Return all shapes as one pattern: the leftmost wins, and at one place the first in the order
    of the rules.
    """
    shapes = {rule.name: shape_of(rule.pattern) for rule in RULES}
    whole = "|".join(
        f"{re.sub('[?]P<[a-z]+>', '?:', shape)}(?P<{name}>)" for name, shape in shapes.items()
    )
    begin = rf"(?:(?<![\w№#+]){opening()}(?:(?<!\d[-–.,/])|(?<=(?:19|20)\d\d[,/]))(?<!№\s))"
    rules = {rule.name: (rule, re.compile(shapes[rule.name])) for rule in RULES}
    return re.compile(rf"{begin}(?:{whole})"), rules
