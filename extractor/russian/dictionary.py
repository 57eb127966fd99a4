"""The dictionary of the language: its words and their forms."""

from functools import cache
from typing import Any

from extractor.plugins import load

DICTIONARY = "pymorphy3:MorphAnalyzer"


def is_word(text: str) -> bool:
    """Whether the dictionary has this word form.

    >>> is_word("выдача"), is_word("лярность")
    (True, False)
    """
    return bool(dictionary().word_is_known(text.lower()))


@cache
def dictionary() -> Any:  # noqa: ANN401 - the library has no types
    """Return the dictionary, loaded once for all rooms."""
    return load(DICTIONARY)(lang="ru")
