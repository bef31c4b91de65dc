"""Qt's own words are Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from desktop.views.widgets import qt_words


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[QApplication]:
    before = QLocale()
    qt_words.install(qapp)
    qt_words.install(qapp)
    yield qapp
    (words,) = [t for t in qapp.findChildren(QTranslator) if t.objectName() == "qt_words"]
    qapp.removeTranslator(words)
    words.setObjectName("")
    words.deleteLater()
    QLocale.setDefault(before)


def test_the_menu_of_a_text_field_is_vietnamese(qtbot, speaking) -> None:
    field = QLineEdit("Đỗ")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    texts = {action.text().partition("\t")[0] for action in menu.actions() if action.text()}
    menu.deleteLater()
    assert {"&Hoàn tác", "&Sao chép", "&Dán", "Chọn tất cả"} <= texts


def test_standard_buttons_are_vietnamese(qtbot, speaking) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel)
    texts = {button.text().replace("&", "") for button in box.buttons()}
    assert texts == {"Lưu", "Thôi"}


def test_a_word_without_translation_stays_as_it_is(qtbot, speaking) -> None:
    assert speaking.translate("Nowhere", "Unheard of") == "Unheard of"


def test_months_and_days_are_vietnamese(speaking) -> None:
    assert QLocale().toString(QDate(2023, 1, 5), "dddd, MMMM") == "Thứ Năm, tháng 1"
