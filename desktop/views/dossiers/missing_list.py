"""«Còn thiếu gì»: everything that holds a dossier back, each line leading to where it is cured.

What many nominations lack alike is one line with their number, which opens to a line each; those
are made when it is opened, so that 300 nominations with several points each show at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.vietnamese.numbers import thousands
from desktop.views.dossiers.moves_bar import KEEP_HERE_LABEL
from desktop.views.messages import problem_sentence
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from desktop.views.dossiers.open_dossier import OpenDossier

_HEADERS = ("Mức", "Ở đâu", "Việc cần làm", "Căn cứ")
_WIDTHS = (142, 146, 260, 170)
_TASK, _BASIS = 2, 3
# About two lines of the column.
_BASIS_LETTERS = 44
_CURE = Qt.ItemDataRole.UserRole
_MEMBERS = Qt.ItemDataRole.UserRole + 1
_ICONS = {Severity.BLOCKING: "danger", Severity.WARNING: "warning", Severity.INFO: "info"}
_WHOLE = "Hồ sơ"
_UNVERIFIED = "chưa đối chiếu"
_ASKED = "Nơi nhận yêu cầu"
# A group this small stands open: two lines tell more than their number.
_SHOWN_OPEN = 3
_SEVERITIES = list(Severity)
# What a group is called when its lines do not all say the same.
_GROUPS = {
    ProblemCode.HOMONYM: "Có người trùng tên, kiểm tra đúng người",
    ProblemCode.RECORD_NAMESAKE: "Trùng họ tên, năm sinh với người khác trong danh sách",
    ProblemCode.SAME_IDENTITY: "Trùng số định danh với bản ghi khác",
    ProblemCode.ALREADY_HOLDS: "Đã được khen cùng danh hiệu, hình thức",
    ProblemCode.BIRTHS_CONTRADICT: "Ghi hai ngày sinh khác nhau",
    ProblemCode.EVALUATIONS_CONTRADICT: "Một năm ghi hai kết quả xếp loại khác nhau",
    ProblemCode.STANDARD_NOT_MET: "Không đạt điều kiện của danh hiệu, hình thức",
    ProblemCode.STANDARD_UNDECIDED: "Chưa đủ căn cứ xét điều kiện",
    ProblemCode.STANDARD_TO_ATTEST: "Cần người có trách nhiệm xác nhận",
}


_STAY = (
    "Mọi danh hiệu, hình thức trong hồ sơ đều thuộc quyền của cơ quan này: cấp nào phát động thi "
    "đua thì cấp đó khen thưởng, không cần gửi lên trên."
)


@dataclass(frozen=True, slots=True)
class Cure:
    """Where a problem is solved: a field of the dossier, or of one of its nominations.

    ``item`` is the label of the dossier item that is not attached.
    """

    field: str = ""
    nomination: UUID | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing to do."""

    severity: Severity
    level: str
    where: str
    task: str
    basis: str
    cure: Cure
    group: tuple[object, ...] = ()


