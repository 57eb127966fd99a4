"""One side of a figure: its amount, its unit behind or before it, and a smaller unit that goes
on with it.
"""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractor.model import Op
from extractor.russian.amounts import INVERTED, Amount, amount_at
from extractor.russian.comparators import sense_behind
from extractor.russian.figure_units import LONGEST_ABBREVIATION, bracketed, unit_behind, unit_of
from extractor.russian.lexicon import table
from extractor.russian.number_words import EXACT
from extractor.russian.quantity import Figure
from extractor.russian.token_page import Page, index_at
from extractor.russian.tokens import Token


class Part(NamedTuple):
    """``next`` and ``last``: the token and the character behind amount and unit; ``end``: the
    character behind the amount.
    """

    amount: Amount
    next: int
    end: int
    last: int
    unit: str = ""
    op: Op = Op.EXACT

    @property
    def bare(self) -> bool:
        return not self.unit and self.amount.multiplier == 1


def part_at(page: Page, index: int) -> Part | None:
    """Return the amount at a token with its unit; None where no amount begins."""
    part = _once(page, index)
    if part is None or part.next + 1 >= len(page.tokens) or page.tokens[part.next].text != "(":
        return part
    return _said_twice(page, index, part)


def _said_twice(page: Page, index: int, part: Part) -> Part:
    """«15 000 (пятнадцать тысяч) рублей»: the same amount in figures and in words; the unit may
    stand behind either.
    """
    first, other = page.tokens[index], page.tokens[part.next + 1]
    inner = (
        _once(page, part.next + 1)
        if (first.kind == "spelled") != (other.kind == "spelled")
        else None
    )
    if inner is None or inner.next >= len(page.tokens) or page.tokens[inner.next].text != ")":
        return part
    if inner.amount.full != part.amount.full or (
        inner.unit and part.unit and inner.unit != part.unit
    ):
        return part
    last = page.tokens[inner.next].end
    unit, _, end = (
        unit_behind(page, inner.next + 1, last)
        if not (part.unit or inner.unit)
        else (part.unit or inner.unit, 1, last)
    )
    whole = part._replace(next=index_at(page, inner.next + 1, end), last=end, unit=unit)
    return _with_smaller(page, whole) if unit in smaller_units() else whole


def _once(page: Page, index: int) -> Part | None:
    amount = amount_at(page.tokens, index)
    if amount is None:
        return None
    amount = _dashed_kopecks(page, amount)
    end = page.tokens[amount.next - 1].end
    op, behind = (
        sense_behind(page.tokens, amount.next)
        if not _plus(page, amount)
        else (Op.AT_LEAST, amount.next + 1)
    )
    if amount.rule == INVERTED:
        op = Op.ABOUT
    start = page.tokens[behind - 1].end
    if amount.unit or amount.kind in (Figure.MULTIPLE, Figure.ORDINAL):
        return Part(amount, behind, end, start, amount.unit, op)
    unit, factor, last = unit_behind(page, behind, start)
    if last == start and not unit:
        unit, factor, last = bracketed(page, behind, start)
    if factor != 1:
        amount = _times(amount, factor)
    following = index_at(page, behind, last)
    if op is Op.EXACT:
        op, following = sense_behind(page.tokens, following)
        last = page.tokens[following - 1].end if op is not Op.EXACT else last
    part = Part(amount, following, end, last, unit, op)
    return _with_smaller(page, part) if unit in smaller_units() else part


def _dashed_kopecks(page: Page, amount: Amount) -> Amount:
    """«150000-00 руб.», «1234=56 руб.»: roubles and kopecks of an account; «15-20 руб.» is a
    range.
    """
    tokens, index = page.tokens, amount.next
    if (
        amount.kind != Figure.CARDINAL
        or index + 2 >= len(tokens)
        or tokens[index].text not in ("-", "=")
    ):
        return amount
    mark, small = tokens[index], tokens[index + 1]
    tight = (
        mark.start == tokens[index - 1].end
        and small.start == mark.end
        and small.kind == "digits"
        and len(small.text) == 2
    )
    if not tight or small.value is None or (mark.text == "-" and small.value >= amount.full):
        return amount
    if unit_behind(page, index + 2, small.end)[:2] != ("RUB", 1):
        return amount
    return amount._replace(
        next=index + 2,
        value=EXACT.add(amount.full, small.value.scaleb(-2)),
        multiplier=1,
        decimals=2,
    )


def _times(amount: Amount, factor: int) -> Amount:
    """A multiplier that only the catalogue of units knows, or a second one."""
    if amount.multiplier == 1:
        return amount._replace(multiplier=factor)
    return amount._replace(value=EXACT.multiply(amount.value, Decimal(factor)))


def _plus(page: Page, amount: Amount) -> bool:
    """«60+»: and more; in «60+5» and «60 +5» the plus belongs to what follows."""
    index = amount.next
    if amount.rule != "digits" or index >= len(page.tokens) or page.tokens[index].text != "+":
        return False
    touches = page.tokens[index].start == page.tokens[index - 1].end
    return touches and (
        index + 1 >= len(page.tokens) or page.tokens[index + 1].start > page.tokens[index].end
    )


@cache
def smaller_units() -> frozenset[str]:
    return frozenset((*table()["hundredths"], *table()["smaller"]))


def _with_smaller(page: Page, part: Part) -> Part:
    """«6 руб. 35 коп.», «1 час 55 минут»: one amount in two units."""
    index = part.next
    index += index < len(page.tokens) and page.tokens[index].text in (",", "и")
    amount = _smaller_amount(page, index) if index < len(page.tokens) else None
    if (
        amount is None
        or amount.decimals
        or amount.multiplier != 1
        or amount.next >= len(page.tokens)
        or amount.value >= 100
    ):
        return part
    noun = page.tokens[amount.next]
    value, unit, decimals = _joined(part, amount, noun)
    if not unit:
        return part
    end = noun.end
    following = amount.next + 1
    dot = (
        page.tokens[following]
        if following < len(page.tokens) and len(noun.text) < LONGEST_ABBREVIATION
        else noun
    )
    if dot.text == "." and dot.start == end:
        following, end = following + 1, end + 1
    whole = part.amount._replace(value=value, multiplier=1, decimals=decimals, rule="two_units")
    return Part(whole, following, end, end, unit, part.op)


def _smaller_amount(page: Page, index: int) -> Amount | None:
    """What stands before the smaller unit: in «35р. 60к.» the letter is no thousand."""
    letter = page.tokens[index + 1] if index + 1 < len(page.tokens) else page.tokens[index]
    value = page.tokens[index].value
    return (
        Amount(index + 1, value)
        if letter.kind == "scale_letter" and value is not None
        else amount_at(page.tokens, index)
    )


def _joined(part: Part, amount: Amount, noun: Token) -> tuple[Decimal, str, int]:
    stems = table()["hundredths"].get(part.unit, "").split()
    if any(noun.text == stem or (len(stem) > 2 and noun.text.startswith(stem)) for stem in stems):
        return EXACT.add(part.amount.full, amount.value.scaleb(-2)), part.unit, 2
    small, times = table()["smaller"].get(part.unit, ("", 0))
    if small and unit_of(noun.text) and (unit_of(noun.text) or ("",))[0] == small:
        return EXACT.add(EXACT.multiply(part.amount.full, Decimal(times)), amount.value), small, 0
    return Decimal(0), "", 0
