"""``svod decide OUT WHAT TO``: what a person decided once, kept and followed from now on."""

from collections.abc import Sequence
from pathlib import Path

import click

from extractor.commands.completion import decided_values, decision_ids, district_names
from extractor.commands.decision_words import listed, words_of
from extractor.commands.sent import corrections_in, read_sent
from extractor.commands.settings import Settings, settings_of, take_over
from extractor.commands.shared_options import catalogue_option, region_option
from extractor.commands.turn import turn
from extractor.commands.users import user_name
from extractor.commands.voice import Voice
from extractor.decisions.log import AT_READING, latest
from extractor.decisions.making import KINDS, Asked, decision_of, label_of
from extractor.decisions.store import decide, log_of, undo
from extractor.errors import CalledWrongly
from extractor.model import Decision, DecisionKind
from extractor.plugins import load

FROM_WORKBOOK = "extractor.decisions.workbook:corrections"


@click.command("decide")
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("what", required=False)
@click.argument("to", required=False, shell_complete=decided_values)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in KINDS]),
    default="value",
    help="help_decide_kind",
)
@click.option("--district", default="", help="help_decide_district", shell_complete=district_names)
@click.option("--why", default="", help="help_decide_why")
@click.option("--who", default="", help="help_decide_who")
@click.option(
    "--undo",
    "undone",
    multiple=True,
    metavar="ID",
    help="help_decide_undo",
    shell_complete=decision_ids,
)
@click.option("--from", "workbook", type=click.Path(path_type=Path), help="help_decide_from")
@catalogue_option
@region_option
@click.pass_context
def decide_command(
    context: click.Context,
    out: Path,
    what: str | None,
    to: str | None,
    kind: str,
    district: str,
    why: str,
    who: str,
    undone: tuple[str, ...],
    workbook: Path | None,
    catalogue: Path | None,
    region: Path | None,
) -> None:
    """Decide, take back, or list what was decided."""
    voice: Voice = context.obj
    if what is not None and to is None:
        raise CalledWrongly("decide_needs", what=what)
    who = who or user_name()
    with turn(out, "decide", voice):
        settings = settings_of(out, region, catalogue)
        take_over(settings, voice)
        if undone:
            _tell_undone(undo(settings.store, undone, who), voice)
        elif workbook is not None:
            asked = read_sent(corrections_in, workbook)
            _decide(settings, load(FROM_WORKBOOK)(out, asked, who), voice)
        elif what is not None:
            one = Asked(DecisionKind(kind), what, to or "", district, why, who)
            _decide(settings, [_decision(one, settings)], voice)
        log = log_of(settings.store)
    if not undone and what is None and workbook is None:
        for line in listed(log, voice.lang):
            click.echo(line)


def _decision(asked: Asked, settings: Settings) -> Decision:
    """The decision that is asked for; a label may be named by its provisional code."""
    out = settings.store.out
    if asked.kind is DecisionKind.LABEL:
        asked = asked._replace(what=label_of(out, asked.what).label)
    return decision_of(out, asked, settings.store.codes)


def _decide(settings: Settings, decisions: Sequence[Decision], voice: Voice) -> None:
    """Keep decisions, follow them, and say what they changed and what comes next."""
    if not decisions:
        voice.say("decided_nothing")
        return
    before = len(latest(log_of(settings.store)))
    decide(settings.store, decisions)
    for decision in latest(log_of(settings.store))[before:]:
        voice.say("decided", decision=decision.decision, what=words_of(decision, voice.lang))
    again = any(decision.kind in AT_READING for decision in decisions)
    voice.say("decided_read_again" if again else "decided_check", out=settings.store.out)


def _tell_undone(decisions: Sequence[Decision], voice: Voice) -> None:
    for decision in decisions:
        voice.say("undone", decision=decision.decision, what=words_of(decision, voice.lang))
