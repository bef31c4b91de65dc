"""The form of one record: built from what is declared, and honest about what it holds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Grade, RankGroup
from desktop.views.widgets.record_form import RecordForm
from tests.views.widgets.notebook import NoteDraft, Step

ABOVE, WHO = uuid4(), uuid4()
FULL = NoteDraft(
    id=uuid4(),
    version=4,
    title="Hiến đất mở đường",
    grade=Grade.EXCELLENT,
    rank=RankGroup.DIRECT,
    on=date(2023, 11, 20),
    count=1490,
    award="GK",
    above_id=ABOVE,
    done=True,
    steps=(Step(id=uuid4(), what="Vận động", due=date(2023, 5, 1), who_id=WHO),),
    secret="giữ nguyên",
    story="Dòng một\nDòng hai",
)
TITLES = {ABOVE: "Phong trào", WHO: "Bà Ơn"}


@pytest.fixture
def form(qtbot) -> RecordForm[NoteDraft]:
    made = RecordForm(NoteDraft, hidden=("secret",))
    qtbot.addWidget(made)
    made.resize(640, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def line(form: QWidget, name: str) -> QLineEdit:
    return form.findChild(QLineEdit, f"{name}_field")


def problem(form: QWidget, name: str) -> QLabel:
    return form.findChild(QLabel, f"{name}_problem")


def test_what_is_loaded_comes_out_the_same(form) -> None:
    form.load(FULL, TITLES)
    assert form.draft() == FULL
    assert line(form, "above_id").text() == "Phong trào"
    assert line(form, "steps_0_who_id").text() == "Bà Ơn"
    assert form.findChild(QLineEdit, "secret_field") is None


def test_loading_is_no_change_and_typing_is(qtbot, form, type_text) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.load(FULL, TITLES)
    assert not form.is_dirty
    with qtbot.waitSignals([form.dirty_changed, form.edited]):
        type_text(line(form, "title"), "x")
    assert form.is_dirty
    form.load(FULL, TITLES)
    assert not form.is_dirty


def test_every_field_says_its_label_to_a_screen_reader(form) -> None:
    form.load(FULL, TITLES)
    for kind in (QLineEdit, QComboBox, QPlainTextEdit, QCheckBox):
        for field in form.findChildren(kind):
            spoken = QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name)
            assert spoken, field.objectName()


def test_tab_goes_through_the_fields_in_the_order_declared(form) -> None:
    order, widget = [], line(form, "title")
    for _ in range(60):
        name = widget.objectName().removesuffix("_field")
        if name in {"title", "grade", "rank", "on", "count", "award", "above_id", "done", "story"}:
            order.append(name)
        widget = widget.nextInFocusChain()
    first = list(dict.fromkeys(order))
    assert first == ["title", "grade", "rank", "on", "count", "award", "above_id", "done", "story"]


def test_required_fields_are_marked(form) -> None:
    labels = [label.text() for label in form.findChildren(QLabel)]
    assert "Tên *" in labels
    assert "Ngày" in labels


def test_problems_stand_beside_their_fields_and_the_first_gets_the_cursor(form) -> None:
    form.load(replace(FULL, title=""), TITLES)
    form.show_problems(
        [
            Problem("title", ProblemCode.HOMONYM, Severity.WARNING, {"name": "Bà Ơn"}),
            Problem("count", ProblemCode.OUT_OF_RANGE, data={"label": "Số người"}),
            Problem("steps[0].due", ProblemCode.NOT_A_DATE, data={"label": "Hạn"}),
            Problem("", ProblemCode.NO_REGIME),
        ]
    )
    assert line(form, "title").property("problem") == "warning"
    assert "Số người" in problem(form, "count").text()
    assert line(form, "count").hasFocus()
    assert "Hạn" in problem(form, "steps_0_due").text()
    general = form.findChild(QLabel, "general_problem")
    assert general.isVisible()
    assert "văn bản" in general.text()
    form.show_problems(())
    assert general.isHidden()
    assert problem(form, "count").isHidden()
    assert problem(form, "steps_0_due").isHidden()


@pytest.mark.parametrize(
    ("field", "shown"), [("steps", "steps"), ("steps[30].what", "steps_30_what")]
)
def test_a_problem_of_a_table_taller_than_the_form_is_brought_in_sight(
    qtbot, form, field: str, shown: str
) -> None:
    form.load(replace(FULL, steps=tuple(Step(what=f"Bước {n}") for n in range(60))), {})
    qtbot.waitUntil(lambda: form.verticalScrollBar().maximum() > 0)

    form.show_problems([Problem(field, ProblemCode.HOMONYM, data={"name": "Bà Ơn"})])

    said = problem(form, shown)

    def is_in_sight() -> bool:
        seen = said.visibleRegion().boundingRect().height()
        return form.verticalScrollBar().value() > 0 and seen == said.height()

    qtbot.waitUntil(is_in_sight, timeout=1000)


def test_what_cannot_be_read_is_shown_and_the_first_gets_the_cursor(form, type_text) -> None:
    form.load(NoteDraft())
    assert not form.unreadable()
    type_text(line(form, "on"), "hôm qua")
    type_text(line(form, "count"), "nhiều")
    assert form.unreadable()
    assert "Ngày" in problem(form, "on").text()
    assert "Số người" in problem(form, "count").text()
    assert line(form, "on").hasFocus()


def test_half_typed_content_survives_a_crash_as_json(qtbot, form, type_text) -> None:
    form.load(FULL, TITLES)
    line(form, "on").clear()
    type_text(line(form, "on"), "5/1/")
    type_text(line(form, "title"), "Đ")
    kept = json.loads(json.dumps(form.state()))
    form.load(replace(FULL, title="Khác", version=6), TITLES)
    with qtbot.waitSignal(form.dirty_changed):
        form.restore(kept)
    assert line(form, "on").text() == "5/1/"
    assert "Đ" in line(form, "title").text()
    assert form.draft().steps == FULL.steps
    assert form.draft().version == 4


def test_content_of_a_newer_program_is_taken_as_far_as_it_is_known(form) -> None:
    form.load(NoteDraft())
    form.restore({"fields": {"title": "Tên", "unheard_of": 1}})
    assert form.draft().title == "Tên"


def test_a_new_version_below_keeps_what_is_typed(form, type_text) -> None:
    form.load(FULL, TITLES)
    type_text(line(form, "title"), "Mới ")
    form.rebase(FULL.id, 9)
    assert form.draft().version == 9
    assert form.draft().title != FULL.title


def test_options_are_offered_wherever_they_are_declared(form) -> None:
    form.load(FULL, TITLES)
    form.set_options("awards", [("GK", "Giấy khen"), ("LDTT", "Lao động tiên tiến")])
    box = form.findChild(QComboBox, "award_field")
    assert box.currentText() == "Giấy khen"
    assert form.draft().award == "GK"


def test_a_form_to_read_says_why(form, type_text) -> None:
    form.load(FULL, TITLES)
    form.set_read_only(True, "Hồ sơ đã gửi")
    type_text(line(form, "title"), "x")
    assert form.draft() == FULL
    assert line(form, "title").toolTip() == "Hồ sơ đã gửi"
    form.set_read_only(False)
    type_text(line(form, "title"), "x")
    assert form.draft() != FULL


def test_a_reference_asks_for_what_is_typed(qtbot, form, type_text) -> None:
    form.load(NoteDraft())
    with qtbot.waitSignal(form.lookup_requested) as asked:
        type_text(line(form, "above_id"), "phong")
    assert asked.args == [form.editor("above_id"), "notes", "phong"]


def test_sections_moved_into_a_tab_stay_of_the_form(qtbot) -> None:
    # The tabs own the form and delete it.
    form, tabs = RecordForm(NoteDraft, hidden=("secret",)), QTabWidget()
    qtbot.addWidget(tabs)
    part = form.take_sections("Các bước")
    tabs.addTab(form, "Thông tin")
    tabs.addTab(part, "Các bước")
    tabs.show()
    form.load(FULL, TITLES)
    assert form.draft() == FULL
    form.show_problems([Problem("steps[0].what", ProblemCode.REQUIRED, data={"label": "Việc"})])
    assert tabs.currentWidget() is part
    form.setEnabled(False)
    assert not part.isEnabled()


def test_a_hidden_field_keeps_its_value(form) -> None:
    form.load(FULL, TITLES)
    form.show_field("count", False)
    assert not line(form, "count").isVisible()
    assert form.draft() == FULL
    form.show_field("count", True)
    assert line(form, "count").isVisible()
