"""Finding words in the paper that is open: marked on its pages, selected in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit

from desktop.services.paper_reading import OpenPaper, PaperKind
from desktop.vietnamese.text import fold
from desktop.views.theme import Tone
from desktop.views.widgets.named import named
from desktop.views.widgets.paper_page import Box

if TYPE_CHECKING:
    from desktop.services.paper_pages import Hit
    from desktop.views.pages import Bench
    from desktop.views.widgets.paper_reader import PaperReader

_NOT_FOUND = "Không thấy chữ này trong giấy tờ."


class PaperSearch:
    """The field words are typed in, and the places where they were found.

    Args:
        reader: whose paper is searched, and where the places are shown.
        bench: services and runner.
    """

    def __init__(self, reader: PaperReader, bench: Bench) -> None:
        self._reader, self._bench = reader, bench
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self.field = named(QLineEdit(), "find_text", says="Tìm trong giấy tờ")
        self.field.setPlaceholderText("Tìm trong giấy tờ")
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self.find_next)
        self.field.textChanged.connect(self.forget)

    def find_next(self) -> None:
        """Go to the next place where the text stands, from the first one again after the last."""
        wanted, paper = self.field.text(), self._reader.paper
        if paper is None or not wanted.strip():
            return
        if paper.kind is PaperKind.TEXT:
            self._find_in_text(wanted)
        elif self._hits:
            self._look_at((self._hit + 1) % len(self._hits))
        else:
            service = self._bench.desk.paper_reading
            self._bench.runner.run(
                lambda _report: service.find(paper, wanted),
                on_done=lambda hits: self._found(paper, hits),
                on_refused=self._reader.banner.show_refusal,
                queue="other",
            )

    def _found(self, paper: OpenPaper, hits: tuple[Hit, ...]) -> None:
        if paper is not self._reader.paper:
            return
        if not hits:
            self._reader.banner.show_message(Tone.INFO, _NOT_FOUND)
            return
        self._hits = hits
        after = next((n for n, hit in enumerate(hits) if hit.page >= self._reader.page), 0)
        self._look_at(after)

    def _look_at(self, number: int) -> None:
        self._hit = number
        hit, reader = self._hits[number], self._reader
        reader.banner.show_message(Tone.INFO, f"Chỗ {number + 1}/{len(self._hits)} (F3: chỗ tiếp)")

        def scroll() -> None:
            if hit.boxes:
                reader.sheet.ensureVisible(0, reader.canvas.top_of(hit.boxes[0]), 0, 80)

        if hit.page == reader.page:
            self.mark()
            scroll()
        else:
            reader.go(hit.page, scroll)

    def mark(self) -> None:
        """Mark the places on the page in sight."""
        boxes: list[Box] = []
        now = -1
        for number, hit in enumerate(self._hits):
            if hit.page == self._reader.page:
                if number == self._hit:
                    now = len(boxes)
                boxes += hit.boxes
        self._reader.canvas.mark(boxes, now)

    def forget(self) -> None:
        """Forget the places, of another paper or other words."""
        self._hits, self._hit = (), -1
        self._reader.canvas.mark(())

    def _find_in_text(self, wanted: str) -> None:
        shown = self._reader.words
        text = shown.toPlainText()
        # Letter for letter, so that a place in the folded text is a place in the text.
        folded = "".join((fold(letter) or letter)[:1] for letter in text)
        cursor = shown.textCursor()
        at = folded.find(fold(wanted), cursor.selectionEnd())
        at = at if at >= 0 else folded.find(fold(wanted))
        if at < 0:
            self._reader.banner.show_message(Tone.INFO, _NOT_FOUND)
            return
        self._reader.banner.clear()
        cursor.setPosition(at)
        cursor.setPosition(at + len(wanted), QTextCursor.MoveMode.KeepAnchor)
        shown.setTextCursor(cursor)
