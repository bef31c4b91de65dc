"""thứ tự trao: in which order certificates are handed over, and therefore printed and read out.

At first it is the order of the decision's list. Whoever prepares the ceremony may move some; the
numbers of the register stay with their certificates. Every change is an event of the decision that
holds the order before it, so each can be taken back, the last one first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound
from desktop.law.terms import RecipientKind
from desktop.models import AwardRecord, Decision, Event
from desktop.services.decision_rows import find_decision
from desktop.services.prior_awards import award_name
from desktop.services.store import Store

EVENT = "ceremony_ordered"
IN_ORDER = (
    sa.func.coalesce(AwardRecord.ceremony_position, AwardRecord.position),
    AwardRecord.position,
)
"""What certificates are sorted by wherever they are printed, read out or paid."""


@dataclass(frozen=True, slots=True)
class OrderedAward:
    """One certificate in the order of the ceremony.

    Attributes:
        id: the award record's.
        place: in the ceremony, from 1.
        listed: in the decision's list, from 1.
        number: its certificate's number in the register.
        name: whom it is for.
        post_unit: «Giáo viên, Trường Tiểu học Lê Lợi»; may be empty.
        award: «Lao động tiên tiến».
        kind: individual, collective or household.
    """

    id: UUID
    place: int
    listed: int
    number: str
    name: str
    post_unit: str
    award: str
    kind: RecipientKind


@dataclass(frozen=True, slots=True)
class CeremonyOrder:
    """The certificates of a decision in order; ``is_listed`` while nobody has changed it."""

    rows: tuple[OrderedAward, ...]
    is_listed: bool
    may_undo: bool


class CertificateOrderService:
    """Use cases of the ceremony's order."""

    subject = "decisions"

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, decision_id: UUID) -> CeremonyOrder:
        """Return the certificates of a decision in the order of its ceremony.

        Raises:
            NotFound: there is no such decision.
        """
        with self._store.reading() as session:
            find_decision(session, decision_id)
            return _opened(session, decision_id)

    def move(self, decision_id: UUID, moved: Collection[UUID], place: int) -> CeremonyOrder:
        """Move certificates, keeping their own order, so that the first of them gets ``place``.

        Args:
            decision_id: made here.
            moved: award records of it.
            place: from 1; beyond either end means that end.

        Raises:
            NotFound: there is no such decision, or it holds no certificate of that id.
            MoveRefused: WRONG_SEAT; those who decided hold the ceremony.
        """
        with self._store.writing() as session:
            awards = _own(session, decision_id)
            if missing := set(moved) - {award.id for award in awards}:
                raise NotFound(NotFound.Code.RECORD, subject="awards", id=str(min(missing)))
            chosen = [award for award in awards if award.id in moved]
            others = [award for award in awards if award.id not in moved]
            at = min(max(place, 1), len(others) + 1) - 1
            wanted = [*others[:at], *chosen, *others[at:]]
            if wanted != awards:
                self._write(session, decision_id, awards, wanted, {"moved": len(chosen)})
                session.commit()
            return _opened(session, decision_id)

    def restore(self, decision_id: UUID) -> CeremonyOrder:
        """Go back to the order of the decision's list; refusals as ``move``."""
        with self._store.writing() as session:
            awards = _own(session, decision_id)
            if any(award.ceremony_position is not None for award in awards):
                wanted = sorted(awards, key=lambda award: award.position)
                self._write(session, decision_id, awards, wanted, {"restored": True})
                session.commit()
            return _opened(session, decision_id)

    def undo(self, decision_id: UUID) -> CeremonyOrder:
        """Take back the last change that stands; nothing happens when there is none."""
        with self._store.writing() as session:
            awards = _own(session, decision_id)
            event = _last_standing(session, decision_id)
            if event is not None:
                wanted = _ordered_as(awards, event.data["before"])
                data = {"undoes": str(event.id)}
                self._write(session, decision_id, awards, wanted, data)
                session.commit()
            return _opened(session, decision_id)

    def _write(
        self,
        session: Session,
        decision_id: UUID,
        before: Sequence[AwardRecord],
        wanted: Sequence[AwardRecord],
        data: dict[str, Any],
    ) -> None:
        """Write an order; one that is the list's own leaves no places behind."""
        told = {"before": [award.position for award in before], **data}
        is_listed = list(wanted) == sorted(wanted, key=lambda award: award.position)
        for place, award in enumerate(wanted, 1):
            award.ceremony_position = None if is_listed else place
        self._store.record_event(session, self.subject, decision_id, EVENT, data=told)


def certificates_of(session: Session, decision_id: UUID) -> list[AwardRecord]:
    """Return the award records of a decision that have a certificate to print, in order."""
    query = (
        sa.select(AwardRecord)
        .where(
            AwardRecord.decision_id == decision_id,
            AwardRecord.certificate_number != "",
            AwardRecord.cancelled_on.is_(None),
        )
        .order_by(*IN_ORDER)
    )
    return list(session.scalars(query))


def _own(session: Session, decision_id: UUID) -> list[AwardRecord]:
    decision: Decision = find_decision(session, decision_id)
    if not decision.made_here:
        raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move=EVENT)
    return certificates_of(session, decision_id)


def _opened(session: Session, decision_id: UUID) -> CeremonyOrder:
    awards = certificates_of(session, decision_id)
    rows = tuple(_row(award, place) for place, award in enumerate(awards, 1))
    is_listed = all(award.ceremony_position is None for award in awards)
    return CeremonyOrder(rows, is_listed, _last_standing(session, decision_id) is not None)


def _row(award: AwardRecord, place: int) -> OrderedAward:
    about = ", ".join(part for part in (award.recipient_post, award.recipient_unit) if part)
    return OrderedAward(
        award.id,
        place,
        award.position,
        award.certificate_number,
        award.recipient_name,
        about,
        award_name(award.award_code),
        award.recipient_kind,
    )


def _last_standing(session: Session, decision_id: UUID) -> Event | None:
    """Return the last change of order that was not taken back yet."""
    query = (
        sa.select(Event)
        .where(Event.subject == "decisions", Event.record_id == decision_id, Event.event == EVENT)
        .order_by(Event.sequence.desc())
    )
    undone: set[str] = set()
    for event in session.scalars(query):
        if "undoes" in event.data:
            undone.add(event.data["undoes"])
        elif str(event.id) not in undone:
            return event
    return None


def _ordered_as(awards: Sequence[AwardRecord], listed: Sequence[int]) -> list[AwardRecord]:
    """Return awards in an order kept as places of the list; one it does not know comes last."""
    places = {position: place for place, position in enumerate(listed)}
    return sorted(awards, key=lambda a: (places.get(a.position, len(places)), a.position))
