"""A report as the records of the CSV files."""

from collections.abc import Iterator, Mapping
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from extractor.model import Observation, Report
from extractor.model.records import (
    CellRow,
    Failure,
    MentionRow,
    NameRule,
    Read,
    RegistryRow,
    ReportRow,
    Role,
    SectionRow,
    TableRow,
)
from extractor.places import block_place


class Named(Struct, frozen=True):
    """A report under its id in the data set; ``libraries`` turns its own library ids into those
    of the data set.
    """

    name: str
    report: Report
    libraries: Mapping[str, str]

    def ids(self, libraries: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the data set; one that no registry holds stays as it is, and the check of what
        was written refuses it.
        """
        return tuple(self.libraries.get(library, library) for library in libraries)


def report_row(named: Named) -> ReportRow:
    report, document = named.report, named.report.document
    return ReportRow(
        report=named.name,
        file=document.file,
        sha256=document.sha256,
        format=document.format,
        district=report.district,
        organisation=report.organisation,
        year=report.year,
        pages=document.pages,
        sections=len(report.outline.sections),
        tables=len(report.outline.tables),
        observations=len(report.observations),
        status=Read.OK,
        message="",
    )


def failure_row(name: str, failure: Failure) -> ReportRow:
    return ReportRow(
        report=name,
        file=failure.file,
        sha256=failure.sha256,
        format=failure.format,
        district="",
        organisation="",
        year=None,
        pages=None,
        sections=None,
        tables=None,
        observations=None,
        status=Read.FAILED,
        message=failure.message,
    )


def registry_rows(named: Named) -> Iterator[RegistryRow]:
    """The libraries as this report calls them, by id."""
    found = {named.libraries[library.library]: library for library in named.report.libraries}
    for name in sorted(found):
        library = found[name]
        yield RegistryRow(named.name, name, library.number, library.name, library.settlement)


def section_rows(named: Named) -> Iterator[SectionRow]:
    document = named.report.document
    for found in named.report.outline.sections:
        place = str(block_place(document.file, document.blocks[found.block]))
        yield SectionRow(named.name, found.section, found.parent, found.level, found.title, place)


def table_rows(named: Named) -> Iterator[TableRow]:
    file = named.report.document.file
    for placed, layout in zip(named.report.outline.tables, named.report.layouts, strict=True):
        grid = placed.table
        yield TableRow(
            report=named.name,
            table=placed.number,
            section=placed.section,
            caption=placed.caption,
            rows=grid.rows,
            columns=grid.columns,
            header_rows=layout.header_rows,
            stub_columns=layout.stub_columns,
            place=str(block_place(file, grid)),
        )


def cell_rows(named: Named) -> Iterator[CellRow]:
    """Cells of all tables, in document order and row order."""
    for placed, layout in zip(named.report.outline.tables, named.report.layouts, strict=True):
        for cell, role in zip(placed.table.cells, layout.roles, strict=True):
            yield CellRow(
                named.name,
                placed.number,
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                cast(Role, role),
                cell.as_printed,
            )


def observation_rows(named: Named) -> Iterator[Observation]:
    """Observations in document order, with their ids and those of the data set's libraries.

    Several that share a cell or a phrase are told apart by an ordinal: ``….2``.
    """
    name = named.name
    seen: dict[str, int] = {}
    for found in named.report.observations:
        spot = _spot(found)
        ordinal = seen[spot] = seen.get(spot, 0) + 1
        yield replace(
            found,
            observation=f"{name}:{spot}" if ordinal == 1 else f"{name}:{spot}.{ordinal}",
            report=name,
            library=named.ids(found.library) if found.library else (),
        )


def _spot(observation: Observation) -> str:
    if observation.table is not None:
        return f"t{observation.table}r{observation.row}c{observation.column}"
    place = observation.place
    return f"b{place.block}" if place.start is None else f"b{place.block}c{place.start}-{place.end}"


def mention_rows(named: Named) -> Iterator[MentionRow]:
    for found in named.report.mentions:
        place = "" if found.place is None else str(found.place)
        ids = named.ids(found.libraries)
        yield MentionRow(
            named.name, found.text, ids, found.score, cast(NameRule, found.rule), place
        )
