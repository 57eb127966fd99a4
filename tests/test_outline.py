"""The outline room: drawn documents to their section trees, captions and joined tables.

A drawing has a block a line: ``# …`` and ``## …`` heading styles, ``**…**`` bold, ``>> …`` centred, ``{1.2.} …`` an automatic
number, ``| … |`` the rows of a table (``|~`` those of a table that begins a page), ``~`` a paragraph that begins a page, ``@ …``
an entry of an automatic table of contents, an empty line a blank paragraph. ``\\n`` breaks a line, ``\\t`` is a tab.
"""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import docx
import pytest
from building import cells_of
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from extractor.commands import svod
from extractor.model import Chart, Document, Outline, Paragraph, Part, Table
from extractor.outline import outline_document
from extractor.outline.headings import headings_of
from extractor.outline.numbers import dotted, follows, typed_number
from extractor.places import cell_place

PROSE = "За год фонд пополнился новыми книгами, а читатели стали бывать в залах чаще, чем прежде; это видно по учёту."


def drawn(drawing: str) -> Document:
    """The document of a drawing; its first and last line breaks do not count."""
    blocks: list[Paragraph | Table | Chart] = []
    for is_table, lines in groupby(drawing.strip("\n").split("\n"), lambda line: line.strip().startswith("|")):
        for chunk in tables_of(list(lines)) if is_table else ([line] for line in lines):
            blocks.append(table(chunk, len(blocks)) if is_table else paragraph(chunk[0], len(blocks)))
    return Document("otchet.docx", "0" * 64, "docx", tuple(blocks))


def tables_of(lines: list[str]) -> Iterator[list[str]]:
    """``|~`` begins another table right under the one before."""
    held: list[str] = []
    for line in lines:
        if line.strip().startswith("|~") and held:
            yield held
            held = []
        held.append(line)
    yield held


def table(lines: list[str], block: int) -> Table:
    is_cut = lines[0].strip().startswith("|~")
    cells = cells_of("\n".join(line.replace("|~", "|") for line in lines))
    size = (max(c.row + c.row_span for c in cells), max(c.column + c.column_span for c in cells))
    return Table(block, *size, cells, breaks=is_cut)


def paragraph(line: str, block: int) -> Paragraph:
    found = re.fullmatch(r"(~?)(@?) *(#*) *(>>)? *(?:\{([^}]*)\})? ?(\*\*)?(.*?)(?:\*\*)?", line.strip(" "))
    assert found
    breaks, contents, level, centred, number, bold, text = found.groups()
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    return Paragraph(
        block, text, number or "", level=len(level) or None, listed=0 if number else None, bold=bool(bold), centred=bool(centred),
        origin="contents" if contents else "body", breaks=bool(breaks),
    )  # fmt: skip


def tree(drawing: str) -> list[str]:
    return [f"{each.section} {each.title}" for each in outline_document(drawn(drawing)).sections]


def numbers(drawing: str) -> str:
    return " ".join(each.section for each in outline_document(drawn(drawing)).sections)


def captions(drawing: str) -> list[str]:
    return [each.caption for each in outline_document(drawn(drawing)).tables]


def refusal(line: str) -> str:
    """Why a line is no heading, between two sections."""
    nears = headings_of(drawn(f"**1. События**\n{PROSE}\n{line}\n{PROSE}\n**2. Сеть**"))[1]
    return next((near.why for near in nears if near.block == 2), "")


