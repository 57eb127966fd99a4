"""Fit and measure the weights of the model of meaning: ``python -m benchmarks.fit_meaning``.

A conditional logistic regression: the score of a candidate is the sum of its weighted features, the
score of «no code» is 0. Each system of labels (``benchmarks/data/labels.csv``, written blind of the
program; the samples; with ``--kit`` the three districts of the measuring kit) is left out once and
measured with the weights of the others; with ``--words`` the words that only its own labels
justify are left out too, in training as in testing. ``--write`` fits on all of them and writes
``extractor/words/meaning_weights.yaml``. Ridge, full gradient, about ten seconds.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.meaning_labels import Case, load
from benchmarks.meaning_samples import sample_cases
from benchmarks.meaning_words import family_of, uses_of, without
from extractor.indicators.decision import meaning_of
from extractor.indicators.evidence import Evidence, Features, points_of
from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import read
from extractor.words import words
from extractor.words.indicators import vocabulary

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "extractor" / "words" / "meaning_weights.yaml"
# What is unexplained, unknown or of another unit can only speak against a code.
AGAINST = (
    "extra",
    "other",
    "outbid",
    "perhaps",
    "unknown",
    "share of unknown",
    "own words unexplained",
    "unit of another",
    "subject beside",
    "a part with",
    "found in a title",
    "quoted word",
    "vague word",
    "name word",
    "number word",
    "is another number",
    "implied beside",
    "is the number of a qualifier",
)
PRIOR = -1.0
# What is known beforehand and too seldom labelled to be learned: a title that names some users or
# some libraries speaks of them («Обслуживание детей»: «Посещений» are those of children).
PRIORS = {
    "extra who caption": -5.0,
    "extra who heading": -3.0,
    "extra subset caption": -5.0,
    "extra subset heading": -3.0,
    "extra state caption": -4.0,
    "extra channel caption": -4.0,
    "extra scope caption": -3.0,
    "extra purpose caption": -3.0,
    "extra channel heading": -2.0,
    "extra called a number": -4.0,
    "extra change own": -4.0,
    "extra change bracket": -4.0,
    "extra change remark": -4.0,
    "extra compare own": -4.0,
    "extra per own": -4.0,
    "extra change outer": -4.0,
    "extra compare outer": -4.0,
    "extra per outer": -4.0,
    "extra change caption": -4.0,
    "extra change heading": -2.0,
    "extra change over": -4.0,
    "extra compare caption": -3.0,
    "extra plan caption": -2.0,
    "extra per caption": -4.0,
    "extra per over": -4.0,
    "extra measure over": -3.0,
    "other strong subject over first nearer": -4.0,
    "other dependent subject over first nearer": -4.0,
    "other strong subject outer first nearer": -3.0,
    "other dependent subject outer first nearer": -3.0,
    "a part with a subject of its own": -2.0,
    "found in a title of more": -1.0,
    "found in a title beside another of its kind": -3.0,
    "extra measure own": -4.0,
    "other foreign subject caption first farther": -4.0,
    "other foreign subject caption first nearer": -4.0,
    "other foreign subject caption later farther": -2.0,
    "other foreign subject caption later nearer": -2.0,
    "other foreign subject heading first farther": -1.0,
    "other foreign subject over first nearer": -4.0,
    "other foreign subject outer first nearer": -4.0,
    "other foreign subject outer first farther": -4.0,
    "other foreign subject own first nearer": -4.0,
    "other foreign subject own later nearer": -3.0,
    "implied beside the subject of the caption": -2.0,
    "unit of another count": -3.0,
    "subject above leads": -1.0,
    "other strong subject bracket later nearer": -3.0,
    "other dependent subject bracket later nearer": -3.0,
    "other weak subject bracket later nearer": -3.0,
    "extra bracket": -2.0,
    "found remark": -4.0,
    "unknown word over": -1.0,
    "unknown word bracket": -2.0,
    "population of a settlement": -6.0,
    "items of a settlement": -6.0,
    "libraries of a settlement": -4.0,
    "found what sibling": -3.0,
    "found sibling": -3.0,
    "subject beside the one of the title": -3.0,
    "quoted word own": -4.0,
    "is another number own": -4.0,
    "is another number outer": -4.0,
    "is another number over": -3.0,
    "is another number above": -2.0,
    "is another number caption": -2.0,
    "is the number of a qualifier own": -3.0,
}
RIDGE, STEPS, RATE, LARGEST = 2.0, 400, 0.1, 30.0
NONE = ""


@dataclass(frozen=True)
class Item:
    """A case with its candidates: (code, features)."""

    case: Case
    candidates: tuple[tuple[str, Features], ...]


def items_of(cases: Sequence[Case], content: Mapping[str, Any]) -> list[Item]:
    """The candidates of each case, read with the words of ``content``; a code that the truth's own
    catalogue lacks is no error.
    """
    known, lexicon = vocabulary(), Lexicon(content)
    evidence = Evidence(lexicon, points_of(content["points"], known.indicators), known.families)
    found = []
    for case in cases:
        coordinates = read(case.labels, lexicon)
        candidates = tuple((p.code, f) for p, f in evidence.candidates(coordinates))
        if case.known is not None and NONE in case.codes:
            strange = {code for code, _ in candidates} - case.known
            case = replace(case, codes=case.codes | strange)
        found.append(Item(case, candidates))
    return found


def items_without_own_words(cases: Sequence[Case]) -> list[Item]:
    """The candidates of each case, read without the words that its own system alone justifies."""
    content = words("meaning")
    uses = uses_of(cases, content)
    families = sorted({family_of(case.system) for case in cases})
    return [
        item
        for family in families
        for item in items_of(
            [case for case in cases if family_of(case.system) == family],
            without(content, uses, family),
        )
    ]


class Model:
    """Weights of the features."""

    def __init__(self, names: Sequence[str]) -> None:
        self.places = {name: place for place, name in enumerate(names)}
        self.weights = np.zeros(len(names))

    def fit(self, items: Sequence[Item]) -> "Model":
        """Climb the penalised likelihood; each system counts by the root of its size."""
        sizes = Counter(item.case.system for item in items)
        share = np.array([sizes[item.case.system] ** -0.5 for item in items])
        share = share / share.sum()
        rows, columns, values, group, right, count = self._matrix(items)
        none_right = np.array([NONE in item.case.codes for item in items])
        none_right |= np.bincount(group, right, minlength=len(items)) == 0
        against = np.array([name.startswith(AGAINST) for name in self.places])
        prior = np.where(against, PRIOR, 0.0)
        for name, value in PRIORS.items():
            if name in self.places:
                prior[self.places[name]] = value
        weights = self.weights.copy()
        slope, square = np.zeros_like(weights), np.zeros_like(weights)
        for step in range(1, STEPS + 1):
            score = np.bincount(rows, values * weights[columns], minlength=count)
            power = np.exp(np.clip(score, -LARGEST, LARGEST))
            whole = 1 + np.bincount(group, power, minlength=len(items))
            good = none_right + np.bincount(group, power * right, minlength=len(items))
            pull = (np.where(right, power / good[group], 0) - power / whole[group]) * share[group]
            gradient = np.bincount(columns, values * pull[rows], minlength=len(weights))
            gradient -= RIDGE * (weights - prior) / len(items)
            slope = 0.9 * slope + 0.1 * gradient
            square = 0.99 * square + 0.01 * gradient**2
            moved = (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
            weights = weights + RATE * moved * (1 - step / (STEPS + 1))
            weights[against] = np.minimum(weights[against], 0)
        self.weights = weights
        return self

    def _matrix(self, items: Sequence[Item]) -> tuple:
        rows, columns, values, group, right = [], [], [], [], []
        for place, item in enumerate(items):
            for code, features in item.candidates:
                for name, value in features.items():
                    if name in self.places:
                        rows.append(len(group))
                        columns.append(self.places[name])
                        values.append(value)
                group.append(place)
                right.append(code in item.case.codes)
        arrays = map(np.array, (rows, columns, values, group, right))
        return *arrays, len(group)

    def ranked(self, item: Item) -> list[tuple[float, str]]:
        """(probability, code), the best first."""
        powers: Counter[str] = Counter()
        for code, features in item.candidates:
            known = ((self.places[n], v) for n, v in features.items() if n in self.places)
            powers[code] += np.exp(min(LARGEST, sum(self.weights[at] * v for at, v in known)))
        whole = 1 + sum(powers.values())
        return sorted(((power / whole, code) for code, power in powers.items()), reverse=True)


def measured(items: Sequence[Item], model: Model, threshold: float) -> str:
    """Precision, recall, and how often the right code is among the first three candidates."""
    counts: Counter[str] = Counter()
    for item in items:
        ranked = model.ranked(item)
        probability, best = ranked[0] if ranked else (0.0, NONE)
        code = best if probability >= threshold else NONE
        wanted = item.case.codes - {NONE}
        if code:
            counts["right" if code in wanted else "wrong"] += 1
        if wanted and (NONE not in item.case.codes or code in wanted):
            counts["truth"] += 1
            counts["three"] += bool(wanted & {one for _, one in ranked[:3]})
    given, truth = counts["right"] + counts["wrong"], max(1, counts["truth"])
    return (
        f"P {counts['right'] / max(1, given):.3f} R {counts['right'] / truth:.3f} "
        f"wrong {counts['wrong']} of {given}, among three {counts['three'] / truth:.3f}"
    )


def cases_of(kit: Path | None) -> list[Case]:
    lexicon = meaning_of(vocabulary()).lexicon
    cases = [*load(HERE / "data" / "labels.csv", lexicon), *sample_cases()]
    if kit is not None:
        with (kit.parent / "catalogue" / "indicators.csv").open(encoding="utf-8") as file:
            known = frozenset(row["code"] for row in csv.DictReader(file))
        cases += load(kit / "labels.csv", lexicon, "kit ", known)
    return cases


def names_of(items: Sequence[Item]) -> list[str]:
    return sorted({name for item in items for _, features in item.candidates for name in features})


def text_of(model: Model, systems: Sequence[str], size: int, threshold: float) -> Iterator[str]:
    yield "# Weights of the model of meaning, fitted by benchmarks/fit_meaning.py on the labels of"
    yield f"# {len(systems)} systems ({size} labels): {', '.join(systems)}."
    yield "# A code is given from the threshold on; one that a wording gives, if the model gives it"
    yield "# the probability of «confirmed». A feature that is not named weighs nothing."
    yield f"threshold: {threshold}\nconfirmed: 0.05\nweights:"
    for name, place in model.places.items():
        if abs(model.weights[place]) >= 0.005:
            yield f'  "{name}": {model.weights[place]:.2f}'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, help="folder of the measuring kit")
    parser.add_argument("--threshold", type=float, default=0.85)
    parser.add_argument("--words", action="store_true", help="leave out a system's own words too")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    cases = cases_of(asked.kit)
    items = items_without_own_words(cases) if asked.words else items_of(cases, words("meaning"))
    systems = sorted({item.case.system for item in items})
    names = names_of(items)
    if asked.write:
        model = Model(names).fit(items)
        lines = text_of(model, systems, len(items), asked.threshold)
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    for system in systems:
        model = Model(names).fit([one for one in items if one.case.system != system])
        left_out = [one for one in items if one.case.system == system]
        print(f"{system:20} {measured(left_out, model, asked.threshold)}")


if __name__ == "__main__":
    main()
