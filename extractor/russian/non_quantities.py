"""Figures that count nothing, told by what stands around them. The first rule that answers wins
and names the kind.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from extractor.rules import Rule, first_match
from extractor.russian.lexicon import table
from extractor.russian.quantity import Figure
from extractor.russian.tokens import Token

STREET_REACH = 6
SENTENCE_REACH = 200
LONGEST_NUMBER = 15
LEADERS = ("...", "…", ".", "_")
LIST_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
VERSION = re.compile(r"[1-9]\.0")
PRODUCTS = frozenset(
    ("1С", "1C", "2G", "3G", "4G", "5G")
)  # «1С» with a Cyrillic and with a Latin letter
UNITS_THAT_TOUCH = frozenset(
    (
        "gb",
        "mb",
        "tb",
        "kb",
        "mbps",
        "kbps",
        "gbps",
        "rub",
        "usd",
        "eur",
        "rur",
        "rs",
        "rm",
        "myr",
        "us",
        "euro",
    )
)


class Sight(NamedTuple):
    """A figure in its surroundings: the tokens, the index of its first one (``first``) and of
    the one behind it.
    """

    tokens: Sequence[Token]
    first: int
    next: int
    text: str

    def before(self, back: int = 1) -> str:
        """Return the text of a token before the figure; empty where there is none."""
        return self.tokens[self.first - back].text if self.first >= back else ""

    def behind(self, ahead: int = 0) -> str:
        return self.tokens[self.next + ahead].text if self.next + ahead < len(self.tokens) else ""

    @property
    def figure(self) -> Token:
        return self.tokens[self.first]

    def label(self) -> str:
        """Return the word before the figure, a full stop between left out."""
        return self.before(2) if self.before() == "." else self.before()


@cache
def _set(name: str, of: str = "") -> frozenset[str]:
    data = table()[name]
    return frozenset(data[of] if of else data)


def reference(sight: Sight) -> Figure | None:
    """«п. 1.1», «ст. 23», «таблица 5», «форма 6-НК»."""
    label = sight.before(2) if (sight.before(2), sight.before()) == ("гост", "р") else sight.label()
    if label not in _set("references") or _and_so_on(sight):
        return None
    short = len(label) <= 2 and sight.before() != "."
    return None if short and label in ("с", "т", "ч") else Figure.REFERENCE


def _and_so_on(sight: Sight) -> bool:
    """«и т. п. 28»: the stop of an abbreviation, not «пункт»."""
    return sight.before() == "." and sight.before(4 if sight.before(3) == "." else 3) == "т"


def list_mark(sight: Sight) -> Figure | None:
    """«1. События года», «2) Новые книги», «3.2 Сеть»: the number of the paragraph itself."""
    if (sight.first and sight.before() != "\n") or not LIST_NUMBER.fullmatch(sight.figure.text):
        return None
    marked = sight.behind() in (".", ")") and sight.tokens[sight.next].start == sight.figure.end
    if sight.next + marked >= len(sight.tokens) or not (marked or "." in sight.figure.text):
        return None
    following = sight.tokens[sight.next + marked]
    opens = (
        sight.behind() == ")"
        or sight.text[following.start].isupper()
        or following.text in ("«", '"')
    )
    return Figure.SECTION if opens and following.start > sight.figure.end else None


def contents_page(sight: Sight) -> Figure | None:
    """«1. События года⇥3», «Кадры ....... 41»: the page in a table of contents."""
    if sight.next < len(sight.tokens) or len(sight.figure.text) > 3 or not sight.first:
        return None
    gap = sight.text[sight.tokens[sight.first - 1].end : sight.figure.start]
    numbered = "\t" in gap and bool(LIST_NUMBER.match(sight.text))
    return (
        Figure.REFERENCE
        if numbered or (sight.before() in LEADERS and sight.before(2) in LEADERS)
        else None
    )


def named_year(sight: Sight) -> Figure | None:
    """«Библионочь 2023»: the year of a name in quotation marks."""
    closed = sight.behind() in ("»", '"', "”") and sight.before() not in ("«", '"', "“", "")
    return Figure.YEAR if closed and _is_year(sight) else None


def _is_year(sight: Sight) -> bool:
    return len(sight.figure.text) == 4 and sight.figure.text[:2] in ("18", "19", "20")


def model(sight: Sight) -> Figure | None:
    """«2700X»: digits that Latin letters touch, and no unit."""
    if sight.next >= len(sight.tokens):
        return None
    following = sight.tokens[sight.next]
    touches = following.start == sight.figure.end and following.kind in ("word", "code")
    return (
        Figure.CODE
        if touches and following.text.isascii() and following.text not in UNITS_THAT_TOUCH
        else None
    )


def classified(sight: Sight) -> Figure | None:
    """«Коды по ОКЕИ: единица – 642; человек – 792»: a sentence that gives codes counts nothing."""
    back = sight.tokens[max(sight.first - SENTENCE_REACH, 0) : sight.first]
    texts = (token.text for token in reversed(back))
    said = list(takewhile(lambda text: text not in (".", "\n"), texts))
    is_code = any(text in _set("classifiers") for text in said) and any(
        text.startswith("код") for text in said
    )
    return Figure.CODE if is_code else None


def product(sight: Sight) -> Figure | None:
    """«ИРБИС 64», «Windows 10», «1С», «4G»: the number of a program, of a generation."""
    if sight.before() in _set("products") and len(sight.figure.text) <= 4:
        return Figure.CODE
    touching = sight.tokens[sight.next] if sight.next < len(sight.tokens) else sight.figure
    name = (
        sight.text[sight.figure.start : touching.end] if touching.start == sight.figure.end else ""
    )
    return Figure.CODE if name in PRODUCTS else None


def version(sight: Sight) -> Figure | None:
    """«Web 2.0», «проект «Библиотека 2.0»»: behind a Latin word or before a closing quotation
    mark.
    """
    named = sight.behind() in ("»", '"', "”") or (
        sight.before().isascii() and sight.before().isalpha()
    )
    return Figure.CODE if named and VERSION.fullmatch(sight.figure.text) else None


def numbered_noun(sight: Sight) -> Figure | None:
    """«филиал 5»: the number of a thing, where nothing behind it is counted."""
    named = sight.before() in _set("numbered_nouns") and len(sight.figure.text) <= 3
    return (
        Figure.NUMBER
        if named and (sight.next >= len(sight.tokens) or sight.tokens[sight.next].kind != "word")
        else None
    )


def house(sight: Sight) -> Figure | None:
    """«д. 5», «дом 12»: not «в доме 12 комнат», «за 1 кв. 2023 года»."""
    label = sight.label()
    if (
        label not in _set("houses")
        or _and_so_on(sight)
        or sight.behind() in table()["years"]["words"]
    ):
        return None
    counts = (
        sight.before() != "."
        and sight.next < len(sight.tokens)
        and sight.tokens[sight.next].kind == "word"
    )
    return None if counts else Figure.ADDRESS


def street(sight: Sight) -> Figure | None:
    """«ул. Лесная, 12»: a street not far before, with words, stops and one comma between."""
    if sight.behind() in table()["years"]["words"] or sight.figure.decimals:
        return None
    if (
        sight.before() != ","
        and sight.before(2) not in (".", *_set("streets"))
        and sight.before(3) not in (".", *_set("streets"))
    ):
        return None
    back = sight.tokens[max(0, sight.first - STREET_REACH) : sight.first]
    for place, token in enumerate(reversed(back)):
        if token.text in _set("streets"):
            area = token.text.startswith("площад") and not any(
                token.kind == "word" for token in back[len(back) - place :]
            )
            return None if area else Figure.ADDRESS  # «площадь – 234 кв. м»
        if not _of_a_name(sight, token) and not (token.text == "," and place == 0):
            return None
    return None


def _of_a_name(sight: Sight, token: Token) -> bool:
    """A part of the name of a street: «имени Ленина», «50 лет Октября», «8 Марта», «К. Маркса»."""
    if token.kind == "sign":
        return token.text in (".", "-", '"', "«", "»")
    named = sight.text[token.start].isupper() or token.text in ("имени", "им", "лет")
    return named and token.kind in ("word", "spelled", "date")


def postcode(sight: Sight) -> Figure | None:
    """«634050, г. Луговск», «индекс 634050»."""
    if len(sight.figure.text) != 6 or not sight.figure.text.isdigit():
        return None
    following = sight.behind(1) if sight.behind() == "," else ""
    regional = following.endswith(("ская", "ский", "ское", "цкая"))
    label = sight.before(2) if sight.before() == ":" else sight.before()
    return (
        Figure.POSTCODE
        if following in _set("address_words") or regional or label in _set("postcodes")
        else None
    )


def phone(sight: Sight) -> Figure | None:
    """«тел. 22419»."""
    long = len(sight.figure.text) >= 5
    label = sight.before(2) if sight.before() in (".", ":") else sight.before()
    label = sight.before(3) if label in (".", ":") else label
    return Figure.PHONE if label in _set("phones") and long else None


def grade(sight: Sight) -> Figure | None:
    """«5 класс», «1-4 классов», «в 9 «А» классе»; «5 классов» counts."""
    ahead = 0
    if sight.behind() in ("«", '"', "“") and sight.behind(2) in ("»", '"', "”"):
        ahead = 3
    noun, value = sight.behind(ahead), sight.figure.value
    if value is None or not noun.startswith("кл") or value > 11:
        return None
    if ahead:
        return Figure.GRADE
    joined = sight.before() in ("-", ",", "и") or sight.next - sight.first > 1
    if noun in _set("grades", "any") or (joined and noun in _set("grades", "ranged")):
        return Figure.GRADE
    return Figure.GRADE if noun in _set("grades", "after_five") and value > 4 else None


def day(sight: Sight) -> Figure | None:
    """«20 числа»."""
    return (
        Figure.DATE
        if sight.behind() in ("числа", "число", "числу") and len(sight.figure.text) <= 2
        else None
    )


def imprint(sight: Sight) -> Figure | None:
    """«Луговск, 2023. – 24 с.»: the year of a book's description."""
    closed = sight.behind() == "." and sight.behind(1) == "-" and sight.before() in (",", "]", ":")
    return Figure.YEAR if closed and _is_year(sight) else None


