"""Where each member is said nearest to a figure, and what the labels there are about."""

from collections import Counter
from collections.abc import Iterable, Iterator

from extractor.indicators.lexicon import WHAT, Lexicon, Residue
from extractor.indicators.meaning import NEARNESS, Coordinates, Found, Source

COUNTING, WEAK, MEASURE = "counting", "weak", "measure"
FIGURE = (Source.OWN, Source.UNIT, Source.BRACKET, Source.OUTER)
TITLED = (Source.CAPTION, Source.HEADING)
NEAR = (*FIGURE, Source.OVER, Source.ABOVE)


class Nearest:
    """The nearest source of each member, and what leads its label there.

    ``worded`` are members said in words, not by a unit. ``leader`` is the first thing
    that the own label counts, ``titled_otherwise`` are weak members that stand without a number
    under a caption that counts another thing, ``titles`` counts what each title qualifies,
    ``unknown`` are the places of words that no member knows, ``places`` counts where each member is
    said, ``counted`` is what a number is said to be of, by place: «Число библиотек»;
    ``kinds`` counts the members of each dimension by place.
    """

    def __init__(self, lexicon: Lexicon, read: Coordinates) -> None:
        self.lexicon = lexicon
        self.found = read.found
        self.nearest: dict[str, Source] = {}
        self.leading: set[tuple[str, Source]] = set()
        said = {(name, found.source) for found in read.found for name in found.members}
        self.places = Counter(name for name, source in said if source is not Source.SIBLING)
        for found in read.found:
            self._take(found)
        self.counted = dict(_counted(read.found))
        self.worded = {
            name
            for found in read.found
            if found.source is not Source.UNIT
            for name in found.members
        }
        self._imply()
        self.sources = frozenset(found.source for found in read.found)
        self.leader = next(self._leaders(Source.OWN), "")
        self.titles = Counter(found.source for found in read.found if self._is_qualifier(found))
        self.kinds = Counter((source, lexicon.members[name].dimension) for name, source in said)
        leaders = self._leaders(Source.CAPTION)
        self.titled = frozenset(n for n in leaders if lexicon.members[n].rank != WEAK)
        self.titled_otherwise = self._titled_otherwise()
        self.unknown = {place for _, kind, place in read.residue if kind is Residue.UNKNOWN}
        self.has_unknown = Source.OWN in self.unknown
        self.own_subjects = any(
            found.source is Source.OWN and not found.maybe and self._dimension(found) == WHAT
            for found in read.found
        )

    def _take(self, found: Found) -> None:
        for name in found.members:
            before = self.nearest.get(name)
            if before is None or NEARNESS[found.source] < NEARNESS[before]:
                self.nearest[name] = found.source
            if found.leads:
                self.leading.add((name, found.source))

    def _imply(self) -> None:
        """Count what words imply: «Поступило» is of documents; in a title as one of its words."""
        for name in self._implied_by(NEAR):
            if self.nearest.get(name, Source.IMPLIED) not in NEAR:
                self.nearest[name] = Source.IMPLIED
                self.leading.add((name, Source.IMPLIED))
        for title in TITLED:
            for name in self._implied_by((title,)):
                if self.nearest.get(name, Source.SIBLING) is Source.SIBLING:
                    self.nearest[name] = title

    def _implied_by(self, sources: Iterable[Source]) -> set[str]:
        places = tuple(sources)
        implied = {
            self.lexicon.members[name].implies
            for found in self.found
            if found.source in places
            for name in found.members
        } - {""}
        self.worded |= implied
        return implied

    def _leaders(self, source: Source) -> Iterator[str]:
        for found in self.found:
            if found.source is source and found.leads and not found.maybe:
                yield from found.members

    def _is_qualifier(self, found: Found) -> bool:
        silent = not self.lexicon.silent.isdisjoint(found.members)
        return not found.maybe and not silent and self._dimension(found) not in (WHAT, MEASURE)

    def _dimension(self, found: Found) -> str:
        return self.lexicon.members[found.members[0]].dimension

    def _titled_otherwise(self) -> frozenset[str]:
        members = self.lexicon.members
        titled = self.titled
        counted = any(COUNTING in found.members for found in self.found if found.source in FIGURE)
        if not titled or counted:
            return frozenset()
        weak = (name for name in self.nearest if members[name].rank == WEAK)
        return frozenset(name for name in weak if name not in titled)


def _counted(found: Iterable[Found]) -> Iterator[tuple[Source, str]]:
    """The first thing after the word of a number, for each place that has one."""
    numbers: set[Source] = set()
    for spot in found:
        if COUNTING in spot.members:
            numbers.add(spot.source)
        elif spot.leads and spot.source in numbers:
            numbers.discard(spot.source)
            yield spot.source, spot.members[0]
