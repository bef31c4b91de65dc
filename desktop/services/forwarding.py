"""trình cấp trên: what the office above asked of a gathered dossier, handed down to its senders.

Sending, recalling, decisions and refusals carry themselves up and down (``forwarding_moves.py``);
a return does not, for what is asked may be this office's own to mend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.errors import MoveRefused, NotFound
from desktop.law.lifecycle import DossierState, MoveKind, move
from desktop.models import Dossier, Nomination, Office
from desktop.services.answers import AnswerService
from desktop.services.forwarding_origins import origins_of
from desktop.services.law_book import law_of
from desktop.services.moves import apply_move, dossier_of
from desktop.services.raised_points import RaisedPoint, raised_points
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date

_ANSWERABLE = {DossierState.RETURNED, DossierState.DRAFT}


@dataclass(frozen=True, slots=True)
class OriginAbove:
    """A dossier received that a gathered one was taken from, and where it stands."""

    id: UUID
    title: str
    sender: str
    state: DossierState

    @property
    def can_return(self) -> bool:
        """Whether it can be sent back to its sender now."""
        return move(MoveKind.RETURN, self.state) is not None


@dataclass(frozen=True, slots=True)
class PointAbove:
    """One thing the office above asked to be mended, and whose it is to mend.

    Attributes:
        sender: who put the nomination forward; "" for a point on the whole dossier.
        dossier_id: the dossier received it came from; None where nobody below can mend it.
        state: where that dossier stands.
        origins: of a point on the whole dossier, those somebody may choose to send it down to.
    """

    id: UUID
    text: str
    item: str
    name: str
    sender: str
    dossier_id: UUID | None
    state: DossierState | None
    origins: tuple[OriginAbove, ...] = ()

    @property
    def can_pass(self) -> bool:
        """Whether the dossier it is about can be sent back to its sender now."""
        return self.state is not None and move(MoveKind.RETURN, self.state) is not None

    @property
    def can_choose(self) -> bool:
        """Whether it is on the whole dossier, and there is one to send it down with."""
        return any(origin.can_return for origin in self.origins)


class ForwardingService:
    """Use cases of dossiers gathered for the office above, once it has answered."""

    subject = "forwarding"

    def __init__(self, store: Store, answers: AnswerService) -> None:
        self._store = store
        self._answers = answers

    def points(self, dossier_id: UUID) -> tuple[PointAbove, ...]:
        """Return what the office above asked when it last returned a gathered dossier.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            return _points(session, dossier)

    def pass_down(
        self,
        dossier_id: UUID,
        point_ids: Collection[UUID],
        deadline: date | None = None,
        whole: Mapping[UUID, Collection[UUID]] | None = None,
    ) -> list[Path]:
        """Send the dossiers some points are about back to their senders, and return the packages.

        Each goes back with its own points, in the name of the office above. The nominations stay in
        the gathered draft until it is brought up to date.

        Args:
            dossier_id: gathered, and returned by the office above.
            point_ids: of ``points``; of those on the whole dossier ``whole`` says where to.
            deadline: by when they are to come back; None where no day is set.
            whole: by point on the whole dossier, the dossiers received it goes down with.

        Raises:
            NotFound: there is no such dossier or point, or the dossier is none of its origins.
            MoveRefused: NOTHING_FROM_ABOVE, or NOT_FROM_HERE for a dossier decided in part, which
                nobody can send back any more; nothing is sent back then.
        """
        with self._store.writing() as session:
            dossier = dossier_of(session, dossier_id)
            if not dossier.is_consolidated or dossier.state not in _ANSWERABLE:
                raise MoveRefused(MoveRefused.Code.NOTHING_FROM_ABOVE)
            asked = _chosen(_points(session, dossier), point_ids, whole or {})
            events = [
                self._return(session, dossier, origin, points, deadline)
                for origin, points in asked.items()
            ]
            session.commit()
        return [self._answers.write(event_id) for event_id in events]

    def _return(
        self,
        session: Session,
        dossier: Dossier,
        origin_id: UUID,
        points: list[PointAbove],
        deadline: date | None,
    ) -> UUID:
        origin = dossier_of(session, origin_id)
        office = session.get(Office, dossier.receiver_office_id)
        name = office.name if office else ""
        about = _origin_nominations(session, dossier.id)
        raised = _raised_by_id(session, dossier)
        told = [
            {
                "id": str(uuid4()),
                "nomination_id": str(about[one]) if (one := raised[p.id].nomination_id) else None,
                "item_code": raised[p.id].item_code,
                "text": f"{name} yêu cầu: {p.text}",
            }
            for p in points
        ]
        reason = "\n".join(str(point["text"]) for point in told)
        data: dict[str, object] = {"points": told}
        if deadline is not None:
            reason += f"\nGửi lại trước ngày {short_date(deadline)}."
            data["deadline"] = deadline.isoformat()
        event = apply_move(self._store, session, origin, MoveKind.RETURN, reason=reason, data=data)
        return event.id


