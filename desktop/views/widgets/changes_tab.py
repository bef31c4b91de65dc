"""«So với lần trước»: each point raised with what was done about it, and what changed besides.

The receiver reads it beside the papers; the sender, while revising, sees the draft as it stands and
says to each point what the changes do not say themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.overrides import override
from desktop.services.revision_diff import files_words
from desktop.vietnamese.dates import short_date
from desktop.views.messages import problem_sentence
from desktop.views.theme import GAP, PAD, Tone, colors_of
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.change_text import Inks, changes_html, point_html, said_of
from desktop.views.widgets.changed_files import ChangedFiles
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.point_reply import PointReply
from desktop.views.widgets.reading_page import share
from desktop.views.widgets.wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from desktop.law.problems import Problem
    from desktop.services.returned_points import PointReport, RevisionChoice, RevisionReport
    from desktop.services.revision_diff import Change
    from desktop.views.pages import Bench

_HEADERS = ("Điểm nơi nhận nêu", "Đã làm gì")
_DONE_WIDTH, _INDENT, _SHARES = 116, 14, (440, 560)
_SHOWN = Qt.ItemDataRole.UserRole
_LETTERS = 90
_OUTSIDE = "Thay đổi ngoài các điểm đã nêu"
_FILES = "Tệp kèm theo"
_ALL_FILES = "Mọi tệp của hai lần gửi, so theo nội dung (SHA-256): xem bảng dưới."
_NOTHING = "Hồ sơ chưa lần nào bị trả lại, nên chưa có gì để so sánh."


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a line of the list leads to: a point, the changes of one nomination, or the files."""

    changes: tuple[Change, ...]
    point: PointReport | None = None
    files: tuple[Change, ...] = ()


