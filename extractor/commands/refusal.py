"""What ends a command early, as a message and an exit status: called wrongly, refused by the
system, interrupted.
"""

import os
import sys
import time
import traceback

import click
from click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchCommand,
    NoSuchOption,
    UsageError,
)

from extractor.commands.voice import VERBOSE, Voice, sentence
from extractor.errors import CalledWrongly, InvalidDataset, SvodError, system_reason

DONE, NEEDS_A_PERSON, CALLED_WRONGLY, NOTHING_READ, INTERRUPTED = 0, 1, 2, 3, 130
FIRST_YEAR = 1980  # in which a file of Word or Excel can be written
STATUSES = ((CalledWrongly, CALLED_WRONGLY), (InvalidDataset, NEEDS_A_PERSON))


def status_of(error: BaseException, voice: Voice) -> int:
    """Say what happened; the exit status that goes with it. Only with -v does a defect of ours
    show its traceback.
    """
    if isinstance(error, BrokenPipeError):
        _give_up_output()  # who reads has enough: «svod number | head»
        return DONE
    if isinstance(error, KeyboardInterrupt | click.Abort):
        voice.fail("interrupted")
        return INTERRUPTED
    if isinstance(error, SvodError):
        voice.fail(error.key, **error.parts)
        return next((status for kind, status in STATUSES if isinstance(error, kind)), NOTHING_READ)
    if isinstance(error, ClickException):
        _say_usage(error, voice)
        return CALLED_WRONGLY
    if isinstance(error, OSError):
        _give_up_output()
        path = error.filename or sentence("standard_output", voice.lang)
        voice.fail("system_refused", path=path, reason=system_reason(error))
        return CALLED_WRONGLY
    if time.localtime().tm_year < FIRST_YEAR:
        voice.fail("clock_unset", year=time.localtime().tm_year)
        return CALLED_WRONGLY
    voice.fail("defect", reason=f"{type(error).__name__}: {error}")
    if voice.loudness >= VERBOSE:
        traceback.print_exception(error)
    return NOTHING_READ


def _give_up_output() -> None:
    """What is still held back for standard output can go nowhere: let it not complain again when
    the program ends.
    """
    if sys.stdout is sys.__stdout__ and sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_usage(error: ClickException, voice: Voice) -> None:
    command = error.ctx.command_path if isinstance(error, UsageError) and error.ctx else "svod"
    if isinstance(error, NoSuchCommand):
        voice.fail(
            "usage_command", name=error.command_name, near=_near(error.possibilities, voice.lang)
        )
    elif isinstance(error, NoSuchOption):
        voice.fail(
            "usage_option",
            name=error.option_name,
            near=_near(error.possibilities, voice.lang),
            command=command,
        )
    elif isinstance(error, MissingParameter):
        voice.fail("usage_missing", name=_name_of(error), command=command)
    elif isinstance(error, BadParameter):
        voice.fail(
            "usage_value", name=_name_of(error), wanted=_wanted(error, voice.lang), command=command
        )
    elif isinstance(error, BadOptionUsage):
        voice.fail("usage_argument", name=error.option_name, command=command)
    else:
        voice.fail("usage_other", reason=error.format_message(), command=command)


def _near(names: list[str] | None, lang: str) -> str:
    return sentence("usage_near", lang, names=", ".join(names)) if names else ""


def _name_of(error: BadParameter) -> str:
    """An option as it is typed, an argument as the help page names it."""
    if error.param is None:
        return str(error.param_hint or "?")
    if isinstance(error.param, click.Option):
        return "/".join(error.param.opts)
    return error.param.make_metavar(error.ctx or _NOWHERE).rstrip(".")


def _wanted(error: BadParameter, lang: str) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return sentence("wanted_choice", lang, known=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.IntRange):
        limits = (
            f"{sign} {limit:g}"
            for sign, limit in (("≥", kind.min), ("≤", kind.max))
            if limit is not None
        )
        return sentence("wanted_range", lang, range=", ".join(limits))
    if isinstance(kind, click.Path):
        return sentence("wanted_path", lang)
    return sentence("wanted_other", lang, reason=error.message)


_NOWHERE = click.Context(click.Command("svod"))
