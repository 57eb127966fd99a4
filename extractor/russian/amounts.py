"""Amounts, in digits, words or both: from a token to a value and the token behind it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from extractor.russian.fractions import is_part, vulgar, with_fraction
from extractor.russian.lexicon import decimal_of, table, word_of
from extractor.russian.number_words import EXACT, FITS, Group, half_of_group, is_led, spelled_group
from extractor.russian.quantity import Figure
from extractor.russian.shapes import any_of
from extractor.russian.tokens import Token, printed

GOING_ON = ("vulgar", "fraction", "scale_letter")
INVERTED = "inverted"
_MOST_INVERTED = 100
ENOUGH = 40  # words of one number; the longest below a decillion has 36


class Amount(NamedTuple):
    """``value`` is as printed and ``multiplier`` its scale («2,3 тыс.»: 2.3 and 1000); ``next``
    is the index behind it.
    """

    next: int
    value: Decimal
    multiplier: int = 1
    decimals: int = 0
    kind: Figure = Figure.CARDINAL
    unit: str = ""
    rule: str = "digits"
    form: str = ""

    @property
    def full(self) -> Decimal:
        return EXACT.multiply(self.value, Decimal(self.multiplier))


def amount_at(tokens: Sequence[Token], index: int) -> Amount | None:
    """Return the amount that begins at a token: the longest one that is well formed."""
    token = tokens[index]
    if token.kind == "digits" and _plain_digits(tokens, index):
        kind = Figure.FRACTION if token.decimals else Figure.CARDINAL
        return Amount(index + 1, token.value or Decimal(0), 1, token.decimals, kind)
    return (
        _whole_word(tokens, index)
        or _one_part(tokens, index)
        or _inverted(tokens, index)
        or _sum_of_scales(tokens, index)
    )


def _inverted(tokens: Sequence[Token], index: int) -> Amount | None:
    """«тысяч пять», «миллиона два»: the scale before its number says about so many. «тысяча
    пять» is a sum.
    """
    word = tokens[index].word
    if word is None or word.kind != "scale" or tokens[index].text not in table()["inverted_scales"]:
        return None
    group = group_at(tokens, index + 1)
    if group is None or group.kind not in ("words", "digits") or not 0 < group.value < 1000:
        return None
    goes_on = _scale_at(tokens, group.next, alone=False) is not None
    if goes_on or (group.kind == "digits" and group.value >= _MOST_INVERTED):
        return None
    return Amount(
        group.next, group.value, int(word.value), group.decimals, Figure.CARDINAL, rule=INVERTED
    )


def _plain_digits(tokens: Sequence[Token], index: int) -> bool:
    """Most figures: digits with nothing behind them that may belong to the amount."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return True
    goes_on = (
        following.word is not None
        or following.kind in GOING_ON
        or following.text in ("с", "со", "т")
    )
    return not goes_on


def _whole_word(tokens: Sequence[Token], index: int) -> Amount | None:
    """«вдвое», «десятилетие», «полчаса», «1/2», «½»: one token says all."""
    token, word = tokens[index], tokens[index].word
    if token.kind == "tail":
        return _figure_with_tail(token, index)
    if token.kind == "fraction":
        return Amount(
            index + 1, decimal_of(Fraction(token.text)), 1, 0, Figure.FRACTION, rule="fraction"
        )
    if word is None:
        return _half_apart(tokens, index) if token.text == "пол" else None
    if word.kind in ("multiple", "tail") and word.figure is not None:
        return Amount(index + 1, word.value, 1, 0, word.figure, word.unit, rule=word.kind)
    return Amount(index + 1, word.value, rule="half") if word.kind == "tail" else None


def _figure_with_tail(token: Token, index: int) -> Amount | None:
    """«70-летие», «24-часовой», «5-тысячный»."""
    found = _parts_of_tail().match(token.text)
    if found is None:
        return None
    tail = next(tail for tail in table()["tails"] if tail["stem"] == found["stem"])
    value, decimals = printed(found["figure"])
    return Amount(
        index + 1,
        value,
        int(tail.get("times", 1)),
        decimals,
        Figure(tail["kind"]),
        tail.get("unit", ""),
        rule="tail",
    )


