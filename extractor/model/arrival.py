"""What a report that came in is to the archive."""

from msgspec import Struct


class Arrival(Struct, frozen=True):
    """``what`` is added, same (read again, unchanged), replaced (a corrected version took the place
    of the earlier one), duplicate (the same content under another name: not taken in again), rival
    (taken in, though another report speaks of the same district and year: ``other``) or removed.
    ``changed`` counts the figures that a corrected version prints differently, those that it adds
    and those that it leaves out. ``other`` is the report or file that it is held against;
    ``sha256`` is that of a duplicate.
    """

    report: str
    file: str
    what: str
    other: str = ""
    changed: int | None = None
    sha256: str = ""
