"""How much of the truth a data set holds: ``python -m samples.compare DATASET TRUTH [--wrong
FIELD]``.

Facts are joined by report, table, row and column, tables by content where their numbers differ.
Labels are compared without case, «ё» and a closing colon; the title line inside a table may stand
first in a column's path or not, and so may the row that a «в том числе:» continues in a row's.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from samples.aligning import aligned, words_of
from samples.codes import catalogue
from samples.truth import Truth, read_truth

Row = dict[str, str]
Key = tuple[str, str, str]


def _label(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").replace("–", "-").split()).rstrip(" :")


def path_of(text: str) -> list[str]:
    return [_label(each) for each in text.split(" / ")] if text else []


def same_value(fact: Row, seen: Row) -> bool:
    if not fact["value"] or not seen["value"]:
        return fact["value"] == seen["value"]
    return Decimal(fact["value"]) == Decimal(seen["value"])


def same_labels(fact: Row, seen: Row) -> bool:
    return _same_path(fact["row_path"], fact["parent"], seen["row_path"]) and _same_path(
        fact["column_path"], fact["title"], seen["column_path"]
    )


def _same_path(right: str, optional: str, seen: str) -> bool:
    """The path as it should be, perhaps with one more label before it."""
    return path_of(seen) in (path_of(right), path_of(optional) + path_of(right))


def same_if_valued(name: str) -> Callable[[Row, Row], bool]:
    """A cell without a number has no unit to speak of."""
    return lambda fact, seen: not fact["value"] or fact[name] == seen[name]


def same(name: str) -> Callable[[Row, Row], bool]:
    return lambda fact, seen: fact[name] == seen[name]


FIELDS: dict[str, Callable[[Row, Row], bool]] = {
    "value": same_value,
    "status": same("status"),
    "period": same("period"),
    "labels": same_labels,
    "section": same("section"),
    "unit": same_if_valued("unit"),
    "multiplier": same_if_valued("multiplier"),
    "library": same("library"),
    "decimals": same("decimals"),
}
FACT = ("value", "period", "labels")
"""A fact is right when these are."""


@dataclass(slots=True)
class Score:
    """Counts of one report. ``wrong`` holds (field, fact, what was seen or None)."""

    facts: int = 0
    found: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    claimed: int = 0
    claimed_right: int = 0
    coded: int = 0
    wrong: list[tuple[str, Row, Row | None]] = field(default_factory=list)

    def count(self, fact: Row, seen: Row | None) -> None:
        self.facts += 1
        if seen is None:
            self.wrong.append(("found", fact, None))
            return
        self.found += 1
        held = {name: test(fact, seen) for name, test in FIELDS.items()}
        self.right.update(name for name, holds in held.items() if holds)
        self.whole += all(held[name] for name in FACT)
        self.wrong += [(name, fact, seen) for name, holds in held.items() if not holds]
        self._judge(fact, seen)

    def _judge(self, fact: Row, seen: Row) -> None:
        """The indicator of a number; a code that the region's catalogue does not hold is left
        aside.
        """
        claim = (
            seen["indicator"]
            if seen["indicator"] in catalogue() and fact["status"] != "text"
            else ""
        )
        self.coded += bool(fact["indicator"])
        self.claimed += bool(claim)
        self.claimed_right += bool(claim) and claim == fact["indicator"]
        if claim != fact["indicator"]:
            self.wrong.append(("indicator", fact, seen))


def score(dataset: Path, truth: Truth) -> dict[str, Score]:
    """Report → score, for the reports that both sides know."""
    ids = dict(library_ids(_rows(dataset / "libraries.csv"), truth["libraries"]))
    observations, facts = (
        _by_report(_rows(dataset / "observations.csv")),
        _by_report(truth["facts"]),
    )
    scores: dict[str, Score] = defaultdict(Score)
    for each in _rows(dataset / "reports.csv"):
        report = each["report"]
        seen = {
            _key(row): _translated(row, ids)
            for row in _renumbered(observations[report], facts[report])
        }
        for fact in facts[report]:
            scores[report].count(fact, seen.get(_key(fact)))
    return dict(scores)


def _by_report(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Figures of tables, by report."""
    found: dict[str, list[Row]] = defaultdict(list)
    for each in rows:
        if each["table"]:
            found[each["report"]].append(each)
    return found


