"""``svod number [TEXT…]``: Russian numbers, one a line, to one JSON object a line."""

import json
import sys
from collections.abc import Iterator

import click

from extractor.commands.shared_options import print_text
from extractor.number_text import shortest_text
from extractor.russian import NumberReading, read_number


def _lines() -> Iterator[str]:
    """Lines of standard input, as UTF-8 whatever the locale says."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def _as_json(reading: NumberReading) -> str:
    answer = {
        "text": reading.text,
        "kind": reading.kind,
        "value": shortest_text(reading.value),
        "unit": reading.unit,
        "multiplier": str(reading.multiplier),
        "op": reading.op or "",
        "low": shortest_text(reading.low),
        "high": shortest_text(reading.high),
        "values": [shortest_text(value) for value in reading.values],
    }
    return json.dumps(answer, ensure_ascii=False)


@click.command(
    context_settings={"ignore_unknown_options": True}
)  # «-5» is a text to read, no option
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
def number(texts: tuple[str, ...]) -> None:
    """Read Russian numbers."""
    for text in texts or _lines():
        print_text(_as_json(read_number(text)) + "\n")
        sys.stdout.buffer.flush()