P = PROSE
TREES = {
    "typed numbers make a tree": (
        f"**1. События**\n{P}\n**2. Сеть**\n**2.1. Состав**\n{P}\n**2.1.1. Филиалы**\n{P}\n**2.2 Доступность**",
        ["1 События", "2 Сеть", "2.1 Состав", "2.1.1 Филиалы", "2.2 Доступность"],
    ),
    "plain lines are headings where they continue the numbering": (
        f"1. События\n{P}\n2. Сеть\n2.1. Состав\n{P}\n2.2.\\tДоступность\n{P}\n3. Фонды\n{P}",
        ["1 События", "2 Сеть", "2.1 Состав", "2.2 Доступность", "3 Фонды"],
    ),
    "a list right beside its items is no run of sections": (
        f"1. События\n{P}\n2. Сеть\n{P}\n1. Афиши;\n2. Буклеты;\n3. Закладки.\n{P}\n3. Фонды\n{P}",
        ["1 События", "2 Сеть", "3 Фонды"],
    ),
    "a list with text between its items is no run of sections": (
        f"1. События\n{P}\n2. Сеть\n{P}\n1. Афиши\n{P}\n2. Буклеты\n{P}\n3. Закладки\n{P}\n3. Фонды\n{P}\n4. Кадры\n{P}",
        ["1 События", "2 Сеть", "3 Фонды", "4 Кадры"],
    ),
    "a plain heading that skips one number stays, and so do those after it": (
        f"1. События\n{P}\n2. Сеть\n{P}\n4. Кадры\n{P}\n5. Итоги\n{P}",
        ["1 События", "2 Сеть", "4 Кадры", "5 Итоги"],
    ),
    "Roman figures become Arabic": (
        f"**Раздел I. События**\n**I.1. Главное**\n{P}\n**I.2. Прочее**\n{P}\n**Раздел II. Сеть**\n**II.1. Состав**\n{P}",
        ["1 События", "1.1 Главное", "1.2 Прочее", "2 Сеть", "2.1 Состав"],
    ),
    "numbers that begin anew in each chapter count inside it": (
        f"**Глава 1. События**\n**1. Главное**\n{P}\n**2. Прочее**\n{P}\n**Глава вторая. Сеть**\n**1. Состав**\n{P}",
        ["1 События", "1.1 Главное", "1.2 Прочее", "2 Сеть", "2.1 Состав"],
    ),
    "a lone Roman figure opens a part as a word does": (
        f"**I. События**\n{P}\n1. Главное\n{P}\n2. Прочее\n{P}\n**II. Сеть**\n1. Состав\n{P}",
        ["1 События", "1.1 Главное", "1.2 Прочее", "2 Сеть", "2.1 Состав"],
    ),
    "numbers that name their part count through the report": (
        f"**Раздел 1. События**\n**1.1. Главное**\n{P}\n**2. Сеть**\n**2.1. Состав**\n{P}",
        ["1 События", "1.1 Главное", "2 Сеть", "2.1 Состав"],
    ),
    "a number both automatic and typed counts once": (
        f"# {{1.}} События\n## {{1.1.}} Главное\n{P}\n## {{1.2.}} 1.2. Прочее\n# {{2.}} Сеть",
        ["1 События", "1.1 Главное", "1.2 Прочее", "2 Сеть"],
    ),
    "multilevel automatic numbers need no style": (
        f"{{1.}} **События**\n{{1.1.}} Главное\n{P}\n{{1.2.}} Прочее\n{P}",
        ["1 События", "1.1 Главное", "1.2 Прочее"],
    ),
    "a bullet numbers nothing": (f"**1. События**\n{{•}} Афиши\n{{а)}} Буклеты\n{P}", ["1 События"]),
    "an automatic table of contents does not count": (
        f"@1. События\\t3\n@2. Сеть\\t4\n**1. События**\n{P}\n**2. Сеть**\n{P}", ["1 События", "2 Сеть"],
    ),
    "typed entries with page numbers do not count": (
        f"Содержание\n1. События ....... 3\n2. Сеть\\t4\n**1. События**\n{P}\n**2. Сеть**\n{P}", ["1 События", "2 Сеть"],
    ),
    "a tab before the number of an appendix is no leader": (
        f"**1. События**\n{P}\n**Приложение\\t1**\n{P}", ["1 События", "A1 Приложение 1"],
    ),
    "a list of headings without page numbers does not count": (
        f"Оглавление\n1. События\n2. Сеть\n2.1. Состав\n1. События\n{P}\n2. Сеть\n2.1. Состав\n{P}",
        ["1 События", "2 Сеть", "2.1 Состав"],
    ),
    "a list of headings without a title does not count": (
        f"**1. События**\n**2. Сеть**\n**2.1. Состав**\n**1. События**\n{P}\n**2. Сеть**\n**2.1. Состав**\n{P}",
        ["1 События", "2 Сеть", "2.1 Состав"],
    ),
    "appendices stand behind the sections": (
        f"**1. События**\n{P}\n**Приложение 1**\n**План**\n{P}\n**Приложение № 2. Сводка**\n1. Первое\n{P}\n**ПРИЛОЖЕНИЕ В**",
        ["1 События", "A1 План", "A2 Сводка", "A2.1 Первое", "A3 ПРИЛОЖЕНИЕ В"],
    ),
    "headings without a number count under their section": (
        f"**1. События**\n**Встречи**\n{P}\n>> Праздники\n{P}\n**2. Сеть**\nАФИШИ И БУКЛЕТЫ\n{P}",
        ["1 События", "1~1 Встречи", "1~2 Праздники", "2 Сеть", "2~1 АФИШИ И БУКЛЕТЫ"],
    ),
    "introduction and conclusion stand beside the sections": (
        f"**Введение**\n{P}\n**1. События**\n{P}\nЗаключение\n{P}", ["~1 Введение", "1 События", "~2 Заключение"],
    ),
    "conclusions on a section stand under it, not under its last part": (
        f"**1. События**\n**1.1. Главное**\n{P}\nВыводы по разделу.\n{P}", ["1 События", "1.1 Главное", "1~1 Выводы по разделу."],
    ),
    "styles make a tree without any number": (
        f"# Сеть\n## Филиалы\n{P}\n## Передвижки\n{P}\n# Фонды", ["~1 Сеть", "~1~1 Филиалы", "~1~2 Передвижки", "~2 Фонды"],
    ),
    "looks make a tree without any number, and the cover is no section": (
        f">> **Отчёт**\n>> **за 2022 год**\n{P}\n**СЕТЬ**\n{P}\n**Филиалы**\n{P}\n**ФОНДЫ**\n{P}",
        ["~1 СЕТЬ", "~1~1 Филиалы", "~2 ФОНДЫ"],
    ),
    "the lines of the cover are no sections": (
        f">> **Луговская библиотека**\n>> **ОТЧЁТ ЗА ГОД**\n**1. События**\n{P}", ["1 События"],
    ),
    "a heading on three lines is one": (
        f"**1.**\n**Сеть библиотек**\n**и её состав**\n{P}", ["1 Сеть библиотек и её состав"],
    ),
    "a heading on two lines is one": (
        f"**Раздел 1**\n>> **СОБЫТИЯ ГОДА**\n{P}\n**2. Сеть библиотек**\n**и её состав**\n{P}\n**2.1.**\n**Филиалы**\n{P}",
        ["1 СОБЫТИЯ ГОДА", "2 Сеть библиотек и её состав", "2.1 Филиалы"],
    ),
    "two headings in one paragraph are two": (
        f"**1. События\\n1.1. Главное**\n{P}\n**1.2.\\nПрочее**\n{P}", ["1 События", "1.1 Главное", "1.2 Прочее"],
    ),
    "a heading run into its text by a line break keeps its own line": (
        f"1. События\\n{P}\n2. Сеть\n2.1. Состав\\n{P}", ["1 События", "2 Сеть", "2.1 Состав"],
    ),
    "a heading run into its text keeps its first sentence": (
        f"**1. События**\n1.1. Главные встречи. {P * 4}\n1.2. Прочее\n{P}", ["1 События", "1.1 Главные встречи.", "1.2 Прочее"],
    ),
    "a table of one cell may hold a heading": (f"| 1. События |\n{P}\n| 2. Сеть |\n{P}", ["1 События", "2 Сеть"]),
    "a repeated number is kept and told apart": (
        f"**1. Сеть**\n**1.1. Состав**\n{P}\n**1.1. Охват**\n{P}\n**1.3. Итог**",
        ["1 Сеть", "1.1 Состав", "1.1-2 Охват", "1.3 Итог"],
    ),
    "a bold numbering inside a section numbers no sections": (
        f"**1. События**\n{P}\n**2. Сеть**\n**2.1. Состав**\n**1. Акции**\n{P}\n**2. Встречи**\n{P}\n**2.2. Охват**\n**3. Фонды**",
        ["1 События", "2 Сеть", "2.1 Состав", "2.1~1 Акции", "2.1~2 Встречи", "2.2 Охват", "3 Фонды"],
    ),
    "a bold list inside a section is no run of headings": (
        f"**1. События**\n{P}\n**2. Сеть**\n**2.1. Состав**\n**1. Акции**\n**2. Встречи**\n**3. Игры**\n{P}\n**2.2. Охват**",
        ["1 События", "2 Сеть", "2.1 Состав", "2.2 Охват"],
    ),
    "a list with numbers of sections is no run of sections": (
        f"**1. События**\n{P}\n1.1. Провести встречу;\n1.2. Провести урок;\n1.3. Издать буклет.\n**2. Сеть**",
        ["1 События", "2 Сеть"],
    ),
    "numbers that go on through the parts keep them as their first figure": (
        f"**ЧАСТЬ I**\n**1. События**\n{P}\n**2. Сеть**\n{P}\n**ЧАСТЬ II**\n**3. Фонды**\n{P}\n**4. Кадры**",
        ["1 ЧАСТЬ I", "1.1 События", "1.2 Сеть", "2 ЧАСТЬ II", "2.3 Фонды", "2.4 Кадры"],
    ),
    "a contents page that is not there takes no heading with it": (
        f"# Содержание\n# 1. События\n{P}\n# 2. Сеть\n{P}", ["1 События", "2 Сеть"],
    ),
    "the first heading may stand right below the cover": (
        f"ОТЧЁТ\n**Общие сведения**\n{P}\n**Фонды**\n{P}", ["~1 Общие сведения", "~2 Фонды"],
    ),
    "bold lines in a row are a list": (
        f"**1. События**\n{P}\n**Афиши**\n**Буклеты**\n**Закладки**\n{P}\n**Встречи**\n{P}", ["1 События", "1~1 Встречи"],
    ),
    "the times of a programme are no numbers": (
        f"**1. События**\n11.30 Встреча\n12.15 Закрытие\n{P}\n**2. Сеть**\n{P}\n15.35 Отъезд", ["1 События", "2 Сеть"],
    ),
    "the number is worth more than the level of the style": (
        f"# 1. Фонды\n## 1.1. Состав\n{P}\n## 1.1.1. Книги\n{P}\n## 1.2. Учёт",
        ["1 Фонды", "1.1 Состав", "1.1.1 Книги", "1.2 Учёт"],
    ),
    "an empty document has no sections": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("drawing", "sections"), TREES.values(), ids=TREES.keys())
