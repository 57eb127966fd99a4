"""The help page in the user's language: what click says by itself is translated where it is
written.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from extractor.commands.voice import sentence

SECTIONS = {"Options": "options_word", "Commands": "commands_word"}
HELPS = {"Show this message and exit.": "show_help", "Show the version and exit.": "show_version"}


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
            (name, sentence(HELPS[told], self.lang) if told in HELPS else told)
            for name, told in rows
        ]
        super().write_dl(said, col_max, col_spacing)


class PageContext(click.Context):
    """The context of every command of ours: its help is written on a :class:`Page`."""

    formatter_class = Page
