"""Passwords and officers: asked on the page of offices, refused beside the field, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.errors import AccessDenied
from desktop.jobs.runner import JobRunner
from desktop.law.terms import OfficerRole
from desktop.services.access import logins, unlock
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.offices.officers_dialogs import OfficerDialog, PasswordChangeDialog
from desktop.views.offices.page import OfficesPage
from desktop.views.offices.role_dialog import RoleAnswer, RoleDialog
from desktop.views.widgets.dialogs import ConfirmDialog
from desktop.views.widgets.palette import CommandPalette
from desktop.views.workspace import Workspace
from tests.views.hands import Hands, work


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> Hands:
    hands = work(qtbot, office, runner, OfficesPage, Changes())
    _open(hands, office.offices.own().name)
    return hands


def _open(page: Hands, name: str) -> None:
    rows = page.page.panel.model.shown_rows()
    assert page.page.panel.view.select(next(r.id for r in rows if r.name == name))
    page.idle()


def _fill(dialog: QWidget, **typed: str) -> None:
    for name, text in typed.items():
        field = dialog.findChild(QLineEdit, name)
        assert field is not None, name
        field.setText(text)


def _fill_officer(dialog: QWidget, **other: str) -> None:
    typed = {
        "full_name": "Lê Thị Ước",
        "post": "Văn thư",
        "new_login": "vanthu",
        "new_password": "thu tu",
        "new_password_again": "thu tu",
    }
    _fill(dialog, **{**typed, **other})


def _said(dialog: QWidget, field: str) -> str:
    label = dialog.findChild(QLabel, f"{field}_problem")
    assert label is not None
    return "" if label.isHidden() else label.text()


def _wait_gone(page: Hands, dialog: QWidget) -> None:
    page.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def _password_dialog(page: Hands) -> PasswordChangeDialog:
    page.click("change_password")
    return page.find(PasswordChangeDialog, "password_change_dialog")


def _officer_dialog(page: Hands) -> OfficerDialog:
    page.click("add_officer")
    return page.find(OfficerDialog, "officer_dialog")


def test_a_changed_password_opens_the_office_and_the_old_one_does_not(
    page: Hands, office: Desk
) -> None:
    dialog = _password_dialog(page)
    _fill(dialog, old_password="demo", new_password="câu mới", new_password_again="câu mới")

    page.click("yes", dialog)

    _wait_gone(page, dialog)
    assert "Đã đổi mật khẩu" in page.page.banner.text
    paths, clock = office.store.paths, office.store.clock
    assert unlock(paths, "canbo", "câu mới", clock).login == "canbo"
    with pytest.raises(AccessDenied):
        unlock(paths, "canbo", "demo", clock)


def test_a_wrong_password_is_said_beside_its_field_and_what_was_typed_stays(page: Hands) -> None:
    dialog = _password_dialog(page)
    _fill(dialog, old_password="sai", new_password="câu mới", new_password_again="câu mới")

    page.click("yes", dialog)

    assert dialog.isVisible()
    assert "Mật khẩu không đúng" in _said(dialog, "old_password")
    assert page.find(QLineEdit, "old_password", dialog).property("problem") == "danger"
    assert page.find(QLineEdit, "new_password_again", dialog).text() == "câu mới"
    _fill(dialog, old_password="demo")
    assert _said(dialog, "old_password") == ""
    page.click("yes", dialog)
    _wait_gone(page, dialog)


def test_a_new_password_too_short_is_refused_beside_it(page: Hands, office: Desk) -> None:
    dialog = _password_dialog(page)
    _fill(dialog, old_password="demo", new_password="ab", new_password_again="ab")

    page.click("yes", dialog)

    assert dialog.isVisible()
    assert "ít nhất 4 ký tự" in _said(dialog, "new_password")
    assert unlock(office.store.paths, "canbo", "demo", office.store.clock).login == "canbo"


def test_two_passwords_that_differ_are_not_sent(page: Hands) -> None:
    dialog = _password_dialog(page)
    yes = page.find(QPushButton, "yes", dialog)

    assert yes.toolTip() == "Gõ mật khẩu đang dùng trước"
    _fill(dialog, old_password="demo", new_password="câu mới", new_password_again="câu")
    assert _said(dialog, "new_password_again") == ""
    assert not yes.isEnabled()
    _fill(dialog, new_password_again="câu khác")
    assert "không giống nhau" in _said(dialog, "new_password_again")
    assert not yes.isEnabled()


def test_enter_changes_the_password_and_nothing_closes_it_meanwhile(
    page: Hands, qtbot: QtBot
) -> None:
    dialog = _password_dialog(page)
    _fill(dialog, old_password="demo", new_password="câu mới", new_password_again="câu mới")

    qtbot.keyClick(page.find(QLineEdit, "new_password_again", dialog), Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert dialog.isVisible()
    page.idle()
    _wait_gone(page, dialog)


_UOC = "Lê Thị Ước\nVăn thư"


def _officers(page: Hands) -> list[list[str]]:
    shown = page.find(QTreeWidget, "officers")
    items = [item for i in range(shown.topLevelItemCount()) if (item := shown.topLevelItem(i))]
    return [[item.text(column).split("\nCông")[0] for column in range(4)] for item in items]


def _choose_officer(page: Hands, place: int) -> None:
    shown = page.find(QTreeWidget, "officers")
    shown.setCurrentItem(shown.topLevelItem(place))


def _with_uoc(page: Hands, office: Desk, role: OfficerRole = OfficerRole.OFFICER) -> None:
    office.access.add_officer("vanthu", "Lê Thị Ước", "Văn thư", "thu tu", role)
    page.page._officers_desk.read()
    page.qtbot.waitUntil(lambda: len(_officers(page)) == 2)


def test_a_new_officer_has_the_role_chosen(page: Hands, office: Desk) -> None:
    dialog = _officer_dialog(page)
    _fill_officer(dialog)
    box = page.find(QComboBox, "new_role", dialog)
    box.setCurrentIndex(box.findText("Văn thư"))
    assert "không thẩm định" in page.find(QLabel, "role_words", dialog).text()

    page.click("yes", dialog)

    page.qtbot.waitUntil(lambda: len(_officers(page)) == 2)
    assert [line[2] for line in _officers(page)] == ["Trưởng phòng, phụ trách", "Văn thư"]


def test_a_role_is_given_and_shown(
    page: Hands, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_uoc(page, office)
    _choose_officer(page, 1)
    answer = RoleAnswer(OfficerRole.VIEWER, ())
    monkeypatch.setattr(RoleDialog, "ask", lambda *_a: answer)

    page.click("set_role")

    page.qtbot.waitUntil(lambda: _officers(page)[1][2] == "Chỉ xem")


def test_the_role_dialog_answers_with_the_role_and_the_senders_checked(
    page: Hands, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_uoc(page, office)
    row = office.officers.list_rows()[1]
    xa, phuong = uuid4(), uuid4()

    def choose(dialog: RoleDialog) -> int:
        role = dialog.findChild(QComboBox, "role")
        senders = dialog.findChild(QListWidget, "senders")
        assert role is not None
        assert senders is not None
        role.setCurrentIndex(role.findText("Lãnh đạo"))
        senders.item(1).setCheckState(Qt.CheckState.Checked)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(RoleDialog, "exec", choose)

    answer = RoleDialog.ask(page.page, row, [(xa, "UBND xã A"), (phuong, "UBND phường B")])

    assert answer == RoleAnswer(OfficerRole.LEADER, (phuong,))


def test_an_officer_is_removed_after_a_question(
    page: Hands, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_uoc(page, office)
    assert page.find(QPushButton, "remove_officer").toolTip() == "Không thể tự bỏ chính mình"
    _choose_officer(page, 1)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: True)

    page.click("remove_officer")

    page.qtbot.waitUntil(lambda: len(_officers(page)) == 1)
    assert logins(office.store.paths, office.store.clock) == ("canbo",)


def test_who_may_not_change_officers_is_told_so_by_the_buttons(page: Hands, office: Desk) -> None:
    _with_uoc(page, office)
    uoc = office.officers.list_rows()[1]
    office.store.actor = replace(office.store.actor, officer_id=uoc.id)
    page.page._officers_desk.read()
    add = page.find(QPushButton, "add_officer")

    page.qtbot.waitUntil(lambda: not add.isEnabled())

    assert add.toolTip() == (
        "Vai trò «Chuyên viên» không được sửa cơ quan, người dùng, khóa và kết nối."
    )


def test_another_officer_unlocks_with_a_password_of_their_own(page: Hands, office: Desk) -> None:
    dialog = _officer_dialog(page)
    _fill_officer(dialog, full_name="  Lê Thị Ước ")

    page.click("yes", dialog)

    assert "Đã thêm Lê Thị Ước, tên đăng nhập «vanthu»" in page.page.banner.text
    page.qtbot.waitUntil(lambda: [line[0] for line in _officers(page)] == ["Nguyễn Thị Mơ", _UOC])
    assert unlock(office.store.paths, "vanthu", "thu tu", office.store.clock).login == "vanthu"


@pytest.mark.parametrize("login", ["canbo", "recovery"])
def test_a_login_in_use_is_said_beside_its_field(page: Hands, office: Desk, login: str) -> None:
    dialog = _officer_dialog(page)
    _fill_officer(dialog, new_login=login)

    page.click("yes", dialog)

    assert dialog.isVisible()
    assert "Tên đăng nhập này đã có người dùng" in _said(dialog, "new_login")
    assert page.find(QLineEdit, "full_name", dialog).text() == "Lê Thị Ước"
    assert logins(office.store.paths, office.store.clock) == ("canbo",)


def test_an_officer_needs_a_name_and_a_login(page: Hands) -> None:
    dialog = _officer_dialog(page)
    yes = page.find(QPushButton, "yes", dialog)

    _fill_officer(dialog, full_name=" ")
    assert yes.toolTip() == "Ghi họ và tên trước"
    _fill_officer(dialog, new_login=" ")
    assert yes.toolTip() == "Ghi tên đăng nhập trước"
    _fill_officer(dialog)
    assert yes.isEnabled()


def test_a_refusal_of_no_single_field_is_said_below(page: Hands, office: Desk) -> None:
    dialog = _officer_dialog(page)
    _fill_officer(dialog)
    (office.store.paths.root / "keys.json").write_text("{")

    page.click("yes", dialog)

    assert dialog.isVisible()
    assert "keys.json" in page.find(QLabel, "trouble", dialog).text()


def test_only_this_office_has_officers_here(page: Hands) -> None:
    tabs = page.find(QTabWidget, "record_tabs")
    place = next(i for i in range(tabs.count()) if tabs.tabText(i) == "Người dùng")

    assert tabs.isTabVisible(place)
    page.qtbot.waitUntil(lambda: len(_officers(page)) == 1)
    _open(page, "Ủy ban nhân dân huyện Thanh Bình")
    assert not tabs.isTabVisible(place)


@pytest.mark.parametrize(
    ("words", "dialog"),
    [("doi mat khau", "password_change_dialog"), ("them nguoi dung", "officer_dialog")],
)
def test_ctrl_k_asks_the_same(
    qtbot: QtBot, office: Desk, runner: JobRunner, words: str, dialog: str
) -> None:
    workspace = Workspace(office, runner)
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.start()
    qtbot.waitUntil(lambda: not runner.busy)
    qtbot.keyClick(workspace, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = workspace.findChild(CommandPalette, "palette")
    assert palette is not None

    palette.line.setText(words)
    qtbot.waitUntil(lambda: not runner.busy)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not runner.busy)

    asked = workspace.page("offices").findChild(QDialog, dialog)
    assert asked is not None
    assert asked.isVisible()
    asked.reject()


def test_a_viewer_finds_no_button_that_writes_and_is_told_why(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    office.access.add_officer("xem", "Lê Thị Ước", "", "thu tu", OfficerRole.VIEWER)
    viewer = office.officers.list_rows()[-1]
    office.store.actor = replace(office.store.actor, name=viewer.full_name, officer_id=viewer.id)
    workspace = Workspace(office, runner)
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.start()
    workspace.show_page("units")
    qtbot.waitUntil(lambda: not runner.busy)

    new = workspace.page("units").findChild(QPushButton, "new")

    assert not new.isEnabled()
    assert new.toolTip() == "Vai trò «Chỉ xem» không được thêm, sửa dữ liệu và hồ sơ."
    subtitle = workspace.findChild(QLabel, "rail_subtitle")
    assert subtitle is not None
    assert subtitle.text() == "Lê Thị Ước – Chỉ xem"


def test_the_second_officer_is_suggested_as_a_head_and_the_reason_is_said(page: Hands) -> None:
    dialog = _officer_dialog(page)
    box = page.find(QComboBox, "new_role", dialog)
    words = page.find(QLabel, "role_words", dialog)

    assert OfficerRole(box.currentData()) is OfficerRole.HEAD
    assert "kế nhiệm" in words.text()
    box.setCurrentIndex(box.findData(OfficerRole.CLERK.value))
    assert "kế nhiệm" not in words.text()
    dialog.reject()


def test_the_third_officer_gets_no_more_than_an_officers_role_unasked(
    page: Hands, office: Desk
) -> None:
    _with_uoc(page, office, OfficerRole.HEAD)

    dialog = _officer_dialog(page)

    box = page.find(QComboBox, "new_role", dialog)
    assert OfficerRole(box.currentData()) is OfficerRole.OFFICER
    assert "kế nhiệm" not in page.find(QLabel, "role_words", dialog).text()
    dialog.reject()


def test_a_role_chosen_at_once_is_not_chosen_again(
    qtbot: QtBot, office: Desk, runner: JobRunner, page: Hands
) -> None:
    dialog = OfficerDialog(page.page._bench, page.page)
    box = page.find(QComboBox, "new_role", dialog)
    box.setCurrentIndex(box.findData(OfficerRole.VIEWER.value))
    box.activated.emit(box.currentIndex())

    page.idle()

    assert OfficerRole(box.currentData()) is OfficerRole.VIEWER
    dialog.reject()
