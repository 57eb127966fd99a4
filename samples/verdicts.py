"""How a check did: ``python -m samples.verdicts DATASET TRUTH``, after ``svod check DATASET``.

A planted contradiction is found where a finding of its report names the planted cell, the sentence,
or (for what has no number) its section. A finding that names nothing planted, nothing that echoes a
plant and no trap is a false alarm.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.truth import Truth, read_truth

Row = dict[str, str]
Place = tuple[str, ...]
WHOLE = ("list", "years", "template", "twice", "chart", "direction")
"""Kinds of plants that are no single number: a finding in their section meets them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``found`` and ``missed`` are plants, ``false`` findings that nothing explains, ``trapped``
    traps reported as errors.

    ``first``: of the found decidable plants, those whose cell is the first that a finding names (or
    that are no single number).
    """

    found: tuple[Row, ...]
    missed: tuple[Row, ...]
    first: tuple[Row, ...]
    false: tuple[Row, ...]
    trapped: tuple[Row, ...]


GRAVE = ("error", "warning")


def judge(dataset: Path, truth: Truth, severities: Sequence[str] = GRAVE) -> Verdict:
    """Return what the findings of these severities meet."""
    observations = {each["observation"]: each for each in _rows(dataset / "observations.csv")}
    findings = [each for each in _rows(dataset / "findings.csv") if each["severity"] in severities]
    places = [
        [place for name in each["observations"].split() for place in _places(observations[name])]
        for each in findings
    ]
    met: dict[Place, set[int]] = defaultdict(set)
    for number, (finding, named) in enumerate(zip(findings, places, strict=True)):
        for place in (*named, (finding["report"], finding["section"])):
            met[place].add(number)
    plants = [(each, _wanted(each)) for each in truth["plants"]]
    traps = [(each, _wanted(each)) for each in truth["traps"]]
    explained = {n for _, place in plants for n in met[place]} | {
        n for each in truth["echoes"] for n in met[_cell(each)]
    }
    trapped = {n for _, place in traps for n in met[place]} - explained
    found = [(each, place) for each, place in plants if met[place]]
    heads = {named[0] for named in places if named}
    return Verdict(
        tuple(each for each, _ in found),
        tuple(each for each, place in plants if not met[place]),
        tuple(
            each
            for each, place in found
            if each["decidable"] == "1" and (place in heads or len(place) == 2)
        ),
        tuple(each for n, each in enumerate(findings) if n not in explained | trapped),
        tuple(
            each
            for each, place in traps
            if any(findings[n]["severity"] == "error" for n in met[place] & trapped)
        ),
    )


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _places(observation: Row) -> Iterator[Place]:
    """What a finding that names this figure speaks of: the cell, or the figure in the sentences
    of a section.
    """
    in_text = (observation["report"], observation["section"], _number(observation["raw"]))
    yield _cell(observation) if observation["table"] else in_text


def _number(printed: str) -> str:
    """The digits of a figure without the words that follow them: «1027,9 тыс.» is printed
    «1027,9».
    """
    return printed.split(" тыс")[0].split(" млн")[0]


def _cell(row: Row) -> Place:
    return row["report"], row["table"], row["row"], row["column"]


def _wanted(plant: Row) -> Place:
    """Where a finding must point to meet a plant or a trap."""
    if plant["kind"] in WHOLE or not (plant["column"] or plant["sentence"]):
        return plant["report"], plant["section"]
    return (
        _cell(plant)
        if plant["column"]
        else (plant["report"], plant["section"], _number(plant["printed"]))
    )


def show(verdict: Verdict) -> Iterator[str]:
    planted = len(verdict.found) + len(verdict.missed)
    decidable = sum(each["decidable"] == "1" for each in verdict.found)
    yield (
        f"planted {planted}, found {len(verdict.found)}, named first {len(verdict.first)} of "
        f"{decidable} decidable"
    )
    yield f"false alarms {len(verdict.false)}, traps reported as errors {len(verdict.trapped)}"
    for each in verdict.missed:
        yield (
            f"missed  {each['report']} {each['kind']} {each['name']} {each['section']} "
            f"«{each['printed']}» for «{each['right']}»"
        )
    for each in verdict.false:
        yield f"false   {each['report']} {each['rule']} {each['section']} {each['message']}"
    for each in verdict.trapped:
        yield (
            f"trap    {each['report']} {each['name']} {each['section']} «{each['printed']}» "
            f"{each['note']}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m samples.verdicts", description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("truth", type=Path)
    wanted = parser.parse_args()
    print("\n".join(show(judge(wanted.dataset, read_truth(wanted.truth)))))


if __name__ == "__main__":
    main()
