"""The dictionary of the language: whether a string is a word of it."""

from functools import cache
from typing import Any

from extractor.plugins import load

DICTIONARY = "pymorphy3:MorphAnalyzer"


def is_word(text: str) -> bool:
    """Whether the dictionary has this word form.

    >>> is_word("выдача"), is_word("лярность")
    (True, False)
    """
    return bool(_dictionary().word_is_known(text.lower()))


@cache
def _dictionary() -> Any:  # noqa: ANN401 - the library has no types
    return load(DICTIONARY)(lang="ru")
