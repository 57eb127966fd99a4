"""Two editions of one report: the same facts are paired whatever order and tables surround them,
and each difference is named.
"""

from msgspec.structs import replace

from extractor.compare.documents import Difference, compare_documents
from extractor.model import SentenceRole
from tests.building import report_of

FUND = "| Показатель | 2022 | 2023 |\n| Книги | 1 200 | 1 250 |\n| Газеты | 7 | 5 |"
STAFF = "| Штат | 2022 | 2023 |\n| Всего | 12 | 11 |"


def differences(left, right) -> list[tuple[str, str, str]]:
    return [
        (
            each.field,
            each.left.raw if each.left else "",
            each.right.raw if each.right else "",
        )
        for each in compare_documents(left, right).differences
    ]


def test_an_edition_equals_itself_in_every_fact():
    report = report_of([FUND, STAFF])
    found = compare_documents(
        report, replace(report, document=replace(report.document, file="beryozovo-2023.pdf"))
    )
    assert (found.left, found.right, found.same, found.differences) == (6, 6, 6, ())


def test_another_value_is_a_difference_with_both_readings():
    assert differences(report_of([FUND]), report_of([FUND.replace("1 250", "1 350")])) == [
        ("value", "1 250", "1 350")
    ]


def test_a_table_that_one_edition_lacks_does_not_shift_the_next():
    assert differences(report_of([FUND, STAFF]), report_of([STAFF])) == [
        ("only_left", "1 200", ""),
        ("only_left", "1 250", ""),
        ("only_left", "7", ""),
        ("only_left", "5", ""),
    ]


def test_differences_come_from_the_text_first_then_table_by_table():
    report = report_of([FUND, STAFF])
    told = replace(report.observations[0], table=None, row=None, column=None, raw="1 300")
    one = replace(report, observations=(*reversed(report.observations), told))
    two = replace(one, observations=tuple(replace(each, unit="x") for each in one.observations))
    found = [each.left.table for each in compare_documents(one, two).differences if each.left]
    assert found == [None, 1, 1, 1, 1, 2, 2]


def test_rows_in_another_order_are_the_same_facts():
    turned = "| Показатель | 2022 | 2023 |\n| Газеты | 7 | 5 |\n| Книги | 1 200 | 1 250 |"
    assert differences(report_of([FUND]), report_of([turned])) == []


def test_a_label_that_was_read_otherwise_is_found_by_its_cell():
    found = compare_documents(
        report_of([FUND]), report_of([FUND.replace("Газеты", "Газ еты")])
    ).differences
    assert [each.field for each in found] == ["row_path", "row_path"]


def test_the_claim_that_binds_parts_of_a_sentence_is_no_difference():
    report = report_of([FUND])
    first, *rest = report.observations
    claimed = [replace(first, role=SentenceRole.FACT, claim=name) for name in ("1.2", "7.2")]
    one, other = (replace(report, observations=(each, *rest)) for each in claimed)
    assert compare_documents(one, other).differences == ()
    other = replace(other, observations=(replace(first, library=("b7",)), *rest))
    found = compare_documents(report, other).differences
    assert [type(each) for each in found] == [Difference] and found[0].field == "library"
