"""Which indicator a figure has: the candidates of its coordinates, weighed; one, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.indicators.evidence import Evidence, Point, points_of
from extractor.indicators.kinship import Kinship
from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import Coordinates, Labels, read
from extractor.indicators.ranking import Weighed, chances, weighed
from extractor.model import Vocabulary
from extractor.words import words

REMEMBERED = 16384
MOST_CANDIDATES = 3
LIKELY, POSSIBLE = 0.5, 0.3
CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Decision:
    """The code (empty below the threshold), how probable the best is, and the best three; the
    scores of all.
    """

    code: str
    probability: float
    candidates: tuple[tuple[str, float], ...]
    coordinates: Coordinates
    scores: tuple[Weighed, ...] = ()

    @property
    def likely(self) -> str:
        """The best code that another figure may yet confirm."""
        code, chance = self.candidates[0] if self.candidates else ("", 0.0)
        return code if chance >= POSSIBLE else ""

    @property
    def likeliest(self) -> list[tuple[str, float]]:
        """All codes that were weighed with their probabilities, the best first."""
        return chances([(one.code, one.score) for one in self.scores])

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
        self.table_weights: dict[str, float] = dict(known["table"])
        self.taught_weights: dict[str, float] = dict(known["taught"])
        self.kinship = Kinship(points, self.lexicon)
        self.twins: dict[str, str] = dict(content["twins"])
        self.threshold = float(known["threshold"])
        self.alone, self.likely = float(known["alone"]), float(known["likely"])
        self.confirmed = float(known["confirmed"])
        self.decide = lru_cache(maxsize=REMEMBERED)(self._decide)

    def _is_of_change(self, point: Point) -> bool:
        """Whether an indicator is itself a change, as the distance from a plan is."""
        dimensions = {self.lexicon.members[name].dimension for name in point.qualifiers}
        return CHANGE in dimensions

    def _decide(self, labels: Labels) -> Decision:
        """The most probable indicator of the labels, where it is probable enough."""
        coordinates = read(labels, self.lexicon)
        named = ((point.code, said) for point, said in self.evidence.candidates(coordinates))
        found = weighed(named, self.weights)
        best = chances([(one.code, one.score) for one in found])
        taken = self.taken(best, self.alone)
        return Decision(**taken, coordinates=coordinates, scores=tuple(found))

    def taken(self, best: Sequence[tuple[str, float]], threshold: float) -> dict[str, Any]:
        """The code of the best candidate where it is probable enough; twins count together."""
        code, probability = best[0] if best else ("", 0.0)
        twin = self.twin(code)
        together = sum(chance for name, chance in best if self.twin(name) == twin)
        return {
            "code": code if together >= threshold else "",
            "probability": probability,
            "candidates": tuple(best[:MOST_CANDIDATES]),
        }

    def twin(self, code: str) -> str:
        """The code that stands for all that mean nearly the same, itself where none does."""
        return self.twins.get(code, code)

    def confirms(self, decision: Decision, code: str) -> bool:
        """Whether the model finds possible what a wording gives, and nothing else likely."""
        best, chance = decision.candidates[0] if decision.candidates else ("", 0.0)
        is_best = self.twin(best) == self.twin(code) or chance < LIKELY
        return is_best and decision.probability_of(code) >= self.confirmed


@lru_cache(maxsize=4)
def meaning_of(vocabulary: Vocabulary) -> Meaning:
    """One model a vocabulary: what it has read is true of all reports."""
    return Meaning(vocabulary)
