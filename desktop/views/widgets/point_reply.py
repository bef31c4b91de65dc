"""The sender's reply to one point raised: typed, then saved by its button."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.services.fields import clean
from desktop.views.theme import GAP
from desktop.views.widgets.kept_texts import TypedText
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

_HEIGHT = 64
_LABEL = "Trả lời điểm này (nơi nhận đọc cạnh phần đã sửa; không bắt buộc)"
_SAVED = "Chưa có gì mới để lưu"


class PointReply(QWidget):
    """Edits the reply to the point in sight; what was typed to another waits until it is back.

    Points of all dossiers are told apart, so a reply begun waits while another dossier is open, and
    is there again after a crash.

    Signals:
        given: id of the point and the text.
        edited: somebody typed.
    """

    given = Signal(object, str)
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._point: UUID | None = None
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
        self._typed = TypedText(self._text)
        self._typed.edited.connect(self._changed)
        self.hide()

    def typed(self, point: UUID) -> str | None:
        """Return the reply typed to a point and not saved."""
        text = self._typed.typed(_place(point))
        return None if text is None else clean(text)

    def show_point(self, point: UUID | None, reply: str) -> None:
        """Show the reply of a point that may be answered; None hides the editor."""
        self._point = point
        self.setVisible(point is not None)
        self._typed.show(_place(point) if point is not None else "", reply)
        self._say_button()

    def _changed(self) -> None:
        self._say_button()
        self.edited.emit()

    def _say_button(self) -> None:
        allow(self._save, "" if self._typed.is_dirty else _SAVED)

    def _give(self) -> None:
        if self._point is not None:
            self.given.emit(self._point, clean(self._text.toPlainText()))

    def saved(self, point: UUID, text: str) -> None:
        """Take note that a reply was saved."""
        self._typed.done(_place(point), text, text)
        self._say_button()

    def give_up(self, point: UUID, reply: str) -> None:
        """Forget what was typed to a point; its saved reply is in sight again."""
        self._typed.done(_place(point), reply)
        self._say_button()


def _place(point: UUID) -> str:
    return f"reply:{point}"
