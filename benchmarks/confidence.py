"""Fit how sure a finding is, and measure how far it can be believed.

    PYTHONPATH=. python benchmarks/confidence.py DATA KIT [--fit]

DATA holds data sets of documents whose answers are known: A_2022 … C_2023 and A, B, C (the kit's
districts, single and two years together), `layouts/*` (nothing in them is wrong but what h13 says)
and `samples` with `out` and `truth`. KIT is the measuring kit. The calibration with one district
left out is printed; with --fit also the weights of all, for `words/confidence.yaml`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extractor.check import check_dataset
from extractor.check.evidence.confidence import CODES
from extractor.dataset.findings import write_findings
from extractor.dataset.read import load_dataset
from samples.truth import read_truth
from samples.verdicts import judge

# What is expected of a weight before the data speak, and how strongly. What holds for every kind of
# relation is known better than how far each kind can be believed.
EXPECTED = {
    "constant": (3.0, 0.05),
    "warning": (-1.0, 0.1),
    "holds": (0.3, 10.0),
    "holds in other reports": (0.3, 10.0),
    "fails": (-0.3, 10.0),
    "share that holds": (1.0, 10.0),
    "slip": (0.7, 10.0),
    "near": (0.0, 300.0),
    "witnesses": (0.5, 10.0),
}
OF_A_KIND = (0.0, 1.5)
BINS = 10


@dataclass(frozen=True)
class Row:
    """A finding with its answer. `fold` is the district; `weight` counts a finding met twice."""

    fold: str
    name: str
    evidence: dict[str, float]
    is_true: bool


def _rows(data: Path, kit: Path) -> Iterator[Row]:
    sys.path.insert(0, str(kit))
    from measure import findings as measured
    from measure import truth

    for letter in "ABC":
        for name in (f"{letter}_2022", f"{letter}_2023", letter):
            out = data / name
            checked = _checked(out)
            for one, is_true in _answers(out, measured, truth):
                yield Row(letter, f"{name} {one}", checked[one], is_true)
    for out in sorted((data / "layouts").iterdir()):
        if (out / "observations.csv").is_file() and not out.name.startswith("h13"):
            for one, evidence in _checked(out).items():
                yield Row("layouts", f"{out.name} {one}", evidence, False)
    out = data / "samples" / "out"
    checked = _checked(out)
    verdict = judge(out, read_truth(data / "samples" / "truth"))
    wrong = {row["finding"] for row in verdict.false}
    traps = {"{report}:t{table}r{row}c{column}".format(**row) for row in verdict.trapped}
    for one, evidence in checked.items():
        is_false = one in wrong or bool(traps & NAMED[one])
        yield Row(f"sample {one.partition('-')[0]}", one, evidence, not is_false)


NAMED: dict[str, set[str]] = {}  # finding → its observations


def _checked(out: Path) -> dict[str, dict[str, float]]:
    """Check a data set; return the evidence of each finding that is no mere note."""
    checked = check_dataset(load_dataset(out))
    write_findings(out, checked)
    notes = ("definition", "base")
    grave = [one for one in checked.findings if one.severity != "info" and one.kind not in notes]
    NAMED.update({one.finding: set(one.observations) for one in grave})
    return {one.finding: _without_codes(dict(one.evidence)) for one in grave}


def _without_codes(evidence: dict[str, float]) -> dict[str, float]:
    """The chance that codes are right is no feature: it multiplies what the model says."""
    return {name: value for name, value in evidence.items() if name != CODES}


def _answers(out: Path, measured, truth) -> Iterator[tuple[str, bool]]:
    """Yield (finding, is it true) of a data set of the kit."""
    reports, found = measured.load(str(out))
    names = {one.replace("-", "_").upper(): one for one in reports}
    sentences = {
        name: {x["sid"]: x["sentence"] for x in truth.read(f"{name}.text_facts.csv")}
        for name in names
    }
    true: set[str] = set()
    for plant in (x for x in truth.read("planted.csv") if x["report"] in names):
        where = _where(plant, names, reports, sentences, measured)
        true |= {one.finding for one in found if _tells(one, plant, where, measured)}
    for one in found:
        is_known = bool(one.known) and one.known["verdict"] == "true"
        if one.severity != "info" and one.kind not in ("definition", "base"):
            yield one.finding, one.finding in true or is_known


def _where(plant, names, reports, sentences, measured) -> list:
    own = names[plant["report"]]

    def spot(word: str) -> str:
        wrong = plant.get("wrong_value", "") if "!" in word else ""
        return sentences[plant["report"]].get(word[5:].split("!")[0], wrong)

    def find(word: str) -> list:
        return reports[own].find(spot(word)) if word.startswith("text:") else []

    other = "2022" if plant["report"].endswith("2023") else "2023"
    beside = names.get(plant["report"][:2] + other)
    found = measured.evidence(plant["cells"], own, find)
    if beside:
        found += measured.evidence(plant["other_report_cells"], beside, lambda word: [])
    return found


def _tells(one, plant, where, measured) -> bool:
    if one.known:
        return plant["id"] in one.known["truth"].split()
    return bool(measured.hits(one, plant, where))


@dataclass(frozen=True)
class Model:
    """Weights by name of the feature."""

    weights: dict[str, float]

    def probability(self, evidence: dict[str, float]) -> float:
        """Return how likely a finding is true."""
        total = self.weights["constant"]
        total += sum(self.weights.get(name, 0.0) * value for name, value in evidence.items())
        return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def fit(found: list[Row]) -> Model:
    """Fit a logistic regression with a normal prior, by Newton's steps."""
    names = ["constant", *sorted({name for row in found for name in row.evidence})]
    table = np.array([[1.0, *(row.evidence.get(name, 0.0) for name in names[1:])] for row in found])
    truth = np.array([float(row.is_true) for row in found])
    expected, strength = np.array([EXPECTED.get(name, OF_A_KIND) for name in names]).T
    weights = expected.copy()

    def cost(tried: np.ndarray) -> float:
        score = table @ tried
        misfit = np.logaddexp(0.0, score) - truth * score
        return float(misfit.sum() + (strength * (tried - expected) ** 2).sum() / 2)

    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (truth - chance) - strength * (weights - expected)
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(strength)
        step = np.linalg.solve(bend, slope)
        while cost(weights + step) > cost(weights) and np.abs(step).max() > 1e-6:
            step = step / 2
        weights = weights + step
    return Model(dict(zip(names, np.round(weights, 3).tolist(), strict=True)))


