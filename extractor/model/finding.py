"""What checking finds."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How grave a finding is: a contradiction, something to explain, something to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Suggestion(Struct, frozen=True):
    """A figure that would resolve a finding. ``observation`` is the id of the figure to correct;
    ``confidence`` from 0 to 1.
    """

    observation: str
    printed: str
    meant: Decimal
    rule: str
    confidence: Decimal


class Wordings(Struct, frozen=True):
    """One sentence in the languages of those who may read it."""

    ru: str = ""
    en: str = ""

    def said(self, lang: str) -> str:
        """The sentence in a language, «ru» or «en»."""
        return self.ru if lang == "ru" else self.en


class Finding(Struct, frozen=True):
    """One contradiction or remark. Columns as in ``findings.csv``; ``message`` is in the language
    of the run, ``wordings`` have it in each.

    ``kind`` is the family of the rule (balance, sum, subset, duplicate, ratio, share, text, chart,
    list, series, restated, units, label, form …). ``left`` and ``right`` are the two sides as
    printed or computed. ``observations`` are the figures concerned, the one held to be wrong first.
    ``place`` is the first side's place, ``other_place`` the other's. ``explained`` is the
    explanation that closes it, empty where it is open. ``status`` is open, explained or stale
    (explained for figures that have changed since). ``evidence`` is what its confidence rests on.
    ``cause`` is the first finding of the same mistake; ``suspect`` the figure believed wrong, empty
    where several are equally likely.
    """

    finding: str
    report: str
    rule: str
    severity: Severity
    kind: str
    section: str
    message: str
    left: str
    right: str
    difference: Decimal | None
    suggestions: tuple[Suggestion, ...]
    confidence: Decimal | None
    observations: tuple[str, ...]
    place: str
    other_place: str = ""
    status: str = "open"
    explained: str = ""
    evidence: tuple[tuple[str, float], ...] = ()
    cause: str = ""
    suspect: str = ""
    wordings: Wordings = Wordings()


class Skipped(Struct, frozen=True):
    """A rule that could not be applied in a report. ``reason``: its figures are «absent», or stand
    «apart», never in one year.

    ``codes`` are the indicators that the report does not give.
    """

    rule: str
    reason: str
    codes: tuple[str, ...] = ()


class Examined(Struct, frozen=True):
    """What was looked at in one report: statements tried and held, named checks, rules that
    could not be applied.
    """

    report: str
    statements: int
    held: int
    checks: tuple[str, ...]
    skipped: tuple[Skipped, ...]


class Checked(Struct, frozen=True):
    """Findings, worst first within a report, reports in the order of the data set."""

    findings: tuple[Finding, ...]
    examined: tuple[Examined, ...]
