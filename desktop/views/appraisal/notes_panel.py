"""Notes of the desk on a nomination and its dossier; they never leave this office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.services.fields import clean
from desktop.vietnamese.dates import date_time
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.kept_texts import TypedText
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import allow

if TYPE_CHECKING:
    from desktop.services.handler_notes import NoteRow

_HEIGHT = 64
_ID = Qt.ItemDataRole.UserRole
_KEPT_HERE = "Ghi chú chỉ lưu ở cơ quan này, không gửi đi cùng hồ sơ."


class NotesPanel(QWidget):
    """Lists notes and takes a new one.

    Signals:
        written: the text, whether it is about the dossier as a whole, and where it was typed.
        removed: id of a note to be put away.
    """

    written = Signal(str, bool, str)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.list = named(QListWidget(), "notes", says="Ghi chú xử lý")
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda _now, _before: self._weigh())
        self._field = named(QPlainTextEdit(), "note_text", says="Ghi chú mới")
        self._field.setPlaceholderText("Ghi chú mới (Ctrl+Enter để ghi)")
        self._field.setTabChangesFocus(True)
        self._field.setFixedHeight(_HEIGHT)
        self._field.textChanged.connect(self._weigh)
        self._typed = TypedText(self._field)
        self._place = ""
        self._whole = named(QCheckBox("Về cả hồ sơ"), "note_whole")
        self._add = named(QPushButton("Ghi chú"), "add_note")
        self._add.clicked.connect(lambda _checked=False: self._write())
        self._drop = named(QPushButton("Bỏ ghi chú"), "drop_note", role="quiet")
        self._drop.clicked.connect(lambda _checked=False: self._remove())
        keys = QShortcut(QKeySequence("Ctrl+Return"), self._field)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._write)
        hint = named(QLabel(_KEPT_HERE), "notes_hint", role="muted")
        hint.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._add)
        buttons.addWidget(self._whole)
        buttons.addStretch()
        buttons.addWidget(self._drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._field)
        layout.addLayout(buttons)
        layout.addWidget(hint)
        self._weigh()

    @property
    def text(self) -> str:
        """What is typed and not written yet."""
        return clean(self._field.toPlainText())

    def show_notes(self, notes: Sequence[NoteRow], nomination_id: UUID | None) -> int:
        """Show the notes on a nomination and on the dossier as a whole; return how many."""
        self._place = f"note:{nomination_id}"
        self._typed.show(self._place)
        shown = [n for n in notes if n.nomination_id in {None, nomination_id}]
        self.list.clear()
        for note in shown:
            when = date_time(note.written_at.astimezone(LOCAL_TIME))
            about = "" if note.nomination_id else " · cả hồ sơ"
            item = QListWidgetItem(f"{note.text}\n{note.written_by}, {when}{about}")
            item.setData(_ID, note.id)
            self.list.addItem(item)
        self._weigh()
        return len(shown)

    def written_down(self, place: str, text: str) -> None:
        """Empty the field where a note was typed that is kept now; what is typed since stays."""
        self._typed.done(place, written=text)

    def _write(self) -> None:
        if self.text:
            self.written.emit(self.text, self._whole.isChecked(), self._place)

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.removed.emit(item.data(_ID))

    def _weigh(self) -> None:
        allow(self._add, "" if self.text else "Gõ ghi chú trước", "Ctrl+Enter")
        allow(self._drop, "" if self.list.currentRow() >= 0 else "Chọn một ghi chú trước")
