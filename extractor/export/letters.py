"""What goes back: a Word letter of remarks a district after a template, and a workbook that sums
up the region.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from extractor.dataset.disk import replace_file
from extractor.dataset.findings import suggestion_text
from extractor.dataset.lock import Tell
from extractor.errors import CalledWrongly
from extractor.export.letter_files import (
    Memory,
    announce_letter,
    at_letters,
    letter_names,
    put_letter,
    read_memory,
    write_memory,
)
from extractor.export.templates import Letter, fill_confined, fill_letters
from extractor.model.dataset import Dataset, Edition
from extractor.model.finding import Checked, Finding, Severity
from extractor.text import clean
from extractor.words import words

BOOK, TEMPLATE = "summary.xlsx", "template.docx"


@dataclass(frozen=True, slots=True)
class Told:
    """What the last letters said: finding → (report, sentence)."""

    remarks: Mapping[str, tuple[str, str]]

    def gone(self, report: str, now: Iterable[Finding]) -> list[str]:
        """Sentences of remarks on a report that are no longer there."""
        still = {each.finding for each in now}
        return [
            text for name, (of, text) in self.remarks.items() if of == report and name not in still
        ]


def write_letters(
    dataset: Dataset,
    checked: Checked,
    folder: Path,
    template: Path | None,
    lang: str,
    tell: Tell | None = None,
) -> list[tuple[str, str]]:
    """Write a letter a district, the summary, and the memory by which the next run tells what is
    gone.

    A letter lists the open errors and warnings of its reports in the order in which they stand
    there. Gives the letters that somebody changed, each with the new one beside it. Raises
    CalledWrongly for a template that cannot be filled or is refused, for a damaged memory and for
    a folder at which another command is for too long (``tell`` gets which); then no letter is
    touched.
    """
    with at_letters(folder, tell) as unfinished:
        return _write(dataset, checked, unfinished, template, lang)


def _write(
    dataset: Dataset, checked: Checked, unfinished: Path, template: Path | None, lang: str
) -> list[tuple[str, str]]:
    folder = unfinished.parent
    memory = read_memory(folder)
    told, by_report = Told(memory.remarks), _by_report(checked.findings)
    districts: dict[str, list[Edition]] = defaultdict(list)
    for each in dataset.editions:
        districts[each.district or each.organisation or each.report].append(each)
    memory.names |= letter_names(districts, memory.names)
    letters = {
        name: _letter(name, editions, by_report, told, lang) for name, editions in districts.items()
    }
    beside = _put_letters(letters, unfinished, template, memory)
    _put_book(unfinished, districts, by_report, told, lang)
    memory.remarks = {
        each.finding: (each.report, each.message) for each in checked.findings if _is_remark(each)
    }
    memory.coming.clear()
    write_memory(folder, memory)
    return beside


def _put_letters(
    letters: Mapping[str, dict[str, object]],
    unfinished: Path,
    template: Path | None,
    memory: Memory,
) -> list[tuple[str, str]]:
    """Fill all letters, then move each to its place."""
    folder, written = unfinished.parent, dict[str, Path]()
    for at, district in enumerate(letters):
        written[memory.names[district]] = unfinished / f"{at}.docx"
    filled = list(zip(letters.values(), written.values(), strict=True))
    if template is None:
        _fill_with_ours(filled, folder / TEMPLATE)
    else:
        fill_confined(filled, template)
    for name, path in written.items():
        announce_letter(path, folder, name, memory)
    write_memory(folder, memory)  # after a kill from here on they are known as ours
    beside = []
    for name, path in written.items():
        place = put_letter(path, folder, name, memory)
        if place.stem != name:
            beside.append((f"{name}.docx", place.name))
    return beside


def _fill_with_ours(letters: Sequence[Letter], template: Path) -> None:
    """Fill our own template and, where there is none, leave a copy of it to begin with."""
    with as_file(files("extractor.export").joinpath("letter.docx")) as ours:
        fill_letters(letters, ours)
        if letters and not template.exists():
            copy = letters[0][1].with_name(TEMPLATE)
            shutil.copyfile(ours, copy)
            replace_file(copy, template)


def _put_book(
    unfinished: Path,
    districts: Mapping[str, Sequence[Edition]],
    by_report: Mapping[str, list[Finding]],
    told: Told,
    lang: str,
) -> None:
    """The summary, written and renamed into place."""
    place = unfinished.parent / BOOK
    try:
        _write_book(unfinished / BOOK, districts, by_report, told, lang)
        replace_file(unfinished / BOOK, place)
    except (OSError, FileCreateError) as error:
        raise CalledWrongly("file_not_written", path=place) from error


def _by_report(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        found[each.report].append(each)
    return found


def _is_remark(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO and finding.status != "explained"


def _letter(
    name: str,
    editions: Sequence[Edition],
    by_report: Mapping[str, list[Finding]],
    told: Told,
    lang: str,
) -> dict[str, object]:
    """What a template may use: district, organisation, reports with their remarks, and what is
    gone since the last letter.
    """
    reports = []
    for each in sorted(editions, key=lambda one: one.year or 0):
        order = _reading_order(each)
        own = sorted(
            filter(_is_remark, by_report[each.report]),
            key=lambda one: order.get(_block(one.place), len(order)),
        )
        reports.append(
            {
                "report": each.report,
                "file": each.file,
                "year": each.year or "",
                "clean": not own,
                "remarks": [_remark(number, one, each, lang) for number, one in enumerate(own, 1)],
                "gone": told.gone(each.report, own),
            }
        )
    return {
        "district": name,
        "organisation": editions[-1].organisation,
        "reports": reports,
        "lang": lang,
    }


def _remark(number: int, finding: Finding, edition: Edition, lang: str) -> dict[str, object]:
    titles = {each.section: each.title for each in edition.headings}
    return {
        "number": number,
        "section": finding.section,
        "title": clean(titles.get(finding.section, "")),
        "place": finding.place,
        "gravity": words("letters")[lang][finding.severity.value],
        "message": finding.message,
        "suggestion": suggestion_text(finding.suggestions[0]) if finding.suggestions else "",
        "id": finding.finding,
        "explained": finding.explained,
    }


def _reading_order(edition: Edition) -> dict[str, int]:
    """Block → its place in the report."""
    places = [
        *(place for place, _, _ in edition.paragraphs),
        *(each.place for each in edition.tables),
    ]
    places += [str(each.place) for each in edition.facts]
    blocks = sorted({_block(each) for each in places}, key=_block_number)
    return {block: n for n, block in enumerate(blocks)}


def _block(place: str) -> str:
    return place.partition("#")[2].partition("!")[0].partition(":")[0].partition("@")[0]


def _block_number(block: str) -> tuple[int, str]:
    digits = "".join(each for each in block if each.isdecimal())
    return int(digits) if digits else 0, block


def _write_book(
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
            opened = [one for one in own if _is_remark(one)]
            numbers = (
                *(count[severity] for severity in Severity),
                explained,
                len(opened),
                len(told.gone(each.report, opened)),
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
            one.section,
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
