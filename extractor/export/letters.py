"""What goes back: a Word letter of remarks a district after a template, and a workbook that sums
up the region.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from extractor.dataset.disk import replace_file
from extractor.dataset.findings import told_in
from extractor.dataset.lock import Tell
from extractor.errors import CalledWrongly
from extractor.export.letter_book import write_book
from extractor.export.letter_fields import Sender, letter_fields
from extractor.export.letter_files import (
    Memory,
    Told,
    announce_letter,
    at_letters,
    is_remark,
    letter_names,
    put_letter,
    read_memory,
    write_memory,
)
from extractor.export.templates import Letter, fill_confined, fill_letters
from extractor.model.dataset import Dataset, Edition
from extractor.model.finding import Checked, Finding

BOOK, TEMPLATE = "summary.xlsx", "template.docx"


def write_letters(
    dataset: Dataset,
    checked: Checked,
    folder: Path,
    template: Path | None,
    sender: Sender,
    tell: Tell | None = None,
) -> list[tuple[str, str]]:
    """Write a letter a district, the summary, and the memory by which the next run tells what is
    gone.

    A letter lists the open errors and warnings of its reports in the order in which they stand
    there, the few that matter most first. A report of no district gets none. Gives the letters that
    somebody changed, each with the new one beside it.

    Raises CalledWrongly for a template that cannot be filled or is refused, for a damaged memory
    and for a folder at which another command is for too long (``tell`` gets which); then no letter
    is touched.
    """
    with at_letters(folder, tell) as unfinished:
        return _write(dataset, checked, unfinished, template, sender)


def _write(
    dataset: Dataset, checked: Checked, unfinished: Path, template: Path | None, sender: Sender
) -> list[tuple[str, str]]:
    folder = unfinished.parent
    checked, memory = told_in(checked, sender.lang), read_memory(folder)
    remarks = {
        finding.finding: (finding.report, finding.message)
        for finding in checked.findings
        if is_remark(finding)
    }
    told = Told(memory.told(remarks, sender.date))
    by_report = _by_report(checked.findings)
    districts: dict[str, list[Edition]] = defaultdict(list)
    for edition in dataset.editions:
        if edition.district:
            districts[edition.district].append(edition)
    memory.names |= letter_names(districts, memory.names)
    letters = {
        name: letter_fields(name, editions, by_report, told, sender)
        for name, editions in districts.items()
    }
    beside = _put_letters(letters, unfinished, template, memory)
    expected = {one.name: list[Edition]() for one in sender.region.districts}
    _put_book(unfinished, {**expected, **districts}, by_report, told, sender.lang)
    memory.learn(remarks, sender.date)
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
        write_book(unfinished / BOOK, districts, by_report, told, lang)
        replace_file(unfinished / BOOK, place)
    except (OSError, FileCreateError) as error:
        raise CalledWrongly("file_not_written", path=place) from error


def _by_report(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        found[each.report].append(each)
    return found
