"""Letters as PDF too, where LibreOffice is installed."""

import shutil
from pathlib import Path

from extractor.dataset.disk import replace_file
from extractor.dataset.lock import Tell
from extractor.errors import CalledWrongly
from extractor.export.letter_files import at_letters, read_memory
from extractor.processes.libreoffice import convert, is_there
from extractor.processes.workshop import workshop

START_SECONDS, SECONDS_A_LETTER = 120, 20


def write_pdfs(folder: Path, tell: Tell | None = None) -> int:
    """Put beside each letter of a folder its PDF, where that is absent or older; gives how many.

    Raises CalledWrongly where LibreOffice is absent or does not manage, and for a folder that
    cannot be written.
    """
    if not is_there():
        raise CalledWrongly("pdf_absent")
    with at_letters(folder, tell) as unfinished:
        letters = [path for path in _letters(folder) if _is_older(path.with_suffix(".pdf"), path)]
        if letters:
            _convert(letters, unfinished)
    return len(letters)


def _letters(folder: Path) -> list[Path]:
    """The letters of all districts, as we wrote them and as somebody changed them."""
    memory = read_memory(folder)
    names = [*memory.hashes, *(f"{name}.docx" for name in memory.names.values())]
    return [folder / name for name in sorted(set(names)) if (folder / name).is_file()]


def _is_older(pdf: Path, letter: Path) -> bool:
    return not pdf.is_file() or pdf.stat().st_mtime_ns < letter.stat().st_mtime_ns


def _convert(letters: list[Path], unfinished: Path) -> None:
    with workshop() as place:
        sources = [place / f"{at}.docx" for at in range(len(letters))]
        for letter, source in zip(letters, sources, strict=True):
            shutil.copyfile(letter, source)
        try:
            made = convert(sources, "pdf", START_SECONDS + SECONDS_A_LETTER * len(sources))
        except TimeoutError as error:
            raise CalledWrongly("pdf_failed") from error
        if len(made) < len(sources):
            raise CalledWrongly("pdf_failed")
        for letter, pdf in zip(letters, made, strict=True):
            _put(pdf, unfinished / pdf.name, letter.with_suffix(".pdf"))


def _put(pdf: Path, beside: Path, place: Path) -> None:
    """Put a PDF at its place, in one step."""
    try:
        shutil.copyfile(pdf, beside)
        replace_file(beside, place)
    except OSError as error:
        raise CalledWrongly("file_not_written", path=place) from error
