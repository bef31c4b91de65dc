"""The letter of a gathered dossier: what is typed of it, its number, and what it cites."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.views.consolidation.letter_dialog import LetterDialog
from desktop.views.dossiers.letter_numbering import LetterNumbering
from desktop.views.legal.bases_dialog import BasesDialog
from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.bases import BasisChoice
    from desktop.services.dossiers import DossierDraft
    from desktop.services.records import SaveReport
    from desktop.views.pages import Bench
    from desktop.views.widgets.reading_page import ReadingPage


class LetterAsking:
    """Asks, and keeps what was answered.

    Args:
        page: whose banner and progress are used.
        bench: services.
        told: says what was kept.
    """

    def __init__(self, page: ReadingPage, bench: Bench, told: Callable[[str], object]) -> None:
        self._page, self._bench, self._told = page, bench, told
        self._numbering = LetterNumbering(
            page,
            bench,
            told,
            lambda text: page.banner.show_message(Tone.DANGER, text),
            page.banner.show_refusal,
        )

    def ask_words(self, dossier_id: UUID) -> None:
        """Ask title, number, day and signatory."""
        dossiers = self._bench.desk.dossiers

        def ask(draft: DossierDraft) -> None:
            typed = LetterDialog.ask(self._page, draft)
            if typed is not None and typed != draft:
                self._page.run(lambda: dossiers.save_draft(typed), self._saved)

        self._page.run(lambda: dossiers.open_draft(dossier_id), ask)

    def _saved(self, report: SaveReport) -> None:
        if report.saved:
            self._told("Đã lưu tờ trình.")
            return
        text = " ".join(dict.fromkeys(problem_sentence(p) for p in report.problems))
        self._page.banner.show_message(Tone.DANGER, text)

    def ask_number(self, dossier_id: UUID) -> None:
        """Ask which number of the register it takes."""
        self._numbering.ask(dossier_id)

    def ask_bases(self, dossier_id: UUID) -> None:
        """Ask what the letter cites."""
        bases = self._bench.desk.bases

        def ask(choice: BasisChoice) -> None:
            lines = BasesDialog.ask(self._page, choice)
            if lines is None or lines == choice.chosen:
                return
            count = len(lines)
            text = f"Tờ trình ghi {count} căn cứ đã chọn." if count else "Căn cứ lấy tự động."
            self._page.run(
                lambda: bases.choose(dossier_id, lines, choice.chosen),
                lambda _none: self._told(text),
            )

        self._page.run(lambda: bases.of_dossier(dossier_id), ask)
