"""One report as a page: its text and tables as printed, each figure with its address, findings
beside them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from extractor.export.comparison.words import said
from extractor.export.site.frame import address_of, page

Line = Mapping[str, str]
HEADINGS = {"header": "col", "stub": "row", "group": "rowgroup"}
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a report's page is made of: rows of the CSV files, and the blocks of its JSON (none
    where no JSON was written).
    """

    about: Line
    sections: Sequence[Line]
    tables: Sequence[Line]
    cells: Mapping[str, Sequence[Line]]
    findings: Sequence[Line]
    codes: Mapping[str, str]
    blocks: Sequence[Mapping[str, Any]] = ()
    wrong: frozenset[str] = field(default=frozenset())


def report_page(sheet: Sheet, lang: str) -> str:
    """The page, which stands one folder below the root."""
    about = said("site_about", lang, **sheet.about)
    name = sheet.about["organisation"]
    body = [
        f"<p>{escape(about)}{'<br>' + escape(name) if name else ''}</p>",
        findings_list(sheet.findings, lang, 1) or f"<p>{escape(said('site_unchecked', lang))}</p>",
        f"<details open><summary>{escape(said('site_contents', lang))}</summary>"
        f"{_contents(sheet)}</details>",
        f'<div class="report">{"".join(_body(sheet, lang))}</div>',
    ]
    return page(
        f"{sheet.about['district']} {sheet.about['year']}".strip() or sheet.about["file"],
        "\n".join(body),
        lang,
        1,
    )


STATES = {"explained": "site_explained", "stale": "site_stale"}


def findings_list(findings: Iterable[Line], lang: str, depth: int) -> str:
    """Findings, each with links to the figures that it speaks of."""
    items = "".join(_finding(each, lang, depth) for each in findings)
    return f'<ul class="findings">{items}</ul>' if items else ""


def _finding(finding: Line, lang: str, depth: int) -> str:
    severity = (
        finding["severity"] if finding["severity"] in ("error", "warning", "info") else "info"
    )
    places = [each for each in finding["observations"].split() if address_of(each, depth)]
    links = ", ".join(
        f'<a href="{escape(address_of(each, depth))}">{escape(each.partition(":")[2])}</a>'
        for each in places
    )
    suggestion = f" <em>{escape(finding['suggestion'])}</em>" if finding["suggestion"] else ""
    word = f'<span class="{severity}">{escape(said(f"severity_{severity}", lang))}</span>'
    state = STATES.get(finding["status"])
    answered = f" <em>({escape(said(state, lang))})</em>" if state else ""
    return (
        f"<li>{word}: {escape(finding['message'])}{suggestion}{answered} "
        f'<span class="place">{links}</span></li>'
    )


def _contents(sheet: Sheet) -> str:
    """The sections as a nested list."""
    parts, depth = [], 0
    for each in sheet.sections:
        level = max(int(each["level"] or 1), 1)
        while depth < level:
            parts.append('<ul class="tree">')
            depth += 1
        while depth > level:
            parts.append("</ul>")
            depth -= 1
        parts.append(
            f'<li><a href="#s{escape(each["section"])}">{escape(each["section"])} '
            f"{escape(each['title'])}</a></li>"
        )
    return "".join(parts) + "</ul>" * depth


def _body(sheet: Sheet, lang: str) -> Iterator[str]:
    """Blocks in reading order where they are known, else the tables under their sections."""
    yield from _read_through(sheet, lang) if sheet.blocks else _tables_alone(sheet, lang)


def _read_through(sheet: Sheet, lang: str) -> Iterator[str]:
    heads = {each["place"]: each for each in sheet.sections}
    tables = {each["table"]: each for each in sheet.tables}
    shown: set[str] = set()
    for block in sheet.blocks:
        number = str(block.get("table") or "")
        if block["kind"] == "paragraph":
            yield _paragraph(block, heads)
        elif block["kind"] == "chart":
            yield _chart(block, lang)
        elif number in tables and number not in shown:
            shown.add(number)
            yield f'<a id="b{block["block"]}"></a>{table_html(tables[number], sheet, lang)}'
    yield from (
        table_html(each, sheet, lang) for number, each in tables.items() if number not in shown
    )


