"""Territories that labels name: a district, a city, a region, a settlement; their spellings
under one key.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractor.names.candidates.settlement_keys import adjective_stem, settlement_id
from extractor.names.vocabulary import (
    LEGAL_STEMS,
    MARKS,
    SYSTEM_TOTALS,
    WORDS,
    either,
    is_head,
    stem,
)
from extractor.rules import Rule, first_match
from extractor.text import clean, fold

_AREAS: dict[str, list[str]] = WORDS["areas"]
_NAME = r"[А-ЯЁ][а-яё]+(?:-(?:на-|за-|под-)?[А-ЯЁа-яё][а-яё]+| [А-ЯЁ][а-яё]+)*"
_ADJECTIVE = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*(?:ск|цк)(?:ий|ой|ая|ое|ого|ом|ому|им)"
# Северный район: any adjective, where the word beside it says what it is
_ANY_ADJECTIVE = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*[кнвр](?:ий|ый|ой|ого|ом|ому|им|ым|ем|его)"
_OBLIQUE = re.compile(r"[А-ЯЁа-яё-]+(?:ого|ому|его|ему|им|ым|ом|ем)\s")  # Луговского района
_GENERIC = (*WORDS["areas"]["generic"], *LEGAL_STEMS)
_SHORTEST_DECLINED, _MOST_WORDS = 4, 5
_EDGES = re.compile(r"^(?:\d{1,3}[.)]\s*)?|(?<![\s.,:;*])[\s.,:;*]+$")
_QUOTES = re.compile(r"[«»\"“”„]")


def _words(kind: str) -> str:
    return rf"(?i:{either(_AREAS[kind])})\.?"


def _in_any_case(kind: str) -> str:
    """Words of a kind in all cases: «муниципальный район», «муниципального района»;
    abbreviations as they are.
    """
    longest_first = sorted(_AREAS[kind], key=len, reverse=True)
    return rf"(?i:{'|'.join(' '.join(map(_declined, text.split())) for text in longest_first)})\.?"


def _declined(word: str) -> str:
    return (
        f"{stem(word)}[а-я]{{0,3}}"
        if word.isalpha() and len(word) >= _SHORTEST_DECLINED
        else re.escape(word)
    )


_OF_REGION = rf"(?:,?\s+[А-ЯЁ][а-яё-]+(?:ой|ого)\s+(?:{_in_any_case('region')}))?"
_MUNICIPALITY = re.compile(rf"(?:{_words('municipality')})\s*(?P<inside>.+)")
_DISTRICT = re.compile(
    rf"(?:(?i:по|во?)\s+)?(?P<whole>(?P<name>{_ANY_ADJECTIVE})\s+"
    rf"(?:{_in_any_case('district')})){_OF_REGION}"
)
_RURAL = re.compile(rf"(?P<name>{_ADJECTIVE})\s+(?:{_in_any_case('rural')})")
_REGION = re.compile(
    rf"(?P<name>{_ADJECTIVE}|{_NAME})\s+(?:{_in_any_case('region')})|(?i:республика)\s+(?P<after>"
    rf"{_NAME})"
)
_CITY = re.compile(rf"(?P<whole>(?:{_words('city')})\s*(?P<name>{_NAME})){_OF_REGION}")
_MARKED = re.compile(rf"(?P<mark>(?i:{either(MARKS)}))(?:\.\s*|\s+)(?P<name>{_NAME})")
_BARE = re.compile(_ADJECTIVE)
_PLAIN = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class Area:
    """``key`` is the same for all spellings of one territory, ``name`` the spelling, cleaned.

    A city and the district of its root have different keys: «city:приморск» and «district:примор».
    """

    key: str
    name: str


@lru_cache(maxsize=16384)
def area_of(label: str, listed: bool = False) -> Area | None:
    """Return the territory that is all a label says, else None. ``listed``: the label stands under
    a heading such as «Район».

    >>> area_of("МО «Луговской район»")
    Area(key='district:лугов', name='Луговской район')
    >>> area_of("Луговской", listed=True)
    Area(key='district:лугов', name='Луговской')
    >>> area_of("Луговская библиотека") is None
    True
    """
    text = _QUOTES.sub(" ", clean(_EDGES.sub("", clean(label))))
    return _first(clean(text), listed)


def _first(text: str, listed: bool) -> Area | None:
    if _is_generic(text):
        return None
    found = first_match(RULES, text) or (first_match(LISTED, text) if listed else None)
    return found[1] if found else None


def _is_generic(text: str) -> bool:
    """«Городской округ», «Сельские поселения», «Всего по району»: a category or a sum, not a
    name.
    """
    words = re.findall(r"[а-я-]+", fold(text))
    if not words or (words[0],) in SYSTEM_TOTALS or any(map(is_head, words)):
        return True
    return all(word in MARKS or word.startswith(_GENERIC) for word in words)


# --- rules, in order; each takes the whole label or nothing


def district(text: str) -> Area | None:
    """«Луговской район», «по Северному району», also with its region."""
    found = _DISTRICT.fullmatch(text)
    return Area(f"district:{_root(found['name'])}", found["whole"]) if found else None


def rural(text: str) -> Area | None:
    """«Заречное сельское поселение»."""
    found = _RURAL.fullmatch(text)
    return Area(f"rural:{_root(found['name'])}", text) if found else None


def region(text: str) -> Area | None:
    """«Луговская область», «Республика Заречье»."""
    found = _REGION.fullmatch(text)
    return Area(f"region:{_root(found['name'] or found['after'])}", text) if found else None


def city(text: str) -> Area | None:
    """«г. Приморск», «ГО город Приморск»; with a space or a dot before the name, so that «Город»
    is none.
    """
    found = _CITY.fullmatch(text)
    return (
        Area(f"city:{settlement_id(found['name'])}", found["whole"])
        if found and " " in text.replace(".", " ")
        else None
    )


def settlement(text: str) -> Area | None:
    """«с. Луговое»."""
    found = _MARKED.fullmatch(text)
    return Area(f"place:{settlement_id(found['name'])}", text) if found else None


def municipality(text: str) -> Area | None:
    """«МО Луговской район» is what stands inside; a bare «МО Луговское» is a municipality of its
    own.
    """
    found = _MUNICIPALITY.fullmatch(text)
    if not found:
        return None
    return _first(found["inside"], listed=True)


def bare_adjective(text: str) -> Area | None:
    """«Луговской» in a list of districts."""
    return Area(f"district:{_root(text)}", text) if _BARE.fullmatch(text) else None


def bare_name(text: str) -> Area | None:
    """«Заречье», «Новые Ключи» in a list of settlements."""
    return (
        Area(f"place:{settlement_id(text)}", text)
        if _PLAIN.fullmatch(text) and len(text.split()) <= 2
        else None
    )


RULES: tuple[Rule[str, Area], ...] = (
    Rule("district", district, "Луговской район"),
    Rule("rural", rural, "Луговское сельское поселение"),
    Rule("region", region, "Луговская область"),
    Rule("city", city, "г. Приморск"),
    Rule("settlement", settlement, "с. Луговое"),
    Rule("municipality", municipality, "МО Луговское"),
)
LISTED: tuple[Rule[str, Area], ...] = (
    Rule("bare_adjective", bare_adjective, "Луговской"),
    Rule("bare_name", bare_name, "Заречье"),
)


def _root(name: str) -> str:
    word = fold(name)
    return adjective_stem(word) or settlement_id(word)


def one_spelling(areas: Iterable[Area]) -> dict[str, str]:
    """Key → the fullest of the spellings that were printed, in the nominative where it was:
    «Луговской район» for «Луговской».
    """
    names: dict[str, str] = {}
    for area in areas:
        names[area.key] = max(names.get(area.key, area.name), area.name, key=_fullness)
    return names


def _fullness(name: str) -> tuple[bool, int]:
    return _OBLIQUE.match(name) is None, len(name)


def printed_area(label: str) -> Area | None:
    """A row among rows of territories, whose label is no sum and no category, as it is printed:
    «Заречье-2», «Озёрный куст».
    """
    text = clean(_QUOTES.sub(" ", _EDGES.sub("", clean(label))))
    is_name = text[:1].isupper() and len(text.split()) <= _MOST_WORDS and not _is_generic(text)
    return Area(f"printed:{fold(text)}", text) if is_name else None


def district_name(text: str) -> str:
    """A district as people call it, from whatever form it was given in; the text itself where it is
    none.

    >>> district_name("МО «Луговской район»"), district_name("Луговской"), district_name("Заречье")
    ('Луговской район', 'Луговской район', 'Заречье')
    """
    text = clean(text)
    found = area_of(text, listed=True)
    if found is None or not found.key.startswith("district:"):
        return text
    return f"{found.name} {_AREAS['district'][3]}" if _BARE.fullmatch(found.name) else found.name


@lru_cache(maxsize=4096)
def is_area_header(text: str) -> bool:
    """Return whether a heading says that territories stand below it: «Район», and not the row
    «Луговской район».
    """
    folded = fold(text)
    announces = any(word in folded for word in _AREAS["headers"]) and not any(
        word in folded for word in _AREAS["not_headers"]
    )
    return announces and area_of(text) is None
