"""The text of a box: typed with fields under their Vietnamese names, what is wrong beneath it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from desktop.overrides import override
from desktop.views.layouts.patterns import TOKEN, is_field, kept, shown
from desktop.views.layouts.words import FIELDS
from desktop.views.theme import colors_of
from desktop.views.widgets.named import named, restyle

_HEIGHT = 56
_TIP = (
    "Gõ chữ thường và nội dung thay đổi trong ngoặc nhọn, như {Thành tích}; "
    "xuống dòng (Enter) là ngắt dòng đúng chỗ đó"
)


class PatternField(QWidget):
    """One text pattern.

    Signals:
        typed: the pattern as the layout keeps it.

    Attributes:
        insert_button: «Chèn nội dung», to be put where there is room.
    """

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._edit = named(QPlainTextEdit(), "box_text", says="Nội dung của khung")
        self._edit.setFixedHeight(_HEIGHT)
        self._edit.setTabChangesFocus(True)
        self._edit.setToolTip(_TIP)
        self._edit.textChanged.connect(lambda: self.typed.emit(kept(self._edit.toPlainText())))
        self._colours = _TokenColours(self._edit)
        self._problem = named(QLabel(), "box_text_problem")
        self._problem.setProperty("problem", "danger")
        self._problem.setWordWrap(True)
        self.insert_button = self._make_insert_button()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._edit)
        layout.addWidget(self._problem)
        self.show_problem("")

    def show_pattern(self, text: str) -> None:
        """Show a pattern as it is kept; what is being typed stays as it was typed."""
        if kept(self._edit.toPlainText()) != text:
            self._edit.setPlainText(shown(text))

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the pattern, "" for nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        restyle(self._edit, problem="danger" if text else "")

    def allow(self, allowed: bool) -> None:
        """Let it be typed in, or only read."""
        self._edit.setEnabled(allowed)
        self.insert_button.setEnabled(allowed)

    def type(self) -> None:
        """Put the cursor into the pattern, all of it selected."""
        if self._edit.isEnabled():
            self._edit.setFocus()
            self._edit.selectAll()

    def _make_insert_button(self) -> QToolButton:
        button = named(QToolButton(), "insert_field", says="Chèn nội dung vào khung")
        button.setText("Chèn nội dung ▾")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for field, label in FIELDS.items():
            act = menu.addAction(label)
            act.setObjectName(f"field_{field}")
            act.triggered.connect(partial(self._insert, label))
        button.setMenu(menu)
        return button

    def _insert(self, label: str) -> None:
        self._edit.insertPlainText(f"{{{label}}}")
        self._edit.setFocus()


class _TokenColours(QSyntaxHighlighter):
    """Shows fields as fields, and those nobody knows as wrong."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self._edit = edit

    @override
    def highlightBlock(self, text: str) -> None:
        colors = colors_of(self._edit)
        for found in TOKEN.finditer(text):
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.DemiBold)
            look.setForeground(QColor(colors.accent if is_field(found[1]) else colors.danger))
            self.setFormat(found.start(), found.end() - found.start(), look)
