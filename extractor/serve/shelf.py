"""The data set as the desk shows it: read once, and again when it has changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.dataset.earlier import earlier_records
from extractor.dataset.read import load_dataset
from extractor.decisions.log import latest
from extractor.decisions.store import Store, log_of
from extractor.model import Decision, DecisionState, Library, Observation, Vocabulary
from extractor.model.dataset import Dataset, Edition
from extractor.model.records import FindingRow, MentionRow, ReportRow
from extractor.text import clean

Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that pages show. ``figures`` are the observations by id, ``names`` the names met
    in each report, ``log`` how each decision stands.
    """

    stamp: Stamp
    dataset: Dataset
    reports: Sequence[ReportRow]
    editions: Mapping[str, Edition]
    figures: Mapping[str, Observation]
    findings: Sequence[FindingRow]
    mentions: Sequence[MentionRow]
    names: Mapping[str, frozenset[str]]
    libraries: Mapping[str, Library]
    log: Sequence[Decision]
    known: Vocabulary

    @property
    def active(self) -> dict[str, Decision]:
        """The decisions that were not taken back, by id."""
        return {one.decision: one for one in self.log if one.state is not DecisionState.UNDONE}


def stamp_of(store: Store) -> Stamp:
    """What changes whenever the data set or a log does."""
    files = (store.out / "manifest.json", store.out / "reports.csv", store.shared)
    return tuple(path.stat().st_mtime_ns if path and path.is_file() else 0 for path in files)


def read_shelf(store: Store, known: Vocabulary) -> Shelf:
    """Read the data set. Raises CalledWrongly where there is none."""
    out, stamp = store.out, stamp_of(store)
    dataset = load_dataset(out)
    mentions = list(earlier_records(out, MentionRow))
    return Shelf(
        stamp=stamp,
        dataset=dataset,
        reports=list(earlier_records(out, ReportRow)),
        editions={edition.report: edition for edition in dataset.editions},
        figures={fact.observation: fact for one in dataset.editions for fact in one.facts},
        findings=_findings(out),
        mentions=mentions,
        names=_names(mentions),
        libraries={library.library: library for library in dataset.libraries},
        log=latest(log_of(store)),
        known=known,
    )


def _findings(out: Path) -> list[FindingRow]:
    gravest = {"error": 0, "warning": 1}
    rows = earlier_records(out, FindingRow)
    return sorted(rows, key=lambda row: (gravest.get(row.severity, 2), -(row.confidence or 0)))


def _names(mentions: Sequence[MentionRow]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        found[mention.report].add(clean(mention.text))
    return {report: frozenset(names) for report, names in found.items()}
