"""JSON Schemas of what is published and of the nouns behind it, made by pydantic from the records
themselves.

``python -m extractor.dataset.schemas schemas/`` writes them, a file each.
"""

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extractor.errors import CalledWrongly
from extractor.model import (
    Chart,
    Document,
    Library,
    Mention,
    Observation,
    Outline,
    Paragraph,
    Place,
    Report,
    Section,
    Table,
)
from extractor.model.files import FILES, File
from extractor.model.published import PublishedDocument, PublishedTable

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SUFFIX = ".schema.json"
NOUNS = (
    Chart,
    Document,
    Library,
    Mention,
    Observation,
    Outline,
    Paragraph,
    Place,
    Report,
    Section,
    Table,
)

# Name of the schema → the type it describes: documents/REPORT.json, the answer of ``svod tables``,
# rows of the CSV files
# under their plural names, and the nouns of which they are made under their singular ones.
SCHEMAS: dict[str, Any] = {
    "documents": PublishedDocument,
    "svod-tables": list[PublishedTable],
    **{file.name: file.row for file in FILES},
    **{each.__name__.lower(): each for each in NOUNS},
}


def schema_text(name: str) -> str:
    """The JSON Schema of that name (draft 2020-12) as text. Raises CalledWrongly for a name that
    is not known.
    """
    if name not in SCHEMAS:
        raise CalledWrongly("schema_unknown", name=name, known=", ".join(SCHEMAS))
    made = TypeAdapter(SCHEMAS[name]).json_schema(mode="serialization")
    for file in FILES:
        if file.name == name:
            _constrain(made["properties"], file)
    schema = _unwrapped({"$schema": DIALECT, **made})
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _unwrapped(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Join the lines of descriptions, which are wrapped docstrings, and drop their samples."""
    if isinstance(schema, list):
        return [_unwrapped(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    described = schema.get("description")
    text = {"description": _description(described)} if isinstance(described, str) else {}
    return {key: _unwrapped(value) for key, value in schema.items()} | text


def _description(docstring: str) -> str:
    """The paragraphs of a docstring, each on one line, without its doctest."""
    prose = docstring.partition(">>>")[0].strip()
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in prose.split("\n\n"))


def _constrain(properties: dict[str, dict[str, Any]], file: File) -> None:
    """Limits and patterns of the columns, which pydantic does not look for in plain dataclasses."""
    for each in fields(file.row):
        constraints = dict(each.metadata["constraints"])
        if constraints.pop("required", False):
            constraints["minLength"] = 1
        properties[each.name] |= constraints


def write_schemas(folder: Path) -> None:
    """Write every schema as ``NAME.schema.json`` and remove those of names that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(f"*{SUFFIX}"):
        if path.name.removesuffix(SUFFIX) not in SCHEMAS:
            path.unlink()
    for name in SCHEMAS:
        (folder / f"{name}{SUFFIX}").write_text(schema_text(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "schemas"))
