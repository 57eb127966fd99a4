"""What the figure at a token is: an ordered list of rules, the first answer wins and can say its name."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractor.language.found import Figure, FoundQuantity
from extractor.language.lexicon import table
from extractor.language.outsiders import Sight, grade, outsider
from extractor.language.parts import CURRENCY_SIGNS, Page, Part, index_at, part_at, unit_of
from extractor.language.ranges import range_at
from extractor.language.senses import changes_before, direction_behind, sense_before
from extractor.language.tokens import Token

Found = tuple[FoundQuantity, int]
OUTSIDERS = frozenset(kind.value for kind in Figure if not kind.counts)
ROMAN = re.compile(r"(?=[IVXLХІ])M{0,3}(?:CM|CD|D?C{0,3})(?:[XХ]C|[XХ]L|L?[XХ]{0,3})(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3})|MM[XХ]{0,3}[IІ]{0,3}|MCM[XХLC]{0,4}[VIІ]{0,4}")
ROMAN_LETTERS = frozenset("IVXLMCХІ")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000, "Х": 10, "І": 1}
FIGURE_ENDING = re.compile(r"([0-9]+)-?([а-я]+)")


def figure_at(page: Page, index: int, taken: int) -> Found | None:
    """The figure that begins at a token and the index behind it; tokens before ``taken`` belong to another figure."""
    for rule in rules_for(page, index):
        found = rule(page, index, taken)
        if found is not None:
            return found
    return None


def rules_for(page: Page, index: int) -> tuple[Callable[[Page, int, int], Found | None], ...]:
    """Only the rules that can speak of such a token: most tokens are digits."""
    return OF_DIGITS if page.tokens[index].kind == "digits" else RULES


def shaped(page: Page, index: int, taken: int) -> Found | None:
    """A law, a date, a telephone: the token says by its shape that it counts nothing."""
    token = page.tokens[index]
    if token.kind not in OUTSIDERS and token.kind != "year":
        return None
    end = token.end - (token.text.endswith((".", "-", "/")) and token.kind in ("number", "section"))
    if token.kind == "year":
        return _school_year(page, index, token), index + 1
    return _nothing(page, index, end, Figure(token.kind), "shape"), index + 1


def _school_year(page: Page, index: int, token: Token) -> FoundQuantity:
    first, last = (int(each) for each in re.findall("[0-9]+", token.text))
    high = last if last > 99 else first // 100 * 100 + last
    return FoundQuantity(token.start, token.end, page.text[token.start : token.end], Figure.YEAR, low=Decimal(first), high=Decimal(high),
                         unit="year", op="range", first=token.start, last=token.end, rule="school_year", lead=_lead(page, index))  # fmt: skip


def _nothing(page: Page, index: int, end: int, kind: Figure, rule: str) -> FoundQuantity:
    start = page.tokens[index].start
    return FoundQuantity(start, end, page.text[start:end], kind, first=start, last=end, rule=rule, lead=_lead(page, index))


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
    if lonely and not named or (letters in ("С", "М", "MI", "CV", "XL", "LL") and not named):
        return None
    following, end = (index + 3, page.tokens[index + 2].end) if behind[:1] == ["-"] and named else (index + 1, token.end)
    figure = FoundQuantity(token.start, end, page.text[token.start : end], Figure.ORDINAL, _roman_value(letters), first=token.start, last=end,
                           rule="roman", lead=_lead(page, index))  # fmt: skip
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
                           rule="roman", lead=_lead(page, index))  # fmt: skip
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
    following, unit, last = _year_behind(page, index + 1, token.end, "decade" if decade and value >= 1000 else "")
    unit = "decade" if decade and unit == "year" else unit
    figure = FoundQuantity(token.start, token.end, page.text[token.start : token.end], Figure.ORDINAL, value, unit=unit, first=token.start,
                           last=last, rule="ending", lead=_lead(page, index))  # fmt: skip
    return figure, following


def _range_of_ordinals(page: Page, index: int) -> Found | None:
    """«5-й – 7-й»."""
    tokens = page.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].text != "-" or tokens[index + 2].kind != "ordinal":
        return None
    low, high = (Decimal(re.match("[0-9]+", tokens[each].text)[0]) for each in (index, index + 2))  # type: ignore[index]  # digits come first
    start, end = tokens[index].start, tokens[index + 2].end
    figure = FoundQuantity(start, end, page.text[start:end], Figure.ORDINAL, op="range", low=low, high=high, first=start, last=end,
                           rule="ending", lead=_lead(page, index))  # fmt: skip
    return (figure, index + 3) if low < high else None


def _is_cardinal(page: Page, index: int, value: Decimal, ending: str) -> bool:
    endings = table()["figure_endings"]
    following = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
    noun = following is not None and following.kind in ("word", "spelled") and following.text not in ("годах", "годов", "и")
    noun = noun or (following is None and index > 0)
    return ending in endings["cardinal"] or (ending in endings["small_cardinal"] and value in (2, 3, 4) and noun)


def _year_behind(page: Page, index: int, last: int, unit: str) -> tuple[int, str, int]:
    """«двадцать третьего года», «90-е годы»: the noun belongs to the figure."""
    if index >= len(page.tokens) or page.tokens[index].text not in _years() or page.tokens[index].text in ("г", "гг") and unit:
        return index, unit, last
    return index + 1, unit or "year", page.tokens[index].end


@cache
def _years() -> frozenset[str]:
    return frozenset(table()["years"]["words"])


@cache
def _leads() -> frozenset[str]:
    return frozenset(table()["leads"])


def _lead(page: Page, index: int) -> str:
    before = page.tokens[index - 1].text if index else ""
    return before if before in _leads() else ""


def standing_outside(page: Page, index: int, taken: int) -> Found | None:
    """«п. 5», «д. 7», «5 класс»: its neighbours say that it counts nothing."""
    token = page.tokens[index]
    if token.kind != "digits":
        return None
    said = outsider(Sight(page.tokens, index, index + 1, page.text))
    if said is None:
        return None
    following = _number_goes_on(page, index + 1) if said[0] == Figure.REFERENCE else index + 1
    nothing = _nothing(page, index, page.tokens[following - 1].end, *said)
    return replace(nothing, value=token.value, unit="year") if said[0] == Figure.YEAR else nothing, following


def _number_goes_on(page: Page, index: int) -> int:
    """«ГОСТ 7.50-2002»: the index behind the last part of a number with dashes."""
    tokens = page.tokens
    while index + 1 < len(tokens) and tokens[index].text in ("-", "/") and tokens[index + 1].kind == "digits" and tokens[index].start == tokens[index - 1].end:
        index += 2
    return index


def span(page: Page, index: int, taken: int) -> Found | None:
    """«от 5 до 10 тыс.», «2019–2023 годы», «пять-шесть»."""
    found = range_at(page, index)
    if found is None:
        return None
    low, high, factor, part, is_year = found
    if grade(Sight(page.tokens, part.next - 1, part.next, page.text)) and page.tokens[part.next - 1].kind == "digits":
        return _nothing(page, index, part.end, Figure.GRADE, "grade"), part.next
    start = page.tokens[index].start
    first = _first_of_range(page, index)
    kind = Figure.YEAR if is_year else _kind_of(part, page, index)
    following, unit, last = _year_behind(page, part.next, part.last, "") if is_year else (part.next, part.unit, part.last)
    figure = FoundQuantity(start, part.end, page.text[start : part.end], kind, None, part.amount.decimals, factor, "year" if is_year else unit, "range",
                           low, high, first=first, last=last, rule="span", lead=_lead(page, index))  # fmt: skip
    return figure, following


def _first_of_range(page: Page, index: int) -> int:
    before = page.tokens[index - 1] if index else None
    return before.start if before and before.text in table()["range_words"]["from"] else page.tokens[index].start


def year(page: Page, index: int, taken: int) -> Found | None:
    """«2023 г.», «в 2023 году», «к 2030»."""
    token = page.tokens[index]
    if token.kind != "digits" or len(token.text) != 4 or token.decimals or not token.text.isdigit():
        return None
    data = table()["years"]
    behind = page.tokens[index + 1].text if index + 1 < len(page.tokens) else ""
    named = behind in _years()
    if not data["first"] <= int(token.text) <= data["last"] or not (named or _led_year(page, index)):
        return None
    last = page.tokens[index + 1].end if named else token.end
    figure = FoundQuantity(token.start, token.end, page.text[token.start : token.end], Figure.YEAR, token.value, unit="year", first=token.start,
                           last=last, rule="year", lead=_lead(page, index))  # fmt: skip
    return figure, index + 1 + named


def _led_year(page: Page, index: int) -> bool:
    """«в 2023», «к 2030» with nothing behind that it could count."""
    if not index or page.tokens[index - 1].text not in table()["years"]["leads"] or not 1900 <= int(page.tokens[index].text) <= 2099:
        return False
    part = part_at(page, index)
    return part is not None and part.bare


def single(page: Page, index: int, taken: int) -> Found | None:
    """One amount with its sense, sign and unit."""
    part = part_at(page, index if page.tokens[index].kind != "ordinal" else index)
    if part is None or _idle(page, index, part):
        return None
    part, begin = _currency_before(page, index, taken, part)
    sign, begin = _sign(page, begin, part)
    op, sensed = sense_before(page.tokens, begin) if part.op == "exact" else (part.op, begin)
    if op != "exact" and sensed < taken or (op == "at_most" and page.tokens[begin - 1].text == "до" and changes_before(page.tokens, begin - 1)):
        op, sensed = "exact", begin
    kind = _kind_of(part, page, index)
    if kind == Figure.ORDINAL and part.amount.kind == Figure.CARDINAL:
        part = part._replace(unit="", next=part.amount.next, last=part.end)
    following, unit, last = (part.next, part.unit, part.last)
    if kind == Figure.ORDINAL and not unit:
        decade = "decade" if part.amount.form == "plural" and 1000 <= part.amount.value < 3000 and part.amount.value % 10 == 0 else ""
        following, unit, last = _year_behind(page, part.next, part.last, decade)
    value = -part.amount.value if sign == "-" else part.amount.value
    start = page.tokens[index].start
    figure = FoundQuantity(
        start, part.end, page.text[start : part.end], kind, value, part.amount.decimals, part.amount.multiplier, unit, op, None, None, sign,
        direction_behind(page.tokens, following), _lead(page, sensed), page.tokens[sensed].start, last, part.amount.rule,
    )  # fmt: skip
    return figure, following


def _idle(page: Page, index: int, part: Part) -> bool:
    """«один из», «одни», «семью»: words that are numbers only in form."""
    text = page.tokens[index].text
    behind = page.tokens[index + 1].text if index + 1 < len(page.tokens) else ""
    if part.amount.next > index + 1 or len(page.tokens) == 1:
        return False
    before = page.tokens[index - 1].text if index else ""
    if text in table()["idle_before_of"] and (behind == "из" or before == "ни"):
        return True
    return (text == "семью" and not behind.endswith("ми")) or text in table()["idle"]


def _kind_of(part: Part, page: Page, index: int) -> Figure:
    data = table()
    amount, unit = part.amount, part.unit
    if unit in data["money"]:
        return Figure.MONEY
    if unit in data["percents"]:
        return Figure.PERCENT
    if amount.kind in (Figure.ORDINAL, Figure.MULTIPLE):
        return amount.kind
    if amount.rule == "digits" and amount.kind == Figure.CARDINAL and page.tokens[part.amount.next : part.amount.next + 1] and page.tokens[part.amount.next].text in data["ordinal_nouns"]:
        return Figure.ORDINAL
    if unit == "times":
        return Figure.MULTIPLE if _lead(page, index) in ("в", "во") or amount.decimals else Figure.QUANTITY
    if amount.rule == "fraction" and unit in ("item", "person", ""):
        return Figure.FRACTION
    return Figure.QUANTITY if unit else amount.kind


def _currency_before(page: Page, index: int, taken: int, part: Part) -> tuple[Part, int]:
    """«$10», «рублей 10»: the currency, where the amount has none behind it."""
    if index <= taken and index == 0 or index - 1 < taken or part.unit and part.unit in table()["money"]:
        return part, index
    before = index - 1
    if page.tokens[before].text == "." and before - 1 >= taken:
        before -= 1
    token = page.tokens[before]
    if token.kind == "sign" and token.text not in CURRENCY_SIGNS or token.kind not in ("sign", "word", "other"):
        return part, index
    found = unit_of(page.text[token.start : page.tokens[index - 1].end])
    if not found or found[0] not in table()["money"] or part.unit not in ("", "item"):
        return part, index
    return part._replace(unit=found[0], next=part.next if not part.unit else index_at(page, index, part.end), last=part.last if not part.unit else part.end), before


def _sign(page: Page, index: int, part: Part) -> tuple[str, int]:
    """«+20,4», «-5», «минус 60»; a dash with a space behind it, or between words, is no sign."""
    if not index:
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
    """A hyphen that touches its figure: not «библиотек -5», «–20 чел.» or the mark of a list, where something is counted."""
    before = page.tokens[index - 2] if index > 1 else None
    if before is None:
        return part.next >= len(page.tokens) or part.unit in table()["signed_units"]
    if before.text in ("(", "=", ":", "/", "\n", "|", "на", "до", "с", "от"):
        return True
    return before.end < page.tokens[index - 1].start and changes_before(page.tokens[index - 2 : index - 1], 1)


OF_DIGITS: tuple[Callable[[Page, int, int], Found | None], ...] = (standing_outside, span, year, single)
RULES: tuple[Callable[[Page, int, int], Found | None], ...] = (shaped, roman, with_ending, span, single)
