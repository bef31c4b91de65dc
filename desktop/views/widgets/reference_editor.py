"""The editor of a reference: another record, found while typing without marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.overrides import override
from desktop.services.fields import FieldSpec
from desktop.vietnamese.text import fold
from desktop.views.widgets.editor import Editor

# Long enough that a fast typist asks once a word, short enough to feel immediate.
_LOOKUP_DELAY_MS = 150
_PLACE_ROLE = Qt.ItemDataRole.UserRole
# Not EditRole, which a standard item keeps as one with what it displays.
_TITLE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Found:
    """One record offered while typing."""

    id: UUID
    title: str
    subtitle: str = ""

    @property
    def line(self) -> str:
        """How it stands in the list."""
        return f"{self.title} · {self.subtitle}" if self.subtitle else self.title

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every one of ``words``, folded, is in its line."""
        key = fold(self.line)
        return all(word in key for word in words)


class ReferenceEditor(Editor):
    """Another record, found while typing without marks.

    Signals:
        lookup_requested: subject and typed text; the page answers with ``show_matches``.
    """

    lookup_requested = Signal(str, str)

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._id: UUID | None = None
        self._found: list[Found] = []
        self._line = QLineEdit()
        self._line.setPlaceholderText(spec.hint or "Gõ vài chữ để tìm")
        self._line.setClearButtonEnabled(True)
        self._install(self._line)
        self._offers = QStandardItemModel(self)
        self._completer = self._make_completer()
        self._timer = QTimer(self, interval=_LOOKUP_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self._line.textEdited.connect(self._typed)
        self._line.textChanged.connect(self._emptied)
        self._line.editingFinished.connect(self._leave)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._offers, self)
        # The page has already chosen what fits; Qt must not filter it again with marks.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(_TITLE_ROLE)
        popup = completer.popup()
        assert popup is not None
        popup.setObjectName("completions")
        # By index: two people of one name and one unit have the same line.
        cast("Any", completer).activated[QModelIndex].connect(self._choose)
        return completer

    @override
    def value(self) -> UUID | None:
        return self._id

    @override
    def set_value(self, value: Any) -> None:
        if value is None or value != self._id:
            self.set_display(value, "")

    def set_display(self, record_id: UUID | None, title: str) -> None:
        """Show a record by its title."""
        self._show(record_id, title if record_id else "")

    @override
    def state(self) -> Any:
        return {"id": str(self._id) if self._id else None, "title": self._line.text()}

    @override
    def restore(self, state: Any) -> None:
        known = state if isinstance(state, dict) else {}
        found = known.get("id")
        # Typed and not chosen yet is kept too.
        self._show(UUID(found) if found else None, str(known.get("title") or ""))

    @override
    def own_problem(self) -> str:
        if self._line.text().strip() and self._id is None:
            return f"{self.spec.label}: hãy chọn một dòng trong danh sách gợi ý."
        return ""

    def show_matches(self, found: Sequence[Found]) -> None:
        """Offer what the page found for the text typed last."""
        self._found = list(found)
        self._offers.clear()
        for place, one in enumerate(found):
            item = QStandardItem(one.line)
            item.setData(one.title, _TITLE_ROLE)
            item.setData(place, _PLACE_ROLE)
            self._offers.appendRow(item)
        if self._line.hasFocus() and found and self._id is None:
            self._line.setCompleter(self._completer)
            self._completer.complete()

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)

    def _show(self, record_id: UUID | None, title: str) -> None:
        self._id = record_id
        self._line.setText(title)
        self._line.setCursorPosition(0)

    def _typed(self, text: str) -> None:
        self._id = None
        self.changed.emit()
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()

    def _emptied(self, text: str) -> None:
        # The clear button does not count as typing.
        if not text and self._id is not None:
            self._id = None
            self.changed.emit()

    def _ask(self) -> None:
        self.lookup_requested.emit(self.spec.refers_to, self._line.text())

    def _choose(self, index: QModelIndex) -> None:
        self._take(self._found[index.data(_PLACE_ROLE)])

    def _take(self, found: Found) -> None:
        self._timer.stop()
        self._show(found.id, found.title)
        self.changed.emit()

    def _leave(self) -> None:
        """Take the only match when the officer typed on without choosing."""
        words = fold(self._line.text()).split()
        if self._id is None and words and len(self._found) == 1 and self._found[0].holds(words):
            self._take(self._found[0])
