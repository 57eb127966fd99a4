"""A web page that somebody saved as a report: its paragraphs, looks and tables."""

import re

import pytest

from extractor.read.web_page import page_of_archive, word_of_page

NAMES = {"<w:b/>": "*", "<w:strike/>": "~", "<w:vanish/>": "?"}


def shown(page: str) -> list[str]:
    """The paragraphs of a page: «2#» a heading of the second level, «*» bold, «~» struck, «?»
    hidden, «^» raised, «/» a new line; «[» and «]» where a table begins and ends, «|» at a cell.
    """
    xml = word_of_page(f"<html><body>{page}</body></html>".encode())
    found = []
    for one in re.finditer(r"<w:tbl>|</w:tbl>|<w:tc>|<w:p>.*?</w:p>|<w:p/>", xml):
        if one[0] in ("<w:tbl>", "</w:tbl>", "<w:tc>"):
            found.append({"<w:tbl>": "[", "</w:tbl>": "]", "<w:tc>": "|"}[one[0]])
        elif one[0] != "<w:p/>":
            found.append(_paragraph(one[0]))
    return found


def _paragraph(xml: str) -> str:
    level = re.search(r'outlineLvl w:val="(\d)"', xml)
    text = f"{int(level[1]) + 1}#" if level else ""
    for run in re.findall(r"<w:r>.*?</w:r>", xml):
        said = re.search(r"<w:t [^>]*>(.*?)</w:t>", run)
        looks = "".join(sign for look, sign in NAMES.items() if look in run)
        looks += "^" if "superscript" in run else ""
        text += looks + said[1] if said else "/"
    return text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Фонд   вырос\n на 5</p>", ["Фонд вырос на 5"]),
        ("Фонд<p>вырос</p>снова", ["Фонд", "вырос", "снова"]),
        ("<p> </p><p>5</p>", ["5"]),
        ("<p>Фонд <b>вырос</b> на 5</p>", ["Фонд *вырос на 5"]),
        ("<p><b>Фонд <strong>вырос</strong></b></p>", ["*Фонд *вырос"]),
        ("<p>12 <s>13</s> <del>14</del></p>", ["12 ~13 ~14"]),
        ("<p>12 <s><del>13</del></s></p>", ["12 ~13"]),
        ("<p>12 <span style='text-decoration: line-through'>13</span></p>", ["12 ~13"]),
        ("<p>12 <span style='text-decoration: underline'>13</span></p>", ["12 13"]),
        ("<p>12<span style='display: none'>13</span></p>", ["12?13"]),
        ("<p>12<span style='MSO-HIDE: ALL'>13</span></p>", ["12?13"]),
        (
            "<p>12<span style='visibility:hidden'>1<i style='display:none'>3</i></span></p>",
            ["12?1?3"],
        ),
        ("<p>43 400<sup>1</sup></p>", ["43 400^1"]),
        ("<p>43 400<sup>1<sup>2</sup></sup></p>", ["43 400^1^2"]),
        ("<p>43 400<sub>1</sub></p>", ["43 4001"]),
        ("<p>Фонд<br>Выдача</p>", ["Фонд/Выдача"]),
        ("<h1>1. Фонд</h1><p>5</p>", ["1#1. Фонд", "5"]),
        ("<h2>Фонд</h2>вырос<h6>Выдача</h6>", ["2#Фонд", "вырос", "6#Выдача"]),
        ("<h1>Фонд <i>района</i></h1>", ["1#Фонд района"]),
        ("<ol><li>Фонд</li><li>Выдача</li></ol>", ["1. Фонд", "2. Выдача"]),
        ("<ul><li>Фонд</li><li>Выдача</li></ul>", ["Фонд", "Выдача"]),
        ("<ol><li><b>Фонд</b> вырос</li></ol>", ["*1. Фонд вырос"]),
        ("<ol><p>Итого</p></ol>", ["Итого"]),
        ("<p>a</p><script>1</script><style>2</style><!-- 3 --><p>b</p>", ["a", "b"]),
        ("<p>Год <select><option>2022</option></select>2023</p>", ["Год 2023"]),
        ("<p>5 &lt; 7 &amp; 8</p>", ["5 &lt; 7 &amp; 8"]),
        ("<div>Фонд<div>Выдача</div>Всего</div>", ["Фонд", "Выдача", "Всего"]),
        ("<p>5\x0c7\x01</p>", ["57"]),
    ],
)
def test_paragraphs_of_a_page(page, expected):
    assert shown(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<table><tr><td>Фонд</td><td>5</td></tr></table>", "[|Фонд|5]"),
        ("<table><tr><th>Фонд</th><td>5</td></tr></table>", "[|*Фонд|5]"),
        ("a<table><tr><td>5</td></tr></table>b", "a[|5]b"),
        (
            "<table><thead><tr><td>1</td></tr></thead><tbody><tr><td>2</td></tr></tbody>"
            "<tfoot><tr><td>3</td></tr></tfoot></table>",
            "[|1|2|3]",
        ),
        ("<table><caption>Фонд</caption><tr><td>2</td></tr></table>", "[|2]"),
        ("<table><tr><td></td><td>2</td></tr></table>", "[||2]"),
        ("<table><tr><td>1<p>2</p></td></tr></table>", "[|12]"),
        ("<table><tr><td><table><tr><td>5</td></tr></table></td></tr></table>", "[|[|5]]"),
        ("<table><tr><script>1</script><td>5</td></tr></table>", "[|5]"),
    ],
)
def test_cells_of_a_page(page, expected):
    assert "".join(shown(page)) == expected


