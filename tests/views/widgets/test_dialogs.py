"""Questions: the safe answer is the default, and nothing dangerous goes without a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPlainTextEdit, QPushButton

from desktop.errors import StorageError
from desktop.views.widgets.dialogs import (
    ChoiceDialog,
    ConfirmDialog,
    FilePicker,
    MessagePanel,
    ReasonDialog,
)

Act = Callable[[QDialog], None]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, qtbot) -> Callable[[Act], None]:
    """Return what stands in for the person: the act is done to the dialog when it opens."""

    def prepare(act: Act) -> None:
        def run(dialog: QDialog) -> int:
            dialog.show()
            act(dialog)
            dialog.hide()
            return dialog.result()

        monkeypatch.setattr(QDialog, "exec", run)

    return prepare


def press(qtbot, name: str) -> Act:
    def act(dialog: QDialog) -> None:
        qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)

    return act


def test_yes_means_yes_and_the_default_means_no(qtbot, dressed, answer) -> None:
    def ask() -> bool:
        return ConfirmDialog.ask(None, "Thu hồi", "Thu hồi hồ sơ đã gửi?", yes="Thu hồi")

    answer(press(qtbot, "yes"))
    assert ask() is True
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert ask() is False
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask() is False


def test_the_default_button_of_a_question_is_the_safe_one(qtbot, answer) -> None:
    defaults: list[str] = []

    def look(dialog: QDialog) -> None:
        defaults.extend(b.text() for b in dialog.findChildren(QPushButton) if b.isDefault())

    answer(look)
    ConfirmDialog.ask(None, "Xóa", "Bỏ bản nháp?", yes="Bỏ bản nháp", no="Giữ lại")
    ReasonDialog.ask(None, "Trả lại", "Trả hồ sơ?", yes="Trả lại", dangerous=True)
    ChoiceDialog.ask(None, "Chưa lưu", "Làm gì?", [("save", "Lưu"), ("discard", "Bỏ")])
    assert defaults == ["Giữ lại", "Thôi", "Ở lại"]


def test_one_of_several_ways_is_chosen(qtbot, answer) -> None:
    def ask() -> str | None:
        choices = [("save", "Lưu"), ("discard", "Bỏ thay đổi")]
        return ChoiceDialog.ask(None, "Chưa lưu", "Làm gì?", choices)

    answer(press(qtbot, "discard"))
    assert ask() == "discard"
    answer(press(qtbot, "stay"))
    assert ask() is None
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask() is None


def test_a_reason_must_be_typed(qtbot, answer, type_text) -> None:
    def give(dialog: QDialog) -> None:
        yes = dialog.findChild(QPushButton, "yes")
        assert not yes.isEnabled()
        assert yes.toolTip()
        field = dialog.findChild(QPlainTextEdit, "reason")
        type_text(field, "   ")
        assert not yes.isEnabled()
        type_text(field, "Thiếu bie\u0302n ba\u0309n")
        qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)

    answer(give)
    assert ReasonDialog.ask(None, "Trả lại", "Vì sao?", yes="Trả lại") == "Thiếu biên bản"
    answer(press(qtbot, "no"))
    assert ReasonDialog.ask(None, "Trả lại", "Vì sao?", yes="Trả lại") is None


def test_a_refusal_says_three_things(qtbot, answer) -> None:
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        press(qtbot, "close")(dialog)

    answer(read)
    MessagePanel.tell(None, StorageError(StorageError.Code.DISK_FULL))
    assert "Đĩa đã đầy." in said
    assert any("còn nguyên" in text for text in said)
    assert any("giải phóng" in text for text in said)


def test_files_come_back_as_paths_and_nothing_as_nothing(monkeypatch, tmp_path: Path) -> None:
    chosen = str(tmp_path / "hồ sơ.asice")
    for name, given in (
        ("getOpenFileName", (chosen, "")),
        ("getOpenFileNames", ([chosen], "")),
        ("getSaveFileName", (chosen, "")),
        ("getExistingDirectory", chosen),
    ):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_a, g=given, **_k: g))
    assert FilePicker.open_file(None, "Mở", "*") == Path(chosen)
    assert FilePicker.open_files(None, "Mở", "*") == [Path(chosen)]
    assert FilePicker.save_file(None, "Lưu", "a", "*") == Path(chosen)
    assert FilePicker.folder(None, "Chọn") == Path(chosen)
    for name, given in (("getOpenFileName", ("", "")), ("getExistingDirectory", "")):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_a, g=given, **_k: g))
    assert FilePicker.open_file(None, "Mở", "*") is None
    assert FilePicker.folder(None, "Chọn") is None
