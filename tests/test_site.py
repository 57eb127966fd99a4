"""The site: every link leads somewhere, nothing is asked of a network, what is printed stands as
printed.
"""

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
from extractor.export.site import write_site
from extractor.export.site.frame import address_of
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


def test_nothing_is_asked_of_a_network_and_no_script_runs(made):
    for text in pages(made).values():
        plain = text.replace("http://www.w3.org/2000/svg", "")
        assert (
            "http" not in plain.replace("http-equiv", "")
            and "<script" not in plain
            and "default-src 'none'" in plain
        )


def test_ids_are_unique_on_each_page(made):
    for text in pages(made).values():
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))


def test_a_number_leads_to_its_indicator_and_back_and_a_finding_to_its_cell(made):
    report = (made / "reports" / "beryozovo-2023.html").read_text("utf-8")
    link = '<a href="../series/holdings.books.html" title="holdings.books">1 200</a>'
    assert f'<td id="t1r1c1" class="data found">{link}</td>' in report
    assert 'href="../reports/beryozovo-2023.html#t1r1c1"' in (
        made / "series" / "holdings.books.html"
    ).read_text("utf-8")
    assert 'href="reports/beryozovo-2023.html#b1"' in (made / "findings.html").read_text("utf-8")


def test_tables_stand_as_printed_with_merged_cells_and_escaped_texts(made):
    report = (made / "reports" / "beryozovo-2023.html").read_text("utf-8")
    assert '<th id="t1r1c0" class="stub" scope="row" rowspan="2">Книги</th>' in report
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


def test_a_folder_without_a_data_set_gets_no_site(tmp_path):
    with pytest.raises(CalledWrongly, match="no_dataset"):
        write_site(tmp_path, tmp_path / "site", (), "ru")


@pytest.mark.parametrize(
    ("observation", "address"),
    [("a:t1r2c3.2", "reports/a.html#t1r2c3"), ("a:b5c1-2", "reports/a.html#b5"), ("a", "")],
)
def test_an_observation_has_the_address_of_its_place(observation, address):
    assert address_of(observation, 0) == address
