"""Whether one spelling is likely a slip of another, or rather another name: «Михайлоская» and
«Михайловская», «Камышловская» and «Камышовская».
"""

from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from extractor.names.vocabulary import WORDS
from extractor.rules import Rule, first_match

_LONG = 10  # letters: of names so long no two of one district differ by a letter
_CONFUSED = frozenset(frozenset(pair) for pair in WORDS["slips"]["confused"])
_BESIDE = frozenset(frozenset(pair) for row in WORDS["slips"]["keyboard"] for pair in pairwise(row))
_SIGNS = frozenset("ьъ")
_SUFFIX_LETTERS = frozenset("скнцео")  # with the vowels that come and go: Красноярка, красноярек


class Edit(NamedTuple):
    """One letter of difference: that of the text, that of the name (empty where there is none),
    and those around it in the text.
    """

    said: str
    meant: str
    around: str


def is_likely_slip(word: str, name: str) -> bool:
    """Return whether every difference is one that people make.

    >>> (is_likely_slip("михайлов", "михалов"), is_likely_slip("глухорин", "глухарин"),
    ...  is_likely_slip("камышлов", "камышов"))
    (False, True, False)
    """
    if len(name) >= _LONG or _is_swapped(word, name):
        return True
    return all(first_match(RULES, edit) for edit in _edits(word, name))


def is_other_noun(word: str, name: str) -> bool:
    """Return whether two stems are of one root with other suffixes: Красный Яр and Красноярка,
    Ивановка and Ивановское.

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
        Edit(
            "" if step.tag == "insert" else word[step.src_pos],
            "" if step.tag == "delete" else name[step.dest_pos],
            word[max(0, step.src_pos - 1) : step.src_pos]
            + word[step.src_pos + 1 : step.src_pos + 2],
        )
        for step in found
    ]


def left_out(edit: Edit) -> bool:
    """«Михайлоская»: a letter was not typed."""
    return not edit.said


def doubled(edit: Edit) -> bool:
    """«Луггова»: a letter was typed twice."""
    return not edit.meant and edit.said in edit.around


def sign(edit: Edit) -> bool:
    """«Елница» for «Ельница»: a soft or hard sign too many, or the other one."""
    return {edit.said, edit.meant} <= _SIGNS | {""}


def sounds_alike(edit: Edit) -> bool:
    """«Глухоринская»: letters that sound alike."""
    return frozenset((edit.said, edit.meant)) in _CONFUSED


def key_beside(edit: Edit) -> bool:
    """«Лкговая»: the key beside the right one."""
    return frozenset((edit.said, edit.meant)) in _BESIDE


RULES: tuple[Rule[Edit, bool], ...] = (
    Rule("left_out", left_out, "лугое → луговое"),
    Rule("doubled", doubled, "луггов → лугов"),
    Rule("sign", sign, "васильк → василк"),
    Rule("sounds_alike", sounds_alike, "глухорин → глухарин"),
    Rule("key_beside", key_beside, "лкгов → лугов"),
)
