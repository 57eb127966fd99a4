"""A file that a command writes for a person: the former one stays until the new one is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.dataset.disk import flush_file, replace_file
from extractor.errors import CalledWrongly


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside, of the same ending, to write to; leaving the block without an error puts the
    file in the place of ``path``. A full disk leaves nothing half-written.
    """
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        yield beside
        flush_file(beside)
        replace_file(beside, path)
    except CalledWrongly as error:  # a person knows the file by its own name
        raise CalledWrongly(error.key, **error.parts | {"path": path}) from error
    except OSError as error:
        raise OSError(error.errno, error.strerror or type(error).__name__, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
