"""One text as one number: the answer of ``svod number``."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractor.model import Op
from extractor.russian.figures import find_quantities
from extractor.russian.lexicon import table
from extractor.russian.number_words import EXACT
from extractor.russian.quantity import Figure, FoundQuantity, NumberReading
from extractor.russian.tokens import plain_of
from extractor.russian.units import unit_at
from extractor.text import one_dash, visible

SLIP = re.compile(r"(?<![^\W_])(?=[0-9ОOЗ]*[0-9])[0-9ОOЗ]*[ОOЗ][0-9ОOЗ]*(?![^\W\d_])")
PARTED = re.compile(
    r"(?P<whole>-?\s?\d{1,3}(?:[ \u00a0]\d{3})+(?=\s?,)|-?\s?\d+(?=\s,))"
    r"\s?,\s?(?P<decimals>\d{1,2})"
)
NEGATIVE = re.compile(r"\(\s*-\s*(?P<digits>\d[\d \u00a0]*(?:[.,]\d+)?)\s*\)")
DOUBTFUL = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
LONGEST_NOUN = 40
SLIPS = str.maketrans("ОOЗ", "003")
BASES = frozenset(Decimal(10) ** power for power in range(7))  # на 1 жителя, на 100 тыс. населения
BESIDE = re.compile(r"(?: ?[а-я-]++){0,3} ?на ")  # «0,3 новых книги на 1 жителя»
KIND = {Figure.YEAR: "ordinal", Figure.MULTIPLE: "quantity"}


def read_number(text: str) -> NumberReading:
    """Return the number a text says, its multiplier applied; ``none`` where it says none, no single
    value where it says several.

    >>> (read_number("100 тыс. рублей").value, read_number("от 5 до 10 тыс.").high,
    ...  read_number("Нет данных").kind)
    (Decimal('100000'), Decimal('10000'), 'none')
    """
    seen = _closed(visible(text))
    found = _with_both_readings(seen, _read(seen))
    return found if seen == text else replace(found, text=text)


def _closed(text: str) -> str:
    """«1 234, 5», «1 234 ,5» and «(- 3)» as the whole text: one figure, without the spaces and
    brackets around it.
    """
    plain = one_dash(text).strip()
    parted = PARTED.fullmatch(plain)
    if parted:
        return f"{parted['whole']},{parted['decimals']}"
    bracketed = NEGATIVE.fullmatch(plain)
    return f"-{bracketed['digits']}" if bracketed else text


def _with_both_readings(text: str, reading: NumberReading) -> NumberReading:
    """«2.054» alone may be two thousand or two and a bit: no single value, both kept."""
    if reading.value is None or not DOUBTFUL.fullmatch(text.strip()):
        return reading
    decimal = Decimal(text.strip())
    return replace(reading, value=None, values=(decimal, EXACT.multiply(decimal, Decimal(1000))))


def _read(text: str) -> NumberReading:
    figures = [quantity for quantity in find_quantities(_repaired(text)) if quantity.kind.counts]
    counted = [figure for figure in figures if figure.kind not in (Figure.YEAR, Figure.ORDINAL)]
    facts = counted or [figure for figure in figures if figure.kind != Figure.YEAR] or figures
    if not facts:
        return _single_unit(text)
    if len(facts) == 1:
        return _one(text, _whole_line(text, facts[0]))
    rate = _rate(text, facts)
    return replace(rate, values=_values(text, facts)) if rate else _several(text, facts)


def _repaired(text: str) -> str:
    """Letters typed for digits, same length: «2О23», «1О», «З5»."""
    return SLIP.sub(lambda found: found[0].translate(SLIPS), text) if SLIP.search(text) else text


def _single_unit(text: str) -> NumberReading:
    """«час», «ровно месяц»: the singular of a measure says one."""
    words = plain_of(text).split() if len(text) <= LONGEST_NOUN else []
    words = words[words[:1] == ["ровно"] :]
    if len(words) != 1 or words[0] not in table()["single_units"]:
        return NumberReading(text)
    return NumberReading(
        text, "quantity", Decimal(1), _unit_of(words[0]), 1, Op.EXACT, values=(Decimal(1),)
    )


@cache
def _unit_of(word: str) -> str:
    found = unit_at(word)
    own = {form: unit for unit, forms in table()["unit_words"].items() for form in forms.split()}
    return own.get(word) or (found.unit if found else "")


def _whole_line(text: str, quantity: FoundQuantity) -> FoundQuantity:
    """Where the figure is the whole text «- 5» is negative («- 5 книг» stands in a list), «от 5
    тыс. руб.» a lower bound.
    """
    before = plain_of(text[: quantity.first]).strip()
    signed = quantity.value is not None and quantity.unit in ("", *table()["signed_units"])
    if before == "-" and signed and not text[quantity.last :].strip(" ."):
        return replace(quantity, value=(quantity.value or Decimal(0)).copy_negate(), sign="-")
    if before in ("от", "начиная с") and quantity.op is Op.EXACT and quantity.kind != Figure.YEAR:
        return replace(quantity, op=Op.AT_LEAST)
    return quantity


def _full(value: Decimal, multiplier: int) -> Decimal:
    return EXACT.multiply(value, Decimal(multiplier))


def _one(text: str, quantity: FoundQuantity) -> NumberReading:
    kind = (
        "range"
        if quantity.op is Op.RANGE
        else "approx"
        if quantity.op is not Op.EXACT
        else KIND.get(quantity.kind, quantity.kind.value)
    )
    unit, factor = _declared(quantity)
    bounds = tuple(
        EXACT.multiply(_full(bound, quantity.multiplier), factor)
        for bound in (quantity.low, quantity.high)
        if bound is not None
    )
    low, high = bounds if bounds else (None, None)
    value = (
        None
        if quantity.value is None
        else EXACT.multiply(_full(quantity.value, quantity.multiplier), factor)
    )
    values = bounds if value is None else (value,)
    return NumberReading(
        text, kind, value, unit, quantity.multiplier, quantity.op, low, high, values
    )


def _declared(quantity: FoundQuantity) -> tuple[str, Decimal]:
    """Unit and factor: kopecks alone are roubles, a fraction of an hour in words is minutes
    («полтора часа»).
    """
    hundredth = table()["hundredth_alone"].get(quantity.unit)
    if hundredth:
        return hundredth, Decimal("0.01")
    small, times = table()["smaller"].get(quantity.unit, ("", 1))
    spoken = (
        small
        and quantity.value is not None
        and quantity.rule != "digits"
        and EXACT.remainder(quantity.value, Decimal(1))
    )
    return (small, Decimal(times)) if spoken else (quantity.unit, Decimal(1))


def _rate(text: str, facts: list[FoundQuantity]) -> NumberReading | None:
    """«127 экз. на 1 тыс. жителей»: one number, and the round base that it is told for."""
    first, base = facts[0], facts[1]
    if (
        len(facts) > 2
        or base.lead != "на"
        or base.op is not Op.EXACT
        or base.direction
        or base.unit in table()["percents"]
    ):
        return None
    beside = BESIDE.fullmatch(plain_of(text[first.last : base.first]))
    return (
        _one(text, first)
        if beside and base.unit and base.value and _full(base.value, base.multiplier) in BASES
        else None
    )


def _values(text: str, facts: list[FoundQuantity]) -> tuple[Decimal, ...]:
    return tuple(value for fact in facts for value in _one(text, fact).values)


def _several(text: str, facts: list[FoundQuantity]) -> NumberReading:
    units = set(_units_said(text, facts))
    unit = units.pop() if len(units) == 1 else ""
    named = next((fact for fact in facts if unit and fact.unit == unit), facts[0])
    kind = KIND.get(named.kind, named.kind.value)
    return NumberReading(text, kind, None, unit, 1, Op.EXACT, values=_values(text, facts))


def _units_said(text: str, facts: list[FoundQuantity]) -> Iterator[str]:
    """Yield the units from the last figure to the first; a bare one has that of the next: «54 из 60
    библиотек», «5, 7 и 9 чел.».
    """
    unit, begin = "", 0
    for fact in reversed(facts):
        joined = (
            plain_of(text[fact.last : begin]).strip() in table()["list_joints"]
            and unit not in table()["percents"]
        )
        unit, begin = fact.unit or (unit if joined else ""), fact.first
        yield unit
