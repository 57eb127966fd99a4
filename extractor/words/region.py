"""``region.yaml``: read, held against its shape, refused with line and column."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractor.errors import CalledWrongly
from extractor.model.region import DistrictContact, Region
from extractor.words.user_yaml import ListOf, Record, Text, read_user_yaml

NAME = "region.yaml"
SHAPE = Record(
    {
        "institution": Text(),
        "signature": Text(),
        "deadline": Text(),
        "language": Text(("ru", "en")),
        "districts": ListOf(
            Record({"name": Text(), "addressee": Text(), "formerly": Text()}, ("name",))
        ),
        "libraries": Text(),
        "catalogue": Text(),
        "rules": ListOf(Text()),
        "template": Text(),
        "decisions": Text(),
    }
)


def region_of(out: Path, named: Path | None = None) -> Region:
    """Return the settings for a data set: of the file that is named, else of ``region.yaml`` beside
    it.

    Raises RefusedAt with line and column, CalledWrongly for a named file that there is not.
    """
    path = named or out.resolve().parent / NAME
    if not path.is_file():
        if named is not None:
            raise CalledWrongly("path_missing", path=named)
        return Region()
    return _region(read_user_yaml(path, SHAPE) or {}, path.resolve().parent)


def _region(said: Mapping[str, Any], folder: Path) -> Region:
    def path(name: str) -> Path | None:
        return folder / said[name] if said.get(name) else None

    return Region(
        institution=said.get("institution", ""),
        signature=said.get("signature", ""),
        deadline=said.get("deadline", ""),
        language=said.get("language", ""),
        districts=tuple(DistrictContact(**district) for district in said.get("districts", ())),
        libraries=path("libraries"),
        catalogue=path("catalogue"),
        rules=tuple(folder / rule for rule in said.get("rules", ())),
        template=path("template"),
        decisions=path("decisions"),
    )
