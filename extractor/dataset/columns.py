"""The columns of every file of the data set, drawn from its record: the one place that knows how a
field is written into a cell, read back from it, and described.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Meta, Struct, defstruct
from msgspec.structs import fields, replace

from extractor.model.column import PAIRS
from extractor.model.files import File
from extractor.model.place import Place
from extractor.number_text import plain_text

Row = tuple[object, ...]
Pairs = tuple[tuple[str, str], ...]
NUMBERS: Mapping[object, str] = {int: "integer", Decimal: "number"}


class Column(Struct, frozen=True):
    """One column. ``field`` is that of the record, whose name a word of Python may forbid to be
    ``name``; ``kind`` is the Frictionless type: string, integer or number; ``words`` are all
    that it may hold, none where it is free; ``listed`` is the type of a list, None for others.
    ``ahead`` and ``behind`` are the fields of the record that a column of pairs keeps before and
    after its own. ``write`` makes the cell of a value, ``read`` the value of a cell, ``shape`` the
    JSON of a value; None where the value is that already.
    """

    name: str
    field: str
    kind: str
    description: str
    constraints: Mapping[str, Any]
    words: tuple[str, ...]
    required: bool
    listed: Any
    write: Callable[[Any], object] | None
    read: Callable[[str], Any] | None
    shape: Callable[[Any], object] | None
    ahead: tuple["Column", ...] = ()
    behind: tuple["Column", ...] = ()


class Form(NamedTuple):
    """How values of one type are written, read and put into JSON."""

    write: Callable[[Any], object] | None
    read: Callable[[str], Any] | None
    shape: Callable[[Any], object] | None


@cache
def columns_of(file: File) -> tuple[Column, ...]:
    """The columns of a file, in order."""
    hints = get_type_hints(file.row, include_extras=True)
    names = file.row.__struct_fields__
    printed = dict(zip(names, file.row.__struct_encode_fields__, strict=True))
    kept_in = {name: _kept_in(hints[name]) for name in names}
    columns = []
    for at, name in enumerate(names):
        if not kept_in[name]:
            ahead, behind = (
                tuple(_column(inner, hints[inner]) for inner in side if kept_in[inner] == name)
                for side in (names[:at], names[at:])
            )
            column = replace(_column(name, hints[name]), name=printed[name])
            columns.append(replace(column, ahead=ahead, behind=behind))
    return tuple(columns)


def _kept_in(hint: object) -> str:
    """The column of pairs that keeps a field; empty for a field that is a column itself."""
    about = get_args(hint)[1] if get_origin(hint) is Annotated else Meta()
    return str((about.extra or {}).get("inside", ""))


@cache
def header_of(file: File) -> tuple[str, ...]:
    """The names of the columns of a file, in order."""
    return tuple(column.name for column in columns_of(file))


def _column(name: str, hint: object) -> Column:
    kind, about = get_args(hint) if get_origin(hint) is Annotated else (hint, Meta())
    extra = about.extra or {}
    constraints = dict(extra.get("constraints", {}))
    is_optional = isinstance(kind, UnionType)
    plain = get_args(kind)[0] if is_optional else kind
    words = tuple(word.value for word in plain) if _is_enum(plain) else ()
    never_empty = plain in NUMBERS or bool(words)
    required = (never_empty and not is_optional) or constraints.pop("required", False)
    form = _form(plain, extra.get("joined", ""), is_optional)
    description = about.description or ""
    frictionless = NUMBERS.get(plain, "string")
    listed = plain if get_origin(plain) is tuple else None
    return Column(
        name, name, frictionless, description, constraints, words, required, listed, *form
    )


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _form(kind: Any, joined: str, is_optional: bool) -> Form:  # noqa: ANN401 - any type
    if kind is int:
        return Form(None, _integer if is_optional else int, None)
    if kind is Decimal:
        return Form(plain_text, _decimal, plain_text)
    if kind is Place:
        return Form(str, Place.parse, str)
    if _is_enum(kind):
        return Form(_word, _reader_of_words(kind, is_optional), _word)
    if _is_pairs(kind):
        return Form(_pairs_text, _pairs, None)
    if joined:
        return Form(joined.join, lambda text: tuple(text.split(joined)) if text else (), None)
    return Form(None, None, None)


def _reader_of_words(kind: type[StrEnum], is_optional: bool) -> Callable[[str], StrEnum | None]:
    """What makes a member of an enumeration of a text; an unknown one raises ValueError."""
    known: dict[str, StrEnum | None] = {member.value: member for member in kind}
    if is_optional:
        known[""] = None

    def read(text: str) -> StrEnum | None:
        return known[text] if text in known else kind(text)

    return read


def _word(value: StrEnum | None) -> str | None:
    return None if value is None else str(value)


def _is_pairs(kind: object) -> bool:
    parts = get_args(kind)
    return bool(parts) and get_origin(parts[0]) is tuple


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _pairs_text(pairs: Pairs) -> str:
    return PAIRS.join([f"{name}={value.replace(PAIRS, '%3B')}" for name, value in pairs])


def _pairs(text: str) -> Pairs:
    parts = (part.partition("=") for part in text.split(PAIRS)) if text else ()
    return tuple((name, value.replace("%3B", PAIRS)) for name, _, value in parts)


def _pairs_of(column: Column) -> Callable[[Struct], Pairs]:
    """Return what makes all pairs of a record's cell: its fields that the column keeps, and its
    own; a field that is None or empty makes none.
    """
    own_of = attrgetter(column.name)

    def made(record: Struct) -> Pairs:
        ahead, behind = (_stated(record, side) for side in (column.ahead, column.behind))
        return (*ahead, *own_of(record), *behind)

    return made


def _stated(record: Struct, inner: Sequence[Column]) -> Iterator[tuple[str, str]]:
    for column in inner:
        value = getattr(record, column.name)
        if value is not None and value != "":
            yield column.name, str(value)


def taken(column: Column, pairs: Pairs) -> tuple[dict[str, Any], Pairs]:
    """The fields that pairs of a column hold, and the other pairs. A pair whose text the field of
    its name cannot hold stays one of the others.
    """
    inner = {each.name: each.read or str for each in (*column.ahead, *column.behind)}
    found: dict[str, Any] = {}
    others = []
    for name, text in pairs:
        try:
            found[name] = inner.pop(name)(text)
        except (KeyError, ValueError):
            others.append((name, text))
    return found, tuple(others)


def row_type(file: File) -> type[Struct]:
    """The row of a file as its cells hold it, as a type: numbers with a fraction are text."""
    described = [(each.name, _described(each, _cell_type(each))) for each in columns_of(file)]
    return defstruct(file.row.__name__, described, namespace={"__doc__": file.row.__doc__})


def published_type(file: File, name: str, without: Set[str]) -> type[Struct]:
    """The JSON object that :func:`shape_of` makes of a record, as a type."""
    columns = [column for column in columns_of(file) if column.name not in without]
    described = [(each.name, _described(each, _json_type(each))) for each in columns]
    return defstruct(name, described, namespace={"__doc__": file.row.__doc__})


def _described(column: Column, kind: Any) -> Any:  # noqa: ANN401 - any type
    return Annotated[kind, Meta(description=column.description)]


def _cell_type(column: Column) -> Any:  # noqa: ANN401 - any type
    """The type of a cell with its limits."""
    limits = column.constraints
    kind: Any
    if column.words:
        kind = Literal[column.words]
    elif column.kind == "integer":
        bounds = Meta(ge=limits.get("minimum"), le=limits.get("maximum"))
        kind = Annotated[int, bounds]
    else:
        least = 1 if column.required and column.kind == "string" else None
        kind = Annotated[str, Meta(min_length=least, pattern=limits.get("pattern"))]
    return kind | None if _may_be_absent(column) else kind


def _may_be_absent(column: Column) -> bool:
    return (column.kind != "string" or bool(column.words)) and not column.required


def _json_type(column: Column) -> Any:  # noqa: ANN401 - any type
    return column.listed or _cell_type(column)


def cells_of(file: File, records: Iterable[Struct]) -> list[Row]:
    """Records as rows of cells in the order of the columns; None where a value is absent."""
    columns = columns_of(file)
    values_of = attrgetter(*(column.field for column in columns))
    keepers = [
        (at, _pairs_of(each)) for at, each in enumerate(columns) if each.ahead or each.behind
    ]
    writers = [(at, each.write) for at, each in enumerate(columns) if each.write]
    rows = []
    for record in records:
        cells = list(values_of(record))
        for at, pairs in keepers:
            cells[at] = pairs(record)
        for at, write in writers:
            cells[at] = write(cells[at])
        rows.append(tuple(cells))
    return rows


def record_of(file: File) -> Callable[[Sequence[str]], Any]:
    """What makes the record of a row of a file's texts; an empty cell of a field with a default,
    as in a file that lacks the column, is that. Raises ValueError for a text that the column cannot
    hold.
    """
    columns = columns_of(file)
    row, names = file.row, tuple(column.field for column in columns)
    defaults = {field.name: field.default for field in fields(row)}
    readers = [
        (at, each.read, defaults[each.field]) for at, each in enumerate(columns) if each.read
    ]
    keepers = [each for each in columns if each.ahead or each.behind]

    def made(texts: Sequence[str]) -> Struct:
        values: list[Any] = list(texts)
        for at, read, default in readers:
            text = texts[at]
            values[at] = default if not text and default is not NODEFAULT else read(text)
        known = dict(zip(names, values, strict=True))
        for column in keepers:
            inner, known[column.field] = taken(column, known[column.field])
            known |= inner
        return row(**known)

    return made


def shape_of(file: File, without: Set[str] = frozenset()) -> Callable[[Any], dict[str, Any]]:
    """What makes the JSON object of a record, its lists kept as lists."""
    columns = [column for column in columns_of(file) if column.name not in without]
    names = [column.name for column in columns]
    values_of = attrgetter(*(column.field for column in columns))
    shapes = [(each.name, each.shape) for each in columns if each.shape]
    keepers = [(each.name, _pairs_of(each)) for each in columns if each.ahead or each.behind]

    def made(record: Struct) -> dict[str, Any]:
        found = dict(zip(names, values_of(record), strict=True))
        for name, pairs in keepers:
            found[name] = pairs(record)
        for name, shape in shapes:
            found[name] = shape(found[name])
        return found

    return made
