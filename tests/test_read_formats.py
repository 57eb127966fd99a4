"""Files by what they hold, whatever their name says: pages, XML of Word, sheets, letters, zips."""

import email.mime.multipart
import email.mime.text
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from extractor.batch import Failed, Passed, find_reports
from extractor.batch.enclosures import attached, name_in_zip
from extractor.errors import UnreadableFile
from extractor.model import Table
from extractor.options import Limits
from extractor.read import read_document
from extractor.read.compound_file import MAGIC, CompoundFile
from extractor.read.workbook import shown
from tests.wordfiles import (
    cells_said,
    drawn,
    p,
    tables,
    tbl,
    texts,
    tr,
    word_parts,
    zipped,
)

WORD = zipped(word_parts(p("Отчёт") + tbl(tr("Фонд", "12 400"))))
PAGE = (
    "<html><head><meta charset='{0}'><title>имя</title></head><body><h1>1. Фонд</h1>"
    "<p>Выдано <s>5</s> 43&nbsp;400 экз.</p><table><tr><th rowspan=2>Показатель</th>"
    "<th colspan=2>Годы</th></tr><tr><td>2022</td><td>2023</td></tr>"
    "<tr><td>Выдача</td><td>42 300</td><td>43 400<sup>1</sup></td></tr></table></body></html>"
)
DRAWN = "| Показатель | Годы | < |\n| ^ | 2022 | 2023 |\n| Выдача | 42 300 | 43 400¹ |"
OLD_XML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect><w:p><w:r>'
    "<w:t>Отчёт</w:t></w:r></w:p><wx:sub-section><w:tbl><w:tr><w:tc><w:tcPr><w:vmerge "
    'w:val="restart"/></w:tcPr><w:p><w:r><w:t>Фонд</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>'
    "<w:t>5</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc>"
    "<w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl></wx:sub-section></wx:sect>"
    "</w:body></w:wordDocument>"
)


def flat(parts: dict[str, str]) -> str:
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{text.split("?>", 1)[1]}</pkg:xmlData>'
        "</pkg:part>"
        for name, text in parts.items()
    )
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    return f'<?xml version="1.0"?><pkg:package {space}>{inner}</pkg:package>'


def archive(page: str, charset: str) -> bytes:
    letter = email.mime.multipart.MIMEMultipart("related")
    letter.attach(email.mime.text.MIMEText(page, "html", charset))
    return letter.as_bytes()


def book(*rows: tuple[object, ...], hidden: str = "") -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if hidden:
        made.create_sheet(hidden)["A1"] = 1
        made[hidden].sheet_state = "hidden"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "form", "called"),
    [
        ("отчёт.docx", WORD, "docx", ""),
        ("отчёт.pdf", WORD, "pdf", ".docx"),
        ("отчёт.rtf", WORD, "rtf", ".docx"),
        ("отчёт", WORD, "", ".docx"),
        (
            "отчёт.doc",
            flat(word_parts(p("Отчёт") + tbl(tr("Фонд", "12 400")))).encode(),
            "xml",
            ".xml",
        ),
    ],
)
def test_a_word_file_is_read_under_any_name(name, content, form, called, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    found = read_document(path)
    assert texts(found) == ["Отчёт", "[table]"]
    assert found.file == name and found.format == (form or "docx")
    assert [notice.detail for notice in found.notices if notice.key == "named_otherwise"] == (
        [called] if called else []
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("отчёт.doc", PAGE.format("utf-8").encode()),
        ("отчёт.docx", PAGE.format("windows-1251").encode("cp1251")),
        ("отчёт.doc", PAGE.replace("<meta charset='{0}'>", "").encode("cp1251")),
        ("отчёт.htm", b"\xef\xbb\xbf" + PAGE.format("utf-8").encode()),
        ("отчёт.doc", PAGE.format("utf-16").encode("utf-16")),
        ("отчёт.doc", archive(PAGE.format("utf-8"), "utf-8")),
        ("отчёт.mht", archive(PAGE.format("koi8-r"), "koi8-r")),
    ],
)
def test_a_web_page_is_read_as_a_report(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    found = read_document(path)
    assert texts(found)[:2] == ["1. Фонд", "Выдано  43\xa0400 экз."]
    assert found.blocks[0].level == 1
    assert drawn(tables(found)[0]) == DRAWN
    assert "text_struck" in {notice.key for notice in found.notices}


def test_the_xml_of_word_2003_is_read(tmp_path):
    path = tmp_path / "отчёт.doc"
    path.write_text(OLD_XML, "utf-8")
    found = read_document(path)
    assert texts(found) == ["Отчёт", "[table]"]
    assert drawn(tables(found)[0]) == "| Фонд | 5 |\n| ^ | 6 |"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"\xdb\xa5-\0" + b"\0" * 600, "really_old_word"),
        (zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "really_slides"),
        (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\ntext", "really_letter"),
        (OLD_XML[:-40].encode(), "form_damaged"),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--",
            "form_damaged",
        ),
        (flat({"a.xml": "?><a/>"}).encode(), "not_word"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "workbook_damaged"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(content, key, tmp_path):
    path = tmp_path / "отчёт.doc"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=key):
        read_document(path)


