"""«Hoa văn»: frames and drawings of the layout, added, chosen, measured, coloured, taken away."""

from __future__ import annotations

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
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.services.certificate_layouts import Ornament, OrnamentKind
from desktop.views.layouts.color_button import ColorButton
from desktop.views.layouts.editing import Editing
from desktop.views.layouts.ornaments import BANDED, LABELS, area_id, areas, new_ornament, place_of
from desktop.views.layouts.property_fields import number_field
from desktop.views.theme import GAP
from desktop.views.widgets.named import named

_MM = " mm"
# name, label, least, largest, step
_NUMBERS = (
    ("x", "Cách mép trái", -1000.0, 1000.0, 0.1),
    ("y", "Cách mép trên", -1000.0, 1000.0, 0.1),
    ("width", "Rộng", 1.0, 1000.0, 0.1),
    ("height", "Cao", 1.0, 1000.0, 0.1),
    ("line", "Nét dày", 0.05, 10.0, 0.05),
    ("band", "Bề rộng dải, góc", 0.0, 200.0, 0.5),
)
_ROWS = (("x", "y"), ("width", "height"), ("line", "band"), ("color", "second_color"))
_LABELS = {
    **{name: label for name, label, *_ in _NUMBERS},
    "color": "Màu nét",
    "second_color": "Màu thứ hai",
}
_NOTHING = (
    "Khi thẻ này mở, chuột và phím mũi tên làm việc với khung viền, đường kẻ, hoa văn trên tờ "
    "giấy. Bấm vào một hình hoặc chọn ở trên."
)


class OrnamentPanel(QScrollArea):
    """The ornaments; of several selected, the fields are those of the one selected last."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing, self._loading = editing, False
        self.setObjectName("ornaments")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._choice = named(QComboBox(), "ornament", says="Khung viền, hoa văn")
        self._choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._choice.activated.connect(self._choose)
        self._hint = named(QLabel(), "ornament_hint", role="muted")
        self._hint.setWordWrap(True)
        self._filled = named(QCheckBox("Có màu thứ hai (nền)"), "ornament_filled")
        self._filled.toggled.connect(self._fill)
        self._fields: dict[str, QWidget] = {}
        self._make_fields()
        self._lay_out()
        editing.changed.connect(self.refresh)
        editing.selection_changed.connect(self.refresh)

    def _make_fields(self) -> None:
        for name, label, least, most, step in _NUMBERS:
            number = number_field(f"ornament_{name}", label, (least, most, step), 2, _MM)
            number.valueChanged.connect(lambda value, name=name: self._set(name, round(value, 2)))
            self._fields[name] = number
        for name in ("color", "second_color"):
            color = ColorButton(f"ornament_{name}", _LABELS[name])
            color.color_chosen.connect(partial(self._set, name))
            self._fields[name] = color

    def _lay_out(self) -> None:
        body = named(QWidget(), "scrolled")
        self._details = QWidget()
        grid = QGridLayout(self._details)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        for row, names in enumerate(_ROWS):
            for column, name in enumerate(names):
                caption = QLabel(_LABELS[name])
                caption.setProperty("role", "label")
                caption.setBuddy(self._fields[name])
                grid.setColumnStretch(column, 1)
                grid.addWidget(caption, 2 * row, column)
                grid.addWidget(self._fields[name], 2 * row + 1, column)
        grid.addWidget(self._filled, 2 * len(_ROWS), 0, 1, 2)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(4)
        layout.addWidget(self._choice)
        layout.addWidget(self._make_add_button())
        layout.addWidget(self._hint)
        layout.addWidget(self._details)
        layout.addStretch()
        self.setWidget(body)

    def _make_add_button(self) -> QToolButton:
        self._add = named(QToolButton(), "add_ornament", says="Thêm khung viền, hoa văn")
        self._add.setText("Thêm khung viền, hoa văn ▾")
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._add)
        for kind, label in LABELS.items():
            act = menu.addAction(label)
            act.setObjectName(f"add_{kind}")
            act.triggered.connect(partial(self._put, kind))
        self._add.setMenu(menu)
        return self._add

    # -- showing ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what is selected as it is now."""
        editing = self._editing
        if not editing.on_ornaments:
            return
        self._loading = True
        held_back, ornament = editing.held_back, self._ornament
        self._show_names()
        self._add.setEnabled(not held_back)
        self._hint.setText(held_back or ("" if ornament else _NOTHING))
        self._hint.setVisible(bool(self._hint.text()))
        self._details.setVisible(ornament is not None)
        self._details.setEnabled(not held_back)
        if ornament is not None:
            self._show(ornament)
        self._loading = False

    def type(self) -> None:
        """Put the cursor into the first measure of what is selected."""
        self._fields["x"].setFocus()

    def _show_names(self) -> None:
        chosen = self._editing.selected
        several = f"Đang chọn {len(chosen)} hình" if len(chosen) > 1 else "Chưa chọn hình nào"
        self._choice.clear()
        self._choice.addItem(several, "")
        for area in areas(self._editing.layout):
            self._choice.addItem(area.text, area.id)
        self._choice.setCurrentIndex(self._choice.findData(chosen[0].id) if len(chosen) == 1 else 0)

    def _show(self, ornament: Ornament) -> None:
        for name, field in self._fields.items():
            value: Any = getattr(ornament, name)
            if isinstance(field, QDoubleSpinBox):
                if round(field.value(), 2) != round(value, 2):
                    field.setValue(value)
            elif isinstance(field, ColorButton):
                field.show_color(value)
        self._fields["band"].setEnabled(ornament.kind in BANDED)
        self._fields["second_color"].setEnabled(bool(ornament.second_color))
        self._filled.setChecked(bool(ornament.second_color))

    @property
    def _ornament(self) -> Ornament | None:
        chosen = self._editing.selected
        place = place_of(chosen[-1].id) if chosen and self._editing.on_ornaments else None
        return None if place is None else self._editing.layout.ornaments[place]

    # -- changing ---------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        chosen = self._choice.itemData(row)
        self._editing.select([chosen] if chosen else [])

    def _put(self, kind: OrnamentKind) -> None:
        new = new_ornament(kind, self._editing.layout)
        self._editing.add_ornaments(f"Thêm {LABELS[kind].lower()}", [new])

    def _fill(self, on: bool) -> None:
        ornament = self._ornament
        if ornament is not None:
            self._set("second_color", (ornament.second_color or ornament.color) if on else "")

    def _set(self, name: str, value: object) -> None:
        if self._loading or self._editing.held_back:
            return
        layout, values = self._editing.layout, {name: value}
        ids = {area.id for area in self._editing.selected}
        drawn = tuple(
            _with(ornament, values) if area_id(place) in ids else ornament
            for place, ornament in enumerate(layout.ornaments)
        )
        title = f"Sửa {_LABELS[name].lower()} của hoa văn"
        key = f"ornament {name} {' '.join(sorted(ids))}"
        self._editing.put_layout(title, replace(layout, ornaments=drawn), merge=key)


def _with(ornament: Ornament, values: dict[str, Any]) -> Ornament:
    """Return the ornament with a value another; its band stays within half of it."""
    changed = replace(ornament, **values)
    return replace(changed, band=min(changed.band, changed.width / 2, changed.height / 2))
