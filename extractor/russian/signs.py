"""What stands right before a figure and belongs to it: a currency, a plus, a minus."""

from functools import cache

from extractor.russian.comparators import changes_before
from extractor.russian.figure_units import unit_of
from extractor.russian.lexicon import table
from extractor.russian.quantity_parser import Part
from extractor.russian.token_page import Page, index_at

LONGEST = 4  # tokens of «тыс. руб.»


def currency_before(page: Page, index: int, taken: int, part: Part) -> tuple[Part, int]:
    """«$10», «рублей 10», «тыс. руб. 125,5»: the currency, where the amount has none behind it,
    and where it begins.
    """
    if part.unit not in ("", "item") or not _is_currency(page, index - 1, taken):
        return part, index
    for begin in range(max(taken, index - LONGEST), index):
        found = unit_of(page.text[page.tokens[begin].start : page.tokens[index - 1].end])
        if (
            found
            and found[0] in table()["money"]
            and found[2] == page.tokens[index - 1].end - page.tokens[begin].start
        ):
            part = (
                part
                if not part.unit
                else part._replace(next=index_at(page, index, part.end), last=part.end)
            )
            amount = (
                part.amount
                if part.amount.multiplier != 1
                else part.amount._replace(multiplier=found[1])
            )
            return part._replace(unit=found[0], amount=amount), begin
    return part, index


def _is_currency(page: Page, index: int, taken: int) -> bool:
    """Return whether a token, or the abbreviation before it when it is a stop, may end the name of
    a currency.
    """
    if index > taken and page.tokens[index].text == ".":
        index -= 1
    return index >= taken and page.tokens[index].text.startswith(_currencies())


@cache
def _currencies() -> tuple[str, ...]:
    return tuple(table()["currencies_before"])


def sign_of(page: Page, index: int, taken: int, part: Part) -> tuple[str, int]:
    """«+20,4», «-5», «минус 60»; a dash with a space behind it, or between words, is no sign."""
    if index <= taken:
        return "", index
    before, figure = page.tokens[index - 1], page.tokens[index]
    if before.word is not None and before.word.kind in ("minus", "plus"):
        return ("-" if before.word.kind == "minus" else "+"), index - 1
    if before.text == "+":
        return "+", index - 1
    if before.text != "-" or before.end != figure.start:
        return "", index
    return ("-", index - 1) if _is_minus(page, index, part) else ("", index)


def _is_minus(page: Page, index: int, part: Part) -> bool:
    """A hyphen that touches its figure: not «библиотек -5», «–20 чел.» or the mark of a list,
    where something is counted.
    """
    before = page.tokens[index - 2] if index > 1 else None
    if before is None:
        return part.next >= len(page.tokens) or part.unit in table()["signed_units"]
    if before.text in ("(", "=", ":", "/", "\n", "|", "на", "до", "с", "от"):
        return True
    return before.end < page.tokens[index - 1].start and changes_before(
        page.tokens[index - 2 : index - 1], 1
    )
