"""The page of layouts worked as an officer works it, on a district's real office."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import OfficerRole
from desktop.services.certificate_layouts import Box
from desktop.services.permissions import Rights
from desktop.views.changes import Changes
from desktop.views.decisions.page import DecisionsPage
from desktop.views.layouts.change_dialog import ChangeDialog
from desktop.views.layouts.layout_dialogs import CopyChoice, CopyDialog
from desktop.views.layouts.page import LayoutsPage
from desktop.views.widgets.dialogs import ChoiceDialog, FilePicker, ReasonDialog
from tests.services.blank_scans import blank_scan
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work


@pytest.fixture
def decided(appraised: TwoOffices) -> TwoOffices:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is not None
    return appraised


@pytest.fixture
def page(qtbot: QtBot, decided: TwoOffices, runner: JobRunner) -> Hands:
    return ready(work(qtbot, decided.district, runner, LayoutsPage, Changes()))


def ready(hands: Hands) -> Hands:
    hands.qtbot.waitUntil(lambda: hands.page.designer.editing.layout.boxes != ())
    hands.idle()
    return hands


def copied(page: Hands, monkeypatch: pytest.MonkeyPatch, name: str = "Phôi đỏ") -> UUID:
    """Make a copy of the layout that is open, and wait until the copy is open."""
    choice = CopyChoice(name, inherits=False, award_code="", recipient_kind=None)
    monkeypatch.setattr(CopyDialog, "ask", lambda *_args: choice)
    page.click("copy_layout")
    designer = page.page.designer
    page.qtbot.waitUntil(lambda: designer.editing.layout.name == name)
    page.idle()
    assert designer.record_id is not None
    return UUID(str(designer.record_id))


def box(page: Hands, box_id: str) -> Box:
    found = page.page.designer.editing.layout.box(box_id)
    assert found is not None
    return found


def nudge(page: Hands, box_id: str = "name") -> None:
    page.page.designer.editing.select([box_id])
    page.qtbot.keyClick(page.page.designer.canvas, Qt.Key.Key_Right)


def said(page: Hands) -> str:
    return str(page.page.banner.text)


def test_the_layout_the_office_prints_with_is_open_first_and_is_not_changed(page: Hands) -> None:
    assert page.text("layout_heading") == "A4 ngang, in màu trên giấy trắng"
    assert "Tạo bản sao" in page.why_not("save")
    assert page.find(QComboBox, "sample_source").currentText().startswith("QĐ 01/QĐ-")
    assert page.text("sample_who").endswith(("Đặng Thị Ước", "Nguyễn Văn Ơn"))


def test_a_copy_is_nudged_saved_and_there_again(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout_id = copied(page, monkeypatch)
    before = box(page, "name")
    nudge(page)
    page.click("save")
    assert said(page) == "Đã lưu mẫu."
    kept = page.desk.layouts.open(layout_id).draft.layout.box("name")
    assert kept == replace(before, x=round(before.x + 0.1, 2))
    # Pressed twice before the first save is done, it is saved once.
    nudge(page)
    page.page.saving.save()
    page.page.saving.save()
    page.idle()
    assert said(page) == "Đã lưu mẫu."
    assert "Chưa có gì" in page.why_not("save")


def test_leaving_asks_and_saves_or_gives_up(page: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    layout_id = copied(page, monkeypatch)
    other = page.desk.layouts.id_of("a4-overlay")
    for answer, moved in (("save", True), ("discard", False), (None, False)):
        page.page.panel.view.select(layout_id)
        page.idle()
        before = box(page, "name").x
        nudge(page)
        monkeypatch.setattr(ChoiceDialog, "ask", lambda *_args, a=answer, **_kw: a)
        page.page.panel.view.select(other)
        page.idle()
        kept = page.desk.layouts.open(layout_id).draft.layout.box("name")
        assert kept is not None
        assert (kept.x != before) is moved
        assert (page.page.open_id == layout_id) is (answer is None)
    assert page.page.designer.is_dirty


def test_a_second_officer_s_save_keeps_both(page: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    layout_id = copied(page, monkeypatch)
    theirs = page.desk.layouts.open(layout_id).draft
    boxes = tuple(replace(b, y=70.0) if b.id == "name" else b for b in theirs.layout.boxes)
    page.desk.layouts.save(replace(theirs, layout=replace(theirs.layout, boxes=boxes)))
    nudge(page)
    mine = box(page, "name")
    page.click("save")
    assert page.page.designer.is_dirty
    page.page.saving.save_aside()
    page.idle()
    rows = {row.name: row for row in page.desk.layouts.list_rows() if not row.is_bundled}
    assert set(rows) == {"Phôi đỏ", "Phôi đỏ (Trần Quốc Đạt)"}
    aside = page.desk.layouts.open(rows["Phôi đỏ (Trần Quốc Đạt)"].id).draft.layout
    assert aside.box("name") == mine
    kept = page.desk.layouts.open(layout_id).draft.layout.box("name")
    assert kept is not None
    assert kept.y == 70.0


def test_what_a_crash_left_behind_is_offered_again(
    page: Hands, monkeypatch: pytest.MonkeyPatch, runner: JobRunner
) -> None:
    layout_id = copied(page, monkeypatch)
    nudge(page)
    wanted = box(page, "name")
    page.page._journal.keep()
    page.idle()
    page.page._journal._timer.stop()
    again = ready(work(page.qtbot, page.desk, runner, LayoutsPage, Changes()))
    assert "đang gõ dở" in said(again)
    again.page._take_up(layout_id)
    again.qtbot.waitUntil(lambda: again.page.designer.is_dirty)
    assert box(again, "name") == wanted
    again.page._journal._timer.stop()


def test_a_layout_goes_out_and_comes_back_the_same(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copied(page, monkeypatch)
    nudge(page)
    page.click("save")
    file = tmp_path / "phoi.gslayout"
    monkeypatch.setattr(FilePicker, "save_file", lambda *_args: file)
    monkeypatch.setattr(FilePicker, "open_file", lambda *_args: file)
    page.click("export_layout")
    nudge(page)
    page.click("save")
    page.click("import_layout")
    names = [row.code for row in page.desk.layouts.list_rows() if not row.is_bundled]
    assert names == ["phoi-do", "phoi-do-2"]
    first, second = page.desk.layouts.layout("phoi-do"), page.desk.layouts.layout("phoi-do-2")
    moved = second.box("name")
    assert moved is not None
    assert first.box("name") == replace(moved, x=round(moved.x + 0.1, 2))


def test_a_scan_of_another_shape_asks_what_it_is(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    layout_id = copied(page, monkeypatch)
    source = blank_scan(tmp_path / "phoi.png", 877, 760)
    monkeypatch.setattr(FilePicker, "open_file", lambda *_args: source)
    page.click("choose_scan")
    assert "877" in said(page)
    assert "297" in said(page)
    assert page.desk.layout_scans.open(layout_id) is None
    stretched, _ = page.page.files._fits(source)
    stretched[1]()
    page.idle()
    assert "không bao giờ in ra" in said(page)
    assert page.desk.layout_scans.open(layout_id) is not None
    assert page.text("scan_line").startswith("phoi.png")
    page.click("remove_scan")
    assert page.desk.layout_scans.open(layout_id) is None


def test_the_layout_as_it_stands_is_tried_on_paper(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copied(page, monkeypatch)
    nudge(page)
    monkeypatch.setattr(FilePicker, "save_file", lambda *_args: tmp_path / "thử")
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.click("test_pdf")
    assert (tmp_path / "thử.pdf").read_bytes().startswith(b"%PDF")
    assert opened == [str(tmp_path / "thử.pdf")]


def test_a_layout_is_chosen_put_away_and_brought_back(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout_id = copied(page, monkeypatch)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_args, **_kw: "Hết phôi")
    page.click("choose_default")
    assert page.desk.certificates.default_layout() == "phoi-do"
    page.click("archive")
    assert "mặc định" in said(page)
    page.desk.layouts.choose_default("a4-plain")
    page.click("archive")
    assert page.desk.layouts.open(layout_id).row.is_archived


def test_name_and_use_are_typed_on_the_paper_s_tab(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout_id = copied(page, monkeypatch)
    name = page.find(QLineEdit, "layout_name")
    name.setText("Phôi xanh")
    name.editingFinished.emit()
    award = page.find(QComboBox, "award_code")
    award.setCurrentIndex(award.findData("LDTT"))
    award.activated.emit(award.currentIndex())
    page.click("save")
    row = page.desk.layouts.open(layout_id).row
    assert (row.name, row.award_code, row.code) == ("Phôi xanh", "LDTT", "phoi-do")


def test_nothing_is_cut_off_on_the_smallest_screen(page: Hands) -> None:
    page.page.resize(1158, 738)
    hint = page.page.minimumSizeHint()
    assert hint.width() <= 1158
    assert hint.height() <= 738
    tools = page.page.designer.tools
    for button in tools.findChildren(QToolButton):
        corner = button.mapTo(tools, button.rect().bottomRight())
        assert tools.rect().contains(corner), button.objectName()


@pytest.fixture
def decisions(qtbot: QtBot, decided: TwoOffices, runner: JobRunner) -> Hands:
    hands = work(qtbot, decided.district, runner, DecisionsPage, Changes())
    hands.page.panel.view.selectRow(0)
    hands.idle()
    hands.page.show_certificates()
    hands.idle()
    return hands


def test_one_certificate_is_changed_from_the_decision_and_only_the_change_is_kept(
    decisions: Hands,
) -> None:
    decisions.click("change_certificate")
    dialog = decisions.page.window().findChild(ChangeDialog)
    assert dialog is not None
    decisions.qtbot.waitUntil(lambda: dialog.designer.editing.layout.boxes != ())
    dialog.designer.editing.select(["name"])
    decisions.qtbot.keyClick(dialog.designer.canvas, Qt.Key.Key_Down)
    decisions.click("save_change", dialog)
    (row,) = decisions.desk.certificate_changes.list_for(decisions.page.open_id)
    assert row.changed == ("name",)
    assert dialog.banner.text.startswith("Đã lưu phần sửa riêng")
    decisions.click("undo_change", dialog)
    assert decisions.desk.certificate_changes.list_for(decisions.page.open_id) == []
    dialog.close()


def test_closing_a_certificate_s_designer_asks_first(
    decisions: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions.click("change_certificate")
    dialog = decisions.page.window().findChild(ChangeDialog)
    assert dialog is not None
    decisions.qtbot.waitUntil(lambda: dialog.designer.editing.layout.boxes != ())
    dialog.designer.editing.select(["name"])
    decisions.qtbot.keyClick(dialog.designer.canvas, Qt.Key.Key_Down)
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_args, **_kw: None)
    dialog.close()
    assert dialog.isVisible()
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_args, **_kw: "save")
    dialog.close()
    decisions.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    (row,) = decisions.desk.certificate_changes.list_for(decisions.page.open_id)
    assert row.changed == ("name",)


def test_an_officer_who_only_reads_is_told_why_nothing_can_be_changed(
    qtbot: QtBot, decided: TwoOffices, runner: JobRunner
) -> None:
    layout_id = decided.district.layouts.copy("a4-overlay", "Phôi đỏ", inherits=False).id
    rights = Rights(OfficerRole.VIEWER)
    page = ready(
        work(
            qtbot,
            decided.district,
            runner,
            lambda bench: LayoutsPage(replace(bench, rights=rights)),
            Changes(),
        )
    )
    page.page.open_record(layout_id)
    page.qtbot.waitUntil(lambda: page.page.designer.record_id == layout_id)
    page.idle()
    nudge(page)
    assert not page.page.designer.is_dirty
    for name in ("save", "copy_layout", "choose_default", "archive", "import_layout"):
        assert page.why_not(name).startswith("Vai trò")
