"""The truth of the reports as CSV files, and its reader."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from samples.blocks import Aside, Cell, Chart, Figure, Grid, Heading, Prose, Sample
from samples.districts import MISSING, YEARS, District
from samples.plants import Plant

Row = Mapping[str, Any]
Truth = dict[str, list[dict[str, str]]]


def write_truth(folder: Path, samples: Iterable[tuple[Sample, list[Plant]]], districts: Iterable[District]) -> None:
    """One CSV a kind of truth; rows in the order of reports."""
    folder.mkdir(parents=True, exist_ok=True)
    samples, districts = list(samples), list(districts)
    reports = [each for each, _ in samples]
    for name, rows in {
        "reports": [_report(each) for each in reports],
        "sections": [row for each in reports for row in _sections(each)],
        "tables": [row for each in reports for row in _tables(each)],
        "facts": [row for each in reports for row in facts(each)],
        "prose": [row for each in reports for row in _figures(each)],
        "asides": [row for each in reports for row in _asides(each)],
        "charts": [row for each in reports for row in _charts(each)],
        "mentions": [row for each in reports for row in _mentions(each, districts)],
        "libraries": [row for each in districts for row in _libraries(each)],
        "history": [row for each in districts for row in _history(each)],
        "plants": [row for each, plants in samples for row in _plants(each, plants, False)] + list(_echoes(samples)),
        "traps": [row for each, plants in samples for row in _plants(each, plants, True)],
        "region": [
            {"district": each.name, "year": year, "reported": int((each.id, year) not in MISSING)}
            for each in districts
            for year in YEARS
        ],
    }.items():
        _write(folder / f"{name}.csv", rows)


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_truth(folder: Path) -> Truth:
    """Every truth file by its name, rows as dictionaries."""
    return {path.stem: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in sorted(folder.glob("*.csv"))}


def _report(sample: Sample) -> Row:
    return {"report": sample.report, "district": sample.name, "organisation": sample.organisation, "year": sample.year}


def _sections(sample: Sample) -> Iterator[Row]:
    for each in sample.blocks:
        if isinstance(each, Heading):
            yield {"report": sample.report, "section": each.number, "title": each.title}


def _tables(sample: Sample) -> Iterator[Row]:
    for number, section, grid in sample.tables():
        yield {
            "report": sample.report, "table": number, "name": grid.name, "section": section, "caption": grid.caption, "rows": grid.rows,
            "columns": grid.columns, "header_rows": grid.header_rows, "stub_columns": grid.stub_columns,
        }  # fmt: skip


def title_of(grid: Grid) -> str:
    """The title printed over the whole width inside the table, empty where there is none."""
    first = grid.cells[0] if grid.cells else None
    whole = first is not None and first.role == "header" and first.column_span == grid.columns > 1
    return first.text if whole and first is not None else ""


def facts(sample: Sample) -> Iterator[Row]:
    """Every data cell. ``title``: the table's own title line, which some count as a label of every column."""
    for number, section, grid in sample.tables():
        for cell in grid.cells:
            if cell.fact is not None:
                yield _fact(sample, number, section, grid, cell)


def _fact(sample: Sample, number: int, section: str, grid: Grid, cell: Cell) -> Row:
    fact = cell.fact
    assert fact is not None  # noqa: S101 - asked for by the caller
    return {
        "report": sample.report, "section": section, "table": number, "row": cell.row, "column": cell.column,
        "row_path": " / ".join(cell.row_path), "column_path": " / ".join(cell.column_path),
        "indicator": "" if fact.code.startswith("x.") or "/" in fact.code else fact.code, "library": fact.library, "period": fact.period,
        "value": "" if fact.value is None else f"{fact.value:f}", "decimals": "" if fact.decimals is None else fact.decimals,
        "unit": fact.unit, "multiplier": fact.multiplier, "status": fact.status, "raw": cell.text,
        "extra": ";".join(f"{name}={value}" for name, value in fact.extra), "title": title_of(grid), "name": grid.name, "code": fact.code,
    }  # fmt: skip


def _prose(sample: Sample) -> Iterator[tuple[str, Prose]]:
    section = ""
    for each in sample.blocks:
        if isinstance(each, Heading):
            section = each.number or section
        elif isinstance(each, Prose):
            yield section, each


def _placed(prose: Prose) -> Iterator[tuple[int, Any]]:
    at = 0
    for part in prose.parts:
        yield at, part
        at += len(part if isinstance(part, str) else part.text)


