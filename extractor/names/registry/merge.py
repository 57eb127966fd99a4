"""Reports of several years of one district speak of the same libraries by the same ids."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from msgspec.structs import replace

from extractor.model import (
    Change,
    Chronicle,
    Library,
    Mention,
    Observation,
    Place,
    Report,
    Roll,
    Status,
)
from extractor.names.areas import area_of
from extractor.names.registry.history import (
    WHOLE,
    History,
    join_registries,
    match_libraries,
    merge_registries,
    names_for,
)

Ids = dict[str, str]


def unite_reports(
    reports: Sequence[Report], rolls: Iterable[Roll] = ()
) -> tuple[tuple[Report, ...], Chronicle]:
    """Return the same reports in their order, a library that was renamed or renumbered under the id
    of its first year; and what changed.

    ``rolls`` are the libraries of the data set that is there: their ids stay, whatever year comes
    in. A report without a year or a district stays as it is. Of a year with two reports that list
    different libraries no change is told, nor of the year after it.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        if report.year is not None and report.district:
            groups[area_key(report.district)].append(at)
    known: dict[str, list[Roll]] = defaultdict(list)
    for roll in rolls:
        known[area_key(roll.district)].append(roll)
    united, changes, told = list(reports), list[Change](), set[tuple[str, int]]()
    for key, group in groups.items():
        ids, found = _united([reports[at] for at in group], known[key])
        changes += found.changes
        told |= found.told
        for at, new in zip(group, ids, strict=True):
            united[at] = renamed(reports[at], new)
    return tuple(united), Chronicle(tuple(changes), frozenset(told))


@dataclass(frozen=True, slots=True)
class _Years:
    """The registries of a district, one a year.

    ``ids`` has for each new report its own id → the id in the registry of its year; ``differing``
    are the years of several reports that do not list the same libraries.
    """

    registries: Mapping[int, tuple[Library, ...]]
    ids: Sequence[Ids]
    differing: frozenset[int]

    def is_certain(self, year: int) -> bool:
        """Return whether what became of libraries in a year can be told: it and the year before it
        have one list each.
        """
        before = max((other for other in self.registries if other < year), default=year)
        return not {year, before} & self.differing


def _years_of(known: Iterable[Roll], new: Iterable[Roll]) -> _Years:
    registries: dict[int, tuple[Library, ...]] = {}
    sizes: dict[int, set[int]] = defaultdict(set)
    for roll in known:  # ids of the data set: the same id is the same library
        there = {
            library.library: library
            for library in (*registries.get(roll.year, ()), *roll.libraries)
        }
        registries[roll.year] = tuple(there.values())
        sizes[roll.year].add(len(roll.libraries))
    ids = []
    for roll in new:
        registries[roll.year], own = join_registries(registries.get(roll.year, ()), roll.libraries)
        sizes[roll.year].add(len(set(own.values())))
        ids.append(own)
    differing = (year for year, registry in registries.items() if sizes[year] != {len(registry)})
    return _Years(registries, ids, frozenset(differing))


def _united(reports: Sequence[Report], known: Sequence[Roll]) -> tuple[list[Ids], Chronicle]:
    """For each new report of one district its own ids → those of the data set; and what happened in
    their years and in the known one after each of them, which has now another year before it.
    """
    new = [Roll(report.district, report.year or 0, _living(report)) for report in reports]
    before = _before(reports, known)
    years = _years_of(known, new)
    history = merge_registries(
        [*((roll.year, roll.libraries) for roll in before), *years.registries.items()]
    )
    final = _final_ids(history, known)
    earlier = {
        own: final[history.ids[roll.year, own]]
        for roll in before
        for own in _ids_of(roll.libraries)
    }
    ids = []
    for report, roll, own in zip(reports, new, years.ids, strict=True):
        living = {old: final[history.ids[roll.year, joined]] for old, joined in own.items()}
        ids.append(_with_closed(report, _apart(living, final), earlier, history, final))
    return ids, _chronicle([*known, *new], {roll.year for roll in new}, years, history, final)


def _chronicle(
    rolls: Sequence[Roll], new: set[int], years: _Years, history: History, final: Ids
) -> Chronicle:
    """What became of the libraries in the ``new`` years and in the next year after each of them."""
    districts = {roll.year: roll.district for roll in rolls}
    after = {min((other for other in districts if other > year), default=year) for year in new}
    told = {year: districts[year] for year in sorted(new | after)}
    changes = (
        _with_ids(change, final, districts[change.year])
        for change in history.changes
        if change.year in told and years.is_certain(change.year)
    )
    return Chronicle(tuple(changes), frozenset((district, year) for year, district in told.items()))


