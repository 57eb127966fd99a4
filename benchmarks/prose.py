"""Figures of running text: recall and precision on labelled sentences, and speed on a whole report.

``python benchmarks/prose.py [REPORT.docx …]``: our own sentences, the samples with their truth,
then words a CPU second. A figure is right when its characters, its value and its period are; roles
are told apart.
"""

import csv
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

HOUSE = Path(__file__).parent.parent
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from prose import found_in, labelled  # noqa: E402

from extractor.model import Observation, Paragraph  # noqa: E402
from extractor.outline import outline_document  # noqa: E402
from extractor.prose import quote_figures  # noqa: E402
from extractor.read import read_document  # noqa: E402

SAMPLES = HOUSE / "samples"
YEAR = 2023


def own_sentences() -> Counter[str]:
    told: Counter[str] = Counter()
    for text, wanted in labelled():
        found = found_in(text)
        right = {(each.start, each.end, each.period) for each in wanted} & {
            (each.start, each.end, each.period) for each in found
        }
        told.update(
            sentences=1,
            wanted=len(wanted),
            found=len(found),
            right=len(right),
            roles=len({*wanted} & {*found}),
        )
    return told


def samples() -> Counter[str]:
    """Against ``samples/truth/prose.csv``; figures in sentences that the truth does not hold are
    not counted.
    """
    told: Counter[str] = Counter()
    truth = list(csv.DictReader((SAMPLES / "truth" / "prose.csv").open(encoding="utf-8")))
    for report in sorted({row["report"] for row in truth}):
        wanted = {(row["text"], row["start"]): row for row in truth if row["report"] == report}
        texts = {text for text, _ in wanted}
        found = {
            key: each
            for key, each in _found(SAMPLES / "reports" / f"{report}.docx").items()
            if key[0] in texts
        }
        right = [key for key in wanted.keys() & found.keys() if _is_right(found[key], wanted[key])]
        roles = [key for key in right if found[key].role == wanted[key]["role"]]
        told.update(
            sentences=len(texts),
            wanted=len(wanted),
            found=len(found),
            right=len(right),
            roles=len(roles),
        )
    return told


def _found(path: Path) -> dict[tuple[str, str], Observation]:
    document = read_document(path)
    observations, _ = quote_figures(document, outline_document(document), YEAR)
    texts = [each.text if isinstance(each, Paragraph) else "" for each in document.blocks]
    return {_key(texts[each.place.block], each): each for each in observations}


def _key(text: str, each: Observation) -> tuple[str, str]:
    """A figure's text and where it begins, a typed list sign not counted."""
    item = text.lstrip("-–•* ")
    return item, str((each.place.start or 0) - (len(text) - len(item)))


def _is_right(found: Observation, row: dict[str, str]) -> bool:
    value = Decimal(row["value"]) if row["value"] else None
    return (found.value, found.period, str(found.multiplier)) == (
        value,
        row["period"],
        row["multiplier"],
    )


def speed(path: Path) -> None:
    """Cold: the first run of this process on that text, what was imported and compiled on the
    way apart.
    """
    document = read_document(path)
    outline = outline_document(document)
    words = sum(len(each.text.split()) for each in document.blocks if isinstance(each, Paragraph))
    for name in ("cold", "warm"):
        begin = time.process_time()
        observations, asides = quote_figures(document, outline, YEAR)
        seconds = time.process_time() - begin
        met = f"{words} words, {len(observations)} figures, {len(asides)} asides"
        print(f"{path.name}: {met}, {name} {words / seconds:,.0f} words a CPU second")


def tell(name: str, told: Counter[str]) -> None:
    right, wanted = told["right"], told["wanted"]
    shares = (
        f"recall {right / wanted:.1%}, precision {right / told['found']:.1%}, roles "
        f"{told['roles'] / wanted:.1%}"
    )
    print(f"{name}: {told['sentences']} sentences, {wanted} figures, {shares}")


if __name__ == "__main__":
    begin = time.process_time()
    found_in("Один раз прочитано 5 книг.")
    print(f"spaCy, pymorphy3 and patterns loaded in {time.process_time() - begin:.2f} CPU seconds")
    for each in sys.argv[1:]:
        speed(Path(each))
    tell("own sentences", own_sentences())
    tell("samples", samples())
