"""What a dossier is sent back with: at least one point, each about a nomination or the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.services.appraisal import ReturnPoint
from desktop.services.fields import FieldKind, FieldSpec, clean
from desktop.views.widgets.date_editor import DateEditor
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.wrapped_cells import WrappedCells

_WHOLE = "Cả hồ sơ"
_SIZE = (680, 460)
_LIST_HEIGHT = 150


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """What was typed; ``deadline`` is None where no day was set."""

    points: tuple[ReturnPoint, ...]
    deadline: date | None = None


class ReturnDialog(FormDialog):
    """Collects points; nothing is sent before «Trả lại hồ sơ» is pressed."""

    def __init__(
        self,
        parent: QWidget | None,
        nominations: Sequence[tuple[UUID, str]],
        today: date | None = None,
        points: Sequence[ReturnPoint] = (),
    ) -> None:
        text = (
            "Hồ sơ được trả về nơi gửi kèm từng điểm cần bổ sung; nơi gửi sửa xong thì gửi lại "
            "bản mới."
        )
        super().__init__(parent, "Trả lại để bổ sung", text, "Trả lại hồ sơ")
        self.resize(*_SIZE)
        self.about = ("return", *sorted(str(nomination_id) for nomination_id, _ in nominations))
        self._points: list[ReturnPoint] = []
        self._names: dict[UUID | None, str] = {None: _WHOLE, **dict(nominations)}
        self._today = today
        self.deadline = DateEditor("deadline", FieldSpec("Gửi lại trước ngày", FieldKind.DATE))
        self.deadline.changed.connect(self._weigh)
        self._about = named(QComboBox(), "point_about")
        self._about.addItem(_WHOLE, None)
        for nomination_id, name in nominations:
            self._about.addItem(name, nomination_id)
        self._what = named(QLineEdit(), "point_text")
        self._what.setPlaceholderText("Thiếu hoặc sai điều gì, cần bổ sung gì")
        self._what.textChanged.connect(self._weigh)
        self._what.returnPressed.connect(self._add)
        self._more = named(QPushButton("Thêm điểm này"), "add_point")
        self._more.setAutoDefault(False)
        self._more.clicked.connect(lambda _checked=False: self._add())
        self._list = named(QTreeWidget(), "points", says="Các điểm cần bổ sung")
        self._list.setHeaderLabels(("Về", "Cần bổ sung"))
        self._list.setRootIsDecorated(False)
        self._list.setColumnWidth(0, 200)
        self._list.setWordWrap(True)
        self._list.setMinimumHeight(_LIST_HEIGHT)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        WrappedCells.put_into(self._list)
        self._drop = named(QPushButton("Bỏ điểm đang chọn"), "drop_point", role="quiet")
        self._drop.setAutoDefault(False)
        self._drop.clicked.connect(lambda _checked=False: self._remove())
        # Enter in the text adds the point; it must not close the dialog as well.
        self.no.setDefault(False)
        self.no.setAutoDefault(False)
        self.add_field("Về", self._about)
        self.add_field("Điểm cần bổ sung", self._what)
        self.body.addWidget(self._more)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._drop)
        self.add_field("Gửi lại trước ngày (nếu có hạn)", self.deadline)
        for point in points:
            self._put(point)
        self._weigh()

    def more_typed(self) -> list[dict[str, str]]:
        """Return the points, to be kept with what is typed."""
        return [
            {"text": p.text, "about": str(p.nomination_id or ""), "item": p.item_code}
            for p in self._points
        ]

    def take_more(self, points: Sequence[Mapping[str, str]]) -> None:
        """Show kept points again, after those that stand here."""
        for kept in points:
            about = UUID(kept["about"]) if kept["about"] else None
            point = ReturnPoint(text=kept["text"], nomination_id=about, item_code=kept["item"])
            if point not in self._points:
                self._put(point)
        self._weigh()

    def _add(self) -> None:
        text = clean(self._what.text())
        if not text:
            return
        self._put(ReturnPoint(text=text, nomination_id=self._about.currentData()))
        self._what.clear()
        self._what.setFocus()

    def _put(self, point: ReturnPoint) -> None:
        about = self._names.get(point.nomination_id, _WHOLE)
        self._points.append(point)
        item = QTreeWidgetItem([about, point.text])
        item.setToolTip(1, point.text)
        self._list.addTopLevelItem(item)
        self._list.setCurrentItem(item)

    def _remove(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            place = self._list.indexOfTopLevelItem(item)
            del self._points[place]
            self._list.takeTopLevelItem(place)
            self._weigh()

    def _weigh(self) -> None:
        typed = bool(clean(self._what.text()))
        self._more.setEnabled(typed)
        self._more.setToolTip("" if typed else "Ghi điểm cần bổ sung trước")
        day = self.deadline.value()
        if typed:
            self.allow("Bấm «Thêm điểm này» trước")
        elif day is None and self.deadline.state().strip():
            self.allow("Hạn gửi lại không phải ngày hợp lệ")
        elif day is not None and self._today is not None and day < self._today:
            self.allow("Hạn gửi lại đã qua")
        else:
            self.allow("" if self._points else "Cần ít nhất một điểm cần bổ sung")

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        nominations: Sequence[tuple[UUID, str]],
        today: date,
        points: Sequence[ReturnPoint] = (),
    ) -> ReturnAnswer | None:
        """Ask, with points collected before, and return what was left or typed.

        None when the user thought better of it.
        """
        dialog = cls(parent, nominations, today, points)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.answer() if accepted else None

    def answer(self) -> ReturnAnswer:
        """Return what was typed."""
        return ReturnAnswer(tuple(self._points), self.deadline.value())
