"""Reports of several years of one district speak of the same libraries by the same ids."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.model import Change, Mention, Report
from extractor.resolve.areas import area_of
from extractor.resolve.history import merge_registries


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
        history = merge_registries((reports[at].year or 0, reports[at].libraries) for at in group)
        changes += history.changes
        for at in group:
            united[at] = _renamed(reports[at], {old: new for (year, old), new in history.ids.items() if year == reports[at].year})
    return tuple(united), tuple(changes)


def _key(district: str) -> str:
    area = area_of(district, listed=True)
    return area.key if area else district


def _renamed(report: Report, ids: Mapping[str, str]) -> Report:
    if all(old == new for old, new in ids.items()):
        return report
    return replace(
        report,
        libraries=tuple(replace(each, library=ids[each.library]) for each in report.libraries),
        observations=tuple(replace(each, library=tuple(ids[old] for old in each.library)) for each in report.observations),
        mentions=tuple(_renamed_mention(each, ids) for each in report.mentions),
    )


def _renamed_mention(mention: Mention, ids: Mapping[str, str]) -> Mention:
    candidates = tuple((ids[library], score) for library, score in mention.candidates)
    return replace(mention, libraries=tuple(ids[each] for each in mention.libraries), candidates=candidates)
