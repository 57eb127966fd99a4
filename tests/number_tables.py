"""Tables of numbers for the tests: «input → answer», and a reading told on one line."""

from extractor.number_text import shortest_text as digits
from extractor.russian import read_number


def told(text: str) -> str:
    """A reading as «kind value unit sense», what is plain left out; several values joined by
    «|».
    """
    reading = read_number(text)
    several = "|".join(digits(each) or "" for each in reading.values) if reading.low is None else ""
    value = f"{digits(reading.low)}..{digits(reading.high)}" if reading.low is not None else several
    op = "" if reading.op in ("exact", "range") else reading.op
    return " ".join(each for each in (reading.kind, value, reading.unit, op) if each)


def table(text: str) -> list[tuple[str, str]]:
    """Lines «input → answer»."""
    pairs = [line.split(" → ") for line in text.strip().splitlines()]
    return [(question.strip(), answer.strip()) for question, answer in pairs]
