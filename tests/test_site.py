"""The site: every link leads somewhere, nothing is asked of a network, what is printed stands as
printed.
"""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from building import in_old_form, report_of, with_library
from click.testing import CliRunner
from msgspec.structs import replace

from extractor.commands.site import site
from extractor.commands.voice import Voice
from extractor.dataset import publish_dataset
from extractor.errors import CalledWrongly
from extractor.export.pages.addresses import Addresses
from extractor.export.pages.finding_groups import finding_groups
from extractor.export.site import Drawing, write_site
from extractor.model import Place, Report, Table
from extractor.model.records import FindingRow, SectionRow
from extractor.options import PublishOptions

DRAWING = """
| Показатель | 2022 | 2023 |
| Книги | 1 200 | <b>5</b> |
| ^ | 7 | 8 |
"""


def coded(**change: object):
    report = with_library(report_of([DRAWING], **change), "b1")
    first, *others = report.observations
    return replace(
        report, observations=(replace(first, indicator="holdings.books", library=()), *others)
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The site of two reports, one with a finding."""
    out = tmp_path_factory.mktemp("site") / "out"
    other = coded(report="beryozovo-2022", file="beryozovo-2022.docx", year=2022)
    publish_dataset([coded(), other], [], out, PublishOptions())
    with (out / "findings.csv").open("a", encoding="utf-8") as file:
        file.write(
            "f1,beryozovo-2023,r,error,sum,1,Не сходится <на> 5,,,,1205,,beryozovo-2023:t1r1c1 "
            "beryozovo-2023:b1,x,,,explained\n"
        )
    in_old_form(out)
    answer = CliRunner().invoke(site, [str(out)], obj=Voice("ru"))
    assert answer.exit_code == 0, answer.exception
    return out / "site"


def pages(folder: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}


def test_there_is_a_page_a_report_and_a_page_an_indicator(made):
    assert {str(path.relative_to(made)) for path in pages(made)} == {
        "index.html",
        "findings.html",
        "reports/beryozovo-2022.html",
        "reports/beryozovo-2023.html",
        "series/index.html",
        "series/holdings.books.html",
    }


def test_every_link_leads_to_a_page_and_a_place_that_are_there(made):
    ids = {
        path.resolve(): set(re.findall(r' id="([^"]+)"', text))
        for path, text in pages(made).items()
    }
    for path, text in pages(made).items():
        for link in map(unescape, re.findall(r'href="([^"]+)"', text)):
            address, _, anchor = link.partition("#")
            target = (path.parent / unquote(address)).resolve() if address else path.resolve()
            assert target.is_file() and (not anchor or anchor in ids[target]), (
                f"{path.name}: {link}"
            )


def test_nothing_is_asked_of_a_network_and_only_own_scripts_run(made):
    for path, text in pages(made).items():
        plain = text.replace("http://www.w3.org/2000/svg", "")
        assert "http" not in plain.replace("http-equiv", "")
        assert "default-src 'none'" in plain and "unsafe" not in plain
        scripts = re.findall(r'<script src="([^"]+)" defer></script>', plain)
        assert len(scripts) == plain.count("<script") == 3
        assert all((path.parent / name).resolve().parent == made for name in scripts)
    for name in ("site.js", "tables.js"):
        script = (made / name).read_text("utf-8")
        assert not re.search(r"fetch|XMLHttp|http|innerHTML|eval", script)


def test_ids_are_unique_on_each_page(made):
    for text in pages(made).values():
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))


def test_a_number_leads_to_its_indicator_and_back_and_a_finding_to_its_cell(made):
    report = (made / "reports" / "beryozovo-2023.html").read_text("utf-8")
    link = '<a href="../series/holdings.books.html">1 200</a>'
    assert f'<td class="data" id="t1r1c1">{link}</td>' in report
    assert 'href="../reports/beryozovo-2023.html#t1r1c1"' in (
        made / "series" / "holdings.books.html"
    ).read_text("utf-8")
    assert '<a href="beryozovo-2023.html#t1r1c1">1 200 (таблица 1)</a>' in report
    assert 'href="reports/beryozovo-2023.html#f-f1"' in (made / "findings.html").read_text("utf-8")


def test_tables_stand_as_printed_with_merged_cells_and_escaped_texts(made):
    report = (made / "reports" / "beryozovo-2023.html").read_text("utf-8")
    assert '<th scope="row" rowspan="2" class="stub" id="t1r1c0">Книги</th>' in report
    assert (
        "&lt;b&gt;5&lt;/b&gt;" in report
        and "Не сходится &lt;на&gt; 5 <em>1205</em> <em>(объяснено)</em>" in report
        and "<b>5" not in report
    )
    assert (
        "Сведения о фонде" in report and "фонд" in report and "1200" in report
    )  # a paragraph, a chart


def test_without_documents_the_tables_stand_under_their_sections(tmp_path):
    out = tmp_path / "out"
    publish_dataset([coded()], [], out, PublishOptions(formats=("csv",)))
    assert write_site(out, tmp_path / "site", (), "en") == 1
    report = (tmp_path / "site" / "reports" / "beryozovo-2023.html").read_text("utf-8")
    assert '<h2 id="s1">1 Фонд</h2>' in report and 'id="t1r1c1"' in report


def test_the_site_stays_when_the_data_set_grows_and_is_made_anew_at_the_next_call(made):
    out = made.parent
    publish_dataset(
        [coded(report="beryozovo-2021", file="beryozovo-2021.docx", year=2021)],
        [],
        out,
        PublishOptions(),
    )
    assert (made / "index.html").is_file() and len(pages(made)) == 6
    assert (
        CliRunner().invoke(site, [str(out)], obj=Voice("ru")).exit_code == 0
        and len(pages(made)) == 7
    )
    assert sorted(path.name for path in out.parent.iterdir()) == ["out"]


FINDING = (
    "{name},beryozovo-2023,r,{severity},sum,1,{message},,,,,,"
    "beryozovo-2023:{spot},x,{cause},,open\n"
)


def with_findings(tmp_path: Path, *lines: str, report: Report | None = None) -> str:
    """The page of a report with these findings, and the page of all findings after it."""
    out = tmp_path / "out"
    publish_dataset([report or coded()], [], out, PublishOptions())
    with (out / "findings.csv").open("a", encoding="utf-8") as file:
        file.writelines(lines)
    in_old_form(out)
    write_site(out, tmp_path / "site", (), "ru")
    return "".join(
        (tmp_path / "site" / name).read_text("utf-8")
        for name in ("reports/beryozovo-2023.html", "findings.html")
    )


def test_what_follows_from_a_mistake_stands_under_it_and_is_counted_with_it(tmp_path):
    text = with_findings(
        tmp_path,
        FINDING.format(
            name="f2", severity="warning", message="Из-за неё", spot="t1r1c2", cause="f1"
        ),
        FINDING.format(name="f1", severity="error", message="Ошибка", spot="t1r1c1", cause="f1"),
        FINDING.format(name="f3", severity="error", message="Другая", spot="t1r1c2", cause=""),
    )
    report, _, findings = text.partition("</html>")
    assert "Замечания: 3" in report and "раздел 1 Фонд: 3" in report
    first = report[report.index('id="f-f1"') :]
    assert first.index("ещё 1 замечание") < first.index('id="f-f2"') < first.index('id="f-f3"')
    assert "раздел 1 Фонд: 3" in findings and 'html#f-f3">Другая' in findings
    assert "Из-за неё" not in findings  # it is told on the report's page


def test_the_figure_of_an_open_finding_is_marked_in_its_table_and_in_its_sentence(tmp_path):
    report = report_of([DRAWING])
    told = replace(
        report.observations[0],
        observation="beryozovo-2023:b1c11-16",
        table=None,
        row=None,
        column=None,
        place=Place(report.document.file, 1, start=11, end=16),
        raw="фонде",
    )
    text = with_findings(
        tmp_path,
        FINDING.format(name="f1", severity="error", message="А", spot="t1r1c1", cause=""),
        FINDING.format(name="f2", severity="error", message="Б", spot="b1c11-16", cause=""),
        report=replace(report, observations=(*report.observations, told)),
    )
    assert 'class="data found" id="t1r1c1"' in text
    assert '<a id="b1"></a>Сведения о <mark class="found">фонде</mark>,' in text
    assert '<a href="beryozovo-2023.html#b1">фонде (в тексте)</a>' in text


def test_pages_of_reports_that_have_not_changed_are_taken_over(tmp_path):
    out, folder = tmp_path / "out", tmp_path / "site"
    publish_dataset([coded()], [], out, PublishOptions())
    write_site(out, folder, (), "ru")
    page = folder / "reports" / "beryozovo-2023.html"
    first, text = page.stat().st_ino, page.read_text("utf-8")
    write_site(out, folder, (), "ru")
    assert page.stat().st_ino == first
    write_site(out, folder, (), "en")
    assert page.stat().st_ino != first and page.read_text("utf-8") != text


def test_a_page_that_somebody_has_edited_is_made_anew(tmp_path):
    out, folder = tmp_path / "out", tmp_path / "site"
    publish_dataset([coded()], [], out, PublishOptions())
    write_site(out, folder, (), "ru")
    page = folder / "reports" / "beryozovo-2023.html"
    text = page.read_text("utf-8")
    page.write_text("<p>другое</p>", "utf-8")
    write_site(out, folder, (), "ru")
    assert page.read_text("utf-8") == text


def test_a_changed_report_gets_a_new_page(tmp_path):
    out, folder = tmp_path / "out", tmp_path / "site"
    publish_dataset([coded()], [], out, PublishOptions())
    write_site(out, folder, (), "ru")
    changed = report_of([DRAWING.replace("1 200", "1 300")])
    publish_dataset([changed], [], out, PublishOptions())
    write_site(out, folder, (), "ru")
    assert "1 300" in (folder / "reports" / "beryozovo-2023.html").read_text("utf-8")


def test_the_words_of_the_search_lead_to_places_that_are_there(made):
    script = (made / "words.js").read_text("utf-8")
    content = json.loads(script.removeprefix("window.siteWords = ").removesuffix(";\n"))
    assert {kind for kind, _, _ in content["entries"]} == set(content["kinds"])
    for _, address, text in content["entries"]:
        page, _, spot = address.partition("#")
        assert text and (made / page).is_file()
        assert not spot or f'id="{spot}"' in (made / page).read_text("utf-8")


def test_a_folder_without_a_data_set_gets_no_site(tmp_path):
    with pytest.raises(CalledWrongly, match="no_dataset"):
        write_site(tmp_path, tmp_path / "site", (), "ru")


@pytest.mark.parametrize(
    ("observation", "address"),
    [("a:t1r2c3.2", "reports/a.html#t1r2c3"), ("a:b5c1-2", "reports/a.html#b5"), ("a", "")],
)
def test_an_observation_has_the_address_of_its_place(observation, address):
    beside = Addresses(lambda report: f"reports/{report}.html", lambda _code: "")
    assert beside.figure(observation) == address


# --- pages of scans


def scan_of(confidence: int | None = 70) -> Report:
    """A report whose table stands on the second page of a scan; its first figure is unsure."""
    plain = report_of([DRAWING], file="скан.pdf")
    blocks = [
        replace(block, page=2, box=(1.0, 2.0, 3.0, 4.0)) if isinstance(block, Table) else block
        for block in plain.document.blocks
    ]
    first, *others = (
        replace(
            fact,
            confidence=None if confidence is None else 96,
            place=replace(fact.place, file="скан.pdf", page=2, box=(10.0, 20.0, 30.0, 40.0 + at)),
        )
        for at, fact in enumerate(plain.observations)
    )
    document = replace(plain.document, format="pdf", blocks=tuple(blocks))
    figures = (replace(first, confidence=confidence), *others)
    return replace(plain, document=document, observations=figures)


class Drawn:
    """Draws pages as some bytes, and notes which."""

    def __init__(self, content: bytes | None = b"picture") -> None:
        self.content, self.asked, self.is_there = content, [], True
        self.drawing = Drawing(lambda _: self.is_there, self._page)

    def _page(self, row, page, boxes):
        self.asked.append((row.file, page, tuple(boxes)))
        return self.content


@pytest.fixture
def scanned(tmp_path):
    """Write the site of a scan with what draws; gives the page of the report."""
    out, folder = tmp_path / "out", tmp_path / "site"
    publish_dataset([scan_of()], [], out, PublishOptions())

    def write(drawn: Drawn) -> str:
        write_site(out, folder, (), "ru", drawn.drawing)
        return (folder / "reports" / "beryozovo-2023.html").read_text("utf-8")

    write.folder = folder
    return write


PICTURE = Path("pages") / "beryozovo-2023" / "2.jpg"


def test_a_page_of_a_scan_stands_before_what_was_recognised_on_it(scanned):
    drawn = Drawn()
    text = scanned(drawn)
    assert drawn.asked == [("скан.pdf", 2, ((10.0, 20.0, 30.0, 40.0),))]
    assert (scanned.folder / PICTURE).read_bytes() == b"picture"
    picture = 'src="../pages/beryozovo-2023/2.jpg" loading="lazy" alt="Страница 2 отчёта'
    assert text.index("Сведения о фонде") < text.index(picture) < text.index('id="t1"')
    assert "обведено неуверенно распознанных чисел: 1" in text


def test_pictures_are_drawn_once(scanned):
    first = scanned(Drawn())
    node = (scanned.folder / PICTURE).stat().st_ino
    again = Drawn()
    assert (scanned(again), again.asked) == (first, [])
    assert (scanned.folder / PICTURE).stat().st_ino == node


def test_pictures_come_and_go_with_the_file(scanned):
    gone, there = Drawn(), Drawn()
    gone.is_there = False
    assert "<img" not in scanned(gone) and gone.asked == []
    assert "<img" in scanned(there)
    assert "<img" not in scanned(gone) and not (scanned.folder / PICTURE).exists()


def test_a_page_that_cannot_be_drawn_is_left_out(scanned):
    assert "<img" not in scanned(Drawn(None)) and not (scanned.folder / PICTURE).exists()


def test_a_typed_pdf_gets_no_pictures(tmp_path):
    out, drawn = tmp_path / "out", Drawn()
    publish_dataset([scan_of(None)], [], out, PublishOptions())
    write_site(out, tmp_path / "site", (), "ru", drawn.drawing)
    assert drawn.asked == []


def finding_in(section: str) -> FindingRow:
    about = dict.fromkeys(FindingRow.__struct_fields__, "")
    empty = {"difference": None, "confidence": None, "observations": (), "status": None}
    return FindingRow(**{**about, **empty, "finding": f"f{section}", "section": section})


def test_remarks_stand_in_the_order_of_chapters_also_of_one_without_a_heading():
    headings = [SectionRow("a", one, "", 1, one, "x") for one in ("1", "2.3", "10")]
    rows = [finding_in(section) for section in ("10", "2.1", "1.4", "")]
    nowhere = Addresses(lambda _: "", lambda _: "")
    groups = finding_groups(rows, headings, {}, nowhere)
    assert [group.section for group in groups] == ["", "1", "2", "10"]
