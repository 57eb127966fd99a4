"""The truth of a report, kind by kind, as rows of its CSV files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samples.blocks import Aside, Cell, Chart, Figure, Grid, Heading, Part, Prose, Sample
from samples.codes import indicator_of
from samples.districts import YEARS, District
from samples.planted import Plant

Row = Mapping[str, Any]


def report(sample: Sample) -> Iterator[Row]:
    yield {
        "report": sample.report,
        "district": sample.name,
        "organisation": sample.organisation,
        "year": sample.year,
    }


def sections(sample: Sample) -> Iterator[Row]:
    for each in sample.blocks:
        if isinstance(each, Heading):
            yield {"report": sample.report, "section": each.number, "title": each.title}


def tables(sample: Sample) -> Iterator[Row]:
    for number, section, grid in sample.tables():
        yield {
            "report": sample.report,
            "table": number,
            "name": grid.name,
            "section": section,
            "caption": grid.caption,
            "rows": grid.rows,
            "columns": grid.columns,
            "header_rows": grid.header_rows,
            "stub_columns": grid.stub_columns,
        }


def title_of(grid: Grid) -> str:
    """The title printed over the whole width inside the table, empty where there is none."""
    first = grid.cells[0]
    return first.text if first.role == "header" and first.column_span == grid.columns > 1 else ""


def facts(sample: Sample) -> Iterator[Row]:
    """Every data cell. ``title`` (the table's own title line) may begin the column path or not,
    ``parent`` the row path.
    """
    for number, section, grid in sample.tables():
        title = title_of(grid)
        for cell in grid.cells:
            if cell.fact is not None:
                where = {
                    "report": sample.report,
                    "section": section,
                    "table": number,
                    "row": cell.row,
                    "column": cell.column,
                }
                yield {
                    **where,
                    **_meaning(cell),
                    "title": title,
                    "parent": cell.parent,
                    "name": grid.name,
                }


def _meaning(cell: Cell) -> Row:
    """The columns of ``observations.csv``; ``code`` is ours, ``indicator`` empty where it is
    none of the catalogue.
    """
    fact = cell.fact
    if fact is None:
        return {}
    return {
        "row_path": " / ".join(cell.row_path),
        "column_path": " / ".join(cell.column_path),
        "indicator": indicator_of(fact.code),
        "library": fact.library,
        "period": fact.period,
        "value": "" if fact.value is None else f"{fact.value:f}",
        "decimals": "" if fact.decimals is None else fact.decimals,
        "unit": fact.unit,
        "multiplier": fact.multiplier,
        "status": fact.status,
        "raw": cell.text,
        "extra": ";".join(f"{name}={value}" for name, value in fact.extra),
        "code": fact.code,
    }


def _parts(sample: Sample) -> Iterator[tuple[Part, Row]]:
    """Figures and asides of the running text with their places."""
    section = ""
    for block in sample.blocks:
        if isinstance(block, Heading):
            section = block.number or section
        elif isinstance(block, Prose):
            at = 0
            for part in block.parts:
                raw = part if isinstance(part, str) else part.text
                where = {
                    "report": sample.report,
                    "section": section,
                    "text": block.text,
                    "start": at,
                    "end": at + len(raw),
                    "raw": raw,
                }
                yield part, where
                at += len(raw)


def figures(sample: Sample) -> Iterator[Row]:
    for part, where in _parts(sample):
        if isinstance(part, Figure):
            yield {
                **where,
                "value": f"{part.fact.value:f}",
                "multiplier": part.fact.multiplier,
                "unit": part.fact.unit,
                "library": part.fact.library,
                "period": part.fact.period,
                "role": part.role,
                "direction": part.direction,
                "op": part.op,
                "claim": part.claim,
                "code": part.fact.code,
            }


def asides(sample: Sample) -> Iterator[Row]:
    for part, where in _parts(sample):
        if isinstance(part, Aside):
            yield {**where, "kind": part.kind}


def charts(sample: Sample) -> Iterator[Row]:
    for each in sample.blocks:
        if isinstance(each, Chart):
            for name, code, values in each.series:
                for category, value in zip(each.categories, values, strict=True):
                    where = {
                        "report": sample.report,
                        "chart": each.title,
                        "series": name,
                        "category": category,
                    }
                    yield {**where, "value": value, "code": code}


def mentions(sample: Sample, district: District) -> Iterator[Row]:
    """Cells of tables that name a library."""
    names = {each.name(sample.year): each.library for each in district.libraries}
    for number, _, grid in sample.tables():
        for cell in grid.cells:
            if cell.text in names:
                where = {
                    "report": sample.report,
                    "table": number,
                    "row": cell.row,
                    "column": cell.column,
                }
                yield {**where, "text": cell.text, "library": names[cell.text]}


def libraries(district: District) -> Iterator[Row]:
    """A registry that can be given to ``--libraries``: the newest name, older ones as aliases."""
    last = YEARS[-1]
    for each in district.libraries:
        older = {each.first_name, *(name for _, name in each.names)} - {each.name(last)}
        yield {
            "library": each.library,
            "district": district.name,
            "number": each.number,
            "name": each.name(last),
            "kind": each.kind,
            "settlement": each.settlement,
            "address": each.address(last),
            "aliases": ";".join(sorted(older)),
        }


def history(district: District) -> Iterator[Row]:
    for each in district.libraries:
        changes = [(year, "renamed", each.name(year - 1), name) for year, name in each.names]
        changes += [
            (year, "moved", each.address(year - 1), address) for year, address in each.addresses
        ]
        if each.until < YEARS[-1]:
            changes.append((each.until + 1, "closed", each.name(each.until), ""))
        for year, event, before, after in changes:
            yield {
                "library": each.library,
                "year": year,
                "event": event,
                "before": before,
                "after": after,
            }


def plants(sample: Sample, found: Iterable[Plant], *, trap: bool) -> Iterator[Row]:
    """Contradictions, or traps; ``table`` is the number in the document, or «chart: TITLE»."""
    numbers = {grid.name: number for number, _, grid in sample.tables()}
    for each in found:
        if each.trap == trap:
            yield {
                "report": each.report,
                "name": each.name,
                "kind": each.kind,
                "section": each.section,
                "table": numbers.get(each.table, each.table),
                "row": "" if each.row is None else each.row,
                "column": "" if each.column is None else each.column,
                "sentence": each.sentence,
                "printed": each.printed,
                "right": each.right,
                "code": each.code,
                "decidable": int(each.decidable),
                "note": each.note,
            }
