"""The conflict desk, worked as an official works it: both sides read, one chosen with a reason."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.services.conflicts import ConflictSide
from desktop.views.changes import Changes
from desktop.views.conflicts.page import ConflictsPage
from desktop.views.inbox.page import InboxPage
from desktop.views.machine_words import machine_text
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from desktop.views.workspace import Workspace
from tests.services.test_conflicts import _retitled, forged
from tests.services.two_offices import TwoOffices, state_of
from tests.views.hands import Hands, work

_COMMUNE = "Ủy ban nhân dân xã Đông An"


@pytest.fixture
def recalled(sent: TwoOffices) -> TwoOffices:
    """The district has received what the commune then took back."""
    sent.receive()
    recall = sent.commune.recalls.recall(sent.dossier_id, "Gửi nhầm danh sách")
    assert sent.district.inbox.receive(recall.path).conflict_id is not None
    return sent


@pytest.fixture
def conflicts(qtbot: QtBot, recalled: TwoOffices, runner: JobRunner) -> Hands:
    return work(qtbot, recalled.district, runner, ConflictsPage, Changes())


def _open_first(hands: Hands) -> None:
    (row,) = hands.desk.conflicts.list_rows()
    hands.page.open_record(row.id)
    hands.idle()


def _facts(hands: Hands, side: str) -> list[str]:
    card = hands.find(QFrame, side)
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def _answer(monkeypatch: pytest.MonkeyPatch, reason: str | None) -> list[str]:
    asked: list[str] = []

    def ask(_parent: object, title: str, text: str, **_more: object) -> str | None:
        asked.extend([title, text])
        return reason

    monkeypatch.setattr(ReasonDialog, "ask", ask)
    return asked


def test_both_sides_stand_beside_each_other_with_author_time_and_machine(
    conflicts: Hands,
) -> None:
    _open_first(conflicts)

    assert "thu hồi" in conflicts.text("conflict_heading")
    left, right = _facts(conflicts, "left_side"), _facts(conflicts, "right_side")
    assert {"Hồ sơ đã tiếp nhận ở đây", "Trần Quốc Đạt", "Đã tiếp nhận"} <= set(left)
    assert {"Thu hồi hồ sơ đã gửi", "Nguyễn Thị Mơ", "Gửi nhầm danh sách"} <= set(right)
    assert "Một máy của UBND xã Đông An" in left
    assert not [text for text in (*left, *right) if re.fullmatch("[0-9a-f]{8}", text)]
    assert conflicts.find(QTreeWidget, "differences").isHidden()


@pytest.mark.parametrize(
    ("other", "office", "said"),
    [
        ("1c2ebbc5", "Ủy ban nhân dân xã Đông An", "Cùng một máy của UBND xã Đông An"),
        ("77aa0b12", "Ủy ban nhân dân xã Đông An", "Máy kia của UBND xã Đông An"),
        ("77aa0b12", "Ủy ban nhân dân huyện Thanh Bình", "Một máy của UBND xã Đông An"),
        ("", "Ủy ban nhân dân xã Đông An", "Một máy của UBND xã Đông An"),
    ],
)
def test_machines_are_told_apart_by_words_and_not_by_ids(
    other: str, office: str, said: str
) -> None:
    one = ConflictSide("Hồ sơ", _COMMUNE, "Mơ", None, None, "1c2ebbc5", 0, "", None, "", None)
    beside = replace(one, machine=other, office=office)
    assert machine_text(one, beside, is_left=False) == said
    own = replace(one, is_here=True)
    assert machine_text(own, beside, is_left=True) == "Máy này"
    assert machine_text(one, own, is_left=False).startswith(("Máy kia", "Cùng một máy"))
    assert machine_text(replace(one, machine=""), beside, is_left=True) == ""


def test_a_choice_asks_for_its_reason_and_tells_what_it_did(
    conflicts: Hands, recalled: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _answer(monkeypatch, "Hội đồng họp hôm nay")
    _open_first(conflicts)

    conflicts.click("choose_left")

    assert asked[0] == "Giữ hồ sơ, không cho thu hồi"
    assert "tiếp tục được giải quyết" in asked[1]
    assert "Hộp đi" in conflicts.text("banner_text")
    assert "Hội đồng họp hôm nay" in conflicts.text("conflict_settled")
    assert not [b for b in conflicts.page.findChildren(QPushButton, "choose_left") if b.isVisible()]
    assert state_of(recalled.district, recalled.dossier_id) is DossierState.RECEIVED


def test_thinking_better_of_it_changes_nothing(
    conflicts: Hands, recalled: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, None)
    _open_first(conflicts)

    conflicts.click("choose_right")

    assert recalled.district.conflicts.waiting() == 1
    assert state_of(recalled.district, recalled.dossier_id) is DossierState.RECEIVED


def test_what_cannot_be_chosen_says_why(
    qtbot: QtBot, appraised: TwoOffices, runner: JobRunner
) -> None:
    recall = appraised.commune.recalls.recall(appraised.dossier_id, "Gửi nhầm")
    appraised.district.inbox.receive(recall.path)
    hands = work(qtbot, appraised.district, runner, ConflictsPage, Changes())

    _open_first(hands)

    assert "đã thẩm định" in hands.why_not("choose_right")
    assert hands.why_not("choose_left") == ""


def test_two_contents_are_compared_line_by_line_and_the_dossier_is_one_click_away(
    qtbot: QtBot, sent: TwoOffices, runner: JobRunner
) -> None:
    sent.receive()
    sent.district.inbox.receive(forged(sent, _retitled, sequence=4))
    hands = work(qtbot, sent.district, runner, ConflictsPage, Changes())
    _open_first(hands)

    lines = hands.find(QTreeWidget, "differences")
    first = lines.topLevelItem(0)
    assert first is not None
    assert [first.text(0), first.text(2)] == ["Hồ sơ: Tên hồ sơ", "Hồ sơ sửa ở máy thứ hai"]
    assert "Chưa thấy gói số 1, 2, 3 của Ủy ban nhân dân xã Đông An" in hands.text("gaps")
    asked: list[tuple[str, UUID]] = []
    hands.page.record_requested.connect(lambda subject, record: asked.append((subject, record)))
    hands.click("open_dossier")
    assert asked == [("appraisal", sent.dossier_id)]


def test_a_package_that_waits_leads_from_the_inbox_to_its_conflict(
    qtbot: QtBot, sent: TwoOffices, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent.receive()
    recall = sent.commune.recalls.recall(sent.dossier_id, "Gửi nhầm danh sách")
    hands = work(qtbot, sent.district, runner, InboxPage, Changes())
    asked: list[tuple[str, UUID]] = []
    hands.page.record_requested.connect(lambda subject, record: asked.append((subject, record)))
    monkeypatch.setattr(FilePicker, "open_files", lambda *_a: [recall.path])

    hands.click("receive")

    assert "mâu thuẫn" in hands.find(QLabel, "banner_text", hands.page.detail).text()
    hands.click("open_conflict")
    (row,) = sent.district.conflicts.list_rows()
    assert asked == [("conflicts", row.id)]


def test_the_rail_shows_conflicts_only_while_there_are_any(
    qtbot: QtBot, recalled: TwoOffices, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rail(workspace: Workspace) -> QAbstractButton:
        found = workspace.findChild(QAbstractButton, "rail_conflicts")
        assert found is not None
        return found

    made = []
    for desk in (recalled.district, recalled.commune):
        workspace = Workspace(desk, runner)
        qtbot.addWidget(workspace)
        workspace.start()
        qtbot.waitUntil(lambda: not runner.busy)
        made.append(workspace)
    waits, quiet = (rail(workspace) for workspace in made)
    assert not waits.isHidden()
    assert "1 mục đang chờ" in waits.accessibleName()
    assert quiet.isHidden()
