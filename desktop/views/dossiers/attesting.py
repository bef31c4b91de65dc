"""Speaking for many nominations at once: which conditions wait, the question, the words written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.vietnamese.numbers import thousands
from desktop.views.dossiers.attest_dialog import AttestChoice, AttestDialog
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.attestations import AttestReport
    from desktop.services.standings import ToAttest
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner


class Attesting(QObject):
    """Asks and writes; what became of it is said in the banner.

    Signals:
        attested: words were written.
    """

    attested = Signal()

    def __init__(self, bench: Bench, parent: QWidget, banner: Banner) -> None:
        super().__init__(parent)
        self._bench, self._parent, self._banner = bench, parent, banner

    def ask(self, dossier_id: UUID) -> None:
        """Offer the conditions of a dossier that wait for a word."""

        def choose(waiting: tuple[ToAttest, ...]) -> None:
            if not waiting:
                text = "Không còn điều kiện nào chờ xác nhận trong hồ sơ này."
                self._banner.show_message(Tone.INFO, text)
            elif (choice := AttestDialog.ask(self._parent, waiting)) is not None:
                self._write(choice)

        self._bench.runner.run(
            lambda _r: self._bench.desk.standings.to_attest(dossier_id),
            on_done=choose,
            on_refused=self._banner.show_refusal,
        )

    def _write(self, choice: AttestChoice) -> None:
        def done(report: AttestReport) -> None:
            text = (
                f"Đã xác nhận {thousands(report.written)} điều kiện "
                f"của {thousands(report.nominations)} đề nghị."
            )
            if kept := report.already + report.contrary:
                text += f" {thousands(kept)} điều kiện đã có lời xác nhận nên giữ nguyên."
            self._banner.show_message(Tone.SUCCESS, text)
            self.attested.emit()

        self._bench.runner.run(
            lambda _r: self._bench.desk.attestations.attest_many(
                choice.asked, holds=True, note=choice.note
            ),
            on_done=done,
            on_refused=self._banner.show_refusal,
        )
