"""From a key to a verdict kept: reasons, other officers' verdicts, many at once, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from desktop.errors import AppError, StaleRecord
from desktop.law.terms import Verdict
from desktop.views.appraisal.bulk_dialog import BulkAnswer, BulkDialog
from desktop.views.appraisal.reason_dialog import PickReasonDialog
from desktop.views.appraisal.reasons import ASKS, PAPER_REASONS, VERDICT_REASONS
from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from desktop.law.problems import Problem
    from desktop.services.appraisal_bulk import VerdictAct
    from desktop.services.appraisal_items import ItemRow
    from desktop.services.appraisal_verdicts import Judged
    from desktop.services.prior_awards import PriorAwards
    from desktop.views.appraisal.dossier_view import DossierView
    from desktop.views.appraisal.page import AppraisalPage
    from desktop.views.pages import Bench

_ALL = "Mọi đề nghị chưa có ý kiến sẽ được ghi «Đủ điều kiện». Vẫn sửa được từng người sau."
_WHY_ITEM = "Vì sao giấy tờ này không đạt? Lý do sẽ thành điểm cần bổ sung khi trả hồ sơ."
# Other pages hear of a run of verdicts once, not after every key.
_QUIET_MS = 600


class Judging(QObject):
    """Writes the verdicts of one page.

    Args:
        page: whose banner is used, and which is told of changes.
        view: the open dossier.
        bench: services and runner.
    """

    def __init__(self, page: AppraisalPage, view: DossierView, bench: Bench) -> None:
        super().__init__(page)
        self._page, self._view, self._bench = page, view, bench
        self._desk = bench.desk
        self._last: dict[Verdict, str] = {}
        self._last_item = ""
        self._on_way: set[UUID] = set()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(lambda: page.tell_others("home", "dossiers"))
        view.verdict_given.connect(self.give)
        view.nomination_shown.connect(self.read_items)
        card = view.card
        card.items.judged.connect(self.judge_item)
        card.notes.written.connect(self.write_note)
        card.notes.removed.connect(self.remove_note)
        card.more_prior_asked.connect(self.read_prior)

    # -- one verdict ------------------------------------------------------------------------

    def give(self, nomination_id: UUID, verdict: Verdict | None) -> None:
        """Ask why where that is needed, write the verdict, and go on to the next."""
        nomination = self._view.nomination(nomination_id)
        if nomination is None or nomination_id in self._on_way:
            return
        if verdict is None or verdict not in ASKS:
            self._set(nomination_id, verdict, "", nomination.version)
            return
        title, text = ASKS[verdict]
        reason = PickReasonDialog.ask(
            self._page, title, text, VERDICT_REASONS[verdict], self._last.get(verdict, "")
        )
        if reason is not None:
            self._last[verdict] = reason
            self._set(nomination_id, verdict, reason, nomination.version)

    def _set(self, nomination_id: UUID, verdict: Verdict | None, reason: str, version: int) -> None:
        self._on_way.add(nomination_id)
        if verdict is not None:
            # At once: whoever presses keys quickly means the next one with the next key.
            self._view.select_next(nomination_id)

        def done(problems: Sequence[Problem]) -> None:
            self._on_way.discard(nomination_id)
            if not self.complained(problems):
                self._saved()

        def refused(error: AppError) -> None:
            self._on_way.discard(nomination_id)
            self._view.panel.view.select(nomination_id)
            if isinstance(error, StaleRecord):
                self._offer_both(error, nomination_id, verdict, reason)
            else:
                self._page.banner.show_refusal(error)

        self._bench.runner.run(
            lambda _report: self._desk.appraisal.set_verdict(
                nomination_id, verdict, reason, version
            ),
            on_done=done,
            on_refused=refused,
        )

    def _saved(self) -> None:
        self._page.reload_dossier()
        self._quiet.start()

    def _offer_both(
        self, error: AppError, nomination_id: UUID, verdict: Verdict | None, reason: str
    ) -> None:
        """Show the verdict that stands beside the one refused, and let the officer choose."""
        if error.code is StaleRecord.Code.JUDGED:
            self._page.banner.clear()  # both verdicts say it better, and in less room
        else:
            self._page.banner.show_refusal(error)

        def show(theirs: Judged) -> None:
            if not self._view.card.is_showing(nomination_id):
                self._view.panel.view.select(nomination_id)
            self._view.card.meanwhile.show_both(
                theirs,
                verdict,
                reason,
                lambda: self._set(nomination_id, verdict, reason, theirs.version),
                self._page.banner.clear,
            )

        self._page.run(lambda: self._desk.verdicts.now(nomination_id), show)
        self._page.reload_dossier()

    def complained(self, problems: Sequence[Problem]) -> bool:
        """Say what kept verdicts from being written; return whether anything did."""
        if problems:
            text = " ".join(dict.fromkeys(problem_sentence(p) for p in problems))
            self._page.banner.show_message(Tone.DANGER, text)
        return bool(problems)

    # -- many -------------------------------------------------------------------------------

    def all_meet(self) -> None:
        """Let every nomination without a verdict meet the conditions, once confirmed."""
        dossier_id = self._page.dossier_id()
        if not ConfirmDialog.ask(
            self._page, "Tất cả đủ điều kiện", _ALL, yes="Ghi đủ điều kiện", dangerous=False
        ):
            return
        self._page.run(
            lambda: self._desk.appraisal.set_all(dossier_id, Verdict.MEETS), self._many_done
        )

    def many(self) -> None:
        """Give the nominations selected, or all that the list shows, one verdict."""
        dossier_id = self._page.dossier_id()
        chosen = self._view.panel.selected_ids()
        if len(chosen) < 2:
            chosen = [line.id for line in self._view.panel.model.shown_rows()]
        if not chosen:
            return
        answer = BulkDialog.ask(self._page, self._bench, dossier_id, chosen, self._last)
        if answer is not None:
            self._write_many(dossier_id, answer)

    def _write_many(self, dossier_id: UUID, answer: BulkAnswer) -> None:
        self._last[answer.verdict] = answer.reason
        self._page.run(
            lambda: self._desk.verdicts.set_many(
                dossier_id,
                answer.versions,
                answer.verdict,
                answer.reason,
                over_others=answer.over_others,
            ),
            self._many_done,
        )

    def _many_done(self, problems: Sequence[Problem]) -> None:
        if self.complained(problems):
            return
        self._saved()
        dossier_id = self._page.dossier_id()

        def offer(act: VerdictAct | None) -> None:
            if act is not None:
                text = f"Đã ghi {act.label}."
                back = f"Lấy lại {act.label} (Ctrl+Z)"
                self._page.banner.show_message(
                    Tone.SUCCESS, text, [(back, lambda: self._undo(dossier_id, act))]
                )

        self._page.run(lambda: self._desk.verdicts.last_act(dossier_id), offer)

    # -- taking back ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the officer's last act on the open dossier back, and name it."""
        if self._view.opened is None or self._view.why_no_verdict():
            return
        dossier_id = self._page.dossier_id()

        def found(act: VerdictAct | None) -> None:
            if act is None:
                text = "Không còn ý kiến nào của bạn ở hồ sơ này để lấy lại."
                self._page.banner.show_message(Tone.INFO, text)
            else:
                self._undo(dossier_id, act)

        self._page.run(lambda: self._desk.verdicts.last_act(dossier_id), found)

    def _undo(self, dossier_id: UUID, act: VerdictAct) -> None:
        def done(undone: VerdictAct) -> None:
            self._page.banner.show_message(Tone.INFO, f"Đã lấy lại: {undone.label}.")
            self._saved()

        self._page.run(lambda: self._desk.verdicts.undo(dossier_id, act.event_id), done)

    # -- papers, notes, history -------------------------------------------------------------

    def read_items(self, nomination_id: UUID) -> None:
        """Read the papers asked of the nomination that came in sight."""

        def show(rows: Sequence[ItemRow]) -> None:
            if self._view.card.is_showing(nomination_id):
                self._view.card.items.show_items(rows, self._view.why_no_verdict())

        self._page.run(lambda: self._desk.appraisal_items.of_nomination(nomination_id), show)

    def judge_item(self, row: ItemRow, is_in_order: bool | None) -> None:
        """Say whether a paper is in order, asking why where it is not, and go on to the next."""
        reason = ""
        if is_in_order is False:
            text = f"{row.label}. {_WHY_ITEM}"
            asked = PickReasonDialog.ask(
                self._page, "Giấy tờ không đạt", text, PAPER_REASONS, self._last_item
            )
            if asked is None:
                return
            reason = self._last_item = asked
        dossier_id = self._page.dossier_id()
        shown = self._view.card.nomination
        assert shown is not None  # the list of papers is its

        def done(problems: Sequence[Problem]) -> None:
            if not self.complained(problems):
                self._view.card.items.go_on()
                self.read_items(shown.id)

        self._page.run(
            lambda: self._desk.appraisal_items.set_item(
                dossier_id, row.nomination_id, row.code, is_in_order, reason
            ),
            done,
        )

    def write_note(self, text: str, whole: bool, place: str) -> None:
        """Keep a note on the nomination in sight, or on the dossier as a whole."""
        dossier_id, nomination = self._page.dossier_id(), self._view.card.nomination
        about = None if whole or nomination is None else nomination.id

        def done(problems: Sequence[Problem]) -> None:
            if not self.complained(problems):
                self._view.card.notes.written_down(place, text)
                self._page.reload_dossier()

        self._page.run(lambda: self._desk.handler_notes.write(dossier_id, text, about), done)

    def remove_note(self, note_id: UUID) -> None:
        """Put a note away."""
        self._page.run(
            lambda: self._desk.handler_notes.remove(note_id),
            lambda _none: self._page.reload_dossier(),
        )

    def read_prior(self, nomination_id: UUID) -> None:
        """Read the awards of namesakes too."""

        def show(prior: PriorAwards) -> None:
            if self._view.card.is_showing(nomination_id):
                self._view.card.show_prior(prior)

        self._page.run(lambda: self._desk.appraisal.prior(nomination_id), show)
