"""«Câu chữ giấy tờ»: a sentence is seen while it is worded, and saved only when it may be used."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.legal.texts_tab import TextsTab
from desktop.views.widgets.dialogs import ChoiceDialog
from tests.views.hands import Hands, work

EFFECT = "Điều hiệu lực"


@pytest.fixture
def hands(qtbot: QtBot, office: Desk, runner: JobRunner) -> Hands:
    return work(qtbot, office, runner, TextsTab, Changes())


def _choose(hands: Hands, title: str) -> None:
    items = hands.find(QTreeWidget, "texts_list")
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    # A decision that takes awards back has sentences of the same names.
    found = items.findItems(title, flags)
    (item,) = (i for i in found if "hủy" not in i.parent().text(0))
    items.setCurrentItem(item)
    hands.idle()


def _current(hands: Hands) -> QTreeWidgetItem:
    item = hands.find(QTreeWidget, "texts_list").currentItem()
    assert item is not None
    return item


def _type(hands: Hands, text: str) -> None:
    hands.find(QPlainTextEdit, "text_template").setPlainText(text)


def _saved(hands: Hands) -> str:
    rows = hands.desk.paper_texts.list_rows()
    return next(row.template for row in rows if row.title == EFFECT)


def test_a_sentence_is_worded_seen_saved_and_taken_back(hands: Hands) -> None:
    _choose(hands, EFFECT)
    assert hands.text("text_title") == "Quyết định khen thưởng: Điều hiệu lực"
    assert hands.why_not("save_text") == "Chưa có gì thay đổi"
    assert hands.why_not("restore_text") == "Câu này đang là câu có sẵn"
    _type(hands, "Có hiệu lực từ {{ date }}.")
    assert hands.text("text_preview") == "Có hiệu lực từ ngày 12 tháng 3 năm 2023."
    hands.click("save_text")
    assert _saved(hands) == "Có hiệu lực từ {{ date }}."
    assert _current(hands).text(1) == "Đã sửa"
    hands.click("restore_text")
    assert _saved(hands) == "Quyết định này có hiệu lực kể từ ngày ký."
    assert _current(hands).text(1) == ""


def test_what_is_typed_while_a_sentence_is_being_saved_stays(hands: Hands) -> None:
    _choose(hands, EFFECT)
    _type(hands, "Có hiệu lực từ {{ date }}.")
    hands.find(QPushButton, "save_text").click()
    _type(hands, "Có hiệu lực từ {{ date }} và thay quyết định trước.")
    hands.idle()

    assert _saved(hands) == "Có hiệu lực từ {{ date }}."
    typed = hands.find(QPlainTextEdit, "text_template").toPlainText()
    assert typed == "Có hiệu lực từ {{ date }} và thay quyết định trước."
    assert hands.why_not("save_text") == ""


def test_a_field_is_inserted_by_double_click(hands: Hands) -> None:
    _choose(hands, EFFECT)
    _type(hands, "")
    fields = hands.find(QListWidget, "text_fields")
    item = fields.item(0)
    assert item is not None
    assert item.text().startswith("Ngày quyết định")
    fields.itemActivated.emit(item)
    assert hands.find(QPlainTextEdit, "text_template").toPlainText() == "{{ date }}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{ ngay }}", "«ngay»"),
        ("một\n{{ date", "dòng 2"),
        ("{% for x in date %}x{% endfor %}", "lệnh không được dùng"),
        ("x" * 4_001, "dài quá 4000"),
        ("", "để trống"),
    ],
)
def test_what_may_not_be_used_is_told_at_once_and_not_saved(
    hands: Hands, typed: str, said: str
) -> None:
    _choose(hands, EFFECT)
    _type(hands, typed)
    assert said in hands.text("text_preview")
    assert hands.why_not("save_text")
    hands.page.save()
    hands.idle()
    assert "ngày ký" in _saved(hands)


@pytest.mark.parametrize(("chosen", "kept"), [("save", True), ("discard", False), (None, False)])
def test_leaving_a_worded_sentence_asks(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, chosen: str | None, kept: bool
) -> None:
    asked: list[str] = []

    def answer(_parent: object, title: str, *_more: object) -> str | None:
        asked.append(title)
        return chosen

    monkeypatch.setattr(ChoiceDialog, "ask", answer)
    _choose(hands, EFFECT)
    _type(hands, "Có hiệu lực ngay.")
    _choose(hands, "Lời đề nghị")
    assert len(asked) == 1
    assert (_saved(hands) == "Có hiệu lực ngay.") is kept
    stays = chosen is None
    assert _current(hands).text(0) == (EFFECT if stays else "Lời đề nghị")
    assert hands.find(QLabel, "text_title").text().endswith(_current(hands).text(0))


def test_coming_back_keeps_the_sentence_that_was_open(
    hands: Hands, type_text: Callable[..., None]
) -> None:
    _choose(hands, EFFECT)
    hands.page.start()
    hands.idle()
    assert _current(hands).text(0) == EFFECT
    type_text(hands.find(QPlainTextEdit, "text_template"), "Được ")
    hands.page.start()
    hands.idle()
    assert hands.find(QPlainTextEdit, "text_template").toPlainText().startswith("Được ")
