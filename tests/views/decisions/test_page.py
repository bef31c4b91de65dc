"""Decisions and certificates: what was decided, its papers, and how the certificates will look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.views.changes import Changes
from desktop.views.decisions.decision_dialog import Candidate, DecisionDialog, DecisionOffer
from desktop.views.decisions.page import DecisionsPage
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work


@pytest.fixture
def decided(appraised: TwoOffices) -> TwoOffices:
    """Both offices once the district has decided."""
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is not None
    return appraised


@pytest.fixture
def page(qtbot: QtBot, decided: TwoOffices, runner: JobRunner) -> Hands:
    hands = work(qtbot, decided.district, runner, DecisionsPage, Changes())
    hands.page.panel.view.selectRow(0)
    hands.idle()
    return hands


def test_a_decision_opens_with_its_awards_in_the_order_of_its_list(page: Hands) -> None:
    assert page.text("decision_heading").startswith("Quyết định số 01/QĐ-")
    awards = page.find(QTreeWidget, "awards")
    lines = [awards.topLevelItem(n) for n in range(awards.topLevelItemCount())]
    assert [line.text(0) for line in lines] == ["1", "2", "3"]
    assert [line.text(3) for line in lines] == ["1", "2", "3"]


def test_the_paper_is_opened_from_a_copy(page: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )

    page.click("open_paper")

    assert opened[0].read_bytes().startswith(b"%PDF")


def test_papers_and_answer_are_kept_where_the_officer_says(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)

    page.click("save_papers")
    page.click("copy_answer")

    kinds = sorted(path.suffix for path in tmp_path.iterdir() if path.is_file())
    assert kinds == [".p7m", ".pdf"]


def test_the_preview_turns_page_by_page(page: Hands) -> None:
    page.page.show_certificates()
    page.idle()
    assert page.text("preview_caption").startswith("Tờ 1/3 · số 1 · ")
    assert not page.find(QLabel, "preview").pixmap().isNull()
    assert page.why_not("previous") == "Đây là tờ đầu"

    page.click("next")
    page.click("next")

    assert page.text("preview_caption").startswith("Tờ 3/3")
    assert page.why_not("next") == "Đây là tờ cuối"


def test_another_layout_or_shift_is_drawn_at_once(page: Hands) -> None:
    page.page.show_certificates()
    page.idle()
    preview = page.find(QLabel, "preview")
    before = preview.pixmap().toImage()

    page.find(QDoubleSpinBox, "shift_right").setValue(10)
    page.idle()
    shifted = preview.pixmap().toImage()
    layouts = page.find(QComboBox, "layout")
    layouts.setCurrentIndex(layouts.findData("a4-overlay"))
    page.idle()

    assert before != shifted
    assert preview.pixmap().toImage() != shifted


def test_only_the_certificates_asked_for_are_written(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "giay-khen"
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: target)
    page.page.show_certificates()
    page.find(QLineEdit, "page_range").setText("2-3")

    page.click("write")

    assert target.with_name("giay-khen.pdf").read_bytes().startswith(b"%PDF")
    panel = page.page._view.certificates
    assert panel.banner.text.startswith("Đã ghi 2 giấy khen")


def test_a_range_outside_the_list_is_refused_in_words(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "x.pdf")
    page.page.show_certificates()
    page.find(QLineEdit, "page_range").setText("2-9")

    page.click("write")

    assert "2-9" in page.page._view.certificates.banner.text
    assert not (tmp_path / "x.pdf").exists()


def test_a_decision_received_says_who_prints_its_certificates(
    qtbot: QtBot, decided: TwoOffices, runner: JobRunner, tmp_path: Path
) -> None:
    district, commune = decided.district, decided.commune
    answer = next(p for p in district.outbox.list_rows() if p.kind == "decision")
    commune.inbox.receive(district.outbox.copy_to(answer.package_id, tmp_path))

    page = work(qtbot, commune, runner, DecisionsPage, Changes())
    page.page.panel.view.selectRow(0)
    page.idle()

    assert "cơ quan đã quyết định in" in page.why_not("write")
    assert page.find(QTreeWidget, "awards").topLevelItemCount() == 3


def _offer(decided: TwoOffices) -> DecisionOffer:
    one, two = decided.district.appraisal.open(decided.dossier_id).nominations[:2]
    return DecisionOffer(
        decided.draft(number=7),
        (
            Candidate(one.id, one.name, one.award, granted=True),
            Candidate(two.id, two.name, two.award, granted=False, note="Tạm dừng", left_out=True),
        ),
    )


def test_striking_somebody_off_wants_a_reason(
    qtbot: QtBot, appraised: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = DecisionDialog(None, _offer(appraised))
    qtbot.addWidget(dialog)
    line = dialog.findChild(QTreeWidget, "candidates").topLevelItem(0)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: None)
    line.setCheckState(0, Qt.CheckState.Unchecked)
    assert line.checkState(0) is Qt.CheckState.Checked

    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Hội đồng không thông qua")
    line.setCheckState(0, Qt.CheckState.Unchecked)

    assert line.text(2) == "Hội đồng không thông qua"
    assert not dialog.yes.isEnabled()
    line.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.yes.text() == "Quyết định khen 1 đối tượng"


def test_a_number_offered_for_one_year_is_not_kept_for_another(
    qtbot: QtBot, appraised: TwoOffices
) -> None:
    dialog = DecisionDialog(None, _offer(appraised))
    qtbot.addWidget(dialog)
    day = dialog.form.findChild(QLineEdit, "decided_on_field")

    day.selectAll()
    qtbot.keyClicks(day, "05/01/2024")

    assert dialog.form.draft().number is None


def test_the_button_tells_awards_from_the_people_who_get_them(
    qtbot: QtBot, decided: TwoOffices
) -> None:
    offer = _offer(decided)
    one, two = offer.candidates
    same = tuple(
        replace(each, granted=True, left_out=False, recipient=("Lê Thừa Ấn",))
        for each in (one, two)
    )
    dialog = DecisionDialog(None, replace(offer, candidates=same))
    qtbot.addWidget(dialog)

    assert dialog.yes.text() == "Quyết định 2 lượt khen cho 1 đối tượng"
