"""The words of numbers, from ``words/numbers.yaml``, as one dictionary: form → what it says."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extractor.russian.quantity import Figure
from extractor.words import words

SMALL = {"unit": 9, "teen": 19, "ten": 90, "hundred": 900}
LONGEST_WORD = 60


class Word(NamedTuple):
    """What a form says. ``kind`` is zero, unit, teen, ten, hundred, collective, scale, group, half,
    part, whole, point, minus, plus, ordinal, multiple or tail; ``alone``: it is a number without
    another before it; ``form``: feminine or plural of an ordinal; ``unit`` and ``figure`` of a word
    that has its unit inside («полчаса», «десятилетие»).
    """

    kind: str
    value: Decimal
    alone: bool = True
    form: str = ""
    unit: str = ""
    figure: Figure | None = None


@cache
def table() -> dict[str, Any]:
    """Return the catalogue as plain data."""
    return words("numbers")  # type: ignore[no-any-return]  # the catalogue has as many shapes as files


@cache
def lexicon() -> dict[str, Word]:
    """Return every plain form. Compounds without end («стотридцатипятитысячный») are
    :func:`word_of`'s.
    """
    forms = dict(_forms())
    return {slip: word for form, word in forms.items() for slip in _slips(form)} | forms


def _slips(form: str) -> Iterator[str]:
    """Yield the form with each slip of the catalogue that its letters allow."""
    yield from (
        form.replace(right, wrong) for right, wrong in table()["slips"].items() if right in form
    )


@lru_cache(maxsize=65536)
def word_of(text: str) -> Word | None:
    """What a folded word says, compounds included.

    >>> word_of("двадцатиоднотысячного").value, word_of("двадцать").kind, word_of("библиотека")
    (Decimal('21000'), 'ten', None)
    """
    return lexicon().get(text) or (
        _compound(text) if text[:3] in _beginnings() and len(text) <= LONGEST_WORD else None
    )


def _forms() -> Iterator[tuple[str, Word]]:
    data = table()
    for forms in (_cardinals(data), _scales(data), _nouns(data), _ordinals(data), _halves(data)):
        yield from forms
    for value, text in data["multiples"].items():
        yield from (
            (form, Word("multiple", Decimal(str(value)), unit="times", figure=Figure.MULTIPLE))
            for form in text.split()
        )


def _cardinals(data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    for value, forms in data["cardinals"].items():
        kind = next((name for name, limit in SMALL.items() if 0 < value <= limit), "zero")
        yield from ((form, Word(kind, Decimal(value))) for form in forms.split())
    for value, forms in data["collectives"].items():
        yield from ((form, Word("collective", Decimal(value))) for form in forms.split())


def _scales(data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    for kind, key in (("scale", "scales"), ("group", "groups")):
        for value, text in data[key].items():
            yield from (
                (form, Word(kind, Decimal(value), alone=False)) for form in text["forms"].split()
            )
            yield from ((form, Word(kind, Decimal(value))) for form in text["alone"].split())
    for power, stem in data["great_scales"].items():
        yield from (
            (stem + ending, Word("scale", Decimal(10) ** power)) for ending in data["scale_endings"]
        )


def _nouns(data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    for value, forms in data["halves"].items():
        yield from ((form, Word("half", Decimal(value))) for form in forms.split())
    for value, forms in data["parts"].items():
        yield from (
            (form, Word("part", decimal_of(Fraction(value)), alone=False))
            for form in forms["forms"].split()
        )
        yield from (
            (form, Word("part", decimal_of(Fraction(value)))) for form in forms["alone"].split()
        )
    for kind, forms in (
        ("whole", data["whole"]),
        ("point", data["points"]),
        ("minus", data["minus"]),
        ("plus", data["plus"]),
    ):
        yield from ((form, Word(kind, Decimal(0), alone=False)) for form in forms.split())


def decimal_of(fraction: Fraction) -> Decimal:
    """Return the fraction in decimals, exact where it ends.

    >>> decimal_of(Fraction(3, 4)), decimal_of(Fraction(1, 3))
    (Decimal('0.75'), Decimal('0.3333333333333333333333333333'))
    """
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _ordinals(data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    for value, text in data["ordinals"].items():
        for ending in data["endings"][text["endings"]].split():
            yield text["stem"] + ending, Word("ordinal", Decimal(value), form=_form(ending))


def _form(ending: str) -> str:
    data = table()
    return (
        "feminine"
        if ending in data["feminine_endings"]
        else "plural"
        if ending in data["plural_endings"]
        else ""
    )


def _halves(data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    """«полмиллиона», «поллитра», «более полусотни»."""
    for noun, text in data["half_words"].items():
        unit = text.get("unit", "")
        word = Word(
            "tail", Decimal(str(text["value"])), unit=unit, figure=Figure.QUANTITY if unit else None
        )
        yield f"пол{noun}", word
        yield f"полу{noun}", word


@cache
def _beginnings() -> frozenset[str]:
    tens = (
        form
        for value, forms in table()["cardinals"].items()
        if value >= 20
        for form in forms.split()
    )
    return frozenset(part[:3] for part in (*_parts(), *tens))


@cache
def _parts() -> dict[str, int]:
    return {
        form: int(value) for value, forms in table()["compound_parts"].items() for form in forms
    }


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


@cache
def _compound_pattern() -> re.Pattern[str]:
    """Up to three parts in the genitive and a tail with any ending; for the ordinals an ending
    of theirs.
    """
    stems = _any_of(tail["stem"] for tail in table()["tails"])
    return re.compile(
        rf"(?P<parts>(?:{_any_of(_parts())}){{1,4}}+)(?P<tail>{stems})(?P<ending>[а-я]{{1,5}})"
    )


@cache
def _glued_pattern() -> re.Pattern[str]:
    """«двадцатьпять»: a ten or a hundred and what follows it, written as one word."""
    data = table()["cardinals"]
    of = {
        size: [
            form for value, forms in data.items() if low <= value <= high for form in forms.split()
        ]
        for size, low, high in (("hundred", 100, 900), ("ten", 20, 90), ("rest", 1, 19))
    }
    return re.compile(
        rf"(?P<hundred>{_any_of(of['hundred'])})?(?P<ten>{_any_of(of['ten'])})?(?P<rest>{_any_of(of['rest'])})?"
    )


def _compound(text: str) -> Word | None:
    found = _compound_pattern().fullmatch(text)
    if found is None:
        return _glued(text)
    value = sum(_parts()[part] for part in re.findall(_any_of(_parts()), found["parts"]))
    return tail_word(found["tail"], found["ending"], Decimal(value))


def tail_word(stem: str, ending: str, value: Decimal) -> Word | None:
    """«лети», «я», 70 → seventy years, as an ordinal."""
    tail = next(one for one in table()["tails"] if one["stem"] == stem)
    unit = tail.get("unit", "")
    if tail["kind"] == "ordinal" and not unit:
        known = ending in table()["endings"]["hard"].split()
        return Word("ordinal", value * tail["times"], form=_form(ending)) if known else None
    return Word("tail", value, unit=unit, figure=Figure(tail["kind"]))


def _glued(text: str) -> Word | None:
    found = _glued_pattern().fullmatch(text)
    parts = [lexicon()[part] for part in found.groups() if part] if found else []
    return (
        Word("glued", sum((part.value for part in parts), Decimal(0))) if len(parts) > 1 else None
    )
