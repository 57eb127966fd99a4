"""Which indicator the words around a figure mean: every wording is held against them, the most
specific one that fits is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from operator import or_

from msgspec import Struct, structs

from extractor.indicators.wording import (
    ANY,
    LEAST_ABBREVIATION,
    LEAST_SLIP,
    Beginnings,
    Wording,
    beginnings_of,
    is_one_slip,
    wording_of,
)
from extractor.model import Vocabulary

REMEMBERED = 8192
SURE = 0.95  # a code of which nobody need doubt
SIGN, LIBRARY = "#", "#library"
COUNTS: Beginnings = frozenset({"числ", "количеств", "кол"})
NOTHING: Beginnings = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What stands around the figures of a table, as the beginnings of its words: in caption and
    heading, in all its labels.

    :meth:`Judge.around` makes one for the same words, so that it is compared by identity.
    """

    titles: Beginnings
    table: Beginnings


class Said(Struct, frozen=True, gc=False):
    """The words of one figure's labels, what stands around it, its unit, and whether it is one
    library's.
    """

    labels: tuple[str, ...]
    around: Around
    unit: str = ""
    library: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The code that is meant (empty where none is claimed), the rule that spoke, its wording,
    and the near ones with their flaw; ``likely`` is one that another figure may yet confirm,
    ``chance`` how probable the code is where a model weighed it, ``reasons`` what it weighed and
    how much that said for the likeliest code (below 0: against it).
    """

    code: str
    rule: str
    wording: str = ""
    near: tuple[tuple[str, str], ...] = ()
    likely: str = ""
    chance: float = 1.0
    reasons: tuple[tuple[str, float], ...] = ()

    def confidence_in(self, code: str) -> int | None:
        """How sure a code is, in hundredths; None where it is sure or was confirmed elsewhere."""
        is_doubted = code == self.code and self.chance < SURE
        return round(100 * self.chance) if is_doubted else None


NOBODY = Verdict("", "none")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, as the beginnings that its words have. ``words`` keeps those of each label
    word apart.
    """

    words: tuple[Beginnings, ...]
    labels: Beginnings
    around: Beginnings
    table: Beginnings
    turns: Beginnings
    unit: str


