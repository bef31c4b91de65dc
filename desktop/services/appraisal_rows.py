"""What the appraisal desk shows: the received dossiers, and one of them laid open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import DossierState
from desktop.law.terms import AwardType, Gender, Outcome, RecipientKind, Verdict
from desktop.models import (
    Dossier,
    DossierHandler,
    Nomination,
    Office,
    Officer,
    PackageRecord,
)
from desktop.sealing.trust import SignatureOutcome, SignatureReason
from desktop.services.deadlines import Deadline, deadlines
from desktop.services.prior_awards import PriorAwards, PriorRow, award_name, prior_awards


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """One line of the table of received dossiers; ``judged`` of ``nominations`` have a verdict.

    ``deadline`` is None for one that has gone on, or that nothing sets a day for; ``handler`` is
    who handles it, "" for nobody yet; ``outcomes`` of ``nominations`` are decided.
    """

    id: UUID
    title: str
    sender: str
    award_type: AwardType
    state: DossierState
    received_on: date | None
    letter_number: str
    revision: int
    nominations: int
    judged: int
    archived: bool
    search_key: str
    sort_key: str
    deadline: Deadline | None = None
    sender_id: UUID | None = None
    campaign: str = ""
    handler_id: UUID | None = None
    handler: str = ""
    outcomes: int = 0

    @property
    def waiting(self) -> int:
        """How many nominations of a dossier decided already still have no outcome."""
        return self.nominations - self.outcomes if self.state is DossierState.DECIDED else 0


@dataclass(frozen=True, slots=True)
class ReceivedSignature:
    """The signature a dossier came with, in plain words.

    Attributes:
        outcome: what was found when it was taken in.
        signer: whose certificate signed.
        reasons: why it was not simply valid; empty where it was.
        received_at: when the package was taken in.
        file_name: the package as kept, relative to the data folder.
    """

    outcome: SignatureOutcome
    signer: str
    reasons: tuple[SignatureReason, ...]
    received_at: datetime
    file_name: str


@dataclass(frozen=True, slots=True)
class AppraisalNomination:
    """One nomination as the appraising officer reads it; ``position`` counts from 1.

    ``prior_unread`` counts awards of mere namesakes that are not laid open in ``prior``;
    ``version`` is what a verdict is given against.
    """

    id: UUID
    position: int
    kind: RecipientKind
    name: str
    gender: Gender
    birth_year: int | None
    post: str
    unit: str
    award_code: str
    award: str
    award_type: AwardType
    achievement: str
    period_from: date | None
    period_to: date | None
    report: str
    verdict: Verdict | None
    verdict_reason: str
    outcome: Outcome | None
    outcome_reason: str
    prior: tuple[PriorRow, ...]
    prior_unread: int = 0
    version: int = 0
    verdict_by: str = ""
    verdict_at: datetime | None = None

    @property
    def waits_on_hold(self) -> bool:
        """Whether it is on hold with no decision yet; it is judged again when that has ended."""
        return self.verdict is Verdict.HOLD and self.outcome is None


@dataclass(frozen=True, slots=True)
class AppraisalDetail:
    """A received dossier laid open; ``signature`` is None for one written here."""

    id: UUID
    title: str
    sender: str
    award_type: AwardType
    campaign: str
    state: DossierState
    revision: int
    received_on: date | None
    letter_number: str
    letter_date: date | None
    signatory_name: str
    signatory_title: str
    signature: ReceivedSignature | None
    nominations: tuple[AppraisalNomination, ...]
    deadline: Deadline | None = None


def appraisal_rows(session: Session, today: date) -> list[AppraisalRow]:
    """Return every dossier that came from another office, the latest received first.

    Their deadlines are as of ``today``.
    """
    sender = aliased(Office)
    counted = (
        sa.select(
            Nomination.dossier_id,
            sa.func.count().label("nominations"),
            sa.func.count(Nomination.verdict).label("judged"),
            sa.func.count(Nomination.outcome).label("outcomes"),
        )
        .where(Nomination.archived_at.is_(None))
        .group_by(Nomination.dossier_id)
        .subquery()
    )
    query = (
        sa.select(
            Dossier.id,
            Dossier.title,
            sender.name.label("sender"),
            Dossier.award_type,
            Dossier.state,
            Dossier.received_on,
            Dossier.letter_number,
            Dossier.revision,
            sa.func.coalesce(counted.c.nominations, 0).label("nominations"),
            sa.func.coalesce(counted.c.judged, 0).label("judged"),
            sa.func.coalesce(counted.c.outcomes, 0).label("outcomes"),
            Dossier.archived_at.is_not(None).label("archived"),
            Dossier.search_key,
            Dossier.sort_key,
            Dossier.origin_office_id.label("sender_id"),
            Dossier.campaign_name.label("campaign"),
            DossierHandler.officer_id.label("handler_id"),
            sa.func.coalesce(Officer.full_name, "").label("handler"),
        )
        .join(sender, sender.id == Dossier.origin_office_id)
        .outerjoin(counted, counted.c.dossier_id == Dossier.id)
        .outerjoin(DossierHandler, DossierHandler.dossier_id == Dossier.id)
        .outerjoin(Officer, Officer.id == DossierHandler.officer_id)
        .order_by(Dossier.received_on.desc(), Dossier.state_since.desc())
    )
    known = deadlines(session, today)
    return [
        AppraisalRow(**row, deadline=known.get(row["id"]))
        for row in session.execute(query).mappings()
    ]


def appraisal_detail(
    session: Session, dossier: Dossier, today: date, *, with_prior: bool = True
) -> AppraisalDetail:
    """Return a dossier with its live nominations and what each recipient seems to hold.

    Its deadline is as of ``today``.
    """
    nominations = live_nominations(session, dossier.id)
    prior = prior_awards(session, nominations) if with_prior else {}
    sender = session.get(Office, dossier.origin_office_id) if dossier.origin_office_id else None
    return AppraisalDetail(
        dossier.id,
        dossier.title,
        sender.name if sender else "",
        dossier.award_type,
        dossier.campaign_name,
        dossier.state,
        dossier.revision,
        dossier.received_on,
        dossier.letter_number,
        dossier.letter_date,
        dossier.signatory_name,
        dossier.signatory_title,
        _signature(session, dossier),
        tuple(
            _nomination(place, n, prior.get(n.id, PriorAwards()))
            for place, n in enumerate(nominations, 1)
        ),
        deadlines(session, today, (dossier.id,)).get(dossier.id),
    )


def live_nominations(session: Session, dossier_id: UUID) -> Sequence[Nomination]:
    """Return a dossier's nominations in the order of its list, without those taken out."""
    query = (
        sa.select(Nomination)
        .where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
        .order_by(Nomination.position)
    )
    return session.scalars(query).all()


