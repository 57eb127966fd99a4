"""What a call and ``region.yaml`` say together: catalogue, rules, where decisions are kept."""

from pathlib import Path
from typing import NamedTuple

from extractor.commands.catalogue import vetted_vocabulary
from extractor.commands.voice import Voice
from extractor.decisions.store import Store
from extractor.decisions.taken_over import take_over_answers, take_over_labels
from extractor.model import Vocabulary
from extractor.model.region import Region
from extractor.words.region import region_of

LOG = "decisions.csv"


class Settings(NamedTuple):
    """The settings of one call; what is named in the call stands above ``region.yaml``."""

    region: Region
    catalogue: Path | None
    known: Vocabulary
    store: Store


def settings_of(out: Path, region: Path | None = None, catalogue: Path | None = None) -> Settings:
    """Read the settings for a data set. Raises CalledWrongly for a file that cannot be read."""
    said = region_of(out, region)
    folder = catalogue or said.catalogue
    known = vetted_vocabulary(folder)
    shared = said.decisions or (folder / LOG if folder is not None else None)
    return Settings(said, folder, known, Store(out, shared, frozenset(known.indicators)))


def take_over(settings: Settings, voice: Voice) -> None:
    """Move what earlier versions kept elsewhere into the logs of decisions, and say so."""
    store, folder = settings.store, settings.catalogue
    answers = take_over_answers(store) if store.out.is_dir() else 0
    if answers:
        voice.say("answers_taken_over", count=answers, file=store.out / LOG)
    if folder is not None and store.shared is not None:
        labels = take_over_labels(folder, store.shared, store.codes)
        if labels:
            voice.say("labels_taken_over", count=labels, file=store.shared)
