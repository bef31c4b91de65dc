"""A council meets on what five communes asked; its votes reach the dossiers they came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest

from desktop.law.lifecycle import DossierState
from desktop.law.terms import CouncilDuty, Outcome, Presence, Verdict
from desktop.services.consolidation import Purpose
from desktop.services.council_drafts import CouncilSessionDraft
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.decisions import DecisionReport
from desktop.services.desk import Desk
from desktop.services.law_drafts import CorrectionDraft
from tests.services.commune_dossier import saved
from tests.services.council_kit import DUTIES, SINCE
from tests.services.received_dossiers import listed, nomination_of, receive, send_back

COMMUNES = ("An Hải", "Bình An", "Đông An", "Đông Hải", "Tân An")
MEETS = Verdict.MEETS


@dataclass
class Meeting:
    """A district, the dossiers of five communes, and the one gathered from them."""

    desk: Desk
    dossiers: list[UUID]
    gathered: UUID

    def vote(
        self, against: dict[str, int], held_on: date = date(2023, 11, 18), only: str = ""
    ) -> UUID:
        """Hold a session: everybody agrees but on those named, on whom so many do."""
        sessions = self.desk.council_sessions
        draft = sessions.draft_for(self.gathered)
        draft = all_agree(replace(draft, held_on=held_on, title=f"Phiên họp {held_on}"))
        votes = []
        for vote in draft.votes:
            if only and vote.recipient_name != only:
                continue
            agreed = against.get(vote.recipient_name, vote.in_favour)
            assert vote.valid is not None
            assert agreed is not None
            votes.append(replace(vote, in_favour=agreed, against=vote.valid - agreed))
        return saved(sessions, replace(draft, votes=tuple(votes)))

    def decide(self, refused: dict[UUID, str], only: set[UUID] | None = None) -> DecisionReport:
        draft = replace(
            self.desk.decisions.new_draft(self.dossiers[0]), decided_on=date(2023, 11, 20)
        )
        waiting = [d for d in self.dossiers if self._waits(d)]
        report = self.desk.decisions.decide(waiting, draft, refused, only)
        assert report.decision_id is not None, report.problems
        return report

    def _waits(self, dossier: UUID) -> bool:
        if self.desk.dossiers.state(dossier) is DossierState.RECEIVED:
            assert self.desk.appraisal.finish(dossier).finished
        return self.desk.dossiers.state(dossier) is DossierState.APPRAISED

    def state(self) -> DossierState:
        return self.desk.consolidation.open(self.gathered).state


@pytest.fixture
def meeting(district: Desk, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    members = tuple(
        CouncilMemberLine(full_name=name, duty=duty, joined_on=SINCE)
        for name, duty in (*DUTIES, ("Ngô Thị Ẩm", CouncilDuty.MEMBER))
    )
    term = CouncilTermDraft(
        name="Hội đồng Thi đua - Khen thưởng huyện Thanh Bình",
        starts_on=SINCE,
        ends_on=date(2026, 6, 30),
        members=members,
    )
    saved(district.council_terms, term)
    rules = CorrectionDraft(
        row_id="votes.threshold.local.R2003-R2022-R2025-R2026",
        values={"percent": "70"},
        basis="Quy chế hoạt động của Hội đồng, Điều 9",
        whole_time=True,
    )
    assert district.law_corrections.save_draft(rules).saved
    dossiers = [
        receive(
            district,
            commune,
            [(f"Đặng Thị {commune}", "CSTDCS", MEETS), (f"Thôn {commune}", "TTLDTT", MEETS)],
            finished=False,
        )
        for commune in COMMUNES
    ]
    # No key of these communes is known: their answers wait in the outbox's place.
    monkeypatch.setattr("desktop.services.decisions.DecisionService._answer", lambda *_: ())
    wanted = [n for one in dossiers for n in listed(district, one)]
    report = district.consolidation.create(Purpose.MEETING, wanted)
    assert (report.added, report.left_out) == (10, ())
    return Meeting(district, dossiers, report.dossier_id)


def test_the_session_lists_all_ten_in_the_order_of_the_annex(meeting: Meeting) -> None:
    draft: CouncilSessionDraft = meeting.desk.council_sessions.draft_for(meeting.gathered)
    assert [v.recipient_name for v in draft.votes] == [
        *(f"Đặng Thị {c}" for c in COMMUNES),
        *(f"Thôn {c}" for c in COMMUNES),
    ]


def test_what_the_council_did_not_pass_is_proposed_as_refused_where_it_came_from(
    meeting: Meeting,
) -> None:
    meeting.vote({"Đặng Thị Đông An": 4})
    lines = {n.name: n for n in meeting.desk.consolidation.open(meeting.gathered).lines}
    assert lines["Đặng Thị Đông An"].passed is False
    assert lines["Đặng Thị Đông An"].vote == "4/9 · 44,44% · không đạt"
    assert lines["Thôn Đông An"].vote == "9/9 · 100% · đạt"
    refused = meeting.desk.consolidation.council_refusals(meeting.dossiers)
    ((nomination, why),) = refused.items()
    assert nomination == listed(meeting.desk, meeting.dossiers[2])[0]
    assert why == "Hội đồng không thông qua: 4/9 phiếu đồng ý (44,44%), chưa đạt mức 70%"


def test_the_decision_on_the_dossiers_received_ends_the_meeting(meeting: Meeting) -> None:
    meeting.vote({"Đặng Thị Đông An": 4})
    desk = meeting.desk
    report = meeting.decide(desk.consolidation.council_refusals(meeting.dossiers))
    assert report.awards == 9
    failed = nomination_of(desk, listed(desk, meeting.dossiers[2])[0])
    assert failed.outcome is Outcome.REFUSED
    assert failed.outcome_reason.startswith("Hội đồng không thông qua")
    detail = desk.consolidation.open(meeting.gathered)
    assert detail.state is DossierState.DECIDED
    assert [n.outcome for n in detail.lines].count(Outcome.GRANTED) == 9
    told = desk.dossiers.history(meeting.gathered)[-1]
    assert (told.event, told.data["number"]) == ("conclude", report.number)
    assert desk.store.broken_event() is None


def test_the_meeting_lasts_until_its_last_nomination_is_decided(meeting: Meeting) -> None:
    meeting.vote({})
    desk = meeting.desk
    first = set(listed(desk, meeting.dossiers[0]))
    meeting.decide({}, first)
    assert meeting.state() is DossierState.DRAFT
    meeting.decide({})
    assert meeting.state() is DossierState.DECIDED


def test_a_second_vote_counts_and_the_first_stays_on_record(meeting: Meeting) -> None:
    desk = meeting.desk
    meeting.vote({"Đặng Thị Đông An": 4}, date(2023, 11, 16))
    meeting.vote({}, date(2023, 11, 18), only="Đặng Thị Đông An")
    assert desk.consolidation.council_refusals(meeting.dossiers) == {}
    assert desk.consolidation.open(meeting.gathered).sessions == 2


def test_a_dossier_that_met_twice_in_two_gathered_ones_keeps_both_votes(
    meeting: Meeting,
) -> None:
    desk, asked = meeting.desk, meeting.dossiers[2]
    meeting.vote({"Đặng Thị Đông An": 4}, date(2023, 11, 16))
    send_back(desk, asked)
    desk.consolidation.update_from_origins(meeting.gathered)
    names = [("Đặng Thị Đông An", "CSTDCS", MEETS), ("Thôn Đông An", "TTLDTT", MEETS)]
    receive(desk, "Đông An", names, dossier_id=asked, revision=2)
    refused = desk.consolidation.council_refusals([asked])
    assert len(refused) == 1
    again = desk.consolidation.create(Purpose.MEETING, listed(desk, asked), "Họp lần hai")
    second = Meeting(desk, [asked], again.dossier_id)
    second.vote({}, date(2023, 11, 19))
    assert desk.consolidation.council_refusals([asked]) == {}
    assert desk.consolidation.council_refusals(meeting.dossiers) == {}


def test_votes_of_too_few_members_refuse_nobody(meeting: Meeting) -> None:
    sessions = meeting.desk.council_sessions
    held = meeting.vote({"Đặng Thị Đông An": 1})
    draft = sessions.open_draft(held)
    few = tuple(
        replace(m, presence=Presence.PRESENT if place < 2 else Presence.ABSENT)
        for place, m in enumerate(draft.attendance)
    )
    votes = tuple(
        replace(v, issued=2, collected=2, valid=2, in_favour=1, against=1) for v in draft.votes
    )
    saved(sessions, replace(draft, attendance=few, votes=votes))
    assert sessions.count(held).quorum.met is False
    assert meeting.desk.consolidation.council_refusals(meeting.dossiers) == {}
