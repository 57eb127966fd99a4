"""Reports of several years of one district speak of the same libraries by the same ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extractor.model import Change, Chronicle, Library, Mention, Report, Roll
from extractor.resolve.areas import area_of
from extractor.resolve.history import WHOLE, History, merge_registries, names_for


def unite_reports(reports: Sequence[Report], rolls: Iterable[Roll] = ()) -> tuple[tuple[Report, ...], Chronicle]:
    """The same reports in their order, a library that was renamed or renumbered under the id of its first year; and what changed.

    ``rolls`` are the libraries of the data set that is there: their ids stay, whatever year comes in. A report without a year or a
    district stays as it is.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        if report.year is not None and report.district:
            groups[_key(report.district)].append(at)
    known: dict[str, list[Roll]] = defaultdict(list)
    for roll in rolls:
        known[_key(roll.district)].append(roll)
    united, changes, told = list(reports), list[Change](), set[tuple[str, int]]()
    for key, group in groups.items():
        ours = [(at, Roll(reports[at].district, reports[at].year or 0, _living(reports[at]))) for at in group]
        ids, found = _united([roll for _, roll in ours], known[key], _before(reports, ours, known[key]))
        changes += found.changes
        told |= found.told
        for at, roll in ours:
            united[at] = _renamed(reports[at], {old: new for (year, old), new in ids.items() if year == roll.year})
    return tuple(united), Chronicle(tuple(changes), frozenset(told))


def _before(reports: Sequence[Report], ours: Sequence[tuple[int, Roll]], known: Sequence[Roll]) -> list[Roll]:
    """What the earliest report says of the year before it: the libraries that stand only in its columns of past years did still."""
    at, first = min(ours, key=lambda each: each[1].year)
    if any(each.year < first.year for each in known):
        return []
    return [Roll(first.district, first.year - 1, reports[at].libraries)]


def _united(new: Sequence[Roll], known: Sequence[Roll], before: Sequence[Roll]) -> tuple[dict[tuple[int, str], str], Chronicle]:
    """The ids of the new rolls of one district by (year, own id); and what happened in their years and in the known one after
    each of them, which has now another year before it.
    """
    history = merge_registries((each.year, each.libraries) for each in (*before, *known, *new))
    final = _final_ids(history, known)
    ids = {key: final[merged] for key, merged in history.ids.items()}
    years = {each.year for each in new}
    after = (min((each.year for each in known if each.year > year), default=year) for year in years)
    districts = {each.year: each.district for each in (*known, *new)}
    told = {year: districts[year] for year in {*years, *after}}
    changes = (_with_ids(each, final, districts[each.year]) for each in history.changes if each.year in told)
    return ids, Chronicle(tuple(changes), frozenset((district, year) for year, district in told.items()))


def _final_ids(history: History, known: Sequence[Roll]) -> dict[str, str]:
    """Id in the history → id in the data set: the one that is there already, else the first of its own that is free."""
    final: dict[str, str] = {}
    for roll in sorted(known, key=lambda each: each.year):
        for library in roll.libraries:
            final.setdefault(history.ids[roll.year, library.library], library.library)
    taken = set(final.values())
    for merged in dict.fromkeys(history.ids.values()):
        if merged not in final:
            final[merged] = next(each for each in names_for(merged) if each not in taken)
            taken.add(final[merged])
    return final


def _with_ids(change: Change, final: Mapping[str, str], district: str) -> Change:
    after = final.get(change.after, change.after) if change.what == "merged" else change.after
    return replace(change, library=final[change.library], after=after, district=district)


def _living(report: Report) -> tuple[Library, ...]:
    """The libraries with a figure of the report's own year; one that stands only in the columns of past years has closed.

    All of them where too few have figures to tell.
    """
    year = str(report.year)
    now = (each for each in report.observations if each.period.startswith(year) and each.quantity.value is not None)
    told = {library for each in now for library in each.library}
    living = tuple(each for each in report.libraries if each.library in told)
    return living if len(living) >= WHOLE * len(report.libraries) else report.libraries


def _key(district: str) -> str:
    area = area_of(district, listed=True)
    return area.key if area else district


def _renamed(report: Report, ids: Mapping[str, str]) -> Report:
    if all(old == new for old, new in ids.items()):
        return report
    return replace(
        report,
        libraries=tuple(replace(each, library=ids.get(each.library, each.library)) for each in report.libraries),
        observations=tuple(replace(each, library=_new(each.library, ids)) for each in report.observations),
        mentions=tuple(_renamed_mention(each, ids) for each in report.mentions),
    )


def _renamed_mention(mention: Mention, ids: Mapping[str, str]) -> Mention:
    candidates = tuple((ids.get(library, library), score) for library, score in mention.candidates)
    return replace(mention, libraries=_new(mention.libraries, ids), candidates=candidates)


def _new(libraries: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids.get(each, each) for each in libraries)
