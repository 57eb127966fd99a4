"""Decisions in words, for people."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractor.commands.voice import Voice, sentence
from extractor.decisions.log import latest
from extractor.decisions.met import met_in
from extractor.model import Decision, DecisionKind, DecisionState
from extractor.number_text import with_mark

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
    read = decision.from_
    if decision.kind is DecisionKind.VALUE:
        read, to = with_mark(read, lang), with_mark(to, lang)
    said = {"place": place, "read": read, "to": to, "why": decision.why}
    return sentence(f"decision_of_{decision.kind.value}", lang, **said)


def tell_stale(rows: Iterable[Decision], out: Path, voice: Voice) -> None:
    """Say which decisions are not followed any more, since the report has changed: a new edition
    that prints what was decided needs no decision.
    """
    stale = [one for one in rows if one.state is DecisionState.STALE]
    met = met_in(stale, out)
    for decision in stale:
        what = words_of(decision, voice.lang)
        if decision.decision in met:
            voice.say("decision_met", decision=decision.decision, what=what)
        else:
            voice.warn("decision_stale_told", decision=decision.decision, what=what)
