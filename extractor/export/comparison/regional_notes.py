"""What is to be known about the figures of a regional table, in groups of one kind each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.export.comparison.words import label_of, note_of, said
from extractor.model.comparison import Comparison, Line, Mark, Point

# Marks that a regional reader must see, in the order of their groups; those on a single figure
# stand in svod compare.
TOLD = ("incomplete", "restated", "conflict", "summed", "borrowed", "redefined", "computed")
MOST_FAULTS = 3  # of one figure, in words
Said = dict[str, dict[str, list[int]]]  # whose figure → what is to be known → of which years


class NoteGroup(NamedTuple):
    """Notes of one kind under their title."""

    title: str
    notes: tuple[str, ...]


def notes_of(
    lines: Mapping[str, Sequence[Line]],
    years: Sequence[int],
    faults: Mapping[str, Sequence[str]],
    comparison: Comparison,
    lang: str,
) -> Iterator[NoteGroup]:
    """The notes on the figures of some indicators; open errors come first."""
    groups: dict[str, Said] = {}
    years_of_reports = {one.report: str(one.year or one.file) for one in comparison.editions}
    for code, found in lines.items():
        label = label_of(comparison.indicators[code], lang)
        for line in found:
            for point in line.points:
                if point.year in years:
                    _note(groups, label, line, point, faults, years_of_reports, lang)
    for key in ("errors", *TOLD):
        if key in groups:
            yield NoteGroup(said(f"notes_{key}", lang), tuple(_written(groups[key])))


def _note(
    groups: dict[str, Said],
    label: str,
    line: Line,
    point: Point,
    faults: Mapping[str, Sequence[str]],
    years_of_reports: Mapping[str, str],
    lang: str,
) -> None:
    whose = f"{label}, {line.name or said('total', lang)}"
    told = [
        (mark.key, _text(mark, point, years_of_reports, lang))
        for mark in point.marks
        if mark.key in TOLD
    ]
    if point.used is not None:
        told += [("errors", text) for text in told_faults(faults, point.used.observation, lang)]
    for key, text in told:
        who = label if key == "computed" else whose
        years = groups.setdefault(key, {}).setdefault(who, {}).setdefault(text, [])
        if point.year not in years:
            years.append(point.year)


def _text(mark: Mark, point: Point, years_of_reports: Mapping[str, str], lang: str) -> str:
    """A mark in words; a report is called by its year, a place by its table."""
    used = point.used
    if used is None or mark.key not in ("restated", "borrowed"):
        return note_of(mark, lang, point)
    own = years_of_reports.get(used.report, used.report)
    if mark.key == "borrowed":
        return said("borrowed_year", lang, year=point.year, report=own)
    named = ((one.raw, years_of_reports.get(one.report, one.report)) for one in point.restated)
    others = "; ".join(f"{raw} ({year})" for raw, year in dict.fromkeys(named))
    return said("restated_year", lang, others=others, used=used.raw, report=own)


def told_faults(faults: Mapping[str, Sequence[str]], observation: str, lang: str) -> list[str]:
    """The first open errors of a figure, and how many more there are."""
    own = list(faults.get(observation, ()))
    more = len(own) - MOST_FAULTS
    rest = [said("more_errors", lang, count=more)] if more > 0 else []
    return [*own[:MOST_FAULTS], *rest]


def _written(said_of: Said) -> Iterator[str]:
    """A line for whom it concerns: «Число посещений, Дальний район: 2021, 2022 – …; 2023 – …»."""
    for whose, texts in said_of.items():
        parts = (f"{', '.join(map(str, sorted(years)))} – {text}" for text, years in texts.items())
        yield f"{whose}: {'; '.join(part.rstrip('.') for part in parts)}"
