"""The strip under the list of nominations: quotas and shares as the list stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.overrides import override
from desktop.views.dossiers.quota_details import QuotaDetails
from desktop.views.dossiers.quota_words import Said, strip_lines
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.icons import show_icon
from desktop.views.widgets.named import named, restyle

if TYPE_CHECKING:
    from desktop.errors import AppError
    from desktop.services.quotas import QuotaReport
    from desktop.views.pages import Bench

_SYMBOL = 16


class QuotaStrip(QFrame):
    """One line for each rule; a click or F4 shows the units behind it. Hidden without rules."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._asked = 0
        self._report: QuotaReport | None = None
        self.setObjectName("quota_strip")
        self.setProperty("card", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._details = named(QPushButton("Chi tiết (F4)"), "quota_details", role="quiet")
        self._details.setToolTip("Tỷ lệ của từng đơn vị (F4)")
        self._details.clicked.connect(self.show_details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAD, 4, 6, 4)
        layout.setSpacing(GAP)
        layout.addLayout(self._lines, 1)
        layout.addWidget(self._details, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def read(self, dossier_id: UUID | None) -> None:
        """Count anew in a job; what was said before stays until the count is there."""
        self._asked += 1
        ticket = self._asked
        if dossier_id is None:
            self.show_report(None)
            return

        def show(report: QuotaReport) -> None:
            if ticket == self._asked:
                self.show_report(report)

        def refused(_error: AppError) -> None:
            if ticket == self._asked:
                # The page itself says why the dossier cannot be read.
                self.show_report(None)

        quotas = self._bench.desk.quotas
        self._bench.runner.run(
            lambda _r: quotas.live(dossier_id), on_done=show, on_refused=refused, brief=True
        )

    def show_report(self, report: QuotaReport | None) -> None:
        """Say where the list stands; nothing for None."""
        self._report = report
        lines = strip_lines(report) if report is not None else []
        while self._lines.count() > len(lines):
            item = self._lines.takeAt(self._lines.count() - 1)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for number, said in enumerate(lines):
            self._line(number).say(said)
        self.setVisible(bool(lines))

    def show_details(self) -> None:
        """Show the units behind the lines."""
        if self._report is not None and not self.isHidden():
            QuotaDetails(self._report, self).open()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.show_details()

    def _line(self, number: int) -> _Line:
        item = self._lines.itemAt(number)
        line = item.widget() if item is not None else None
        if not isinstance(line, _Line):
            line = _Line(f"quota_line_{number}")
            self._lines.addWidget(line)
        return line


class _Line(QWidget):
    """A symbol and words in the colour of what is said."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._symbol = QLabel()
        self._text = named(QLabel(), name)
        self._text.setWordWrap(True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GAP)
        layout.addWidget(self._symbol, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 0, 1)
        layout.setColumnStretch(1, 1)

    def say(self, said: Said) -> None:
        """Show what is said."""
        tone, text = said
        show_icon(self._symbol, str(tone), str(tone), _SYMBOL)
        restyle(self._text, ink=str(tone))
        self._text.setText(text)
        self._text.setAccessibleName(text)
