"""How well and how fast numbers are read.

    python benchmarks/read_numbers.py numerals.csv  conformance: columns text, value, kind, unit, op
    python benchmarks/read_numbers.py --speed TEXT     words a CPU second of find_quantities, cold

The cases that are left on purpose stand with their reasons in ``read_numbers_exceptions.yaml``.
"""

import csv
import sys
import time
from decimal import Decimal
from pathlib import Path

import yaml

from extractor.russian import find_quantities, read_number

EXCEPTIONS = Path(__file__).with_name("read_numbers_exceptions.yaml")
OPS = {"<": "less", ">": "more", "<=": "at_most", ">=": "at_least", "≈": "about", "": "exact"}
UNITS = {
    "gram": "g",
    "litre": "l",
    "л": "l",
    "кг": "kg",
    "ед.": "item",
    "kilometre": "km",
    "metre": "m",
    "centimetre": "cm",
    "millimetre": "mm",
    "millilitre": "ml",
    "hectolitre": "hl",
    "км/ч": "km/h",
}


def differences(case: dict[str, str]) -> list[str]:
    """What of a case is read otherwise: value, kind, unit, op."""
    reading = read_number(case["text"])
    wanted = [Decimal(each) for each in case["value"].replace("..", "|").split("|") if each]
    got = (
        [reading.low, reading.high]
        if len(wanted) > 1
        else [reading.value]
        if reading.value is not None
        else []
    )
    approx = reading.kind == "approx"
    return [
        *([] if got == wanted else [f"value {got}"]),
        *(
            []
            if reading.kind == case["kind"] or (approx and case["op"])
            else [f"kind {reading.kind}"]
        ),
        *(
            []
            if reading.unit == UNITS.get(case["unit"], case["unit"])
            else [f"unit {reading.unit}"]
        ),
        *([] if reading.op in (OPS[case["op"]], "range") or not got else [f"op {reading.op}"]),
    ]


def conformance(path: Path) -> None:
    reasons = {
        text: reason
        for reason, texts in yaml.safe_load(EXCEPTIONS.read_text("utf-8")).items()
        for text in texts
    }
    with path.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    wrong = {case["text"]: (case, found) for case in cases if (found := differences(case))}
    for text, (case, found) in wrong.items():
        if text not in reasons:
            print(
                f"{text!r}: wanted {case['value']} {case['kind']} {case['unit']} {case['op']}; got "
                f"{', '.join(found)}"
            )
    left = len(reasons.keys() & wanted_texts(cases) & wrong.keys())
    print(
        f"{len(cases)} cases, {len(cases) - len(wrong)} right, {left} left with a reason, "
        f"{len(wrong) - left} wrong"
    )
    for text in sorted(reasons.keys() - wrong.keys()):
        print(f"no exception any more: {text!r}")


def wanted_texts(cases: list[dict[str, str]]) -> set[str]:
    return {case["text"] for case in cases}


def speed(path: Path) -> None:
    paragraphs = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    words = sum(len(line.split()) for line in paragraphs)
    begin = time.process_time()
    found = sum(len(find_quantities(line)) for line in paragraphs)
    spent = time.process_time() - begin
    print(f"{words} words, {found} figures, {words / spent:,.0f} words a CPU second, cold")


if __name__ == "__main__":
    speed(Path(sys.argv[2])) if sys.argv[1] == "--speed" else conformance(Path(sys.argv[1]))
