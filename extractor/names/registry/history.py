"""Registries of several years as one: ids that stay, and what became of each library."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractor.model import Change, Library
from extractor.names.candidates.features import Profile, profile_of
from extractor.names.labels.phrase import Street, plain, squeezed
from extractor.names.registry.matching import RULES, WITHIN_A_YEAR, MatchRule, only_answers

WHOLE = 0.6  # a registry that names fewer of the known libraries is an excerpt: it closes nobody
_FIELDS = ("name", "district", "number", "kind", "settlement", "address")


@dataclass(frozen=True, slots=True)
class History:
    """``ids`` leads from (year, id of that year's registry) to the id in ``libraries``;
    ``changes`` run by year.
    """

    libraries: tuple[Library, ...]
    changes: tuple[Change, ...]
    ids: dict[tuple[int, str], str]


@dataclass(slots=True)
class _Record:
    """A library as it was last known, and whether it still stands."""

    library: Library
    profile: Profile
    open: bool = True


@dataclass(slots=True)
class _Chronicle:
    records: list[_Record] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    ids: dict[tuple[int, str], str] = field(default_factory=dict)
    profiles: dict[Library, Profile] = field(default_factory=dict)

    def profile(self, library: Library) -> Profile:
        """Return what a row says; it is read once, however many years repeat it."""
        if library not in self.profiles:
            self.profiles[library] = profile_of(library)
        return self.profiles[library]


def merge_registries(dated: Iterable[tuple[int, tuple[Library, ...]]]) -> History:
    """One registry of the registries of one district, given with their years in any order.

    A library keeps the id under which it was first met; what is said of it last stands, its former
    names become aliases.

    >>> years = [(2022, (Library("a-4", "Филиал № 4", number="4", settlement="с. Луговое"),)),
    ...          (2023, (Library("a-5", "Филиал № 5", number="5", settlement="с. Луговое"),))]
    >>> [(change.what, change.before, change.after) for change in merge_registries(years).changes]
    [('renamed', 'Филиал № 4', 'Филиал № 5'), ('renumbered', '4', '5')]
    """
    chronicle = _Chronicle()
    for year, registry in sorted(dated, key=lambda pair: pair[0]):
        _take_year(chronicle, year, registry)
    libraries = tuple(record.library for record in chronicle.records)
    return History(libraries, tuple(chronicle.changes), chronicle.ids)


def join_registries(
    there: tuple[Library, ...], more: tuple[Library, ...]
) -> tuple[tuple[Library, ...], dict[str, str]]:
    """Join the registry of another report of the same district and year; and id in ``more`` → id in
    the joined one.

    Within a year nobody moves or is renamed, so two entries are one library only where number or
    name and the place agree. A library that only one of both names stays: two systems of one
    district list different libraries.
    """
    if not there:
        return more, {library.library: library.library for library in more}
    chronicle = _Chronicle(taken={library.library for library in there})
    chronicle.records += (_Record(library, chronicle.profile(library)) for library in there)
    profiles, ids = [chronicle.profile(library) for library in more], dict[str, str]()
    matched = _matched(chronicle.records, profiles, RULES[:WITHIN_A_YEAR])
    for library in more:
        record = matched.get(library.library) or _opened(chronicle, 0, library, first=True)
        record.library = _updated(record.library, library)
        ids[library.library] = record.library.library
    return tuple(record.library for record in chronicle.records), ids


def match_libraries(known: Iterable[Library], more: tuple[Library, ...]) -> dict[str, str]:
    """Id in ``more`` → id of the known library that it means, where one rule decides it alone."""
    records = [_Record(library, profile_of(library)) for library in known]
    found = _matched(records, [profile_of(library) for library in more], RULES)
    return {own: record.library.library for own, record in found.items()}


def _take_year(chronicle: _Chronicle, year: int, registry: tuple[Library, ...]) -> None:
    first = not chronicle.records
    known = [record for record in chronicle.records if record.open]
    profiles = [chronicle.profile(library) for library in registry]
    matched = _matched(known, profiles, RULES)
    for library, profile in zip(registry, profiles, strict=True):
        record = matched.get(library.library)
        if record is None:
            record = _opened(chronicle, year, library, first)
        else:
            chronicle.changes += _differences(year, record.profile, profile)
            record.library = _updated(record.library, library)
            record.profile = chronicle.profile(record.library)
        chronicle.ids[year, library.library] = record.library.library
    if len(matched) >= WHOLE * len(known):
        stayed = set(map(id, matched.values()))
        gone = [record for record in known if id(record) not in stayed]
        heirs = _heirs(profiles) if gone else {}
        chronicle.changes += [_closed(year, record, registry, heirs, chronicle) for record in gone]


def _opened(chronicle: _Chronicle, year: int, library: Library, first: bool) -> _Record:
    name = next(name for name in names_for(library.library) if name not in chronicle.taken)
    renamed = replace(library, library=name)
    record = _Record(renamed, chronicle.profile(renamed))
    chronicle.records.append(record)
    chronicle.taken.add(name)
    if not first:
        chronicle.changes.append(Change(year, name, "opened", after=library.name))
    return record


def names_for(library: str) -> Iterator[str]:
    """An id and its ordinals, of which the first that is free is taken."""
    yield library
    yield from (f"{library}-{number}" for number in range(2, 10_000))


def _closed(
    year: int,
    record: _Record,
    registry: Sequence[Library],
    heirs: Mapping[object, int],
    chronicle: _Chronicle,
) -> Change:
    """It closed, or became part of the one that now bears its name or stands in its house."""
    record.open = False
    former = record.library
    signs = (*_houses(record.profile), squeezed(plain(former.name)))
    heir = min((heirs[sign] for sign in signs if sign in heirs), default=None)
    if heir is None:
        return Change(year, former.library, "closed", before=former.name)
    after = chronicle.ids[year, registry[heir].library]
    return Change(year, former.library, "merged", before=former.name, after=after)


def _heirs(registry: Sequence[Profile]) -> dict[object, int]:
    """Return each house with its place and each name → the first library of a registry that
    has it.
    """
    first: dict[object, int] = {}
    for place, profile in enumerate(registry):
        for sign in (*_houses(profile), *profile.names):
            first.setdefault(sign, place)
    return first


def _houses(profile: Profile) -> Iterator[tuple[Street, str]]:
    return ((street, profile.place) for street in profile.streets if street.house)


def _matched(
    known: list[_Record], registry: Sequence[Profile], rules: Sequence[MatchRule]
) -> dict[str, _Record]:
    """New id → the record that it continues."""
    found: dict[str, _Record] = {}
    for rule in rules:
        taken = set(map(id, found.values()))
        new = [profile for profile in registry if profile.library.library not in found]
        left = [record for record in known if id(record) not in taken]
        old = [record.profile for record in left]
        continued = only_answers(old, new, rule)
        continuing = only_answers(new, old, rule)
        for at, place in enumerate(continued):
            if place is not None and continuing[place] == at:
                found[new[place].library.library] = left[at]
    return found


# --- what changed


def _differences(year: int, before: Profile, after: Profile) -> Iterator[Change]:
    old, new, name = before.library, after.library, before.library.library
    if squeezed(plain(old.name)) != squeezed(plain(new.name)):
        yield Change(year, name, "renamed", old.name, new.name)
    if old.number and new.number and old.number != new.number:
        yield Change(year, name, "renumbered", old.number, new.number)
    if _has_moved(before, after):
        yield Change(year, name, "moved", _where(old), _where(new))
    known = {squeezed(plain(name)) for name in (old.name, *old.aliases)}
    yield from (
        Change(year, name, "alias", after=alias)
        for alias in new.aliases
        if squeezed(plain(alias)) not in known
    )


def _has_moved(old: Profile, new: Profile) -> bool:
    to_other_place = bool(old.place and new.place) and old.place != new.place
    return to_other_place or (
        bool(old.streets and new.streets) and not set(old.streets) & set(new.streets)
    )


def _where(library: Library) -> str:
    settlement = "" if library.settlement in library.address else library.settlement
    return ", ".join(part for part in (settlement, library.address) if part)


def _updated(old: Library, new: Library) -> Library:
    """What the later year says, and what it leaves out as it was; the id stays, a former name is
    an alias.
    """
    aliases = {squeezed(plain(name)): name for name in (*old.aliases, old.name, *new.aliases)}
    aliases.pop(squeezed(plain(new.name)), None)
    said = {name: getattr(new, name) or getattr(old, name) for name in _FIELDS}
    return Library(old.library, aliases=tuple(aliases.values()), **said)
