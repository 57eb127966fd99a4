"""All sample reports and their truth as files."""

from collections.abc import Iterator
from pathlib import Path

from samples.blocks import Sample
from samples.districts import MISSING, YEARS, districts
from samples.habits import write_sample
from samples.template import compose


def all_samples() -> Iterator[tuple[Sample, str]]:
    """(report, Word habit) of every district and year for which there is a report."""
    for district in districts():
        for year in YEARS:
            if (district.id, year) not in MISSING:
                yield compose(district, year), district.habit


def write_samples(out: Path) -> None:
    """``OUT/reports/*.docx`` and ``OUT/truth``."""
    reports = out / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    for sample, habit in all_samples():
        (reports / f"{sample.report}.docx").write_bytes(write_sample(sample, habit))
