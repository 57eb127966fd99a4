"""What only many lines and pages together tell: paragraphs, joints, running heads, notes, tables
over pages.
"""

import pytest

from extractor.model import Document, Paragraph, Table
from extractor.options import ReadOptions
from extractor.read import read_document
from extractor.read.pdf.hyphenation import Vocabulary, settled
from extractor.text import clean
from tests.pdf_writer import Page, pdf_of
from tests.test_read_pdf import WIDTHS, drawn, expected, tables_in, texts_in

# letters are 5 points wide: 80 of them fill the line from 60 to 460
FULL = "Библиотеки района работали весь год по плану и выполнили его по всем показателям"
WORDS = (
    "научный",
    "популярный",
    "библиотека",
    "наименование",
    "книг",
    "количество",
    "кое-какой",
    "книжка",
    "раскладка",
)


# --- paragraphs


def test_full_lines_go_on_and_a_short_one_ends_the_paragraph(read):
    page = Page().lines(60, 100, [FULL, FULL, "и по всем видам.", FULL, "Итоги подведены."])
    assert texts_in(read(page)) == [f"{FULL} {FULL} и по всем видам.", f"{FULL} Итоги подведены."]


def test_a_paragraph_goes_on_over_the_edge_of_the_page(read):
    document = read(
        Page().lines(60, 780, [FULL, FULL]),
        Page().lines(60, 60, ["до самого конца года.", "Итоги."]),
    )
    assert texts_in(document) == [f"{FULL} {FULL} до самого конца года.", "Итоги."]
    assert [(block.page, block.breaks) for block in document.blocks] == [(1, True), (2, False)]


def test_an_indent_a_gap_a_face_and_a_mark_begin_a_paragraph(read):
    page = Page().lines(60, 100, [FULL, FULL]).text(90, 126, FULL[:74]).text(60, 139, FULL)
    page.text(60, 172, FULL).text(60, 185, "1. Книжный фонд", font="bold")
    page.lines(60, 198, [f"{FULL[:-1]}:", "1) книги;", "2) газеты."])
    assert texts_in(read(page)) == [
        f"{FULL} {FULL}",
        f"{FULL[:74]} {FULL}",
        FULL,
        "1. Книжный фонд",
        f"{FULL[:-1]}:",
        "1) книги;",
        "2) газеты.",
    ]


def test_a_heading_is_bold_a_title_centred_a_bullet_a_number(read):
    page = (
        Page()
        .text(165, 60, "Отчёт библиотек за 2023 год", font="bold", size=14)
        .lines(60, 100, [FULL, FULL, FULL])
    )
    page.text(60, 160, "2. Библиотечная сеть", font="bold").text(60, 180, "• сельские библиотеки")
    title, _, heading, item = [block for block in read(page).blocks if isinstance(block, Paragraph)]
    assert (title.bold, title.centred, heading.bold, heading.centred, item.bold) == (
        True,
        True,
        True,
        False,
        False,
    )
    assert (heading.text, item.text, item.number, item.listed) == (
        "2. Библиотечная сеть",
        "сельские библиотеки",
        "•",
        0,
    )


def test_a_line_pushed_inwards_keeps_its_blanks_and_one_at_the_right_none(read):
    page = (
        Page()
        .lines(60, 100, [FULL, FULL, FULL])
        .text(140, 160, "Краеведение")
        .text(405, 190, "Утверждаю", size=9)
    )
    pushed, right = [block.text for block in read(page).blocks if isinstance(block, Paragraph)][1:]
    assert pushed == " " * 32 + "Краеведение" and right == "Утверждаю"


def test_a_face_that_changes_within_a_line_leaves_it_whole(read):
    page = (
        Page()
        .text(60, 100, "Всего ")
        .text(90, 100, "12", font="bold")
        .text(105, 100, "книг.")
        .lines(60, 140, [FULL, FULL])
    )
    first = read(page).blocks[0]
    assert (first.text, first.bold) == ("Всего 12 книг.", False)


