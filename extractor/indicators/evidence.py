"""How well an indicator fits the coordinates of a figure: features, each with a plain name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractor.indicators.lexicon import WHAT, Lexicon, Residue
from extractor.indicators.meaning import NEARNESS, Coordinates, Found, Source
from extractor.indicators.nearest import COUNTING, FIGURE, Nearest
from extractor.model import Indicator

Features = dict[str, float]
Counted = defaultdict[str, float]
MONEY, LIBRARIES = "money", "libraries"
TITLES = (Source.CAPTION, Source.HEADING, Source.CHAPTER, Source.SIBLING)
# Dimensions of which the title may speak without narrowing what the figures of the table count.
OPEN = frozenset({"measure", "compare", "plan", "per", "change"})
# Parts of what is counted that a remark in brackets may name.
INCLUDED = frozenset({"who", "channel", "form"})
WHERE = "other weak subject own later"
NARROWING = frozenset({"extra who caption", "extra subset caption", "extra state caption"})
PEOPLE_AND_POINTS = frozenset({"person", "point", "FTE"})
DOCUMENTS = frozenset({"copy", "title", "file", "set"})
THINGS = frozenset({"item", "visit", "reference", "event", "record"})
MOST_COUNTED = 3
UNCOUNTED = "foreign"  # what no indicator counts: «Работа музея» over «Посещения»


@dataclass(frozen=True, slots=True)
class Point:
    """What an indicator is made of: the thing counted, its qualifiers, and what may be said too."""

    code: str
    subject: str
    qualifiers: tuple[str, ...]
    optional: frozenset[str]
    unit: str = ""

    @property
    def members(self) -> frozenset[str]:
        return frozenset((self.subject, *self.qualifiers)) | self.optional


def points_of(content: Mapping[str, str], indicators: Mapping[str, Indicator]) -> tuple[Point, ...]:
    """Parse the points of the catalogue: «users children ?library | …» for each code."""
    return tuple(
        _point(code, text, indicators[code].unit)
        for code, texts in content.items()
        for text in texts.split("|")
        if code in indicators
    )


def _point(code: str, text: str, unit: str) -> Point:
    subject, *rest = text.split()
    optional = frozenset(name[1:] for name in rest if name.startswith("?"))
    return Point(code, subject, tuple(n for n in rest if not n.startswith("?")), optional, unit)


class Evidence:
    """Candidates for the coordinates of a figure, each with its features."""

    def __init__(
        self, lexicon: Lexicon, points: Iterable[Point], families: Mapping[str, str]
    ) -> None:
        self.lexicon = lexicon
        self.points = tuple(points)
        self.families = families
        self._by_subject: dict[str, list[tuple[Point, frozenset[str]]]] = defaultdict(list)
        for point in self.points:
            self._by_subject[point.subject].append((point, frozenset(point.qualifiers)))

    def candidates(self, read: Coordinates) -> Iterator[tuple[Point, Features]]:
        """Each point of which every required member is said, with what speaks for and against.

        A unit alone («руб.») says no indicator.
        """
        heard = Nearest(self.lexicon, read)
        for subject in heard.nearest:
            for point, qualifiers in self._by_subject.get(subject, ()):
                is_said = bool(qualifiers) or self._is_worded(subject, heard)
                if is_said and qualifiers <= heard.nearest.keys():
                    yield point, self._features(point, read, heard)

    def _is_worded(self, subject: str, heard: Nearest) -> bool:
        """Whether words say that a thing is counted: «Отчёт библиотек» over a table does not."""
        if subject == LIBRARIES and heard.nearest[subject] in TITLES:
            return COUNTING in heard.nearest
        return subject in heard.worded

    def _features(self, point: Point, read: Coordinates, heard: Nearest) -> Features:
        features: Counted = defaultdict(float, bias=1.0)
        features.update(_reliance(point))
        self._subject(point, heard, features, read)
        for name in point.qualifiers:
            self._qualifier(name, heard, features)
        for name in point.optional:
            if heard.nearest.get(name) is Source.OWN:
                features[f"also says {name}"] = 1.0
        self._extras(point, heard, features)
        self._residue(read, heard.nearest[point.subject], features)
        features[self.unit_of(point.unit, read)] += 1
        is_money = self.families.get(point.unit) == MONEY
        if is_money and not read.unit and heard.nearest.get(COUNTING) is Source.OWN:
            features["extra called a number"] += 1
        return dict(features)

    def _subject(self, point: Point, heard: Nearest, features: Counted, read: Coordinates) -> None:
        """Where the thing counted was found, and what else is counted as near."""
        place = heard.nearest[point.subject]
        leads = "leads" if (point.subject, place) in heard.leading else "follows"
        features[f"subject {place} {leads}"] += 1
        if read.whose and self.lexicon.members[point.subject].rank == "weak":
            features[f"{point.subject} of a {read.whose}"] += 1
        if read.is_part and place is Source.OWN and Source.OVER not in heard.sources:
            features["a part with a subject of its own"] += 1
        if heard.leader and heard.leader != point.subject and heard.leader in point.members:
            features[f"leader qualifies a subject {place}"] += 1
        if not heard.own_subjects:
            features["no own subject"] += 1
        if heard.places[point.subject] > 1:
            features["subject found again"] += 1
        is_beside = point.subject in heard.titled_otherwise and heard.titled.isdisjoint(
            point.members
        )
        if place in FIGURE and is_beside:
            features[f"subject {place} beside the one of the title"] += 1
        for where, name in heard.counted.items():
            features[f"{_counting(point, name)} {_zone(where)}"] += 1

    def _qualifier(self, name: str, heard: Nearest, features: Counted) -> None:
        place, dimension = heard.nearest[name], self.lexicon.members[name].dimension
        if heard.places[name] > 1:
            features["found again"] += 1
        if place in (Source.OWN, Source.UNIT):
            return
        features[f"found {place}"] += 1
        features[f"found {dimension} {_zone(place)}"] += 1
        if place in TITLES and heard.titles[place] > 1:
            features["found in a title of more"] += 1
        if place in TITLES and heard.kinds[place, dimension] > 1:
            features["found in a title beside another of its kind"] += 1

    def _extras(self, point: Point, heard: Nearest, features: Counted) -> None:
        """What is said and is no part of the point; void where something nearer takes its place."""
        members = point.members
        reach = self._reach(point, heard)
        counted: Counted = defaultdict(float)
        seen: set[tuple[tuple[str, ...], str]] = set()
        for found in heard.found:
            zone = _zone(found.source)
            key = (found.members, zone)
            is_known = not members.isdisjoint(found.members) or self._is_silent(found)
            if is_known or key in seen or self._is_included(found):
                continue
            seen.add(key)
            if found.maybe:
                if zone in ("own", "outer"):
                    dimension = self.lexicon.members[found.members[0]].dimension
                    counted[f"perhaps extra {dimension} {zone}"] += 1
                continue
            for name in self._extra_keys(point, found, reach):
                counted[name] += 1
        for name, count in counted.items():
            features[name] += min(count, MOST_COUNTED)
        if any(name.startswith("extra own") for name in counted):
            features["own words unexplained"] += 1
        if not counted:
            features["all explained"] += 1
        if heard.has_unknown and not heard.own_subjects:
            features["unknown words without a subject"] += 1
        place = heard.nearest[point.subject]
        is_known = not heard.has_unknown and place not in heard.unknown
        if place is Source.IMPLIED:
            for title in self._titles_of_another(point, heard):
                features[f"implied beside the subject of the {title}"] = 1
        if is_known and not any(map(_is_near, counted)):
            leads = "leads" if (point.subject, place) in heard.leading else "follows"
            features[f"clean {place} {leads}"] += 1

    def _titles_of_another(self, point: Point, heard: Nearest) -> Iterator[Source]:
        """The titles that first name another thing that can be counted than the point: «Персонал»
        over «Состояло на начало года».
        """
        for found in heard.found:
            is_title = found.source in (Source.CAPTION, Source.HEADING) and found.leads
            others = point.members.isdisjoint(found.members) and LIBRARIES not in found.members
            if is_title and others and not found.maybe:
                yield found.source

    def _is_silent(self, found: Found) -> bool:
        return not self.lexicon.silent.isdisjoint(found.members)

    def _is_included(self, found: Found) -> bool:
        """Whether brackets only say that a part is counted too: «(в том числе удалённых)»."""
        is_remark = found.source is Source.REMARK
        return is_remark and self.lexicon.members[found.members[0]].dimension in INCLUDED

    def _reach(self, point: Point, heard: Nearest) -> dict[str, int]:
        """How near each dimension of the point was said."""
        reach: dict[str, int] = {}
        for name in (point.subject, *point.qualifiers, *point.optional):
            if name in heard.nearest:
                dimension = self.lexicon.members[name].dimension
                near = NEARNESS[heard.nearest[name]]
                reach[dimension] = min(near, reach.get(dimension, near))
        return reach

    def _extra_keys(self, point: Point, found: Found, reach: Mapping[str, int]) -> Iterator[str]:
        member = self.lexicon.members[found.members[0]]
        dimension, near = member.dimension, NEARNESS[found.source]
        said = reach.get(dimension, len(NEARNESS))
        farther = near > said or (near == said and found.source not in FIGURE)
        zone = _zone(found.source)
        if dimension == WHAT:
            place = "first" if found.leads else "later"
            side = "farther" if farther else "nearer"
            rank = member.rank if member.name in self._by_subject else UNCOUNTED
            yield f"other {rank} subject {zone} {place} {side}"
            return
        if farther:
            yield f"outbid {zone}"
            return
        if dimension not in OPEN:
            yield f"extra {zone}"
        yield f"extra {dimension} {zone}"

    def _residue(self, read: Coordinates, place: Source, features: Counted) -> None:
        """Words that no member knows; those of a title only where it says what is counted."""
        counted = Counter(
            f"{kind} word {where}"
            for _, kind, where in read.residue
            if where not in TITLES or where is place
        )
        for name, count in counted.items():
            features[name] += min(count, MOST_COUNTED)
        for where in read.starts_unknown:
            features[f"first word unknown {where}"] += 1
        unknown = sum(
            kind is Residue.UNKNOWN and place is Source.OWN for _, kind, place in read.residue
        )
        if unknown and read.words:
            features["share of unknown words"] += unknown / read.words

    def unit_of(self, usual: str, read: Coordinates) -> str:
        """How the unit of a figure goes with the usual one of an indicator."""
        if not read.unit:
            return "unit none"
        if read.unit == usual:
            return "unit same"
        ours, theirs = self.families.get(usual, ""), self.families.get(read.unit, "")
        if ours != theirs:
            return "unit of another kind"
        if ours:
            return "unit of the same kind"
        apart = PEOPLE_AND_POINTS & {usual, read.unit}
        of_documents = read.unit in DOCUMENTS and usual in THINGS
        return "unit of another count" if apart or of_documents else "unit other count"


def _reliance(point: Point) -> Features:
    """How far an indicator and the words of its members can be relied on, wherever they stand."""
    said = dict.fromkeys((f"says {name}" for name in point.qualifiers), 1.0)
    return {f"indicator {point.code}": 1.0, f"counts {point.subject}": 1.0, **said}


def _counting(point: Point, name: str) -> str:
    """Of what the figure is said to be the number: «Число библиотек с компьютерами»."""
    if name == point.subject:
        return "is the number of its subject"
    return "is the number of a qualifier" if name in point.members else "is another number"


def _is_near(key: str) -> bool:
    """Whether what is unexplained stands in the figure's own labels or narrows the whole table.

    «Число компьютеров в библиотеках» says where.
    """
    if key.startswith(WHERE):
        return False
    return key in NARROWING or any(f" {zone}" in key for zone in ("own", "outer", "bracket"))


def _zone(source: Source) -> str:
    """Sources that speak with about one weight."""
    return "own" if source is Source.UNIT else str(source)
