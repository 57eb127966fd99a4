"""The 28 features of Word files by which readers are told apart, a file each."""

from collections.abc import Callable

import pytest

from extractor.model import Document, Paragraph
from tests.wordfiles import (
    charts,
    drawing,
    drawn,
    field,
    level,
    lists,
    numbered,
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

UP, DOWN = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
HEADINGS = lists(
    level(0, "decimal", "Глава %1."),
    level(1, "decimal", "%1.%2."),
    level(2, "decimal", "%1.%2.%3."),
)
LETTERS = lists(
    level(0, "russianLower", "%1)"),
    instances='<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>',
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in range(1, 10)
)
NOTES = '<w:footnote w:id="2"><w:p><w:r><w:t>по данным учёта</w:t></w:r></w:p></w:footnote>'
MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def styled(text: str, style: str) -> str:
    return p(text, properties=f'<w:pStyle w:val="{style}"/>')


def marked(change: str, *pieces: str) -> str:
    return f'<w:{change} w:id="1" w:author="a">{"".join(pieces)}</w:{change}>'


def changed_row(change: str, text: str) -> str:
    return tr(text, properties=f'<w:{change} w:id="1" w:author="a"/>')


def grid(document: Document) -> str:
    return drawn(tables(document)[0])


def text_of(document: Document) -> list[str]:
    return [each.text for each in document.blocks if isinstance(each, Paragraph)]


def ser(name: str, categories: str, values: str) -> str:
    def points(text: str) -> str:
        each = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(text.split()))
        return f'<c:ptCount val="{len(text.split())}"/>{each}'

    return (
        f"<c:ser><c:tx><c:strRef><c:strCache>{points(name)}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points(categories)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points(values)}</c:numCache></c:numRef></c:val></c:ser>"
    )


PLOT = f"<c:plotArea><c:barChart>{ser('Фонд', '2022 2023', '10 12.5')}</c:barChart></c:plotArea>"
BARS = part("c:chartSpace", f"<c:chart>{PLOT}</c:chart>")
CHART = {"parts": {"word/charts/chart1.xml": BARS}, "links": [("c1", "chart", "charts/chart1.xml")]}