# --- joints


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("научно\u0002популярный", "научно-популярный"),
        ("библио\u0002тека", "библиотека"),
        ("Санкт\u0002Петербург", "Санкт-Петербург"),
        ("кое\u0002какой", "кое-какой"),
        ("кто\u0002либо", "кто-либо"),
        ("2\u0002й", "2-й"),
        ("рас\u0002кладка", "раскладка"),
        ("Заречье-на\u0002горе", "Заречье-на-горе"),
        ("Наименовани\u0003е", "Наименование"),
        ("Количество\u0003книг", "Количество книг"),
        ("Польз\u0003овател\u0003и", "Пользователи"),
        ("19834\u00030", "198340"),
        ("2021\u00032022", "2021 2022"),
        ("книговыдач\u0003а", "книговыдача"),
        ("в конце строки\u0002", "в конце строки-"),
        ("мягкий\ufffe", "мягкий-"),
    ],
)
def test_an_undecided_joint_is_settled_by_the_words_of_document_and_language(broken, whole):
    assert settled(broken, Vocabulary(lambda: [" ".join(WORDS), broken])) == whole


def test_a_hyphen_at_the_end_of_a_line_goes_where_the_word_is_known_without(read):
    page = Page().lines(
        60,
        87,
        [
            FULL,
            FULL,
            f"{FULL[:-11]}биб-",
            "лиотеки, а научно-",
            "популярные книги взяты.",
            "Библиотеки.",
        ],
    )
    assert f"{FULL[:-11]}библиотеки, а научно-популярные книги взяты." in texts_in(read(page))[0]


def cell_page(lines: list[str], width: float) -> Page:
    page = Page().text(60, 60, "Наименование пользователи, нет данных")
    page.table("|  | 1 |", 60, 100, (width, 60), step=60)
    return page.lines(64, 112, lines, step=11)


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (["Наименовани", "е"], 64, "Наименование"),
        (["Пользовате", "ли, чел."], 60, "Пользователи, чел."),
        (["Число книг", "в фонде"], 64, "Число книг в фонде"),
        (["Книги", "Газеты"], 120, "Книги\nГазеты"),
        (["211", "056"], 25, "211\u00a0056"),
        (["1983", "40"], 30, "198340"),
        (["1 768,", "7"], 40, "1 768,7"),
        (["202", "1г."], 25, "2021г."),
        (["№ п/", "п"], 32, "№ п/п"),
        (["нет д", "анных"], 36, "нет данных"),
        (["Общественно", "-правовая"], 66, "Общественно-правовая"),
        (["https://", "lib.example.ru"], 80, "https://lib.example.ru"),
    ],
)
def test_lines_of_a_cell_are_joined_as_its_width_made_them(read, lines, width, text):
    (table,) = tables_in(read(cell_page(lines, width)))
    assert table.cells[0].text == text


# --- heads, feet, notes


def test_running_heads_feet_and_page_numbers_stand_apart(read):
    pages = [
        Page()
        .text(60, 40, f"Отчёт за 2023 год, часть {n}")
        .lines(60, 130, [FULL, f"О деле {n}."])
        .text(290, 810, f"- {n} -")
        for n in range(1, 5)
    ]
    document = read(*pages)
    assert document.margins == ("Отчёт за 2023 год, часть 1", "- 1 -")
    assert texts_in(document) == [f"{FULL} О деле {n}." for n in range(1, 5)]


