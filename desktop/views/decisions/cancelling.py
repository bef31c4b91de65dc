"""From awards chosen in a decision to the decision that takes them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.problems import Severity
from desktop.vietnamese.numbers import thousands
from desktop.views.decisions.cancel_dialog import CancelDialog, CancelOffer
from desktop.views.decisions.offering import numbered
from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.cancellations import CancelDraft, CancelReport
    from desktop.services.decision_rows import DecidedAward
    from desktop.views.decisions.page import DecisionsPage
    from desktop.views.pages import Bench


class Cancelling:
    """Takes awards of one decision back.

    Args:
        page: whose banner and progress are used.
        bench: services and runner.
        done: told of the decision made; None where only its papers failed.
        hand_over: copies all packages of a decision to a stick.
    """

    def __init__(
        self,
        page: DecisionsPage,
        bench: Bench,
        done: Callable[[UUID | None], object],
        hand_over: Callable[[UUID], object],
    ) -> None:
        self._page, self._bench = page, bench
        self._done, self._hand_over = done, hand_over

    def begin(self, awards: Sequence[DecidedAward], decision_id: UUID) -> None:
        """Ask number, day, reason and ground, with the next free number offered."""
        self._page.run(
            lambda: self._offer(awards, decision_id), lambda offer: self._ask(awards, offer)
        )

    def _offer(self, awards: Sequence[DecidedAward], decision_id: UUID) -> CancelOffer:
        desk, chosen = self._bench.desk, {award.id for award in awards}
        draft = numbered(desk, desk.cancellations.new_draft())
        assert draft.decided_on is not None  # a new draft is dated today
        lines = desk.bonuses.of_decision(decision_id).lines
        return CancelOffer(
            draft,
            tuple(award.name for award in awards),
            sum(line.amount or 0 for line in lines if line.id in chosen),
            tuple(desk.cancellations.traced_grounds(draft.decided_on)),
        )

    def _ask(self, awards: Sequence[DecidedAward], offer: CancelOffer) -> None:
        draft = CancelDialog.ask(self._page, offer)
        if draft is None:
            return
        ids, cancellations = [award.id for award in awards], self._bench.desk.cancellations
        self._page.run_shown(
            lambda _report: cancellations.cancel(ids, draft),
            "Hủy bỏ khen thưởng",
            lambda report: self._cancelled(awards, offer, draft, report),
            # A decision whose paper or package failed stands all the same.
            lambda: self._done(None),
        )

    def _cancelled(
        self,
        awards: Sequence[DecidedAward],
        offer: CancelOffer,
        draft: CancelDraft,
        report: CancelReport,
    ) -> None:
        decision_id = report.decision_id
        if decision_id is None:
            self._ask(awards, replace(offer, draft=draft, problems=report.problems))
            return
        self._done(decision_id)
        text = f"Đã ban hành Quyết định số {report.number}: hủy bỏ {report.awards} lượt khen."
        if report.to_recover:
            text += f" Tiền thưởng phải thu hồi: {thousands(report.to_recover)} đồng."
        warnings = [p for p in report.problems if p.severity is Severity.WARNING]
        said = " ".join([text, *map(problem_sentence, warnings)])
        label = f"Ghi {len(report.packages)} gói trả lời…"
        actions = [(label, lambda: self._hand_over(decision_id))] if report.packages else []
        tone = Tone.WARNING if warnings else Tone.SUCCESS
        self._page.banner.show_message(tone, said, actions)
