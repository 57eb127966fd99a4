"""The command line: a thin skin, a file a command; a command is loaded when it is called."""

import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from extractor import __version__
from extractor.commands.voice import NORMAL, QUIET, VERBOSE, Voice, language, sentence
from extractor.errors import CalledWrongly, InvalidDataset, SvodError
from extractor.registry import COMMANDS, load

CALLED_WRONGLY, NOTHING_READ, INTERRUPTED = 2, 3, 130
COMMON = ("lang", "verbose", "quiet", "log_json")


class Commands(click.Group):
    """The group of all commands; their one-line helps come from the catalogue, so that ``--help`` loads none of them."""

    lang = "ru"

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _with_common(load(COMMANDS[cmd_name]), self.lang) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands" if self.lang == "en" else "Команды"):
            formatter.write_dl([(name, sentence(f"help_{name}", self.lang)) for name in COMMANDS])


def _with_common(command: click.Command, lang: str) -> click.Command:
    """Give a command the options that all share, and its help in the user's language."""
    if not any(each.name == "log_json" for each in command.params):
        command.params += [
            click.Option(["--lang"], type=click.Choice(["ru", "en"]), help="help_lang"),
            click.Option(["-v", "--verbose"], is_flag=True, help="help_verbose"),
            click.Option(["-q", "--quiet"], is_flag=True, help="help_quiet"),
            click.Option(["--log-json"], is_flag=True, help="help_log_json"),
        ]
        command.callback = _spoken(command.callback or (lambda: None), lang)
    command.help = sentence(f"help_{command.name}", lang)
    for option in command.params:
        if isinstance(option, click.Option):
            key = option.help or ""
            option.help = sentence(key if key.startswith("help_") else f"help_{option.name}", lang)
    return command


def _spoken(callback: Callable[..., Any], lang: str) -> Callable[..., Any]:
    """Take the common options away from a command and give it a voice instead (``click.Context.obj``)."""

    def call(**options: Any) -> Any:  # noqa: ANN401 - click hands over whatever the command declares
        _, verbose, quiet, log_json = (options.pop(name, None) for name in COMMON)
        voice = Voice(lang, VERBOSE if verbose else QUIET if quiet else NORMAL, bool(log_json))
        click.get_current_context().obj = voice
        try:
            return callback(**options)
        except SvodError as error:
            _give_up(error, voice)

    return call


def _give_up(error: SvodError, voice: Voice) -> NoReturn:
    voice.fail(error.key, **error.parts)
    sys.exit(CALLED_WRONGLY if isinstance(error, CalledWrongly) else 1 if isinstance(error, InvalidDataset) else NOTHING_READ)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="svod")
@click.option("--lang", type=click.Choice(["ru", "en"]), help="ru | en")
def svod(lang: str | None) -> None:
    """Reports in, data out."""


def main() -> None:
    """The door of ``svod`` and of ``python cli.py``."""
    Commands.lang = language(sys.argv[1:], os.environ)
    svod.help = sentence("help_group", Commands.lang)
    try:
        svod(prog_name="svod")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
