"""The summary of the region beside the letters: who submitted, how many remarks, all of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from extractor.dataset.findings import suggestion_text
from extractor.export.letter_files import Told, is_remark
from extractor.model.dataset import Edition
from extractor.model.finding import Finding, Severity
from extractor.places import printed_section
from extractor.words import words


def write_book(
    path: Path,
    districts: Mapping[str, Sequence[Edition]],
    by_report: Mapping[str, list[Finding]],
    told: Told,
    lang: str,
) -> None:
    """Who submitted, how many remarks of which gravity, what is open and what is gone; and all
    remarks.
    """
    terms = words("letters")[lang]
    with xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        summary, remarks = (book.add_worksheet(name) for name in terms["sheets"])
        summary.write_row(0, 0, terms["summary"], bold)
        for n, row in enumerate(_summary_rows(districts, by_report, told, terms), 1):
            summary.write_row(n, 0, row)
        remarks.write_row(0, 0, terms["remarks"], bold)
        for n, row in enumerate(_remark_rows(districts, by_report, terms), 1):
            remarks.write_row(n, 0, row, wrapped)
        summary.set_column(0, 1, 28)
        remarks.set_column(0, 1, 22)
        remarks.set_column(4, 4, 90)
        for sheet in (summary, remarks):
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, 0, len(terms["summary" if sheet is summary else "remarks"]) - 1)


def _summary_rows(
    districts: Mapping[str, Sequence[Edition]],
    by_report: Mapping[str, list[Finding]],
    told: Told,
    terms: Mapping[str, Any],
) -> list[tuple[object, ...]]:
    """A row a report; a year of the region for which a district has none is a row that says so."""
    years = sorted({each.year for editions in districts.values() for each in editions if each.year})
    rows: list[tuple[object, ...]] = []
    for name, editions in sorted(districts.items()):
        for each in sorted(editions, key=lambda one: one.year or 0):
            own = by_report.get(each.report, [])
            count = Counter(one.severity for one in own)
            explained = sum(one.status == "explained" for one in own)
            opened = [one for one in own if is_remark(one)]
            numbers = (
                *(count[severity] for severity in Severity),
                explained,
                len(opened),
                len(told.gone(each.report, own)),
            )
            rows.append((name, each.report, each.year or "", terms["yes"], *numbers))
        rows += [
            (name, "", year, terms["no"])
            for year in years
            if year not in {each.year for each in editions}
        ]
    return rows


def _remark_rows(
    districts: Mapping[str, Sequence[Edition]],
    by_report: Mapping[str, list[Finding]],
    terms: Mapping[str, Any],
) -> list[tuple[object, ...]]:
    return [
        (
            name,
            each.report,
            printed_section(one.section),
            terms[one.severity.value],
            one.message,
            suggestion_text(one.suggestions[0]) if one.suggestions else "",
            terms[one.status],
            one.finding,
        )
        for name, editions in sorted(districts.items())
        for each in editions
        for one in by_report.get(each.report, [])
    ]
