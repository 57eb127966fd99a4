"""Whole reports of an invented district: tables in a random hand, sentences between them."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from benchmarks.alarms import (
    card_tables,
    group_tables,
    library_tables,
    money_tables,
    people_tables,
    period_tables,
    quarter_tables,
    stock_tables,
    wide_tables,
    year_tables,
)
from benchmarks.alarms.layouts import Laid, laid, look_of
from benchmarks.alarms.sentences import sentences
from benchmarks.alarms.sheet import Sheet
from benchmarks.alarms.world import World, world_of

ROOMS = (
    library_tables,
    quarter_tables,
    year_tables,
    money_tables,
    group_tables,
    wide_tables,
    stock_tables,
    people_tables,
    period_tables,
    card_tables,
)
KINDS = [kind for room in ROOMS for kind in room.KINDS]
OF_STOCK = frozenset({stock_tables.turned, stock_tables.movement_by_years})
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
    return of_world(world_of(seed), seed)


def of_world(world: World, seed: int) -> Invented:
    """Return a report of a district in a random hand."""
    luck = random.Random(f"report {seed} {world.year}")
    made, hand = Invented(seed, world.year), look_of(luck)
    where = luck.choice(("above", "above", "numbered", "title row"))
    told = sentences(world, random.Random(f"sentences {seed} {world.year}"), hand)
    for at, kind in enumerate(_kinds(world, luck)):
        if at % 3 == 0:
            made.pieces.append(f"# {at // 3 + 1}. {luck.choice(SECTIONS)}")
        found = kind(world, luck)
        look = look_of(luck, hand)
        for sheet in found if isinstance(found, list) else [found]:
            _put(made, laid(sheet, look), where)
            made.pieces += list(_remarks(sheet, world))
        made.pieces += [one for _ in range(luck.randint(0, 3)) if (one := next(told, ""))]
    return made


def before(report: Invented) -> Invented:
    """Return the report of the same district of the year before, in another hand."""
    world = world_of(report.seed)
    return of_world(replace(world, year=world.year - 1), report.seed)


def _kinds(world: World, luck: random.Random) -> list[Callable[..., Sheet | list[Sheet]]]:
    chosen = luck.sample(KINDS, luck.randint(*TABLES))
    return [kind for kind in chosen if kind not in OF_STOCK or stock_tables.is_kept(world)]


def _put(made: Invented, table: Laid, where: str) -> None:
    made.pieces += list(_captioned(table, where, len(made.tables)))
    made.at.append(len(made.pieces) - 1)
    made.tables.append(table)


def _remarks(sheet: Sheet, world: World) -> Iterator[str]:
    """Yield what a report says right after a table of itself."""
    if "taken over in the text" in sheet.features:
        yield _taken(world)
    for feature in sheet.features:
        if feature.startswith("note "):
            yield f"{feature[5:]} данные за {world.year - 1} год уточнены."


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
    said = f"Фонд закрытой в {year} году библиотеки ({gone.name}), {amount} экз.,"
    return f"{said} передан: {taker.name}."