class Judge:
    """Holds wordings against words; one per vocabulary, so that its index is made once.

    A set of wordings is a number whose bits are their places in ``wordings``: that all of them are
    held against thousands of labels costs an «and» for each word.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.wordings = [
            wording_of(each.code, text)
            for each in vocabulary.indicators.values()
            for text in each.says
        ]
        self.neutral, self.turning = frozenset(vocabulary.neutral), frozenset(vocabulary.turning)
        parts = (
            group
            for each in self.wordings
            for group in (*each.labels, *each.around, *each.table, each.banned, each.known)
        )
        self.beginnings = frozenset().union(*parts, self.neutral, self.turning)
        by_start: dict[str, set[str]] = defaultdict(set)
        for each in self.beginnings:
            by_start[each[:LEAST_ABBREVIATION]].add(each)
        self.long: dict[str, list[str]] = defaultdict(list)
        for each in sorted(self.beginnings):
            if len(each) >= LEAST_SLIP:
                self.long[each[0]].append(each)
        self.by_start = {start: frozenset(group) for start, group in by_start.items()}
        self.knowers = _places_of(each.known for each in self.wordings)
        self.askers = _places_of(each.labels[0] if each.labels else () for each in self.wordings)
        self.content = sum(1 << at for at, each in enumerate(self.wordings) if not each.labels)
        remembered = lru_cache(maxsize=REMEMBERED)  # for many reports of one template, and no more
        self.verdict = remembered(self._judged)
        self._beginnings = remembered(self._beginnings_of)
        self.around = remembered(self._around)
        self._masks = remembered(self._masks_of)
        self._mended = remembered(self._mended_word)
        self._signed = remembered(self._signed_by)

    def explained(self, said: Said) -> Verdict:
        """The same verdict with the codes that were near."""
        verdict = self.verdict(said)
        return (
            verdict
            if verdict.rule == "ambiguous"
            else replace(verdict, near=tuple(self._near(said, verdict.code).items()))
        )

    def _judged(self, said: Said) -> Verdict:
        """Exact words first, then words with a typing slip put right."""
        found = self._meant(said, "wording")
        if found.code or found.rule == "ambiguous":
            return found
        mended = tuple(map(self._mended, said.labels))
        if mended == said.labels:
            return found
        second = self._meant(structs.replace(said, labels=mended), "slip")
        return second if second.code else found

    def _meant(self, said: Said, rule: str) -> Verdict:
        fits = self._fitting(said)
        if not fits:
            return NOBODY
        best = max(self._weight(each, said.unit) for each in fits)
        meant = {each.code: each for each in fits if self._weight(each, said.unit) == best}
        if len(meant) > 1:
            return Verdict("", "ambiguous", near=tuple((code, "equal") for code in meant))
        code, wording = next(iter(meant.items()))
        return Verdict(code, rule, wording.text)

    def _fitting(self, said: Said) -> list[Wording]:
        """The wordings that have no flaw; most fall at once: they do not know a word of the
        labels, or miss their first.
        """
        knowing, asking = self._signed(said.unit, said.library), self.content
        for knows, asks in map(self._masks, said.labels):
            knowing &= knows
            asking |= asks
        if not knowing & asking:
            return []
        heard = self._heard(said)
        return [
            each
            for each in self._picked(knowing & asking)
            if not any(speaks(self, each, heard) for _, speaks in FLAWS)
        ]

    def _masks_of(self, word: str) -> tuple[int, int]:
        """The wordings that do not mind a word (all where it is neutral), and those that ask for
        it first.
        """
        said = self._beginnings(word)
        known = reduce(or_, (self.knowers.get(each, 0) for each in (*said, ANY)))
        asked = reduce(or_, (self.askers.get(each, 0) for each in said), 0)
        return known if said.isdisjoint(self.neutral) else -1, asked

    def _signed_by(self, unit: str, library: bool) -> int:
        """The wordings that ask for no other sign than those that a figure has: its unit, a
        library.
        """
        signs = _signs(unit, library)
        asked = (
            [group for group in each.around if all(one.startswith(SIGN) for one in group)]
            for each in self.wordings
        )
        return sum(
            1 << at for at, groups in enumerate(asked) if not any(map(signs.isdisjoint, groups))
        )

    def _picked(self, chosen: int) -> Iterator[Wording]:
        while chosen:
            lowest = chosen & -chosen
            yield self.wordings[lowest.bit_length() - 1]
            chosen ^= lowest

    def _near(self, said: Said, meant: str) -> dict[str, str]:
        """The other codes of which a wording has all its labels: with its first flaw, or
        «weaker» where it has none.
        """
        heard = self._heard(said)
        near: dict[str, str] = {}
        for each in self.wordings:
            flaw = next((name for name, speaks in FLAWS if speaks(self, each, heard)), "weaker")
            if each.code != meant and (flaw == "weaker" or (flaw != "label" and each.labels)):
                near[each.code] = "weaker" if flaw == "weaker" else near.get(each.code, flaw)
        return near

    def _weight(self, wording: Wording, unit: str) -> tuple[int, bool]:
        """Of two that ask for as much, a figure without «%» is rather a count than a share."""
        return wording.weight, bool(unit) or self.vocabulary.indicators[
            wording.code
        ].kind != "share"

    def _heard(self, said: Said) -> Heard:
        words = tuple(map(self._beginnings, said.labels))
        labels = NOTHING.union(*words)
        around = labels.union(said.around.titles, _signs(said.unit, said.library))
        return Heard(words, labels, around, said.around.table, around & self.turning, said.unit)

    def _around(self, titles: tuple[str, ...], table: frozenset[str]) -> Around:
        """``titles`` are the words of caption and heading, ``table`` those of all labels."""
        return Around(*(NOTHING.union(*map(self._beginnings, words)) for words in (titles, table)))

    def _beginnings_of(self, word: str) -> Beginnings:
        return beginnings_of(word, self.beginnings, self.by_start)

    def _lacks_label(self, wording: Wording, heard: Heard) -> bool:
        return any(map(heard.labels.isdisjoint, wording.labels))

    def _is_banned(self, wording: Wording, heard: Heard) -> bool:
        return not heard.labels.isdisjoint(wording.banned)

    def _lacks_context(self, wording: Wording, heard: Heard) -> bool:
        return any(map(heard.around.isdisjoint, wording.around))

    def _lacks_table(self, wording: Wording, heard: Heard) -> bool:
        return any(map(heard.table.isdisjoint, wording.table))

    def _has_other_unit(self, wording: Wording, heard: Heard) -> bool:
        """Hours are no persons, a per cent is no count, what is called a number is no money; else a
        figure without a declared unit may be anything.
        """
        usual, families = self.vocabulary.indicators[wording.code], self.vocabulary.families
        if usual.kind == "money" and not heard.unit and not heard.labels.isdisjoint(COUNTS):
            return True
        return (
            bool(heard.unit)
            and families.get(heard.unit) != families.get(usual.unit)
            and usual.kind != "ratio"
        )

    def _is_turned(self, wording: Wording, heard: Heard) -> bool:
        """The caption or the heading turns to a subject that the wording does not name."""
        return any(
            not any(each.startswith(turn) or turn.startswith(each) for each in wording.known)
            for turn in heard.turns
        )

    def _leaves_words(self, wording: Wording, heard: Heard) -> bool:
        if ANY in wording.known:
            return False
        return any(
            word.isdisjoint(wording.known) and word.isdisjoint(self.neutral) for word in heard.words
        )

    def _mended_word(self, word: str) -> str:
        """A long word that no wording knows, as the beginning that is one slip away:
        «польователей».
        """
        return next((each for each in self._like(word) if is_one_slip(word, each)), word)

    def _like(self, word: str) -> Iterable[str]:
        is_whole = len(word) > LEAST_SLIP and not word[0].isdigit() and not word.endswith(".")
        return self.long.get(word[0], ()) if is_whole and not self._beginnings(word) else ()


FLAWS = (
    ("label", Judge._lacks_label),
    ("banned", Judge._is_banned),
    ("context", Judge._lacks_context),
    ("table", Judge._lacks_table),
    ("unit", Judge._has_other_unit),
    ("turned", Judge._is_turned),
    ("words", Judge._leaves_words),
)


def _signs(unit: str, library: bool) -> Beginnings:
    return frozenset({f"{SIGN}{unit.lower()}", *((LIBRARY,) if library else ())})


def _places_of(groups: Iterable[Iterable[str]]) -> dict[str, int]:
    """Beginning → the places of the groups that hold it, as bits."""
    places: dict[str, int] = defaultdict(int)
    for at, group in enumerate(groups):
        for beginning in group:
            places[beginning] |= 1 << at
    return dict(places)
