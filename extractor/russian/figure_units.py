"""The unit behind a figure, or the noun that it counts."""

from functools import cache, lru_cache

from extractor.russian.lexicon import table
from extractor.russian.token_page import Page, index_at
from extractor.russian.tokens import Token
from extractor.russian.units import unit_at

UNIT_REACH = 40


ADJECTIVES = (
    "ых",
    "их",
    "ые",
    "ие",
    "ого",
    "его",
    "ая",
    "яя",
    "ой",
    "ую",
    "ое",
    "ее",
    "ый",
    "ий",
    "ым",
    "им",
    "ыми",
    "ими",
)


NOUNS_OF_VERBS = (
    "ание",
    "аний",
    "ение",
    "ений",
    "яние",
    "яний",
    "тие",
    "тий",
    "ций",
)  # «посещений сайта», «15 наименований газет»


NOUN_REACH = 4


LONGEST_ABBREVIATION = 5


LETTERS = 3  # a shorter unknown word is no noun


def unit_behind(page: Page, index: int, start: int) -> tuple[str, int, int]:
    """Unit, factor and the character behind the unit of what follows a figure; empty, 1 and
    ``start`` where nothing does.
    """
    if index >= len(page.tokens):
        return "", 1, start
    token = page.tokens[index]
    if token.kind not in ("word", "sign", "spelled", "code"):
        return "", 1, start
    if token.kind == "sign" and token.text not in unit_signs():
        return "", 1, start
    known = unit_words().get(token.text)
    if known:
        return known, 1, token.end
    found = _unit_near(page, index, token.start)
    if found and not _adjective(token.text, page, index, found[2]):
        return found
    return _counted(page, index, start) if token.kind == "word" else ("", 1, start)


def bracketed(page: Page, index: int, start: int) -> tuple[str, int, int]:
    """«1234,5 (тыс. руб.)», «12 (чел.)»: the unit alone in brackets behind its figure."""
    if (
        index + 2 >= len(page.tokens)
        or page.tokens[index].text != "("
        or page.tokens[index + 1].kind not in ("word", "spelled")
    ):
        return "", 1, start
    found = _unit_near(page, index + 1, page.tokens[index + 1].start)
    closing = (
        page.tokens[index_at(page, index + 1, found[2])]
        if found and found[2] < page.tokens[-1].end
        else None
    )
    return (
        (found[0], found[1], closing.end)
        if found and closing and closing.text == ")"
        else ("", 1, start)
    )


@cache
def unit_signs() -> frozenset[str]:
    return frozenset("%﹪％‰$€₽£₴₸¥¢°º\"'")


@cache
def unit_words() -> dict[str, str]:
    return {form: unit for unit, forms in table()["unit_words"].items() for form in forms.split()}


def _unit_near(page: Page, index: int, start: int) -> tuple[str, int, int] | None:
    """What the catalogue of units knows; asked with few characters, so that the answer is
    remembered.
    """
    stop = min(index + NOUN_REACH, len(page.tokens)) - 1
    window = page.text[start : min(page.tokens[stop].end, start + UNIT_REACH)]
    found = unit_of(window)
    return (found[0], found[1], start + found[2]) if found and (found[0] or found[1] != 1) else None


@lru_cache(maxsize=65536)
def unit_of(window: str) -> tuple[str, int, int] | None:
    """Unit, factor and length at the beginning of a text."""
    found = unit_at(window)
    return (found.unit, found.multiplier, found.end) if found else None


def _adjective(text: str, page: Page, index: int, end: int) -> bool:
    """«детских библиотек»: a known word that is only the adjective of what is counted."""
    following = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
    one_word = page.tokens[index].end >= end and len(text) > LETTERS and _adjectival(text)
    return one_word and following is not None and following.kind == "word" and _noun(following.text)


def _adjectival(text: str) -> bool:
    return text.endswith(ADJECTIVES) and not text.endswith(NOUNS_OF_VERBS)


def _noun(text: str) -> bool:
    return len(text) >= LETTERS and text not in _functional() and not text.endswith(_verb_ends())


def _counted(page: Page, index: int, start: int) -> tuple[str, int, int]:
    """A word no catalogue knows, behind a figure, is what is counted: persons or items.
    Adjectives are passed over.
    """
    for place, token in enumerate(page.tokens[index : index + NOUN_REACH], index):
        if token.kind != "word" or not _noun(token.text):
            break
        if not _adjectival(token.text) or token.text.startswith(_persons("person_adjectives")):
            found = _unit_near(page, place, token.start) if place > index else None
            counted = "person" if token.text.startswith(_persons("person_nouns")) else "item"
            return (found[0] if found and found[0] else counted), 1, start
    first = page.tokens[index]
    only_adjectives = _noun(first.text) and _adjectival(first.text)
    return ("item" if only_adjectives or _capitals(page, first) else ""), 1, start


def _capitals(page: Page, token: Token) -> bool:
    """«5 ПК»: a noun of two capital letters."""
    return (
        len(token.text) == 2
        and not token.text.isascii()
        and page.text[token.start : token.end].isupper()
    )


@cache
def _functional() -> frozenset[str]:
    return frozenset(table()["functional"])


@cache
def _verb_ends() -> tuple[str, ...]:
    return tuple(table()["verb_ends"])


@cache
def _persons(name: str) -> tuple[str, ...]:
    return tuple(table()[name])
