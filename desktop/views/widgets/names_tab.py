"""«Đối chiếu tên»: every two writings of a recipient that differ, side by side, letters marked."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.law.problems import Severity
from desktop.views.theme import GAP, PAD, Tone, colors_of
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.name_pairs import NamePair
    from desktop.services.records import SaveReport
    from desktop.views.pages import Bench

_HEADERS = ("Đối tượng", "Mục", "Một nơi ghi", "Nơi khác ghi", "Khác nhau ở")
_WIDTHS = (150, 72, 220, 220, 124)
_LEFT, _RIGHT = 2, 3
_PAIR = Qt.ItemDataRole.UserRole
_ROW_HEIGHT = 48
_NONE = "Tên, cách xưng, chức vụ, đơn vị ghi giống nhau ở mọi nơi."
_TAKE = "Lấy theo nơi khác ghi"


class NamesTab(QWidget):
    """The pairs of one dossier, and the button that takes one writing for the other.

    Signals:
        counted: how many pairs keep the dossier back.
        taken: a nomination was corrected.
        nomination_asked: id of a nomination, and the field in which it differs.
    """

    counted = Signal(int)
    taken = Signal()
    nomination_asked = Signal(object, str)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("names_tab")
        self._dossier: UUID | None = None
        self._asked = 0
        self.banner = Banner()
        self._summary = named(QLabel(_NONE), "names_summary")
        self._summary.setWordWrap(True)
        self._pairs = named(QTreeWidget(), "name_pairs", says="Những chỗ tên viết khác nhau")
        self._pairs.setHeaderLabels(_HEADERS)
        self._pairs.setRootIsDecorated(False)
        self._pairs.setWordWrap(True)
        self._pairs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self._pairs.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            self._pairs.setColumnWidth(column, width)
        for column in (_LEFT, _RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_sizes: self._fit_rows())
        self._take = action_button(_TAKE, "take_name", "check", self._take_other, role="primary")
        self._open = action_button("Mở đề nghị", "open_name", "open", self._open_nomination)
        self._lay_out()
        self._pairs.currentItemChanged.connect(lambda _now, _before: self._say_buttons())
        self._pairs.itemActivated.connect(lambda _item: self._open_nomination())
        self._show(())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._take)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._summary)
        layout.addWidget(self._pairs, 1)
        layout.addLayout(buttons)

    def show_dossier(self, dossier_id: UUID | None) -> None:
        """Read and show the pairs of a dossier; None for one never saved."""
        if dossier_id != self._dossier:
            self.banner.clear()
        self._dossier = dossier_id
        self._asked += 1
        if dossier_id is None:
            self._show(())
            return
        ticket, names = self._asked, self._bench.desk.names

        def show(pairs: Sequence[NamePair]) -> None:
            if ticket == self._asked:
                self._show(pairs)

        self._bench.runner.run(
            lambda _report: names.pairs(dossier_id),
            on_done=show,
            on_refused=self.banner.show_refusal,
        )

    def _show(self, pairs: Sequence[NamePair]) -> None:
        self._pairs.clear()
        for pair in pairs:
            self._add(pair)
        self._pairs.setVisible(bool(pairs))
        self._fit_rows()
        for button in (self._take, self._open):
            button.setVisible(bool(pairs))
        if first := self._pairs.topLevelItem(0):
            self._pairs.setCurrentItem(first)
        blocking = sum(pair.severity is Severity.BLOCKING for pair in pairs)
        self._summary.setText(_said(blocking, len(pairs) - blocking))
        restyle(self._summary, problem="danger" if blocking else "warning" if pairs else "")
        self._say_buttons()
        self.counted.emit(blocking)

    def _add(self, pair: NamePair) -> None:
        kinds = ", ".join(kind.label for kind in pair.difference.kinds)
        plain = [f"{pair.position}. {pair.name}", pair.part.label, "", "", kinds]
        item = QTreeWidgetItem(plain)
        item.setData(0, _PAIR, pair)
        self._pairs.addTopLevelItem(item)
        for column, place, text, spans in (
            (_LEFT, pair.left.label, pair.left_text, pair.difference.left),
            (_RIGHT, pair.right.label, pair.right_text, pair.difference.right),
        ):
            self._pairs.setItemWidget(item, column, self._cell(place, text, spans))
        for column, text in enumerate(plain):
            item.setToolTip(column, text)

    def _fit_rows(self) -> None:
        """Give each row the height its longer writing needs at the width its column has."""
        for number in range(self._pairs.topLevelItemCount()):
            item = self._pairs.topLevelItem(number)
            assert item is not None  # within the count
            for column in (_LEFT, _RIGHT):
                cell = self._pairs.itemWidget(item, column)
                width = self._pairs.columnWidth(column)
                if isinstance(cell, QLabel):
                    height = max(_ROW_HEIGHT, cell.heightForWidth(width - GAP) + GAP)
                    item.setSizeHint(column, QSize(width, height))

    def _cell(self, place: str, text: str, spans: Sequence[tuple[int, int]]) -> QLabel:
        ink, ground = colors_of(self).tone(Tone.DANGER)
        style = f"color:{ink.name()};background:{ground.name()};font-weight:600"
        cell = QLabel(f"<small>{html.escape(place)}</small><br>{marked(text, spans, style)}")
        cell.setTextFormat(Qt.TextFormat.RichText)
        cell.setWordWrap(True)
        cell.setToolTip(text)
        cell.setAccessibleName(f"{place}: {text}")
        cell.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return cell

    def _chosen(self) -> NamePair | None:
        item = self._pairs.currentItem()
        pair: NamePair | None = item.data(0, _PAIR) if item is not None else None
        return pair

    def _say_buttons(self) -> None:
        pair = self._chosen()
        self._take.setText(f"Lấy theo {pair.right.label}" if pair else _TAKE)
        why = "Hồ sơ không còn sửa được" if pair and not pair.may_take else ""
        allow(self._take, why if pair else "Chọn một dòng")
        allow(self._open, "" if pair else "Chọn một dòng")

    def _open_nomination(self) -> None:
        if pair := self._chosen():
            self.nomination_asked.emit(pair.nomination_id, pair.part.value)

    def _take_other(self) -> None:
        pair, names = self._chosen(), self._bench.desk.names
        if pair is None or not pair.may_take:
            return

        def done(report: SaveReport) -> None:
            if report.saved:
                text = f"Đề nghị số {pair.position} đã ghi theo {pair.right.label}."
                self.banner.show_message(Tone.SUCCESS, text)
                self.taken.emit()
                self.show_dossier(self._dossier)
            else:
                self._open_nomination()

        self._bench.runner.run(
            lambda _report: names.take(pair.nomination_id, pair.part, pair.right),
            on_done=done,
            on_refused=self.banner.show_refusal,
        )


def marked(text: str, spans: Sequence[tuple[int, int]], style: str) -> str:
    """Return a text as rich text with its differing parts marked, the unseen made visible.

    Args:
        text: composed.
        spans: start and end of each part; an empty part shows where something is left out.
        style: of the marks, as CSS.
    """
    shown, at = [], 0
    for start, end in spans:
        shown.append(html.escape(text[at:start]))
        part = "".join(map(_visible, text[start:end])) or "‸"
        # A mark that differs alone needs something to stand on.
        part = f"◌{part}" if unicodedata.combining(part[0]) else part
        shown.append(f'<span style="{style}">{html.escape(part)}</span>')
        at = end
    shown.append(html.escape(text[at:]))
    return "".join(shown)


def _visible(letter: str) -> str:
    if letter.isspace():
        return "␣"
    # The marks of «Rơ̆» are seen, though Unicode has no one letter for it.
    unseen = unicodedata.category(letter) in {"Cc", "Cf", "Mn"}
    return "[ẩn]" if unseen and not unicodedata.combining(letter) else letter


def _said(blocking: int, warnings: int) -> str:
    if blocking:
        more = f" Thêm {warnings} chỗ nên xem lại." if warnings else ""
        return f"Còn {blocking} chỗ viết khác nhau phải sửa trước khi đi tiếp.{more}"
    return f"{warnings} chỗ khác với hồ sơ gốc, nên xem lại." if warnings else _NONE
