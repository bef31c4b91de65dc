"""Lengths that depend on the words of a paper."""

from __future__ import annotations

import pytest

from desktop.documents import paper_style as style
from desktop.documents.layout import MM
from desktop.documents.paper import Column, SignatureBlock, Table
from desktop.documents.paper_lengths import (
    agency_rule,
    agency_width,
    column_widths,
    motto_rule,
    sign_spaces,
    subject_rule,
    text_width,
)
from tests.documents.samples import paper

_ROOM = style.SIGN_SPACE * MM


def _widths(*columns: Column, width: float = 400.0) -> list[float]:
    return column_widths(Table(columns, ()), width)


def test_columns_share_the_width_by_their_parts() -> None:
    assert _widths(Column("A", 1), Column("B", 3)) == pytest.approx([100, 300])


def test_a_narrow_column_is_as_wide_as_the_longest_word_of_its_title() -> None:
    number, name, rest = _widths(Column("STT", 1), Column("Họ và tên", 20), Column("Ghi chú", 19))
    assert 30 < number < 40
    assert name / rest == pytest.approx(20 / 19)
    assert number + name + rest == pytest.approx(400)


def test_columns_too_many_for_the_page_keep_their_shares() -> None:
    assert _widths(Column("Nghiêng", 1), Column("Nghiêng", 3), width=60) == pytest.approx([15, 45])


def test_the_lines_of_the_head_have_the_decrees_lengths() -> None:
    given = paper()
    assert 0 < agency_rule(given) <= agency_width() / 2
    assert motto_rule() < text_width() - agency_width()
    assert subject_rule(given) == pytest.approx(
        subject_rule(paper(subject=f"{given.subject}\nvà")), abs=0.1
    )
    # A long name does not make a longer line than its half of the page allows.
    assert agency_rule(paper(agency="A" * 200)) <= agency_width() / 2


@pytest.mark.parametrize(
    ("left", "right", "spaces"),
    [
        (None, SignatureBlock(("A", "B")), (0, 0)),
        (SignatureBlock(("A",)), None, (0, 0)),
        (SignatureBlock(("A",)), SignatureBlock(("A", "B")), (16.1, 0)),
        (SignatureBlock(("A",), note="n"), SignatureBlock(("A",)), (0, 14.95)),
    ],
)
def test_the_shorter_signature_has_more_room_so_that_names_stand_level(
    left: SignatureBlock | None, right: SignatureBlock | None, spaces: tuple[float, float]
) -> None:
    found = sign_spaces(paper(left_signature=left, signature=right))
    assert found == pytest.approx((_ROOM + spaces[0], _ROOM + spaces[1]))
