"""One report as a check sees it, with what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractor.check.figures.figure import Shelf


@dataclass(frozen=True, slots=True)
class Standing:
    """How figures stand in their own report, by observation.

    ``suspected`` are held to be wrong; ``confirmed`` counts the statements that hold with them.
    """

    suspected: frozenset[str] = frozenset()
    confirmed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """``before`` and ``after`` are the reports of the same district a year earlier and later;
    ``names`` are the libraries by id; ``lang`` is that of what is said: ru, en, or both.

    ``excerpts`` are the words around each figure of the text, by observation. ``own`` and
    ``earlier`` say how the figures of this report and of last year's stand.
    """

    shelf: Shelf
    before: Shelf | None
    names: Mapping[str, str]
    excerpts: Mapping[str, str]
    lang: str
    own: Standing = field(default_factory=Standing)
    earlier: Standing = field(default_factory=Standing)
    after: Shelf | None = None
