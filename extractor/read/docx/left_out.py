"""Text that stands in the file and is no part of what the report says: struck out, hidden, deleted
in the review. It is told, never read as figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.model import Notice
from extractor.read.docx.ooxml import W
from extractor.text import clean

STRUCK, HIDDEN, DELETED, PLACEHOLDER = "text_struck", "text_vanished", "text_deleted", "placeholder"
DELETED_TEXT = W + "delText"
LONGEST = 200


@dataclass(slots=True)
class LeftOut:
    """Pieces of left-out text by the key of the message that tells of them.

    Pieces of one line that follow each other are one piece. A prompt («Место для ввода текста»)
    is not kept.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    last: tuple[str, object] = ("", None)

    def add(self, key: str, text: str, line: object) -> None:
        """Take a piece; ``line`` is the one in which it stands, None where that is not known."""
        if key == PLACEHOLDER:
            return
        pieces = self.texts.setdefault(key, [])
        if line is not None and self.last == (key, line) and pieces:
            pieces[-1] += text
        else:
            pieces.append(text)
        self.last = (key, line)

    def notices(self) -> Iterator[Notice]:
        """A notice a kind. What is hidden or deleted is told where it holds a digit."""
        for key, pieces in self.texts.items():
            told = [clean(piece) for piece in pieces if key == STRUCK or _has_digit(piece)]
            told = list(dict.fromkeys(filter(None, told)))
            if told:
                yield Notice(key, _shortened("; ".join(f"«{piece}»" for piece in told)))


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
