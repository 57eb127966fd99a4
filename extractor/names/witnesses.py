"""What a label says against what is known of a library: one witness for each kind of evidence."""

from enum import Enum
from typing import NamedTuple

from extractor.names.candidates.features import Profile
from extractor.names.candidates.index import Index
from extractor.names.labels.evidence import Evidence
from extractor.names.labels.phrase import Honour, Street
from extractor.names.vocabulary import DEFINING, MODEL
from extractor.rules import Rule


class Opinion(Enum):
    """What a witness says of a library; one that is silent answers None."""

    AGREES = 1
    CONTRADICTS = -1


AGREES, CONTRADICTS, SILENT = Opinion.AGREES, Opinion.CONTRADICTS, None


class Claim(NamedTuple):
    """What a label says, a library that may be meant, and the registry."""

    said: Evidence
    known: Profile
    registry: Index


OWN_SHARE = 0.6


WEAK = frozenset(
    {"kind", "own", "street", "abbreviation"}
)  # alone these name nobody among words that nothing explains


TYPED = frozenset({"rural", "city"})


def number(claim: Claim) -> Opinion | None:
    """Return the number of a branch."""
    said, known, index = claim
    if not said.number:
        return SILENT
    if known.number:
        return AGREES if known.number == said.number else CONTRADICTS
    return CONTRADICTS if index.numbers else SILENT


def place(claim: Claim) -> Opinion | None:
    """Return the settlement where it stands."""
    said, known, _ = claim
    if said.tails and not said.places:
        return AGREES if known.place in said.tails else CONTRADICTS
    if not (said.places or said.stranger) or not known.place:
        return SILENT
    if said.places:
        return AGREES if known.place in said.places and not said.stranger else CONTRADICTS
    return CONTRADICTS


def honour(claim: Claim) -> Opinion | None:
    """Whose name it bears."""
    said, known, index = claim
    if not said.honours:
        return SILENT
    if not known.honours:
        return (
            CONTRADICTS
            if any(word in index.honours for honour in said.honours for word in honour.name)
            else SILENT
        )
    shared = {
        other.surname for other in known.honours if len(index.honours.get(other.surname, ())) > 1
    }
    same = all(
        any(_same_honour(one, other, shared) for other in known.honours) for one in said.honours
    )
    return AGREES if same else CONTRADICTS


def _same_honour(one: Honour, other: Honour, shared: set[str]) -> bool:
    """The surname of the registry is among the words said, and the first initials do not
    differ; where several libraries bear the surname, a first name said in full begins with the
    initial («Николая Островского»).
    """
    first = one.initials[:1] or "".join(
        word[0] for word in one.name - {other.surname} if other.surname in shared
    )
    return other.surname in one.name and (
        not first or not other.initials or other.initials[0] in first
    )


def street(claim: Claim) -> Opinion | None:
    """Its street, and the house."""
    said, known, _ = claim
    pairs = [
        (one, other)
        for one in said.streets
        for other in known.streets
        if one.is_part == other.is_part
    ]
    if not pairs:
        return SILENT
    return AGREES if any(_same_street(one, other) for one, other in pairs) else CONTRADICTS


def _same_street(one: Street, other: Street) -> bool:
    houses = not one.house or not other.house or one.house == other.house
    return bool(one.name & other.name) and houses


def own(claim: Claim) -> Opinion | None:
    """Words that only some names of the registry have."""
    said, known, index = claim
    if not said.own:
        return SILENT
    if not known.own:
        return CONTRADICTS if said.own & index.quoted else SILENT
    if said.own <= known.words and not said.own & known.own:
        return SILENT
    if len(said.own & known.own) >= OWN_SHARE * len(known.own):
        return AGREES
    return SILENT if said.own & known.own else CONTRADICTS


def abbreviation(claim: Claim) -> Opinion | None:
    """Initials of a name: «БЭЦ»."""
    said, known, index = claim
    if not said.abbreviations:
        return SILENT
    if any(index.profiles[at] is known for at in said.abbreviations):
        return AGREES
    return SILENT if said.kinds & known.kinds & DEFINING else CONTRADICTS


def kind(claim: Claim) -> Opinion | None:
    """Children's, central and the like must not contradict; a branch is not the central library."""
    said, known, index = claim
    wanted = said.kinds & DEFINING
    if not wanted and MODEL in said.kinds & known.kinds:
        return AGREES
    if wanted - TYPED <= known.kinds and (wanted & known.kinds or not wanted):
        return (
            AGREES
            if wanted
            else CONTRADICTS
            if "branch" in said.kinds
            and known.kinds >= {"central"}
            and "branch" not in known.kinds
            and not said.number
            else SILENT
        )
    lacking = wanted - known.kinds
    if lacking <= TYPED:
        return CONTRADICTS if known.kinds & TYPED else SILENT
    if lacking <= {"central"} and wanted - lacking - TYPED:
        return SILENT if any(wanted <= kind_set for kind_set in index.kind_sets) else AGREES
    return (
        CONTRADICTS
        if known.kinds - {"model"} or not index.kinds.keys().isdisjoint(lacking)
        else SILENT
    )


# The order in which evidence names the rule of an answer.
WITNESSES: tuple[Rule[Claim, Opinion], ...] = (
    Rule("number", number, "Филиал № 1"),
    Rule("abbreviation", abbreviation, "филиал БЭЦ"),
    Rule("own", own, "экологическая библиотека г. Приморск"),
    Rule("honour", honour, "библиотека имени Пушкина"),
    Rule("place", place, "Луговская библиотека"),
    Rule("street", street, "библиотека на ул. Лесной, 5"),
    Rule("kind", kind, "Детская библиотека"),
)

# Evidence → the rule of a mention that it names.
RULE_OF = {
    "number": "number",
    "abbreviation": "alias",
    "own": "alias",
    "honour": "alias",
    "place": "settlement",
    "street": "alias",
    "kind": "alias",
}
