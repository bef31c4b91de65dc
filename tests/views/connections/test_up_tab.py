"""«Với cấp trên»: three steps for an office, and what stands there once it is joined."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.models import Enrolment
from desktop.views.connections.code_dialog import CodeDialog
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from tests.services.joined_offices import PERSON, ROLE, Pair
from tests.views.connections.patient import opened_page
from tests.views.hands import Hands


def opened(pair: Pair, qtbot: QtBot, runner: JobRunner) -> Hands:
    return opened_page(pair.commune, qtbot, runner)


def shown(hands: Hands, name: str) -> bool:
    return not hands.find(QFrame, name).isHidden()


def test_what_waits_shows_its_code_to_be_read_out(
    asked_pair: Pair, qtbot: QtBot, runner: JobRunner
) -> None:
    hands = opened(asked_pair, qtbot, runner)
    assert hands.text("up_stage") == "Đã đề nghị, đang chờ cấp trên"
    assert hands.text("request_code").split() == asked_pair.written.request_code.split("-")
    assert hands.find(QLineEdit, "applicant_person").text() == PERSON
    assert hands.find(QLineEdit, "applicant_role").isReadOnly()


def test_the_same_request_is_written_again(
    asked_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    hands = opened(asked_pair, qtbot, runner)
    hands.click("write_request")
    (written,) = tmp_path.glob("*.asice")
    assert written.read_bytes() == asked_pair.request.read_bytes()
    assert asked_pair.written.request_code in hands.page.show_tab("up").banner.text


def test_a_request_is_given_up_for_another_only_after_a_question(
    asked_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [False, True]
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: answers.pop(0))
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    hands = opened(asked_pair, qtbot, runner)
    hands.click("request_afresh")
    hands.find(QLineEdit, "applicant_person").setText("Đỗ Văn Ước")
    hands.click("write_request")
    assert asked_pair.commune.enrolment.state().code == asked_pair.written.request_code
    hands.click("write_request")
    state = asked_pair.commune.enrolment.state()
    assert (state.person, state.role) == ("Đỗ Văn Ước", ROLE)
    assert state.code != asked_pair.written.request_code


def test_a_grant_is_used_after_its_code_was_compared(
    granted_pair: Pair, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    agreed = [False, True]

    def ask(*words: object, **_more: object) -> bool:
        asked.append(str(words[3]))
        return agreed.pop(0)

    monkeypatch.setattr(CodeDialog, "ask", ask)
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: granted_pair.grant)
    hands = opened(granted_pair, qtbot, runner)
    hands.click("accept_grant")
    assert hands.text("up_stage") == "Đã đề nghị, đang chờ cấp trên"
    hands.click("accept_grant")
    assert asked == [granted_pair.written.grant_code] * 2
    assert hands.text("up_stage") == "Đã kết nối"
    assert (shown(hands, "held_card"), shown(hands, "step_1")) == (True, False)
    assert "Đã kết nối với" in hands.page.show_tab("up").banner.text


def test_what_is_no_grant_is_refused_in_words(
    granted_pair: Pair, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: granted_pair.request)
    hands = opened(granted_pair, qtbot, runner)
    hands.click("accept_grant")
    assert hands.page.show_tab("up").banner.text
    assert hands.text("up_stage") == "Đã đề nghị, đang chờ cấp trên"


def test_near_its_end_a_renewal_is_offered_and_written(
    joined_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joined_pair.clock.now += timedelta(days=690)
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    hands = opened(joined_pair, qtbot, runner)
    assert hands.text("up_stage") == "Chứng thư sắp hết hạn"
    assert hands.find(QPushButton, "renew").property("role") == "primary"
    hands.click("renew")
    assert len(list(tmp_path.glob("*.asice"))) == 1
    assert shown(hands, "step_3")


def test_a_new_office_is_told_the_three_steps(
    asked_pair: Pair, qtbot: QtBot, runner: JobRunner
) -> None:
    with asked_pair.commune.store.writing() as session:
        session.execute(sa.delete(Enrolment))
        session.commit()
    hands = opened(asked_pair, qtbot, runner)
    assert hands.text("up_stage") == "Chưa đăng ký kết nối"
    assert all(shown(hands, f"step_{number}") for number in (1, 2, 3))
    assert hands.why_not("accept_grant") == "Lập đề nghị trước"
    assert hands.find(QLineEdit, "applicant_person").text() == "Nguyễn Thị Mơ"
