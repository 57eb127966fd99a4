"""Ids that stay unique and stable when reports of several runs meet in one data set."""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import count
from pathlib import PurePath

from extractor.model import Library, Report
from extractor.model.records import Failure, LibraryRow, Read, ReportRow
from extractor.text import is_device, slug

LONGEST_NAME = 200


def name_reports(
    reports: Sequence[Report], earlier: Sequence[ReportRow]
) -> list[tuple[str, Report]]:
    """An id for each report, sorted by id.

    A report keeps the id of its earlier version: the same file name, and neither another year nor
    another district. Two files that would share an id get ``-2``, ``-3`` … in the order of their
    names. The same file twice is one report.
    """
    ordered = _ordered(reports)
    former = _former_ids(ordered, earlier)
    taken = {row.report for row in earlier}
    named = []
    for index, each in enumerate(ordered):
        name = former.get(index) or free_name(_short(each.report), taken)
        taken.add(name)
        named.append((name, each))
    return sorted(named, key=lambda pair: pair[0])


def replaced_reports(reports: Sequence[Report], earlier: Sequence[ReportRow]) -> frozenset[str]:
    """The ids of earlier reports of which these are newer versions."""
    return frozenset(_former_ids(_ordered(reports), earlier).values())


def _ordered(reports: Sequence[Report]) -> list[Report]:
    """Each report once, whatever the order in which they were read."""
    once = {(each.document.file, each.document.sha256, each.report): each for each in reports}
    return sorted(
        once.values(),
        key=lambda each: (each.report, each.document.file, each.year or 0, each.document.sha256),
    )


def _former_ids(reports: Sequence[Report], earlier: Sequence[ReportRow]) -> dict[int, str]:
    """Index of a report → id of its earlier version. The very same content is asked first, so
    that it is not displaced.
    """
    of_file: dict[str, list[ReportRow]] = {}
    for row in earlier:
        if row.status != Read.FAILED:
            of_file.setdefault(row.file, []).append(row)
    found: dict[int, str] = {}
    for is_earlier in (_same_content, _newer_version):
        for index, report in enumerate(reports):
            rows = [] if index in found else of_file.get(report.document.file, [])
            former = next((each for each in rows if is_earlier(report, each)), None)
            if former is not None:
                found[index] = former.report
                rows.remove(former)
    return found


def _same_content(report: Report, row: ReportRow) -> bool:
    return report.document.sha256 == row.sha256


def _newer_version(report: Report, row: ReportRow) -> bool:
    """It does not speak of another year or of another district."""
    pairs = ((report.year, row.year), (report.district, row.district))
    return not any(new and old and new != old for new, old in pairs)


def free_name(wanted: str, taken: Set[str]) -> str:
    """The name itself where it is free and a file of any system may have it, else with the first
    free ordinal.

    >>> free_name("tomsk-2023", {"tomsk-2023", "tomsk-2023-2"}), free_name("con", set())
    ('tomsk-2023-3', 'con-2')
    """
    return next(name for name in _candidates(wanted) if name not in taken)


def _short(name: str) -> str:
    """A name that leaves room for an ordinal in the longest file name a disk allows."""
    return name[:LONGEST_NAME].rstrip("-")


def _candidates(wanted: str) -> Iterator[str]:
    if not is_device(wanted):
        yield wanted
    yield from (f"{wanted}-{number}" for number in count(2))


def name_failures(failures: Sequence[Failure], taken: Iterable[str]) -> list[tuple[str, Failure]]:
    """An id for each file that could not be read, from its name, sorted by id."""
    held = set(taken)
    named = []
    for each in sorted(set(failures), key=lambda each: (each.file, each.sha256, each.message)):
        name = free_name(_short(slug(PurePath(each.file).stem)) or "report", held)
        held.add(name)
        named.append((name, each))
    return sorted(named, key=lambda pair: pair[0])


class Registry:
    """The libraries of the whole data set under unique ids.

    The same id in the same district (or where one of both names none) is the same library: what was
    read last stands, other names become aliases. The same id in another district is another library
    and gets an ordinal.
    """

    def __init__(self, earlier: Iterable[LibraryRow] = ()) -> None:
        self._held: dict[str, LibraryRow] = {}
        for row in earlier:
            self._hold(row)

    def add(self, libraries: Iterable[Library]) -> dict[str, str]:
        """Take in a report's libraries; answers its own id → the id in the data set."""
        return {library.library: self._hold(_row_of(library)) for library in libraries}

    def rows(self) -> list[LibraryRow]:
        """Rows of ``libraries.csv``, sorted by id."""
        return [self._held[name] for name in sorted(self._held)]

    def _hold(self, library: LibraryRow) -> str:
        wanted = library_id(library.library)
        name = next(each for each in _candidates(wanted) if self._is_same(each, library))
        self._held[name] = _united(name, library, self._held.get(name, UNKNOWN))
        return name

    def _is_same(self, name: str, library: LibraryRow) -> bool:
        district = self._held[name].district if name in self._held else ""
        return not district or not library.district or district == library.district


def library_id(own: str) -> str:
    """An id without spaces, which separate ids in a cell.

    >>> library_id("филиал 5")
    'филиал_5'
    """
    return "_".join(own.split())


def _row_of(library: Library) -> LibraryRow:
    return LibraryRow(
        library.library,
        library.district,
        library.number,
        library.name,
        library.kind,
        library.settlement,
        library.address,
        library.aliases,
    )


def _united(name: str, library: LibraryRow, former: LibraryRow) -> LibraryRow:
    """What was said last of each field; every other name is an alias. No alias holds a «;», which
    separates them in the file.
    """
    names = (*former.aliases, *library.aliases, former.name)
    called = library.name or former.name
    aliases = {each.replace(";", ",") for each in names} - {"", called}
    return LibraryRow(
        name,
        library.district or former.district,
        library.number or former.number,
        called,
        library.kind or former.kind,
        library.settlement or former.settlement,
        library.address or former.address,
        tuple(sorted(aliases)),
    )


UNKNOWN = LibraryRow("", "", "", "", "", "", "", ())
