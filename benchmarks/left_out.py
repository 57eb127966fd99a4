"""How well labels of systems that were left out are answered: precision, recall, calibration."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.conditional_logit import NONE
from benchmarks.meaning_labels import Case

BINS = 10
DOUBTFUL = 0.85
KIT, SAMPLES = "kit", "samples"


@dataclass(frozen=True)
class Answer:
    """A case with the probabilities of its candidates, the best first."""

    case: Case
    ranked: Sequence[tuple[float, str]]

    @property
    def best(self) -> tuple[float, str]:
        return self.ranked[0] if self.ranked else (0.0, NONE)


@dataclass(frozen=True)
class Proposed:
    """A case with the codes that are proposed for it, the likeliest first, and how probable the
    catalogue alone finds its best one.
    """

    case: Case
    codes: Sequence[str]
    probability: float


def near_of(proposals: Iterable[Proposed]) -> Iterator[str]:
    """How often the right code is among the first three that are proposed, by group: of all labels
    that have a code, and of those of which the catalogue alone is not sure.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for proposed in proposals:
        wanted, count = proposed.case.codes - {NONE}, counts[_group(proposed.case.system)]
        if wanted and NONE not in proposed.case.codes:
            is_near = bool(wanted & set(proposed.codes[:3]))
            is_doubtful = proposed.probability < DOUBTFUL
            count.update(all=1, near=is_near, doubtful=is_doubtful, told=is_near and is_doubtful)
    for group, count in counts.items():
        of_all, of_doubtful = count["near"] / count["all"], count["told"] / count["doubtful"]
        yield f"proposed, {group}: among three {of_all:.3f}, where in doubt {of_doubtful:.3f}"


def table_of(answers: Iterable[Answer], threshold: float) -> Iterator[str]:
    """A line a system, one for each group of systems, then the calibration of each group."""
    by_system, by_group = defaultdict(list), defaultdict(list)
    for answer in answers:
        by_system[answer.case.system].append(answer)
        by_group[_group(answer.case.system)].append(answer)
    for name, found in (*sorted(by_system.items()), *by_group.items()):
        yield f"{name:20} {measured(found, threshold)}"
    for name, found in by_group.items():
        yield f"\nhow often right, by probability: {name}"
        yield from calibration(found)


def _group(system: str) -> str:
    return next((name for name in (KIT, SAMPLES) if system.startswith(name)), "written blind")


def measured(answers: Iterable[Answer], threshold: float) -> str:
    """Precision, recall, and how often the right code is among the first three candidates: of all
    labels that have one, and of those that are given none.
    """
    counts: Counter[str] = Counter()
    for answer in answers:
        probability, best = answer.best
        code = best if probability >= threshold else NONE
        wanted = answer.case.codes - {NONE}
        if code:
            counts["right" if code in wanted else "wrong"] += 1
        if wanted and (NONE not in answer.case.codes or code in wanted):
            is_near = bool(wanted & {one for _, one in answer.ranked[:3]})
            counts["truth"] += 1
            counts["three"] += is_near
            counts["without"] += not code
            counts["near"] += is_near and not code
    given, truth = counts["right"] + counts["wrong"], max(1, counts["truth"])
    return (
        f"P {counts['right'] / max(1, given):.3f} R {counts['right'] / truth:.3f} "
        f"wrong {counts['wrong']} of {given}, among three {counts['three'] / truth:.3f}, "
        f"without a code {counts['near'] / max(1, counts['without']):.3f}"
    )


def calibration(answers: Iterable[Answer]) -> Iterator[str]:
    """How often the best candidate is right beside how probable it was said to be, in tenths."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for answer in answers:
        probability, code = answer.best
        if code:
            is_right = code in answer.case.codes
            bins[min(BINS - 1, int(probability * BINS))].append((probability, is_right))
    off = 0.0
    for place, found in sorted(bins.items()):
        said = sum(probability for probability, _ in found) / len(found)
        true = sum(is_right for _, is_right in found) / len(found)
        off += abs(said - true) * len(found)
        yield f"  from {place / BINS:.1f}: {len(found):5} labels, said {said:.3f}, right {true:.3f}"
    yield f"  expected error {off / max(1, sum(map(len, bins.values()))):.3f}"
