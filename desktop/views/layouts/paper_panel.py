"""«Tờ giấy»: the layout's name, what it is for, the blank's size and picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.views.layouts.editing import Editing
from desktop.views.theme import GAP
from desktop.views.widgets.measure_field import MeasureField
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

_INHERITS = "Theo mẫu gốc; tạo một bản sao rời để đổi"
_UNSAVED = "Lưu mẫu trước rồi chọn ảnh"


class PaperPanel(QScrollArea):
    """What a layout is, beside its boxes.

    Signals:
        scan_asked: a picture of the blank is to be chosen.
        scan_removed: the picture is not to be shown any more.
    """

    scan_asked = Signal()
    scan_removed = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._loading = False
        self.setObjectName("paper")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name = named(QLineEdit(), "layout_name", says="Tên mẫu")
        self._name.editingFinished.connect(self._name_typed)
        self._award = _choice("award_code", "Dùng cho hình thức nào")
        self._award.addItem("Mọi hình thức", "")
        for award in Catalogue.load().awards:
            self._award.addItem(award.name, award.code)
        self._kind = _choice("recipient_kind", "Dùng cho đối tượng nào")
        self._kind.addItem("Mọi đối tượng", None)
        for kind in RecipientKind:
            self._kind.addItem(kind.label, kind)
        for box in (self._award, self._kind):
            box.activated.connect(lambda _place: self._use_chosen())
        self._width = _measure("page_width", "Chiều rộng tờ giấy")
        self._height = _measure("page_height", "Chiều cao tờ giấy")
        for spin in (self._width, self._height):
            spin.valueChanged.connect(lambda _value: self._page_typed())
        self._overlay = named(QCheckBox("In lên phôi có sẵn"), "overlay")
        self._overlay.setToolTip("Chỉ in những khung phôi chưa có; không in khung, hoa văn")
        self._overlay.toggled.connect(lambda _on: self._page_typed())
        self._base = named(QLabel(), "base_line", role="muted")
        self._base.setWordWrap(True)
        self._scan = named(QLabel(), "scan_line", role="muted")
        self._scan.setWordWrap(True)
        self._choose = action_button(
            "Chọn ảnh quét phôi…", "choose_scan", "photo", self.scan_asked.emit
        )
        self._remove = action_button("Bỏ ảnh", "remove_scan", "trash", self.scan_removed.emit)
        self._lay_out()
        editing.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        body = named(QWidget(), "scrolled")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(4)
        for label, field in (
            ("Tên mẫu", self._name),
            ("Hình thức", self._award),
            ("Đối tượng", self._kind),
        ):
            layout.addWidget(_caption(label, field))
            layout.addWidget(field)
        sizes = QHBoxLayout()
        sizes.setSpacing(GAP)
        for label, measure in (("Rộng", self._width), ("Cao", self._height)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(_caption(label, measure))
            column.addWidget(measure)
            sizes.addLayout(column)
        layout.addLayout(sizes)
        layout.addWidget(self._overlay)
        layout.addWidget(self._base)
        layout.addWidget(named(QLabel("Ảnh quét phôi"), "scan_section", role="section"))
        layout.addWidget(self._scan)
        layout.addWidget(self._choose)
        layout.addWidget(self._remove)
        layout.addStretch()
        self.setWidget(body)

    def show_scan(self, name: str) -> None:
        """Say which picture is shown, "" for none."""
        none = "Chưa có. Quét phôi 150 điểm/inch, cắt đúng mép, lưu PNG, JPG hoặc PDF."
        self._scan.setText(f"{name} – chỉ để xem, không bao giờ in ra." if name else none)
        self._remove.setVisible(bool(name))

    def show_base(self, name: str) -> None:
        """Say what the layout inherits from, "" for one that stands alone."""
        text = f"Kế thừa «{name}»: chỉ giữ những gì khác; mẫu gốc đổi thì mẫu này đổi theo."
        self._base.setText(text if name else "")
        self._base.setVisible(bool(name))

    def refresh(self) -> None:
        """Show the layout as it is now."""
        self._loading = True
        draft, why_not = self._editing.draft, self._editing.read_only
        if self._name.text() != draft.layout.name:
            self._name.setText(draft.layout.name)
            self._name.setCursorPosition(0)
        self._award.setCurrentIndex(max(self._award.findData(draft.award_code), 0))
        self._kind.setCurrentIndex(max(self._kind.findData(draft.recipient_kind), 0))
        self._width.setValue(draft.layout.width)
        self._height.setValue(draft.layout.height)
        self._overlay.setChecked(draft.layout.overlay)
        self._allow(why_not, self._name, self._award, self._kind)
        fixed = why_not or (_INHERITS if draft.base_code else "")
        self._allow(fixed, self._width, self._height, self._overlay)
        allow(self._choose, why_not or ("" if draft.id else _UNSAVED))
        allow(self._remove, why_not)
        self._loading = False

    @staticmethod
    def _allow(why_not: str, *fields: QWidget) -> None:
        for field in fields:
            field.setEnabled(not why_not)
            field.setToolTip(why_not)

    def _name_typed(self) -> None:
        name = " ".join(self._name.text().split())
        layout = self._editing.layout
        if not self._loading and name and name != layout.name:
            self._editing.put_layout("Đổi tên mẫu", replace(layout, name=name))

    def _use_chosen(self) -> None:
        award, kind = self._award.currentData(), self._kind.currentData()
        draft = replace(self._editing.draft, award_code=award, recipient_kind=kind)
        self._editing.put_draft("Đổi đối tượng dùng mẫu", draft)

    def _page_typed(self) -> None:
        if self._loading:
            return
        values: dict[str, Any] = {
            "width": round(self._width.value(), 1),
            "height": round(self._height.value(), 1),
            "overlay": self._overlay.isChecked(),
        }
        layout = replace(self._editing.layout, **values)
        self._editing.put_layout("Đổi khổ giấy, cách in", layout, merge="page")


def _caption(text: str, field: QWidget) -> QLabel:
    caption = QLabel(text)
    caption.setProperty("role", "label")
    caption.setBuddy(field)
    return caption


def _choice(name: str, says: str) -> QComboBox:
    box = named(QComboBox(), name, says=says)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return box


def _measure(name: str, says: str) -> QDoubleSpinBox:
    box = named(MeasureField(), name, says=says)
    box.setDecimals(1)
    box.setRange(20, 1000)
    box.setSingleStep(0.5)
    box.setSuffix(" mm")
    box.setKeyboardTracking(False)
    return box
