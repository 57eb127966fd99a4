"""Fit and measure the weights of the model of meaning: ``python -m benchmarks.fit_meaning``.

Labels are read twice: alone, then beside those of their table (``table_meaning.py``). Each few
systems of labels (``benchmarks/data/labels.csv``, written blind of the program; the samples; with
``--kit`` the three districts of the measuring kit) are left out once and measured with the weights
of the others; with ``--words`` the words that only a system's own labels justify are left out too,
in training as in testing. ``--write`` fits on all of them and writes
``extractor/words/meaning_weights.yaml`` and ``learned_labels.yaml``; ``--taught`` leaves those
weights as they are that know nothing of experience. About five minutes.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.conditional_logit import NONE, Item, Model, names_of
from benchmarks.learned_labels import WORDS, learned
from benchmarks.learned_labels import text_of as text_of_learned
from benchmarks.left_out import KIT, Answer, Proposed, near_of, table_of
from benchmarks.meaning_labels import Case, load
from benchmarks.meaning_samples import sample_cases
from benchmarks.meaning_words import family_of, uses_of, without
from benchmarks.table_meaning import first_reading, read_beside
from extractor.indicators.decision import Decision, meaning_of
from extractor.indicators.evidence import Evidence, points_of
from extractor.indicators.learned_codes import LearnedCodes
from extractor.indicators.lexicon import Lexicon
from extractor.indicators.meaning import read
from extractor.indicators.proposals import ranked_together
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
TAUGHT = "taught:"  # where the weights with experience begin
ALONE, AGREED = 0.85, 0.8


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


def taught_by_others(items: Sequence[Item]) -> dict[str, LearnedCodes]:
    """What the labels of other systems teach, by the system that is left out."""
    taught: dict[str, LearnedCodes] = {}
    for others, own in without_own(items):
        known = LearnedCodes(learned(written_blind(others)))
        taught.update((item.case.system, known) for item in own)
    return taught


def proposals_of(
    items: Sequence[Item], decisions: Sequence[Decision], taught: Mapping[str, LearnedCodes]
) -> Iterator[Proposed]:
    """What is proposed for each item, its own system left out, and what its labels alone give."""
    for item, alone in zip(items, decisions, strict=True):
        codes = ranked_together(item.case.labels, alone, taught[item.case.system])
        yield Proposed(item.case, codes, alone.probability)


def written_blind(items: Iterable[Item]) -> list[Item]:
    """The items without those of the measuring kit, whose words the program may not learn."""
    return [item for item in items if not item.case.system.startswith(KIT)]


def first_decisions(items: Sequence[Item]) -> list[Decision]:
    """The first reading of each item, by weights of other systems."""
    names, decided = names_of(items), {}
    for others, own in without_own(items):
        weights = Model(names, PRIORS, AGAINST).fit(others).by_name
        decided.update((id(item), first_reading(item, weights)) for item in own)
    return [decided[id(item)] for item in items]


def extent_of(items: Iterable[Item]) -> str:
    sizes = Counter(item.case.system for item in items)
    return f"{len(sizes)} systems ({sizes.total()} labels): {', '.join(sorted(sizes))}"


def text_of(weights: Mapping[str, Model], items: Sequence[Item], threshold: float) -> Iterator[str]:
    yield "# Weights of the model of meaning, fitted by benchmarks/fit_meaning.py on the labels of"
    yield f"# {extent_of(items)}."
    yield "# A label without a table gets a code from «alone» on; one that a wording gives stands,"
    yield "# if the model gives it the probability of «confirmed». «table» weighs the candidates of"
    yield "# a label again beside the other labels of its table, «taught» with what other reports"
    yield "# taught besides: a code is given that the first finds «likely» and the second probable"
    yield "# from the threshold on. A feature that is not named weighs nothing."
    yield f"threshold: {threshold}\nlikely: {AGREED}\nalone: {ALONE}\nconfirmed: 0.05"
    for name, model in weights.items():
        yield f"{name}:"
        yield from _lines(model)


def _lines(model: Model) -> Iterator[str]:
    for name, weight in model.by_name.items():
        if abs(weight) >= 0.005:
            yield f'  "{name}": {weight:.2f}'


def left_out(
    items: Sequence[Item], decisions: Sequence[Decision], second: Sequence[Item]
) -> list[Answer]:
    """What is answered of each item by weights of other systems; alone where it has no table."""
    names, found = names_of(second), {}
    for others, own in without_own(second):
        model = Model(names, SECOND_PRIORS).fit(others)
        found.update((id(item), model.ranked(item)) for item in own)
    return [
        Answer(item.case, found[id(read)] or [(chance, code) for code, chance in first.candidates])
        for item, first, read in zip(items, decisions, second, strict=True)
    ]


def both(beside: Answer, taught: Answer, threshold: float) -> Answer:
    """The answer that the table and experience give together, as the program decides."""
    (first, code), (second, named) = beside.best, taught.best
    if code == named and first >= AGREED and second >= threshold:
        chance = max(first, second)
    else:
        chance = min(first, {name: one for one, name in taught.ranked}.get(code, 0.0))
    return Answer(beside.case, [(chance, code), *beside.ranked[1:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, help="folder of the measuring kit")
    parser.add_argument("--threshold", type=float, default=0.9)
    parser.add_argument("--words", action="store_true", help="leave out a system's own words too")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--taught", action="store_true", help="write those with experience only")
    asked = parser.parse_args()
    cases = cases_of(asked.kit)
    items = items_without_own_words(cases) if asked.words else items_of(cases, words("meaning"))
    decisions = first_decisions(items)
    taught = taught_by_others(items)
    read = read_beside(items, decisions, meaning_of(vocabulary()).kinship, taught)
    second, third = (list(each) for each in zip(*read, strict=True))
    if not (asked.write or asked.taught):
        answers = zip(
            left_out(items, decisions, second), left_out(items, decisions, third), strict=True
        )
        decided = [both(beside, with_taught, asked.threshold) for beside, with_taught in answers]
        print(*table_of(decided, asked.threshold), sep="\n")
        print(*near_of(proposals_of(items, decisions, taught)), sep="\n")
        return
    with_taught = Model(names_of(third), SECOND_PRIORS).fit(third)
    fresh = {WORDS: list(text_of_learned(learned(written_blind(items))))}
    if asked.write:
        weights = {
            "weights": Model(names_of(items), PRIORS, AGAINST).fit(items),
            "table": Model(names_of(second), SECOND_PRIORS).fit(second),
        }
        fresh[WEIGHTS] = list(text_of(weights, items, asked.threshold))
    else:
        fresh[WEIGHTS] = WEIGHTS.read_text("utf-8").partition(f"\n{TAUGHT}")[0].splitlines()
    fresh[WEIGHTS] += [f"{TAUGHT}  # {extent_of(items)}", *_lines(with_taught)]
    for path, lines in fresh.items():
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
