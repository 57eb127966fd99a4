"""Fit and measure the weights of the model that reads sentences: ``python -m
benchmarks.fit_sentences``.

A conditional logistic regression: the score of an indicator is the sum of its weighted signs, that
of «no code» is 0. The data are sentences written for this (``data/sentences.txt``), those
of hands that did not know the program (``data/read_sentences.txt``), and with ``--kit``
the sentences of the measuring kit. Hands are left out by turns; each counts by the root of size.
The signs of a figure depend on the code of the one before it: the right ones first, then those of a
first fit. Where a wording of the catalogue answers, its answer stands from ``LEAST`` on; a learned
one needs the threshold. ``--write`` fits on all and writes ``words/sentence_weights.yaml``.
"""

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from benchmarks.claims import registries, report_of
from benchmarks.conditional_logit import Model, names_of
from benchmarks.fit_learned_words import (
    Example,
    clauses,
    example_of,
    learned_without,
    of_labels,
    write,
)
from benchmarks.fit_learned_words import fitted as fitted_words
from benchmarks.fit_meaning import AGAINST
from benchmarks.kit_sentences import ReadSentences, kit_sentences
from extractor.indicators.classification import sentence_reader
from extractor.indicators.evidence import Features
from extractor.indicators.learned_words import LearnedWords
from extractor.indicators.ranking import ranked
from extractor.indicators.sentences import SentenceReader
from extractor.model.observation import SentenceObservation
from extractor.words import words

HERE = Path(__file__).parent
DATA = (HERE / "data" / "sentences.txt", HERE / "data" / "read_sentences.txt")
WEIGHTS = HERE.parent / "extractor" / "words" / "sentence_weights.yaml"
FIGURE = re.compile(r"(\[[^\]|]*\|[^\]]*\])")
RIDGE, STEPS, PRIOR = 1.0, 300, -0.5
NONE, YEAR, TURNS = "", 2023, 9
FOLDS = 6  # by which learned words leave hands out
LEAST = 0.3  # how probable a code must be that a wording gives
SPEAKS_AGAINST = (*AGAINST, "against")
THRESHOLDS = (0.7, 0.75, 0.8, 0.85, 0.875, 0.9, 0.925, 0.95, 0.97)
# How much more often a figure of an indicator has the value that a table gives than another figure
# does, as a logarithm, counted in the kit and rounded towards 0: too few hands have tables to fit.
OF_TABLES = {
    "table agrees with 1 digits": 1.0,
    "table agrees with 2 digits": 3.0,
    "table agrees with 3 digits": 3.5,
    "table agrees with 4 digits": 4.0,
    "table differs": -1.0,
    "table of another agrees": -0.5,
}
# What a word was written for, and plain statements, count more.
HEAVY = {"samples": 8.0, "plain": 5.0}
SAMPLES = "samples"
BRACES = re.compile(r"\{([^}]*)\}")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Case:
    """One figure: the hand that wrote it, the codes that are right, the one of a wording that
    stands, those that a limit forbids.
    """

    system: str
    codes: frozenset[str]
    worded: str = ""
    forbidden: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True)
class Item:
    """A case with its candidates: (code, features)."""

    case: Case
    candidates: tuple[tuple[str, Features], ...]


