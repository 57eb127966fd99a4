"""Where a sentence of running text begins and ends: one answer for names, figures and checks."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from functools import cache, lru_cache

from extractor.russian.dictionary import is_word
from extractor.words import words

# Of several stops only the last is looked at: a search that begins at each of them again takes
# the square of their number.
END = re.compile(
    r"(?<![.!?…])[.!?…]++[»”\")\]]*+(?=\s++(?:[«“\"(\[–—•-]*+\s*+[A-ZА-ЯЁ]|(?P<digit>[(«]?\d)))"
)
LAST_WORD = re.compile(r"(?<![\w-])([^\W\d_][\w-]*)$|$")
SPACE = re.compile(r"\s*")
SHORTEST_CUT, LONGEST_CUT = 2, 8  # letters of a word that a full stop shortens
CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
LONGEST_WORD = 20  # letters before a stop that are looked at


def sentence_around(text: str, at: int, end: int | None = None) -> tuple[int, int]:
    """Return the characters of the sentence that holds ``at``, and up to ``end`` where the
    characters from the one to the other reach over several.

    >>> text = "В с. Луговое тихо. Выдано 909 экз. В филиале № 4 тепло. Конец"
    >>> text[slice(*sentence_around(text, 40))]
    'В филиале № 4 тепло. '
    >>> text[slice(*sentence_around(text, 5, 30))]
    'В с. Луговое тихо. Выдано 909 экз. '
    """
    starts = sentence_starts(text)
    first = bisect_right(starts, at) - 1
    last = bisect_right(starts, max(at, (end or at + 1) - 1)) - 1
    return starts[first], starts[last + 1] if last + 1 < len(starts) else len(text)


@lru_cache(maxsize=4096)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Return where the sentences of a text begin, if nothing is known of its figures: the stop of
    a unit ends a sentence before a capital letter, that of a year or a thousand ends none.

    >>> sentence_starts("В 2023 г. Луговая посёлком стала. Выдано 12 тыс. Роздано 9 экз. Всё.")
    (0, 34, 64)
    """
    return (0, *_behind(text))


def _behind(text: str) -> Iterator[int]:
    for found in END.finditer(text):
        word = _word_before(text, found.start()) if found[0] == "." else ""
        if is_abbreviation(word) or word.lower() in _listed("counted"):
            continue
        if found["digit"] and is_cut(word):
            continue
        if not (found["digit"] and word.lower() in _listed("units")):
            yield _start(text, found.end())


def starts_beside(text: str, closing: Set[int], inside: Set[int]) -> Iterator[int]:
    """Yield where sentences begin in a text whose figures and periods are known: a stop that is
    the last character of one (``closing``) ends a sentence before a letter, one ``inside`` none.
    """
    for found in END.finditer(text):
        place = found.start()
        word = _word_before(text, place) if found[0] == "." else ""
        goes_on = is_abbreviation(word) or (bool(found["digit"]) and is_cut(word))
        ends = not found["digit"] if place in closing else not goes_on
        if ends and place not in inside:
            yield _start(text, found.end())


def is_abbreviation(word: str) -> bool:
    """Return whether a full stop behind a word belongs to it: «ул.», «А. С.».

    >>> is_abbreviation("ул"), is_abbreviation("А"), is_abbreviation("тихо")
    (True, True, False)
    """
    return word.lower() in _listed("abbreviations") or (len(word) == 1 and word.isupper())


def is_cut(word: str) -> bool:
    """Return whether a full stop between a word and a figure shortens the word: «чит. 402».

    >>> is_cut("чит"), is_cut("Посещ"), is_cut("библиотек"), is_cut("лет")
    (True, True, False, False)
    """
    if word.lower() in _listed("cut"):
        return True
    is_short = SHORTEST_CUT <= len(word) <= LONGEST_CUT
    return is_short and word[-1].lower() in CONSONANTS and not is_word(word.lower())


def _word_before(text: str, place: int) -> str:
    found = LAST_WORD.search(text[max(place - LONGEST_WORD, 0) : place])
    return found[0] if found else ""


def _start(text: str, end: int) -> int:
    found = SPACE.match(text, end)
    return found.end() if found else end


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(words("sentences")[name])