def _figures(sample: Sample) -> Iterator[Row]:
    for section, prose in _prose(sample):
        for at, part in _placed(prose):
            if isinstance(part, Figure):
                fact = part.fact
                yield {
                    "report": sample.report, "section": section, "text": prose.text, "start": at, "end": at + len(part.text), "raw": part.text,
                    "value": f"{fact.value:f}", "multiplier": fact.multiplier, "unit": fact.unit, "period": fact.period, "role": part.role,
                    "direction": part.direction, "op": part.op, "claim": part.claim, "code": fact.code,
                }  # fmt: skip


def _asides(sample: Sample) -> Iterator[Row]:
    for section, prose in _prose(sample):
        for at, part in _placed(prose):
            if isinstance(part, Aside):
                yield {
                    "report": sample.report,
                    "section": section,
                    "text": prose.text,
                    "start": at,
                    "end": at + len(part.text),
                    "raw": part.text,
                    "kind": part.kind,
                }


def _charts(sample: Sample) -> Iterator[Row]:
    for each in sample.blocks:
        if isinstance(each, Chart):
            for name, code, values in each.series:
                for category, value in zip(each.categories, values, strict=True):
                    yield {
                        "report": sample.report,
                        "chart": each.title,
                        "series": name,
                        "category": category,
                        "value": value,
                        "code": code,
                    }


def _mentions(sample: Sample, districts: Iterable[District]) -> Iterator[Row]:
    """Cells of tables that name a library."""
    own = next(each for each in districts if each.id == sample.district)
    names = {each.name(sample.year): each.library for each in own.libraries}
    for number, _, grid in sample.tables():
        for cell in grid.cells:
            if cell.text in names:
                yield {
                    "report": sample.report,
                    "table": number,
                    "row": cell.row,
                    "column": cell.column,
                    "text": cell.text,
                    "library": names[cell.text],
                }


def _libraries(district: District) -> Iterator[Row]:
    """A registry that can be given to ``--libraries``: the newest name, older ones as aliases."""
    for each in district.libraries:
        older = [
            name for name in dict.fromkeys((each.first_name, *(name for _, name in each.names))) if name != each.name(YEARS[-1])
        ]
        yield {
            "library": each.library, "district": district.name, "number": each.number, "name": each.name(YEARS[-1]), "kind": each.kind,
            "settlement": each.settlement, "address": each.address(YEARS[-1]), "aliases": ";".join(older),
        }  # fmt: skip


def _history(district: District) -> Iterator[Row]:
    for each in district.libraries:
        for year, name in each.names:
            yield {"library": each.library, "year": year, "event": "renamed", "before": each.name(year - 1), "after": name}
        for year, address in each.addresses:
            yield {"library": each.library, "year": year, "event": "moved", "before": each.address(year - 1), "after": address}
        if each.until < YEARS[-1]:
            yield {"library": each.library, "year": each.until + 1, "event": "closed", "before": each.name(each.until), "after": ""}


def _plants(sample: Sample, plants: Iterable[Plant], trap: bool) -> Iterator[Row]:
    numbers = {grid.name: number for number, _, grid in sample.tables()}
    for each in plants:
        if each.trap == trap:
            yield {
                "report": each.report, "name": each.name, "kind": each.kind, "section": each.section, "table": numbers.get(each.table, each.table),
                "row": "" if each.row is None else each.row, "column": "" if each.column is None else each.column, "sentence": each.sentence,
                "printed": each.printed, "right": each.right, "code": each.code, "decidable": int(each.decidable), "note": each.note,
            }  # fmt: skip


def _echoes(samples: list[tuple[Sample, list[Plant]]]) -> Iterator[Row]:
    """Cells that next year's or last year's report prints otherwise because of a plant (or of a restated figure)."""
    printed: dict[tuple[str, str, str, str, str], tuple[Sample, int, str, Cell]] = {}
    for sample, _ in samples:
        for number, section, grid in sample.tables():
            for cell in grid.cells:
                if cell.fact and cell.fact.value is not None and cell.fact.code:
                    key = (
                        sample.district,
                        grid.name.removesuffix("-1").removesuffix("-2"),
                        cell.fact.code,
                        cell.fact.library,
                        cell.fact.period,
                    )
                    before = printed.get(key)
                    if before and before[0] is not sample and before[3].text != cell.text:
                        yield {
                            "report": sample.report, "name": "echo", "kind": "restated", "section": section, "table": number, "row": cell.row,
                            "column": cell.column, "sentence": "", "printed": cell.text, "right": before[3].text, "code": cell.fact.code,
                            "decidable": 0, "note": f"{before[0].report} table {before[1]} R{before[3].row}C{before[3].column}",
                        }  # fmt: skip
                    printed[key] = (sample, number, section, cell)
