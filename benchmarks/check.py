"""How well contradictions are found: ``python benchmarks/check.py [YEAR…]`` writes the samples,
extracts, checks and counts.

On the planted samples: plants found and missed, false alarms, traps called errors, plants named
first; on clean ones: false alarms. Then the processor time of checking one report, and of sixty
districts over three years (from the samples, renamed).
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractor.check import check_dataset  # noqa: E402
from extractor.dataset.read import load_dataset  # noqa: E402
from extractor.model.dataset import Dataset, Edition  # noqa: E402
from samples.truth import read_truth  # noqa: E402
from samples.verdicts import judge, show  # noqa: E402

DISTRICTS = 60


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def judged(folder: Path, years: list[str], *more: str) -> None:
    """Samples written, extracted and checked into the folder; the verdict printed."""
    run("-m", "samples", str(folder), *years, *more)
    run("cli.py", "extract", str(folder / "reports"), "-o", str(folder / "out"), "-q")
    run("cli.py", "check", str(folder / "out"), "-q")
    print("\n".join(show(judge(folder / "out", read_truth(folder / "truth")))))


def timed(dataset: Dataset) -> float:
    start = time.process_time()
    check_dataset(dataset)
    return time.process_time() - start


def region(dataset: Dataset) -> Dataset:
    """Sixty districts over three years, made of the samples under other names."""
    editions: list[Edition] = []
    for district in range(DISTRICTS):
        for n in range(3):
            each = dataset.editions[(district + n) % len(dataset.editions)]
            name = f"district{district}-{2021 + n}"
            ids = (f"{name}:{fact.observation.partition(':')[2]}" for fact in each.facts)
            facts = tuple(
                replace(fact, report=name, observation=one)
                for fact, one in zip(each.facts, ids, strict=True)
            )
            editions.append(
                replace(each, report=name, district=f"Район {district}", year=2021 + n, facts=facts)
            )
    return replace(dataset, editions=tuple(editions))


def main() -> None:
    years = sys.argv[1:]
    with tempfile.TemporaryDirectory() as workshop:
        folder = Path(workshop)
        judged(folder / "planted", years)
        print("--- clean")
        judged(folder / "clean", years, "--clean")
        dataset = load_dataset(folder / "planted" / "out")
        one = replace(dataset, editions=dataset.editions[-1:])
        print(
            f"one report {timed(one):.2f} s; {DISTRICTS} districts × 3 years "
            f"{timed(region(dataset)):.0f} s (processor)"
        )


if __name__ == "__main__":
    main()