def test_a_line_at_the_edge_that_does_not_come_back_is_text(read):
    document = read(
        Page().text(60, 40, "Введение").lines(60, 100, [FULL]),
        Page().lines(60, 100, [FULL]).text(60, 810, "2023"),
    )
    assert (
        document.margins == () and "Введение" in texts_in(document) and "2023" in texts_in(document)
    )


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_a_footnote_is_no_digit_of_the_figure_before_its_mark(read, engine):
    page = (
        Page()
        .text(60, 100, "Фонд составил 1234")
        .text(150, 96, "2", size=6)
        .text(160, 100, "экз.")
        .lines(60, 113, [FULL, FULL])
    )
    page.text(60, 781.5, "2", size=5).text(63, 784, "По данным на конец года.", size=8)
    document = read(page, engine=engine)
    assert document.blocks[0].text.startswith("Фонд составил 1234 экз.")
    assert document.blocks[0].notes == ("p1:2",)
    assert [(note.mark, note.text, note.block) for note in document.notes] == [
        ("p1:2", "По данным на конец года.", 0)
    ]


def test_a_footnote_as_large_as_the_text_is_known_by_its_mark(read):
    page = (
        Page().text(60, 100, "Фонд вырос").text(110, 96, "1", size=6).lines(60, 113, [FULL, FULL])
    )
    document = read(page.text(60, 700, "1 По форме 6-НК."))
    assert [(note.text, note.block) for note in document.notes] == [("По форме 6-НК.", 0)]


def test_a_power_stays_with_its_unit(read):
    page = (
        Page()
        .text(60, 100, "Площадь 120 м")
        .text(125, 96, "2", size=6)
        .lines(60, 140, [FULL, FULL])
    )
    assert read(page).blocks[0].text == "Площадь 120 м2"


# --- tables over pages

HEAD = "| Показатель | 2022 | 2023 |"
PARTS = ("| Книги | 1 | 2 |\n| Газеты | 3 | 4 |", "| Журналы | 5 | 6 |\n| Ноты | 7 | 8 |")


def long_table(*drawings: str, y: float = 742, top: float = 50, step: float = 20) -> list[Page]:
    pages = []
    for index, drawing in enumerate(drawings):
        page = Page()
        rows = len(drawing.strip().splitlines())
        page.table(drawing, 60, top if index else y + 60 - step * rows, WIDTHS, step=step)
        pages.append(page)
    # a page of text as high as pages may be
    return [
        Page().text(60, 60, "Начало").text(60, 800, "Конец страницы."),
        *pages,
        Page().text(60, 60, "Дальше."),
    ]


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
@pytest.mark.parametrize("repeated", [False, True], ids=["head once", "head repeated"])
def test_a_table_over_two_pages_is_one_with_its_head_once(read, repeated, engine):
    below = f"{HEAD}\n{PARTS[1]}" if repeated else PARTS[1]
    (table,) = tables_in(read(*long_table(f"{HEAD}\n{PARTS[0]}", below), engine=engine))
    assert drawn(table) == expected("\n".join((HEAD, *PARTS)))
    assert (table.heading_rows, table.breaks) == (int(repeated), True)
    assert [cell.page for cell in table.cells if cell.column == 0] == [2, 2, 2, 3, 3]


def test_a_table_over_three_pages_is_one(read):
    (table,) = tables_in(
        read(
            *long_table(
                f"{HEAD}\n{PARTS[0]}", f"{HEAD}\n{PARTS[1]}", f"{HEAD}\n| Карты | 9 | 9 |", top=50
            )
        )
    )
    # the second page holds nothing but the table's middle, and that ends high above its foot: the
    # head says that it goes on
    assert [cell.text for cell in table.cells if cell.column == 0] == [
        "Показатель",
        "Книги",
        "Газеты",
        "Журналы",
        "Ноты",
        "Карты",
    ]


def test_a_row_that_the_page_cuts_is_whole_again(read):
    upper, lower = (
        f"{HEAD}\n| Книги, брошюры, | 1 | 2 |",
        "| газеты и журналы |  |  |\n| Ноты | 7 | 8 |",
    )
    (table,) = tables_in(read(*long_table(upper, lower)))
    assert [
        tuple(clean(c.text) for c in table.cells if c.row == row) for row in range(table.rows)
    ] == [
        ("Показатель", "2022", "2023"),
        ("Книги, брошюры, газеты и журналы", "1", "2"),
        ("Ноты", "7", "8"),
    ]