class MissingList(QWidget):
    """Shows problems; says «đủ» when there are none.

    Signals:
        cure_asked: the ``Cure`` of a line that was double-clicked, or Enter pressed on.
        keep_asked: a dossier on its way up is to be decided here instead.
    """

    cure_asked = Signal(object)
    keep_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("missing")
        self._summary = named(QLabel(), "missing_summary")
        self._summary.setWordWrap(True)
        self._offer = Banner()
        self._lines = named(QTreeWidget(), "missing_list", says="Còn thiếu gì")
        self._lines.setHeaderLabels(_HEADERS)
        self._lines.setWordWrap(True)
        # Enter and double click are both answered by what is activated.
        self._lines.setExpandsOnDoubleClick(False)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        WrappedCells.put_into(self._lines)
        header = self._lines.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            self._lines.setColumnWidth(column, width)
        header.setSectionResizeMode(_TASK, QHeaderView.ResizeMode.Stretch)
        self._lines.itemActivated.connect(self._ask_cure)
        self._lines.itemExpanded.connect(self._fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._summary)
        layout.addWidget(self._offer)
        layout.addWidget(self._lines, 1)

    def show_dossier(self, opened: OpenDossier) -> None:
        """Show what a dossier lacks, and what its receiver asked for."""
        self._lines.setUpdatesEnabled(False)
        self._lines.clear()
        for group in _grouped(_lines_of(opened)):
            self._add(group)
        if first := self._lines.topLevelItem(0):
            self._lines.setCurrentItem(first)
        self._lines.setUpdatesEnabled(True)
        self._lines.setVisible(self._lines.topLevelItemCount() > 0)
        self._say(opened)
        self._offer_to_stay(opened)

    def _offer_to_stay(self, opened: OpenDossier) -> None:
        """Offer this office's own decision where nothing in the dossier needs the office above."""
        if opened.may_stay:
            actions = [(KEEP_HERE_LABEL, self.keep_asked.emit)]
            self._offer.show_message(Tone.INFO, _STAY, actions, can_close=False)
        else:
            self._offer.clear()

    def show_nothing(self) -> None:
        """Show that no saved dossier is open."""
        self._lines.clear()
        self._lines.hide()
        self._offer.clear()
        self._summary.setText("Lưu hồ sơ để xem còn thiếu gì.")
        restyle(self._summary, problem="")

    def _add(self, group: Sequence[_Line]) -> None:
        if len(group) == 1:
            self._lines.addTopLevelItem(self._item(group[0]))
            return
        tasks = {line.task for line in group}
        code = group[0].group[1]
        common = _GROUPS.get(code, group[0].task) if isinstance(code, ProblemCode) else ""
        basis = group[0].basis if len({line.basis for line in group}) == 1 else ""
        head = replace(
            group[0],
            where=f"{thousands(len(group))} đề nghị",
            task=tasks.pop() if len(tasks) == 1 else common,
            basis=basis,
        )
        item = self._item(head)
        item.setData(0, _MEMBERS, group)
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        self._lines.addTopLevelItem(item)
        item.setExpanded(len(group) <= _SHOWN_OPEN)

    def _fill(self, item: QTreeWidgetItem) -> None:
        if not item.childCount():
            item.addChildren([self._item(line) for line in item.data(0, _MEMBERS) or ()])

    def _item(self, line: _Line) -> QTreeWidgetItem:
        texts, basis = (line.level, line.where, line.task, line.basis), line.basis.splitlines()
        item = QTreeWidgetItem(list(texts))
        # In full it would make most lines twice as tall; the tooltip has it.
        item.setText(_BASIS, "\n".join(shorten(t, _BASIS_LETTERS, placeholder="…") for t in basis))
        item.setIcon(0, icon_for(self, _ICONS[line.severity], _ICONS[line.severity]))
        item.setData(0, _CURE, line.cure)
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
        return item

    def _say(self, opened: OpenDossier) -> None:
        text, tone = _summary(opened)
        self._summary.setText(text)
        restyle(self._summary, problem=tone)

    def _ask_cure(self, item: QTreeWidgetItem) -> None:
        """Go where a line is cured; a group opens instead, for its lines are cured one by one."""
        if item.data(0, _MEMBERS) is None:
            self.cure_asked.emit(item.data(0, _CURE))
        else:
            item.setExpanded(not item.isExpanded())


def _lines_of(opened: OpenDossier) -> Iterable[_Line]:
    names = {n.id: f"{n.position}. {n.name}" for n in opened.nominations}
    for point in opened.points:
        where = names.get(point.nomination, _WHOLE) if point.nomination else _WHOLE
        # Where one is about the whole dossier, what was done about it stands beside it.
        cure = Cure("" if point.nomination else "points", point.nomination)
        yield _Line(Severity.WARNING, _ASKED, where, point.text, "", cure)
    for problem in opened.problems:
        if problem.code is ProblemCode.POINT_UNANSWERED:
            continue  # the point itself stands above
        where = names.get(problem.record, _WHOLE) if problem.record else _WHOLE
        cure = Cure(problem.field, problem.record, str(problem.data.get("item", "")))
        alike = ("condition", "item", "award")
        about = tuple(str(problem.data.get(key, "")) for key in alike)
        group = (problem.severity, problem.code, *about) if problem.record else ()
        level, task = problem.severity.label, _task(problem)
        yield _Line(problem.severity, level, where, task, _basis(problem), cure, group)


def _grouped(lines: Iterable[_Line]) -> Iterable[Sequence[_Line]]:
    """Return lines in groups, what the receiver asked for first, then by severity."""
    groups: dict[object, list[_Line]] = {}
    for number, line in enumerate(lines):
        groups.setdefault(line.group or number, []).append(line)
    asked = [g for g in groups.values() if g[0].level == _ASKED]
    others = [g for g in groups.values() if g[0].level != _ASKED]
    return [*asked, *sorted(others, key=lambda g: _SEVERITIES.index(g[0].severity))]


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
