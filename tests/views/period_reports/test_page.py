"""Periodic reports: counted figures that open, a draft kept, a package sent, who has not sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import ReportPeriod
from desktop.services.connections import LineDraft, Way
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.outbox import OutboxState
from desktop.views.changes import Changes
from desktop.views.period_reports.page import PeriodReportsPage
from desktop.views.period_reports.records_dialog import RecordsDialog
from desktop.views.widgets.dialogs import ChoiceDialog, ConfirmDialog, FilePicker
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work


@pytest.fixture
def own(qtbot: QtBot, sent: TwoOffices, runner: JobRunner) -> Hands:
    return work(qtbot, sent.commune, runner, PeriodReportsPage, Changes())


def _lines(tree: QTreeWidget) -> dict[str, str]:
    blocks = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return {
        f"{block.text(0)}: {block.child(row).text(0)}": block.child(row).text(1)
        for block in blocks
        for row in range(block.childCount())
    }


def _send(own: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch, words: str) -> Path:
    monkeypatch.setattr(FilePicker, "folder", lambda *_: sent.stick)
    own.find(QPlainTextEdit, "narrative").setPlainText(words)
    before = set(sent.stick.iterdir())
    own.click("send")
    (file,) = set(sent.stick.iterdir()) - before
    return file


def test_the_figures_are_there_and_open_what_they_count(own: Hands, qtbot: QtBot) -> None:
    tree = own.find(QTreeWidget, "own_figures")
    assert _lines(tree)["Đề nghị khen thưởng: Đã gửi cấp trên"] == "3"
    asked: list[tuple[str, Any]] = []
    own.page.record_requested.connect(lambda subject, record: asked.append((subject, record)))

    (item,) = tree.findItems("Đã gửi cấp trên", Qt.MatchFlag.MatchRecursive)
    tree.itemActivated.emit(item, 0)
    dialog = own.page.findChild(RecordsDialog)
    assert dialog is not None
    assert own.find(QListWidget, "records", dialog).count() == 3
    own.find(QPushButton, "yes", dialog).click()

    assert [subject for subject, _ in asked] == ["dossiers"]


def test_a_draft_is_kept(own: Hands, sent: TwoOffices) -> None:
    own.find(QPlainTextEdit, "narrative").setPlainText("Phong trào sôi nổi.")
    own.click("save")

    assert "Đã lưu nháp" in own.page.banner.text
    draft = sent.commune.period_reports.draft(2023, ReportPeriod.Y)
    assert draft.narrative == "Phong trào sôi nổi."


def test_what_is_not_saved_is_asked_about(own: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    own.find(QPlainTextEdit, "narrative").setPlainText("Chưa lưu")
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: False)
    own.page.period.setCurrentIndex(0)

    assert not own.page.can_leave(lambda: None)
    assert own.page.period.currentText() == "Cả năm"
    assert own.find(QPlainTextEdit, "narrative").toPlainText() == "Chưa lưu"

    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: True)
    own.page.period.setCurrentIndex(0)
    own.idle()
    assert own.find(QPlainTextEdit, "narrative").toPlainText() == ""
    assert own.page.can_leave(lambda: None)


def test_a_report_is_sent_and_the_receiver_sees_it(
    own: Hands,
    sent: TwoOffices,
    qtbot: QtBot,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    below = work(qtbot, sent.district, runner, PeriodReportsPage, Changes())
    offices = below.find(QTreeWidget, "offices")
    assert offices.topLevelItem(1).text(1) == "Chưa gửi"
    assert "Chưa cơ quan nào" in below.why_not("export")

    file = _send(own, sent, monkeypatch, "Phong trào sôi nổi.")
    assert "Đã ký báo cáo" in own.page.banner.text
    assert "lần 1" in own.text("sent_state")
    assert sent.district.inbox.receive(file).result is ReceiveResult.NEW
    below.page.refresh()
    below.idle()

    assert offices.topLevelItem(1).text(2) == "1"
    offices.setCurrentItem(offices.topLevelItem(1))
    below.idle()
    assert "Phong trào sôi nổi." in below.find(QPlainTextEdit, "below_words").toPlainText()
    shown = _lines(below.find(QTreeWidget, "below_figures"))
    assert shown["Đề nghị khen thưởng: Đã gửi cấp trên"] == "3"
    target = tmp_path / "bao-cao.xlsx"
    monkeypatch.setattr(FilePicker, "save_file", lambda *_: target)
    below.click("export")
    assert target.exists()


def test_a_refusal_is_told_and_what_was_typed_stays(
    own: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent.commune.handover.write(tmp_path, "Đổi máy", moving=True)
    monkeypatch.setattr(FilePicker, "folder", lambda *_: sent.stick)
    own.find(QPlainTextEdit, "narrative").setPlainText("Giữ lại")

    own.click("send")

    assert "bàn giao sang máy khác" in own.page.banner.text
    assert own.find(QPlainTextEdit, "narrative").toPlainText() == "Giữ lại"


def test_with_a_line_set_a_report_needs_no_folder(
    own: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent.commune.connections.save(LineDraft(Way.TREE, str(tmp_path / "hộp")))
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: "line")
    own.find(QPlainTextEdit, "narrative").setPlainText("Phong trào sôi nổi.")
    own.click("send")
    assert "tự đi theo đường truyền" in own.page.banner.text
    newest = sent.commune.outbox.list_rows()[0]
    assert (newest.kind.value, newest.state) == ("report", OutboxState.QUEUED)
