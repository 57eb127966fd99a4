"""Ids that stay unique and stable when reports of several runs meet in one data set."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import count
from pathlib import PurePath

from extractor.model import Library, Report
from extractor.model.records import Failure
from extractor.text import slug

ReportLine = Mapping[str, str]
LibraryLine = Mapping[str, str]
LONGEST_NAME = 200


def name_reports(
    reports: Sequence[Report], earlier: Sequence[ReportLine]
) -> list[tuple[str, Report]]:
    """An id for each report, sorted by id.

    A report keeps the id of its earlier version: the same file name, and neither another year nor
    another district. Two files that would share an id get ``-2``, ``-3`` … in the order of their
    names. The same file twice is one report.
    """
    once = {(each.document.file, each.document.sha256, each.report): each for each in reports}
    ordered = sorted(
        once.values(),
        key=lambda each: (each.report, each.document.file, each.year or 0, each.document.sha256),
    )
    former = _former_ids(ordered, [line for line in earlier if line["status"] != "failed"])
    taken = {line["report"] for line in earlier}
    named = []
    for index, each in enumerate(ordered):
        name = former.get(index) or free_name(_short(each.report), taken)
        taken.add(name)
        named.append((name, each))
    return sorted(named, key=lambda pair: pair[0])


def _former_ids(reports: Sequence[Report], earlier: Sequence[ReportLine]) -> dict[int, str]:
    """Index of a report → id of its earlier version. The very same content is asked first, so
    that it is not displaced.
    """
    of_file: dict[str, list[ReportLine]] = {}
    for line in earlier:
        of_file.setdefault(line["file"], []).append(line)
    found: dict[int, str] = {}
    for is_earlier in (_same_content, _newer_version):
        for index, report in enumerate(reports):
            lines = [] if index in found else of_file.get(report.document.file, [])
            former = next((each for each in lines if is_earlier(report, each)), None)
            if former is not None:
                found[index] = former["report"]
                lines.remove(former)
    return found


def _same_content(report: Report, line: ReportLine) -> bool:
    return report.document.sha256 == line["sha256"]


def _newer_version(report: Report, line: ReportLine) -> bool:
    """It does not speak of another year or of another district."""
    pairs = ((str(report.year or ""), line["year"]), (report.district, line["district"]))
    return not any(new and old and new != old for new, old in pairs)


def free_name(wanted: str, taken: Set[str]) -> str:
    """The name itself where it is free, else with the first free ordinal.

    >>> free_name("tomsk-2023", {"tomsk-2023", "tomsk-2023-2"})
    'tomsk-2023-3'
    """
    return next(name for name in _candidates(wanted) if name not in taken)


def _short(name: str) -> str:
    """A name that leaves room for an ordinal in the longest file name a disk allows."""
    return name[:LONGEST_NAME].rstrip("-")


def _candidates(wanted: str) -> Iterator[str]:
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

    def __init__(self, earlier: Iterable[LibraryLine] = ()) -> None:
        self._held: dict[str, tuple[str, ...]] = {}
        for line in earlier:
            aliases = tuple(each for each in line["aliases"].split(";") if each)
            self._hold(
                Library(
                    aliases=aliases,
                    **{name: text for name, text in line.items() if name != "aliases"},
                )
            )

    def add(self, libraries: Iterable[Library]) -> dict[str, str]:
        """Take in a report's libraries; answers its own id → the id in the data set."""
        return {each.library: self._hold(each) for each in libraries}

    def rows(self) -> list[tuple[str, ...]]:
        """Rows of ``libraries.csv``, sorted by id."""
        return [self._held[name] for name in sorted(self._held)]

    def _hold(self, library: Library) -> str:
        wanted = library_id(library.library)
        name = next(each for each in _candidates(wanted) if self._is_same(each, library))
        self._held[name] = _library_row(name, library, self._held.get(name, ("",) * 8))
        return name

    def _is_same(self, name: str, library: Library) -> bool:
        district = self._held[name][1] if name in self._held else ""
        return not district or not library.district or district == library.district


def library_id(own: str) -> str:
    """An id without spaces, which separate ids in a cell.

    >>> library_id("филиал 5")
    'филиал_5'
    """
    return "_".join(own.split())


def _library_row(name: str, library: Library, former: tuple[str, ...]) -> tuple[str, ...]:
    said = (
        name,
        library.district,
        library.number,
        library.name,
        library.kind,
        library.settlement,
        library.address,
    )
    fields = [new or old for new, old in zip(said, former, strict=False)]
    aliases = {
        *former[7].split(";"),
        *(each.replace(";", ",") for each in library.aliases),
        former[3].replace(";", ","),
    }
    return (*fields, ";".join(sorted(aliases - {"", fields[3]})))