# --- sheets


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (41200, "General", "41200"),
        (41200.0, "General", "41200"),
        (0.953, "0%", "95%"),
        (0.9534, "0.0%", "95,3%"),
        (1250.5, "#,##0.00", "1250,50"),
        (0.1 + 0.2, "General", "0,3"),
        (1e21, "General", "1000000000000000000000"),
        (True, "General", "да"),
        ("Фонд", None, "Фонд"),
        (None, None, ""),
        (0, "0", "0"),
    ],
)
def test_a_value_of_a_sheet_is_shown_as_excel_shows_it(value, form, text):
    assert shown(value, form) == text


@pytest.mark.parametrize("name", ["отчёт.xlsx", "отчёт.docx", "отчёт.xls"])
def test_a_workbook_is_read_as_tables(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(book(("Показатель", 2023), ("Фонд", 12400), (None, None), hidden="служебный"))
    found = read_document(path)
    assert cells_said(tables(found)[0]) == [["Показатель", "2023"], ["Фонд", "12400"]]
    assert [n.detail for n in found.notices if n.key == "sheet_hidden"] == ["служебный"]


EMBEDDED = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'Type="Embed" ProgID="{0}" r:id="rId9"/></w:object></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("program", "name", "content", "keys", "kinds"),
    [
        ("Excel.Sheet.12", "a.xlsx", book(("Фонд", 5)), ["sheet_read"], ["", "[table]"]),
        ("Excel.Sheet.12", "a.xlsx", b"PK broken", ["object_unread"], [""]),
        ("Excel.Sheet.8", "a.bin", MAGIC + b"\0" * 600, ["object_unread"], [""]),
        ("Visio.Drawing", "a.vsd", b"x", ["object_unread"], [""]),
        ("Equation.3", "a.bin", b"x", [], [""]),
    ],
)
def test_what_is_embedded_is_read_or_told(program, name, content, keys, kinds, tmp_path):
    parts = word_parts(EMBEDDED.format(program), links=[("rId9", "package", f"embeddings/{name}")])
    path = tmp_path / "отчёт.docx"
    path.write_bytes(zipped({**parts, f"word/embeddings/{name}": content}))
    found = read_document(path)
    assert [notice.key for notice in found.notices] == keys
    assert texts(found) == kinds


PICTURE = '<w:p><w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r></w:p>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (p("Таблица 1. Фонд") + PICTURE, ["Таблица 1. Фонд"]),
        (p("Таблица 2") + p("Состав фонда, экз.") + p() + PICTURE + p("Текст"), ["Таблица 2"]),
        (p("Таблица 1. Фонд") + tbl(tr("а", "5")) + PICTURE, []),
        (p("Таблица 1. Фонд") + PICTURE + tbl(tr("а", "5")), []),
        (p("Рис. 1. Читальный зал") + PICTURE, []),
        (p("Таблица 1.") + p("Раз.") + p("Два.") + p("Три.") + PICTURE, []),
    ],
)
def test_a_picture_in_place_of_a_table_is_told(body, told, tmp_path):
    parts = word_parts(body, links=[("rId7", "image", "media/a.png")])
    path = tmp_path / "отчёт.docx"
    path.write_bytes(zipped({**parts, "word/media/a.png": b"\x89PNG"}))
    found = read_document(path)
    assert [n.detail for n in found.notices if n.key == "picture_unread"] == told


def test_sound_in_a_file_is_told(tmp_path):
    parts = word_parts(p("а"), links=[("rId7", "audio", "media/a.mp3")])
    path = tmp_path / "отчёт.docx"
    path.write_bytes(zipped({**parts, "word/media/a.mp3": b"ID3"}))
    assert [n.key for n in read_document(path).notices] == ["sound_unread"]


