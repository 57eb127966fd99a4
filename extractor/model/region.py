"""The settings of a region that would otherwise be repeated at each call."""

from pathlib import Path

from msgspec import Struct


class DistrictContact(Struct, frozen=True):
    """A district that is expected to report, whom a letter addresses, and what it was called
    before.
    """

    name: str
    addressee: str = ""
    formerly: str = ""


class Region(Struct, frozen=True):
    """What ``region.yaml`` says; paths are whole, None where nothing is named.

    ``institution`` writes the letters, ``signature`` stands below them, ``deadline`` is the day by
    which they are answered, ``language`` theirs, «ru» or «en». ``districts`` are those expected.
    ``decisions`` is the file of decisions that all data sets of the region share.
    """

    institution: str = ""
    signature: str = ""
    deadline: str = ""
    language: str = ""
    districts: tuple[DistrictContact, ...] = ()
    libraries: Path | None = None
    catalogue: Path | None = None
    rules: tuple[Path, ...] = ()
    template: Path | None = None
    decisions: Path | None = None

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """The former names of districts, each with the present one."""
        return tuple((one.formerly, one.name) for one in self.districts if one.formerly)