def test_headings_make_a_tree(drawing, sections):
    assert tree(drawing) == sections


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("12 июня прошёл праздник чтения.", "dated"),
        ("9 Мая в парке читали стихи.", "dated"),
        ("30 Мбит/с", "measured"),
        ("5 % фонда", "measured"),
        ("12,5 тыс. книг", "glued"),
        ("2) Состав новых поступлений.", "bracketed"),
        ("25-летие библиотеки отметили в мае.", "glued"),
        ("15.35 –18.00", "wordless"),
        ("14 читателей пришли на встречу.", "continued_sentence"),
        ("2.1 тысячи книг выдано за год.", "continued_sentence"),
        ("II Межрайонный конкурс чтецов", "undotted"),
        ("3 «А» класс пришёл на урок", "undotted"),
        ("**17**", "bare"),
        ("**Таблица 2. Состав фонда**", "caption"),
        ("**Рис. 1. Читальный зал**", "caption"),
        ("**Задачи года:**", "lead_in"),
        ("**– выставки и встречи**", "dashed"),
        ("2. Буклеты;", "list_item"),
        ("**Встречи прошли. Читатели довольны.**", "sentence"),
        ("**Директор ____________ А. Б. Ветров**", "signature"),
        ("7. Итоги", "breaks_the_sequence"),
        ("2.9. Итоги", "breaks_the_sequence"),
    ],
)
def test_a_false_friend_stays_text_and_says_why(line, why):
    assert refusal(line) == why
    assert numbers(f"**1. События**\n{P}\n{line}\n{P}\n**2. Сеть**") == "1 2"


