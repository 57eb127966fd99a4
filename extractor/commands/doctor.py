"""``svod doctor``: which optional parts are present and what each is for."""

import shutil
import subprocess
from importlib.util import find_spec

import click

from extractor.commands.voice import Voice, sentence

SECONDS = 10


def _libreoffice() -> bool:
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))


def _tesseract() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        asked = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "rus" in (asked.stdout + asked.stderr).split()


def _spacy_model() -> bool:
    return any(find_spec(f"ru_core_news_{size}") is not None for size in ("sm", "md", "lg"))


def _cluster() -> bool:
    return find_spec("distributed") is not None


# Name of the part, how it is found, how it is installed.
PARTS = (
    ("libreoffice", _libreoffice, "apt-get install libreoffice-writer"),
    ("tesseract", _tesseract, "apt-get install tesseract-ocr tesseract-ocr-rus"),
    ("spacy_model", _spacy_model, "python -m spacy download ru_core_news_sm"),
    ("cluster", _cluster, "pip install 'dask[distributed]'"),
)


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Name the optional parts that are present and those that are not."""
    voice: Voice = context.obj
    for name, is_present, install in PARTS:
        key = "doctor_present" if is_present() else "doctor_absent"
        click.echo(sentence(key, voice.lang, name=name, purpose=sentence(f"doctor_{name}", voice.lang), install=install))
