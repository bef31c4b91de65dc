"""The pages of the council: filling, typing votes, live count, papers, the way from a dossier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.council_papers import CouncilPaper
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.council.page import CouncilPage
from desktop.views.council.papers_tab import PapersTab
from desktop.views.council.terms_page import CouncilTermsPage
from desktop.views.council.votes_tab import agree_preview
from desktop.views.widgets.dialogs import ChoiceDialog, ConfirmDialog, FilePicker
from desktop.views.workspace import Workspace
from tests.services.commune_dossier import REASON, saved
from tests.services.council_kit import Council
from tests.views.hands import Hands, work


@pytest.fixture
def council(office: Desk) -> Council:
    return Council(office)


@pytest.fixture
def hands(qtbot: QtBot, council: Council, runner: JobRunner) -> Hands:
    return work(qtbot, council.desk, runner, CouncilPage, Changes())


def _open(hands: Hands, council: Council) -> CouncilPage:
    page = hands.page
    assert isinstance(page, CouncilPage)
    page.open_for_dossier(council.dossier)
    hands.idle()
    return page


def _column(page: CouncilPage, name: str) -> int:
    return page.votes.grid.model.fields.index(name)


def test_a_session_begun_from_a_dossier_is_filled_in_and_saved(
    hands: Hands, council: Council
) -> None:
    page = _open(hands, council)
    assert page.votes.grid.model.rowCount() == 3
    assert page.attendance.grid.model.rowCount() == 9

    hands.click("save")

    (row,) = council.desk.council_sessions.list_rows()
    assert (row.members, row.votes, row.voted) == (9, 3, 0)


def test_votes_are_typed_down_the_column_and_counted_while_they_are(
    hands: Hands, council: Council, qtbot: QtBot
) -> None:
    page = _open(hands, council)
    page.tabs.setCurrentWidget(page.votes)
    view, model = page.votes.grid.view, page.votes.grid.model
    view.setFocus()
    view.setCurrentIndex(model.index(1, _column(page, "issued")))
    for number in ("9", "9"):
        qtbot.keyClicks(view, number)
        editor = QApplication.focusWidget()
        assert editor is not None
        with qtbot.waitSignal(view.selectionModel().currentChanged):
            qtbot.keyClick(editor, Qt.Key.Key_Return)
    for name, number in (("collected", 9), ("valid", 9), ("in_favour", 8), ("against", 1)):
        model.setData(model.index(1, _column(page, name)), str(number))

    assert [model.rows[n]["issued"] for n in (1, 2)] == [9, 9]
    assert model.index(1, len(model.fields)).data() == "88,89%"
    assert "Có mặt 9/9 thành viên" in hands.text("votes_tab_words")
    assert "(chưa đối chiếu)" in hands.text("votes_tab_words")


def test_a_percentage_nobody_has_written_down_is_one_button_away(
    hands: Hands, council: Council, qtbot: QtBot
) -> None:
    page = _open(hands, council)
    page.tabs.setCurrentWidget(page.votes)
    assert "chưa ghi ở trang «Pháp luật»" in hands.text("votes_tab_words")
    with qtbot.waitSignal(page.record_requested) as asked:
        hands.click("open_law")
    assert asked.args[0] == "legal"
    shown = council.desk.law_corrections.list_rows()
    assert next(row.group for row in shown if row.id == asked.args[1]) == "Tỷ lệ phiếu đồng ý"


def test_all_agree_is_shown_before_it_is_written(
    hands: Hands, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _open(hands, council)
    asked: list[str] = []

    def ask(_parent: object, _title: str, text: str, **_more: object) -> bool:
        asked.append(text)
        return len(asked) > 1

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    hands.click("all_agree")
    assert [v.is_blank for v in page.form.draft().votes] == [True] * 3
    hands.click("all_agree")

    assert asked[0].splitlines() == [
        "• 2 dòng: 9 phiếu phát ra, thu về, hợp lệ và đồng ý; 0 không đồng ý",
        "• 1 dòng: 8 phiếu phát ra, thu về, hợp lệ và đồng ý; 0 không đồng ý",
    ]
    assert [v.in_favour for v in page.form.draft().votes] == [8, 9, 9]
    assert hands.why_not("all_agree") == "Không có dòng nào còn trống"


def test_the_preview_says_what_stays(council: Council) -> None:
    before = council.begun()
    typed = replace(before.votes[0], issued=8)
    before = replace(before, votes=(typed, *before.votes[1:]))

    assert agree_preview(before, before) == "• 3 dòng đã có số liệu: giữ nguyên"


def test_a_number_that_cannot_be_is_told_beside_its_cell_and_nothing_is_lost(
    hands: Hands, council: Council
) -> None:
    page = _open(hands, council)
    model = page.votes.grid.model
    model.setData(model.index(0, _column(page, "issued")), "9")

    hands.click("save")

    assert council.desk.council_sessions.list_rows() == []
    assert "tính cả người không tham gia biểu quyết" in hands.text("votes_problem")
    assert page.tabs.currentWidget() is page.votes
    assert model.rows[0]["issued"] == 9


def test_members_and_recusals_are_fetched_by_buttons(hands: Hands, council: Council) -> None:
    page = _open(hands, council)
    page.attendance.grid.take(())
    page.recusals.grid.take(())
    assert hands.why_not("propose") == "Cần có điểm danh và đề nghị trước"

    hands.click("fill_attendance")
    hands.click("propose")

    assert page.attendance.grid.model.rowCount() == 9
    assert page.recusals.grid.value()[0].full_name == "Đặng Thị Ước"
    assert hands.text("attendance_tab_words") == "Có mặt 9, vắng 0."


def test_an_empty_session_says_why_its_buttons_wait(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    hands = work(qtbot, office, runner, CouncilPage, Changes())
    assert hands.why_not("fill_attendance") == "Chọn một phiên họp trước"
    hands.click("new")

    assert hands.why_not("fill_attendance") == "Chọn «Hội đồng» ở mục Phiên họp trước"
    assert hands.why_not("fill_votes") == "Chọn «Hồ sơ xét» ở mục Phiên họp trước"
    assert hands.why_not("all_agree") == "Điểm danh trước"
    assert "Chưa điểm danh" in hands.text("votes_tab_words")


def test_where_no_council_is_written_down_a_new_session_leads_to_the_page_of_councils(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    hands = work(qtbot, office, runner, CouncilPage, Changes())
    assert hands.page.banner.text == ""
    hands.click("new")
    assert "Chưa có Hội đồng nào để chọn" in hands.page.banner.text

    with qtbot.waitSignal(hands.page.record_requested) as asked:
        hands.click("banner_action_1")
    assert asked.args == ["council_terms", None]


def test_a_council_written_down_meanwhile_ends_the_word_about_it(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    hands = work(qtbot, office, runner, CouncilPage, Changes())
    hands.click("new")
    Council(office)
    hands.page.refresh()
    hands.idle()
    assert hands.page.banner.text == ""


def test_the_session_of_a_dossier_past_changing_only_reads(
    hands: Hands, council: Council, tmp_path: Path
) -> None:
    dossier = council.commune.complete_dossier(tmp_path)
    draft = council.desk.council_sessions.draft_for(dossier)
    council.held(replace(draft, held_on=council.begun().held_on))
    assert council.desk.dossiers.mark_ready(dossier, REASON).ready
    page = hands.page
    page.open_for_dossier(dossier)
    hands.idle()

    assert page.votes.grid.model.read_only
    assert "chỉ đọc" in hands.why_not("fill_votes")
    assert "chỉ đọc" in hands.text("votes_tab_words")


def test_an_open_session_becomes_read_only_when_its_dossier_goes_on_elsewhere(
    hands: Hands, council: Council, tmp_path: Path
) -> None:
    dossier = council.commune.complete_dossier(tmp_path)
    draft = council.desk.council_sessions.draft_for(dossier)
    council.held(replace(draft, held_on=council.begun().held_on))
    page = hands.page
    page.open_for_dossier(dossier)
    hands.idle()
    assert not page.votes.grid.model.read_only

    assert council.desk.dossiers.mark_ready(dossier, REASON).ready
    page._bench.changes.tell({"dossiers"})
    hands.idle()

    assert page.votes.grid.model.read_only
    assert "chỉ đọc" in hands.text("votes_tab_words")


def test_papers_wait_for_a_save_and_tell_what_they_lack(
    hands: Hands, council: Council, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = _open(hands, council)
    page.tabs.setCurrentWidget(page.papers)
    assert hands.why_not("show_minutes_pdf").startswith("Lưu phiên họp trước")
    hands.click("save")
    page.tabs.setCurrentWidget(page.votes)
    page.tabs.setCurrentWidget(page.papers)
    hands.idle()
    opened: list[Path] = []
    folder = tmp_path / "giay-to"
    folder.mkdir()
    monkeypatch.setattr(PapersTab, "open_file", staticmethod(opened.append))
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: folder)

    assert "số biên bản" in hands.text("note_minutes")
    hands.click("show_minutes_pdf")
    hands.click("show_minutes_docx")
    page.papers.format.setCurrentIndex(2)
    hands.click("save_council_papers")

    assert [path.suffix for path in opened] == [".pdf", ".docx"]
    assert opened[0].read_bytes().startswith(b"%PDF")
    assert len(list(folder.iterdir())) == 10


def test_no_ballots_for_nobody_is_said_on_the_tab(hands: Hands, council: Council) -> None:
    empty = replace(council.begun(), attendance=(), recusals=())
    record = saved(council.desk.council_sessions, empty)
    page = hands.page
    page.open_record(record)
    hands.idle()
    page.tabs.setCurrentWidget(page.papers)

    hands.click(f"show_{CouncilPaper.BALLOTS.name.lower()}_pdf")

    label = hands.find(QLabel, "banner_text", page.papers)
    assert "Không có gì để in" in label.text()


def test_somebody_elses_save_keeps_what_was_typed_here(hands: Hands, council: Council) -> None:
    sessions = council.desk.council_sessions
    record = council.held()
    page = hands.page
    page.open_record(record)
    hands.idle()
    saved(sessions, replace(sessions.open_draft(record), place="Nhà văn hóa"))
    model = page.votes.grid.model
    model.setData(model.index(1, _column(page, "note")), "kiểm lại")

    hands.click("save")

    assert page.form.is_dirty
    assert page.form.draft().votes[1].note == "kiểm lại"
    assert sessions.open_draft(record).place == "Nhà văn hóa"


def test_the_members_of_a_council_are_typed_on_a_page_of_their_own(
    qtbot: QtBot, council: Council, runner: JobRunner
) -> None:
    hands = work(qtbot, council.desk, runner, CouncilTermsPage, Changes())
    hands.page.open_record(council.term)
    hands.idle()

    assert len(hands.page.form.draft().members) == 9
    assert hands.find(QPushButton, "members_add").isEnabled()


def test_a_dossier_leads_to_its_session(
    qtbot: QtBot, council: Council, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a: "discard")
    window = Workspace(council.desk, runner)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.start()
    window.open_record("dossiers", council.dossier)
    qtbot.waitUntil(lambda: not runner.busy)
    button = window.page("dossiers").findChild(QPushButton, "open_session")
    assert button.isEnabled()

    button.click()
    qtbot.waitUntil(lambda: not runner.busy)

    page = window.page("council_sessions")
    assert page.isVisible()
    assert page.form.draft().dossier_id == council.dossier
    assert page.form.is_dirty
