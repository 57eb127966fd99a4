"""``datapackage.json``: the description of the data set (Frictionless Data Package v2), drawn
from the rows' records.
"""

import json
from collections.abc import Mapping
from dataclasses import Field, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import get_args

from extractor.dataset.manifest import FORMAT
from extractor.model.files import FILES, File, Reference
from extractor.model.manifest import Seal

TYPES: Mapping[object, str] = {str: "string", int: "integer", Decimal: "number"}


def package_text(seals: Mapping[str, Seal]) -> str:
    """What the files are, with the bytes and the hash of each; ``version`` is that of the format of
    data sets, its first number the one by which programs decide whether they can read it."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "svod",
        "title": "Свод: annual reports of libraries as data",
        "version": f"{FORMAT}.0.0",
        "resources": [_resource(each) | _sealed(seals, f"{each.name}.csv") for each in FILES],
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
        "fields": [_field(each) for each in fields(file.row)],
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


def _field(column: Field[object]) -> dict[str, object]:
    about: dict[str, object] = {
        "name": column.name,
        "type": type_of(column),
        "description": column.metadata["description"],
    }
    constraints = dict(column.metadata["constraints"])
    if words := words_of(column):
        constraints["enum"] = words
    if is_required(column):
        constraints["required"] = True
    return about | ({"constraints": constraints} if constraints else {})


def type_of(column: Field[object]) -> str:
    """The Frictionless type: string, integer or number."""
    return TYPES.get(_plain_type(column), "string")


def words_of(column: Field[object]) -> list[str]:
    """The words that a column allows, none where it is free."""
    kind = column.type
    return (
        [each.value for each in kind]
        if isinstance(kind, type) and issubclass(kind, StrEnum)
        else []
    )


def is_required(column: Field[object]) -> bool:
    """A text may be empty unless it says otherwise; a number only where its type allows None."""
    is_sure = column.type is not str and not isinstance(column.type, UnionType)
    return is_sure or bool(column.metadata["constraints"].get("required"))


def _plain_type(column: Field[object]) -> object:
    return get_args(column.type)[0] if isinstance(column.type, UnionType) else column.type


@cache
def columns_of(file: File) -> tuple[str, ...]:
    """The header of a file."""
    return tuple(each.name for each in fields(file.row))
