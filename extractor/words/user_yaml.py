"""YAML that people write: parsed with limits, held against a shape, refused with line and column.

Only plain texts, lists and mappings come back; a tag never makes an object. Numbers and «yes» come
back as they are written, so that «5.10» stays «5.10».
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from extractor.errors import CalledWrongly, RefusedAt, system_reason
from extractor.text import visible
from extractor.words.yaml_reasons import OTHER, reason_of

LARGEST, DEEPEST = 4_000_000, 20
MOST_NEAR, LEAST_LIKENESS = 1, 0.6  # words named for one that is not known, and how like they are
MOST_KNOWN = 16  # of more words only the first are named
PRINTED_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+|\d+/\d+)")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value", "merge")
)
NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, a number or a word like «yes»; one of ``known`` where there are any."""

    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people write it; it comes back as the text that stands there."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of things of one shape."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class MapOf:
    """Keys of one shape, any texts where nothing is said, and values of one shape."""

    value: "Shape"
    key: "Shape" = Text()


@dataclass(frozen=True, slots=True)
class Record:
    """Known keys, each with its shape; ``required`` must stand there and not be empty."""

    fields: Mapping[str, "Shape"]
    required: tuple[str, ...] = ()


Shape = Text | Number | Pattern | ListOf | MapOf | Record
WANTED = {
    Text: "yaml_no_text",
    Number: "yaml_no_number",
    Pattern: "yaml_no_pattern",
    ListOf: "yaml_no_list",
    MapOf: "yaml_no_mapping",
    Record: "yaml_no_mapping",
}


def read_user_yaml(path: Path, shape: Shape) -> Any:  # noqa: ANN401 - of the given shape
    """Return the content of a file as plain texts, lists and dictionaries; None where it is empty.

    Raises RefusedAt with line and column, CalledWrongly where the file cannot be opened.
    """
    return parsed(text_of(path), path.name, shape)


def parsed(text: str, file: str, shape: Shape) -> Any:  # noqa: ANN401 - of the given shape
    """As ``read_user_yaml``, of a text.

    >>> parsed("a: [5.10, yes]", "own.yaml", MapOf(ListOf(Text())))
    {'a': ['5.10', 'yes']}
    """
    root = composed(text, file)
    return None if root is None or root.tag == NULL else _value(root, shape, file)


