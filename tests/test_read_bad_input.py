"""Files that are damaged, are something else or are hostile: each gets a clear message, soon,
and nothing is followed outside.
"""

import resource
import struct
import zipfile

import pytest

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.options import Limits, ReadOptions
from extractor.read import read_document
from extractor.words import words
from tests.wordfiles import (
    drawing,
    level,
    lists,
    p,
    part,
    r,
    relationships,
    span,
    tables,
    tbl,
    tc,
    texts,
    tr,
    word_parts,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
GOOD = zipped(word_parts(p("текст")))
MEGABYTES = 500
STANDARD = Limits()


def failure(
    tmp_path, content: bytes, name: str = "report.docx", limits: Limits = STANDARD
) -> UnreadableFile:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_document(path, ReadOptions(limits))
    return caught.value


def named(value: object) -> str:
    """Keys name the cases; the bytes of a file would not."""
    return value if isinstance(value, str) else ""


def document(xml: str) -> bytes:
    return zipped({**word_parts(""), "word/document.xml": xml})


def body(inner: str) -> str:
    return part("w:document", f"<w:body>{inner}</w:body>")


def without(name: str) -> bytes:
    return zipped({key: value for key, value in word_parts("").items() if key != name})


def damaged() -> bytes:
    """A zip whose directory is whole and whose main part is not."""
    at = (whole := zipped(word_parts(p("текст " * 500)), zipfile.ZIP_STORED)).index(
        "текст".encode()
    )
    return whole[:at] + b"\0" * 200 + whole[at + 200 :]


def protected_zip() -> bytes:
    """The flag of encryption set in the directory and before each entry."""
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def twice_the_same() -> bytes:
    return zipped({**word_parts(""), "WORD/document.xml": body("")})


DOCTYPE = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + body(p("&x;")).partition("?>")[2]
)
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="x"><w:body>&b;'
    "</w:body></w:document>"
)
UTF7 = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w+AD4-<w/>'


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty_file"),
        (b"plain words, no document", "not_word"),
        (b"\0" * 2000, "not_word"),
        (GOOD[: len(GOOD) // 2], "truncated"),
        (GOOD[:-30], "truncated"),
        (b"PK\3\4", "truncated"),
        (OLE + "WordDocument".encode("utf-16-le"), "old_doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "not_word"),
        (b"%PDF-1.4", "pdf_damaged"),
        (protected_zip(), "encrypted"),
        (damaged(), "part_damaged"),
        (twice_the_same(), "duplicate_parts"),
        (without("word/document.xml"), "part_missing"),
        (zipped({"a.txt": "a"}), "not_word"),
        (zipped({}), "not_word"),
        (
            zipped(
                {
                    "_rels/.rels": relationships([("1", "officeDocument", "xl/book.xml")]),
                    "xl/book.xml": "<book/>",
                }
            ),
            "workbook_damaged",
        ),
        (document("<w:document"), "part_not_xml"),
        (document("<a/>"), "not_word"),
        (document(part("w:document", "")), "no_body"),
        (document(DOCTYPE), "doctype"),
        (document(LAUGHS), "doctype"),
        (zipped({**word_parts(""), "word/document.xml": DOCTYPE.encode("utf-16")}), "doctype"),
        (zipped({**word_parts(""), "word/document.xml": UTF7}), "part_not_xml"),
        (zipped(word_parts("", styles='"/><!DOCTYPE w>')), "doctype"),
    ],
    ids=named,
)
def test_what_cannot_be_read_says_why(content, key, tmp_path):
    error = failure(tmp_path, content)
    assert (error.key, error.parts["file"]) == (key, "report.docx")


def test_a_missing_file_and_an_unknown_format_say_so(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot_open"):
        read_document(tmp_path / "absent.docx")
    for name, key in (
        ("report.xyz", "format_unknown"),
        ("report", "format_bare"),
        ("reports.rar", "format_packed"),
        ("reports.tar.GZ", "format_packed"),
    ):
        with pytest.raises(UnreadableFile, match=key):
            read_document(tmp_path / name)


DEEP = "<w:sdt><w:sdtContent>" * 150 + p("а") + "</w:sdtContent></w:sdt>" * 150
NESTED = "<w:tbl><w:tr><w:tc>" * 40 + p("а") + "</w:tc></w:tr></w:tbl>" * 40


@pytest.mark.parametrize(
    ("content", "limits", "key", "lifted"),
    [
        (GOOD, Limits(file_bytes=100), "limit_file", Limits()),
        (GOOD, Limits(entries=2), "limit_entries", Limits()),
        (GOOD, Limits(part_bytes=500), "limit_part", Limits()),
        (GOOD, Limits(total_bytes=500), "limit_total", Limits()),
        (document(body(p("а" * 500_000))), Limits(ratio_floor_bytes=1000), "limit_ratio", Limits()),
        (document(body(DEEP)), Limits(), "limit_depth", Limits(depth=400)),
        (document(body(p("а"))), Limits(depth=3), "limit_depth", Limits()),
        (document(body(p() * 300)), Limits(elements=100), "limit_elements", Limits()),
        (document(body(tbl(tr(*"абвг")))), Limits(table_cells=3), "limit_table_cells", Limits()),
        (
            document(body(tbl(tr("а", "б")) * 2)),
            Limits(document_cells=3),
            "limit_document_cells",
            Limits(),
        ),
        (document(body(p() * 30)), Limits(blocks=20), "limit_blocks", Limits()),
        (document(body(NESTED)), Limits(), "limit_nested", Limits(nested_tables=50)),
        (
            document(body(p(r("а" * 6_000_000)))),
            Limits(),
            "limit_text",
            Limits(text_bytes=20_000_000),
        ),
    ],
    ids=named,
)
def test_a_limit_names_itself_and_can_be_lifted(content, limits, key, lifted, tmp_path):
    error = failure(tmp_path, content, limits=limits)
    assert (type(error), error.key) == (LimitExceeded, key)
    (tmp_path / "lifted.docx").write_bytes(content)
    assert read_document(tmp_path / "lifted.docx", ReadOptions(lifted)).blocks


PLAIN_KEYS = (
    "cannot_open",
    "empty_file",
    "not_word",
    "truncated",
    "old_doc",
    "encrypted",
    "pdf_damaged",
    "no_body",
    "part_damaged",
    "part_missing",
    "part_not_xml",
    "part_skipped",
    "duplicate_parts",
    "doctype",
    "office_absent",
    "office_failed",
    "office_failed_sheet",
    "converted",
)
LIMIT_KEYS = (
    "file",
    "entries",
    "part",
    "total",
    "ratio",
    "depth",
    "elements",
    "table_cells",
    "document_cells",
    "blocks",
    "nested",
    "text",
    "office",
)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_failure_has_a_sentence_that_names_the_file_and_every_limit_how_to_lift_it(language):
    known = words("messages")
    for key in PLAIN_KEYS:
        assert "{file}" in known[key][language], key
    for key in LIMIT_KEYS:
        sentence = known[f"limit_{key}"][language]
        assert "--limit " in sentence and "{limit}" in sentence and "{file}" in sentence, key


# --- hostile files: small on the disk, huge when taken at their word


def many_entries() -> bytes:
    """A directory that lists a million entries: the file itself holds none."""
    entry = b"PK\1\2" + b"\0" * 42
    directory = entry * 1_000_000
    return (
        GOOD
        + directory
        + b"PK\5\6"
        + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(GOOD), 0)
    )


def bomb(inner: str, times: int) -> bytes:
    """A part of which the middle repeats: packed by hand, since to hold it whole is what must
    not happen.
    """
    head, tail = body("\0").split("\0")
    path: dict[str, str | bytes] = dict(word_parts(""))
    path["word/document.xml"] = (head + inner * times + tail).encode()
    return zipped(path)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: bomb(p(r("x" * 75_000_000)), 1), "limit_ratio"),
        (lambda: bomb("<w:p/>", 3_000_000), "limit_elements"),
        (
            lambda: document(body("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000)),
            "limit_depth",
        ),
        (lambda: document("<a>" * 200_000), "limit_depth"),
        (many_entries, "limit_entries"),
    ],
)
def test_a_hostile_file_is_refused_cheaply(make, key, tmp_path):
    content = make()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert failure(tmp_path, content).key == key
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < MEGABYTES * 1024


