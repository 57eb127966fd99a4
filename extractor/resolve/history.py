"""Registries of several years as one: ids that stay, and what became of each library."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractor.model import Change, Library
from extractor.resolve.phrase import plain, squeezed
from extractor.resolve.profile import Profile, profile_of

WHOLE = 0.6  # a registry that names fewer of the known libraries is an excerpt: it closes nobody
_FIELDS = ("name", "district", "number", "kind", "settlement", "address")
_ALONE = (frozenset({"central"}), frozenset({"central", "children"}), frozenset({"children"}), frozenset({"youth"}))


@dataclass(frozen=True, slots=True)
class History:
    """``ids`` leads from (year, id of that year's registry) to the id in ``libraries``; ``changes`` run by year."""

    libraries: tuple[Library, ...]
    changes: tuple[Change, ...]
    ids: dict[tuple[int, str], str]


@dataclass(slots=True)
class _Record:
    """A library as it was last known, and whether it still stands."""

    library: Library
    open: bool = True

    @property
    def profile(self) -> Profile:
        return profile_of(self.library)


@dataclass(slots=True)
class _Chronicle:
    records: list[_Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    ids: dict[tuple[int, str], str] = field(default_factory=dict)


def merge_registries(dated: Iterable[tuple[int, tuple[Library, ...]]]) -> History:
    """One registry of the registries of one district, given with their years in any order.

    A library keeps the id under which it was first met; what is said of it last stands, its former names become aliases.

    >>> years = [(2022, (Library("a-4", "Филиал № 4", number="4", settlement="с. Луговое"),)),
    ...          (2023, (Library("a-5", "Филиал № 5", number="5", settlement="с. Луговое"),))]
    >>> [(each.what, each.before, each.after) for each in merge_registries(years).changes]
    [('renamed', 'Филиал № 4', 'Филиал № 5'), ('renumbered', '4', '5')]
    """
    chronicle = _Chronicle()
    for year, registry in sorted(dated, key=lambda each: each[0]):
        _take_year(chronicle, year, registry)
    libraries = tuple(each.library for each in chronicle.records)
    return History(libraries, tuple(chronicle.changes), chronicle.ids)


def join_registries(
    there: tuple[Library, ...], more: tuple[Library, ...]
) -> tuple[tuple[Library, ...], dict[str, str]]:
    """Join the registry of another report of the same district and year; and id in ``more`` → id in the joined one.

    Within a year nobody moves or is renamed, so two entries are one library only where number or name and the place agree.
    A library that only one of both names stays: two systems of one district list different libraries.
    """
    if not there:
        return more, {library.library: library.library for library in more}
    chronicle = _Chronicle([_Record(library) for library in there])
    matched, ids = _matched(chronicle.records, more, _WITHIN_A_YEAR), dict[str, str]()
    for library in more:
        record = matched.get(library.library) or _opened(chronicle, 0, library, first=True)
        record.library = _updated(record.library, library)
        ids[library.library] = record.library.library
    return tuple(record.library for record in chronicle.records), ids


def match_libraries(known: Iterable[Library], more: tuple[Library, ...]) -> dict[str, str]:
    """Id in ``more`` → id of the known library that it means, where one rule decides it alone."""
    found = _matched([_Record(library) for library in known], more)
    return {own: record.library.library for own, record in found.items()}


def _take_year(chronicle: _Chronicle, year: int, registry: tuple[Library, ...]) -> None:
    first = not chronicle.records
    known = [each for each in chronicle.records if each.open]
    matched = _matched(known, registry)
    for library in registry:
        record = matched.get(library.library)
        if record is None:
            record = _opened(chronicle, year, library, first)
        else:
            chronicle.changes += _differences(year, record.library, library)
            record.library = _updated(record.library, library)
        chronicle.ids[year, library.library] = record.library.library
    if len(matched) >= WHOLE * len(known):
        gone = [each for each in known if all(each is not other for other in matched.values())]
        chronicle.changes += [_closed(year, each, registry, chronicle) for each in gone]


def _opened(chronicle: _Chronicle, year: int, library: Library, first: bool) -> _Record:
    taken = {each.library.library for each in chronicle.records}
    name = next(each for each in names_for(library.library) if each not in taken)
    record = _Record(replace(library, library=name))
    chronicle.records.append(record)
    if not first:
        chronicle.changes.append(Change(year, name, "opened", after=library.name))
    return record


def names_for(library: str) -> Iterator[str]:
    """An id and its ordinals, of which the first that is free is taken."""
    yield library
    yield from (f"{library}-{number}" for number in range(2, 10_000))


def _closed(year: int, record: _Record, registry: tuple[Library, ...], chronicle: _Chronicle) -> Change:
    """It closed, or became part of the one that now bears its name or stands in its house."""
    record.open = False
    heir = next((each for each in registry if _inherits(profile_of(each), record.profile)), None)
    if heir is None:
        return Change(year, record.library.library, "closed", before=record.library.name)
    return Change(year, record.library.library, "merged", before=record.library.name, after=chronicle.ids[year, heir.library])


def _inherits(heir: Profile, former: Profile) -> bool:
    houses = {street for street in former.streets if street.house}
    at_same_house = bool(houses & set(heir.streets)) and heir.place == former.place
    return at_same_house or squeezed(plain(former.library.name)) in heir.names


# --- who is who: ordered rules, each takes only what it decides alone


def same_number_and_place(old: Profile, new: Profile) -> bool:
    return bool(old.number and old.place) and (old.number, old.place) == (new.number, new.place)


def same_name_and_place(old: Profile, new: Profile) -> bool:
    return bool(old.names & new.names) and old.place == new.place and not _other_number(old, new)


def alone_in_place(old: Profile, new: Profile) -> bool:
    """The only one left in its village, of no other kind: renamed or renumbered."""
    return bool(old.place) and old.place == new.place and not _other_kind(old, new)


def same_number(old: Profile, new: Profile) -> bool:
    """The number stayed: it moved, or its village was not named before."""
    return bool(old.number) and old.number == new.number and not _other_kind(old, new)


def same_name(old: Profile, new: Profile) -> bool:
    return bool(old.names & new.names) and not _other_number(old, new) and not (old.place and new.place)


def only_of_kind(old: Profile, new: Profile) -> bool:
    """The central library of a district stays it under any name."""
    return old.kinds == new.kinds and old.kinds in _ALONE


_Rules = tuple[Callable[[Profile, Profile], bool], ...]
_RULES: _Rules = (
    same_number_and_place, same_name_and_place, alone_in_place, same_number, same_name, only_of_kind,
)  # fmt: skip
_WITHIN_A_YEAR: _Rules = (same_number_and_place, same_name_and_place)


def _other_number(old: Profile, new: Profile) -> bool:
    return bool(old.number and new.number) and old.number != new.number


def _other_kind(old: Profile, new: Profile) -> bool:
    one, other = (each.kinds & {"children", "central", "youth"} for each in (old, new))
    return one != other


def _matched(known: list[_Record], registry: tuple[Library, ...], rules: _Rules = _RULES) -> dict[str, _Record]:
    """New id → the record that it continues."""
    found: dict[str, _Record] = {}
    for rule in rules:
        free = [each for each in registry if each.library not in found]
        left = [each for each in known if all(each is not other for other in found.values())]
        pairs = [(record, each) for record in left for each in free if rule(record.profile, profile_of(each))]
        for record, each in pairs:
            is_only = sum(one is record or other is each for one, other in pairs) == 1
            if is_only:
                found[each.library] = record
    return found


# --- what changed


def _differences(year: int, old: Library, new: Library) -> Iterator[Change]:
    name = old.library
    if squeezed(plain(old.name)) != squeezed(plain(new.name)):
        yield Change(year, name, "renamed", old.name, new.name)
    if old.number and new.number and old.number != new.number:
        yield Change(year, name, "renumbered", old.number, new.number)
    if _has_moved(profile_of(old), profile_of(new)):
        yield Change(year, name, "moved", _where(old), _where(new))
    known = {squeezed(plain(each)) for each in (old.name, *old.aliases)}
    yield from (Change(year, name, "alias", after=each) for each in new.aliases if squeezed(plain(each)) not in known)


def _has_moved(old: Profile, new: Profile) -> bool:
    to_other_place = bool(old.place and new.place) and old.place != new.place
    return to_other_place or (bool(old.streets and new.streets) and not set(old.streets) & set(new.streets))


def _where(library: Library) -> str:
    settlement = "" if library.settlement in library.address else library.settlement
    return ", ".join(each for each in (settlement, library.address) if each)


def _updated(old: Library, new: Library) -> Library:
    """What the later year says, and what it leaves out as it was; the id stays, a former name is an alias."""
    aliases = {squeezed(plain(each)): each for each in (*old.aliases, old.name, *new.aliases)}
    aliases.pop(squeezed(plain(new.name)), None)
    said = {name: getattr(new, name) or getattr(old, name) for name in _FIELDS}
    return Library(old.library, aliases=tuple(aliases.values()), **said)
