"""Figures of a running text that count nothing there: ordered rules, the first names the kind."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from extractor.model import Op
from extractor.prose.change_words import way_of
from extractor.prose.sentence import WHOLE, Sentence, first_of, last_of, words_in
from extractor.prose.terms import RULES as TERMS
from extractor.russian import Figure, FoundQuantity
from extractor.russian.periods import PeriodFound
from extractor.russian.unit_forms import form_pattern
from extractor.words import words

Rule = Callable[[FoundQuantity, Sentence], str]
KIND_OF_PERIOD = {"issued": "date", "date": "date", "thing": "date", "name": "name"}
LONGEST_NAME = 160
LONGEST_DESCRIPTION = 1000
DESCRIPTION = re.compile(r"\s/\s.*[,:]\s*(?:19|20)\d\d\s*\.\s*[–—-]", re.DOTALL)
LATIN = re.compile(r"[A-Za-z][\d.+-]*\s$")
LISTED = re.compile(r"№\s*\d+(?:\s*(?:,|и)\s*№?\s*\d+)*\s*(?:,|и)\s*$")
PAPER_DATE = re.compile(r"(?:/\d+){0,20}\s*от\s+\d")
GLUED = re.compile(r"(?:[A-Za-z][.-]?|\d[-–])$")
COMPOUND = re.compile(r"\d-[а-яё]{4,}")
ITEM_NUMBER = re.compile(r"\s*(?:[-–—•]\s*)?\d{1,2}(?:\.\d{1,2})*[.)]\s")
OLDER = re.compile(r"(?<![а-яё])и\s+(?:старше|младше|более|больше)", re.IGNORECASE)
AT = re.compile(r"(?<![а-яё])(?:в|к|после)\s+$", re.IGNORECASE)
EACH = re.compile(r"\s*в\s+(?:день|сутки|недел|месяц)", re.IGNORECASE)
LONG_AGO = re.compile(r"1(?:[78]\d|9[0-4])\d")
BRACKET = 2


def aside_of(figure: FoundQuantity, sentence: Sentence) -> str:
    """What a figure is that counts nothing; empty for one that states something."""
    return next(filter(None, (rule(figure, sentence) for rule in RULES)), "")


def period_part(figure: FoundQuantity, sentence: Sentence) -> str:
    """«2023 г.», «за 9 месяцев 2023 г.»: part of a time."""
    found = next(
        (
            each
            for each in sentence.periods
            if each.kind != "number" and each.start <= figure.start < each.end
        ),
        None,
    )
    return (
        ""
        if found is None or _is_count(figure, found, sentence)
        else KIND_OF_PERIOD.get(found.kind, "period")
    )


def _is_count(figure: FoundQuantity, found: PeriodFound, sentence: Sentence) -> bool:
    """A figure that only the readers of periods would take for a year: «2015 книг», «чем в 2022
    году (1985)».
    """
    if found.rule != "year_alone":
        return False
    before = sentence.before(found.start)
    end = found.start - len(before) + len(before.rstrip("( "))
    behind_a_time = before.endswith("(") and any(each.end == end for each in sentence.periods)
    return behind_a_time or figure.kind not in (Figure.YEAR, Figure.CARDINAL)


def no_number(figure: FoundQuantity, _: Sentence) -> str:
    """What the readers of numbers know: numbers of papers, laws, addresses, phones."""
    return "" if figure.kind.counts else figure.kind.value


def year(figure: FoundQuantity, _: Sentence) -> str:
    return "period" if figure.kind is Figure.YEAR else ""


def ordinal(figure: FoundQuantity, _: Sentence) -> str:
    return "ordinal" if figure.kind is Figure.ORDINAL else ""


def bibliography(_: FoundQuantity, sentence: Sentence) -> str:
    """«Хронограф / сост. А. Б. – Заречье, 2023. – 20 с.»: the description of a publication."""
    return "bibliography" if _is_description(sentence.text) else ""


@lru_cache(maxsize=64)
def _is_description(text: str) -> bool:
    return len(text) < LONGEST_DESCRIPTION and bool(DESCRIPTION.search(text))


def item_number(figure: FoundQuantity, sentence: Sentence) -> str:
    """«1) Подписка»: the number of the item itself."""
    found = ITEM_NUMBER.match(sentence.text)
    return "section" if found and figure.start < found.end() else ""


def listed_number(figure: FoundQuantity, sentence: Sentence) -> str:
    """«№ 1, 2, 25»: a number in a list that «№» opens."""
    return (
        "number" if LISTED.search(sentence.text[max(figure.start - 80, 0) : figure.start]) else ""
    )


def reference(figure: FoundQuantity, sentence: Sentence) -> str:
    """«согласно пункту 2.3»: a part of a paper."""
    near = words_in(sentence.before(first_of(figure))[-20:])[-1:]
    beside = sentence.text[max(first_of(figure) - 2, 0) : first_of(figure)][:1].isalpha()
    return (
        "reference"
        if near
        and beside
        and near[0] in words("quote")["references"]
        and figure.unit in ("", "item")
        else ""
    )


def paper_number(figure: FoundQuantity, sentence: Sentence) -> str:
    """«Постановление АГП 837/19 от 29.11.2019»."""
    dated = PAPER_DATE.match(sentence.text, figure.end)
    stems = "|".join(words("quote")["papers"])
    shape = rf"\b(?:{stems})\w*(?:\s+[\w/.-]+){{0,4}}[\s/-]+$"
    named = dated and re.search(shape, sentence.before(figure.start), re.IGNORECASE)
    return "number" if named else ""


def glued(figure: FoundQuantity, sentence: Sentence) -> str:
    """«7.50-2002», «v.17.1», «2700X»: a piece of a longer sign."""
    before, behind = (
        sentence.text[max(figure.start - 3, 0) : figure.start],
        sentence.text[figure.end : figure.end + 1],
    )
    return (
        "code"
        if GLUED.search(before) or (behind.isalpha() and behind.isascii() and not figure.unit)
        else ""
    )


def compound(figure: FoundQuantity, _: Sentence) -> str:
    """«1,5-годичные курсы», «5-дневный»: an adjective."""
    return "adjective" if COMPOUND.search(figure.raw) else ""


def quoted(figure: FoundQuantity, sentence: Sentence) -> str:
    """«Топ-10 книг года»: part of a name in quotation marks."""
    before = sentence.before(figure.start, WHOLE)
    if before.count("«") <= before.count("»"):
        return ""
    begin = sentence.start + before.rfind("«")
    end = sentence.text.find("»", figure.end, begin + LONGEST_NAME)
    return "name" if end > -1 else ""


def rank(figure: FoundQuantity, sentence: Sentence) -> str:
    """«2 место», «1 этап»: an order, though the ending is not written."""
    behind = re.match(
        r"(?:\s*(?:,|и|-|–)\s*\d{1,2})*\s+([а-яё]+)",
        sentence.text[figure.end : figure.end + 40],
        re.IGNORECASE,
    )
    ranked = behind is not None and behind[1].lower() in words("quote")["ranks"]
    return (
        "ordinal"
        if ranked and figure.kind in (Figure.CARDINAL, Figure.QUANTITY) and _digits(figure)
        else ""
    )


def one_of(figure: FoundQuantity, sentence: Sentence) -> str:
    """«на одном уровне», «один из»: the word «один» counts only as subject or object before a
    noun («одна библиотека»).
    """
    if _digits(figure) or figure.value != 1 or figure.multiplier != 1:
        return ""
    if figure.raw.lower() not in words("quote")["ones"] or words_in(
        sentence.before(figure.start)[-4:]
    )[-1:] == ["не"]:
        return "pronoun"
    named = any(each.start >= figure.end and each.reads("NOUN") for each in sentence.words)
    near = set(words_in(sentence.text[figure.end : figure.end + 40])[:3])
    counts = (
        named
        and sentence.text[figure.end : figure.end + 1] == " "
        and not near & set(words("quote")["one_of_a_kind"])
    )
    return "" if counts else "pronoun"


def denominator(figure: FoundQuantity, sentence: Sentence) -> str:
    """«на 1 жителя», «на 1000 человек», «на одну библиотеку»: what a ratio is counted by."""
    value = "" if figure.value is None else str(figure.value * figure.multiplier)
    before = sentence.before(first_of(figure)).lower()
    per = _per().search(before) or (figure.value == 1 and ALSO_PER.search(before))
    if not _digits(figure) and figure.raw.lower() not in words("quote")["per_ones"]:
        return ""
    if value not in words("quote")["denominators"] or not per or figure.direction:
        return ""
    return (
        ""
        if any(way_of(each) for each in words_in(before)[-3:]) or not _behind(figure.end, sentence)
        else "denominator"
    )


ALSO_PER = re.compile(r"(?<![а-яё])на\s+(?:1|одн[а-яё]+)\s[^.;]*,\s*$")


@cache
def _per() -> re.Pattern[str]:
    return re.compile(rf"(?<![а-яё])(?:{'|'.join(words('quote')['per'])})\s+$")


def frequency(figure: FoundQuantity, sentence: Sentence) -> str:
    """«1 раз в месяц», «раз в 5 лет»."""
    forms = "|".join(words("quote")["frequency"])
    ahead = re.match(rf"\s*(?:{forms})\b", sentence.text[figure.end : figure.end + 20])
    behind = re.search(rf"\b(?:{forms})\s+$", sentence.before(first_of(figure)))
    return "frequency" if ahead or behind else ""


def age(figure: FoundQuantity, sentence: Sentence) -> str:
    """«до 14 лет», «15–30 лет», «55 лет и старше»: a class of people, not a fact about them."""
    before = sentence.before(figure.start)
    behind = sentence.text[last_of(figure) : min(last_of(figure) + 30, sentence.end)]
    if (
        figure.unit != "year"
        or _matches("age_no", sentence.before(first_of(figure))[-30:])
        or _matches("age_no", behind)
    ):
        return ""
    bounded = (
        figure.op is Op.RANGE
        or _ends("age_before", before)
        or OLDER.search(sentence.text[figure.end : last_of(figure)])
    )
    return "age" if bounded or re.match(rf"\s*(?:{_forms('age_behind')})", behind) else ""


def clock(figure: FoundQuantity, sentence: Sentence) -> str:
    """«9 мая в 11 часов»: when something began; «2 часа в день» is how long."""
    on_clock = (
        figure.unit in ("hour", "minute")
        and AT.search(sentence.before(first_of(figure))) is not None
    )
    return "time" if on_clock and not EACH.match(sentence.text, last_of(figure)) else ""


def bracketed_year(figure: FoundQuantity, sentence: Sentence) -> str:
    """«основана в селе Заречье (1908)»: four digits alone in brackets, long ago; behind a year
    they are a count.
    """
    around = (
        sentence.text[figure.start - 1 : figure.start] + sentence.text[figure.end : figure.end + 1]
    )
    behind_a_year = any(
        figure.start - BRACKET <= each.end < figure.start for each in sentence.periods
    )
    alone = around == "()" and not figure.unit and not behind_a_year
    return "period" if alone and LONG_AGO.fullmatch(figure.raw) else ""


def anniversary(figure: FoundQuantity, sentence: Sentence) -> str:
    """«85 лет назад», «50 лет со дня рождения»."""
    behind = sentence.text[last_of(figure) : last_of(figure) + 30]
    before = sentence.before(first_of(figure))
    said = re.match(rf"\s*(?:{_forms('anniversary')})", behind, re.IGNORECASE) or _ends(
        "anniversary", before
    )
    return "anniversary" if said and figure.unit in ("year", "month", "day") else ""


def part_of_a_post(figure: FoundQuantity, sentence: Sentence) -> str:
    """«работают на 0,75 ставки»: a class of staff; «сокращено на 0,5 ставки» is a change."""
    near = words_in(sentence.before(first_of(figure)))[-4:]
    changes = figure.direction or any(way_of(each) for each in near)
    return (
        "class"
        if figure.unit == "FTE" and near[-1:] in (["на"], ["окладом"], ["по"]) and not changes
        else ""
    )


@cache
def _forms(name: str) -> str:
    return "|".join(form_pattern(each) for each in words("quote")[name])


def _ends(name: str, text: str) -> bool:
    return bool(
        re.search(rf"(?<![а-яё])(?:{_forms(name)})\s+(?:от|с|до)?\s*$", text, re.IGNORECASE)
    )


def _matches(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<![а-яё])(?:{_forms(name)})", text, re.IGNORECASE))


def model_name(figure: FoundQuantity, sentence: Sentence) -> str:
    """«Windows 10», «Office 2016 Pro»: behind a Latin word, with nothing counted behind it."""
    before = sentence.before(first_of(figure))
    behind = sentence.text[figure.end : figure.end + 20].lstrip()
    foreign = not behind or (behind[0].isascii() and behind[0] != "%")
    return "name" if LATIN.search(before) and foreign else ""


def _behind(position: int, sentence: Sentence) -> str:
    """The word right behind a position, in small letters."""
    found = re.match(r"\s+([а-яё-]+)", sentence.text[position : position + 60], re.IGNORECASE)
    return found[1].lower() if found else ""


def _digits(figure: FoundQuantity) -> bool:
    return any(each.isdigit() for each in figure.raw)


RULES: tuple[Rule, ...] = (
    no_number,
    ordinal,
    period_part,
    year,
    bibliography,
    item_number,
    listed_number,
    reference,
    paper_number,
    glued,
    compound,
    quoted,
    frequency,
    rank,
    denominator,
    one_of,
    anniversary,
    age,
    clock,
    bracketed_year,
    part_of_a_post,
    model_name,
    *TERMS,
)


def asides_in(
    figures: Iterable[FoundQuantity], sentence: Sentence
) -> Iterator[tuple[FoundQuantity, str]]:
    """Each figure of a sentence with its kind, empty for a figure that states something."""
    for each in figures:
        yield each, aside_of(each, sentence)
