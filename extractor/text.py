"""Pure functions over strings, shared by every room."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Characters that Unicode calls default ignorable: soft hyphen, joiners, marks of direction, byte
# order mark,
# variation selectors, fillers, tags. Nothing is printed where they stand.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# Four letters or more, each alone: a word set wide by hand; beside one also a word of two.
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?!\w)")
_SPACED_PAIR = re.compile(r"(?<=[ \u00a0]{2})([^\W\d_])[ \u00a0]([^\W\d_])(?!\w)")
_PIECE = re.compile(r"\s|\S+")
DASHES = "‐‑‒–—―−﹣－"


def visible(text: str) -> str:
    """The text as it is understood: without characters that nobody sees, letters and their marks
    composed (NFC).

    >>> visible("12\\u200b345 Кни\\u00adга и\\u0306")
    '12345 Книга й'
    """
    if text.isascii():
        return text
    kept = _UNSEEN.sub("", text)
    return kept if unicodedata.is_normalized("NFC", kept) else unicodedata.normalize("NFC", kept)


def is_unseen(letter: str) -> bool:
    """Whether nothing is printed where a character stands; a space is seen."""
    return _UNSEEN.match(letter) is not None


class Aligned(NamedTuple):
    """A visible text beside the printed one. Visible character ``i`` is printed from
    ``starts[i]`` to ``ends[i]``.
    """

    printed: str
    visible: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where visible characters are printed.

        >>> aligned("12\\u200b345").span(0, 5), aligned("и\\u0306").span(0, 1)
        ((0, 6), (0, 2))
        """
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.printed)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> str:
        """Visible characters as they are printed."""
        first, last = self.span(start, end)
        return self.printed[first:last]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The visible characters of a printed span: the way back from :meth:`span`."""
        inside = [
            at
            for at, (first, last) in enumerate(zip(self.starts, self.ends, strict=True))
            if start <= first and last <= end
        ]
        return (
            (inside[0], inside[-1] + 1)
            if inside
            else (sum(last <= start for last in self.ends),) * 2
        )


def aligned(printed: str) -> Aligned:
    """A printed text made visible, with the way back."""
    kept = [(at, letter) for at, letter in enumerate(printed) if not is_unseen(letter)]
    whole = "".join(letter for _, letter in kept)
    pieces = _clusters(whole)
    if "".join(unicodedata.normalize("NFC", each) for each in pieces) != visible(printed):
        pieces = _PIECE.findall(whole)  # a script whose letters are composed otherwise: by words
    made, starts, ends, at = [], [], [], 0
    for piece in pieces:
        text = unicodedata.normalize("NFC", piece)
        places = [place for place, _ in kept[at : at + len(piece)]]
        at += len(piece)
        one_to_one = len(text) == len(piece)
        made.append(text)
        starts += places if one_to_one else [places[0]] * len(text)
        ends += [each + 1 for each in places] if one_to_one else [places[-1] + 1] * len(text)
    return Aligned(printed, "".join(made), starts, ends)


def _clusters(text: str) -> list[str]:
    """A text cut before each letter, marks of combination left with the letter before."""
    pieces: list[str] = []
    for letter in text:
        if pieces and unicodedata.combining(letter):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """One line of plain words: what nobody sees removed, every run of white space one space.

    >>> clean("Кни\\u00adга\\n 1\\u00a0234 ")
    'Книга 1 234'
    """
    text = visible(text)
    if text.isprintable():  # no white space but spaces
        return text if "  " not in text and text.strip() == text else " ".join(text.split())
    return " ".join(text.split())


def is_blank(text: str) -> bool:
    """Whether nothing is printed in a text; of most the first sign tells.

    >>> is_blank("\u00a0 \u00ad"), is_blank("Фонд")
    (True, False)
    """
    return not text or not (text[0].isalnum() or clean(text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form under which labels are compared: cleaned, lower case, ё as е, one kind of dash,
    words without the spaces that set their letters apart.

    >>> fold("  Отчёт за 2021–2023 ГОДЫ "), fold("И т о г о  п о району:")
    ('отчет за 2021-2023 годы', 'итого по району:')
    """
    return one_dash(clean(_closed(text)).lower().replace("ё", "е"))


def _closed(text: str) -> str:
    """«И Т О Г О» as «ИТОГО»; a wider gap than that between letters parts words."""
    if len(text) < 7 or _SPACED.search(text) is None:
        return text
    closed = _SPACED.sub(lambda found: re.sub(r"\s", "", found[0]), text)
    return _SPACED_PAIR.sub(r"\1\2", closed) if closed != text else text


def one_dash(text: str) -> str:
    """Every kind of dash and minus as «-»; the length stays."""
    for (
        dash
    ) in DASHES:  # a table of translation looks at each letter, and takes seven times as long
        text = text.replace(dash, "-")
    return text


_LATIN = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ё": "e",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
}
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NOT_ID = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """An id in Latin letters, digits and hyphens.

    >>> slug("Берёзовский район, 2023")
    'berezovskiy-rayon-2023'
    """
    letters = (_LATIN.get(letter, letter) for letter in visible(text).lower())
    return _NOT_ID.sub("-", "".join(letters)).strip("-")


def is_device(name: str) -> bool:
    """Whether Windows keeps a file's name for a device, whatever its ending, on any disk.

    >>> is_device("con.json"), is_device("COM1"), is_device("konkurs.docx")
    (True, True, False)
    """
    return _DEVICE.match(name) is not None
