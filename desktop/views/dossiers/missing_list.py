"""«Còn thiếu gì»: everything that holds a dossier back, each line leading to where it is cured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.law.problems import Problem, Severity
from desktop.overrides import override
from desktop.views.messages import problem_sentence
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle

if TYPE_CHECKING:
    from desktop.views.dossiers.open_dossier import OpenDossier

_HEADERS = ("Mức", "Ở đâu", "Việc cần làm", "Căn cứ")
_WIDTHS = (124, 150, 260, 180)
_TASK = 2
_CURE = Qt.ItemDataRole.UserRole
_ICONS = {Severity.BLOCKING: "danger", Severity.WARNING: "warning", Severity.INFO: "info"}
_WHOLE = "Hồ sơ"
_UNVERIFIED = "chưa đối chiếu"
_ASKED = "Nơi nhận yêu cầu"


@dataclass(frozen=True, slots=True)
class Cure:
    """Where a problem is solved: a field of the dossier, or of one of its nominations.

    ``item`` is the label of the dossier item that is not attached.
    """

    field: str = ""
    nomination: UUID | None = None
    item: str = ""


class MissingList(QWidget):
    """Shows problems; says «đủ» when there are none.

    Signals:
        cure_asked: the ``Cure`` of a line that was double-clicked, or Enter pressed on.
    """

    cure_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("missing")
        self._summary = named(QLabel(), "missing_summary")
        self._summary.setWordWrap(True)
        self._lines = named(QTreeWidget(), "missing_list", says="Còn thiếu gì")
        self._lines.setHeaderLabels(_HEADERS)
        self._lines.setRootIsDecorated(False)
        self._lines.setWordWrap(True)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.setItemDelegate(_WrappedCells(self._lines))
        header = self._lines.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            self._lines.setColumnWidth(column, width)
        header.setSectionResizeMode(_TASK, QHeaderView.ResizeMode.Stretch)
        # A line's height depends on how wide its columns are.
        header.sectionResized.connect(lambda *_sizes: self._lines.scheduleDelayedItemsLayout())
        self._lines.itemActivated.connect(self._ask_cure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._summary)
        layout.addWidget(self._lines, 1)

    def show_dossier(self, opened: OpenDossier) -> None:
        """Show what a dossier lacks, and what its receiver asked for."""
        names = {n.id: f"{n.position}. {n.name}" for n in opened.nominations}
        self._lines.clear()
        for point in opened.points:
            where = names.get(point.nomination, _WHOLE) if point.nomination else _WHOLE
            cure = Cure(nomination=point.nomination)
            self._add(Severity.WARNING, _ASKED, where, point.text, "", cure)
        for problem in opened.problems:
            where = names.get(problem.record, _WHOLE) if problem.record else _WHOLE
            cure = Cure(problem.field, problem.record, str(problem.data.get("item", "")))
            self._add(
                problem.severity,
                problem.severity.label,
                where,
                _task(problem),
                _basis(problem),
                cure,
            )
        if first := self._lines.topLevelItem(0):
            self._lines.setCurrentItem(first)
        self._lines.setVisible(self._lines.topLevelItemCount() > 0)
        self._say(opened)

    def show_nothing(self) -> None:
        """Show that no saved dossier is open."""
        self._lines.clear()
        self._lines.hide()
        self._summary.setText("Lưu hồ sơ để xem còn thiếu gì.")
        restyle(self._summary, problem="")

    def _add(
        self, severity: Severity, level: str, where: str, task: str, basis: str, cure: Cure
    ) -> None:
        item = QTreeWidgetItem([level, where, task, basis])
        item.setIcon(0, icon_for(self, _ICONS[severity], _ICONS[severity]))
        item.setData(0, _CURE, cure)
        for column, text in enumerate((level, where, task, basis)):
            item.setToolTip(column, text)
        self._lines.addTopLevelItem(item)

    def _say(self, opened: OpenDossier) -> None:
        text, tone = _summary(opened)
        self._summary.setText(text)
        restyle(self._summary, problem=tone)

    def _ask_cure(self, item: QTreeWidgetItem) -> None:
        self.cure_asked.emit(item.data(0, _CURE))


def _task(problem: Problem) -> str:
    """Return the sentence without the name, which stands in a column of its own."""
    text = problem_sentence(replace(problem, citation="", verified=True))
    text = text.removeprefix(f"{problem.data.get('name', '')}: ")
    return text[:1].upper() + text[1:]


def _basis(problem: Problem) -> str:
    notes: Sequence[str] = (problem.citation, "" if problem.verified else _UNVERIFIED)
    return "\n".join(note for note in notes if note)


def _summary(opened: OpenDossier) -> tuple[str, str]:
    if opened.frozen:
        return opened.frozen, ""
    if opened.blocking:
        text = f"Còn {opened.blocking} việc phải sửa trước khi đánh dấu sẵn sàng."
        return f"{text} Bấm đúp vào một dòng (hoặc Enter) để tới chỗ sửa.", "danger"
    if opened.warnings:
        count = len(opened.warnings)
        text = f"Không còn việc phải sửa. {count} điểm cần xem lại: sửa, hoặc ghi lý do khi đánh"
        return f"{text} dấu sẵn sàng.", "warning"
    return "Hồ sơ đủ thành phần, có thể đánh dấu sẵn sàng.", ""


class _WrappedCells(QStyledItemDelegate):
    """Gives each cell the height its text needs at the width its column has."""

    def __init__(self, lines: QTreeWidget) -> None:
        super().__init__(lines)
        self._lines = lines

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        metrics = self._lines.fontMetrics()
        icon = 24 if index.column() == 0 else 0
        width = max(40, self._lines.columnWidth(index.column()) - 12 - icon)
        flags = int(Qt.TextFlag.TextWordWrap)
        box = metrics.boundingRect(0, 0, width, 2000, flags, str(index.data() or ""))
        return QSize(width, max(30, box.height() + 12))
