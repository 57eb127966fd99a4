"""Whether words stand in a text: the little language of table addresses, and the word lists of
the checks.
"""

import re
from functools import cache, lru_cache

from extractor.model.observation import Observation
from extractor.text import fold
from extractor.words import words

WORD = re.compile(r"[\w%]+")
PER_CENT = re.compile(r"^\s*(?:в\s+)?%|[\s,(]%\)?\s*$", re.IGNORECASE)
STEM, SHORTEST, ENDING = 5, 4, 3  # letters of a stem, of the shortest noun, of an ending


@cache
def listed(name: str) -> tuple[str, ...]:
    """A word list of ``words/check.yaml``, folded."""
    return tuple(fold(str(each)) for each in words("check")[name])


@lru_cache(maxsize=512)
def _wanted(address: str) -> tuple[tuple[bool, tuple[str, ...]], ...]:
    parts = re.findall(r"(-?)(?:\(([^)]*)\)|(\S+))", fold(address))
    return tuple(
        (sign != "-", tuple((group or single).split("|"))) for sign, group, single in parts
    )


def fits(address: str, text: str) -> bool:
    """Whether a folded text has words that begin as the address says.

    >>> (fits("библиотек (малы|больш) -модельн", "число больших библиотек"),
    ...  fits("библиотек -больш", "больших библиотек"))
    (True, False)
    """
    have = WORD.findall(text)
    return all(
        wanted == any(word.startswith(stems) for word in have) for wanted, stems in _wanted(address)
    )


def begins(text: str, name: str) -> bool:
    """Whether a label begins with a phrase of a word list."""
    return fold(text).lstrip("-–•· ").startswith(listed(name))


@lru_cache(maxsize=65536)
def has_word(text: str, name: str) -> bool:
    """Whether a word of the text begins with an entry of a word list."""
    folded = fold(text)
    return any(
        each in f"{folded} "  # «на одно » may end it
        if " " in each or not each[0].isalpha()
        else any(w.startswith(each) for w in WORD.findall(folded))
        for each in listed(name)
    )


@lru_cache(maxsize=65536)
def is_change_label(label: str) -> bool:
    """Whether a label asks for a change: by a word for it, or by both ways that it may go.

    >>> is_change_label("Отклонение"), is_change_label("Рост / снижение"), is_change_label("Рост")
    (True, True, False)
    """
    both = all(has_word(label, name) for name in ("ups", "downs"))
    return both or has_word(label, "difference_words")


@lru_cache(maxsize=65536)
def is_per_cent_label(label: str) -> bool:
    """Whether a label says that what stands under it are per cents.

    >>> is_per_cent_label("Прирост, %"), is_per_cent_label("% (2023)"), is_per_cent_label("5% книг")
    (True, True, False)
    """
    return PER_CENT.search(label) is not None


def selects(caption: str) -> bool:
    """A list that says that it is not whole: «Крупнейшие из них»."""
    return has_word(caption, "selection")


def nouns_of(fact: Observation) -> frozenset[str]:
    """Return the stems of what a figure of the text counts; none where it names its unit only."""
    labels = WORD.findall(fold(" ".join(fact.row_path)))
    units = listed("unit_nouns")
    return frozenset(
        word[:STEM]
        for word in labels
        if len(word) >= SHORTEST
        and not any(word.startswith(unit) and len(word) <= len(unit) + ENDING for unit in units)
    )


@lru_cache(maxsize=65536)
def says_per(label: str) -> bool:
    """Whether a label says of how many for one: «на 1 жителя», «Чел. на мероприятие».

    >>> says_per("Жителей на 1 библиотеку"), says_per("Чел. на мероприятие")
    (True, True)
    >>> says_per("Расходы на мероприятия"), says_per("Выдано на дом")
    (False, False)
    """
    return has_word(label, "per_words") or _per().search(fold(label)) is not None


@cache
def _per() -> re.Pattern[str]:
    counted, one = ("|".join(listed(name)) for name in ("per_counted", "per_nouns"))
    return re.compile(rf"^(?:кол\S*\s+)?(?:{counted})[а-я]*\.?,?\s+на\s+(?:{one})(?![а-я])")
