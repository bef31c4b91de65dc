"""A dialog's button that takes back what was typed into it and came to nothing.

Whatever is typed into a dialog is kept from second to second. Where it was closed by Esc, where
what it asked for was refused, or where the program was killed, the same dialog offers it again.
Nothing is put into its fields by itself: the next dossier has other reasons.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from desktop.config import LOCAL_TIME
from desktop.services.journal import Kept
from desktop.vietnamese.dates import date_time
from desktop.views.widgets.kept_texts import KeptTexts
from desktop.views.widgets.named import named

_EVERY_MS = 1_000
_PASSING = "passing"
_FORM, _MORE = "form", "more"
_Line = QLineEdit | QPlainTextEdit


class TakeBack(QPushButton):
    """Keeps what is typed into a dialog while it is open; hidden where nothing can be taken back.

    Kept are its lines of text, a record form it has as ``form``, and what it gives by
    ``more_typed()``. A field with the property ``passing`` (a search, a code heard), a password and
    what may not be typed into are not. Only what differs from what the dialog opened with is.
    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__("Lấy lại nội dung đã gõ")
        named(self, "take_back", role="quiet")
        self.setAutoDefault(False)
        self.hide()
        self._dialog = dialog
        self._texts: KeptTexts | None = None
        self._place = ""
        self._kept: Kept | None = None
        self._first: dict[str, Any] = {}
        self._last: dict[str, Any] = {}
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self.clicked.connect(lambda _checked=False: self._take())

    def begin(self, place: str) -> None:
        """Keep from now on; ``place`` says which dialog this is, and about what."""
        self._texts = KeptTexts.of(self._dialog.parent())
        if self._texts is None:
            return
        if not self._place:
            self._place, self._first = place, self._state()
            self._last = self._first
            self._offer(self._texts.at(place))
        self._timer.start()

    def end(self) -> None:
        """Write down what is typed: the dialog is being closed."""
        self._timer.stop()
        if self._texts is not None:
            self.keep()
            self._texts.write()

    def keep(self) -> None:
        """Keep what is typed now."""
        state = self._state()
        if self._texts is None or state == self._last:
            return
        self._last = state
        typed = _differing(state, self._first)
        if typed:
            self._texts.keep(self._place, typed)

    def _offer(self, kept: Kept | None) -> None:
        if kept is None or not _differing(kept.state, self._first):
            return
        self._kept = kept
        at = f"Gõ lúc {date_time(kept.at.astimezone(LOCAL_TIME))}, chưa dùng hoặc chưa ghi được"
        self.setToolTip(at)
        self.setAccessibleDescription(at)
        self.show()

    def _take(self) -> None:
        assert self._kept is not None  # hidden then
        state = self._kept.state
        for name, line in self._lines().items():
            if name in state:
                _write(line, str(state[name]))
        if (form := self._form()) is not None and _FORM in state:
            form.restore({"fields": state[_FORM]})
        if _MORE in state:
            getattr(self._dialog, "take_more")(state[_MORE])  # noqa: B009 - dialogs that have it
        self.hide()

    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = {name: _read(line) for name, line in self._lines().items()}
        if (form := self._form()) is not None:
            state[_FORM] = form.state()["fields"]
        if (more := getattr(self._dialog, "more_typed", None)) is not None:
            state[_MORE] = more()
        return state

    def _form(self) -> Any:
        """Return the dialog's record form, None for none; it knows dialogs, so they not it."""
        return getattr(self._dialog, "form", None)

    def _lines(self) -> dict[str, _Line]:
        form = self._form()
        found: list[_Line] = [
            *self._dialog.findChildren(QLineEdit),
            *self._dialog.findChildren(QPlainTextEdit),
        ]
        return {
            _name(line): line
            for line in found
            if _may_keep(line) and not (form is not None and form.isAncestorOf(line))
        }


def place_of(dialog: QDialog, *about: object) -> str:
    """Return where a dialog's texts are kept: its kind, and what it is about."""
    told = sha256("\n".join(map(str, about)).encode()).hexdigest()
    return f"{type(dialog).__name__}:{told[:24]}"


def _may_keep(line: _Line) -> bool:
    if line.isReadOnly() or line.property(_PASSING) or isinstance(line.parent(), QAbstractSpinBox):
        return False
    return isinstance(line, QPlainTextEdit) or line.echoMode() is QLineEdit.EchoMode.Normal


def _name(line: _Line) -> str:
    holder = line.parent()
    return line.objectName() or (holder.objectName() if holder is not None else "")


def _read(line: _Line) -> str:
    return line.text() if isinstance(line, QLineEdit) else line.toPlainText()


def _write(line: _Line, text: str) -> None:
    if isinstance(line, QLineEdit):
        line.setText(text)
    else:
        line.setPlainText(text)


def _differing(state: dict[str, Any], first: dict[str, Any]) -> dict[str, Any]:
    """Return what of a state differs from the one a dialog opened with."""
    typed = {name: value for name, value in state.items() if value != first.get(name)}
    if isinstance(fields := typed.get(_FORM), dict):
        shown = first.get(_FORM, {})
        fields = {name: value for name, value in fields.items() if value != shown.get(name)}
        typed = (
            {**typed, _FORM: fields} if fields else {k: v for k, v in typed.items() if k != _FORM}
        )
    return typed
