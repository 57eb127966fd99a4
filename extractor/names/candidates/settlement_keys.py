"""Names of settlements: the keys under which a noun, a shrunken form or an adjective finds its
settlement.

A key is made by rule from the name alone: «Ново-Луговое» gives «новолугов» (any case), «н-лугов»
(Н-Луговое) and, for adjectives, «новолугов», «новолуговен» … (Новолуговская). Exact derivations
stand apart from those with an inserted suffix, so that a library of Вязанка never takes the
adjective of Вязаново.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from extractor.names.vocabulary import MARKS, WORDS, either, stem
from extractor.text import fold

_WORD = re.compile(r"[а-я]+(?:-[а-я]+)*")
_ORDINAL = re.compile(r"\d+(?:-[а-я]{1,2})?(?![а-я])")
_DIGITS = re.compile(r"\d+")
_PREFIXES = WORDS["prefixes"]
# The longest first: «верхне» before «верх».
_GLUED = sorted(
    ((head, tuple(prefix["letters"])) for prefix in _PREFIXES for head in prefix["joined"]),
    key=lambda pair: -len(pair[0]),
)
_LETTERS = frozenset(letter for prefix in _PREFIXES for letter in prefix["letters"])
_SUFFIXES = tuple(WORDS["adjective"]["suffixes"])
_SOFTENED = WORDS["adjective"]["softened"]
_ADJECTIVE = re.compile(rf"^(.{{2,}}?[сц])к{either(WORDS['adjective']['endings'])}$")
_SHORTEST_REST = 4
# ends a key that a word meets only as it stands: «из Родников» is Родники, «родниковый» is not
WHOLE = "."
_TERRITORY_WORDS = tuple(WORDS["system"]["territory_stems"])
_SOFT = ("ь", "ье", "ья")  # Октябрь: октябрьская; Усолье: усольская
_PLURAL = ("и", "ы")  # Васильки: из Васильков
# letters that end cases, and nouns that have none: the Kazakh, Tatar or Yakut Арылах, Батай
_WHOLE_ENDS = ("х", "м", "й")
_SLIPPED = (
    re.compile(
        r"^(.{4,}?)(?:ськ|сск|скк|кс|с|к|ск)(?:ая|ой|ую|ий|ое|яа|я)$"
    ),  # Васильковсая, Большеяркая, Октябрськая
    re.compile(r"^(.{4,})ск[а-я]{1,4}$"),  # Луговскдя
    re.compile(r"^(.{4,})(?:с[а-я]|[а-я]к)(?:ая|ой|ую|ий)$"),  # Луговзкая, Луговсхая
)


@cache
def settlement_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a settlement's name without «с.», «п.» and the like; a hyphen
    parts words too.

    >>> settlement_words("с. Ново-Луговое"), settlement_words("пос. Большой Яр")
    (('ново', 'луговое'), ('большой', 'яр'))
    """
    found = [word for word in _WORD.findall(_bare(name)) if word not in MARKS]
    return tuple(part for word in found for part in word.split("-") if part)


def _bare(name: str) -> str:
    """Without what follows a bracket or a comma, and without an ordinal («Луговка 1-я»)."""
    return _ORDINAL.sub(" ", fold(name).partition("(")[0].partition(",")[0])


def settlement_id(name: str) -> str:
    """Return the key that all spellings of one settlement's full name share.

    >>> (settlement_id("с. Больше-Луговое") == settlement_id("Большое Луговое"),
    ...  settlement_id("д. Мель"), settlement_id("Мель 2-я"))
    (True, 'мел', 'мел2')
    """
    parts = settlement_words(name)
    if not parts:
        return ""
    *first, last = parts
    return "".join(
        [
            *(_joined(part)[0] for part in first),
            stem(last),
            *_DIGITS.findall(fold(name).partition(",")[0]),
        ]
    )


def _prefix(word: str) -> dict[str, list[str]] | None:
    """Return the entry of a first part: «больше», «большой», «больш» are one."""
    bare = stem(word)
    return next(
        (prefix for prefix in _PREFIXES if bare == prefix["stem"] or word in prefix["joined"]), None
    )


def _joined(word: str) -> list[str]:
    """How a first part is written when joined: the usual one first."""
    entry = _prefix(word)
    if entry and entry["joined"]:
        return list(entry["joined"])
    bare = stem(word)
    return (
        list(dict.fromkeys((word, bare + "о", bare + "е"))) if bare != word else [word, word + "о"]
    )


