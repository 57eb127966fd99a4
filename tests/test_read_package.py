"""The file around the text: pages, properties, and the many ways to pack one document."""

import pytest

from extractor.read import read_document
from tests.wordfiles import (
    NAMES,
    p,
    part,
    read,
    relationships,
    tbl,
    tc,
    texts,
    tr,
    word_parts,
    zipped,
)

EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


BREAK, RENDERED = run('<w:br w:type="page"/>'), run("<w:lastRenderedPageBreak/>")


def properties(pages: int, characters: int) -> dict[str, object]:
    app = (
        f'<Properties xmlns="{EXTENDED}"><Pages>{pages}</Pages><Characters>'
        f"{characters}</Characters></Properties>"
    )
    rels = relationships(
        [
            ("1", "officeDocument", "word/document.xml"),
            ("2", "extended-properties", "docProps/app.xml"),
        ]
    )
    return {"parts": {"docProps/app.xml": app, "_rels/.rels": rels}}


@pytest.mark.parametrize(
    ("body", "declared", "pages"),
    [
        (p("а") + p(RENDERED, "б") + p("в"), 2, [1, 2, 2]),
        (p("а", RENDERED, "а") + p("б"), 2, [1, 2]),
        (
            p("а", BREAK) + p(RENDERED, "б"),
            2,
            [1, 2],
        ),  # Word marks the page of an author's break as well
        (p("а", BREAK, RENDERED, "б") + p("в"), 2, [1, 2]),
        (p("а", BREAK, "б", RENDERED, "б") + p("в"), 3, [1, 3]),
        (p("а") + p("б", properties="<w:pageBreakBefore/>") + p(RENDERED, "в"), 3, [1, 2, 3]),
        (p("а") + tbl(tr(tc(p(RENDERED, "б")), tc(p(RENDERED, "в")))) + p("г"), 2, [1, 2, 2]),
        (
            p("а") + tbl(tr("б"), tr(tc(p(RENDERED, "в")), tc(p(RENDERED, "в")))) + p("г"),
            2,
            [1, 1, 2],
        ),
        (p("а") + p(RENDERED, "б"), 7, [None, None]),  # the marks do not add up
        (p("а") + p("б"), 2, [None, None]),
    ],
)
def test_pages_are_told_where_the_marks_add_up(body, declared, pages, tmp_path):
    found = read(tmp_path, body, **properties(declared, 3))
    assert [each.page for each in found.blocks] == pages
    assert found.pages == declared


@pytest.mark.parametrize(("pages", "characters"), [(1, 0), (1, 500), (0, 3)])
def test_properties_of_a_template_say_nothing_of_the_report(pages, characters, tmp_path):
    assert read(tmp_path, p("абв"), **properties(pages, characters)).pages is None


# --- other ways to write the same file


STRICT = (
    (NAMES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (NAMES["r"], "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    (EXTENDED, "http://purl.oclc.org/ooxml/officeDocument/extendedProperties"),
    ("/extended-properties", "/extendedProperties"),
)


def test_the_strict_form_is_read_like_the_usual_one(tmp_path):
    parts = word_parts(p("а") + tbl(tr("1", "2")), **properties(2, 3))
    for name in parts:
        for usual, strict in STRICT:
            parts[name] = parts[name].replace(usual, strict)
    path = tmp_path / "strict.docx"
    path.write_bytes(zipped(parts))
    found = read_document(path)
    assert (texts(found), found.pages) == (["а", "[table]"], 2)


@pytest.mark.parametrize("name", ["report.docm", "report.dotx", "ОТЧЁТ.DOCX"])
def test_documents_with_macros_and_templates_are_read(name, tmp_path):
    found = read(tmp_path, p("а"), name=name)
    assert (texts(found), found.file, found.format) == (["а"], name, name[-4:].lower())


def test_parts_may_have_any_names(tmp_path):
    parts = word_parts(p("а"))
    moved = {
        "_rels/.rels": relationships([("x", "officeDocument", "/Текст/главная.xml")]),
        "Текст/Главная.xml": parts["word/document.xml"],
        "Текст/_rels/главная.xml.rels": relationships(
            [("y", "header", "%D0%B2%D0%B5%D1%80%D1%85.xml")]
        ),
        "Текст\\верх.xml": part("w:hdr", p("сверху")),
    }
    path = tmp_path / "a.docx"
    path.write_bytes(zipped(moved))
    found = read_document(path)
    assert (texts(found), found.margins) == (["а"], ("сверху",))


def test_a_file_without_its_list_of_parts_is_read_by_types(tmp_path):
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/d.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+'
        'xml"/></Types>'
    )
    path = tmp_path / "a.docx"
    path.write_bytes(
        zipped({"[Content_Types].xml": types, "d.xml": word_parts(p("а"))["word/document.xml"]})
    )
    assert texts(read_document(path)) == ["а"]


def test_parts_in_utf_16_are_read(tmp_path):
    parts: dict[str, str | bytes] = dict(word_parts(p("Ёж")))
    parts["word/document.xml"] = (
        str(parts["word/document.xml"]).replace("UTF-8", "UTF-16").encode("utf-16")
    )
    path = tmp_path / "a.docx"
    path.write_bytes(zipped(parts))
    assert texts(read_document(path)) == ["Ёж"]


def test_the_title_of_the_file_is_kept(tmp_path):
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        "Отчёт</dc:title></cp:coreProperties>"
    )
    rels = relationships(
        [
            ("1", "officeDocument", "word/document.xml"),
            ("2", "core-properties", "docProps/core.xml"),
        ]
    )
    assert (
        read(tmp_path, p("а"), parts={"docProps/core.xml": core, "_rels/.rels": rels}).title
        == "Отчёт"
    )


def test_an_embedded_document_that_is_not_read_is_noted(tmp_path):
    found = read(
        tmp_path,
        p("а") + '<w:altChunk r:id="x"/>',
        parts={"word/part.html": "<p/>"},
        links=[("x", "aFChunk", "part.html")],
    )
    assert [(each.key, each.detail, each.block) for each in found.notices] == [
        ("part_unread", "word/part.html", 1)
    ]
