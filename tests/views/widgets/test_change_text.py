"""Changes as rich text: readable without colour, true to the letter, and never endless."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from desktop.services.raised_points import RaisedPoint
from desktop.services.returned_points import PointReport
from desktop.services.revision_diff import Change, ChangeKind
from desktop.views.theme import DARK, LIGHT, Colors
from desktop.views.widgets.change_text import Inks, change_html, changes_html, point_html

_POINT = RaisedPoint(
    UUID(int=1), 1, datetime(2023, 11, 20, tzinfo=UTC), "Ghi rõ <số liệu>", None, ""
)


def _change(old: str, new: str, *, by_letter: bool = False) -> Change:
    return Change(
        kind=ChangeKind.CHANGED,
        where="1. Đặng Thị Ước",
        label="Báo cáo",
        by_letter=by_letter,
        old=old,
        new=new,
    )


def _plain(text: str) -> str:
    return re.sub("<[^>]+>", "", text.replace("<br>", "\n"))


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_what_went_is_struck_through_and_what_came_underlined(colors: Colors) -> None:
    shown = change_html(_change("hoàn thành tốt", "hoàn thành <xuất sắc>"), Inks.of(colors))
    assert re.search(r'line-through">tốt</span>', shown)
    assert re.search(r'underline">&lt;xuất sắc&gt;</span>', shown)
    assert colors.danger in shown
    assert colors.success_ground in shown


def test_a_name_is_marked_letter_by_letter_with_the_kind_of_difference() -> None:
    inks = Inks.of(LIGHT)
    shown = change_html(_change("Nguyễn Thị Lý", "Nguyễn Thị Lí", by_letter=True), inks)
    assert f'Nguyễn Thị L<span style="{inks.removed}">ý</span>' in shown
    assert f'L<span style="{inks.added}">í</span>' in shown
    assert "Khác ở: i hay y" in _plain(shown)
    other = _plain(change_html(_change("Giáo viên", "Giáo viên dạy giỏi", by_letter=True), inks))
    assert "Lần này: Giáo viên dạy giỏi" in other
    assert "Khác ở" not in other


def test_an_empty_side_is_told_in_words() -> None:
    assert "Lần trước: (để trống)\nLần này: mới" in _plain(
        change_html(_change("", "mới"), Inks.of(LIGHT))
    )
    assert "Lần này: (để trống)" in _plain(change_html(_change("cũ", ""), Inks.of(LIGHT)))


def test_a_long_report_pasted_over_another_stays_bounded() -> None:
    old, new = "cũ kỹ " * 20_000, "mới mẻ " * 20_000
    shown = change_html(_change(old, new), Inks.of(LIGHT))
    assert len(shown) < 200_000
    assert "ký tự)" in shown


def test_of_hundreds_of_changes_the_first_are_shown_and_the_rest_counted() -> None:
    shown = changes_html([_change("a", "b")] * 300, Inks.of(LIGHT))
    assert "Và 260 thay đổi nữa" in shown


def test_a_point_says_plainly_that_nothing_was_done_or_nothing_can_be_compared() -> None:
    inks = Inks.of(LIGHT)
    left = PointReport(_POINT, 1, "Cả hồ sơ", "", "", (), may_reply=True)
    assert "Ghi rõ &lt;số liệu&gt;" in point_html(left, inks)
    assert "Chưa thấy thay đổi nào ở phần chung của hồ sơ." in point_html(left, inks)
    unknown = PointReport(_POINT, 1, "Cả hồ sơ", "", "Đã sửa", (), False, is_compared=False)
    assert "Không so sánh được." in point_html(unknown, inks)
    assert "Nơi gửi trả lời:</b> Đã sửa" in point_html(unknown, inks)