# --- notes below a table


@pytest.mark.parametrize(
    ("cell", "line", "seen"),
    [
        ("315¹", "1 – без учёта филиала", "¹ – без учёта филиала"),
        ("2022²", "2) с учётом филиала", "²) с учётом филиала"),
        ("315¹", "1 без учёта", "¹ без учёта"),
        ("315¹", "2 библиотеки закрыты", "2 библиотеки закрыты"),
        ("7 м²", "2 – этажа", "2 – этажа"),
        ("315", "1 – без учёта", "1 – без учёта"),
    ],
)
def test_the_number_of_a_note_below_a_table_is_no_figure(cell, line, seen, tmp_path):
    path = tmp_path / "отчёт.docx"
    path.write_bytes(zipped(word_parts(tbl(tr("Фонд", cell)) + p(line))))
    assert read_document(path).blocks[1].text == seen


# --- zips and letters


@pytest.mark.parametrize(
    ("raw", "extra", "name"),
    [
        ("Ольховский район.docx".encode(), b"", "Ольховский район.docx"),
        ("Липовский район №2.docx".encode(), b"", "Липовский район №2.docx"),
        ("Ольховский район.docx".encode("cp866"), b"", "Ольховский район.docx"),
        ("Липовый Лог, отчёт.docx".encode("cp1251"), b"", "Липовый Лог, отчёт.docx"),
        ("ОТЧЁТ № 5.docx".encode("cp1251"), b"", "ОТЧЁТ № 5.docx"),
        ("ОТЧЁТ № 5.docx".encode("cp866"), b"", "ОТЧЁТ № 5.docx"),
        (b"report.docx", b"", "report.docx"),
        (
            b"?????.docx",
            b"up"
            + (5 + len("Лог.docx".encode())).to_bytes(2, "little")
            + b"\1\0\0\0\0"
            + "Лог.docx".encode(),
            "Лог.docx",
        ),
    ],
)
def test_names_in_a_zip_are_those_of_its_sender(raw, extra, name):
    info = zipfile.ZipInfo(raw.decode("cp437"))
    info.extra = extra
    assert name_in_zip(info) == name


