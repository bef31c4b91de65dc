"""The open row of the law: what it says, how well it is known, its corrections, their history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.law_drafts import CorrectionDraft
from desktop.views.legal.confidence import badge_of, meaning_of, tone_of
from desktop.views.legal.correction_form import CorrectionForm
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.history import HistoryView
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow
from desktop.views.widgets.wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from desktop.services.law_corrections import CorrectionRow, OpenLawRow

_HEADERS = ("Sửa thành", "Áp dụng", "Tình trạng")
_WIDTHS = (0, 104, 150)
_ID = Qt.ItemDataRole.UserRole
_HEAD_HEIGHT, _LINE_HEIGHT, _MOST_LINES = 40, 62, 2
_ABOUT = (
    "Đọc văn bản gốc thấy khác, hoặc địa phương quy định khác: ghi giá trị đúng, căn cứ và ngày áp "
    "dụng. Thấy đúng thì giữ nguyên giá trị, ghi căn cứ: dòng này thành đã đối chiếu."
)
_READ_ONLY = "Dòng này chỉ để đọc; chương trình không tính gì từ nó."


class LawRowView(QFrame):
    """Shows one row; knows no service.

    Signals:
        save_asked: the form's button was pressed.
        open_asked: id of a correction to be edited.
        new_asked: another correction of the row is to be typed.
        withdraw_asked: id of a correction.
    """

    save_asked = Signal()
    new_asked = Signal()
    open_asked = Signal(object)
    withdraw_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "law_row", card=True)
        self.opened: OpenLawRow | None = None
        self._heading = named(QLabel(), "row_heading", role="heading")
        self._heading.setWordWrap(True)
        self._chip = named(QLabel(), "row_chip")
        self._facts = Facts("row_facts", columns=1)
        self._about = named(QLabel(_ABOUT), "form_about", role="muted")
        self._about.setWordWrap(True)
        self.form = CorrectionForm()
        self.corrections = _correction_list()
        self._history = HistoryView()
        self._save = action_button(
            "Lưu sửa đổi", "save_correction", "save", self.save_asked.emit, role="primary"
        )
        self._new = action_button("Sửa đổi khác", "new_correction", "plus", self.new_asked.emit)
        self._edit = action_button("Sửa", "edit_correction", "edit", self._ask_open)
        self._withdraw = action_button("Rút", "withdraw_correction", "undo", self._ask_withdraw)
        self.tabs = named(QTabWidget(), "row_tabs")
        self._lay_out()
        self.form.edited.connect(self._say_buttons)
        self.corrections.itemSelectionChanged.connect(self._say_buttons)
        self.corrections.itemActivated.connect(lambda _item: self._ask_open())

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(PAD, PAD, PAD, 0)
        head.setSpacing(GAP)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(top)
        head.addWidget(self._facts)
        self.tabs.addTab(self._correction_tab(), "Sửa, đối chiếu")
        self.tabs.addTab(self._history, "Lịch sử")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    def _correction_tab(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.corrections)
        layout.addLayout(_line(self._edit, self._withdraw, self._new))
        layout.addWidget(self._about)
        layout.addWidget(self.form, 1)
        layout.addLayout(_line(self._save))
        return holder

    def show_row(self, opened: OpenLawRow) -> None:
        """Show a row with its corrections; the form begins a new one."""
        self.opened = opened
        detail, row = opened.detail, opened.detail.row
        self._heading.setText(row.title)
        self._chip.setText(badge_of(row))
        restyle(self._chip, chip=tone_of(row))
        shipped = detail.shipped_says if row.corrected else ""
        self._facts.show_facts(
            [
                ("Nội dung", row.says if row.corrected else detail.shipped_says),
                ("Chương trình ghi", shipped),
                ("Áp dụng", row.holds),
                ("Sửa đổi", _corrected_days(opened.corrections)),
                ("Căn cứ", row.citation or "chưa ghi được điều khoản"),
                ("Mức tin cậy", meaning_of(row)),
                ("Nguồn", "; ".join(detail.sources)),
            ]
        )
        self._history.show_events(opened.events)
        self._show_corrections(opened)
        self._about.setText(_ABOUT if detail.fields else _READ_ONLY)
        # Who has corrected the row knows how; on a small screen the form needs the room.
        self._about.setVisible(not opened.corrections)
        self.form.setVisible(bool(detail.fields))
        self._save.setVisible(bool(detail.fields))
        self.begin_new()

    def begin_new(self) -> None:
        """Begin another correction of the open row; what was typed is gone."""
        assert self.opened is not None
        detail = self.opened.detail
        whole = not detail.divisible
        self.begin(CorrectionDraft(row_id=detail.row.row_id, whole_time=whole))

    def begin(self, draft: CorrectionDraft) -> None:
        """Show a correction in the form: a new one, or one to be edited."""
        assert self.opened is not None
        self.form.show_row(self.opened.detail, draft)
        self._save.setText("Lưu sửa đổi" if draft.id is None else "Lưu thay đổi")
        self._say_buttons()

    def _show_corrections(self, opened: OpenLawRow) -> None:
        self.corrections.clear()
        for correction in opened.corrections:
            self.corrections.addTopLevelItem(_item(correction))
        live = [n for n, each in enumerate(opened.corrections) if not each.withdrawn]
        if len(live) == 1:
            self.corrections.setCurrentIndex(self.corrections.model().index(live[0], 0))
        shown = bool(opened.corrections)
        lines = min(len(opened.corrections), _MOST_LINES)
        self.corrections.setFixedHeight(_HEAD_HEIGHT + lines * _LINE_HEIGHT)
        for widget in (self.corrections, self._edit, self._withdraw, self._new):
            widget.setVisible(shown)

    def _chosen(self) -> CorrectionRow | None:
        items = self.corrections.selectedItems()
        if not items or self.opened is None:
            return None
        wanted: UUID = items[0].data(0, _ID)
        return next((c for c in self.opened.corrections if c.id == wanted), None)

    def _say_buttons(self) -> None:
        chosen = self._chosen()
        why = "Chọn một sửa đổi trong bảng" if chosen is None else ""
        if chosen is not None and chosen.withdrawn:
            why = "Sửa đổi này đã rút"
        received = chosen is not None and bool(chosen.origin_office)
        allow(self._edit, why or ("Sửa đổi của cấp trên chỉ để đọc" if received else ""))
        allow(self._withdraw, why)
        allow(self._save, "" if self.form.is_dirty else "Chưa có gì thay đổi")

    def _ask_open(self) -> None:
        chosen = self._chosen()
        if chosen is not None and not chosen.withdrawn and not chosen.origin_office:
            self.open_asked.emit(chosen.id)

    def _ask_withdraw(self) -> None:
        chosen = self._chosen()
        if chosen is not None and not chosen.withdrawn:
            self.withdraw_asked.emit(chosen.id)


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(GAP)
    line.addStretch(1)
    for widget in widgets:
        line.addWidget(widget)
    return line


def _correction_list() -> QTreeWidget:
    found = named(QTreeWidget(), "corrections", says="Các sửa đổi của dòng này")
    found.setHeaderLabels(_HEADERS)
    found.setRootIsDecorated(False)
    found.setAlternatingRowColors(True)
    found.setWordWrap(True)
    WrappedCells.put_into(found)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = found.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, width in enumerate(_WIDTHS):
        if width:
            found.setColumnWidth(column, width)
    return found


def _item(correction: CorrectionRow) -> QTreeWidgetItem:
    said = f"{correction.says}\n{correction.basis}"
    words = (said, correction.period, _status(correction))
    item = QTreeWidgetItem(list(words))
    item.setData(0, _ID, correction.id)
    tip = "\n".join(filter(None, (*words, correction.note)))
    for column in range(len(_HEADERS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
        item.setToolTip(column, tip)
    return item


def _corrected_days(corrections: Sequence[CorrectionRow]) -> str:
    """Return on which days what the office reads otherwise holds; "" where nothing does."""
    days = (f"áp dụng {c.period[:1].lower()}{c.period[1:]}" for c in corrections if c.counts)
    return "; ".join(dict.fromkeys(days))


def _status(correction: CorrectionRow) -> str:
    if correction.withdrawn:
        return "Đã rút"
    if correction.origin_office:
        by = f"theo {short_office(correction.origin_office)}"
        return by if correction.counts else f"{by} (dùng sửa đổi của cơ quan)"
    return "Đang dùng"
