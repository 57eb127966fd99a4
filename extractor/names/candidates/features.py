"""What is known of one library of the registry, in the form in which names are compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.model import Library
from extractor.names.candidates.settlement_keys import (
    adjective_keys,
    adjective_stem,
    bare_keys,
    noun_keys,
    settlement_id,
    settlement_words,
    shrunken_base,
    spoken_adjective,
)
from extractor.names.labels.phrase import (
    Honour,
    Phrase,
    Street,
    phrase_of,
    plain,
    squeezed,
    without_honours,
)
from extractor.names.vocabulary import (
    CENTRES,
    FOREIGN,
    HEAD,
    IDLE,
    KIND_SHORT,
    LEGAL,
    LEGAL_STEMS,
    MARKS,
    SYSTEM,
    is_head,
    kinds_of,
    stem,
)

_BEGINNING = 3  # letters that an adjective shares with its settlement
_NAME = re.compile(r"[а-я]+(?:-[а-я]+)*")
_SHORTEST_PLACE = 3
_INITIAL = re.compile(r"[а-яa-z]+")
_SHORTEST_ABBREVIATION, _SHORTEST_OWN = 2, 3
_IDLE = IDLE | LEGAL | MARKS
_COMMONEST = stem("центр")  # of so many libraries that it tells none apart
_NUMBER = re.compile(r"(?:№\s*|\bф(?:илиал)?\.?\s*)(\d+[а-д]?)")
_MARKED = re.compile(
    r"(?<![а-я])(?:с|д|п|г|пос|рп|пгт|х|ст|дер|гор|сел[оа]|деревн[яи]|посел(?:ок|ка)|город|хутора?|станиц[аы]|аула?)(?:\.\s*|\s+)([а-я]+(?:-[а-я]+)*(?:\s[а-я]+)?)"
)
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]+)[»\"”“]")
_PAREN = re.compile(r"\(([а-я]+(?:[- .]+[а-я]+)*)\)")


@dataclass(frozen=True, slots=True)
class Profile:
    """One library.

    ``place`` is the id of its settlement, ``settlement`` the name that gave it, ``adjectives`` what
    its own name makes of that («Тымпынская» of Тымпы); ``own`` stems of
    words that are its alone («Родник»), ``is_quoted``: they stand in quotation marks; ``centres``
    are its words like «центр», «отдел»; ``words`` are stems of all words of its names.
    """

    library: Library
    number: str
    kinds: frozenset[str]
    place: str
    settlement: str
    adjectives: frozenset[str]
    streets: tuple[Street, ...]
    honours: tuple[Honour, ...]
    own: frozenset[str]
    is_quoted: bool
    centres: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    abbreviations: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceKeys:
    """The keys of one settlement: of its noun and of its adjectives."""

    nouns: frozenset[str]
    adjectives: frozenset[str]


@lru_cache(maxsize=4096)
def profile_of(library: Library) -> Profile:
    """What a registry row says, its name and aliases included."""
    texts = tuple(
        dict.fromkeys(plain(alias) for alias in (library.name, *library.aliases) if alias.strip())
    )
    phrases = tuple(phrase_of(text) for text in texts)
    address = phrase_of(plain(library.address)) if library.address else Phrase(())
    settlement = library.settlement or _place_in(texts[:1]) or _place_in((plain(library.address),))
    settlement = settlement or _bare_place(texts[:1])
    place = settlement_id(settlement)
    parts = phrase_of(plain(library.settlement)).streets if library.settlement else ()
    tokens = [token for phrase in phrases for token in phrase.tokens]
    kinds = frozenset(
        kind for token in (*tokens, *_kind_words(library)) for kind in kinds_of(token)
    )
    return Profile(
        library=library,
        number=number_of(library, texts),
        kinds=kinds,
        adjectives=_adjectives(phrases[:1], settlement) if settlement else frozenset(),
        place=place or _adjective_place(phrases[:1]),
        settlement=settlement,
        streets=tuple(street for phrase in (*phrases, address) for street in phrase.streets)
        + parts,
        honours=tuple(honour for phrase in phrases for honour in phrase.honours),
        own=frozenset(_own_words(_quoted(texts) or phrases, library.settlement)),
        is_quoted=bool(_quoted(texts)),
        centres=CENTRES & set(map(stem, tokens)),
        names=frozenset(squeezed(form) for text in texts for form in _forms(text)),
        words=frozenset(stem(token) for token in tokens if token[0].isalpha()),
        abbreviations=frozenset(_abbreviations(texts)),
    )


def number_of(library: Library, texts: tuple[str, ...]) -> str:
    """Return the branch number: the column of the registry, else what the name says after «№»;
    without leading zeros.
    """
    if library.number:
        digits = re.search(r"\d+[а-д]?", library.number.lower())
        return digits[0].lstrip("0") if digits else ""
    found = [match[1].lstrip("0") for text in texts for match in _NUMBER.finditer(text)]
    return found[0] if found else ""


def place_keys(profile: Profile) -> PlaceKeys:
    """How the settlement may be spoken of; one known only by its adjective («Луговская
    библиотека») gives its likely nouns too.
    """
    if profile.place.startswith("-"):
        base = profile.place[1:]
        return PlaceKeys(frozenset({base, base + "к"}), frozenset({base, *shrunken_base(base)}))
    adjectives = adjective_keys(profile.settlement) | profile.adjectives
    return PlaceKeys(noun_keys(profile.settlement), adjectives)


def _kind_words(library: Library) -> list[str]:
    return re.findall(r"[а-яa-z-]+", plain(library.kind)) if library.kind else []


def _forms(text: str) -> Iterator[str]:
    """A name whole, without what stands in brackets, and the brackets alone where they hold a
    name.
    """
    yield text
    before, opened, inside = text.partition("(")
    if opened:
        yield before
        if any(is_head(word) for word in _words(inside)):
            yield inside.partition(")")[0]
    yield from (name for name in _QUOTED.findall(text) if not SYSTEM.search(name))
    before = text.partition("«")[0]
    if before != text and not CENTRES.isdisjoint(map(stem, _words(before))):
        yield before


def _words(text: str) -> list[str]:
    return re.findall(r"[а-я]+(?:-[а-я]+)*", text)


def _place_in(texts: tuple[str, ...]) -> str:
    """Return the settlement that a name itself names: after «с.», «село», or alone in brackets."""
    for text in map(without_honours, texts):
        villages = sorted(_MARKED.finditer(text), key=lambda found: found[0].startswith("г"))
        for found in (*villages, *_PAREN.finditer(text)):
            if not any(
                is_head(word) or kinds_of(word) or word in KIND_SHORT for word in _words(found[1])
            ):
                return found[1]
    return ""


def _bare_place(texts: tuple[str, ...]) -> str:
    """Return the settlement that is a whole name: «Ручьи», «Усть-Кедва»."""
    words = texts[0].split() if texts else []
    is_name = 0 < len(words) <= 2 and all(_NAME.fullmatch(word) for word in words)
    said = any(
        is_head(word)
        or kinds_of(word)
        or word in KIND_SHORT
        or stem(word) in CENTRES
        or word.startswith(FOREIGN)
        or adjective_stem(word)
        or len(word) < _SHORTEST_PLACE
        for word in words
    )
    return texts[0] if is_name and not said else ""


def _adjective_place(phrases: tuple[Phrase, ...]) -> str:
    """«-лугов» for «Луговская сельская библиотека»: a settlement known by its adjective alone."""
    tokens = (
        token
        for phrase in phrases
        for token in phrase.tokens
        if not (kinds_of(token) or is_head(token) or token.startswith(FOREIGN))
    )
    adjectives = (adjective_stem(token) for token in tokens)
    return next((f"-{adjective}" for adjective in adjectives if adjective), "")


def _adjectives(phrases: tuple[Phrase, ...], settlement: str) -> frozenset[str]:
    """Keys of the adjective in a name that is of its settlement, because they begin alike."""
    begins = settlement_id(settlement)[:_BEGINNING]
    return frozenset(
        key
        for phrase in phrases
        for token in phrase.tokens
        if not (kinds_of(token) or is_head(token) or token.startswith(FOREIGN))
        for key in spoken_adjective(token)
        if key.startswith(begins)
    )


def _quoted(texts: tuple[str, ...]) -> tuple[Phrase, ...]:
    """Return the names in quotation marks: where a library has one, it alone is its own; a system's
    name is none.
    """
    return tuple(
        phrase_of(name)
        for text in texts
        for name in _QUOTED.findall(text)
        if not SYSTEM.search(name)
    )


def _own_words(phrases: tuple[Phrase, ...], settlement: str) -> Iterator[str]:
    places = {stem(word) for word in settlement_words(settlement)}
    for token in (token for phrase in phrases for token in phrase.tokens):
        if _is_word(token) and (
            _is_own_head(token) if is_head(token) else not _is_of_place(token, places, settlement)
        ):
            yield stem(token)


def _is_word(token: str) -> bool:
    """Return whether a token may tell a library from others: no figure, sign, kind or word of the
    law.
    """
    short = len(token) < _SHORTEST_OWN or not token[0].isalpha()
    short = short or stem(token) == _COMMONEST
    return not (short or token in _IDLE or token.startswith(LEGAL_STEMS) or kinds_of(token))


def _is_own_head(token: str) -> bool:
    """«Библиотечно-эстетический», but not «библиотека» or «библиотека-филиал»."""
    return "-" in token and "филиал" not in token


def _is_of_place(token: str, places: set[str], settlement: str) -> bool:
    adjective = adjective_stem(token)
    derived = (adjective, *bare_keys(adjective)) if adjective else ()
    return (
        stem(token) in places
        or not adjective_keys(settlement).isdisjoint(derived)
        or (not settlement and bool(derived))
    )


def _abbreviations(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield the initials that a name shrinks to: «Библиотечно-эстетический центр» gives «бэц»."""
    for form in (form for text in texts for form in _forms(text)):
        words = [
            word
            for word in _INITIAL.findall(re.sub(r"\bим\w*\.?\s.*|№.*|[,«(].*", " ", form))
            if word not in IDLE
        ]
        if len(words) > _SHORTEST_ABBREVIATION and any(
            word.startswith(HEAD) or stem(word) in CENTRES for word in words
        ):
            yield "".join(word[0] for word in words)
        elif len(words) == 1 and 2 <= len(words[0]) <= 6 and not kinds_of(words[0]):
            yield words[0]
