"""Decisions on how a table is read: made, handed to the reading, held against what was read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractor.dataset.read import load_dataset
from extractor.dataset.redecide import reports_of
from extractor.decisions.log import standing
from extractor.decisions.making import made
from extractor.decisions.targets import named, report_target, speaks_of
from extractor.errors import CalledWrongly
from extractor.model import Decision, DecisionKind, DecisionState, Report, TableUse
from extractor.model.dataset import PrintedTable
from extractor.model.records import ReportRow
from extractor.options import TableReading
from extractor.places import table_form
from extractor.text import clean, fold
from extractor.words import words

NAME = re.compile(
    r"(?P<report>.+):t(?P<table>\d+)"
)  # as ids of figures name it: «berezovo-2023:t14»
HOW = re.compile(r"(?P<word>[^\d=\s]++)[ =]?(?P<rows>\d*+)")


def reading_decision(out: Path, what: str, to: str, why: str, who: str) -> Decision:
    """How one table is read: «шапка 2», «продолжение», «оформление».

    Raises CalledWrongly for a table that there is not and for another way.
    """
    use, rows = _use_of(to)
    report, tables, table = _table(out, what)
    if rows >= table.rows or (use is TableUse.JOINED and table == tables[0]):
        raise CalledWrongly("reading_impossible", table=what, to=to)
    printed = _form(table, use, rows)
    same = [one for one in tables if _form(one, use, rows) == printed]
    target = (
        *report_target(report),
        ("section", table.section),
        ("caption", clean(table.caption)),
        ("table", str(table.table)),
        ("printed", printed),
        ("occurrence", f"{same.index(table) + 1}/{len(same)}"),
        ("place", table.place.rpartition("#")[2]),
    )
    chosen = f"{use.value}={rows}" if rows else use.value
    read = f"{TableUse.HEADER.value}={table.header_rows}"
    return made(DecisionKind.READING, target, read, chosen, why, who)


def _use_of(to: str) -> tuple[TableUse, int]:
    """The way that a person names, in either language, and the rows of a header."""
    found = HOW.fullmatch(clean(to))
    for use in TableUse:
        texts = {use.value, *words("messages")[f"reading_{use.value}"].values()}
        if found is None or found["word"].lower() not in {text.lower() for text in texts}:
            continue
        if (use is TableUse.HEADER) == bool(found["rows"]):
            return use, int(found["rows"] or 0)
    raise CalledWrongly("reading_unknown", to=to)


def _table(out: Path, what: str) -> tuple[ReportRow, Sequence[PrintedTable], PrintedTable]:
    found = NAME.fullmatch(what)
    for edition in load_dataset(out).editions if found else ():
        if found and edition.report == found["report"]:
            for table in edition.tables:
                if table.table == int(found["table"]):
                    row = next(row for row in reports_of(out) if row.report == edition.report)
                    return row, edition.tables, table
    raise CalledWrongly("table_unknown", table=what)


def _form(table: PrintedTable, use: TableUse, rows: int) -> str:
    cells = ((row, column, text) for row, column, _, _, _, text in table.cells)
    return table_form(table.columns, cells, (rows or None) if use is TableUse.HEADER else None)


Forms = frozenset[tuple[TableUse, int, str]]


def decided_forms(decisions: Iterable[Decision], report: ReportRow) -> Forms:
    """What tells the tables of a report whose reading stands decided."""
    found = set()
    for decision in decisions:
        is_followed = decision.state is DecisionState.ACTIVE
        if decision.kind is DecisionKind.READING and is_followed:
            reading = _reading(decision)
            if speaks_of(named(decision), report):
                found.add((reading.use, reading.rows, reading.printed))
    return frozenset(found)


def is_decided(table: PrintedTable, decided: Forms) -> bool:
    """Whether a table has one of the forms."""
    return any(_form(table, use, rows) == printed for use, rows, printed in decided)


def readings_of(log: Iterable[Decision]) -> tuple[TableReading, ...]:
    """What stands decided about single tables; the last word on a table counts."""
    found: dict[tuple[str, ...], TableReading] = {}
    for decision in standing(log):
        if decision.kind is DecisionKind.READING:
            reading = _reading(decision)
            whose = (reading.file, fold(reading.district), reading.year)
            key = (*whose, named(decision).get("table", ""), reading.printed)
            found[key] = reading
    return tuple(found.values())


def _reading(decision: Decision) -> TableReading:
    target = named(decision)
    use, _, rows = decision.to.partition("=")
    place, _, count = target["occurrence"].partition("/")
    return TableReading(
        decision.decision,
        target.get("file", ""),
        target.get("district", ""),
        target.get("year", ""),
        target["printed"],
        int(place),
        int(count),
        TableUse(use),
        int(rows or 0),
    )


def held_by(log: Iterable[Decision], read: Sequence[Report]) -> Iterator[tuple[str, bool]]:
    """Whether each decision on a table of the reports just read was followed there."""
    for decision in standing(log):
        if decision.kind is not DecisionKind.READING:
            continue
        own = [report for report in read if _is_of(decision, report)]
        if own:
            yield decision.decision, any(decision.decision in report.followed for report in own)


def _is_of(decision: Decision, report: Report) -> bool:
    target = named(decision)
    if "file" in target:
        return target["file"] == report.document.file
    same = fold(clean(target.get("district", ""))) == fold(clean(report.district))
    return same and target.get("year", "") == str(report.year or "")
