"""«Giấy tờ» of a decision: the ceremony, and decision, notice and invitations to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.services.ceremonies import CeremonyDraft
from desktop.services.records import SaveReport
from desktop.vietnamese.dates import short_date
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.format_box import format_box, formats_of
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button, allow
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.jobs.runner import Report
    from desktop.law.problems import Problem
    from desktop.services.decision_rows import DecisionDetail
    from desktop.views.pages import Bench

_RECEIVED = "Quyết định này do cơ quan khác ban hành; giấy tờ lập ở đó"
_UNSETTLED = "chưa ghi"
_ABOUT = (
    "Lập quyết định kèm danh sách, giấy báo kết quả cho nơi trình, và giấy mời khi đã ghi lễ trao "
    "tặng: một bản có danh sách, và mỗi người một bản trong cùng một tệp để in. Chỗ chưa ghi được "
    "tô vàng trên giấy."
)
_FORM_HEIGHT = 230


class PapersPanel(QWidget):
    """The ceremony and the papers of one decision.

    Signals:
        changed: the ceremony was saved.
    """

    changed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("decision_papers")
        self._decision: DecisionDetail | None = None
        self._asked = 0
        self.banner = Banner()
        self._progress = JobProgress()
        self._facts = Facts("ceremony_facts", columns=1)
        self.format = format_box()
        self._ceremony = action_button(
            "Ghi lễ trao tặng, giấy mời…", "set_ceremony", "calendar", self._ask_ceremony
        )
        self._make = action_button(
            "Lập giấy tờ…", "make_papers", "export", self._make_papers, role="primary"
        )
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for widget in (self._ceremony, self.format, self._make):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        about = named(QLabel(_ABOUT), "papers_about", role="muted")
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._progress)
        layout.addWidget(self._facts)
        layout.addLayout(buttons)
        layout.addWidget(about)
        layout.addStretch(1)

    def show_decision(self, decision: DecisionDetail) -> None:
        """Show the papers of a decision."""
        if self._decision is None or decision.id != self._decision.id:
            self.banner.clear()
        self._decision = decision
        why_not = "" if decision.made_here else _RECEIVED
        for button in (self._ceremony, self._make):
            allow(button, why_not)
        self.format.setEnabled(not why_not)
        self._read()

    def _read(self) -> None:
        decision, ceremonies = self._decision, self._bench.desk.ceremonies
        assert decision is not None
        self._asked += 1
        ticket = self._asked

        def show(draft: CeremonyDraft) -> None:
            if ticket == self._asked:
                self._facts.show_facts(_facts(draft) if decision.made_here else ())

        self._bench.runner.run(
            lambda _report: ceremonies.open(decision.id),
            on_done=show,
            on_refused=self.banner.show_refusal,
        )

    def _ask_ceremony(self) -> None:
        decision, ceremonies = self._decision, self._bench.desk.ceremonies
        assert decision is not None
        self._bench.runner.run(
            lambda _report: ceremonies.open(decision.id),
            on_done=self._ask,
            on_refused=self.banner.show_refusal,
        )

    def _ask(self, draft: CeremonyDraft, problems: Sequence[Problem] = ()) -> None:
        typed = CeremonyDialog.ask(self, draft, problems)
        if typed is None:
            return
        ceremonies = self._bench.desk.ceremonies

        def done(report: SaveReport) -> None:
            if not report.saved:
                self._ask(typed, report.problems)
                return
            self.banner.show_message(Tone.SUCCESS, "Đã ghi lễ trao tặng.")
            self.changed.emit()
            self._read()

        self._bench.runner.run(
            lambda _report: ceremonies.save(typed),
            on_done=done,
            on_refused=self.banner.show_refusal,
        )

    def _make_papers(self) -> None:
        decision = self._decision
        folder = FilePicker.folder(self, "Lập giấy tờ của quyết định vào thư mục")
        if decision is None or folder is None:
            return
        formats, papers = formats_of(self.format), self._bench.desk.papers

        def work(report: Report) -> list[Path]:
            return papers.save_decision(decision.id, folder, report, formats)

        def done(files: list[Path]) -> None:
            self._progress.finish()
            text = f"Đã lập {len(files)} tệp giấy tờ vào {folder}."
            self.banner.show_message(Tone.SUCCESS, text, [("Mở thư mục", lambda: _open(folder))])

        def refused(error: AppError) -> None:
            self._progress.finish()
            self.banner.show_refusal(error)

        self.banner.clear()
        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=self._progress.finish,
        )
        self._progress.watch(job, "Lập giấy tờ")


class CeremonyDialog(FormDialog):
    """Asks when and where a decision is handed over."""

    def __init__(
        self, parent: QWidget | None, draft: CeremonyDraft, problems: Sequence[Problem]
    ) -> None:
        text = "Có thể để trống chỗ chưa định; giấy mời sẽ tô vàng chỗ đó."
        super().__init__(parent, "Lễ trao tặng, giấy mời", text, "Ghi")
        self.form = RecordForm(CeremonyDraft)
        self.form.setMinimumHeight(_FORM_HEIGHT)
        self.form.load(draft)
        self.form.show_problems(problems)
        self.body.addWidget(self.form)

    def accept(self) -> None:
        """Close, unless a day cannot be read."""
        if not self.form.unreadable():
            super().accept()

    @classmethod
    def ask(
        cls, parent: QWidget | None, draft: CeremonyDraft, problems: Sequence[Problem] = ()
    ) -> CeremonyDraft | None:
        """Ask and return what was typed; None when the user thought better of it."""
        dialog = cls(parent, draft, problems)
        if dialog.exec() != FormDialog.DialogCode.Accepted:
            return None
        return dialog.form.draft()


def _facts(draft: CeremonyDraft) -> tuple[tuple[str, str], ...]:
    when = short_date(draft.ceremony_on) if draft.ceremony_on else ""
    return (
        ("Lễ trao tặng", ", ".join(filter(None, (draft.ceremony_at, when))) or _UNSETTLED),
        ("Địa điểm", draft.ceremony_place or _UNSETTLED),
        ("Số giấy mời", draft.invitation_number or _UNSETTLED),
    )


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