@cache
def _parts_of_tail() -> re.Pattern[str]:
    stems = any_of(tail["stem"] for tail in table()["tails"])
    return re.compile(
        rf"(?P<figure>[0-9]+(?:[.,][0-9]+)?)(?:-?(?:ти|мя|ми|х))?[ -]*(?P<stem>{stems})"
    )


def _half_apart(tokens: Sequence[Token], index: int) -> Amount | None:
    """«пол-литра», «пол часа»: the catalogue holds the half written in one word."""
    behind = index + 1 + (index + 1 < len(tokens) and tokens[index + 1].text == "-")
    word = word_of("пол" + tokens[behind].text) if behind < len(tokens) else None
    if word is None or word.kind != "tail":
        return None
    return Amount(
        behind + 1, word.value, 1, 0, word.figure or Figure.CARDINAL, word.unit, rule="half"
    )


def _one_part(tokens: Sequence[Token], index: int) -> Amount | None:
    """«четвёртая часть»: one by the ordinal; «первая» and «вторая часть» are ordinals."""
    word = tokens[index].word
    behind = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if (
        word is None
        or word.kind != "ordinal"
        or word.form != "feminine"
        or not 3 <= word.value <= 1000
    ):
        return None
    if behind not in table()["part_nouns"]:
        return None
    return Amount(
        index + 2, decimal_of(Fraction(1, int(word.value))), 1, 0, Figure.FRACTION, rule="fraction"
    )


def _sum_of_scales(tokens: Sequence[Token], start: int) -> Amount | None:
    """«1 млн. 200 тыс.», «двадцать одна тысяча сорок»: groups with falling scales, the last
    perhaps with none.
    """
    total, factor, index, group = Decimal(0), 0, start, None
    while index < min(len(tokens), start + ENOUGH):
        group = group_at(tokens, index)
        behind = group.next if group else index
        scale = _scale_at(tokens, behind, alone=group is None and not factor)
        if scale and (not factor or scale[1] < factor) and _takes_scale(group, tokens, behind):
            total = EXACT.add(
                total, EXACT.multiply(group.value if group else Decimal(1), Decimal(scale[1]))
            )
            index, factor = scale[0], scale[1]
            if group and group.decimals and group.kind == "digits":
                return _scaled(index, total, factor, group)
        else:
            return _closed(tokens, total, factor, index, group)
    return _scaled(index, total, factor, None) if factor else None


def _takes_scale(group: Group | None, tokens: Sequence[Token], behind: int) -> bool:
    """An ordinal takes one only in a slip of grammar («двести шестидесятой тысяч»): «пятая
    тысяча» is the fifth one.
    """
    word = tokens[behind].word
    return group is None or group.kind != "ordinal" or (word is not None and not word.alone)


def _closed(
    tokens: Sequence[Token], total: Decimal, factor: int, index: int, group: Group | None
) -> Amount | None:
    """What is left behind the last scale: nothing, units («двадцать тысяч сорок») or another
    number («2 тыс. 2023»).
    """
    if not factor:
        return _alone(group) if group else None
    if (
        group is None
        or not _belongs(group, factor)
        or (group.kind == "digits" and tokens[index].end - tokens[index].start > 3)
    ):
        return _scaled(index, total, factor, None)
    value = EXACT.add(total, group.value)
    kind = (
        Figure.ORDINAL
        if group.kind == "ordinal"
        else Figure.FRACTION
        if group.decimals
        else Figure.CARDINAL
    )
    return Amount(group.next, value, 1, group.decimals, kind, rule="words", form=group.form)


def _belongs(group: Group, factor: int) -> bool:
    whole = not group.decimals and group.kind in ("ordinal", "digits")
    return 0 < group.value < factor and (whole or group.kind == "words")


