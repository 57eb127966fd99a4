"""The dictionary of the language: its words and their forms."""

from functools import cache
from pathlib import Path
from typing import Any

from extractor.plugins import load
from extractor.text import fold

DICTIONARY = "pymorphy3:MorphAnalyzer"
FORMS, FOLDER = "pymorphy3.dawg:WordsDawg", "pymorphy3_dicts_ru:get_path"
SAME = {"е": "ё"}  # a letter, and the one that it may stand for


def is_word(text: str) -> bool:
    """Whether the dictionary has this word form.

    >>> is_word("выдача"), is_word("лярность")
    (True, False)
    """
    forms, same = _forms()
    return bool(forms.similar_keys(text.lower(), same))


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


@cache
def _forms() -> Any:  # noqa: ANN401 - as above
    """Return the dictionary's forms alone, which are there in a tenth of the time, and the letters
    that may stand for others.
    """
    forms = load(FORMS)().load(str(Path(load(FOLDER)()) / "words.dawg"))
    return forms, forms.compile_replaces(SAME)