@pytest.mark.parametrize("line", ["2023 год был удачным.", "05.06.2023 прошла встреча", "10.00 – 18.00", "№ 5", "А. Б. Ветров"])
def test_what_has_no_number_of_a_section_is_plain_text(line):
    assert refusal(line) == ""
    assert numbers(f"**1. События**\n{P}\n{line}\n{P}\n**2. Сеть**") == "1 2"


@pytest.mark.parametrize(
    ("drawing", "rules"),
    [
        ("# Фонды", "word_style"),
        ("Раздел 1. Фонды", "named_part"),
        ("**1. Фонды**", "bold_number"),
        (">> 1. Фонды", "set_off_number"),
        ("**1. Фонды**\n{1.1.} Книги", "bold_number automatic_number"),
        ("**1. Фонды**\n1.1. Книги", "bold_number dotted_number"),
        (f"1. Фонды\n{P}\n2. Сеть", "single_number single_number"),
        ("**1. Фонды**\nИтоги", "bold_number lone_word"),
        (f"**1. Фонды**\n**Книги**\n{P}\n>> Ноты\n{P}\nКАРТЫ МИРА", "bold_number bold_line centred_line capital_line"),
    ],
)
def test_a_heading_names_the_rule_that_made_it(drawing, rules):
    assert " ".join(each.rule for each in outline_document(drawn(drawing)).sections) == rules


