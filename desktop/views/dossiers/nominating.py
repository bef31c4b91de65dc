"""From a typical example to a nomination: which draft dossier it goes into, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.law.lifecycle import EDITABLE
from desktop.views.theme import GAP
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.dossiers import DossierRow
    from desktop.views.pages import Bench

_ID = Qt.ItemDataRole.UserRole
_NEW = "Lập hồ sơ mới"
_OF_EXAMPLE = "Đưa điển hình vào hồ sơ nào?"
_WIDTH = 520


class DossierChoice(QDialog):
    """Which draft dossier; «new» is the first line when there is no draft, else the last."""

    def __init__(
        self, parent: QWidget, drafts: Sequence[DossierRow], heading: str = _OF_EXAMPLE
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dossier_choice")
        self.setWindowTitle("Đưa vào hồ sơ nào")
        self.setMinimumWidth(_WIDTH)
        self._lines = named(QListWidget(), "draft_dossiers", says="Hồ sơ đang soạn")
        for row in drafts:
            item = QListWidgetItem(f"{row.title} ({row.nominations} đề nghị)")
            item.setData(_ID, row.id)
            self._lines.addItem(item)
        self._lines.addItem(QListWidgetItem(_NEW))
        self._lines.setCurrentRow(0)
        self._lines.itemActivated.connect(lambda _item: self.accept())
        choose = named(QPushButton("Chọn"), "choose", role="primary")
        choose.clicked.connect(self.accept)
        cancel = named(QPushButton("Thôi"), "no")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(choose)
        buttons.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel(heading), "heading", role="heading"))
        layout.addWidget(self._lines)
        layout.addLayout(buttons)

    @property
    def chosen(self) -> UUID | None:
        """The dossier chosen, None for a new one."""
        found = self._lines.currentItem().data(_ID)
        return found if isinstance(found, UUID) else None

    @classmethod
    def ask(
        cls, parent: QWidget, drafts: Sequence[DossierRow], heading: str = _OF_EXAMPLE
    ) -> tuple[bool, UUID | None]:
        """Return whether to go on, and with which dossier (None for a new one)."""
        dialog = cls(parent, drafts, heading)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return accepted, dialog.chosen


class Nominating(QObject):
    """Finds or makes the dossier an example is put into.

    Signals:
        dossier_chosen: the dossier's id and the example's.
    """

    dossier_chosen = Signal(object, object)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._parent = bench, parent

    def ask(self, exemplar_id: UUID) -> None:
        """Ask for the dossier; without any draft a new one is made at once."""

        def choose(drafts: list[DossierRow]) -> None:
            going_on, chosen = DossierChoice.ask(self._parent, drafts) if drafts else (True, None)
            if going_on and chosen is not None:
                self.dossier_chosen.emit(chosen, exemplar_id)
            elif going_on:
                self._make(exemplar_id)

        self._bench.runner.run(lambda _r: self._drafts(), on_done=choose)

    def _drafts(self) -> list[DossierRow]:
        rows = self._bench.desk.dossiers.list_rows()
        return [r for r in rows if r.is_own and r.state in EDITABLE and not r.archived]

    def _make(self, exemplar_id: UUID) -> None:
        def work(_report: object) -> UUID:
            desk = self._bench.desk
            year = desk.store.today().year
            title = f"Đề nghị khen thưởng điển hình tiên tiến năm {year}"
            report = desk.dossiers.save_draft(replace(desk.dossiers.new_draft(), title=title))
            assert report.id is not None  # a title is all a dossier needs to be saved
            return report.id

        self._bench.runner.run(
            work, on_done=lambda made: self.dossier_chosen.emit(made, exemplar_id)
        )
