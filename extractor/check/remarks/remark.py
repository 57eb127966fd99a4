"""A remark: what a check has to say, before it is put into words and given an id."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from extractor.check.figures.figure import Figure
from extractor.model.finding import Severity, Suggestion

LINE = "line"  # the kind of remarks that hold all their figures to be wrong


@dataclass(frozen=True, slots=True)
class Remark:
    """``says`` is the key of its sentence in ``words/check.yaml`` and ``parts`` fill it.

    ``figures`` are those concerned, the one held to be wrong first; ``also`` are observations that
    are no numbers (a text cell). ``place`` and ``section`` are those of the first figure where they
    are not given. ``key`` tells apart what has no figures. ``causes`` are the rules that one cause
    breaks, the one told first. ``evidence`` is what speaks for it, by name: see
    ``evidence/confidence.py``. ``cause`` is a key that the remarks of one mistake share.
    """

    rule: str
    kind: str
    severity: Severity
    says: str
    parts: Mapping[str, str]
    figures: tuple[Figure, ...] = ()
    also: tuple[str, ...] = ()
    left: str = ""
    right: str = ""
    difference: Fraction | None = None
    suggestions: tuple[Suggestion, ...] = ()
    evidence: tuple[tuple[str, float], ...] = ()
    cause: str = ""
    section: str = ""
    place: str = ""
    other_place: str = ""
    key: str = ""
    causes: tuple[str, ...] = ()
