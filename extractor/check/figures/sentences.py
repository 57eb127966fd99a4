"""The running text around a figure: its paragraph, its sentence, a short excerpt to show."""

from collections.abc import Iterator, Mapping

from extractor.model.dataset import Edition
from extractor.model.observation import Observation
from extractor.russian.sentences import sentence_around
from extractor.text import clean

LONGEST, AHEAD = 140, 80


def spot(fact: Observation) -> tuple[str, int, int] | None:
    """(place of the paragraph, first character, end) of a figure of the text, characters as the
    edition's paragraphs count them.
    """
    place = fact.place
    if place.start is None or place.end is None:
        return None
    return place.whole, place.start, place.end


def paragraphs(edition: Edition) -> dict[str, str]:
    return {place: text for place, _, text in edition.paragraphs}


def excerpts(edition: Edition) -> Iterator[tuple[str, str]]:
    """(observation, excerpt) of every figure of the text."""
    texts = paragraphs(edition)
    for fact in edition.facts:
        if fact.table is None and (at := spot(fact)) is not None and at[0] in texts:
            sentence, begin = sentence_at(texts[at[0]], at[1], at[2])
            yield fact.observation, short(sentence, at[1] - begin)


def sentence_at(text: str, start: int, end: int) -> tuple[str, int]:
    """The sentence that holds the characters, and where it begins in the text; the sentences they
    reach over, where a stop stands in them.
    """
    begin, stop = sentence_around(text, start, end)
    return text[begin:stop], begin


def short(text: str, at: int = 0) -> str:
    """A text of no more than 140 characters: the part around the character ``at`` of a longer
    one, cut at words.
    """
    plain, near = clean(text), len(clean(text[:at]))
    if len(plain) <= LONGEST or near < LONGEST - AHEAD // 2:
        return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
    begin = plain.rfind(" ", 0, near - AHEAD) + 1
    part = plain[begin : begin + LONGEST - 2]
    return f"…{part}" if begin + len(part) == len(plain) else f"…{part}…"


def near_text(texts: Mapping[str, str], fact: Observation) -> str:
    """The sentence around a figure of the text, empty where the text is not kept."""
    at = spot(fact)
    return sentence_at(texts[at[0]], at[1], at[2])[0] if at and at[0] in texts else ""


def text_before(texts: Mapping[str, str], fact: Observation) -> str:
    """What its sentence says before a figure of the text, empty where the text is not kept."""
    at = spot(fact)
    if at is None or at[0] not in texts:
        return ""
    _, begin = sentence_at(texts[at[0]], at[1], at[2])
    return texts[at[0]][begin : at[1]]
