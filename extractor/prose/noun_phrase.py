"""Noun phrases of a sentence in the nominative, as a librarian would name what is counted."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from extractor.prose.sentence import Form, Sentence, Word

LONGEST_TAIL = 4


ADJECTIVES = ("ADJF", "PRTF")


# A participle that governs a noun of its own is no adjective of it: «имеющих читальные залы».
GOVERNS = re.compile(
    r"(?:вш|ющ|ящ|ащ|ущ)(?:ий|ая|ее|ие|его|ему|им|ем|ей|ую|их|ими)(?:ся)?$", re.IGNORECASE
)


Inflect = Callable[[str, str], str]


def phrase_at(sentence: Sentence, position: int, inflect: Inflect, cases: Sequence[str]) -> str:
    """The noun phrase that begins right at a position: adjectives, a noun, and what depends on
    it in the genitive.
    """
    index = bisect_left(sentence.words, position, key=lambda each: each.start)
    return phrase(sentence.words, _behind_bracket(sentence.words, index), inflect, cases)


def _behind_bracket(tokens: Sequence[Word], index: int) -> int:
    """«5 (25 %) библиотек»: what is counted stands behind the bracket."""
    if index < len(tokens) and tokens[index].text == "(":
        close = next(
            (
                each
                for each in range(index, min(index + 6, len(tokens)))
                if tokens[each].text == ")"
            ),
            None,
        )
        return index if close is None else close + 1
    return index


def phrase(tokens: Sequence[Word], index: int, inflect: Inflect, cases: Sequence[str]) -> str:
    first = index
    while index < len(tokens) and (_describes(tokens[index]) or _joins(tokens, index, first)):
        index += 1
    adjectives = [each.text.lower() for each in tokens[first:index]]
    noun = tokens[index].reads("NOUN", *cases) if index < len(tokens) else None
    if noun is None:
        return " ".join(inflect(each, "") for each in adjectives) if cases else ""
    return " ".join(
        (
            *(inflect(each, noun.gender) for each in adjectives),
            lemma(tokens[index], noun),
            *_tail(tokens, index + 1),
        )
    )


def _describes(word: Word) -> bool:
    return bool(word.forms) and word.forms[0].pos in ADJECTIVES


def _joins(tokens: Sequence[Word], index: int, first: int) -> bool:
    """«индивидуальных и групповых консультаций»: the «и» between two adjectives."""
    return (
        first < index < len(tokens) - 1
        and tokens[index].text == "и"
        and _describes(tokens[index + 1])
    )


def lemma(word: Word, noun: Form) -> str:
    """The dictionary form; an abbreviation or a name keeps its letters."""
    return word.text if any(each.isupper() for each in word.text[1:]) else noun.lemma


def adjective(word: Word) -> bool:
    return _describes(word) and not GOVERNS.search(word.text)


def _tail(tokens: Sequence[Word], index: int) -> list[str]:
    """What depends on a noun in the genitive, as printed: «экземпляров | электронных
    документов».
    """
    last = index
    while last < min(index + LONGEST_TAIL, len(tokens)) and genitive(tokens[last]):
        last += 1
    while last > index and tokens[last - 1].reads("NOUN", "gent") is None:
        last -= 1
    return [_printed(each) for each in tokens[index:last]]


def genitive(word: Word) -> bool:
    return (
        bool(word.forms)
        and word.forms[0].pos in ("NOUN", *ADJECTIVES)
        and any(each.case == "gent" for each in word.forms)
    )


def _printed(word: Word) -> str:
    return word.text if word.text[0].isupper() else word.text.lower()
