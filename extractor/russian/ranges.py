"""Two amounts that bound a range: «от 5 до 10 тыс.», «15-30 лет», «2019–2023 годы»."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.russian.comparators import changes_before
from extractor.russian.lexicon import table
from extractor.russian.number_words import EXACT
from extractor.russian.quantity import Figure
from extractor.russian.quantity_parser import Part, part_at
from extractor.russian.token_page import Page

NEAR_BELOW, NEAR_ABOVE = (
    Decimal("0.01"),
    Decimal(100),
)  # «с 950 до 1,2 тыс.»: figures further apart share no multiplier
DASHES = frozenset(("-", "…", "...", "÷"))


class Span(NamedTuple):
    """``low`` as printed under the multiplier of ``high``; ``years``: both bounds are years."""

    low: Decimal
    high: Part
    years: bool


def range_at(page: Page, index: int) -> Span | None:
    """Return the range that begins at a token; None where it is one amount."""
    token = page.tokens[index]
    if token.kind not in ("digits", "spelled") or not _may_go_on(page, index):
        return None
    low = part_at(page, index)
    if low is None or low.next + 1 >= len(page.tokens) or not _connects(page, index, low):
        return None
    high = part_at(page, low.next + 1)
    return _span(page, index, low, high) if high else None


def _may_go_on(page: Page, index: int) -> bool:
    """A cheap look ahead: most figures have no dash and no «до» behind them."""
    return any(token.text in _connectors() for token in page.tokens[index + 1 : index + 8])


@cache
def _connectors() -> frozenset[str]:
    return DASHES | frozenset(table()["range_words"]["to"])


def _connects(page: Page, index: int, low: Part) -> bool:
    text = page.tokens[low.next].text
    if text in DASHES and _is_staff_rate(page, index, low):
        return False
    if text in DASHES:
        return (
            not low.unit
            or low.last == page.tokens[low.next].start
            or low.unit in (*table()["percents"], *table()["money"])
        )
    before = page.tokens[index - 1].text if index else ""
    words = table()["range_words"]
    if before not in words["from"] or text not in words["to"]:
        return False
    return (before == "между") == (text == "и") and not changes_before(page.tokens, index - 1)


def _is_staff_rate(page: Page, index: int, low: Part) -> bool:
    """«на 0,5 – 5 человек, на 0,25 – 1»: a rate of work, and how many have it; «0,5 – 2 км» is a
    range.
    """
    dash, behind = page.tokens[low.next], page.tokens[low.next + 1]
    if (
        str(low.amount.value) not in table()["staff_rates"]
        or dash.start == low.last
        or behind.kind != "digits"
        or behind.decimals
    ):
        return False
    high = part_at(page, low.next + 1)
    led = index > 0 and page.tokens[index - 1].text == "на"
    return high is not None and (high.unit == "person" or (led and high.bare))


def _span(page: Page, index: int, low: Part, high: Part) -> Span | None:
    if low.unit and high.unit and low.unit != high.unit:
        return None
    if (
        Figure.ORDINAL in (low.amount.kind, high.amount.kind)
        and low.amount.kind != high.amount.kind
    ):
        return None
    factor = high.amount.multiplier
    shared = low.amount.multiplier == 1 and not low.unit and low.amount.value < high.amount.value
    start = low.amount.value if shared else EXACT.divide(low.amount.full, Decimal(factor))
    if start >= high.amount.value or _goes_on(page, high):
        return None
    part = high if high.unit or not low.unit else high._replace(unit=low.unit)
    return Span(start, part, _are_years(page, low, high))


def _goes_on(page: Page, high: Part) -> bool:
    """«2-24-19»: more than two figures with dashes are no range."""
    tight = (
        high.next + 1 < len(page.tokens)
        and page.tokens[high.next].text == "-"
        and page.tokens[high.next].start == high.last
    )
    return (
        tight
        and page.tokens[high.next + 1].kind == "digits"
        and page.tokens[high.next + 1].start == page.tokens[high.next].end
    )


def _are_years(page: Page, low: Part, high: Part) -> bool:
    data = table()["years"]
    amounts = (low.amount, high.amount)
    within = all(
        1900 <= amount.value <= 2099 and amount.rule == "digits" and not amount.decimals
        for amount in amounts
    )
    named = high.next < len(page.tokens) and page.tokens[high.next].text in data["words"]
    return within and (named or (high.bare and low.bare)) and high.unit in ("", "year")


def shared_with_result(page: Page, index: int, base: Part) -> Part:
    """«выросла с 31,7 до 34,5 тыс. рублей»: the base of a change has the unit and the multiplier
    of its result.
    """
    tokens = page.tokens
    if not base.bare or not index or tokens[index - 1].text not in table()["range_words"]["from"]:
        return base
    if (
        base.next + 1 >= len(tokens)
        or base.amount.next != base.next
        or tokens[base.next].text not in ("до", "по")
    ):
        return base
    result = part_at(page, base.next + 1)
    if (
        result is None
        or not (result.unit or result.amount.multiplier != 1)
        or result.unit in ("year", "times")
    ):
        return base
    near = NEAR_BELOW < base.amount.value / (result.amount.value or 1) < NEAR_ABOVE
    factor = result.amount.multiplier if near else 1
    return base._replace(unit=result.unit, amount=base.amount._replace(multiplier=factor))
