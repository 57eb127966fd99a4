"""Fit the weights of learned words: a multinomial logistic regression over the signs of
``extractor/indicators/learned_words.py``.

The data are the figures of sentences that hands gave codes, clauses of a thesaurus
(``data/clauses.txt``) and, with little weight, labels of tables (``data/labels.csv``). Ridge, full
gradient by Adam; weights below ``LEAST`` are left out. ``benchmarks/fit_sentences.py`` needs the
chances of each hand by weights that were fitted without it.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extractor.indicators.learned_codes import NONE
from extractor.indicators.learned_words import LearnedWords, signs_of
from extractor.indicators.sentence_words import Around

DATA = Path(__file__).parent / "data"
CLAUSES, LABELS = DATA / "clauses.txt", DATA / "labels.csv"
WORDS = DATA.parent.parent / "extractor" / "words" / "learned_words.yaml"
RARE, STEPS, RATE, RIDGE, LEAST = 2, 60, 0.2, 0.35, 0.2
ROWS, COLUMNS = 1500, 400  # worked at once
OF_A_LABEL = 0.15
FIGURE = re.compile(r"\bN\b")
PRINTED = "315"  # a figure that stands for another N
NOT = "not "
LAYERS_BETWEEN = 5  # between the clause and the headings


@dataclass(frozen=True)
class Example:
    """The signs of one figure, its code, and how much it counts."""

    signs: Mapping[str, float]
    code: str
    weight: float = 1.0


def example_of(around: Around, code: str, weight: float = 1.0) -> Example:
    return Example(dict(signs_of(around)), code, weight)


def clauses() -> Iterator[dict]:
    """The clauses of the thesaurus in the shape of ``benchmarks/claims.py``."""
    for number, line in enumerate(CLAUSES.read_text("utf-8").splitlines()):
        code, _, texts = line.partition(" = ")
        if line.startswith(("#", NOT)) or not texts:
            continue
        for place, text in enumerate(map(str.strip, texts.split(";"))):
            if (spot := FIGURE.search(text)) is None:
                continue
            raw = "26" if place % 2 else "1 247"
            before = text[: spot.start()]
            before = before[:1].upper() + before[1:]
            figure = {"text": raw, "start": len(before), "code": code, "also": [], "library": ""}
            yield {
                "id": f"{number}-{place}",
                "region": "clauses",
                "year": 2023,
                "heading": "",
                "lead": "",
                "before": "",
                "text": f"{before}{raw}{FIGURE.sub(PRINTED, text[spot.end() :])}.",
                "figures": [figure],
            }


def of_labels() -> Iterator[Example]:
    """Each label of the tables once: its path is the clause, its caption the title."""
    seen = set()
    with LABELS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            said = f"{row['row_path']} {row['column_path']}"
            if (said, row["caption"]) in seen:
                continue
            seen.add((said, row["caption"]))
            layers = ((), (said,), *((),) * LAYERS_BETWEEN, (row["caption"],))
            around = Around(layers, unit=row["unit"])
            yield example_of(around, row["code"].replace("-", NONE), OF_A_LABEL)


class _Matrix:
    """Signs by example, sparse, in the order of examples and in that of signs."""

    def __init__(self, examples: Sequence[Example]) -> None:
        met = Counter(sign for example in examples for sign in example.signs)
        names = sorted(sign for sign, count in met.items() if count >= RARE)
        self.places = {name: place for place, name in enumerate(names)}
        kept = [
            [(self.places[sign], worth) for sign, worth in one.signs.items() if sign in self.places]
            for one in examples
        ]
        self.starts = np.cumsum([0, *map(len, kept)])
        self.columns = np.array([place for row in kept for place, _ in row])
        self.values = np.array([worth for row in kept for _, worth in row], np.float32)[:, None]
        order = np.argsort(self.columns, kind="stable")
        self.rows = np.repeat(np.arange(len(kept)), np.diff(self.starts))[order]
        self.turned = self.values[order]
        self.signs, self.firsts = np.unique(self.columns[order], return_index=True)
        self.lasts = np.append(self.firsts[1:], len(order))

    def scores(self, weights: np.ndarray, first: int, last: int) -> np.ndarray:
        low, high = self.starts[first], self.starts[last]
        worth = weights[self.columns[low:high]] * self.values[low:high]
        return np.add.reduceat(worth, self.starts[first:last] - low)

    def add_to(self, gradient: np.ndarray, errors: np.ndarray) -> None:
        for first in range(0, len(self.signs), COLUMNS):
            last = min(len(self.signs), first + COLUMNS)
            low, high = self.firsts[first], self.lasts[last - 1]
            worth = errors[self.rows[low:high]] * self.turned[low:high]
            gradient[self.signs[first:last]] += np.add.reduceat(
                worth, self.firsts[first:last] - low
            )


def fitted(examples: Sequence[Example]) -> dict:
    """The content of ``words/learned_words.yaml``: the codes, and by sign its weights."""
    matrix = _Matrix(examples)
    codes = sorted({example.code for example in examples} | {NONE})
    right = np.array([codes.index(example.code) for example in examples])
    share = np.array([example.weight for example in examples], np.float32)
    weights = _climbed(matrix, right, share, len(codes))
    lines = []
    for sign, place in matrix.places.items():
        row = weights[place]
        kept = np.flatnonzero(np.abs(row) >= LEAST)
        if len(kept):
            lines.append(f"{sign}: " + " ".join(f"{at} {row[at]:.1f}" for at in kept))
    return {"codes": codes[1:], "weights": "\n".join(lines)}


def _climbed(matrix: _Matrix, right: np.ndarray, share: np.ndarray, codes: int) -> np.ndarray:
    weights = np.zeros((len(matrix.places), codes), np.float32)
    slope, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = RIDGE * weights
        matrix.add_to(gradient, _errors(matrix, weights, right, share))
        slope = 0.9 * slope + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        moved = (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
        weights -= RATE * moved * (1 - step / (STEPS + 1))
    return weights


def _errors(
    matrix: _Matrix, weights: np.ndarray, right: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """By how much the chance of each code is too high, by example."""
    errors = np.empty((len(right), weights.shape[1]), np.float32)
    for first in range(0, len(right), ROWS):
        last = min(len(right), first + ROWS)
        scores = matrix.scores(weights, first, last)
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        chances[np.arange(last - first), right[first:last]] -= 1
        errors[first:last] = chances * share[first:last, None]
    return errors


def learned_without(
    examples: Mapping[str, Sequence[Example]], others: Sequence[Example], turns: int
) -> dict[str, LearnedWords]:
    """By hand, what the words of all other hands give."""
    hands = sorted(examples)
    found = {}
    for turn in range(turns):
        left_out = set(hands[turn::turns])
        kept = [one for hand in hands if hand not in left_out for one in examples[hand]]
        learned = LearnedWords(fitted([*kept, *others]))
        found.update(dict.fromkeys(left_out, learned))
    return found


def write(content: Mapping, hands: int) -> None:
    """Write the weights for the program."""
    lines = [
        "# What words around figures say by experience: fitted by benchmarks/fit_learned_words.py",
        f"# on sentences of {hands} hands, a thesaurus of clauses and labels of tables. A sign has",
        "# «place weight» for each code; place 0 is none, 1 the first of «codes».",
        f"codes: [{', '.join(content['codes'])}]",
        "weights: |",
        *(f"  {line}" for line in content["weights"].splitlines()),
    ]
    WORDS.write_text("\n".join(lines) + "\n", encoding="utf-8")
