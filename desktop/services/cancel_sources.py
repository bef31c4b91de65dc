"""What a quyết định hủy bỏ says, built from the award records it has taken back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.award_groups import RecipientLine
from desktop.documents.cancel_decision import CancelDecision, CancelledGroup
from desktop.models import AwardRecord, Nomination, Office
from desktop.services.bases import decision_lines
from desktop.services.decision_dossiers import dossiers_of
from desktop.services.decision_rows import find_decision
from desktop.services.law_book import law_of
from desktop.services.paper_sources import area_beside, senders_of
from desktop.services.paper_words import (
    about,
    agency_of,
    area_of,
    award_groups,
    awarded,
    chair_of,
    chair_signature,
    executors_of,
    head_lines,
    place_of,
)


def cancel_decision_of(session: Session, decision_id: UUID) -> CancelDecision:
    """Return what a cancelling decision made here says.

    Raises:
        NotFound: there is no such decision.
        DocumentFailed: VALUE_MISSING where it would have a gap.
    """
    decision = find_decision(session, decision_id)
    office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    senders = senders_of(session, dossiers_of(session, decision_id))
    query = (
        sa.select(AwardRecord, Nomination)
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(AwardRecord.cancelled_by == decision_id)
        .order_by(AwardRecord.decided_on, AwardRecord.decision_number, AwardRecord.position)
    )
    taken_back = [(award, nomination) for award, nomination in session.execute(query)]
    told = tuple(dict.fromkeys(sender.name for sender in senders.values()))
    groups = _groups(session, office, taken_back, senders)
    last = len(groups) + 3
    return CancelDecision(
        superior_agency=head_lines(office.superior_agency),
        agency=agency_of(office),
        issuer=chair_of(office.name),
        number=decision.number,
        place=place_of(office),
        date=decision.decided_on,
        subject=about(decision.subject),
        bases=tuple(line.cited_as for line in decision_lines(session, decision_id)),
        groups=groups,
        reason=taken_back[0][0].cancel_reason if taken_back else "",
        to_recover=sum(award.bonus_amount or 0 for award, _ in taken_back),
        executors=executors_of(office.tier, area_of(office.name)),
        signature=chair_signature(decision.signatory_name, decision.signatory_title),
        recipients=(f"Như Điều {last}", *told, "Lưu: VT"),
    )


def _groups(
    session: Session,
    office: Office,
    taken_back: Sequence[tuple[AwardRecord, Nomination | None]],
    senders: dict[UUID, Office],
) -> tuple[CancelledGroup, ...]:
    """Return what is taken back by the decision that granted it, then by award."""
    law = law_of(session)
    by_decision: dict[UUID | None, list[tuple[AwardRecord, RecipientLine]]] = {}
    for award, nomination in taken_back:
        line = awarded(award, nomination, area_beside(nomination, senders))
        by_decision.setdefault(award.decision_id, []).append((award, line))
    groups = []
    for lines in by_decision.values():
        first = lines[0][0]
        assert first.decided_on is not None  # decided here
        said = [(award.award_code, line) for award, line in lines]
        groups += [
            CancelledGroup(first.decision_number, first.decided_on, group)
            for group in award_groups(said, office, first.decided_on, law)
        ]
    return tuple(groups)
