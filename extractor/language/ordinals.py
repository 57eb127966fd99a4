"""Ordinals in signs: Roman numbers, and digits with an ending."""

import re
from decimal import Decimal
from functools import cache

from extractor.language.found import Figure, FoundQuantity
from extractor.language.lexicon import table
from extractor.language.parts import Page
from extractor.language.senses import lead_of

Found = tuple[FoundQuantity, int]
TENS = "(?:[XХ]C|[XХ]L|L?[XХ]{0,3})"
UNITS = "(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3})"
ROMAN = re.compile(rf"(?=[IVXLХІ]){TENS}{UNITS}|MM{TENS}{UNITS}|MCM{TENS}{UNITS}")
ROMAN_LETTERS = frozenset("IVXLMCХІ")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000, "Х": 10, "І": 1}
FIGURE_ENDING = re.compile(r"([0-9]+)-?([а-я]+)")


def roman(page: Page, index: int, taken: int) -> Found | None:
    """«XIV», «в XX веке», «ХХI век»: one letter only beside a noun that has Roman numbers."""
    token = page.tokens[index]
    if token.kind not in ("word", "other", "spelled") or page.text[token.start] not in ROMAN_LETTERS:
        return None
    letters = page.text[token.start : token.end]
    if not ROMAN.fullmatch(letters) or _joined_to_word(page, index):
        return None
    behind = [each.text for each in page.tokens[index + 1 : index + 3]]
    pair = _range_of_romans(page, index)
    if pair is not None:
        return pair
    named = bool(behind) and (behind[0] in table()["roman_nouns"] or (behind[0] == "-" and len(behind) > 1 and _ending(behind[1])))
    lonely = len(letters) == 1 and len(page.tokens) > 1
    if (lonely and not named) or (letters in ("С", "М", "MI", "CV", "XL", "LL") and not named):
        return None
    following, end = (index + 3, page.tokens[index + 2].end) if behind[:1] == ["-"] and named else (index + 1, token.end)
    figure = FoundQuantity(token.start, end, page.text[token.start : end], Figure.ORDINAL, _roman_value(letters), first=token.start, last=end,
                           rule="roman", lead=lead_of(page.tokens, index))  # fmt: skip
    return figure, following


def _range_of_romans(page: Page, index: int) -> Found | None:
    """«XIX–XX вв.», «I–III»."""
    tokens = page.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].text != "-":
        return None
    sides = [page.text[tokens[each].start : tokens[each].end] for each in (index, index + 2)]
    if not all(ROMAN.fullmatch(side) for side in sides):
        return None
    low, high = (_roman_value(side) for side in sides)
    start, end = tokens[index].start, tokens[index + 2].end
    figure = FoundQuantity(start, end, page.text[start:end], Figure.ORDINAL, op="range", low=low, high=high, first=start, last=end,
                           rule="roman", lead=lead_of(page.tokens, index))  # fmt: skip
    return (figure, index + 3) if low < high else None


def _joined_to_word(page: Page, index: int) -> bool:
    """«X-фактор», «e-MAX»: a letter of a name."""
    before = index > 1 and page.tokens[index - 1].text == "-" and page.tokens[index - 2].end == page.tokens[index].start - 1
    roman_before = before and bool(ROMAN.fullmatch(page.text[page.tokens[index - 2].start : page.tokens[index - 2].end]))
    return before and not roman_before and page.tokens[index - 2].kind != "digits"


def _ending(text: str) -> bool:
    return text in table()["figure_endings"]["ordinal"]


def _roman_value(letters: str) -> Decimal:
    values = [ROMAN_VALUES[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return Decimal(sum(-value if value < following else value for value, following in pairs))


def with_ending(page: Page, index: int, taken: int) -> Found | None:
    """«4-я», «в 13-й раз», «1990-е»; «2-х библиотек» and «25-ти» are cardinals."""
    token = page.tokens[index]
    found = FIGURE_ENDING.fullmatch(token.text) if token.kind == "ordinal" else None
    if found is None:
        return None
    value, ending = Decimal(found[1]), found[2]
    if _is_cardinal(page, index, value, ending):
        return None
    span = _range_of_ordinals(page, index)
    if span is not None:
        return span
    decade = ending in ("е", "х", "ые", "ых", "ми") and value % 10 == 0
    following, unit, last = year_behind(page, index + 1, token.end, "decade" if decade and value >= 1000 else "")
    unit = "decade" if decade and unit == "year" else unit
    figure = FoundQuantity(token.start, token.end, page.text[token.start : token.end], Figure.ORDINAL, value, unit=unit, first=token.start,
                           last=last, rule="ending", lead=lead_of(page.tokens, index))  # fmt: skip
    return figure, following


def _range_of_ordinals(page: Page, index: int) -> Found | None:
    """«5-й – 7-й»."""
    tokens = page.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].text != "-" or tokens[index + 2].kind != "ordinal":
        return None
    low, high = (Decimal(re.match("[0-9]+", tokens[each].text)[0]) for each in (index, index + 2))  # type: ignore[index]  # digits come first
    start, end = tokens[index].start, tokens[index + 2].end
    figure = FoundQuantity(start, end, page.text[start:end], Figure.ORDINAL, op="range", low=low, high=high, first=start, last=end,
                           rule="ending", lead=lead_of(page.tokens, index))  # fmt: skip
    return (figure, index + 3) if low < high else None


def _is_cardinal(page: Page, index: int, value: Decimal, ending: str) -> bool:
    endings = table()["figure_endings"]
    following = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
    noun = following is not None and following.kind in ("word", "spelled") and following.text not in ("годах", "годов", "и")
    noun = noun or (following is None and index > 0)
    return ending in endings["cardinal"] or (ending in endings["small_cardinal"] and value in (2, 3, 4) and noun)


def year_behind(page: Page, index: int, last: int, unit: str) -> tuple[int, str, int]:
    """«двадцать третьего года», «90-е годы»: the noun belongs to the figure."""
    if index >= len(page.tokens) or page.tokens[index].text not in years() or (page.tokens[index].text in ("г", "гг") and unit):
        return index, unit, last
    return index + 1, unit or "year", page.tokens[index].end


@cache
def years() -> frozenset[str]:
    return frozenset(table()["years"]["words"])