@pytest.mark.parametrize(
    ("drawing", "remarks"),
    [
        ("**1. А-Я**\n**2. Сеть**", ["", ""]),
        ("**1. Сеть**\n**3. Фонды**", ["", "skipped 2"]),
        ("**1. Сеть**\n**2.2. Фонды**", ["", "skipped 2.1"]),
        ("**1. Сеть**\n**1.1. Охват**\n**1.1. Состав**", ["", "", "repeated"]),
        ("**1. Сеть**\n**2. Фонды**\n**1.5. Охват**", ["", "", "unordered"]),
        ("**1. Сеть**\n**Приложение 1**", ["", ""]),
    ],
)
def test_an_odd_number_is_kept_and_noted(drawing, remarks):
    assert [each.remark for each in outline_document(drawn(drawing)).sections] == remarks


def test_the_only_plain_number_of_a_document_numbers_no_section():
    assert numbers(f"{P}\n1. Фонды\n{P}") == ""


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("Состав фонда", True),
        ("Состав персонала.", True),
        ("Выдано документов, экз.", True),
        ("Библиотека села Луговое", True),
        ("Сёла, жители которых пользуются передвижкой", True),
        ("Выполнение плана (в процентах)", True),
        ("2022 год", True),
        ("Где работает передвижка", True),
        ("Фонд обновляется", False),
        ("Изменений в сети не было", False),
        ("По сравнению с 2021 годом фонд увеличился", False),
        ("Филиал работает ежедневно", False),
        ("Книги получены в срок.", False),
        ("– книги и ноты", False),
        ("Книги, ноты;", False),
        ("14 тыс. книг", False),
        ("https://example.org/fond", False),
    ],
)
def test_a_name_of_a_table_is_told_from_a_sentence(line, is_name):
    assert captions(f"{P}\n{line}\n{A}") == [line if is_name else ""]


def test_a_line_pushed_with_spaces_is_centred():
    pushed = Paragraph(2, f"{' ' * 20}Встречи")
    blocks = (*drawn(f"**1. События**\n{P}").blocks, pushed, Paragraph(3, P))
    assert [each.section for each in outline_document(Document("a.docx", "", "docx", blocks)).sections] == ["1", "1~1"]


def test_an_inscription_in_a_text_box_is_no_heading():
    box = Paragraph(2, "Читаем вместе", bold=True, origin="textbox")
    document = Document("a.docx", "", "docx", (*drawn(f"**1. События**\n{P}").blocks, box, Paragraph(3, P)))
    assert [each.section for each in outline_document(document).sections] == ["1"]


def test_every_block_knows_its_section():
    outline = outline_document(drawn(f"{P}\n**1. События**\n{P}\n**1.1. Встречи**\n| Год | 2022 |\n**2. Сеть**"))
    assert outline.section_of_block == ("", "1", "1", "1.1", "1.1", "2")
    assert [(each.parent, each.level) for each in outline.sections] == [("", 1), ("1", 2), ("", 1)]
    assert outline.tables[0].section == "1.1"


