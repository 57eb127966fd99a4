"""Documents that would betray work growing as the square of their length: one shape, any size,
invented text alone.
"""

from collections.abc import Callable

from tests.pdf_writer import Page, pdf_of
from tests.wordfiles import drawing, p, tbl, tr, word_parts, zipped

LETTERS = "бвгдежзиклмнопрстуфхцчшщэюя"
FIRST = 21_000  # no year, and as long as those that follow
Shape = Callable[[int], tuple[str, bytes]]
"""A number of characters, rows or pages → the suffix and the bytes of a document of that size."""

UNITS = {
    "ones": "1 ",
    "figures": "{n} ",
    "thousands": "5 тыс. руб., ",
    "counted": "{n} книг, ",
    "counted without commas": "{n} книг ",
    "changes": "увеличилось на 5 % ",
    "changes of years": "увеличилось на {n} в 2022 году, ",
    "from to": "с 12 до 15 ",
    "per cents": "12,5 % ",
    "brackets open": "( ",
    "brackets open with figures": "( {n} ",
    "brackets": "({n}) ",
    "brackets nested": "((1)) ",
    "quotes open": "«{n} ",
    "quotes": "«Заря {n}» ",
    "quotes straight": '" ',
    "dates": "12.05.2023 ",
    "dates in words": "12 мая 2023 года, ",
    "years": "2021 год, 2022 год, ",
    "year spans": "2021–2023 годы ",
    "compared": "больше, чем в 2022 году ({n}), ",
    "libraries": "Луговская сельская библиотека, ",
    "branches": "филиал № {n}, ",
    "numbers": "№ {n}, ",
    "branches in one": "№ 1, ",
    "heads": "библиотека ",
    "adjectives": "сельская ",
    "settlements": "с. Луговое, ",
    "honours": "им. А. С. Пушкина ",
    "streets": "ул. Лесная, 5, ",
    "parts": "из них {n}, ",
    "parts of parts": "в том числе из них ",
    "sentences": "Поступило {n} книг. ",
    "sentences without points": "В 2023 году поступило {n} книг ",
    "words": "слово ",
    "capitals": "Слово ",
    "one word": "а",
    "one word of syllables": "библио",
    "digits": "1",
    "digits in groups": "1 000 ",
    "digits with commas": "1,",
    "digits with dots": "1.",
    "sections": "1.1.1. Раздел ",
    "headings": "ГЛАВА {n}. Итоги ",
    "list marks": "- {n} ",
    "list letters": "а) ",
    "dashes": "– ",
    "dots": ". ",
    "dots joined": ".",
    "stops": "А. ",
    "spaces": "\u00a0 ",
    "hyphens": "а-",
    "slashes": "1/",
    "latin": "word ",
    "mail": "a@b.ru ",
    "addresses": "https://vk.example/x1 ",
    "numbers in words": "двадцать пять ",
    "roman": "XVII ",
    "papers": "приказ от 12.05.2023 № {n} ",
    "ages": "до 14 лет, ",
    "captions": "Таблица {n} – ",
}


def filled(text: str, n: int) -> str:
    """The text with its number ``{n}`` and its word ``{w}``, another one for each number."""
    return text.replace("{n}", str(n)).replace("{w}", named(n)) if "{" in text else text


