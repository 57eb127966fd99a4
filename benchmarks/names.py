"""How well and how fast names of libraries are resolved: ``python -m benchmarks.names`` from the
project's root.

Precision is the share of given ids that are right, recall the share of wanted ids that are given;
«undecided» the share of undecidable names that are answered ``ambiguous``. Two anchors run on the
same labels: the best of rapidfuzz's scorers with the best threshold (chosen with the labels in
hand, which flatters it), and exact match after folding. The systems whose file begins with
``hold-`` are reported apart. Times are of the processor.
"""

import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice, product
from pathlib import Path
from time import process_time

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).parent.parent))

from extractor.model import Library, Mention
from extractor.names import read_registry, resolve_names
from extractor.text import fold
from tests.names.labels import HELD_OUT, Label, labels_of, systems

Resolver = Callable[[list[str], tuple[Library, ...]], list[Mention]]
SCORERS = {
    name: getattr(fuzz, name)
    for name in ("ratio", "token_sort_ratio", "token_set_ratio", "WRatio", "partial_ratio")
}
THRESHOLDS = (50, 60, 70, 75, 80, 85, 90, 95)
BRANCHES = 40  # of a district
HEADS = ("Библиотека", "Сельская библиотека", "Филиал", "Ббиблиотека", "СБ")
Answers = list[tuple[Label, Mention]]


def answers_of(resolver: Resolver, registries: Iterable[Path]) -> Answers:
    found: Answers = []
    for path in registries:
        labels = list(labels_of(path))
        found += zip(
            labels, resolver([each.text for each in labels], read_registry(path)), strict=True
        )
    return found


def measure(answers: Answers) -> dict[str, float]:
    given = sum(len(answer.libraries) for _, answer in answers)
    right = sum(
        len(set(answer.libraries) & label.libraries)
        for label, answer in answers
        if label.rule == "found"
    )
    wanted = sum(len(label.libraries) for label, _ in answers if label.rule == "found")
    precision, recall = right / max(1, given), right / max(1, wanted)
    share = {rule: _share(answers, rule) for rule in ("ambiguous", "system", "none")}
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
    } | share


def _share(answers: Answers, rule: str) -> float:
    of_rule = [answer for label, answer in answers if label.rule == rule]
    return sum(answer.rule == rule for answer in of_rule) / max(1, len(of_rule))


def fuzzy(scorer: str, threshold: int) -> Resolver:
    """The nearest registry name or alias; the settlement is joined to a name where the registry
    has a column for it.
    """

    def resolver(texts: list[str], registry: tuple[Library, ...]) -> list[Mention]:
        names = [(fold(name), each.library) for each in registry for name in _spellings(each)]
        known = [name for name, _ in names]
        best = (
            process.extractOne(fold(text), known, scorer=SCORERS[scorer], score_cutoff=threshold)
            for text in texts
        )
        return [
            Mention(
                text,
                (names[each[2]][1],) if each else (),
                round(each[1]) if each else 0,
                "fuzzy" if each else "none",
            )
            for text, each in zip(texts, best, strict=True)
        ]

    return resolver


def exact(texts: list[str], registry: tuple[Library, ...]) -> list[Mention]:
    names = {fold(name): each.library for each in registry for name in _spellings(each)}
    found = (names.get(fold(text)) for text in texts)
    return [
        Mention(text, (each,), 100, "exact") if each else Mention(text, (), 0, "none")
        for text, each in zip(texts, found, strict=True)
    ]


def _spellings(library: Library) -> Iterable[str]:
    yield from (library.name, *library.aliases)
    if library.settlement:
        yield f"{library.name} {library.settlement}"


def best_fuzzy(registries: list[Path]) -> tuple[str, Answers]:
    runs = {(s, t): answers_of(fuzzy(s, t), registries) for s, t in product(SCORERS, THRESHOLDS)}
    scorer, threshold = max(runs, key=lambda each: measure(runs[each])["f1"])
    return f"rapidfuzz {scorer} >= {threshold}", runs[scorer, threshold]