@lru_cache(maxsize=65536)
def noun_keys(name: str) -> frozenset[str]:
    """Return every key under which the noun may be met."""
    parts = settlement_words(name)
    if not parts:
        return frozenset()
    *first, last = parts
    lasts = [form for base in _stems(last) for form in _fleeting(base)]
    heads = _heads(tuple(first))
    plural = (
        [form + ending + WHOLE for form in lasts for ending in ("ов", "ев")]
        if last.endswith(_PLURAL)
        else []
    )
    rest = _shrunken_rest(tuple(first), last)
    whole = {head + form for head in heads for form in (*lasts, *plural)}
    return frozenset(
        whole | {short + "-" + form for short in _shrunken(tuple(first), last) for form in rest}
    )


@lru_cache(maxsize=65536)
def adjective_keys(name: str) -> frozenset[str]:
    """Keys of its adjective before «-ский», as they follow from the name; one with an inserted
    suffix: :func:`bare_keys`.
    """
    parts = settlement_words(name)
    if not parts:
        return frozenset()
    *first, last = parts
    bases = {base for root in _stems(last) for base in _bases(root)}
    bases |= {stem(last) + "ь"} if last.endswith(_SOFT) else set()
    heads = _heads(tuple(first))
    shrunken = [short + "-" for short in _shrunken(tuple(first), last)]
    rest = {base for root in _shrunken_rest(tuple(first), last) for base in _bases(root)}
    return frozenset(
        {head + base for head in heads for base in bases}
        | {short + base for short in shrunken for base in rest}
    )


@cache
def bare_keys(key: str) -> tuple[str, ...]:
    """An adjective's key without a suffix that may have been inserted: «полезненск» of Полезное.

    >>> "полезн" in bare_keys("полезнен"), bare_keys("яр")
    (True, ())
    """
    return tuple(
        key[: -len(suffix)]
        for suffix in _SUFFIXES
        if key.endswith(suffix) and len(key) > len(suffix) + 1
    )


def suffixed_keys(keys: Iterable[str]) -> frozenset[str]:
    """Keys with each suffix that may be inserted."""
    return frozenset(key + suffix for key in keys for suffix in _SUFFIXES)


def _heads(first: tuple[str, ...]) -> list[str]:
    heads = [""]
    for part in first:
        heads = [head + joined for head in heads for joined in _joined(part)]
    return heads


def _shrunken(first: tuple[str, ...], last: str) -> list[str]:
    """Letters for the first part; a name written as one word («Новогорбылёвка») may be shrunken
    too.
    """
    if not first:
        return list(_glued(last)[1])
    entry = _prefix(first[0])
    letters = entry["letters"] if entry else []
    return [*letters, *([first[0][0]] if first[0][0] not in letters else [])]


def _shrunken_rest(first: tuple[str, ...], last: str) -> list[str]:
    rest = last if first else last.removeprefix(_glued(last)[0])
    return [form for base in _stems(rest) for form in _fleeting(base)]


def _stems(last: str) -> tuple[str, ...]:
    """What cases leave of a name: «Арылах» may be cut, «в Арылахе» is not.

    >>> _stems("арылах"), _stems("батай"), _stems("луговое")
    (('арыл', 'арылах'), ('бата', 'батай'), ('лугов',))
    """
    base = stem(last)
    return (base, last) if last.endswith(_WHOLE_ENDS) and base != last else (base,)


def shrunken_base(base: str) -> Iterator[str]:
    """Shrunken forms of an adjective's stem: «верхнеречен» is also «в-речен»."""
    head, letters = _glued(base)
    yield from (f"{short}-{base.removeprefix(head)}" for short in letters)


def _glued(word: str) -> tuple[str, tuple[str, ...]]:
    """Return the first part that is written together with the rest, and the letters it shrinks to;
    ("", ()) where there is none.

    >>> _glued("новогорбылевка")
    ('ново', ('н', 'нов'))
    """
    return next(
        (
            head
            for head in _GLUED
            if word.startswith(head[0]) and len(word) - len(head[0]) >= _SHORTEST_REST
        ),
        ("", ()),
    )


def _fleeting(base: str) -> Iterator[str]:
    """A stem and what a fleeting vowel makes of it: елец → ельц, озерк → озерок, озерек."""
    yield base
    if len(base) > 2 and base[-2] in "ео" and base[-1] in "цкн" and base[-3] not in "аеиоуыэюя":
        yield base[:-2] + ("ь" if base[-3] == "л" else "") + base[-1]
    if base.endswith("к") and len(base) > 2 and base[-2] not in "аеиоуыэюяй":
        yield base[:-1] + "ок"
        yield base[:-1] + "ек"


