"""What a decision would come to, told while it is being put together: number, money, warnings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop.errors import AppError
from desktop.vietnamese.numbers import thousands
from desktop.views.messages import problem_sentence, sentence
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.decisions import DecisionPreview
    from desktop.views.decisions.decision_dialog import DecisionAnswer

    Preview = DecisionPreview | AppError
    AskPreview = Callable[[DecisionAnswer, Callable[[Preview], object]], object]

_PAUSE_MS = 250
_WAITING = "Đang tính tiền thưởng và đối chiếu…"
# More would push the list out of the smallest screen; the page tells all of them afterwards.
_MOST_WARNINGS = 4


class PreviewBox(QFrame):
    """Asks for a preview a moment after the last change, and shows the newest answer.

    Args:
        answer: what is typed now; None where it cannot be read.
        ask: works the preview out in a job and hands it over; None where nobody can.
    """

    def __init__(self, answer: Callable[[], DecisionAnswer | None], ask: AskPreview | None) -> None:
        super().__init__()
        named(self, "preview_box", card=True)
        self._answer, self._ask = answer, ask
        self._asked = 0
        self._sum = named(QLabel(), "preview_sum", role="heading")
        self._about = named(QLabel(), "preview_about", role="muted")
        self._warnings = named(QLabel(), "preview_warnings", problem="warning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(4)
        for label in (self._sum, self._about, self._warnings):
            label.setWordWrap(True)
            label.hide()
            layout.addWidget(label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._begin)
        self.setVisible(ask is not None)

    def touch(self) -> None:
        """Ask again soon: something was typed or ticked."""
        if self._ask is not None:
            self._asked += 1
            self._show(self._sum, _WAITING)
            self._timer.start()

    def _begin(self) -> None:
        answer = self._answer()
        if answer is None or self._ask is None:
            self._show(self._sum, "")
            return
        ticket = self._asked

        def done(preview: Preview) -> None:
            if ticket == self._asked:
                self._tell(preview)

        self._ask(answer, done)

    def _tell(self, preview: Preview) -> None:
        if isinstance(preview, AppError):
            self._show(self._sum, "")
            self._show(self._about, "")
            self._show(self._warnings, sentence(preview).text)
            return
        # A missing number or name is told beside its field when it is agreed to.
        self._show(self._sum, _sum_words(preview) if preview.is_possible else "")
        self._show(self._about, _about_words(preview) if preview.is_possible else "")
        told = list(dict.fromkeys(problem_sentence(p) for p in preview.problems))
        more = len(told) - _MOST_WARNINGS
        shown = told[:_MOST_WARNINGS] + ([f"… và {more} điều nữa."] if more > 0 else [])
        self._show(self._warnings, "\n".join(shown))
        tone = "warning" if preview.is_possible else "danger"
        self._warnings.setProperty("problem", tone)
        self._warnings.style().polish(self._warnings)

    @staticmethod
    def _show(label: QLabel, words: str) -> None:
        label.setText(words)
        label.setAccessibleName(words)
        label.setVisible(bool(words))


def _sum_words(preview: DecisionPreview) -> str:
    money = f"{thousands(preview.total)} đồng" if preview.total else "không có tiền thưởng"
    return f"Số {preview.number}: {thousands(preview.awards)} lượt khen, {money}"


def _about_words(preview: DecisionPreview) -> str:
    parts = []
    if preview.fund_left is not None:
        parts.append(f"Quỹ năm nay còn {thousands(preview.fund_left)} đồng sau quyết định này.")
    if preview.waiting:
        parts.append(f"Còn {thousands(preview.waiting)} đề nghị chưa có kết quả.")
    return " ".join(parts)
