"""The invented districts and their libraries, as they stand in a given year."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

YEARS = (2021, 2022, 2023)
MISSING = frozenset({("polyana", 2022)})
"""District-years for which no report exists: the gap that a comparison must show."""


Changes = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One library; ``names`` and ``addresses`` hold from their year on, ``until`` is its last
    year.
    """

    library: str
    number: str
    first_name: str
    kind: str
    settlement: str
    first_address: str
    people: int
    until: int = 9999
    names: Changes = ()
    addresses: Changes = ()

    def name(self, year: int) -> str:
        return _latest(self.names, year, self.first_name)

    def address(self, year: int) -> str:
        return _latest(self.addresses, year, self.first_address)


def _latest(changes: Changes, year: int, first: str) -> str:
    return next((text for begun, text in reversed(changes) if begun <= year), first)


@dataclass(frozen=True, slots=True)
class District:
    """A district; ``grouping``, ``year_forms`` and ``dash`` are how it prints thousands, years over
    columns and a nil.

    ``visits_with_site``: its costs per visit are counted over visits and site together, which the
    template leaves open. ``truncates``: its ratios are cut off, not rounded. ``forces_hundred``:
    its shares are made to add up to 100. ``open_headers``: the heads of its label columns are not
    merged downwards, the cells below them are empty. ``loose_groups``: a group row is a label and
    empty cells, not one wide cell. ``broken_labels``: long heads are broken into two paragraphs.
    ``dialect``: labels of the template that it words in its own way.
    """

    id: str
    name: str
    genitive: str
    dative: str
    organisation: str
    seat: str
    habit: str
    grouping: str
    year_forms: tuple[str, ...]
    dash: str
    users_rate: float
    libraries: tuple[Branch, ...]
    visits_with_site: bool = False
    truncates: bool = False
    forces_hundred: bool = False
    open_headers: bool = False
    loose_groups: bool = False
    broken_labels: bool = False
    dialect: tuple[tuple[str, str], ...] = ()

    def branches(self, year: int) -> tuple[Branch, ...]:
        """The libraries at work in a year, in the order of the registry."""
        return tuple(each for each in self.libraries if year <= each.until)


def districts() -> tuple[District, ...]:
    rows = yaml.safe_load(Path(__file__).with_name("districts.yaml").read_text(encoding="utf-8"))
    return tuple(_district(row) for row in rows)


def _district(row: dict[str, Any]) -> District:
    libraries = tuple(_branch(row["id"], n, each) for n, each in enumerate(row.pop("libraries")))
    forms, dialect = tuple(row.pop("year_forms")), tuple(row.pop("dialect", {}).items())
    return District(**row, libraries=libraries, year_forms=forms, dialect=dialect)


def _branch(district: str, ordinal: int, row: list[Any]) -> Branch:
    number, name, kind, settlement, address, people, *changes = row
    library = f"{district}-{number or f'x{ordinal}'}"
    later = changes[0] if changes else {}
    names, addresses = (tuple(later.get(each, {}).items()) for each in ("names", "addresses"))
    return Branch(
        library,
        number,
        name,
        kind,
        settlement,
        address,
        people,
        later.get("until", 9999),
        names,
        addresses,
    )
