"""«So với lần trước» at both desks: the sender mends and replies, the receiver reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
    QTabWidget,
    QTextBrowser,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.appraisal import ReturnPoint
from desktop.views.appraisal.page import AppraisalPage
from desktop.views.changes import Changes
from desktop.views.dossiers.page import DossiersPage
from desktop.views.widgets.changes_tab import ChangesTab
from tests.services.commune_dossier import PDF
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work

_NEW_PDF = PDF.replace(b"Catalog", b"Catalog ")


@pytest.fixture
def returned(sent: TwoOffices) -> TwoOffices:
    """Both offices when the commune has taken its returned dossier up again."""
    sent.receive()
    first = sent.commune.nominations.rows(sent.dossier_id)[0].id
    points = [
        ReturnPoint(text="Biên bản chưa có chữ ký.", item_code="BIEN_BAN"),
        ReturnPoint(text="Báo cáo quá ngắn.", nomination_id=first, item_code="BAO_CAO"),
    ]
    back = sent.district.appraisal.return_for_correction(sent.dossier_id, points)
    assert sent.commune.inbox.receive(back).result == "new"
    sent.commune.dossiers.revise(sent.dossier_id)
    return sent


def _mend(two: TwoOffices) -> None:
    commune = two.commune
    (old,) = commune.attachments.list_for("dossiers", two.dossier_id)
    file = two.stick / "Biên bản ký lại.pdf"
    file.write_bytes(_NEW_PDF)
    commune.attachments.add("dossiers", two.dossier_id, "BIEN_BAN", file)
    commune.attachments.remove(old.id)
    third = commune.nominations.rows(two.dossier_id)[2].id
    draft = commune.nominations.open_draft(third)
    assert commune.nominations.save_draft(replace(draft, recipient_address="Xóm Chùa")).saved


def _sender(qtbot: QtBot, two: TwoOffices, runner: JobRunner) -> Hands:
    hands = work(qtbot, two.commune, runner, DossiersPage, Changes())
    assert hands.page.panel.view.select(two.dossier_id)
    hands.idle()
    hands.page.tabs.setCurrentWidget(hands.page.changes)
    hands.idle()
    return hands


def _receiver(qtbot: QtBot, two: TwoOffices, runner: JobRunner) -> Hands:
    hands = work(qtbot, two.district, runner, AppraisalPage, Changes())
    hands.page.open_record(two.dossier_id)
    hands.idle()
    return hands


def _tree(hands: Hands, name: str = "changes_list") -> QTreeWidget:
    return hands.find(QTreeWidget, name)


def _lines(hands: Hands) -> list[list[str]]:
    tree = _tree(hands)
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [[item.text(0), item.text(1)] for item in items if item is not None]


def _choose(hands: Hands, place: int) -> str:
    tree = _tree(hands)
    item = tree.topLevelItem(place)
    assert item is not None
    tree.setCurrentItem(item)
    hands.idle()
    return hands.find(QTextBrowser, "change_text").toPlainText()


def _tab(hands: Hands, tabs: QTabWidget) -> str:
    tab = hands.page.findChild(ChangesTab)
    assert tab is not None
    place = tabs.indexOf(tab)
    return tabs.tabText(place) if tabs.isTabVisible(place) else ""


def test_the_sender_sees_the_draft_mend_and_replies_to_what_it_cannot(
    qtbot: QtBot, returned: TwoOffices, runner: JobRunner
) -> None:
    hands = _sender(qtbot, returned, runner)
    assert _tab(hands, hands.page.tabs) == "So với lần trước (2)"
    _mend(returned)
    hands.page.refresh()
    hands.idle()
    assert _tab(hands, hands.page.tabs) == "So với lần trước (1)"
    assert "Biên bản ký lại.pdf" in _choose(hands, 0)
    assert "Chưa thấy thay đổi nào." in _choose(hands, 1)
    assert hands.why_not("save_reply")
    hands.find(QPlainTextEdit, "reply").setPlainText("Báo cáo giữ nguyên, đã đủ số liệu.")
    _choose(hands, 0)
    assert hands.find(QPlainTextEdit, "reply").toPlainText() == ""
    _choose(hands, 1)
    hands.click("save_reply")
    assert _tab(hands, hands.page.tabs) == "So với lần trước"
    done = ["Đã sửa: 1 thay đổi", "Có trả lời", "1 thay đổi", "1 tệp"]
    assert [line[1] for line in _lines(hands)] == done


def test_every_file_is_told_new_replaced_gone_or_as_it_was(
    qtbot: QtBot, returned: TwoOffices, runner: JobRunner
) -> None:
    commune, first = returned.commune, returned.commune.nominations.rows(returned.dossier_id)[0].id
    hands = _sender(qtbot, returned, runner)
    minutes = _choose(hands, 0)
    assert "Biên bản chưa có chữ ký." in minutes
    files = hands.find(QTreeWidget, "changed_files")
    assert _rows(files) == [["Giữ nguyên", "Biên bản họp xét.pdf"]]

    photo = returned.stick / "Ảnh lễ phát động.pdf"
    photo.write_bytes(_NEW_PDF)
    commune.attachments.add("nominations", first, "BAO_CAO", photo)
    hands.page.refresh()
    hands.idle()
    assert _lines(hands)[-1] == ["Tệp kèm theo: 1 thêm, 1 giữ nguyên", "2 tệp"]
    _choose(hands, len(_lines(hands)) - 1)
    assert [row[0] for row in _rows(files)] == ["Thêm", "Giữ nguyên"]


def _rows(files: QTreeWidget) -> list[list[str]]:
    items = [files.topLevelItem(place) for place in range(files.topLevelItemCount())]
    return [[i.text(1), i.text(3).partition(" (")[0]] for i in items if i is not None]


def test_the_receiver_reads_the_reply_and_opens_both_versions_of_a_file(
    qtbot: QtBot, returned: TwoOffices, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mend(returned)
    points = returned.commune.returned_points
    second = points.compare(returned.dossier_id).points[1].point.id
    points.reply(returned.dossier_id, second, "Đã đủ số liệu.")
    assert returned.commune.dossiers.mark_ready(returned.dossier_id, "Đã bổ sung").ready
    package = returned.commune.outbox.export(returned.dossier_id, returned.stick).path
    assert returned.district.inbox.receive(package).result == "new"
    hands = _receiver(qtbot, returned, runner)
    assert _tab(hands, hands.page._view.tabs) == "So với lần trước"
    assert "Nơi gửi trả lời: Đã đủ số liệu." in _choose(hands, 1)
    assert not hands.find(QPlainTextEdit, "reply").isVisibleTo(hands.page)
    assert "Xóm Chùa" in _choose(hands, 2)
    _choose(hands, 0)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    hands.click("open_old")
    hands.click("open_new")
    assert [Path(url.toLocalFile()).read_bytes() for url in opened] == [PDF, _NEW_PDF]
    assert not hands.find(QComboBox, "against").isVisibleTo(hands.page)


def test_a_first_revision_has_no_such_tab(
    qtbot: QtBot, sent: TwoOffices, runner: JobRunner
) -> None:
    sent.receive()
    hands = _receiver(qtbot, sent, runner)
    assert _tab(hands, hands.page._view.tabs) == ""
