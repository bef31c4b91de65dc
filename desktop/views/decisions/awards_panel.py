"""«Được khen thưởng»: the list of a decision, and taking some of it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD, Tone, colors_of
from desktop.views.widgets.broken_lines import broken
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.decision_rows import DecidedAward, DecisionDetail

_HEADERS = ("TT", "Họ tên, đơn vị", "Danh hiệu, hình thức", "Số sổ")
_WIDTHS = (44, 0, 200, 60)
_NAME, _AWARD, _NUMBER = 1, 2, 3
# The tree measures rows while it is hidden, before it knows how wide a column is; so lines are
# broken here, for the smallest screen.
_NAME_LETTERS = 34
_AWARD_LETTERS = 27
_PLACE = Qt.ItemDataRole.UserRole
_CHOOSE = "Chọn người bị hủy trong danh sách (giữ Ctrl để chọn nhiều)"


class AwardsPanel(QWidget):
    """Shows who a decision rewards, or whose awards it has taken back.

    Signals:
        cancel_asked: the awards chosen to be taken back.
    """

    cancel_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._detail: DecisionDetail | None = None
        self._why_not = ""
        self._list = _award_list()
        self._ground = named(QLabel(), "ground_line", role="muted")
        self._ground.setWordWrap(True)
        self._cancel = action_button(
            "Hủy bỏ khen thưởng…", "cancel_awards", "undo", self._ask, role="danger"
        )
        foot = QHBoxLayout()
        foot.addWidget(self._ground, 1)
        foot.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._list, 1)
        layout.addLayout(foot)
        self._list.itemSelectionChanged.connect(self._weigh)

    def show_awards(self, detail: DecisionDetail, why_not: str = "") -> None:
        """Show a decision's awards; ``why_not`` is why this officer may take none back."""
        self._detail, self._why_not = detail, why_not
        several = len({award.sender for award in detail.awards}) > 1
        items = []
        for place, award in enumerate(detail.awards):
            item = _award_item(award, several)
            item.setData(0, _PLACE, place)
            if award.cancelled:
                for column in range(len(_HEADERS)):
                    item.setForeground(column, colors_of(self).tone(Tone.DANGER)[0])
            items.append(item)
        self._list.clear()
        self._list.addTopLevelItems(items)
        self._ground.setText(_ground_words(detail))
        self._cancel.setVisible(detail.made_here and not detail.is_cancelling)
        self._weigh()

    def _chosen(self) -> list[DecidedAward]:
        assert self._detail is not None
        places = sorted(item.data(0, _PLACE) for item in self._list.selectedItems())
        return [a for a in (self._detail.awards[n] for n in places) if not a.cancelled]

    def _weigh(self) -> None:
        if self._detail is not None:
            allow(self._cancel, self._why_not or ("" if self._chosen() else _CHOOSE))

    def _ask(self) -> None:
        self.cancel_asked.emit(self._chosen())


def _award_list() -> QTreeWidget:
    awards = named(QTreeWidget(), "awards", says="Danh sách được khen thưởng")
    awards.setHeaderLabels(_HEADERS)
    awards.setRootIsDecorated(False)
    awards.setAlternatingRowColors(True)
    awards.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    # A name is read to its end, even one of nine words.
    awards.setWordWrap(True)
    awards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = awards.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    for column, width in enumerate(_WIDTHS):
        if width:
            awards.setColumnWidth(column, width)
    return awards


def _award_item(award: DecidedAward, several: bool) -> QTreeWidgetItem:
    about = ", ".join(part for part in (award.post, award.unit) if part)
    shown = [
        award.name,
        about,
        short_office(award.sender) if several else "",
        f"Đã hủy: {award.cancelled}" if award.cancelled else "",
    ]
    name = "\n".join(broken(part, _NAME_LETTERS) for part in shown if part)
    number = award.certificate_number or "–"
    title = broken(short_office(award.award), _AWARD_LETTERS)
    item = QTreeWidgetItem([str(award.position), name, title, number])
    for column in range(len(_HEADERS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
    item.setToolTip(_NUMBER, number)
    item.setToolTip(_NAME, f"{name}\n{award.achievement}")
    item.setToolTip(_AWARD, award.award)
    item.setTextAlignment(_NUMBER, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    return item


def _ground_words(detail: DecisionDetail) -> str:
    if not detail.is_cancelling:
        return ""
    unread = "" if detail.ground_was_read else " (chưa đối chiếu)"
    return f"Căn cứ hủy bỏ: {detail.ground}{unread}" if detail.ground else ""
