"""The table of decisions, and one of them laid open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound
from desktop.law.terms import DecisionKind
from desktop.models import AwardRecord, Decision, DecisionDossier, Dossier, Nomination, Office
from desktop.services.answer_documents import papers_of
from desktop.services.attachments import AttachmentRow, attachment_rows
from desktop.services.award_records import awards_of, taken_back_by
from desktop.services.bases import decision_lines
from desktop.services.prior_awards import award_name


@dataclass(frozen=True, slots=True)
class DecidedDossier:
    """A dossier a decision answers; ``sender`` is "" for one of this office."""

    id: UUID
    title: str
    sender: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line of the table of decisions, made here or received.

    ``dossiers`` are those it answers, in the order of its list.
    """

    id: UUID
    number: str
    decided_on: date
    deciding_office: str
    subject: str
    dossiers: tuple[DecidedDossier, ...]
    awards: int
    made_here: bool
    search_key: str
    sort_key: str
    kind: DecisionKind = DecisionKind.AWARD

    def answers(self, dossier_id: UUID) -> bool:
        """Whether it answers a dossier."""
        return any(dossier.id == dossier_id for dossier in self.dossiers)


@dataclass(frozen=True, slots=True)
class DecidedAward:
    """One award a decision grants, in the order of its list; ``position`` counts from 1.

    ``sender`` is the office that asked for it, "" for this one; ``cancelled`` why it was taken
    back, "" where it was not.
    """

    id: UUID
    position: int
    name: str
    post: str
    unit: str
    award_code: str
    award: str
    achievement: str
    certificate_number: str
    sender: str = ""
    cancelled: str = ""


@dataclass(frozen=True, slots=True)
class DecisionDetail:
    """A decision laid open; ``papers`` are what is kept of it as PDF.

    Of one that takes awards back, ``awards`` are those it has taken back, and ``ground_was_read``
    whether its ground is a document read in a source.
    """

    id: UUID
    number: str
    decided_on: date
    signatory_name: str
    signatory_title: str
    subject: str
    deciding_office: str
    dossiers: tuple[DecidedDossier, ...]
    made_here: bool
    awards: tuple[DecidedAward, ...]
    papers: tuple[AttachmentRow, ...]
    kind: DecisionKind = DecisionKind.AWARD
    ground: str = ""
    ground_was_read: bool = False

    @property
    def is_cancelling(self) -> bool:
        """Whether it takes awards back."""
        return self.kind is DecisionKind.CANCEL


def decision_rows(session: Session) -> list[DecisionRow]:
    """Return every decision known here, the latest first."""
    counted = (
        sa.select(AwardRecord.decision_id, sa.func.count().label("awards"))
        .group_by(AwardRecord.decision_id)
        .subquery()
    )
    query = (
        sa.select(
            Decision.id,
            Decision.number,
            Decision.decided_on,
            Decision.deciding_office,
            Decision.subject,
            sa.func.coalesce(counted.c.awards, 0).label("awards"),
            Decision.made_here,
            Decision.search_key,
            Decision.sort_key,
            Decision.kind,
        )
        .outerjoin(counted, counted.c.decision_id == Decision.id)
        .order_by(Decision.decided_on.desc(), Decision.sort_key.desc())
    )
    answered = _answered(session, None)
    return [
        DecisionRow(**row, dossiers=tuple(answered[row["id"]]))
        for row in session.execute(query).mappings()
    ]


def _answered(session: Session, decision_id: UUID | None) -> dict[UUID, list[DecidedDossier]]:
    """Return the dossiers each decision answers; of one decision, or of all."""
    query = (
        sa.select(
            DecisionDossier.decision_id,
            Dossier.id,
            Dossier.title,
            sa.func.coalesce(Office.name, "").label("sender"),
        )
        .join(Dossier, Dossier.id == DecisionDossier.dossier_id)
        .outerjoin(Office, Office.id == Dossier.origin_office_id)
        .order_by(DecisionDossier.position)
    )
    if decision_id is not None:
        query = query.where(DecisionDossier.decision_id == decision_id)
    found: dict[UUID, list[DecidedDossier]] = defaultdict(list)
    for row in session.execute(query):
        found[row.decision_id].append(DecidedDossier(row.id, row.title, row.sender))
    return found


def find_decision(session: Session, decision_id: UUID) -> Decision:
    """Return a decision inside the caller's transaction.

    Raises:
        NotFound: there is no such decision.
    """
    decision = session.get(Decision, decision_id)
    if decision is None:
        raise NotFound(NotFound.Code.RECORD, subject="decisions", id=str(decision_id))
    return decision


def decision_detail(session: Session, decision_id: UUID) -> DecisionDetail:
    """Return a decision with its awards and papers.

    Raises:
        NotFound: there is no such decision.
    """
    decision = find_decision(session, decision_id)
    dossiers = tuple(_answered(session, decision_id)[decision_id])
    senders = {dossier.id: dossier.sender for dossier in dossiers}
    asked = session.execute(
        sa.select(Nomination.id, Nomination.dossier_id)
        .join(AwardRecord, AwardRecord.nomination_id == Nomination.id)
        .where(
            sa.or_(AwardRecord.decision_id == decision_id, AwardRecord.cancelled_by == decision_id)
        )
    )
    sender_of = {row.id: senders.get(row.dossier_id, "") for row in asked}
    cancels = decision.kind is DecisionKind.CANCEL
    listed = taken_back_by(session, decision_id) if cancels else awards_of(session, decision_id)
    awards = tuple(
        DecidedAward(
            a.id,
            a.position,
            a.recipient_name,
            a.recipient_post,
            a.recipient_unit,
            a.award_code,
            award_name(a.award_code),
            a.achievement,
            a.certificate_number,
            sender_of.get(a.nomination_id, "") if a.nomination_id else "",
            "" if a.cancelled_by in {None, decision_id} else a.cancel_reason,
        )
        for a in listed
    )
    return DecisionDetail(
        decision.id,
        decision.number,
        decision.decided_on,
        decision.signatory_name,
        decision.signatory_title,
        decision.subject,
        decision.deciding_office,
        dossiers,
        decision.made_here,
        awards,
        tuple(attachment_rows(session, papers_of(decision_id))),
        decision.kind,
        decision.ground,
        decision.ground in {line.cited_as for line in decision_lines(session, decision_id)},
    )
