"""What the council's papers say, from a session's records: nobody is counted or named twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.council_meeting import (
    NOT_PASSED,
    PASSED,
    Ballots,
    CouncilMeeting,
    CouncilMember,
    Recusal,
)
from desktop.documents.paper import missing
from desktop.documents.printed import reading_on
from desktop.law.catalogue import Catalogue
from desktop.law.terms import Gender, RecipientKind
from desktop.law.voting import Denominator
from desktop.models import CouncilMember as CouncilMemberRecord
from desktop.models import CouncilTerm, Dossier, Nomination, Office, Person
from desktop.services.council_drafts import CouncilSessionDraft, VoteLine
from desktop.services.council_results import NominationOutcome, SessionCount, count_session
from desktop.services.law_book import law_of
from desktop.services.paper_words import (
    agency_of,
    area_of,
    award_phrase,
    nominated,
    place_of,
    post_unit,
)
from desktop.services.recipients import honorific_of
from desktop.vietnamese.text import fold
from desktop.vietnamese.times import clock_words

_COUNCIL = "Hội đồng Thi đua - Khen thưởng"
_SESSION = "Phiên họp xét"
_VERDICTS = {True: PASSED, False: NOT_PASSED, None: ""}


@dataclass(frozen=True, slots=True)
class _Around:
    """What a session's papers need besides the session itself."""

    office: Office
    decider: Office | None
    nominations: dict[UUID, Nomination]
    law: Catalogue
    day: date


def meeting_of(session: Session, draft: CouncilSessionDraft, today: date) -> CouncilMeeting:
    """Return a session as its papers tell it."""
    law = law_of(session)
    count = count_session(draft, law, today)
    office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    around = _Around(
        office,
        _decider(session, draft, office),
        _nominations(session, draft),
        law,
        draft.held_on or today,
    )
    term = session.get(CouncilTerm, draft.term_id) if draft.term_id else None
    council = term.name if term else _COUNCIL
    titles = _honorifics(session, draft)
    asked = {vote.nomination_id: vote.award_code for vote in draft.votes}
    return CouncilMeeting(
        superior_agency=agency_of(office),
        agency=_head(council),
        council=council,
        place=place_of(office),
        title=session_subject(draft.title),
        method=draft.method,
        members=tuple(
            CouncilMember(
                name=m.full_name,
                duty=m.duty,
                presence=m.presence,
                post=m.post,
                reason=m.reason,
                honorific=titles.get(m.member_id, ""),
            )
            for m in draft.attendance
        ),
        votes=tuple(_ballots(draft, outcome, around) for outcome in count.outcomes),
        recusals=tuple(
            Recusal(
                member=r.full_name,
                recipient=r.recipient_name,
                reason=r.reason,
                award=_award_name(asked.get(r.nomination_id, "") if r.nomination_id else "", law),
            )
            for r in draft.recusals
        ),
        number=draft.number,
        invitation_number=draft.invitation_number,
        invited_on=draft.invited_on,
        held_on=draft.held_on,
        starts_at=clock_words(draft.starts_at),
        ends_at=clock_words(draft.ends_at),
        venue=draft.place,
        agenda=_lines(draft.agenda),
        discussion=draft.discussion,
        conclusion=draft.conclusion,
        guests=_lines(draft.guests),
        quorum=_quorum_words(count),
        base_words=_base_words(count),
    )


def session_subject(title: str) -> str:
    """Return trích yếu of a session's papers from the session's name in lists.

    «Phiên họp xét: Đề nghị khen thưởng năm 2026» reads «Họp Hội đồng Thi đua - Khen thưởng xét đề
    nghị khen thưởng năm 2026»; a name of the office's own stays.
    """
    if not fold(title).startswith(fold(_SESSION)):
        return title
    about = reading_on(title[len(_SESSION) :].strip(" :,"))
    return f"Họp {_COUNCIL} xét {about}".rstrip()


