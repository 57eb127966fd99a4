"""Which reports a person must look at, and what to do: judged for the data set as a whole, each
time it is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from extractor.dataset.rows import Named
from extractor.model.records import Failure, Read, ReportRow
from extractor.text import clean, fold
from extractor.words import words
from extractor.words.phrase import filled

SEVERAL = 2  # districts from which on a report without one cannot be told to any
DOUBTS = ("attention_not_library", "attention_not_united")  # what reading a report alone showed


@dataclass(frozen=True, slots=True)
class About:
    """A report that was read, as far as it matters here; ``doubts`` are keys of messages."""

    report: str
    file: str
    district: str
    year: str
    doubts: tuple[str, ...]


def worded(key: str, lang: str, **parts: object) -> str:
    """A message of the catalogue in the user's language."""
    return filled(words("messages")[key][lang], parts)


def failure_of(named_file: str, sha256: str, form: str, error: Exception, lang: str) -> Failure:
    """The row of a report that was read but whose data cannot be published."""
    reason = f"{type(error).__name__}: {error}"
    message = worded("report_unpublishable", lang, file=named_file, reason=reason)
    return Failure(named_file, sha256, form, message)


def report_rows(
    named: Sequence[Named],
    just_read: Mapping[str, ReportRow],
    staying: Iterable[ReportRow],
    lang: str,
) -> list[ReportRow]:
    """Rows of the reports ``just_read``, by id, and of those that stay, with what a person must
    look at.
    """
    kept = [row for row in staying if row.report not in just_read]
    rows = [*kept, *just_read.values()]
    about = [_about_row(row) for row in kept if row.status != Read.FAILED]
    about += [_about_named(each) for each in named]
    told = attention(about, lang)
    return [_judged(row, told) for row in rows]


def told_reports(rows: Iterable[ReportRow], lang: str) -> list[ReportRow]:
    """The rows of a data set with what a person must look at in a language; why a file could not be
    read stays as it was written.
    """
    reports = list(rows)
    told = attention([_about_row(row) for row in reports if row.status != Read.FAILED], lang)
    return [
        replace(row, message=told.get(row.report, row.message))
        if row.status == Read.ATTENTION
        else row
        for row in reports
    ]


def attention(reports: Sequence[About], lang: str) -> dict[str, str]:
    """Id of a report → what a person must do about it; a report that is in order is left out."""
    places = {name: fold(clean(name)) for name in {each.district for each in reports}}
    districts = {*places.values()} - {""}
    files = Counter(each.file for each in reports)
    same: dict[tuple[str, str], list[About]] = defaultdict(list)
    for each in reports:
        same[places[each.district], each.year].append(each)
    found = {}
    for each in reports:
        group = same[places[each.district], each.year]
        rivals = (one for one in group if one.report != each.report)
        others = [one.file if files[one.file] == 1 else one.report for one in rivals]
        sentences = list(_sentences(each, others, len(districts), lang))
        if sentences:
            found[each.report] = " ".join(sentences)
    return found


def _sentences(about: About, others: Sequence[str], districts: int, lang: str) -> Iterator[str]:
    if not about.year:
        yield worded("attention_no_year", lang)
    if not about.district and districts >= SEVERAL:
        yield worded("attention_no_district", lang)
    if about.year and about.district and others:
        yield worded("attention_rival", lang, others=", ".join(sorted(others)))
    yield from (worded(key, lang) for key in about.doubts)


def _about_named(named: Named) -> About:
    report = named.report
    return About(
        named.name, report.document.file, report.district, str(report.year or ""), report.doubts
    )


def _about_row(row: ReportRow) -> About:
    """A report that stays; what reading it showed is known by its message alone, in either
    language.
    """
    doubts = (key for key in DOUBTS if row.message and _says(row.message, key))
    return About(row.report, row.file, row.district, str(row.year or ""), tuple(doubts))


def is_rival_alone(message: str) -> bool:
    """Whether nothing but another report of the same district and year is told of a report."""
    forms = (said.partition("{others}") for said in words("messages")["attention_rival"].values())
    return any(message.startswith(head) and message.endswith(tail) for head, _, tail in forms)


def _says(message: str, key: str) -> bool:
    return any(sentence in message for sentence in words("messages")[key].values())


def _judged(row: ReportRow, told: Mapping[str, str]) -> ReportRow:
    if row.status == Read.FAILED:
        return row
    message = told.get(row.report, "")
    status = Read.ATTENTION if message else Read.OK
    is_so = (row.status, row.message) == (status, message)
    return row if is_so else replace(row, status=status, message=message)
