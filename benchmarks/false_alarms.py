"""False alarms on reports that nobody has seen: ``python benchmarks/false_alarms.py``.

Reports without a mistake are invented in random layouts (:mod:`benchmarks.alarms`), read and
checked: every error told on them is false. They are counted by rule and kind of table, per 1,000
tables. ``--from 5000 --reports 200`` chooses the seeds; seeds from 5000 on are looked at by nobody,
only counted. With ``--plants`` one figure of each report is spoilt: how often that is told, what
else is, and whether the right value is suggested first.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

HOUSE = Path(__file__).parent.parent
sys.path[:1] = [str(HOUSE), str(HOUSE / "tests")]

from checking import checked, report_of  # noqa: E402

from benchmarks.alarms.plants import Plant, planted  # noqa: E402
from benchmarks.alarms.reports import Invented, invented  # noqa: E402
from extractor.model.finding import Finding, Severity  # noqa: E402


def told(report: Invented) -> list[Finding]:
    """Return the errors and warnings that are told of a report."""
    with tempfile.TemporaryDirectory() as folder:
        read = report_of(report.text, report.year, name=f"r{report.seed}")
        found = checked(Path(folder), read).findings
    return [one for one in found if one.severity is not Severity.INFO]


def table_of(finding: Finding) -> int:
    """Return the number of the table that a finding names first, 0 where none."""
    names = (one.partition(":")[2] for one in finding.observations)
    tables = [int(name[1:].partition("r")[0]) for name in names if name[:1] == "t"]
    return tables[0] if tables else 0


@dataclass
class Count:
    """What was told of all reports."""

    tables: int = 0
    errors: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)
    by_plant: dict[str, Counter[str]] = field(default_factory=dict)

    def clean(self, report: Invented, found: Sequence[Finding], is_shown: bool) -> None:
        """Count what is told of a report without a mistake."""
        self.tables += len(report.tables)
        for one in found:
            at, is_error = table_of(one), one.severity is Severity.ERROR
            kind = report.tables[at - 1].sheet.kind if at else "text"
            self.errors += is_error
            self.by_rule[f"{'error' if is_error else 'warning'} {one.rule} | {kind}"] += 1
            if is_shown and is_error:
                print(report.seed, at, one.rule, one.confidence, one.message[:300])

    def spoilt(self, plant: Plant, found: Sequence[Finding], clean: Sequence[Finding]) -> None:
        """Count what is told of a report with one mistake that was not told without it."""
        known = {(one.rule, one.observations[:1]) for one in clean}
        errors = [one for one in found if one.severity is Severity.ERROR]
        new = [one for one in errors if (one.rule, one.observations[:1]) not in known]
        hits = [one for one in new if plant.observation in one.observations]
        count = self.by_plant.setdefault(plant.kind, Counter())
        count["plants"] += 1
        count["told"] += bool(hits)
        count["others"] += len(new) - len(hits)
        first = next((one.suggestions[0] for one in hits if one.suggestions), None)
        count["suggested"] += first is not None
        is_cell = first is not None and first.observation == plant.observation
        count["right cell"] += is_cell
        count["right value"] += is_cell and first is not None and first.meant == plant.meant

    def lines(self) -> list[str]:
        """Return the table of what was counted."""
        rows = [f"{count:5d} {name}" for name, count in self.by_rule.most_common()]
        for kind, count in sorted(self.by_plant.items()):
            rows.append(f"{kind}: " + ", ".join(f"{key} {count[key]}" for key in count))
        rate = 1000 * self.errors / max(self.tables, 1)
        return [*rows, f"{self.errors} errors on {self.tables} tables: {rate:.1f} per 1,000"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--plants", action="store_true")
    parser.add_argument("--show", action="store_true", help="print each false error")
    asked = parser.parse_args()
    counted, started = Count(), time.process_time()
    for seed in range(asked.first, asked.first + asked.reports):
        report = invented(seed)
        clean = told(report)
        counted.clean(report, clean, asked.show)
        plant = planted(report, seed) if asked.plants else None
        if plant is not None:
            counted.spoilt(plant, told(plant.report), clean)
    print("\n".join(counted.lines()))
    print(f"{asked.reports} reports, {time.process_time() - started:.0f} s of processor time")


if __name__ == "__main__":
    main()
