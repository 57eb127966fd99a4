"""Decisions as the page that lists them shows them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.export.comparison.words import label_of
from extractor.model import Decision, DecisionKind
from extractor.number_text import with_mark
from extractor.places import printed_section
from extractor.serve.pages import library_words
from extractor.serve.shelf import Shelf

UNSAID = frozenset({"place", "occurrence", "sha256", "finding", "rule"})  # for programs


class ShownDecision(NamedTuple):
    """A decision with what it says in words: when, about what, what it was and is."""

    decision: Decision
    time: str
    what: str
    before: str
    after: str


def shown_decisions(log: Sequence[Decision], shelf: Shelf | None, lang: str) -> list[ShownDecision]:
    """The decisions of a log, the last first; ``shelf`` is None where there is no data set yet."""
    return [_shown(one, shelf, lang) for one in reversed(log)]


def _shown(one: Decision, shelf: Shelf | None, lang: str) -> ShownDecision:
    before, after = (_worded(text, one.kind, shelf, lang) for text in (one.from_, one.to))
    return ShownDecision(one, day_and_time(one.time), _what(dict(one.target)), before, after)


def _worded(text: str, kind: DecisionKind, shelf: Shelf | None, lang: str) -> str:
    """What was decided in words: a number with the mark of the language, names for codes."""
    if kind is DecisionKind.VALUE:
        return with_mark(text, lang)
    if kind is DecisionKind.LABEL and shelf is not None:
        indicator = shelf.known.indicators.get(text)
        return label_of(indicator, lang) if indicator else text
    return _libraries(text, shelf) if kind is DecisionKind.LIBRARY and shelf else text


def _libraries(text: str, shelf: Shelf) -> str:
    known = shelf.libraries
    return ", ".join(library_words(known[name]) if name in known else name for name in text.split())


def _what(target: Mapping[str, str]) -> str:
    parts = {name: text for name, text in target.items() if text and name not in UNSAID}
    if "section" in parts:
        parts["section"] = printed_section(parts["section"])
    return ", ".join(filter(None, parts.values()))


def day_and_time(time: str) -> str:
    """A time of a log as people write it.

    >>> day_and_time("2026-11-30T21:55:04Z")
    '30.11.2026 21:55'
    """
    day, _, clock = time.partition("T")
    return f"{'.'.join(reversed(day.split('-')))} {clock[:5]}".strip()
