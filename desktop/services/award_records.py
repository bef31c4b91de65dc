"""lần khen thưởng of a decision: one record per nomination granted, in the order of its list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.terms import RecipientKind
from desktop.models import AwardRecord, Decision, Nomination
from desktop.services.awards import born_in
from desktop.services.bonuses import freeze_bonuses
from desktop.vietnamese.text import fold

# As the list under a decision has them, and therefore the pile of certificates too.
_KIND_ORDER = (RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL, RecipientKind.HOUSEHOLD)


def print_order(nominations: Sequence[Nomination]) -> list[Nomination]:
    """Return nominations as a decision lists them: by award, then by kind, then as nominated.

    Args:
        nominations: in the order of the dossier's list; awards come in the order they first appear.
    """
    awards = list(dict.fromkeys(n.award_code for n in nominations))
    return sorted(
        nominations,
        key=lambda n: (awards.index(n.award_code), _KIND_ORDER.index(n.recipient_kind)),
    )


def add_award_records(
    session: Session,
    decision: Decision,
    granted: Sequence[Nomination],
    certificate_numbers: Mapping[UUID, str],
    golden_book_numbers: Mapping[UUID, str] | None = None,
) -> list[AwardRecord]:
    """Write the award records of a decision; recipients stand as the nomination wrote them.

    What each is worth is frozen with it, for a decision made here. A second dossier of a decision
    received stands after the first.

    Args:
        session: the caller's transaction.
        decision: numbered and dated.
        granted: the nominations granted, in any order.
        certificate_numbers: by nomination; one without a certificate has none.
        golden_book_numbers: by nomination, where the office keeps a golden book.
    """
    before = sa.select(sa.func.max(AwardRecord.position))
    first = session.scalar(before.where(AwardRecord.decision_id == decision.id)) or 0
    records = [
        _record(decision, nomination, position, certificate_numbers.get(nomination.id, ""))
        for position, nomination in enumerate(print_order(granted), first + 1)
    ]
    golden = golden_book_numbers or {}
    for record in records:
        record.golden_book_number = golden.get(record.nomination_id or decision.id, "")
    session.add_all(records)
    session.flush()
    freeze_bonuses(session, decision, records)
    session.flush()
    return records


def foreseen_records(
    session: Session, decision: Decision, granted: Sequence[Nomination]
) -> list[AwardRecord]:
    """Return what ``add_award_records`` would write, with what each is worth; nothing is kept.

    Args:
        session: to read the office's law with.
        decision: dated; need not be in the database.
        granted: the nominations granted.
    """
    records = [
        _record(decision, nomination, position, "")
        for position, nomination in enumerate(print_order(granted), 1)
    ]
    for record in records:
        record.id = uuid4()
    freeze_bonuses(session, decision, records)
    return records


def mark_cancelled(records: Iterable[AwardRecord], decision: Decision, reason: str) -> None:
    """Write into award records which decision has taken them back, when and why."""
    for record in records:
        record.cancelled_on, record.cancel_reason = decision.decided_on, reason
        record.cancelled_by = decision.id


def awards_of(session: Session, decision_id: UUID) -> Sequence[AwardRecord]:
    """Return a decision's award records in the order of its list."""
    query = (
        sa.select(AwardRecord)
        .where(AwardRecord.decision_id == decision_id)
        .order_by(AwardRecord.position)
    )
    return session.scalars(query).all()


def taken_back_by(session: Session, decision_id: UUID) -> Sequence[AwardRecord]:
    """Return the award records a decision has taken back, by the decisions that granted them."""
    query = (
        sa.select(AwardRecord)
        .where(AwardRecord.cancelled_by == decision_id)
        .order_by(AwardRecord.decided_on, AwardRecord.decision_number, AwardRecord.position)
    )
    return session.scalars(query).all()


def _record(
    decision: Decision, nomination: Nomination, position: int, certificate_number: str
) -> AwardRecord:
    # The achievement's last year, since annual titles are counted by it; else the decision's.
    year = nomination.period_to.year if nomination.period_to else decision.decided_on.year
    return AwardRecord(
        position=position,
        source="decided" if decision.made_here else "received",
        decision_id=decision.id,
        nomination_id=nomination.id,
        person_id=nomination.person_id,
        unit_id=nomination.unit_id,
        household_id=nomination.household_id,
        recipient_kind=nomination.recipient_kind,
        recipient_name=nomination.recipient_name,
        recipient_post=nomination.recipient_post,
        recipient_unit=nomination.recipient_unit,
        award_code=nomination.award_code,
        award_type=nomination.award_type,
        achievement=nomination.achievement,
        year=year,
        period_from=nomination.period_from,
        period_to=nomination.period_to,
        decision_number=decision.number,
        decided_on=decision.decided_on,
        decided_by=decision.deciding_office,
        certificate_number=certificate_number,
        search_key=fold(nomination.recipient_name),
        recipient_birth_year=born_in(
            nomination.recipient_birth_year, nomination.recipient_birth_date
        ),
        unit_key=fold(nomination.recipient_unit),
    )
