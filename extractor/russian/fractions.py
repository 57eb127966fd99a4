"""Fractions in words and signs: «три с половиной», «пять целых три десятых», «две трети», «2½»."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from extractor.russian.lexicon import Word, decimal_of, table
from extractor.russian.number_words import EXACT, FITS, Group, is_led, spelled_group
from extractor.russian.tokens import Token


def with_fraction(tokens: Sequence[Token], group: Group) -> Group:
    """Return the first of the ways to say a fraction that fits; the group itself where none
    does.
    """
    if group.next >= len(tokens):
        return group
    for way in (_and_part, _whole_and, _after_point, _parts_of, _tenths, _and_vulgar):
        found = way(tokens, group)
        if found:
            return found
    return group


def _and_part(tokens: Sequence[Token], group: Group) -> Group | None:
    """«три с половиной»."""
    index = group.next
    if tokens[index].text not in ("с", "со") or group.decimals or index + 1 >= len(tokens):
        return None
    part = tokens[index + 1].word
    if part is None or part.kind != "part":
        return None
    value = EXACT.add(group.value, part.value)
    return Group(index + 2, value, 0, group.kind, max(0, -int(value.as_tuple().exponent)))


def _whole_and(tokens: Sequence[Token], group: Group) -> Group | None:
    """«пять целых три десятых», «одна целая двести тридцать шесть»."""
    word = tokens[group.next].word
    if word is None or word.kind != "whole":
        return None
    index = group.next + 1
    index += index < len(tokens) and tokens[index].text == "и"
    return _decimals_behind(tokens, index, group)


def _after_point(tokens: Sequence[Token], group: Group) -> Group | None:
    """«сто двадцать пять точка сорок»."""
    word = tokens[group.next].word
    return (
        _decimals_behind(tokens, group.next + 1, group) if word and word.kind == "point" else None
    )


def _decimals_behind(tokens: Sequence[Token], index: int, group: Group) -> Group | None:
    """Return the digits behind a whole: with a denominator, or as they are said («ноль пять»: two
    places).
    """
    zeros = 0
    while index + 1 < len(tokens) and _is_zero(tokens[index]) and _counts(tokens[index + 1]):
        zeros, index = zeros + 1, index + 1
    inner = _inner_group(tokens, index)
    if inner is None or inner.decimals:
        return None
    below = _denominator(tokens, inner) if not zeros else None
    places = below[1] if below else zeros + len(str(inner.value))
    value = EXACT.add(group.value, inner.value.scaleb(-places, context=EXACT))
    return Group(below[0] if below else inner.next, value, 0, "words", places)


def _is_zero(token: Token) -> bool:
    return token.word is not None and token.word.kind == "zero"


def _counts(token: Token) -> bool:
    """Return whether a token goes on with the digits behind a point: «ноль пять», but not «ноль
    десятых».
    """
    return token.kind == "digits" or (token.word is not None and token.word.kind in FITS)


def _inner_group(tokens: Sequence[Token], index: int) -> Group | None:
    if index < len(tokens) and tokens[index].kind == "digits":
        return Group(
            index + 1, tokens[index].value or Decimal(0), 0, "digits", tokens[index].decimals
        )
    if index >= len(tokens) or tokens[index].word is None:
        return None
    if tokens[index].word and tokens[index].word.kind == "scale":  # type: ignore[union-attr]  # tested just before
        return None
    found = spelled_group(tokens, index)
    return found if found and found.kind == "words" else None


def _denominator(tokens: Sequence[Token], group: Group) -> tuple[int, int] | None:
    """«десятых», «тысячная» behind a numerator: the index behind it and the power of ten."""
    if group.next >= len(tokens):
        return None
    word = tokens[group.next].word
    if word is None or word.kind != "ordinal" or not word.form:
        return None
    power = len(str(word.value)) - 1
    return (group.next + 1, power) if word.value == Decimal(10) ** power and power else None


def _parts_of(tokens: Sequence[Token], group: Group) -> Group | None:
    """«две трети», «3 четверти»."""
    part = tokens[group.next].word
    if (
        part is None
        or part.kind != "part"
        or part.value == Decimal("0.5")
        or group.value not in (1, 2, 3)
        or group.decimals
    ):
        return None
    bottom = int((1 / part.value).to_integral_value())
    return Group(group.next + 1, decimal_of(Fraction(int(group.value), bottom)), 0, "fraction")


def _tenths(tokens: Sequence[Token], group: Group) -> Group | None:
    """«семь десятых», «две пятых», «одна пятая»: the numerator is spelled and smaller than the
    whole.
    """
    word = tokens[group.next].word
    if group.kind != "words" or word is None or word.kind != "ordinal" or not word.form:
        return None
    if word.value < 2 or group.value >= word.value:
        return None
    first = tokens[group.next - 1].text
    wanted = "feminine" if first in table()["one_feminine"] else "plural"
    if (
        word.form != wanted
        or first in table()["one_masculine"]
        or not group.value
        or (wanted == "plural" and word.value < 3)
    ):
        return None
    power = len(str(word.value)) - 1
    exact = word.value == Decimal(10) ** power
    value = (
        group.value.scaleb(-power)
        if exact
        else decimal_of(Fraction(int(group.value), int(word.value)))
    )
    return Group(group.next + 1, value, 0, "fraction", power if exact else 0)


def _and_vulgar(tokens: Sequence[Token], group: Group) -> Group | None:
    """«2½», «1 1/2»."""
    token = tokens[group.next]
    if group.kind != "digits" or group.decimals or token.kind not in ("vulgar", "fraction"):
        return None
    if token.kind == "vulgar":
        return vulgar(token, group.next, group.value)
    return (
        Group(group.next + 1, group.value + decimal_of(Fraction(token.text)), 0, "fraction")
        if group.value < 100
        else None
    )


def vulgar(token: Token, index: int, whole: Decimal) -> Group:
    value = whole + decimal_of(Fraction(unicodedata.numeric(token.text)).limit_denominator(10))
    return Group(index + 1, value, 0, "fraction", 0)


def is_part(tokens: Sequence[Token], index: int, word: Word) -> bool:
    """«половина библиотек», not «вторая половина года»."""
    before = tokens[index - 1].word if index else None
    return (word.alone or is_led(tokens, index)) and (before is None or before.kind != "ordinal")