def _before(reports: Sequence[Report], known: Sequence[Roll]) -> list[Roll]:
    """What the earliest report says of the year before it: the libraries that stand only in its
    columns of past years did still.
    """
    first = min(reports, key=lambda report: report.year or 0)
    year = first.year or 0
    if any(roll.year < year for roll in known):
        return []
    return [Roll(first.district, year - 1, first.libraries)]


def _apart(ids: Ids, final: Ids) -> Ids:
    """Two libraries of one report never become one: the second gets an id of its own."""
    apart: Ids = {}
    given, taken = set[str](), {*final.values(), *ids.values()}
    for own, name in ids.items():
        apart[own] = name if name not in given else _free(own, taken)
        given.add(apart[own])
        taken.add(apart[own])
    return apart


def _free(own: str, taken: Set[str]) -> str:
    return next(name for name in names_for(own) if name not in taken)


def _with_closed(report: Report, living: Ids, earlier: Ids, history: History, final: Ids) -> Ids:
    """Return the ids of all libraries of a report; those that have closed by its year are looked
    for among all that were ever known.
    """
    closed = tuple(library for library in report.libraries if library.library not in living)
    if not closed:
        return living
    taken = set(living.values())
    found = match_libraries(
        (library for library in history.libraries if final[library.library] not in taken), closed
    )
    ids = dict(living)
    for library in closed:
        own = library.library
        known = final[found[own]] if own in found else earlier.get(own)
        if known is None or known in taken:
            known = _free(own, {*taken, *final.values()})
        ids[own] = known
        taken.add(known)
    return ids


def _ids_of(libraries: Iterable[Library]) -> Iterator[str]:
    return (library.library for library in libraries)


def _final_ids(history: History, known: Sequence[Roll]) -> Ids:
    """Id in the history → id in the data set: the one that is there already, else the first of
    its own that is free.
    """
    final: Ids = {}
    taken: set[str] = set()
    for roll in sorted(known, key=lambda roll: roll.year):
        for name in _ids_of(roll.libraries):
            final.setdefault(history.ids[roll.year, name], name)
            taken.add(name)
    for library in history.libraries:
        if library.library not in final:
            final[library.library] = _free(library.library, taken)
            taken.add(final[library.library])
    return final


def _with_ids(change: Change, final: Mapping[str, str], district: str) -> Change:
    after = final.get(change.after, change.after) if change.what == "merged" else change.after
    return replace(change, library=final[change.library], after=after, district=district)


def _living(report: Report) -> tuple[Library, ...]:
    """Return the libraries with a figure of the report's own year; one that stands only in the
    columns of past years has closed.

    All of them where too few have figures to tell.
    """
    told = _told_of(report)
    living = tuple(library for library in report.libraries if library.library in told)
    return living if len(living) >= WHOLE * len(report.libraries) else report.libraries


def _told_of(report: Report) -> set[str]:
    year = str(report.year)
    now = (
        observation
        for observation in report.observations
        if observation.period.startswith(year) and observation.value is not None
    )
    return {library for observation in now for library in observation.library}


def living_evidence(report: Report) -> tuple[Observation, ...]:
    """Return one figure that stands for all those by which a report tells which libraries live: a
    report with it alone is united as the whole one is.
    """
    told = tuple(sorted(_told_of(report)))
    if not told:
        return ()
    figure = Observation(
        section="",
        library=told,
        period=str(report.year),
        value=Decimal(1),
        status=Status.OK,
        raw="",
        place=Place("", 0),
    )
    return (figure,)


def area_key(district: str) -> str:
    """Return what two spellings of one district have in common."""
    area = area_of(district, listed=True)
    return area.key if area else district


def renamed(report: Report, ids: Mapping[str, str]) -> Report:
    """Return the report with its libraries under other ids."""
    if all(old == new for old, new in ids.items()):
        return report
    return replace(
        report,
        libraries=tuple(
            replace(library, library=ids.get(library.library, library.library))
            for library in report.libraries
        ),
        observations=tuple(
            replace(observation, library=_new(observation.library, ids))
            for observation in report.observations
        ),
        mentions=tuple(_renamed_mention(mention, ids) for mention in report.mentions),
    )


def _renamed_mention(mention: Mention, ids: Mapping[str, str]) -> Mention:
    candidates = tuple((ids.get(library, library), score) for library, score in mention.candidates)
    return replace(mention, libraries=_new(mention.libraries, ids), candidates=candidates)


def _new(libraries: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids.get(library, library) for library in libraries)
