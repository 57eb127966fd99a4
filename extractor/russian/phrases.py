"""What the figure at a token is: an ordered list of rules, the first answer wins and can say its
name.
"""

from dataclasses import replace
from decimal import Decimal

from extractor.model import Op
from extractor.rules import Rule, first_match
from extractor.russian.comparators import changes_before, direction_behind, lead_of, sense_before
from extractor.russian.lexicon import table
from extractor.russian.non_quantities import Sight, grade, outsider, reference
from extractor.russian.ordinals import Found, roman, with_ending, year_behind, years
from extractor.russian.quantity import Figure, FoundQuantity
from extractor.russian.quantity_parser import Part, part_at
from extractor.russian.ranges import range_at, shared_with_result
from extractor.russian.signs import currency_before, sign_of
from extractor.russian.token_page import Page, Spot
from extractor.russian.years import bracketed_year, labelled_year, nothing_at, school_year, year

MANY_TIMES = 20  # «в 5 р. больше»; «штраф в 100 р.» is money
LONGEST_LISTED = 2  # digits of a number in a list of references
OUTSIDERS = frozenset(kind.value for kind in Figure if not kind.counts)


def figure_at(page: Page, index: int, taken: int) -> Found | None:
    """Return the figure that begins at a token and the index behind it; tokens before ``taken``
    belong to another figure.
    """
    rules = OF_DIGITS if page.tokens[index].kind == "digits" else RULES
    found = first_match(rules, Spot(page, index, taken))
    return found[1] if found else None


def shaped(spot: Spot) -> Found | None:
    """A law, a date, a telephone: the token says by its shape that it counts nothing."""
    page, index, _ = spot
    token = page.tokens[index]
    if token.kind not in OUTSIDERS and token.kind != "year":
        return None
    if token.kind == "year":
        return school_year(page, index), index + 1
    following = _number_goes_on(page, index + 1) if token.kind == "section" else index + 1
    end = page.tokens[following - 1].end
    end -= page.text[end - 1] in ".-/" and token.kind in ("number", "section")
    return nothing_at(page, index, end, Figure(token.kind), "shape"), following


def numbered_roman(spot: Spot) -> Found | None:
    """«Раздел II», «часть IV»: a Roman number that only numbers."""
    page, index, _ = spot
    found = roman(page, index)
    said = reference(Sight(page.tokens, index, index + 1, page.text)) if found else None
    return (
        (nothing_at(page, index, found[0].end, said, "reference"), found[1])
        if found and said
        else found
    )


def standing_outside(spot: Spot) -> Found | None:
    """«п. 5», «д. 7», «5 класс»: its neighbours say that it counts nothing."""
    page, index, _ = spot
    token = page.tokens[index]
    if token.kind != "digits":
        return None
    outside = outsider(Sight(page.tokens, index, index + 1, page.text))
    if outside is None:
        return None
    name, kind = outside
    following = index + 1
    if kind in (Figure.REFERENCE, Figure.ADDRESS):
        following = _number_goes_on(page, following)
    if name == "reference":
        following = _list_goes_on(page, following)
    found = nothing_at(page, index, page.tokens[following - 1].end, kind, name)
    if kind == Figure.YEAR:
        found = replace(found, value=token.value, unit="year")
    return found, following


def _number_goes_on(page: Page, index: int) -> int:
    """«ГОСТ 7.50-2002»: the index behind the last part of a number with dashes."""
    tokens = page.tokens
    while (
        _behind(page, index) in ("-", "/")
        and tokens[index].start == tokens[index - 1].end
        and _is_digits(page, index + 1)
    ):
        index += 2
    return index


def _list_goes_on(page: Page, index: int) -> int:
    """«пп. 3, 4 и 5»: the index behind the last number that nothing is counted by: not «в
    таблице 5, 12 библиотек».
    """
    ends = index
    while (
        _behind(page, index) in (",", "и")
        and _is_digits(page, index + 1)
        and len(page.tokens[index + 1].text) <= LONGEST_LISTED
    ):
        index += 2
        if index >= len(page.tokens) or page.tokens[index].text in (".", ";", ")", ",", "и"):
            ends = index
    return ends


def _is_digits(page: Page, index: int) -> bool:
    return index < len(page.tokens) and page.tokens[index].kind == "digits"


def span(spot: Spot) -> Found | None:
    """«от 5 до 10 тыс.», «2019–2023 годы», «пять-шесть»."""
    page, index, _ = spot
    found = range_at(page, index)
    if found is None:
        return None
    part = found.high
    if page.tokens[part.next - 1].kind == "digits" and grade(
        Sight(page.tokens, part.next - 1, part.next, page.text)
    ):
        return nothing_at(page, index, part.end, Figure.GRADE, "grade"), part.next
    following, unit, last = (
        year_behind(page, part.next, part.last, "year")
        if found.years
        else (part.next, part.unit, part.last)
    )
    start = page.tokens[index].start
    figure = FoundQuantity(
        start,
        part.end,
        page.text[start : part.end],
        Figure.YEAR if found.years else _kind_of(part, page, index),
        None,
        part.amount.decimals,
        part.amount.multiplier,
        unit,
        Op.RANGE,
        found.low,
        part.amount.value,
        first=_first_of_range(page, index),
        last=last,
        rule="span",
        lead=lead_of(page.tokens, index),
    )
    return figure, following


def _first_of_range(page: Page, index: int) -> int:
    before = page.tokens[index - 1] if index else None
    return (
        before.start
        if before and before.text in table()["range_words"]["from"]
        else page.tokens[index].start
    )


