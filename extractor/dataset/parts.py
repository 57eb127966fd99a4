"""An archive in parts: a folder of data sets, one a report, under one manifest.

``parts/SHELF/REPORT/`` holds what belongs to a report, laid out as a data set of its own with its
manifest; the manifest of a shelf seals those of its reports, and that of OUT those of the shelves
and the files that speak of all reports. So what one more report changes is its own part, one shelf
and one line. Where there are few reports there are no parts: OUT itself is home to all of them.
"""

import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from extractor.dataset.manifest import (
    FOLDER,
    MANIFEST,
    PARTED,
    is_as_written,
    read_manifest,
    verify,
)
from extractor.model.files import File
from extractor.model.manifest import Manifest, Seal

# files that stand in OUT itself, those of people among them; all others are in the parts
OF_ALL = frozenset({"library_changes", "decisions", "findings"})
LIBRARIES = "libraries"  # a library stands in the part of the first report that lists it
_YEAR = re.compile(r"-\d{4}(-\d+)?$")


def is_parted(out: Path) -> bool:
    """Whether a folder holds an archive in parts. Raises CalledWrongly for a damaged manifest."""
    manifest = read_manifest(out)
    return manifest is not None and manifest.format == PARTED


def shelf_of(report: str) -> str:
    """The shelf on which a report stands, by its id: that of its district.

    >>> shelf_of("elan-2023"), shelf_of("elan-2023-2"), shelf_of("otchet")
    ('elan', 'elan', 'otchet')
    """
    return _YEAR.sub("", report) or report


def place_of(report: str) -> str:
    """The path of a part inside its archive."""
    return f"{FOLDER}/{shelf_of(report)}/{report}"


def home_of(out: Path, report: str) -> Path:
    """The data set that holds the files of one report: OUT, or a part of it.

    Raises CalledWrongly where the manifest of the part is not as it was written.
    """
    if not is_parted(out):
        return out
    home = out / place_of(report)
    verify(out, f"{FOLDER}/{home.parent.name}/{MANIFEST}", whole=True)
    verify(home.parent, f"{report}/{MANIFEST}", whole=True)
    return home


def homes_of(out: Path, file: File, reports: Iterable[str] | None = None) -> Iterator[Path]:
    """The data sets in which rows of a file stand, in the order of the reports: of these reports,
    or of all.
    """
    if file.name in OF_ALL or not is_parted(out):
        yield out
        return
    there = reports_in(out)
    if file.name == LIBRARIES:
        homes = (out, *(home_of(out, report) for report in sorted(there)))
        yield from (home for home in homes if has_file(home, f"{file.name}.csv"))
        return
    wanted = there if reports is None else there & set(reports)
    yield from (home_of(out, report) for report in sorted(wanted))


def has_file(out: Path, name: str) -> bool:
    """Whether the manifest of a folder names a file."""
    manifest = read_manifest(out)
    return manifest is not None and name in manifest.files


def shelves_in(out: Path) -> dict[str, str]:
    """Name of a shelf → SHA-256 of its manifest; none where there are no parts."""
    manifest = read_manifest(out) if is_parted(out) else None
    found = manifest.files.items() if manifest else ()
    start, end = f"{FOLDER}/", f"/{MANIFEST}"
    return {
        name.removeprefix(start).removesuffix(end): seal.sha256
        for name, seal in found
        if name.startswith(start) and name.endswith(end)
    }


def parts_on(out: Path, shelf: str) -> dict[str, str]:
    """Id of a report → SHA-256 of its part's manifest. Raises CalledWrongly where the shelf is not
    as it was written.
    """
    verify(out, f"{FOLDER}/{shelf}/{MANIFEST}", whole=True)
    manifest = read_manifest(out / FOLDER / shelf)
    files = manifest.files if manifest else {}
    return {name.removesuffix(f"/{MANIFEST}"): seal.sha256 for name, seal in files.items()}


def sealed_files(out: Path, manifest: Manifest | None) -> Iterator[tuple[str, Seal]]:
    """Each file that a manifest names, by its path in ``out``, with its seal; and those that the
    manifests of shelves and parts name, as far as these are as they were written.
    """
    for name, seal in manifest.files.items() if manifest else ():
        yield name, seal
        folder, _, end = name.rpartition("/")
        if folder and end == MANIFEST and is_as_written(out / name, seal, whole=True):
            inner = sealed_files(out / folder, read_manifest(out / folder))
            yield from ((f"{folder}/{path}", each) for path, each in inner)


def parts_below(out: Path) -> list[Path]:
    """The folders of parts that there are, whatever the manifests say."""
    return sorted(path for path in (out / FOLDER).glob("*/*") if path.is_dir())


def reports_in(out: Path) -> Set[str]:
    """The ids of the reports that have a part: all that are there, and those taken out, whose
    editions stay known.
    """
    return {report for shelf in shelves_in(out) for report in parts_on(out, shelf)}
