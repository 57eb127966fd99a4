"""Which indicator the words around a figure mean: every wording is held against them, the most specific one that fits is meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from extractor.classify.wording import Beginnings, Wording, begins, wording_of
from extractor.model import Vocabulary

KEY = 3
LEAST_SLIP = 6
PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class Said:
    """The words that stand around one figure: in its labels, its caption, the headings above, and all labels of its table."""

    labels: tuple[str, ...]
    caption: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    table: frozenset[str] = frozenset()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The code that is meant (empty where none is claimed), the rule that spoke, its wording, and the near ones with their flaw."""

    code: str
    rule: str
    wording: str = ""
    near: tuple[tuple[str, str], ...] = ()


class Judge:
    """Holds wordings against words; one per vocabulary, so that its index is made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.wordings = [wording_of(each.code, text) for each in vocabulary.indicators.values() for text in each.says]
        self.by_key: dict[str, list[Wording]] = defaultdict(list)
        self.unlabelled: list[Wording] = []
        for each in self.wordings:
            for beginning in each.labels[0] if each.labels else ():
                self.by_key[beginning[:KEY]].append(each)
            if not each.labels:
                self.unlabelled.append(each)
        self.slips: dict[str, str] = {}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Every beginning of a word that some wording knows."""
        groups = (group for each in self.wordings for group in (*each.labels, *each.around, *each.table))
        return frozenset(each for group in groups for each in group) | set(self.vocabulary.neutral)

    def verdict(self, said: Said) -> Verdict:
        """Exact words first, then words with a typing slip put right."""
        found = self._meant(said, "wording")
        if found.code or found.rule == "ambiguous":
            return found
        mended = tuple(self._mended(word) for word in said.labels)
        if mended == said.labels:
            return found
        second = self._meant(Said(mended, said.caption, said.heading, said.headings, said.table, said.unit), "slip")
        return second if second.code else found

    def _meant(self, said: Said, rule: str) -> Verdict:
        fits: list[Wording] = []
        near: dict[str, str] = {}
        for each in self._candidates(said.labels):
            flaw = self._flaw(each, said)
            if not flaw:
                fits.append(each)
            elif flaw != "label":
                near.setdefault(each.code, flaw)
        if not fits:
            return Verdict("", "none", near=tuple(near.items()))
        best = max(each.weight for each in fits)
        meant = {each.code: each for each in fits if each.weight == best}
        if len(meant) > 1:
            return Verdict("", "ambiguous", near=tuple((code, "equal") for code in meant))
        code, wording = next(iter(meant.items()))
        others = {each.code: "weaker" for each in fits if each.code != code} | near
        return Verdict(code, rule, wording.text, tuple(others.items()))

    def _candidates(self, labels: Iterable[str]) -> Iterator[Wording]:
        keys = dict.fromkeys(word[:KEY].rstrip(".") for word in labels)
        seen: set[int] = set()
        for key in keys:
            for each in self.by_key.get(key, ()):
                if id(each) not in seen:
                    seen.add(id(each))
                    yield each
        yield from self.unlabelled

    def _flaw(self, wording: Wording, said: Said) -> str:
        """Why a wording is not meant: the first reason, empty where it fits."""
        for name, speaks in FLAWS:
            if speaks(self, wording, said):
                return name
        return ""

    def _lacks_label(self, wording: Wording, said: Said) -> bool:
        return not all(_stands(group, said.labels) for group in wording.labels)

    def _is_banned(self, wording: Wording, said: Said) -> bool:
        return any(_stands((each,), said.labels) or _stands((each,), said.caption) for each in wording.banned)

    def _lacks_context(self, wording: Wording, said: Said) -> bool:
        around = (*said.labels, *said.caption, *said.headings)
        return not all(_stands(group, around) for group in wording.around)

    def _lacks_table(self, wording: Wording, said: Said) -> bool:
        return not all(_stands(group, said.table) for group in wording.table)

    def _has_other_unit(self, wording: Wording, said: Said) -> bool:
        """A per cent is never a count; a figure without a declared unit may be anything."""
        usual = self.vocabulary.indicators[wording.code]
        return bool(said.unit) and (said.unit == PER_CENT) != (usual.unit == PER_CENT) and usual.kind != "ratio"

    def _is_turned(self, wording: Wording, said: Said) -> bool:
        """The caption or the heading turns to a subject that the wording does not name."""
        named = [each for group in (*wording.labels, *wording.around) for each in group] + list(wording.allowed)
        words = (*said.caption, *said.heading, *said.labels)
        turns = (each for each in self.vocabulary.turning if _stands((each,), words))
        return any(not any(each.startswith(turn) or turn.startswith(each) for each in named) for turn in turns)

    def _leaves_words(self, wording: Wording, said: Said) -> bool:
        known = (*(each for group in (*wording.labels, *wording.around) for each in group), *wording.allowed)
        neutral = self.vocabulary.neutral
        return not all(_explains(known, word) or _is_neutral(neutral, word) for word in said.labels)

    def _mended(self, word: str) -> str:
        """A long word that no wording knows, as the beginning that is one slip away: «польователей»."""
        if len(word) <= LEAST_SLIP or word[0].isdigit() or word.endswith("."):
            return word
        if word not in self.slips:
            self.slips[word] = word if any(word.startswith(each) for each in self.beginnings) else self._nearest(word)
        return self.slips[word]

    def _nearest(self, word: str) -> str:
        long = (each for each in self.beginnings if len(each) >= LEAST_SLIP)
        return next((each for each in sorted(long) if _is_one_slip(word, each)), word)


FLAWS = (
    ("label", Judge._lacks_label),
    ("banned", Judge._is_banned),
    ("context", Judge._lacks_context),
    ("table", Judge._lacks_table),
    ("unit", Judge._has_other_unit),
    ("turned", Judge._is_turned),
    ("words", Judge._leaves_words),
)


def _stands(group: Beginnings, words: Iterable[str]) -> bool:
    return any(begins(word, each) for word in words for each in group)


def _explains(known: Beginnings, word: str) -> bool:
    return any(begins(word, each) for each in known)


def _is_neutral(neutral: tuple[str, ...], word: str) -> bool:
    """A short neutral word is meant whole («на», not «населения»); a longer one by its beginning."""
    bare = word.rstrip(".")
    return bare in neutral or any(len(each) > KEY and bare.startswith(each) for each in neutral)


def _is_one_slip(word: str, beginning: str) -> bool:
    """One letter wrong, missing, doubled or swapped with its neighbour, within the beginning."""
    return any(Levenshtein.distance(word[: len(beginning) + shift], beginning, score_cutoff=1) <= 1 for shift in (-1, 0, 1))
