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

from PySide6.QtCore import QTemporaryDir, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
)

from desktop.errors import AppError
from desktop.overrides import override
from desktop.services.paper_pages import PagePicture
from desktop.services.paper_reading import OpenPaper, PaperKind
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.named import named
from desktop.views.widgets.paper_page import PaperPage, PaperSheet
from desktop.views.widgets.paper_search import PaperSearch
from desktop.views.widgets.paper_tools import PaperTools

if TYPE_CHECKING:
    from desktop.services.attachments import AttachmentRow
    from desktop.views.pages import Bench

_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
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

    Attributes:
        paper: the one in sight, None while there is none.
        page: of it, from 0.
        banner, canvas, sheet, words: what it is shown with.
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        named(self, "paper_reader", card=True)
        self._bench, self._service = bench, bench.desk.paper_reading
        self._papers: tuple[Paper, ...] = ()
        self.paper: OpenPaper | None = None
        self.page, self._zoom = 0, 1.0
        # Papers and pages asked for last: a page drawn anew must not lose a paper on its way.
        self._opening = self._drawing = 0
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
        self.banner = Banner()
        self.canvas = PaperPage()
        self.sheet = PaperSheet(self.canvas)
        self.sheet.read_on.connect(self.page_after)
        self.sheet.read_back.connect(self.page_before)
        self.words = named(QPlainTextEdit(), "paper_text", says="Nội dung văn bản")
        self.words.setReadOnly(True)
        self._views = QStackedWidget()
        self._views.addWidget(self.sheet)
        self._views.addWidget(self.words)
        self._search = PaperSearch(self, self._bench)
        self._tools = PaperTools(self, self._search.field)
        self._list = self._tools.papers
        self._list.activated.connect(self._chosen)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(4)
        for row in self._tools.rows():
            layout.addLayout(row)
        layout.addWidget(self.banner)
        layout.addWidget(self._views, 1)
        self._tools.key("F3", self._search.find_next)

    # -- which paper ------------------------------------------------------------------------

    def show_papers(self, papers: Sequence[Paper], first: UUID | None = None) -> None:
        """Offer papers to read.

        Args:
            papers: in the order offered.
            first: the file to show; None keeps the one in sight, else the first of them.
        """
        self._papers = tuple(papers)
        ids = [paper.file.id for paper in papers]
        wanted = first or (self.paper.file_id if self.paper else None)
        place = ids.index(wanted) if wanted in ids else 0
        self._list.clear()
        for number, paper in enumerate(papers, 1):
            self._list.addItem(f"{number}/{len(papers)}  {paper.label}", paper.file.id)
        if not papers:
            self._opening += 1
            self._drawing += 1
            self.paper = None
            self.canvas.show_picture(None)
            self.banner.show_message(Tone.INFO, _NOTHING, can_close=False)
            self._say()
            return
        self._list.setCurrentIndex(place)
        if self.paper is None or self.paper.file_id != ids[place]:
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
        self._search.forget()

        def show(opened: OpenPaper) -> None:
            if ticket == self._opening:
                self._show_paper(opened)

        def refused(error: AppError) -> None:
            if ticket == self._opening:
                self._drawing += 1
                self.paper = None
                self.canvas.show_picture(None)
                self._views.setCurrentWidget(self.sheet)
                self.banner.show_refusal(error, [self._offer()])
                self._say()

        self._bench.runner.run(
            lambda _report: self._service.open(paper.file),
            on_done=show,
            on_refused=refused,
            queue="other",
        )

    def _show_paper(self, opened: OpenPaper) -> None:
        self.paper, self.page = opened, 0
        self.canvas.show_picture(None)
        self._views.setCurrentWidget(self.words if opened.kind is PaperKind.TEXT else self.sheet)
        self.words.setPlainText(opened.text)
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
        self.go(self.page - 1)

    def page_after(self) -> None:
        """Go to the next page."""
        self.go(self.page + 1)

    def go(self, page: int, then: Callable[[], object] | None = None) -> None:
        """Go to a page, from 0.

        Args:
            page: one that the paper has not is not gone to.
            then: called once it is drawn; without it, the page is shown from its top.
        """
        if self.paper is None or not 0 <= page < self.paper.pages:
            return
        self.page = page
        self._say()
        self._draw(then or (lambda: self.sheet.verticalScrollBar().setValue(0)))

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
        if self._views.currentWidget() is self.words:
            font = self.words.font()
            font.setPointSizeF(self.font().pointSizeF() * zoom)
            self.words.setFont(font)
        self._say()
        self._draw()

    def _draw(self, then: Callable[[], object] = lambda: None) -> None:
        paper, page = self.paper, self.page
        self._drawing += 1
        ticket = self._drawing
        if paper is None or paper.kind not in {PaperKind.PDF, PaperKind.IMAGE}:
            return
        ratio = self.devicePixelRatioF()
        width = max(80, round(self.sheet.room * self._zoom * ratio))

        def show(picture: PagePicture) -> None:
            if ticket == self._drawing:
                self.canvas.show_picture(picture, ratio)
                self._search.mark()
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

    def _say(self) -> None:
        paper = self.paper
        pages = paper.pages if paper is not None and paper.kind is PaperKind.PDF else 0
        self._tools.say_page(self.page, pages)
        self._search.field.setEnabled(
            paper is not None and paper.kind in {PaperKind.PDF, PaperKind.TEXT}
        )
        self._tools.elsewhere.setEnabled(bool(self._papers))
