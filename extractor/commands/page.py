"""The help page in the user's language: what click says by itself is translated where it is
written, and examples stand below.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from extractor.commands.voice import sentence
from extractor.words import words

SECTIONS = {"Options": "options_word", "Commands": "commands_word", "Examples": "examples_word"}
HELPS = {"Show this message and exit.": "show_help", "Show the version and exit.": "show_version"}

BOUNDS = re.compile(r"x>=(?P<least>\d+)|(?P<low>\d+)<=x<=(?P<high>\d+)")


class Page(click.HelpFormatter):
    """A help page; ``lang`` is set by the door before any page is written."""

    lang = "en"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or sentence("usage_word", self.lang))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(sentence(SECTIONS[name], self.lang) if name in SECTIONS else name):
            yield

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        said = [
            (name, sentence(HELPS[told], self.lang) if told in HELPS else _told(told, self.lang))
            for name, told in rows
        ]
        super().write_dl(said, col_max, col_spacing)


class PageContext(click.Context):
    """The context of every command of ours: its help is written on a :class:`Page`."""

    formatter_class = Page

    def get_help(self) -> str:
        """The help of the command with its examples."""
        examples = words("examples").get(self.command.name, ())
        page = Page(width=self.terminal_width, max_width=self.max_content_width)
        with page.section("Examples"):
            for example in examples:
                page.write(f"{'':>{page.current_indent}}{example['run'][Page.lang]}\n")
                with page.indentation(), page.indentation():
                    page.write_text(example["does"][Page.lang])
        return f"{super().get_help()}\n\n{page.getvalue()}".rstrip()


def with_metavars(command: click.Command, lang: str) -> None:
    """Name what stands behind each option and in each argument in the user's language."""
    command.options_metavar = sentence("var_options", lang)
    for parameter in command.params:
        keys = (f"var_{parameter.name}", f"var_{parameter.type.name.partition(' ')[0]}")
        key = next((key for key in keys if key in words("messages")), None)
        is_flag = isinstance(parameter, click.Option) and parameter.is_flag
        if key is not None and not is_flag and not isinstance(parameter.type, click.Choice):
            parameter.metavar = _metavar(parameter, sentence(key, lang))


def _metavar(parameter: click.Parameter, name: str) -> str:
    """An argument that may be left out stands in brackets, one that may be repeated has dots."""
    if isinstance(parameter, click.Option):
        return name
    name = name if parameter.required else f"[{name}]"
    return f"{name}..." if parameter.nargs == -1 else name


def _told(text: str, lang: str) -> str:
    """What click adds to the help of an option, in the user's language.

    >>> _told("Порт.  [default: 8765; 0<=x<=65535]", "ru")
    'Порт.  [обычно: 8765; от 0 до 65535]'
    >>> _told("Список.  [required]", "ru"), _told("Сколько.  [x>=1]", "ru")
    ('Список.  [обязательно]', 'Сколько.  [не меньше 1]')
    """
    head, bracket, extra = text.rpartition("  [")
    if not bracket or not extra.endswith("]"):
        return text
    parts = (_extra(part, lang) for part in extra[:-1].split("; "))
    return f"{head}  [{'; '.join(parts)}]"


def _extra(part: str, lang: str) -> str:
    if part == "required":
        return sentence("extra_required", lang)
    if part.startswith("default: "):
        return sentence("extra_default", lang, value=part.removeprefix("default: "))
    bounds = BOUNDS.fullmatch(part)
    if bounds is None:
        return part
    low, high = bounds["low"], bounds["high"]
    key = "extra_from" if bounds["least"] else "extra_between"
    return sentence(key, lang, low=bounds["least"] or low, high=high)
