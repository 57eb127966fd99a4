"""A comparison as text: an aligned table for the terminal, CSV with a row a value, SDMX-CSV."""

import csv
import io
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from extractor.export.comparison.blocks import Block, blocks_of, flat_rows, last_change
from extractor.export.comparison.words import coverage_of, label_of, note_of, rule_of, said
from extractor.model import Status
from extractor.model.comparison import Comparison, Line, Point
from extractor.number_text import plain_text as plain
from extractor.text import slug

LONGEST_NAME = 60
COLUMNS = (
    "indicator",
    "label",
    "unit",
    "per",
    "kind",
    "district",
    "library",
    "name",
    "year",
    "value",
    "decimals",
    "status",
    "basis",
    "change",
    "percent",
    "rank",
    "counted",
    "expected",
    "absent",
    "report",
    "observation",
    "place",
    "raw",
    "restated",
    "conflicts",
    "notes",
)
SDMX = (
    "DATAFLOW",
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "OBS_STATUS",
    "DECIMALS",
)
DATAFLOW, YEARLY = "SVOD:COMPARISON(1.0)", "A"
# The code list CL_OBS_STATUS: A normal, E estimated, M missing, L not collected, O missing, U low
# reliability, I imputed.
SDMX_STATUS = {
    Status.OK.value: "A",
    Status.CORRECTED.value: "A",
    Status.NIL.value: "A",
    Status.MISSING.value: "M",
    Status.UNCERTAIN.value: "U",
    Status.TEXT.value: "M",
    "gap": "L",
}


def comparison_as_table(comparison: Comparison, lang: str, rank: bool = False) -> str:
    """Aligned columns, the change to the last year, notes below, and who has not reported."""
    blocks = blocks_of(comparison, lang)
    if not blocks:
        return said("nothing", lang) + "\n"
    foot = [said("legend", lang), rule_of(comparison, lang), *coverage_of(comparison, lang)]
    return "\n".join([*("\n".join(_drawn(each, lang, rank)) for each in blocks), *foot]) + "\n"


def _drawn(block: Block, lang: str, rank: bool) -> Iterator[str]:
    yield f"{block.title}, {block.measure}" if block.measure else block.title
    grid = [_head(block, lang, rank)]
    for row in block.rows:
        slots = [each.text + "".join(f"[{number}]" for number in each.notes) for each in row.slots]
        ends = last_change(row, lang) if row.kind != "counts" else ("", "", "")
        grid.append(
            [
                _shortened(row.name),
                *([row.unit] if not block.measure else []),
                *slots,
                *ends[: 3 if rank else 2],
            ]
        )
    widths = [max(map(_width, column)) for column in zip(*grid, strict=True)]
    yield from (_aligned(line, widths) for line in grid)
    yield from (f"  [{number}] {text}" for text, number in block.notes.items())
    yield ""


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        _padded(text, width, left=at == 0)
        for at, (text, width) in enumerate(zip(line, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _head(block: Block, lang: str, rank: bool) -> list[str]:
    unit = [said("unit", lang)] if not block.measure else []
    return [
        block.first,
        *unit,
        *map(str, block.years),
        said("change", lang),
        said("percent", lang),
    ] + ([said("rank", lang)] if rank else [])


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text


def _written(header: Sequence[str], rows: Iterator[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def comparison_as_csv(comparison: Comparison, lang: str) -> str:
    """A row a value, gaps too: everything that is known of it."""
    return _written(
        COLUMNS, (_csv_row(comparison, line, point, lang) for line, point in flat_rows(comparison))
    )


def _csv_row(comparison: Comparison, line: Line, point: Point, lang: str) -> tuple[object, ...]:
    indicator, used = comparison.indicators[line.indicator], point.used
    source = (used.report, used.observation, used.place, used.raw) if used else ("", "", "", "")
    others = (
        "; ".join(f"{plain(each.value)} ({each.report})" for each in group)
        for group in (point.restated, point.conflicts)
    )
    return (
        line.indicator,
        label_of(indicator, lang),
        indicator.unit,
        comparison.per.code if comparison.per else "",
        line.kind,
        line.district,
        line.library,
        line.name,
        point.year,
        plain(point.value),
        max(point.decimals, 0),
        point.status,
        point.basis,
        plain(point.change),
        plain(point.percent),
        point.rank,
        point.counted,
        point.expected,
        "; ".join(point.absent),
        *source,
        *others,
        "; ".join(note_of(each, lang, point) for each in point.marks),
    )


def comparison_as_sdmx(comparison: Comparison, _lang: str = "en") -> str:
    """SDMX-CSV: one row an observation. REF_AREA is the district (the library behind a «:», «_T»
    the total), as an id in Latin letters; values are full numbers, so UNIT_MULT is 0.
    """
    return _written(
        SDMX, (_sdmx_row(comparison, line, point) for line, point in flat_rows(comparison))
    )


def _sdmx_row(comparison: Comparison, line: Line, point: Point) -> tuple[object, ...]:
    area = (
        "_T"
        if line.kind == "total"
        else ":".join(filter(None, (slug(line.district), line.library)))
    )
    status = (
        "E"
        if point.basis in ("libraries", "formula", "per") and point.value is not None
        else SDMX_STATUS[point.status]
    )
    measure = comparison.indicators[line.indicator].unit
    unit = f"{measure}_PER_{comparison.per.unit}" if comparison.per else measure
    value = (plain(point.value), unit, 0, status, max(point.decimals, 0))
    return (DATAFLOW, YEARLY, area, line.indicator, point.year, *value)
