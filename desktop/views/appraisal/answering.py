"""What is done with a dossier as a whole: finished, sent back, refused, handed over, printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.terms import Verdict
from desktop.services.papers import PaperFormat
from desktop.views.answer_copies import answer_of
from desktop.views.appraisal.return_dialog import ReturnDialog
from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker, ReasonDialog

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.appraisal import AppraisalReport, ReturnPoint
    from desktop.views.appraisal.dossier_view import DossierView
    from desktop.views.appraisal.judging import Judging
    from desktop.views.appraisal.page import AppraisalPage
    from desktop.views.pages import Bench

_GOES_NO_FURTHER = {Verdict.DOES_NOT, Verdict.HOLD}
_FAULTY = (
    "{count} giấy tờ đã ghi «Không đạt», như: {first}. Kết thúc bây giờ thì nơi gửi không được "
    "yêu cầu bổ sung; muốn bổ sung, bấm «Thôi» rồi «Trả lại…»."
)
_REFUSE = "Từ chối là dứt khoát: hồ sơ khép lại và nơi gửi nhận được lý do, kèm điều khoản."


class Answering:
    """Ends the appraisal of the page's dossier one way or another.

    Args:
        page: whose banner and progress are used.
        view: the open dossier.
        judging: says what keeps an appraisal open.
        bench: services and runner.
    """

    def __init__(
        self, page: AppraisalPage, view: DossierView, judging: Judging, bench: Bench
    ) -> None:
        self._page, self._view, self._judging, self._bench = page, view, judging, bench

    def finish(self) -> None:
        """Close the appraisal, once confirmed where what goes on has a paper not in order."""
        dossier_id, items = self._page.dossier_id(), self._bench.desk.appraisal_items
        self._page.run(
            lambda: items.points(dossier_id), lambda found: self._weigh(dossier_id, found)
        )

    def _weigh(self, dossier_id: UUID, found: Sequence[ReturnPoint]) -> None:
        assert self._view.opened is not None
        nominations = self._view.opened.detail.nominations
        fallen = {n.id for n in nominations if n.verdict in _GOES_NO_FURTHER}
        faulty = [point.text for point in found if point.nomination_id not in fallen]
        if not faulty or ConfirmDialog.ask(
            self._page,
            "Còn giấy tờ không đạt",
            _FAULTY.format(count=len(faulty), first=faulty[0].rstrip(".")),
            yes="Vẫn kết thúc",
        ):
            self._finish(dossier_id)

    def _finish(self, dossier_id: UUID) -> None:
        appraisal = self._bench.desk.appraisal

        def done(report: AppraisalReport) -> None:
            if self._judging.complained(report.problems):
                return
            text = "Đã kết thúc thẩm định. Việc tiếp theo: «Quyết định…»."
            self._page.banner.show_message(
                Tone.SUCCESS, text, [("Hồ sơ chờ tiếp theo (F8)", self._page.open_next)]
            )
            self._page.something_done()

        self._page.run(lambda: appraisal.finish(dossier_id), done)

    def send_back(self) -> None:
        """Ask for the points, those collected while judging offered, and return the dossier."""
        dossier_id, desk = self._page.dossier_id(), self._bench.desk
        self._page.run(
            lambda: desk.appraisal_items.points(dossier_id),
            lambda points: self._ask_points(dossier_id, points),
        )

    def _ask_points(self, dossier_id: UUID, points: Sequence[ReturnPoint]) -> None:
        assert self._view.opened is not None
        listed = [(n.id, f"{n.position}. {n.name}") for n in self._view.opened.detail.nominations]
        desk = self._bench.desk
        asked = ReturnDialog.ask(self._page, listed, desk.store.today(), points)
        if asked is None:
            return
        self._page.run_shown(
            lambda _report: desk.appraisal.return_for_correction(
                dossier_id, asked.points, asked.deadline
            ),
            "Trả lại hồ sơ",
            lambda _package: self._answered("Đã trả lại hồ sơ.", dossier_id, "return"),
            self._page.something_done,
        )

    def refuse(self) -> None:
        """Ask why, and refuse the dossier for good."""
        dossier_id, appraisal = self._page.dossier_id(), self._bench.desk.appraisal
        reason = ReasonDialog.ask(
            self._page, "Từ chối hồ sơ", _REFUSE, yes="Từ chối hồ sơ", dangerous=True
        )
        if reason is None:
            return
        self._page.run_shown(
            lambda _report: appraisal.refuse(dossier_id, reason),
            "Từ chối hồ sơ",
            lambda _package: self._answered("Đã từ chối hồ sơ.", dossier_id, "return"),
            self._page.something_done,
        )

    def _answered(self, text: str, dossier_id: UUID, kind: str) -> None:
        copy = partial(self.hand_over, dossier_id, kind)
        self._page.banner.show_message(Tone.SUCCESS, text, [("Chép gói trả lời ra USB…", copy)])

    def hand_over_decision(self, dossier_id: UUID) -> None:
        """Copy the package of the dossier's decision to a stick or folder."""
        self.hand_over(dossier_id, "decision")

    def hand_over(self, dossier_id: UUID, kind: str) -> None:
        """Copy the latest answer of a kind to a stick or folder."""
        folder = FilePicker.folder(self._page, "Chép gói trả lời ra USB hoặc thư mục")
        if folder is None:
            return
        desk = self._bench.desk

        def work(report: Report) -> Path | None:
            package = answer_of(desk, dossier_id, kind)
            return desk.outbox.copy_to(package, folder, report) if package else None

        def done(file: Path | None) -> None:
            if file is not None:
                self._page.banner.show_message(Tone.SUCCESS, f"Đã chép {file.name}.")

        self._page.run_shown(work, "Chép gói trả lời", done)

    def make_papers(self) -> None:
        """Write the dossier's papers into a folder."""
        folder = FilePicker.folder(self._page, "Lập giấy tờ của hồ sơ vào thư mục")
        if folder is None:
            return
        papers, dossier_id = self._bench.desk.papers, self._page.dossier_id()
        self._page.run_shown(
            lambda report: papers.save_dossier(dossier_id, folder, report, tuple(PaperFormat)),
            "Lập giấy tờ",
            lambda files: self._written(files, folder),
        )

    def make_sheet(self) -> None:
        """Write the process sheet of the dossier into a folder."""
        if self._view.opened is None:
            return
        folder = FilePicker.folder(self._page, "Lập phiếu thẩm định vào thư mục")
        if folder is None:
            return
        sheets, dossier_id = self._bench.desk.process_sheets, self._page.dossier_id()
        self._page.run_shown(
            lambda report: sheets.save(dossier_id, folder, problem_sentence, report),
            "Lập phiếu thẩm định",
            lambda files: self._written(files, folder),
        )

    def _written(self, files: Sequence[Path], folder: Path) -> None:
        text = f"Đã lập {len(files)} tệp giấy tờ (PDF và Word) vào {folder}."
        self._page.banner.show_message(Tone.SUCCESS, text)
