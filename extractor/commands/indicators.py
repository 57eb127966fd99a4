"""``svod indicators [WORD…]``: the catalogue, whole or what some words mean."""

import json
from pathlib import Path

import click

from extractor.commands.completion import indicator_codes
from extractor.commands.shared_options import catalogue_option
from extractor.commands.voice import Voice
from extractor.errors import CalledWrongly
from extractor.indicators.search import definition_of, find_indicators
from extractor.model import Indicator, Vocabulary
from extractor.words.indicators import vocabulary


@click.command("indicators")
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=indicator_codes)
@click.option("--json", "as_json", is_flag=True, help="help_indicators_json")
@catalogue_option
@click.pass_context
def list_indicators(
    context: click.Context, words: tuple[str, ...], as_json: bool, catalogue: Path | None
) -> None:
    """List indicators: code, name, unit, definition."""
    voice: Voice = context.obj
    known = vocabulary(catalogue)
    asked = " ".join(words)
    found = find_indicators(asked, known) if asked else list(known.indicators.values())
    if not found:
        raise CalledWrongly("indicators_none", words=asked)
    if as_json:
        records = [_record(one, known) for one in found]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for one in found:
        name = one.ru if voice.lang == "ru" else one.en
        click.echo("\t".join((one.code, name, one.unit, definition_of(one, known))))


def _record(one: Indicator, known: Vocabulary) -> dict[str, str]:
    texts = ("code", "ru", "en", "unit", "kind", "over", "part_of", "formula", "line")
    return {name: getattr(one, name) for name in texts} | {"definition": definition_of(one, known)}
