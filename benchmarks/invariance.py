"""What must not matter: each invisible character in each report at random places; no data set may
change.

    python benchmarks/invariance.py [REPORT.docx …] [--seed 1]

Each trial puts one character into random texts of one report (body, notes, headers, charts) and
reads it again. Reports are the samples of all districts and years where none is named. Answers 1
where a trial was unreadable or changed the data.
"""

import argparse
import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # not this folder: it holds a docx.py

from extractor.options import ReportOptions  # noqa: E402
from extractor.pipeline import extract_report  # noqa: E402
from samples.write import write_samples  # noqa: E402
from tests.sprinkling import MARKS, data_of, first_change, marked  # noqa: E402


def tried(copy: Path, expected: dict[str, object]) -> tuple[str, str]:
    """Return «same», «unreadable» or «changed», and what is wrong."""
    try:
        found = data_of(extract_report(copy, ReportOptions()))
    except Exception as error:  # whatever it is, it is what is counted
        return "unreadable", repr(error)
    return ("same", "") if found == expected else ("changed", first_change(expected, found))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    counted, started = Counter[str](), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        if not given.reports:
            write_samples(Path(folder))
        paths = given.reports or sorted(Path(folder, "reports").glob("*.docx"))
        expected = {path: data_of(extract_report(path, ReportOptions())) for path in paths}
        for number, (mark, path) in enumerate(itertools.product(MARKS, paths)):
            luck = random.Random(given.seed * 100_000 + number)
            copy = marked(path, (mark,), luck, Path(folder, path.name))
            outcome, wrong = tried(copy, expected[path])
            counted[outcome] += 1
            if wrong:
                print(f"{outcome}: {path.name} {mark!a} trial {number}: {wrong}", flush=True)
    took = time.process_time() - started
    print(
        f"{len(MARKS)} characters × {len(paths)} reports: {counted['unreadable']} unreadable, "
        f"{counted['changed']} changed of {counted.total()} ({took:.0f} s of processor time)"
    )
    return int(counted["same"] != counted.total())


if __name__ == "__main__":
    sys.exit(main())
