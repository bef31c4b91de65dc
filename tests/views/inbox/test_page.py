"""The inbox, worked as an official works it: packages in, doubts cleared, receipts out."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.services.inbox_reports import InboxState
from desktop.views.changes import Changes
from desktop.views.inbox.page import InboxPage
from desktop.views.inbox.trust_dialog import TrustAnswer, TrustDialog
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.services.two_offices import TwoOffices, cleared, state_of
from tests.views.hands import Hands, work


@pytest.fixture
def inbox(qtbot: QtBot, sent: TwoOffices, runner: JobRunner) -> Hands:
    return work(qtbot, sent.district, runner, InboxPage, Changes())


def _results(inbox: Hands) -> list[tuple[str, str, str]]:
    lines = inbox.find(QTreeWidget, "result_list")
    items = [lines.topLevelItem(n) for n in range(lines.topLevelItemCount())]
    return [(item.text(0), item.text(1), item.text(2)) for item in items]


def _take(inbox: Hands, monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    monkeypatch.setattr(FilePicker, "open_files", lambda *_a: list(files))
    inbox.click("receive")


def _forget(two: TwoOffices) -> None:
    """Let the district no longer know the commune's key."""
    pin = next(p for p in two.district.trust.list_rows() if "xã" in p.office)
    two.district.trust.unpin(pin.id, "Thử")


def test_a_package_taken_in_is_new_and_opens_with_its_signature_in_plain_words(
    inbox: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take(inbox, monkeypatch, sent.package)

    ((name, result, detail),) = _results(inbox)
    assert (name, result) == (sent.package.name, "Mới")
    assert "Ủy ban nhân dân xã Đông An" in detail
    says = inbox.find(QLabel, "banner_text", inbox.page.detail).text()
    assert says.startswith("Chữ ký hợp lệ: Ủy ban nhân dân xã Đông An, ký lúc 20/11/2023")
    assert inbox.find(QTreeWidget, "entries").topLevelItemCount() > 3


def test_each_file_of_a_batch_gets_its_own_answer(
    inbox: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = sent.stick / "hong.asice"
    broken.write_bytes(sent.package.read_bytes()[:1000])
    missing = sent.stick / "khong-co.asice"

    _take(inbox, monkeypatch, missing, sent.package, broken, sent.package)

    assert [result for _, result, _ in _results(inbox)] == [
        "Chưa nhận được",
        "Mới",
        "Bị từ chối",
        "Đã nhận trước đó",
    ]
    assert state_of(sent.district, sent.dossier_id) is DossierState.RECEIVED


def test_files_dropped_on_the_page_are_taken_in_and_others_are_left(
    inbox: Hands, sent: TwoOffices
) -> None:
    dropped = QMimeData()
    older = sent.stick / "gói CŨ.ASICE"
    older.write_bytes(cleared(sent.package, sent.commune))
    names = [sent.package, sent.stick / "anh.png", older, sent.stick / "thư.p7m"]
    dropped.setUrls([QUrl.fromLocalFile(str(name)) for name in names])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    copy = Qt.DropAction.CopyAction

    QApplication.sendEvent(inbox.page, QDragEnterEvent(QPoint(400, 300), copy, dropped, *held))
    QApplication.sendEvent(inbox.page, QDropEvent(QPointF(400, 300), copy, dropped, *held))
    inbox.idle()

    assert [name for name, _, _ in _results(inbox)] == [sent.package.name, older.name]


def test_a_receipt_goes_to_the_stick(
    inbox: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _take(inbox, monkeypatch, sent.package)
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)

    inbox.click("save_receipt")

    (receipt,) = tmp_path.glob("bien-nhan-*.asice.p7m")
    assert receipt.name in inbox.page.banner.text
    assert sent.commune.inbox.receive(receipt).dossier_id == sent.dossier_id


def test_the_dossier_of_a_package_opens_at_the_appraisal_desk(
    inbox: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    _take(inbox, monkeypatch, sent.package)

    with qtbot.waitSignal(inbox.page.record_requested) as asked:
        inbox.click("open_dossier")

    assert asked.args == ["appraisal", sent.dossier_id]


def test_an_unknown_signer_is_held_until_the_code_was_compared(
    inbox: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    _forget(sent)
    _take(inbox, monkeypatch, sent.package)
    assert [result for _, result, _ in _results(inbox)] == ["Chờ xác nhận người ký"]
    assert "gọi điện" in inbox.text("what_to_do")
    asked: dict[str, object] = {}

    def agree(_parent: object, **about: object) -> TrustAnswer:
        asked.update(about)
        return TrustAnswer(None)

    monkeypatch.setattr(TrustDialog, "ask", agree)
    inbox.click("trust")

    own_code = sent.commune.keys.own_certificate().short_code
    assert (asked["short_code"], asked["office"]) == (own_code, "Ủy ban nhân dân xã Đông An")
    (row,) = inbox.page.panel.model.shown_rows()
    assert row.state is InboxState.ACCEPTED
    assert state_of(sent.district, sent.dossier_id) is DossierState.RECEIVED


def test_thinking_better_of_it_leaves_the_package_held(
    inbox: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    _forget(sent)
    _take(inbox, monkeypatch, sent.package)
    monkeypatch.setattr(TrustDialog, "ask", lambda *_a, **_k: None)

    inbox.click("trust")

    (row,) = inbox.page.panel.model.shown_rows()
    assert row.state is InboxState.QUARANTINED


def test_a_held_package_can_be_refused_with_a_reason(
    inbox: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    _forget(sent)
    _take(inbox, monkeypatch, sent.package)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Mã ngắn không trùng")

    inbox.click("reject")

    (row,) = inbox.page.panel.model.shown_rows()
    assert row.state is InboxState.REFUSED
    says = inbox.find(QLabel, "banner_text", inbox.page.detail).text()
    assert "không ai bảo đảm" in says


def test_a_signer_is_tied_to_the_office_the_officer_names(sent: TwoOffices) -> None:
    """The sender's own id is known: any other office chosen for it is refused, nothing changes."""
    _forget(sent)
    held = sent.district.inbox.receive(sent.package)
    assert held.record_id is not None
    other: UUID = next(o.id for o in sent.district.offices.list_rows() if "tỉnh" in o.name)

    with pytest.raises(Exception, match="CERTIFICATE_OF_OTHER_OFFICE"):
        sent.district.inbox.retry(held.record_id, accept_unknown=True, office_id=other)

    assert sent.district.inbox.list_rows()[0].state is InboxState.QUARANTINED


def test_the_code_must_be_typed_as_it_was_read_out(qtbot: QtBot) -> None:
    dialog = TrustDialog(None, "UBND xã", "UBND xã", "AAAA-BBBB-CCCC-DDDD-EEEE", [], "Tin")
    qtbot.addWidget(dialog)
    typed = dialog._typed

    typed.setText("dddd")
    assert not dialog.yes.isEnabled()
    assert "đừng tin" in dialog.findChild(QLabel, "trouble").text()
    typed.setText("eeee")
    assert dialog.yes.isEnabled()


def test_the_commune_reads_its_receipt_here(
    qtbot: QtBot, sent: TwoOffices, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    inbox = work(qtbot, sent.commune, runner, InboxPage, Changes())

    _take(inbox, monkeypatch, receipt)

    assert [result for _, result, _ in _results(inbox)] == ["Mới"]
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED
    with qtbot.waitSignal(inbox.page.record_requested) as asked:
        inbox.click("open_dossier")
    assert asked.args == ["dossiers", sent.dossier_id]