def _nomination(place: int, nomination: Nomination, prior: PriorAwards) -> AppraisalNomination:
    return AppraisalNomination(
        nomination.id,
        place,
        nomination.recipient_kind,
        nomination.recipient_name,
        nomination.recipient_gender,
        nomination.recipient_birth_year,
        nomination.recipient_post,
        ", ".join(filter(None, (nomination.recipient_unit, nomination.proposed_by))),
        nomination.award_code,
        award_name(nomination.award_code),
        nomination.award_type,
        nomination.achievement,
        nomination.period_from,
        nomination.period_to,
        nomination.report,
        nomination.verdict,
        nomination.verdict_reason,
        nomination.outcome,
        nomination.outcome_reason,
        prior.rows,
        prior.unread,
        nomination.version,
        nomination.verdict_by,
        nomination.verdict_at,
    )


def _signature(session: Session, dossier: Dossier) -> ReceivedSignature | None:
    query = (
        sa.select(PackageRecord)
        .where(
            PackageRecord.dossier_id == dossier.id,
            PackageRecord.direction == "in",
            PackageRecord.kind == "submission",
            PackageRecord.state == "ACCEPTED",
        )
        .order_by(PackageRecord.revision.desc())
        .limit(1)
    )
    package = session.scalar(query)
    if package is None:
        return None
    return ReceivedSignature(
        SignatureOutcome(package.outcome),
        package.signer,
        tuple(SignatureReason(code) for code in package.reasons.get("codes", [])),
        package.settled_at or package.created_at,
        package.file_name,
    )
