"""The places of a report where it says what it is."""

from collections.abc import Iterator

from extractor.model import Document, Outline, Paragraph
from extractor.text import clean
from extractor.words import words

SMALL_CAPS = 3
SENTENCE_WORDS = 3


def title_lines(document: Document, outline: Outline) -> Iterator[str]:
    """Yield the title in the file's properties and the first lines of the text, up to and with the
    first heading; sentences are none.
    """
    yield clean(document.title)
    opening = outline.sections[0].block if outline.sections else len(document.blocks)
    shown = (paragraph for paragraph in paragraphs(document) if paragraph.origin != "contents")
    for index, line in zip(range(words("identity")["first_lines"]), shown, strict=False):
        text = clean(line.text)
        if line.block <= opening + 1 and (index == 0 or not _is_sentence(text)):
            yield text


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and text.count(" ") >= SENTENCE_WORDS


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Return all paragraphs with words in them."""
    return (
        block for block in document.blocks if isinstance(block, Paragraph) and block.text.strip()
    )


def shouted(text: str) -> bool:
    """Return whether a line is all in capitals, as titles are."""
    return text.isupper() and sum(map(str.isalpha, text)) > SMALL_CAPS


def as_name(word: str) -> str:
    """A name in capitals as names are written.

    >>> as_name("УСТЬ-ЛУГОВСКОЙ")
    'Усть-Луговской'
    """
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() else word
