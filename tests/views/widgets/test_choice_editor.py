"""One among many: by mouse, by keyboard without marks, and never silently replaced."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox

from desktop.law.terms import Grade, UnitKind
from desktop.services.fields import FieldKind, FieldSpec
from desktop.views.widgets.choice_editor import ChoiceEditor

_AWARDS = [("LDTT", "Lao động tiên tiến"), ("GK_XA", "Giấy khen"), ("DX", "Đột xuất")]


@pytest.fixture
def kind(qtbot) -> ChoiceEditor:
    spec = FieldSpec("Loại", FieldKind.CHOICE, required=True, choices=UnitKind)
    made = ChoiceEditor("kind", spec)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def award(qtbot) -> ChoiceEditor:
    made = ChoiceEditor("award", FieldSpec("Danh hiệu", FieldKind.OPTION, refers_to="awards"))
    qtbot.addWidget(made)
    made.set_options(_AWARDS)
    return made


def box(editor: ChoiceEditor) -> QComboBox:
    return editor.findChild(QComboBox)


def test_every_member_is_offered_by_its_term(kind) -> None:
    assert [box(kind).itemText(n) for n in range(box(kind).count())] == [k.label for k in UnitKind]


def test_the_value_is_a_member(qtbot, kind) -> None:
    with qtbot.assertNotEmitted(kind.changed):
        kind.set_value(UnitKind.SCHOOL)
    assert kind.value() is UnitKind.SCHOOL
    assert box(kind).currentText() == "Trường học"


def test_what_may_be_left_open_has_an_empty_choice(qtbot) -> None:
    grade = ChoiceEditor("grade", FieldSpec("Xếp loại", FieldKind.CHOICE, choices=Grade))
    qtbot.addWidget(grade)
    assert grade.value() is None
    grade.set_value(Grade.GOOD)
    assert grade.value() is Grade.GOOD
    grade.set_value(None)
    assert grade.value() is None


def test_the_page_supplies_options_and_the_value_stays(award) -> None:
    award.set_value("GK_XA")
    award.set_options([*_AWARDS, ("CSTDCS", "Chiến sĩ thi đua cơ sở")])
    assert award.value() == "GK_XA"
    award.set_value("")
    assert award.value() == ""


def test_a_code_no_longer_offered_is_shown_and_kept(award) -> None:
    award.set_value("OLD_AWARD")
    assert award.value() == "OLD_AWARD"
    assert box(award).currentText() == "OLD_AWARD"


def test_a_letter_without_marks_finds_an_entry(qtbot, award, type_text, monkeypatch) -> None:
    monkeypatch.setattr(QApplication, "keyboardInputInterval", lambda: 60_000)
    with qtbot.waitSignal(award.changed):
        type_text(box(award), "d")
    assert award.value() == "LDTT"
    type_text(box(award), "o")
    assert award.value() == "LDTT"
    type_text(box(award), "t")
    assert award.value() == "DX"


def test_a_label_pasted_from_a_spreadsheet_is_understood(award) -> None:
    award.choose_by_label("GIẤY KHEN")
    assert award.value() == "GK_XA"
    award.choose_by_label("không có")
    assert award.value() == "GK_XA"


def test_the_wheel_scrolls_the_form_and_not_the_value(qtbot, kind) -> None:
    kind.set_value(UnitKind.SCHOOL)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box(kind), wheel)
    assert kind.value() is UnitKind.SCHOOL
    assert not wheel.isAccepted()


def test_what_is_kept_comes_back(qtbot, kind) -> None:
    kind.set_value(UnitKind.HEALTH)
    kept = kind.state()
    kind.set_value(UnitKind.OTHER)
    kind.restore(kept)
    assert kind.value() is UnitKind.HEALTH
    kind.set_read_only(True)
    assert not box(kind).isEnabled()
