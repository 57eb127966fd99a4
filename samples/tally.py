"""Counts of right and wrong answers by measure, and the data set that they are counted over."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples.compare import Row, library_ids
from samples.truth import Truth

Place = tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Count of right answers and lines about the wrong ones."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, holds: bool, *line: object) -> None:
        """Add one answer; ``line`` says what is wrong where it does not hold."""
        if holds:
            self.right += 1
        else:
            self.wrong.append("  ".join(str(part) for part in line))


class Tallies(dict[str, Tally]):
    """Tallies by the name of their measure, made when first asked for."""

    def __missing__(self, name: str) -> Tally:
        self[name] = Tally()
        return self[name]


@dataclass(frozen=True, slots=True)
class Answers:
    """A data set: rows of its CSV files with the truth's ids of libraries, and its documents by
    report.
    """

    files: dict[str, list[Row]]
    documents: dict[str, dict[str, Any]]


def read_answers(dataset: Path, truth: Truth) -> Answers:
    """Read the files of a data set that the measures need; ``findings`` is empty before a check."""
    names = ("reports", "sections", "tables", "observations", "mentions", "libraries")
    files = {name: rows_of(dataset / f"{name}.csv") for name in (*names, "library_changes")}
    ids = dict(library_ids(files["libraries"], truth["libraries"]))
    for row in (*files["observations"], *files["libraries"], *files["library_changes"]):
        row["library"] = _translated(row["library"], ids)
    for row in files["mentions"]:
        row["libraries"] = _translated(row["libraries"], ids)
    paths = {
        row["report"]: dataset / "documents" / f"{row['report']}.json" for row in files["reports"]
    }
    return Answers(
        files, {name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    )


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a CSV file, none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _translated(names: str, ids: dict[str, str]) -> str:
    return " ".join(ids.get(name, name) for name in names.split())


def of_reports(truth: Truth, reports: Sequence[str]) -> Truth:
    """Return the truth about these reports; what belongs to a district stays as it is."""
    chosen = set(reports)
    return {
        name: [row for row in rows if row.get("report", "") in chosen or "report" not in row]
        for name, rows in truth.items()
    }
