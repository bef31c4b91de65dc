"""Whether this database was handed over to another machine, which then sends in its place.

A mark in the settings, written and taken back as events: two machines of one office that both send
would leave the receiver with two histories.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import HandoverRefused, MoveRefused
from desktop.models import Setting
from desktop.services.store import Store

SUBJECT = "databases"
_KEY = "handed_over"
_Code = HandoverRefused.Code


_MARKED = sa.select(Setting.value).where(Setting.key == _KEY)
# A column of any query, for ``refuse_mark``.
MARK = _MARKED.scalar_subquery()


def handed_over_at(session: Session) -> datetime | None:
    """Return when this database was handed over; None while it is the one that sends."""
    mark = session.scalar(_MARKED)
    at: str = mark.get("at", "") if mark else ""
    return datetime.fromisoformat(at) if at else None


def refuse_handed_over(session: Session) -> None:
    """Refuse to send from a database that was handed over.

    Raises:
        HandoverRefused: HANDED_OVER.
    """
    if handed_over_at(session) is not None:
        raise HandoverRefused(_Code.HANDED_OVER)


def refuse_mark(mark: Mapping[str, Any] | None) -> None:
    """Refuse what ``refuse_handed_over`` does, from the ``MARK`` of a query of the caller's.

    Raises:
        HandoverRefused: HANDED_OVER.
    """
    if mark and mark.get("at"):
        raise HandoverRefused(_Code.HANDED_OVER)


def mark_handed_over(store: Store, reason: str, file_name: str) -> None:
    """Note that another machine sends from now on."""
    with store.writing() as session:
        setting = _set(session, {"at": store.clock().isoformat(), "reason": reason})
        data = {"file": file_name}
        store.record_event(session, SUBJECT, setting.id, "handed_over", reason=reason, data=data)
        session.commit()


def take_back(store: Store, reason: str) -> None:
    """Let this machine send again, such as when the other never began.

    Raises:
        MoveRefused: NEEDS_REASON.
        HandoverRefused: NOT_HANDED_OVER.
    """
    if not reason.strip():
        raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move="handover_taken_back")
    with store.writing() as session:
        if handed_over_at(session) is None:
            raise HandoverRefused(_Code.NOT_HANDED_OVER)
        setting = _set(session, {})
        store.record_event(
            session, SUBJECT, setting.id, "handover_taken_back", reason=reason.strip()
        )
        session.commit()


def note_restored(store: Store, data: dict[str, Any]) -> None:
    """Note that this database came by a handover, and sends from now on."""
    with store.writing() as session:
        setting = _set(session, {})
        store.record_event(session, SUBJECT, setting.id, "handover_restored", data=data)
        session.commit()


def _set(session: Session, value: dict[str, Any]) -> Setting:
    setting = session.get(Setting, _KEY)
    if setting is None:
        setting = Setting(key=_KEY, value=value)
        session.add(setting)
    setting.value = value
    session.flush()
    return setting