def test_a_directory_of_a_million_entries_is_refused_before_it_is_listed(tmp_path, monkeypatch):
    """To list it takes three seconds and half a gigabyte."""

    def never(*_: object) -> None:
        raise AssertionError("listed")

    monkeypatch.setattr(zipfile, "ZipFile", never)
    refused = [failure(tmp_path, many_entries(), f"report.{kind}").key for kind in ("docx", "txt")]
    assert refused == ["limit_entries", "format_unknown"]


@pytest.mark.parametrize(
    "row",
    [
        tr(tc("а", properties=span(200_000_000)), "б"),
        tr("а", "б", properties='<w:gridBefore w:val="200000000"/>'),
        tr("а", "б", properties='<w:gridAfter w:val="200000000"/>'),
        tr(*(tc("а", properties=span(900)) for _ in range(20)), "б"),
    ],
)
def test_a_span_beyond_all_measure_is_cut_and_noted(row, tmp_path):
    path = tmp_path / "wide.docx"
    path.write_bytes(zipped(word_parts(tbl(tr("1", "2"), row))))
    found = read_document(path, ReadOptions(conserve=True))
    table = tables(found)[0]
    assert [each.key for each in found.notices] == ["columns_clamped"]
    assert table.columns <= Limits().columns
    assert all(each.column + each.column_span <= table.columns for each in table.cells)


