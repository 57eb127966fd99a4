"""``svod doctor``: which optional parts are present and what each is for; ``svod doctor OUT``: what
is wrong with a data set and how it is mended.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from extractor.commands.paths import GivenPath
from extractor.commands.turn import turn
from extractor.commands.voice import Voice, sentence
from extractor.dataset.damage import Damage, accept, damages_of
from extractor.errors import CalledWrongly

SECONDS = 10
NEEDS_A_PERSON = 1


def _libreoffice() -> bool:
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))


def _tesseract() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        asked = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False
        )
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
@click.argument("out", required=False, type=GivenPath())
@click.option("--accept", "accepted", is_flag=True, help="help_accept")
@click.pass_context
def doctor(context: click.Context, out: Path | None, accepted: bool) -> None:
    """Name the optional parts that are present and those that are not, or verify a data set."""
    voice: Voice = context.obj
    if out is not None:
        _verify(out, accepted, voice)
        return
    if accepted:
        raise CalledWrongly("accept_needs")
    for name, is_present, install in PARTS:
        key = "doctor_present" if is_present() else "doctor_absent"
        click.echo(
            sentence(
                key,
                voice.lang,
                name=name,
                purpose=sentence(f"doctor_{name}", voice.lang),
                install=install,
            )
        )


def _verify(out: Path, accepted: bool, voice: Voice) -> None:
    """Print what is wrong with a data set, a line a file, and below how to mend it."""
    with turn(out, "doctor", voice):
        found = (accept if accepted else damages_of)(out)
    for damage in found:
        click.echo(
            sentence(
                f"damage_{damage.what}", voice.lang, path=out / damage.file, detail=damage.detail
            )
        )
    for line in dict.fromkeys(_advice(found, out, voice.lang)):
        click.echo(line)
    if found:
        sys.exit(NEEDS_A_PERSON)
    voice.say("doctor_accepted" if accepted else "doctor_sound", path=out)


def _advice(found: Sequence[Damage], out: Path, lang: str) -> Iterator[str]:
    """What to do, in the order in which it helps: once all reports are read again, nothing else is
    left to do but the check. What people decided comes before all."""
    for damage in found:
        if damage.mend == "copy":
            yield sentence("mend_copy", lang, out=out, path=out / damage.file)
    if any(damage.mend == "fresh" for damage in found):
        yield sentence("mend_fresh", lang, out=out)
        yield sentence("mend_accept", lang, out=out)
        return
    files = " ".join(
        dict.fromkeys(f"«{damage.source or '?'}»" for damage in found if damage.mend == "document")
    )
    for damage in found:
        if damage.mend != "copy":
            place = out / damage.file
            yield sentence(f"mend_{damage.mend}", lang, out=out, files=files, path=place)
