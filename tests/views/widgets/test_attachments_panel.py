"""The panel of attached files, on a real office: add, open, save out, take away, refusals."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.campaigns import CampaignDraft
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.widgets.attachments_panel import AttachmentsPanel, size_text
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from tests.services.conftest import clock, commune_template, office, open_copy

__all__ = ["clock", "commune_template", "office", "open_copy"]


@pytest.fixture
def campaign(office: Desk) -> UUID:
    report = office.campaigns.save_draft(CampaignDraft(name="Chuyển đổi số"))
    assert report.id is not None
    return report.id


@pytest.fixture
def panel(
    qtbot: QtBot,
    office: Desk,
    runner: JobRunner,
    campaign: UUID,
) -> AttachmentsPanel:
    made = AttachmentsPanel(Bench(office, runner, Changes()), "campaigns")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.show_owner(campaign)
    qtbot.waitUntil(lambda: not runner.busy)
    return made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Buổi phát động.png"
    Image.new("RGB", (32, 32), "red").save(path)
    return path


def _idle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def _button(panel: AttachmentsPanel, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert found is not None
    return found


def _names(panel: AttachmentsPanel) -> list[str]:
    files = panel.findChild(QTreeWidget, "attachment_list")
    assert files is not None
    items = [files.topLevelItem(n) for n in range(files.topLevelItemCount())]
    return [item.text(0) for item in items if item is not None]


def _add(panel: AttachmentsPanel, paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FilePicker, "open_files", lambda *_a: paths)
    _button(panel, "add_file").click()


def test_an_added_file_stands_in_the_list_and_says_so(
    panel: AttachmentsPanel,
    qtbot: QtBot,
    runner: JobRunner,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with qtbot.waitSignal(panel.changed):
        _add(panel, [photo], monkeypatch)
    _idle(qtbot, runner)

    assert _names(panel) == ["Buổi phát động.png"]
    assert _button(panel, "open_file").isEnabled()


def test_a_file_that_lies_is_refused_in_the_panel_and_the_good_one_before_it_stays(
    panel: AttachmentsPanel,
    qtbot: QtBot,
    runner: JobRunner,
    photo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    liar = tmp_path / "don.pdf"
    liar.write_bytes(b"khong phai pdf")

    _add(panel, [photo, liar], monkeypatch)
    _idle(qtbot, runner)

    assert panel.banner.text
    assert _names(panel) == ["Buổi phát động.png"]


def test_a_file_dropped_on_the_panel_is_added(
    panel: AttachmentsPanel, qtbot: QtBot, runner: JobRunner, photo: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)

    panel.dropEvent(QDropEvent(QPointF(9, 9), *rest, Qt.KeyboardModifier.NoModifier))
    _idle(qtbot, runner)

    assert _names(panel) == ["Buổi phát động.png"]


def test_a_copy_is_saved_out_as_it_came_in(
    panel: AttachmentsPanel,
    qtbot: QtBot,
    runner: JobRunner,
    photo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "ra-ngoai.png"
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: target)
    _add(panel, [photo], monkeypatch)
    _idle(qtbot, runner)

    _button(panel, "save_file").click()
    _idle(qtbot, runner)

    assert target.read_bytes() == photo.read_bytes()


def test_opening_hands_a_copy_to_the_system_and_it_goes_with_the_panel(
    panel: AttachmentsPanel,
    qtbot: QtBot,
    runner: JobRunner,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    _add(panel, [photo], monkeypatch)
    _idle(qtbot, runner)

    _button(panel, "open_file").click()
    _idle(qtbot, runner)

    [copy] = opened
    assert copy.name == "Buổi phát động.png"
    assert copy.read_bytes() == photo.read_bytes()


def test_taking_a_file_away_asks_first(
    panel: AttachmentsPanel,
    qtbot: QtBot,
    runner: JobRunner,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: next(answers))
    _add(panel, [photo], monkeypatch)
    _idle(qtbot, runner)

    _button(panel, "remove_file").click()
    _idle(qtbot, runner)
    assert _names(panel) == ["Buổi phát động.png"]
    _button(panel, "remove_file").click()
    _idle(qtbot, runner)

    assert _names(panel) == []
    assert _button(panel, "remove_file").toolTip() == "Chọn một tệp trong danh sách trước"


def test_a_record_never_saved_takes_no_files_and_a_frozen_one_says_why(
    panel: AttachmentsPanel,
    qtbot: QtBot,
    runner: JobRunner,
    photo: Path,
    campaign: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _add(panel, [photo], monkeypatch)
    _idle(qtbot, runner)

    panel.show_owner(None)
    assert _names(panel) == []
    assert not _button(panel, "add_file").isEnabled()
    panel.show_owner(campaign, read_only="Hồ sơ đã gửi, không sửa được.")
    _idle(qtbot, runner)

    assert _names(panel) == ["Buổi phát động.png"]
    assert _button(panel, "save_file").isEnabled()
    for name in ("add_file", "remove_file"):
        assert not _button(panel, name).isEnabled()
        assert _button(panel, name).toolTip() == "Hồ sơ đã gửi, không sửa được."


def test_sizes_are_said_as_people_say_them() -> None:
    assert size_text(900) == "900 byte"
    assert size_text(1_536) == "1,5 KB"
    assert size_text(3 * 1024 * 1024) == "3 MB"
