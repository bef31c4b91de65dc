"""From an appraised dossier to its decision: what the dialog starts from, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.problems import Severity
from desktop.law.terms import Verdict
from desktop.views.decisions.decision_dialog import (
    Candidate,
    DecisionAnswer,
    DecisionDialog,
    DecisionOffer,
)
from desktop.views.decisions.offering import numbered, struck_off
from desktop.views.decisions.previewing import preview_of
from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.appraisal_rows import AppraisalNomination
    from desktop.services.decisions import DecisionReport
    from desktop.services.desk import Desk
    from desktop.views.appraisal.page import AppraisalPage
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Action


class Deciding:
    """Decides the dossiers of one page.

    Args:
        page: whose banner and progress are used.
        bench: services and runner.
        done: told of every decision made.
        hand_over: copies the answer of a dossier to a stick.
    """

    def __init__(
        self,
        page: AppraisalPage,
        bench: Bench,
        done: Callable[[], object],
        hand_over: Callable[[UUID], object],
    ) -> None:
        self._page, self._bench = page, bench
        self._done, self._hand_over = done, hand_over

    def begin(self, dossier_id: UUID) -> None:
        """Ask number, day and signatory, with the next free number offered; then decide."""
        desk = self._bench.desk
        self._page.run(
            lambda: offer_for(desk, dossier_id), lambda offer: self._ask(dossier_id, offer)
        )

    def _ask(self, dossier_id: UUID, offer: DecisionOffer) -> None:
        answer = DecisionDialog.ask(self._page, offer, preview_of(self._bench, dossier_id))
        if answer is None:
            return
        decisions = self._bench.desk.decisions
        self._page.run_shown(
            lambda _report: decisions.decide(
                dossier_id, answer.draft, answer.refused, answer.only or None
            ),
            "Quyết định khen thưởng",
            lambda report: self._decided(dossier_id, offer, answer, report),
            # A decision whose paper or package failed stands all the same.
            self._done,
        )

    def _decided(
        self,
        dossier_id: UUID,
        offer: DecisionOffer,
        answer: DecisionAnswer,
        report: DecisionReport,
    ) -> None:
        decision_id = report.decision_id
        if decision_id is None:
            again = replace(
                offer, draft=answer.draft, refused=answer.refused, problems=report.problems
            )
            self._ask(dossier_id, again)
            return
        actions: list[Action] = [
            ("Mở quyết định", lambda: self._page.show_decision(decision_id)),
            ("In giấy khen…", lambda: self._page.print_certificates(decision_id)),
        ]
        if report.package is not None:
            actions.append(("Chép gói trả lời ra USB…", lambda: self._hand_over(dossier_id)))
        warned = any(p.severity is Severity.WARNING for p in report.problems)
        tone = Tone.WARNING if warned or report.left_out else Tone.SUCCESS
        self._page.banner.show_message(tone, decided_text(report), actions)


def offer_for(desk: Desk, dossier_id: UUID) -> DecisionOffer:
    """Return what the dialog starts from; runs in a job."""
    draft = numbered(desk, desk.decisions.new_draft(dossier_id))
    nominations = desk.appraisal.open(dossier_id).nominations
    # What an earlier decision has given stays as it is.
    candidates = tuple(_candidate(one) for one in nominations if one.outcome is None)
    bases = desk.bases.of_decision(dossier_id)
    granted = {candidate.id for candidate in candidates if candidate.granted}
    refused = struck_off(desk, [dossier_id], granted)
    return DecisionOffer(draft, candidates, refused=refused, bases=bases)


def decided_text(report: DecisionReport) -> str:
    """Return what is said of a decision just made."""
    parts = [f"Đã ban hành Quyết định số {report.number}: {report.awards} lần khen thưởng."]
    if report.papers:
        names = ", ".join(paper.name for paper in report.papers)
        parts.append(f"Văn bản: {names}.")
    if report.package is not None and len(report.packages) == 1:
        parts.append(f"Gói trả lời: {report.package.name}.")
    if len(report.packages) > 1:
        parts.append(f"{len(report.packages)} gói trả lời nằm trong hộp đi.")
    if report.waiting > len(report.left_out):
        parts.append(f"Còn {report.waiting} đề nghị chưa có kết quả.")
    if report.left_out:
        parts.append(f"Chưa quyết định: {', '.join(report.left_out)}.")
    parts += [problem_sentence(p) for p in report.problems if p.severity is Severity.WARNING]
    return " ".join(parts)


def _candidate(nomination: AppraisalNomination) -> Candidate:
    meets = nomination.verdict is Verdict.MEETS
    verdict = nomination.verdict
    parts = [verdict.label if verdict and not meets else "", nomination.verdict_reason]
    return Candidate(
        nomination.id,
        nomination.name,
        nomination.award,
        meets,
        ": ".join(part for part in parts if part),
        left_out=verdict in {Verdict.HOLD, Verdict.SEND_HIGHER},
        recipient=(nomination.kind, nomination.name, nomination.birth_year, nomination.unit),
    )
