"""The settings of a region that would otherwise be repeated at each call."""

from pathlib import Path

from msgspec import Struct


class Region(Struct, frozen=True):
    """What ``region.yaml`` says; paths are whole, None where nothing is named.

    ``decisions`` is the file of decisions that all data sets of the region share.
    """

    libraries: Path | None = None
    catalogue: Path | None = None
    rules: tuple[Path, ...] = ()
    template: Path | None = None
    decisions: Path | None = None
