"""The appraisal desk: verdicts by key, nothing finished half, and the way to the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabWidget,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict, VoteMethod
from desktop.models import CouncilSession, CouncilTerm, SessionVote
from desktop.services.appraisal import ReturnPoint
from desktop.views.appraisal.page import AppraisalPage
from desktop.views.appraisal.reason_dialog import PickReasonDialog
from desktop.views.appraisal.return_dialog import ReturnAnswer, ReturnDialog
from desktop.views.changes import Changes
from desktop.views.decisions.decision_dialog import (
    DecisionAnswer,
    DecisionDialog,
    DecisionOffer,
)
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker, ReasonDialog
from tests.services.two_offices import TwoOffices, state_of
from tests.views.hands import Hands, work


@pytest.fixture
def desk(qtbot: QtBot, sent: TwoOffices, runner: JobRunner) -> Hands:
    """The open dossier, of three nominations, right after it was taken in."""
    sent.receive()
    hands = work(qtbot, sent.district, runner, AppraisalPage, Changes())
    hands.page.open_record(sent.dossier_id)
    hands.idle()
    return hands


@pytest.fixture
def judged(qtbot: QtBot, appraised: TwoOffices, runner: JobRunner) -> Hands:
    """The same dossier, appraised."""
    hands = work(qtbot, appraised.district, runner, AppraisalPage, Changes())
    hands.page.open_record(appraised.dossier_id)
    hands.idle()
    return hands


def _verdicts(desk: Hands, two: TwoOffices) -> list[Verdict | None]:
    return [n.verdict for n in desk.desk.appraisal.open(two.dossier_id).nominations]


def _press(desk: Hands, key: Qt.Key) -> None:
    view = desk.page._view.panel.view
    # Keys reach a shortcut only in the window at work.
    desk.page.activateWindow()
    view.setFocus()
    desk.qtbot.waitUntil(view.hasFocus)
    desk.qtbot.keyClick(view, key)
    desk.idle()


def test_the_list_counts_dossiers_by_state_and_opens_one(
    qtbot: QtBot, sent: TwoOffices, runner: JobRunner
) -> None:
    sent.receive()
    desk = work(qtbot, sent.district, runner, AppraisalPage, Changes())
    assert desk.find(QPushButton, "state_received").text() == "Đã tiếp nhận: 1"

    desk.page.panel.view.selectRow(0)
    desk.click("open")

    assert "Đề nghị khen thưởng" in desk.text("dossier_title")
    assert desk.text("verdict_count") == "0/3 đã có ý kiến"


def test_one_key_gives_the_verdict_and_goes_on_to_the_next(
    desk: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    _press(desk, Qt.Key.Key_1)
    assert desk.text("verdict_count") == "1/3 đã có ý kiến"
    assert desk.text("nomination_name").startswith("2.")
    monkeypatch.setattr(PickReasonDialog, "ask", lambda *_a: "Thiếu minh chứng")

    _press(desk, Qt.Key.Key_2)

    assert _verdicts(desk, sent) == [Verdict.MEETS, Verdict.DOES_NOT, None]
    assert desk.text("nomination_name").startswith("3.")


def test_no_reason_no_verdict(
    desk: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PickReasonDialog, "ask", lambda *_a: None)

    _press(desk, Qt.Key.Key_4)

    assert _verdicts(desk, sent) == [None, None, None]


def test_a_verdict_can_be_taken_back(desk: Hands, sent: TwoOffices) -> None:
    _press(desk, Qt.Key.Key_1)
    assert _verdicts(desk, sent) == [Verdict.MEETS, None, None]
    first = desk.desk.appraisal.open(sent.dossier_id).nominations[0].id
    desk.page._view.panel.view.select(first)

    _press(desk, Qt.Key.Key_0)

    assert _verdicts(desk, sent) == [None, None, None]


def test_digits_typed_into_the_search_are_no_verdicts(desk: Hands, sent: TwoOffices) -> None:
    desk.qtbot.keyClicks(desk.page._view.panel.search, "12")
    desk.idle()

    assert desk.page._view.panel.search.text() == "12"
    assert _verdicts(desk, sent) == [None, None, None]


def test_the_nomination_stands_as_its_sender_wrote_it(desk: Hands) -> None:
    assert desk.text("achievement").startswith("Đã có thành tích xuất sắc")
    assert "sinh năm 1984" in desk.text("nomination_who")
    prior = desk.find(QListWidget, "prior_awards")
    assert prior.item(0).text() == "Chưa có ở cơ quan này."


def test_it_cannot_be_finished_before_all_have_a_verdict(
    desk: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.why_not("finish") == "Còn 3 đề nghị chưa có ý kiến"
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: True)

    desk.click("all_meet")
    desk.click("finish")

    assert state_of(desk.desk, sent.dossier_id) is DossierState.APPRAISED
    assert "Kết thúc thẩm định" not in desk.page.banner.text
    assert desk.find(QPushButton, "decide").isVisibleTo(desk.page)
    assert desk.why_not("verdict_meets")


def test_what_was_said_of_a_dossier_goes_when_it_goes_on_elsewhere(
    desk: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: True)
    desk.click("all_meet")
    desk.click("finish")
    assert "Việc tiếp theo" in desk.page.banner.text

    desk.page.refresh()
    desk.idle()
    assert "Việc tiếp theo" in desk.page.banner.text

    desk.desk.decisions.decide(sent.dossier_id, sent.draft())
    desk.page.refresh()
    desk.idle()
    assert not desk.page.banner.text


def test_a_paper_not_in_order_is_asked_about_before_the_appraisal_ends(
    desk: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([True, False, True])

    def ask(_parent: Any, title: str, text: str, **_words: Any) -> bool:
        asked.append(f"{title}: {text}")
        return next(answers)

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    items = desk.desk.appraisal_items
    items.set_item(sent.dossier_id, None, "BIEN_BAN", False, "thiếu chữ ký")

    desk.click("all_meet")
    desk.click("finish")
    assert "Biên bản xét khen thưởng: thiếu chữ ký" in asked[-1]
    assert state_of(desk.desk, sent.dossier_id) is DossierState.RECEIVED

    desk.click("finish")
    assert state_of(desk.desk, sent.dossier_id) is DossierState.APPRAISED


def test_a_dossier_goes_back_with_its_points(
    desk: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    point = ReturnPoint(text="Thiếu biên bản họp")
    monkeypatch.setattr(ReturnDialog, "ask", lambda *_a: ReturnAnswer((point,), date(2023, 12, 1)))
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)

    desk.click("return")
    desk.click("banner_action_1", desk.page.banner)

    (package,) = tmp_path.glob("tra-lai-*.asice.p7m")
    assert sent.commune.inbox.receive(package).dossier_id == sent.dossier_id
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RETURNED
    told = sent.commune.dossiers.history(sent.dossier_id)
    assert any("Gửi lại trước ngày 01/12/2023." in event.reason for event in told)


def test_a_dossier_can_be_refused_with_its_reason(
    desk: Hands, sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Không thuộc thẩm quyền")

    desk.click("refuse")

    assert state_of(desk.desk, sent.dossier_id) is DossierState.REFUSED


def test_history_tells_of_both_offices(desk: Hands) -> None:
    history = desk.page._view.findChild(QTreeWidget, "history")
    told = " ".join(history.topLevelItem(n).text(2) for n in range(history.topLevelItemCount()))
    assert "xã Đông An" in told
    assert "huyện Thanh Bình" in told


def _answering(
    monkeypatch: pytest.MonkeyPatch, *changes: Callable[[DecisionOffer], DecisionAnswer | None]
) -> list[DecisionOffer]:
    offers: list[DecisionOffer] = []

    def ask(_parent: Any, offer: DecisionOffer, _preview: object) -> DecisionAnswer | None:
        offers.append(offer)
        return changes[len(offers) - 1](offer)

    monkeypatch.setattr(DecisionDialog, "ask", ask)
    return offers


def test_deciding_offers_the_next_number_and_leads_to_paper_certificates_and_package(
    judged: Hands,
    appraised: TwoOffices,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    offers = _answering(monkeypatch, lambda offer: DecisionAnswer(offer.draft, {}))

    judged.click("decide")

    assert offers[0].draft.number == 1
    assert [candidate.granted for candidate in offers[0].candidates] == [True, True, True]
    assert "Quyết định số 01/QĐ-" in judged.page.banner.text
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    with qtbot.waitSignal(judged.page.record_requested) as asked:
        judged.click("open_decision")
    assert asked.args[0] == "decisions"
    judged.click("banner_action_3", judged.page.banner)
    (package,) = tmp_path.glob("quyet-dinh-*.asice.p7m")
    appraised.commune.inbox.receive(package)
    assert state_of(appraised.commune, appraised.dossier_id) is DossierState.DECIDED


def test_a_wrong_day_is_asked_again_with_what_was_typed(
    judged: Hands, appraised: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = _answering(
        monkeypatch,
        lambda offer: DecisionAnswer(replace(offer.draft, signatory_name=""), {}),
        lambda _offer: None,
    )

    judged.click("decide")

    assert [problem.field for problem in offers[1].problems] == ["signatory_name"]
    assert offers[1].draft.signatory_name == ""
    assert state_of(judged.desk, appraised.dossier_id) is DossierState.APPRAISED


def test_the_certificates_open_over_the_page(
    judged: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answering(monkeypatch, lambda offer: DecisionAnswer(offer.draft, {}))
    judged.click("decide")

    judged.click("banner_action_2", judged.page.banner)

    dialog = judged.find(QDialog, "certificates_dialog")
    assert judged.find(QLabel, "preview_caption", dialog).text().startswith("Tờ 1/3")
    dialog.close()


def test_points_are_collected_one_by_one(qtbot: QtBot) -> None:
    dialog = ReturnDialog(None, [])
    qtbot.addWidget(dialog)
    typed = dialog.findChild(QLineEdit, "point_text")
    assert not dialog.yes.isEnabled()

    typed.setText("Thiếu báo cáo")
    qtbot.keyClick(typed, Qt.Key.Key_Return)

    assert dialog.yes.isEnabled()
    assert [point.text for point in dialog._points] == ["Thiếu báo cáo"]
    dialog.findChild(QPushButton, "drop_point").click()
    assert not dialog.yes.isEnabled()


def test_a_deadline_must_be_a_day_still_to_come(qtbot: QtBot) -> None:
    dialog = ReturnDialog(None, [], date(2023, 11, 20))
    qtbot.addWidget(dialog)
    dialog.findChild(QLineEdit, "point_text").setText("Thiếu báo cáo")
    dialog.findChild(QPushButton, "add_point").click()
    for day, allowed in ((date(2023, 11, 19), False), (date(2023, 11, 20), True), (None, True)):
        dialog.deadline.set_value(day)
        dialog._weigh()
        assert dialog.yes.isEnabled() is allowed
        assert dialog.answer().deadline == day


def test_a_returned_dossier_s_slip_is_made_for_the_sender(
    qtbot: QtBot,
    sent: TwoOffices,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    sent.receive()
    sent.district.appraisal.return_for_correction(sent.dossier_id, [ReturnPoint(text="Thiếu.")])
    hands = work(qtbot, sent.district, runner, AppraisalPage, Changes())
    hands.page.open_record(sent.dossier_id)
    hands.idle()
    out = tmp_path / "ra"
    out.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_asked: out)

    hands.click("make_papers")

    assert {f.name for f in out.iterdir()} == {"phieu-tra-ho-so.pdf", "phieu-tra-ho-so.docx"}


def test_names_that_differ_are_counted_on_their_tab(
    qtbot: QtBot, appraised: TwoOffices, runner: JobRunner
) -> None:
    desk = appraised.district
    first = desk.appraisal.open(appraised.dossier_id).nominations[0]
    with desk.store.writing() as session:
        term = CouncilTerm(name="Hội đồng")
        session.add(term)
        session.flush()
        vote = SessionVote(nomination_id=first.id, recipient_name=f"{first.name} ")
        meeting = CouncilSession(
            title="Phiên họp",
            term_id=term.id,
            dossier_id=appraised.dossier_id,
            method=VoteMethod.SHOW_OF_HANDS,
            votes=[vote],
        )
        session.add(meeting)
        session.commit()
    hands = work(qtbot, desk, runner, AppraisalPage, Changes())
    hands.page.open_record(appraised.dossier_id)
    hands.idle()
    tabs = hands.find(QTabWidget, "dossier_tabs")
    assert "Đối chiếu tên (1)" in [tabs.tabText(n) for n in range(tabs.count())]
