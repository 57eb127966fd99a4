"""What a Word file holds and a report does not say: struck out, hidden, deleted, a prompt; and
what stands higher than its line or in a font of signs.
"""

import pytest

from tests.wordfiles import cells_said, p, r, read, sdt, tables, tbl, tc, text_box, texts, tr

STRIKE, DOUBLE, VANISH = "<w:strike/>", "<w:dstrike/>", "<w:vanish/>"
NOT_STRUCK = '<w:strike w:val="0"/>'
OLD = (
    '<w:style w:type="character" w:styleId="Old"><w:name w:val="Old"/><w:rPr><w:strike/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr>'
    "<w:dstrike/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Tick"><w:name w:val="Tick"/><w:rPr>'
    '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>'
)
NAMED = '<w:rStyle w:val="Old"/>'
GONE_STYLE = '<w:pStyle w:val="Gone"/>'


def marked(name: str, text: str) -> str:
    return f'<w:{name} w:id="1" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:{name}>'


@pytest.mark.parametrize(
    ("line", "seen", "told"),
    [
        (p(r("9200", STRIKE), "9300"), "9300", "text_struck «9200»"),
        (p(r("81", NAMED), "82"), "82", "text_struck «81»"),
        (
            p(r("41 ", DOUBLE), r("200", DOUBLE), " 43 400 экз."),
            " 43 400 экз.",
            "text_struck «41 200»",
        ),
        (p("Выдано 5", properties=GONE_STYLE), "", "text_struck «Выдано 5»"),
        (p(r("415", NAMED + NOT_STRUCK)), "415", ""),
        (p(r("слово", STRIKE), "дело"), "дело", "text_struck «слово»"),
        (p(r("12", VANISH), "15"), "15", "text_vanished «12»"),
        (p(r("черновик", VANISH), "15"), "15", ""),
        (p(r("7", VANISH + STRIKE), "8"), "8", "text_vanished «7»"),
        (p("было ", marked("del", "120"), "12"), "было 12", "text_deleted «120»"),
        (p("было ", marked("del", "много"), "12"), "было 12", ""),
        (p(r("1", STRIKE), r("2", VANISH), "3"), "3", "text_struck «1» text_vanished «2»"),
    ],
)
def test_text_that_is_no_part_of_the_report_is_left_out_and_told(line, seen, told, tmp_path):
    document = read(tmp_path, line, styles=OLD)
    assert document.blocks[0].text == seen
    assert " ".join(f"{notice.key} {notice.detail}" for notice in document.notices) == told


def test_left_out_text_is_shortened(tmp_path):
    found = read(tmp_path, p(r("9" * 500, STRIKE), "1"))
    assert len(found.notices[0].detail) == 200 and found.notices[0].detail.endswith("…")


PROMPT = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (tc(p(PROMPT.format(r("Введите число от 0 до 99999")))), ""),
        (tc(PROMPT.format(p("Место для ввода текста."))), ""),
        (tc(p(sdt(r("41 200")))), "41 200"),
        (tc(p("итого ", PROMPT.format(r("Выберите элемент.")), "5")), "итого 5"),
        (tc(p(PROMPT.replace("Hdr/>", 'Hdr w:val="0"/>').format(r("17")))), "17"),
        (PROMPT.format(tc("Введите 1")), ""),
    ],
)
def test_the_prompt_of_an_empty_control_is_no_content(cell, seen, tmp_path):
    document = read(tmp_path, tbl(tr("Книги", cell)))
    assert cells_said(tables(document)[0]) == [["Книги", seen]]
    assert not document.notices


HIDDEN_ROW = "<w:hidden/>"


@pytest.mark.parametrize(
    ("properties", "rows", "told"),
    [
        (HIDDEN_ROW, [["Всего", "10"]], "text_vanished «Служебная | 88888»"),
        ('<w:hidden w:val="false"/>', [["Служебная", "88888"], ["Всего", "10"]], ""),
        (
            '<w:cantSplit/><w:hidden w:val="1"/>',
            [["Всего", "10"]],
            "text_vanished «Служебная | 88888»",
        ),
        ('<w:del w:id="1"/>', [["Всего", "10"]], "text_deleted «Служебная | 88888»"),
    ],
)
def test_a_row_that_is_hidden_or_deleted_is_told(properties, rows, told, tmp_path):
    body = tbl(tr("Служебная", "88888", properties=properties), tr("Всего", "10"))
    document = read(tmp_path, body)
    assert cells_said(tables(document)[0]) == rows
    assert " ".join(f"{notice.key} {notice.detail}" for notice in document.notices) == told


HIGH = '<w:vertAlign w:val="superscript"/>'
RAISED = '<w:position w:val="8"/><w:sz w:val="16"/>'


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        (p("315", r("1", RAISED)), "315¹"),
        (p("325", r("1)", RAISED)), "325¹)"),
        (p("12 ", r("400", RAISED)), "12 400"),
        (p(r("12 ", RAISED), r("400", RAISED)), "12 400"),
        (p(r("12", RAISED), r("400", RAISED)), "12400"),
        (p("100", r("2", '<w:position w:val="-6"/>')), "1002"),
        (p("100", r("2", '<w:position w:val="2"/>')), "1002"),
        (p(r("9", HIGH), r("3", HIGH)), "93"),
        (p("7 м", r("2", RAISED), " и 5"), "7 м² и 5"),
        (p("7", r("2", RAISED), r("3", RAISED)), "7²³"),
    ],
)
def test_digits_set_higher_than_their_line_are_signs_of_notes(line, seen, tmp_path):
    assert read(tmp_path, line).blocks[0].text == seen


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


@pytest.mark.parametrize(
    ("run", "seen"),
    [
        (r("þ", font("Wingdings")), "☑"),
        (r("o", font("Wingdings")), "☐"),
        (r("ю", font("Wingdings")), "☑"),
        (r("ü", font("WINGDINGS")), "✓"),
        (r("\uf0fc", font("Wingdings")), "✓"),
        (r("P", font("Wingdings 2")), "✓"),
        (r("O", font("Wingdings 2")), "✗"),
        (r("a", font("Webdings")), "✓"),
        (r("J", font("Wingdings")), "•"),
        (r("£ 5", font("Symbol")), "≤ 5"),
        (r("Фонд 5", font("Symbol")), "Фонд 5"),
        (r("þ", '<w:rStyle w:val="Tick"/>'), "☑"),
        (r("o", '<w:rFonts w:ascii="Wingdings" w:asciiTheme="minorHAnsi"/>'), "o"),
        (r("o", font("Arial")), "o"),
    ],
)
def test_marks_typed_in_a_font_of_signs(run, seen, tmp_path):
    assert texts(read(tmp_path, p(run), styles=OLD)) == [seen]


@pytest.mark.parametrize(
    ("cell", "seen", "beside"),
    [
        (tc(p(text_box(p("56 120")))), "56 120", []),
        (tc(p(text_box(p("56") + p("120")))), "56\n120", []),
        (tc(p(), p(text_box(p("7"))), p()), "7", []),
        (tc(p("12", text_box(p("остаток")))), "12", ["остаток"]),
        (tc(p(text_box(tbl(tr("9"))))), "9", []),
    ],
)
def test_a_text_box_in_an_empty_cell_is_its_text(cell, seen, beside, tmp_path):
    document = read(tmp_path, tbl(tr("Выдача", cell), tr("Фонд", "1")))
    assert cells_said(tables(document)[0])[0] == ["Выдача", seen]
    assert texts(document)[1:] == beside