def left_out(found: list[Row]) -> list[tuple[Row, float]]:
    """Return each finding with the probability of a model that never saw its district."""
    judged = []
    for fold in sorted({row.fold for row in found}):
        model = fit([row for row in found if row.fold != fold])
        judged += [(row, model.probability(row.evidence)) for row in found if row.fold == fold]
    return judged


def calibration(judged: list[tuple[Row, float]]) -> Iterator[str]:
    """Yield the table of calibration, and the expected error with its interval of 95 %."""
    ordered = sorted(judged, key=lambda pair: pair[1])
    size = max(50, len(ordered) // BINS)
    error = 0.0
    for start in range(0, len(ordered), size):
        part = ordered[start : start + size]
        said = np.mean([chance for _, chance in part])
        came = np.mean([row.is_true for row, _ in part])
        error += abs(said - came) * len(part) / len(ordered)
        yield f"{len(part):5d} findings: said {said:.3f}, true {came:.3f}"
    yield f"expected calibration error {error:.3f} of {len(ordered)}"
    for least in (0.5, 0.9, 0.95):
        kept = [row for row, chance in judged if chance >= least]
        true = sum(row.is_true for row in kept)
        lost = sum(row.is_true for row, chance in judged if chance < least)
        share = true / max(len(kept), 1)
        yield f"from {least}: {len(kept)} told, {share:.3f} true, {lost} true below"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("kit", type=Path)
    parser.add_argument("--fit", action="store_true", help="print the weights")
    parser.add_argument("--rows", type=Path, help="keep the rows here, read them from here")
    asked = parser.parse_args()
    if asked.rows and asked.rows.is_file():
        found = [Row(**one) for one in json.loads(asked.rows.read_text("utf-8"))]
    else:
        found = list(_rows(asked.data, asked.kit))
        if asked.rows:
            asked.rows.write_text(json.dumps([one.__dict__ for one in found]), "utf-8")
    print(f"{len(found)} findings, {sum(one.is_true for one in found)} true")
    print("\n".join(calibration(left_out(found))))
    if asked.fit:
        for name, weight in fit(found).weights.items():
            print(f"  {name}: {weight}")


if __name__ == "__main__":
    main()