def test_what_the_file_points_to_outside_is_never_opened(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(part("c:chartSpace", "<c:chart/>"))
    links = [
        ("c", "chart", secret.as_uri()),
        ("h", "hyperlink", "http://lib.example/"),
        ("d", "chart", "../../../etc/hostname"),
    ]
    path = tmp_path / "report.docx"
    path.write_bytes(
        zipped(
            word_parts(
                p(drawing('<c:chart r:id="c"/>'), drawing('<c:chart r:id="d"/>')), links=links
            )
        )
    )
    found = read_document(path)
    assert [each.key for each in found.notices] == [
        "relationship_broken",
        "chart_missing",
        "chart_missing",
    ]
    assert texts(found) == [""]


@pytest.mark.parametrize(
    ("parts", "links", "keys"),
    [
        ({}, [("s", "styles", "styles.xml")], ["relationship_broken"]),
        ({"word/styles.xml": "<broken"}, [("s", "styles", "styles.xml")], ["part_skipped"]),
        (
            {"word/numbering.xml": "<broken"},
            [("s", "numbering", "numbering.xml")],
            ["part_skipped"],
        ),
        ({"word/header1.xml": "<broken"}, [("s", "header", "header1.xml")], ["part_skipped"]),
        ({"word/_rels/document.xml.rels": "<broken"}, [], ["part_skipped"]),
        ({"word/settings.xml": "<broken"}, [("s", "settings", "settings.xml")], []),
    ],
)
def test_a_damaged_part_beside_the_text_costs_itself_alone(parts, links, keys, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(zipped(word_parts(p("текст"), parts=parts, links=links)))
    found = read_document(path)
    assert ([each.key for each in found.notices], texts(found)) == (keys, ["текст"])


def test_an_honest_report_with_a_large_picture_inside_its_text_passes(tmp_path):
    picture = f'<w:r><w:pict><v:shape gfxdata="{"A" * 11_000_000}"/></w:pict></w:r>'
    path = tmp_path / "large.docx"
    path.write_bytes(zipped(word_parts(p("до", picture) + p("после")), zipfile.ZIP_STORED))
    assert texts(read_document(path)) == ["до", "после"]


def test_pictures_of_any_size_are_not_unpacked(tmp_path):
    path = tmp_path / "large.docx"
    path.write_bytes(zipped({**word_parts(p("текст")), "word/media/image1.png": bytes(80_000_000)}))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert texts(read_document(path)) == ["текст"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 40 * 1024


CHART = part(
    "c:chartSpace",
    "<c:chart><c:plotArea><c:barChart><c:ser><c:val><c:numLit>"
    + "".join(f'<c:pt idx="{i}"><c:v>{i}</c:v></c:pt>' for i in range(2000))
    + "</c:numLit></c:val></c:ser></c:barChart></c:plotArea></c:chart>",
)
OPEN, CLOSE = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
LIST = lists(level(0, "decimal", "%1" * 100_000))


@pytest.mark.parametrize(
    ("body", "beside"),
    [
        (p(*['<w:r><w:t/><w:br w:type="page"/></w:r>'] * 30_000), {}),
        (p(*[OPEN] * 30_000, "текст", *[CLOSE] * 30_000), {}),
        (p(OPEN, *["<w:r><w:instrText>TOC </w:instrText></w:r>"] * 60_000, CLOSE), {}),
        (tbl(tr(tc("а", properties=span(200_000)))) * 15_000, {}),
        (
            p(drawing('<c:chart r:id="c"/>')) * 3000,
            {"parts": {"word/c.xml": CHART}, "links": [("c", "chart", "c.xml")]},
        ),
        (
            p("а", properties='<w:numPr><w:numId w:val="1"/></w:numPr>') * 20_000,
            {"numbering": LIST},
        ),
        (
            p("а") * 2000,
            {
                "footnotes": "".join(
                    f'<w:footnote w:id="{i}">{p("а")}</w:footnote>' for i in range(3000)
                ),
                "numbering": LIST * 100,
            },
        ),
        (p("а", properties='<w:rPr><w:del w:id="1"/></w:rPr>') * 30_000, {}),
    ],
    ids=["breaks", "fields", "codes", "spans", "charts", "numbers", "notes", "marks"],
)
def test_no_trick_costs_more_memory_than_a_large_report(body, beside, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(zipped(word_parts(body, **beside)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read_document(path).blocks
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < MEGABYTES * 1024
