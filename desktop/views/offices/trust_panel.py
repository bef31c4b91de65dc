"""«Chứng thư» of one office: whose signatures are believed to be its own, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.vietnamese.dates import short_date
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.trust import TrustRow

_HEADERS = ("Người ký, mã ngắn", "Hiệu lực", "Tin từ", "Tình trạng")
_WIDTHS = (0, 160, 84, 92)
_ID = Qt.ItemDataRole.UserRole
_OTHER = (
    "Gói ký bằng những chứng thư này được nhận là của cơ quan này. Chỉ nhập chứng thư sau khi đã "
    "gọi điện so mã ngắn."
)


class TrustPanel(QWidget):
    """Shows the certificates trusted for one office; knows no service.

    Signals:
        import_asked: a certificate file is to be taken in for this office.
        unpin_asked: id of a certificate no longer to be trusted.
    """

    import_asked = Signal()
    unpin_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trust_panel")
        self._about = named(QLabel(_OTHER), "trust_about", role="muted")
        self._about.setWordWrap(True)
        self._list = named(QTreeWidget(), "certificates", says="Chứng thư được tin")
        self._list.setHeaderLabels(_HEADERS)
        self._list.setRootIsDecorated(False)
        self._list.setAlternatingRowColors(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            if width:
                self._list.setColumnWidth(column, width)
        self._import = action_button(
            "Nhập chứng thư…", "import_certificate", "import", self.import_asked.emit
        )
        self._unpin = action_button("Thôi tin…", "unpin", "close", self._ask_unpin, role="danger")
        self._list.currentItemChanged.connect(lambda _now, _before: self._say_buttons())
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._import)
        buttons.addWidget(self._unpin)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._about)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)
        self._say_buttons()

    def show_certificates(self, rows: Sequence[TrustRow]) -> None:
        """Show these certificates."""
        self._list.clear()
        self._about.setText(_OTHER if rows else f"Chưa tin chứng thư nào của cơ quan này. {_OTHER}")
        for row in rows:
            item = QTreeWidgetItem(
                [
                    f"{row.subject}\n{row.short_code}",
                    f"{_day(row.valid_from)} – {_day(row.valid_to)}",
                    _day(row.trusted_at) if row.trusted_at else "",
                    f"Thôi tin\n{_day(row.closed_at)}" if row.closed_at else "Đang tin",
                ]
            )
            item.setData(0, _ID, None if row.closed_at else row.id)
            for column in range(len(_HEADERS)):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
                item.setToolTip(column, item.text(column))
            self._list.addTopLevelItem(item)
        if first := self._list.topLevelItem(0):
            self._list.setCurrentItem(first)
        self._say_buttons()

    def _chosen(self) -> UUID | None:
        item = self._list.currentItem()
        return item.data(0, _ID) if item else None

    def _say_buttons(self) -> None:
        allow(self._unpin, "" if self._chosen() else "Chọn một chứng thư đang được tin trước")

    def _ask_unpin(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.unpin_asked.emit(chosen)


def _day(moment: datetime) -> str:
    return short_date(moment.astimezone(LOCAL_TIME).date())
