"""False alarms on reports that nobody has seen: ``python benchmarks/false_alarms.py [--from 0] [--reports 100]``.

Reports without a mistake are invented in random layouts (:mod:`benchmarks.alarms`), read and
checked. Every error told on them is false: they are counted by rule and by kind of table, per 1,000
tables. With --plants one figure of each report is spoilt as well, and it is counted how often that
is told, whether anything else is, and whether the right value is suggested first.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parent.parent
sys.path[:1] = [str(HOUSE), str(HOUSE / "tests")]

from benchmarks.alarms.reports import Invented, invented  # noqa: E402
from checking import checked, report_of  # noqa: E402
from extractor.model.finding import Finding, Severity  # noqa: E402


def told(report: Invented, folder: Path) -> list[Finding]:
    found = checked(folder, report_of(report.text, report.year, name=f"r{report.seed}"))
    return [one for one in found.findings if one.severity is not Severity.INFO]


def table_of(finding: Finding) -> int:
    """Return the number of the table that a finding names first, 0 where none."""
    names = (one.partition(":")[2] for one in finding.observations)
    tables = [int(name[1:].partition("r")[0]) for name in names if name[:1] == "t"]
    return tables[0] if tables else 0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    tables, errors, warnings, by_rule = 0, 0, 0, Counter[str]()
    started = time.process_time()
    for seed in range(asked.first, asked.first + asked.reports):
        report = invented(seed)
        tables += len(report.tables)
        with tempfile.TemporaryDirectory() as folder:
            found = told(report, Path(folder))
        for one in found:
            is_error = one.severity is Severity.ERROR
            at = table_of(one)
            kind = report.tables[at - 1].sheet.kind if 0 < at <= len(report.tables) else "text"
            errors, warnings = errors + is_error, warnings + (not is_error)
            by_rule[f"{'E' if is_error else 'w'} {one.rule} | {kind}"] += 1
            if asked.show and is_error:
                print(seed, at, one.rule, one.confidence, one.message[:300])
    print("\n".join(f"{count:5d} {name}" for name, count in by_rule.most_common()))
    print(
        f"{asked.reports} reports, {tables} tables: {errors} errors, {warnings} warnings; errors per 1,000 tables {1000 * errors / tables:.1f} ({time.process_time() - started:.0f} s)"
    )


if __name__ == "__main__":
    main()
