"""The outline room: drawn documents to their section trees; the command. (Drawings are explained
in ``drawing.py``.)
"""

import json

import docx
import pytest
from click.testing import CliRunner
from drawing import P, drawn
from hypothesis import given
from hypothesis import strategies as st

from extractor.commands import svod
from extractor.model import Document, Paragraph
from extractor.outline import outline_document
from extractor.outline.headings import headings_of
from extractor.outline.numbers import dotted, follows, typed_number


def tree(drawing: str) -> list[str]:
    return [f"{each.section} {each.title}" for each in outline_document(drawn(drawing)).sections]


def numbers(drawing: str) -> str:
    return " ".join(each.section for each in outline_document(drawn(drawing)).sections)


def refusal(line: str) -> str:
    """Why a line is no heading, between two sections."""
    nears = headings_of(drawn(f"**1. События**\n{P}\n{line}\n{P}\n**2. Сеть**"))[1]
    return next((near.why for near in nears if near.block == 2), "")


TREES = {
    "numbers in brackets number sections where nothing else does": (
        f"**1) Сеть**\n{P}\n**2) Клубы**\n{P}\n**3) Музей**\n{P}",
        ["1 Сеть", "2 Клубы", "3 Музей"],
    ),
    "numbers in brackets beside others with a full stop are items": (
        f"**1. Сеть**\n{P}\n**1) Клубы**\n{P}\n**2) Музей**\n{P}\n**2. Фонды**\n{P}",
        ["1 Сеть", "1~1 1) Клубы", "1~2 2) Музей", "2 Фонды"],
    ),
    "capitals go on below where a small word joins them": (
        f"**БИБЛИОТЕЧНЫЕ ФОНДЫ**\n**И ИХ СОХРАННОСТЬ**\n{P}\n**КАДРЫ**\n{P}",
        ["~1 БИБЛИОТЕЧНЫЕ ФОНДЫ И ИХ СОХРАННОСТЬ", "~2 КАДРЫ"],
    ),
    "small letters go on below": (
        f"**Библиотечные фонды**\n**и их сохранность**\n{P}\n**Кадры**\n{P}",
        ["~1 Библиотечные фонды и их сохранность", "~2 Кадры"],
    ),
    "a capital in a line of small letters begins anew": (
        f"# Библиотечные фонды\n# И их сохранность\n{P}",
        ["~1 Библиотечные фонды", "~2 И их сохранность"],
    ),
    "plain lines with numbers in brackets are items": (
        f"**Сеть**\n{P}\n1) Клубы\n{P}\n2) Музей\n{P}\n**Фонды**\n{P}",
        ["~1 Сеть", "~2 Фонды"],
    ),
    "a lone part on a plain line over a table is the name of a form": (
        f"**1. Сеть**\n{P}\n**2. Музей**\nРаздел 6. Работа музея\n| Годы | Залы |\n"
        f"| 2022 | 3 |\n\n{P}\n**3. Фонды**\n{P}",
        ["1 Сеть", "2 Музей", "3 Фонды"],
    ),
    "parts on plain lines over tables are sections": (
        f"Раздел 1. Сеть\n| Годы | Залы |\n| 2022 | 3 |\n\n{P}\nРаздел 2. Фонды\n{P}",
        ["1 Сеть", "2 Фонды"],
    ),
    "numbered lines that state figures are no headings": (
        f">> **Показатели**\n1. Число читателей – 245 человек\n{P}\n2. Посещений – 2 310\n{P}\n"
        f">> **Фонд**\n{P}",
        ["~1 Показатели", "~2 Фонд"],
    ),
    "numbered lines that end in a year are headings": (
        f"1. Итоги – 2022 год\n{P}\n2. Задачи: 2023 год\n{P}",
        ["1 Итоги – 2022 год", "2 Задачи: 2023 год"],
    ),
    "the line below the year of a cover is a heading where it looks like the others": (
        f">> **ОТЧЁТ о работе за 2022 год**\n>> **Паспорт библиотеки**\n{P}\n>> **Фонд**\n{P}",
        ["~1 Паспорт библиотеки", "~2 Фонд"],
    ),
    "a place below the year of a cover is none": (
        f">> **ОТЧЁТ о работе за 2022 год**\n>> **г. Луговое**\n{P}\n>> **Фонд**\n{P}",
        ["~1 Фонд"],
    ),
    "typed numbers make a tree": (
        f"**1. События**\n{P}\n**2. Сеть**\n**2.1. Состав**\n{P}\n**2.1.1. Филиалы**\n{P}\n**2.2 "
        "Доступность**",
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
        f"1. События\n{P}\n2. Сеть\n{P}\n1. Афиши\n{P}\n2. Буклеты\n{P}\n3. Закладки\n{P}\n3. "
        f"Фонды\n{P}\n4. Кадры\n{P}",
        ["1 События", "2 Сеть", "3 Фонды", "4 Кадры"],
    ),
    "a plain heading that skips one number stays, and so do those after it": (
        f"1. События\n{P}\n2. Сеть\n{P}\n4. Кадры\n{P}\n5. Итоги\n{P}",
        ["1 События", "2 Сеть", "4 Кадры", "5 Итоги"],
    ),
    "Roman figures become Arabic": (
        f"**Раздел I. События**\n**I.1. Главное**\n{P}\n**I.2. Прочее**\n{P}\n**Раздел II. "
        f"Сеть**\n**II.1. Состав**\n{P}",
        ["1 События", "1.1 Главное", "1.2 Прочее", "2 Сеть", "2.1 Состав"],
    ),
    "numbers that begin anew in each chapter count inside it": (
        f"**Глава 1. События**\n**1. Главное**\n{P}\n**2. Прочее**\n{P}\n**Глава вторая. Сеть**\n"
        f"**1. Состав**\n{P}",
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
    "a bullet numbers nothing": (
        f"**1. События**\n{{•}} Афиши\n{{а)}} Буклеты\n{P}",
        ["1 События"],
    ),
    "an automatic table of contents does not count": (
        f"@1. События\\t3\n@2. Сеть\\t4\n**1. События**\n{P}\n**2. Сеть**\n{P}",
        ["1 События", "2 Сеть"],
    ),
    "typed entries with page numbers do not count": (
        f"Содержание\n1. События ....... 3\n2. Сеть\\t4\n**1. События**\n{P}\n**2. Сеть**\n{P}",
        ["1 События", "2 Сеть"],
    ),
    "a tab before the number of an appendix is no leader": (
        f"**1. События**\n{P}\n**Приложение\\t1**\n{P}",
        ["1 События", "A1 Приложение 1"],
    ),
    "a list of headings without page numbers does not count": (
        f"Оглавление\n1. События\n2. Сеть\n2.1. Состав\n1. События\n{P}\n2. Сеть\n2.1. Состав\n{P}",
        ["1 События", "2 Сеть", "2.1 Состав"],
    ),
    "a list of headings without a title does not count": (
        f"**1. События**\n**2. Сеть**\n**2.1. Состав**\n**1. События**\n{P}\n**2. Сеть**\n**2.1. "
        f"Состав**\n{P}",
        ["1 События", "2 Сеть", "2.1 Состав"],
    ),
    "appendices stand behind the sections": (
        f"**1. События**\n{P}\n**Приложение 1**\n**План**\n{P}\n**Приложение № 2. Сводка**\n1. "
        f"Первое\n{P}\n**ПРИЛОЖЕНИЕ В**",
        ["1 События", "A1 План", "A2 Сводка", "A2.1 Первое", "A3 ПРИЛОЖЕНИЕ В"],
    ),
    "headings without a number count under their section": (
        f"**1. События**\n**Встречи**\n{P}\n>> Праздники\n{P}\n**2. Сеть**\nАФИШИ И БУКЛЕТЫ\n{P}",
        ["1 События", "1~1 Встречи", "1~2 Праздники", "2 Сеть", "2~1 АФИШИ И БУКЛЕТЫ"],
    ),
    "introduction and conclusion stand beside the sections": (
        f"**Введение**\n{P}\n**1. События**\n{P}\nЗаключение\n{P}",
        ["~1 Введение", "1 События", "~2 Заключение"],
    ),
    "conclusions on a section stand under it, not under its last part": (
        f"**1. События**\n**1.1. Главное**\n{P}\nВыводы по разделу.\n{P}",
        ["1 События", "1.1 Главное", "1~1 Выводы по разделу."],
    ),
    "styles make a tree without any number": (
        f"# Сеть\n## Филиалы\n{P}\n## Передвижки\n{P}\n# Фонды",
        ["~1 Сеть", "~1~1 Филиалы", "~1~2 Передвижки", "~2 Фонды"],
    ),
    "looks make a tree without any number, and the cover is no section": (
        f">> **Отчёт**\n>> **за 2022 год**\n{P}\n**СЕТЬ**\n{P}\n**Филиалы**\n{P}\n**ФОНДЫ**\n{P}",
        ["~1 СЕТЬ", "~1~1 Филиалы", "~2 ФОНДЫ"],
    ),
    "the lines of the cover are no sections": (
        f">> **Луговская библиотека**\n>> **ОТЧЁТ ЗА ГОД**\n**1. События**\n{P}",
        ["1 События"],
    ),
    "a heading on three lines is one": (
        f"**1.**\n**Сеть библиотек**\n**и её состав**\n{P}",
        ["1 Сеть библиотек и её состав"],
    ),
    "a heading on two lines is one": (
        f"**Раздел 1**\n>> **СОБЫТИЯ ГОДА**\n{P}\n**2. Сеть библиотек**\n**и её состав**\n{P}\n"
        f"**2.1.**\n**Филиалы**\n{P}",
        ["1 СОБЫТИЯ ГОДА", "2 Сеть библиотек и её состав", "2.1 Филиалы"],
    ),
    "two headings in one paragraph are two": (
        f"**1. События\\n1.1. Главное**\n{P}\n**1.2.\\nПрочее**\n{P}",
        ["1 События", "1.1 Главное", "1.2 Прочее"],
    ),
    "two headings in one line are two": (
        f"**1. Сеть 1.1. Состав сети**\n{P}\n**1.2. Охват по п. 1.3 Устава**\n{P}",
        ["1 Сеть", "1.1 Состав сети", "1.2 Охват по п. 1.3 Устава"],
    ),
    "a heading run into its text by a line break keeps its own line": (
        f"1. События\\n{P}\n2. Сеть\n2.1. Состав\\n{P}",
        ["1 События", "2 Сеть", "2.1 Состав"],
    ),
    "a heading run into its text keeps its first sentence": (
        f"**1. События**\n1.1. Главные встречи. {P * 4}\n1.2. Прочее\n{P}",
        ["1 События", "1.1 Главные встречи.", "1.2 Прочее"],
    ),
    "a table of one cell may hold a heading": (
        f"| 1. События |\n{P}\n| 2. Сеть |\n{P}",
        ["1 События", "2 Сеть"],
    ),
    "a repeated number is kept and told apart": (
        f"**1. Сеть**\n**1.1. Состав**\n{P}\n**1.1. Охват**\n{P}\n**1.3. Итог**",
        ["1 Сеть", "1.1 Состав", "1.1-2 Охват", "1.3 Итог"],
    ),
    "a bold numbering inside a section numbers no sections": (
        f"**1. События**\n{P}\n**2. Сеть**\n**2.1. Состав**\n**1. Акции**\n{P}\n**2. Встречи**\n"
        f"{P}\n**2.2. Охват**\n**3. Фонды**",
        [
            "1 События",
            "2 Сеть",
            "2.1 Состав",
            "2.1~1 Акции",
            "2.1~2 Встречи",
            "2.2 Охват",
            "3 Фонды",
        ],
    ),
    "a bold list inside a section is no run of headings": (
        f"**1. События**\n{P}\n**2. Сеть**\n**2.1. Состав**\n**1. Акции**\n**2. Встречи**\n**3. "
        f"Игры**\n{P}\n**2.2. Охват**",
        ["1 События", "2 Сеть", "2.1 Состав", "2.2 Охват"],
    ),
    "a list with numbers of sections is no run of sections": (
        f"**1. События**\n{P}\n1.1. Провести встречу;\n1.2. Провести урок;\n1.3. Издать буклет.\n"
        "**2. Сеть**",
        ["1 События", "2 Сеть"],
    ),
    "numbers that go on through the parts keep them as their first figure": (
        f"**ЧАСТЬ I**\n**1. События**\n{P}\n**2. Сеть**\n{P}\n**ЧАСТЬ II**\n**3. Фонды**\n{P}\n"
        "**4. Кадры**",
        ["1 ЧАСТЬ I", "1.1 События", "1.2 Сеть", "2 ЧАСТЬ II", "2.3 Фонды", "2.4 Кадры"],
    ),
    "a contents page that is not there takes no heading with it": (
        f"# Содержание\n# 1. События\n{P}\n# 2. Сеть\n{P}",
        ["1 События", "2 Сеть"],
    ),
    "the first heading may stand right below the cover": (
        f"ОТЧЁТ\n**Общие сведения**\n{P}\n**Фонды**\n{P}",
        ["~1 Общие сведения", "~2 Фонды"],
    ),
    "bold lines in a row are a list": (
        f"**1. События**\n{P}\n**Афиши**\n**Буклеты**\n**Закладки**\n{P}\n**Встречи**\n{P}",
        ["1 События", "1~1 Встречи"],
    ),
    "the title of a drawing is no heading": (
        f"**1. События**\n{P}\n**Посещения**\n3000 2000 1000\n2021 2022\n{P}",
        ["1 События"],
    ),
    "the times of a programme are no numbers": (
        f"**1. События**\n11.30 Встреча\n12.15 Закрытие\n{P}\n**2. Сеть**\n{P}\n15.35 Отъезд",
        ["1 События", "2 Сеть"],
    ),
    "the number is worth more than the level of the style": (
        f"# 1. Фонды\n## 1.1. Состав\n{P}\n## 1.1.1. Книги\n{P}\n## 1.2. Учёт",
        ["1 Фонды", "1.1 Состав", "1.1.1 Книги", "1.2 Учёт"],
    ),
    "an empty document has no sections": ("", []),
}


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
        ("**За год проведено 120 встреч.**", "sentence"),
        ("**Важно: фонд вырос на 3 %.**", "sentence"),
        ("**Директор ____________ А. Б. Ветров**", "signature"),
        ("7. Итоги", "breaks_the_sequence"),
        ("2.9. Итоги", "breaks_the_sequence"),
    ],
)
def test_a_false_friend_stays_text_and_says_why(line, why):
    assert refusal(line) == why
    assert numbers(f"**1. События**\n{P}\n{line}\n{P}\n**2. Сеть**") == "1 2"