A = "| Вид | 2021 | 2022 |\n| Книги | 1 | 2 |"
B = A.replace("Вид", "Род")
CAPTIONS = {
    "a numbered line above names the table with its unit": (
        f"{P}\nТаблица 1. Состав\n(тыс. экз.)\n\n{A}", ["Таблица 1. Состав (тыс. экз.)"],
    ),
    "a number and a name on two lines are one caption": (f"{P}\nТаблица 2\nДвижение фонда\n{A}", ["Таблица 2 Движение фонда"]),
    "numbered lines below name the tables above them": (
        f"**1. Фонды**\n{A}\nТаблица 1. Состав\n{B}\nТаблица 2. Движение\n{P}", ["Таблица 1. Состав", "Таблица 2. Движение"],
    ),
    "numbered lines above name the tables below them": (
        f"{P}\nТаблица 1. Состав\n{A}\nТаблица 2. Движение\n{B}", ["Таблица 1. Состав", "Таблица 2. Движение"],
    ),
    "the nearest short line names the table": (f"{P}\nСостав фонда по видам\n\n{A}", ["Состав фонда по видам"]),
    "a bold line above a table is its caption, not a heading": (
        f"**1. Фонды**\n{P}\n**Поступления**\n(в тыс. руб.)\n{A}", ["Поступления (в тыс. руб.)"],
    ),
    "a line that opens with a colon names the table": (f"{P}\nСостав фонда:\n{A}", ["Состав фонда:"]),
    "an item of a list with a bracket names the table": (f"{P}\n1) Состав поступлений.\n{A}", ["1) Состав поступлений."]),
    "a year alone names the table": (f"{P}\n2022\n{A}\n\n2023 г.\n{B}", ["2022", "2023 г."]),
    "a sentence does not name the table": (f"**1. Фонды**\nФонд увеличился.\n{A}", [""]),
    "a figure with its unit does not name the table": (f"**1. Фонды**\n14 тыс. книг для детей.\n{A}", [""]),
    "a heading right above names the table, and those below it": (f"**1. Фонды**\n{A}\n\n{B}\n{P}\n{B}", ["Фонды", "Фонды", ""]),
    "a unit alone under a heading belongs to its name": (f"**1. Фонды**\n(тыс. экз.)\n{A}", ["Фонды (тыс. экз.)"]),
    "a unit alone is better than nothing": (f"{P}\n(тыс. экз.)\n{A}", ["(тыс. экз.)"]),
    "a name on two lines is one": (f"**1. Сеть**\n{P}\n**Движение фонда**\n**за три года**\n{A}", ["Движение фонда за три года"]),
    "the second line of a heading is no caption of its own": (f"**1. Сеть**\n**и её состав**\n{A}", ["Сеть и её состав"]),
    "the name of one table is not the name of the next": (f"{P}\nСостав фонда\n{A}\n\n{B}", ["Состав фонда", ""]),
    "the name of a drawing does not name the table": (f"{P}\nРис. 2. Состав фонда\n{A}", [""]),
}  # fmt: skip


@pytest.mark.parametrize(("drawing", "names"), CAPTIONS.values(), ids=CAPTIONS.keys())
def test_a_table_has_its_caption(drawing, names):
    assert captions(drawing) == names


def test_a_name_on_two_lines_above_a_table_is_no_heading():
    assert numbers(f"**1. Сеть**\n{P}\n**Движение фонда**\n**за три года**\n{A}") == "1"


def test_an_introduction_leads_to_the_table():
    placed = outline_document(drawn(f"{P}\nСведения о фонде приведены в таблице.\nТаблица 1. Состав\n{A}")).tables[0]
    assert (placed.caption, placed.caption_block, placed.lead) == ("Таблица 1. Состав", 2, "Сведения о фонде приведены в таблице.")


