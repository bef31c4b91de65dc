"""Choosing the căn cứ of a paper: the register on top, what the paper cites in its order below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from desktop.overrides import override
from desktop.services.bases import BasisLine
from desktop.services.fields import clean
from desktop.services.legal_documents import InForce
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.text import fold
from desktop.views.theme import GAP, Tone, colors_of
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from datetime import date

    from desktop.services.bases import BasisChoice
    from desktop.services.legal_documents import RegisterRow

_SIZE = (820, 640)
_LINE = Qt.ItemDataRole.UserRole
_ABOUT = (
    "Bấm đúp (hoặc Enter) để thêm vào văn bản; kéo, hoặc Ctrl+↑/↓, để xếp thứ tự; Delete để bỏ. "
    "Bỏ hết thì chương trình tự ghi những căn cứ đã đối chiếu, có hiệu lực vào ngày của văn bản."
)


class BasesDialog(FormDialog):
    """Asks; keeping the answer is the caller's.

    Args:
        parent: whose dialog it is.
        choice: what is chosen and what may be.
        day: of the paper, where another than the choice was read for.
    """

    def __init__(
        self, parent: QWidget | None, choice: BasisChoice, day: date | None = None
    ) -> None:
        on = day or choice.day
        title = f"Căn cứ của văn bản ngày {short_date(on)}"
        super().__init__(parent, title, _ABOUT, "Dùng các căn cứ này")
        self.resize(*_SIZE)
        rows = [row.on(on) for row in choice.offered]
        self._rows = sorted(rows, key=lambda row: row.state is not InForce.NOW)
        self._states = {row.code: row.state_words for row in rows}
        self._automatic = choice.automatic
        self._find = named(QLineEdit(), "find_basis", says="Tìm trong danh mục văn bản")
        self._find.setPlaceholderText("Tìm trong danh mục, không cần gõ dấu")
        self._find.setClearButtonEnabled(True)
        self._find.setProperty("passing", True)
        self._register = named(QListWidget(), "register", says="Danh mục văn bản")
        self._register.setWordWrap(True)
        self._chosen = named(_OrderedList(), "chosen", says="Căn cứ của văn bản, theo thứ tự")
        self._own = named(QLineEdit(), "own_basis", says="Căn cứ ghi thêm")
        self._own.setPlaceholderText("Căn cứ khác: gõ nguyên câu sau chữ «Căn cứ»")
        self._lay_out()
        self._connect()
        for line in choice.chosen or choice.automatic:
            self._add(line)
        self._show_register()
        self._chosen.setCurrentRow(-1)

    def _lay_out(self) -> None:
        self.body.addWidget(self._find)
        self.body.addWidget(self._register, 3)
        heading = named(QLabel("Văn bản này ghi căn cứ, theo thứ tự:"), "chosen_heading")
        heading.setProperty("role", "label")
        self.body.addWidget(heading)
        self.body.addWidget(self._chosen, 2)
        self._up = action_button("Lên", "move_up", "up", lambda: self._move(-1))
        self._down = action_button("Xuống", "move_down", "down", lambda: self._move(1))
        self._drop = action_button("Bỏ", "drop_basis", "close", self._remove)
        self._again = action_button("Tự động", "automatic", "refresh", self._use_automatic)
        self._again.setToolTip("Ghi lại những căn cứ chương trình tự chọn")
        self._put = QPushButton("Thêm dòng")
        named(self._put, "add_own")
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._own, 1)
        for button in (self._put, self._up, self._down, self._drop, self._again):
            button.setAutoDefault(False)
            line.addWidget(button)
        self.body.addLayout(line)

    def _connect(self) -> None:
        self._find.textChanged.connect(lambda _text: self._show_register())
        self._register.itemActivated.connect(self._take)
        self._chosen.itemSelectionChanged.connect(self._say_buttons)
        self._own.textChanged.connect(lambda _text: self._say_buttons())
        self._own.returnPressed.connect(self._add_own)
        self._put.clicked.connect(self._add_own)
        self._chosen.step_asked.connect(self._move)
        self._chosen.drop_asked.connect(self._remove)

    # -- the register -----------------------------------------------------------------------

    def _show_register(self) -> None:
        self._register.clear()
        words, taken = fold(self._find.text()).split(), {line.code for line in self.lines()}
        for row in self._rows:
            if row.code not in taken and all(word in row.search_key for word in words):
                self._register.addItem(self._register_item(row))

    def _register_item(self, row: RegisterRow) -> QListWidgetItem:
        notes = [row.state_words, "" if row.verified else "chưa đối chiếu"]
        note = ", ".join(filter(None, notes))
        item = QListWidgetItem(f"{row.cited_as} ({note})" if note else row.cited_as)
        item.setToolTip(item.text())
        item.setData(_LINE, BasisLine(row.code, row.cited_as))
        if row.state is not InForce.NOW:
            item.setForeground(colors_of(self).tone(Tone.WARNING)[0])
        return item

    def _take(self, item: QListWidgetItem) -> None:
        line: BasisLine = item.data(_LINE)
        if line.code not in {known.code for known in self.lines()}:
            self._add(line)
            self._show_register()

    # -- what is chosen ---------------------------------------------------------------------

    def lines(self) -> tuple[BasisLine, ...]:
        """Return what is chosen, in order."""
        chosen = self._chosen
        return tuple(chosen.item(place).data(_LINE) for place in range(chosen.count()))

    def answer(self) -> tuple[BasisLine, ...]:
        """Return what is to be kept; nothing where it is what the law data gives by itself."""
        lines = self.lines()
        return () if lines == self._automatic else lines

    def _add(self, line: BasisLine) -> None:
        note = self._states.get(line.code, "")
        item = QListWidgetItem(f"{line.cited_as} ({note})" if note else line.cited_as)
        item.setToolTip(item.text())
        item.setData(_LINE, line)
        if note:
            item.setForeground(colors_of(self).tone(Tone.DANGER)[0])
        self._chosen.addItem(item)
        self._chosen.setCurrentItem(item)
        self._say_buttons()

    def _add_own(self) -> None:
        words = " ".join(clean(self._own.text()).split()).removeprefix("Căn cứ ").rstrip(";. ")
        if words:
            self._add(BasisLine("", words))
            self._own.clear()

    def _move(self, step: int) -> None:
        place = self._chosen.currentRow()
        if place < 0 or not 0 <= place + step < self._chosen.count():
            return
        item = self._chosen.takeItem(place)
        self._chosen.insertItem(place + step, item)
        self._chosen.setCurrentRow(place + step)

    def _remove(self) -> None:
        if self._chosen.currentRow() >= 0:
            self._chosen.takeItem(self._chosen.currentRow())
            self._show_register()
            self._say_buttons()

    def _use_automatic(self) -> None:
        self._chosen.clear()
        for line in self._automatic:
            self._add(line)
        self._show_register()

    def _say_buttons(self) -> None:
        nothing = "" if self._chosen.selectedItems() else "Chọn một căn cứ trong danh sách dưới"
        for button in (self._up, self._down, self._drop):
            allow(button, nothing)
        allow(self._put, "" if self._own.text().strip() else "Gõ căn cứ trước")

    @classmethod
    def ask(
        cls, parent: QWidget | None, choice: BasisChoice, day: date | None = None
    ) -> tuple[BasisLine, ...] | None:
        """Ask and return what is to be kept, () for automatic; None when nothing is to change."""
        dialog = cls(parent, choice, day)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.answer() if accepted else None


def bases_words(lines: Sequence[BasisLine]) -> str:
    """Return what a button says of a choice: «Căn cứ (3)…», or that it is automatic."""
    return f"Căn cứ ({len(lines)})…" if lines else "Căn cứ…"


class _OrderedList(QListWidget):
    """A list put in order by dragging, or with Ctrl and the arrows; Delete drops a line.

    Signals:
        step_asked: the current line is to go up (-1) or down (1).
        drop_asked: the current line is to go.
    """

    step_asked = Signal(int)
    drop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setWordWrap(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in steps:
            self.step_asked.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.drop_asked.emit()
        else:
            super().keyPressEvent(event)
