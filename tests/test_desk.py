"""The desk: doubts beside their source, answers kept, strangers refused."""

import dataclasses
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import report_of
from checking import report_of as drawn_report
from msgspec.structs import replace

from extractor.check import check_dataset
from extractor.dataset import publish_dataset
from extractor.dataset.earlier import earlier_lines
from extractor.dataset.findings import write_findings
from extractor.dataset.read import load_dataset
from extractor.decisions.log import own_log
from extractor.decisions.making import figure_decision
from extractor.decisions.store import Store, decide
from extractor.export.pages.grids import grid_of
from extractor.model import Mention, Place, Status
from extractor.model.dataset import PrintedTable
from extractor.options import CheckOptions, PublishOptions
from extractor.words import words
from extractor.words.indicators import vocabulary

pytest.importorskip("starlette")
from starlette.testclient import TestClient

from extractor.serve.answers import answer_of
from extractor.serve.checking import Work, check_once
from extractor.serve.desk import Desk, Setup
from extractor.serve.doubts import doubts_of
from extractor.serve.search import first_forms
from extractor.serve.start import guarded

HOME = "http://127.0.0.1:8765"
WRONG = """
# 8.3 Состав <b>читателей</b>

| Год | Число зарегистрированных пользователей | из них по возрасту: | < |
| ^ | ^ | дети до 14 лет | молодёжь 15–30 лет |
| 2021 | 1000 | 400 | 600 |
| 2022 | 1100 | 450 | 650 |
| 2023 | 1210 | 5000 | 710 |
"""
ODD = """
| Показатель | 2022 | 2023 |
| <script>alert(1)</script> | 5 | 7 |
"""