class ChangesTab(QWidget):
    """Compares the present revision of a dossier with an earlier one.

    Signals:
        counted: how many points were neither acted on nor answered.
        replied: the sender saved a reply.
        edited: the sender typed at a reply.
    """

    counted = Signal(int)
    replied = Signal()
    edited = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("changes_tab")
        self._dossier: UUID | None = None
        self._asked = self._told = 0
        self._report: RevisionReport | None = None
        self.banner = Banner()
        self._summary = named(QLabel(_NOTHING), "changes_summary")
        self._summary.setWordWrap(True)
        self._against = named(QComboBox(), "against", says="So với lần nào")
        self._lines = named(QTreeWidget(), "changes_list", says="Các điểm và thay đổi")
        self._lines.setHeaderLabels(_HEADERS)
        self._lines.setWordWrap(True)
        self._lines.setIndentation(_INDENT)
        WrappedCells.put_into(self._lines)
        header = self._lines.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._lines.setColumnWidth(1, _DONE_WIDTH)
        self._text = named(QTextBrowser(), "change_text", says="Nội dung thay đổi")
        self._files = ChangedFiles(bench, self.banner)
        self._reply = PointReply()
        self._lay_out()
        self._against.activated.connect(lambda _place: self._read(self._against.currentData()))
        self._lines.currentItemChanged.connect(lambda _now, _before: self._choose())
        self._reply.given.connect(self._save_reply)
        self._reply.edited.connect(self.edited)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._report is not None:
            self._choose()  # the marks are in the colours of the other ground

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._summary, 1)
        head.addWidget(self._against)
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP)
        inner.addWidget(self._text, 1)
        inner.addWidget(self._files)
        inner.addWidget(self._reply)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.addWidget(self._lines)
        self._parts.addWidget(right)
        share(self._parts, _SHARES)
        self._parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addLayout(head)
        layout.addWidget(self._parts, 1)

    def show_dossier(self, dossier_id: UUID | None) -> None:
        """Read and show what changed in a dossier; None for one never saved."""
        if dossier_id != self._dossier:
            self.banner.clear()
            self._against.clear()
            self._lines.clear()
        self._dossier = dossier_id
        self._read(self._against.currentData())

    @property
    def is_dirty(self) -> bool:
        """Whether a reply to a point of the dossier in sight was typed and not saved."""
        return bool(self._unsaved())

    def _unsaved(self) -> dict[UUID, str]:
        points = self._report.points if self._report is not None else ()
        typed = ((p.point.id, self._reply.typed(p.point.id)) for p in points if p.may_reply)
        return {point_id: text for point_id, text in typed if text is not None}

    def save_replies(self, then: Callable[[], object] | None = None) -> None:
        """Save every reply typed; ``then`` goes on once all are."""
        unsaved = list(self._unsaved().items())
        if not unsaved:
            if then is not None:
                then()
            return
        self._save_reply(*unsaved[0], partial(self.save_replies, then))

    def give_up_replies(self) -> None:
        """Show every reply as it was saved."""
        points = self._report.points if self._report is not None else ()
        for point in points:
            if point.may_reply:
                self._reply.give_up(point.point.id, point.reply)
        self.edited.emit()

    def _read(self, against: int | None) -> None:
        self._asked += 1
        ticket, dossier_id, points = self._asked, self._dossier, self._bench.desk.returned_points
        if dossier_id is None:
            self._show(None)
            return

        def show(report: RevisionReport) -> None:
            if ticket == self._asked:
                self._show(report)

        self._bench.runner.run(
            lambda _report: points.compare(dossier_id, against),
            on_done=show,
            on_refused=self.banner.show_refusal,
        )

    def _show(self, report: RevisionReport | None) -> None:
        self._report = report
        known = report is not None and report.against is not None
        self._fill_choices(report)
        self._parts.setVisible(known)
        place = self._place()
        self._lines.blockSignals(True)
        self._lines.clear()
        if report is not None:
            self._fill(report)
        self._lines.blockSignals(False)
        self._go_to(place)
        left = _left(report)
        text, tone = _said(report)
        self._summary.setText(text)
        restyle(self._summary, problem=tone)
        self.counted.emit(left)

    def _fill_choices(self, report: RevisionReport | None) -> None:
        choices = report.choices if report else ()
        self._against.clear()
        for choice in choices:
            self._against.addItem(_named(choice), choice.revision)
        if report is not None:
            self._against.setCurrentIndex(self._against.findData(report.against))
        self._against.setVisible(len(choices) > 1)

    def _fill(self, report: RevisionReport) -> None:
        for point in report.points:
            self._lines.addTopLevelItem(self._point_item(point))
        if report.outside:
            groups: dict[str, list[Change]] = defaultdict(list)
            for change in report.outside:
                groups[change.where].append(change)
            head = self._item(_OUTSIDE, f"{len(report.outside)} thay đổi", "info", report.outside)
            for where, changes in groups.items():
                labels = ", ".join(dict.fromkeys(change.label for change in changes))
                head.addChild(self._item(where, labels, "", changes))
            self._lines.addTopLevelItem(head)
            head.setExpanded(True)
        if report.files:
            text = f"{_FILES}: {files_words(report.files)}"
            item = self._item(text, f"{len(report.files)} tệp", "info", ())
            item.setData(0, _SHOWN, _Shown((), files=report.files))
            self._lines.addTopLevelItem(item)

    def _point_item(self, point: PointReport) -> QTreeWidgetItem:
        text = shorten(point.point.text, _LETTERS, placeholder="…")
        done = said_of(point)
        if point.reply:
            done = f"{done}; có trả lời" if point.changes else "Có trả lời"
        icon = "success" if point.changes else "info" if point.reply else "warning"
        item = self._item(f"Điểm {point.number}, {point.where}: {text}", done, icon, point.changes)
        item.setData(0, _SHOWN, _Shown(point.changes, point, point.unchanged))
        for where in dict.fromkeys(c.where for c in point.changes if c.where != point.where):
            changes = [c for c in point.changes if c.where == where]
            item.addChild(self._item(where, f"{len(changes)} thay đổi", "", changes))
        return item

    def _item(self, text: str, done: str, icon: str, changes: Sequence[Change]) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, done])
        if icon:
            item.setIcon(0, icon_for(self, icon, icon))
        item.setData(0, _SHOWN, _Shown(tuple(changes)))
        for column in range(len(_HEADERS)):
            item.setToolTip(column, item.text(column))
        return item

    def _place(self) -> int:
        item = self._lines.currentItem()
        top = item.parent() or item if item is not None else None
        return max(0, self._lines.indexOfTopLevelItem(top)) if top is not None else 0

    def _go_to(self, place: int) -> None:
        """Stay with the point in sight; a list read again is the same list."""
        item = self._lines.topLevelItem(place) or self._lines.topLevelItem(0)
        if item is not None:
            self._lines.setCurrentItem(item)
        self._choose()

    def _choose(self) -> None:
        item = self._lines.currentItem()
        shown: _Shown | None = item.data(0, _SHOWN) if item is not None else None
        changes, point = (shown.changes, shown.point) if shown else ((), None)
        may_reply = point is not None and point.may_reply
        self._reply.show_point(
            point.point.id if point and may_reply else None, point.reply if point else ""
        )
        self._files.show_changes(self._dossier, (*changes, *(shown.files if shown else ())))
        self._told += 1
        ticket, inks = self._told, Inks.of(colors_of(self))

        def tell(_report: object) -> str:
            if shown is not None and shown.files and point is None:
                return _ALL_FILES
            return point_html(point, inks) if point else changes_html(changes, inks)

        def show(text: str) -> None:
            if ticket == self._told:
                self._text.setHtml(text)

        if shown is None:
            self._text.clear()
        else:
            self._bench.runner.run(tell, on_done=show)

    def _save_reply(
        self, point_id: UUID, text: str, then: Callable[[], object] | None = None
    ) -> None:
        dossier_id, points = self._dossier, self._bench.desk.returned_points
        if dossier_id is None:
            return

        def done(problems: Sequence[Problem]) -> None:
            if problems:
                told = " ".join(problem_sentence(problem) for problem in problems)
                self.banner.show_message(Tone.DANGER, told)
                return
            self._reply.saved(point_id, text)
            self.edited.emit()
            self.banner.show_message(Tone.SUCCESS, "Đã lưu trả lời; gửi đi cùng hồ sơ lần này.")
            self._read(self._against.currentData())
            self.replied.emit()
            if then is not None:
                then()

        self._bench.runner.run(
            lambda _report: points.reply(dossier_id, point_id, text),
            on_done=done,
            on_refused=self.banner.show_refusal,
        )


