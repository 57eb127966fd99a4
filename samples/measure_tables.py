"""Measures of what a report consists of: sections, tables and their cells, charts, libraries and
their names.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from samples.codes import catalogue
from samples.compare import FIELDS, Row
from samples.tally import Answers, Place, Tallies
from samples.truth import Truth


def measure_structure(answers: Answers, truth: Truth, tallies: Tallies) -> None:
    """Count reports, sections, tables, charts and libraries."""
    _compare(
        tallies,
        "report",
        truth["reports"],
        answers.files["reports"],
        ("report",),
        ("district", "organisation", "year"),
    )
    _compare(
        tallies,
        "section",
        truth["sections"],
        answers.files["sections"],
        ("report", "section"),
        ("title",),
    )
    sizes = ("rows", "columns", "header_rows", "stub_columns")
    _compare(
        tallies,
        "table",
        truth["tables"],
        answers.files["tables"],
        ("report", "table"),
        ("section", *sizes, "caption"),
    )
    charts = [
        point
        for report, document in answers.documents.items()
        for point in _points(report, document)
    ]
    _compare(
        tallies,
        "chart",
        truth["charts"],
        charts,
        ("report", "chart", "series", "category"),
        ("value",),
    )
    districts = {row["district"] for row in truth["reports"]}
    known = [row for row in truth["libraries"] if row["district"] in districts]
    named = ("number", "kind", "settlement", "name", "address")
    _compare(tallies, "library", known, answers.files["libraries"], ("library",), named)
    _measure_changes(answers, truth, {row["library"] for row in known}, tallies)


def _compare(
    tallies: Tallies,
    name: str,
    truth: list[Row],
    seen: list[Row],
    key: Sequence[str],
    fields: Sequence[str],
) -> None:
    """Join two lists of rows by ``key`` and compare their fields; count rows of the data set
    that the truth has not.
    """
    found = {tuple(row[each] for each in key): row for row in seen}
    for row in truth:
        place = tuple(row[each] for each in key)
        other = found.pop(place, None)
        tallies[f"{name}.found"].count(other is not None, *place)
        for each in fields if other is not None else ():
            tallies[f"{name}.{each}"].count(
                _agree(each, row[each], other[each]), *place, row[each], "|", other[each]
            )
    for place in found:
        tallies[f"{name}.extra"].count(False, *place)


def _agree(name: str, right: str, seen: str) -> bool:
    """Compare two texts; a caption may keep its printed «Таблица 5.», an address its settlement."""
    return seen.endswith(right) if name in ("caption", "address") and right else right == seen


def _points(report: str, document: dict[str, Any]) -> Iterator[Row]:
    for block in document["blocks"]:
        for series in block["series"] if block["kind"] == "chart" else ():
            for category, value in zip(series["categories"], series["values"], strict=True):
                where = {"report": report, "chart": block["title"], "series": series["name"]}
                yield {**where, "category": category, "value": value}


def _measure_changes(answers: Answers, truth: Truth, libraries: set[str], tallies: Tallies) -> None:
    """Count renamed, moved and closed libraries by library, year and what happened."""
    reported = {int(row["year"]) for row in truth["reports"]}
    seen = {
        (row["library"], row["year"], row["change"]) for row in answers.files["library_changes"]
    }
    for row in truth["history"]:
        place = (row["library"], row["year"], row["event"])
        if row["library"] in libraries and int(row["year"]) - 1 in reported:
            tallies["history.found"].count(place in seen, *place)
            seen.discard(place)
    for place in sorted(seen):
        tallies["history.extra"].count(False, *place)


def measure_cells(answers: Answers, truth: Truth, tallies: Tallies) -> None:
    """Count the figures of tables field by field, the codes claimed where there is none, and
    figures that nobody printed.
    """
    seen = {_cell(row): row for row in answers.files["observations"] if row["table"]}
    settlements = {row["library"]: row["settlement"] for row in truth["libraries"]}
    for fact in truth["facts"]:
        row = seen.pop(_cell(fact), None)
        tallies["cell.found"].count(row is not None, *_cell(fact), fact["raw"])
        if row is not None:
            _measure_cell(fact, row, tallies)
            _measure_area(row, settlements.get(row["library"], ""), tallies)
    for place in seen:
        tallies["cell.extra"].count(False, *place)


def _cell(row: Row) -> Place:
    return row["report"], row["table"], row["row"], row["column"]


def _measure_cell(fact: Row, row: Row, tallies: Tallies) -> None:
    where = (*_cell(fact), fact["name"], f"«{fact['raw']}»")
    for name, same in FIELDS.items():
        if name != "unit" or fact["unit"]:  # the truth knows no unit where no label declares one
            shown = "row_path" if name == "labels" else name
            tallies[f"cell.{name}"].count(same(fact, row), *where, fact[shown], "|", row[shown])
    for name in ("raw", "extra"):
        tallies[f"cell.{name}"].count(fact[name] == row[name], *where, fact[name], "|", row[name])
    claim = row["indicator"] if row["indicator"] in catalogue() and fact["status"] != "text" else ""
    if fact["indicator"]:
        tallies["cell.code"].count(
            claim == fact["indicator"], *where, fact["indicator"], "|", claim
        )
    elif claim:
        tallies["cell.code extra"].count(False, *where, claim)


def _measure_area(row: Row, settlement: str, tallies: Tallies) -> None:
    """A place that a figure speaks of is that of its library or a label of its row."""
    if row["area"]:
        right = row["area"] == settlement or row["area"] in row["row_path"].split(" / ")
        tallies["cell.area"].count(
            right, *_cell(row), row["area"], "|", settlement or row["row_path"]
        )


def measure_names(answers: Answers, truth: Truth, tallies: Tallies) -> None:
    """Count the cells that name a library and the libraries that cells were said to name without
    one.
    """
    cells = {
        cell["place"]: (report, str(table["table"]), str(cell["row"]), str(cell["column"]))
        for report, document in answers.documents.items()
        for table in document["tables"]
        for cell in table["cells"]
    }
    named = (row for row in answers.files["mentions"] if row["libraries"])
    seen = {cells[row["place"]]: row for row in named if row["place"] in cells}
    for fact in truth["mentions"]:
        row = seen.pop(_cell(fact), None)
        tallies["name.found"].count(row is not None, *_cell(fact), fact["text"])
        if row is not None:
            tallies["name.library"].count(
                row["libraries"] == fact["library"],
                *_cell(fact),
                fact["library"],
                "|",
                row["libraries"],
            )
    for place, row in seen.items():
        tallies["name.extra"].count(False, *place, row["text"], row["libraries"])
