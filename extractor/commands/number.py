"""``svod number [TEXT…]``: Russian numbers, one a line, to one JSON object a line."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal

import click

from extractor.russian import NumberReading, read_number


def _lines() -> Iterator[str]:
    """Lines of standard input, as UTF-8 whatever the locale says."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", "replace").rstrip("\r\n")


def digits(value: Decimal | None) -> str | None:
    """A decimal as plain digits, without an exponent and without zeros that say nothing.

    >>> digits(Decimal("1.10")), digits(Decimal("1E+6")), digits(Decimal("-0.0")), digits(None)
    ('1.1', '1000000', '0', None)
    """
    if value is None:
        return None
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _as_json(reading: NumberReading) -> str:
    answer = {
        "text": reading.text,
        "kind": reading.kind,
        "value": digits(reading.value),
        "unit": reading.unit,
        "multiplier": str(reading.multiplier),
        "op": reading.op or "",
        "low": digits(reading.low),
        "high": digits(reading.high),
        "values": [digits(value) for value in reading.values],
    }
    return json.dumps(answer, ensure_ascii=False)


@click.command(
    context_settings={"ignore_unknown_options": True}
)  # «-5» is a text to read, no option
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
def number(texts: tuple[str, ...]) -> None:
    """Read Russian numbers."""
    for text in texts or _lines():
        sys.stdout.buffer.write((_as_json(read_number(text)) + "\n").encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