def test_a_label_alone_below_the_edge_belongs_to_the_row_above_where_rows_are_never_labels_alone(
    read,
):
    upper = f"{HEAD}\n| Библиотека филиал в селе наше | 1 | 2 |"
    (table,) = tables_in(read(*long_table(upper, "| Заречье Второе |  |  |\n| Ноты | 7 | 8 |")))
    assert [clean(cell.text) for cell in table.cells if cell.column == 0][1:] == [
        "Библиотека филиал в селе наше Заречье Второе",
        "Ноты",
    ]


def test_a_heading_goes_on_beside_headings_that_are_parted_below_the_edge(read):
    upper, lower = (
        "| Поступило за год документов | из них | < |",
        "| всех видов | книги | газеты |\n| 7 | 5 | 2 |",
    )
    (table,) = tables_in(read(*long_table(upper, lower)))
    assert drawn(table) == expected(
        "| Поступило за год документов всех видов | из них | < |\n| ^ | книги | газеты |\n| 7 | 5 |"
        " 2 |"
    )


def test_a_table_whose_first_row_is_one_cell_at_the_foot_of_a_page_is_whole(read):
    (table,) = tables_in(
        read(
            *long_table("| Число обращений, ед. | < | < |", "| 2021 | 2022 | 2023 |\n| 5 | 6 | 7 |")
        )
    )
    assert drawn(table) == expected(
        "| Число обращений, ед. | < | < |\n| 2021 | 2022 | 2023 |\n| 5 | 6 | 7 |"
    )


def test_a_frame_around_a_text_is_no_table(read):
    document = read(
        Page()
        .frame(60, 100, 300, 140)
        .text(70, 120, "Важно: фонд вырос.")
        .lines(60, 200, [FULL, FULL])
    )
    assert not tables_in(document) and "Важно: фонд вырос." in texts_in(document)


def test_figures_under_figures_are_the_next_row(read):
    (table,) = tables_in(
        read(*long_table(f"{HEAD}\n| Книги | 1 | 2 |", "|  | 5 | 6 |\n| Ноты | 7 | 8 |"))
    )
    assert table.rows == 4


def test_a_group_label_reaches_over_the_page(read):
    upper = f"{HEAD}\n| Село | 1 | 2 |\n| ^ | 3 | 4 |"
    lower = "|  | 5 | 6 |\n| ^ | 7 | 8 |"
    (table,) = tables_in(read(*long_table(upper, lower)))
    assert [(c.row, c.row_span) for c in table.cells if c.column == 0] == [(0, 1), (1, 4)]


def test_the_next_table_at_the_top_of_a_page_is_another_where_its_row_would_have_fitted(read):
    assert len(tables_in(read(*long_table(f"{HEAD}\n{PARTS[0]}", PARTS[1], y=400)))) == 2


def test_a_table_goes_on_over_a_footnote(read):
    pages = long_table(f"{HEAD}\n{PARTS[0]}", PARTS[1], y=695)
    pages[1].text(100, pages[1].height - 110, "3", size=6)
    pages[1].text(60, 778, "3", size=5).text(64, 780, "По отчёту.", size=8)
    document = read(*pages)
    assert [note.text for note in document.notes] == ["По отчёту."] and len(
        tables_in(document)
    ) == 1


def test_a_table_of_other_width_is_another(read):
    pages = long_table(f"{HEAD}\n{PARTS[0]}", PARTS[1])
    other = Page()
    other.table(PARTS[1], 60, 50, (200, 100, 100))
    assert len(tables_in(read(pages[0], pages[1], other))) == 2


# --- what cannot be read


@pytest.fixture
def no_recognition(monkeypatch):
    """As where tesseract is not installed: whoever asks whether it can recognise is told
    ``bool()``, which is False.
    """
    monkeypatch.setattr("extractor.read.pdf.document.CAN_RECOGNISE", "builtins:bool", raising=False)


