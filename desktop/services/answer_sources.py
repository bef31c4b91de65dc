"""Papers that answer a sender, built from records: return slip, notice of results, invitation."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import LOCAL_TIME
from desktop.documents.answer_head import AnswerHead
from desktop.documents.award_groups import recipients_of
from desktop.documents.invitation import Invitation
from desktop.documents.result_notice import Result, ResultLine, ResultNotice
from desktop.documents.return_slip import WHOLE, RaisedPoint, ReturnSlip
from desktop.errors import DocumentFailed
from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import MoveKind
from desktop.law.terms import Outcome, Verdict
from desktop.models import AwardRecord, Decision, Dossier, Event, Nomination, Office
from desktop.services.appraisal_rows import live_nominations
from desktop.services.decision_dossiers import answers_dossier
from desktop.services.decision_rows import find_decision
from desktop.services.law_book import law_of
from desktop.services.moves import SUBJECT
from desktop.services.paper_sources import decision_of, sender_of
from desktop.services.paper_words import (
    agency_of,
    head_lines,
    letter_signature,
    nominated,
    place_of,
)

_JUDGED = {
    Verdict.HOLD: Result.HELD,
    Verdict.SEND_HIGHER: Result.HIGHER,
    Verdict.DOES_NOT: Result.REFUSED,
}


def return_slip_of(session: Session, dossier: Dossier) -> ReturnSlip | None:
    """Return what the phiếu trả hồ sơ says; None for a dossier never returned from here."""
    event = session.scalars(
        sa.select(Event)
        .where(
            Event.subject == SUBJECT,
            Event.record_id == dossier.id,
            Event.event == MoveKind.RETURN.value,
        )
        .order_by(Event.sequence.desc())
    ).first()
    sender = sender_of(session, dossier)
    if event is None or sender is None:
        return None
    points = event.data.get("points") or [{"text": event.reason}]
    names = {str(n.id): _about(n) for n in live_nominations(session, dossier.id)}
    items = {item.code: item.label for item in law_of(session).items}
    deadline = event.data.get("deadline")
    return ReturnSlip(
        head=_head(session, event.at.astimezone(LOCAL_TIME).date(), sender),
        sender=sender.name,
        title=dossier.title,
        points=tuple(_point(point, names, items) for point in points),
        letter_number=dossier.letter_number,
        letter_date=dossier.letter_date,
        deadline=date.fromisoformat(deadline) if deadline else None,
    )


def _about(nomination: Nomination) -> str:
    line = nominated(nomination)
    return f"{line.honorific} {line.name}, {_award(nomination)}".strip(" ,")


def _point(point: dict[str, Any], names: dict[str, str], items: dict[str, str]) -> RaisedPoint:
    code = point.get("item_code") or ""
    return RaisedPoint(
        names.get(str(point.get("nomination_id")), WHOLE),
        items.get(code, code),
        str(point.get("text", "")),
    )


def result_notice_of(session: Session, dossier: Dossier) -> ResultNotice | None:
    """Return what the giấy báo kết quả says; None for a dossier of this office, or undecided."""
    sender = sender_of(session, dossier)
    query = (
        sa.select(Decision.number, Decision.decided_on)
        .where(answers_dossier(dossier.id), Decision.made_here)
        .order_by(Decision.decided_on, Decision.sort_key)
    )
    decisions = tuple((number, day) for number, day in session.execute(query))
    if sender is None or not decisions:
        return None
    numbers = _decision_numbers(session, dossier.id)
    taken_back = _taken_back(session, dossier.id)
    lines = [
        _result(n, numbers.get(n.id, ""), taken_back.get(n.id, ""))
        for n in live_nominations(session, dossier.id)
    ]
    return ResultNotice(
        head=_head(session, decisions[-1][1], sender),
        sender=sender.name,
        title=dossier.title,
        lines=tuple(lines),
        decisions=decisions,
        letter_number=dossier.letter_number,
        letter_date=dossier.letter_date,
    )


def _decision_numbers(session: Session, dossier_id: UUID) -> dict[UUID, str]:
    query = (
        sa.select(AwardRecord.nomination_id, AwardRecord.decision_number)
        .join(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(Nomination.dossier_id == dossier_id)
    )
    return {nomination: number for nomination, number in session.execute(query) if nomination}


def _taken_back(session: Session, dossier_id: UUID) -> dict[UUID, str]:
    """Return by nomination the number of the decision that has taken its award back."""
    query = (
        sa.select(AwardRecord.nomination_id, Decision.number)
        .join(Decision, Decision.id == AwardRecord.cancelled_by)
        .join(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(Nomination.dossier_id == dossier_id)
    )
    return {nomination: number for nomination, number in session.execute(query) if nomination}


def _result(nomination: Nomination, number: str, taken_back: str = "") -> ResultLine:
    outcome, verdict = nomination.outcome, nomination.verdict
    if taken_back:
        result = Result.REFUSED
        reason = f"Khen thưởng đã bị hủy bỏ tại Quyết định số {taken_back}"
    elif outcome is Outcome.GRANTED:
        result, reason = Result.GRANTED, f"Quyết định số {number}" if number else ""
    elif outcome is Outcome.REFUSED:
        result, reason = Result.REFUSED, nomination.outcome_reason or nomination.verdict_reason
    else:
        result = _JUDGED.get(verdict, Result.WAITING) if verdict else Result.WAITING
        reason = nomination.verdict_reason
    return ResultLine(nominated(nomination), _award(nomination), result, reason)


def _award(nomination: Nomination) -> str:
    """Return the award as lists name it, «Giấy khen», «Lao động tiên tiến»."""
    award = Catalogue.load().find_award(nomination.award_code)
    return award.certificate_title.capitalize() if award else nomination.award_code


def invitation_of(session: Session, decision_id: UUID, today: date) -> Invitation:
    """Return what the giấy mời to the ceremony of a decision made here says.

    Raises:
        NotFound: there is no such decision.
        DocumentFailed: NOTHING_TO_PRINT; it was made elsewhere, and those who made it invite.
    """
    decision = find_decision(session, decision_id)
    if not decision.made_here:
        raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
    said, held_on = decision_of(session, decision_id), decision.ceremony_on
    # Drawn again after the ceremony, it still reads as it did before.
    day = today if held_on is None or today <= held_on else decision.decided_on
    return Invitation(
        head=_head(session, day, None),
        number=decision.invitation_number,
        subject=said.subject.removeprefix("Về việc "),
        decision_number=said.number,
        decided_on=said.date,
        guests=tuple(recipients_of(said.groups)),
        ceremony_on=decision.ceremony_on,
        ceremony_at=decision.ceremony_at,
        ceremony_place=decision.ceremony_place,
    )


def _head(session: Session, day: date, addressee: Office | None) -> AnswerHead:
    office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    first = "Như trên" if addressee else "Như thành phần mời"
    return AnswerHead(
        superior_agency=head_lines(office.superior_agency),
        agency=agency_of(office),
        agency_name=office.name,
        place=place_of(office),
        date=day,
        signature=letter_signature(office, office.signatory_name, office.signatory_title),
        addressed_to=(addressee.name,) if addressee else (),
        recipients=(first, "Lưu: VT"),
    )