def _paragraph(block: Mapping[str, Any], heads: Mapping[str, Line]) -> str:
    text = escape(" ".join(filter(None, (block["number"], block["text"]))))
    head = heads.get(block["place"])
    if head is None:
        return (
            f'<p id="b{block["block"]}">{text}</p>'
            if text.strip()
            else f'<a id="b{block["block"]}"></a>'
        )
    level = min(int(head["level"] or 1) + 1, DEEPEST)
    return (
        f'<h{level} id="s{escape(head["section"])}"><a id="b{block["block"]}"></a>{text}</h{level}>'
    )


def _chart(block: Mapping[str, Any], lang: str) -> str:
    """The figures that a chart keeps, as a table."""
    title = said("site_chart", lang, title=block["title"])
    series = block["series"]
    names = "".join(f"<th>{escape(each['name'])}</th>" for each in series)
    count = max((len(each["categories"]) for each in series), default=0)
    rows = "".join(f"<tr>{''.join(_chart_cells(series, at))}</tr>" for at in range(count))
    table = f"<table><caption>{escape(title)}</caption><tr><th></th>{names}</tr>{rows}</table>"
    return f'<figure id="b{block["block"]}">{table}</figure>'


def _chart_cells(series: Sequence[Mapping[str, Any]], at: int) -> Iterator[str]:
    category = next((each["categories"][at] for each in series if at < len(each["categories"])), "")
    yield f"<th>{escape(category or '')}</th>"
    for each in series:
        value = each["values"][at] if at < len(each["values"]) else None
        yield f"<td>{escape(value or '')}</td>"


def _tables_alone(sheet: Sheet, lang: str) -> Iterator[str]:
    of_section: dict[str, list[Line]] = {}
    for each in sheet.tables:
        of_section.setdefault(each["section"], []).append(each)
    yield from (table_html(each, sheet, lang) for each in of_section.pop("", []))
    for section in sheet.sections:
        level = min(int(section["level"] or 1) + 1, DEEPEST)
        name = escape(section["section"])
        yield f'<h{level} id="s{name}">{name} {escape(section["title"])}</h{level}>'
        yield from (
            table_html(each, sheet, lang) for each in of_section.pop(section["section"], [])
        )
    yield from (table_html(each, sheet, lang) for rest in of_section.values() for each in rest)


def table_html(table: Line, sheet: Sheet, lang: str) -> str:
    """A table as printed: merged cells stay merged; a coded figure leads to its indicator, one
    with a finding is marked.
    """
    number = table["table"]
    rows: dict[int, list[str]] = {}
    free: dict[int, int] = {}  # column → the first row in which no cell from above covers it
    ends: dict[int, int] = {}
    for cell in sheet.cells.get(number, ()):
        row, column = int(cell["row"]), int(cell["column"])
        holes = sum(free.get(at, 0) <= row for at in range(ends.get(row, 0), column))
        rows.setdefault(row, []).extend(["<td></td>"] * holes)
        rows[row].append(_cell(cell, number, sheet))
        ends[row] = column + int(cell["column_span"])
        free |= dict.fromkeys(range(column, ends[row]), row + int(cell["row_span"]))
    caption = " ".join(filter(None, (said("site_table", lang, number=number), table["caption"])))
    body = "".join(f"<tr>{''.join(rows.get(at, ()))}</tr>" for at in range(int(table["rows"] or 0)))
    place = f'<span class="place">{escape(table["place"])}</span>'
    return (
        f'<div class="wide"><table id="t{number}"><caption>{escape(caption)} {place}</caption>'
        f"{body}</table></div>"
    )


def _cell(cell: Line, table: str, sheet: Sheet) -> str:
    name = f"t{table}r{cell['row']}c{cell['column']}"
    tag = "th" if cell["role"] in HEADINGS else "td"
    scope = f' scope="{HEADINGS[cell["role"]]}"' if tag == "th" else ""
    spans = "".join(
        f' {key}="{cell[at]}"'
        for key, at in (("rowspan", "row_span"), ("colspan", "column_span"))
        if cell[at] != "1"
    )
    kind = f"{cell['role']} found" if name in sheet.wrong else cell["role"]
    code, text = sheet.codes.get(name, ""), escape(cell["text"])
    linked = (
        f'<a href="../series/{escape(code)}.html" title="{escape(code)}">{text}</a>'
        if code and text
        else text
    )
    return f'<{tag} id="{name}" class="{escape(kind)}"{scope}{spans}>{linked}</{tag}>'
