"""«Đề nghị»: the nominations of the open dossier as a table, and one of them open for editing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.services.nominations import NominationDraft
from desktop.views.dossiers.attesting import Attesting
from desktop.views.dossiers.left_over import offer_left_over
from desktop.views.dossiers.nomination_columns import (
    COLUMNS,
    PLACE,
    decided_text,
    hidden_columns,
)
from desktop.views.dossiers.nomination_editor import LookUp, NominationEditor, Titles
from desktop.views.dossiers.open_dossier import OpenDossier
from desktop.views.dossiers.picking import Picking
from desktop.views.dossiers.quota_strip import QuotaStrip
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ReasonDialog
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.nominations import AddReport
    from desktop.services.recipients import RecipientRef
    from desktop.views.pages import Bench

_EMPTY = "Chưa có đề nghị nào. Bấm «Thêm người, tập thể, hộ…» để chọn từ danh sách."
_NO_CHOICE = "Chọn một dòng trong danh sách trước"
_SORTED = "Đang xếp theo cột khác: bấm vào cột STT để xếp theo thứ tự danh sách"
_NONE_OPEN = "Mở hoặc lưu một hồ sơ trước"


class NominationsTab(QStackedWidget):
    """The table, or the editor of one nomination in its place.

    Args:
        bench: services and runner.
        titles, look_up, halves: as ``NominationEditor`` wants them.

    Signals:
        changed: nominations were added, saved, moved or taken out.
        dirty_changed: whether a nomination is open with something not saved.
        cure_asked: field of a problem and the nomination it is of, cured outside the dossier.
    """

    changed = Signal()
    dirty_changed = Signal(bool)
    cure_asked = Signal(str, object)

    def __init__(self, bench: Bench, titles: Titles, look_up: LookUp, halves: QSplitter) -> None:
        super().__init__()
        self._bench = bench
        self._opened: OpenDossier | None = None
        self.setObjectName("nominations")
        self.banner = Banner()
        self.panel = ListPanel(COLUMNS, noun="đề nghị", empty_text=_EMPTY)
        self.editor = NominationEditor(bench, titles, look_up, halves)
        self.picking = Picking(bench, self)
        self.quotas = QuotaStrip(bench)
        self.attesting = Attesting(bench, self, self.banner)
        self._add = self._button("Thêm người, tập thể, hộ…", "add_recipients", "plus", self._pick)
        self._one_off = self._button("Ngoài danh sách…", "add_one_off", "edit", self.add_one_off)
        self._attest = self._button("Xác nhận…", "attest", "check", self._attest_many)
        self._up = self._button("Lên", "move_up", "up", lambda: self._move(-1))
        self._down = self._button("Xuống", "move_down", "down", lambda: self._move(1))
        self._out = self._button("Bỏ", "take_out", "trash", self._take_out)
        self._decided = named(QLabel(), "decided_line", role="section")
        self._decided.setWordWrap(True)
        self.panel.search.setPlaceholderText("Tìm trong các đề nghị của hồ sơ này")
        self.panel.view.horizontalHeader().moveSection(PLACE, 0)
        self._lay_out()
        self._connect()
        self._say_buttons()

    def _button(self, text: str, name: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setIcon(icon_for(self, icon))
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._add)
        buttons.addWidget(self._one_off)
        buttons.addWidget(self._attest)
        buttons.addStretch(1)
        for button in (self._up, self._down, self._out):
            button.setProperty("role", "quiet")
            buttons.addWidget(button)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.banner)
        layout.addWidget(self._decided)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.quotas)
        self.addWidget(page)
        details = QShortcut(QKeySequence("F4"), page)
        details.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        details.activated.connect(self.quotas.show_details)
        self.addWidget(self.editor)

    def _connect(self) -> None:
        self.panel.opened.connect(self.open_nomination)
        self.panel.selection_changed.connect(lambda _ids: self._say_buttons())
        self.panel.view.horizontalHeader().sortIndicatorChanged.connect(
            lambda *_order: self._say_buttons()
        )
        self.picking.chosen.connect(self._add_recipients)
        self.picking.one_off_asked.connect(self.add_one_off)
        self.editor.left.connect(self.show_list)
        self.editor.step_asked.connect(self._step)
        self.editor.saved.connect(lambda _id: self.changed.emit())
        self.editor.files_changed.connect(self.changed)
        self.editor.attested.connect(self.changed)
        self.editor.cure_asked.connect(
            lambda field: self.cure_asked.emit(field, self.editor.nomination_id)
        )
        self.attesting.attested.connect(self.changed)
        self.editor.dirty_changed.connect(self.dirty_changed)
        for keys, act in (("Alt+Shift+Up", self._up), ("Alt+Shift+Down", self._down)):
            self._shortcut(keys, act.click)
        self._shortcut("Delete", self._out.click)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.panel.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    @property
    def is_dirty(self) -> bool:
        """Whether a nomination is open with something not saved."""
        return self.editor.is_dirty

    @property
    def shows_list(self) -> bool:
        """Whether the table is shown, not the editor."""
        return self.currentIndex() == 0

    def show_nothing(self) -> None:
        """Show that no saved dossier is open."""
        self._opened = None
        self.quotas.read(None)
        self.banner.clear()
        self.panel.set_rows(())
        self.show_list()
        self._say_buttons()

    def show_dossier(self, opened: OpenDossier) -> None:
        """Show a dossier's nominations; another one than before is shown as a list."""
        is_other = self._opened is None or self._opened.id != opened.id
        frozen_changed = self._opened is not None and self._opened.frozen != opened.frozen
        self._opened = opened
        if is_other:
            self.panel.search.clear()
            self.banner.clear()
        self.panel.set_rows(opened.lines)
        # Once it is decided the list is what it is.
        self.quotas.read(None if opened.decisions or opened.refusal else opened.id)
        hidden = hidden_columns(opened)
        self.panel.view.show_columns(lambda column: column not in hidden)
        self._decided.setText(decided_text(opened))
        self._decided.setVisible(bool(opened.decisions or opened.refusal))
        if is_other or frozen_changed:
            self.show_list()
            offer_left_over(self._bench, opened, self.banner, self.open_nomination, self._lists)
        elif not self.shows_list:
            self.editor.show_dossier(opened)
        self._say_buttons()

    def show_list(self) -> None:
        """Show the table again, the nomination that was open selected."""
        was_open = None if self.shows_list else self.editor.nomination_id
        self.setCurrentIndex(0)
        self.editor.stale.close()
        if was_open is not None:
            self.panel.view.select(was_open)
            self.panel.view.setFocus()

    def _lists(self, dossier_id: UUID) -> bool:
        return self._opened is not None and self._opened.id == dossier_id

    def open_nomination(self, nomination_id: UUID, field: str = "") -> None:
        """Open one nomination with the cursor in a field, or in the first empty one."""
        if self._opened is not None:
            self.setCurrentWidget(self.editor)
            self.editor.open(self._opened, nomination_id, field)

    def open_new(self, make: Callable[[], NominationDraft]) -> None:
        """Open a nomination not saved yet, prefilled by ``make``, which runs in a job."""
        if self._opened is not None:
            self.setCurrentWidget(self.editor)
            self.editor.open_new(self._opened, make, typed=True)

    def add_one_off(self, award_code: str = "") -> None:
        """Begin a nomination for somebody who is in no list of this office."""
        opened = self._opened
        if opened is None:
            return
        draft = NominationDraft(
            dossier_id=opened.id, award_type=opened.draft.award_type, award_code=award_code
        )
        self.setCurrentWidget(self.editor)
        self.editor.open_new(opened, lambda: draft)

    def _step(self, step: int) -> None:
        opened, current = self._opened, self.editor.nomination_id
        if opened is None:
            return
        ids = [n.id for n in opened.live]
        place = ids.index(current) + step if current in ids else 0
        if 0 <= place < len(ids):
            self.open_nomination(ids[place])

    # -- adding, moving, taking out -----------------------------------------------------------

    def _pick(self) -> None:
        if self._opened is not None:
            day = self._opened.draft.letter_date or self._bench.desk.store.today()
            self.picking.ask(day)

    def _attest_many(self) -> None:
        if self._opened is not None:
            self.attesting.ask(self._opened.id)

    def _add_recipients(self, recipients: Sequence[RecipientRef], award_code: str) -> None:
        opened = self._opened
        assert opened is not None

        def done(report: AddReport) -> None:
            text = f"Đã thêm {len(report.added)} đề nghị."
            if report.already:
                text += f" {report.already} đối tượng đã có trong hồ sơ cho hình thức này."
            self.banner.show_message(Tone.SUCCESS, text)
            self.changed.emit()

        self._run(
            lambda: self._bench.desk.nominations.add_recipients(opened.id, recipients, award_code),
            done,
        )

    def _move(self, step: int) -> None:
        opened, ids = self._opened, self.panel.selected_ids()
        if opened is None or len(ids) != 1:
            return
        order = [n.id for n in opened.live]
        place = order.index(ids[0])
        if 0 <= place + step < len(order):
            order.insert(place + step, order.pop(place))
            self._run(
                lambda: self._bench.desk.nominations.reorder(opened.id, order),
                lambda _none: self.changed.emit(),
            )

    def _take_out(self) -> None:
        ids = self.panel.selected_ids()
        if not ids:
            return
        text = f"Bỏ {len(ids)} đề nghị khỏi hồ sơ này? Lịch sử vẫn giữ lại."
        reason = ReasonDialog.ask(self, "Bỏ khỏi danh sách", text, yes="Bỏ khỏi danh sách")
        if reason is None:
            return

        def work() -> None:
            for nomination_id in ids:
                self._bench.desk.nominations.archive(nomination_id, reason)

        self._run(work, lambda _none: self.changed.emit())

    def _run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        def refused(error: AppError) -> None:
            self.banner.show_refusal(error)
            self.changed.emit()

        self._bench.runner.run(lambda _r: work(), on_done=on_done, on_refused=refused)

    def _say_buttons(self) -> None:
        frozen = self._opened.frozen if self._opened is not None else _NONE_OPEN
        chosen = self.panel.selected_ids()
        header = self.panel.view.horizontalHeader()
        is_sorted = header.sortIndicatorSection() not in {-1, PLACE, header.count()}
        one = "" if len(chosen) == 1 else _NO_CHOICE
        moving = frozen or one or (_SORTED if is_sorted else "")
        for button, reason, tip in (
            (self._add, frozen, ""),
            (self._one_off, frozen, "Đối tượng không có trong danh sách của cơ quan"),
            (self._attest, frozen, "Xác nhận điều kiện cho nhiều người cùng lúc"),
            (self._up, moving, "Lên một dòng (Alt+Shift+↑)"),
            (self._down, moving, "Xuống một dòng (Alt+Shift+↓)"),
            (self._out, frozen or ("" if chosen else _NO_CHOICE), "Bỏ khỏi danh sách (Delete)"),
        ):
            button.setEnabled(not reason)
            button.setToolTip(reason or tip)