def _renumbered(seen: list[Row], facts: list[Row]) -> list[Row]:
    """The figures under the truth's numbers of their tables, where a table more or less has
    shifted them.
    """
    here, known = words_of(seen), words_of(facts)
    if list(here) == list(known):
        return seen
    numbers = aligned(here, known)
    return [{**each, "table": numbers[each["table"]]} for each in seen if each["table"] in numbers]


def _translated(row: Row, ids: dict[str, str]) -> Row:
    return {**row, "library": " ".join(ids.get(each, each) for each in row["library"].split())}


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _key(row: Row) -> Key:
    return row["table"], row["row"], row["column"]


def library_ids(seen: list[Row], known: list[Row]) -> Iterator[tuple[str, str]]:
    """The ids of a data set and ours, by name (an older one too) or by district and number."""
    by_name = {
        _label(name): each["library"]
        for each in known
        for name in (each["name"], *each["aliases"].split(";"))
        if name
    }
    by_number = {
        (each["district"], each["number"]): each["library"] for each in known if each["number"]
    }
    for each in seen:
        found = by_name.get(_label(each["name"])) or by_number.get(
            (each["district"], each["number"])
        )
        if found:
            yield each["library"], found


def prose_score(dataset: Path, truth: Truth) -> dict[str, tuple[int, int, int]]:
    """Report → (figures in sentences, found with value and period, figures extracted)."""
    seen = Counter(
        (each["report"], each["section"], _number(each["value"]), each["period"])
        for each in _rows(dataset / "observations.csv")
        if not each["table"] and each["value"]
    )
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (report, *_), count in seen.items():
        found[report][2] += count
    for fact in truth["prose"]:
        counts, key = (
            found[fact["report"]],
            (fact["report"], fact["section"], _number(fact["value"]), fact["period"]),
        )
        counts[0] += 1
        counts[1] += seen[key] > 0
        seen[key] -= 1
    return {
        report: (counts[0], counts[1], counts[2]) for report, counts in found.items() if counts[0]
    }


def _number(text: str) -> Decimal:
    return Decimal(text).normalize()


def show(scores: dict[str, Score]) -> Iterator[str]:
    """A line a report: facts, then the share right in each field, then recall and precision of
    the indicators.
    """
    yield (
        f"{'report':18}{'facts':>7}{'found':>8}{'fact':>8}"
        + "".join(f"{name[:8]:>9}" for name in FIELDS)
        + f"{'ind.rec':>9}{'ind.prec':>9}"
    )
    for report, each in sorted(scores.items()):
        shares = [each.found, each.whole, *(each.right[name] for name in FIELDS)]
        percents = [f"{100 * share / each.facts:.2f}" for share in shares]
        indicators = (
            f"{100 * each.claimed_right / (each.coded or 1):.1f}",
            f"{100 * each.claimed_right / (each.claimed or 1):.1f}",
        )
        yield f"{report:18}{each.facts:>7}{percents[0]:>8}{percents[1]:>8}" + "".join(
            f"{each:>9}" for each in (*percents[2:], *indicators)
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m samples.compare", description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument(
        "--wrong",
        metavar="FIELD",
        help="list the facts that are wrong in this field (found, value, labels …)",
    )
    wanted = parser.parse_args()
    truth = read_truth(wanted.truth)
    scores = score(wanted.dataset, truth)
    print("\n".join(show(scores)))
    for report, (facts, found, extracted) in sorted(prose_score(wanted.dataset, truth).items()):
        print(
            f"{report:18}prose: {facts} figures, {found} found with value and period, {extracted} "
            "extracted"
        )
    for report, each in sorted(scores.items()):
        for name, fact, seen in each.wrong:
            if name == wanted.wrong:
                print(
                    report,
                    f"{fact['name']} t{fact['table']} R{fact['row']}C{fact['column']} "
                    f"«{fact['raw']}»",
                    _brief(fact),
                    "|",
                    _brief(seen),
                    sep="  ",
                )


def _brief(row: Row | None) -> str:
    if row is None:
        return "—"
    return " · ".join(
        row[name]
        for name in (
            "row_path",
            "column_path",
            "period",
            "value",
            "status",
            "unit",
            "library",
            "indicator",
        )
    )


if __name__ == "__main__":
    main()
