"""Whether one spelling is likely a slip of another, or rather another name: «Михайлоская» and
«Михайловская», «Камышловская» and «Камышовская».
"""

from collections.abc import Callable
from itertools import pairwise

from rapidfuzz.distance import OSA, Levenshtein

from extractor.names.vocabulary import WORDS

_LONG = 10  # letters: of names so long no two of one district differ by a letter
_CONFUSED = frozenset(frozenset(pair) for pair in WORDS["slips"]["confused"])
_BESIDE = frozenset(frozenset(pair) for row in WORDS["slips"]["keyboard"] for pair in pairwise(row))
_SIGNS = frozenset("ьъ")
_SUFFIX_LETTERS = frozenset("скнцео")  # with the vowels that come and go: Красноярка, красноярек
Edit = tuple[
    str, str, str
]  # the letter of the text, the letter of the name, the text around; empty where there is none


def is_likely_slip(word: str, name: str) -> bool:
    """Whether every difference is one that people make.

    >>> (is_likely_slip("михайлов", "михалов"), is_likely_slip("глухорин", "глухарин"),
    ...  is_likely_slip("камышлов", "камышов"))
    (False, True, False)
    """
    if len(name) >= _LONG or _is_swapped(word, name):
        return True
    return all(any(rule(*edit) for rule in _RULES) for edit in _edits(word, name))


def is_other_noun(word: str, name: str) -> bool:
    """Whether two stems are of one root with other suffixes: Красный Яр and Красноярка, Ивановка
    and Ивановское.

    >>> (is_other_noun("краснояр", "красноярк"), is_other_noun("ивановск", "ивановк"),
    ...  is_other_noun("красноряк", "красноярк"))
    (True, True, False)
    """
    root = next(
        (at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other),
        min(len(word), len(name)),
    )
    return word != name and set(word[root:] + name[root:]) <= _SUFFIX_LETTERS


def _is_swapped(word: str, name: str) -> bool:
    return OSA.distance(word, name) < Levenshtein.distance(word, name)


def _edits(word: str, name: str) -> list[Edit]:
    found = Levenshtein.editops(word, name)
    return [
        (
            "" if each.tag == "insert" else word[each.src_pos],
            "" if each.tag == "delete" else name[each.dest_pos],
            word[max(0, each.src_pos - 1) : each.src_pos]
            + word[each.src_pos + 1 : each.src_pos + 2],
        )
        for each in found
    ]


def left_out(said: str, meant: str, around: str) -> bool:
    return not said


def doubled(said: str, meant: str, around: str) -> bool:
    return not meant and said in around


def sign(said: str, meant: str, around: str) -> bool:
    return {said, meant} <= _SIGNS | {""}


def sounds_alike(said: str, meant: str, around: str) -> bool:
    return frozenset((said, meant)) in _CONFUSED


def key_beside(said: str, meant: str, around: str) -> bool:
    return frozenset((said, meant)) in _BESIDE


_RULES: tuple[Callable[[str, str, str], bool], ...] = (
    left_out,
    doubled,
    sign,
    sounds_alike,
    key_beside,
)
