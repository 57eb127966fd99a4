"""What most deserves a person, first: each doubt as one short question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from msgspec.structs import replace

from extractor.dataset.read import names_met
from extractor.dataset.traces import decisions_on, own_extra
from extractor.indicators.unmapped import unmapped_labels
from extractor.model import Observation, Status
from extractor.model.records import FindingRow, MentionRow, NameRule, Read, ReportRow
from extractor.number_text import plain_text
from extractor.serve.search import first_forms
from extractor.serve.shelf import Shelf
from extractor.serve.table_doubts import TableDoubt, table_doubts
from extractor.text import clean, fold
from extractor.words import words

REPORT, FINDING, VALUE, LABEL, LIBRARY = "report", "finding", "value", "label", "library"
READING = "reading"
KINDS = (REPORT, FINDING, VALUE, READING, LABEL, LIBRARY)
OPEN = frozenset({None, "open", "stale"})
DIGITS = 12
# How much hangs on a doubt of each kind, before it is multiplied by how unsure the program is.
WHOLE_REPORT, ERROR, WARNING, CODED, UNCODED = 1_000.0, 100.0, 30.0, 60.0, 20.0
A_LABEL, A_NAME, A_TABLE, MOST_FIGURES = 0.6, 0.5, 1.0, 150


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question. ``figures`` are ids of the observations that it is about, the one held to be
    wrong first; ``proposals`` are (what to put, words); ``worth`` orders the queue; ``table`` is
    the one whose reading is in doubt.
    """

    key: str
    kind: str
    worth: float
    report: str
    title: str
    figures: tuple[str, ...] = ()
    proposals: tuple[tuple[str, str], ...] = ()
    section: str = ""
    severity: str = ""
    place: str = ""
    count: int = 1
    table: TableDoubt | None = None


def doubts_of(shelf: Shelf) -> list[Doubt]:
    """All open doubts of a data set, those that most deserve a person first."""
    found = [
        *_of_reports(shelf),
        *_of_findings(shelf),
        *_of_values(shelf),
        *_of_tables(shelf),
        *_of_labels(shelf),
        *_of_names(shelf),
    ]
    return sorted(found, key=lambda doubt: (-doubt.worth, doubt.key))


def key_of(kind: str, *parts: str) -> str:
    """The key of a doubt, the same each time."""
    return f"{kind}-{sha256('|'.join(parts).encode()).hexdigest()[:DIGITS]}"


def _of_reports(shelf: Shelf) -> Iterator[Doubt]:
    """Reports that a person must look at, unless somebody did."""
    for row in shelf.reports:
        if row.status == Read.OK or report_seen(shelf, row):
            continue
        key = key_of(REPORT, row.report, row.message)
        yield Doubt(key, REPORT, WHOLE_REPORT, row.report, row.message)


def report_seen(shelf: Shelf, row: ReportRow) -> bool:
    """Whether somebody said that a report is right as it is, in whatever language they read."""
    addresses = {seen_target(replace(row, message=said)) for said in shelf.wordings[row.report]}
    return any(one.target in addresses for one in shelf.active)


def seen_target(row: ReportRow) -> tuple[tuple[str, str], ...]:
    """The target of the decision that a report is right in spite of its message."""
    return (("finding", f"{row.report}:status"), ("message", clean(row.message)))


def _of_findings(shelf: Shelf) -> Iterator[Doubt]:
    """Open findings, those of one cause as one question."""
    causes: dict[str, list[FindingRow]] = defaultdict(list)
    for row in shelf.findings:
        if row.severity != "info" and row.status in OPEN:
            causes[row.cause or row.finding].append(row)
    for rows in causes.values():
        yield _finding(rows)


def _finding(rows: Sequence[FindingRow]) -> Doubt:
    first = rows[0]
    weight = ERROR if first.severity == "error" else WARNING
    sure = float(first.confidence if first.confidence is not None else Decimal("0.5"))
    suspected = [first.suspect] if first.suspect else []
    figures = tuple(dict.fromkeys([*suspected, *first.observations]))
    return Doubt(
        key=f"{FINDING}-{first.finding}",
        kind=FINDING,
        worth=weight * (0.5 + sure) + len(rows),
        report=first.report,
        title=first.message,
        figures=figures,
        proposals=tuple(_suggested(first)),
        section=first.section,
        severity=first.severity,
        place=first.place,
        count=len(rows),
    )


