"""``svod explain FILE WHAT…``: what is known of a figure, why it got its indicator, and which were
near.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from extractor.batch import read_alone
from extractor.commands.catalogue import vetted_vocabulary
from extractor.commands.figure_card import card_of
from extractor.commands.limits import limit_options, limits_of
from extractor.commands.paths import DocumentPath
from extractor.commands.settings import LOG
from extractor.commands.shared_options import catalogue_option
from extractor.commands.voice import Voice, sentence
from extractor.dataset.rows import Named, observation_rows
from extractor.decisions.log import labels_of, shared_log
from extractor.errors import CalledWrongly
from extractor.indicators import SERIES, Verdict, explain_observation, label_key
from extractor.model import Observation, Report, Vocabulary
from extractor.model.column import PATH
from extractor.options import ReadOptions, ReportOptions
from extractor.pipeline import extract_report
from extractor.text import clean, fold

MOST = 20


@click.command()
@click.argument("file", type=DocumentPath())
@click.argument("whats", nargs=-1, required=True, metavar="WHAT...")
@catalogue_option
@limit_options
@click.pass_context
def explain(
    context: click.Context,
    /,
    file: Path,
    whats: tuple[str, ...],
    catalogue: Path | None,
    **_: object,
) -> None:
    """Explain figures: WHAT is an id (REPORT:t5r3c2 or t5r3c2), a place (report.docx#b21!R3C0), a
    code, or words of a label.
    """
    voice: Voice = context.obj
    known = _with_decided(vetted_vocabulary(catalogue), catalogue)
    options = ReportOptions(ReadOptions(limits_of(context)), catalogue=catalogue)
    report = read_alone(extract_report, file, options)
    chosen = list(_chosen(report, whats))
    if not chosen:
        raise CalledWrongly("explain_nothing", file=file.name, what=" ".join(whats))
    names = frozenset(clean(each.text) for each in report.mentions)
    for name, observation in chosen[:MOST]:
        verdict = explain_observation(
            observation, report.observations, report.outline, known, names
        )
        label = label_key(observation, names)
        click.echo(f"{name}  {observation.raw}  {observation.period}  [{label}]")
        for line in (*card_of(observation, report, voice.lang), *_why(verdict, voice.lang)):
            click.echo(f"  {line}")
    if len(chosen) > MOST:
        voice.say("explain_more", shown=MOST, all=len(chosen))


def _with_decided(known: Vocabulary, catalogue: Path | None) -> Vocabulary:
    """The catalogue with the labels that were decided beside it."""
    decided = labels_of(shared_log(catalogue / LOG)) if catalogue is not None else {}
    return replace(known, learned={**known.learned, **decided})


def _chosen(report: Report, whats: Sequence[str]) -> Iterator[tuple[str, Observation]]:
    """The observations that any of the words names, with their ids."""
    rows = observation_rows(
        Named(report.report, report, {each.library: each.library for each in report.libraries})
    )
    asked = [fold(what).removeprefix("#") for what in whats]
    for row, each in zip(rows, report.observations, strict=True):
        name = row.observation
        labels = fold(PATH.join((*each.column_path, *each.row_path)))
        addresses = {*_ends(name, ":"), *_ends(str(each.place), "#"), each.indicator}
        if any(what in addresses or what in labels for what in asked):
            yield name, each


def _ends(address: str, sign: str) -> tuple[str, str]:
    """An id or a place, folded, with what stands before the sign and without it."""
    return fold(address), fold(address.rpartition(sign)[2])


def _why(verdict: Verdict, lang: str) -> Iterator[str]:
    """The indicator with the rule and the wording that gave it, and those that were near."""
    if verdict.rule == SERIES:
        yield sentence("explain_series", lang, code=verdict.code)
    elif verdict.code and verdict.chance < 1 and not verdict.wording:
        chance = round(100 * verdict.chance)
        yield sentence("explain_weighed", lang, code=verdict.code, chance=chance)
    elif verdict.code:
        yield sentence(
            "explain_code", lang, code=verdict.code, rule=verdict.rule, wording=verdict.wording
        )
    else:
        yield sentence("explain_none", lang, rule=verdict.rule)
    if verdict.reasons:
        said = (f"{reason_in_words(name, lang)} {weight:+.1f}" for name, weight in verdict.reasons)
        yield sentence("explain_reasons", lang, what="; ".join(said))
    for code, flaw in verdict.near:
        yield sentence("explain_near", lang, code=code, flaw=sentence(f"flaw_{flaw}", lang))


def reason_in_words(name: str, lang: str) -> str:
    """What was weighed, in words: the name of a feature is a key of the catalogue."""
    key, _, _ = name.partition(",")
    side, _, kin = key.partition(" ")
    if side in ("after", "before"):
        return sentence(f"weighed_{side}", lang, what=sentence(f"weighed_{kin}", lang))
    key = name if name.startswith("said once") else key
    return sentence("weighed_" + key.replace(",", "").replace(" ", "_"), lang)
