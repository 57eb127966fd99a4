"""Whether a paragraph is worded as the name of a table."""

from extractor.model import Paragraph
from extractor.outline.patterns import FARTHEST, labelled, matcher, start_of
from extractor.text import clean, fold
from extractor.words import words

LONGEST_NAME = 250
LONGEST_PHRASE = 120
DASHES = "-–—•·*"


def is_numbered(block: Paragraph) -> bool:
    """«Таблица 7. Состав фонда», «Табл. 3»."""
    return bool(labelled("table_words").match(start_of(block.text)))


def says_unit(block: Paragraph) -> bool:
    """«(тыс. руб.)», «в процентах»: a line below the name that says only in what the table
    counts.
    """
    return len(block.text) < FARTHEST and bool(matcher("unit_line").fullmatch(start_of(block.text)))


def points_to_table(block: Paragraph) -> bool:
    """A sentence that says that a table follows."""
    ends = (start_of(block.text), fold(block.text[-FARTHEST:]))
    return ends[1].endswith(":") or any(matcher("points_to_table").search(end) for end in ends)


def names(block: Paragraph) -> bool:
    """Return the first rule that answers; a paragraph for which none speaks is text.

    >>> [names(Paragraph(0, text))
    ...     for text in ("Состав фонда", "Состав фонда.", "Фонд увеличился.", "Выдано, экз.")]
    [True, True, False, True]
    """
    text = clean(block.text)
    if (
        not text
        or len(text) > LONGEST_NAME
        or text[-1] in ";,"
        or labelled("figure_words").match(start_of(text))
        or "://" in text
    ):
        return False
    if block.bold or block.centred or is_numbered(block) or text.endswith(":"):
        return True
    if matcher("enumerated").match(text):
        return True
    is_figure = text[0].isdigit() and not matcher("year").match(text)
    return (
        not is_figure and text[0] not in DASHES and len(text) <= LONGEST_PHRASE and _is_phrase(text)
    )


def _is_phrase(text: str) -> bool:
    """No sentence: its main clause has no verb, nor a participle where it ends with a full stop
    (the dot of «экз.» is none).
    """
    folded = fold(text)
    says = matcher("verb").search(folded.partition(",")[0].partition("(")[0])
    if matcher("first_sentence").match(text) or (
        says and folded.partition(" ")[0] not in words("headings")["asking"]
    ):
        return False
    is_stopped = (
        text[-1] in ".!?"
        and folded.rpartition(" ")[2].strip("().") not in words("headings")["measures"]
    )
    return not is_stopped or not matcher("participle").search(folded)
