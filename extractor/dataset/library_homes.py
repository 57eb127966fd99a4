"""In which part of an archive each library stands: in that of the first report that lists it, so
that a report that comes in touches the parts of its own libraries and no others.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import NamedTuple

from extractor.dataset.columns import Row
from extractor.dataset.earlier import BY_NAME, earlier_rows, rows_in
from extractor.dataset.indexed_rows import indexed_homes, indexed_rows
from extractor.dataset.parts import LIBRARIES, homes_of, is_parted

FILE, REGISTRIES = BY_NAME[LIBRARIES], BY_NAME["registries"]
NOWHERE = ""  # of a library that no report lists: it stands in OUT


class Coming(NamedTuple):
    """What a new version takes over and brings: the reports that are ``kept`` as they are and those
    that are ``gone`` or read anew; ``lists`` are the ids of libraries of each that comes in.
    """

    kept: Set[str]
    gone: Set[str]
    lists: Mapping[str, Set[str]]


def moved_libraries(out: Path, rows: Iterable[Row], coming: Coming) -> dict[str, list[Row]]:
    """Report → the libraries that are to stand in its part, for those parts of which they differ
    from what stands there; under NOWHERE those of OUT. ``rows`` are all libraries of the version.
    """
    now = {str(row[0]): row for row in rows}
    was, homes = _stand(out)
    differing = {name for name in now.keys() | was.keys() if now.get(name) != was.get(name)}
    differing |= {row[1] for row in earlier_rows(out, REGISTRIES, coming.gone)}
    differing |= {name for names in coming.lists.values() for name in names}
    touched = {homes.pop(name) for name in differing if name in homes}
    homes |= _first(out, differing & now.keys(), coming)
    touched |= {homes[name] for name in differing & now.keys()}
    found: dict[str, list[Row]] = {report: [] for report in touched}
    for name in sorted(now):
        if homes[name] in found:
            found[homes[name]].append(now[name])
    return found


def listed_libraries(out: Path) -> set[str]:
    """The libraries of an archive in parts that a report lists."""
    homes = indexed_homes(out)
    if homes is None:
        homes = _stand(out)[1]
    return {name for name, home in homes.items() if home != NOWHERE}


def _stand(out: Path) -> tuple[dict[str, Row], dict[str, str]]:
    """The libraries of an archive in parts by id, and in which part each stands."""
    if not is_parted(out):
        return {}, {}
    homes = indexed_homes(out)
    if homes is not None:
        return {row[0]: row for row in earlier_rows(out, FILE)}, homes
    found = [(home, row) for home in homes_of(out, FILE) for row in rows_in(home, FILE)]
    homes = {row[0]: NOWHERE if home == out else home.name for home, row in found}
    return {row[0]: row for _, row in found}, homes


def _first(out: Path, names: Set[str], coming: Coming) -> dict[str, str]:
    """Library → the first report that lists it."""
    listed: dict[str, set[str]] = {name: set() for name in names}
    for report, name in _listed(out, names):
        if report in coming.kept and name in names:
            listed[name].add(report)
    for report, own in coming.lists.items():
        for name in own & names:
            listed[name].add(report)
    return {name: min(reports, default=NOWHERE) for name, reports in listed.items()}


def _listed(out: Path, names: Set[str]) -> Iterator[tuple[str, str]]:
    rows = indexed_rows(out, REGISTRIES, "library", names) if is_parted(out) else None
    for report, name, *_ in earlier_rows(out, REGISTRIES) if rows is None else rows:
        yield report, name