WORDS = "| № п/п | Библиотека | Адрес |\n| 1 | Первая | Мира, 1 |\n| 2 | Вторая | Мира, 2 |"
JOINS = {
    "a blank line inside a table": (f"{A}\n\n| Ноты | 3 | 4 |", "3: 0+0 2+2"),
    "a page inside a table": (f"{A}\n|~ Ноты | 3 | 4 |", "3: 0+0 1+2"),
    "a repeated header is printed once": (f"{A}\n\n{A.replace('Книги', 'Ноты')}", "3: 0+0 2+2-1"),
    "a repeated header of two rows is printed once": (
        "\n\n".join(f"| Зал | Площадь | < |\n| ^ | план | факт |\n| {hall} | мало | много |" for hall in ("Первый", "Второй")),
        "4: 0+0 2+3-2",
    ),
    "a repeated row of column numbers is printed once": (
        f"{A.replace('| Книги', '| 1 | 2 | 3 |' + chr(10) + '| Книги')}\n~\n| 1 | 2 | 3 |\n| Ноты | 3 | 4 |", "4: 0+0 2+3-1",
    ),
    "the numbering of rows goes on": (f"{WORDS}\n\n| 3 | Третья | Мира, 3 |", "4: 0+0 2+3"),
    "a line says that the table goes on": (
        f"{WORDS}\nПродолжение таблицы 1\n{WORDS.replace('| 1 |', '| 3 |').replace('| 2 |', '| 4 |')}", "5: 0+0 2+3-1",
    ),
    "three pieces": (f"{A}\n\n| Ноты | 3 | 4 |\n\n| Карты | 3 | 4 |", "4: 0+0 2+2 4+3"),
    "another header begins another table": (f"{A}\n\n{B}", "2, 2"),
    "years begin another table": (f"{A}\n\n| 2021 | 2022 | 2023 |\n| 5 | 6 | 7 |", "2, 2"),
    "a total ends a table": (f"{A}\n| Всего | 1 | 2 |\n\n| Ноты | 3 | 4 |", "3, 1"),
    "the same header after a total begins another table": (f"{A}\n| Итого | 1 | 2 |\n\n{A}", "3, 2"),
    "a numbering that begins anew is another table": (f"{WORDS}\n\n{WORDS}", "3, 3"),
    "cards under each other stay apart": ("| Адрес | Мира, 1 |\n| Зал | 10 |\n\n| Адрес | Мира, 2 |\n| Зал | 30 |", "2, 2"),
    "text between keeps tables apart": (f"{A}\n{P}\n| Ноты | 3 | 4 |", "2, 1"),
    "other columns begin another table": (f"{A}\n\n| Ноты | 3 |", "2, 1"),
    "figures in other columns begin another table": (f"{A}\n\n| Ноты | 3 | мало |", "2, 1"),
}  # fmt: skip


def pieces(drawing: str) -> str:
    """Rows of each table and, where joined, block + first row of each piece, and how many of its rows repeat the header."""
    tables = [each.table for each in outline_document(drawn(drawing)).tables]
    shown = (f"{each.rows}" + ": " * bool(each.parts) + " ".join(map(piece, each.parts)) for each in tables)
    return ", ".join(shown)


def piece(part: Part) -> str:
    repeated = part.first_row - part.offset
    return f"{part.block}+{part.first_row}" + f"-{repeated}" * bool(repeated)


@pytest.mark.parametrize(("drawing", "joined"), JOINS.values(), ids=JOINS.keys())
def test_a_cut_table_is_joined_and_no_other(drawing, joined):
    assert pieces(drawing) == joined


def test_a_joined_cell_keeps_its_printed_place_and_the_repeated_rows_are_counted():
    joined = outline_document(drawn(f"{A}\n\n{A.replace('Книги', 'Ноты')}")).tables[0].table
    last = joined.cells[-1]
    assert (last.row, last.text) == (2, "2")
    assert str(cell_place("a.docx", joined, last)) == "a.docx#b2!R1C2"
    assert [part.first_row - part.offset for part in joined.parts] == [0, 1]


def test_a_nested_table_follows_its_parent_also_when_that_is_joined():
    inner = replace(drawn("| а | б |").blocks[0], block=3, parent=2)
    blocks = [*drawn(f"{A}\n\n| Ноты | 3 | 4 |").blocks, inner]
    tables = outline_document(Document("a.docx", "", "docx", tuple(blocks))).tables
    assert [(each.number, each.table.block, each.table.parent) for each in tables] == [(1, 0, None), (2, 3, 0)]


def test_a_nested_table_without_its_parent_is_a_table_of_its_own():
    orphan = replace(drawn("| а | б |").blocks[0], block=1, parent=7)
    tables = outline_document(Document("a.docx", "", "docx", (*drawn(A).blocks, orphan))).tables
    assert [each.table.block for each in tables] == [0, 1]


