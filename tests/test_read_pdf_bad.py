"""Damaged, locked and hostile PDF files: a result or a clear error, soon; one bad page never
loses the others.
"""

import zlib
from pathlib import Path

import pytest

from extractor.errors import CalledWrongly, LimitExceeded, UnreadableFile
from extractor.model import Document, Paragraph
from extractor.options import MIB, Limits, ReadOptions
from extractor.read import read_document
from extractor.read.pdf import document as pdf_document
from tests.pdf_writer import Page, file_of, pdf_of, stream_of

GOOD = pdf_of(Page().text(60, 60, "Книги 12"), Page().text(60, 60, "Газеты 5"))
ROOT = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"}
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "


@pytest.fixture
def read(tmp_path: Path):
    def reading(content: bytes, **options) -> Document:
        path = tmp_path / "zarechye.pdf"
        path.write_bytes(content)
        return read_document(path, ReadOptions(**options))

    return reading


def texts_in(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty_file"),
        (b"hello, this is no PDF", "pdf_damaged"),
        (GOOD[: len(GOOD) // 2], "pdf_damaged"),
        (pdf_of(Page().text(60, 60, "Книги"), password=b"secret"), "pdf_encrypted"),
    ],
    ids=["empty", "no PDF", "cut off", "locked"],
)
def test_what_cannot_be_read_is_said_by_a_key(read, content, key, engine):
    with pytest.raises(UnreadableFile) as caught:
        read(content, engine=engine)
    assert caught.value.key == key and caught.value.parts["file"] == "zarechye.pdf"


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_an_encrypted_file_without_a_password_to_open_is_read(read, engine):
    assert texts_in(read(pdf_of(Page().text(60, 60, "Книги 12"), password=b""), engine=engine)) == [
        "Книги 12"
    ]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        read_document(tmp_path / "нет.pdf")
    assert caught.value.key == "cannot_open"


def test_an_engine_that_is_not_there_is_a_wrong_call(read):
    with pytest.raises(CalledWrongly):
        read(GOOD, engine="tea")


@pytest.mark.parametrize(
    "broken", [b"startxrfe", b"startxref\n7\n%%EOF\n"], ids=["no table", "table elsewhere"]
)
def test_a_broken_cross_reference_is_rebuilt(read, broken):
    assert "Газеты 5" in " ".join(texts_in(read(GOOD[: GOOD.rindex(b"startxref")] + broken)))


@pytest.mark.parametrize(
    "page",
    [Page(0, 0), Page(10_000_000, 10_000_000), Page(595, 842, ops=["q q q BT ET ("])],
    ids=["zero", "huge", "nonsense"],
)
def test_an_odd_page_costs_no_other(read, page):
    assert "Газеты 5" in texts_in(read(pdf_of(page, Page().text(60, 60, "Газеты 5"))))


def test_a_page_that_is_no_page_is_named_and_the_next_is_read(read):
    document = read(GOOD.replace(b"/Type /Page /Parent", b"/Type /Rage /Parent", 1))
    assert texts_in(document) == ["Газеты 5"]
    assert [(notice.key, notice.detail) for notice in document.notices] == [("page_failed", "1")]


def test_a_page_that_the_reader_stumbles_over_is_named_and_the_next_is_read(read, monkeypatch):
    whole = pdf_document.page_of

    def stumbling(ink, limits):
        if ink.number == 1:
            raise ZeroDivisionError
        return whole(ink, limits)

    monkeypatch.setattr(pdf_document, "page_of", stumbling)
    document = read(GOOD)
    assert texts_in(document) == ["Газеты 5"] and document.notices[0].key == "page_failed"


def test_forms_that_hold_themselves_end(read):
    form = stream_of(
        b"/A Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /A 5 0 R >> >"
        ">",
    )
    page = PAGE + b"/Resources << /XObject << /A 5 0 R >> >> >>"
    assert read(file_of({**ROOT, 3: page, 4: stream_of(b"/A Do"), 5: form}, b"")).pages == 1


@pytest.mark.parametrize("packed", [1, 2])
def test_a_stream_that_would_burst_is_refused_before_it_is_unpacked(read, packed):
    content = bytes(80 * MIB)
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = "/FlateDecode " * packed
    bomb = (
        f"<< /Length {len(content)} /Filter [{filters}] >>\nstream\n".encode()
        + content
        + b"\nendstream"
    )
    with pytest.raises(LimitExceeded) as caught:
        read(file_of({**ROOT, 3: PAGE + b">>", 4: bomb}, b""))
    assert caught.value.key == "limit_ratio"


def test_a_file_above_the_limit_is_refused(read):
    with pytest.raises(LimitExceeded):
        read(GOOD, limits=Limits(file_bytes=100))


def test_a_page_of_many_paths_is_cut_and_says_so(read):
    page = Page(ops=[f"{x % 600} 10 m {x % 500} 700 l S" for x in range(3000)]).text(
        60, 60, "Книги 12"
    )
    document = read(pdf_of(page, Page().text(60, 60, "Газеты 5")), limits=Limits(page_paths=1000))
    assert [(notice.key, notice.detail) for notice in document.notices] == [("page_cut", "1")]
    assert "Газеты 5" in texts_in(document)


def test_a_page_ruled_like_a_sieve_stays_small(read):
    page = Page().text(60, 60, "Книги 12")
    for at in range(10, 580, 3):
        page.stroke(10, at, 580, at).stroke(at, 10, at, 780)
    assert read(pdf_of(page), limits=Limits(page_lines=50)).notices[0].key == "page_cut"


def test_a_file_of_many_pages_is_read_to_its_end(read):
    document = read(pdf_of(*[Page().text(60, 300, f"Страница {number}.") for number in range(300)]))
    assert document.pages == 300 and document.blocks[-1].page is not None
