"""The page of typical examples: the board above, the open example below it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListWidget, QStackedWidget, QWidget

from desktop.services.exemplars import REFERENCE_OF, ExemplarDraft
from desktop.views.exemplars.cards import BOARD_COLUMNS, card_of
from desktop.views.exemplars.columns import COLUMNS, FILTERS
from desktop.views.exemplars.moves import StageMoves
from desktop.views.widgets.attachments_panel import AttachmentsPanel
from desktop.views.widgets.board import Board
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.record_page import RecordPage

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench

_BOARD_HEIGHT, _FORM_HEIGHT = 300, 340


class ExemplarsPage(RecordPage):
    """The four stages as a board; search, filters and count line are the list's own.

    Signals:
        nominate_requested: id of the example to put forward for an award.
    """

    subject = "exemplars"
    title = "Điển hình tiên tiến"
    noun = "điển hình"
    refreshes_on = frozenset({"people", "units", "households", "campaigns"})

    nominate_requested = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.exemplars, ExemplarDraft, COLUMNS, FILTERS)
        self.board = Board(BOARD_COLUMNS)
        self._moves = StageMoves(self, bench)
        self._files = AttachmentsPanel(bench, self.subject)
        for section in ("Lộ trình", "Minh chứng", "Nhân rộng"):
            self.add_form_tab(section, section)
        self.add_tab("Ảnh, tệp kèm theo", self._files)
        self._views = QStackedWidget()
        self._toggle = self.add_list_action("Xem danh sách", "toggle_view", "menu", self._switch)
        ListExport(self, bench)
        self._nominate = self.add_record_action(
            "Lập đề nghị khen thưởng", "nominate", "nomination", self._ask_to_nominate
        )
        self.add_record_action("Đóng", "close_record", "close", self.close_record)
        self._put_board_first()
        self._connect_board()

    @property
    def _below(self) -> QWidget:
        below = self.splitter.widget(1)
        assert below is not None
        return below

    def _put_board_first(self) -> None:
        layout = self.panel.layout()
        assert layout is not None
        layout.replaceWidget(self.panel.view, self._views)
        self._views.addWidget(self.board)
        self._views.addWidget(self.panel.view)
        self._actions.insertWidget(1, self.panel.search, 1)
        self.splitter.setOrientation(Qt.Orientation.Vertical)
        self.splitter.setSizes([_BOARD_HEIGHT, _FORM_HEIGHT])
        self._below.hide()

    def _connect_board(self) -> None:
        self.panel.model.modelReset.connect(self._show_cards)
        self.panel.model.layoutChanged.connect(self._show_cards)
        self.board.opened.connect(self._open)
        self.board.selected.connect(self._follow)
        self.board.moved.connect(self._moves.move)
        first = self.board.findChild(QListWidget)
        assert first is not None
        self.board.setFocusProxy(first)
        self.setFocusProxy(self.board)
        self.panel.search.left_downwards.connect(self.board.setFocus)
        self.form.dirty_changed.connect(lambda _dirty: self._say_nominate())
        self.form.editor("recipient_kind").changed.connect(self._show_reference)

    def _switch(self) -> None:
        on_board = self._views.currentWidget() is self.board
        self._views.setCurrentWidget(self.panel.view if on_board else self.board)
        self._toggle.setText("Xem bảng bốn khâu" if on_board else "Xem danh sách")

    def _show_cards(self) -> None:
        self.board.show_cards([card_of(row) for row in self.panel.model.shown_rows()])

    def _open(self, record_id: UUID) -> None:
        self.panel.view.select(record_id)
        self._below.show()

    def _follow(self, record_id: UUID | None) -> None:
        # A click alone opens nothing: the board would shrink under a card about to be dragged.
        if record_id is not None and self._below.isVisible():
            self.panel.view.select(record_id)

    def record_shown(self, draft: Draft) -> None:
        """Open the lower part for a record, with its files and the field of its recipient."""
        self._below.show()
        self._files.show_owner(draft.id)
        self._show_reference()
        self._say_nominate()
        if draft.id is not None:
            self.board.select(draft.id)

    def show_again(self, record_id: UUID) -> None:
        """Read the rows again, and the form where it shows this record."""
        self.tell_changed()
        if self.form.record_id == record_id:
            self._load(record_id)

    def close_record(self) -> None:
        """Close the lower part, so that the board has the whole page."""
        if self.can_leave():
            self.panel.view.setCurrentIndex(QModelIndex())
            self._show_nothing()
            self._below.hide()
            self.board.setFocus()

    def _show_reference(self) -> None:
        kind = self.form.editor("recipient_kind").value()
        for other, name in REFERENCE_OF.items():
            self.form.show_field(name, other is kind)

    def _say_nominate(self) -> None:
        saved = self.form.record_id is not None and not self.form.is_dirty
        self._nominate.setEnabled(saved)
        tip = "Lập đề nghị khen thưởng từ điển hình này"
        self._nominate.setToolTip(tip if saved else "Lưu điển hình trước")

    def _ask_to_nominate(self) -> None:
        self.nominate_requested.emit(self.form.record_id)