def written(path: Path) -> Iterator[dict]:
    """The sentences of a data file in the shape of ``benchmarks/claims.py``."""
    hand, year = "", YEAR
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.startswith("## "):
            hand, _, told = line[3:].partition(" ")
            year = int(told or YEAR)
        elif line and not line.startswith("#"):
            *context, sentence = line.split(" || ")
            around = {part[0]: part[2:] for part in context}
            text, figures = _marked(sentence)
            yield {
                "id": f"{hand}-{number}",
                "region": hand,
                "year": year,
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
            raw, codes, *library = piece[1:-1].split("|")
            figures.append(_figure(raw, len(text), codes, "".join(library)))
            text += raw
        else:
            text += piece
    return text, figures


def _figure(raw: str, start: int, codes: str, library: str = "") -> dict:
    code, *also = codes.split("/")
    return {"text": raw, "start": start, "code": code, "also": also, "library": library}


def of_samples() -> Iterator[dict]:
    """The samples of the wordings of sentences: the figure in braces, or the first."""
    for number, entry in enumerate(words("claims")["means"]):
        marked = BRACES.search(entry["sample"])
        text = BRACES.sub(r"\1", entry["sample"])
        first = marked or DIGITS.search(text)
        if first is None:
            continue
        raw, start = (marked[1], marked.start()) if marked else (first[0], first.start())
        empty = {"heading": "", "lead": "", "before": "", "year": YEAR}
        figures = [_figure(raw, start, str(entry["code"]))]
        yield {**empty, "id": str(number), "region": SAMPLES, "text": text, "figures": figures}


def sources_of(rows: Sequence[dict], kit: Path | None = None) -> list[ReadSentences]:
    """Sentences as they are read, each as a report of its own, and the reports of the kit."""
    libraries = registries(rows)
    found = []
    for row in rows:
        report, block, shift = report_of(row, libraries[row["region"]])
        text = f"{row['heading']} | {row['before'][-60:]} | {row['text']}"
        figures = [
            {**figure, "start": figure["start"] + shift, "sentence": text}
            for figure in row["figures"]
        ]
        found.append(ReadSentences(row["region"], report, {block: figures}))
    return found + (list(kit_sentences(kit)) if kit else [])


def items_of(
    sources: Sequence[ReadSentences],
    known: frozenset[str],
    learned: Mapping[str, LearnedWords],
    weights: Mapping[str, float] | None = None,
    threshold: float = 0.0,
) -> Iterator[Item]:
    """The figures of the sentences with their candidates, ``learned`` words being of other hands;
    the code of the figure before is the right one, or with ``weights`` what those give. Codes that
    the kit does not know (``known``) are no errors there.
    """
    for source in sources:
        reader = sentence_reader(*source.report)
        reader.meaning.learn(learned[source.hand])
        for observation in source.report[0]:
            if not isinstance(observation, SentenceObservation):
                continue
            figure = source.figure_of(observation)
            item = _item(source.hand, figure, observation, reader, known)
            wanted = item.case.codes - {NONE} if figure else frozenset()
            reader.previous, reader.before = (
                _previous(item, wanted, weights, threshold),
                observation,
            )
            if figure is not None:
                yield item


def examples_of(sources: Sequence[ReadSentences]) -> dict[str, list[Example]]:
    """What words can learn of each hand."""
    found: dict[str, list[Example]] = defaultdict(list)
    for source in sources:
        reader = sentence_reader(*source.report)
        for observation in source.report[0]:
            if not isinstance(observation, SentenceObservation):
                continue
            if (figure := source.figure_of(observation)) is not None:
                codes = ("" if code == "-" else code for code in (figure["code"], *figure["also"]))
                around = reader.around(observation)
                found[source.hand].append(example_of(around, next(filter(None, codes), NONE)))
            reader.previous, reader.before = NONE, observation
    return found


def _item(
    hand: str,
    figure: dict | None,
    observation: SentenceObservation,
    reader: SentenceReader,
    known: frozenset[str],
) -> Item:
    around = reader.around(observation)
    candidates = tuple((c.code, c.features) for c in reader.meaning.candidates(around))
    told = {code for code, _ in candidates}
    forbidden = frozenset(code for code in told if reader.limit(observation, around, code))
    codes = {figure["code"], *figure["also"]} if figure else set()
    codes = {NONE if code == "-" else code for code in codes}
    if known and hand.startswith("kit") and NONE in codes:
        codes |= told - known
    text = f"[{figure['text']}] {figure['sentence']}" if figure else ""
    text += f" || {around.layers} {around.gap}"
    worded = around.worded if around.stands else NONE
    return Item(Case(hand, frozenset(codes), worded, forbidden, text), candidates)


def _previous(
    item: Item, wanted: frozenset[str], weights: Mapping[str, float] | None, threshold: float
) -> str:
    if weights is None:
        return next((code for code, _ in item.candidates if code in wanted), NONE)
    chances = ranked(item.candidates, weights)
    return _given(item, [(chance, code) for code, chance in chances], threshold)


def _given(item: Item, ranked: Sequence[tuple[float, str]], threshold: float) -> str:
    """The code that a figure gets: of a wording, else the most probable one."""
    worded = item.case.worded
    chance, code = next(iter(ranked), (0.0, NONE))
    if worded and any(name == worded and its >= LEAST for its, name in ranked):
        chance, code = 1.0, worded
    return code if chance >= threshold and code not in item.case.forbidden else NONE


def fitted(names: Sequence[str], items: Sequence[Item]) -> Model:
    """Weights that stay near 0; what speaks against a code cannot speak for it."""
    model = Model(names, {}, SPEAKS_AGAINST, PRIOR, RIDGE)
    return model.fit(items, STEPS, heavy=HEAVY)


@dataclass(frozen=True)
class Answer:
    """What a model says of a figure of a hand that it has not seen: (chance, code), best first."""

    item: Item
    ranked: tuple[tuple[float, str], ...]

    @property
    def wanted(self) -> frozenset[str]:
        return self.item.case.codes - {NONE}

    def given(self, threshold: float) -> str:
        return _given(self.item, self.ranked, threshold)


def answers_of(items: Sequence[Item]) -> Iterator[Answer]:
    """Each hand read by a model that was fitted on others."""
    names = names_of(items)
    hands = sorted({item.case.system for item in items})
    for turn in range(TURNS):
        left_out = set(hands[turn::TURNS])
        kept = [item for item in items if item.case.system not in left_out]
        model = fitted(names, kept)
        for item in items:
            if item.case.system in left_out:
                yield Answer(item, tuple(model.ranked(item)))


def report(answers: Sequence[Answer], threshold: float) -> str:
    told = [(code, answer) for answer in answers if (code := answer.given(threshold))]
    right = sum(code in answer.wanted for code, answer in told)
    truth = sum(bool(answer.wanted) for answer in answers)
    precision, recall = right / max(1, len(told)), right / max(1, truth)
    return f"P {precision:.3f} R {recall:.3f}, wrong {len(told) - right} of {len(told)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, help="folder of the measuring kit")
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--list", action="store_true", help="print what is wrong")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rows = [row for path in DATA for row in written(path)] + list(of_samples())
    known: frozenset[str] = frozenset()
    if asked.kit:
        with (asked.kit.parent / "catalogue" / "indicators.csv").open(encoding="utf-8") as file:
            known = frozenset(row["code"] for row in csv.DictReader(file))
    sources = sources_of(rows, asked.kit)
    examples = examples_of(sources)
    others = [*of_labels(), *examples_of(sources_of(list(clauses())))["clauses"]]
    learned = learned_without(examples, others, FOLDS)
    items = list(items_of(sources, known, learned))
    first = fitted(names_of(items), items).by_name
    items = list(items_of(sources, known, learned, first, asked.threshold))
    if asked.write:
        _write(fitted(names_of(items), items).by_name, items, asked.threshold)
        everything = [*chain.from_iterable(examples.values()), *others]
        write(fitted_words(everything), len(examples))
    else:
        _print(list(answers_of(items)), asked.threshold, asked.list)


def _print(answers: Sequence[Answer], threshold: float, listed: bool) -> None:
    for hand in sorted({answer.item.case.system for answer in answers}):
        own = [answer for answer in answers if answer.item.case.system == hand]
        print(f"{hand:12} {report(own, threshold)}")
    blind = [answer for answer in answers if re.match(r"[QRV]\d", answer.item.case.system)]
    for limit in THRESHOLDS:
        print(f"from {limit}: {report(answers, limit)}; hands unseen: {report(blind, limit)}")
    for answer in answers if listed else ():
        case, code = answer.item.case, answer.given(threshold)
        if code and code not in answer.wanted:
            print(f"{case.system} {code} for {sorted(case.codes)}: {case.text}")


def _write(weights: Mapping[str, float], items: Sequence[Item], threshold: float) -> None:
    """Write the weights; a sign that is not named weighs nothing."""
    hands = sorted({item.case.system for item in items})
    lines = [
        "# Weights of the model that reads sentences, fitted by benchmarks/fit_sentences.py on",
        f"# {len(items)} figures of {len(hands)} hands: {', '.join(hands)}.",
        f"threshold: {threshold}",
        f"least: {LEAST}",
        "weights:",
    ]
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= 0.03} | OF_TABLES
    lines += [f'  "{name}": {weight:.2f}' for name, weight in kept.items()]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
