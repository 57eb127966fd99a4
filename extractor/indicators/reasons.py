"""What was weighed for and against the code of a label, gathered for people."""

from collections import defaultdict

from extractor.indicators.decision import Meaning
from extractor.indicators.evidence import Features
from extractor.indicators.meaning import Labels, read
from extractor.indicators.ranking import score

FIRST = "first reading"
LEAST_TOLD = 0.05  # of a weight that is worth telling
EXPERIENCE, LEARNED = "experience", "learned"
# How names of features begin, and what they are about together.
ABOUT = {
    "unit": ("unit",),
    "words of something else": ("extra", "outbid", "perhaps", "own words", "all explained"),
    "words not understood": ("unknown", "share of unknown", "first word", "vague", "name word"),
    "thing counted": (
        "subject",
        "clean",
        "no own",
        "leader",
        "other",
        "is the number",
        "is another",
    ),
    "places": ("found", "a part", "implied", "number word", "quoted word"),
    "indicator": ("",),
}
Reasons = tuple[tuple[str, float], ...]


def reasons_of(labels: Labels, beside: list[tuple[str, Features]], meaning: Meaning) -> Reasons:
    """What speaks for and against the likeliest code of a label, the most telling first: what its
    words say, and what its table and experience say (``beside``, by code; empty where it stands
    alone).
    """
    weights, own = meaning.taught_weights, dict[str, float]()
    code, features = max(beside, key=lambda one: score(one[1], weights), default=("", own))
    alone = meaning.decide(labels)
    code = code or (alone.candidates[0][0] if alone.candidates else "")
    share = weights.get(FIRST, 0.0) if beside else 1.0
    said = defaultdict[str, float](float)
    said.update((name, share * weight) for name, weight in _by_kind(labels, code, meaning).items())
    for name, value in features.items():
        if name != FIRST:
            said[told_as(name)] += weights.get(name, 0.0) * value
    telling = (reason for reason in said.items() if abs(reason[1]) >= LEAST_TOLD)
    return tuple(sorted(telling, key=lambda reason: -abs(reason[1])))


def told_as(name: str) -> str:
    """As what a feature of the second reading is told: all that experience says is one reason."""
    return EXPERIENCE if name.startswith(LEARNED) else name


def _by_kind(labels: Labels, code: str, meaning: Meaning) -> dict[str, float]:
    """How much each kind of features of the words of a label says for a code."""
    found = [
        features
        for point, features in meaning.evidence.candidates(read(labels, meaning.lexicon))
        if point.code == code
    ]
    best = max(found, key=lambda features: score(features, meaning.weights), default={})
    kinds: dict[str, float] = defaultdict(float)
    for name, value in best.items():
        kind = next(kind for kind, starts in ABOUT.items() if name.startswith(starts))
        kinds[kind] += meaning.weights.get(name, 0.0) * value
    return kinds