def _bases(base: str) -> Iterator[str]:
    """What the adjective is made from: горбылевк → горбылев, речк → речен, лог → лож, первомайск
    → первомай.
    """
    yield base
    if base.endswith(("ск", "цк")):
        yield base[:-1] if base.endswith("цк") else base[:-2]
        return
    if base.endswith("к"):
        yield base[:-1]
        yield base[:-1] + "ен"
    if base[-1:] in _SOFTENED:
        yield base[:-1] + _SOFTENED[base[-1]]
    if base.endswith("ьц"):
        yield base[:-2] + "ец"


@cache
def territory_keys(name: str) -> frozenset[str]:
    """Stems of the adjectives of a district: of those that stand in its name, and those made from
    its noun.

    >>> sorted(territory_keys("Луговской район")), "примор" in territory_keys("г. Приморск")
    (['лугов'], True)
    """
    words = [word for word in settlement_words(name) if not word.startswith(_TERRITORY_WORDS)]
    said = frozenset(adjective_stem(word) for word in words) - {""}
    made = frozenset[str]() if said else adjective_keys(" ".join(words))
    return said or made | suffixed_keys(made)


@cache
def adjective_stem(word: str) -> str:
    """What stands before «-ский» in an adjective, empty where the word is none.

    >>> adjective_stem("луговской"), adjective_stem("елецкая"), adjective_stem("луговая")
    ('лугов', 'елец', '')
    """
    found = _ADJECTIVE.match(word)
    if not found:
        return ""
    head = found[1]
    return head[:-1] if head.endswith("с") else head


@cache
def spoken_keys(word: str, after: str = "") -> tuple[str, ...]:
    """Keys of a word of the text (with ``after``: of two words that may be one name), the surest
    first.

    >>> spoken_keys("больше-лугового"), spoken_keys("н-луговое"), spoken_keys("большого", "яра")
    (('большелугов', 'большолугов'), ('н-лугов',), ('большеяр', 'большояр'))
    """
    first, _, last = (word, "", after) if after else word.rpartition("-")
    lasts = (stem(last), *((last + WHOLE,) if last.endswith(("ов", "ев")) else ()))
    if not first:
        return lasts
    if first in _LETTERS or len(first) == 1:
        return tuple(first + "-" + form for form in lasts)
    return tuple(
        dict.fromkeys(joined + form for joined in _joined(first.replace("-", "")) for form in lasts)
    )


@cache
def spoken_adjective(word: str) -> tuple[str, ...]:
    """Keys of an adjective of the text: «б-луговская» keeps its letter, «больше-луговская» is
    joined.
    """
    bare = adjective_stem(word)
    if not bare or "-" not in bare:
        return (bare,) if bare else ()
    first, _, last = bare.rpartition("-")
    if first in _LETTERS or len(first) == 1:
        return (bare,)
    return tuple(joined + last for joined in _joined(first.replace("-", "")))


def tail_keys(name: str) -> frozenset[str]:
    """Keys of the last part alone of a two-part name: «Еланская» may mean Большая Елань, but does
    not say so.

    >>> ("елан" in tail_keys("с. Большая Елань"), "лугов" in tail_keys("Новолуговое"),
    ...  tail_keys("Елань"))
    (True, True, frozenset())
    """
    *first, last = settlement_words(name) or ("",)
    head = "" if first else _glued(last)[0]
    if not first and not head:
        return frozenset()
    bare = last.removeprefix(head)
    return noun_keys(bare) | adjective_keys(bare)


def first_part(name: str) -> str:
    """The first part of a name of two, as it is written: what «Тат.», «Б.», «К-» may be short for.

    >>> first_part("с. Татарское Шибаево"), first_part("Новолуговое"), first_part("Елань")
    ('татарское', 'ново', '')
    """
    *first, last = settlement_words(name) or ("",)
    return first[0] if first else _glued(last)[0]


@cache
def slipped_adjectives(word: str) -> tuple[str, ...]:
    """What may be the stem of an adjective whose «-ская» is mistyped, the likeliest first.

    >>> (slipped_adjectives("васильковсая"), slipped_adjectives("луговзкая"),
    ...  slipped_adjectives("луговая"))
    (('васильков',), ('луговз', 'лугов'), ())
    """
    return tuple(dict.fromkeys(found[1] for pattern in _SLIPPED if (found := pattern.match(word))))


def is_prefix(word: str) -> bool:
    """Return whether a word can only be the first part of a name: «новое», «б»."""
    return word in _LETTERS or _prefix(word) is not None
