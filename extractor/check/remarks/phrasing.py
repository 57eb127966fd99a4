"""Remarks put into words: numbers as people write them, labels as they are printed. ``lang`` is ru,
en or both at once (``wordings.BOTH``).
"""

from collections.abc import Mapping
from fractions import Fraction

from extractor.check.figures.figure import Figure, label_of, number
from extractor.check.remarks.wordings import BOTH, cited, in_both, in_language, in_quotes
from extractor.model import Direction
from extractor.number_text import SENTENCES, number_text, unbroken
from extractor.places import printed_section
from extractor.text import clean
from extractor.words import words
from extractor.words.phrase import filled

MONEY, COUNT = "money", "count"


def sentence(key: str, lang: str, parts: Mapping[str, str]) -> str:
    """A sentence of ``words/check.yaml`` in one language, filled; an empty «why» leaves no stray
    full stop.
    """
    text = own_words(words("check")["sentences"][key], lang, **parts)
    return unbroken(clean(text.replace(" .", "").replace("..", ".").replace("».", "».")))


def phrase(key: str, lang: str, **parts: object) -> str:
    """A part of a sentence of ``words/check.yaml``, filled."""
    return own_words(words("check")["phrases"][key], lang, **parts)


def own_words(says: Mapping[str, str], lang: str, **parts: object) -> str:
    """A phrase that a check brings in both languages, filled.

    >>> own_words({"ru": "стр. {page}", "en": "p. {page}"}, "en", page=5)
    'p. 5'
    """
    if lang == BOTH:
        return in_both(own_words(says, "ru", **parts), own_words(says, "en", **parts))
    template, quotes = says[lang], words("check")["phrases"]["quoted"][lang]
    said = {
        name: in_quotes(in_language(str(part), lang), template, name, quotes)
        for name, part in parts.items()
    }
    return filled(template, said)


def way_name(up: bool, lang: str) -> str:
    """«рост» or «снижение»."""
    return phrase(f"way_{Direction.UP if up else Direction.DOWN}", lang)


def scale_name(what: str, scale: int, lang: str, unknown: str = "") -> str:
    """What a figure is counted in: «тыс. рублей» for MONEY and 1000; ``unknown`` for a scale that
    has no name.
    """
    key = f"{what}_{scale}"
    return phrase(key, lang) if key in words("check")["phrases"] else unknown


def shown(value: Fraction, lang: str = "ru", decimals: int | None = None) -> str:
    """A number as people write it: thousands apart, the decimal mark of the language.

    >>> shown(Fraction(1234567, 10)), shown(Fraction(-5), "en"), shown(Fraction(1, 3), "ru", 2)
    ('123\\xa0456,7', '−5', '0,33')
    """
    exact = number(value)
    if decimals is None:
        exponent = exact.normalize().as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else 0
    if lang == BOTH:
        texts = (number_text(exact, decimals, one, style=SENTENCES) for one in ("ru", "en"))
        return in_both(*texts)
    return number_text(exact, decimals, lang, style=SENTENCES)


def printed(figure: Figure, lang: str) -> str:
    """A figure as it is printed; the cell's own text where that is one short number."""
    raw = clean(figure.fact.raw)
    return (
        raw if raw and len(raw) <= 24 and any(map(str.isdigit, raw)) else shown(figure.value, lang)
    )


def where(figure: Figure, lang: str, excerpt: str = "") -> str:
    """«Таблица 15, раздел 4.3, «Посещения», 2023»; a figure of the text is shown with its words."""
    fact = figure.fact
    if fact.table is None:
        return cited(excerpt or label_of(fact))
    parts = [
        table_name(fact.table, fact.section, lang),
        f"«{label_of(fact)}»",
        dated(fact.period),
    ]
    return ", ".join(each for each in parts if each and each != "«»")


def dated(period: str) -> str:
    """Return a period as people write it: a year as it is, a part of a year by its days.

    >>> dated("2023"), dated("2023-01-01/2023-03-31"), dated("2022-09-01/2023-05-31")
    ('2023', '01.01–31.03.2023', '01.09.2022–31.05.2023')
    >>> dated("2023-07-01")
    '01.07.2023'
    """
    first, bar, last = period.partition("/")
    if not bar:
        return ".".join(period.split("-")[::-1])
    begin, end = first.split("-")[::-1], last.split("-")[::-1]
    same_year = begin[2:] == end[2:]
    return f"{'.'.join(begin[:2] if same_year else begin)}–{'.'.join(end)}"


def table_name(table: int, section: str, lang: str) -> str:
    """«Таблица 15 (4.3)»; the number alone before the first section."""
    return phrase("table_first", lang, table=numbered(table, section))


def numbered(table: int, section: str) -> str:
    """«15 (4.3)»: the number of a table with that of its section."""
    number = printed_section(section)
    return f"{table} ({number})" if number else str(table)


def near(figure: Figure, lang: str) -> str:
    """A short word for the other side's place."""
    fact = figure.fact
    if fact.table is None:
        number = printed_section(fact.section)
        return phrase("text_of" if number else "text_here", lang, section=number)
    return f"{phrase('table', lang, table=fact.table)}, «{label_of(fact)}»"


def sum_of(count: int, lang: str) -> str:
    return phrase("sum_of", lang, count=count)
