"""How well libraries are found in invented reports of other naming habits than the rules were
made with: ``python -m benchmarks.mentions [NAME] [--errors]`` from the project's root.

For each system of ``tests/names/mentioned``: bare names answered as a person does, names in running
text, figures of sentences and cells with the right library. ``hold-…`` are held out: without
``--errors`` nobody sees more of them than counts.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extractor.names import read_registry, resolve_names
from tests.names.labels import labels_of
from tests.names.mentions import answers, reports

MEASURES = ("label", "label wrong", "name", "invented", "figure", "figure wrong", "cell")


def measured(registry: Path) -> Iterator[tuple[str, bool, str]]:
    """(measure, whether it counts, note) of everything that is marked in a system."""
    labels = list(labels_of(registry))
    found = resolve_names([label.text for label in labels], read_registry(registry))
    for label, answer in zip(labels, found, strict=True):
        wanted, given = " ".join(sorted(label.libraries)), " ".join(answer.libraries)
        note = f"{label.text} => {label.rule} {wanted} | {answer.rule} {given}"
        yield "label", label.agrees(answer), note
        yield "label wrong", bool(answer.libraries) and not label.agrees(answer), note
    for answer in answers(registry):
        wanted, given = " ".join(sorted(answer.wanted)), " ".join(sorted(answer.found))
        note = f"{answer.text} => {wanted} | {given} | {answer.context}"
        yield answer.kind, answer.kind == "invented" or answer.is_right, note
        if answer.kind in ("figure", "cell"):
            wrong = bool(answer.found) and not answer.is_right
            yield "figure wrong", wrong, note


def main() -> None:
    """Print a line a system, or the single errors of those that are named."""
    names = [each for each in sys.argv[1:] if not each.startswith("-")]
    chosen = [path for path in reports() if not names or path.stem in names]
    print(f"{'':14}" + "".join(f"{measure:>16}" for measure in MEASURES))
    for path in chosen:
        good, asked, errors = Counter[str](), Counter[str](), list[str]()
        for measure, right, note in measured(path):
            good[measure] += right
            asked[measure] += 1
            if right == measure.endswith(("wrong", "invented")):
                errors.append(f"  {measure}: {note}")
        counts = (f"{good[measure]} of {asked[measure]}" for measure in MEASURES)
        print(f"{path.stem:14}" + "".join(f"{count:>16}" for count in counts))
        if "--errors" in sys.argv:
            print("\n".join(sorted(set(errors))))


if __name__ == "__main__":
    main()
