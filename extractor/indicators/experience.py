"""What labels of reports taught: how the words around figures of tables went with indicators."""

from functools import cache, lru_cache

from extractor.indicators.label_signs import signs_of
from extractor.indicators.learned_codes import Chances, LearnedCodes
from extractor.indicators.meaning import Coordinates, Labels
from extractor.words import words

REMEMBERED = 16384


@cache
def experience() -> LearnedCodes:
    """The weights of ``words/learned_labels.yaml``, read when first asked for."""
    return LearnedCodes(words("learned_labels"))


@lru_cache(maxsize=REMEMBERED)
def heard(labels: Labels, read: Coordinates) -> Chances:
    """How probable each indicator is, and none, to whoever has only heard the words of labels."""
    return experience().chances(signs_of(labels, read))
