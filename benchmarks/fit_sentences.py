"""Fit and measure the weights of the model that reads sentences: ``python -m
benchmarks.fit_sentences``.

A conditional logistic regression, ridged towards the weights of labels
(``words/meaning_weights.yaml``): the score of a candidate is the sum of its weighted features, that
of «no code» is 0. The data are ``benchmarks/data/sentences.txt``, written for this, and with
``--also`` files of claims (``benchmarks/claims.py``; only the regions named with ``--regions``).
Each hand is left out once; ``--write`` fits on all and writes ``words/sentence_weights.yaml``.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.claims import registries, report_of
from benchmarks.conditional_logit import Model, names_of
from benchmarks.fit_meaning import AGAINST
from extractor.indicators.classification import sentence_readings
from extractor.indicators.evidence import Features
from extractor.indicators.sentence_meaning import SentenceMeaning
from extractor.words import words
from extractor.words.indicators import vocabulary

HERE = Path(__file__).parent
DATA = HERE / "data" / "sentences.txt"
WEIGHTS = HERE.parent / "extractor" / "words" / "sentence_weights.yaml"
FIGURE = re.compile(r"(\[[^\]|]*\|[^\]]*\])")
STEPS = 300
NONE = ""


@dataclass(frozen=True)
class Case:
    """One figure: the hand that wrote it, the codes that are right, what the rules gave."""

    system: str
    codes: frozenset[str]
    ruled: str = ""
    text: str = ""


@dataclass(frozen=True)
class Item:
    """A case with its candidates: (code, features)."""

    case: Case
    candidates: tuple[tuple[str, Features], ...]


def written(path: Path) -> Iterator[dict]:
    """The sentences of the data file in the shape of ``benchmarks/claims.py``."""
    hand = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.startswith("## "):
            hand = line[3:]
        elif line and not line.startswith("#"):
            *context, sentence = line.split(" || ")
            around = {part[0]: part[2:] for part in context}
            text, figures = _marked(sentence)
            yield {
                "id": f"{hand}-{number}",
                "region": hand,
                "year": 2023,
                "heading": around.get("H", ""),
                "lead": around.get("L", ""),
                "before": around.get("B", ""),
                "text": text,
                "figures": figures,
            }


def _marked(sentence: str) -> tuple[str, list[dict]]:
    text, figures = "", []
    for piece in FIGURE.split(sentence):
        if FIGURE.fullmatch(piece):
            raw, _, codes = piece[1:-1].partition("|")
            code, *also = codes.split("/")
            figures.append(
                {"text": raw, "start": len(text), "code": code, "also": also, "library": ""}
            )
            text += raw
        else:
            text += piece
    return text, figures


def items_of(rows: Sequence[dict], meaning: SentenceMeaning) -> Iterator[Item]:
    """The figures of the sentences with their candidates."""
    found = registries(rows)
    for row in rows:
        report, block, shift = report_of(row, found[row["region"]])
        for observation, around, ruled in sentence_readings(*report):
            start = (observation.place.start or 0) - shift
            if observation.place.block != block or start < 0:
                continue
            spans = (
                (e, range(e["start"] - 1, e["start"] + len(e["text"]))) for e in row["figures"]
            )
            figure = next((each for each, span in spans if start in span), None)
            if figure is None:
                continue
            codes = {figure["code"], *figure["also"]}
            codes = frozenset("" if code == "-" else code for code in codes)
            candidates = tuple((point.code, f) for point, f in meaning.candidates(around))
            text = f"[{figure['text']}] {row['heading']} | {row['before'][-60:]} | {row['text']}"
            yield Item(Case(row["region"], codes, ruled, f"{text} || {around.layers}"), candidates)


def fitted(names: Sequence[str], items: Sequence[Item]) -> Model:
    """Weights that stay near those of labels where sentences say nothing."""
    labels = words("meaning_weights")["weights"]
    priors = {name: labels.get(name, 0.0) for name in names}
    return Model(names, priors, AGAINST).fit(items, STEPS, power=1)


def measured(
    items: Iterable[Item],
    model: Model,
    threshold: float,
    counts: Counter[str],
    listed: bool = False,
) -> None:
    """Count what the rules give, else the model from its threshold on; print what is wrong."""
    for item in items:
        probability, best = (model.ranked(item) or [(0.0, NONE)])[0]
        code = item.case.ruled or (best if probability >= threshold else NONE)
        wanted = item.case.codes - {NONE}
        by = "rules" if item.case.ruled else "model"
        if code:
            counts[f"{by} {'right' if code in wanted else 'wrong'}"] += 1
        if listed and code and code not in wanted:
            print(f"   {by} {probability:.2f} {code} for {sorted(wanted)}: {item.case.text}")
        counts["truth"] += bool(wanted)


def report(counts: Counter[str]) -> str:
    right = counts["rules right"] + counts["model right"]
    given = right + counts["rules wrong"] + counts["model wrong"]
    by_model = counts["model right"] + counts["model wrong"]
    return (
        f"P {right / max(1, given):.3f} R {right / max(1, counts['truth']):.3f}, "
        f"model {counts['model right']} of {by_model}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", type=Path, action="append", default=[])
    parser.add_argument("--regions", default="", help="those of --also to use, all by default")
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--list", action="store_true", help="print what is wrong")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rows = list(written(DATA))
    for path in asked.also:
        lines = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
        rows += [r for r in lines if not asked.regions or r["region"] in asked.regions.split(",")]
    items = list(items_of(rows, SentenceMeaning(vocabulary())))
    hands = sorted({item.case.system for item in items})
    names = names_of(items)
    if asked.write:
        _write(fitted(names, items), hands, len(items), asked.threshold)
        return
    ways: dict[float, Counter[str]] = {t: Counter() for t in (0.6, 0.7, 0.8, 0.85, 0.9, 0.95)}
    for hand in hands:
        model = fitted(names, [each for each in items if each.case.system != hand])
        own: Counter[str] = Counter()
        left_out = [each for each in items if each.case.system == hand]
        measured(left_out, model, asked.threshold, own, asked.list)
        print(f"{hand:12} {report(own)}")
        for threshold, counts in ways.items():
            measured(left_out, model, threshold, counts)
    for threshold, counts in ways.items():
        print(f"from {threshold}: {report(counts)}")


def _write(model: Model, hands: Sequence[str], size: int, threshold: float) -> None:
    """Write the weights; a feature that is not named weighs nothing."""
    lines = [
        "# Weights of the model that reads sentences, fitted by benchmarks/fit_sentences.py on",
        f"# {size} figures of {len(hands)} hands: {', '.join(hands)}.",
        f"threshold: {threshold}",
        "weights:",
    ]
    for name, place in model.places.items():
        if abs(model.weights[place]) >= 0.005:
            lines.append(f'  "{name}": {model.weights[place]:.2f}')
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
