"""Figures of a running text that count nothing there: ordered rules, the first names the kind."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from extractor.prose.change_words import way_of
from extractor.prose.sentence import WHOLE, InSentence, Sentence, first_of, words_in
from extractor.prose.terms import RULES as TERMS
from extractor.rules import Rule, first_match
from extractor.russian import Figure, FoundQuantity
from extractor.russian.periods import PeriodFound
from extractor.words import words

KIND_OF_PERIOD = {"issued": "date", "date": "date", "thing": "date", "name": "name"}
LONGEST_NAME = 160
LONGEST_DESCRIPTION = 1000
DESCRIPTION = re.compile(r"\s/\s.*[,:]\s*(?:19|20)\d\d\s*\.\s*[–—-]", re.DOTALL)
LATIN = re.compile(r"[A-Za-z][\d.+-]*\s$")
LISTED = re.compile(r"№\s*\d+(?:\s*(?:,|и)\s*№?\s*\d+){0,20}\s*(?:,|и)\s*$")
PAPER_DATE = re.compile(r"(?:/\d+){0,20}\s*от\s+\d")
GLUED = re.compile(r"(?:[A-Za-z][.-]?|\d[-–])$")
COMPOUND = re.compile(r"\d-[а-яё]{4,}")
ITEM_NUMBER = re.compile(r"\s*(?:[-–—•]\s*)?\d{1,2}(?:\.\d{1,2})*[.)]\s")
LONG_AGO = re.compile(r"1(?:[78]\d|9[0-4])\d")
BRACKET = 2


def aside_of(figure: FoundQuantity, sentence: Sentence) -> str:
    """What a figure is that counts nothing; empty for one that states something."""
    met = InSentence(figure, sentence)
    found = first_match(RULES, met) or first_match(TERMS, met)
    return found[1] if found is not None else ""


def period_part(met: InSentence) -> str | None:
    """«2023 г.», «за 9 месяцев 2023 г.»: part of a time."""
    figure, sentence = met
    found = next(
        (
            each
            for each in sentence.periods
            if each.kind != "number" and each.start <= figure.start < each.end
        ),
        None,
    )
    return (
        None
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


def no_number(met: InSentence) -> str | None:
    """What the readers of numbers know: numbers of papers, laws, addresses, phones."""
    return None if met.figure.kind.counts else met.figure.kind.value


def ordinal(met: InSentence) -> str | None:
    return "ordinal" if met.figure.kind is Figure.ORDINAL else None


def bibliography(met: InSentence) -> str | None:
    """«Хронограф / сост. А. Б. – Заречье, 2023. – 20 с.»: the description of a publication."""
    return "bibliography" if _is_description(met.sentence.text) else None


@lru_cache(maxsize=64)
def _is_description(text: str) -> bool:
    return len(text) < LONGEST_DESCRIPTION and bool(DESCRIPTION.search(text))


def item_number(met: InSentence) -> str | None:
    """«1) Подписка»: the number of the item itself."""
    figure, sentence = met
    found = ITEM_NUMBER.match(sentence.text)
    return "section" if found and figure.start < found.end() else None


def listed_number(met: InSentence) -> str | None:
    """«№ 1, 2, 25»: a number in a list that «№» opens."""
    figure, sentence = met
    return (
        "number" if LISTED.search(sentence.text[max(figure.start - 80, 0) : figure.start]) else None
    )


def reference(met: InSentence) -> str | None:
    """«согласно пункту 2.3»: a part of a paper."""
    figure, sentence = met
    near = words_in(sentence.before(first_of(figure))[-20:])[-1:]
    beside = sentence.text[max(first_of(figure) - 2, 0) : first_of(figure)][:1].isalpha()
    return (
        "reference"
        if near
        and beside
        and near[0] in words("quote")["references"]
        and figure.unit in ("", "item")
        else None
    )


def paper_number(met: InSentence) -> str | None:
    """«Постановление АГП 837/19 от 29.11.2019»."""
    figure, sentence = met
    dated = PAPER_DATE.match(sentence.text, figure.end)
    stems = "|".join(words("quote")["papers"])
    shape = rf"\b(?:{stems})\w*(?:\s+[\w/.-]+){{0,4}}[\s/-]+$"
    named = dated and re.search(shape, sentence.before(figure.start), re.IGNORECASE)
    return "number" if named else None


def glued(met: InSentence) -> str | None:
    """«7.50-2002», «v.17.1», «2700X»: a piece of a longer sign."""
    figure, sentence = met
    before, behind = (
        sentence.text[max(figure.start - 3, 0) : figure.start],
        sentence.text[figure.end : figure.end + 1],
    )
    return (
        "code"
        if GLUED.search(before) or (behind.isalpha() and behind.isascii() and not figure.unit)
        else None
    )


def compound(met: InSentence) -> str | None:
    """«1,5-годичные курсы», «5-дневный»: an adjective."""
    return "adjective" if COMPOUND.search(met.figure.raw) else None


def quoted(met: InSentence) -> str | None:
    """«Топ-10 книг года»: part of a name in quotation marks."""
    figure, sentence = met
    before = sentence.before(figure.start, WHOLE)
    if before.count("«") <= before.count("»"):
        return None
    begin = sentence.start + before.rfind("«")
    end = sentence.text.find("»", figure.end, begin + LONGEST_NAME)
    return "name" if end > -1 else None


def rank(met: InSentence) -> str | None:
    """«2 место», «1 этап»: an order, though the ending is not written."""
    figure, sentence = met
    behind = re.match(
        r"(?:\s*(?:,|и|-|–)\s*\d{1,2})*\s+([а-яё]+)",
        sentence.text[figure.end : figure.end + 40],
        re.IGNORECASE,
    )
    ranked = behind is not None and behind[1].lower() in words("quote")["ranks"]
    return (
        "ordinal"
        if ranked and figure.kind in (Figure.CARDINAL, Figure.QUANTITY) and _digits(figure)
        else None
    )


def one_of(met: InSentence) -> str | None:
    """«на одном уровне», «один из»: the word «один» counts only as subject or object before a
    noun («одна библиотека»).
    """
    figure, sentence = met
    if _digits(figure) or figure.value != 1 or figure.multiplier != 1:
        return None
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
    return None if counts else "pronoun"


def denominator(met: InSentence) -> str | None:
    """«на 1 жителя», «на 1000 человек», «на одну библиотеку»: what a ratio is counted by."""
    figure, sentence = met
    value = "" if figure.value is None else str(figure.value * figure.multiplier)
    before = sentence.before(first_of(figure)).lower()
    per = _per().search(before) or (figure.value == 1 and ALSO_PER.search(before))
    if not _digits(figure) and figure.raw.lower() not in words("quote")["per_ones"]:
        return None
    if value not in words("quote")["denominators"] or not per or figure.direction:
        return None
    return (
        None
        if any(way_of(each) for each in words_in(before)[-3:]) or not _behind(figure.end, sentence)
        else "denominator"
    )


ALSO_PER = re.compile(r"(?<![а-яё])на\s+(?:1|одн[а-яё]+)\s[^.;]*,\s*$")


@cache
def _per() -> re.Pattern[str]:
    return re.compile(rf"(?<![а-яё])(?:{'|'.join(words('quote')['per'])})\s+$")


def frequency(met: InSentence) -> str | None:
    """«1 раз в месяц», «раз в 5 лет»."""
    figure, sentence = met
    forms = "|".join(words("quote")["frequency"])
    ahead = re.match(rf"\s*(?:{forms})\b", sentence.text[figure.end : figure.end + 20])
    behind = re.search(rf"\b(?:{forms})\s+$", sentence.before(first_of(figure)))
    return "frequency" if ahead or behind else None


def bracketed_year(met: InSentence) -> str | None:
    """«основана в селе Заречье (1908)»: four digits alone in brackets, long ago; behind a year
    they are a count.
    """
    figure, sentence = met
    around = (
        sentence.text[figure.start - 1 : figure.start] + sentence.text[figure.end : figure.end + 1]
    )
    behind_a_year = any(
        figure.start - BRACKET <= each.end < figure.start for each in sentence.periods
    )
    alone = around == "()" and not figure.unit and not behind_a_year
    return "period" if alone and LONG_AGO.fullmatch(figure.raw) else None


def part_of_a_post(met: InSentence) -> str | None:
    """«работают на 0,75 ставки»: a class of staff; «сокращено на 0,5 ставки» is a change."""
    figure, sentence = met
    near = words_in(sentence.before(first_of(figure)))[-4:]
    changes = figure.direction or any(way_of(each) for each in near)
    return (
        "class"
        if figure.unit == "FTE" and near[-1:] in (["на"], ["окладом"], ["по"]) and not changes
        else None
    )


def model_name(met: InSentence) -> str | None:
    """«Windows 10», «Office 2016 Pro»: behind a Latin word, with nothing counted behind it."""
    figure, sentence = met
    before = sentence.before(first_of(figure))
    behind = sentence.text[figure.end : figure.end + 20].lstrip()
    foreign = not behind or (behind[0].isascii() and behind[0] != "%")
    return "name" if LATIN.search(before) and foreign else None


def _behind(position: int, sentence: Sentence) -> str:
    """The word right behind a position, in small letters."""
    found = re.match(r"\s+([а-яё-]+)", sentence.text[position : position + 60], re.IGNORECASE)
    return found[1].lower() if found else ""


def _digits(figure: FoundQuantity) -> bool:
    return any(each.isdigit() for each in figure.raw)


RULES: tuple[Rule[InSentence, str], ...] = (
    Rule("no_number", no_number, "Закуплено 12 книг по Федеральному закону № 44-ФЗ."),
    Rule("ordinal", ordinal, "Открыта 3-я модельная библиотека."),
    Rule("period_part", period_part, "За 9 месяцев 2023 года поступило 40 книг."),
    Rule("bibliography", bibliography, "Край родной / сост. Н. Н. – Луговое, 2023. – 20 с."),
    Rule("item_number", item_number, "- 2) выдано 40 книг"),
    Rule("listed_number", listed_number, "Филиалы № 1, 2 и 25 получили 40 книг."),
    Rule("reference", reference, "Поступило 40 книг согласно пункту 2.3."),
    Rule("paper_number", paper_number, "Приказ управления культуры 15 от 12.03.2023 о 40 книгах."),
    Rule("glued", glued, "Введена программа v.17 на 40 компьютерах."),
    Rule("compound", compound, "Прошли 1,5-годичные курсы 4 библиотекаря."),
    Rule("quoted", quoted, "Проведена акция «Топ 10 книг года» для 40 человек."),
    Rule("frequency", frequency, "Клуб собирается 2 раза в месяц."),
    Rule("rank", rank, "Заняли 1, 2 места в конкурсе."),
    Rule("denominator", denominator, "На 1000 жителей приходится 40 книг."),
    Rule("one_of", one_of, "Все библиотеки на одном уровне."),
    Rule("bracketed_year", bracketed_year, "Библиотека открыта в селе Заречье (1785)."),
    Rule("part_of_a_post", part_of_a_post, "Работают на 0,75 ставки 4 человека."),
    Rule("model_name", model_name, "Установлен LibreOffice 7, куплено 40 мышей."),
)


def asides_in(
    figures: Iterable[FoundQuantity], sentence: Sentence
) -> Iterator[tuple[FoundQuantity, str]]:
    """Each figure of a sentence with its kind, empty for a figure that states something."""
    for each in figures:
        yield each, aside_of(each, sentence)
