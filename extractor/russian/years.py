"""Years among the figures: they count nothing, and the periods need them."""

import re
from dataclasses import replace
from decimal import Decimal

from extractor.model import Op
from extractor.russian.comparators import changes_before, lead_of
from extractor.russian.lexicon import table
from extractor.russian.ordinals import Found, years
from extractor.russian.quantity import Figure, FoundQuantity
from extractor.russian.quantity_parser import part_at
from extractor.russian.token_page import Page, Spot

LIST_REACH = 6
SEPARATORS = (",", "и", "-", ";")
LABEL_MARKS = ("-", ":", "=")
LATEST = 2035  # a year in brackets has come or is near; «Луговская СБ (2045)» is a count
CENTURIES = ("19", "20")
SENTENCE_ENDS = (".", "!", "?", ";", ":", "\n")
CLOSING = ("»", '"', "”")
BEFORE_LABELS = ("(", ",", ";", "\n", "-")


def nothing_at(page: Page, index: int, end: int, kind: Figure, rule: str) -> FoundQuantity:
    """A figure from a token to a character, with no value."""
    start = page.tokens[index].start
    lead = lead_of(page.tokens, index)
    return FoundQuantity(
        start, end, page.text[start:end], kind, first=start, last=end, rule=rule, lead=lead
    )


def _year(page: Page, index: int, named: bool, rule: str) -> Found:
    token = page.tokens[index]
    last = page.tokens[index + named].end
    found = nothing_at(page, index, token.end, Figure.YEAR, rule)
    return replace(found, value=token.value, unit="year", last=last), index + 1 + named


def school_year(page: Page, index: int) -> FoundQuantity:
    """«2022/23 учебный год»: a token by its shape."""
    token = page.tokens[index]
    first, last = (int(word) for word in re.findall("[0-9]+", token.text))
    high = last if last > 99 else first // 100 * 100 + last
    found = nothing_at(page, index, token.end, Figure.YEAR, "school_year")
    return replace(found, low=Decimal(first), high=Decimal(high), unit="year", op=Op.RANGE)


def year(spot: Spot) -> Found | None:
    """«2023 г.», «в 2023 году», «к 2030», «в 2021, 2022 и 2023 гг.»."""
    page, index, _ = spot
    text = page.tokens[index].text
    if len(text) != 4 or not text.isdigit():
        return None
    named = _named(page, index)
    known = named and table()["years"]["first"] <= int(text) <= table()["years"]["last"]
    if known or _led(page, index) or _listed(page, index):
        return _year(page, index, named, "year")
    return None


def labelled_year(spot: Spot) -> Found | None:
    """«(2022 – 245, 2021 – 198)»: a year and what it had; a dash without spaces makes a range."""
    page, index, _ = spot
    tokens = page.tokens
    if (
        not _may_be_year(page, index)
        or index + 2 >= len(tokens)
        or tokens[index + 1].text not in LABEL_MARKS
    ):
        return None
    mark, value = tokens[index + 1], tokens[index + 2]
    spaced = mark.start > tokens[index].end or mark.text != "-"
    begins = not index or tokens[index - 1].text in BEFORE_LABELS
    labels = spaced and begins and value.kind == "digits" and not _may_be_year(page, index + 2)
    return _year(page, index, False, "labelled_year") if labels else None


def bracketed_year(spot: Spot) -> Found | None:
    """«Луговская СБ (1953)», «здание построено (1953)», «Дети капитана» (1985)»; «мероприятий
    (1953)» are counted.
    """
    page, index, _ = spot
    tokens = page.tokens
    alone = (
        1 < index < len(tokens) - 1
        and tokens[index - 1].text == "("
        and tokens[index + 1].text == ")"
    )
    if not alone or not _may_be_year(page, index) or int(tokens[index].text) > LATEST:
        return None
    before = tokens[index - 2]
    opens = index == 2 or tokens[index - 3].text in SENTENCE_ENDS
    named = before.text in CLOSING or (
        page.text[before.start].isupper() and before.kind == "word" and not opens
    )
    of_event = before.text.startswith(tuple(table()["year_events"]))
    return _year(page, index, False, "bracketed_year") if named or of_event else None


def _may_be_year(page: Page, index: int) -> bool:
    token = page.tokens[index]
    text = token.text
    return token.kind == "digits" and len(text) == 4 and text.isdecimal() and text[:2] in CENTURIES


def _named(page: Page, index: int) -> bool:
    return index + 1 < len(page.tokens) and page.tokens[index + 1].text in years()


def _led(page: Page, index: int) -> bool:
    """«в 2023», «к 2030» with nothing behind that it could count."""
    if (
        not index
        or page.tokens[index - 1].text not in table()["years"]["leads"]
        or not _may_be_year(page, index)
    ):
        return False
    part = part_at(page, index)
    return part is not None and part.bare and not changes_before(page.tokens, index - 1)


def _listed(page: Page, index: int) -> bool:
    """One of several years, the first of which has its preposition or the last its noun."""
    first = last = index
    while (
        first - 2 >= max(0, index - LIST_REACH)
        and page.tokens[first - 1].text in SEPARATORS
        and _may_be_year(page, first - 2)
    ):
        first -= 2
    while (
        last + 2 < min(len(page.tokens), index + LIST_REACH)
        and page.tokens[last + 1].text in SEPARATORS
        and _may_be_year(page, last + 2)
    ):
        last += 2
    return (
        first < last
        and _may_be_year(page, index)
        and (_named(page, last) or (first < index and _led(page, first)))
    )
