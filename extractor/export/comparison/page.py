"""A comparison as one HTML page that needs no other file: tables, charts, notes; on a screen, in
print, read aloud.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from extractor.export.comparison.blocks import Block, BlockRow, Slot, blocks_of, last_change
from extractor.export.comparison.svg import MOST_LINES, bar_chart, line_chart
from extractor.export.comparison.words import coverage_of, rule_of, said
from extractor.export.pages.environment import asset, rendered
from extractor.model.comparison import Comparison, Figure

Link = Callable[[Figure], str]
MOST_BARS = 80
NO_CHANGE = ("", "", "")


class ShownChart(NamedTuple):
    """A drawing; ``caption`` only where its axes do not say what it shows."""

    drawn: Markup
    caption: str = ""


class ShownValue(NamedTuple):
    """A cell; ``address`` is the page where its figure stands, empty for none."""

    text: str
    address: str
    is_gap: bool
    notes: Sequence[int]


class ShownLine(NamedTuple):
    """A row of a block: its values over the years and its last change."""

    kind: str
    name: str
    unit: str
    cells: Sequence[ShownValue]
    ends: Sequence[str]


class ShownBlock(NamedTuple):
    """A block as the page shows it; ``names`` head its columns, ``number`` is part of its ids."""

    number: int
    title: str
    measure: str
    names: Sequence[str]
    charts: Sequence[ShownChart]
    rows: Sequence[ShownLine]
    notes: Mapping[str, int]


def unlinked(_figure: Figure) -> str:
    """No addresses: the page stands alone."""
    return ""


def comparison_as_html(comparison: Comparison, lang: str) -> str:
    """The whole page."""
    style = Markup(asset("comparison.css"))  # noqa: S704 - ours
    page = {
        "title": said(f"title_{comparison.request.by}", lang),
        "style": style,
        "body": comparison_body(comparison, lang),
    }
    return rendered("comparison.html", lang, page)


def comparison_body(
    comparison: Comparison, lang: str, link: Link = unlinked, first: int = 1
) -> Markup:
    """What stands below the page's title. ``link`` gives the address of the place where a figure
    stands, empty for none; ``first`` is the number of the first block, which is part of the ids of
    a page.
    """
    blocks = [
        _block(block, number, lang, link)
        for number, block in enumerate(blocks_of(comparison, lang), first)
    ]
    body = {
        "blocks": blocks,
        "nothing": said("nothing", lang),
        "notes_of": said("notes", lang),
        "foot": [said("legend", lang), rule_of(comparison, lang), *coverage_of(comparison, lang)],
    }
    return Markup(rendered("comparison_body.html", lang, body))  # noqa: S704 - the template escapes


def _block(block: Block, number: int, lang: str, link: Link) -> ShownBlock:
    return ShownBlock(
        number=number,
        title=block.title,
        measure=block.measure,
        names=_names(block, lang),
        charts=list(_charts(block, lang)),
        rows=[_row(row, lang, link) for row in block.rows],
        notes=block.notes,
    )


def _names(block: Block, lang: str) -> list[str]:
    unit = [] if block.measure else [said("unit", lang)]
    ends = [said(key, lang) for key in ("change", "percent", "rank")]
    return [block.first, *unit, *map(str, block.years), *ends]


def _row(row: BlockRow, lang: str, link: Link) -> ShownLine:
    ends = NO_CHANGE if row.kind == "counts" else last_change(row, lang)
    cells = [_cell(slot, link) for slot in row.slots]
    return ShownLine(row.kind, row.name, row.unit, cells, ends)


def _cell(slot: Slot, link: Link) -> ShownValue:
    address = link(slot.point.used) if slot.point.used else ""
    return ShownValue(slot.text, address, slot.point.value is None, slot.notes)


def _charts(block: Block, lang: str) -> Iterator[ShownChart]:
    """Lines over the years where they are few; where they are many, the total as a line and the
    last year as bars.
    """
    rows = [row for row in block.rows if row.kind not in ("counts", "total")]
    totals = [row for row in block.rows if row.kind == "total"]
    if not block.measure or not block.years:
        return
    shown = rows if len(rows) <= MOST_LINES else totals
    lines = [(row.name, [slot.point.value for slot in row.slots]) for row in shown]
    drawn = line_chart(said("chart", lang, title=block.title), block.years, lines, lang)
    if drawn:
        yield ShownChart(drawn)
    bars = _last_values([row for row in rows if row.kind == rows[0].kind])
    if 1 < len(bars) <= MOST_BARS:
        year = block.years[-1]
        decimals = max(row.slots[-1].point.decimals for row in rows)
        title = said("last_year", lang, title=block.title, year=year)
        drawn = bar_chart(title, bars, decimals, lang)
        if drawn:
            yield ShownChart(drawn, str(year))


def _last_values(rows: Sequence[BlockRow]) -> list[tuple[str, Decimal | None]]:
    """What each row has in the last year, the largest first, those without a value last."""
    found = [(row.name, row.slots[-1].point.value) for row in rows]
    return sorted(found, key=lambda pair: (pair[1] is None, -(pair[1] or 0)))