def named(n: int) -> str:
    """A number as letters.

    >>> named(0), named(41)
    ('б', 'вв')
    """
    return (named(n // len(LETTERS) - 1) if n >= len(LETTERS) else "") + LETTERS[n % len(LETTERS)]


def spelled(unit: str, characters: int) -> str:
    """The unit again and again, its figure another each time, of as many digits."""
    figures = range(FIRST, FIRST + characters // len(unit) + 1)
    return "".join(filled(unit, n) for n in figures)[:characters]


def word(*blocks: str) -> tuple[str, bytes]:
    return ".docx", zipped(
        word_parts("".join((p("Отчёт Луговской библиотечной системы за 2023 год"), *blocks)))
    )


def paragraph_of(unit: str) -> Shape:
    return lambda size: word(p(spelled(unit, size)))


def cell_of(unit: str) -> Shape:
    return lambda size: word(
        tbl(
            tr("Показатель", "2023"), tr(spelled(unit, size), "5"), tr("Книги", spelled(unit, size))
        )
    )


def header_of(unit: str) -> Shape:
    return lambda size: word(tbl(tr("Показатель", spelled(unit, size)), tr("Книги", "5")))


def paragraphs_of(text: str) -> Shape:
    return lambda size: word(*(p(filled(text, n)) for n in range(size)))


def tables_of(*rows: str, caption: str = "") -> Shape:
    """As many small tables, each under its caption; cells are parted by «|»."""

    def made(size: int) -> tuple[str, bytes]:
        return word(*(p(filled(caption, n)) + _table(rows, n) for n in range(size)))

    return made


def _table(rows: tuple[str, ...], n: int) -> str:
    return tbl(*(tr(*filled(row, n).split("|")) for row in rows))


def long_table(head: str, row: str) -> Shape:
    return lambda size: word(
        tbl(tr(*head.split("|")), *(tr(*filled(row, n).split("|")) for n in range(1, size)))
    )


def wide_table(size: int) -> tuple[str, bytes]:
    size = min(size, 1000)
    return word(
        tbl(
            tr("Показатель", *(f"Графа {n}" for n in range(size))),
            tr("Книги", *(str(n) for n in range(size))),
        )
    )


def square_table(size: int) -> tuple[str, bytes]:
    rows = (tr(f"Показатель {n}", *(str(n + m) for m in range(30))) for n in range(size // 30 + 1))
    return word(tbl(tr("Показатель", *(str(1990 + m) for m in range(30))), *rows))


def charts(size: int) -> tuple[str, bytes]:
    link = drawing('<c:chart r:id="rId{n}"/>')
    body = "".join(p(filled(link, n)) + p(f"Рисунок {n} – Число книг") for n in range(size))
    points = "".join(f'<c:pt idx="{n}"><c:v>{n}</c:v></c:pt>' for n in range(5))
    series = (
        f"<c:ser><c:cat><c:strCache>{points}</c:strCache></c:cat><c:val><c:numCache>"
        f"{points}</c:numCache></c:val></c:ser>"
    )
    inner = f"<c:chart><c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart>"
    spaces = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    parts = {
        f"word/charts/chart{n}.xml": f"<c:chartSpace {spaces}>{inner}</c:chartSpace>"
        for n in range(size)
    }
    links = [(f"rId{n}", "chart", f"charts/chart{n}.xml") for n in range(size)]
    return ".docx", zipped(word_parts(body, parts, links))


def pages_of(line: str, lines: int = 40) -> Shape:
    """So many pages of running text, no paragraph ending with one."""

    def made(size: int) -> tuple[str, bytes]:
        texts = ((filled(line, n * lines + m) for m in range(lines)) for n in range(size))
        return ".pdf", pdf_of(*(Page().lines(60, 60, list(page)) for page in texts))

    return made


def lines_on_a_page(size: int) -> tuple[str, bytes]:
    page = Page(height=14.0 * size + 100)
    return ".pdf", pdf_of(
        page.lines(
            60, 60, [f"Строка {n} текста без конца, поступило {n} книг и" for n in range(size)]
        )
    )


def ruled_rows_on_a_page(size: int) -> tuple[str, bytes]:
    page = Page(height=20.0 * size + 200)
    page.table(
        "\n".join(f"| Показатель {n} | {n} | {n + 1} |" for n in range(size)), 60, 60, (200, 80, 80)
    )
    return ".pdf", pdf_of(page)


def tables_on_pages(size: int) -> tuple[str, bytes]:
    made = []
    for n in range(size):
        made.append(Page())
        made[-1].table(
            "\n".join(f"| Показатель {n}-{m} | {n} | {m} |" for m in range(20)),
            60,
            60,
            (200, 80, 80),
        )
    return ".pdf", pdf_of(*made)


DOCUMENTS: dict[str, tuple[Shape, int]] = {
    **{f"paragraph of {name}": (paragraph_of(unit), 8_000) for name, unit in UNITS.items()},
    **{f"cell of {name}": (cell_of(unit), 8_000) for name, unit in UNITS.items()},
    **{f"header of {name}": (header_of(unit), 8_000) for name, unit in UNITS.items()},
    "paragraphs": (paragraphs_of("Поступило {n} книг."), 500),
    "paragraphs all alike": (paragraphs_of("Поступило 5 книг."), 500),
    "paragraphs of libraries": (paragraphs_of("Луговская библиотека № {n} открыта."), 500),
    "items of a list": (paragraphs_of("- книг {n};"), 500),
    "leads of lists": (paragraphs_of("Поступило {n}, из них:"), 500),
    "empty paragraphs": (paragraphs_of(""), 2000),
    "headings numbered": (paragraphs_of("{n}. Раздел отчёта"), 500),
    "headings in capitals": (paragraphs_of("РАЗДЕЛ {n}"), 500),
    "headings deep": (paragraphs_of("1.{n}.1. Раздел отчёта"), 500),
    "captions": (paragraphs_of("Таблица {n} – Число книг"), 500),
    "small tables": (tables_of("Показатель|2023", "Книги|{n}"), 300),
    "small tables with captions": (
        tables_of("Показатель|2023", "Книги|{n}", caption="Таблица {n} – Книги"),
        300,
    ),
    "tables without heads": (tables_of("Книги|{n}"), 300),
    "tables of libraries": (
        tables_of("Библиотека|Книги", "Филиал № {n}|5", "Луговская № {n}|7", "ЦБ|3"),
        150,
    ),
    "long table": (long_table("Показатель|2022|2023", "Книги {n}|{n}|1{n}"), 1000),
    "long table all alike": (long_table("Показатель|2022|2023", "Книги|5|6"), 1000),
    "long table of totals": (long_table("Показатель|2022|2023", "Всего|5|6"), 1000),
    "long table of texts": (long_table("№|Мероприятие|Дата", "{n}|Вечер {n}|12.05.2023"), 1000),
    "libraries numbered": (
        long_table("№|Наименование библиотеки|Книги", "{n}|Библиотека-филиал № {n}|5"),
        500,
    ),
    "libraries of settlements": (
        long_table(
            "№|Наименование библиотеки|Населённый пункт", "{n}|Сельская библиотека|с. Ключ{n}"
        ),
        500,
    ),
    "libraries named": (
        long_table("№|Наименование библиотеки|Книги", "{n}|Библиотека «Заря-{n}»|5"),
        500,
    ),
    "libraries of adjectives": (
        long_table("Библиотека|Книги", "Лу{w}ская сельская библиотека|{n}"),
        500,
    ),
    "districts": (long_table("Район|Книги", "Лу{w}ский район|{n}"), 500),
    "square table": (square_table, 3000),
    "wide table": (wide_table, 250),
    "charts": (charts, 100),
    "pages of text": (pages_of("Строка {n} текста без конца, и поступило {n} книг и"), 50),
    "pages of ones": (pages_of("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"), 20),
    "lines on a page": (lines_on_a_page, 200),
    "rows on a page": (ruled_rows_on_a_page, 100),
    "tables on pages": (tables_on_pages, 20),
}
