"""Finding indicators of the catalogue by words, as people say them: «читатели», «книговыдачей»."""

from collections.abc import Iterator

from extractor.indicators.decision import MOST_CANDIDATES, Meaning, meaning_of
from extractor.indicators.evidence import Point
from extractor.indicators.meaning import Labels
from extractor.indicators.proposals import proposed
from extractor.model import Indicator, Vocabulary
from extractor.text import fold

PATH = " / "


def find_indicators(text: str, vocabulary: Vocabulary) -> list[Indicator]:
    """The indicators that words or a part of a code mean, those that say no more first.

    >>> from extractor.words.indicators import vocabulary
    >>> [one.code for one in find_indicators("удалённые читатели", vocabulary())][:1]
    ['users.remote']
    """
    asked = fold(text).strip()
    by_code = [one for one in vocabulary.indicators.values() if asked and asked in one.code]
    if by_code or asked.isascii():
        return by_code
    meaning = meaning_of(vocabulary)
    sets = [spot.members for spot in meaning.lexicon.hear(text).spots]
    order = {code: place for place, code in enumerate(vocabulary.indicators)}
    best: dict[str, tuple[bool, int, int]] = {}
    for point in meaning.evidence.points:
        if sets and all(point.members.intersection(members) for members in sets):
            more = len(point.qualifiers) + (point.subject not in {n for s in sets for n in s})
            counts_other = not any(point.subject in members for members in sets)
            rank = (counts_other, more, order[point.code])
            best[point.code] = min(rank, best.get(point.code, rank))
    named = {one.code for one in vocabulary.indicators.values() if asked in fold(one.ru)}
    ranked = sorted(best, key=best.__getitem__) + sorted(named - best.keys(), key=order.__getitem__)
    return [vocabulary.indicators[code] for code in ranked]


def proposals(label: str, unit: str, vocabulary: Vocabulary) -> list[Indicator]:
    """The three indicators that a label without one most probably means, the likeliest first.

    >>> from extractor.words.indicators import vocabulary
    >>> [one.code for one in proposals("новые удалённые пользователи", "", vocabulary())][:1]
    ['users.remote']
    """
    path = tuple(part for part in label.split(PATH) if part)
    codes = proposed(Labels(row=path, unit=unit), meaning_of(vocabulary))
    likely = [vocabulary.indicators[code] for code in codes if code in vocabulary.indicators]
    others = (one for part in reversed(path) for one in find_indicators(part, vocabulary))
    return list(dict.fromkeys((*likely, *others)))[:MOST_CANDIDATES]


def code_of(text: str, vocabulary: Vocabulary) -> str:
    """The code that a person asks for: itself, or the one indicator that the words mean.

    Words that mean none or several come back as they are.

    >>> from extractor.words.indicators import vocabulary
    >>> code_of("книговыдача", vocabulary()), code_of("users.remote", vocabulary())
    ('loans.total', 'users.remote')
    """
    if text in vocabulary.indicators or text.isascii():
        return text
    decided = meaning_of(vocabulary).decide(Labels(row=(text,))).code
    return decided or text


def definition_of(indicator: Indicator, vocabulary: Vocabulary) -> str:
    """What an indicator is, from its own facts: what is counted, whose, of which it is a part."""
    meaning = meaning_of(vocabulary)
    parts = [indicator.ru, *_coordinates(indicator, meaning)]
    parts += [f"= {indicator.formula}"] if indicator.formula else []
    parts += [f"⊂ {indicator.part_of}"] if indicator.part_of else []
    parts += [indicator.line] if indicator.line else []
    return "; ".join(parts)


def _coordinates(indicator: Indicator, meaning: Meaning) -> Iterator[str]:
    point = _point_of(indicator.code, meaning)
    if point is not None:
        names = (point.subject, *point.qualifiers)
        yield " · ".join(meaning.lexicon.members[name].label for name in names)


def _point_of(code: str, meaning: Meaning) -> Point | None:
    return next((point for point in meaning.evidence.points if point.code == code), None)
