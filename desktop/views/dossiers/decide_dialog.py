"""Deciding a dossier at the office that wrote it: the decision's form, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.law.problems import Problem
from desktop.services.decisions import DecisionDraft
from desktop.services.fields import clean, specs_of
from desktop.views.messages import problem_sentence
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.named import named
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.views.dossiers.open_dossier import OpenDossier

_SIZE = (820, 600)
_ID = Qt.ItemDataRole.UserRole
_NAME, _AWARD, _REASON = 0, 1, 2
_WHY = "Bấm đúp để ghi lý do không khen"


class DecideDialog(QDialog):
    """Asks for a decision; whoever is unticked is refused with the reason typed beside.

    Signals:
        decide_asked: the ``DecisionDraft``, and reasons by nomination of those refused.
    """

    decide_asked = Signal(object, object)

    def __init__(self, parent: QWidget, opened: OpenDossier, draft: DecisionDraft) -> None:
        super().__init__(parent)
        self.setObjectName("decide_here")
        self.setWindowTitle("Quyết định tại đơn vị")
        self.resize(*_SIZE)
        self.banner = Banner()
        self.form: RecordForm[DecisionDraft] = RecordForm(DecisionDraft)
        self.form.load(draft)
        self._people = named(QTreeWidget(), "decided", says="Đối tượng được khen")
        self._people.setHeaderLabels(("Đối tượng được khen", "Hình thức", "Lý do không khen"))
        self._people.setRootIsDecorated(False)
        header = self._people.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((_NAME, 260), (_AWARD, 150)):
            self._people.setColumnWidth(column, width)
        for line in opened.lines:
            name = f"{line.row.position}. {line.row.name}"
            item = QTreeWidgetItem([name, line.row.award, ""])
            item.setData(0, _ID, line.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setCheckState(0, Qt.CheckState.Checked)
            item.setToolTip(_REASON, _WHY)
            self._people.addTopLevelItem(item)
        self._people.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self._people.itemDoubleClicked.connect(self._edit_reason)
        self._people.itemChanged.connect(self._reason_of_unticked)
        self._decide = named(QPushButton("Ban hành quyết định"), "decide", role="primary")
        self._cancel = named(QPushButton("Thôi"), "no")
        self._lay_out()

    def _lay_out(self) -> None:
        for button in (self._decide, self._cancel):
            button.setAutoDefault(False)
        self._decide.clicked.connect(self._ask)
        self._cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self._decide)
        buttons.addWidget(self._cancel)
        about = QLabel(
            "Quyết định được ghi sổ và lập thành văn bản ngay; không gửi gói lên cấp trên. "
            "Bỏ dấu ở ai thì người đó không được khen và phải ghi lý do."
        )
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Quyết định tại đơn vị"), "heading", role="heading"))
        layout.addWidget(about)
        layout.addWidget(self.banner)
        layout.addWidget(self.form, 3)
        layout.addWidget(self._people, 2)
        layout.addLayout(buttons)

    def _edit_reason(self, item: QTreeWidgetItem) -> None:
        if item.checkState(0) is Qt.CheckState.Unchecked:
            self._people.editItem(item, _REASON)

    def _reason_of_unticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME and item.checkState(0) is Qt.CheckState.Unchecked:
            self._people.editItem(item, _REASON)

    def _refused(self) -> dict[UUID, str]:
        items = (self._people.topLevelItem(n) for n in range(self._people.topLevelItemCount()))
        return {
            item.data(0, _ID): clean(item.text(_REASON))
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Unchecked
        }

    def _ask(self) -> None:
        if self.form.unreadable():
            return
        self.banner.clear()
        self._say_working(True)
        self.decide_asked.emit(self.form.draft(), self._refused())

    def _say_working(self, working: bool) -> None:
        self._decide.setEnabled(not working)
        self._cancel.setEnabled(not working)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what keeps it from being decided; another try can follow."""
        self._say_working(False)
        known = specs_of(DecisionDraft)
        self.form.show_problems([p for p in problems if p.field in known])
        others = dict.fromkeys(problem_sentence(p) for p in problems if p.field not in known)
        if others:
            self.banner.show_message(Tone.DANGER, "\n".join(others))

    def show_refusal(self, error: AppError) -> None:
        """Say why it was refused; another try can follow."""
        self._say_working(False)
        self.banner.show_refusal(error)