def notices_in(document: Document) -> list[tuple[str, str]]:
    return [
        (notice.key, notice.detail)
        for notice in document.notices
        if notice.key != "tesseract_absent"
    ]


def test_what_is_struck_through_is_named_and_no_part_of_a_figure(read):
    page = (
        Page()
        .text(60, 100, "Выдано ")
        .text(95, 100, "0", font="other")
        .text(100, 100, "914 книг")
        .lines(60, 140, [FULL, FULL])
    )
    page.stroke(95, 97.3, 100, 97.3)
    page.table("| Книги | 12 |\n| лишнее | 7 |", 60, 200, (80, 80))
    for start, end in ((64, 94), (144, 149)):
        page.stroke(start, 229.2, end, 229.2)
    document = read(page)
    assert document.blocks[0].text == "Выдано 914 книг"
    assert [cell.text for cell in tables_in(document)[0].cells] == ["Книги", "12", "", ""]
    assert notices_in(document) == [("text_struck", "«0 лишнее 7», 1")]


def test_a_border_that_runs_into_text_strikes_nothing(read):
    page = Page()
    page.table("|  |  |\n|  |  |", 60, 100, (80, 80))
    document = read(page.text(64, 122.7, "Книги"))
    assert not document.notices and "Книги" in [cell.text for cell in tables_in(document)[0].cells]


def test_a_font_without_a_map_to_letters_is_named_and_its_codes_are_no_text(read, no_recognition):
    page = Page().text(60, 100, FULL[:40]).text(60, 130, "Секретные 123", font="blind")
    document = read(page)
    assert texts_in(document) == [FULL[:40]]
    assert notices_in(document) == [("font_unreadable", "Nowhere, 1")]


def test_an_unreadable_cell_shows_that_there_is_ink(read, no_recognition):
    page = Page().text(60, 60, FULL[:40])
    page.table("| Книги |  |", 60, 100, (80, 80))
    (table,) = tables_in(read(page.text(144, 112, "Пять", font="blind")))
    assert [(cell.text, cell.ink) for cell in table.cells] == [("Книги", False), ("", True)]


def test_cyrillic_under_western_codes_is_unreadable(read, no_recognition):
    document = read(Page().text(60, 100, "Îò÷¸ò î ðàáîòå", font="other").text(60, 130, FULL[:40]))
    assert texts_in(document) == [FULL[:40]] and document.notices[0].key == "font_unreadable"


def test_latin_look_alikes_are_turned_back_and_named(read):
    words = (
        "Бибилиoтeкa paботaла весь гoд и pacширилa фoнд"  # о, е, а, р, с from the Latin alphabet
    )
    document = read(Page().text(60, 100, words, font="other"))
    assert document.blocks[0].text == "Бибилиотека работала весь год и расширила фонд"
    assert document.notices[0].key == "font_lookalikes"


def test_a_page_that_is_one_picture_is_named_as_a_scan(read, no_recognition):
    document = read(
        Page().lines(60, 100, [FULL]),
        Page().picture(0, 0, 595, 842),
        Page().picture(0, 0, 595, 842),
    )
    assert notices_in(document) == [("page_without_text", "2–3")]
    assert sum(block.pictures for block in document.blocks if isinstance(block, Paragraph)) == 2


def test_both_engines_read_the_same_document(tmp_path):
    pages = long_table(f"{HEAD}\n{PARTS[0]}", f"{HEAD}\n{PARTS[1]}")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(*pages, Page().lines(60, 100, [FULL, FULL, "и всё."])))
    one, other = (
        read_document(path, ReadOptions(engine=engine)) for engine in ("pypdfium2", "pdfplumber")
    )
    assert texts_in(one) == texts_in(other) and [drawn(t) for t in tables_in(one)] == [
        drawn(t) for t in tables_in(other)
    ]
    assert all(isinstance(block, Paragraph | Table) for block in one.blocks)
