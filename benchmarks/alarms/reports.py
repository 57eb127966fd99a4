"""Whole reports of an invented district: tables in a random hand, sentences between them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.alarms import library_tables, summary_tables
from benchmarks.alarms.layouts import Laid, laid, look_of
from benchmarks.alarms.sentences import sentences
from benchmarks.alarms.world import World, world_of

TABLES = (4, 9)  # of a report, at least and at most
SECTIONS = (
    "Библиотечная сеть",
    "Обслуживание пользователей",
    "Работа с фондом",
    "Массовая работа",
    "Финансы",
    "Кадры",
    "Детские библиотеки",
)


@dataclass
class Invented:
    """A report as text for ``tests/checking.py``, with its tables as they are laid out."""

    seed: int
    year: int
    pieces: list[str] = field(default_factory=list)
    tables: list[Laid] = field(default_factory=list)
    at: list[int] = field(default_factory=list)  # the piece of each table

    @property
    def text(self) -> str:
        """The report as text."""
        return "\n\n".join(self.pieces)


def invented(seed: int) -> Invented:
    """Return the report of a seed."""
    world = world_of(seed)
    luck = random.Random(f"report {seed}")
    made, hand = Invented(seed, world.year), look_of(luck)
    kinds = luck.sample((*library_tables.KINDS, *summary_tables.KINDS), luck.randint(*TABLES))
    where = luck.choice(("above", "above", "numbered", "title row"))
    told = sentences(world, random.Random(f"sentences {seed}"), hand)
    for at, kind in enumerate(kinds):
        if at % 3 == 0:
            made.pieces.append(f"# {at // 3 + 1}. {luck.choice(SECTIONS)}")
        sheet = kind(world, luck)
        table = laid(sheet, look_of(luck, hand))
        made.pieces += list(_captioned(table, where, at))
        made.at.append(len(made.pieces) - 1)
        made.tables.append(table)
        if "taken over in the text" in sheet.features:
            made.pieces.append(_taken(world))
        made.pieces += [one for _ in range(luck.randint(0, 2)) if (one := next(told, ""))]
    return made


def _captioned(table: Laid, where: str, at: int) -> Iterator[str]:
    caption = table.sheet.caption
    if where == "title row":
        width = len(table.grid[0])
        table.grid.insert(0, [caption, *["<"] * (width - 1)])
        moved = {key: (row + 1, column) for key, (row, column) in table.spots.items()}
        table.spots.update(moved)
    elif where == "numbered":
        yield f"Таблица {at + 1}. {caption}"
    else:
        yield caption
    yield table.text


def _taken(world: World) -> str:
    """Say why the stock of a library does not follow from what came and went."""
    number, year, heir = world.closed or (0, 0, 0)
    gone = next(one for one in world.places if one.number == number)
    taker = next(one for one in world.places if one.number == heir)
    amount = world.of("taken", taker, year)
    return f"Фонд закрытой в {year} году библиотеки ({gone.name}), {amount} экз., передан: {taker.name}."
