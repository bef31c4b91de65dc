"""Choosing recipients: found without marks, ticked over several searches, fit for the award."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.views.dossiers.recipient_picker import Candidate, RecipientPicker

Type = Callable[[QWidget, str], None]
TEACHER = Candidate(RecipientKind.INDIVIDUAL, uuid4(), "Đặng Thị Ước", "Giáo viên")
FARMER = Candidate(RecipientKind.INDIVIDUAL, uuid4(), "Đặng Thị Ước", "Nông dân")
VILLAGE = Candidate(RecipientKind.COLLECTIVE, uuid4(), "Thôn Đoài", "Thôn, tổ dân phố")


@pytest.fixture
def picker(qtbot: QtBot) -> Iterator[RecipientPicker]:
    parent = QWidget()
    qtbot.addWidget(parent)
    awards = [Catalogue.load().award(code) for code in ("CSTDCS", "TTLDTT", "GK_HUYEN")]
    made = RecipientPicker(parent, awards)
    made.show()
    yield made
    parent.close()


def _found(picker: RecipientPicker) -> QTreeWidget:
    found = picker.findChild(QTreeWidget, "recipients_found")
    assert found is not None
    return found


def _tick(picker: RecipientPicker, place: int) -> None:
    item = _found(picker).topLevelItem(place)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Checked)


def _choose_award(picker: RecipientPicker, code: str) -> None:
    box = picker.findChild(QComboBox, "award_for_all")
    assert box is not None
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def _add(picker: RecipientPicker) -> QPushButton:
    button = picker.findChild(QPushButton, "add_ticked")
    assert button is not None
    return button


def test_typing_asks_for_a_search(picker: RecipientPicker, qtbot: QtBot, type_text: Type) -> None:
    search = picker.findChild(QLineEdit, "recipient_search")
    assert search is not None
    with qtbot.waitSignal(picker.search_asked) as asked:
        type_text(search, "uoc")
    assert asked.args == ["uoc", None]


def test_who_is_ticked_stays_ticked_over_another_search(
    picker: RecipientPicker, qtbot: QtBot
) -> None:
    picker.show_found([TEACHER, FARMER])
    _tick(picker, 1)
    picker.show_found([VILLAGE])
    _tick(picker, 0)
    assert _found(picker).topLevelItemCount() == 2
    assert _add(picker).text() == "Thêm 2 vào hồ sơ"

    with qtbot.waitSignal(picker.chosen) as chosen:
        _add(picker).click()
    refs: list[tuple[RecipientKind, UUID]] = chosen.args[0]
    assert refs == [FARMER.ref, VILLAGE.ref]
    assert chosen.args[1] == ""


def test_nobody_ticked_means_nothing_to_add(picker: RecipientPicker) -> None:
    picker.show_found([TEACHER])
    assert not _add(picker).isEnabled()
    assert _add(picker).toolTip() == "Đánh dấu ít nhất một đối tượng trước"


def test_an_award_for_people_is_not_given_to_a_village(picker: RecipientPicker) -> None:
    picker.show_found([TEACHER, VILLAGE])
    _tick(picker, 0)
    _tick(picker, 1)
    _choose_award(picker, "CSTDCS")

    assert not _add(picker).isEnabled()
    count = picker.findChild(QLabel, "ticked_count")
    assert count is not None
    assert "không dành cho tập thể" in count.text()
    _choose_award(picker, "GK_HUYEN")
    assert _add(picker).isEnabled()


def test_somebody_in_no_list_is_asked_for_with_the_award(
    picker: RecipientPicker, qtbot: QtBot
) -> None:
    _choose_award(picker, "GK_HUYEN")
    one_off = picker.findChild(QPushButton, "one_off")
    assert one_off is not None
    with qtbot.waitSignal(picker.one_off_asked) as asked:
        one_off.click()
    assert asked.args == ["GK_HUYEN"]
    assert not picker.isVisible()
