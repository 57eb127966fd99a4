"""The site of a region: CPU seconds of the first one, of a second without a change, of one more
after one report has changed, each against reading the data set (the floor).

    python -m benchmarks.site [--districts 60] [--years 3]

The reports are the samples under other names.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from msgspec.structs import replace

from extractor.batch import extract_reports
from extractor.compare import compare_by
from extractor.dataset import publish_dataset
from extractor.dataset.comparison_panel import load_panel
from extractor.dataset.read import load_dataset
from extractor.export.site import SIDES, write_site
from extractor.memory import unsearched
from extractor.model import Report
from extractor.model.comparison import Request
from extractor.options import PublishOptions, ReportOptions
from extractor.words.indicators import vocabulary

SAMPLES = Path(__file__).parent.parent / "samples" / "reports"
LAST_YEAR = 2023


def region(districts: int, years: int) -> Iterator[Report]:
    """The samples as reports of so many districts and years."""
    read = extract_reports(sorted(SAMPLES.glob("*.docx")), ReportOptions(), 1)
    samples = cycle([report for report in read if isinstance(report, Report)])
    for number in range(districts):
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            yield _named(next(samples), f"{number + 1}-й район", year, f"r{number}-{year}")


def _named(sample: Report, district: str, year: int, name: str) -> Report:
    document = replace(sample.document, file=f"{name}.docx", sha256=name)
    return replace(sample, report=name, district=district, year=year, document=document)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def make_site(out: Path) -> None:
    """The site as the command makes it."""
    with unsearched():
        compared = compare_by(SIDES, load_panel(out), Request(()), vocabulary().indicators)
    write_site(out, out / "site", compared, "ru")


def main() -> None:
    """Print a line a site."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--districts", type=int, default=60)
    asked.add_argument("--years", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "region"
        reports = list(region(given.districts, given.years))
        publish_dataset(reports, [], out, PublishOptions())
        floor = seconds(lambda: load_dataset(out))
        print(f"{len(reports)} reports; reading the data set: {floor:.1f} s")
        print(f"first site: {_told(seconds(lambda: make_site(out)), floor)}")
        print(f"unchanged: {_told(seconds(lambda: make_site(out)), floor)}")
        changed = _named(reports[1], reports[0].district, LAST_YEAR + 1, "changed")
        publish_dataset([changed], [], out, PublishOptions())
        print(f"one report more: {_told(seconds(lambda: make_site(out)), floor)}")


def _told(took: float, floor: float) -> str:
    return f"{took:.1f} s, {took / floor:.2f} x the floor"


if __name__ == "__main__":
    main()
