"""Pure functions over strings, shared by every room."""

import re
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000\ufeff]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def clean(text: str) -> str:
    """One line of plain words: soft hyphens and invisible marks removed, every run of white space one space.

    >>> clean("Кни\\u00adга\\n 1\\u00a0234 ")
    'Книга 1 234'
    """
    return _SPACES.sub(" ", text.translate(_INVISIBLE)).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form under which labels are compared: cleaned, lower case, ё as е, one kind of dash.

    >>> fold("  Отчёт за 2021–2023 ГОДЫ ")
    'отчет за 2021-2023 годы'
    """
    return clean(text).lower().replace("ё", "е").translate(_DASHES)


_LATIN = dict(
    zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "_", "y", "_", "e", "yu", "ya"], strict=True)
)
_NOT_ID = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """An id in Latin letters, digits and hyphens.

    >>> slug("Берёзовский район, 2023")
    'berezovskiy-rayon-2023'
    """
    letters = (_LATIN.get(letter, letter).replace("_", "") for letter in text.lower())
    return _NOT_ID.sub("-", "".join(letters)).strip("-")
