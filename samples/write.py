"""All sample reports and their truth as files."""

from collections.abc import Iterator
from pathlib import Path

from samples.blocks import Sample
from samples.districts import MISSING, YEARS, districts
from samples.figures import ledger
from samples.habits import write_sample
from samples.planted import Plant
from samples.plants import plant
from samples.scene import Scene
from samples.template import compose
from samples.traps import traps
from samples.truth import write_truth


def all_samples(*, planted: bool = True) -> Iterator[tuple[Sample, str, list[Plant]]]:
    """(report, Word habit, what was planted) of every district and year for which there is a
    report; traps stand in all of them.
    """
    turn = 0
    for district in districts():
        for year in YEARS:
            if (district.id, year) not in MISSING:
                sample, scene = compose(district, year), Scene(district, year, ledger(district))
                found = traps(sample, scene)
                yield (
                    sample,
                    district.habit,
                    found + (plant(sample, scene, turn) if planted else []),
                )
                turn += 1


def write_samples(out: Path, *, years: tuple[int, ...] = YEARS, planted: bool = True) -> None:
    """``OUT/reports/*.docx`` and ``OUT/truth/*.csv`` of the wanted years."""
    reports = out / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    chosen = [each for each in all_samples(planted=planted) if each[0].year in years]
    for sample, habit, _ in chosen:
        (reports / f"{sample.report}.docx").write_bytes(write_sample(sample, habit))
    write_truth(out / "truth", [(sample, plants) for sample, _, plants in chosen], districts())
