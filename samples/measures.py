"""How far a data set agrees with the truth: ``python -m samples.measures DATASET TRUTH [--wrong
MEASURE]``.

A measure counts right answers and lists the wrong ones as lines «report  place  expected | got».
Measures whose name ends in ``extra``, ``false`` or ``trapped`` list answers where the truth has
none. Only reports of the data set are measured.
"""

import argparse
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from samples.compare import Row
from samples.measure_prose import measure_asides, measure_prose
from samples.measure_tables import measure_cells, measure_names, measure_structure
from samples.tally import Tallies, of_reports, read_answers, rows_of
from samples.truth import Truth, read_truth
from samples.verdicts import judge


def measure(dataset: Path, truth: Truth) -> Tallies:
    """Return every measure of a data set; those of the check where ``findings.csv`` is."""
    answers = read_answers(dataset, truth)
    own = of_reports(truth, [row["report"] for row in answers.files["reports"]])
    tallies = Tallies()
    for count in (measure_structure, measure_cells, measure_names, measure_prose, measure_asides):
        count(answers, own, tallies)
    if (dataset / "findings.csv").is_file():
        measure_findings(dataset, own, tallies)
    return tallies


def measure_findings(dataset: Path, truth: Truth, tallies: Tallies) -> None:
    """Count planted contradictions found, found as errors, corrected rightly; false findings and
    traps.
    """
    errors = [row for row in rows_of(dataset / "findings.csv") if row["severity"] == "error"]
    verdict, graver = judge(dataset, truth), judge(dataset, truth, ("error",))
    for plant in truth["plants"]:
        where = (
            plant["report"],
            plant["kind"],
            plant["name"],
            plant["section"],
            plant["printed"],
            plant["right"],
        )
        tallies["plant.found"].count(plant in verdict.found, *where)
        tallies["plant.error"].count(plant in graver.found, *where)
        if plant["decidable"] == "1" and plant in verdict.found:
            tallies["plant.first"].count(plant in verdict.first, *where)
            if _is_number(plant["right"]):
                tallies["plant.corrected"].count(_is_corrected(plant, errors), *where)
    for finding in verdict.false:
        where = (finding["report"], finding["section"], finding["rule"], finding["message"])
        tallies[f"finding.{finding['severity']} false"].count(False, *where)
    for trap in truth["traps"]:
        tallies["trap.kept"].count(
            trap not in verdict.trapped, trap["report"], trap["name"], trap["section"]
        )


def _is_number(printed: str) -> bool:
    return _value(printed) is not None


def _value(printed: str) -> Decimal | None:
    """Return the number of «1 027,9», None for what is no plain number."""
    try:
        return Decimal("".join(printed.split()).replace(",", "."))
    except InvalidOperation:
        return None


def _is_corrected(plant: Row, errors: list[Row]) -> bool:
    """Tell whether a first suggestion of the report replaces the printed number by the right
    one.
    """
    wanted = (_value(plant["printed"]), _value(plant["right"]))
    return any(
        tuple(map(_value, row["suggestion"].partition(";")[0].split("→"))) == wanted
        for row in errors
        if row["report"] == plant["report"]
    )


def show(tallies: Tallies) -> Iterator[str]:
    """Return a line a measure: its name, right and wrong answers."""
    yield from (
        f"{name:24}{right:>8}{wrong:>8}" for name, (right, wrong) in counts(tallies).items()
    )


def counts(tallies: Tallies) -> dict[str, tuple[int, int]]:
    """Return (right, wrong) by measure."""
    return {name: (tally.right, len(tally.wrong)) for name, tally in tallies.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m samples.measures", description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--wrong", metavar="MEASURE", help="list the wrong answers of one measure")
    wanted = parser.parse_args()
    tallies = measure(wanted.dataset, read_truth(wanted.truth))
    print("\n".join(tallies[wanted.wrong].wrong if wanted.wrong else show(tallies)))


if __name__ == "__main__":
    main()
