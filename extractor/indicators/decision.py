"""Which indicator a figure has: the candidates of its coordinates, weighed; one, or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.indicators.evidence import Evidence, Features, Point, points_of
from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import Coordinates, Labels, read
from extractor.indicators.ranking import ranked, score
from extractor.model import Vocabulary
from extractor.words import words

REMEMBERED = 16384
MOST_CANDIDATES = 3
LIKELY = 0.5
CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Decision:
    """The code (empty below the threshold), how probable the best is, and the best three."""

    code: str
    probability: float
    candidates: tuple[tuple[str, float], ...]
    coordinates: Coordinates

    def probability_of(self, code: str) -> float:
        return dict(self.candidates).get(code, 0.0)


class Meaning:
    """Reads labels into coordinates and decides by ``words/meaning_weights.yaml``."""

    def __init__(self, vocabulary: Vocabulary, weights: Mapping[str, Any] | None = None) -> None:
        content = words("meaning")
        known = weights or words("meaning_weights")
        self.lexicon = Lexicon(content)
        points = points_of(content["points"], vocabulary.indicators)
        self.codes = frozenset(point.code for point in points)
        self.of_change = frozenset(point.code for point in points if self._is_of_change(point))
        self.evidence = Evidence(self.lexicon, points, vocabulary.families)
        self.weights: dict[str, float] = dict(known["weights"])
        self.twins: dict[str, str] = dict(content["twins"])
        self.threshold = float(known["threshold"])
        self.confirmed = float(known["confirmed"])
        self.decide = lru_cache(maxsize=REMEMBERED)(self._decide)

    def _is_of_change(self, point: Point) -> bool:
        """Whether an indicator is itself a change, as the distance from a plan is."""
        dimensions = {self.lexicon.members[name].dimension for name in point.qualifiers}
        return CHANGE in dimensions

    def _decide(self, labels: Labels) -> Decision:
        """The most probable indicator of the labels, where it is probable enough."""
        coordinates = read(labels, self.lexicon)
        candidates = self.evidence.candidates(coordinates)
        weighed = ((point.code, features) for point, features in candidates)
        best = ranked(weighed, self.weights)[:MOST_CANDIDATES]
        code, probability = best[0] if best else ("", 0.0)
        twin = self.twins.get(code, code)
        together = sum(chance for name, chance in best if self.twins.get(name, name) == twin)
        is_sure = together >= self.threshold
        return Decision(code if is_sure else "", probability, tuple(best), coordinates)

    def confirms(self, decision: Decision, code: str) -> bool:
        """Whether the model finds possible what a wording gives, and nothing else likely."""
        best, chance = decision.candidates[0] if decision.candidates else ("", 0.0)
        is_best = self.twins.get(best, best) == self.twins.get(code, code) or chance < LIKELY
        return is_best and decision.probability_of(code) >= self.confirmed

    def reasons(self, labels: Labels, code: str) -> list[tuple[str, float]]:
        """What speaks for and against a code, the heaviest first: (feature, weight)."""
        found: list[tuple[float, Features]] = [
            (score(features, self.weights), features)
            for point, features in self.evidence.candidates(read(labels, self.lexicon))
            if point.code == code
        ]
        if not found:
            return []
        _, features = max(found, key=lambda pair: pair[0])
        weighed = ((name, self.weights.get(name, 0.0) * count) for name, count in features.items())
        return sorted(weighed, key=lambda pair: -abs(pair[1]))


@lru_cache(maxsize=4)
def meaning_of(vocabulary: Vocabulary) -> Meaning:
    """One model a vocabulary: what it has read is true of all reports."""
    return Meaning(vocabulary)
