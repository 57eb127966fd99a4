"""``svod name --libraries FILE.csv [TEXT…]``: library names, one a line, to one JSON object a line."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click

from extractor.model import Library, Mention
from extractor.resolve import read_registry, resolve_names

LINES_AT_ONCE = 500


def _lines() -> Iterator[str]:
    """Lines of standard input, as UTF-8 whatever the locale says."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def _resolved(texts: Iterable[str], registry: tuple[Library, ...]) -> Iterator[Mention]:
    """In portions, so that a long input is neither held whole nor answered only at its end."""
    rest = iter(texts)
    while portion := list(islice(rest, LINES_AT_ONCE)):
        yield from resolve_names(portion, registry)


def _as_json(mention: Mention) -> str:
    candidates = [{"library": library, "score": score} for library, score in mention.candidates]
    answer = {"text": mention.text, "libraries": list(mention.libraries), "score": mention.score, "rule": mention.rule}
    return json.dumps(answer | {"candidates": candidates}, ensure_ascii=False)


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--libraries", type=click.Path(path_type=Path), required=True, help="help_libraries")
def name(texts: tuple[str, ...], libraries: Path) -> None:
    """Resolve library names against a list of libraries."""
    registry = read_registry(libraries)
    for mention in _resolved(texts or _lines(), registry):
        sys.stdout.buffer.write((_as_json(mention) + "\n").encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