def _left(report: RevisionReport | None) -> int:
    points = report.points if report and not report.missing else ()
    return sum(not point.settled for point in points)


def _named(choice: RevisionChoice) -> str:
    if choice.returned_at is None:
        return f"So với lần {choice.revision}"
    day = short_date(choice.returned_at.astimezone(LOCAL_TIME).date())
    return f"So với lần {choice.revision} (trả lại {day})"


def _said(report: RevisionReport | None) -> tuple[str, str]:
    """Return the line above the list, and its tone."""
    if report is None or report.against is None:
        return _NOTHING, ""
    if report.missing:
        which = " và ".join(f"lần {revision}" for revision in report.missing)
        text = (
            f"Không so sánh được: nội dung hồ sơ {which} không được lưu (gửi, nhận từ bản chương "
            "trình cũ). Các điểm đã nêu vẫn ở dưới; hãy đối chiếu với giấy tờ đã in."
        )
        return text, "warning"
    now = "bản đang sửa" if report.is_draft else f"lần {report.revision}"
    left, total = _left(report), len(report.points)
    text = f"So {now} với lần {report.against}: {total - left}/{total} điểm đã sửa hoặc có trả lời"
    outside = f"; {len(report.outside)} thay đổi ngoài các điểm đã nêu" if report.outside else ""
    return f"{text}{outside}.", "warning" if left else ""
