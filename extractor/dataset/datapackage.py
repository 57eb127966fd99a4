"""``datapackage.json``: the description of the data set (Frictionless Data Package v2), drawn
from the rows' records.
"""

import json
from collections.abc import Iterable, Mapping

from extractor.dataset.columns import Column, columns_of
from extractor.dataset.manifest import FORMAT, PARTED
from extractor.model.files import FILES, File, Reference
from extractor.model.manifest import Seal


def package_text(seals: Mapping[str, Seal]) -> str:
    """What the files are, with the bytes and the hash of each; ``version`` is that of the format of
    data sets, its first number the one by which programs decide whether they can read it."""
    return _text(seals, FILES, FORMAT)


def parted_text(seals: Mapping[str, Seal], form: int = PARTED) -> str:
    """The same of an archive in parts, or of a part: only the files that are there."""
    return _text(seals, [file for file in FILES if f"{file.name}.csv" in seals], form)


def _text(seals: Mapping[str, Seal], files: Iterable[File], form: int) -> str:
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "svod",
        "title": "Свод: annual reports of libraries as data",
        "version": f"{form}.0.0",
        "resources": [_resource(each) | _sealed(seals, f"{each.name}.csv") for each in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _sealed(seals: Mapping[str, Seal], path: str) -> dict[str, object]:
    seal = seals.get(path)
    return {"bytes": seal.bytes, "hash": f"sha256:{seal.sha256}"} if seal else {}


def _resource(file: File) -> dict[str, object]:
    return {
        "name": file.name,
        "type": "table",
        "path": f"{file.name}.csv",
        "title": " ".join((file.row.__doc__ or "").split()).rstrip("."),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": _schema(file),
    }


def _schema(file: File) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in columns_of(file)],
        "missingValues": [""],
    }
    if file.key:
        schema["primaryKey"] = list(file.key)
    if file.links:
        schema["foreignKeys"] = [_foreign_key(each) for each in file.links]
    return schema


def _foreign_key(link: Reference) -> dict[str, object]:
    return {
        "fields": list(link.columns),
        "reference": {"resource": link.target, "fields": list(link.columns)},
    }


def _field(column: Column) -> dict[str, object]:
    about: dict[str, object] = {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
    }
    constraints = dict(column.constraints)
    if column.words:
        constraints["enum"] = list(column.words)
    if column.required:
        constraints["required"] = True
    return about | ({"constraints": constraints} if constraints else {})
