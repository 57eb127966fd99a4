"""A report as rows of the CSV files: plain tuples in the order of the columns, None where a
column is empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor.model import Observation, Report
from extractor.model.records import Failure
from extractor.places import block_place

Row = tuple[object, ...]
PATH, IDS, PAIRS = " / ", " ", ";"


@dataclass(frozen=True, slots=True)
class Named:
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
        return tuple(self.libraries.get(each, each) for each in libraries)


def report_row(named: Named) -> Row:
    report, document = named.report, named.report.document
    counts = (len(report.outline.sections), len(report.outline.tables), len(report.observations))
    about = (
        document.file,
        document.sha256,
        document.format,
        report.district,
        report.organisation,
        report.year,
        document.pages,
    )
    return (named.name, *about, *counts, "ok", "")


def failure_row(name: str, failure: Failure) -> Row:
    return (
        name,
        failure.file,
        failure.sha256,
        failure.format,
        "",
        "",
        None,
        None,
        None,
        None,
        None,
        "failed",
        failure.message,
    )


def registry_rows(named: Named) -> Iterator[Row]:
    """The libraries as this report calls them, by id."""
    found = {named.libraries[each.library]: each for each in named.report.libraries}
    for name in sorted(found):
        yield (named.name, name, found[name].number, found[name].name, found[name].settlement)


def section_rows(named: Named) -> Iterator[Row]:
    document = named.report.document
    for each in named.report.outline.sections:
        place = block_place(document.file, document.blocks[each.block])
        yield (named.name, each.section, each.parent, each.level, each.title, str(place))


def table_rows(named: Named) -> Iterator[Row]:
    file = named.report.document.file
    for placed, layout in zip(named.report.outline.tables, named.report.layouts, strict=True):
        grid = placed.table
        size = (grid.rows, grid.columns, layout.header_rows, layout.stub_columns)
        yield (
            named.name,
            placed.number,
            placed.section,
            placed.caption,
            *size,
            str(block_place(file, grid)),
        )


def cell_rows(named: Named) -> Iterator[Row]:
    """Cells of all tables, in document order and row order."""
    name = named.name
    for placed, layout in zip(named.report.outline.tables, named.report.layouts, strict=True):
        number = placed.number
        for cell, role in zip(placed.table.cells, layout.roles, strict=True):
            yield (
                name,
                number,
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                role,
                cell.as_printed,
            )


def observation_rows(named: Named) -> Iterator[Row]:
    """Observations in document order. Several that share a cell or a phrase are told apart by an
    ordinal: ``….2``.
    """
    name = named.name
    seen: dict[str, int] = {}
    for each in named.report.observations:
        spot = _spot(each)
        ordinal = seen[spot] = seen.get(spot, 0) + 1
        quantity = each.quantity
        yield (
            f"{name}:{spot}" if ordinal == 1 else f"{name}:{spot}.{ordinal}",
            name,
            each.section,
            each.table,
            each.row,
            each.column,
            PATH.join(each.row_path),
            PATH.join(each.column_path),
            each.indicator,
            IDS.join(named.ids(each.library)) if each.library else "",
            each.area,
            each.period,
            plain(quantity.value),
            quantity.decimals,
            quantity.unit,
            quantity.multiplier,
            quantity.status.value,
            quantity.raw,
            PAIRS.join([f"{key}={value.replace(PAIRS, '%3B')}" for key, value in quantity.extra])
            if quantity.extra
            else "",
            str(each.place),
        )


def _spot(observation: Observation) -> str:
    if observation.table is not None:
        return f"t{observation.table}r{observation.row}c{observation.column}"
    place = observation.place
    return f"b{place.block}" if place.start is None else f"b{place.block}c{place.start}-{place.end}"


def plain(value: Decimal | None) -> str | None:
    """A number without exponent.

    >>> plain(Decimal("1E+3")), plain(Decimal("26.0"))
    ('1000', '26.0')
    """
    return None if value is None else format(value, "f")


def mention_rows(named: Named) -> Iterator[Row]:
    for each in named.report.mentions:
        place = "" if each.place is None else str(each.place)
        yield (
            named.name,
            each.text,
            IDS.join(named.ids(each.libraries)),
            each.score,
            each.rule,
            place,
        )
