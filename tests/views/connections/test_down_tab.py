"""«Cơ quan cấp dưới»: reading a request, granting it, taking back, and the reminder of the root."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.enrolment_requests import RequestState
from desktop.services.grants import Line
from desktop.services.revocations import MemberState, RevocationReason
from desktop.views.connections.down_tab import DownTab
from desktop.views.connections.grant_dialog import GrantAnswer, GrantDialog
from desktop.views.connections.revoke_dialog import RevokeAnswer, RevokeDialog
from desktop.views.connections.root_dialog import RootCopyDialog
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.services.joined_offices import Pair
from tests.views.connections.patient import opened_page
from tests.views.hands import Hands


def opened(pair: Pair, qtbot: QtBot, runner: JobRunner) -> Hands:
    return opened_page(pair.district, qtbot, runner)


def tab(hands: Hands) -> DownTab:
    found: DownTab = hands.page.show_tab("down")
    return found


def read(pair: Pair, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: pair.request)
    hands.click("read_request")
    hands.idle()


def select(hands: Hands) -> None:
    tab(hands).panel.view.selectRow(0)
    hands.idle()


def test_a_request_is_read_and_shows_the_code_to_compare(
    asked_pair: Pair, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(asked_pair, qtbot, runner)
    assert hands.why_not("copy_root") == "Khóa gốc được lập khi chấp nhận đề nghị đầu tiên"
    read(asked_pair, hands, monkeypatch)
    assert hands.text("down_heading") == "Ủy ban nhân dân xã Đông An"
    assert hands.text("down_code").split() == asked_pair.written.request_code.split("-")
    assert hands.text("down_state") == "Chờ đối chiếu mã"


def test_a_request_is_granted_once_it_was_compared(
    asked_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = opened(asked_pair, qtbot, runner)
    read(asked_pair, hands, monkeypatch)
    answers: list[GrantAnswer | None] = [None, GrantAnswer(Line(), None)]
    monkeypatch.setattr(GrantDialog, "ask_grant", lambda *_a: answers.pop(0))
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    hands.click("grant")
    assert asked_pair.district.authorities.own() is None
    hands.click("grant")
    hands.idle()
    (written,) = tmp_path.glob("chap-nhan-ket-noi-*.asice")
    assert written.name in tab(hands).banner.text
    assert "0/2 bản sao" in tab(hands).reminder.text
    (line,) = tab(hands).panel.model.shown_rows()
    assert line.state == "Đang dùng"


def test_a_refusal_needs_its_reason(
    asked_pair: Pair, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(asked_pair, qtbot, runner)
    read(asked_pair, hands, monkeypatch)
    reasons = [None, "Mã không khớp"]
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: reasons.pop(0))
    hands.click("refuse")
    hands.click("refuse")
    (request,) = asked_pair.district.enrolment_requests.list_rows()
    assert (request.state, request.reason) == (RequestState.REFUSED, "Mã không khớp")


def test_the_code_of_a_grant_stays_to_be_read_out_and_the_file_is_written_again(
    granted_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    hands = opened(granted_pair, qtbot, runner)
    select(hands)
    assert hands.text("down_code").split() == granted_pair.written.grant_code.split("-")
    hands.click("write_grant")
    (written,) = tmp_path.glob("*.asice")
    assert written.read_bytes() == granted_pair.grant.read_bytes()


def test_what_is_taken_back_says_why_and_offers_nothing_more(
    joined_pair: Pair, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Any] = [None, RevokeAnswer(RevocationReason.KEY_COMPROMISE, None, "Mất máy")]
    monkeypatch.setattr(RevokeDialog, "ask", lambda *_a: answers.pop(0))
    hands = opened(joined_pair, qtbot, runner)
    select(hands)
    hands.click("revoke")
    assert joined_pair.district.revocations.members()[0].state is MemberState.GOOD
    hands.click("revoke")
    hands.idle()
    assert "Đã thu hồi 3 chứng thư" in tab(hands).banner.text
    assert hands.text("down_state") == "Đã thu hồi"
    assert hands.find(QPushButton, "revoke").isHidden()
    assert hands.find(QPushButton, "write_grant").isHidden()
    assert hands.find(QLabel, "down_code").isHidden()


def test_the_reminder_goes_when_two_sticks_hold_the_root(
    joined_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sticks = [tmp_path / "one", tmp_path / "two"]
    for stick in sticks:
        stick.mkdir()
    places = list(sticks)
    monkeypatch.setattr(RootCopyDialog, "ask", lambda *_a: "mật khẩu của két")
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: places.pop(0))
    hands = opened(joined_pair, qtbot, runner)
    hands.click("copy_root")
    hands.idle()
    assert "1/2 bản sao" in tab(hands).reminder.text
    hands.click("copy_root")
    hands.idle()
    assert tab(hands).reminder.text == ""
    assert all(len(list(stick.glob("*.p12"))) == 1 for stick in sticks)


def test_a_wrong_clock_is_told_and_mended_with_a_new_list(
    joined_pair: Pair, qtbot: QtBot, runner: JobRunner
) -> None:
    joined_pair.clock.now = joined_pair.clock.now.replace(year=2022)
    hands = opened(joined_pair, qtbot, runner)
    assert "đồng hồ máy này" in tab(hands).reminder.text
    hands.click("banner_action_1", tab(hands).reminder)
    hands.idle()
    own = joined_pair.district.authorities.own()
    assert own is not None
    assert not own.is_list_from_future
