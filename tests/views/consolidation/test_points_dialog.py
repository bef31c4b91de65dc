"""Which points go down, and with which dossiers received."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.law.lifecycle import DossierState
from desktop.services.forwarding import OriginAbove, PointAbove
from desktop.views.consolidation.points_dialog import PointsDialog

NEAR = OriginAbove(uuid4(), "Đợt một", "Ủy ban nhân dân xã Đông An", DossierState.FORWARDED)
FAR = OriginAbove(uuid4(), "Đợt hai", "Ủy ban nhân dân xã An Hải", DossierState.FORWARDED)
DECIDED = OriginAbove(uuid4(), "Đợt ba", "Ủy ban nhân dân xã An Lạc", DossierState.DECIDED)
WHOLE = PointAbove(
    uuid4(), "Biên bản họp thiếu chữ ký.", "", "", "", None, None, (NEAR, FAR, DECIDED)
)
OWN = PointAbove(uuid4(), "Sửa tên.", "", "Bùi Thị Ơn", "", None, None)


def test_a_point_on_the_whole_dossier_goes_only_where_it_is_ticked(qtbot: QtBot) -> None:
    dialog = PointsDialog(None, [WHOLE, OWN])
    qtbot.addWidget(dialog)
    dialog.show()
    points = dialog.findChild(QTreeWidget, "points_above")
    accept = dialog.findChild(QPushButton, "yes")
    assert points is not None
    assert accept is not None
    assert dialog.answer().whole == {}
    assert not accept.isEnabled()

    whole = points.topLevelItem(0)
    assert whole is not None
    assert whole.isExpanded()
    shown = [whole.child(place) for place in range(whole.childCount())]
    assert [(i.text(0), i.text(2)) for i in shown] == [
        ("Đợt một", "UBND xã Đông An"),
        ("Đợt hai", "UBND xã An Hải"),
        ("Đợt ba", "Không trả lại được nữa"),
    ]
    points.setCurrentItem(shown[1])
    points.setFocus()
    qtbot.keyClick(points, Qt.Key.Key_Space)
    points.setCurrentItem(shown[2])
    qtbot.keyClick(points, Qt.Key.Key_Space)
    assert (dialog.answer().points, dialog.answer().whole) == ((), {WHOLE.id: (FAR.id,)})
    assert accept.isEnabled()
    own = points.topLevelItem(1)
    assert own is not None
    assert (own.text(1), own.text(2)) == ("Bùi Thị Ơn", "Cơ quan này tự bổ sung")
