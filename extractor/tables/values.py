"""One cell of data: its text in, a quantity out.

The main figure of several is the first one that stands outside brackets: what a cell is asked for
is written first, and what follows explains it. Only an open sum («12 + 5 = 17») means its total.
All other figures are kept in ``extra``.
"""

import re
from decimal import Decimal
from functools import cache, lru_cache

from msgspec.structs import replace

from extractor.model import Op, Quantity, Status
from extractor.rules import Rule, first_match
from extractor.russian.units import unit_at
from extractor.tables.cell_figures import FIGURE, SIGN, figure_of, negative
from extractor.tables.cell_quantities import CellText, distinct, quantity_of
from extractor.tables.cell_tail import Tail, aside_of, printed, read_tail
from extractor.tables.spreadsheet_cells import mark_of_spreadsheet, scientific
from extractor.text import clean, fold, one_dash
from extractor.words import words

LONGEST = 400
FEWEST_THINGS = 2

_BETWEEN_LINES = re.compile(r"(?<=\d)\s*\n\s*(?=\d)")
_PLAIN = re.compile(rf"(?P<sign>{SIGN}?)\s?(?P<digits>{FIGURE})")
_NIL = re.compile(r"[-_\s]+|[-–—]+\.?")
_BRACKETS = re.compile(r"\([^()]*\)")
_MONTHS = r"(?:январ|феврал|март|апрел|мая|май|июн|июл|август|сентябр|октябр|ноябр|декабр)"
_NO_FIGURES = re.compile(
    r"\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d(?!\d)"  # 01.12.2018
    r"|^\d{1,2}(?:\.\d{1,2})*[.)]\s(?-i:[А-ЯЁ«])"  # 3. Оборудование
    rf"|\d{{1,2}}\s{_MONTHS}"  # 26 сентября 2018 года
    r"|\d{1,2}:\d\d|\d{1,2}\.\d\d\s?-\s?\d{1,2}\.\d\d"  # 10:00, 10.00-13.00
    r"|\+7[\s(-]|\b8[\s-]?\(\d|\(\d{3,5}\)\s?\d|\b\d{1,3}-\d\d-\d\d\b|\b8?\d{10}\b"  # telephones
    r"|\d-?(?:й|я|е|ый|ой|ая|ое|го|му|х)(?![а-яё])"  # 1-й, 2-е
    r"|https?:|www\.|@|№|\b[\w-]{1,63}\.ru\b"
    r"|(?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)",  # 2022-2023
    re.IGNORECASE,
)
_WHOLE_BRACKET = re.compile(rf"\(\s*(?P<sign>{SIGN}?)\s?(?P<digits>{FIGURE})\s*\)")
_BRACKET_FIRST = re.compile(r"\((?P<aside>[^()]*)\)\s*(?P<rest>[-+\d].*)")
_LINE_GOES_ON = re.compile(r"(?<!\d)\s{0,40}\n\s*")
_KOPECKS = re.compile(
    rf"(?P<sign>{SIGN}?)\s?(?P<digits>{FIGURE})\s*(?:р|руб\w*)\.?,?\s*(?P<kopecks>\d\d)\s*(?:к|"
    r"коп\w*)\.?",
    re.IGNORECASE,
)
_PARTED = re.compile(
    rf"(?P<sign>{SIGN}?)\s?(?P<whole>\d{{1,3}}(?: \d{{3}})+|\d+)"
    r"(?:(?P<before> ), ?|, )(?P<decimals>\d{1,2})"
)
_PIECES = re.compile(r"\n|(?:(?<=\d),|;)\s+(?=[^\W\d_])")
_ITEM = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?P<text>[^\W\d_].*)", re.DOTALL)
_THINGS = re.compile(r"(?:(?<=\w)|(?<=[.»)])),\s+|(?:(?<!\s)\s*|(?<=\s));\s+")
_THING = re.compile(rf"(?P<digits>{FIGURE})\s+(?P<name>[^\W\d_][^\d]{{1,60}})")
_NAMES_A_NUMBER = re.compile(r"https?|№", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?P<name>[^\W\d_][^\n]{{0,80}}?)\s*[-:]\s*(?P<digits>{FIGURE})(?P<rest>[^\d\n]{{0,20}})"
)


@lru_cache(maxsize=65536)
def read_cell(text: str) -> Quantity:
    """What a data cell says, by itself: neighbours are not asked.

    >>> (read_cell("12,5 %").value, read_cell("\\u2013140 385").value,
    ...  str(read_cell("нет данных").status))
    (Decimal('12.5'), Decimal('-140385'), 'missing')
    """
    plain = one_dash(clean(_BETWEEN_LINES.sub(" ; ", text.strip()) if "\n" in text else text))
    found = first_match(RULES, CellText(text, plain))
    return found[1] if found else Quantity(text, None, None, Status.TEXT)


def blank(cell: CellText) -> Quantity | None:
    """An empty cell."""
    text, plain = cell
    return None if plain else Quantity(text, None, None, Status.MISSING)


