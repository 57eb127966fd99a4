"""Labels of a column of libraries without the word for a library, which its heading says:
«Библиотека | Луговская», «Филиал | № 3», «Библиотека | с. Луговое».
"""

import re
from collections.abc import Callable, Iterable

from extractor.names.candidates.settlement_keys import adjective_stem
from extractor.names.vocabulary import DEFINING, MARKS, WORDS, is_head, kinds_of
from extractor.text import clean, fold

FEWEST, _MOST_WORDS, _ENDING = 3, 3, 2
_NOUNS = WORDS["list_tables"]["left_out"]
_UNITS = tuple(WORDS["list_tables"]["units"])
_TOTALS = tuple(WORDS["totals"])
_ALONE = DEFINING - {"rural", "city"}
_WORD = r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)?"
_NAME = re.compile(rf"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?(?:\s{{1,9}}{_WORD}){{0,2}}")
_NUMBERED = re.compile(rf"№\s{{0,9}}\d{{1,3}}(?:[,.]?\s{{1,9}}{_WORD}){{0,2}}")
_PLACE = re.compile(rf"({_WORD})(?:\.\s{{0,9}}|\s{{1,9}})[А-ЯЁ]{_WORD}(?:\s{{1,9}}{_WORD})?")
_SIGNS = " *¹²³⁴\t"
_HEADING_ENDS = re.compile(r"[,(/:]")


def says_libraries(heading: str) -> bool:
    """Whether a heading may stand over libraries: «Сельские филиалы», «Структурное подразделение».

    >>> says_libraries("Библиотеки района"), says_libraries("Волость")
    (True, False)
    """
    text = fold(_HEADING_ENDS.split(heading)[0])
    words = re.findall(r"[а-я-]+", text)
    told = any(is_head(word) or word.startswith(_UNITS) for word in words)
    return told and not any(map(str.isdigit, text))


def in_full(labels: Iterable[str], heading: str) -> dict[str, str]:
    """The labels of a column that leave out the noun → with it; of each way of naming only where
    at least three different labels are such.

    >>> found = in_full(["Луговская", "Ольховская", "Боровская*", "Детская", "Итого"], "Библиотека")
    >>> found["Боровская*"], found["Детская"], found.get("Итого")
    ('Боровская библиотека', 'Детская библиотека', None)
    >>> in_full(["№ 1", "№ 2", "№ 14 Боровской"], "Филиал")["№ 2"]
    'Филиал № 2'
    >>> in_full(["Сельская", "Городская", "Районная", "Луговская"], "Библиотека")
    {}
    """
    noun = next((word for word in _NOUNS.values() if word[:-1] in fold(heading)), "библиотека")
    texts = {label: clean(label).strip(_SIGNS) for label in dict.fromkeys(labels)}
    texts = {label: text for label, text in texts.items() if not fold(text).startswith(_TOTALS)}
    adjectives = {label: _noun_of(text) for label, text in texts.items()}
    found = {
        label: f"{texts[label]} {agreeing}"
        for label, agreeing in adjectives.items()
        if agreeing
        and _are_places(texts[other] for other in texts if adjectives[other] == agreeing)
    }
    for is_such in (_is_numbered, _is_place):
        found |= _named(texts, is_such, noun.capitalize())
    return found


def _named(texts: dict[str, str], is_such: Callable[[str], bool], noun: str) -> dict[str, str]:
    found = {label: f"{noun} {text}" for label, text in texts.items() if is_such(text)}
    return found if len(found) >= FEWEST else {}


def _noun_of(text: str) -> str:
    """The noun with which a label of adjectives alone agrees, where they name one library."""
    words = fold(text).split()
    if not _NAME.fullmatch(text) or len(words) > _MOST_WORDS:
        return ""
    kinds = [kinds_of(word) for word in words]
    if all(kinds) and not frozenset[str]().union(*kinds) & _ALONE:
        return ""
    nouns = {_NOUNS.get(word[-_ENDING:], "") for word in words}
    return next(iter(nouns)) if len(nouns) == 1 else ""


def _are_places(texts: Iterable[str]) -> bool:
    """Whether enough labels are made from the names of places."""
    words = (fold(text).split() for text in texts)
    placed = (any(adjective_stem(w) and not kinds_of(w) for w in label) for label in words)
    return sum(placed) >= FEWEST


def _is_numbered(text: str) -> bool:
    return bool(_NUMBERED.fullmatch(text))


def _is_place(text: str) -> bool:
    """«с. Луговое»."""
    found = _PLACE.fullmatch(text)
    return found is not None and fold(found[1]) in MARKS
