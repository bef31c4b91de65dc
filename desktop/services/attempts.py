"""lần chuyển: every try to carry a package, kept so that nobody has to wonder what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.errors import AppError
from desktop.models import PackageAttempt, PackageRecord
from desktop.services.store import Store

BY_HAND = "copy"
"""The way of a package that an officer copied into a folder, wherever it went from there."""
TAKEN_AWAY = "TAKEN_AWAY"
"""Code of the line that says our own copy was removed from a place, since it was settled."""
ASKED_AGAIN = "ASKED_AGAIN"
"""Code of the line that says somebody wants a package carried to a place once more."""
WITHOUT_FAILURE = frozenset({"", TAKEN_AWAY, ASKED_AGAIN})
"""Codes of the lines that tell of no failure."""


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try; ``code`` is "" when it went well, ``bytes_sent`` what left this machine."""

    at: datetime
    ended_at: datetime
    way: str
    place: str
    code: str
    bytes_sent: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where packages are carried: the way there, and its name as people know it."""

    way: str
    name: str


def attempts_of(store: Store, row_id: UUID) -> list[AttemptRow]:
    """Return the tries to carry a package, the latest first."""
    query = (
        sa.select(PackageAttempt)
        .where(PackageAttempt.package_row_id == row_id)
        .order_by(PackageAttempt.at.desc())
    )
    with store.reading() as session:
        return [
            AttemptRow(a.at, a.ended_at, a.way, a.place, a.code, a.bytes_sent)
            for a in session.scalars(query)
        ]


def record_carried(
    store: Store, row_id: UUID, place: Place, began: datetime, bytes_sent: int
) -> None:
    """Write that a package reached a place; one that waits for its receipt is CARRIED from then."""
    with store.writing() as session:
        row = session.get_one(PackageRecord, row_id)
        _add(store, session, row_id, place, began, bytes_sent=bytes_sent)
        row.carried_at = row.carried_at or store.clock()
        row.failure, row.failure_seen_at = "", None
        if row.state == "QUEUED":
            row.state = "CARRIED"
        session.commit()


def record_copied(
    store: Store, row_id: UUID, folder: Path, began: datetime, bytes_sent: int
) -> None:
    """Write that an officer had a package copied; where the copy went is not known: it waits on."""
    with store.writing() as session:
        place = Place(BY_HAND, str(folder))
        _add(store, session, row_id, place, began, bytes_sent=bytes_sent)
        session.commit()


def record_failure(
    store: Store, row_id: UUID, place: Place, began: datetime, error: AppError, *, loud: bool
) -> None:
    """Write that a package could not be carried, and why.

    Args:
        store: of this office.
        row_id: the package.
        place: where it was to go.
        began: when the try began.
        error: why it failed.
        loud: whether somebody has to read it; that there is no line just now is no news.
    """
    with store.writing() as session:
        row = session.get_one(PackageRecord, row_id)
        _add(store, session, row_id, place, began, code=str(error.code))
        if loud and row.failure != str(error.code):
            row.failure, row.failure_seen_at = str(error.code), None
        session.commit()


def record_taken_away(store: Store, row_id: UUID, place: Place) -> None:
    """Write that our copy of a settled package was removed from a place."""
    with store.writing() as session:
        _add(store, session, row_id, place, store.clock(), code=TAKEN_AWAY)
        session.commit()


def record_asked_again(store: Store, row_id: UUID) -> None:
    """Forget where a package lies, so that the next pass looks there and carries what lacks."""
    with store.writing() as session:
        arrived = sa.select(PackageAttempt.way, PackageAttempt.place).where(
            PackageAttempt.package_row_id == row_id,
            PackageAttempt.code == "",
            PackageAttempt.way != BY_HAND,
        )
        for way, name in session.execute(arrived.distinct()).all():
            _add(store, session, row_id, Place(way, name), store.clock(), code=ASKED_AGAIN)
        session.commit()


def reached(place: Place) -> sa.ColumnElement[bool]:
    """Return the condition for packages that once reached a place and still lie there."""
    later = aliased(PackageAttempt)
    overtaken = sa.exists().where(
        later.package_row_id == PackageAttempt.package_row_id,
        later.way == place.way,
        later.place == place.name,
        later.code.in_([TAKEN_AWAY, ASKED_AGAIN]),
        later.at >= PackageAttempt.at,
    )
    return sa.exists().where(
        PackageAttempt.package_row_id == PackageRecord.id,
        PackageAttempt.way == place.way,
        PackageAttempt.place == place.name,
        PackageAttempt.code == "",
        ~overtaken,
    )


def _add(
    store: Store,
    session: Session,
    row_id: UUID,
    place: Place,
    began: datetime,
    *,
    code: str = "",
    bytes_sent: int = 0,
) -> None:
    session.add(
        PackageAttempt(
            id=uuid4(),
            package_row_id=row_id,
            at=began,
            ended_at=store.clock(),
            way=place.way,
            place=place.name,
            code=code,
            bytes_sent=bytes_sent,
        )
    )
