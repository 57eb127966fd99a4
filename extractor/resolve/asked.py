"""What labels and sentences mean against one registry, each asked once."""

from functools import lru_cache

from extractor.model import Library, Mention
from extractor.resolve.index import Index, index_of
from extractor.resolve.names import is_total, resolve_each, says_head
from extractor.resolve.prose import SURE, Named, named_in, phrases_of

REMEMBERED = 16384
NOBODY = Mention("", (), 0, "none")


class Asked:
    """The answers of one registry, which a whole report and, where the registry is given, many reports ask for.

    ``label``: what a whole label means; ``sentence``: the one library that a caption or a heading is about; ``prose``: every name
    in a text with its characters; ``named``: a label's mention where it stands for a library, ``listed`` or not, else None.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.label = lru_cache(maxsize=REMEMBERED)(self._label)
        self.sentence = lru_cache(maxsize=REMEMBERED)(self._sentence)
        self.prose = lru_cache(maxsize=REMEMBERED // 4)(self._prose)
        self.named = lru_cache(maxsize=REMEMBERED)(self._named)

    def _label(self, label: str) -> Mention:
        return next(resolve_each((label,), self.index))

    def _sentence(self, sentence: str) -> Mention:
        """The only library that it names, and not as one of a list."""
        phrases = (sentence[start:end] for start, end in phrases_of(sentence, self.index))
        found = [each for each in resolve_each(phrases, self.index) if each.rule != "none"]
        one = len(found) == 1 and len(found[0].libraries) == 1 and found[0].score >= SURE
        return found[0] if one else NOBODY

    def _prose(self, text: str) -> tuple[Named, ...]:
        return tuple(named_in(text, self.index))

    def _named(self, label: str, listed: bool) -> Mention | None:
        """«с. Луговое» is a library in a list of libraries, elsewhere it is a village; «Итого» is none anywhere."""
        mention = self.label(label)
        if mention.rule == "none" or is_total(label):
            return None
        by_place = mention.rule in ("settlement", "fuzzy", "ambiguous")
        return mention if not by_place or listed or says_head(label) else None


@lru_cache(maxsize=2)
def asked_of(registry: tuple[Library, ...]) -> Asked:
    """The answers of a registry, kept for the next room and the next report."""
    return Asked(index_of(registry))
