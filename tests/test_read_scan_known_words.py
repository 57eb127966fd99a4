"""Pages of which the file spells most words: only lines with unreadable ones are recognised."""

import numpy as np
import pytest

from extractor.options import ReadOptions
from extractor.read import read_document
from extractor.read.pdf.ink import Face, Ink, Word
from extractor.read.scan import pages, sheet
from extractor.read.scan.tesseract import Heard
from tests.pdf_writer import Page, pdf_of

FACE = Face("Known", 10.0, False, 0)


def word(x: float, top: float, text: str = "слово") -> Word:
    return Word(text, x, top, x + 30, top + 10, top + 8, FACE, False, 0)


@pytest.mark.parametrize(
    ("top", "left"),
    [(100, []), (105, []), (109, []), (112, [112]), (140, [140]), (60, [60])],
)
def test_words_in_the_line_of_an_unreadable_one_stay_and_others_go(top, left):
    ink = Ink(1, 500, 500, words=[word(200, top)], unreadable={"Dark": [(50, 100, 80, 110)]})
    boxes = pages._far_from_unreadable(ink)
    assert [box[1] + pages.JUTS for box in boxes] == left


def test_the_recogniser_sees_no_white_bands_and_its_words_stand_where_they_stood(monkeypatch):
    page = np.full((2000, 600), 255, dtype=np.uint8)
    page[300:340, 50:60] = page[1500:1540, 50:60] = 0
    seen = []

    def heard(picture, *_):
        seen.append(picture.shape)
        rows = np.flatnonzero((picture < 128).any(axis=1))
        tops = [rows[0], rows[40]]
        return [Heard("слово", 50, top, 60, top + 40, 90, line) for line, top in enumerate(tops)]

    monkeypatch.setattr(sheet, "heard", heard)
    words = sheet._heard_folded(page, page < 128, "rus")
    assert [(each.top, each.bottom) for each in words] == [(300, 340), (1500, 1540)]
    assert seen == [(2 * (40 + 2 * sheet.WHITE), 600)]
    assert sheet._heard_folded(np.full((50, 50), 255), np.zeros((50, 50), dtype=bool), "rus") == []


def test_of_a_page_with_words_of_its_own_only_dark_lines_are_shown(tmp_path, monkeypatch):
    page = Page()
    for top in (60, 90, 200):
        page.text(60, top, "Фонд библиотек составил сто книг, выдано двести.")
    page.text(60, 400, "Секретные 123", font="blind")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_of(page))
    shown = []

    def ink_of_picture(picture, number, _, upright):
        rows = np.flatnonzero((picture < 128).any(axis=1)) * 72 / 300
        shown.append((number, upright, rows[0] > 380 and rows[-1] < 410))
        return Ink(number, 0, 0, failed=True)

    monkeypatch.setattr("extractor.read.scan.pages.languages", lambda: frozenset({"rus"}))
    monkeypatch.setattr(pages, "ink_of_picture", ink_of_picture)
    read_document(path, ReadOptions())
    assert shown == [(1, True, True)]
