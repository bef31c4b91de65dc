"""«Câu chữ giấy tờ»: the sentences of papers, worded by the office, seen before they are saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.views.legal.text_editor import TextEditor
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ChoiceDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import share

if TYPE_CHECKING:
    from desktop.services.paper_texts import PaperTextRow
    from desktop.views.pages import Bench

_CODE = Qt.ItemDataRole.UserRole
_CHANGED = "Đã sửa"
_SHARES = (400, 620)


class TextsTab(QWidget):
    """The list of sentences by paper, and the one being worded."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("texts_tab")
        self._rows: dict[str, PaperTextRow] = {}
        self.banner = Banner()
        self.list = named(QTreeWidget(), "texts_list", says="Các câu trong giấy tờ")
        self.list.setHeaderLabels(("Câu", "Tình trạng"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.editor = TextEditor(bench.desk.paper_texts.preview)
        self._lay_out()
        self.list.currentItemChanged.connect(self._asked)
        self.editor.save_asked.connect(self.save)
        self.editor.restore_asked.connect(self._restore)
        keys = QShortcut(QKeySequence("Ctrl+S"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.save)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.editor)
        splitter.setChildrenCollapsible(False)
        share(splitter, _SHARES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, 0, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(splitter, 1)

    def start(self) -> None:
        """Show the tab: read the sentences unless one is being worded."""
        if not self.editor.is_dirty:
            self.refresh()

    def refresh(self) -> None:
        """Read the sentences again; the one open stays open."""
        texts = self._bench.desk.paper_texts
        self._bench.runner.run(
            lambda _report: texts.list_rows(),
            on_done=self._show_rows,
            on_refused=self.banner.show_refusal,
        )

    def _show_rows(self, rows: Sequence[PaperTextRow]) -> None:
        was = self.editor.code
        self._rows = {row.code: row for row in rows}
        self.list.blockSignals(True)
        self.list.clear()
        for paper in dict.fromkeys(row.paper for row in rows):
            self.list.addTopLevelItem(_paper_item(paper, [r for r in rows if r.paper == paper]))
        self.list.expandAll()
        self.list.blockSignals(False)
        self._choose(was if was in self._rows else next(iter(self._rows), ""))

    def _choose(self, code: str) -> None:
        """Bring a sentence to the front in list and editor."""
        item = self._item(code)
        if item is None:
            return
        self.list.blockSignals(True)
        self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.editor.show_text(self._rows[code])

    def _item(self, code: str) -> QTreeWidgetItem | None:
        for place in range(self.list.topLevelItemCount()):
            paper = self.list.topLevelItem(place)
            assert paper is not None  # within the count
            for number in range(paper.childCount()):
                child = paper.child(number)
                if child is not None and child.data(0, _CODE) == code:
                    return child
        return None

    def _asked(self, item: QTreeWidgetItem | None, _before: object) -> None:
        code = item.data(0, _CODE) if item is not None else None
        if not code or code == self.editor.code:
            return
        if self.can_leave(lambda: self._choose(code)):
            self.banner.clear()
            self.editor.show_text(self._rows[code])
        else:
            self._choose_quietly(self.editor.code)

    def _choose_quietly(self, code: str) -> None:
        item = self._item(code)
        if item is not None:
            self.list.blockSignals(True)
            self.list.setCurrentItem(item)
            self.list.blockSignals(False)

    def can_leave(self, then: Callable[[], object] | None = None) -> bool:
        """Return whether nothing typed is waiting; ``then`` is done once it is saved."""
        if not self.editor.is_dirty:
            return True
        text = "Câu đang sửa chưa được lưu. Bạn muốn làm gì?"
        choices = [("save", "Lưu"), ("discard", "Bỏ thay đổi")]
        chosen = ChoiceDialog.ask(self, "Có nội dung chưa lưu", text, choices)
        if chosen == "save":
            self.save(then)
        elif chosen == "discard":
            row = self._rows[self.editor.code]
            self.editor.forget(row.code, row.template)
            self.editor.show_text(row)
        return chosen == "discard"

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save the sentence being worded, unless it may not be used."""
        if not self.editor.is_dirty or self.editor.refused:
            return
        texts, code, template = self._bench.desk.paper_texts, self.editor.code, self.editor.template

        def done(row: PaperTextRow) -> None:
            self._saved(row, "Đã lưu. Giấy tờ lập từ nay dùng câu này.", template)
            if then is not None:
                then()

        self._run(lambda: texts.save(code, template), done)

    def _restore(self) -> None:
        texts, code = self._bench.desk.paper_texts, self.editor.code
        said = "Đã trở lại câu có sẵn của chương trình."
        self._run(lambda: texts.restore(code), lambda row: self._saved(row, said))

    def _saved(self, row: PaperTextRow, said: str, written: str | None = None) -> None:
        self._rows[row.code] = row
        self.editor.forget(row.code, row.template, written)
        item = self._item(row.code)
        if item is not None:
            item.setText(1, _CHANGED if row.is_changed else "")
        if self.editor.code == row.code:
            self.editor.show_text(row)
        self.banner.show_message(Tone.SUCCESS, said)
        self._bench.changes.tell({"paper_texts"})

    def _run(
        self, work: Callable[[], PaperTextRow], on_done: Callable[[PaperTextRow], object]
    ) -> None:
        def refused(error: AppError) -> None:
            self.banner.show_refusal(error)

        self._bench.runner.run(lambda _report: work(), on_done=on_done, on_refused=refused)


def _paper_item(paper: str, rows: Sequence[PaperTextRow]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([paper, ""])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    for row in rows:
        child = QTreeWidgetItem([row.title, _CHANGED if row.is_changed else ""])
        child.setData(0, _CODE, row.code)
        child.setToolTip(0, row.title)
        item.addChild(child)
    return item
