"""The dictionary of the language: its words and their forms."""

from functools import cache
from typing import Any

from extractor.plugins import load
from extractor.text import fold

DICTIONARY = "pymorphy3:MorphAnalyzer"


def is_word(text: str) -> bool:
    """Whether the dictionary has this word form.

    >>> is_word("выдача"), is_word("лярность")
    (True, False)
    """
    return bool(dictionary().word_is_known(text.lower()))


def noun_of(text: str) -> str:
    """Return the first form of a noun, folded; empty where the dictionary says it is none.

    >>> noun_of("проверок"), noun_of("проверить")
    ('проверка', '')
    """
    best = dictionary().parse(text.lower())[0]
    return fold(best.normal_form) if best.tag.POS == "NOUN" else ""


@cache
def dictionary() -> Any:  # noqa: ANN401 - the library has no types
    """Return the dictionary, loaded once for all rooms."""
    return load(DICTIONARY)(lang="ru")