def test_pieces_on_pages_join_only_where_their_sides_agree():
    def on_page(block: int, page: int, left: float, drawing: str) -> Table:
        flat = table(drawing.split("\n"), block)
        cells = tuple(replace(cell, page=page) for cell in flat.cells)
        return replace(flat, cells=cells, page=page, box=(left, 50.0, 500.0, 700.0))

    for left, count in ((72.0, 1), (140.0, 2)):
        blocks = (on_page(0, 4, 72.0, A), on_page(1, 5, left, "| Ноты | 3 | 4 |"))
        assert len(outline_document(Document("a.pdf", "", "pdf", blocks)).tables) == count


def test_a_chart_has_the_section_it_stands_in():
    chart = Chart(2, "barChart", "Фонд", ())
    outline = outline_document(Document("a.docx", "", "docx", (*drawn(f"**1. Фонды**\n{P}").blocks, chart)))
    assert outline.section_of_block[2] == "1"


NUMBERS = st.lists(st.integers(1, 99), min_size=1, max_size=5).map(tuple)


@given(NUMBERS, st.sampled_from([" ", "\t", "\u00a0"]), st.booleans())
def test_a_dotted_number_is_read_back(number, gap, has_dot):
    found = typed_number(f"{dotted(number)}{'.' if has_dot else ''}{gap}Фонды")
    assert found is not None
    assert (found.number, found.title) == (number, "Фонды")


@given(NUMBERS)
def test_a_number_is_followed_by_its_child_and_its_neighbour_and_not_by_itself(number):
    assert follows((*number, 1), number)
    assert follows((*number[:-1], number[-1] + 1), number)
    assert not follows(number, number)


LINES = st.sampled_from(
    ["**1. События**", "2. Сеть", "2.1. Состав", "**Итоги**", P, "", A, "| Ноты | 3 | 4 |", "~", "# Фонды", "Приложение 1"]
)


@given(st.lists(LINES, max_size=25))
def test_no_drawing_loses_a_block_a_row_or_a_parent(lines):
    document = drawn("\n".join(lines))
    outline: Outline = outline_document(document)
    names = [each.section for each in outline.sections]
    assert len(set(names)) == len(names)
    assert {each.parent for each in outline.sections} <= {"", *names}
    assert len(outline.section_of_block) == len(document.blocks)
    grids = [each for each in document.blocks if isinstance(each, Table)]
    dropped = sum(part.first_row - part.offset for each in outline.tables for part in each.table.parts)
    assert sum(each.table.rows for each in outline.tables) + dropped == sum(each.rows for each in grids)


def test_ten_times_the_document_takes_about_ten_times_as_long():
    def seconds(times: int) -> float:
        drawing = "\n".join(f"**{n}. Раздел**\n{P}\n{n}.1. Состав\n{P}\nТаблица {n}. Фонд\n{A}\n" for n in range(1, times))
        document = drawn(drawing)
        begin = time.process_time()
        outline_document(document)
        return time.process_time() - begin

    seconds(150)
    assert seconds(1500) < 30 * max(seconds(150), 0.001)


@pytest.fixture
def report(tmp_path):
    word = docx.Document()
    word.add_heading("1. События", 1)
    word.add_paragraph("12 июня прошёл праздник чтения.")
    word.add_heading("3. Сеть", 1)
    word.add_heading("3.1. Состав", 2)
    word.save(tmp_path / "otchet.docx")
    return str(tmp_path / "otchet.docx")


def test_the_command_prints_the_tree(report):
    found = CliRunner().invoke(svod, ["outline", report, "--lang", "ru"])
    assert (found.exit_code, found.stdout) == (0, "1 События\n3 Сеть\n  3.1 Состав\n")


def test_the_command_explains_each_heading_and_each_near_one(report):
    found = CliRunner().invoke(svod, ["outline", report, "--explain", "--verbose"])
    assert "3 Сеть  [word_style; 3.; перед ним нет 2]" in found.stdout
    assert "dated" in found.stderr
    assert "dated" not in CliRunner().invoke(svod, ["outline", report, "--explain"]).stderr


def test_the_command_prints_json(report):
    found = json.loads(CliRunner().invoke(svod, ["outline", report, "--json"]).stdout)
    assert [each["section"] for each in found] == ["1", "3"]
    assert found[1]["sections"][0]["title"] == "Состав"
