"""A comparison as one HTML page that needs no other file: tables, charts, notes; on a screen, in
print, read aloud.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html import escape

from extractor.export.comparison.blocks import Block, BlockRow, Slot, blocks_of, last_change
from extractor.export.comparison.svg import MOST_LINES, bar_chart, line_chart
from extractor.export.comparison.words import coverage_of, rule_of, said
from extractor.model.comparison import Comparison, Figure

Link = Callable[[Figure], str]
MOST_BARS = 80
STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
a { color: #00558b; }
h2 { margin: 2.2rem 0 .4rem; font-size: 1.15rem; } h2 small { font-weight: 400; color: #555; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #555; padding-bottom: .25rem; }
th, td { border-bottom: 1px solid #d0d0d0; padding: .22rem .6rem; text-align: right;
  white-space: nowrap; vertical-align: top; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 14rem; }
thead th { border-bottom: 2px solid #666; position: sticky; top: 0; background: #fff; }
tbody th { font-weight: 400; } .total th, .total td { font-weight: 600; border-top: 2px solid #666;
  }
.counts th, .counts td { color: #555; font-size: .88em; } .gap { color: #767676; }
sup { line-height: 0; } sup a { text-decoration: none; }
figure { margin: .6rem 0; } figcaption { color: #555; font-size: .9em; }
ol.notes { color: #333; font-size: .9em; padding-left: 1.6rem; }
svg { min-width: 30rem; max-width: 46rem; width: 100%;
  height: auto; margin: .6rem 0; display: block;
  font: 12px system-ui, sans-serif; }
svg .grid { stroke: #ddd; } svg .gap { fill: #767676; }
.foot { margin-top: 2rem; color: #333; font-size: .9em; }
@media print {
  body { margin: 0; max-width: none; font-size: 9pt; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  .wide { overflow: visible; } tr, svg { break-inside: avoid; } h2 { break-after: avoid; }
    thead { display: table-header-group; }
  thead th { position: static; }
}
"""
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def unlinked(_figure: Figure) -> str:
    """No addresses: the page stands alone."""
    return ""


def comparison_as_html(comparison: Comparison, lang: str) -> str:
    """The whole page."""
    title = said(f"title_{comparison.request.by}", lang)
    return PAGE.format(
        lang=lang, title=escape(title), style=STYLE, body=comparison_body(comparison, lang)
    )


def comparison_body(
    comparison: Comparison, lang: str, link: Link = unlinked, first: int = 1
) -> str:
    """What stands below the page's title. ``link`` gives the address of the place where a figure
    stands, empty for none; ``first`` is the number of the first block, which is part of the ids of
    a page.
    """
    blocks = blocks_of(comparison, lang)
    if not blocks:
        return f"<p>{escape(said('nothing', lang))}</p>"
    foot = [said("legend", lang), rule_of(comparison, lang), *coverage_of(comparison, lang)]
    sections = "\n".join(_section(each, at, lang, link) for at, each in enumerate(blocks, first))
    return (
        f'{sections}\n<div class="foot">{"".join(f"<p>{escape(each)}</p>" for each in foot)}</div>'
    )


def _section(block: Block, number: int, lang: str, link: Link) -> str:
    measure = f" <small>{escape(block.measure)}</small>" if block.measure else ""
    rows = "".join(_row(each, block, number, lang, link) for each in block.rows)
    table = f'<div class="wide"><table>{_head(block, lang)}<tbody>{rows}</tbody></table></div>'
    charts = "".join(_charts(block, lang))
    return (
        f'<section id="b{number}"><h2>{escape(block.title)}{measure}</h2>'
        f"{charts}{table}{_notes(block, number, lang)}</section>"
    )


def _notes(block: Block, number: int, lang: str) -> str:
    items = "".join(
        f'<li id="n{number}-{at}">{escape(text)}</li>' for text, at in block.notes.items()
    )
    return (
        f'<ol class="notes" aria-label="{escape(said("notes", lang))}">{items}</ol>'
        if items
        else ""
    )


def _head(block: Block, lang: str) -> str:
    unit = [] if block.measure else [said("unit", lang)]
    names = [
        block.first,
        *unit,
        *map(str, block.years),
        said("change", lang),
        said("percent", lang),
        said("rank", lang),
    ]
    cells = "".join(f'<th scope="col">{escape(each)}</th>' for each in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _row(row: BlockRow, block: Block, number: int, lang: str, link: Link) -> str:
    unit = "" if block.measure else f"<td>{escape(row.unit)}</td>"
    cells = "".join(_cell(slot, number, link) for slot in row.slots)
    ends = ("", "", "") if row.kind == "counts" else last_change(row, lang)
    tail = "".join(f"<td>{escape(each)}</td>" for each in ends)
    return f'<tr class="{row.kind}"><th scope="row">{escape(row.name)}</th>{unit}{cells}{tail}</tr>'


def _cell(slot: Slot, number: int, link: Link) -> str:
    notes = "".join(f'<sup><a href="#n{number}-{each}">{each}</a></sup>' for each in slot.notes)
    address = link(slot.point.used) if slot.point.used else ""
    text = f'<a href="{escape(address)}">{escape(slot.text)}</a>' if address else escape(slot.text)
    kind = ' class="gap"' if slot.point.value is None else ""
    return f"<td{kind}>{text}{notes}</td>"


def _charts(block: Block, lang: str) -> Iterator[str]:
    """Lines over the years where they are few; where they are many, the total as a line and the
    last year as bars.
    """
    rows = [each for each in block.rows if each.kind not in ("counts", "total")]
    totals = [each for each in block.rows if each.kind == "total"]
    if not block.measure or not block.years:
        return
    shown = rows if len(rows) <= MOST_LINES else totals
    lines = [(each.name, [slot.point.value for slot in each.slots]) for each in shown]
    drawn = line_chart(said("chart", lang, title=block.title), block.years, lines, lang)
    yield f'<div class="wide">{drawn}</div>' if drawn else ""
    bars = _last_values([each for each in rows if each.kind == rows[0].kind])
    if 1 < len(bars) <= MOST_BARS:
        decimals = max(each.slots[-1].point.decimals for each in rows)
        title = said("last_year", lang, title=block.title, year=block.years[-1])
        yield (
            f'<figure class="wide"><figcaption>{block.years[-1]}</figcaption>'
            f"{bar_chart(title, bars, decimals, lang)}</figure>"
        )


def _last_values(rows: Sequence[BlockRow]) -> list[tuple[str, Decimal | None]]:
    """What each row has in the last year, the largest first, those without a value last."""
    found = [(each.name, each.slots[-1].point.value) for each in rows]
    return sorted(found, key=lambda each: (each[1] is None, -(each[1] or 0)))
