"""The labels of the sample reports as the program reads them, with the codes of their truth."""

import csv
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.meaning_labels import Case
from extractor import pipeline
from extractor.indicators.decision import meaning_of
from extractor.indicators.figure_labels import FigureLabels
from extractor.indicators.parts_and_wholes import is_change, names_without_counts
from extractor.indicators.table_labels import TableLabels
from extractor.model import Observation, Outline, Vocabulary
from extractor.options import ReportOptions
from samples.codes import catalogue
from samples.write import write_samples

Cell = tuple[int, int, int]


def sample_cases() -> list[Case]:
    """One case for each pattern of labels of a district: the same labels are kept once."""
    with TemporaryDirectory() as folder:
        write_samples(Path(folder))
        truth = _truth(Path(folder) / "truth" / "facts.csv")
        found = [
            case
            for path in sorted((Path(folder) / "reports").glob("*.docx"))
            for case in _report(path, truth)
        ]
    return list({(case.system, case.labels, case.codes): case for case in found}.values())


def _truth(path: Path) -> dict[tuple[str, Cell], str]:
    with path.open(encoding="utf-8") as file:
        return {
            (row["report"], (int(row["table"]), int(row["row"]), int(row["column"]))): row[
                "indicator"
            ]
            for row in csv.DictReader(file)
            if row["status"] != "text"
        }


def _report(path: Path, truth: dict[tuple[str, Cell], str]) -> Iterator[Case]:
    for cell, labels, changes in _labels(path):
        code = truth.get((path.stem, cell))
        if code is not None and not changes:
            text = " | ".join((*labels.row, *labels.column, labels.caption))
            system = "samples " + path.stem.split("-")[0]
            table = (path.stem, str(cell[0]))
            yield Case(system, labels, frozenset({code}), text, catalogue(), table)


def _labels(path: Path) -> list[tuple]:
    """The labels of each figure, taken where the pipeline would classify it."""
    found: list[tuple] = []

    def taken(
        observations: Iterable[Observation],
        outline: Outline,
        vocabulary: Vocabulary,
        names: Set[str],
    ) -> tuple[Observation, ...]:
        all_ = tuple(observations)
        lexicon = meaning_of(vocabulary).lexicon
        nameable = names_without_counts(names)
        figures = FigureLabels(all_, outline, nameable, lexicon, TableLabels(all_))
        for one in all_:
            if one.table is not None:
                cell = (one.table, one.place.row, one.place.column)
                found.append((cell, figures.of(one), is_change(one)))
        return all_

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "classify_observations", taken)
        pipeline.extract_report(path, ReportOptions(prose=False))
    return found
