"""Which pages of an earlier site can stay: those whose sources are the same bytes."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from extractor.dataset.earlier import carry
from extractor.dataset.manifest import read_manifest, seal_of
from extractor.errors import CalledWrongly
from extractor.model.manifest import Manifest

MADE = "pages.json"
ROOMS = ("extractor.export.pages", "extractor.export.site", "extractor.words")


class Made:
    """The pages of a new site in ``new``: taken over from the earlier one in ``old`` where nothing
    that they are made of has changed.
    """

    def __init__(self, old: Path, new: Path, lang: str) -> None:
        self.old, self.new, self.lang = old, new, lang
        self.earlier = _read(old / MADE)
        self.manifest = _manifest_of(old)
        self.prints: dict[str, str] = {}

    def stays(self, name: str, sources: Iterable[bytes]) -> bool:
        """Take a page over where its sources are those of the earlier site; answers whether it was.

        ``sources`` are all bytes that the page is made of but for the program's own.
        """
        print_ = _print_of((program_print().encode(), self.lang.encode(), *sources))
        self.prints[name] = print_
        if self.earlier.get(name) != print_ or not self._is_as_written(name):
            return False
        self._carry(name)
        return True

    def keep(self, folder: str) -> None:
        """Take over all files of the earlier site whose names begin so."""
        for name, print_ in self.earlier.items():
            if name.startswith(folder) and self._is_as_written(name):
                self.prints[name] = print_
                self._carry(name)

    def forget(self, name: str) -> None:
        """Forget a file that could not be made: it is tried again for the next site."""
        self.prints.pop(name, None)

    def _carry(self, name: str) -> None:
        target = self.new / name
        target.parent.mkdir(parents=True, exist_ok=True)
        carry(self.old / name, target)

    def _is_as_written(self, name: str) -> bool:
        """Whether a page of the earlier site is there, and is what was written."""
        manifest = self.manifest
        path = self.old / name
        return manifest is not None and path.is_file() and seal_of(path) == manifest.files.get(name)

    def put(self, name: str, text: str) -> None:
        """Write a page."""
        path = self.new / name
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")

    def put_bytes(self, name: str, content: bytes) -> None:
        """Write a picture."""
        path = self.new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def close(self) -> None:
        """Keep what the pages were made of for the next site."""
        self.put(MADE, msgspec.json.encode(self.prints).decode())


def _read(path: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, ValueError):
        return {}


def _manifest_of(old: Path) -> Manifest | None:
    try:
        return read_manifest(old)
    except CalledWrongly:
        return None


def _print_of(sources: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for source in sources:
        found.update(len(source).to_bytes(8, "big"))
        found.update(source)
    return found.hexdigest()


@cache
def program_print() -> str:
    """What changes whenever the program would make other pages of the same data set."""
    sources = (
        entry
        for room in ROOMS
        for entry in sorted(files(room).iterdir(), key=lambda entry: entry.name)
        if entry.is_file()
    )
    return _print_of(entry.read_bytes() for entry in sources)
