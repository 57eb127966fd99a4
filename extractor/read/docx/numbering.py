"""Automatic numbers as Word prints them: «1.2.1.», «Раздел 3», «б)», «XIV», «•»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree
from msgspec import Struct

from extractor.read.docx.ooxml import OFF, VAL, W, whole
from extractor.text import visible

# The set that ECMA-376 (17.18.59) lists for russianLower: no ё, й, ъ, ь; past its end letters are
# doubled.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
LEVELS = 9
LARGEST_ROMAN = 3999
LONGEST_CUSTOM = 9
LONGEST_TEXT = 255  # as in Word; each numbered paragraph repeats it


def letters(alphabet: str, number: int) -> str:
    """The letter of a number, doubled past the end of the alphabet as Word does.

    >>> letters(RUSSIAN, 5), letters(LATIN, 27)
    ('д', 'aa')
    """
    turn, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * min(turn + 1, 8)


def roman(number: int) -> str:
    """Lower-case Roman digits; beyond 3999 plain digits.

    >>> roman(14)
    'xiv'
    """
    if not 0 < number <= LARGEST_ROMAN:
        return str(number)
    printed = ""
    for value, digits in ROMAN:
        count, number = divmod(number, value)
        printed += digits * count
    return printed


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": lambda number: letters(LATIN, number),
    "upperLetter": lambda number: letters(LATIN, number).upper(),
    "russianLower": lambda number: letters(RUSSIAN, number),
    "russianUpper": lambda number: letters(RUSSIAN, number).upper(),
    "ordinal": lambda number: f"{number}-й",
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "none": lambda number: "",
}


class Level(Struct, frozen=True, gc=False):
    """One level of a list. ``restart``: the level (from 1) whose step begins this one anew, 0 for
    never, None for any above.

    ``zeros``: digits of a custom format that pads its numbers («001» has 3).
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""
    restart: int | None = None
    legal: bool = False
    zeros: int = 0