def dash(cell: CellText) -> Quantity | None:
    """«-», «–»: nothing was counted."""
    text, plain = cell
    return Quantity(text, None, None, Status.NIL) if _NIL.fullmatch(plain) else None


def stated_absence(cell: CellText) -> Quantity | None:
    """«нет», «нет данных», «х»."""
    text, plain = cell
    key = fold(plain).strip(" .()*") or plain
    for name, status in (("missing", Status.MISSING), ("nil", Status.NIL)):
        if key in words("tables")[name]:
            return Quantity(text, None, None, status)
    return None


def words_alone(cell: CellText) -> Quantity | None:
    """No digit, or so much prose that it is no cell of figures."""
    text, plain = cell
    if len(plain) > LONGEST or not re.search(r"\d", plain):
        return Quantity(text, None, None, Status.TEXT)
    return None


def plain_figure(cell: CellText) -> Quantity | None:
    """Digits and nothing else: most cells of a table."""
    text, plain = cell
    found = _PLAIN.fullmatch(plain)
    figure = figure_of(found["digits"], found["sign"]) if found else None
    return quantity_of(text, figure, Tail("")) if figure else None


def pairs(cell: CellText) -> Quantity | None:
    """«с. Луговое - 1290», «книги – 120, журналы – 30»: no number of the cell itself, all of
    them kept.
    """
    text = cell.text
    plain = one_dash(text).strip()
    lines = _items_of(plain) or _PIECES.split(_LINE_GOES_ON.sub(" ", plain))
    found = [_PAIR.fullmatch(line) for line in (clean(line) for line in lines)]
    figures = [(match["name"], figure_of(match["digits"])) for match in found if match]
    if len(figures) != len(lines) or any(
        figure is None or _NAMES_A_NUMBER.search(name) for name, figure in figures
    ):
        return None
    kept = tuple((printed(name), str(figure.value)) for name, figure in figures if figure)
    return Quantity(text, None, None, Status.TEXT, extra=kept)


def _items_of(text: str) -> list[str]:
    """«1. Выдано: 214», «2. Встреч: 3»: the items of a list without their own numbers, where these
    count up.
    """
    lines = text.split("\n")
    items = [_ITEM.fullmatch(line.strip()) for line in lines]
    numbers = [int(item["number"]) for item in items if item]
    is_list = len(lines) > 1 and numbers == list(range(1, len(lines) + 1))
    return [item["text"] for item in items if item] if is_list else []


def counted_things(cell: CellText) -> Quantity | None:
    """«36 выездов, 2 140 участников», «грант, 300 тыс. руб.»: figures of several things, each kept
    under its own words; what has no figure is passed over.
    """
    pieces = _THINGS.split(cell.plain)
    found = [match for piece in pieces if (match := _THING.fullmatch(piece))]
    silent = [piece for piece in pieces if not any(map(str.isdigit, piece))]
    if len(found) + len(silent) != len(pieces) or not all(map(_counts, found)):
        return None
    if len(found) < FEWEST_THINGS and not (found and unit_at(found[0]["name"])):
        return None
    figures = [(printed(match["name"]), figure_of(match["digits"])) for match in found]
    kept = [(name, str(figure.value)) for name, figure in figures if figure]
    return Quantity(cell.text, None, None, Status.TEXT, extra=distinct(kept))


def _counts(thing: re.Match[str]) -> bool:
    """No «2 этаж», «45 лет», «2.054 книг»."""
    first, figure = fold(thing["name"]).split()[0], figure_of(thing["digits"])
    unit = unit_at(thing["name"])
    is_ordinal = first in words("tables")["ordinal_nouns"] or (unit and unit.unit == "year")
    return not is_ordinal and figure is not None and figure.grouped is None


def no_figure(cell: CellText) -> Quantity | None:
    """Dates, hours, telephones, addresses on the net, ordinals: digits that count nothing."""
    text, plain = cell
    found = _NO_FIGURES.search(_BRACKETS.sub(" ", plain))
    return Quantity(text, None, None, Status.TEXT) if found else None


def interval(cell: CellText) -> Quantity | None:
    """«10-15», «от 5 до 10»: two bounds and no single number."""
    text, plain = cell
    found = _range().fullmatch(plain)
    bounds = (figure_of(found["low"]), figure_of(found["high"])) if found else (None, None)
    if (
        found is None
        or bounds[0] is None
        or bounds[1] is None
        or bounds[0].value >= bounds[1].value
        or "=" in found["rest"]
    ):
        return None
    unit = unit_at(found["rest"])
    kept = (("low", str(bounds[0].value)), ("high", str(bounds[1].value)))
    return Quantity(
        text,
        None,
        None,
        Status.TEXT,
        unit.unit if unit else "",
        unit.multiplier if unit else 1,
        kept,
    )


def behind_a_sum_word(cell: CellText) -> Quantity | None:
    """«Всего: 15»"""
    text, plain = cell
    found = re.match(
        r"(?:" + "|".join(words("tables")["sum_words"]) + r")\s*[:-]?\s*(?=\d)",
        plain,
        re.IGNORECASE,
    )
    return figure_first(CellText(text, plain[found.end() :])) if found else None


