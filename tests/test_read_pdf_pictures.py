"""The pictures of what the table finder saw."""

import pytest
from PIL import Image

from extractor.options import ReadOptions
from extractor.read.pdf.picture import CELL, CHART, RULE, SCALE, draw_pages
from tests.pdf_writer import Page, pdf_of
from tests.test_read_pdf import FUND, page_with


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_each_page_with_a_table_or_a_chart_is_drawn_with_its_rules_cells_and_charts(
    tmp_path, engine
):
    path = tmp_path / "a.pdf"
    chart = Page().frame(80, 160, 300, 300).circle(190, 230, 50)
    path.write_bytes(pdf_of(Page().text(60, 60, "Только текст."), page_with(FUND), chart))
    drawn = list(draw_pages(path, ReadOptions(engine=engine), tmp_path / "seen"))
    assert [each.name for each in drawn] == ["a-p2.png", "a-p3.png"]
    table, circle = (Image.open(each).convert("RGB") for each in drawn)
    assert {RULE, CELL} <= colours_of(table) and CHART in colours_of(circle)
    assert table.size == pytest.approx((595 * SCALE, 842 * SCALE), abs=1)


def colours_of(picture: Image.Image) -> set[tuple[int, int, int]]:
    return {colour for _, colour in picture.getcolors(1 << 24)}
