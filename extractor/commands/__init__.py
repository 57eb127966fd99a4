"""The command line: a thin skin, a file a command; a command is loaded when it is called."""

import io
import os
import signal
import sys
from collections.abc import Callable
from copy import copy
from typing import Any

import click

from extractor import __version__
from extractor.commands.page import Page, PageContext, with_metavars
from extractor.commands.refusal import status_of
from extractor.commands.voice import NORMAL, QUIET, VERBOSE, Voice, language, sentence
from extractor.plugins import COMMANDS, load

COMMON = ("lang", "verbose", "quiet", "log_json")


class Commands(click.Group):
    """The group of all commands; their one-line helps come from the catalogue, so that
    ``--help`` loads none of them.
    """

    lang = "ru"
    context_class = PageContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _with_common(load(COMMANDS[cmd_name]), self.lang) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._first_sentence(name)) for name in COMMANDS])

    def _first_sentence(self, name: str) -> str:
        said, dot, _ = sentence(f"help_{name}", self.lang).partition(". ")
        return said + dot.rstrip()


def _with_common(plain: click.Command, lang: str) -> click.Command:
    """A command with the options that all share, and its help in the user's language."""
    command = copy(plain)
    command.context_class = PageContext
    command.callback = _spoken(plain.callback or (lambda: None), lang)
    command.help = sentence(f"help_{plain.name}", lang)
    command.params = [
        # not map(): the package's own module of that name hides the builtin
        *(copy(parameter) for parameter in plain.params),
        click.Option(["--lang"], type=click.Choice(["ru", "en"]), help="help_lang"),
        click.Option(["-v", "--verbose"], is_flag=True, help="help_verbose"),
        click.Option(["-q", "--quiet"], is_flag=True, help="help_quiet"),
        click.Option(["--log-json"], is_flag=True, help="help_log_json"),
    ]
    for option in command.params:
        if isinstance(option, click.Option):
            option.help = sentence(option.help or f"help_{option.name}", lang)
    with_metavars(command, lang)
    return command


def _spoken(callback: Callable[..., Any], lang: str) -> Callable[..., Any]:
    """Take the common options away from a command and give it a voice instead
    (``click.Context.obj``).
    """

    def call(**options: Any) -> Any:  # noqa: ANN401 - click hands over whatever the command declares
        _, verbose, quiet, log_json = (options.pop(name, None) for name in COMMON)
        voice = Voice(lang, VERBOSE if verbose else QUIET if quiet else NORMAL, bool(log_json))
        click.get_current_context().obj = voice
        try:
            answer = callback(**options)
            # a full disk or a closed pipe shows here, while it can still be told
            sys.stdout.flush()
        except Exception as error:  # a person gets a message, never a traceback
            sys.exit(status_of(error, voice))
        return answer

    return call


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="svod")
@click.option("--lang", type=click.Choice(["ru", "en"]))
def svod(lang: str | None) -> None:
    """Reports in, data out."""


def speak(lang: str) -> None:
    """Let every help page be in a language from now on."""
    Commands.lang = Page.lang = lang
    svod.help = sentence("help_group", lang)
    svod.options_metavar = sentence("var_options", lang)
    svod.subcommand_metavar = sentence("var_command", lang)
    for option in svod.params:
        if isinstance(option, click.Option) and option.name == "lang":
            option.help = sentence("help_lang", lang)


def main() -> None:
    """The door of ``svod`` and of ``python cli.py``."""
    _prepare_streams()
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # asked to stop: clean up as after Ctrl-C
    arguments = sys.argv[1:]
    speak(language(arguments, os.environ))
    try:
        status = svod.main(arguments or ["--help"], "svod", standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        sys.exit(status_of(error, Voice(Commands.lang, as_json="--log-json" in arguments)))
    sys.exit(status if isinstance(status, int) else 0)


def _prepare_streams() -> None:
    """A program started without one of its streams («>&-») reads nothing there and writes it
    nowhere; and letters that the encoding of standard output lacks (a locale of Western Europe) are
    shown by their codes.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
