"""Findings of one mistake: those that suspect one figure, or that one event explains."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as replace_remark

from msgspec.structs import replace

from extractor.check.remarks.remark import LINE, Remark
from extractor.model.finding import Finding, Suggestion

COPY = "copy"  # a cause of remarks that say one thing of two printed copies
CLEARLY = 2  # how many times likelier than that of any other figure a correction must be


def suspect_of(suggestions: Sequence[Suggestion], named: Sequence[str]) -> str:
    """Return the figure believed wrong, empty where several are about equally likely.

    `named` are the figures of a finding without suggestions: one alone is the wrong one.
    """
    if not suggestions:
        return named[0] if len(named) == 1 else ""
    first = suggestions[0]
    others = [one.confidence for one in suggestions if one.observation != first.observation]
    is_clear = not others or first.confidence >= CLEARLY * max(others)
    return first.observation if is_clear else ""


def once(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks without those that say again, of a second copy, what the first one says."""
    first: dict[tuple[str, ...], Remark] = {}
    for one in remarks:
        is_sum = one.kind in ("sum", "balance") and bool(one.figures)
        place = one.parts.get("formula", "") if is_sum else f"{one.place}{id(one)}"
        key = (one.rule, one.left, one.right, place)
        known = first.setdefault(key, one)
        if known is not one:
            names = (figure.fact.observation for figure in one.figures)
            first[key] = replace_remark(
                known, also=(*known.also, *names), causes=(*known.causes, COPY)
            )
    return list(first.values())


def with_causes(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Name the cause of each finding: the first finding of the same mistake.

    Findings are of one mistake if they suspect one figure or came with one key of a cause.
    """
    groups = _Groups()
    for one in findings:
        groups.join(one.finding, *(key for key in (one.suspect, one.cause) if key))
    first: dict[str, str] = {}
    for one in sorted(findings, key=lambda one: one.kind != LINE):
        first.setdefault(groups.root(one.finding), one.finding)
    for one in findings:
        yield replace(one, cause=first[groups.root(one.finding)])


class _Groups:
    """Names joined into groups."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def root(self, name: str) -> str:
        """Return the name that stands for the group of a name."""
        while self.parent.setdefault(name, name) != name:
            name = self.parent[name]
        return name

    def join(self, name: str, *others: str) -> None:
        """Put names into one group."""
        for other in others:
            self.parent[self.root(other)] = self.root(name)
