"""Addresses of what a decision speaks of, made of labels and not of places in a file."""

from collections.abc import Iterable, Mapping

from extractor.model import Observation
from extractor.model.column import PATH
from extractor.model.decision import Decision, Target
from extractor.model.records import ReportRow
from extractor.number_text import plain_text
from extractor.text import clean, fold

Key = tuple[str, ...]
Captions = Mapping[tuple[str, int], str]  # (report, table) → caption


def named(decision: Decision) -> dict[str, str]:
    """The parts of a decision's target by name."""
    return dict(decision.target)


def report_target(report: ReportRow) -> Target:
    """The report of a figure: district and year, and the file where one of them is not known."""
    about = [("district", report.district), ("year", str(report.year or ""))]
    if not (report.district and report.year):
        about.append(("file", report.file))
    return tuple(about)


def file_target(report: ReportRow) -> Target:
    """The report whose district or year is decided: its file and that file's hash."""
    return (("file", report.file), ("sha256", report.sha256))


def speaks_of(target: Mapping[str, str], report: ReportRow) -> bool:
    """Whether a figure's target is in this report, in whichever edition."""
    if "file" in target:
        return target["file"] == report.file
    same_district = fold(clean(target.get("district", ""))) == fold(clean(report.district))
    return same_district and target.get("year", "") == str(report.year or "")


def figure_key(observation: Observation, captions: Captions) -> Key:
    """What tells a figure from the others of its report: section, caption, labels, period."""
    caption = captions.get((observation.report, observation.table or 0), "")
    return (observation.section, fold(clean(caption)), *labels_key(observation))


def labels_key(observation: Observation) -> Key:
    """The part of the address that stays when sections are numbered anew."""
    paths = (PATH.join(observation.row_path), PATH.join(observation.column_path))
    return (*(fold(clean(path)) for path in paths), observation.period)


def figure_target(
    observation: Observation,
    report: ReportRow,
    captions: Captions,
    siblings: Iterable[Observation],
) -> Target:
    """The address of a figure; ``siblings`` are the observations of its report in their order."""
    key = figure_key(observation, captions)
    same = [other.observation for other in siblings if figure_key(other, captions) == key]
    return (
        *report_target(report),
        ("section", observation.section),
        ("caption", clean(captions.get((observation.report, observation.table or 0), ""))),
        ("row", PATH.join(observation.row_path)),
        ("column", PATH.join(observation.column_path)),
        ("period", observation.period),
        ("occurrence", f"{same.index(observation.observation) + 1}/{len(same)}"),
        ("place", place_in(observation)),
    )


def place_in(observation: Observation) -> str:
    """Where a figure stands in its file, without the file's name."""
    return str(observation.place).rpartition("#")[2]


def target_key(target: Mapping[str, str]) -> Key:
    """The key of the figure that a target means, as ``figure_key`` makes it."""
    texts = (fold(clean(target.get(name, ""))) for name in ("caption", "row", "column"))
    return (target.get("section", ""), *texts, target.get("period", ""))


def reading_of(observation: Observation) -> str:
    """What the program read: the number, or the printed text where there is none."""
    return plain_text(observation.value) or clean(observation.raw)
