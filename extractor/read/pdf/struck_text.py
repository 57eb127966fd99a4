"""Text with a line through it: a deletion that the printed file still shows. It is no part of
what the report says.
"""

from collections.abc import Iterable, Sequence

from msgspec import structs

from extractor.read.pdf.grid import Grid
from extractor.read.pdf.ink import Ink, Rule, Word
from extractor.read.pdf.rules import NEAR, nearest

LOW, HIGH = (
    0.12,
    0.45,
)  # of the letter size above the baseline: where a line goes through small letters


def without_struck(ink: Ink, grids: Sequence[Grid]) -> list[tuple[str, str]]:
    """Take struck letters off the page; they stand in the notice that is given back."""
    lines = [rule for rule in ink.across if not any(_is_border(rule, grid) for grid in grids)]
    kept: list[Word] = []
    struck: list[str] = []
    for word in ink.words if lines else ():
        through = [rule for rule in lines if _goes_through(rule, word)]
        if not through:
            kept.append(word)
            continue
        left, gone = _cut(word, through, ink)
        kept += left
        struck += [gone] if gone else []
    if not struck:
        return []
    ink.words = kept
    return [("text_struck", f"«{' '.join(struck)}»")]


def _is_border(rule: Rule, grid: Grid) -> bool:
    x0, _, x1, _ = grid.box
    return (
        rule.start < x1
        and x0 < rule.end
        and abs(grid.ys[nearest(grid.ys, rule.at)] - rule.at) <= NEAR
    )


def _goes_through(rule: Rule, word: Word) -> bool:
    size = word.face.size
    level = word.face.turn == 0 and word.base - HIGH * size < rule.at < word.base - LOW * size
    return level and rule.start < word.x1 and word.x0 < rule.end


def _cut(word: Word, rules: Iterable[Rule], ink: Ink) -> tuple[list[Word], str]:
    """What is left of a word, and the letters whose middles a line goes through."""
    edges = ink.edges(word)
    if len(edges) != len(word.text):
        edges = [(word.x0, word.x1)]
    is_struck = [any(rule.start <= (x0 + x1) / 2 <= rule.end for rule in rules) for x0, x1 in edges]
    if all(is_struck):
        return [], word.text
    if not any(is_struck):
        return [word], ""
    rest = [index for index, gone in enumerate(is_struck) if not gone]
    text = "".join(word.text[index] for index in rest)
    left = structs.replace(
        word, text=text, x0=edges[rest[0]][0], x1=edges[rest[-1]][1], first=word.first + rest[0]
    )
    return [left], "".join(
        letter for letter, gone in zip(word.text, is_struck, strict=True) if gone
    )
