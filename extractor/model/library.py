"""Libraries of a district and the places where the text speaks of them."""

from msgspec import Struct

from extractor.model.place import Place


class Library(Struct, frozen=True):
    """One library of the registry; ``library`` is its stable id, ``number`` the branch number as
    digits or empty.
    """

    library: str
    name: str
    district: str = ""
    number: str = ""
    kind: str = ""
    settlement: str = ""
    address: str = ""
    aliases: tuple[str, ...] = ()


class Mention(Struct, frozen=True):
    """A name met in a text: the libraries it means (several for a list), how sure (0 to 100), by
    which rule, and the near ones.
    """

    text: str
    libraries: tuple[str, ...]
    score: int
    rule: str
    candidates: tuple[tuple[str, int], ...] = ()
    place: Place | None = None


class Change(Struct, frozen=True):
    """What became of a library in a year: ``what`` is opened, closed, renamed, renumbered, moved,
    merged or alias.

    ``before`` and ``after`` are the names, numbers, places or ids that changed, empty where there
    is none. ``district`` is that of the report that shows it, as it is written there.
    """

    year: int
    library: str
    what: str
    before: str = ""
    after: str = ""
    district: str = ""


class Roll(Struct, frozen=True):
    """The libraries of a district in a year, by their ids in a data set that is already there."""

    district: str
    year: int
    libraries: tuple[Library, ...]


class Chronicle(Struct, frozen=True):
    """What became of libraries in the districts and years that were ``told``: there nothing else
    happened.
    """

    changes: tuple[Change, ...] = ()
    told: frozenset[tuple[str, int]] = frozenset()