@dataclass(slots=True)
class _List:
    """A numbering definition in use; ``counts`` are shared by all its instances, as in Word."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True, slots=True)
class _Instance:
    """A use of a definition (``w:num``): where it begins levels anew, and the levels that it
    defines otherwise.
    """

    definition: _List
    starts: dict[int, int]
    overrides: dict[int, Level]


class Numbering:
    """The state of all lists while a document is walked in order: each call of ``next`` counts
    one paragraph.
    """

    def __init__(self, root: etree._Element | None) -> None:
        elements = () if root is None else tuple(root.iterchildren(W + "abstractNum"))
        self._abstract = {
            element.get(W + "abstractNumId", ""): _List(_levels_of(element)) for element in elements
        }
        self._link_styles(elements)
        self._instances: dict[str, _Instance] = {}
        for child in () if root is None else root.iterchildren(W + "num"):
            self._add_instance(child)
        self._started: set[tuple[str, int]] = set()

    def _link_styles(self, elements: tuple[etree._Element, ...]) -> None:
        """A definition with numStyleLink borrows the levels of the one that carries the same
        styleLink.
        """
        owners = {}
        for element in elements:
            if (link := element.find(W + "styleLink")) is not None:
                owners[link.get(VAL)] = self._abstract[element.get(W + "abstractNumId", "")]
        for element in elements:
            link = element.find(W + "numStyleLink")
            if link is not None and link.get(VAL) in owners:
                self._abstract[element.get(W + "abstractNumId", "")] = owners[link.get(VAL)]

    def _add_instance(self, num: etree._Element) -> None:
        reference = num.find(W + "abstractNumId")
        found = None if reference is None else self._abstract.get(reference.get(VAL, ""))
        if found is None:
            return
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            depth = whole(override.get(W + "ilvl"))
            start, level = override.find(W + "startOverride"), override.find(W + "lvl")
            if level is not None and depth < LEVELS:
                levels[depth] = _level_of(level)
            if start is not None:
                starts[depth] = whole(start.get(VAL), 1)
        self._instances[num.get(W + "numId", "")] = _Instance(found, starts, levels)

    def anew(self) -> Numbering:
        """The same lists, nothing counted yet: for a text apart from the body."""
        fresh = Numbering(None)
        twins = {id(definition): _List(definition.levels) for definition in self._abstract.values()}
        fresh._abstract = {
            name: twins[id(definition)] for name, definition in self._abstract.items()
        }
        fresh._instances = {
            name: replace(instance, definition=twins[id(instance.definition)])
            for name, instance in self._instances.items()
        }
        return fresh

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of a list that a paragraph style is linked to."""
        found = self._instances.get(list_id)
        if found is None:
            return None
        levels = {**found.definition.levels, **found.overrides}
        return next(
            (depth for depth, level in levels.items() if level.style and level.style == style), None
        )

    def next(self, list_id: str, depth: int) -> str:
        """Count one paragraph of a list and give its number as printed, empty where the list is
        unknown or prints none.
        """
        found = self._instances.get(list_id)
        if found is None or not 0 <= depth < LEVELS:
            return ""
        definition = found.definition
        levels = {**definition.levels, **found.overrides} if found.overrides else definition.levels
        if depth not in levels:
            return ""
        self._count(definition.counts, levels, depth, self._override(list_id, depth, found.starts))
        return printed_number(levels, definition.counts, depth)

    def _override(self, list_id: str, depth: int, starts: dict[int, int]) -> int | None:
        """The number at which this instance begins a level anew: only the first time the
        instance is met there.
        """
        if depth not in starts or (list_id, depth) in self._started:
            return None
        self._started.add((list_id, depth))
        return starts[depth]

    def _count(
        self, counts: list[int | None], levels: dict[int, Level], depth: int, start: int | None
    ) -> None:
        before = counts[depth]
        counts[depth] = (
            start if start is not None else levels[depth].start if before is None else before + 1
        )
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        for below in range(depth + 1, LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or (restart and depth < restart):
                counts[below] = None


def printed_number(levels: dict[int, Level], counts: list[int | None], depth: int) -> str:
    """Fill the pattern of a level, e.g. «Раздел %1.» or «%1.%2», with the counts above and at
    it.
    """
    level = levels[depth]
    if level.format == "bullet":
        return bullet(level.text)
    if level.format == "none" and "%" not in level.text:
        return level.text.strip()
    printed = level.text
    for above in range(depth + 1):
        mark = f"%{above + 1}"
        if mark in printed:
            printed = printed.replace(
                mark, _digits(Level() if level.legal else levels.get(above, Level()), counts[above])
            )
    return printed.strip()


def _digits(level: Level, number: int | None) -> str:
    if number is None:
        return ""
    return f"{number:0{level.zeros}}" if level.zeros else FORMATS.get(level.format, str)(number)


def bullet(text: str) -> str:
    """The mark of a bulleted list: letters of symbol fonts have no meaning outside of them and
    become a plain bullet.

    >>> bullet("\\uf0b7"), bullet("–"), bullet("o")
    ('•', '–', '•')
    """
    mark = text.strip()
    return (
        mark
        if mark
        and mark != "o"
        and not any("\ue000" <= sign <= "\uf8ff" for sign in mark)
        and not mark.isalnum()
        else "•"
    )


def _levels_of(abstract: etree._Element) -> dict[int, Level]:
    numbered = ((whole(level.get(W + "ilvl")), level) for level in abstract.iterchildren(W + "lvl"))
    return {depth: _level_of(level) for depth, level in numbered if depth < LEVELS}


def _level_of(element: etree._Element) -> Level:
    def value(name: str) -> str | None:
        child = element.find(W + name)
        return None if child is None else child.get(VAL, "")

    restart, legal, form = (
        value("lvlRestart"),
        element.find(W + "isLgl"),
        next(element.iter(W + "numFmt"), None),
    )
    return Level(
        start=whole(value("start"), 1),
        format="decimal" if form is None else form.get(VAL, "decimal"),
        text=visible(value("lvlText") or "")[:LONGEST_TEXT],
        style=value("pStyle") or "",
        restart=None if restart is None else whole(restart),
        legal=legal is not None and legal.get(VAL, "1") not in OFF,
        zeros=0 if form is None else _zeros(form.get(W + "format", "")),
    )


def _zeros(sample: str) -> int:
    """The width of a custom format by its sample; newer programs write it as the first of two
    versions.

    >>> _zeros("001, 002, 003, ..."), _zeros("")
    (3, 0)
    """
    first = sample.partition(",")[0]
    return len(first) if first.isdecimal() and len(first) <= LONGEST_CUSTOM else 0
