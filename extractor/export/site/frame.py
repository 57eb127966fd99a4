"""The frame of every page, and the addresses of places."""

import re
from html import escape

from extractor.export.comparison.page import STYLE
from extractor.export.comparison.words import said

MORE_STYLE = """
nav.top { border-bottom: 1px solid #ccc; padding: .4rem 0; margin-bottom: 1rem; }
nav.top a { margin-right: 1.2rem; }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
.report h2, .report h3, .report h4, .report h5 { margin: 1.4rem 0 .4rem; }
.report p { max-width: 60rem; }
.report td, .report th { border: 1px solid #9a9a9a; text-align: left; white-space: pre-line; }
.report td, .report th, .report th:first-child, .report td:first-child { min-width: 0;
  font-weight: 400; }
.report th.header, .report th.header:first-child { background: #e4ecf5; font-weight: 600; }
.report .total { font-weight: 600; }
.report .group { background: #ece7da; font-weight: 600; } .report .note { color: #555;
  font-style: italic; }
.report td.found { background: #ffe9c7; outline: 2px solid #b35900; }
.report td a { color: inherit; text-decoration-color: #9ab; }
:target { outline: 3px solid #0072b2; outline-offset: 1px; background: #eaf4fb; }
table caption { font-weight: 600; color: #1b1b1b; } .place { color: #666; white-space: nowrap;
  font-weight: 400; font-size: .85em; }
ul.tree, ul.tree ul { list-style: none; padding-left: 1.1rem; margin: .15rem 0; }
.error { color: #a40000; font-weight: 600; } .warning { color: #7a4b00; font-weight: 600; }
.info { color: #444; }
.findings .place { white-space: normal; } .findings li { margin: .5rem 0; max-width: 60rem; }
details { margin: 1rem 0; }
td.text, th.text { text-align: left; white-space: normal; }
@media print { nav.top, .skip { display: none; } a { color: inherit; text-decoration: none; }
  details > * { display: block; } }
"""
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:">
<title>{title}</title>
<link rel="stylesheet" href="{root}site.css">
</head>
<body>
<a class="skip" href="#main">{skip}</a>
<nav class="top">{links}</nav>
<main id="main">
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
STYLESHEET = STYLE + MORE_STYLE
_PLACE = re.compile(r"(?P<report>[^:]+):(?:(?P<cell>t\d+r\d+c\d+)|(?P<block>b\d+))")


def page(title: str, body: str, lang: str, depth: int = 0) -> str:
    """A page that stands ``depth`` folders below the site's root."""
    root = "../" * depth
    targets = (
        ("index.html", "site_reports"),
        ("series/index.html", "site_series"),
        ("findings.html", "site_findings"),
    )
    links = "".join(
        f'<a href="{root}{target}">{escape(said(key, lang))}</a>' for target, key in targets
    )
    return PAGE.format(
        lang=lang,
        title=escape(title),
        root=root,
        skip=escape(said("site_skip", lang)),
        links=links,
        body=body,
    )


def address_of(observation: str, depth: int) -> str:
    """The address of the place where an observation stands, from a page ``depth`` folders below the
    root; empty for no place.

    >>> address_of("a-2023:t5r3c2.2", 1), address_of("a-2023:b12c4-9", 0)
    ('../reports/a-2023.html#t5r3c2', 'reports/a-2023.html#b12')
    """
    found = _PLACE.match(observation)
    if found is None:
        return ""
    return f"{'../' * depth}reports/{found['report']}.html#{found['cell'] or found['block']}"


def table_of(head: list[str], rows: list[list[str]]) -> str:
    """A plain table of ready HTML cells; the first column heads its row."""
    top = "".join(f'<th scope="col" class="text">{escape(each)}</th>' for each in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        f"{''.join(f'<td class=text>{each}</td>' for each in row[1:])}</tr>"
        for row in rows
    )
    return (
        f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )
