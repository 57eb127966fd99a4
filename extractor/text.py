"""Pure functions over strings, shared by every room."""

import re
from functools import lru_cache

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\u202a-\u202e]")
_DASHES = "‐‑‒–—―−"


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """One line of plain words: soft hyphens and invisible marks removed, every run of white space one space.

    >>> clean("Кни\\u00adга\\n 1\\u00a0234 ")
    'Книга 1 234'
    """
    if text.isprintable():  # no mark to take out, and no white space but spaces
        return text if "  " not in text and text.strip() == text else " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", text).replace("\ufeff", " ").split())


def is_blank(text: str) -> bool:
    """Whether nothing is printed in a text; of most the first sign tells.

    >>> is_blank("\u00a0 \u00ad"), is_blank("Фонд")
    (True, False)
    """
    return not text or not (text[0].isalnum() or clean(text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form under which labels are compared: cleaned, lower case, ё as е, one kind of dash.

    >>> fold("  Отчёт за 2021–2023 ГОДЫ ")
    'отчет за 2021-2023 годы'
    """
    return one_dash(clean(text).lower().replace("ё", "е"))


def one_dash(text: str) -> str:
    """Every kind of dash and minus as «-»; the length stays."""
    for dash in _DASHES:  # a table of translation looks at each letter, and takes seven times as long
        text = text.replace(dash, "-")
    return text


_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_NOT_ID = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """An id in Latin letters, digits and hyphens.

    >>> slug("Берёзовский район, 2023")
    'berezovskiy-rayon-2023'
    """
    letters = (_LATIN.get(letter, letter) for letter in text.lower())
    return _NOT_ID.sub("-", "".join(letters)).strip("-")
