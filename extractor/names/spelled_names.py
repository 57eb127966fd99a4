"""Names and aliases of the registry spelled out in running text, whatever words they are made of:
«библиотеке МБОУ СОШ № 4», «библиотека аг. Залужье».
"""

from collections.abc import Sequence

from extractor.names.candidates.index import Index
from extractor.names.labels.phrase import squeezed
from extractor.names.phrase_tokens import Token

LONGEST = 12  # tokens
SHORTEST = 2
_SINGULAR = {
    "библиотека": ("а", "и", "е", "у", "ой", "ою"),
    "филиал": ("", "а", "у", "ом", "е"),
    "отделение": ("е", "я", "ю", "ем", "и"),
}
_NOMINATIVE = {
    form.removesuffix(endings[0]) + ending: form
    for form, endings in _SINGULAR.items()
    for ending in endings
}


def spelled_end(tokens: Sequence[Token], head: int, index: Index) -> int:
    """Return the index behind the last token of the longest such name, 0 where there is none.

    The word for a library may stand in any case; all else is spelled as in the registry, and one
    library alone bears the name.
    """
    start = _NOMINATIVE.get(tokens[head].folded, squeezed(tokens[head].folded))
    last = min(len(tokens), head + LONGEST)
    keys = [start]
    for token in tokens[head + 1 : last]:
        keys.append(keys[-1] + squeezed(token.folded))
    for end in range(last, head + SHORTEST - 1, -1):
        if len(index.names.get(keys[end - head - 1], ())) == 1 and _is_named(tokens, head, end):
            return end
    return 0


def _is_named(tokens: Sequence[Token], head: int, end: int) -> bool:
    """Whether the last token adds letters or digits, and more than the word for a library."""
    return bool(squeezed(tokens[end - 1].folded)) and end - head >= SHORTEST
