"""Features of Word files beyond the 28 probes: what stands inside a line, what is apart from the
text, charts, pages.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from extractor.model import Paragraph
from tests.wordfiles import (
    drawing,
    drawn,
    field,
    p,
    part,
    r,
    read,
    sdt,
    span,
    tables,
    tbl,
    tc,
    text_box,
    texts,
    tr,
)

DOWN, UP = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
RAISED = '<w:vertAlign w:val="superscript"/>'
GONE = '<w:rPr><w:del w:id="1"/></w:rPr>'
SUM = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def form(inner: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'
        f"{code('FORM')}{END}"
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        # runs and what stands in them
        ((r("12"), r("34")), "1234"),
        (("1\u00a0234",), "1\u00a0234"),
        (
            (run("<w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:cr/><w:t>г</w:t>"),),
            "а\tб\nв\nг",
        ),
        ((run("<w:t>а</w:t><w:ptab/><w:t>б</w:t>"),), "а\tб"),
        ((run('<w:sym w:font="Symbol" w:char="F0A3"/><w:t> 5</w:t>'),), "≤ 5"),
        ((run('<w:sym w:font="Wingdings" w:char="F0FC"/>'),), "✓"),
        ((run('<w:sym w:font="Wingdings" w:char="F04A"/>'),), "•"),
        ((run('<w:sym w:font="Arial" w:char="2116"/>'),), "№"),
        (
            (
                run(
                    f"<w:ruby><w:rt>{r('сверху')}</w:rt><w:rubyBase>{r('слово')}</w:rubyBase>"
                    "</w:ruby>"
                ),
            ),
            "слово",
        ),
        (("<w:smartTag>" + r("Луговое") + "</w:smartTag>",), "Луговое"),
        (("<w:bdo>" + r("а") + "</w:bdo><w:dir>" + r("б") + "</w:dir>",), "аб"),
        (("<w:customXml>" + sdt(r("а")) + "</w:customXml>",), "а"),
        (("<w:proofErr/><w:bookmarkStart/>", "а", "<w:bookmarkEnd/>"), "а"),
        # raised digits
        (("1234", r("2", RAISED)), "1234²"),
        (("м", r("2", RAISED)), "м²"),
        ((r("2", RAISED), r(" По данным учёта")), "2 По данным учёта"),
        (("1234 ", r("2", RAISED)), "1234 2"),
        (("1234", r("1, 2", RAISED)), "1234¹, ²"),
        (("1", r("й", RAISED)), "1й"),
        # fields
        (("Таблица ", field(" SEQ Таблица ", "77")), "Таблица 77"),
        (("см. ", field(" REF _Ref1 \\h ", "раздел 3")), "см. раздел 3"),
        (("стр. ", field("PAGE")), "стр. "),
        (
            (BEGIN, code("IF "), field("PAGE", "5"), code(" = 1"), SEPARATE, r("да"), END, "!"),
            "да!",
        ),
        (
            (
                BEGIN,
                code("IF "),
                BEGIN,
                code("SEQ x"),
                SEPARATE,
                r("скрытый код"),
                END,
                END,
                "после",
            ),
            "после",
        ),
        (
            (
                "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>SEQ</w:instrText><w:fldChar "
                "w:fldCharType='separate'/>"
                "<w:t>3</w:t><w:fldChar w:fldCharType='end'/><w:t>.</w:t></w:r>",
            ),
            "3.",
        ),
        ((BEGIN, code("SEQ x"), "дальше"), "дальше"),  # a field without an end swallows nothing
        ((END, "а", SEPARATE), "а"),
        (
            (
                form(
                    '<w:ddList><w:result w:val="1"/><w:listEntry w:val="нет"/><w:listEntry '
                    'w:val="да"/></w:ddList>'
                ),
            ),
            "да",
        ),
        ((form("<w:ddList><w:listEntry w:val='нет'/></w:ddList>"), "."), "нет."),
        ((form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'),), "☒"),
        ((form('<w:checkBox><w:default w:val="0"/></w:checkBox>'),), "☐"),
        # tracked changes
        (
            (
                '<w:ins w:id="1">'
                + '<w:del w:id="2">'
                + r("нет")
                + "</w:del>"
                + r("да")
                + "</w:ins>",
            ),
            "да",
        ),
        (('<w:del w:id="1"><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:del>', "а"), "а"),
        # formulas
        ((math(f"<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>"),), "1/2"),
        ((math(f"<m:f><m:num>{mr('а+б')}</m:num><m:den>{mr('12')}</m:den></m:f>"),), "(а+б)/12"),
        ((math(f"<m:sSup><m:e>{mr('x')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup>"),), "x²"),
        ((math(f"<m:sSub><m:e>{mr('x')}</m:e><m:sub>{mr('i')}</m:sub></m:sSub>"),), "x_i"),
        ((math(f"<m:rad><m:e>{mr('9')}</m:e></m:rad>"),), "√9"),
        ((math(f"<m:d><m:e>{mr('а')}</m:e></m:d>{mr('=1')}"),), "(а)=1"),
        (
            (math(f"<m:nary>{SUM}<m:sub>{mr('i=1')}</m:sub><m:e>{mr('x')}</m:e></m:nary>"),),
            "∑_(i=1) x",
        ),
        (("<m:oMathPara>" + math(mr("а=1")) + "</m:oMathPara>",), "а=1"),
    ],
)
def test_a_line_reads_as_it_is_printed(line, text, tmp_path):
    found = read(tmp_path, p(*line))
    assert [each.text for each in found.blocks] == [text]
    assert not found.notices


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ((field('HYPERLINK "http://lib.example/"', "сайт"),), [("сайт", "http://lib.example/")]),
        ((field('HYPERLINK \\l "_Ref1"', "раздел 3"),), [("раздел 3", "#_Ref1")]),
        (
            (field('HYPERLINK "http://lib.example/" \\l "а" \\o "подсказка"', "сайт"),),
            [("сайт", "http://lib.example/#а")],
        ),
        (('<w:hyperlink w:anchor="_Toc1">' + r("Фонд") + "</w:hyperlink>",), [("Фонд", "#_Toc1")]),
        (('<w:hyperlink r:id="нет">' + r("Фонд") + "</w:hyperlink>",), []),
        (
            (
                "<w:fldSimple w:instr='HYPERLINK \"http://lib.example/\"'>"
                + r("а")
                + "</w:fldSimple>",
            ),
            [("а", "http://lib.example/")],
        ),
    ],
)
def test_a_link_keeps_its_address(line, links, tmp_path):
    assert [(each.text, each.address) for each in read(tmp_path, p(*line)).blocks[0].links] == links


def test_a_table_of_contents_is_marked(tmp_path):
    toc = p(BEGIN, code("TOC"), SEPARATE, "Фонд 3") + p("Кадры 5") + p(END, "Фонд")
    gallery = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        "</w:sdtPr>"
    )
    found = read(tmp_path, toc + f"{gallery}<w:sdtContent>{p('Сеть 7')}</w:sdtContent></w:sdt>")
    assert [(each.text, each.origin) for each in found.blocks if each.text] == [
        ("Фонд 3", "contents"),
        ("Кадры 5", "contents"),
        ("Фонд", "body"),
        ("Сеть 7", "contents"),
    ]


# --- tracked deletions of paragraph marks, rows, cells


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("а", properties=GONE) + p("б"), ["аб"]),
        (p("а", properties=GONE) + p("б", properties=GONE) + p("в"), ["абв"]),
        (p("а", properties=GONE), ["а"]),
        (p("а") + "<m:oMathPara>" + math(mr("б=1")) + "</m:oMathPara>" + p("в"), ["а", "б=1", "в"]),
        (p("а", properties=GONE) + tbl(tr("1")) + p("б"), ["а", "[table]", "б"]),
        (tbl(tr(tc(p("1", properties=GONE)))) + p("б"), ["[table]", "б"]),
        (p("а") + tbl(tr("х", properties='<w:del w:id="1"/>')) + p("б"), ["а", "б"]),
    ],
)
def test_a_deleted_mark_joins_a_paragraph_to_the_next_in_the_same_text(body, expected, tmp_path):
    found = read(tmp_path, body)
    assert texts(found) == expected
    assert [each.block for each in found.blocks] == list(range(len(expected)))
    assert not found.notices


@pytest.mark.parametrize(
    ("table", "drawing_of_it"),
    [
        (
            tbl(tr("а", "б"), tr(tc("1", properties="<w:cellDel w:id='1'/>"), "2")),
            "| а | б |\n| 2 | . |",
        ),
        (tbl(tr(tc(p("а"), p("б")))), "| а\\nб |"),
        (tbl(tr("а", properties='<w:moveFrom w:id="1"/>'), tr("б")), "| б |"),
        ("<w:tbl><w:ins w:id='1'>" + tr("а") + "</w:ins></w:tbl>", "| а |"),
        ("<w:tbl><w:customXml>" + tr("а") + "</w:customXml></w:tbl>", "| а |"),
        # a covered cell of another width is no continuation
        (
            tbl(tr(tc("а", properties=span(2) + UP), "б"), tr(tc("в", properties=DOWN), "г", "д")),
            "| а | < | б |\n| в | г | д |",
        ),
        # a continuation under nothing
        (tbl(tr(tc("а", properties=DOWN), "б")), "| а | б |"),
        (
            tbl(tr(tc("а", properties=UP)), tr(tc("б")), tr(tc("в", properties=DOWN))),
            "| а |\n| б |\n| в |",
        ),
        (
            tbl(
                tr(tc("а", properties=UP + span(2))),
                tr(tc(properties=DOWN + span(2))),
                tr("1", "2"),
            ),
            "| а | < |\n| ^ | ^ |\n| 1 | 2 |",
        ),
        # both merges of old files at once
        (
            tbl(
                tr(
                    tc("а", properties='<w:hMerge w:val="restart"/><w:vMerge w:val="restart"/>'),
                    tc(properties="<w:hMerge/>"),
                    "б",
                ),
                tr("1", "2", "3"),
            ),
            "| а | < | б |\n| 1 | 2 | 3 |",
        ),
    ],
)
def test_a_table_keeps_its_grid(table, drawing_of_it, tmp_path):
    found = read(tmp_path, table)
    assert drawn(tables(found)[0]) == drawing_of_it
    assert not found.notices


def test_rows_repeated_on_each_page_are_counted(tmp_path):
    head = "<w:tblHeader/>"
    found = read(
        tmp_path,
        tbl(tr("а", properties=head), tr("б", properties=head), tr("в"), tr("г", properties=head)),
    )
    assert tables(found)[0].heading_rows == 2


def test_a_nested_table_follows_its_parent_at_every_depth(tmp_path):
    table = tbl(tr("1", "2"))
    for depth in range(2, 12):
        table = tbl(tr("Филиал", "Состав"), tr(str(depth), tc(table)))
    found = read(tmp_path, table)
    assert [(each.block, each.parent) for each in tables(found)] == [
        (0, None),
        *((n, n - 1) for n in range(1, 11)),
    ]


@some.composite
def ruled_tables(draw: some.DrawFn) -> list[list[int]]:
    """Column spans of the cells of a few rows, all rows of one width."""
    width = draw(some.integers(1, 6))
    rows = []
    for _ in range(draw(some.integers(1, 5))):
        spans, left = [], width
        while left:
            spans.append(draw(some.integers(1, left)))
            left -= spans[-1]
        rows.append(spans)
    return rows


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ruled_tables(), some.data())
def test_cells_fill_the_grid_and_never_overlap(tmp_path, rows, data):
    merges = [[data.draw(some.sampled_from(["", UP, DOWN])) for _ in spans] for spans in rows]
    body = tbl(
        *(
            tr(
                *(
                    tc(f"{i}.{j}", properties=span(width) + merges[i][j])
                    for j, width in enumerate(spans)
                )
            )
            for i, spans in enumerate(rows)
        )
    )
    table = tables(read(tmp_path, body))[0]
    assert drawn(table)  # it refuses cells that overlap
    assert (
        sum(each.row_span * each.column_span for each in table.cells) == table.rows * table.columns
    )
    assert [(each.row, each.column) for each in table.cells] == sorted(
        (each.row, each.column) for each in table.cells
    )


# --- text boxes and drawings


def test_a_text_box_in_a_cell_follows_the_table(tmp_path):
    found = read(tmp_path, tbl(tr(tc(p("а", text_box(p("сноска"))), "б"))) + p("в"))
    assert texts(found) == ["[table]", "сноска", "в"]
    assert found.blocks[1].origin == "textbox"


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (
            run(
                f"<w:pict><v:textbox><w:txbxContent>{p('старая')}</w:txbxContent></v:textbox>"
                "</w:pict>"
            ),
            ["", "старая"],
        ),
        (
            '<w:r><w:pict><v:shape><v:textpath string="ОТЧЁТ"/></v:shape></w:pict></w:r>',
            ["", "ОТЧЁТ"],
        ),
        (
            drawing("<a:txBody><a:p><a:r><a:t>фигура</a:t></a:r></a:p><a:p/></a:txBody>"),
            ["", "фигура"],
        ),
        (text_box(p("а", text_box(p("б")))), ["", "а", "б"]),
        (drawing('<a:blip r:embed="i"/>'), [""]),
    ],
)
def test_words_of_drawings_are_read_once(piece, expected, tmp_path):
    found = read(tmp_path, p(piece))
    assert texts(found) == expected
    assert not found.notices


def test_pictures_are_counted_where_they_stand(tmp_path):
    found = read(
        tmp_path,
        p(
            "рис.",
            drawing('<a:blip r:embed="i"/>'),
            "<w:r><w:object><v:imagedata/></w:object></w:r>",
        ),
    )
    assert found.blocks[0].pictures == 2


def test_a_diagram_gives_its_words(tmp_path):
    data = part(
        "dgm:dataModel",
        "<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Фонд</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt/>"
        "</dgm:ptLst>",
    )
    links = [("d", "diagramData", "diagrams/data1.xml")]
    found = read(
        tmp_path,
        p(drawing('<dgm:relIds r:dm="d"/>')),
        parts={"word/diagrams/data1.xml": data},
        links=links,
    )
    assert texts(found) == ["", "Фонд"]


# --- notes, comments, headers


def test_notes_and_comments_stand_apart_with_their_places(tmp_path):
    def mark(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    def note(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{p(text)}</w:{kind}>'

    body = p("а", mark("endnote", 3)) + p("б", mark("comment", 4), mark("footnote", 5))
    separator = (
        '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    )
    found = read(
        tmp_path,
        body,
        endnotes=note("endnote", 3, "в конце"),
        comments=note("comment", 4, "проверить"),
        footnotes=separator + note("footnote", 5, "внизу"),
    )
    assert [(each.mark, each.text, each.block) for each in found.notes] == [
        ("f5", "внизу", 1),
        ("e3", "в конце", 0),
        ("c4", "проверить", 1),
    ]
    assert texts(found) == ["а", "б"]


def test_the_sign_that_an_author_chose_for_a_note_is_no_part_of_the_number(tmp_path):
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="5"/><w:t>*</w:t></w:r>'
    found = read(
        tmp_path,
        p("1234", mark, " книг"),
        footnotes=f'<w:footnote w:id="5">{p("внизу")}</w:footnote>',
    )
    assert (found.blocks[0].text, found.blocks[0].notes, found.notices) == (
        "1234 книг",
        ("f5",),
        (),
    )


def test_a_header_is_read_like_any_text(tmp_path):
    found = read(
        tmp_path,
        p("а"),
        header=p("Заречье", text_box(p("2023"))) + tbl(tr("ЦБС", "лист")),
        footer=p(),
    )
    assert found.margins == ("Заречье\n2023\nЦБС\nлист",)


# --- hidden text, bold


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Hid"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="HidC"><w:name w:val="hidc"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Strong"><w:name w:val="strong"/><w:rPr><w:b/></w:rPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Usual"><w:name w:val="Normal"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
)


@pytest.mark.parametrize(
    ("paragraph", "text", "hidden", "bold"),
    [
        (p("а", properties='<w:pStyle w:val="Hid"/>'), "", "а", False),
        (p(r("а", '<w:rStyle w:val="HidC"/>'), "б"), "б", "а", False),
        (p(r("а", '<w:rStyle w:val="HidC"/><w:vanish w:val="0"/>')), "а", "", False),
        (p(r("а", "<w:webHidden/>")), "а", "", False),
        (p("а", properties='<w:pStyle w:val="Strong"/>'), "а", "", True),
        (
            p(r("а", '<w:b w:val="false"/>'), properties='<w:pStyle w:val="Strong"/>'),
            "а",
            "",
            False,
        ),
        (p(r("а", "<w:b/>"), r(" "), r("б", "<w:b/>")), "а б", "", True),
        (p(r("а", "<w:b/>"), r("тайна", "<w:vanish/>")), "а", "тайна", True),
        (p(r("тайна", "<w:b/><w:vanish/>"), r("а")), "а", "тайна", False),
        (p(r("тайна", "<w:vanish/>"), r("а", "<w:b/>")), "а", "тайна", True),
        (p(r("а "), r("б", "<w:b/>")), "а б", "", False),
        (p(r("а ", "<w:b/>"), r("б")), "а б", "", False),
        (p(""), "", "", False),
    ],
)
def test_styles_and_runs_say_what_is_hidden_and_bold(paragraph, text, hidden, bold, tmp_path):
    block = read(tmp_path, paragraph, styles=STYLES).blocks[0]
    assert (block.text, block.hidden, block.bold) == (text, hidden, bold)


def test_the_default_style_speaks_for_paragraphs_without_one(tmp_path):
    block = read(tmp_path, p("а"), styles=STYLES).blocks[0]
    assert (block.style, block.centred) == ("Normal", True)


def test_paragraphs_keep_what_the_outline_needs(tmp_path):
    block = read(
        tmp_path, p("а", properties='<w:jc w:val="center"/><w:outlineLvl w:val="1"/>')
    ).blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.level, block.centred) == (2, True)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ((("Choice", "новое"), ("Fallback", "старое")), ["до", "новое", "после"]),
        ((("Fallback", "старое"),), ["до", "старое", "после"]),
        ((("Choice", ""), ("Fallback", "старое")), ["до", "после"]),
        ((), ["до", "после"]),
    ],
)
def test_of_versions_of_a_paragraph_the_first_choice_is_read(tmp_path, versions, expected):
    """Word writes what an older one cannot show twice, whole paragraphs too."""
    heads = {"Choice": '<mc:Choice Requires="wps">', "Fallback": "<mc:Fallback>"}
    written = "".join(f"{heads[tag]}{p(text) if text else ''}</mc:{tag}>" for tag, text in versions)
    body = f"{p('до')}<mc:AlternateContent>{written}</mc:AlternateContent>{p('после')}"
    assert texts(read(tmp_path, body)) == expected
