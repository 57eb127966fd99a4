"""What the labels of a table mean together: each is weighed again beside what the others mean.

«до 14 лет» is likelier that of the users where the labels around it surely count users, and «МБ» is
hardly the whole sum where another label says the sum in clearer words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from extractor.indicators.decision import Decision, Meaning
from extractor.indicators.evidence import Features
from extractor.indicators.experience import heard
from extractor.indicators.kinship import Kin, Kinship
from extractor.indicators.learned_codes import Chances, leaders_of, signs_in_favour
from extractor.indicators.lexicon import Residue
from extractor.indicators.meaning import Labels, Source, Whose
from extractor.indicators.ranking import Weighed, chances, score
from extractor.indicators.reasons import Reasons, reasons_of
from extractor.indicators.rivals import EQUAL, LEAST, content_of
from extractor.model import Observation

MOST_WEIGHED = 5  # codes of a label that are weighed again
LIKELY = 0.5
BETTER = "said better beside"
LEAST_READINGS = 2
LEAST_SHARED, SHARE = 2, 0.4  # how many labels of a table share a word that is of all of them
SURE = (Kin.WHOLE, Kin.PART, Kin.SIBLING, Kin.SUBJECT, Kin.FAMILY)
KIN = (Kin.WHOLE, Kin.PART, Kin.SIBLING, Kin.SUBJECT)
Key = tuple[frozenset[str], str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one label of a table, read alone, means: its words, whose figure it is, and its first
    reading.
    """

    words: frozenset[str]
    whose: Whose
    decision: Decision

    @property
    def code(self) -> str:
        return self.decision.candidates[0][0] if self.decision.candidates else ""

    @property
    def chance(self) -> float:
        return self.decision.candidates[0][1] if self.decision.candidates else 0.0


class TableContext:
    """The readings of all labels of one table in its order, labels that say the same once."""

    def __init__(self, read: Iterable[tuple[Labels, Decision]], kinship: Kinship) -> None:
        self._kinship = kinship
        readings: dict[Key, Reading] = {}
        for labels, decision in read:
            key = key_of(labels)
            readings.setdefault(key, Reading(key[0], labels.whose, decision))
        self._readings = list(readings.values())
        self._places = {key: at for at, key in enumerate(readings)}
        self._words = Counter(chain.from_iterable(reading.words for reading in self._readings))
        self._by_code: dict[str, list[int]] = defaultdict(list)
        for at, reading in enumerate(self._readings):
            if reading.code:
                self._by_code[reading.code].append(at)
        self._sure = {
            code: (max(said), sum(said))
            for code, places in self._by_code.items()
            if (said := [self._readings[place].chance for place in places])
        }

    def features(self, labels: Labels, decision: Decision) -> Iterator[tuple[Weighed, Features]]:
        """The likeliest codes of a label, each with what its table says for and against it; none
        where it stands alone.
        """
        at = self._places.get(key_of(labels))
        if at is None or len(self._readings) < LEAST_READINGS:
            return
        knows = self._knows(decision)
        for weighed in decision.scores[:MOST_WEIGHED]:
            where = "labels" if weighed.in_labels else "titles"
            found: Features = {"first reading": weighed.score, f"{knows} words, {where}": 1.0}
            self._beside(at, weighed.code, where, found)
            self._rivals(at, weighed.code, dict(decision.candidates), knows, found)
            self._next_to(at, weighed.code, found)
            yield weighed, found

    def _knows(self, decision: Decision) -> str:
        """Whether all words of a label are known, if not whether they are of the whole table."""
        unknown = [
            word.rstrip(".")
            for word, kind, source in decision.coordinates.residue
            if kind is Residue.UNKNOWN and source in (Source.OWN, Source.OUTER)
        ]
        if not unknown:
            return "known"
        least = max(LEAST_SHARED, SHARE * len(self._readings))
        return "shared" if all(self._words[word] >= least for word in unknown) else "unknown"

    def _beside(self, at: int, code: str, where: str, found: Features) -> None:
        """How sure the nearest of kin is, and how much of the table is of kin."""
        best: dict[Kin, float] = defaultdict(float)
        total: dict[Kin, float] = defaultdict(float)
        own = self._readings[at].code
        for other, (highest, whole) in self._sure.items():
            kin = self._kinship.of(code, other)
            if other == own:
                said = [self._readings[one].chance for one in self._by_code[own] if one != at]
                highest, whole = max(said, default=0.0), sum(said)
            if kin is not Kin.SAME:
                best[kin] = max(best[kin], highest)
                total[kin] += whole
        for kin in SURE:
            if best[kin] > LIKELY:
                found[f"{kin} sure beside, {where}"] = 2 * (best[kin] - LIKELY)
        others = max(1, len(self._readings) - 1)
        subject = sum(total[kin] for kin in KIN)
        found[f"share of its subject, {where}"] = subject / others
        found[f"share of its family, {where}"] = (subject + total[Kin.FAMILY]) / others
        found[f"share of strangers, {where}"] = total[Kin.STRANGER] / others

    def _rivals(
        self, at: int, code: str, said: dict[str, float], knows: str, found: Features
    ) -> None:
        """Whether another label of the table says the same, and better."""
        mine, chance = self._readings[at], said.get(code, 0.0)
        better = same = 0.0
        for place in self._by_code.get(code, ()):
            other = self._readings[place]
            if place == at or other.whose is not mine.whose or other.words == mine.words:
                continue
            same = max(same, other.chance)
            more = other.chance - chance
            if more > EQUAL or (more >= -EQUAL and not mine.words < other.words):
                better = max(better, other.chance)
        if better:
            found[BETTER] = better
        elif same > LEAST:
            found["said worse beside"] = same
        else:
            found[f"said once, {knows}"] = 1.0

    def _next_to(self, at: int, code: str, found: Features) -> None:
        """What the labels before and after are to a code."""
        for place, side in ((at - 1, "after"), (at + 1, "before")):
            if 0 <= place < len(self._readings):
                beside = self._readings[place]
                if beside.chance > LIKELY:
                    found[f"{side} {self._kinship.of(code, beside.code)}"] = beside.chance


