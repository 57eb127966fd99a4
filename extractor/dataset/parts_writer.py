"""The next version of an archive in parts: only those files are written that differ from what is
there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractor.dataset.datapackage import parted_text
from extractor.dataset.disk import files_below, replace_file
from extractor.dataset.manifest import (
    FOLDER,
    FORMAT,
    MANIFEST,
    PACKAGE,
    PARTED,
    is_as_written,
    manifest_text,
    read_manifest,
    seal_of,
    seal_of_bytes,
)
from extractor.dataset.parts import home_of, is_parted, parts_below, parts_on, place_of, shelf_of
from extractor.errors import CalledWrongly
from extractor.model.manifest import Manifest, Seal

NOTHING = Manifest(FORMAT, {})


@dataclass(slots=True)
class Change:
    """What is to become of an archive: new files lie in ``folder``; ``seals`` are those of the
    files that its manifest names and that are new, ``gone`` the files to remove. In ``figures``
    may lie the coded figures of reports that come in, for the index.
    """

    folder: Path
    figures: Path | None = None
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
            place = f"{place_of(report)}/{name}"
            listed[name] = self._written(place, content, known.files.get(name))

    def take(self, report: str, folder: Path, seals: Mapping[str, Seal]) -> None:
        """Put files that were written into a folder beside into the part of a report."""
        known = self._known(report)
        listed = self.files.setdefault(report, dict(known.files))
        for name, seal in seals.items():
            place = f"{place_of(report)}/{name}"
            listed[name] = seal
            if seal != known.files.get(name) or not is_as_written(self.out / place, seal, True):
                (self.change.folder / place).parent.mkdir(parents=True, exist_ok=True)
                replace_file(folder / name, self.change.folder / place)

    def drop(self, report: str, name: str) -> None:
        """Let a file of the part of a report go."""
        self.files.setdefault(report, dict(self._known(report).files)).pop(name, None)

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
        try:
            return read_manifest(home_of(self.out, report)) or NOTHING
        except CalledWrongly:
            if report not in self.anew:
                raise
            return NOTHING

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
                listed[name] = seal_of_bytes(_content(Manifest(FORMAT, self.files[report])))
        name = f"{FOLDER}/{shelf}/{MANIFEST}"
        if listed:
            content = _content(Manifest(PARTED, listed))
            self.change.seals[name] = self._written(name, content)
        else:
            self.change.gone.append(name)

    def _written(self, name: str, content: bytes, known: Seal | None = None) -> Seal:
        """Write a file unless it is there already, undamaged; gives its seal."""
        seal = seal_of_bytes(content)
        if seal != known or not is_as_written(self.out / name, seal, whole=True):
            _put(self.change.folder / name, content)
        return seal


def sealed_anew(out: Path, change: Change) -> None:
    """Write the descriptions and manifests of all parts and shelves by the files that are there."""
    shelves: dict[str, dict[str, Seal]] = {}
    for part in parts_below(out):
        files = {path.relative_to(part).as_posix(): seal_of(path) for path in files_below(part)}
        kept = {name: seal for name, seal in files.items() if name not in (MANIFEST, PACKAGE)}
        package = parted_text(kept, FORMAT).encode()
        listed = _content(Manifest(FORMAT, kept | {PACKAGE: seal_of_bytes(package)}))
        name = part.relative_to(out).as_posix()
        _put(change.folder / name / PACKAGE, package)
        _put(change.folder / name / MANIFEST, listed)
        shelves.setdefault(part.parent.name, {})[f"{part.name}/{MANIFEST}"] = seal_of_bytes(listed)
    for shelf, parts in shelves.items():
        name, content = f"{FOLDER}/{shelf}/{MANIFEST}", _content(Manifest(PARTED, parts))
        _put(change.folder / name, content)
        change.seals[name] = seal_of_bytes(content)


def _put(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _content(manifest: Manifest) -> bytes:
    return manifest_text(manifest).encode()
