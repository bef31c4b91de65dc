"""When another officer judged first: both verdicts beside each other, and one of them is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton

from desktop.config import LOCAL_TIME
from desktop.law.terms import Verdict
from desktop.vietnamese.dates import date_time
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.appraisal_verdicts import Judged

_NONE = "Bỏ ý kiến"


class JudgedMeanwhile(QFrame):
    """Keeps both texts in sight until the officer has chosen; nothing is written by itself."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "judged_meanwhile", card=True)
        self._theirs_title = named(QLabel(), "theirs_title", role="label")
        self._theirs = self._text("theirs")
        self._mine = self._text("mine")
        self._keep = named(QPushButton("Giữ ý kiến đã ghi"), "keep_theirs")
        self._write = named(QPushButton("Ghi ý kiến của tôi"), "write_mine", role="danger")
        self._on_write: Callable[[], object] = lambda: None
        self._on_keep: Callable[[], object] = lambda: None
        self._keep.clicked.connect(lambda _checked=False: self._chosen(self._on_keep))
        self._write.clicked.connect(lambda _checked=False: self._chosen(self._on_write))
        mine = named(QLabel("Ý kiến của bạn (chưa ghi)"), "mine_title", role="label")
        grid = QGridLayout(self)
        grid.setContentsMargins(PAD, GAP, PAD, GAP)
        grid.setSpacing(GAP)
        for column, parts in enumerate(
            ((self._theirs_title, self._theirs, self._keep), (mine, self._mine, self._write))
        ):
            grid.setColumnStretch(column, 1)
            for row, part in enumerate(parts):
                grid.addWidget(part, row, column)
        self.hide()

    @staticmethod
    def _text(name: str) -> QLabel:
        label = named(QLabel(), name)
        label.setWordWrap(True)
        return label

    def show_both(
        self,
        theirs: Judged,
        verdict: Verdict | None,
        reason: str,
        write: Callable[[], object],
        keep: Callable[[], object],
    ) -> None:
        """Show the verdict that stands and the one refused.

        Args:
            theirs: what stands now.
            verdict: what the officer here found; None took the verdict back.
            reason: the officer's.
            write: writes it over what stands.
            keep: leaves what stands.
        """
        at = date_time(theirs.at.astimezone(LOCAL_TIME)) if theirs.at else ""
        who = f"{theirs.by}, {at}" if theirs.by else "Người khác đã bỏ ý kiến"
        self._theirs_title.setText(f"Đã ghi: {who}")
        self._theirs.setText(_said(theirs.verdict, theirs.reason))
        self._mine.setText(_said(verdict, reason))
        self._on_write, self._on_keep = write, keep
        self.show()
        self._keep.setFocus()

    def _chosen(self, act: Callable[[], object]) -> None:
        self.hide()
        act()


def _said(verdict: Verdict | None, reason: str) -> str:
    text = verdict.label if verdict else _NONE
    return f"«{text}»: {reason}" if reason else f"«{text}»"
