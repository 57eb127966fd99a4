"""``svod name --libraries FILE.csv [TEXT…]``: library names, one a line, to one JSON object a
line.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from extractor.commands.limits import raised
from extractor.commands.paths import GivenPath
from extractor.commands.shared_options import print_text
from extractor.model import Mention
from extractor.names import read_registry, resolve_stream


def _lines() -> Iterator[str]:
    """Lines of standard input, as UTF-8 whatever the locale says."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def _as_json(mention: Mention) -> str:
    candidates = [{"library": library, "score": score} for library, score in mention.candidates]
    answer = {
        "text": mention.text,
        "libraries": list(mention.libraries),
        "score": mention.score,
        "rule": mention.rule,
    }
    return json.dumps(answer | {"candidates": candidates}, ensure_ascii=False)


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--libraries", type=GivenPath(), required=True, help="help_libraries")
@click.option("--limit", "limits", multiple=True, help="help_limit")
def name(texts: tuple[str, ...], libraries: Path, limits: tuple[str, ...]) -> None:
    """Resolve library names against a list of libraries."""
    registry = read_registry(libraries, raised(limits))
    for mention in resolve_stream(texts or _lines(), registry):
        print_text(_as_json(mention) + "\n")
    sys.stdout.buffer.flush()
