"""The dialogs of the page: what they ask, and what they do not let pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services.connections import Way
from desktop.services.enrolment_requests import RequestDetail
from desktop.services.grants import Line
from desktop.services.revocations import MemberRow
from desktop.views.connections.code_dialog import CodeDialog
from desktop.views.connections.grant_dialog import GrantAnswer, GrantDialog
from desktop.views.connections.revoke_dialog import RevokeDialog
from desktop.views.connections.root_dialog import RootCopyDialog
from tests.services.joined_offices import Pair

Type = Callable[[QWidget, str], None]
CODE = "QYRN-5UYP-TF43-CVGP-HWAZ"


@pytest.fixture
def request_detail(asked_pair: Pair) -> RequestDetail:
    return asked_pair.district.enrolment_requests.read(asked_pair.request)


@pytest.fixture
def member(joined_pair: Pair) -> MemberRow:
    (found,) = joined_pair.district.revocations.members()
    return found


def test_a_code_must_be_heard_before_it_is_agreed_to(qtbot: QtBot, type_text: Type) -> None:
    dialog = CodeDialog(None, "Dùng?", "Giấy.", CODE, [], "Dùng", needs_call=True)
    qtbot.addWidget(dialog)
    assert not dialog.yes.isEnabled()
    type_text(dialog.heard, "hwaq")
    assert "đánh tráo" in dialog._trouble.text()
    dialog.heard.clear()
    type_text(dialog.heard, "hwaz")
    assert dialog.yes.isEnabled()
    assert dialog._trouble.isHidden()


def test_a_known_signer_needs_no_code(qtbot: QtBot) -> None:
    dialog = CodeDialog(None, "Dùng?", "Giấy.", CODE, [], "Dùng", needs_call=False)
    qtbot.addWidget(dialog)
    assert dialog.yes.isEnabled()


def test_a_grant_needs_a_whole_line(qtbot: QtBot, request_detail: RequestDetail) -> None:
    line = Line("sftp", "sftp://hop.example/hop", host_key="ssh-ed25519 AAAA")
    known = [(uuid4(), "Xã Đông An")]
    dialog = GrantDialog(None, request_detail, line, known)
    qtbot.addWidget(dialog)
    dialog.heard.setText(request_detail.code[-4:])
    assert dialog.yes.toolTip() == "Ghi tài khoản trên máy chủ"
    dialog.user.setText("dong-an")
    assert dialog.yes.isEnabled()
    answer = dialog.answer()
    assert answer.line == Line("sftp", line.address, "dong-an", "", line.host_key)
    dialog.office.setCurrentIndex(1)
    assert dialog.answer().office_id == known[0][0]
    dialog.way.setCurrentIndex(dialog.way.findData(Way.WEBDAV))
    assert "https://" in dialog.yes.toolTip()
    dialog.way.setCurrentIndex(dialog.way.findData(Way.FOLDER))
    dialog.office.setCurrentIndex(0)
    assert dialog.answer() == GrantAnswer(Line(), None)


def test_without_the_servers_key_no_sftp_line_is_granted(
    qtbot: QtBot, request_detail: RequestDetail
) -> None:
    dialog = GrantDialog(None, request_detail, Line("sftp", "sftp://hop.example/hop"), [])
    qtbot.addWidget(dialog)
    dialog.heard.setText(request_detail.code[-4:])
    assert "Chưa có khóa của máy chủ" in dialog.yes.toolTip()


def test_a_revocation_counts_from_no_day_to_come(qtbot: QtBot, member: MemberRow) -> None:
    dialog = RevokeDialog(None, member, date(2026, 11, 20))
    qtbot.addWidget(dialog)
    assert "xem lại" in dialog.text.text()
    for typed, why in (
        ("hôm qua", "Ngày chưa đúng, như 20/11/2026"),
        ("21/11/2026", "Ngày ở tương lai"),
        ("1/11/2026", ""),
        ("", ""),
    ):
        dialog.since.setText(typed)
        assert dialog.yes.toolTip() == why
        assert dialog.yes.isEnabled() == (not why)
    dialog.reason.setCurrentIndex(1)
    assert "vẫn giữ nguyên giá trị" in dialog.text.text()


def test_the_passphrase_of_a_copy_is_typed_twice(qtbot: QtBot) -> None:
    dialog = RootCopyDialog(None, 1)
    qtbot.addWidget(dialog)
    assert "Bản sao thứ 2" in dialog.text.text()
    dialog.first.setText("mật khẩu dài")
    assert not dialog.yes.isEnabled()
    dialog.again.setText("mật khẩu khác")
    assert not dialog._trouble.isHidden()
    dialog.again.setText("mật khẩu dài")
    assert dialog.yes.isEnabled()
