"""Paths as users give them: an empty one (a shell variable without a value) is a mistake, not
the current folder.
"""

from os import PathLike
from pathlib import Path

import click

from extractor.errors import CalledWrongly, system_reason


class GivenPath(click.Path):
    """A path of a file or folder. Raises CalledWrongly for one that is empty."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(
        self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        if not str(value):
            raise CalledWrongly("path_empty")
        return Path(value)


class DocumentPath(GivenPath):
    """The path of one document. Raises CalledWrongly where nothing or a folder stands there; if
    it can be read is seen later.
    """

    def convert(
        self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        path = super().convert(value, param, ctx)
        try:
            there, folder = path.exists(), path.is_dir()
        except OSError as error:
            raise CalledWrongly("system_refused", path=path, reason=system_reason(error)) from error
        if not there or folder:
            raise CalledWrongly("path_is_folder" if folder else "path_missing", path=path)
        return path
