"""A printed label as one line."""

import re
from functools import lru_cache

from extractor.text import clean, fold
from extractor.words import words

_MARKS = re.compile(r"^[^\S\n]*[·•*▪●○–—−-]+\s*(?=\S)", re.MULTILINE)
_BROKEN = re.compile(
    r"(?<![а-яёa-z])(?P<left>[а-яёa-z]+)-[^\S\n]*\n\s*(?P<right>[а-яё]+)", re.IGNORECASE
)
# «Книговыдача ...........»: what leads the eye to the next column.
_LEADERS = re.compile(
    r"(?:(?<!\s)\s++|(?<=[^\s.…_·]))(?:\.{4}|…{2}|_{3}|·{3}|(?:\. ){3})[\s.…_·]{0,999}+$"
)


@lru_cache(maxsize=65536)
def label_of(text: str) -> str:
    """A printed label as one line, without the marks of a list; a word broken by hand is put
    together.

    >>> (label_of("из них:\\n- книги"), label_of("Год подклю-\\nчения"),
    ...  label_of("Библиотека-\\nфилиал"))
    ('из них: книги', 'Год подключения', 'Библиотека-филиал')
    """
    whole = _BROKEN.sub(_put_together, text) if "-" in text and "\n" in text else text
    return clean(_LEADERS.sub("", _MARKS.sub("", whole)) or text)


def _put_together(found: re.Match[str]) -> str:
    """A hyphen stays in a compound («информационно-библиотечный», «кол-во») and goes where it
    only broke a line («книго-»).
    """
    left, right = fold(found["left"]), fold(found["right"])
    if left in words("tables")["compound_solid"]:
        return found["left"] + found["right"]
    linked = (
        left.endswith("о")
        or left in words("tables")["compound_first"]
        or right in words("tables")["compound_second"]
    )
    return f"{found['left']}-{found['right']}" if linked else found["left"] + found["right"]
