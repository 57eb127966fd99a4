"""What the words around a figure of a sentence mean, by the model that reads labels, with weights
of its own: in a sentence other places matter than in a table.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from msgspec import Struct

from extractor.indicators.evidence import OPEN, Evidence, Features, Point, points_of
from extractor.indicators.lexicon import WHAT, Lexicon, Residue
from extractor.indicators.meaning import (
    UNIT_MEMBERS,
    UNIT_SUBJECTS,
    Coordinates,
    Found,
    Source,
)
from extractor.indicators.ranking import ranked
from extractor.model import SentenceRole, Vocabulary
from extractor.words import words

Words = tuple[str, ...]
REMEMBERED = 4096
PERCENT = "%"
PLANNED, WEAK = "plan", "weak"
ABBREVIATION = re.compile(r"[^\W\d_]+\.")
# Layers that may narrow what a figure counts, of one library and of all; dimensions that also go on
# from the clause before.
OWN_AND_COLON, NARROWING_LAYERS = (0, 1, 3), (0, 1, 3, 5, 7)
STATE = "state"
TOLD_ONE_BY_ONE = "model"  # «Фонд модельных библиотек» is a title over single libraries
NAMING_A_PART = frozenset({"who", "subset", "channel", "scope", "kind", "branch", "cause"})
FORM, STOCK = "form", "holdings."  # books and newspapers are parts of a stock
OTHER_PLACES = frozenset({"districts", "places"})
GOES_ON = frozenset({"state", "purpose", "measure", "per", "what", "compare"})
UNSURE, SAID = "perhaps extra what own", "subject own leads"
# Words that restrict and that the indicator does not say; people whom only the title names.
LEFT_OVER = frozenset(
    {
        "own words unexplained",
        "unknown word own",
        "found who heading",
        "extra scope heading",
        "extra channel heading",
        "extra who heading",
        "extra subset heading",
        "extra over",
    }
)
# What the layers of a subject are to the model of labels: the thing counted, its clause and what
# is carried from the clause before are its own label; the words before a colon stand over it.
LAYERS = (
    Source.OWN,
    Source.OWN,
    Source.OWN,
    Source.OUTER,
    Source.OVER,
    Source.CAPTION,
    Source.GROUP,
    Source.HEADING,
)
OWN_LAYERS = LAYERS.count(Source.OWN)
OWN = (Source.OWN, Source.OUTER)


class Around(Struct, frozen=True):
    """What is known of a figure of a sentence beside its words.

    ``layers`` are its words by distance, the nearest first, the headings last; ``printed`` is all
    that its clause prints between the figures around it; ``elided`` is the
    unit of the figure before where its own is left out, ``previous`` its indicator. ``alone``: told
    of one library, and nobody knows which; ``narrow``: the headings or the sentence before it speak
    of a part of the work.
    """

    layers: tuple[Words, ...]
    printed: str = ""
    unit: str = ""
    elided: str = ""
    role: SentenceRole = SentenceRole.FACT
    part: bool = False
    whole: bool = False
    dated: bool = False
    library: bool = False
    alone: bool = False
    narrow: bool = False
    previous: str = ""


class SentenceMeaning:
    """Reads the words around figures of sentences and ranks the indicators that they may mean."""

    def __init__(self, vocabulary: Vocabulary, weights: Mapping[str, Any] | None = None) -> None:
        content = merged(words("meaning"), words("sentence_meaning"))
        content["filler"] += [*vocabulary.neutral, *map(str, words("claims")["neutral"])]
        known = weights or words("sentence_weights")
        self.vocabulary = vocabulary
        self.lexicon = Lexicon(content)
        points = points_of(content["points"], vocabulary.indicators)
        self.evidence = Evidence(self.lexicon, points, vocabulary.families)
        self.weights: dict[str, float] = dict(known["weights"])
        self.threshold = float(known["threshold"])
        self.of_parts = frozenset(words("claims")["told_of_parts"])
        self._members: dict[str, set[str]] = defaultdict(set)
        for point in points:
            self._members[point.code] |= point.members
        self.ranked = lru_cache(maxsize=REMEMBERED)(self._ranked)

    def _ranked(self, around: Around) -> list[tuple[str, float]]:
        """Indicators with their probabilities, the best first; what is left is that of none."""
        return ranked(self.candidates(around), self.weights)

    def candidates(self, around: Around) -> Iterator[tuple[Point, Features]]:
        """Each indicator that the words may mean, with what speaks for and against."""
        if around.whole or around.alone or not around.layers or self._is_unknown(around):
            return
        own = [text for texts in around.layers[:2] for text in texts]
        if len(own) == 1 and ABBREVIATION.fullmatch(own[0]):
            return
        for point, features in self.evidence.candidates(self.read(around)):
            if self._is_barred(point, features, around):
                continue
            for name in self._circumstances(point, around):
                features[name] = 1.0
            yield point, features

    def _says_more(self, point: Point, around: Around) -> bool:
        """Whether the clause prints a word that restricts and that the indicator does not say."""
        return any(
            not spot.maybe
            and point.members.isdisjoint(spot.members)
            and self.lexicon.silent.isdisjoint(spot.members)
            and self.lexicon.members[spot.members[0]].dimension not in OPEN
            and self.lexicon.members[spot.members[0]].rank != WEAK
            for spot in self.lexicon.hear(around.printed).spots
        )

    def restricts(self, code: str, around: Around) -> bool:
        """Whether the clause of a figure names a part of what an indicator counts: people, a kind
        of library, a way of service; or other places.
        """
        known = self._members.get(code, set())
        borrowed = known.isdisjoint(self._said(around, (0, 1)))
        parts = NAMING_A_PART | ({FORM} if borrowed or code.startswith(STOCK) else set())
        spots = [
            set(spot.members)
            for spot in self.lexicon.hear(around.printed).spots
            if not spot.maybe
            and (
                self.lexicon.members[spot.members[0]].dimension in parts
                or not OTHER_PLACES.isdisjoint(spot.members)
            )
        ]
        return bool(known) and any(known.isdisjoint(members) for members in spots)

    def _is_borrowed(self, point: Point, around: Around) -> bool:
        """Whether what narrows an indicator is said of the figure before alone: «книг – 120,
        журналов – 30». What was done, for what, and how it is measured goes on.
        """
        places = OWN_AND_COLON if around.library else NARROWING_LAYERS
        said = self._said(around, places) | {UNIT_MEMBERS.get(around.unit, "")}
        if TOLD_ONE_BY_ONE not in self._said(around, OWN_AND_COLON):
            said.discard(TOLD_ONE_BY_ONE)
        stands = tuple(words("sentence_meaning")["stands"])
        own = (word for text in around.layers[1] for word in text.lower().split())
        new_state = any(word.startswith(stands) for word in own)
        goes_on = GOES_ON - {STATE} if new_state else GOES_ON
        return any(
            name not in said and self.lexicon.members[name].dimension not in goes_on
            for name in point.qualifiers
        )

    def said_in(self, around: Around) -> frozenset[str]:
        """The dimensions that the words of a clause, and what is carried to it, name."""
        members = self._said(around, range(4))
        return frozenset(self.lexicon.members[name].dimension for name in members)

    def _said(self, around: Around, places: Iterable[int]) -> set[str]:
        """The members that some layers name."""
        layers = (around.layers[at] for at in places if at < len(around.layers))
        heard = (self.lexicon.hear(text) for layer in layers for text in layer)
        return {name for each in heard for spot in each.spots for name in spot.members}

    def _is_of_another_thing(self, point: Point, around: Around) -> bool:
        """Whether another thing is counted than that which only the words before name."""
        if point.subject in self._said(around, (0, 1)):
            return False
        thing = self._said(around, (0,))
        return any(self.lexicon.members[name].dimension == WHAT for name in thing) or (
            self.lexicon.members[point.subject].rank == WEAK
            and point.subject not in self._said(around, (0, 1, 2, 3, 4))
            and not self._implied(around)
        )

    def _implied(self, around: Around) -> bool:
        own = self._said(around, (0, 1, 2))
        return any(self.lexicon.members[name].implies for name in own)

    def is_contradicted(self, code: str, around: Around) -> bool:
        """Whether the thing counted is another one than an indicator counts: «Рост числа читателей
        отмечен в 6 библиотеках».
        """
        thing = around.layers[0] if around.layers else ()
        things = [
            set(spot.members)
            for text in thing
            for spot in self.lexicon.hear(text).spots
            if not spot.maybe and self.lexicon.members[spot.members[0]].dimension == WHAT
        ]
        if code in words("claims")["counted_whole"] and any(map(_is_where, thing)):
            return True
        known = self._members.get(code, set())
        return bool(known) and any(known.isdisjoint(members) for members in things)

    def read(self, around: Around) -> Coordinates:
        """The coordinates that all words around a figure give."""
        found: list[Found] = []
        residue: list[tuple[str, Residue, Source]] = []
        count = 0
        leading: set[Source] = set()
        for source, texts in zip(LAYERS, around.layers, strict=False):
            for heard in map(self.lexicon.hear, texts):
                for spot in heard.spots:
                    is_what = any(
                        self.lexicon.members[name].dimension == WHAT for name in spot.members
                    )
                    leads = is_what and not spot.maybe and source not in leading
                    found.append(Found(spot.members, source, spot.maybe, leads, spot.words))
                    if leads:
                        leading.add(source)
                if source in OWN:
                    count += len(heard.spots) + len(heard.residue)
                    residue += ((word, kind, source) for word, kind, _ in heard.residue)
        found += self._units(around)
        return Coordinates(tuple(found), tuple(residue), around.unit, count)

    def _units(self, around: Around) -> Iterator[Found]:
        if around.unit in UNIT_MEMBERS:
            yield Found((UNIT_MEMBERS[around.unit],), Source.UNIT, False, False, around.unit)
        if around.unit in UNIT_SUBJECTS:
            yield Found((UNIT_SUBJECTS[around.unit],), Source.UNIT, True, True, around.unit)
        elif around.elided in UNIT_SUBJECTS:
            yield Found((UNIT_SUBJECTS[around.elided],), Source.OVER, True, False, around.elided)

    def _is_unknown(self, around: Around) -> bool:
        """Whether a word of the figure's own phrases is left over that no member knows."""
        own = (text for texts in around.layers[:OWN_LAYERS] for text in texts)
        heard = (
            kind
            for text in (*own, around.printed)
            for _, kind, _ in self.lexicon.hear(text).residue
        )
        return Residue.UNKNOWN in heard

    def _is_barred(self, point: Point, features: Features, around: Around) -> bool:
        """Whether a figure that may have an indicator has none: words are left over that restrict
        it; it is a part or a per cent of what has it, of one day, of a library nobody knows.
        """
        indicator = self.vocabulary.indicators[point.code]
        if not LEFT_OVER.isdisjoint(features):
            return True
        if UNSURE in features and SAID not in features:
            return True
        if self.is_contradicted(point.code, around) or self._says_more(point, around):
            return True
        if not around.part and self._is_borrowed(point, around):
            return True
        if self._is_of_another_thing(point, around):
            return True
        if around.role is SentenceRole.SHARE and around.unit == PERCENT != indicator.unit:
            return True
        if PLANNED in point.qualifiers and around.role is SentenceRole.FACT:
            return True
        if around.library and point.code.startswith(words("claims")["never_of_one"]):
            return True
        if around.dated and indicator.kind == "flow":
            return True
        if point.code in self.of_parts and around.narrow:
            return True
        return around.part and point.code == around.previous

    def _circumstances(self, point: Point, around: Around) -> Iterator[str]:
        """What bears on an indicator beside words: a part, one day, one library, a narrow title."""
        indicator = self.vocabulary.indicators[point.code]
        if around.part:
            yield "in a part"
        if around.role is not SentenceRole.FACT:
            yield f"as a {around.role}"
        if around.library:
            yield "of a library"
        if point.code in self.of_parts:
            yield "often of parts"
        if around.unit == PERCENT:
            yield "per cent as meant" if indicator.unit == PERCENT else "per cent of another"


def _is_where(text: str) -> bool:
    """«в 3 филиалах» tells where, not how many there are."""
    return text.endswith(("ах", "ях"))


def merged(labels: Mapping[str, Any], sentences: Mapping[str, Any]) -> dict[str, Any]:
    """The words of labels and those of sentences as one."""
    content = deepcopy(dict(labels))
    for members in content["dimensions"].values():
        for name, entry in members.items():
            dropped = sentences["not_said"].get(name, ())
            kept = (word for word in entry.get("words", ()) if word not in dropped)
            entry["words"] = [*kept, *sentences["words"].get(name, ())]
            entry["implies"] = sentences["implies"].get(name, entry.get("implies", ""))
    for dimension, members in sentences["members"].items():
        content["dimensions"][dimension] |= members
    for code, text in sentences["points"].items():
        content["points"][code] = " | ".join(filter(None, (content["points"].get(code), text)))
    content["filler"] = [*content["filler"], *sentences["filler"]]
    return content


@lru_cache(maxsize=4)
def sentence_meaning_of(vocabulary: Vocabulary) -> SentenceMeaning:
    """One model a vocabulary."""
    return SentenceMeaning(vocabulary)
