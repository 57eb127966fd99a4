"""``svod map OUT``: labels without an indicator, commonest first; with a label and a code, what
the label means from now on.
"""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import click

from extractor.commands.turn import tell_waiting, turn
from extractor.commands.voice import Voice
from extractor.dataset.answers import remember_label
from extractor.dataset.read import load_dataset, names_by_report
from extractor.errors import CalledWrongly
from extractor.indicators.unmapped import Unmapped, unmapped_labels


@click.command("map")
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("label", required=False)
@click.argument("code", required=False)
@click.option("--catalogue", type=click.Path(path_type=Path), help="help_catalogue")
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
    limit: int,
) -> None:
    """List the labels that no indicator is known for, or map one."""
    voice: Voice = context.obj
    with turn(out, "map", voice):
        dataset, names = load_dataset(out, cells=False), names_by_report(out)
    found = unmapped_labels((fact for each in dataset.editions for fact in each.facts), names)
    if label is None:
        for line in _listed(found, limit):
            click.echo(line)
        voice.say("map_listed", labels=len(found), figures=sum(each.figures for each in found))
        return
    if code is None or catalogue is None:
        raise CalledWrongly("map_needs", label=label)
    meant = next((each for each in found if label in (each.code, each.label)), None)
    if meant is None:
        raise CalledWrongly("label_unknown", label=label)
    remember_label(catalogue, meant.label, code, partial(tell_waiting, voice, catalogue))
    voice.say(
        "map_learned", label=meant.label, code=code, figures=meant.figures, catalogue=catalogue
    )


def _listed(found: list[Unmapped], limit: int) -> Iterator[str]:
    """A label a line: provisional code, reports, figures, unit, label, an example."""
    for each in islice(found, limit or None):
        yield "\t".join(
            (each.code, str(each.reports), str(each.figures), each.unit, each.label, each.example)
        )
