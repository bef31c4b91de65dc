"""Which points of the office above go down to the offices whose nominations they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.services.fields import FieldKind, FieldSpec
from desktop.services.forwarding import OriginAbove, PointAbove
from desktop.views.short_names import short_office
from desktop.views.widgets.date_editor import DateEditor
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

_SIZE = (820, 480)
_OWN = "Cơ quan này tự bổ sung"
_CHOOSE = "Chọn hồ sơ gốc ở dưới"
_CLOSED = "Không trả lại được nữa"
_WHY_CLOSED = "Hồ sơ gốc còn phần cơ quan này đang xử lý hoặc đã quyết định, không trả lại được"


@dataclass(frozen=True, slots=True)
class PointsAnswer:
    """The points chosen; ``deadline`` is None where no day was set.

    ``whole`` says, of points on the whole dossier, which dossiers received they go down with.
    """

    points: tuple[UUID, ...]
    deadline: date | None = None
    whole: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)


class PointsDialog(FormDialog):
    """Every point, ticked where somebody below can mend it; Space ticks and unticks.

    Under a point on the whole dossier stand the dossiers received, none of them ticked: only an
    officer knows whom it concerns.
    """

    def __init__(self, parent: QWidget | None, points: Sequence[PointAbove]) -> None:
        text = (
            "Hồ sơ gốc có điểm được chọn sẽ trả lại nơi gửi, kèm điểm ấy và tên cơ quan đã nêu. "
            "Điểm nêu cho cả hồ sơ: chọn những hồ sơ gốc phải sửa. "
            "Những điểm còn lại cơ quan này tự bổ sung."
        )
        super().__init__(parent, "Chuyển điểm cấp trên nêu", text, "Trả lại nơi gửi")
        self.resize(*_SIZE)
        self._points = tuple(points)
        self._list = named(QTreeWidget(), "points_above", says="Các điểm cấp trên nêu")
        self._list.setHeaderLabels(("Điểm cần bổ sung", "Đối tượng", "Nơi gửi"))
        self._list.setRootIsDecorated(any(point.origins for point in points))
        self._list.setWordWrap(True)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 180), (2, 220)):
            self._list.setColumnWidth(column, width)
        for point in self._points:
            self._list.addTopLevelItem(_item(point))
        self._list.expandAll()
        self._list.itemChanged.connect(lambda _item, _column: self._weigh())
        self._deadline = DateEditor("deadline", FieldSpec("Gửi lại trước ngày", FieldKind.DATE))
        self._deadline.changed.connect(self._weigh)
        self.body.addWidget(self._list, 1)
        self.add_field("Gửi lại trước ngày (nếu có hạn)", self._deadline)
        self._weigh()

    def _items(self) -> list[tuple[PointAbove, QTreeWidgetItem]]:
        items = [self._list.topLevelItem(place) for place in range(len(self._points))]
        return [(p, i) for p, i in zip(self._points, items, strict=True) if i is not None]

    def _ticked(self) -> tuple[UUID, ...]:
        return tuple(point.id for point, item in self._items() if _is_ticked(item))

    def _whole(self) -> dict[UUID, tuple[UUID, ...]]:
        found = {
            point.id: tuple(
                origin.id
                for place, origin in enumerate(point.origins)
                if _is_ticked(item.child(place))
            )
            for point, item in self._items()
        }
        return {point: origins for point, origins in found.items() if origins}

    def _weigh(self) -> None:
        bad_day = self._deadline.value() is None and bool(self._deadline.state().strip())
        if bad_day:
            self.allow("Hạn gửi lại không phải ngày hợp lệ")
        else:
            chosen = self._ticked() or self._whole()
            self.allow("" if chosen else "Chọn ít nhất một điểm chuyển xuống được")

    @classmethod
    def ask(cls, parent: QWidget | None, points: Sequence[PointAbove]) -> PointsAnswer | None:
        """Ask, and return what was ticked; None when the user thought better of it."""
        dialog = cls(parent, points)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.answer() if accepted else None

    def answer(self) -> PointsAnswer:
        """Return what was ticked."""
        return PointsAnswer(self._ticked(), self._deadline.value(), self._whole())


def _is_ticked(item: QTreeWidgetItem | None) -> bool:
    return item is not None and item.checkState(0) is Qt.CheckState.Checked


def _item(point: PointAbove) -> QTreeWidgetItem:
    whose = short_office(point.sender) if point.can_pass else ""
    why = "" if point.can_pass else (_CLOSED if point.dossier_id else _OWN)
    why = _CHOOSE if point.can_choose else why
    item = QTreeWidgetItem([point.text, point.name or "Cả hồ sơ", whose or why])
    item.setToolTip(0, point.text)
    item.setToolTip(2, _WHY_CLOSED if why == _CLOSED else why or point.sender)
    if point.can_pass:
        item.setCheckState(0, Qt.CheckState.Checked)
    else:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
    item.addChildren([_origin_item(origin) for origin in point.origins])
    return item


def _origin_item(origin: OriginAbove) -> QTreeWidgetItem:
    whose = short_office(origin.sender) if origin.can_return else _CLOSED
    item = QTreeWidgetItem([origin.title, "Hồ sơ gốc", whose])
    item.setToolTip(0, origin.title)
    item.setToolTip(2, origin.sender if origin.can_return else _WHY_CLOSED)
    if origin.can_return:
        item.setCheckState(0, Qt.CheckState.Unchecked)
    else:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
    return item