@pytest.mark.parametrize(
    "line",
    ["2023 год был удачным.", "05.06.2023 прошла встреча", "10.00 – 18.00", "№ 5", "А. Б. Ветров"],
)
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
        (
            f"**1. Фонды**\n**Книги**\n{P}\n>> Ноты\n{P}\nКАРТЫ МИРА",
            "bold_number bold_line centred_line capital_line",
        ),
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


def test_a_line_pushed_with_spaces_is_centred():
    pushed = Paragraph(2, f"{' ' * 20}Встречи")
    blocks = (*drawn(f"**1. События**\n{P}").blocks, pushed, Paragraph(3, P))
    assert [
        each.section for each in outline_document(Document("a.docx", "", "docx", blocks)).sections
    ] == ["1", "1~1"]


@pytest.mark.parametrize(
    ("drawing", "parents"),
    [
        (f"# 1. Сеть\n## 1.1. Состав\n{P}\n## Охват\n{P}", ["", "1", "1"]),
        (f"**1. Сеть**\n**1.1. Состав**\n{P}\n## Охват\n{P}", ["", "1", "1.1"]),
        (
            f"**1. Сеть**\n**1.1.1. Филиалы**\n{P}\n**2. Фонды**\n**3.1. Кадры**\n{P}",
            ["", "1", "", ""],
        ),
        (f"**1. Сеть**\n**2. Фонды**\n**1.5. Охват**\n{P}\n**Итоги**\n{P}", ["", "", "1", "1.5"]),
    ],
)
def test_a_section_stands_under_the_one_that_holds_it(drawing, parents):
    assert [each.parent for each in outline_document(drawn(drawing)).sections] == parents


def test_an_inscription_in_a_text_box_is_no_heading():
    box = Paragraph(2, "Читаем вместе", bold=True, origin="textbox")
    document = Document(
        "a.docx", "", "docx", (*drawn(f"**1. События**\n{P}").blocks, box, Paragraph(3, P))
    )
    assert [each.section for each in outline_document(document).sections] == ["1"]


def test_every_block_knows_its_section():
    outline = outline_document(
        drawn(f"{P}\n**1. События**\n{P}\n**1.1. Встречи**\n| Год | 2022 |\n**2. Сеть**")
    )
    assert outline.section_of_block == ("", "1", "1", "1.1", "1.1", "2")
    assert [(each.parent, each.level) for each in outline.sections] == [("", 1), ("1", 2), ("", 1)]
    assert outline.tables[0].section == "1.1"


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
