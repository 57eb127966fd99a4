"""Tables that may be read in another way: asked on the desk beside their source, decided, read
again, taken back.
"""

import pytest
from checking import report_of
from drawn_reads import as_read
from test_decided_tables import run, write

from extractor.dataset import publish_dataset
from extractor.decisions.log import own_log
from extractor.model import TableUse
from extractor.options import PublishOptions
from extractor.rules import first_match
from extractor.serve.table_doubts import RULES, Other

pytest.importorskip("starlette")
from starlette.testclient import TestClient
from test_desk import HOME, desk_of

from extractor.serve.start import guarded

HEAD = "|= Год | Книги | Газеты |\n"


@pytest.mark.parametrize(
    ("drawing", "other"),
    [
        (
            HEAD + "| 2021 | взрослым | детям |\n| 2022 | 5 | 6 |\n| 2023 | 7 | 8 |",
            Other(TableUse.HEADER, 2, 1),
        ),
        (HEAD + "| 2021 | 1 | 2 |\n| 2022 | 5 | 6 |\n| 2023 | 7 | 8 |", None),
        (HEAD + "| 2021 | - | - |\n| 2022 | 5 | 6 |\n| 2023 | 7 | 8 |", None),
        # words in the rows below, too: columns of words
        (HEAD + "| а | да | нет |\n| б | нет | 6 |\n| в | 7 | да |", None),
        # one cell of words: a remark
        (HEAD + "| 2021 | не велось |  |\n| 2022 | 5 | 6 |\n| 2023 | 7 | 8 |", None),
        ("|= Наш | 120 | 85 |\n| Дом | 7 | 8 |", Other(TableUse.HEADER, 0, 0)),
        ("|= Наш | 2021 | 2022 |\n| Дом | 7 | 8 |", None),
        ("|= № | 2 | 3 |\n| Дом | 7 | 8 |", None),
        ("|= Возраст | 5 лет | 7 лет |\n| Дом | 7 | 8 |", None),
        (HEAD + "| а | 5 | 6 |\n\n| б | 7 | 8 |", Other(TableUse.JOINED, 0, 0)),
        (HEAD + "| а | 5 | 6 |\n\n" + HEAD + "| б | 7 | 8 |", None),
        (HEAD + "| а | 5 | 6 |\n\n| б | 7 |", None),
        ("| а | 5 | 6 |\n\n| б | 7 | 8 |", None),
    ],
)
def test_only_what_may_be_read_otherwise_is_asked(drawing, other):
    found = first_match(RULES, as_read(drawing))
    assert (found and found[1]) == other


PARTED = """
# 1 Фонд

| Библиотека | Книги | Газеты |
| Луговская | 10 | 20 |
| Дальняя | 30 | 40 |

По данным библиотек.

| Заречная | 7 | 8 |
| Горная | 3 | 4 |
"""


@pytest.fixture
def desk(tmp_path):
    publish_dataset([report_of(PARTED)], [], tmp_path / "область", PublishOptions())
    return desk_of(tmp_path / "область")


@pytest.fixture
def client(desk):
    with TestClient(guarded(desk, "127.0.0.1", ""), HOME) as made:
        yield made


def asked(desk):
    return [one for one in desk.view(fresh=True).doubts if one.kind == "reading"]


def answer(client, doubt, to):
    form = {"kind": "reading", "what": doubt.place, "to": to, "doubt": doubt.key}
    return client.post("/decide", data=form, follow_redirects=False)


def test_the_question_stands_beside_both_tables(client, desk):
    (doubt,) = asked(desk)
    page = client.get(f"/queue/{doubt.key}").text
    assert "Верно ли прочитана таблица 2" in page
    assert "Дальняя" in page and page.index("Дальняя") < page.index("Заречная")
    assert "Это продолжение таблицы выше" in page
    assert "рядом нет" in page, "the file is not there: what is answered is followed later"
    assert doubt.title in client.get("/queue?kind=reading").text


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        ("joined", "joined"),
        ("header 0", "header"),
        ("2", "reading_impossible"),
        ("1", "header=1"),
        ("layout", "layout"),
        ("чепуха", "reading_unknown"),
    ],
)
def test_an_answer_is_kept_and_not_asked_again(client, desk, to, kept):
    (doubt,) = asked(desk)
    done = answer(client, doubt, to)
    log = own_log(desk.setup.store.out)
    if kept.startswith("reading_"):
        assert (done.status_code, log) == (400, [])
        return
    assert [one.to for one in log] == [kept]
    assert asked(desk) == []
    client.post("/undo", data={})
    assert [one.key for one in asked(desk)] == [doubt.key]


def test_the_report_is_read_again_after_the_answer_and_after_it_is_taken_back(tmp_path):
    drawing = "Год | Книги | Газеты\n2021 | 1 | 2\n\n2022 | 3 | 4\n2023 | 5 | 6"
    file, out = write(tmp_path / "отчёты", drawing), tmp_path / "область"
    assert run("extract", file, "-o", out, "-q").exit_code == 0
    desk = desk_of(out)
    desk.sources.folders = (tmp_path / "отчёты",)
    name = next(iter(desk.view().shelf.editions))
    with TestClient(guarded(desk, "127.0.0.1", ""), HOME) as client:
        form = {"kind": "reading", "what": f"{name}:t2", "to": "joined", "doubt": ""}
        client.post("/decide", data=form, follow_redirects=False)
        assert desk.jobs.asked == ["check", [file.name]]
        client.post("/undo", data={}, follow_redirects=False)
        assert desk.jobs.asked[2:] == ["check", [file.name]]
