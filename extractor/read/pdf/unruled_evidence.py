"""Why rows of pieces are no table: prose in columns, lists, contents."""

import re
from statistics import mean

from extractor.read.pdf.leaders import LEADER
from extractor.read.pdf.text_columns import is_text_in_columns
from extractor.read.pdf.text_rows import Region, is_figure
from extractor.rules import Rule

LEAST_ROWS = 3


WORDS = 6.0  # words a piece on average: more is prose


FIGURES = 0.4  # of the pieces behind the first column: so many figures make a table


_NUMBERED, _PAGE = re.compile(r"\d{1,2}[.)\s]|\d{1,2}(?:\.\d{1,2})+"), re.compile(r"\d{1,3}")


_LIST_MARK = re.compile(
    r"[•▪▫●■➢→✓☑❖◦○‣·*–—-]|\(?(?:\d{1,3}|[a-zа-я])[.)]|\d{1,2}(?:\.\d{1,2})+\.?", re.IGNORECASE
)


def prose_in_columns(region: Region) -> bool:
    """Two columns of a newspaper, a list with long items."""
    return mean(piece.words for row in region.parted for piece in row.pieces) > WORDS


def sentences_in_columns(region: Region) -> bool:
    """Columns of text whose lines, set flush, fall into pieces; figures among them."""
    return not _is_ruled(region) and is_text_in_columns(region.rows)


def long_second_column(region: Region) -> bool:
    """Numbers or marks and the text behind them."""
    behind = [piece.words for row in region.parted for piece in row.pieces[1:]]
    return len(region.columns) == 2 and mean(behind) > WORDS


def list_marks(region: Region) -> bool:
    """Marks or numbers of a list in the first column."""
    firsts = [row.pieces[0].text for row in region.parted]
    return (
        len(region.columns) == 2 and mean(bool(_LIST_MARK.fullmatch(text)) for text in firsts) > 0.5
    )


def contents(region: Region) -> bool:
    """A table of contents: titles with leaders or numbers, and page numbers that never fall."""
    rows = [row for row in region.parted if len(row.pieces) == 2]
    if len(region.columns) > 2 or 2 * len(rows) < len(region.parted):
        return False
    pages = [row.pieces[1].text for row in rows]
    led = (
        mean(
            bool(LEADER.search(row.pieces[0].text) or _NUMBERED.match(row.pieces[0].text))
            for row in rows
        )
        > 0.5
    )
    rising = all(map(_PAGE.fullmatch, pages)) and pages == sorted(pages, key=int)
    return led and (rising or bool(LEADER.search(rows[0].pieces[0].text)))


def nothing_tabular(region: Region) -> bool:
    """Neither figures behind the first column, nor rules above and below, nor several short
    columns.
    """
    behind = [piece.text for row in region.parted for piece in row.pieces[1:]]
    figures = mean(is_figure(text) for text in behind) >= FIGURES
    short = mean(piece.words for row in region.parted for piece in row.pieces) <= 3
    many = len(region.columns) > 2 and len(region.parted) > LEAST_ROWS and short
    return not (figures or many or _is_ruled(region))


def few_figures_in_two(region: Region) -> bool:
    """Three lines with a figure at the end are an address or a sum in the text, not yet a table."""
    few = len(region.columns) == 2 and len(region.parted) <= LEAST_ROWS
    return few and not _is_ruled(region)


def _is_ruled(region: Region) -> bool:
    """Whether two rules run over most of the columns, as over and under a table."""
    width = region.columns[-1][1] - region.columns[0][0]
    return sum(rule.end - rule.start > 0.5 * width for rule in region.rules) >= 2


AGAINST: tuple[Rule[Region, bool], ...] = (
    Rule(
        "prose_in_columns",
        prose_in_columns,
        """
        Поступило за год новых книг и журналов для всех сёл и школ     1 200
        Читатели брали книги на дом и в зал по всем дням недели       35 100
        Проведено за год встреч и бесед для детей и для взрослых лет     240
        Выписано для сёл газет и журналов на год и на полгода вперёд      15
        """,
    ),
    Rule(
        "sentences_in_columns",
        sentences_in_columns,
        """
        За год выдано много разных книг     318    детей из всех сёл и школ
        на лето, дети брали их сами и       писали письма, из них    45
        читали вслух всем, кто жил дома     взрослых и ещё    12    из села
        или приезжал на день к семье        у реки, а за осень было    640
        из города и привозил им игры        писем героям и авторам книг
        """,
    ),
    Rule(
        "long_second_column",
        long_second_column,
        """
        ────────────────────────────────────────────────────────────
        Цель     комплектование фонда всех библиотек района за год
        Задача   работа с детьми во всех филиалах нашей сети
        Итог     рост числа читателей и посещений во всех сёлах
        План     ремонт зданий и закупка мебели для залов сети
        ────────────────────────────────────────────────────────────
        """,
    ),
    Rule(
        "list_marks",
        list_marks,
        """
        1)   12
        2)   7
        3)   15
        4)   5
        """,
    ),
    Rule(
        "contents",
        contents,
        """
        1. Введение      3
        2. Сеть          5
        3. Фонд          9
        4. Кадры        12
        """,
    ),
    Rule(
        "nothing_tabular",
        nothing_tabular,
        """
        Директор       А. Б. Ветров
        Методист       В. Г. Полевая
        Художник       Д. Е. Рощин
        Бухгалтер      Ж. З. Речная
        """,
    ),
    Rule(
        "few_figures_in_two",
        few_figures_in_two,
        """
        Книги       1 200
        Газеты         15
        Журналы        40
        """,
    ),
)
