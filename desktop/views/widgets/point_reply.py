"""The sender's reply to one point raised: typed, then saved by its button."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.services.fields import clean
from desktop.views.theme import GAP
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

_HEIGHT = 64
_LABEL = "Trả lời điểm này (nơi nhận đọc cạnh phần đã sửa; không bắt buộc)"
_SAVED = "Chưa có gì mới để lưu"


class PointReply(QWidget):
    """Edits the reply to the point in sight; what was typed to another waits until it is back.

    Points of all dossiers are told apart, so a reply begun waits while another dossier is open.

    Signals:
        given: id of the point and the text.
    """

    given = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._point: UUID | None = None
        self._kept = ""
        self._typed: dict[UUID, str] = {}
        label = named(QLabel(_LABEL), "reply_label", role="label")
        self._text = named(QPlainTextEdit(), "reply", says="Trả lời điểm này")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(_HEIGHT)
        label.setBuddy(self._text)
        self._save = action_button("Lưu trả lời", "save_reply", "save", self._give, role="primary")
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._text, 1)
        line.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addWidget(label)
        layout.addLayout(line)
        self._text.textChanged.connect(self._changed)
        self.hide()

    @property
    def is_dirty(self) -> bool:
        """Whether a reply was typed and not saved."""
        return bool(self._typed)

    def show_point(self, point: UUID | None, reply: str) -> None:
        """Show the reply of a point that may be answered; None hides the editor."""
        self._point, self._kept = point, reply
        self.setVisible(point is not None)
        self._text.blockSignals(True)
        self._text.setPlainText(self._typed.get(point, reply) if point else "")
        self._text.blockSignals(False)
        self._say_button()

    def _changed(self) -> None:
        if self._point is None:
            return
        text = clean(self._text.toPlainText())
        if text == self._kept:
            self._typed.pop(self._point, None)
        else:
            self._typed[self._point] = text
        self._say_button()

    def _say_button(self) -> None:
        allow(self._save, "" if self._point in self._typed else _SAVED)

    def _give(self) -> None:
        if self._point is not None:
            self.given.emit(self._point, self._typed.get(self._point, self._kept))

    def saved(self, point: UUID, text: str) -> None:
        """Take note that a reply was saved."""
        if self._typed.get(point) == text:
            del self._typed[point]
        if point == self._point:
            self._kept = text
        self._say_button()
