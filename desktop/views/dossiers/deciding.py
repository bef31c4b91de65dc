"""Deciding a ready dossier at this office; asked for by the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError
from desktop.views.dossiers.decide_dialog import DecideDialog
from desktop.views.dossiers.sending import open_folder
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.decisions import DecisionDraft, DecisionReport
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner


class Deciding(QObject):
    """Joins the decision's dialog and its service.

    Signals:
        decided: the dossier's id.
    """

    decided = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget, banner: Banner) -> None:
        super().__init__(parent)
        self._bench, self._parent, self._banner = bench, parent, banner

    def ask(self, opened: OpenDossier) -> None:
        """Open the dialog for a ready dossier whose awards are all in this office's power."""

        def show(draft: DecisionDraft) -> None:
            dialog = DecideDialog(self._parent, opened, draft)
            dialog.decide_asked.connect(
                lambda made, refused: self._decide(dialog, opened, made, refused)
            )
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._bench.runner.run(
            lambda _r: self._bench.desk.decisions.new_draft(opened.id),
            on_done=show,
            on_refused=self._banner.show_refusal,
        )

    def _decide(
        self,
        dialog: DecideDialog,
        opened: OpenDossier,
        draft: DecisionDraft,
        refused: Mapping[UUID, str],
    ) -> None:
        def done(report: DecisionReport) -> None:
            if report.decision_id is None:
                dialog.show_problems(report.problems)
                return
            dialog.accept()
            self._tell(report)
            self.decided.emit(opened.id)

        def failed(error: AppError) -> None:
            dialog.show_refusal(error)
            # The decision may stand although its paper could not be drawn.
            self.decided.emit(opened.id)

        self._bench.runner.run(
            lambda _r: self._bench.desk.decisions.decide_here(opened.id, draft, refused),
            on_done=done,
            on_refused=failed,
        )

    def _tell(self, report: DecisionReport) -> None:
        text = f"Đã ban hành quyết định số {report.number}: {report.awards} khen thưởng."
        folder = report.papers[0].parent if report.papers else None
        actions = [("Mở thư mục văn bản", lambda: open_folder(folder))] if folder else []
        self._banner.show_message(Tone.SUCCESS, text, actions)
