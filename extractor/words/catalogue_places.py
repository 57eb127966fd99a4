"""Where each wording and each formula of a user's catalogue stands, for the messages about them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from extractor.words.user_yaml import composed, text_of

LEARNED = "learned.yaml"
FIELDS = ("says", "formula", "part_of")


class Written(NamedTuple):
    """A text of an indicator: the file, its line and column from 1, the indicator's code, which
    field it is of and the text itself."""

    file: str
    line: int
    column: int
    code: str
    field: str
    text: str


def written_texts(folder: Path) -> Iterator[Written]:
    """Yield the wordings and formulas in the files of a folder that ``vocabulary`` has taken."""
    for path in sorted(folder.glob("*.yaml")):
        if path.name != LEARNED:
            root = composed(text_of(path), path.name)
            for entry in _parts(_fields(root).get("indicators")):
                yield from _texts(_fields(entry), path.name)


def written_labels(path: Path) -> Iterator[Written]:
    """Yield the codes that labels were taught, each where it stands in ``learned.yaml``."""
    for label, node in _fields(composed(text_of(path), path.name)).items():
        mark = node.start_mark
        text = str(node.value)
        yield Written(path.name, mark.line + 1, mark.column + 1, text, label, text)


def _texts(entry: dict[str, yaml.Node], file: str) -> Iterator[Written]:
    for field in FIELDS:
        for node in _parts(entry.get(field)):
            mark, code = node.start_mark, str(entry["code"].value)
            yield Written(file, mark.line + 1, mark.column + 1, code, field, str(node.value))


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _parts(node: yaml.Node | None) -> list[yaml.Node]:
    """Return the parts of a list, a single text as a list of one."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [node] if isinstance(node, yaml.ScalarNode) and node.value else []
