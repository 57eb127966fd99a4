"""Decisions in words, for people."""

from collections.abc import Iterable, Iterator, Sequence

from extractor.commands.voice import Voice, sentence
from extractor.decisions.log import latest
from extractor.model import Decision, DecisionKind, DecisionState

WORDED = (
    "district",
    "year",
    "file",
    "section",
    "caption",
    "row",
    "column",
    "period",
    "label",
    "name",
    "rule",
)


def listed(log: Sequence[Decision], lang: str) -> Iterator[str]:
    """A decision a line: id, how it stands, when, who, what, why."""
    for decision in latest(log):
        state = sentence(f"decision_{decision.state.value}", lang)
        about = (decision.decision, state, decision.time, decision.who)
        yield "\t".join((*about, words_of(decision, lang), decision.why))


def words_of(decision: Decision, lang: str) -> str:
    """What was decided, in words."""
    target = dict(decision.target)
    parts = {name: target.get(name, "") for name in WORDED}
    place = ", ".join(part for part in parts.values() if part)
    to = decision.to
    if decision.kind is DecisionKind.READING:
        use, _, rows = to.partition("=")
        to = sentence(f"reading_{use}_told", lang, rows=rows or "0")
        place = f"{place}, {sentence('reading_table', lang, table=target.get('table', ''))}"
    said = {"place": place, "read": decision.from_, "to": to, "why": decision.why}
    return sentence(f"decision_of_{decision.kind.value}", lang, **said)


def tell_stale(rows: Iterable[Decision], voice: Voice) -> None:
    """Say which decisions are not followed any more, since the report has changed."""
    for decision in rows:
        if decision.state is DecisionState.STALE:
            what = words_of(decision, voice.lang)
            voice.warn("decision_stale_told", decision=decision.decision, what=what)
