"""«Sửa riêng tờ này»: the designer on one certificate; only what is otherwise is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.errors import StaleRecord
from desktop.overrides import override
from desktop.services.certificate_layouts import LayoutDraft
from desktop.services.permissions import Act
from desktop.views.layouts.designer import Designer
from desktop.views.layouts.words import FIELDS
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ChoiceDialog
from desktop.views.widgets.form_journal import FormJournal
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.errors import AppError
    from desktop.services.certificate_changes import OpenCertificate
    from desktop.services.journal import Kept
    from desktop.views.pages import Bench

_SIZE = (1160, 700)
_SUBJECT = "certificate_changes"


class ChangeDialog(QDialog):
    """One certificate in the designer; show it with ``open()``.

    Args:
        bench: services and runner.
        award_id: whose certificate.
        layout: code of the layout it is printed with, "" for the office's own choice.
        parent: the window.

    Signals:
        changed: what the certificate has otherwise was saved.
    """

    changed = Signal()

    def __init__(self, bench: Bench, award_id: UUID, layout: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("change_dialog")
        self.setWindowTitle("Sửa riêng một giấy khen")
        self.resize(*_SIZE)
        self._bench, self._award_id, self._layout = bench, award_id, layout
        self._changes = bench.desk.certificate_changes
        self.banner = Banner()
        self.designer = Designer(with_paper=False)
        self._heading = named(QLabel(), "change_heading", role="heading")
        self._heading.setWordWrap(True)
        self._save = action_button(
            "Lưu phần sửa riêng", "save_change", "save", self.save, role="primary"
        )
        self._undo = action_button("Bỏ mọi sửa riêng", "undo_change", "undo", self._undo_all)
        self._close = action_button("Đóng", "close", "close", self.close)
        form = cast("Any", self.designer)
        self._journal = FormJournal(form, _SUBJECT, bench, self.banner, self._refuse)
        self._closes = self._has_changes = False
        self._lay_out()
        self.designer.dirty_changed.connect(lambda _dirty: self._say_buttons())
        self._say_buttons()
        self._read()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._heading, 1)
        for button in (self._undo, self._save, self._close):
            button.setAutoDefault(False)
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self.designer, 1)

    def _read(self) -> None:
        changes, award_id, layout = self._changes, self._award_id, self._layout

        def read(_report: object) -> tuple[OpenCertificate, Kept | None]:
            return changes.open(award_id, layout), self._journal.kept(award_id)

        self._bench.runner.run(
            read, on_done=lambda found: self._show(*found), on_refused=self._refuse
        )

    def _show(self, opened: OpenCertificate, kept: Kept | None) -> None:
        draft = LayoutDraft(opened.layout, id=self._award_id, version=opened.version)
        self.designer.load(draft, opened.base, self._bench.rights.why_not(Act.PRINT))
        self.designer.show_texts([opened.text])
        about = f"Giấy khen số {opened.number} – {opened.text.name}"
        changed = f" · đang sửa riêng {len(opened.changed)} khung" if opened.changed else ""
        self._heading.setText(about + changed)
        self._has_changes = bool(opened.changed or opened.lost)
        if opened.lost:
            names = ", ".join(FIELDS.get(box, box) for box in opened.lost)
            text = f"Mẫu không còn khung {names}: phần sửa riêng ở đó vẫn giữ, chưa dùng đến."
            self.banner.show_message(Tone.WARNING, text)
        self._say_buttons()
        if kept is not None:
            self._journal.offer(kept)

    def _say_buttons(self) -> None:
        dirty, forbidden = self.designer.is_dirty, self._bench.rights.why_not(Act.PRINT)
        why_not = forbidden or ("" if dirty else "Chưa sửa gì")
        allow(self._save, why_not, "Chỉ giữ những gì khác với mẫu")
        none = "Tờ này đang in đúng như mẫu"
        allow(self._undo, forbidden or ("" if self._has_changes else none))

    def save(self) -> None:
        """Keep what the certificate has otherwise."""
        draft, changes, layout = self.designer.editing.draft, self._changes, self._layout

        def done(_version: int) -> None:
            self._saved("Đã lưu phần sửa riêng của tờ này.")

        self._bench.runner.run(
            lambda _r: changes.save(self._award_id, draft.layout, draft.version, layout),
            on_done=done,
            on_refused=self._not_saved,
        )

    def _saved(self, text: str) -> None:
        self._journal.drop(self._award_id)
        self.changed.emit()
        if self._closes:
            self._forget()
            self.accept()
            return
        self._forget()
        self.banner.show_message(Tone.SUCCESS, text)
        self._read()

    def _not_saved(self, error: AppError) -> None:
        self._closes = False
        if isinstance(error, StaleRecord):
            actions = [("Bỏ phần tôi, lấy bản mới nhất", self._take_newest)]
            self.banner.show_refusal(error, [*actions, ("Ghi phần tôi lên trên", self._put_over)])
        else:
            self.banner.show_refusal(error)

    def _take_newest(self) -> None:
        self._journal.drop(self._award_id)
        self._forget()
        self._read()

    def _put_over(self) -> None:
        """Keep what is designed here on top of what somebody else saved meanwhile."""
        wanted = self.designer.editing.draft.layout
        changes, award_id, layout = self._changes, self._award_id, self._layout

        def work(_report: object) -> int:
            newest = changes.open(award_id, layout)
            return changes.save(award_id, wanted, newest.version, layout)

        self._bench.runner.run(
            work,
            on_done=lambda _version: self._saved("Đã lưu phần sửa riêng của bạn."),
            on_refused=self._not_saved,
        )

    def _undo_all(self) -> None:
        changes, award_id = self._changes, self._award_id
        self._bench.runner.run(
            lambda _report: changes.undo(award_id),
            on_done=lambda _none: self._saved("Tờ này lại in đúng như mẫu."),
            on_refused=self._refuse,
        )

    def _forget(self) -> None:
        editing = self.designer.editing
        editing.load(editing.draft, editing.base, editing.read_only)

    def _refuse(self, error: AppError) -> None:
        self.banner.show_refusal(error)

    def _may_close(self) -> bool:
        if not self.designer.is_dirty:
            return True
        chosen = ChoiceDialog.ask(
            self,
            "Phần sửa riêng chưa lưu",
            "Bạn muốn làm gì với phần sửa riêng của tờ này?",
            [("save", "Lưu"), ("discard", "Bỏ thay đổi")],
        )
        if chosen == "discard":
            self._journal.drop(self._award_id)
            self._forget()
            return True
        if chosen == "save":
            self._closes = True
            self.save()
        return False

    @override
    def reject(self) -> None:
        if self._may_close():
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()
