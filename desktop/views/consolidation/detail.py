"""One gathered dossier: what can be done with it, who is in it, and what it still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.services.consolidation import Purpose
from desktop.views.consolidation.actions import ActionSpec, actions_for
from desktop.views.consolidation.sender_table import SenderTable
from desktop.views.consolidation.words import (
    PURPOSE_TONES,
    PURPOSE_WORDS,
    changed_text,
    counts_text,
    standing_text,
    standing_tone,
    state_text,
)
from desktop.views.dossiers.attachments import ItemAttachments
from desktop.views.dossiers.missing_list import MissingList
from desktop.views.dossiers.quota_strip import QuotaStrip
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.widgets.history import HistoryView
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.services.consolidation import ConsolidatedDetail
    from desktop.services.store import EventRow
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench

_COLUMNS = (
    Column("Đối tượng", lambda n: f"{n.position}. {n.name}", 190, lambda n: n.position),
    Column("Cơ quan đề nghị", lambda n: short_office(n.sender), 124),
    Column("Danh hiệu", lambda n: n.award, 110),
    Column("Kết quả, hồ sơ gốc", standing_text, 224, tone=standing_tone),
)
_CHANGED = [("Hồ sơ gốc đã khác", lambda n: n.change is not None)]
_PASSED = [
    ("Hội đồng đồng ý", lambda n: n.passed is True),
    ("Hội đồng không đồng ý", lambda n: n.passed is False),
    ("Chưa bỏ phiếu", lambda n: not n.vote),
]


@dataclass(frozen=True, slots=True)
class OpenConsolidated:
    """What the page reads at once.

    Attributes:
        points: how many points of the office above can be handed down.
        opened: the dossier with what it lacks, read afterwards; None until then, and for one that
            goes to nobody.
    """

    detail: ConsolidatedDetail
    history: tuple[EventRow, ...]
    points: int
    opened: OpenDossier | None = None


class ConsolidatedView(QWidget):
    """Shows a gathered dossier.

    Signals:
        asked: the name of the action pressed.
    """

    asked = Signal(str)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("consolidated")
        self._bench = bench
        self.shown: OpenConsolidated | None = None
        self._specs: tuple[ActionSpec, ...] = ()
        self._title = named(QLabel(), "gathered_name", role="heading")
        self._title.setWordWrap(True)
        self._purpose, self._state = named(QLabel(), "purpose_chip"), named(QLabel(), "state_chip")
        self._counts = named(QLabel(), "counts", role="muted")
        self._changed = Banner()
        self._changed.setObjectName("changed_origins")
        self._buttons = FlowLayout(gap=GAP)
        self._shown_buttons: dict[str, QPushButton] = {}
        self.panel = ListPanel(
            _COLUMNS,
            filters=[
                Filter("changed_filter", "Hồ sơ gốc", _CHANGED),
                Filter("vote_filter", "Kết quả Hội đồng", _PASSED),
            ],
            noun="đề nghị",
            empty_text="Hồ sơ tổng hợp chưa có đề nghị nào. Bấm «Thêm…».",
        )
        TwoLineCells.put_into(self.panel.view, range(3))
        self.quotas = QuotaStrip(bench)
        self.senders = SenderTable()
        self.missing = MissingList()
        self.files = ItemAttachments(bench, "dossiers")
        # A file of an origin has its sender's name before its own.
        self.files.give_names_room()
        self.history = HistoryView()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("gathered_tabs")
        self._lay_out()
        self.panel.selection_changed.connect(lambda _ids: self._say_buttons())
        self._key("F4", self.quotas.show_details)
        self._key("Delete", lambda: self._press("take_away"))

    def _lay_out(self) -> None:
        counted = QWidget()
        counted_layout = QVBoxLayout(counted)
        counted_layout.setContentsMargins(0, GAP, 0, 0)
        counted_layout.setSpacing(GAP)
        counted_layout.addWidget(self.senders, 1)
        counted_layout.addWidget(self.quotas)
        for widget, label in (
            (self.panel, "Đề nghị"),
            (counted, "Theo đơn vị, tỷ lệ"),
            (self.missing, "Còn thiếu gì"),
            (self.files, "Tệp kèm theo"),
            (self.history, "Lịch sử"),
        ):
            self.tabs.addTab(widget, label)
        chips = QHBoxLayout()
        chips.setSpacing(GAP)
        for chip in (self._purpose, self._state):
            chips.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        chips.addWidget(self._counts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._title)
        layout.addLayout(chips)
        layout.addLayout(self._buttons)
        layout.addWidget(self._changed)
        layout.addWidget(self.tabs, 1)

    def _key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def show_dossier(self, shown: OpenConsolidated) -> None:
        """Show a gathered dossier; what is selected in its list stays selected."""
        same = self.shown is not None and self.shown.detail.id == shown.detail.id
        self.shown = shown
        detail = shown.detail
        self._title.setText(detail.title)
        self._purpose.setText(PURPOSE_WORDS[detail.purpose])
        restyle(self._purpose, chip=PURPOSE_TONES[detail.purpose])
        self._state.setText(state_text(detail))
        restyle(self._state, chip=detail.state.tone)
        self._counts.setText(counts_text(detail))
        self.panel.set_rows(detail.lines)
        self.senders.show_senders(detail.senders)
        self.quotas.read(detail.id)
        self.history.show_events(shown.history)
        names = {n.id: f"{n.position}. {n.name}" for n in detail.lines}
        frozen = "" if detail.is_draft else f"Hồ sơ ở trạng thái «{state_text(detail)}»"
        self.files.show_files_of(detail.id, names, frozen)
        if not same or detail.purpose is Purpose.MEETING:
            # Until it is read, what another dossier lacked must not be seen under this one.
            self.tabs.setTabVisible(self.tabs.indexOf(self.missing), False)
        self._show_changed(detail)
        self._make_buttons()

    def show_missing(self, opened: OpenDossier) -> None:
        """Show what the dossier lacks; it is the one shown."""
        assert self.shown is not None
        self.shown = replace(self.shown, opened=opened)
        self.missing.show_dossier(opened)
        place, blocking = self.tabs.indexOf(self.missing), opened.blocking
        self.tabs.setTabVisible(place, True)
        self.tabs.setTabText(place, f"Còn thiếu gì ({blocking})" if blocking else "Còn thiếu gì")
        self._make_buttons()

    def _show_changed(self, detail: ConsolidatedDetail) -> None:
        text = changed_text(detail)
        if not text:
            self._changed.clear()
            return
        self._changed.show_message(Tone.WARNING, text, can_close=False)

    # -- the buttons ------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        assert self.shown is not None
        self._specs = actions_for(self.shown, self._bench.rights)
        names = [spec.name for spec in self._specs]
        if names != list(self._shown_buttons):
            while (item := self._buttons.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.setParent(None)
                    old.deleteLater()
            self._shown_buttons = {name: named(QPushButton(), name) for name in names}
            for name, button in self._shown_buttons.items():
                button.clicked.connect(lambda _checked=False, asked=name: self.asked.emit(asked))
                self._buttons.addWidget(button)
        self._say_buttons()

    def _say_buttons(self) -> None:
        for spec in self._specs:
            button = self._shown_buttons[spec.name]
            why = spec.reason
            if not why and spec.needs_selection and not self.selected():
                why = "Chọn đề nghị trong danh sách trước"
            button.setText(spec.label)
            restyle(button, role="primary" if spec.primary else "")
            ink = "accent_text" if spec.primary else "text"
            button.setIcon(icon_for(self, spec.icon, "muted" if why else ink))
            button.setEnabled(not why)
            button.setToolTip(why or spec.tip)
            button.setAccessibleDescription(why)

    def _press(self, name: str) -> None:
        button = self._shown_buttons.get(name)
        if button is not None and self.panel.isVisible():
            button.click()

    def show_nomination(self, nomination_id: UUID | None) -> None:
        """Bring the list to the front, with one nomination chosen."""
        self.tabs.setCurrentWidget(self.panel)
        if nomination_id is not None:
            self.panel.show_all()
            self.panel.view.select(nomination_id)
        self.panel.view.setFocus()

    def show_files(self, item: str) -> None:
        """Bring the files to the front, ready to add one for a dossier item."""
        self.tabs.setCurrentWidget(self.files)
        self.files.choose_item(item)

    def selected(self) -> Sequence[UUID]:
        """Return the nominations selected in the list."""
        return self.panel.selected_ids()
