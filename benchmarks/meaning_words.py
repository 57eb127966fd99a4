"""Leaving a system out with its words: what only its own labels justify is taken from the lexicon.

A phrase, a word that says nothing and a short form are justified by the systems whose labels use
them. To test a system as one never seen, what it alone justifies must go; and the systems that the
weights are learned from are read with the same loss, so that words never met are learned as the
danger that they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.meaning_labels import Case
from extractor.indicators.label_words import Token
from extractor.indicators.lexicon import Lexicon, Spot
from extractor.indicators.stems import stems_of
from extractor.text import fold

Word = tuple[str, ...]
Uses = Mapping[Word, frozenset[str]]
KINDS = ("words", "maybe")


class _Traced(Lexicon):
    """A lexicon that notes what it used of its words."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.used: set[Word] = set()
        super().__init__(content)

    def _longest(
        self, tokens: list[Token], said: list[frozenset[str]], place: int
    ) -> tuple[Spot | None, int]:
        found, after = super()._longest(tokens, said, place)
        if found is None:
            self.used.update(("filler", stem) for stem in said[place] & self._fillers)
            return found, after
        for stem in said[place] | self._shortened_first(tokens[place], said[place]):
            for phrase in self._phrases.get(stem, ()):
                if (
                    phrase.member in found.members
                    and self._end_of(phrase, tokens, said, place) == after
                ):
                    self.used.add((phrase.member, *phrase.stems))
        return found, after

    def uses_of(self, label: str) -> set[Word]:
        self.used = {("short", each) for each in self._contractions if each in fold(label)}
        self._hear(label)
        return self.used


def uses_of(cases: Iterable[Case], content: Mapping[str, Any]) -> Uses:
    """The systems whose labels use each word; the samples are one system."""
    lexicon = _Traced(content)
    found: dict[Word, set[str]] = defaultdict(set)
    heard: dict[str, set[Word]] = {}
    for case in cases:
        for label in _labels_of(case):
            if label not in heard:
                heard[label] = lexicon.uses_of(label)
            for word in heard[label]:
                found[word].add(family_of(case.system))
    return {word: frozenset(systems) for word, systems in found.items()}


def without(content: Mapping[str, Any], uses: Uses, system: str) -> dict[str, Any]:
    """The words of the lexicon without those that one system alone justifies."""
    own = frozenset({family_of(system)})
    lost = {word for word, systems in uses.items() if systems == own}
    dimensions = {
        dimension: {
            name: {
                **entry,
                **{kind: _kept(name, entry[kind], lost) for kind in KINDS & entry.keys()},
            }
            for name, entry in members.items()
        }
        for dimension, members in content["dimensions"].items()
    }
    kept = {k: v for k, v in content["contractions"].items() if ("short", k) not in lost}
    fillers = {
        kind: [word for word in content[kind] if not _is_lost(str(word), lost)]
        for kind in ("filler", "vague")
    }
    return {**content, **fillers, "dimensions": dimensions, "contractions": kept}


def family_of(system: str) -> str:
    return "samples" if system.startswith("samples") else system


def _kept(name: str, texts: Iterable[object], lost: set[Word]) -> list[object]:
    return [text for text in texts if (name, *stems_of(str(text))) not in lost]


def _is_lost(text: str, lost: set[Word]) -> bool:
    return any(("filler", stem) in lost for stem in stems_of(text))


def _labels_of(case: Case) -> Iterable[str]:
    labels = case.labels
    titles = (labels.over, labels.caption, *labels.headings)
    return filter(None, (*labels.row, *labels.column, *labels.group, *labels.siblings, *titles))