def single(spot: Spot) -> Found | None:
    """One amount with its sense, sign and unit."""
    page, index, taken = spot
    part = part_at(page, index)
    if part is None or _idle(page, index, part):
        return None
    part = _none_of(page, index, shared_with_result(page, index, _times_of(page, index, part)))
    part, begin = currency_before(page, index, taken, part)
    sign, begin = sign_of(page, begin, taken, part)
    op, sensed = (part.op, begin) if part.op is not Op.EXACT else _sense(page, begin, taken)
    kind = _kind_of(part, page, index)
    following, unit, last = (
        _ordinal_unit(page, part) if kind == Figure.ORDINAL else (part.next, part.unit, part.last)
    )
    unit = "" if kind == Figure.FRACTION else unit  # half of the readers is no half reader
    amount, start = part.amount, page.tokens[index].start
    figure = FoundQuantity(
        start,
        part.end,
        page.text[start : part.end],
        kind,
        amount.value.copy_negate() if sign == "-" else amount.value,
        amount.decimals,
        amount.multiplier,
        unit,
        op,
        sign=sign,
        direction=direction_behind(page.tokens, following),
        lead=lead_of(page.tokens, sensed),
        first=page.tokens[sensed].start,
        last=last,
        rule=amount.rule,
    )
    return figure, following


def _sense(page: Page, begin: int, taken: int) -> tuple[Op, int]:
    """Return the sense before a figure; «увеличилось до 120» names a result and bounds nothing."""
    op, sensed = sense_before(page.tokens, begin)
    result = (
        op is Op.AT_MOST
        and page.tokens[begin - 1].text == "до"
        and changes_before(page.tokens, begin - 1)
    )
    return (Op.EXACT, begin) if result or sensed < taken else (op, sensed)


def _ordinal_unit(page: Page, part: Part) -> tuple[int, str, int]:
    """What belongs to an ordinal behind it: a year or nothing; a decade in the plural («тысяча
    девятьсот пятидесятые»).
    """
    amount = part.amount
    if amount.kind == Figure.CARDINAL:
        return year_behind(page, amount.next, part.end, "")
    if part.unit:
        return part.next, part.unit, part.last
    decade = amount.form == "plural" and amount.value % 10 == 0
    named = decade and (
        1000 <= amount.value < 3000 or (amount.value < 100 and _behind(page, part.next) in years())
    )
    return year_behind(page, part.next, part.last, "decade" if named else "")


def _idle(page: Page, index: int, part: Part) -> bool:
    """«один из», «одни», «семью»: words that are numbers only in form."""
    text = page.tokens[index].text
    behind = _behind(page, index + 1)
    if part.amount.next > index + 1 or len(page.tokens) == 1:
        return False
    before = page.tokens[index - 1].text if index else ""
    share = index + 2 < len(page.tokens) and page.tokens[index + 2].kind in (
        "digits",
        "spelled",
    )  # «один из пяти»
    one = text in table()["idle_before_of"] and behind == "из" and before != "ни" and not share
    return one or (text == "семью" and not behind.endswith("ми")) or text in table()["idle"]


def _times_of(page: Page, index: int, part: Part) -> Part:
    """«в 3,2 р. больше», «2 р. в месяц»: the letter of «раз», not of roubles."""
    letter = page.tokens[part.amount.next].text if part.amount.next < len(page.tokens) else ""
    if part.unit != "RUB" or letter != "р" or part.amount.multiplier != 1:
        return part
    often = _behind(page, part.next) == "в" and _behind(page, part.next + 1) in table()["how_often"]
    grows = lead_of(page.tokens, index) == "в" and part.amount.value <= MANY_TIMES
    return part._replace(unit="times") if often or grows else part


def _none_of(page: Page, index: int, part: Part) -> Part:
    """«ни одного издания»: a stated zero."""
    if not index or page.tokens[index - 1].text != "ни" or part.amount.value != 1:
        return part
    return part._replace(amount=part.amount._replace(value=Decimal(0), rule="none_of"))


def _behind(page: Page, index: int) -> str:
    return page.tokens[index].text if index < len(page.tokens) else ""


def _kind_of(part: Part, page: Page, index: int) -> Figure:
    data = table()
    amount, unit = part.amount, part.unit
    if unit in data["money"]:
        return Figure.MONEY
    if unit in data["percents"]:
        return Figure.PERCENT
    if amount.kind in (Figure.ORDINAL, Figure.MULTIPLE):
        return amount.kind
    if (
        amount.rule == "digits"
        and amount.kind == Figure.CARDINAL
        and _behind(page, amount.next) in data["ordinal_nouns"]
    ):
        return Figure.ORDINAL
    if unit == "times":
        return (
            Figure.MULTIPLE
            if lead_of(page.tokens, index) in ("в", "во") or amount.decimals
            else Figure.QUANTITY
        )
    if amount.rule == "fraction" and unit in ("item", "person", ""):
        return Figure.FRACTION
    return Figure.QUANTITY if unit else amount.kind


# Most tokens are digits, and only some rules can speak of them.
OF_DIGITS: tuple[Rule[Spot, Found], ...] = (
    Rule("standing_outside", standing_outside, "5 класс"),
    Rule("labelled_year", labelled_year, "(2022 – 245, 2021 – 198)"),
    Rule("bracketed_year", bracketed_year, "здание построено (1953)"),
    Rule("span", span, "от 5 до 10 тыс."),
    Rule("year", year, "в 2021, 2022 и 2023 гг."),
    Rule("single", single, "20 книг"),
)
RULES: tuple[Rule[Spot, Found], ...] = (
    Rule("shaped", shaped, "78-ФЗ"),
    Rule("numbered_roman", numbered_roman, "Раздел II"),
    Rule("with_ending", with_ending, "в 13-й раз"),
    Rule("span", span, "пять-шесть"),
    Rule("single", single, "двадцать книг"),
)
