"""From a council's votes to the decision: one on all the dossiers a meeting was gathered from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.problems import Severity
from desktop.views.decisions.decision_dialog import Candidate, DecisionDialog, DecisionOffer
from desktop.views.decisions.offering import numbered, struck_off
from desktop.views.messages import problem_sentence
from desktop.views.short_names import short_office
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.consolidation import ConsolidatedDetail, ConsolidatedLine
    from desktop.services.decisions import DecisionReport
    from desktop.services.desk import Desk
    from desktop.views.decisions.decision_dialog import DecisionAnswer
    from desktop.views.pages import Bench
    from desktop.views.widgets.reading_page import ReadingPage

_ABOUT = (
    "Một quyết định trên hồ sơ gốc của mọi đơn vị trong hồ sơ họp này: số được ghi vào sổ, mỗi đơn "
    "vị có một gói trả lời đã ký. Người Hội đồng không đồng ý đã bỏ dấu chọn sẵn, kèm lý do."
)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What is decided: the dossiers received, and of each the nominations of this meeting."""

    dossiers: tuple[UUID, ...]
    nominations: frozenset[UUID]
    offer: DecisionOffer


class MeetingDecision:
    """Decides what a meeting voted on.

    Args:
        page: whose banner and progress are used.
        bench: services and runner.
        done: told of every decision made.
    """

    def __init__(self, page: ReadingPage, bench: Bench, done: Callable[[], object]) -> None:
        self._page, self._bench, self._done = page, bench, done

    def begin(self, detail: ConsolidatedDetail) -> None:
        """Ask number, day and signatory, the votes filled in; then decide."""
        desk = self._bench.desk
        self._page.run(lambda: _meeting(desk, detail), self._ask)

    def _ask(self, meeting: _Meeting) -> None:
        answer = DecisionDialog.ask(self._page, meeting.offer)
        if answer is None:
            return
        decisions = self._bench.desk.decisions
        self._page.run_shown(
            lambda _report: decisions.decide(
                meeting.dossiers, answer.draft, answer.refused, meeting.nominations
            ),
            "Quyết định khen thưởng",
            lambda report: self._decided(meeting, answer, report),
            # A decision whose paper or package failed stands all the same.
            self._done,
        )

    def _decided(self, meeting: _Meeting, answer: DecisionAnswer, report: DecisionReport) -> None:
        decision_id = report.decision_id
        if decision_id is None:
            offer = replace(
                meeting.offer, draft=answer.draft, refused=answer.refused, problems=report.problems
            )
            self._ask(replace(meeting, offer=offer))
            return
        text = (
            f"Đã ban hành Quyết định số {report.number}: {report.awards} lần khen thưởng, "
            f"{len(report.packages)} gói trả lời ở hộp đi."
        )
        warned = [p for p in report.problems if p.severity is Severity.WARNING]
        text = " ".join((text, *(problem_sentence(p) for p in warned)))
        opening = self._page.record_requested
        actions = [("Mở quyết định", lambda: opening.emit("decisions", decision_id))]
        self._page.banner.show_message(Tone.WARNING if warned else Tone.SUCCESS, text, actions)


def _meeting(desk: Desk, detail: ConsolidatedDetail) -> _Meeting:
    """Return what the dialog starts from; runs in a job."""
    waiting = [n for n in detail.lines if n.outcome is None and n.origin_id is not None]
    dossiers = tuple(dict.fromkeys(n.origin_dossier_id for n in waiting if n.origin_dossier_id))
    nominations = frozenset(n.origin_id for n in waiting if n.origin_id)
    offer = DecisionOffer(
        numbered(desk, desk.decisions.new_draft(dossiers)),
        tuple(_candidate(n) for n in waiting),
        refused=struck_off(desk, dossiers, nominations),
        about=_ABOUT,
        bases=desk.bases.of_decision(*dossiers),
    )
    return _Meeting(dossiers, nominations, offer)


def _candidate(line: ConsolidatedLine) -> Candidate:
    assert line.origin_id is not None  # chosen so
    who = (line.kind, line.name, line.birth_year, line.unit, line.sender)
    # Of two namesakes whoever decides must see which commune each is from.
    named = f"{line.name} · {short_office(line.sender)}"
    return Candidate(line.origin_id, named, line.award, granted=True, recipient=who)