def _honorifics(session: Session, draft: CouncilSessionDraft) -> dict[UUID | None, str]:
    """Return «Ông» or «Bà» by council member, where the linked person's gender is known."""
    query = (
        sa.select(CouncilMemberRecord.id, Person.gender)
        .join(Person, Person.id == CouncilMemberRecord.person_id)
        .where(
            CouncilMemberRecord.id.in_([m.member_id for m in draft.attendance if m.member_id]),
            Person.gender != Gender.UNKNOWN,
        )
    )
    return {
        member: honorific_of(RecipientKind.INDIVIDUAL, gender)
        for member, gender in session.execute(query)
    }


def _award_name(code: str, law: Catalogue) -> str:
    award = law.find_award(code)
    return award.certificate_title.capitalize() if award else code


def _head(council: str) -> str:
    """Return a council's name as the head of its papers breaks it."""
    name = council.upper()
    for last in ("HỘI ĐỒNG", "KHEN THƯỞNG"):
        name = name.replace(f"{last} ", f"{last}\n", 1)
    return name


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _decider(session: Session, draft: CouncilSessionDraft, office: Office) -> Office | None:
    dossier = session.get(Dossier, draft.dossier_id) if draft.dossier_id else None
    if dossier is None or dossier.receiver_office_id is None:
        return office
    return session.get(Office, dossier.receiver_office_id)


def _nominations(session: Session, draft: CouncilSessionDraft) -> dict[UUID, Nomination]:
    ids = [vote.nomination_id for vote in draft.votes if vote.nomination_id]
    query = sa.select(Nomination).where(Nomination.id.in_(ids))
    return {nomination.id: nomination for nomination in session.scalars(query)}


def _ballots(draft: CouncilSessionDraft, outcome: NominationOutcome, around: _Around) -> Ballots:
    vote, result = outcome.vote, outcome.result
    award = around.law.find_award(vote.award_code)
    name, where = _recipient(vote, around)
    unknown = vote.award_code or missing("danh hiệu, hình thức")
    return Ballots(
        name=name,
        award=award.certificate_title.capitalize() if award else unknown,
        phrase=f"tặng {award_phrase(award, unknown, around.decider, around.day, around.law)}",
        post_unit=where,
        issued=vote.issued,
        collected=vote.collected,
        valid=vote.valid,
        invalid=vote.invalid,
        in_favour=vote.in_favour,
        against=vote.against,
        base=result.of,
        percent=outcome.percent,
        verdict=_verdict(outcome, around),
        recused=_recused(draft, vote),
        area=_area(vote, around),
    )


def _verdict(outcome: NominationOutcome, around: _Around) -> str:
    """Return the outcome as a paper may state it: never by a threshold nobody has read."""
    threshold = around.law.vote_rule(outcome.vote.award_code, around.day).threshold
    known = threshold is not None and threshold.verified
    return _VERDICTS[outcome.passed] if known else ""


def _recipient(vote: VoteLine, around: _Around) -> tuple[str, str]:
    known = around.nominations.get(vote.nomination_id) if vote.nomination_id else None
    if known is None:
        return vote.recipient_name, ""
    # The name as it was voted on: the name guard compares it with the dossier's.
    return f"{nominated(known).honorific} {vote.recipient_name}".strip(), post_unit(known)


def _area(vote: VoteLine, around: _Around) -> str:
    """Return where a nomination gathered from another office is from; "" for this office's own."""
    known = around.nominations.get(vote.nomination_id) if vote.nomination_id else None
    first = known.proposed_by if known is not None else ""
    return area_of(first) or first


def _recused(draft: CouncilSessionDraft, vote: VoteLine) -> tuple[str, ...]:
    folded = draft.recused_from(vote)
    return tuple(m.full_name for m in draft.voters if fold(m.full_name) in folded)


def _quorum_words(count: SessionCount) -> str:
    """Return whether enough members came, where the rule on it was read in a source."""
    rule = count.quorum.rule
    if rule is None or not rule.verified or count.quorum.met is None:
        return ""
    return "Phiên họp đủ số thành viên theo quy định." if count.quorum.met else ""


def _base_words(count: SessionCount) -> str:
    if count.denominator is Denominator.PRESENT:
        return "số thành viên dự họp được biểu quyết"
    return "tổng số thành viên Hội đồng được biểu quyết"
