"""«In giấy khen» of one decision: from the order of the ceremony to the last blank, in four steps.

The dialog joins the steps and knows no printer itself. The pages are drawn once for all steps, and
again whenever layout, order or a signature changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.overrides import override
from desktop.views.printing.calibration_dialog import CalibrationDialog
from desktop.views.printing.options import PrintOptions
from desktop.views.printing.order_panel import OrderPanel
from desktop.views.printing.proof_panel import ProofPanel, told
from desktop.views.printing.run_panel import RunPanel
from desktop.views.printing.steps import StepLine
from desktop.views.printing.trial_panel import TrialPanel
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.certificate_pages import Look
    from desktop.services.certificate_proofs import Proof
    from desktop.services.certificates import CertificateReport
    from desktop.services.decision_rows import DecisionDetail
    from desktop.views.pages import Bench

ORDER, PROOF, TRIAL, BLANKS = range(4)
_SIZE = (1240, 700)
_KINDS = "Tệp PDF (*.pdf)"
_UNSIGNED = "Bản soát chưa được ký: xem bước 2"


class PrintingDialog(QDialog):
    """Prints the certificates of one decision; show it with ``open()``."""

    def __init__(self, bench: Bench, decision: DecisionDetail, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._bench, self._decision_id = bench, decision.id
        self._proof: Proof | None = None
        self._asked = 0
        self._tried = False
        self.setWindowTitle(f"In giấy khen theo Quyết định số {decision.number}")
        self.setObjectName("printing_dialog")
        self.resize(*_SIZE)
        self.options = PrintOptions(bench)
        self.steps = StepLine()
        self.order = OrderPanel(bench, decision.id)
        self.proof = ProofPanel(bench, decision.id)
        self.trial = TrialPanel(bench, self.options)
        self.run = RunPanel(bench, decision.id, self.options)
        self._progress = JobProgress()
        self._stack = QStackedWidget()
        for panel in (self.order, self.proof, self.trial, self.run):
            self._stack.addWidget(panel)
        self._lay_out()
        self._connect()
        self.options.start()
        self.order.start()
        self.run.start()
        self.show_step(ORDER)

    def _lay_out(self) -> None:
        heading = named(QLabel(self.windowTitle()), "printing_heading", role="heading")
        self._next = named(QPushButton("Bước sau"), "next_step", role="primary")
        self._next.setToolTip("Ctrl+Enter")
        close = named(QPushButton("Đóng"), "close")
        close.clicked.connect(self.close)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.steps)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self._progress, 1)
        foot.addStretch()
        foot.addWidget(self._next)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self.options)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.steps.chosen.connect(self.show_step)
        self._next.clicked.connect(lambda _on: self.show_step(self._stack.currentIndex() + 1))
        self.options.look_changed.connect(self.draw)
        self.options.calibrate_asked.connect(self._calibrate)
        self.order.reordered.connect(self.draw)
        self.proof.signed.connect(self.draw)
        self.trial.tried.connect(self._note_trial)
        self.trial.file_asked.connect(self._write)
        self.run.run_changed.connect(lambda: self._bench.changes.tell(["decisions"]))
        for keys, act in (("Ctrl+Return", self._next.click), ("Ctrl+P", self._do_step)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # -- steps --------------------------------------------------------------------------------

    def show_step(self, number: int) -> None:
        """Go to a step."""
        self._stack.setCurrentIndex(number)
        self.steps.show_step(number)
        self._next.setVisible(number < BLANKS)
        targets: dict[int, QWidget] = {ORDER: self.order.list, BLANKS: self.run.list}
        target = targets.get(number) or self._stack.currentWidget()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do_step(self) -> None:
        """Press what a step is for."""
        names = {PROOF: "sign_proof", TRIAL: "try_sheet", BLANKS: "start_run"}
        name = names.get(self._stack.currentIndex())
        button = self.findChild(QPushButton, name) if name else None
        if button is not None and button.isEnabled():
            button.click()

    def draw(self) -> None:
        """Draw every page anew and show how they stand."""
        look = self.options.look
        if not look.layout:
            return
        self._asked += 1
        ticket, proofs, decision_id = (
            self._asked,
            self._bench.desk.certificate_proofs,
            self._decision_id,
        )

        def show(proof: Proof) -> None:
            if ticket == self._asked:
                self._show_proof(look, proof)

        def refused(error: AppError) -> None:
            if ticket == self._asked:
                self._show_refusal(look, error)

        self._bench.runner.run(
            lambda _r: proofs.open(decision_id, look), on_done=show, on_refused=refused
        )

    def _show_proof(self, look: Look, proof: Proof) -> None:
        self._proof = proof
        self.proof.banner.clear()
        self.proof.show_proof(look, proof)
        self.trial.show_proof(proof)
        needs_signing = proof.pages[0].on_blank and not proof.state.is_signed
        self.run.show_why_not(_UNSIGNED if needs_signing else "")
        self._show_tones()

    def _show_refusal(self, look: Look, error: AppError) -> None:
        self._proof = None
        self.proof.show_refusal(look, error)
        self.trial.show_proof(None)
        self.run.show_why_not("Chưa có giấy khen nào in được: xem bước 2")
        self._show_tones()

    def _show_tones(self) -> None:
        proof = self._proof
        if proof is None:
            self.steps.show_tones({PROOF: Tone.DANGER}, {PROOF: "Chưa soát được"})
            return
        signed = proof.state.is_signed
        once_signed = proof.state.signed_at is not None
        proof_tone = Tone.SUCCESS if signed else Tone.WARNING if once_signed else Tone.NEUTRAL
        tones = {ORDER: Tone.SUCCESS if signed else Tone.NEUTRAL, PROOF: proof_tone}
        if self._tried:
            tones[TRIAL] = Tone.SUCCESS
        self.steps.show_tones(tones, {PROOF: told(proof.state)})

    def _note_trial(self) -> None:
        self._tried = True
        self._show_tones()

    # -- calibration, file, closing -------------------------------------------------------------

    def _calibrate(self) -> None:
        dialog = CalibrationDialog(
            self._bench,
            self.options.printer,
            self.options.tray,
            self.options.paper,
            self.options.calibration,
            self,
        )
        dialog.saved.connect(self.options.look_up_calibration)
        dialog.open()

    def _write(self) -> None:
        target = FilePicker.save_file(self, "Ghi giấy khen ra PDF", "giay-khen.pdf", _KINDS)
        if target is None:
            return
        if target.suffix.lower() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        self._write_to(target)

    def _write_to(self, target: Path) -> None:
        certificates, decision_id = self._bench.desk.certificates, self._decision_id
        look, found = self.options.look, self.options.calibration
        used = found.calibration if found is not None else None

        def work(report: Report) -> CertificateReport:
            return certificates.write_pdf(
                decision_id,
                target,
                look.layout,
                overlay=look.overlay,
                calibration=used,
                report=report,
            )

        def done(written: CertificateReport) -> None:
            self._progress.finish()
            text = f"Đã ghi {written.pages} giấy khen vào {target.name}."
            self.trial.banner.show_message(Tone.SUCCESS, text)

        def refused(error: AppError) -> None:
            self._progress.finish()
            self.trial.banner.show_refusal(error)

        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=self._progress.finish,
        )
        self._progress.watch(job, "Vẽ giấy khen")

    @override
    def reject(self) -> None:
        # Esc stops a run first; only then does it close.
        if self.run.driver.is_running:
            self.run.driver.stop()
            return
        super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        running = self.run.driver.is_running
        if running and not ConfirmDialog.ask(
            self,
            "Đang in giấy khen",
            "Đóng cửa sổ này thì lượt in dừng sau tờ đang in; những tờ chưa gửi vẫn là «chưa in».",
            yes="Dừng và đóng",
            dangerous=False,
        ):
            event.ignore()
            return
        self.run.driver.stop()
        event.accept()
