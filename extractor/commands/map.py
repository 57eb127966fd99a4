"""``svod map OUT``: labels without an indicator, commonest first; with a label and a code, what
the label means from now on.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from extractor.commands.completion import indicator_codes
from extractor.commands.settings import settings_of, take_over
from extractor.commands.shared_options import catalogue_option, region_option
from extractor.commands.turn import turn
from extractor.commands.users import user_name
from extractor.commands.voice import Voice
from extractor.dataset.read import load_dataset, names_by_report
from extractor.decisions.making import label_decision
from extractor.decisions.store import decide
from extractor.errors import CalledWrongly
from extractor.indicators.search import proposals
from extractor.indicators.unmapped import Unmapped, unmapped_labels
from extractor.model import Vocabulary


@click.command("map")
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("label", required=False)
@click.argument("code", required=False, shell_complete=indicator_codes)
@catalogue_option
@region_option
@click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, help="help_map_limit"
)
@click.pass_context
def map_labels(
    context: click.Context,
    out: Path,
    label: str | None,
    code: str | None,
    catalogue: Path | None,
    region: Path | None,
    limit: int,
) -> None:
    """List the labels that no indicator is known for, or map one."""
    voice: Voice = context.obj
    if label is not None and code is None:
        raise CalledWrongly("map_needs", label=label)
    if catalogue is not None:
        catalogue.mkdir(parents=True, exist_ok=True)
    with turn(out, "map", voice):
        settings = settings_of(out, region, catalogue)
        take_over(settings, voice)
        dataset, names = load_dataset(out, cells=False), names_by_report(out)
        found = unmapped_labels((fact for each in dataset.editions for fact in each.facts), names)
        if label is None or code is None:
            _tell_listed(found, limit, settings.known, voice)
            return
        meant = next((each for each in found if label in (each.code, each.label)), None)
        if meant is None:
            raise CalledWrongly("label_unknown", label=label)
        codes = settings.store.codes
        decide(settings.store, [label_decision(meant.label, code, "", user_name(), codes)])
    file = settings.store.shared or out / "decisions.csv"
    voice.say("map_learned", label=meant.label, code=code, figures=meant.figures, file=file)


def _tell_listed(found: list[Unmapped], limit: int, known: Vocabulary, voice: Voice) -> None:
    for line in _listed(found, limit, known):
        click.echo(line)
    voice.say("map_listed", labels=len(found), figures=sum(each.figures for each in found))


def _listed(found: list[Unmapped], limit: int, known: Vocabulary) -> Iterator[str]:
    """A label a line: provisional code, reports, figures, unit, label, an example, and up to three
    indicators that it may mean.
    """
    for label in islice(found, limit or None):
        proposed = proposals(label.label, label.unit, known)
        yield "\t".join(
            (
                label.code,
                str(label.reports),
                str(label.figures),
                label.unit,
                label.label,
                label.example,
                "; ".join(f"{indicator.ru} ({indicator.code})" for indicator in proposed),
            )
        )
