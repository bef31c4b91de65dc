"""Choosing many recipients at once: people, units and households found without marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.law.rows import AwardKind
from desktop.law.terms import RecipientKind
from desktop.views.theme import GAP
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

# Long enough that a fast typist asks once a word, short enough to feel immediate.
_DELAY_MS = 150
_SIZE = (760, 560)
_REF = Qt.ItemDataRole.UserRole
_ICONS = {
    RecipientKind.INDIVIDUAL: "person",
    RecipientKind.COLLECTIVE: "unit",
    RecipientKind.HOUSEHOLD: "household",
}
_NO_AWARD = "Chọn sau, từng người một"
_NOBODY = "Đánh dấu ít nhất một đối tượng trước"
_UNFIT = "«{award}» không dành cho {kind}: bỏ chọn hoặc chọn hình thức khác"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be nominated; ``about`` tells homonyms apart."""

    kind: RecipientKind
    id: UUID
    name: str
    about: str

    @property
    def ref(self) -> tuple[RecipientKind, UUID]:
        """What the service takes."""
        return self.kind, self.id


class RecipientPicker(QDialog):
    """Search, tick, choose the award, add. What is ticked stays ticked over further searches.

    Args:
        parent: the page.
        awards: those in force on the letter's day.

    Signals:
        search_asked: typed text, and the kind wanted or None for all; answer with ``show_found``.
        chosen: the references ticked, and the award's code or "".
        one_off_asked: the award's code or "".
    """

    search_asked = Signal(str, object)
    chosen = Signal(object, str)
    one_off_asked = Signal(str)

    def __init__(self, parent: QWidget, awards: Sequence[AwardKind]) -> None:
        super().__init__(parent)
        self._awards = {award.code: award for award in awards}
        self._ticked: dict[tuple[RecipientKind, UUID], Candidate] = {}
        self.setObjectName("recipient_picker")
        self.setWindowTitle("Thêm người, tập thể, hộ gia đình")
        self.resize(*_SIZE)
        self._search = named(QLineEdit(), "recipient_search", says="Tìm đối tượng")
        self._search.setPlaceholderText("Tìm theo tên, không cần gõ dấu")
        self._search.setClearButtonEnabled(True)
        self._kind = named(QComboBox(), "recipient_kind_filter", says="Loại đối tượng")
        self._kind.addItem("Mọi loại", None)
        for kind in RecipientKind:
            self._kind.addItem(kind.label, kind)
        self._found = named(QTreeWidget(), "recipients_found", says="Đối tượng tìm thấy")
        self._award = named(QComboBox(), "award_for_all", says="Danh hiệu, hình thức cho tất cả")
        self._award.addItem(_NO_AWARD, "")
        for award in awards:
            self._award.addItem(award.name, award.code)
        self._count = named(QLabel(), "ticked_count", role="muted")
        self._count.setWordWrap(True)
        self._add = named(QPushButton("Thêm vào hồ sơ"), "add_ticked", role="primary")
        self._lay_out()
        self._timer = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._connect()
        self._say()

    def _lay_out(self) -> None:
        self._found.setHeaderLabels(("Họ tên, tập thể, hộ", "Loại", "Thông tin"))
        self._found.setRootIsDecorated(False)
        self._found.setAlternatingRowColors(True)
        header = self._found.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((260, 100)):
            self._found.setColumnWidth(column, width)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self._search, 1)
        top.addWidget(self._kind)
        award = QHBoxLayout()
        award.setSpacing(GAP)
        award.addWidget(QLabel("Đề nghị cho tất cả:"))
        award.addWidget(self._award, 1)
        one_off = named(QPushButton("Đối tượng ngoài danh sách…"), "one_off", role="quiet")
        one_off.clicked.connect(self._ask_one_off)
        cancel = named(QPushButton("Thôi"), "no")
        cancel.clicked.connect(self.reject)
        for button in (one_off, cancel, self._add):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(one_off)
        buttons.addStretch(1)
        buttons.addWidget(self._add)
        buttons.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self._found, 1)
        layout.addWidget(self._count)
        layout.addLayout(award)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._search.textChanged.connect(lambda _text: self._timer.start())
        self._search.returnPressed.connect(self._found.setFocus)
        self._kind.activated.connect(lambda _index: self.ask_search())
        self._timer.timeout.connect(self.ask_search)
        self._found.itemChanged.connect(self._tick)
        self._award.activated.connect(lambda _index: self._say())
        self._add.clicked.connect(self._choose)

    def ask_search(self) -> None:
        """Ask for what fits the search as it stands."""
        self.search_asked.emit(self._search.text(), self._kind.currentData())

    def show_found(self, candidates: Sequence[Candidate]) -> None:
        """Show what was found, below it those ticked in earlier searches."""
        shown = {candidate.ref: candidate for candidate in candidates}
        others = [c for ref, c in self._ticked.items() if ref not in shown]
        self._found.blockSignals(True)
        self._found.clear()
        self._found.addTopLevelItems([self._item(c) for c in (*candidates, *others)])
        self._found.blockSignals(False)
        if first := self._found.topLevelItem(0):
            self._found.setCurrentItem(first)

    def _item(self, candidate: Candidate) -> QTreeWidgetItem:
        item = QTreeWidgetItem([candidate.name, candidate.kind.label, candidate.about])
        item.setIcon(1, icon_for(self, _ICONS[candidate.kind], "muted"))
        item.setData(0, _REF, candidate)
        is_ticked = candidate.ref in self._ticked
        item.setCheckState(0, Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        for column in range(3):
            item.setToolTip(column, item.text(column))
        return item

    def _tick(self, item: QTreeWidgetItem) -> None:
        candidate: Candidate = item.data(0, _REF)
        if item.checkState(0) is Qt.CheckState.Checked:
            self._ticked[candidate.ref] = candidate
        else:
            self._ticked.pop(candidate.ref, None)
        self._say()

    def _say(self) -> None:
        reason = self._unfit() if self._ticked else _NOBODY
        names = ", ".join(c.name for c in self._ticked.values())
        count = len(self._ticked)
        self._count.setText(reason if reason or not count else f"Đang chọn {count}: {names}")
        self._add.setText(f"Thêm {count} vào hồ sơ" if count else "Thêm vào hồ sơ")
        self._add.setEnabled(not reason)
        self._add.setToolTip(reason)

    def _unfit(self) -> str:
        """Return why the award cannot be given to everyone ticked, "" when it can."""
        award = self._awards.get(str(self._award.currentData()))
        if award is None:
            return ""
        wrong = [c.kind for c in self._ticked.values() if c.kind not in award.recipients]
        if not wrong:
            return ""
        return _UNFIT.format(award=award.name, kind=wrong[0].label.lower())

    def _choose(self) -> None:
        refs = [candidate.ref for candidate in self._ticked.values()]
        self.accept()
        self.chosen.emit(refs, str(self._award.currentData() or ""))

    def _ask_one_off(self) -> None:
        self.reject()
        self.one_off_asked.emit(str(self._award.currentData() or ""))
