"""The letter and the list of a gathered dossier, drawn to be read before they are signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.services.papers import PaperFormat

if TYPE_CHECKING:
    from desktop.views.pages import Bench
    from desktop.views.widgets.reading_page import ReadingPage

_Draw = Callable[[UUID, PaperFormat], bytes]


class PaperCopies:
    """Draws papers and opens them in the system's own program.

    Args:
        bench: services.
        page: whose banner tells a refusal.
    """

    def __init__(self, bench: Bench, page: ReadingPage) -> None:
        self._papers, self._page = bench.desk.papers, page
        # Papers looked at are plain files; they go when the window does.
        self._folder = QTemporaryDir()

    def show_letter(self, dossier_id: UUID) -> None:
        """Draw and open the letter."""
        self._show(dossier_id, "to-trinh", self._papers.letter)

    def show_list(self, dossier_id: UUID) -> None:
        """Draw and open the list."""
        self._show(dossier_id, "danh-sach", self._papers.nomination_list)

    def _show(
        self, dossier_id: UUID, name: str, draw: Callable[[UUID, PaperFormat], bytes]
    ) -> None:
        form = PaperFormat.PDF
        target = Path(self._folder.filePath(f"{dossier_id}-{name}.{form.value}"))

        def work() -> Path:
            target.write_bytes(draw(dossier_id, form))
            return target

        self._page.run(work, self.open_file)

    def open_file(self, path: Path) -> None:
        """Open a file in the system's own program for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
