"""A file that a command writes for a person: the former one stays until the new one is whole."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extractor.dataset.disk import flush_file, replace_file
from extractor.dataset.manifest import MANIFEST, read_manifest
from extractor.errors import CalledWrongly, system_reason
from extractor.plugins import readers

WRITTEN = (".html", ".xlsx")  # endings of documents that are read and of answers that are written


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside, of the same ending, to write to; leaving the block without an error puts the
    file in the place of ``path``. A full disk leaves nothing half-written.

    Raises CalledWrongly where a file of a data set or a document of others has that name.
    """
    _refuse_other(path)
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        yield beside
        flush_file(beside)
        replace_file(beside, path)
    except CalledWrongly as error:  # a person knows the file by its own name
        raise CalledWrongly(error.key, **error.parts | {"path": path}) from error
    except OSError as error:
        raise OSError(error.errno, system_reason(error), str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


def _refuse_other(path: Path) -> None:
    if path.suffix.lower() in readers() and path.suffix.lower() not in WRITTEN and path.exists():
        raise CalledWrongly("output_document", path=path)
    for folder in path.absolute().parents:
        name = path.absolute().relative_to(folder).as_posix()
        if (folder / MANIFEST).exists() and name in (MANIFEST, *_listed(folder)):
            raise CalledWrongly("output_of_dataset", path=path, out=folder)


def _listed(folder: Path) -> tuple[str, ...]:
    """The files that the manifest of a folder names; none where it is not ours or damaged."""
    with suppress(CalledWrongly):
        manifest = read_manifest(folder)
        return tuple(manifest.files) if manifest else ()
    return ()