def letter(*files: tuple[str, bytes]) -> bytes:
    made = email.message.EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@b.example", "c@d.example", "Отчёт"
    made.set_content("во вложении")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ([("Липовский район.docx", WORD)], ["Липовский район.docx"]),
        ([("а.docx", WORD), ("б.xlsx", b"PK"), ("лого.png", b"x")], ["а.docx", "б.xlsx"]),
        ([("все.zip", zipped({"в.docx": WORD, "г.txt": "x"}))], ["в.docx"]),
        ([("лого.png", b"x")], ["letter_empty"]),
        ([], ["letter_empty"]),
        ([("../../зло.docx", WORD)], ["зло.docx"]),
    ],
)
def test_reports_attached_to_a_letter_are_found(files, found, tmp_path):
    path = tmp_path / "письмо.eml"
    path.write_bytes(letter(*files))
    met = find_reports([path], tmp_path / "work", Limits())
    names = [
        each.error.key if isinstance(each, Failed) else each.name
        for each in met
        if not isinstance(each, Passed)
    ]
    assert names == found
    assert all((tmp_path / "work") in each.parents for each in met if isinstance(each, Path))


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of one storage level: paths «a/b» below the root, streams of 4096 bytes or
    more in whole sectors.
    """
    folders = list(dict.fromkeys(path.split("/")[0] for path in streams if "/" in path))
    names = [*folders, *(path for path in streams if "/" not in path)]
    inside = {
        folder: [path for path in streams if path.startswith(f"{folder}/")] for folder in folders
    }
    order = [*names, *(path for paths in inside.values() for path in paths)]
    at = {name: index + 1 for index, name in enumerate(order)}
    sectors: list[bytes] = []
    table: list[int] = []

    def store(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[i : i + 512].ljust(512, b"\0") for i in range(0, max(1, len(data)), 512)]
        for number, piece in enumerate(pieces):
            sectors.append(piece)
            table.append(start + number + 1 if number + 1 < len(pieces) else 0xFFFFFFFE)
        return start

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        head = text.ljust(64, b"\0") + (len(text) + 2).to_bytes(2, "little") + bytes((kind, 1))
        links = b"".join(n.to_bytes(4, "little") for n in (0xFFFFFFFF, right, child))
        return head + links + b"\0" * 36 + start.to_bytes(4, "little") + size.to_bytes(8, "little")

    none = 0xFFFFFFFF
    made = [entry("Root Entry", 5, none, at[order[0]], 0xFFFFFFFE, 0)]
    for group in (names, *inside.values()):
        for number, name in enumerate(group):
            right = at[group[number + 1]] if number + 1 < len(group) else none
            if name in folders:
                made.append(entry(name, 1, right, at[inside[name][0]], 0, 0))
            else:
                data = streams[name].ljust(4096, b"\0")
                made.append(entry(name.split("/")[-1], 2, right, none, store(data), len(data)))
    directory = store(b"".join(made))
    fat = len(sectors)
    table.append(0xFFFFFFFD)
    body = b"".join(n.to_bytes(4, "little") for n in table).ljust(512, b"\xff")
    head = MAGIC + b"\0" * 16 + (0x3E).to_bytes(2, "little") + b"\3\0\xfe\xff\x09\0\6\0"
    head = head.ljust(44, b"\0") + (1).to_bytes(4, "little") + directory.to_bytes(4, "little")
    head = head.ljust(60, b"\0") + (0xFFFFFFFE).to_bytes(4, "little") + b"\0" * 4
    head += (0xFFFFFFFE).to_bytes(4, "little") + b"\0" * 4 + fat.to_bytes(4, "little")
    return head.ljust(512, b"\xff") + b"".join(sectors) + body


ATTACHMENT = "__attach_version1.0_#00000000"


def test_the_attachments_of_outlook_are_found(tmp_path):
    data = compound(
        {
            "__properties_version1.0": b"x",
            f"{ATTACHMENT}/__substg1.0_3707001F": "Липовский район.docx".encode("utf-16-le"),
            f"{ATTACHMENT}/__substg1.0_37010102": WORD,
        }
    )
    assert [(file.name, file.data[: len(WORD)]) for file in attached(data)] == [
        ("Липовский район.docx", WORD)
    ]
    path = tmp_path / "письмо.msg"
    path.write_bytes(data)
    assert [each.name for each in find_reports([path], tmp_path / "w", Limits())] == [
        "Липовский район.docx"
    ]
    with pytest.raises(UnreadableFile, match="really_letter"):
        read_document(path)


@pytest.mark.parametrize("cut", [600, 1500, 3000])
def test_a_cut_compound_file_gives_what_is_there(cut):
    data = compound({"Workbook": b"a" * 5000, "b": b"c"})
    assert CompoundFile(data).stream("Workbook")[:5000] == b"a" * 5000
    assert isinstance(CompoundFile(data[:cut]).paths, dict)


def test_tables_of_a_page_that_only_arrange_are_text(tmp_path):
    path = tmp_path / "отчёт.html"
    path.write_text(
        "<html><body><table><tr><td><p>В 2023 году читателей стало 415 человек.</p></td><td>"
        "<table><tr><td>Фонд</td><td>5</td></tr></table></td></tr></table></body></html>",
        "utf-8",
    )
    found = read_document(path)
    assert texts(found) == ["В 2023 году читателей стало 415 человек.", "[table]"]
    assert all(table.parent is None for table in found.blocks if isinstance(table, Table))


def test_merged_cells_of_a_sheet_span_the_lines_that_are_shown(tmp_path):
    """Two heads over one row and one over two columns; a hidden row counts for nothing."""
    made = openpyxl.Workbook()
    rows = (
        ("Фонд", "Год", None, "Всего"),
        (None, 2022, 2023, None),
        (None, 7, 8, 9),
        ("а", 1, 2, 3),
    )
    for row in rows:
        made.active.append(row)
    for area in ("A1:A3", "B1:C1", "D1:D2"):
        made.active.merge_cells(area)
    made.active.row_dimensions[3].hidden = True
    made.save(tmp_path / "a.xlsx")
    (table,) = (
        block for block in read_document(tmp_path / "a.xlsx").blocks if isinstance(block, Table)
    )
    assert [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells
    ] == [
        (0, 0, 2, 1, "Фонд"),
        (0, 1, 1, 2, "Год"),
        (0, 3, 2, 1, "Всего"),
        (1, 1, 1, 1, "2022"),
        (1, 2, 1, 1, "2023"),
        (2, 0, 1, 1, "а"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
        (2, 3, 1, 1, "3"),
    ]
