"""Options that several commands have, and text on standard output."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])
PATH = click.Path(path_type=Path)

catalogue_option = click.option("--catalogue", type=PATH, help="help_catalogue")
region_option = click.option("--region", type=PATH, help="help_region")
output_option = click.option("-o", "--output", type=PATH, help="help_output")


def form_option(forms: Sequence[str], about: str) -> Callable[[Command], Command]:
    """``--as FORM``, the first form where none is named; ``about`` is the key of its help."""
    return click.option(
        "--as", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=about
    )


def is_terminal() -> bool:
    """Whether standard output is a person's terminal."""
    return sys.stdout.isatty()


def print_text(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale says; half a character, which only a
    file's name can hold, becomes «?».
    """
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
