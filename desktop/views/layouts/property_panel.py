"""What the selected boxes are: text, font, sizes, place; each change is one act to undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.services.certificate_layouts import Box, BoxKind
from desktop.views.layouts.color_button import ColorButton
from desktop.views.layouts.editing import Editing
from desktop.views.layouts.pattern_field import PatternField
from desktop.views.layouts.property_fields import (
    ALWAYS,
    CHECKS,
    CHOICES,
    LABELS,
    NUMBERS,
    ROWS,
    number_field,
)
from desktop.views.layouts.words import act_on, named_box, text_problem
from desktop.views.theme import GAP
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button

# By the panel's room, not by what each field would like.
_NARROW = QSizePolicy.Policy.Ignored
_NOTHING = (
    "Bấm vào một khung trên tờ giấy, hoặc nhấn Tab khi đang ở tờ giấy để đi từ khung này sang "
    "khung khác."
)


class PropertyPanel(QScrollArea):
    """The properties of the selected boxes; of several, those of the one selected last."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._loading = False
        self._fields: dict[str, QWidget] = {}
        self.setObjectName("properties")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._boxes = named(QComboBox(), "box", says="Khung")
        self._boxes.activated.connect(self._choose_box)
        self._text = PatternField()
        self._text.typed.connect(partial(self._set, "text"))
        self._make_fields()
        self._lay_out()
        editing.changed.connect(self.refresh)
        editing.selection_changed.connect(self.refresh)
        self.refresh()

    def type_text(self) -> None:
        """Put the cursor into the text of the box."""
        self._text.type()

    # -- making -----------------------------------------------------------------------------

    def _make_fields(self) -> None:
        for name, label, least, most, step, decimals, unit in NUMBERS:
            field = number_field(name, label, (least, most, step), decimals, unit)
            kind = int if name == "max_lines" else float
            field.valueChanged.connect(
                lambda value, name=name, kind=kind: self._set(name, kind(round(value, 2)))
            )
            self._fields[name] = field
        for name, label, choices in CHOICES:
            self._fields[name] = self._choice(name, label, choices)
        for name, label, tip in CHECKS:
            check = named(QCheckBox(label), name)
            check.setToolTip(tip)
            check.toggled.connect(partial(self._set, name))
            self._fields[name] = check
        color = ColorButton("color", "Màu chữ")
        color.color_chosen.connect(partial(self._set, "color"))
        self._fields["color"] = color

    def _choice(self, name: str, label: str, choices: Mapping[Any, str]) -> QComboBox:
        box = named(QComboBox(), name, says=label)
        for code, words in choices.items():
            box.addItem(words, code)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        codes = list(choices)
        box.activated.connect(lambda place: self._set(name, codes[place]))
        return box

    def _lay_out(self) -> None:
        body = named(QWidget(), "scrolled")
        self._details = QWidget()
        self._hint = named(QLabel(_NOTHING), "nothing_selected", role="muted")
        self._hint.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for row, names in enumerate(ROWS):
            for column, name in enumerate(names):
                label = QLabel(LABELS[name])
                label.setProperty("role", "label")
                label.setBuddy(self._fields[name])
                span = 2 if len(names) == 1 else 1
                self._fields[name].setSizePolicy(_NARROW, QSizePolicy.Policy.Fixed)
                label.setSizePolicy(_NARROW, QSizePolicy.Policy.Preferred)
                grid.addWidget(label, 2 * row, column, 1, span)
                grid.addWidget(self._fields[name], 2 * row + 1, column, 1, span)
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(4)
        details.addWidget(self._text)
        above = QHBoxLayout()
        above.addWidget(self._text.insert_button)
        above.addStretch()
        above.addWidget(self._fields["visible"])
        details.addLayout(above)
        details.addWidget(self._fields["preprinted"])
        details.addLayout(grid)
        details.addWidget(self._base_button())
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(4)
        self._boxes.setSizePolicy(_NARROW, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._boxes)
        layout.addWidget(self._hint)
        layout.addWidget(self._details)
        layout.addStretch()
        self.setWidget(body)

    def _base_button(self) -> QPushButton:
        self._take_back = action_button(
            "Lấy lại theo mẫu gốc", "take_back", "undo", self._editing.take_back
        )
        return self._take_back

    # -- showing ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the selected boxes as they are now."""
        if self._editing.on_ornaments:
            return
        self._loading = True
        self._show_names()
        boxes = self._editing.selected
        self._set_enabled(boxes)
        if boxes:
            self._show(boxes[-1])
        else:
            self._text.show_pattern("")
        self._loading = False

    def _show_names(self) -> None:
        boxes, chosen = self._editing.layout.boxes, self._editing.selected
        names = [(named_box(box), box.id) for box in boxes]
        shown = [(self._boxes.itemText(i), self._boxes.itemData(i)) for i in range(len(names) + 1)]
        if shown[1:] != names or self._boxes.count() != len(names) + 1:
            self._boxes.clear()
            self._boxes.addItem("", "")
            for name, box_id in names:
                self._boxes.addItem(name, box_id)
        several = f"Đang chọn {len(chosen)} khung" if len(chosen) > 1 else "Chưa chọn khung nào"
        self._boxes.setItemText(0, several)
        place = self._boxes.findData(chosen[0].id) if len(chosen) == 1 else 0
        self._boxes.setCurrentIndex(place)

    def _set_enabled(self, boxes: Sequence[Box]) -> None:
        self._details.setVisible(bool(boxes))
        self._hint.setVisible(not boxes)
        allowed = bool(boxes) and not self._editing.read_only
        only_text = all(box.kind is BoxKind.TEXT for box in boxes)
        for name, field in self._fields.items():
            field.setEnabled(allowed and (only_text or name in ALWAYS))
        self._text.allow(allowed and len(boxes) == 1)
        self._take_back.setVisible(self._editing.base is not None)
        ids = [box.id for box in boxes]
        self._take_back.setEnabled(allowed and bool(self._editing.restorable(ids)))

    def _show(self, box: Box) -> None:
        self._text.show_pattern(box.text)
        self._text.show_problem(text_problem(box))
        for name, field in self._fields.items():
            value = getattr(box, name)
            if isinstance(field, QDoubleSpinBox):
                if round(field.value(), 2) != round(value, 2):
                    field.setValue(value)
            elif isinstance(field, QCheckBox):
                field.setChecked(value)
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(value))
            elif isinstance(field, ColorButton):
                field.show_color(value)

    # -- changing ---------------------------------------------------------------------------

    def _choose_box(self, place: int) -> None:
        box_id = self._boxes.itemData(place)
        self._editing.select([box_id] if box_id else [])

    def _set(self, name: str, value: object) -> None:
        if self._loading:
            return
        boxes = [_with(box, name, value) for box in self._editing.selected]
        label = LABELS[name]
        ids = " ".join(box.id for box in boxes)
        self._editing.put(act_on(f"Sửa {label.lower()}:", boxes), boxes, merge=f"{name} {ids}")


def _with(box: Box, name: str, value: object) -> Box:
    """Return the box with one property another; sizes that hang on it follow."""
    values: dict[str, Any] = {name: value}
    changed = replace(box, **values)
    if name == "size":
        least, line = min(box.min_size, changed.size), min(box.one_line_size, changed.size)
        return replace(changed, min_size=least, one_line_size=line)
    return changed
