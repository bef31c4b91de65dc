"""«Kiểm phiếu»: the votes in a grid; quorum and percentages follow while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.services.council_drafts import CouncilSessionDraft
from desktop.services.council_results import SessionCount
from desktop.services.council_tally import all_agree
from desktop.views.council.grids import (
    lacks_threshold,
    result_cells,
    rule_words,
    threshold_words,
)
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.dialogs import ConfirmDialog
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.lines_grid import LinesGrid
from desktop.views.widgets.named import named, restyle

_HINT = (
    "Gõ số rồi Enter để xuống dòng dưới cùng cột, Tab sang ô bên phải. Phiếu không hợp lệ là phiếu "
    "thu về trừ phiếu hợp lệ."
)


class GridTab(QWidget):
    """A grid with a line of words and buttons above it."""

    def __init__(self, name: str, grid: LinesGrid, hint: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.grid = grid
        self._words = named(QLabel(), f"{name}_words")
        self._words.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._buttons.addStretch(1)
        hint_label = named(QLabel(hint), f"{name}_hint", role="muted")
        hint_label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(self._buttons)
        layout.addWidget(self._words)
        layout.addWidget(grid, 1)
        layout.addWidget(hint_label)
        self.say("")

    def add_button(self, text: str, name: str, icon: str, act: Callable[[], object]) -> QPushButton:
        """Put a button above the grid."""
        button = named(QPushButton(text), name)
        button.setIcon(icon_for(self, icon))
        button.clicked.connect(lambda _checked=False: act())
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def say(self, words: str, tone: str = "") -> None:
        """Show a line above the grid."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        restyle(self._words, problem=tone)


class VotesTab(GridTab):
    """The votes of a session.

    Args:
        grid: the form's editor of votes.
        draft: what is typed in the whole form now.

    Signals:
        fill_requested: take the nominations of the dossier over.
        law_requested: show where the office writes down the percentages it asks for.
    """

    fill_requested = Signal()
    law_requested = Signal()

    def __init__(self, grid: LinesGrid, draft: Callable[[], CouncilSessionDraft]) -> None:
        super().__init__("votes_tab", grid, _HINT)
        self._draft = draft
        self.fill = self.add_button(
            "Lấy đề nghị từ hồ sơ", "fill_votes", "dossier", self.fill_requested.emit
        )
        self.agree = self.add_button("Tất cả đồng ý…", "all_agree", "check", self._ask_all_agree)
        self._law = self.add_button("Ghi mức cần đạt…", "open_law", "law", self.law_requested.emit)
        self._law.hide()

    def show_count(self, count: SessionCount, frozen: str = "") -> None:
        """Show what the figures come to, and why they can no longer be changed."""
        self.grid.show_results(result_cells(count))
        self._law.setVisible(lacks_threshold(count))
        words = (frozen, rule_words(count), threshold_words(count))
        tone = "danger" if count.quorum.met is False else ""
        self.say("\n".join(filter(None, words)), tone)

    def say_buttons(self, frozen: str) -> None:
        """Say what can be filled; ``frozen`` is why nothing can."""
        draft = self._draft()
        no_dossier = "" if draft.dossier_id else "Chọn «Hồ sơ xét» ở mục Phiên họp trước"
        blank = any(vote.is_blank for vote in draft.votes)
        no_blank = "" if blank else "Không có dòng nào còn trống"
        no_voters = "" if draft.voters else "Điểm danh trước"
        for button, why in (
            (self.fill, frozen or no_dossier),
            (self.agree, frozen or no_voters or no_blank),
        ):
            button.setEnabled(not why)
            button.setToolTip(why)

    def _ask_all_agree(self) -> None:
        before = self._draft()
        after = all_agree(before)
        if ConfirmDialog.ask(
            self,
            "Điền «tất cả đồng ý»",
            agree_preview(before, after),
            yes="Điền vào các dòng còn trống",
            dangerous=False,
        ):
            self.grid.take(after.votes)


def agree_preview(before: CouncilSessionDraft, after: CouncilSessionDraft) -> str:
    """Return what «tất cả đồng ý» would write, before it is written."""
    filled = [new for old, new in zip(before.votes, after.votes, strict=True) if old != new]
    counts: dict[int, int] = {}
    for vote in filled:
        counts[vote.issued or 0] = counts.get(vote.issued or 0, 0) + 1
    parts = [
        f"• {lines} dòng: {count} phiếu phát ra, thu về, hợp lệ và đồng ý; 0 không đồng ý"
        for count, lines in sorted(counts.items(), reverse=True)
    ]
    kept = len(before.votes) - len(filled)
    if kept:
        parts.append(f"• {kept} dòng đã có số liệu: giữ nguyên")
    return "\n".join(parts)
