"""Where a paragraph begins: each rule that may begin a new one has a name, the first that applies
decides.
"""

import re
from typing import NamedTuple

from extractor.read.captions import is_caption
from extractor.read.pdf.lines import Line, is_hyphenated
from extractor.rules import Rule

INDENT = 8.0  # points: a first line stands in by more than that
LOOSE = 1.2  # of the document's usual distance between lines: more is a gap between paragraphs
OTHER_SIZE = 0.08  # of the letter size: another face
CENTRED = 6.0  # points by which the two sides of a centred line may differ
LAST_WORD = 0.6  # of the letter size: what a word needs beside its own width
RAGGED = 0.3  # of the text's width: a line that leaves more has ended
BULLETS = "•▪▫●■➢→✓☑❖◦○‣·"
_MARKED = re.compile(
    rf"(?:[{BULLETS}*–—-]\s?\S|\(?\d{{1,3}}(?:\.\d{{1,3}})*[.)]\s?\D|\d{{1,2}}(?:\.\d{{1,"
    rf"2}})+\s+[^\W\d]|\(?[а-яa-z]\)\s)",
    re.IGNORECASE,
)


class Edges(NamedTuple):
    """Where the text of a kind of pages begins and ends, the usual distance of lines in letter
    sizes, and the whole points at which many lines begin: the margin, the first lines, the lists.
    """

    left: float
    right: float
    leading: float
    starts: frozenset[int] = frozenset()


class Step(NamedTuple):
    """A line after another: ``gap`` in letter sizes between their baselines, None over a page's
    edge.
    """

    above: Line
    below: Line
    edges: Edges
    gap: float | None
    is_first: bool


def is_centred(line: Line, edges: Edges) -> bool:
    """Whether both sides of a line stand in alike."""
    left, right = line.x0 - edges.left, edges.right - line.x1
    return left > CENTRED and abs(left - right) < CENTRED


def entry_of_contents(step: Step) -> bool:
    """Behind the number of a page begins the next entry."""
    return step.above.led


def another_size(step: Step) -> bool:
    """A heading in larger letters, a note in smaller ones."""
    return abs(step.above.size - step.below.size) > OTHER_SIZE * step.below.size


def bold_ends(step: Step) -> bool:
    """A heading before text, or after it."""
    return step.above.bold != step.below.bold and not (step.above.bold and len(step.below.text) < 4)


def gap(step: Step) -> bool:
    """More than the usual distance, or upwards: another column."""
    return step.gap is not None and not 0 < step.gap <= LOOSE * step.edges.leading


def next_word_had_room(step: Step) -> bool:
    """The line above ends early although the next word would have fitted."""
    above, edges = step.above, step.edges
    free = (
        edges.right - edges.left - (above.x1 - above.x0)
        if is_centred(above, edges) and is_centred(step.below, edges)
        else edges.right - above.x1
    )
    if free <= step.below.first_width + LAST_WORD * above.size or is_hyphenated(above):
        return False
    return free > RAGGED * (edges.right - edges.left) or not _mid_sentence(step)


def _mid_sentence(step: Step) -> bool:
    """A line that ends on a word, the next beginning below it with a small letter: a paragraph
    that stands in on the right.
    """
    above, below = step.above, step.below
    return (
        above.text[-1:].isalpha()
        and below.text[:1].islower()
        and not is_marked(below.text)
        and below.x0 <= above.x0 + 2
    )


def indented(step: Step) -> bool:
    """A first line that stands in, unless all do: a list's text hangs behind its mark."""
    if is_centred(step.below, step.edges):
        return False
    hangs = step.is_first and is_marked(step.above.text)
    return step.below.x0 > step.above.x0 + INDENT and not hangs


def mark(step: Step) -> bool:
    """A list mark or a number, where the line does not simply go on: it stands elsewhere than
    the one above, or that had ended.
    """
    ended = step.above.text.rstrip()[-1:] in ".;:!?"
    return is_marked(step.below.text) and (
        ended or abs(step.above.x0 - step.below.x0) > 2 or step.below.text[0] in BULLETS
    )


def caption(step: Step) -> bool:
    """«Таблица 5. Фонд» below a sentence that ended: none begins so."""
    ended = step.above.text.rstrip()[-1:] in ".;:!?"
    return ended and step.below.text[:1].isupper() and is_caption(step.below.text)


def is_marked(text: str) -> bool:
    """Whether a line begins as an item of a list does.

    >>> [is_marked(each)
    ...     for each in ("• фонды", "2) кадры", "3.1. Сеть", "– книги", "2023 год", "А. С. Пушкин")]
    [True, True, True, True, False, False]
    """
    return bool(_MARKED.match(text))


BEGINNINGS: tuple[Rule[Step, bool], ...] = (
    Rule(
        "entry_of_contents",
        entry_of_contents,
        """
        Введение ..............................................................  3
        сети и фонды ..........................................................  5
        """,
    ),
    Rule(
        "another_size",
        another_size,
        """
        ^ Обслуживание читателей велось весь год по планам отд
        комплектование продолжалось за счёт местного бюджета и платных услуг сети
        периодических изданий для взрослых и детей выписано столько же, что и год
        """,
    ),
    Rule(
        "bold_ends",
        bold_ends,
        """
        **Обслуживание читателей велось весь год по планам отделов и филиалов сетей**
        комплектование продолжалось за счёт местного бюджета и платных услуг сети
        периодических изданий для взрослых и детей выписано столько же, что и год
        """,
    ),
    Rule(
        "gap",
        gap,
        """
        Обслуживание читателей велось весь год по планам отделов и филиалов сетей

        комплектование продолжалось за счёт местного бюджета и платных услуг сети
        периодических изданий для взрослых и детей выписано столько же, что и год
        """,
    ),
    Rule(
        "next_word_had_room",
        next_word_had_room,
        """
        Обслуживание читателей велось весь год по планам отделов и филиалов сетей
        для детей и взрослых.
        комплектование продолжалось за счёт местного бюджета и платных услуг сети
        периодических изданий для взрослых и детей выписано столько же, что и год
        """,
    ),
    Rule(
        "indented",
        indented,
        """
        Обслуживание читателей велось весь год по планам отделов и филиалов сетей
        комплектование продолжалось за счёт местного бюджета и платных услуг сети
           периодических изданий для взрослых и детей выписано столько же, что и
        комплектование продолжалось за счёт местного бюджета и платных услуг сети
        """,
    ),
    Rule(
        "mark",
        mark,
        """
        Обслуживание читателей велось весь год по планам отделов и филиалов края;
        – комплектование продолжалось за счёт местного бюджета и платных услуг се
        периодических изданий для взрослых и детей выписано столько же, что и год
        """,
    ),
    Rule(
        "caption",
        caption,
        """
        Обслуживание читателей велось весь год по планам отделов и филиалов края.
        Таблица 5. Комплектование за счёт местного бюджета и платных услуг сетей
        периодических изданий для взрослых и детей выписано столько же, что и год
        """,
    ),
)
