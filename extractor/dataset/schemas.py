"""JSON Schemas of what is published and of the nouns behind it, drawn from the records themselves.

``python -m extractor.dataset.schemas schemas/`` writes them, a file each.
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from extractor.dataset.columns import published_type, row_type
from extractor.dataset.earlier import BY_NAME
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
from extractor.model.files import File
from extractor.model.published import PublishedDocument, PublishedTable

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SUFFIX = ".schema.json"
REFERENCES = "#/$defs/{name}"
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
# and under their singular names the nouns of which they are made. Rows of the CSV files have
# schemas under their plural names.
PUBLISHED: dict[str, Any] = {"documents": PublishedDocument, "svod-tables": list[PublishedTable]}
SHAPES: dict[str, Any] = PUBLISHED | {noun.__name__.lower(): noun for noun in NOUNS}
SCHEMAS = tuple(dict.fromkeys((*PUBLISHED, *BY_NAME, *SHAPES)))


def schema_text(name: str) -> str:
    """The JSON Schema of that name (draft 2020-12) as text. Raises CalledWrongly for a name that
    is not known.
    """
    if name not in SCHEMAS:
        raise CalledWrongly("schema_unknown", name=name, known=", ".join(SCHEMAS))
    made = _row_schema(BY_NAME[name]) if name in BY_NAME else _shape_schema(SHAPES[name])
    schema = _unwrapped({"$schema": DIALECT, **made})
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _shape_schema(shape: Any) -> dict[str, Any]:  # noqa: ANN401 - any type
    published = published_type(BY_NAME["observations"], "PublishedObservation", without={"report"})
    (root, observation), parts = msgspec.json.schema_components(
        (shape, published), ref_template=REFERENCES
    )
    if PublishedDocument.__name__ in parts:
        properties = parts[PublishedDocument.__name__]["properties"]
        properties["observations"] = {"type": "array", "items": observation}
    else:
        del parts[published.__name__]
    return _rooted(root, parts)


def _row_schema(file: File) -> dict[str, Any]:
    """A row as its cells hold it: lists joined, numbers with a fraction as text."""
    (root,), parts = msgspec.json.schema_components((row_type(file),), ref_template=REFERENCES)
    return _rooted(root, parts)


def _rooted(root: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """The schema of the root itself, and of the parts to which it refers."""
    body = parts.pop(root["$ref"].rpartition("/")[2]) if "$ref" in root else root
    return {**body, "$defs": parts} if parts else body


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
