"""The data set as the desk shows it: read once, and again when it has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.dataset.attention import told_reports
from extractor.dataset.earlier import earlier_records
from extractor.dataset.findings import findings_in
from extractor.dataset.read import load_dataset
from extractor.decisions.log import standing
from extractor.decisions.store import Store, log_of
from extractor.model import Decision, Library, Observation, Vocabulary
from extractor.model.dataset import Dataset, Edition
from extractor.model.records import FindingRow, MentionRow, ReportRow

Stamp = tuple[int, ...]
LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that pages show. ``by_report`` are the reports and ``figures`` the observations by
    id, ``active`` the decisions that were not taken back, ``wordings`` what is said of each report
    in either language.
    """

    stamp: Stamp
    dataset: Dataset
    reports: Sequence[ReportRow]
    by_report: Mapping[str, ReportRow]
    editions: Mapping[str, Edition]
    figures: Mapping[str, Observation]
    findings: Sequence[FindingRow]
    mentions: Sequence[MentionRow]
    libraries: Mapping[str, Library]
    active: Sequence[Decision]
    known: Vocabulary
    wordings: Mapping[str, frozenset[str]]


def stamp_of(store: Store) -> Stamp:
    """What changes whenever the data set or a log does."""
    files = (store.out / "manifest.json", store.out / "reports.csv", store.shared)
    return tuple(path.stat().st_mtime_ns if path and path.is_file() else 0 for path in files)


def read_shelf(store: Store, known: Vocabulary, lang: str) -> Shelf:
    """Read the data set for who reads ``lang``. Raises CalledWrongly where there is none."""
    out, stamp = store.out, stamp_of(store)
    dataset = load_dataset(out)
    written = list(earlier_records(out, ReportRow))
    told = {name: told_reports(written, name) for name in LANGUAGES}
    reports = told[lang]
    return Shelf(
        stamp=stamp,
        dataset=dataset,
        reports=reports,
        by_report={row.report: row for row in reports},
        editions={edition.report: edition for edition in dataset.editions},
        figures={fact.observation: fact for one in dataset.editions for fact in one.facts},
        findings=findings_in(out, lang),
        mentions=list(earlier_records(out, MentionRow)),
        libraries={library.library: library for library in dataset.libraries},
        active=standing(log_of(store)),
        known=known,
        wordings=_wordings((written, *told.values())),
    )


def _wordings(forms: Sequence[Sequence[ReportRow]]) -> dict[str, frozenset[str]]:
    return {
        one[0].report: frozenset(row.message for row in one) for one in zip(*forms, strict=True)
    }
