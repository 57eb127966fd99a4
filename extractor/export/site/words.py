"""What the search of a site looks through, as a script: a page opened from disk may read no other
file.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from extractor.model.records import FindingRow, SectionRow, TableRow
from extractor.text import clean

LONGEST = 220
KINDS = ("search_indicator", "search_heading", "search_table", "search_finding")


class Entry(NamedTuple):
    """Something that can be found: ``kind`` is a key of ``desk.yaml``, ``address`` where it stands,
    from the root of the site.
    """

    kind: str
    address: str
    text: str


def entries_of(
    indicators: Mapping[str, str],
    headings: Iterable[SectionRow],
    tables: Iterable[TableRow],
    findings: Iterable[FindingRow],
) -> Iterator[Entry]:
    """All that can be found; ``indicators`` are names by code."""
    for code, name in indicators.items():
        yield Entry("search_indicator", f"series/{code}.html", name)
    for heading in headings:
        address = f"reports/{heading.report}.html#s{heading.section}"
        yield Entry("search_heading", address, heading.title)
    for table in tables:
        if table.caption:
            yield Entry(
                "search_table", f"reports/{table.report}.html#t{table.table}", table.caption
            )
    for finding in findings:
        address = f"reports/{finding.report}.html#f-{finding.finding}"
        yield Entry("search_finding", address, finding.message)


def script_of(entries: Iterable[Entry], kinds: Mapping[str, str]) -> str:
    """The script that holds the entries; ``kinds`` are the words for their kinds."""
    rows = [(entry.kind, entry.address, clean(entry.text)[:LONGEST]) for entry in entries]
    content = msgspec.json.encode({"kinds": kinds, "entries": rows}).decode("utf-8", "replace")
    return f"window.siteWords = {content};\n"
