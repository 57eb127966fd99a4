"""The stems of the words of a vocabulary, and how words of a label are compared with them."""

from collections.abc import Iterable
from functools import lru_cache

from extractor.indicators.label_words import Token, tokens_of
from extractor.indicators.wording import LEAST_ABBREVIATION
from extractor.russian.dictionary import is_word

REMEMBERED = 16384
SHORTEST = 2  # letters of an abbreviation that the next word makes clear: «пл. усл.»
UPPER = "^"  # before a text of which the first word is compared as it is spelled


def is_said(stem: str, token: Token, said: frozenset[str]) -> bool:
    """Whether a word is that of a stem, or a short form of it: «усл.» of «услуг»."""
    if stem in said or not token.text.endswith("."):
        return stem in said
    start = token.text[:-1]
    return SHORTEST <= len(start) <= LEAST_ABBREVIATION and stem.startswith(start)


def ends_so(stem: str, end: str) -> bool:
    """Whether a word with the stem can end so: «читател» with «лей», «мероприят» with «тия»; a word
    that the dictionary has, not «пост» with «ть».
    """
    return any(
        stem.endswith(end[:length]) and (length == len(end) or is_word(stem + end[length:]))
        for length in range(1, len(end) + 1)
    )


def are_one(stems: Iterable[str]) -> bool:
    """Whether stems are those of one word: each begins with the shortest."""
    shortest = min(stems, key=len)
    return all(stem.startswith(shortest) for stem in stems)


def all_stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in stems_of(str(text)))


@lru_cache(maxsize=REMEMBERED)  # the lexicon of sentences has nearly all phrases of that of labels
def stems_of(text: str) -> tuple[str, ...]:
    if text.startswith(UPPER):
        first, *rest = text.split()
        return (first, *(stem for word in rest for stem in stems_of(word)))
    return tuple(token.text for token in tokens_of(text, {}, lambda *_: ""))
