"""«Tổng hợp», worked as an officer works it a week before the meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.law.terms import OfficerRole, Verdict
from desktop.services.bases import BasisLine
from desktop.services.consolidation import Purpose
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.desk import Desk
from desktop.services.permissions import Rights
from desktop.views.changes import Changes
from desktop.views.consolidation.gather_dialog import GatherAnswer, GatherDialog
from desktop.views.consolidation.letter_dialog import LetterDialog
from desktop.views.consolidation.page import ConsolidationPage
from desktop.views.consolidation.points_dialog import PointsAnswer, PointsDialog
from desktop.views.decisions.decision_dialog import DecisionAnswer, DecisionDialog
from desktop.views.dossiers.letter_numbering import LetterNumberDialog
from desktop.views.dossiers.open_dossier import read_dossier
from desktop.views.legal.bases_dialog import BasesDialog
from desktop.views.widgets.dialogs import ConfirmDialog, ReasonDialog
from tests.services.commune_dossier import saved
from tests.services.council_kit import DUTIES, SINCE
from tests.services.received_dossiers import receive, send_back
from tests.services.three_offices import ThreeOffices
from tests.services.two_offices import state_of
from tests.views.hands import Hands, work

MEETS, HIGHER = Verdict.MEETS, Verdict.SEND_HIGHER


@pytest.fixture
def office(district: Desk) -> tuple[Desk, UUID]:
    """A district with the dossiers of two communes; the second is still being appraised."""
    asked = [("Đặng Thị Ước", "CSTDCS", MEETS), ("Thôn Đoài", "TTLDTT", MEETS)]
    receive(district, "Đông An", [*asked, ("Bùi Thị Ơn", "BK_TINH", HIGHER)])
    second = receive(district, "An Hải", [("Vũ Thị Ân", "CSTDCS", MEETS)], finished=False)
    return district, second


@pytest.fixture
def page(qtbot: QtBot, office: tuple[Desk, UUID], runner: JobRunner) -> Hands:
    return work(qtbot, office[0], runner, ConsolidationPage, Changes())


def gather(hands: Hands, monkeypatch: pytest.MonkeyPatch, purpose: Purpose) -> UUID:
    """Press «Tổng hợp…» and agree to what is offered."""

    def agree(parent: object, offers: object, title: object) -> GatherAnswer:
        dialog = GatherDialog(None, offers, title)  # type: ignore[arg-type]
        dialog._purpose.setCurrentIndex(dialog._purpose.findData(purpose))
        answer = dialog.answer()
        dialog.deleteLater()
        return answer

    monkeypatch.setattr(GatherDialog, "ask", agree)
    hands.click("gather")
    opened = hands.page.open_id
    assert isinstance(opened, UUID)
    return opened


def names(hands: Hands) -> list[str]:
    view = hands.page.detail
    return [line.name for line in view.panel.model.shown_rows()]


def said(hands: Hands) -> str:
    return str(hands.page.banner.text)


def test_gathering_opens_the_new_dossier_with_its_senders(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(page, monkeypatch, Purpose.MEETING)
    assert "Đã đưa 3 đề nghị vào hồ sơ tổng hợp." in said(page)
    assert names(page) == ["Vũ Thị Ân", "Đặng Thị Ước", "Thôn Đoài"]
    assert page.text("counts") == "3 đề nghị của 2 đơn vị"
    senders = page.page.detail.senders
    told = [senders.topLevelItem(n).text(0) for n in range(senders.topLevelItemCount())]
    assert told == ["UBND xã An Hải", "UBND xã Đông An", "Tổng cộng"]


def test_the_preview_counts_what_goes_in_as_the_list_is_narrowed(
    qtbot: QtBot, office: tuple[Desk, UUID]
) -> None:
    service = office[0].consolidation
    offers = {purpose: service.candidates(purpose) for purpose in Purpose}
    dialog = GatherDialog(None, offers, service.suggested_title)
    qtbot.addWidget(dialog)
    assert dialog.yes.text() == "Tổng hợp 3 đề nghị"
    dialog.panel.search.setText("an hai")
    assert dialog.findChild(QLabel, "going").text() == ("Đưa vào 1 đề nghị của 1 đơn vị; để lại 0.")
    dialog.panel.search.setText("bui thi on")
    assert not dialog.yes.isEnabled()
    assert dialog.yes.toolTip().startswith("Không có đề nghị nào")


def test_a_returned_origin_is_told_and_mended_by_one_button(
    page: Hands, office: tuple[Desk, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(page, monkeypatch, Purpose.MEETING)
    assert page.page.findChild(QPushButton, "update") is None
    send_back(page.desk, office[1])
    page.page.refresh()
    page.idle()
    banner = page.page.detail.findChild(QLabel, "banner_text")
    assert banner.text().startswith("Hồ sơ gốc đã khác: Vũ Thị Ân (UBND xã An Hải)")
    page.click("update")
    assert "bỏ khỏi hồ sơ 1 (Vũ Thị Ân)" in said(page)
    assert names(page) == ["Đặng Thị Ước", "Thôn Đoài"]


def test_nominations_are_taken_away_and_added_again(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = gather(page, monkeypatch, Purpose.MEETING)
    assert page.why_not("take_away") == "Chọn đề nghị trong danh sách trước"
    first = page.desk.consolidation.open(dossier).lines[0].id
    page.page.detail.panel.view.select(first)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: True)
    page.click("take_away")
    assert names(page) == ["Đặng Thị Ước", "Thôn Đoài"]
    page.click("add")
    assert names(page) == ["Vũ Thị Ân", "Đặng Thị Ước", "Thôn Đoài"]


def test_a_meeting_asks_for_its_session_then_for_the_decision(
    page: Hands, office: tuple[Desk, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = page.desk
    members = tuple(CouncilMemberLine(full_name=n, duty=d, joined_on=SINCE) for n, d in DUTIES)
    saved(desk.council_terms, CouncilTermDraft(name="Hội đồng", starts_on=SINCE, members=members))
    assert desk.appraisal.finish(office[1]).finished
    dossier = gather(page, monkeypatch, Purpose.MEETING)
    asked: list[UUID] = []
    page.page.session_requested.connect(asked.append)
    page.click("session")
    assert asked == [dossier]
    draft = replace(desk.council_sessions.draft_for(dossier), held_on=date(2023, 11, 18))
    saved(desk.council_sessions, all_agree(draft))
    page.page.refresh()
    page.idle()

    def refuse_one(_parent: object, offer: object) -> DecisionAnswer:
        return DecisionAnswer(offer.draft, {offer.candidates[0].id: "Hết chỉ tiêu"})  # type: ignore[attr-defined]

    monkeypatch.setattr(DecisionDialog, "ask", refuse_one)
    # No key of these communes is known, so that the answers wait; the decision stands.
    page.click("decide")
    detail = desk.consolidation.open(dossier)
    assert detail.state is DossierState.DECIDED
    assert [n.outcome_reason for n in detail.lines] == ["Hết chỉ tiêu", "", ""]


def test_a_dossier_for_the_office_above_shows_what_it_lacks(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = gather(page, monkeypatch, Purpose.ABOVE)
    assert names(page) == ["Bùi Thị Ơn"]
    assert page.why_not("mark_ready").startswith("Còn ")
    tabs = page.find(QTabWidget, "gathered_tabs")
    assert tabs.isTabVisible(2)
    typed = replace(
        page.desk.dossiers.open_draft(dossier),
        letter_number="88/TTr-UBND",
        letter_date=date(2023, 11, 19),
    )
    monkeypatch.setattr(LetterDialog, "ask", lambda *_a: typed)
    page.click("letter")
    assert said(page) == "Đã lưu tờ trình."
    kept = page.desk.dossiers.open_draft(dossier)
    assert (kept.letter_number, kept.letter_date) == ("88/TTr-UBND", date(2023, 11, 19))
    shown: list[Path] = []
    monkeypatch.setattr(page.page.papers, "open_file", shown.append)
    page.click("show_letter")
    page.click("show_list")
    assert [path.read_bytes()[:5] for path in shown] == [b"%PDF-"] * 2


def test_the_letter_cites_what_was_chosen_from_the_register(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = gather(page, monkeypatch, Purpose.ABOVE)
    line = BasisLine("", "Kế hoạch số 12/KH-UBND ngày 05/01/2023 về phong trào thi đua")
    monkeypatch.setattr(BasesDialog, "ask", lambda *_a: (line,))
    page.click("bases")
    assert said(page) == "Tờ trình ghi 1 căn cứ đã chọn."
    assert page.desk.bases.of_dossier(dossier).chosen == (line,)
    monkeypatch.setattr(BasesDialog, "ask", lambda *_a: ())
    page.click("bases")
    assert said(page) == "Căn cứ lấy tự động."
    assert page.desk.bases.of_dossier(dossier).chosen == ()


def test_the_letter_takes_a_number_of_the_register(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = gather(page, monkeypatch, Purpose.ABOVE)
    monkeypatch.setattr(LetterNumberDialog, "ask", lambda _parent, foreseen: foreseen.number)
    page.click("number")
    assert said(page) == "Tờ trình số 01/TTr-UBND, đã ghi vào sổ năm 2023."
    assert page.desk.dossiers.open_draft(dossier).letter_number == "01/TTr-UBND"


def test_the_letter_asks_for_a_title_and_a_day_that_exists(
    qtbot: QtBot, page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = gather(page, monkeypatch, Purpose.ABOVE)
    dialog = LetterDialog(None, page.desk.dossiers.open_draft(dossier))
    qtbot.addWidget(dialog)
    assert dialog.yes.isEnabled()
    dialog._lines["title"].setText(" ")
    assert dialog.yes.toolTip() == "Hồ sơ cần có tên"
    dialog._lines["title"].setText("Đề nghị khen thưởng")
    assert dialog.answer().title == "Đề nghị khen thưởng"


def test_from_ready_to_sent_returned_and_handed_down(
    qtbot: QtBot, three: ThreeOffices, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = three.district
    dossier = three.sent_dossier(["BK_TINH"])
    three.appraise(desk, dossier, HIGHER)
    gathered = three.gather_above()
    hands = work(qtbot, desk, runner, ConsolidationPage, Changes())
    hands.page.open_record(gathered)
    hands.idle()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Đã rà soát")
    hands.click("mark_ready")
    assert state_of(desk, gathered) is DossierState.READY
    hands.click("reopen")
    hands.click("mark_ready")
    three.carry(desk, desk.outbox.export(gathered, three.two.stick).path, three.province)
    from desktop.services.appraisal import ReturnPoint

    about = three.province.nominations.rows(gathered)[0].id
    point = ReturnPoint(text="Báo cáo chưa có xác nhận.", nomination_id=about)
    three.province.appraisal.return_for_correction(gathered, [point])
    three.deliver(three.province, desk)
    hands.page.refresh()
    hands.idle()

    def tick(_parent: object, points: object) -> PointsAnswer:
        dialog = PointsDialog(None, points)  # type: ignore[arg-type]
        answer = dialog.answer()
        dialog.deleteLater()
        return answer

    monkeypatch.setattr(PointsDialog, "ask", tick)
    hands.click("points")
    assert state_of(desk, dossier) is DossierState.RETURNED
    assert "Đã trả 1 hồ sơ gốc" in said(hands)
    hands.click("revise")
    assert read_dossier(desk, gathered).state is DossierState.DRAFT


def test_who_may_not_gather_is_told_so_by_every_button(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather(page, monkeypatch, Purpose.MEETING)
    page.page._bench.rights = Rights(OfficerRole.VIEWER)
    page.page.refresh()
    page.idle()

    assert page.why_not("gather").startswith("Vai trò «Chỉ xem» không được")
    page.page._view._make_buttons()
    assert page.why_not("add") == page.why_not("gather")
    assert page.why_not("decide").endswith("ra quyết định, hủy bỏ khen thưởng.")
