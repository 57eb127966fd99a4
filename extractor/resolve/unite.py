"""Reports of several years of one district speak of the same libraries by the same ids."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.model import Change, Library, Mention, Report
from extractor.resolve.areas import area_of
from extractor.resolve.history import WHOLE, merge_registries


def unite_reports(reports: Sequence[Report]) -> tuple[tuple[Report, ...], tuple[Change, ...]]:
    """The same reports in their order, a library that was renamed or renumbered under the id of its first year; and what changed.

    A report without a year or a district stays as it is.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        if report.year is not None and report.district:
            groups[_key(report.district)].append(at)
    united, changes = list(reports), list[Change]()
    for group in groups.values():
        history = merge_registries((reports[at].year or 0, _living(reports[at])) for at in group)
        changes += history.changes
        for at in group:
            united[at] = _renamed(reports[at], {old: new for (year, old), new in history.ids.items() if year == reports[at].year})
    return tuple(united), tuple(changes)


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