def roubles_and_kopecks(cell: CellText) -> Quantity | None:
    """«2 500 руб. 00 коп.»: one sum."""
    text, plain = cell
    found = _KOPECKS.fullmatch(plain)
    figure = figure_of(found["digits"], found["sign"]) if found else None
    if found is None or figure is None or figure.decimals:
        return None
    kopecks = Decimal(f"0.{found['kopecks']}")
    value = figure.value - kopecks if found["sign"] == "-" else figure.value + kopecks
    return Quantity(text, value, len(found["kopecks"]), Status.OK, "RUB")


def parted_decimals(cell: CellText) -> Quantity | None:
    """«1 300 ,4» is one figure; «22, 8» may be two, and says so."""
    text, plain = cell
    found = _PARTED.fullmatch(plain)
    figure = figure_of(f"{found['whole']},{found['decimals']}", found["sign"]) if found else None
    if found is None or figure is None:
        return None
    if found["before"]:
        return quantity_of(text, figure, Tail(""))
    return Quantity(text, None, None, Status.UNCERTAIN, extra=(("decimal", str(figure.value)),))


def in_brackets(cell: CellText) -> Quantity | None:
    """«(-768)» is negative; «(768)» may be an aside or, as bookkeepers write, negative."""
    text, plain = cell
    found = _WHOLE_BRACKET.fullmatch(plain)
    figure = figure_of(found["digits"], found["sign"]) if found else None
    if found is None or figure is None:
        return None
    if found["sign"]:
        return quantity_of(text, figure, Tail(""))
    return Quantity(
        text,
        None,
        None,
        Status.UNCERTAIN,
        extra=(("positive", str(figure.value)), ("negative", str(negative(figure.value)))),
    )


def bracket_first(cell: CellText) -> Quantity | None:
    """«(+5) 120»"""
    text, plain = cell
    found = _BRACKET_FIRST.fullmatch(plain)
    main = figure_first(CellText(text, found["rest"])) if found else None
    if found is None or main is None:
        return None
    return replace(main, raw=text, extra=(aside_of(found["aside"]), *main.extra))


def figure_first(cell: CellText) -> Quantity | None:
    """A figure, and behind it only what the rules of :mod:`asides` can read."""
    text, plain = cell
    found = _head().match(plain)
    figure = figure_of(found["digits"], found["sign"]) if found else None
    tail = read_tail(plain[found.end() :]) if found else None
    if found is None or figure is None or tail is None:
        return None
    tail.op = tail.op or _ops().get(fold(found["op"] or ""))
    return quantity_of(text, figure, tail)


@cache
def _ops() -> dict[str, Op]:
    return {said: Op(op) for said, op in words("tables")["senses"].items()}


@cache
def _range() -> re.Pattern[str]:
    first, last = ("|".join(words("tables")[name]) for name in ("range_from", "range_to"))
    return re.compile(
        rf"(?:(?:{first})\s+)?(?P<low>{FIGURE})\s*(?:-|{last})\s*(?P<high>{FIGURE})(?P<rest>"
        r"[^\d]*)",
        re.IGNORECASE,
    )


@cache
def _head() -> re.Pattern[str]:
    senses = sorted(words("tables")["senses"], key=len, reverse=True)
    before = "|".join(re.escape(sense) + (r"\s" if sense[-1].isalpha() else "") for sense in senses)
    return re.compile(
        rf"(?:(?P<op>{before})\s*)?(?P<sign>{SIGN}?)\s?(?P<digits>{FIGURE})", re.IGNORECASE
    )


RULES: tuple[Rule[CellText, Quantity], ...] = (
    Rule("blank", blank, " "),
    Rule("plain_figure", plain_figure, "1234567890"),
    Rule("dash", dash, "–"),
    Rule("mark_of_spreadsheet", mark_of_spreadsheet, "#ДЕЛ/0!"),
    Rule("stated_absence", stated_absence, "нет данных"),
    Rule(
        "words_alone",
        words_alone,
        "20 (" + "взятые на время ремонта у соседней библиотеки; " * 9 + ")",
    ),
    Rule("scientific", scientific, "2,41E+05"),
    Rule("behind_a_sum_word", behind_a_sum_word, "Всего: 15"),
    Rule("pairs", pairs, "книги – 120, журналы – 30"),
    Rule("no_figure", no_figure, "3. Оборудование"),
    Rule("interval", interval, "10-15"),
    Rule("roubles_and_kopecks", roubles_and_kopecks, "2 500 руб. 00 коп."),
    Rule("parted_decimals", parted_decimals, "1 300 ,4"),
    Rule("in_brackets", in_brackets, "(768)"),
    Rule("bracket_first", bracket_first, "(+5) 120"),
    Rule("figure_first", figure_first, "1 200 экз."),
    Rule("counted_things", counted_things, "36 выездов, 2 140 участников"),
)
