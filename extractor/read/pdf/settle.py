"""The joints that a line alone cannot decide: the document's own words do.

«культурно-|просветительский» keeps its hyphen, «библио-|тека» loses it; «Наименовани|е» is one word, «Количество|книг» two.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from extractor.read.pdf.lines import BROKEN, HYPHEN
from extractor.registry import load
from extractor.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINT = re.compile(rf"((?:\w+(?:-\w+)*)?)([{HYPHEN}{BROKEN}])((?:\w+(?:-\w+)*)?)")
_CHAIN = re.compile(rf"\w+(?:-\w+)*(?:[{HYPHEN}{BROKEN}]\w+(?:-\w+)*){{2,}}")
_MARKS = re.compile(rf"[{HYPHEN}{BROKEN}]")
_VOWEL = re.compile(r"[аеёиоуыэюяaeiouy]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d$")
# научно-|популярный, социально-|культурный, северо-|западный: first parts of compounds end so.
_COMPOUND = re.compile(r"[ое]$")
# где-|либо, какой-|нибудь, кто-|то
PARTICLES = frozenset({"либо", "нибудь", "то", "таки", "ка"})
DICTIONARY = "pymorphy3:MorphAnalyzer"


class Vocabulary:
    """The words of a document, those at undecided joints left out, and those of the language.

    Built only when the first joint asks.
    """

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    def has(self, word: str) -> bool:
        """Whether the document has this word elsewhere."""
        if self._words is None:
            whole = (_JOINT.sub(" ", _CHAIN.sub(" ", text)) for text in self._texts())
            self._words = frozenset(word for text in whole for word in _WORD.findall(fold(text)))
        return fold(word) in self._words

    def knows(self, word: str) -> bool:
        """Whether the document or the dictionary has this word."""
        return self.has(word) or self.is_word(word)

    def is_word(self, word: str) -> bool:
        """Whether the dictionary of the language has this word."""
        return bool(_dictionary().word_is_known(word.lower()))


@cache
def _dictionary() -> Any:  # noqa: ANN401 - the library has no types
    return load(DICTIONARY)(lang="ru")


def settled(text: str, vocabulary: Vocabulary) -> str:
    """A text with each of its joints decided."""
    if HYPHEN not in text and BROKEN not in text:
        return text.replace("\ufffe", "-")
    text = _CHAIN.sub(lambda found: _whole(found[0], vocabulary), text)
    while _MARKS.search(text):
        text = _JOINT.sub(lambda found: found[1] + _between(found, vocabulary) + found[3], text, count=1)
    return text.replace("\ufffe", "-")


def _whole(chain: str, vocabulary: Vocabulary) -> str:
    """Польз|овател|и: a word in more than two pieces, where it is known as a whole."""
    word = _MARKS.sub("", chain)
    return word if vocabulary.knows(word) else chain


def _between(found: re.Match[str], vocabulary: Vocabulary) -> str:
    rules, otherwise = (HYPHENS, "") if found[2] == HYPHEN else (BREAKS, " ")
    return next((answer for rule in rules if (answer := rule(found[1], found[3], vocabulary)) is not None), otherwise)


def _known_in_one(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    return "" if vocabulary.has(left + right) else None


def _known_with_hyphen(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    return "-" if vocabulary.has(f"{left}-{right}") else None


def _capital_or_figure(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """Санкт-|Петербург, 2-|й"""
    return "-" if right[:1].isupper() or not left[-1:].isalpha() or not right[:1].isalpha() else None


def _particle(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    return "-" if right in PARTICLES else None


def _compound(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """научно-|популярный, игра-|кругосветка: two words of which the language does not know the whole."""
    if len(right) < 3 or vocabulary.knows(left + right):
        return None
    return "-" if vocabulary.knows(right) and (_COMPOUND.search(left) or vocabulary.knows(left)) else None


def _figures(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """21105|6 is one number; 2021|2022 are two years."""
    if not (left[-1:].isdigit() and right[:1].isdigit()):
        return None
    return " " if _YEAR.search(left) and _YEAR.match(right) else ""


def _known_in_dictionary(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    return "" if vocabulary.is_word(left + right) else None


def _two_known_words(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    return " " if len(right) > 2 and vocabulary.knows(left.rpartition("-")[2]) and vocabulary.knows(right) else None


def _no_word_alone(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """документовыдач|а, изоматери|алы: the first piece is no word."""
    last = left.rpartition("-")[2]
    return "" if not _VOWEL.search(last) or not vocabulary.knows(last) or not _VOWEL.search(right) else None


Decision = Callable[[str, str, Vocabulary], str | None]
HYPHENS: tuple[Decision, ...] = (_capital_or_figure, _particle, _known_in_one, _known_with_hyphen, _compound)
BREAKS: tuple[Decision, ...] = (_figures, _known_in_dictionary, _two_known_words, _known_in_one, _no_word_alone)
