"""What a letter says of a district's reports: the fields that a template may use."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.dataset.findings import suggestion_text
from extractor.export.letter_files import Told, is_remark
from extractor.model.column import PATH
from extractor.model.dataset import Edition
from extractor.model.finding import Finding, Severity, Suggestion
from extractor.model.region import Region
from extractor.places import printed_section
from extractor.text import clean, fold
from extractor.words import words

FEW, MOST_FIRST = 8, 5  # so many remarks need no choice; so many stand before all others
Fields = dict[str, object]


class Sender(NamedTuple):
    """Who writes the letters, on which day, in which language."""

    region: Region
    date: str
    lang: str


def letter_fields(
    name: str,
    editions: Sequence[Edition],
    by_report: Mapping[str, list[Finding]],
    told: Told,
    sender: Sender,
) -> Fields:
    """The fields of one district's letter: who writes to whom, the reports with their remarks, and
    what is gone since the last letter.
    """
    region = sender.region
    contacts = {fold(clean(one.name)): one.addressee for one in region.districts}
    ordered = sorted(editions, key=lambda one: one.year or 0)
    reports = [_report(one, by_report[one.report], told, sender.lang) for one in ordered]
    return {
        "district": name,
        "organisation": editions[-1].organisation,
        "institution": region.institution,
        "addressee": contacts.get(fold(clean(name)), ""),
        "signature": region.signature,
        "deadline": region.deadline,
        "date": sender.date,
        "count": sum(not report["clean"] for report in reports),
        "reports": reports,
        "lang": sender.lang,
    }


def _report(edition: Edition, findings: Iterable[Finding], told: Told, lang: str) -> Fields:
    """One report of a letter: its remarks in two groups, the few that matter most first."""
    every = list(findings)
    own = _in_order(filter(is_remark, every), edition)
    first, others = _chosen(own)
    printed = enumerate([*first, *others], 1)
    numbered = [_remark(number, one, edition, told, lang) for number, one in printed]
    by_id = {str(remark["id"]): remark for remark in numbered}
    terms = words("letters")[lang]
    rest = terms["others" if first else "all"]
    groups = [
        {"title": title, "remarks": [by_id[one.finding] for one in chosen]}
        for title, chosen in ((terms["first"], first), (rest, others))
        if chosen
    ]
    return {
        "report": edition.report,
        "file": edition.file,
        "year": edition.year or "",
        "clean": not own,
        "remarks": numbered,
        "groups": groups,
        "fresh": _fresh(own, edition, told),
        "repeated": sum(one.finding in told.remarks for one in own),
        "gone": told.gone(edition.report, every),
        "settled": told.explained(edition.report, every),
    }


def _fresh(findings: Sequence[Finding], edition: Edition, told: Told) -> int:
    """How many remarks are new since the last letter; 0 where there was none."""
    is_second = any(report == edition.report for report, _ in told.remarks.values())
    return sum(one.finding not in told.remarks for one in findings) if is_second else 0


def _in_order(findings: Iterable[Finding], edition: Edition) -> list[Finding]:
    """Findings as they stand in the report, those of one cause together."""
    order, own = _reading_order(edition), list(findings)
    places = {one.finding: order.get(_block(one.place), len(order)) for one in own}
    return sorted(
        own,
        key=lambda one: (
            places.get(one.cause, places[one.finding]),
            one.cause or one.finding,
            places[one.finding],
        ),
    )


def _chosen(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The few that matter most and all others, where there are many."""
    if len(findings) <= FEW:
        return [], list(findings)
    errors = [
        one for one in findings if one.severity is Severity.ERROR and one.cause in ("", one.finding)
    ]
    best = sorted(errors, key=lambda one: (not one.suggestions, -(one.confidence or Decimal(0))))
    first = {one.finding for one in best[:MOST_FIRST]}
    return (
        [one for one in findings if one.finding in first],
        [one for one in findings if one.finding not in first],
    )


def _remark(number: int, finding: Finding, edition: Edition, told: Told, lang: str) -> Fields:
    titles = {heading.section: heading.title for heading in edition.headings}
    terms = words("letters")[lang]
    return {
        "number": number,
        "section": printed_section(finding.section),
        "title": clean(titles.get(finding.section, "")),
        "place": finding.place,
        "gravity": terms[finding.severity.value],
        "again": f", {terms['again']}" if finding.finding in told.remarks else "",
        "message": finding.message,
        "suggestion": suggestion_text(finding.suggestions[0]) if finding.suggestions else "",
        "proposal": _proposal(finding.suggestions[0], edition) if finding.suggestions else "",
        "id": finding.finding,
        "explained": finding.explained,
    }


def _proposal(suggestion: Suggestion, edition: Edition) -> str:
    """A suggestion that names its cell: «из них книги: 613 → 2613»."""
    found = (one for one in edition.facts if one.observation == suggestion.observation)
    figure = next(found, None)
    labels = clean(PATH.join((*figure.row_path, *figure.column_path))) if figure else ""
    text = suggestion_text(suggestion)
    return f"{labels}: {text}" if labels else text


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
