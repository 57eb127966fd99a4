"""Fit and measure the weights of the model of meaning: ``python -m benchmarks.fit_meaning``.

Labels are read twice: alone, then beside those of their table (``table_meaning.py``). Each few
systems of labels (``benchmarks/data/labels.csv``, written blind of the program; the samples; with
``--kit`` the three districts of the measuring kit) are left out once and measured with the weights
of the others; with ``--words`` the words that only a system's own labels justify are left out too,
in training as in testing. ``--write`` fits on all of them and writes
``extractor/words/meaning_weights.yaml``. About two minutes.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.conditional_logit import NONE, Item, Model, names_of
from benchmarks.meaning_labels import Case, load
from benchmarks.meaning_samples import sample_cases
from benchmarks.meaning_words import family_of, uses_of, without
from benchmarks.table_meaning import first_reading, read_beside
from extractor.indicators.decision import Decision, meaning_of
from extractor.indicators.evidence import Evidence, points_of
from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import read
from extractor.indicators.word_signs import NAME, WordSigns
from extractor.indicators.word_signs import text_of as text_of_signs
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
    "first word unknown",
    "share of unknown",
    "own words unexplained",
    "unit of another",
    "subject own beside",
    "subject unit beside",
    "subject outer beside",
    "subject bracket beside",
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
    "implied beside the subject of the caption": -4.0,
    "implied beside the subject of the heading": -4.0,
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
    "subject own beside the one of the title": -3.0,
    "subject unit beside the one of the title": -4.0,
    "quoted word own": -4.0,
    "is another number own": -4.0,
    "is another number outer": -4.0,
    "is another number over": -3.0,
    "is another number above": -2.0,
    "is another number caption": -2.0,
    "is the number of a qualifier own": -3.0,
}
SECOND_PRIORS = {"first reading": 1.0}
FOLDS = 8
ALONE, SURE = 0.85, 0.92
WORD = f"{NAME} "
LEAST_WORD = 0.05  # of a weight that is worth a place in the file


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
        found.append(Item(case, candidates, coordinates))
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


def without_own(items: Sequence[Item]) -> Iterator[tuple[list[Item], list[Item]]]:
    """The items of other systems and those of a few, for each few of all."""
    families = sorted({family_of(item.case.system) for item in items})
    for fold in range(FOLDS):
        left_out = frozenset(families[fold::FOLDS])
        own = [family_of(item.case.system) in left_out for item in items]
        yield (
            [item for item, is_own in zip(items, own, strict=True) if not is_own],
            [item for item, is_own in zip(items, own, strict=True) if is_own],
        )


def second_items(items: Sequence[Item]) -> list[Item]:
    """The items read again beside their tables, each first read by weights of other systems."""
    meaning, names = meaning_of(vocabulary()), names_of(items)
    decided: dict[int, Decision] = {}
    for others, own in without_own(items):
        weights = Model(names, PRIORS, AGAINST).fit(others).by_name
        for item in own:
            decided[id(item)] = first_reading(item, weights)
    decisions = [decided[id(item)] for item in items]
    return list(read_beside(items, decisions, meaning.kinship, WordSigns(meaning.lexicon)))


def second_names(items: Sequence[Item]) -> list[str]:
    """The features of second readings; a word only where two systems use it for its code."""
    systems: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for _, features in item.candidates:
            for name in features:
                systems[name].add(family_of(item.case.system))
    is_kept = {name: len(found) > 1 for name, found in systems.items() if name.startswith(WORD)}
    return [name for name in sorted(systems) if is_kept.get(name, True)]


def text_of(
    first: Model, second: Model, systems: Sequence[str], size: int, threshold: float
) -> Iterator[str]:
    yield "# Weights of the model of meaning, fitted by benchmarks/fit_meaning.py on the labels of"
    yield f"# {len(systems)} systems ({size} labels): {', '.join(systems)}."
    yield "# A code is given from the threshold on, to a label without a table from «alone»; one"
    yield "# that a wording gives, if the model gives it the probability of «confirmed». A feature"
    yield "# that is not named weighs nothing. «table» weighs the candidates of a label again"
    yield "# beside the other labels of its table; a code that was sure alone stays, if nothing"
    yield "# beside speaks against it. «words» are the words of its labels for and against a code."
    yield f"threshold: {threshold}\nalone: {ALONE}\nsure: {SURE}\nconfirmed: 0.05\nweights:"
    yield from _lines(first)
    yield "table:"
    yield from _lines(second)
    yield "words:"
    yield from _words(second)


def _lines(model: Model) -> Iterator[str]:
    for name, weight in model.by_name.items():
        if abs(weight) >= 0.005 and not name.startswith(WORD):
            yield f'  "{name}": {weight:.2f}'


def _words(model: Model) -> Iterator[str]:
    """The words of each code with their weights on a line."""
    signs: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, weight in model.by_name.items():
        if name.startswith(WORD) and abs(weight) >= LEAST_WORD:
            code, _, sign = name.removeprefix(WORD).partition(" ")
            signs[code].append((sign, weight))
    for code, found in signs.items():
        yield f'  {code}: "{text_of_signs(found)}"'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, help="folder of the measuring kit")
    parser.add_argument("--threshold", type=float, default=0.9)
    parser.add_argument("--words", action="store_true", help="leave out a system's own words too")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    cases = cases_of(asked.kit)
    items = items_without_own_words(cases) if asked.words else items_of(cases, words("meaning"))
    systems = sorted({item.case.system for item in items})
    second = second_items(items)
    names, beside_names = names_of(items), second_names(second)
    if asked.write:
        first = Model(names, PRIORS, AGAINST).fit(items)
        beside = Model(beside_names, SECOND_PRIORS).fit(second)
        lines = text_of(first, beside, systems, len(items), asked.threshold)
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    for others, own in without_own(second):
        model = Model(beside_names, SECOND_PRIORS).fit(others)
        for system in sorted({item.case.system for item in own}):
            left_out = [item for item in own if item.case.system == system]
            print(f"{system:20} {measured(left_out, model, asked.threshold)}")


if __name__ == "__main__":
    main()