def _alone(group: Group) -> Amount:
    kinds = {"ordinal": Figure.ORDINAL, "fraction": Figure.FRACTION}
    kind = (
        Figure.FRACTION
        if group.decimals or EXACT.remainder(group.value, Decimal(1))
        else kinds.get(group.kind, Figure.CARDINAL)
    )
    rule = group.kind if group.kind in ("digits", "fraction", "collective", "half") else "words"
    return Amount(group.next, group.value, 1, group.decimals, kind, rule=rule, form=group.form)


def _scaled(index: int, total: Decimal, factor: int, group: Group | None) -> Amount:
    """Return the value as printed before its smallest scale: 1 млн 200 тыс. is 1200 thousands."""
    value = EXACT.divide(total, Decimal(factor))
    decimals = group.decimals if group else 0
    if decimals or value == value.to_integral_value():
        value = value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
    return Amount(index, value, factor, decimals, Figure.CARDINAL, rule="scaled")


def _scale_at(tokens: Sequence[Token], index: int, *, alone: bool) -> tuple[int, int] | None:
    """Return the scale at a token, its full stop included, and its factor."""
    if index >= len(tokens):
        return None
    word = tokens[index].word
    if tokens[index].text == "т" and not alone:
        return _short_thousand(tokens, index)
    if word is None:
        return (index + 1, factor) if not alone and (factor := _touching(tokens, index)) else None
    if word.kind != "scale" or (
        alone and not (word.alone or is_led(tokens, index) or _goes_on_in_words(tokens, index + 1))
    ):
        return None
    dotted = (
        index + 1 < len(tokens)
        and tokens[index + 1].text == "."
        and tokens[index + 1].start == tokens[index].end
    )
    return index + 1 + (dotted and _abbreviated(tokens[index].text)), int(word.value)


def _goes_on_in_words(tokens: Sequence[Token], index: int) -> bool:
    """«тысяче двумстам»: «один» is left out in front."""
    word = tokens[index].word if index < len(tokens) else None
    return word is not None and word.kind in FITS and word.kind != "zero"


def _short_thousand(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """«150 т. руб.», «25 т/р»: a thousand, not a ton, before what is counted in thousands."""
    behind = index + 1 + (index + 1 < len(tokens) and tokens[index + 1].text in (".", "/"))
    return (
        (behind, 1000)
        if behind < len(tokens) and tokens[behind].text in table()["thousand_before"]
        else None
    )


def _abbreviated(text: str) -> bool:
    return text[-1] not in "аеиоуыяюьй" and len(text) < 6


def _touching(tokens: Sequence[Token], index: int) -> int:
    """Return the factor of a letter that touches its figure: 100К."""
    token = tokens[index]
    known = token.kind == "scale_letter" and index > 0 and tokens[index - 1].end == token.start
    return int(table()["touching_scales"][token.text]) if known else 0


def group_at(tokens: Sequence[Token], index: int) -> Group | None:
    """Return the group at a token: digits or words, with its fraction («три с половиной», «пять
    целых три десятых»).
    """
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.kind == "digits" and token.value is not None:
        return with_fraction(tokens, Group(index + 1, token.value, 0, "digits", token.decimals))
    if token.kind == "ordinal":
        return Group(index + 1, Decimal(re.split("[^0-9]", token.text)[0]), 0, "digits")
    if token.kind == "vulgar":
        return vulgar(token, index, Decimal(0))
    if token.word is None:
        return None
    if token.word.kind in ("half", "collective"):
        return half_of_group(tokens, index, token.word)
    if token.word.kind == "part":
        return (
            Group(index + 1, token.word.value, 0, "fraction")
            if is_part(tokens, index, token.word)
            else None
        )
    spelled = spelled_group(tokens, index)
    return with_fraction(tokens, spelled) if spelled and spelled.kind == "words" else spelled
