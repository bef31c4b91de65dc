"""Reading attached papers inside the program: PDF page by page, pictures, the text of Word files.

Pages are drawn in a job and only the last one asked for is shown. A file that cannot be shown says
why in one sentence and can be opened by another program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTemporaryDir, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
)

from desktop.errors import AppError
from desktop.overrides import override
from desktop.services.paper_pages import Hit, PagePicture
from desktop.services.paper_reading import OpenPaper, PaperKind
from desktop.vietnamese.text import fold
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named
from desktop.views.widgets.paper_page import Box, PaperPage

if TYPE_CHECKING:
    from desktop.services.attachments import AttachmentRow
    from desktop.views.pages import Bench

_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_MARGIN = 18
_SETTLED_MS = 150
_OTHER = "Loại tệp này không xem được ở đây."
_NOTHING = "Không có giấy tờ nào kèm theo."


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to read, and how it is called in the list."""

    file: AttachmentRow
    label: str


class PaperReader(QFrame):
    """Shows one paper of several, with its pages, zoom and search.

    Args:
        bench: services and runner.
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        named(self, "paper_reader", card=True)
        self._bench, self._service = bench, bench.desk.paper_reading
        self._papers: tuple[Paper, ...] = ()
        self._paper: OpenPaper | None = None
        self._page, self._zoom = 0, 1.0
        # Papers and pages asked for last: a page drawn anew must not lose a paper on its way.
        self._opening = self._drawing = 0
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._opened = QTemporaryDir()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED_MS)
        self._settle.timeout.connect(self._draw)
        self._make_parts()
        self._lay_out()
        self._say()

    # -- parts ------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self._list = named(QComboBox(), "paper_list", says="Giấy tờ đang xem")
        self._list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list.setMinimumContentsLength(8)
        self._list.activated.connect(self._chosen)
        self._place = named(QLabel(), "page_place", role="muted")
        self._find = named(QLineEdit(), "find_text", says="Tìm trong giấy tờ")
        self._find.setPlaceholderText("Tìm trong giấy tờ")
        self._find.setClearButtonEnabled(True)
        self._find.returnPressed.connect(self.find_next)
        self._find.textChanged.connect(self._forget_hits)
        self.banner = Banner()
        self._canvas = PaperPage()
        self._scroll = named(QScrollArea(), "paper_scroll", says="Trang giấy tờ")
        self._scroll.setWidget(self._canvas)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.installEventFilter(self)
        self._text = named(QPlainTextEdit(), "paper_text", says="Nội dung văn bản")
        self._text.setReadOnly(True)
        self._views = QStackedWidget()
        self._views.addWidget(self._scroll)
        self._views.addWidget(self._text)

    def _tool(
        self, icon: str, name: str, tip: str, act: Callable[[], object], keys: str = ""
    ) -> QToolButton:
        button = named(QToolButton(), name, says=tip)
        button.setIcon(icon_for(self, icon))
        button.setToolTip(f"{tip} ({keys})" if keys else tip)
        button.clicked.connect(lambda _checked=False: act())
        if keys:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._tool("chevron-left", "paper_before", "Giấy tờ trước", self.before))
        top.addWidget(self._list, 1)
        top.addWidget(self._tool("chevron-right", "paper_after", "Giấy tờ sau", self.after))
        self._elsewhere = self._tool(
            "open",
            "open_elsewhere",
            "Mở bằng chương trình khác",
            self.open_elsewhere,
            "Ctrl+Return",
        )
        top.addWidget(self._elsewhere)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self._tool("up", "page_before", "Trang trước", self.page_before))
        tools.addWidget(self._place)
        tools.addWidget(self._tool("down", "page_after", "Trang sau", self.page_after))
        tools.addSpacing(GAP)
        tools.addWidget(self._tool("zoom-out", "zoom_out", "Thu nhỏ", self.zoom_out, "Ctrl+-"))
        tools.addWidget(self._tool("zoom-in", "zoom_in", "Phóng to", self.zoom_in, "Ctrl+="))
        tools.addWidget(self._tool("zoom-fit", "fit_width", "Vừa bề ngang", self.fit, "Ctrl+0"))
        tools.addSpacing(GAP)
        tools.addWidget(self._find, 1)
        self._key("F3", self.find_next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addLayout(tools)
        layout.addWidget(self.banner)
        layout.addWidget(self._views, 1)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # -- which paper ------------------------------------------------------------------------

    def show_papers(self, papers: Sequence[Paper], first: UUID | None = None) -> None:
        """Offer papers to read.

        Args:
            papers: in the order offered.
            first: the file to show; None keeps the one in sight, else the first of them.
        """
        self._papers = tuple(papers)
        ids = [paper.file.id for paper in papers]
        wanted = first or (self._paper.file_id if self._paper else None)
        place = ids.index(wanted) if wanted in ids else 0
        self._list.clear()
        for number, paper in enumerate(papers, 1):
            self._list.addItem(f"{number}/{len(papers)}  {paper.label}", paper.file.id)
        if not papers:
            self._opening += 1
            self._drawing += 1
            self._paper = None
            self._canvas.show_picture(None)
            self.banner.show_message(Tone.INFO, _NOTHING, can_close=False)
            self._say()
            return
        self._list.setCurrentIndex(place)
        if self._paper is None or self._paper.file_id != ids[place]:
            self._open(papers[place])

    def show_file(self, file_id: UUID) -> None:
        """Show one of the papers offered."""
        place = next((n for n, p in enumerate(self._papers) if p.file.id == file_id), -1)
        if place >= 0:
            self._list.setCurrentIndex(place)
            self._open(self._papers[place])

    def before(self) -> None:
        """Go to the paper before."""
        self._step(-1)

    def after(self) -> None:
        """Go to the next paper."""
        self._step(1)

    def _step(self, step: int) -> None:
        if self._papers:
            self._list.setCurrentIndex((self._list.currentIndex() + step) % len(self._papers))
            self._open(self._papers[self._list.currentIndex()])

    def _chosen(self, place: int) -> None:
        self._open(self._papers[place])

    def _open(self, paper: Paper) -> None:
        self._opening += 1
        ticket = self._opening
        self.banner.clear()
        self._forget_hits()

        def show(opened: OpenPaper) -> None:
            if ticket == self._opening:
                self._show_paper(opened)

        def refused(error: AppError) -> None:
            if ticket == self._opening:
                self._drawing += 1
                self._paper = None
                self._canvas.show_picture(None)
                self._views.setCurrentWidget(self._scroll)
                self.banner.show_refusal(error, [self._offer()])
                self._say()

        self._bench.runner.run(
            lambda _report: self._service.open(paper.file),
            on_done=show,
            on_refused=refused,
            queue="other",
        )

    def _show_paper(self, opened: OpenPaper) -> None:
        self._paper, self._page = opened, 0
        self._canvas.show_picture(None)
        self._views.setCurrentWidget(self._text if opened.kind is PaperKind.TEXT else self._scroll)
        self._text.setPlainText(opened.text)
        if opened.kind is PaperKind.OTHER:
            self.banner.show_message(Tone.INFO, _OTHER, [self._offer()], can_close=False)
        self._say()
        self._draw()

    def _offer(self) -> tuple[str, Callable[[], object]]:
        return "Mở bằng chương trình khác", self.open_elsewhere

    def open_elsewhere(self) -> None:
        """Give a copy of the paper to the program that the system opens its kind with."""
        place = self._list.currentIndex()
        if place < 0:
            return
        file = self._papers[place].file
        folder = Path(self._opened.filePath(str(file.id)))
        folder.mkdir(exist_ok=True)
        target = folder / file.file_name
        self._bench.runner.run(
            lambda report: self._bench.desk.attachments.export(file.id, target, report),
            on_done=lambda _none: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))),
            on_refused=self.banner.show_refusal,
        )

    # -- pages ------------------------------------------------------------------------------

    def page_before(self) -> None:
        """Go to the page before."""
        self._go(self._page - 1)

    def page_after(self) -> None:
        """Go to the next page."""
        self._go(self._page + 1)

    def _go(self, page: int, then: Callable[[], object] | None = None) -> None:
        if self._paper is None or not 0 <= page < self._paper.pages:
            return
        self._page = page
        self._say()
        self._draw(then or (lambda: self._scroll.verticalScrollBar().setValue(0)))

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._zoom_to(next((step for step in _STEPS if step > self._zoom), _STEPS[-1]))

    def zoom_out(self) -> None:
        """Show the page smaller."""
        self._zoom_to(next((step for step in reversed(_STEPS) if step < self._zoom), _STEPS[0]))

    def fit(self) -> None:
        """Show the page as wide as there is room."""
        self._zoom_to(1.0)

    def _zoom_to(self, zoom: float) -> None:
        self._zoom = zoom
        if self._views.currentWidget() is self._text:
            font = self._text.font()
            font.setPointSizeF(self.font().pointSizeF() * zoom)
            self._text.setFont(font)
        self._say()
        self._draw()

    def _draw(self, then: Callable[[], object] = lambda: None) -> None:
        paper, page = self._paper, self._page
        self._drawing += 1
        ticket = self._drawing
        if paper is None or paper.kind not in {PaperKind.PDF, PaperKind.IMAGE}:
            return
        ratio = self.devicePixelRatioF()
        room = self._scroll.width() - _MARGIN - self._scroll.verticalScrollBar().width()
        width = max(80, round(room * self._zoom * ratio))

        def show(picture: PagePicture) -> None:
            if ticket == self._drawing:
                self._canvas.show_picture(picture, ratio)
                self._mark()
                then()

        def refused(error: AppError) -> None:
            if ticket == self._drawing:
                self.banner.show_refusal(error, [self._offer()])

        self._bench.runner.run(
            lambda _report: self._service.page(paper, page, width),
            on_done=show,
            on_refused=refused,
            queue="other",
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Drawn once the hand on the splitter rests, not at every pixel it moves.
        self._settle.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._scroll and event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            bar = self._scroll.verticalScrollBar()
            if key in {Qt.Key.Key_PageDown, Qt.Key.Key_Space} and bar.value() == bar.maximum():
                self.page_after()
                return True
            if key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
                self.page_before()
                return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        paper = self._paper
        pages = paper.pages if paper is not None and paper.kind is PaperKind.PDF else 0
        self._place.setText(f"{self._page + 1}/{pages}" if pages else "")
        for name, why in (
            ("page_before", "" if self._page > 0 else "Đang ở trang đầu"),
            ("page_after", "" if self._page + 1 < pages else "Đang ở trang cuối"),
        ):
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setEnabled(not why)
                button.setToolTip(why or button.accessibleName())
        self._find.setEnabled(paper is not None and paper.kind in {PaperKind.PDF, PaperKind.TEXT})
        self._elsewhere.setEnabled(bool(self._papers))

    # -- search -----------------------------------------------------------------------------

    def find_next(self) -> None:
        """Go to the next place where the text stands, from the first one again after the last."""
        wanted, paper = self._find.text(), self._paper
        if paper is None or not wanted.strip():
            return
        if paper.kind is PaperKind.TEXT:
            self._find_in_text(wanted)
        elif self._hits:
            self._look_at((self._hit + 1) % len(self._hits))
        else:
            self._bench.runner.run(
                lambda _report: self._service.find(paper, wanted),
                on_done=lambda hits: self._found(paper, hits),
                on_refused=self.banner.show_refusal,
                queue="other",
            )

    def _found(self, paper: OpenPaper, hits: tuple[Hit, ...]) -> None:
        if paper is not self._paper:
            return
        if not hits:
            self.banner.show_message(Tone.INFO, "Không thấy chữ này trong giấy tờ.")
            return
        self._hits = hits
        after = next((n for n, hit in enumerate(hits) if hit.page >= self._page), 0)
        self._look_at(after)

    def _look_at(self, number: int) -> None:
        self._hit = number
        hit = self._hits[number]
        self.banner.show_message(Tone.INFO, f"Chỗ {number + 1}/{len(self._hits)} (F3: chỗ tiếp)")

        def scroll() -> None:
            if hit.boxes:
                self._scroll.ensureVisible(0, self._canvas.top_of(hit.boxes[0]), 0, 80)

        if hit.page == self._page:
            self._mark()
            scroll()
        else:
            self._go(hit.page, scroll)

    def _mark(self) -> None:
        boxes: list[Box] = []
        now = -1
        for number, hit in enumerate(self._hits):
            if hit.page == self._page:
                if number == self._hit:
                    now = len(boxes)
                boxes += hit.boxes
        self._canvas.mark(boxes, now)

    def _forget_hits(self) -> None:
        self._hits, self._hit = (), -1
        self._canvas.mark(())

    def _find_in_text(self, wanted: str) -> None:
        text = self._text.toPlainText()
        # Letter for letter, so that a place in the folded text is a place in the text.
        folded = "".join((fold(letter) or letter)[:1] for letter in text)
        cursor = self._text.textCursor()
        at = folded.find(fold(wanted), cursor.selectionEnd())
        at = at if at >= 0 else folded.find(fold(wanted))
        if at < 0:
            self.banner.show_message(Tone.INFO, "Không thấy chữ này trong giấy tờ.")
            return
        self.banner.clear()
        cursor.setPosition(at)
        cursor.setPosition(at + len(wanted), QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)