# Name of the probe, the body, parts beside it, what is looked at, what it must be.
PROBES: tuple[tuple[str, str, dict[str, object], Callable[[Document], object], object], ...] = (
    (
        "merged header of two rows",
        tbl(
            tr(tc("Район", properties=UP), tc("Население", properties=span(2))),
            tr(tc(properties=DOWN), "2022", "2023"),
            tr("Луговской", "10", "11"),
        ),
        {},
        grid,
        "| Район | Население | < |\n| ^ | 2022 | 2023 |\n| Луговской | 10 | 11 |",
    ),
    (
        "merge in two directions, words left in the covered cell",
        tbl(
            tr(tc("а", properties=span(2) + UP), "б"),
            tr(tc("след", properties=span(2) + DOWN), "в"),
        ),
        {},
        lambda d: (grid(d), tables(d)[0].cells[0].hidden),
        ("| а | < | б |\n| ^ | ^ | в |", "след"),
    ),
    (
        "gridBefore and gridAfter",
        tbl(
            tr("а", "б", "в", "г"),
            tr("д", "е", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        ),
        {},
        grid,
        "| а | б | в | г |\n| . | д | е | . |",
    ),
    (
        "hMerge of old files",
        tbl(
            tr(
                tc("а", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "б"
            ),
            tr("1", "2", "3"),
        ),
        {},
        grid,
        "| а | < | б |\n| 1 | 2 | 3 |",
    ),
    (
        "wide and long grids",
        tbl(*(tr(*(f"{i}.{j}" for j in range(26))) for i in range(28)))
        + tbl(*(tr("а", str(i), "б") for i in range(2000))),
        {},
        lambda d: [(t.rows, t.columns, len(t.cells), t.cells[-2].text) for t in tables(d)],
        [(28, 26, 728, "27.24"), (2000, 3, 6000, "1999")],
    ),
    ("content control around a table", sdt(tbl(tr("а", "б"))), {}, grid, "| а | б |"),
    (
        "content control around a row and around a cell",
        tbl(sdt(tr("а", "б", "в")), tr("г", sdt(tc("д")), "е")),
        {},
        grid,
        "| а | б | в |\n| г | д | е |",
    ),
    (
        "content control inside a line",
        p("всего ", sdt(r("12")), " книг"),
        {},
        texts,
        ["всего 12 книг"],
    ),
    (
        "nested table",
        tbl(tr(tc("а", tbl(tr("1", "2")), p()), "б"), tr("в", "г")),
        {},
        lambda d: (
            [drawn(t).split("\n")[0] for t in tables(d)],
            tables(d)[1].parent,
            tables(d)[0].cells[0].nested,
        ),
        (["| а\\n | б |", "| 1 | 2 |"], 0, (1,)),
    ),
    (
        "text box, once",
        p("до", text_box(p("внутри"))) + p("после"),
        {},
        texts,
        ["до", "внутри", "после"],
    ),
    ("table inside a text box", p(text_box(tbl(tr("а", "б")) + p())), {}, grid, "| а | б |"),
    (
        "insertion kept, deletion gone",
        p("было ", marked("del", "<w:r><w:delText>мало</w:delText></w:r>"), marked("ins", r("12"))),
        {},
        texts,
        ["было 12"],
    ),
    (
        "moved text, once",
        p(marked("moveFrom", r("слово")), "и") + p(marked("moveTo", r("слово"))),
        {},
        texts,
        ["и", "слово"],
    ),
    (
        "deleted row gone, inserted row kept",
        tbl(tr("а"), changed_row("del", "б"), changed_row("ins", "в")),
        {},
        grid,
        "| а |\n| в |",
    ),
    (
        "automatic numbers of headings",
        numbered("а")
        + numbered("б", level=1)
        + numbered("в", level=1)
        + numbered("г", level=2)
        + numbered("д")
        + numbered("е", level=1),
        {"numbering": HEADINGS},
        texts,
        ["Глава 1. а", "1.1. б", "1.2. в", "1.2.1. г", "Глава 2. д", "2.1. е"],
    ),
    (
        "Russian letters",
        numbered("а") + numbered("б") + numbered("в", 2),
        {"numbering": LETTERS},
        texts,
        ["а) а", "б) б", "д) в"],
    ),
    (
        "automatic numbers in cells",
        tbl(tr(tc(numbered("")), "Луговое"), tr(tc(numbered("")), "Заречье")),
        {"numbering": lists(level(0, "decimal", "%1."))},
        lambda d: (grid(d), tables(d)[0].cells[2].number),
        ("| 1. | Луговое |\n| 2. | Заречье |", "2."),
    ),
    (
        "levels of headings by style",
        "".join(styled("а", f"H{n}") for n in range(1, 10)),
        {"styles": STYLES},
        lambda d: [each.level for each in d.blocks],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ),
    (
        "typed heading in bold, without a style",
        p(r("3.2. Фонд", "<w:b/>")) + p("В фонде ", r("12", "<w:b/>"), " книг."),
        {},
        lambda d: [(each.text, each.bold) for each in d.blocks],
        [("3.2. Фонд", True), ("В фонде 12 книг.", False)],
    ),
    (
        "text of a footnote of the body and of a cell",
        p("а", MARK) + tbl(tr(tc(p("б", MARK)))),
        {"footnotes": NOTES},
        lambda d: (
            [(n.mark, n.text) for n in d.notes],
            d.blocks[0].notes,
            tables(d)[0].cells[0].notes,
        ),
        ([("f2", "по данным учёта")], ("f2",), ("f2",)),
    ),
    (
        "number beside a footnote mark",
        tbl(tr(tc(p("1234", MARK)))),
        {"footnotes": NOTES},
        grid,
        "| 1234 |",
    ),
    (
        "hyperlink",
        p('<w:hyperlink r:id="h">' + r("сайт") + "</w:hyperlink>"),
        {"links": [("h", "hyperlink", "http://lib.example/")]},
        lambda d: [(link.text, link.address) for link in d.blocks[0].links],
        [("сайт", "http://lib.example/")],
    ),
    (
        "number by a simple field",
        p("Таблица ", '<w:fldSimple w:instr=" SEQ Таблица ">' + r("77") + "</w:fldSimple>"),
        {},
        texts,
        ["Таблица 77"],
    ),
    (
        "chart with its figures",
        p(drawing('<c:chart r:id="c1"/>')),
        CHART,
        lambda d: [(s.name, s.categories, s.values) for s in charts(d)[0].series],
        [("Фонд", ("2022", "2023"), ("10", "12.5"))],
    ),
    (
        "hidden text apart",
        p("видно", r("скрыто", "<w:vanish/>")),
        {},
        lambda d: (d.blocks[0].text, d.blocks[0].hidden),
        ("видно", "скрыто"),
    ),
    (
        "soft and non-breaking hyphens",
        p(
            "<w:r><w:t>биб</w:t><w:softHyphen/><w:t>лиотека 2024</w:t><w:noBreakHyphen/><w:t>"
            "2025</w:t></w:r>"
        ),
        {},
        texts,
        ["библиотека 2024\u20112025"],
    ),
    (
        "headers and footers apart",
        p("текст"),
        {"header": p("Отчёт за 2023 год"), "footer": p("стр. ", field("PAGE", "7"))},
        lambda d: (texts(d), d.margins),
        (["текст"], ("Отчёт за 2023 год", "стр. 7")),
    ),
    (
        "order of text, tables and charts",
        p("а") + tbl(tr("1")) + p("б", drawing('<c:chart r:id="c1"/>')) + p("в"),
        CHART,
        texts,
        ["а", "[table]", "б", "[chart]", "в"],
    ),
)


def test_there_are_28_probes():
    assert len(PROBES) == 28


@pytest.mark.parametrize(
    ("body", "beside", "look", "expected"),
    [each[1:] for each in PROBES],
    ids=[each[0] for each in PROBES],
)
def test_probe(body, beside, look, expected, tmp_path):
    document = read(tmp_path, body, **beside)
    assert look(document) == expected
    assert not document.notices


def test_every_block_knows_its_place(tmp_path):
    document = read(
        tmp_path,
        p("а") + tbl(tr("1", tc(tbl(tr("2")), p(text_box(p("б"))))), tr("3", "4")) + p("в"),
    )
    assert [each.block for each in document.blocks] == list(range(len(document.blocks)))