def _points(session: Session, dossier: Dossier) -> tuple[PointAbove, ...]:
    raised = raised_points(session, dossier.id)
    last = max((p.revision for p in raised), default=0)
    items = {item.code: item.label for item in law_of(session).items}
    whose = _whose(session, dossier.id)
    origins = tuple(_origin(session, origin) for origin in origins_of(session, dossier))
    return tuple(_point(p, items, whose, origins) for p in raised if p.revision == last)


def _origin(session: Session, dossier: Dossier) -> OriginAbove:
    sender = session.get_one(Office, dossier.origin_office_id)
    return OriginAbove(dossier.id, dossier.title, sender.name, dossier.state)


_Whose = dict[UUID, tuple[str, str, UUID | None, DossierState | None]]


def _point(
    point: RaisedPoint, items: dict[str, str], whose: _Whose, origins: tuple[OriginAbove, ...]
) -> PointAbove:
    item = items.get(point.item_code, point.item_code)
    if point.nomination_id is None:
        return PointAbove(point.id, point.text, item, "", "", None, None, origins)
    about = whose.get(point.nomination_id, ("", "", None, None))
    return PointAbove(point.id, point.text, item, *about)


def _whose(session: Session, dossier_id: UUID) -> _Whose:
    """Return by nomination its name, its sender, and where the dossier it came from stands.

    One of this office's own came from none.
    """
    origin = aliased(Nomination)
    query = (
        sa.select(
            Nomination.id,
            Nomination.recipient_name,
            Nomination.proposed_by,
            Dossier.id,
            Dossier.state,
        )
        .outerjoin(origin, origin.id == Nomination.origin_id)
        .outerjoin(Dossier, Dossier.id == origin.dossier_id)
        .where(Nomination.dossier_id == dossier_id)
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in session.execute(query)}


def _origin_nominations(session: Session, dossier_id: UUID) -> dict[UUID, UUID]:
    query = sa.select(Nomination.id, Nomination.origin_id).where(
        Nomination.dossier_id == dossier_id, Nomination.origin_id.is_not(None)
    )
    return {copy: origin for copy, origin in session.execute(query) if origin is not None}


def _raised_by_id(session: Session, dossier: Dossier) -> dict[UUID, RaisedPoint]:
    return {point.id: point for point in raised_points(session, dossier.id)}


def _chosen(
    points: Collection[PointAbove],
    wanted: Collection[UUID],
    whole: Mapping[UUID, Collection[UUID]],
) -> dict[UUID, list[PointAbove]]:
    """Return the points asked for by the dossier received they go down with, in their order.

    Raises:
        MoveRefused: NOTHING_FROM_ABOVE, none of them goes down with a dossier received.
        NotFound: there is no such point, or the dossier is none of its origins.
    """
    known = {p.id: p for p in points}
    for missing in {*wanted, *whole} - known.keys():
        raise NotFound(NotFound.Code.RECORD, subject="points", id=str(missing))
    found: defaultdict[UUID, list[PointAbove]] = defaultdict(list)
    for point in points:
        if point.id in set(wanted) and point.dossier_id is not None:
            found[point.dossier_id].append(point)
        origins = {origin.id for origin in point.origins}
        for dossier_id in dict.fromkeys(whole.get(point.id, ())):
            if dossier_id not in origins:
                raise NotFound(NotFound.Code.RECORD, subject="dossiers", id=str(dossier_id))
            found[dossier_id].append(point)
    if not found:
        raise MoveRefused(MoveRefused.Code.NOTHING_FROM_ABOVE)
    return dict(found)
