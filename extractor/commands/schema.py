"""``svod schema [NAME]``: the JSON Schema of something published, or the names there are."""

import click

from extractor.dataset.schemas import SCHEMAS, schema_text


@click.command()
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print a JSON Schema; without a name, list the names."""
    click.echo("\n".join(SCHEMAS) if name is None else schema_text(name), nl=name is None)