def check_now(out: Path) -> None:
    write_findings(out, check_dataset(load_dataset(out), CheckOptions(lang="ru")))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Three reports: one with a contradiction, one with an uncertain figure and an ambiguous name,
    one of no year.
    """
    folder = tmp_path / "out"
    plain = report_of([ODD], report="lesnoe-2023", file="lesnoe-2023.docx", district="Лесной район")
    first, *others = plain.observations
    doubtful = replace(
        first,
        value=None,
        status=Status.UNCERTAIN,
        raw="2.054",
        extra=(("a", "2054"), ("b", "2.054")),
    )
    name = Mention("Сведения", (), 40, "ambiguous", (("b1", 40),), Place("lesnoe-2023.docx", 1))
    unsure = replace(plain, observations=(doubtful, *others), mentions=(name,))
    bare = report_of(report="x", file="x.docx", year=None, district="Горный район", sha256="ff")
    reports = [drawn_report(WRONG), unsure, bare]
    publish_dataset(reports, [], folder, PublishOptions())
    check_now(folder)
    return folder


class Calm:
    """Jobs that do nothing behind the pages: what was asked for is noted."""

    def __init__(self) -> None:
        self.jobs: list[object] = []
        self.asked: list[object] = []
        self.is_checking = False

    def check(self) -> int:
        self.asked.append("check")
        return len(self.asked)

    def extract(self, paths: list[Path]) -> None:
        self.asked.append([path.name for path in paths])


def desk_of(out: Path, lang: str = "ru") -> Desk:
    known = vocabulary()
    store = Store(out, None, frozenset(known.indicators))
    desk = Desk(Setup(store, known, (), (), CheckOptions(lang=lang)))
    desk.jobs = Calm()
    return desk


@pytest.fixture
def desk(out: Path) -> Desk:
    return desk_of(out)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(guarded(desk, "127.0.0.1", ""), HOME) as made:
        yield made


def doubt(desk: Desk, kind: str):
    return next(one for one in doubts_of(desk.view(fresh=True).shelf) if one.kind == kind)


def post(client: TestClient, address: str, **form: str):
    return client.post(address, data=form, follow_redirects=False)


# --- doubts


@pytest.mark.parametrize(("lang", "says"), [("ru", "а напечатано"), ("en", "is printed")])
def test_doubts_speak_the_language_of_who_opens_the_desk(out, lang, says):
    shelf = desk_of(out, lang).view().shelf
    titles = [one.title for one in doubts_of(shelf) if one.kind in ("finding", "report")]
    assert sum(says in title for title in titles) == 1
    begin = ("Год", "Таблица") if lang == "ru" else ("The year", "Table")
    assert all(title.startswith(begin) for title in titles)


@pytest.mark.parametrize(("code", "is_equal"), [("loans.total", True), ("", False)])
def test_a_doubt_about_a_figure_with_a_code_comes_before_one_without(code, is_equal, tmp_path):
    plain = report_of([ODD], report="lesnoe-2023", file="lesnoe-2023.docx", district="Лесной район")
    first, second, *others = plain.observations
    unsure = {"value": None, "status": Status.UNCERTAIN}
    both = (
        replace(first, **unsure, indicator=code, raw="2.054"),
        replace(second, **unsure, indicator="users.registered", raw="3.054"),
    )
    publish_dataset([replace(plain, observations=(*both, *others))], [], tmp_path, PublishOptions())
    worth = {one.title: one.worth for one in doubts_of(desk_of(tmp_path).view().shelf)}
    assert (worth["2.054"] == worth["3.054"]) is is_equal and worth["2.054"] <= worth["3.054"]


def test_decisions_are_listed_in_words(client, desk, out):
    value = figure_decision(out, "lesnoe-2023:t1r1c1", "2.5", "", "Иванова")
    label = answer_of(
        desk.setup.store, {"kind": "label", "what": "паркинг", "to": "users.registered"}, "Иванова"
    )
    named = next(one for one in desk.view().shelf.findings if one.severity == "error")
    said = {"kind": "finding", "what": named.finding, "why": "так надо"}
    explained = answer_of(desk.setup.store, said, "Иванова")
    decide(desk.setup.store, [value, label, explained])
    page = client.get("/decisions").text
    assert "<td>2,5</td>" in page and "<td>Зарегистрированные пользователи</td>" in page
    assert named.rule not in page and "users.registered" not in page
    assert re.search(r">\d\d\.\d\d\.20\d\d \d\d:\d\d<", page)


def test_what_somebody_saw_in_one_language_is_asked_in_no_other(out):
    shelf = desk_of(out).view().shelf
    (asked,) = (one for one in doubts_of(shelf) if one.kind == "report")
    store = Store(out, None, frozenset())
    decide(store, [answer_of(store, {"kind": "seen", "what": asked.report}, "кто-то")])
    english = desk_of(out, "en").view().shelf
    assert "report" not in {one.kind for one in doubts_of(english)}


def test_what_most_hangs_on_comes_first(desk):
    kinds = [one.kind for one in doubts_of(desk.view().shelf)]
    assert kinds[0] == "report" and set(kinds) == {"report", "finding", "value", "label", "library"}
    assert kinds.index("finding") < kinds.index("value") < len(kinds)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("report", "Год"),
        ("finding", 'class="data doubt"'),
        ("value", "2.054"),
        ("label", "Что измеряет"),
        ("library", "Сведения"),
    ],
)
def test_each_doubt_stands_beside_its_source(client, desk, kind, said):
    page = client.get(f"/queue/{doubt(desk, kind).key}")
    assert page.status_code == 200 and said in page.text
    assert kind == "report" or "<article>" in page.text


def test_both_labels_of_a_doubtful_figure_are_marked(client, desk):
    page = client.get(f"/queue/{doubt(desk, 'finding').key}").text
    assert 'class="header label"' in page and 'class="stub label"' in page


def test_names_and_cells_with_markup_stay_text(client):
    for address in (
        "/",
        "/report/lesnoe-2023",
        "/queue",
        "/search?q=<i>x",
        "/report/beryozovo-2023",
    ):
        text = client.get(address).text
        assert "<script>alert" not in text and "<b>читателей" not in text and "<i>x" not in text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/queue",
        "/indicators",
        "/decisions",
        "/search?q=читателей",
        "/next",
        "/report/beryozovo-2023",
        "/district?name=Лесной район",
        "/library/b1",
        "/status",
        "/indicator/users.registered",
        "/queue?kind=finding&district=Берёзовский район&year=2023",
    ],
)
def test_every_page_opens(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/report/nobody",
        "/library/nobody",
        "/indicator/no.such",
        "/queue/nobody",
        "/assets/../app.py",
        "/assets/%2e%2e%2fapp.py",
        "/page/beryozovo-2023/1.png",
        "/district?name=x",
        "/report/../x",
    ],
)
def test_what_is_not_there_is_said_and_no_folder_is_left(client, address):
    assert client.get(address).status_code == 404


def test_a_word_is_found_in_another_form(client):
    assert "читател" in client.get("/search?q=читателями").text
    assert "читатель" in first_forms("читателями")


@pytest.mark.parametrize(("word", "kind"), [("сведениях", "p"), ("фонд", "s"), ("показатель", "t")])
def test_what_is_found_in_a_report_leads_to_a_place_that_is_there(client, word, kind):
    found = client.get(f"/search?q={word}").text
    links = re.findall(r'href="(/report/[^"#]+)#([^"]+)"', found)
    assert any(spot.startswith(kind) for _, spot in links)
    for page, spot in links:
        assert f'id="{spot}"' in client.get(page).text, (page, spot)


# --- answers


def test_an_accepted_proposal_is_a_decision_and_the_next_doubt_follows(client, desk, out):
    one = doubt(desk, "finding")
    said = {"kind": "value", "what": one.figures[0], "to": one.proposals[0][0], "doubt": one.key}
    answer = post(client, "/decide", **said, seen="")
    assert answer.status_code == 303 and one.key not in answer.headers["location"]
    (line,) = earlier_lines(out, "decisions")
    assert (line["kind"], line["from"], line["to"]) == ("value", "5000", "500")
    assert client.get(f"/queue/{one.key}").status_code == 404
    assert desk.jobs.asked == ["check"]
    back = post(client, "/undo")
    assert back.headers["location"] == f"/queue/{one.key}"
    assert client.get(back.headers["location"]).status_code == 200
    assert [one.state.value for one in own_log(out)] == ["active", "undone"]


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("value", {"kind": "value", "to": "2 054"}),
        ("label", {"kind": "label", "to": "events.total"}),
        ("library", {"kind": "library", "to": "b1", "district": "Лесной район"}),
        ("finding", {"kind": "finding", "why": "учтено иначе"}),
        ("report", {"kind": "seen", "to": "explained"}),
    ],
)
def test_each_kind_of_doubt_is_closed_by_its_answer(client, desk, out, kind, form):
    one = doubt(desk, kind)
    what = {
        "value": one.figures[:1],
        "finding": (one.key.partition("-")[2],),
        "report": (one.report,),
    }
    name = what.get(kind, (one.title,))[0]
    assert post(client, "/decide", **form, what=name, doubt=one.key).status_code == 303
    if kind == "finding":
        assert own_log(out)[-1].why == "учтено иначе"
    else:
        assert one.key not in {other.key for other in doubts_of(desk.view(fresh=True).shelf)}


def test_what_is_skipped_comes_last(client, desk):
    first = desk.queue("")[0].key
    post(client, "/skip", doubt=first)
    assert desk.queue("")[-1].key == first and desk.queue("Иванова")[0].key == first


def test_two_people_at_once_lose_nothing(client, desk, out):
    one = doubt(desk, "value")
    form = {"kind": "value", "what": one.figures[0], "doubt": one.key, "seen": ""}
    assert post(client, "/decide", **form, to="2054").status_code == 303
    second = post(client, "/decide", **form, to="2,054")
    assert second.status_code == 409 and "2054" in second.text
    assert len(own_log(out)) == 1
    mine = post(client, "/decide", **{**form, "seen": "d1"}, to="2,054")
    assert mine.status_code == 303 and own_log(out)[-1].to == "2.054"


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "value", "what": "x", "to": "5"},
        {"kind": "value", "what": "lesnoe-2023:t1r1c2", "to": "много"},
        {"kind": "nothing", "what": "x"},
        {"kind": "finding", "what": "x", "why": "y"},
        {"kind": "finding", "what": "x", "why": " "},
        {"kind": "label", "what": "x", "to": "no.such"},
        {"kind": "year", "what": "x", "to": "двадцать"},
        {},
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(client, out, form):
    answer = post(client, "/decide", **form)
    assert answer.status_code == 400 and "Не получилось" in answer.text
    assert own_log(out) == []


def test_who_decides_is_kept_with_the_decision(client, desk, out):
    post(client, "/who", who="Мария  Иванова")
    one = doubt(desk, "value")
    post(client, "/decide", kind="value", what=one.figures[0], to="5", doubt=one.key)
    assert own_log(out)[0].who == "Мария Иванова"


# --- files


def test_sent_files_are_kept_and_read(client, desk, out):
    content = b"PK..."
    files = [
        ("files", ("Отчёт.docx", content)),
        ("files", ("a.exe", b"MZ")),
        ("files", ("../b.pdf", b"%")),
    ]
    answer = client.post("/upload", files=files)
    assert answer.status_code == 200 and "a.exe" in answer.text
    assert desk.jobs.asked == [["Отчёт.docx", "b.pdf"]]
    kept = {path.name for path in (out / "sources").rglob("*") if path.is_file()}
    assert kept == {"Отчёт.docx", "b.pdf"}
    publish_dataset([report_of()], [], out, PublishOptions())
    assert {path.name for path in (out / "sources").rglob("*") if path.is_file()} == kept


@pytest.mark.parametrize("name", ["a.exe", ".docx", "..", "a.js"])
def test_what_is_no_report_is_not_taken(client, out, name):
    assert client.post("/upload", files=[("files", (name, b"x"))]).status_code == 400
    assert not (out / "sources").exists()


def test_without_a_data_set_the_page_asks_for_files(tmp_path):
    client = TestClient(guarded(desk_of(tmp_path / "new"), "127.0.0.1", ""), HOME)
    for address in ("/", "/queue"):
        assert "Перетащите сюда" in client.get(address).text


# --- the check behind the pages


def test_the_check_behind_the_pages_drops_what_a_decision_has_overtaken(out, desk, monkeypatch):
    work = Work(desk.setup.store, CheckOptions(lang="ru"))
    one = doubt(desk, "finding")

    def meanwhile(dataset, options):
        desk.decide([figure_decision(out, one.figures[0], "500", "", "я")], one.key)
        return check_dataset(dataset, options)

    monkeypatch.setattr("extractor.serve.checking.check_dataset", meanwhile)
    assert not check_once(work)
    assert {row["status"] for row in earlier_lines(out, "findings")} == {"open"}
    monkeypatch.setattr("extractor.serve.checking.check_dataset", check_dataset)
    assert check_once(work)
    assert "error" not in {row["severity"] for row in earlier_lines(out, "findings")}


def test_reports_are_read_and_checked_in_processes_of_their_own(tmp_path):
    report = Path(__file__).parent.parent / "samples" / "reports" / "polyana-2023.docx"
    known = vocabulary()
    store = Store(tmp_path / "out", None, frozenset(known.indicators))
    desk = Desk(Setup(store, known, (), (), CheckOptions(lang="ru")))
    job = desk.jobs.extract([report])
    while job.is_running or desk.jobs.is_checking:
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and thread.daemon:
                thread.join(1)
    assert job.done == ["polyana-2023.docx"] and job.status in (0, 1)
    assert desk.view().shelf.findings


# --- strangers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example:8765"}, 421),
        ({"host": "localhost:8765"}, 200),
        ({"host": "[::1]:8765"}, 200),
        ({"host": ""}, 421),
    ],
)
def test_only_its_own_names_are_answered(client, headers, status):
    assert client.get("/queue", headers=headers).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_cannot_decide(client, desk, out, headers):
    one = doubt(desk, "value")
    form = {"kind": "value", "what": one.figures[0], "to": "5"}
    assert client.post("/decide", data=form, headers=headers).status_code == 403
    assert own_log(out) == []


def test_off_loopback_nobody_comes_in_without_the_token(desk):
    client = TestClient(guarded(desk, "10.0.0.5", "secret"), "http://10.0.0.5:8765")
    assert client.get("/queue").status_code == 403
    assert client.get("/queue?token=wrong").status_code == 403
    assert client.get("/queue?token=secret").status_code == 200
    assert client.get("/queue").status_code == 200  # the cookie


@pytest.mark.parametrize("length", ["600000000", "-1", "x"])
def test_too_much_at_once_is_refused(client, length):
    headers = {"content-length": length, "content-type": "application/x-www-form-urlencoded"}
    assert client.post("/decide", content=b"x", headers=headers).status_code == 413


def test_every_answer_forbids_what_is_not_ours(client):
    headers = client.get("/queue").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_every_phrase_of_the_desk_is_in_both_languages():
    assert all(set(phrase) == {"ru", "en"} for phrase in words("desk").values())


# --- tables on pages

TALL = PrintedTable(
    1,
    "1",
    "",
    20,
    2,
    1,
    1,
    "a#b1",
    (
        (0, 0, 1, 1, "header", "Показатель"),
        (0, 1, 1, 1, "header", "2023"),
        *(
            (row, column, 1, 1, "data" if column else "stub", f"{row}.{column}")
            for row in range(1, 20)
            for column in (0, 1)
            if (row, column) != (10, 0)
        ),
    ),
)


def test_only_the_rows_around_a_figure_are_shown_with_header_and_end():
    rows = grid_of(TALL, {(10, 1): "doubt"}, 2)
    assert [(row.skipped, row.cells[-1].text) for row in rows] == [
        (0, "2023"),
        (7, "8.1"),
        (0, "9.1"),
        (0, "10.1"),
        (0, "11.1"),
        (0, "12.1"),
        (6, "19.1"),
    ]
    assert rows[3].cells[-1].marks == "data doubt" and rows[3].cells[0].marks == "empty"
    assert rows[0].cells[1].marks == "header label"


def test_a_cell_over_rows_that_are_not_shown_is_cut_to_those_that_are():
    table = PrintedTable(
        1,
        "1",
        "",
        6,
        2,
        0,
        1,
        "a#b1",
        ((0, 0, 6, 1, "stub", "Все"), *((row, 1, 1, 1, "data", str(row)) for row in range(6))),
    )
    rows = grid_of(table, {(3, 1): "doubt"}, 1)
    assert [len(row.cells) for row in rows] == [2, 1, 1, 1]
    assert rows[0].cells[0].row_span == 4


@pytest.mark.parametrize(
    ("name", "is_asked"),
    [
        ("Библиотек", False),
        ("библиотеками", False),
        ("филиалы", False),
        ("Филиал № 3", True),
        ("Детская библиотека", True),
        ("ГБ", True),
    ],
)
def test_a_word_for_any_library_is_no_question(out, name, is_asked):
    shelf = desk_of(out).view().shelf
    mention = shelf.mentions[0]
    asked = doubts_of(replace_mentions(shelf, [replace(mention, text=name)]))
    assert any(one.kind == "library" for one in asked) is is_asked


def replace_mentions(shelf, mentions):
    return dataclasses.replace(shelf, mentions=mentions)


def test_a_doubtful_report_stands_beside_its_first_lines_and_its_rivals(tmp_path):
    out = tmp_path / "out"
    known = {"district": "Лесной район", "year": 2023}
    reports = [
        report_of([ODD], report="l", file="Лесной.docx", sha256="1", **known),
        report_of([ODD], report="l2", file="Лесной (исправленный).docx", sha256="2", **known),
        report_of([ODD], report="g", file="Горный.docx", sha256="3", district="Горный район"),
    ]
    publish_dataset(reports, [], out, PublishOptions(lang="ru"))
    desk = desk_of(out)
    with TestClient(guarded(desk, "127.0.0.1", ""), HOME) as client:
        page = client.get(f"/queue/{doubt(desk, 'report').key}").text
        assert '<p class="opening">Сведения о фонде' in page
        assert "Лесной.docx</" in page and "Лесной (исправленный).docx</" in page
        assert "Горный.docx" not in page
        assert 'data-key="x"' in page
        removed = client.post("/remove", data={"report": "l2"}, follow_redirects=False)
        assert removed.status_code == 303
    assert [line["report"] for line in earlier_lines(out, "reports")] == ["g", "l"]


@pytest.mark.parametrize(
    "box", ["1,2,nan,inf", "1,2,3,inf", "-inf,0,1,1", "0,0,1e300,1", "a,b,c,d"]
)
def test_boxes_of_no_page_never_reach_what_draws(out, box):
    """Drawn, a box without an end would hold up every other picture."""
    desk = desk_of(out)
    asked = []
    desk.sources.find = lambda file, sha256: Path("отчёт.pdf")
    desk.painter.page = lambda path, page, boxes, is_whole: asked.append(boxes) or b"picture"
    with TestClient(guarded(desk, "127.0.0.1", ""), HOME) as client:
        name = next(iter(desk.view().shelf.by_report))
        assert client.get(f"/page/{name}/1.png", params={"box": box}).status_code == 200
    assert asked == [()]
