"""The words of labels: which members of which dimension they say, and which of them say nothing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Any

from extractor.indicators.label_words import Bracket, Token, tokens_of
from extractor.indicators.stems import (
    REMEMBERED,
    SHORTEST,
    UPPER,
    all_stems,
    are_one,
    ends_so,
    is_said,
    stems_of,
)
from extractor.indicators.wording import (
    LEAST_ABBREVIATION,
    LEAST_SLIP,
    beginnings_of,
    is_one_slip,
)
from extractor.russian.dictionary import is_word, noun_of

MOST_SKIPPED = 1
LEAST_START, LONGEST_END = 3, 4  # letters of a shortened word before and after its hyphen
WHAT = "what"
_ROMAN = re.compile(r"[ivx]{1,5}\.?")  # «Раздел IV. Фонд»
_FLEETING = re.compile(r"[оеё][кнлцм]$")
_NUMBERING = re.compile(r"\s*\d{1,2}\s*")
DATES = frozenset({"at_start", "at_end"})  # «на 31.12.2023» over a column: when, not what


class Residue(StrEnum):
    """What a word is that no member knows."""

    UNKNOWN = "unknown"
    NAME = "name"
    QUOTED = "quoted"
    VAGUE = "vague"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Member:
    """One value of a dimension: «users» of «what». ``implies`` is what is counted where no word
    says it; of ``rank`` weak or dependent are things that are also named beside what is counted.
    """

    name: str
    dimension: str
    label: str
    sample: str = ""
    implies: str = ""
    rank: str = "strong"


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that say one of ``members``; ``maybe`` where they may as well say nothing. ``part``
    counts the things that a label lists: «Фонды | и мероприятия».
    """

    members: tuple[str, ...]
    bracketed: Bracket = Bracket.NONE
    maybe: bool = False
    part: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """What one label says, in order, and the words left over with their class and brackets;
    ``starts_unknown`` where one that no member knows comes first.
    """

    spots: tuple[Spot, ...] = ()
    residue: tuple[tuple[str, Residue, Bracket], ...] = ()
    starts_unknown: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said that could tell what is measured."""
        says = any(not spot.maybe and spot.members[0] not in DATES for spot in self.spots)
        return not says and not any(kind is not Residue.NUMBER for _, kind, _ in self.residue)


@dataclass(frozen=True, slots=True)
class _Phrase:
    stems: tuple[str, ...]
    member: str
    maybe: bool


Weight = tuple[int, bool, int, bool]


class Lexicon:
    """All members with their words, and the index that finds them in a label."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.members: dict[str, Member] = {}
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        self._seconds: dict[str, dict[str, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
        self._contractions = {str(k): str(v) for k, v in content["contractions"].items()}
        for dimension, members in content["dimensions"].items():
            for name, entry in members.items():
                self._add(dimension, name, entry)
        self.silent = frozenset(map(str, content["silent"]))
        self._order = {name: place for place, name in enumerate(self.members)}
        self._excluding = frozenset(map(str, content["excluding"]))
        self._vague = all_stems(content["vague"])
        self._fillers = all_stems(content["filler"]) | self._vague
        stems = {stem for group in self._phrases.values() for one in group for stem in one.stems}
        self._stems = frozenset(stems) | self._fillers
        by_start: dict[str, set[str]] = defaultdict(set)
        for stem in self._stems:
            by_start[stem[:LEAST_ABBREVIATION]].add(stem)
        self._by_start = {start: frozenset(group) for start, group in by_start.items()}
        self._firsts: dict[str, set[str]] = defaultdict(set)
        for stem, group in self._phrases.items():
            if any(len(phrase.stems) > 1 for phrase in group):
                self._firsts[stem[:SHORTEST]].add(stem)
        self._long: dict[str, list[str]] = defaultdict(list)
        for stem in sorted(stem for stem in self._stems if len(stem) >= LEAST_SLIP):
            self._long[stem[0]].append(stem)
        self.hear = lru_cache(maxsize=REMEMBERED)(self._hear)
        self._beginnings = lru_cache(maxsize=REMEMBERED)(self._beginnings_of)

    def _add(self, dimension: str, name: str, entry: Mapping[str, Any]) -> None:
        self.members[name] = Member(
            name,
            dimension,
            str(entry["ru"]),
            str(entry.get("sample", "")),
            entry.get("implies", ""),
            entry.get("rank", "strong"),
        )
        for key in ("words", "maybe"):
            for text in entry.get(key, ()):
                stems = stems_of(str(text))
                phrase = _Phrase(stems, name, key == "maybe")
                self._phrases[stems[0]].append(phrase)
                self._seconds[stems[0]][stems[1] if len(stems) > 1 else ""].append(phrase)

    def tokens_of(self, label: str) -> list[Token]:
        """The words of a label as they are compared, without how it is counted."""
        tokens = tokens_of(label, self._contractions, self._mended)
        return [token for token in tokens if token.bracketed is not Bracket.HOW]

    def _hear(self, label: str) -> Heard:
        """What a label says: the longest phrase from each word on, left to right; the number of a
        column says nothing.
        """
        if _NUMBERING.fullmatch(label):
            return Heard()
        tokens = self.tokens_of(label)
        said = [self._said(token) for token in tokens]
        spots: list[Spot] = []
        residue: list[tuple[str, Residue, Bracket]] = []
        place, starts_unknown = 0, False
        while place < len(tokens):
            found, after = self._longest(tokens, said, place)
            if found is None and tokens[place].text in self._excluding:
                residue.append((tokens[place].text, Residue.UNKNOWN, tokens[place].bracketed))
                place = max(place + 1, self._longest(tokens, said, place + 1)[1])
                continue
            if found is not None:
                spots.append(found)
                place = after
                continue
            token = tokens[place]
            if not said[place] & self._fillers:
                kind = _class_of(token)
                starts_unknown = starts_unknown or (kind is Residue.UNKNOWN and not spots)
                residue.append((token.text, kind, token.bracketed))
            elif said[place] & self._fillers <= self._vague:
                residue.append((token.text, Residue.VAGUE, token.bracketed))
            place += 1
        return Heard(tuple(spots), tuple(residue), starts_unknown)

    def _longest(
        self, tokens: list[Token], said: list[frozenset[str]], place: int
    ) -> tuple[Spot | None, int]:
        if place == len(tokens):
            return None, place
        best: list[_Phrase] = []
        after, most = place, (0, False, 0, False)
        silenced = self._silenced(tokens[place].text, said[place])
        for stem in said[place] | self._shortened_first(tokens[place], said[place]):
            for phrase in self._begun(stem, tokens, said, place):
                is_alone = len(phrase.stems) == 1
                if is_alone and (stem not in said[place] or stem in silenced):
                    continue
                end = self._end_of(phrase, tokens, said, place)
                weight = _weight(phrase, tokens[place]) if end else most
                if end and (not best or weight > most):
                    best, after, most = [phrase], end, weight
                elif end and weight == most:
                    best.append(phrase)
        if not best:
            return None, place
        names = sorted({phrase.member for phrase in best}, key=self._order.__getitem__)
        maybe = all(phrase.maybe for phrase in best)
        return Spot(tuple(names), tokens[place].bracketed, maybe, tokens[place].part), after

    def _silenced(self, word: str, said: frozenset[str]) -> frozenset[str]:
        """The stems of a word of which a longer beginning says nothing: «записка», not «запись»."""
        fillers = [filler for filler in said & self._fillers if word.startswith(filler)]
        longest = max(map(len, fillers), default=0)
        return frozenset(stem for stem in said if len(stem) < longest) - self._fillers

    def _begun(
        self, stem: str, tokens: list[Token], said: list[frozenset[str]], place: int
    ) -> Iterator[_Phrase]:
        """The phrases with a first stem whose second one may follow: a stem has up to a hundred."""
        behind = slice(place + 1, place + 2 + MOST_SKIPPED)
        follows = {"", *chain.from_iterable(said[behind])}
        is_short = any(token.text.endswith(".") for token in tokens[behind])
        for second, phrases in self._seconds.get(stem, {}).items():
            if is_short or second in follows:
                yield from phrases

    def _shortened_first(self, token: Token, said: frozenset[str]) -> frozenset[str]:
        """The first stems of phrases that a short abbreviation may be: «пл.» of «платн услуг»."""
        start = token.text[:-1]
        if said or not token.text.endswith(".") or len(start) not in (SHORTEST, SHORTEST + 1):
            return frozenset()
        alike = self._firsts.get(start[:SHORTEST], ())
        return frozenset(stem for stem in alike if stem.startswith(start))

    def _end_of(
        self, phrase: _Phrase, tokens: list[Token], said: list[frozenset[str]], place: int
    ) -> int:
        """The place after a phrase that begins at ``place``, 0 where its other words do not follow.

        A word that says nothing may stand between.
        """
        at = place + 1
        for stem in phrase.stems[1:]:
            skipped = 0
            while at < len(said) and not is_said(stem, tokens[at], said[at]):
                if skipped == MOST_SKIPPED or stem[0].isdigit() or not said[at] & self._fillers:
                    return 0
                skipped += 1
                at += 1
            if at == len(said):
                return 0
            at += 1
        return at

    def _said(self, token: Token) -> frozenset[str]:
        found = self._beginnings(token.text)
        if token.text.endswith("."):
            found |= self._stems & {token.text}
        if token.upper:
            found |= self._stems & {UPPER + token.text.rstrip(".")}
        return found

    def _beginnings_of(self, word: str) -> frozenset[str]:
        """The stems that a word begins with; where it has none, those one slip away."""
        found = beginnings_of(word, self._stems, self._by_start)
        if word.endswith(".") and len(word) <= LEAST_ABBREVIATION + 1:
            return found & {word[:-1]} or self._only_of_one(found)
        if found or len(word) <= LEAST_ABBREVIATION or not word.isalpha():
            return found
        if is_word(word):
            return self._of_lemma(word)
        alike = self._long.get(word[0], ()) if len(word) > LEAST_SLIP else ()
        return frozenset(stem for stem in alike if is_one_slip(word, stem))

    def _of_lemma(self, word: str) -> frozenset[str]:
        """The stems of a noun's first form where a vowel is put in: «карточек» of «карточка»."""
        lemma = noun_of(word) if _FLEETING.search(word) else ""
        return beginnings_of(lemma, self._stems, self._by_start) if lemma else frozenset()

    def _only_of_one(self, stems: frozenset[str]) -> frozenset[str]:
        """The stems that a very short abbreviation may be, where all are words of one member."""
        phrases = chain.from_iterable(self._phrases.get(stem, ()) for stem in stems)
        alone = {(phrase.member, phrase.maybe) for phrase in phrases}
        return stems if len(alone) == 1 and stems.isdisjoint(self._fillers) else frozenset()

    def _mended(self, joined: str, parts: list[str]) -> str:
        """The word that parts with hyphens are: cut («Пользо-ватели») or shortened («чит-лей»)."""
        return self._shortened(joined, parts) or (joined if self._is_cut(joined, parts) else "")

    def _shortened(self, joined: str, parts: list[str]) -> str:
        start, end = parts[0], parts[-1]
        is_short = len(parts) == 2 and len(start) >= LEAST_START and len(end) <= LONGEST_END
        if not is_short or is_word(joined):
            return ""
        found = {
            stem
            for stem in self._by_start.get(start[:LEAST_ABBREVIATION], ())
            if stem.startswith(start) and len(stem) >= len(joined) - 1 and ends_so(stem, end)
        }
        return min(found, key=len) if found and are_one(found) else ""

    def _is_cut(self, joined: str, parts: list[str]) -> bool:
        """Whether the parts make one word, of the lexicon or the language, that they are not by
        themselves: «Экземп-лярность».
        """
        if all(beginnings_of(part, self._stems, self._by_start) for part in parts):
            return False
        if beginnings_of(joined, self._stems, self._by_start):
            return True
        return is_word(joined) and not all(map(is_word, parts))


def _weight(phrase: _Phrase, first: Token) -> Weight:
    """More words before fewer, certain before uncertain, longer before shorter; an abbreviation
    is rather the word that is written so: «чит.» is «чит» before «читаемость».
    """
    said = len(first.text.rstrip("."))
    length = min(len(phrase.stems[0].rstrip(".")), said) + sum(map(len, phrase.stems[1:]))
    is_exact = said == len(phrase.stems[0].rstrip("."))
    return (len(phrase.stems), not phrase.maybe, length, is_exact)


def _class_of(token: Token) -> Residue:
    if _ROMAN.fullmatch(token.text):
        return Residue.NUMBER
    if token.text[:1].isdigit():
        return Residue.UNKNOWN if len(token.text) == len("2010") else Residue.NUMBER
    if token.quoted:
        return Residue.QUOTED
    return Residue.NAME if token.is_name else Residue.UNKNOWN
