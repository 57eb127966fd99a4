"""Decisions made of what a person says: an id or a place, a label, a name, and what holds."""

import re
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from extractor.dataset.archive import known_pieces
from extractor.dataset.csv_segments import records_of
from extractor.dataset.named_report import named_report
from extractor.dataset.read import libraries_of, load_dataset, names_by_report
from extractor.dataset.redecide import reports_of
from extractor.dataset.traces import undecided
from extractor.decisions.log import ON_REPORTS, now
from extractor.decisions.targets import figure_target, file_target, reading_of
from extractor.errors import CalledWrongly
from extractor.indicators.unmapped import Unmapped, provisional_code, unmapped_labels
from extractor.model import Decision, DecisionKind, DecisionState, Observation
from extractor.model.column import IDS
from extractor.model.decision import Target
from extractor.model.records import ReportRow, TableRow
from extractor.number_text import plain_text
from extractor.plugins import load
from extractor.text import clean, fold

YEAR = re.compile(r"(19|20)\d\d")
# What is decided by naming it; a finding is explained.
KINDS = tuple(kind for kind in DecisionKind if kind is not DecisionKind.FINDING)
READING = "extractor.decisions.table_readings:reading_decision"
NONE = frozenset({"", "-", "–", "—", "нет", "нет данных", "none"})  # there is no figure


class Asked(NamedTuple):
    """What a person asks to decide: what it is about, what holds, in which district, why, who."""

    kind: DecisionKind
    what: str
    to: str
    district: str
    why: str
    who: str


def decision_of(out: Path, asked: Asked, codes: Iterable[str]) -> Decision:
    """The decision of one of KINDS; ``codes`` are the indicators that there are.

    Raises CalledWrongly for what cannot be decided so.
    """
    kind, what, to, district, why, who = asked
    if kind is DecisionKind.LABEL:
        return label_decision(what, to, why, who, codes)
    if kind is DecisionKind.LIBRARY:
        return library_decision(out, what, district, to, why, who)
    if kind is DecisionKind.READING:
        decision: Decision = load(READING)(out, what, to, why, who)
        return decision
    if kind in ON_REPORTS:
        return report_decision(out, what, kind, to, why, who)
    return figure_decision(out, what, to, why, who)


def made(kind: DecisionKind, target: Target, read: str, to: str, why: str, who: str) -> Decision:
    """A new decision, without an id yet."""
    state = DecisionState.ACTIVE
    return Decision("", now(), clean(who), kind, target, read, to, clean(why), state)


def figure_decision(out: Path, what: str, to: str, why: str, who: str) -> Decision:
    """The correction of one figure, named by its id or its place.

    Raises CalledWrongly for a figure that there is not, and for a value that is no number.
    """
    return figure_decisions(out, [(what, to, why)], who)[0]


def figure_decisions(out: Path, asked: Sequence[tuple[str, str, str]], who: str) -> list[Decision]:
    """Corrections of several figures: what, to, why."""
    rows = {row.report: row for row in reports_of(out)}
    wanted, pieces = _reports_named({what for what, _, _ in asked}, rows.keys()), known_pieces(out)
    figures = list(map(undecided, records_of(out, Observation, pieces, wanted)))
    tables = records_of(out, TableRow, pieces, wanted)
    captions = {(row.report, row.table): row.caption for row in tables}
    decisions = []
    for what, to, why in asked:
        figure = _figure(what, figures)
        own = [one for one in figures if one.report == figure.report]
        target = figure_target(figure, rows[figure.report], captions, own)
        value = number_of(to)
        read = reading_of(figure)
        decisions.append(made(DecisionKind.VALUE, target, read, value, why, who))
    return decisions


def _reports_named(asked: Set[str], reports: Set[str]) -> Set[str]:
    """The reports that ids of figures name; all where a place is asked for."""
    named = {what.partition(":")[0] for what in asked}
    return named if named <= reports else reports


def _figure(what: str, figures: Iterable[Observation]) -> Observation:
    found = [one for one in figures if what in (one.observation, str(one.place))]
    if not found:
        raise CalledWrongly("figure_unknown", figure=what)
    if len(found) > 1:
        names = ", ".join(one.observation for one in found)
        raise CalledWrongly("figure_several", figure=what, known=names)
    return found[0]


def number_of(text: str) -> str:
    """A number as a person writes it, plain; empty where they say that there is none.

    >>> number_of("1 234,50"), number_of("нет данных")
    ('1234.50', '')
    """
    plain = "".join(text.split()).replace(",", ".").replace("−", "-")
    if clean(text).lower() in NONE:
        return ""
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise CalledWrongly("value_no_number", value=text) from None
    if not value.is_finite():
        raise CalledWrongly("value_no_number", value=text)
    return plain_text(value) or ""


def label_decision(
    label: str, to: str, why: str, who: str, codes: Iterable[str], read: str = ""
) -> Decision:
    """What a label measures, in every district and year. Raises CalledWrongly for an unknown
    code.
    """
    if to and to not in codes:
        raise CalledWrongly("code_unknown", code=to)
    return made(DecisionKind.LABEL, (("label", fold(label)),), read, to, why, who)


def label_of(out: Path, what: str) -> Unmapped:
    """The label that a person names by itself or by its provisional code.

    Raises CalledWrongly where no figure has it.
    """
    dataset, names = load_dataset(out, cells=False), names_by_report(out)
    facts = (undecided(fact) for edition in dataset.editions for fact in edition.facts)
    label = fold(what)
    bare = (replace(fact, indicator="") for fact in facts)
    for found in unmapped_labels(bare, names):
        if what == found.code or label == found.label:
            return found
    raise CalledWrongly("label_unknown", label=what, code=provisional_code(label))


def library_decision(out: Path, name: str, district: str, to: str, why: str, who: str) -> Decision:
    """Which library a name means in a district.

    Raises CalledWrongly for a district or a library that there is not.
    """
    districts = sorted({row.district for row in reports_of(out) if row.district})
    meant = [one for one in districts if fold(clean(one)) == fold(clean(district))]
    if not meant:
        meant = districts if len(districts) == 1 and not district else []
    if not meant:
        raise CalledWrongly("district_unknown", district=district, known=", ".join(districts))
    known = {library.library for library in libraries_of(out)}
    for one in to.split(IDS):
        if one not in known:
            raise CalledWrongly("library_unknown", library=one)
    target = (("district", meant[0]), ("name", clean(name)))
    return made(DecisionKind.LIBRARY, target, "", to, why, who)


def report_of(out: Path, what: str) -> ReportRow:
    """The report of an id or a file name. Raises CalledWrongly for one that none or several
    have.
    """
    return named_report(what, reports_of(out))


def report_decision(
    out: Path, what: str, kind: DecisionKind, to: str, why: str, who: str
) -> Decision:
    """Of which district or year a report is. Raises CalledWrongly for what is no year."""
    row = report_of(out, what)
    if kind is DecisionKind.YEAR and not YEAR.fullmatch(to):
        raise CalledWrongly("year_unknown", year=to)
    read = row.district if kind is DecisionKind.DISTRICT else str(row.year or "")
    return made(kind, file_target(row), read, clean(to), why, who)
