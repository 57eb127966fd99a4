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
PREFIX = "attention_"  # of the keys of messages; without it, what ``reports.csv`` names
NO_YEAR, NO_DISTRICT, RIVAL = "no_year", "no_district", "rival"
JUDGED = frozenset({NO_YEAR, NO_DISTRICT, RIVAL})  # anew each time; the rest reading alone showed


@dataclass(frozen=True, slots=True)
class About:
    """A report that was read, as far as it matters here; ``doubts`` are what reading it showed."""

    report: str
    file: str
    district: str
    year: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a person must look at: kinds in the order of the sentences of the message."""

    kinds: tuple[str, ...]
    message: str


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
        replace(row, message=told[row.report].message)
        if row.status == Read.ATTENTION and row.report in told
        else row
        for row in reports
    ]


def attention(reports: Sequence[About], lang: str) -> dict[str, Told]:
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
        kinds = tuple(_kinds(each, bool(others), len(districts)))
        if kinds:
            there = ", ".join(sorted(others))
            sentences = (worded(f"attention_{kind}", lang, others=there) for kind in kinds)
            found[each.report] = Told(kinds, " ".join(sentences))
    return found


def _kinds(about: About, has_rivals: bool, districts: int) -> Iterator[str]:
    if not about.year:
        yield NO_YEAR
    if not about.district and districts >= SEVERAL:
        yield NO_DISTRICT
    if about.year and about.district and has_rivals:
        yield RIVAL
    yield from about.doubts


def _about_named(named: Named) -> About:
    report = named.report
    doubts = tuple(key.removeprefix(PREFIX) for key in report.doubts)
    return About(named.name, report.document.file, report.district, str(report.year or ""), doubts)


def _about_row(row: ReportRow) -> About:
    """A report that stays; what reading it showed is not seen again."""
    doubts = tuple(kind for kind in row.attention.split() if kind not in JUDGED)
    return About(row.report, row.file, row.district, str(row.year or ""), doubts)


def is_rival_alone(attention: str) -> bool:
    """Whether nothing but another report of the same district and year is told of a report, by
    its column ``attention``.
    """
    return attention == RIVAL


def _judged(row: ReportRow, told: Mapping[str, Told]) -> ReportRow:
    is_older = row.status == Read.ATTENTION and not row.attention
    if row.status == Read.FAILED or (is_older and row.report not in told):
        return row  # written before the column was: what reading it showed stays as it was told
    found = told.get(row.report, Told((), ""))
    status = Read.ATTENTION if found.kinds else Read.OK
    return replace(row, status=status, message=found.message, attention=" ".join(found.kinds))
