"""Rows read many at once are the records that reading them one by one gives."""

import csv

import pytest
from building import report_of, with_library

from extractor.dataset import publish_dataset
from extractor.dataset.bulk_records import AT_ONCE, records_of_rows
from extractor.dataset.columns import columns_of, record_of
from extractor.dataset.earlier import BY_NAME
from extractor.options import PublishOptions

DRAWING = """
| Показатель | 2022 | 2023 |
| Книги | 1 200 | 5 |
| Выбыло | - | 7,5 |
"""
TEXT = "В 2023 году поступило 15 книг, это на 3 % больше, чем в 2022 году."


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bulk") / "out"
    publish_dataset([with_library(report_of([DRAWING, TEXT]), "b1")], [], folder, PublishOptions())
    return folder


def rows_of(out, name: str) -> list[tuple[str, ...]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


@pytest.mark.parametrize("name", ["cells", "observations", "tables", "reports"])
def test_a_record_is_the_same_as_read_alone(out, name):
    rows = rows_of(out, name)
    assert rows
    assert list(records_of_rows(BY_NAME[name], rows)) == list(map(record_of(BY_NAME[name]), rows))


def test_pairs_of_a_cell_are_fields_again():
    """Fields that a column of pairs keeps, a pair that no field can hold, a cell without any."""
    file = BY_NAME["observations"]
    columns = [column.name for column in columns_of(file)]
    plain = {"section": "1", "value": "5", "status": "ok", "raw": "5", "place": "a.docx#b1"}
    texts = [{**plain, "extra": extra} for extra in ("confidence=80;x=1", "confidence=?", "")]
    rows = [tuple({"multiplier": "1", **text}.get(name, "") for name in columns) for text in texts]
    read = list(records_of_rows(file, rows))
    assert read == list(map(record_of(file), rows))
    assert [one.confidence for one in read] == [80, None, None]
    assert [one.extra for one in read] == [(("x", "1"),), (("confidence", "?"),), ()]


def test_more_rows_than_are_read_at_once_lose_none():
    row = ("r", "1", "0", "0", "1", "1", "data", "5")
    assert len(list(records_of_rows(BY_NAME["cells"], [row] * (AT_ONCE + 1)))) == AT_ONCE + 1


@pytest.mark.parametrize(
    "row",
    [
        ("r", "x", "0", "0", "1", "1", "data", "5"),
        ("r", "1", "0", "0", "1", "1", "column", "5"),
        ("r", "1", "0", "0", "1", "1", "data"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(row):
    with pytest.raises(ValueError):
        list(records_of_rows(BY_NAME["cells"], [row]))
