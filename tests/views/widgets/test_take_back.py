"""A dialog closed by Esc, refused or killed offers what was typed into it."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import FundKind
from desktop.services.desk import Desk
from desktop.services.fund import FundDraft
from desktop.views.appraisal.return_dialog import ReturnDialog
from desktop.views.fund.entry_dialog import EntryDialog
from desktop.views.registers.reserve_dialog import ReserveDialog
from desktop.views.widgets.dialogs import ReasonDialog
from desktop.views.widgets.form_dialog import FormDialog
from tests.services.conftest import clock, commune_template, office, open_copy
from tests.views.kept import Window

__all__ = ["clock", "commune_template", "office", "open_copy"]

_ONE, _OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def window(qtbot: QtBot, office: Desk, runner: JobRunner) -> Window:
    made = Window(qtbot, office, runner)
    made.put(lambda _bench: QWidget())
    return made


def _button(dialog: QWidget) -> QPushButton:
    found = dialog.findChild(QPushButton, "take_back")
    assert found is not None
    return found


def _reason(window: Window, about: str = "Hồ sơ của thôn Đông") -> ReasonDialog:
    dialog = ReasonDialog(window, "Từ chối", about, "Từ chối", dangerous=True)
    dialog.show()
    return dialog


def _field(dialog: QWidget) -> QPlainTextEdit:
    found = dialog.findChild(QPlainTextEdit, "reason")
    assert found is not None
    return found


def test_a_reason_left_by_esc_is_offered_again_and_put_in_by_its_button(
    qtbot: QtBot, window: Window
) -> None:
    first = _reason(window)
    assert not _button(first).isVisible()
    _field(first).setPlainText("Không thuộc thẩm quyền của huyện")
    qtbot.keyClick(first, Qt.Key.Key_Escape)

    again = _reason(window)
    assert _field(again).toPlainText() == ""
    assert _button(again).isVisible()
    assert "Gõ lúc" in _button(again).toolTip()
    _button(again).click()
    assert _field(again).toPlainText() == "Không thuộc thẩm quyền của huyện"
    assert not _button(again).isVisible()


def test_what_was_agreed_to_is_offered_where_it_came_to_nothing(window: Window) -> None:
    first = _reason(window)
    _field(first).setPlainText("Gửi nhầm nơi")
    first.accept()
    assert _button(_reason(window)).isVisible()


def test_the_reason_of_one_dossier_is_not_offered_for_another(window: Window) -> None:
    first = _reason(window)
    _field(first).setPlainText("Gửi nhầm nơi")
    first.reject()
    assert not _button(_reason(window, "Hồ sơ của thôn Đoài")).isVisible()


def test_a_killed_program_leaves_what_was_typed_into_its_dialog(
    qtbot: QtBot, window: Window, office: Desk, runner: JobRunner
) -> None:
    killed = _reason(window)
    _field(killed).setPlainText("Đang gõ thì mất điện")
    _button(killed).keep()  # type: ignore[attr-defined]  # what its second does
    window.write()

    other = Window(qtbot, office, runner)
    again = _reason(other)
    _button(again).click()
    assert _field(again).toPlainText() == "Đang gõ thì mất điện"


def test_points_collected_for_a_return_come_back(window: Window) -> None:
    def ask() -> ReturnDialog:
        dialog = ReturnDialog(window, [(_ONE, "1. Đặng Thị Ước"), (_OTHER, "2. Vũ Ân")])
        dialog.show()
        return dialog

    first = ask()
    what = first.findChild(QLineEdit, "point_text")
    assert what is not None
    what.setText("Biên bản thiếu chữ ký")
    first.findChild(QPushButton, "add_point").click()  # type: ignore[union-attr]
    what.setText("Còn đang gõ")
    first.reject()

    again = ask()
    _button(again).click()
    assert [point.text for point in again.answer().points] == ["Biên bản thiếu chữ ký"]
    assert again.findChild(QLineEdit, "point_text").text() == "Còn đang gõ"  # type: ignore[union-attr]


def test_an_entry_of_the_fund_comes_back_field_by_field(window: Window) -> None:
    def ask() -> EntryDialog:
        dialog = EntryDialog(window, FundDraft(kind=FundKind.SPENT))
        dialog.show()
        return dialog

    first = ask()
    first.form.editor("note").set_value("In phôi giấy khen")
    first.reject()

    again = ask()
    _button(again).click()
    assert again.form.draft().note == "In phôi giấy khen"


def test_the_number_offered_today_stays_where_only_the_reason_was_typed(window: Window) -> None:
    first = ReserveDialog(window, 12, 2023)
    first.show()
    first.reason.setText("Giữ cho đợt 2/9")
    first.reject()

    again = ReserveDialog(window, 15, 2023)
    again.show()
    _button(again).click()
    assert (again.first.value(), again.reason.text()) == (15, "Giữ cho đợt 2/9")


def test_neither_passwords_nor_searches_are_kept(window: Window, office: Desk) -> None:
    dialog = FormDialog(window, "Khóa", "", "Tạo")
    secret, search = QLineEdit(), QLineEdit()
    secret.setObjectName("secret")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    search.setObjectName("search")
    search.setProperty("passing", True)
    for field in (secret, search):
        dialog.body.addWidget(field)
    dialog.show()
    secret.setText("mật khẩu dài")
    search.setText("dong duc")
    dialog.reject()
    window.idle()
    assert office.journal.keys() == ()
