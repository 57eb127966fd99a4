"""The next version of an archive in parts: only those files are written that differ from what is
there.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractor.dataset.datapackage import parted_text
from extractor.dataset.manifest import (
    FORMAT,
    MANIFEST,
    PACKAGE,
    PARTED,
    manifest_text,
    read_manifest,
)
from extractor.dataset.parts import FOLDER, home_of, is_parted, parts_on, place_of, shelf_of
from extractor.model.manifest import Manifest, Seal

NOTHING = Manifest(FORMAT, {})


@dataclass(slots=True)
class Change:
    """What is to become of an archive: new files lie in ``folder``; ``seals`` are those of the
    files that its manifest names and that are new, ``gone`` the files to remove.
    """

    folder: Path
    seals: dict[str, Seal] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


class PartsWriter:
    """Writes into the folder of a change what differs from the archive in ``out``."""

    def __init__(self, change: Change, out: Path) -> None:
        self.change, self.out = change, out
        self.was_parted = is_parted(out)
        self.files: dict[str, dict[str, Seal]] = {}  # of the reports that were touched
        self.anew: set[str] = set()
        change.seals, change.gone = {}, []

    def begin(self, report: str) -> None:
        """Let nothing of a report stay that is not put again."""
        self.anew.add(report)
        self.files[report] = {}

    def put(self, report: str, files: Mapping[str, bytes]) -> None:
        """Put files into the part of a report."""
        known = self._known(report)
        listed = self.files.setdefault(report, dict(known.files))
        for name, content in files.items():
            listed[name] = self._written(
                f"{place_of(report)}/{name}", content, known.files.get(name)
            )

    def put_of_all(self, files: Mapping[str, bytes]) -> None:
        """Put files that speak of all reports."""
        manifest = read_manifest(self.out) if self.was_parted else None
        known = manifest.files if manifest else {}
        for name, content in files.items():
            self.change.seals[name] = self._written(name, content, known.get(name))

    def drop_of_all(self, name: str) -> None:
        """Let a file that speaks of all reports go."""
        self.change.gone.append(name)

    def finish(self) -> None:
        """Write the manifests of all parts and shelves that were touched."""
        shelves: dict[str, list[str]] = {}
        for report in sorted(self.files):
            if self._close(report):
                shelves.setdefault(shelf_of(report), []).append(report)
        for shelf, reports in shelves.items():
            self._close_shelf(shelf, reports)

    def _known(self, report: str) -> Manifest:
        if not self.was_parted or report not in parts_on(self.out, shelf_of(report)):
            return NOTHING
        return read_manifest(home_of(self.out, report)) or NOTHING

    def _close(self, report: str) -> bool:
        """Describe and seal a part; one of which nothing is left goes. Whether it has changed."""
        known, listed = self._known(report), self.files[report]
        listed.pop(PACKAGE, None)
        if listed:
            text = parted_text(listed, FORMAT)
            self.put(report, {PACKAGE: text.encode()})
        if listed == known.files:
            return False
        if listed:
            self._written(f"{place_of(report)}/{MANIFEST}", _content(Manifest(FORMAT, listed)))
        elif known.files:
            self.change.gone.append(f"{place_of(report)}/{MANIFEST}")
        left = known.files.keys() - listed.keys()
        self.change.gone.extend(f"{place_of(report)}/{name}" for name in sorted(left))
        return True

    def _close_shelf(self, shelf: str, reports: Iterable[str]) -> None:
        known = read_manifest(self.out / FOLDER / shelf) if self.was_parted else None
        listed = dict(known.files if known else {})
        for report in reports:
            name = f"{report}/{MANIFEST}"
            listed.pop(name, None)
            if self.files[report]:
                listed[name] = _seal(_content(Manifest(FORMAT, self.files[report])))
        name = f"{FOLDER}/{shelf}/{MANIFEST}"
        if listed:
            content = _content(Manifest(PARTED, listed))
            self.change.seals[name] = self._written(name, content)
        else:
            self.change.gone.append(name)

    def _written(self, name: str, content: bytes, known: Seal | None = None) -> Seal:
        """Write a file unless it is there already; gives its seal."""
        seal = _seal(content)
        if seal != known:
            place = self.change.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return seal


def _content(manifest: Manifest) -> bytes:
    return manifest_text(manifest).encode()


def _seal(content: bytes) -> Seal:
    return Seal(len(content), hashlib.sha256(content).hexdigest())