def calibration(answers: Answers) -> None:
    """Right answers among all that were given, by the score that they claimed and by rule, with
    the least share (Wilson, 95 %).
    """
    groups: dict[str, list[bool]] = defaultdict(list)
    for label, answer in answers:
        if answer.libraries:
            low = answer.score // 5 * 5
            groups[f"score {low}-{min(100, low + 4)}"].append(label.agrees(answer))
            groups[f"rule {answer.rule}"].append(label.agrees(answer))
    print(f"\n{'':20}answers   right  at least")
    for name, right in sorted(groups.items()):
        print(
            f"{name:20}{len(right):7}{sum(right) / len(right):8.1%}"
            f"{at_least(sum(right), len(right)):10.1%}"
        )


def at_least(right: int, count: int, z: float = 1.96) -> float:
    share = right / count
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (share + z * z / (2 * count) - spread) / (1 + z * z / count)


def country(count: int) -> tuple[Library, ...]:
    """Libraries of many invented districts: numbers, villages of two parts, kinds."""
    firsts = (
        "Ново",
        "Старо",
        "Верхне",
        "Нижне",
        "Больше",
        "Мало",
        "Красно",
        "Бело",
        "Черно",
        "Средне",
    )
    starts = (
        "бар",
        "вер",
        "гол",
        "дор",
        "жил",
        "зар",
        "кол",
        "лом",
        "мир",
        "нор",
        "пол",
        "руд",
        "сол",
        "тур",
    )
    middles = [start + vowel for start, vowel in product(starts, "аоуе")]
    lasts = ("мово", "шкино", "нёвка", "товка", "винское", "гино", "лиха", "дниково", "стовое")
    places = [f"{first}{middle}{last}" for first, middle, last in product(firsts, middles, lasts)]
    return tuple(
        _branch(at, at % BRANCHES + 1, at // BRANCHES, places[at % len(places)])
        for at in range(count)
    )


def _branch(at: int, number: int, district: int, place: str) -> Library:
    return Library(
        f"x{at}",
        f"Библиотека-филиал № {number}",
        f"Район {district}",
        str(number),
        "rural",
        f"с. {place}",
    )


def speed(size: int, asked: int) -> None:
    """Names that all differ, half of them with a number, asked of a registry of ``size``."""
    registry = country(size)
    names = _names_of(registry, asked)
    started = process_time()
    resolve_names(names[:1], registry)
    built = process_time()
    resolve_names(names, registry)
    took = process_time() - built
    print(
        f"registry of {size:6}: {len(names) / took:7.0f} different names a second (index "
        f"{built - started:.2f} s)"
    )


def _names_of(registry: tuple[Library, ...], asked: int) -> list[str]:
    pairs = islice(product(registry, HEADS), 0, None, max(1, len(registry) * len(HEADS) // asked))
    names = [
        f"{head}{f' № {each.number}' * (at % 2)} {each.settlement}"
        for at, (each, head) in enumerate(pairs)
    ]
    streets = ("", *(f", ул. Новая, {house}" for house in range(1, 60)))
    return list(dict.fromkeys(f"{name}{street}" for street in streets for name in names))[:asked]


def main() -> None:
    registries = systems()
    held_out = [path for path in registries if path.stem.startswith(HELD_OUT)]
    for title, part in (
        ("tuned on", [each for each in registries if each not in held_out]),
        ("held out", held_out),
    ):
        ours = answers_of(lambda texts, registry: resolve_names(texts, registry), part)
        rival, theirs = best_fuzzy(part)
        print(f"\n{title}: {len(ours)} names of {len(part)} systems")
        print(f"{'':34}precision  recall  undecided  system  none")
        for name, answers in (
            ("svod", ours),
            (rival, theirs),
            ("exact after folding", answers_of(exact, part)),
        ):
            m = measure(answers)
            print(
                f"{name:34}{m['precision']:9.3f}{m['recall']:8.3f}{m['ambiguous']:11.3f}"
                f"{m['system']:8.3f}{m['none']:6.3f}"
            )
        calibration(ours)
    print()
    speed(100, 5000)
    speed(50_000, 5000)


if __name__ == "__main__":
    main()
