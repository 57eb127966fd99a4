"""One report as a check sees it, with what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.check.figures.figure import Shelf


@dataclass(frozen=True, slots=True)
class Case:
    """``before`` is the report of the same district a year earlier; ``names`` are the libraries by
    id; ``lang`` is ru or en.

    ``excerpts`` are the words around each figure of the text, by observation; ``suspected`` are the
    observations of last year's report that are held to be wrong there.
    """

    shelf: Shelf
    before: Shelf | None
    names: Mapping[str, str]
    excerpts: Mapping[str, str]
    lang: str
    suspected: frozenset[str] = frozenset()
