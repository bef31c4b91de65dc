"""Awards chosen in the list of a decision are taken back by a new one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QTabWidget, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.cancellations import CancelDraft
from desktop.views.changes import Changes
from desktop.views.decisions.cancel_dialog import CancelDialog, CancelOffer
from desktop.views.decisions.page import DecisionsPage
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work


@pytest.fixture
def page(qtbot: QtBot, appraised: TwoOffices, runner: JobRunner) -> Hands:
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    hands = work(qtbot, appraised.district, runner, DecisionsPage, Changes())
    hands.page.panel.view.selectRow(0)
    hands.idle()
    return hands


def answering(monkeypatch: pytest.MonkeyPatch, **changes: str) -> list[CancelOffer]:
    offers: list[CancelOffer] = []

    def ask(_parent: object, offer: CancelOffer) -> CancelDraft | None:
        offers.append(offer)
        return replace(offer.draft, **changes) if len(offers) == 1 else None

    monkeypatch.setattr(CancelDialog, "ask", ask)
    return offers


def choose_last(page: Hands) -> None:
    awards = page.find(QTreeWidget, "awards")
    awards.setCurrentItem(awards.topLevelItem(2))


def test_a_chosen_award_is_taken_back_and_stays_marked_in_the_list(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.find(QTreeWidget, "awards").clearSelection()
    assert "Chọn người bị hủy" in page.why_not("cancel_awards")
    choose_last(page)
    offers = answering(monkeypatch, reason="Kê khai sai", ground="Kết luận 7/KL")

    page.click("cancel_awards")

    assert offers[0].names == ("Nguyễn Văn Ơn",)
    assert offers[0].to_recover > 0
    assert offers[0].draft.number == 2
    assert "Quyết định số 02/QĐ-UBND: hủy bỏ 1 lượt khen" in page.page.banner.text
    assert page.text("decision_heading").startswith("Quyết định số 02/QĐ-UBND")
    assert page.find(QTabWidget, "decision_tabs").tabText(0) == "Bị hủy bỏ (1)"
    assert page.text("ground_line") == "Căn cứ hủy bỏ: Kết luận 7/KL (chưa đối chiếu)"
    first = next(row for row in page.desk.decisions.list_rows() if row.awards == 3)
    page.page.open_record(first.id)
    page.idle()
    item = page.find(QTreeWidget, "awards").topLevelItem(2)
    assert "Đã hủy: Kê khai sai" in item.text(1)
    choose_last(page)
    assert "Chọn người bị hủy" in page.why_not("cancel_awards")


def test_what_is_missing_is_asked_again(page: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_last(page)
    offers = answering(monkeypatch, reason="", ground="")
    page.click("cancel_awards")
    assert len(offers) == 2
    assert {p.field for p in offers[1].problems} == {"reason", "ground"}


def test_a_ground_of_the_register_is_chosen_and_one_typed_is_said_to_be_unread(
    qtbot: QtBot,
) -> None:
    offer = CancelOffer(CancelDraft(ground="Kết luận 7"), ("Ơn",), 0, (("Luật 2022", True),))
    dialog = CancelDialog(None, offer)
    qtbot.addWidget(dialog)
    where = dialog.findChild(QLabel, "ground_where").text()
    assert "Căn cứ gõ tay hoặc chưa đối chiếu không in" in where
    badge = dialog.findChild(QLabel, "ground_badge")
    assert not badge.isHidden()
    dialog.findChild(QComboBox, "known_grounds").setCurrentIndex(1)
    assert dialog.form.draft().ground == "Luật 2022"
    assert badge.isHidden()
