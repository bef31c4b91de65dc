"""Who waits for a decision: nominations without an outcome, over all dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import DossierState
from desktop.law.terms import RecipientKind, Verdict
from desktop.models import Dossier, Nomination, Office
from desktop.services.prior_awards import award_name


@dataclass(frozen=True, slots=True)
class DecisionCandidate:
    """One nomination that waits for a decision.

    Attributes:
        id: of the nomination.
        dossier_id, dossier: which it stands in, and its title.
        sender: the office that asks; "" for this one.
        campaign: the campaign's name, "" for none.
        verdict: of the appraisal; what this office asks of itself meets the conditions.
        received_on: when the dossier came.
    """

    id: UUID
    dossier_id: UUID
    dossier: str
    sender: str
    campaign: str
    name: str
    kind: RecipientKind
    unit: str
    born: int | None
    award_code: str
    award: str
    verdict: Verdict
    verdict_reason: str
    received_on: date | None

    @property
    def is_granted(self) -> bool:
        """Whether a decision would grant it."""
        return self.verdict is Verdict.MEETS

    @property
    def is_left_out(self) -> bool:
        """Whether no decision can be made of it yet: on hold, or for the office above."""
        return self.verdict in {Verdict.HOLD, Verdict.SEND_HIGHER}


_RECEIVED = (DossierState.APPRAISED, DossierState.DECIDED)
_OWN = (DossierState.READY, DossierState.DECIDED)


def decision_candidates(session: Session) -> list[DecisionCandidate]:
    """Return everybody who waits, by campaign, then dossier as received, then as listed.

    A dossier gathered from others is decided in those it was gathered from; one of this office that
    goes to the office above is decided there.
    """
    own = session.scalars(sa.select(Office.id).where(Office.is_self)).one()
    stays_here = sa.or_(Dossier.receiver_office_id.is_(None), Dossier.receiver_office_id == own)
    may_be_decided = sa.or_(
        sa.and_(Dossier.origin_office_id.is_not(None), Dossier.state.in_(_RECEIVED)),
        sa.and_(Dossier.origin_office_id.is_(None), Dossier.state.in_(_OWN), stays_here),
    )
    query = (
        sa.select(Nomination, Dossier, sa.func.coalesce(Office.name, ""))
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .outerjoin(Office, Office.id == Dossier.origin_office_id)
        .where(
            may_be_decided,
            sa.not_(Dossier.is_consolidated),
            Dossier.archived_at.is_(None),
            Nomination.archived_at.is_(None),
            Nomination.outcome.is_(None),
        )
        .order_by(
            Dossier.campaign_name,
            Dossier.received_on,
            Dossier.state_since,
            Dossier.id,
            Nomination.position,
        )
    )
    return [_candidate(*row) for row in session.execute(query)]


def _candidate(nomination: Nomination, dossier: Dossier, sender: str) -> DecisionCandidate:
    appraised = nomination.verdict or Verdict.HOLD
    return DecisionCandidate(
        nomination.id,
        dossier.id,
        dossier.title,
        sender,
        dossier.campaign_name,
        nomination.recipient_name,
        nomination.recipient_kind,
        nomination.recipient_unit,
        nomination.recipient_birth_year,
        nomination.award_code,
        award_name(nomination.award_code),
        appraised if dossier.origin_office_id is not None else Verdict.MEETS,
        nomination.verdict_reason,
        dossier.received_on,
    )
