"""From the dossiers that wait to one decision on many of them, for the page of decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.problems import Severity
from desktop.views.decisions.many_dialog import (
    ManyAnswer,
    ManyDecisionDialog,
    ManyOffer,
    dossiers_of,
)
from desktop.views.decisions.offering import numbered, struck_off
from desktop.views.decisions.previewing import preview_of
from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.decisions import DecisionReport
    from desktop.services.desk import Desk
    from desktop.views.decisions.decision_dialog import DecisionAnswer
    from desktop.views.decisions.page import DecisionsPage
    from desktop.views.decisions.preview_box import AskPreview, Preview
    from desktop.views.pages import Bench

NOBODY_WAITS = (
    "Không có đề nghị nào chờ quyết định. Đề nghị vào danh sách này khi hồ sơ đã thẩm định xong."
)


class ManyDeciding:
    """Decides many dossiers at once.

    Args:
        page: whose banner and progress are used.
        bench: services and runner.
        done: told of the decision made.
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

    def begin(self) -> None:
        """Ask what one decision is to cover, with the next free number offered; then decide."""
        self._page.run(lambda: many_offer(self._bench.desk), self._ask)

    def _ask(self, offer: ManyOffer) -> None:
        if not offer.candidates:
            self._page.banner.show_message(Tone.INFO, NOBODY_WAITS)
            return
        found = ManyDecisionDialog.ask(self._page, offer, self._preview(offer))
        if found is None:
            return
        decisions, answer = self._bench.desk.decisions, found.answer
        self._page.run_shown(
            lambda _report: decisions.decide(
                found.dossiers, answer.draft, answer.refused, answer.only
            ),
            "Quyết định khen thưởng",
            lambda report: self._decided(offer, found, report),
            # A decision whose paper or package failed stands all the same.
            lambda: self._done(None),
        )

    def _preview(self, offer: ManyOffer) -> AskPreview:
        def ask(answer: DecisionAnswer, done: Callable[[Preview], object]) -> None:
            dossiers = dossiers_of(offer.candidates, answer.only)
            preview_of(self._bench, dossiers)(answer, done)

        return ask

    def _decided(self, offer: ManyOffer, found: ManyAnswer, report: DecisionReport) -> None:
        decision_id = report.decision_id
        if decision_id is None:
            answer = found.answer
            again = replace(
                offer,
                draft=answer.draft,
                refused=answer.refused,
                left=found.left,
                problems=report.problems,
            )
            self._ask(again)
            return
        self._done(decision_id)
        actions = []
        if report.packages:
            label = f"Ghi {len(report.packages)} gói trả lời…"
            actions.append((label, lambda: self._hand_over(decision_id)))
        warned = any(p.severity is Severity.WARNING for p in report.problems)
        tone = Tone.WARNING if warned or report.left_out else Tone.SUCCESS
        self._page.banner.show_message(tone, many_decided_text(report), actions)


def many_offer(desk: Desk) -> ManyOffer:
    """Return what the dialog starts from; runs in a job."""
    candidates = tuple(desk.decisions.candidates())
    dossiers = tuple(dict.fromkeys(c.dossier_id for c in candidates))
    draft = numbered(desk, desk.decisions.new_draft(dossiers))
    granted = {candidate.id for candidate in candidates if candidate.is_granted}
    refused = struck_off(desk, dossiers, granted)
    bases = desk.bases.of_decision(*dossiers)
    return ManyOffer(draft, candidates, bases, refused=refused)


def many_decided_text(report: DecisionReport) -> str:
    """Return what is said of a decision just made on several dossiers."""
    count, awards = len(report.dossiers), report.awards
    parts = [
        f"Đã ban hành Quyết định số {report.number}: {awards} lượt khen, trả lời {count} hồ sơ."
    ]
    if report.waiting:
        parts.append(f"Còn {report.waiting} đề nghị chưa có kết quả.")
    warnings = [p for p in report.problems if p.severity is Severity.WARNING]
    parts += list(dict.fromkeys(problem_sentence(p) for p in warnings))[:3]
    return " ".join(parts)
