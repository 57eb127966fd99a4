"""``manifest.json``: every file of a data set with its bytes and SHA-256, and the format of all.

Exchanging it commits a new version (see ``install``). A data set without one was written before
there was a manifest (format 1): it is read as it was then, and nothing in it can be verified.
"""

import hashlib
import json
from collections.abc import Mapping, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from extractor.dataset.disk import files_below
from extractor.errors import CalledWrongly
from extractor.model.manifest import Manifest, Seal

MANIFEST, PACKAGE = "manifest.json", "datapackage.json"
FOLDER = "parts"  # of an archive in parts
FORMAT = 2  # of the data set: raised when an older program would misread what is written
PARTED = 3  # an archive in parts (see ``parts``): older programs must not take it for empty
FIRST = 1  # had no manifest


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of a folder, None where there is none (format 1).

    Raises CalledWrongly where it is damaged, or written by a newer program.
    """
    path = out / MANIFEST
    try:
        about = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        if format_of_package(out) > FIRST:
            raise CalledWrongly("dataset_damaged", path=path, out=archive_with(out)) from None
        return None
    return _parsed(path, (about.st_ino, about.st_mtime_ns, about.st_size))


@lru_cache(maxsize=16)
def _parsed(path: Path, stamp: tuple[int, ...]) -> Manifest:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        form, listed = int(content["format"]), dict(content["files"])
        files = {
            name: Seal(int(each["bytes"]), _digest(each["hash"])) for name, each in listed.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CalledWrongly("dataset_damaged", path=path, out=archive_with(path.parent)) from error
    refuse_newer(form, path)
    return Manifest(form, files)


def archive_with(folder: Path) -> Path:
    """The archive of which a folder is a part or a shelf, by its place; else the folder itself."""
    shelf = next((each for each in (folder, folder.parent) if each.parent.name == FOLDER), None)
    archive = shelf.parent.parent if shelf else folder
    return archive if (archive / MANIFEST).exists() else folder


def is_of(manifest: Manifest, ours: Set[str]) -> bool:
    """Whether a manifest is of what has files of these names: a data set and a site both have
    one.
    """
    return not manifest.files or any(name.partition("/")[0] in ours for name in manifest.files)


def _digest(hashed: str) -> str:
    return hashed.removeprefix("sha256:")


def refuse_newer(form: int, path: Path) -> None:
    if form > PARTED:
        raise CalledWrongly("dataset_newer", path=path.parent, format=form, known=PARTED)


def format_of_package(out: Path) -> int:
    """The format that ``datapackage.json`` carries as its version: 1 where it says none.

    Raises CalledWrongly where it is newer than ours.
    """
    path = out / PACKAGE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        form = int(str(content.get("version", FIRST)).partition(".")[0])
    except (OSError, ValueError, AttributeError, RecursionError):
        return FIRST
    refuse_newer(form, path)
    return form


def manifest_text(manifest: Manifest) -> str:
    """The file: a line a file, in order."""
    files = {
        name: {"bytes": seal.bytes, "hash": f"sha256:{seal.sha256}"}
        for name, seal in sorted(manifest.files.items())
    }
    lines = ",\n".join(
        f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(each)}"
        for name, each in files.items()
    )
    return f'{{"format": {manifest.format}, "files": {{\n{lines}\n}}}}\n'


def seal_of(path: Path) -> Seal:
    """The seal of a file as it is now."""
    with path.open("rb") as file:
        return Seal(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def seal_of_bytes(content: bytes) -> Seal:
    """The seal of a file of this content."""
    return Seal(len(content), hashlib.sha256(content).hexdigest())


def seals_of(folder: Path, out: Path, known: Manifest | None) -> dict[str, Seal]:
    """Seals of all files below a folder by their paths in it. A file that is a second name of one
    in ``out`` keeps the seal that ``known`` has of it, and so does damage stay visible."""
    seals: dict[str, Seal] = {}
    for path in files_below(folder):
        name = path.relative_to(folder).as_posix()
        seal = known.files.get(name) if known else None
        is_same = seal is not None and (out / name).is_file() and path.samefile(out / name)
        seals[name] = seal if seal is not None and is_same else seal_of(path)
    return seals


def verify(out: Path, name: str, whole: bool = False) -> None:
    """Hold a file against the manifest: its bytes, and with ``whole`` its SHA-256.

    Raises CalledWrongly where it is missing or not as it was written.
    """
    manifest = read_manifest(out)
    seal = manifest.files.get(name) if manifest else None
    if seal is not None and not is_as_written(out / name, seal, whole):
        raise CalledWrongly("dataset_damaged", path=out / name, out=archive_with(out))


def is_of_length(out: Path, name: str) -> bool:
    """Whether a file has the bytes that the manifest says, or the manifest does not say."""
    manifest = read_manifest(out)
    seal = manifest.files.get(name) if manifest else None
    return seal is None or is_as_written(out / name, seal, whole=False)


def is_as_written(path: Path, seal: Seal, whole: bool) -> bool:
    """Whether a file has the bytes of its seal, and with ``whole`` their SHA-256."""
    if not path.is_file() or path.stat().st_size != seal.bytes:
        return False
    return not whole or seal_of(path) == seal


def read_json(out: Path, name: str, as_type: Any = Any) -> Any:  # noqa: ANN401
    """What a JSON file holds, as a value of ``as_type``; None where there is no such file. Raises
    CalledWrongly where it is missing or not as it was written, and in a data set without a manifest
    where it is cut short."""
    path = out / name
    manifest = read_manifest(out)
    seal = manifest.files.get(name) if manifest else None
    if seal is None and not path.is_file():
        return None
    try:
        content = path.read_bytes()
        if seal is not None and seal != seal_of_bytes(content):
            raise ValueError(name)
        return msgspec.json.decode(content, type=as_type)
    except (FileNotFoundError, ValueError, RecursionError) as error:
        raise CalledWrongly("dataset_damaged", path=path, out=archive_with(out)) from error


def joined(manifest: Manifest | None, seals: Mapping[str, Seal]) -> Manifest:
    """A manifest with some files anew. One of a data set of format 1 stays of that format: only a
    command that writes all files brings it to ours."""
    return Manifest(
        manifest.format if manifest else FIRST, {**(manifest.files if manifest else {}), **seals}
    )