def text_of(path: Path, largest: int = LARGEST) -> str:
    """Return the text of a file in UTF-8. Raises CalledWrongly for one that is too large or
    is not.
    """
    try:
        with path.open("rb") as source:
            raw = source.read(largest + 1)  # a device has no size
    except OSError as error:
        raise CalledWrongly("cannot_open", file=path.name, reason=system_reason(error)) from error
    if len(raw) > largest:
        raise CalledWrongly("yaml_too_large", file=path.name, limit=largest)
    try:
        return visible(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise RefusedAt("yaml_encoding", file=path.name, line=line, column=column) from error


def composed(text: str, file: str) -> yaml.Node | None:
    """Return the tree of nodes, with their places; None for an empty file. Raises RefusedAt."""
    try:
        _check_events(text, file)
        root: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _unparsed(error, text, file) from error
    except yaml.reader.ReaderError as error:
        line, column = _strange_sign(text)
        raise RefusedAt("yaml_sign", file=file, line=line, column=column) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = f"reason_yaml_{OTHER}"
        raise RefusedAt("rule_yaml", file=file, line=1, column=1, reason=reason) from error
    if root is not None:
        _check_nodes(root, file)
    return root


def _unparsed(error: yaml.MarkedYAMLError, text: str, file: str) -> RefusedAt:
    """Return the end of the file counts to its last line; libyaml keeps a limit of nesting of its
    own.
    """
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    last = text.rstrip("\n").count("\n") + 1
    line, column = (line, column) if line <= last else (last, len(text.splitlines()[-1]) + 1)
    if "nesting depth" in str(error.problem):
        return RefusedAt("rule_too_deep", file=file, line=line, column=column, limit=DEEPEST)
    reason = reason_of(error.context, error.problem)
    return RefusedAt("rule_yaml", file=file, line=line, column=column, reason=reason)


def _strange_sign(text: str) -> tuple[int, int]:
    """Line and column of the first sign that YAML does not allow."""
    signs = (at for at, sign in enumerate(text) if not (sign.isprintable() or sign in "\t\r\n"))
    at = next(signs, 0)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _check_events(text: str, file: str) -> None:
    """Nesting and references, before anything is built of them."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _refused("rule_alias", event, file)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _refused("rule_too_deep", event, file, limit=DEEPEST)


def _check_nodes(node: yaml.Node, file: str) -> None:
    """Tags that are ours, keys that are texts and stand once."""
    if node.tag not in PLAIN_TAGS:
        raise _refused("yaml_tag", node, file, name=str(node.tag)[:80])
    if isinstance(node, yaml.MappingNode):
        _check_keys(node, file)
        for _, value in node.value:
            _check_nodes(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check_nodes(item, file)


def _check_keys(node: yaml.MappingNode, file: str) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused("yaml_no_text", key, file)
        if key.value in seen:
            raise _refused("yaml_duplicate", key, file, name=key.value[:80])
        seen.add(key.value)


def _value(node: yaml.Node, shape: Shape, file: str) -> Any:  # noqa: ANN401 - of the given shape
    if isinstance(shape, Text) and isinstance(node, yaml.ScalarNode):
        return _text(node, shape, file)
    if isinstance(shape, Number | Pattern) and _is_of(node, shape):
        return node.value
    if isinstance(shape, ListOf) and isinstance(node, yaml.SequenceNode):
        return [_value(item, shape.item, file) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        if isinstance(shape, MapOf):
            pairs = ((_value(key, shape.key, file), value) for key, value in node.value)
            return {key: _value(value, shape.value, file) for key, value in pairs}
        if isinstance(shape, Record):
            return dict(_fields(node, shape, file))
    raise _refused(WANTED[type(shape)], node, file)


def _is_of(node: yaml.Node, shape: Number | Pattern) -> bool:
    """Return whether a node is a number, or a regular expression, as its shape wants."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    if isinstance(shape, Number):
        return PRINTED_NUMBER.fullmatch(node.value) is not None
    try:
        return bool(re.compile(node.value))
    except re.error:
        return False


def near_words(text: str, known: Collection[str]) -> str:
    """Return the words most like a text, for a message; where none is like it, all of a short list.

    >>> near_words("persn", ("person", "item")), near_words("x", ("person", "item"))
    ('person', 'person, item')
    """
    found = get_close_matches(text, known, MOST_NEAR, LEAST_LIKENESS)
    return ", ".join(found or list(known)[:MOST_KNOWN]) + (
        "" if found or len(known) <= MOST_KNOWN else ", …"
    )


def _text(node: yaml.ScalarNode, shape: Text, file: str) -> str:
    text = "" if node.tag == NULL else str(node.value)
    if shape.known and text not in shape.known:
        raise _refused(
            "rule_value", node, file, value=text[:80], known=near_words(text, shape.known)
        )
    return text


def _fields(node: yaml.MappingNode, shape: Record, file: str) -> Iterator[tuple[str, Any]]:
    found = {key.value: (key, value) for key, value in node.value}
    lacking = [name for name in shape.required if not _is_filled(found.get(name))]
    if lacking:
        raise _refused("yaml_lacks", node, file, lacking=", ".join(lacking))
    for name, (key, value) in found.items():
        if name not in shape.fields:
            known = near_words(name, shape.fields)
            raise _refused("yaml_key", key, file, name=name[:80], known=known)
        if value.tag != NULL:
            yield name, _value(value, shape.fields[name], file)


def _is_filled(pair: tuple[yaml.Node, yaml.Node] | None) -> bool:
    return pair is not None and pair[1].tag != NULL and bool(pair[1].value)


def _refused(message: str, at: yaml.Node | yaml.Event, file: str, **parts: object) -> RefusedAt:
    mark = at.start_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return RefusedAt(message, file=file, line=line, column=column, **parts)