def spans(page: str) -> list[str]:
    """Row by row the cells: their columns, «v» where one begins that goes on below, «^» where it
    does.
    """
    xml = word_of_page(page.encode())
    return [
        " ".join(
            (re.search(r'gridSpan w:val="(\d+)"', cell) or ["", "1"])[1]
            + ("v" if "restart" in cell else "^" if "<w:vMerge/>" in cell else "")
            for cell in re.findall(r"<w:tc>.*?</w:tc>", line)
        )
        for line in re.findall(r"<w:tr>.*?</w:tr>", xml)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["<td>1</td><td colspan=2>2</td>", "<td>1</td><td>2</td><td>3</td>"], ["1 2", "1 1 1"]),
        (["<td rowspan=2>1</td><td>2</td>", "<td>3</td>"], ["1v 1", "1^ 1"]),
        (
            ["<td>1</td><td rowspan=3>2</td>", "<td>3</td>", "<td>4</td>", "<td>5</td><td>6</td>"],
            ["1 1v", "1 1^", "1 1^", "1 1"],
        ),
        (["<td rowspan=2 colspan=2>1</td><td>2</td>", "<td>3</td>"], ["2v 1", "2^ 1"]),
        (
            ["<td rowspan=2>1</td><td rowspan=2>2</td><td>3</td>", "<td>4</td>"],
            ["1v 1v 1", "1^ 1^ 1"],
        ),
        (["<td colspan=0>1</td><td colspan=x>2</td><td rowspan=1>3</td>"], ["1 1 1"]),
        (["<td colspan=9999>1</td>"], ["1000"]),
    ],
)
def test_cells_that_cover_others(rows, expected):
    page = "".join(f"<tr>{cells}</tr>" for cells in rows)
    assert spans(f"<table>{page}</table>") == expected


def test_what_stands_too_deep_is_passed_over():
    assert shown("<b>" * 150 + "5" + "</b>" * 150) == ["*5"]
    assert shown("<p>a</p>" + "<b>" * 240 + "5" + "</b>" * 240) == ["a"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<p>Фонд</p>".encode(), "Фонд"),
        ("<p>Фонд</p>".encode("utf-16"), "Фонд"),
        ("<p>Фонд</p>".encode("utf-8-sig"), "Фонд"),
        ("<p>Фонд</p>".encode("cp1251"), "Фонд"),
        ("<meta charset=koi8-r><p>Фонд</p>".encode("koi8-r"), "Фонд"),
        ("<meta content='text/html; charset = \"koi8-r\"'><p>Фонд</p>".encode("koi8-r"), "Фонд"),
        ("<meta charset=nobody-knows><p>Фонд</p>".encode(), "Фонд"),
        ("<meta charset=utf-8><p>Фонд</p>".encode("cp1251"), "Фонд"),
        (b"<p>\x98 " + "Фонд</p>".encode("cp1251"), "\ufffd Фонд"),
    ],
)
def test_letters_of_a_page(data, expected):
    assert f">{expected}</w:t>" in word_of_page(data)


@pytest.mark.parametrize("data", [b"", b"  ", b"<!-- -->"])
def test_what_is_no_page_is_refused(data):
    with pytest.raises(ValueError, match="no page"):
        word_of_page(data)


MAIL = "Content-Type: multipart/related; boundary=b\n\n--b\n{}\n\n{}\n--b--\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Content-Type: text/html; charset=koi8-r", "<p>Фонд</p>".encode("utf-8-sig")),
        ("Content-Type: text/html; charset=nobody-knows", "<p>Фонд</p>".encode("koi8-r")),
        ("Content-Type: text/html", "<p>Фонд</p>".encode("koi8-r")),
        ("Content-Type: text/plain", b""),
    ],
)
def test_the_page_of_an_archive(head, expected):
    data = MAIL.format(head, "<p>Фонд</p>").encode("koi8-r")
    assert page_of_archive(data) == expected
