"""One sentence being worded: its template, the fields it may insert, and how it will read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.views.messages import sentence
from desktop.views.theme import GAP
from desktop.views.widgets.kept_texts import TypedText
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.paper_texts import PaperTextRow

_NAME = Qt.ItemDataRole.UserRole
_HINT = (
    "Bấm đúp (hoặc Enter) để chèn ô vào câu. Phần chỉ in khi ô có nội dung: "
    "{% if tên_ô %} … {% endif %}."
)
_LOWEST = 96


class TextEditor(QWidget):
    """Knows widgets only; ``preview`` says how a template reads, or refuses it.

    Signals:
        save_asked, restore_asked: a button was pressed.
    """

    save_asked = Signal()
    restore_asked = Signal()

    def __init__(self, preview: Callable[[str, str], str]) -> None:
        super().__init__()
        self._preview = preview
        self._row: PaperTextRow | None = None
        self.refused = False
        self._title = named(QLabel(), "text_title", role="heading")
        self._title.setWordWrap(True)
        self._text = named(QPlainTextEdit(), "text_template", says="Mẫu câu")
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(_LOWEST)
        self._typed = TypedText(self._text)
        self._fields = named(QListWidget(), "text_fields", says="Các ô được chèn")
        self._shown = named(QLabel(), "text_preview")
        self._shown.setWordWrap(True)
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._save = action_button("Lưu", "save_text", "save", self.save_asked.emit, role="primary")
        self._restore = action_button(
            "Khôi phục mẫu", "restore_text", "restore", self.restore_asked.emit
        )
        self._lay_out()
        self._text.textChanged.connect(self._look)
        self._fields.itemActivated.connect(self._insert)
        self._look()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._save)
        buttons.addWidget(self._restore)
        buttons.addStretch(1)
        hint = named(QLabel(_HINT), "fields_hint", role="muted")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._title)
        for caption, widget, stretch in (
            ("Mẫu câu", self._text, 2),
            ("Các ô được chèn", self._fields, 3),
        ):
            label = named(QLabel(caption), "", role="label")
            label.setBuddy(widget)
            layout.addWidget(label)
            layout.addWidget(widget, stretch)
        layout.addWidget(hint)
        layout.addWidget(named(QLabel("Khi in ra, với số liệu ví dụ"), "", role="label"))
        layout.addWidget(self._shown)
        layout.addLayout(buttons)

    @property
    def code(self) -> str:
        """The sentence shown, "" for none."""
        return self._row.code if self._row is not None else ""

    @property
    def template(self) -> str:
        """What is typed."""
        return self._text.toPlainText()

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self._row is not None and self.template.strip() != self._row.template

    def forget(self, code: str, template: str, written: str | None = None) -> None:
        """Take note that what was typed of a sentence is saved, or given up.

        Args:
            code: the sentence.
            template: its wording now.
            written: what was saved; what is typed beyond it stays. None gives up whatever is typed.
        """
        self._typed.done(_place(code), template, written)

    def show_text(self, row: PaperTextRow) -> None:
        """Show a sentence as it is used now, or as it was being worded."""
        self._row = row
        self._title.setText(f"{row.paper}: {row.title}")
        self._fields.clear()
        for field in row.fields:
            item = QListWidgetItem(f"{field.label}  –  {field.name}")
            item.setData(_NAME, field.name)
            item.setToolTip(f"Ví dụ: {field.sample}")
            self._fields.addItem(item)
        self._typed.show(_place(row.code), row.template)
        self._look()

    def _insert(self, item: QListWidgetItem) -> None:
        self._text.insertPlainText(f"{{{{ {item.data(_NAME)} }}}}")
        self._text.setFocus()

    def _look(self) -> None:
        """Show how the sentence reads, or why it cannot be used."""
        row = self._row
        if row is None:
            allow(self._save, "Chọn một câu trong danh sách")
            allow(self._restore, "Chọn một câu trong danh sách")
            return
        try:
            said, why = self._preview(row.code, self.template), ""
        except AppError as error:
            said = why = sentence(error).text
        self.refused = bool(why) or not said
        self._shown.setText(said or "Câu này sẽ để trống.")
        restyle(self._shown, problem="danger" if self.refused else "")
        unchanged = "" if self.is_dirty else "Chưa có gì thay đổi"
        allow(self._save, why or unchanged or ("" if said else "Câu để trống"))
        allow(self._restore, "" if row.is_changed else "Câu này đang là câu có sẵn")


def _place(code: str) -> str:
    return f"wording:{code}"
