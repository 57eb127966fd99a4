"""Figures that count nothing, told by what stands around them. The first rule that answers wins and names the kind."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from extractor.language.found import Figure
from extractor.language.lexicon import table
from extractor.language.tokens import Token

STREET_REACH = 6


class Sight(NamedTuple):
    """A figure in its surroundings: the tokens, the index of its first one and of the one behind it."""

    tokens: Sequence[Token]
    index: int
    next: int

    def before(self, back: int = 1) -> str:
        """The text of a token before the figure; empty where there is none."""
        return self.tokens[self.index - back].text if self.index >= back else ""

    def behind(self, ahead: int = 0) -> str:
        return self.tokens[self.next + ahead].text if self.next + ahead < len(self.tokens) else ""

    @property
    def figure(self) -> Token:
        return self.tokens[self.index]

    def label(self) -> str:
        """The word before the figure, a full stop between left out."""
        return self.before(2) if self.before() == "." else self.before()


@cache
def _set(name: str, of: str = "") -> frozenset[str]:
    data = table()[name]
    return frozenset(data[of] if of else data)


def reference(sight: Sight) -> Figure | None:
    """«п. 1.1», «ст. 23», «таблица 5», «форма 6-НК»."""
    label = sight.label()
    if label not in _set("references") or sight.figure.kind == "ordinal":
        return None
    short = len(label) <= 2 and sight.before() != "."
    return None if short and label in ("с", "т", "ч") else Figure.REFERENCE


def house(sight: Sight) -> Figure | None:
    """«д. 5», «дом 12»: not «в 5 домах»."""
    return Figure.ADDRESS if sight.label() in _set("houses") else None


def street(sight: Sight) -> Figure | None:
    """«ул. Лесная, 12»: a street not far before, with words, stops and one comma between."""
    if sight.before() != "," and sight.before(2) not in (".", *_set("streets")) and sight.before(3) not in (".", *_set("streets")):
        return None
    back = sight.tokens[max(0, sight.index - STREET_REACH) : sight.index]
    for place, token in enumerate(reversed(back)):
        if token.text in _set("streets"):
            return Figure.ADDRESS
        if token.kind not in ("word", "spelled", "other", "date") and token.text not in (".", "-", '"', "«", "»") and not (token.text == "," and place == 0):
            return None
    return None


def postcode(sight: Sight) -> Figure | None:
    """«634050, г. Луговск», «индекс 634050»."""
    if len(sight.figure.text) != 6 or not sight.figure.text.isdigit():
        return None
    following = sight.behind(1) if sight.behind() == "," else ""
    regional = following.endswith(("ская", "ский", "ское", "цкая"))
    return Figure.POSTCODE if following in _set("address_words") or regional or sight.label() in _set("postcodes") else None


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
    joined = sight.before() in ("-", ",", "и") or sight.next - sight.index > 1
    if noun in _set("grades", "any") or (joined and noun in _set("grades", "ranged")):
        return Figure.GRADE
    return Figure.GRADE if noun in _set("grades", "after_five") and value > 4 else None


def age_mark(sight: Sight) -> Figure | None:
    """«12+»."""
    plus = sight.behind() == "+" and sight.tokens[sight.next].start == sight.tokens[sight.next - 1].end
    ends = sight.next + 1 >= len(sight.tokens) or sight.tokens[sight.next + 1].kind != "digits"
    return Figure.AGE_MARK if plus and ends and sight.figure.text in _set("age_marks") else None


def endless(sight: Sight) -> Figure | None:
    """An account, a registration number: fifteen digits and more without a space."""
    return Figure.CODE if sight.figure.kind == "digits" and len(sight.figure.text) >= 15 and sight.figure.text.isdigit() else None


RULES: tuple[Callable[[Sight], Figure | None], ...] = (reference, house, street, postcode, phone, grade, age_mark, endless)


def outsider(sight: Sight) -> tuple[Figure, str] | None:
    """What a figure in digits is when it counts nothing, and the rule that said so."""
    for rule in RULES:
        kind = rule(sight)
        if kind is not None:
            return kind, rule.__name__
    return None
