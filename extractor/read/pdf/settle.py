"""The joints that a line alone cannot decide: the document's own words do.

«культурно-|просветительский» keeps its hyphen, «библио-|тека» loses it; «Наименовани|е» is one word, «Количество|книг» two.
"""

import re
from collections.abc import Callable, Iterable

from extractor.read.pdf.lines import BROKEN, HYPHEN
from extractor.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINT = re.compile(rf"(\w*(?:-\w+)*)([{HYPHEN}{BROKEN}])(\w*(?:-\w+)*)")
_VOWEL = re.compile(r"[аеёиоуыэюяaeiouy]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d$")
# Function words that are too short to be told from a word's ending.
SHORT_WORDS = frozenset("а и о у в к с я до за из на не ни но об от по во со ко ли же бы то он мы вы их ее её".split())
# научно-|популярный, социально-|культурный, северо-|западный: first parts of compounds end so.
_COMPOUND = re.compile(r"[ое]$")
# где-|либо, какой-|нибудь, кто-|то
PARTICLES = frozenset({"либо", "нибудь", "то", "таки", "ка"})


class Vocabulary:
    """The words of a document, those at undecided joints left out. Built only when the first joint asks."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    def has(self, word: str) -> bool:
        if self._words is None:
            whole = (_JOINT.sub(" ", text) for text in self._texts())
            self._words = frozenset(word for text in whole for word in _WORD.findall(fold(text)))
        return fold(word) in self._words


def settled(text: str, vocabulary: Vocabulary) -> str:
    """A text with each of its joints decided."""
    while HYPHEN in text or BROKEN in text:
        text = _JOINT.sub(lambda found: found[1] + _between(found[1], found[2], found[3], vocabulary) + found[3], text, count=1)
    return text


def _between(left: str, joint: str, right: str, vocabulary: Vocabulary) -> str:
    rules, otherwise = (HYPHENS, "") if joint == HYPHEN else (BREAKS, " ")
    return next((answer for rule in rules if (answer := rule(left, right, vocabulary)) is not None), otherwise)


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
    """научно-|популярный: both halves are words of their own, or the first ends as first halves do."""
    whole = len(left) > 4 and len(right) > 4 and (_COMPOUND.search(left) or vocabulary.has(left)) and _VOWEL.search(right)
    return "-" if whole else None


def _figures(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """21105|6 is one number; 2021|2022 are two years."""
    if not (left[-1:].isdigit() and right[:1].isdigit()):
        return None
    return " " if _YEAR.search(left) and _YEAR.match(right) else ""


def _two_known_words(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    return " " if vocabulary.has(left) and vocabulary.has(right) else None


def _no_word_alone(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """A piece without a vowel, or of one or two letters, that is no function word."""
    odd = any(not _VOWEL.search(each) or len(each) < 3 for each in (left, right) if fold(each) not in SHORT_WORDS)
    return "" if odd else None


def _half_known(left: str, right: str, vocabulary: Vocabulary) -> str | None:
    """Муниципальн|ое: where the first piece is no word of the document, the second completes it."""
    return "" if not vocabulary.has(left) and not vocabulary.has(right) else None


Decision = Callable[[str, str, Vocabulary], str | None]
HYPHENS: tuple[Decision, ...] = (_capital_or_figure, _particle, _known_in_one, _known_with_hyphen, _compound)
BREAKS: tuple[Decision, ...] = (_figures, _known_in_one, _two_known_words, _no_word_alone, _half_known)
