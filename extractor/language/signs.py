"""What stands right before a figure and belongs to it: a currency, a plus, a minus."""

from extractor.language.lexicon import table
from extractor.language.parts import CURRENCY_SIGNS, Page, Part, index_at, unit_of
from extractor.language.senses import changes_before
from extractor.language.tokens import Token


def currency_before(page: Page, index: int, taken: int, part: Part) -> tuple[Part, int]:
    """«$10», «рублей 10»: the currency, where the amount has none behind it."""
    before = index - 1 - (index - 2 >= taken and page.tokens[index - 1].text == ".")
    if before < taken or part.unit not in ("", "item") or not _may_be_currency(page.tokens[before]):
        return part, index
    found = unit_of(page.text[page.tokens[before].start : page.tokens[index - 1].end])
    if not found or found[0] not in table()["money"]:
        return part, index
    if part.unit:
        part = part._replace(next=index_at(page, index, part.end), last=part.end)
    return part._replace(unit=found[0]), before


def _may_be_currency(token: Token) -> bool:
    return token.kind in ("word", "other") or (token.kind == "sign" and token.text in CURRENCY_SIGNS)


def sign_of(page: Page, index: int, part: Part) -> tuple[str, int]:
    """«+20,4», «-5», «минус 60»; a dash with a space behind it, or between words, is no sign."""
    if not index:
        return "", index
    before, figure = page.tokens[index - 1], page.tokens[index]
    if before.word is not None and before.word.kind in ("minus", "plus"):
        return ("-" if before.word.kind == "minus" else "+"), index - 1
    if before.text == "+":
        return "+", index - 1
    if before.text != "-" or before.end != figure.start:
        return "", index
    return ("-", index - 1) if _is_minus(page, index, part) else ("", index)


def _is_minus(page: Page, index: int, part: Part) -> bool:
    """A hyphen that touches its figure: not «библиотек -5», «–20 чел.» or the mark of a list, where something is counted."""
    before = page.tokens[index - 2] if index > 1 else None
    if before is None:
        return part.next >= len(page.tokens) or part.unit in table()["signed_units"]
    if before.text in ("(", "=", ":", "/", "\n", "|", "на", "до", "с", "от"):
        return True
    return before.end < page.tokens[index - 1].start and changes_before(page.tokens[index - 2 : index - 1], 1)
