"""Ordinals in signs: Roman numbers, and digits with an ending."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractor.model import Op
from extractor.russian.comparators import lead_of
from extractor.russian.lexicon import table
from extractor.russian.quantity import Figure, FoundQuantity
from extractor.russian.token_page import Page, Spot

Found = tuple[FoundQuantity, int]
TENS = "(?:[XХ]C|[XХ]L|L?[XХ]{0,3})"
UNITS = "(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3})"
ROMAN = re.compile(rf"(?=[IVXLХІ]){TENS}{UNITS}|MM{TENS}{UNITS}|MCM{TENS}{UNITS}")
ROMAN_LETTERS = frozenset("IVXLMХІ")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "M": 1000, "Х": 10, "І": 1}
SIZES = ("XL", "XXL")  # of clothes, unless a noun with Roman numbers follows
FIGURE_ENDING = re.compile(r"([0-9]+)-?([а-я]+)")
DECADE_ENDINGS = ("е", "х", "ые", "ых", "ми")


def _ordinal(
    page: Page, index: int, end: int, rule: str, value: Decimal | None = None
) -> FoundQuantity:
    start = page.tokens[index].start
    raw, lead = page.text[start:end], lead_of(page.tokens, index)
    return FoundQuantity(
        start, end, raw, Figure.ORDINAL, value, first=start, last=end, rule=rule, lead=lead
    )


def _ordinals(page: Page, index: int, rule: str, low: Decimal, high: Decimal) -> Found | None:
    """A range from a token to the next but one, a dash between."""
    figure = _ordinal(page, index, page.tokens[index + 2].end, rule)
    following, unit, last = year_behind(page, index + 3, figure.last, "")
    return (
        (replace(figure, op=Op.RANGE, low=low, high=high, unit=unit, last=last), following)
        if low < high
        else None
    )


def roman(page: Page, index: int) -> Found | None:
    """«XIV», «в XX веке», «ХХI век»: one letter only beside a noun that has Roman numbers,
    because «Х» and «V» are marks.
    """
    token = page.tokens[index]
    if token.kind not in ("word", "spelled") or page.text[token.start] not in ROMAN_LETTERS:
        return None
    letters = page.text[token.start : token.end]
    if not ROMAN.fullmatch(letters) or _joined_to_word(page, index):
        return None
    pair = _range_of_romans(page, index)
    if pair is not None:
        return pair
    ending = _ending_behind(page, index + 1)
    named = bool(ending) or (
        index + 1 < len(page.tokens) and page.tokens[index + 1].text in table()["roman_nouns"]
    )
    if not named and (len(letters) == 1 or letters in SIZES):
        return None
    following = index + 1 + ending
    figure = _ordinal(page, index, page.tokens[following - 1].end, "roman", _roman_value(letters))
    following, unit, last = year_behind(page, following, figure.last, "")
    return replace(figure, unit=unit, last=last), following


def _ending_behind(page: Page, index: int) -> int:
    """Return the tokens of «-го» behind a Roman number; 0 where there is none."""
    behind = [token.text for token in page.tokens[index : index + 2]]
    return 2 if behind[:1] == ["-"] and behind[-1] in table()["figure_endings"]["ordinal"] else 0


def _range_of_romans(page: Page, index: int) -> Found | None:
    """«XIX–XX вв.», «I–III»."""
    tokens = page.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].text != "-":
        return None
    sides = [page.text[tokens[place].start : tokens[place].end] for place in (index, index + 2)]
    if not all(ROMAN.fullmatch(side) for side in sides):
        return None
    return _ordinals(page, index, "roman", _roman_value(sides[0]), _roman_value(sides[1]))


def _joined_to_word(page: Page, index: int) -> bool:
    """«диско-X»: a letter of a name."""
    if (
        index < 2
        or page.tokens[index - 1].text != "-"
        or page.tokens[index - 1].end != page.tokens[index].start
    ):
        return False
    before = page.tokens[index - 2]
    touches = before.end == page.tokens[index - 1].start and before.kind in ("word", "code")
    return touches and not ROMAN.fullmatch(page.text[before.start : before.end])


def _roman_value(letters: str) -> Decimal:
    values = [ROMAN_VALUES[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return Decimal(sum(-value if value < following else value for value, following in pairs))


def with_ending(spot: Spot) -> Found | None:
    """«4-я», «в 13-й раз», «1990-е»; «2-х библиотек» and «25-ти» are cardinals."""
    page, index, _ = spot
    token = page.tokens[index]
    found = FIGURE_ENDING.fullmatch(token.text) if token.kind == "ordinal" else None
    if found is None or _is_cardinal(page, index, int(found[1]), found[2]):
        return None
    pair = _range_of_ordinals(page, index)
    if pair is not None:
        return pair
    value = Decimal(found[1])
    decade = found[2] in DECADE_ENDINGS and value % 10 == 0
    following, unit, last = year_behind(
        page, index + 1, token.end, "decade" if decade and value >= 1000 else ""
    )
    unit = "decade" if decade and unit else unit
    return replace(
        _ordinal(page, index, token.end, "ending", value), unit=unit, last=last
    ), following


def _range_of_ordinals(page: Page, index: int) -> Found | None:
    """«5-й – 7-й»."""
    tokens = page.tokens
    if (
        index + 2 >= len(tokens)
        or tokens[index + 1].text != "-"
        or tokens[index + 2].kind != "ordinal"
    ):
        return None
    low, high = (Decimal(re.split("[^0-9]", tokens[place].text)[0]) for place in (index, index + 2))
    return _ordinals(page, index, "ending", low, high)


def _is_cardinal(page: Page, index: int, value: int, ending: str) -> bool:
    """«25-ти», «с 5-ю библиотеками»; «2-х» before a noun or behind another word: alone it is as
    well «вторых».
    """
    endings = table()["figure_endings"]
    following = page.tokens[index + 1].text if index + 1 < len(page.tokens) else ""
    if ending in endings["cardinal"] or (
        ending == "ю" and following.endswith(("ами", "ями", "ьми"))
    ):
        return True
    if (
        ending not in endings["small_cardinal"]
        or value % 10 not in (2, 3, 4)
        or value % 100 in (12, 13, 14)
    ):
        return False
    if index + 1 >= len(page.tokens):
        return index > 0 and ending == "х"
    if ending == "м":
        return following.endswith(("ам", "ям"))
    return page.tokens[index + 1].kind in ("word", "spelled") and page.tokens[
        index + 1
    ].text not in ("годах", "годов", "и")


def year_behind(page: Page, index: int, last: int, unit: str) -> tuple[int, str, int]:
    """«двадцать третьего года», «90-е годы», «XX века»: the noun belongs to the figure. Next
    token, unit, last character.
    """
    if index < len(page.tokens) and page.tokens[index].text in table()["centuries"]:
        return index + 1, "century", page.tokens[index].end
    if index >= len(page.tokens) or page.tokens[index].text not in years():
        return index, unit, last
    return index + 1, unit or "year", page.tokens[index].end


@cache
def years() -> frozenset[str]:
    """Return the forms of «год» that stand behind the number of a year."""
    return frozenset(table()["years"]["words"])
