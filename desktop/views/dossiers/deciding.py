"""Deciding a ready dossier at the office that wrote it; asked for by the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError
from desktop.law.problems import Severity
from desktop.views.decisions.decision_dialog import (
    Candidate,
    DecisionAnswer,
    DecisionDialog,
    DecisionOffer,
)
from desktop.views.decisions.offering import numbered
from desktop.views.decisions.previewing import preview_of
from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.services.decisions import DecisionReport
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner

_ABOUT = (
    "Các danh hiệu, hình thức này thuộc quyền của cơ quan: số quyết định được ghi vào sổ, văn bản "
    "được lập ngay, không gửi gói lên cấp trên. Bỏ dấu chọn ở người không khen thưởng."
)


class Deciding(QObject):
    """Joins the decision's dialog and its service.

    Signals:
        decided: the dossier's id; also when only a paper could not be drawn.
        decision_asked: id of a decision to be shown.
    """

    decided = Signal(object)
    decision_asked = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget, banner: Banner) -> None:
        super().__init__(parent)
        self._bench, self._parent, self._banner = bench, parent, banner

    def ask(self, opened: OpenDossier) -> None:
        """Ask number, day, signatory and who is left out, then decide."""
        self._bench.runner.run(
            lambda _r: self._offer(opened),
            on_done=lambda offer: self._ask(opened, offer),
            on_refused=self._banner.show_refusal,
        )

    def _offer(self, opened: OpenDossier) -> DecisionOffer:
        desk = self._bench.desk
        draft = numbered(desk, desk.decisions.new_draft(opened.id))
        candidates = tuple(
            Candidate(
                n.id,
                f"{n.position}. {n.name}",
                n.award,
                granted=True,
                recipient=(n.kind, n.name, n.unit),
            )
            for n in opened.live
        )
        bases = desk.bases.of_decision(opened.id)
        return DecisionOffer(draft, candidates, about=_ABOUT, bases=bases)

    def _ask(self, opened: OpenDossier, offer: DecisionOffer) -> None:
        answer = DecisionDialog.ask(self._parent, offer, preview_of(self._bench, opened.id))
        if answer is None:
            return

        def done(report: DecisionReport) -> None:
            if report.decision_id is None:
                self._ask(opened, _again(offer, answer, report))
                return
            self._tell(report, report.decision_id)
            self.decided.emit(opened.id)

        def refused(error: AppError) -> None:
            self._banner.show_refusal(error)
            # The decision may stand although its paper could not be drawn.
            self.decided.emit(opened.id)

        self._bench.runner.run(
            lambda _r: self._bench.desk.decisions.decide(
                opened.id, answer.draft, answer.refused, answer.only or None
            ),
            on_done=done,
            on_refused=refused,
        )

    def _tell(self, report: DecisionReport, decision_id: UUID) -> None:
        text = f"Đã ban hành quyết định số {report.number}: {report.awards} khen thưởng."
        warnings = [problem_sentence(p) for p in report.problems if p.severity is Severity.WARNING]
        show = ("Xem và in giấy khen", lambda: self.decision_asked.emit(decision_id))
        tone = Tone.WARNING if warnings else Tone.SUCCESS
        self._banner.show_message(tone, " ".join([text, *warnings]), [show])


def _again(offer: DecisionOffer, answer: DecisionAnswer, report: DecisionReport) -> DecisionOffer:
    return replace(offer, draft=answer.draft, refused=answer.refused, problems=report.problems)