class TableContexts:
    """The context of each table, made when first asked for, and the decisions beside it."""

    def __init__(
        self,
        observations: Iterable[Observation],
        labels_of: Callable[[Observation], Labels],
        meaning: Meaning,
    ) -> None:
        self._labels_of, self._meaning = labels_of, meaning
        self._observations: dict[int, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.table is not None:
                self._observations[observation.table].append(observation)
        self._contexts: dict[int, TableContext] = {}
        self._decided: dict[tuple[int, Labels], Decision] = {}

    def decide(self, table: int, labels: Labels) -> Decision:
        """The decision on a label of a table after the whole table has been heard."""
        if (table, labels) not in self._decided:
            alone = self._meaning.decide(labels)
            found = decided_beside(labels, alone, self._of(table), self._meaning)
            self._decided[table, labels] = found
        return self._decided[table, labels]

    def reasons(self, table: int, labels: Labels) -> Reasons:
        """What was weighed for the likeliest code of a label of a table."""
        decision = self._meaning.decide(labels)
        found = self._of(table).features(labels, decision)
        taught = with_experience(found, heard(labels, decision.coordinates))
        return reasons_of(labels, list(taught), self._meaning)

    def _of(self, table: int) -> TableContext:
        if table not in self._contexts:
            labels = dict.fromkeys(map(self._labels_of, self._observations.get(table, ())))
            read = ((one, self._meaning.decide(one)) for one in labels)
            self._contexts[table] = TableContext(read, self._meaning.kinship)
        return self._contexts[table]


def key_of(labels: Labels) -> Key:
    """What tells labels of a table apart: figures of two years or libraries have the same."""
    said = frozenset[str]().union(*map(content_of, (*labels.row, *labels.column)))
    return said, labels.over, labels.group


def decided_beside(
    labels: Labels, decision: Decision, context: TableContext, meaning: Meaning
) -> Decision:
    """The decision on a label after its table has been heard: a code is given where it is likely
    beside the other labels, and what other reports taught makes it nearly sure.
    """
    found = list(context.features(labels, decision))
    if not found:
        return decision
    best = chances((one.code, score(said, meaning.table_weights)) for one, said in found)
    taken = meaning.taken(best, meaning.likely)
    if taken["code"]:
        chance = _as_taught(labels, decision, found, taken["code"], meaning)
        taken["probability"] = max(taken["probability"], chance)
        taken["code"] = taken["code"] if chance else ""
    return replace(decision, **taken)


def _as_taught(
    labels: Labels,
    decision: Decision,
    found: Iterable[tuple[Weighed, Features]],
    code: str,
    meaning: Meaning,
) -> float:
    """How probable experience makes a code, or its twin; 0 where it is not sure enough of it."""
    taught = with_experience(found, heard(labels, decision.coordinates))
    best = chances((one, score(said, meaning.taught_weights)) for one, said in taught)
    taken = meaning.taken(best, meaning.threshold)
    is_same = meaning.twin(taken["code"]) == meaning.twin(code)
    return float(taken["probability"]) if is_same else 0.0


def with_experience(
    found: Iterable[tuple[Weighed, Features]], heard_of: Chances
) -> Iterator[tuple[str, Features]]:
    """The likeliest codes of a label, each with what its table and experience say of it."""
    leaders = leaders_of(heard_of)
    for one, said in found:
        yield one.code, said | dict(signs_in_favour(one.code, heard_of, leaders))
