"""False alarms on reports that nobody has seen: ``python benchmarks/false_alarms.py``.

Reports without a mistake are invented in random layouts (:mod:`benchmarks.alarms`), read and
checked: every error told on them is false. Every third is checked together with the report of the
year before. Errors are counted by rule and kind of table, per 1,000 tables. ``--from 5000
--reports 200`` chooses the seeds. With ``--plants`` one figure of each table is spoilt: how often
that is told, what else is, and whether the right value is suggested first. Seeds of which errors
were looked at are development: a figure to publish is that of seeds never shown.
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
from benchmarks.alarms.reports import Invented, before, invented  # noqa: E402
from extractor.model.finding import Finding, Severity  # noqa: E402

PAIRED = 3  # every third report is checked with the one of the year before


def told(report: Invented) -> list[Finding]:
    """Return the errors and warnings that are told of a report, and of the one before it."""
    with tempfile.TemporaryDirectory() as folder:
        read = [report_of(report.text, report.year, name=f"r{report.seed}")]
        if report.seed % PAIRED == 0:
            earlier = before(report)
            read.append(report_of(earlier.text, earlier.year, name=f"before{report.seed}"))
        found = checked(Path(folder), *read).findings
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
    others: int = 0  # new errors of spoilt reports that name no spoilt figure

    def clean(self, report: Invented, found: Sequence[Finding], is_shown: bool) -> None:
        """Count what is told of a report without a mistake."""
        is_paired = report.seed % PAIRED == 0
        self.tables += len(report.tables) + (len(before(report).tables) if is_paired else 0)
        for one in found:
            at, is_error = table_of(one), one.severity is Severity.ERROR
            own = bool(at) and one.report == f"r{report.seed}"
            kind = report.tables[at - 1].sheet.kind if own else ("text", "before")[bool(at)]
            self.errors += is_error
            self.by_rule[f"{'error' if is_error else 'warning'} {one.rule} | {kind}"] += 1
            if is_shown and is_error:
                print(report.seed, at, one.rule, one.confidence, f"[{kind}]", one.message[:300])

    def spoilt(
        self,
        plants: Sequence[Plant],
        found: Sequence[Finding],
        clean: Sequence[Finding],
        is_shown: bool,
    ) -> None:
        """Count what is told of a report with mistakes that was not told without them."""
        known = {(one.rule, one.observations[:1]) for one in clean}
        errors = [one for one in found if one.severity is Severity.ERROR]
        new = [one for one in errors if (one.rule, one.observations[:1]) not in known]
        spots = {plant.observation for plant in plants}
        others = [one for one in new if not spots & set(one.observations)]
        self.others += len(others)
        for plant in plants:
            hits = [one for one in new if plant.observation in one.observations]
            for group in (plant.kind, f"table {plant.table}"):
                self._hit(self.by_plant.setdefault(group, Counter()), plant, hits)
            if is_shown and not hits:
                print("missed", plant)
        for one in others if is_shown else ():
            print("other", one.rule, one.confidence, one.message[:300])

    def _hit(self, count: Counter[str], plant: Plant, hits: Sequence[Finding]) -> None:
        count["plants"] += 1
        count["told"] += bool(hits)
        count["again"] += max(0, len(hits) - 1)
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
        whole = sum((one for kind, one in self.by_plant.items() if " of " in kind), Counter[str]())
        if whole:
            rows.append("all plants: " + ", ".join(f"{key} {whole[key]}" for key in whole))
            rows.append(f"new errors that name no plant: {self.others}")
        rate = 1000 * self.errors / max(self.tables, 1)
        return [*rows, f"{self.errors} errors on {self.tables} tables: {rate:.1f} per 1,000"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--plants", action="store_true")
    parser.add_argument("--show", action="store_true", help="print each false error")
    parser.add_argument("--missed", action="store_true", help="print each plant not told")
    asked = parser.parse_args()
    counted, started = Count(), time.process_time()
    for seed in range(asked.first, asked.first + asked.reports):
        report = invented(seed)
        clean = told(report)
        counted.clean(report, clean, asked.show)
        if asked.plants:
            spoilt, plants = planted(report, seed)
            counted.spoilt(plants, told(spoilt), clean, asked.missed)
    print("\n".join(counted.lines()))
    print(f"{asked.reports} reports, {time.process_time() - started:.0f} s of processor time")


if __name__ == "__main__":
    main()
