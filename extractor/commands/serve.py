"""``svod serve [OUT]``: the desk in the browser, on this computer."""

from pathlib import Path
from typing import Any

import click

from extractor.commands.paths import GivenPath
from extractor.commands.settings import settings_of, take_over
from extractor.commands.shared_options import catalogue_option, region_option
from extractor.commands.voice import Voice
from extractor.errors import CalledWrongly, system_reason
from extractor.options import CheckOptions
from extractor.plugins import load

START, SETUP = "extractor.serve.start:serve", "extractor.serve.desk:Setup"
HERE, PORT = "127.0.0.1", 8765


@click.command("serve")
@click.argument("out", type=GivenPath(), default=Path("output"))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="help_serve_port"
)
@click.option("--host", default=HERE, show_default=True, help="help_serve_host")
@click.option("--browser/--no-browser", default=True, help="help_serve_browser")
@click.option("--sources", multiple=True, type=GivenPath(), help="help_serve_sources")
@catalogue_option
@region_option
@click.pass_context
def serve_command(
    context: click.Context,
    out: Path,
    port: int,
    host: str,
    browser: bool,
    sources: tuple[Path, ...],
    catalogue: Path | None,
    region: Path | None,
) -> None:
    """Open the desk."""
    voice: Voice = context.obj
    serve, setup = _loaded()
    settings = settings_of(out, region, catalogue)
    take_over(settings, voice)
    named = (("--catalogue", catalogue), ("--region", region))
    options = [part for name, path in named if path is not None for part in (name, str(path))]
    check = CheckOptions(settings.region.rules, settings.catalogue, voice.lang)
    desk = setup(settings.store, settings.known, sources, tuple(options), check)
    try:
        serve(desk, host, port, browser, lambda address: voice.say("serve_at", address=address))
    except OSError as error:
        reason = system_reason(error)
        raise CalledWrongly("serve_refused", host=host, port=port, reason=reason) from error


def _loaded() -> tuple[Any, Any]:
    """What serves, and its setup. Raises CalledWrongly where its packages are not installed."""
    try:
        load("uvicorn:Server")
        load("python_multipart:MultipartParser")
        return load(START), load(SETUP)
    except ImportError as error:
        raise CalledWrongly("serve_missing", needs=error.name or "starlette, uvicorn") from error