def _suggested(row: FindingRow) -> Iterator[tuple[str, str]]:
    """Corrections that a finding proposes: the value, and the words «613 → 2613»."""
    for proposal in filter(None, row.suggestion.split("; ")):
        value = proposal.rpartition(" → ")[2]
        yield "".join(value.split()).replace(",", "."), proposal


def _of_values(shelf: Shelf) -> Iterator[Doubt]:
    """Figures that can be read in two ways."""
    for figure in shelf.figures.values():
        if figure.status is not Status.UNCERTAIN:
            continue
        readings = dict.fromkeys(value for _, value in own_extra(figure) if _is_number(value))
        yield Doubt(
            key=key_of(VALUE, figure.observation, figure.raw),
            kind=VALUE,
            worth=CODED if figure.indicator else UNCODED,
            report=figure.report,
            title=figure.raw,
            figures=(figure.observation,),
            proposals=tuple((value, value.replace(".", ",")) for value in readings),
            section=figure.section,
            place=str(figure.place),
        )


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdecimal()


def _of_tables(shelf: Shelf) -> Iterator[Doubt]:
    """Tables that may be read in another way."""
    for found in table_doubts(shelf):
        table = found.read.table
        name = f"{found.report}:t{table.table}"
        facts = found.read.figures.get(found.other.row, ())
        yield Doubt(
            key=key_of(READING, name, found.rule, str(found.other.rows)),
            kind=READING,
            worth=A_TABLE * min(found.size, MOST_FIGURES),
            report=found.report,
            title=f"{table.table}. {table.caption}".rstrip(". "),
            figures=tuple(fact.observation for fact in facts),
            section=table.section,
            place=name,
            count=found.size,
            table=found,
        )


def _of_labels(shelf: Shelf) -> Iterator[Doubt]:
    """Labels without an indicator, as one question for all their figures."""
    decided = {dict(one.target).get("label") for one in shelf.active}
    facts = [fact for edition in shelf.dataset.editions for fact in edition.facts]
    names = names_met((mention.report, mention.text) for mention in shelf.mentions)
    for label in unmapped_labels(facts, names):
        if label.label in decided:
            continue
        yield Doubt(
            key=key_of(LABEL, label.label),
            kind=LABEL,
            worth=A_LABEL * min(label.figures, MOST_FIGURES) + label.reports,
            report="",
            title=label.label,
            place=label.example.rpartition(" (")[2].rstrip(")"),
            count=label.figures,
        )


def _of_names(shelf: Shelf) -> Iterator[Doubt]:
    """Names that may mean several libraries, as one question for a district."""
    districts = {row.report: row.district for row in shelf.reports}
    decided = {
        (fold(target.get("district", "")), fold(target["name"]))
        for target in (dict(one.target) for one in shelf.active)
        if "name" in target
    }
    groups: dict[tuple[str, str], list[MentionRow]] = defaultdict(list)
    for mention in shelf.mentions:
        if mention.rule is NameRule.AMBIGUOUS:
            address = (fold(districts.get(mention.report, "")), fold(clean(mention.text)))
            groups[address].append(mention)
    for address, mentions in groups.items():
        if address not in decided and not _is_general(address[1]):
            first = mentions[0]
            key = key_of(LIBRARY, *address)
            worth = A_NAME * min(len(mentions), MOST_FIGURES) * (100 - first.score) / 50
            about = (first.report, clean(first.text))
            yield Doubt(key, LIBRARY, worth, *about, place=first.place, count=len(mentions))


def _is_general(name: str) -> bool:
    """Whether a name is but the word «библиотека» in some form: it means any of them."""
    general = set(words("libraries")["list_tables"]["alone"])
    return all(general & {word, *first_forms(word)} for word in name.split())


def figures_of(shelf: Shelf, doubt: Doubt) -> list[Observation]:
    """The figures that a doubt is about."""
    if doubt.figures:
        return [shelf.figures[name] for name in doubt.figures if name in shelf.figures]
    found = (one for one in shelf.figures.values() if str(one.place) == doubt.place)
    return list(found)[:1]


def last_decision(figures: Iterable[Observation]) -> str:
    """The id of the last decision on some figures, empty where there is none."""
    names = [name for figure in figures for name in decisions_on(figure)]
    return names[-1] if names else ""


def value_words(figure: Observation) -> str:
    """The value of a figure as people write it, empty where there is none."""
    return (plain_text(figure.value) or "").replace(".", ",")