def age_mark(sight: Sight) -> Figure | None:
    """«12+»."""
    plus = (
        sight.behind() == "+" and sight.tokens[sight.next].start == sight.tokens[sight.next - 1].end
    )
    ends = sight.next + 1 >= len(sight.tokens) or sight.tokens[sight.next + 1].kind != "digits"
    return Figure.AGE_MARK if plus and ends and sight.figure.text in _set("age_marks") else None


def endless(sight: Sight) -> Figure | None:
    """An account, a registration number: fifteen digits and more without a space, beside other
    words.
    """
    beside = len(sight.tokens) > 1 and len(sight.figure.text) >= LONGEST_NUMBER
    return Figure.CODE if beside and sight.figure.text.isdigit() else None


RULES: tuple[Rule[Sight, Figure], ...] = (
    Rule("list_mark", list_mark, "1. События года"),
    Rule("contents_page", contents_page, "Кадры ....... 41"),
    Rule("reference", reference, "таблица 5"),
    Rule("classified", classified, "Коды по ОКЕИ: единица – 642; человек – 792"),
    Rule("product", product, "ИРБИС 64"),
    Rule("version", version, "Web 2.0"),
    Rule("numbered_noun", numbered_noun, "филиал 5"),
    Rule("house", house, "дом 12"),
    Rule("street", street, "ул. Лесная, 12"),
    Rule("postcode", postcode, "634050, г. Луговск"),
    Rule("phone", phone, "тел. 22419"),
    Rule("grade", grade, "5 класс"),
    Rule("day", day, "20 числа"),
    Rule("age_mark", age_mark, "12+"),
    Rule("named_year", named_year, "«Библионочь 2023»"),
    Rule("imprint", imprint, "Луговск, 2023. – 24 с."),
    Rule("model", model, "2700X"),
    Rule("endless", endless, "счёт 12345678901234567"),
)


def outsider(sight: Sight) -> tuple[str, Figure] | None:
    """Return the rule that applies to a figure in digits that counts nothing, and what it is."""
    return first_match(RULES, sight)
