"""The buttons above the canvas: undo, boxes, lining up, clinging, zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from desktop.services.certificate_layouts import Box, BoxKind
from desktop.views.layouts.arranging import Edge
from desktop.views.layouts.canvas import Canvas
from desktop.views.layouts.editing import Editing
from desktop.views.layouts.words import FIELDS
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

_ICON = 18
# Narrower than elsewhere: all of them stand in one row on the smallest screen.
_STYLE = "QToolButton { padding: 4px 5px; } QToolButton:focus { padding: 3px 4px; }"
_ALIGNS = (
    (Edge.LEFT, "Căn thẳng mép trái"),
    (Edge.CENTER, "Căn giữa theo chiều ngang"),
    (Edge.RIGHT, "Căn thẳng mép phải"),
    (Edge.TOP, "Căn thẳng mép trên"),
    (Edge.MIDDLE, "Căn giữa theo chiều dọc"),
    (Edge.BOTTOM, "Căn thẳng mép dưới"),
)
_PAGE_TOO = "; một khung thì căn theo tờ giấy"


class ToolBar(QWidget):
    """What is done to the layout and to the view of it."""

    def __init__(self, editing: Editing, canvas: Canvas) -> None:
        super().__init__()
        self._editing, self._canvas = editing, canvas
        self.setObjectName("tool_bar")
        self.setStyleSheet(_STYLE)
        self._flow = FlowLayout(self, gap=2)
        self._of_boxes: list[tuple[QToolButton, int]] = []
        self._acts()
        self._arranging()
        self._viewing()
        editing.acts_changed.connect(self._say)
        editing.selection_changed.connect(self._say)
        canvas.view_changed.connect(self._say_zoom)
        self._say()
        self._say_zoom()

    # -- making -----------------------------------------------------------------------------

    def _acts(self) -> None:
        editing = self._editing
        self._undo = self._add("undo", "undo", "Hoàn tác", editing.undo, "Ctrl+Z")
        self._redo = self._add("redo", "redo", "Làm lại", editing.redo, "Ctrl+Y")
        self._add_box = self._add("add_box", "text-box", "Thêm khung", lambda: None)
        self._add_box.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add_box.setMenu(self._new_boxes())
        self._on_boxes(1, "duplicate", "duplicate", "Nhân đôi", editing.duplicate, "Ctrl+D")
        self._on_boxes(1, "delete", "trash", "Xóa (Delete)", editing.delete)
        self._gap()

    def _arranging(self) -> None:
        editing = self._editing
        for edge, name in _ALIGNS:
            act = partial(editing.align, edge, name)
            self._on_boxes(1, f"align_{edge}", f"align-{edge}", name + _PAGE_TOO, act)
        same = "Làm bằng chiều rộng khung chọn sau cùng"
        self._on_boxes(2, "same_width", "same-width", same, editing.same_width)
        across = partial(editing.distribute, down=False)
        self._on_boxes(3, "spread_across", "spread-across", "Giãn đều theo chiều ngang", across)
        down = partial(editing.distribute, down=True)
        self._on_boxes(3, "spread_down", "spread-down", "Giãn đều theo chiều dọc", down)
        self._gap()

    def _viewing(self) -> None:
        canvas = self._canvas
        snap = "Bám mép giấy và mép khung khác (giữ Alt khi kéo để không bám)"
        self._switch("snap", "magnet", snap, self._set_snap, on=True)
        self._switch("grid", "grid", "Hiện và bám lưới 5 mm", self._set_grid, on=False)
        plain = "Xem như in: không khung, không ảnh phôi"
        self._switch("plain", "eye", plain, lambda on: canvas.set_framed(not on), on=False)
        self._add("zoom_out", "zoom-out", "Thu nhỏ", canvas.zoom_out, "Ctrl+-")
        self._percent = named(QLabel(), "zoom", role="muted")
        self._percent.setAccessibleName("Tỷ lệ xem")
        self._percent.setFixedSize(44, 28)
        self._flow.addWidget(self._percent)
        self._add("zoom_in", "zoom-in", "Phóng to", canvas.zoom_in, "Ctrl+=")
        self._add("zoom_fit", "zoom-fit", "Xem cả tờ", canvas.fit, "Ctrl+0")

    def _add(
        self, name: str, icon: str, text: str, act: Callable[[], object], keys: str = ""
    ) -> QToolButton:
        button = named(QToolButton(), name, says=text)
        button.setIcon(icon_for(button, icon))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setToolTip(f"{text} ({keys})" if keys else text)
        button.clicked.connect(lambda _checked=False: act())
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(button.click)
        self._flow.addWidget(button)
        return button

    def _on_boxes(
        self,
        least: int,
        name: str,
        icon: str,
        text: str,
        act: Callable[[], object],
        keys: str = "",
    ) -> None:
        """Add a button that works on selected boxes, at least so many."""
        self._of_boxes.append((self._add(name, icon, text, act, keys), least))

    def _switch(
        self, name: str, icon: str, text: str, act: Callable[[bool], object], *, on: bool
    ) -> None:
        button = self._add(name, icon, text, lambda: None)
        button.setCheckable(True)
        button.setChecked(on)
        button.toggled.connect(act)

    def _gap(self) -> None:
        gap = QWidget()
        gap.setFixedSize(8, 1)
        self._flow.addWidget(gap)

    def _new_boxes(self) -> QMenu:
        menu = QMenu(self)
        for field, label in FIELDS.items():
            act = menu.addAction(label)
            act.setObjectName(f"add_{field}")
            act.triggered.connect(partial(self._put, field, f"{{{field}}}"))
        menu.addSeparator()
        own = menu.addAction("Chữ tự gõ")
        own.setObjectName("add_words")
        own.triggered.connect(partial(self._put, "words", "Nội dung"))
        code = menu.addAction("Mã QR (số và mã kiểm tra)")
        code.setObjectName("add_qr")
        code.triggered.connect(self._put_code)
        return menu

    # -- acting -----------------------------------------------------------------------------

    def _put(self, name: str, text: str) -> None:
        layout = self._editing.layout
        width = round(min(120.0, layout.width * 0.5), 1)
        x, y = round((layout.width - width) / 2, 1), round(layout.height / 2, 1)
        box = Box(name, text, x, y, width, 9.0, "Tinos-Regular", 16.0, 10.0)
        self._editing.add(box)
        self._canvas.setFocus()

    def _put_code(self) -> None:
        layout = self._editing.layout
        x, y = round(layout.width - 40, 1), round(layout.height - 45, 1)
        self._editing.add(Box("qr", "{number} {check_code}", x, y, 20.0, 20.0, kind=BoxKind.QR))
        self._canvas.setFocus()

    def _set_snap(self, on: bool) -> None:
        self._canvas.snaps = on

    def _set_grid(self, on: bool) -> None:
        self._canvas.grid = on
        self._canvas.viewport().update()

    # -- saying -----------------------------------------------------------------------------

    def _say(self) -> None:
        editing = self._editing
        stack, why_not = editing.stack, editing.held_back
        for button, text, verb, keys in (
            (self._undo, stack.undoText(), "Hoàn tác", "Ctrl+Z"),
            (self._redo, stack.redoText(), "Làm lại", "Ctrl+Y"),
        ):
            button.setEnabled(bool(text))
            button.setToolTip(
                f"{verb}: {text} ({keys})" if text else f"Chưa có gì để {verb.lower()}"
            )
            button.setAccessibleName(f"{verb}: {text}" if text else verb)
        self._add_box.setEnabled(not (why_not or editing.on_ornaments))
        count = len(editing.selected)
        for button, least in self._of_boxes:
            button.setEnabled(count >= least and not why_not)

    def _say_zoom(self) -> None:
        self._percent.setText(f"{self._canvas.percent} %")
