"""``--limit NAME=N``, ``--timeout``, ``--memory``: the options of every command that reads a
document.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import TypeVar

import click
from click.core import ParameterSource

from extractor.errors import CalledWrongly
from extractor.options import Limits

Command = TypeVar("Command", bound=Callable[..., object])
AMOUNT, USUAL = click.IntRange(0), Limits()
PLAIN = {"seconds": "timeout", "memory_mb": "memory"}  # limits with an option of their own


def limit_options(command: Command) -> Command:
    """``--limit``, ``--timeout`` and ``--memory``, which :func:`limits_of` puts together."""
    options = (
        click.option("--limit", "limits", multiple=True, metavar="NAME=N", help="help_limit"),
        _amount("timeout", USUAL.seconds),
        _amount("memory", USUAL.memory_mb),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _amount(name: str, usual: float) -> Callable[[Command], Command]:
    return click.option(
        f"--{name}", type=AMOUNT, default=usual, show_default=True, help=f"help_{name}"
    )


def limits_of(context: click.Context) -> Limits:
    """What a document may cost: ``--limit NAME=N``, then ``--timeout`` and ``--memory`` if
    given. Raises CalledWrongly.
    """
    source, typed = context.get_parameter_source, ParameterSource.COMMANDLINE
    plain = {name: context.params[key] for name, key in PLAIN.items() if source(key) is typed}
    return replace(raised(context.params["limits"]), **plain)


def raised(limits: Iterable[str]) -> Limits:
    """The limits with those that the user lifts, each as NAME=NUMBER. Raises CalledWrongly."""
    known = [each.name for each in fields(Limits)]
    found = Limits()
    for each in limits:
        name, _, number = each.partition("=")
        if name not in known:
            raise CalledWrongly("limit_unknown", name=name, known=", ".join(known))
        if not number.isdecimal():
            raise CalledWrongly("limit_value", value=each)
        found = replace(found, **{name: int(number)})
    return found
