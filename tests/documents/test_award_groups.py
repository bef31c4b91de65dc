"""Counting and listing recipients as papers do."""

from __future__ import annotations

import pytest

from desktop.documents.award_groups import (
    AwardGroup,
    RecipientLine,
    count_table,
    counts,
    list_rows,
)
from desktop.documents.paper import RowKind
from desktop.errors import DocumentFailed
from desktop.law.terms import RecipientKind
from tests.documents.samples import collective, group, household, person, title_group


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([person()], "01 cá nhân"),
        ([person()] * 12, "12 cá nhân"),
        ([person(), collective()], "01 tập thể và 01 cá nhân"),
        ([household(), *[person()] * 2, collective()], "01 tập thể, 02 cá nhân và 01 hộ gia đình"),
    ],
)
def test_recipients_are_counted_in_the_words_and_order_of_papers(
    lines: list[RecipientLine], words: str
) -> None:
    assert counts(lines) == words


def test_the_table_adds_up_across_and_down() -> None:
    table = count_table([group(), title_group(person(), person())])
    assert [column.title for column in table.columns[2:]] == [
        "Tập thể",
        "Cá nhân",
        "Hộ gia đình",
        "Cộng",
    ]
    assert [row.cells[2:] for row in table.rows] == [
        ("01", "01", "01", "03"),
        ("0", "02", "0", "02"),
        ("01", "03", "01", "05"),
    ]
    assert table.rows[-1].kind is RowKind.TOTAL


def test_the_table_has_no_column_for_kinds_nobody_is_of() -> None:
    table = count_table([title_group()])
    assert [column.title for column in table.columns[2:]] == ["Cá nhân", "Cộng"]


def test_a_list_numbers_each_group_from_one_and_puts_collectives_first() -> None:
    rows = list_rows(
        [group(household(), person(), collective()), title_group()], lambda _, line: (line.name,)
    )
    assert [row.cells for row in rows] == [
        (
            (
                "I. Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Lâm "
                "(01 tập thể, 01 cá nhân và 01 hộ gia đình)"
            ),
        ),
        ("1", "Hội Nông dân xã Đông An"),
        ("2", "Nguyễn Văn Ân"),
        ("3", "Đỗ Đình Ưởng"),
        ("II. Danh hiệu “Lao động tiên tiến” (01 cá nhân)",),
        ("1", "Lê Thị Yến"),
    ]


def test_people_of_one_kind_keep_the_order_given() -> None:
    names = ["Yến", "Ân", "Bình"]
    rows = list_rows([title_group(*map(person, names))], lambda _, line: (line.name,))
    assert [row.cells[1] for row in rows[1:]] == names


def test_a_list_holds_more_awards_than_there_are_common_roman_numbers() -> None:
    rows = list_rows([title_group()] * 25, lambda _, line: (line.name,))
    assert len(rows) == 50
    assert rows[-2].cells[0].startswith("XXV. ")


def test_an_honorific_is_small_inside_a_sentence() -> None:
    assert person("Lê Thị Yến", honorific="Bà").addressed == "bà Lê Thị Yến"
    assert household().addressed == "hộ gia đình ông Đỗ Đình Ưởng"
    assert collective().addressed == "Hội Nông dân xã Đông An"


def test_nameless_recipients_and_empty_groups_are_refused() -> None:
    with pytest.raises(DocumentFailed) as refusal:
        RecipientLine(RecipientKind.INDIVIDUAL, "Ông", " ")
    assert refusal.value.data == {"field": "recipient_name"}
    with pytest.raises(DocumentFailed) as refusal:
        AwardGroup("Giấy khen", "Giấy khen", ())
    assert refusal.value.data == {"field": "recipients"}
