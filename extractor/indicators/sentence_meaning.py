"""What the words around a figure of a sentence mean, by the model that reads labels, with weights
of its own: in a sentence other places matter than in a table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from extractor.indicators.evidence import Evidence, Features, Point, points_of
from extractor.indicators.held_formulas import shares_in
from extractor.indicators.learned_codes import leaders_of, named_by, signs_for
from extractor.indicators.learned_words import LearnedWords, learned_words
from extractor.indicators.lexicon import WHAT, Lexicon, Residue
from extractor.indicators.meaning import UNIT_SUBJECTS, Coordinates, Found, Source, found_in_unit
from extractor.indicators.ranking import ranked, score
from extractor.indicators.sentence_signs import PERCENT, Candidate, add_signs
from extractor.indicators.sentence_wordings import agrees
from extractor.indicators.sentence_words import NAMING, Around, Clause, speech_of
from extractor.indicators.table_values import TELLING
from extractor.model import Vocabulary
from extractor.words import words

REMEMBERED = 4096
JUST_ASKED = 16  # figures whose candidates are asked for again at once
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
OWN = (Source.OWN, Source.OUTER)
HEADED = f"subject {Source.HEADING}"


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
        self.learned = learned_words()
        self.weights: dict[str, float] = dict(known["weights"])
        self.threshold, self.least = float(known["threshold"]), float(known["least"])
        self.share_of = shares_in(vocabulary)
        self.of_parts = frozenset(words("claims")["told_of_parts"])
        self._members: dict[str, frozenset[str]] = defaultdict(frozenset)
        for point in points:
            self._members[point.code] |= point.members
        self.ranked = lru_cache(maxsize=REMEMBERED)(self._ranked)
        self.candidates = lru_cache(maxsize=JUST_ASKED)(self._candidates)

    def learn(self, learned: LearnedWords) -> None:
        """Take other weights of words."""
        self.learned = learned
        self.ranked.cache_clear()
        self.candidates.cache_clear()

    def _ranked(self, around: Around) -> list[tuple[str, float]]:
        """Indicators with their probabilities, the best first; what is left is that of none."""
        weighed = ((found.code, found.features) for found in self.candidates(around))
        return ranked(weighed, self.weights)

    def possible(self, ranked: Iterable[tuple[str, float]], code: str) -> bool:
        """Whether a code is probable enough for what a wording gives."""
        return any(code == name and chance >= self.least for name, chance in ranked)

    def agrees(self, around: Around, code: str) -> bool:
        """Whether the words of the clause are at one with a code that a wording gives."""
        clause = Clause(around, self.lexicon)
        return agrees(clause, self.vocabulary.indicators[code], self._members[code])

    def _candidates(self, around: Around) -> tuple[Candidate, ...]:
        return tuple(self._found(around))

    def _found(self, around: Around) -> Iterator[Candidate]:
        """Each indicator that the words may mean, that a wording gives, that the figure before has,
        that words alone make probable or whose value a table has, with what speaks for and against.
        """
        if not around.layers:
            return
        clause, coordinates = Clause(around, self.lexicon), self.read(around)
        chances = self.learned.chances(around)
        leaders = leaders_of(chances)
        named: set[str] = set()
        for point, features in self.evidence.candidates(coordinates):
            named.add(point.code)
            features.update(signs_for(point.code, chances, leaders))
            yield self._signed(clause, point, features)
        shares = [code for code, whole in self.share_of.items() if whole == around.previous]
        shares = shares if around.unit == PERCENT else []
        told = [code for code, digits in around.tables if digits >= TELLING]
        for code in dict.fromkeys(
            (around.worded, around.previous, *named_by(chances), *told, *shares)
        ):
            if code in self.vocabulary.indicators and code not in named:
                unit = self.evidence.unit_of(self.vocabulary.indicators[code].unit, coordinates)
                features = {"bias": 1.0, f"indicator {code}": 1.0, unit: 1.0}
                features.update(signs_for(code, chances, leaders))
                if code not in (around.worded, around.previous):
                    features["only learned"] = 1.0
                yield self._signed(clause, Point(code, "", (), frozenset()), features)

    def _signed(self, clause: Clause, point: Point, features: Features) -> Candidate:
        found = Candidate(
            point.code,
            self.vocabulary.indicators[point.code],
            point.subject,
            point.qualifiers,
            point.members if point.subject else self._members[point.code],
            self._members[point.code],
            features,
            self.share_of.get(point.code, ""),
        )
        add_signs(clause, found, point.code in self.of_parts)
        return found

    def is_of_heading(self, around: Around, code: str) -> bool:
        """Whether only a heading names what an indicator counts."""
        if code == around.worded:
            return False
        own = [found.features for found in self.candidates(around) if found.code == code]
        best = max(own, key=lambda features: score(features, self.weights), default={})
        return any(name.startswith(HEADED) for name in best)

    def said_in(self, around: Around) -> frozenset[str]:
        """The dimensions that the words of a clause, and what is carried to it, name."""
        members = Clause(around, self.lexicon).said(range(4)) if around.layers else ()
        return frozenset(self.lexicon.members[name].dimension for name in members)

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
                    found.append(Found(spot.members, source, spot.maybe, leads))
                    if leads:
                        leading.add(source)
                if source in OWN:
                    count += len(heard.spots) + len(heard.residue)
                    residue += (
                        (word, kind, source)
                        for word, kind, _ in heard.residue
                        if kind is not Residue.UNKNOWN or speech_of(word) in NAMING
                    )
        found += self._units(around)
        return Coordinates(tuple(found), tuple(residue), around.unit, count)

    def _units(self, around: Around) -> Iterator[Found]:
        yield from found_in_unit(around.unit)
        if around.unit not in UNIT_SUBJECTS and around.elided in UNIT_SUBJECTS:
            yield Found((UNIT_SUBJECTS[around.elided],), Source.OVER, maybe=True)


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
