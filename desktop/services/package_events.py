"""A dossier's events as packages carry them: moves only, and only of the office that signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.law.lifecycle import MOVES, Actor, MoveKind
from desktop.models import Event
from desktop.services.moves import SUBJECT
from desktop.services.store import EventRow, event_label

_MADE_BY = {actor: {m.kind.value for m in MOVES if m.actor is actor} for actor in Actor}


def refuse_taken(
    session: Session, column: Any, ids: Sequence[UUID], elsewhere: sa.ColumnElement[bool]
) -> None:
    """Refuse ids a package gives twice, and ids that belong to other records here.

    Args:
        session: to read with.
        column: the id column of the records the package brings.
        ids: what it brings.
        elsewhere: the condition under which a record of that id is not the package's to write.

    Raises:
        PackageRefused: DATA_BAD.
    """
    twice = len(set(ids)) != len(ids)
    query = sa.select(column).where(column.in_(ids), elsewhere).limit(1)
    if twice or session.scalar(query) is not None:
        raise PackageRefused(PackageRefused.Code.DATA_BAD, path="id")


def own_moves(
    session: Session, dossier_id: UUID, office_id: UUID, until: int | None = None
) -> list[dict[str, Any]]:
    """Return an office's moves of a dossier as a package's data document lists them.

    Args:
        session: to read with.
        dossier_id: whose history.
        office_id: the office that will sign; what the other end did, the other end knows.
        until: sequence of the last event to tell of; None for all.
    """
    query = (
        sa.select(Event)
        .where(
            Event.subject == SUBJECT,
            Event.record_id == dossier_id,
            Event.office_id == office_id,
            Event.event.in_([kind.value for kind in MoveKind]),
        )
        .order_by(Event.sequence)
    )
    if until is not None:
        query = query.where(Event.sequence <= until)
    return [_fields(event) for event in session.scalars(query)]


def _fields(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "at": event.at,
        "actor": event.actor,
        "event": event.event,
        "from": event.from_state or None,
        "to": event.to_state or None,
        "reason": event.reason or None,
        "office_id": event.office_id,
        "office_name": event.office_name,
    }


def moves_told(
    fields: Iterable[dict[str, Any]], sender: UUID, actor: Actor, data: dict[str, Any]
) -> list[EventRow]:
    """Return the moves a package tells of, leaving out what its signer cannot speak for.

    Args:
        fields: the ``events`` of its data document.
        sender: the office that signed; events said to have happened elsewhere are passed over.
        actor: which end the sender is; it cannot make the other end's moves.
        data: what each event keeps beside what it says, such as the package it came in.
    """
    return [
        EventRow(
            UUID(event["id"]),
            moment_of(event["at"]),
            event["actor"],
            sender,
            event["office_name"],
            event["event"],
            event_label(event["event"]),
            event["from"] or "",
            event["to"] or "",
            event["reason"] or "",
            data,
        )
        for event in fields
        if UUID(event["office_id"]) == sender and event["event"] in _MADE_BY[actor]
    ]


def moment_of(text: str) -> datetime:
    """Return a time a data document names, as aware UTC.

    Raises:
        PackageRefused: DATA_BAD for one so near the calendar's ends that UTC has no such day.
    """
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError as error:
        raise PackageRefused(PackageRefused.Code.DATA_BAD, path="at") from error
