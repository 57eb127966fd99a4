"""What labels and sentences mean against one registry, each asked once."""

from collections.abc import Callable
from functools import lru_cache, partial

from extractor.model import Library, Mention
from extractor.names.bare_names import settlements
from extractor.names.candidates.index import Index, index_of
from extractor.names.resolution import is_total, resolve_each, says_head
from extractor.names.text_mentions import SURE, Named, named_in, phrases_of

REMEMBERED = 16384
NOBODY = Mention("", (), 0, "none")


class Asked:
    """The answers of one registry, which a whole report and, where the registry is given, many
    reports ask for.

    ``label``: what a whole label means; ``sentence``: the one library that a caption or a heading
    is about; ``prose``: every name in a text with its characters; ``places``: every settlement
    with one library; ``named``: a label's mention
    where it stands for a library, ``listed`` or not, else None. None of them holds this object, so
    that it goes with the last report that asks.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.label: Callable[[str], Mention] = lru_cache(REMEMBERED)(partial(_label, index))
        self.sentence: Callable[[str], Mention] = lru_cache(REMEMBERED)(partial(_sentence, index))
        self.prose: Callable[[str], tuple[Named, ...]] = lru_cache(REMEMBERED // 4)(
            partial(_prose, index)
        )
        self.places: Callable[[str], tuple[Named, ...]] = lru_cache(REMEMBERED // 4)(
            partial(_places, index)
        )
        self.named: Callable[[str, bool], Mention | None] = lru_cache(REMEMBERED)(
            partial(_named, self.label)
        )


def _label(index: Index, label: str) -> Mention:
    return next(resolve_each((label,), index))


def _sentence(index: Index, sentence: str) -> Mention:
    """Return the only library that it names, and not as one of a list."""
    phrases = (sentence[start:end] for start, end in phrases_of(sentence, index))
    found = [mention for mention in resolve_each(phrases, index) if mention.rule != "none"]
    one = len(found) == 1 and len(found[0].libraries) == 1 and found[0].score >= SURE
    return found[0] if one else NOBODY


def _prose(index: Index, text: str) -> tuple[Named, ...]:
    return tuple(named_in(text, index))


def _places(index: Index, text: str) -> tuple[Named, ...]:
    """Settlements that stand for their only library, less surely than a name."""
    return tuple(
        (start, end, _of_settlement(text[start:end], index.profiles[min(where)].library))
        for start, end, where in settlements(text, index)
    )


def _of_settlement(text: str, library: Library) -> Mention:
    return Mention(text, (library.library,), SURE, "settlement")


def _named(meaning: Callable[[str], Mention], label: str, listed: bool) -> Mention | None:
    """«с. Луговое» is a library in a list of libraries, elsewhere it is a village; «Итого» is
    none anywhere.
    """
    mention = meaning(label)
    if mention.rule == "none" or is_total(label):
        return None
    by_place = mention.rule in ("settlement", "fuzzy", "ambiguous")
    return mention if not by_place or listed or says_head(label) else None


@lru_cache(maxsize=2)
def asked_of(registry: tuple[Library, ...]) -> Asked:
    """Return the answers of a registry, kept for the next room and the next report."""
    return Asked(index_of(registry))
