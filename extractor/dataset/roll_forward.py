"""The commit of a new version by its manifest, and recovery from a kill at any moment.

See ``install`` for the two ways. All of this is done by who holds the lock of the folder.
"""

import json
import re
from contextlib import suppress
from pathlib import Path

from extractor.dataset.disk import (
    files_below,
    flush_file,
    flush_folder,
    flush_tree,
    is_within,
    remove,
    replace_file,
)
from extractor.dataset.earlier import carry
from extractor.dataset.manifest import MANIFEST, manifest_text
from extractor.errors import CalledWrongly, system_reason
from extractor.model.manifest import Manifest

STAGED, GONE, NEXT = ".svod-new", ".gone.json", ".next.json"
# What killed commands leave in OUT: ours, and those of versions before there was a manifest.
LITTER = re.compile(
    r"\.[\w.]+\.new|\.(archive\.sqlite|findings\.csv|findings\.json|explanations\.yaml|learned\.yaml)\.\d+"
    r"|\.site(\.svod-new|\.svod-\d+)"
)
EARLIER = re.compile(
    r"\.svod-\d+"
)  # where those versions wrote a new one: its end, after OUT's name


def beside(out: Path) -> Path:
    """The folder in which a version is made that is to be exchanged with ``out``."""
    return out.parent / f".{out.name}{STAGED}"


def roll(staged: Path, out: Path, manifest: Manifest, gone: list[str]) -> None:
    """Commit the files in ``staged``, a folder in ``out``, then move them into their places and
    remove those in ``gone``."""
    (staged / GONE).write_text(json.dumps(gone), encoding="utf-8")
    flush_tree(staged)
    (staged / MANIFEST).write_text(manifest_text(manifest), encoding="utf-8", newline="\n")
    flush_file(staged / MANIFEST)  # last: it says that all the others are on the disk
    carry(staged / MANIFEST, staged / NEXT)
    flush_file(staged / NEXT)
    flush_folder(staged)
    flush_folder(out)
    replace_file(staged / NEXT, out / MANIFEST)  # the commit
    flush_folder(out)
    recover(out)


def recover(out: Path) -> None:
    """Finish or forget what a killed command left in or beside ``out``.

    Raises CalledWrongly where a file cannot be put into its place since a program has it open.
    """
    with suppress(OSError):  # the parent is not ours to change, or the name would be too long
        remove(beside(out))
    _recover_earlier(out)
    if (out / STAGED).is_dir():
        _recover_staged(out / STAGED, out)
    for entry in list(out.iterdir()):
        if LITTER.fullmatch(entry.name):
            remove(entry)


def _recover_staged(staged: Path, out: Path) -> None:
    if not staged.is_symlink() and _is_committed(staged, out):
        try:
            _move(staged, out)
        except OSError as error:
            path = error.filename2 or error.filename or out
            raise CalledWrongly("file_in_use", path=path, reason=system_reason(error)) from error
        (staged / MANIFEST).unlink(missing_ok=True)  # from here on it is nothing but litter
    remove(staged)


def _is_committed(staged: Path, out: Path) -> bool:
    """Whether the manifest in force is that of the staged version; it was written last there."""
    try:
        return (staged / MANIFEST).read_bytes() == (out / MANIFEST).read_bytes()
    except OSError:
        return False


def _move(staged: Path, out: Path) -> None:
    touched = {out}
    for path in files_below(staged):
        name = path.relative_to(staged)
        if str(name) not in (MANIFEST, NEXT, GONE) and is_within(out / name, out):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, out / name)
            touched.add((out / name).parent)
    for path in map(out.joinpath, _gone(staged)):
        if is_within(path, out):
            remove(path)
            touched.add(path.parent)
    for folder in sorted(touched, reverse=True):  # the inner ones first: they may become empty
        _close(folder, out)


def _gone(staged: Path) -> list[str]:
    """Return the names of the files to remove; none where the list is damaged: they are orphans
    then, which the doctor names.
    """
    try:
        names = json.loads((staged / GONE).read_text(encoding="utf-8"))
        return [name for name in names if isinstance(name, str)]
    except (OSError, ValueError, TypeError, RecursionError):
        return []


def _close(folder: Path, out: Path) -> None:
    """Flush a folder, or remove it where nothing is left in it."""
    if folder != out:
        with suppress(OSError):
            folder.rmdir()
    if folder.is_dir():
        flush_folder(folder)


def _recover_earlier(out: Path) -> None:
    """Where a version before there was a manifest died between two renames, put the entries that it
    had set aside back; its folders go."""
    places = [(out, ""), (out.parent, f".{out.name}")]
    for folder, start in places:
        with suppress(PermissionError):
            for entry in list(folder.iterdir()):
                end = entry.name.removeprefix(start)
                if entry.name.startswith(start) and EARLIER.fullmatch(end):
                    _put_back(entry, out)
                    remove(entry)


def _put_back(workshop: Path, out: Path) -> None:
    if not (workshop / "old").is_dir() or not (workshop / "added").is_file():
        return  # nothing was set aside, or all of it is back and only the folder is left to go
    for name in (workshop / "added").read_text(encoding="utf-8").splitlines():
        if is_within(out / name, out):
            remove(out / name)
    for entry in sorted((workshop / "old").iterdir()):
        remove(out / entry.name)
        replace_file(entry, out / entry.name)
