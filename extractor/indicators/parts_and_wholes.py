"""Figures that are not the whole of what their labels name: changes, sums of some of the
libraries; and labels that are names.
"""

import re
from collections.abc import Iterable, Set
from functools import cache, lru_cache

from extractor.model import Observation
from extractor.text import fold
from extractor.words import words

Words = tuple[str, ...]
# «к 2022 г. (+; -)», «больше (+), меньше (-)»; not «книги 12+ - 16+».
_BOTH_WAYS = re.compile(r"(?<![\d+])\+\s?[,;/]?\s?-(?!\d)|(?<!\d)-\s?[,;/]\s?\+|\([+-]\)|±")
LONGEST_TERRITORY = 3
STEM = 6


def is_change(observation: Observation) -> bool:
    """«Прирост» over a figure or before it, or a printed plus: «+24»."""
    if re.match(r"\s*\+\s?\d", observation.raw):
        return True
    return says_change(observation.row_path, observation.column_path)


def says_change(row: Words, column: Words) -> bool:
    """Whether labels say that their figure is a change."""
    return any(
        _begins(label, "differences") or _BOTH_WAYS.search(fold(label))
        for label in (*row[-1:], *column)
    )


def is_intended(title: str) -> bool:
    """«План», «Прогноз» over all figures of a table: none of them says what is."""
    return _begins(title, "intended")


def speaks_of_change(wording: str) -> bool:
    """Whether a wording asks for the change itself: «отклонение от плана»."""
    return any(each[:STEM] in wording for each in words("classify")["differences"])


def is_change_beside(observation: Observation, title: str) -> bool:
    """«2021 | 2022 | Динамика»: one column among others; ``title`` is the label that stands over
    all.
    """
    last = observation.column_path[-1:]
    return bool(last) and last[0] != title and fold(last[0]) in words("classify")["beside_others"]


BESIDE_A_SUM = " :,–—-()"


@lru_cache(maxsize=65536)
def is_subset(label: str) -> bool:
    """«Итого по сельским», «Итого: Село», «Городские библиотеки»: a part of the network, where it
    is no name of one library or of a territory.
    """
    said = fold(label)
    if _anywhere("sums").sub("", said).strip(BESIDE_A_SUM) in words("classify")["alone"]:
        return True
    named = _begins(label, "sums") or bool(_anywhere("collected").search(said))
    return named and bool(_anywhere("subsets").search(said)) and not _anywhere("units").search(said)


def names_without_counts(names: Set[str]) -> frozenset[str]:
    """Names, without «Всего библиотек» over a column: it counts them, though it may also mean
    the whole system.
    """
    return frozenset(each for each in names if not _begins(each, "whole_network"))


def without_names(text: str, names: Iterable[str]) -> str:
    """A text without the names in it, the longest first: «1. Название: Библиотека-филиал № 2»."""
    for name in names:
        text = text.replace(name, " ")
    return text


def is_called_by(area: str, label: str) -> bool:
    """Whether a label is the printed form of a territory: «Луговской МР» of «Луговской район»."""
    if not area or label == area:
        return bool(area)
    said = fold(label).split()
    return len(said) <= LONGEST_TERRITORY and said[:1] == fold(area).split()[:1]


def _begins(label: str, name: str) -> bool:
    return fold(label).startswith(_beginnings(name))


@cache
def _beginnings(name: str) -> tuple[str, ...]:
    return tuple(words("classify")[name])


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<![а-я])(?:" + "|".join(words("classify")[name]) + ")")
