"""ghi chú xử lý, người thụ lý: what the desk writes for itself about a dossier; it never goes out.

Notes and handlers stand in tables of their own that no package is made from; only a handover, which
is the whole office's database, takes them along.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound
from desktop.law.problems import Problem, ProblemCode
from desktop.models import DossierHandler, HandlerNote, Nomination, Officer
from desktop.services.chunks import chunks
from desktop.services.fields import clean
from desktop.services.moves import SUBJECT, dossier_of
from desktop.services.store import Store

LONGEST = 4_000
"""Letters of a note."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note; ``about`` is the nomination's name, "" for the dossier as a whole."""

    id: UUID
    nomination_id: UUID | None
    about: str
    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class HandlerRow:
    """Somebody who may handle dossiers."""

    officer_id: UUID
    name: str
    post: str = ""


class HandlerNoteService:
    """Use cases of notes and of who handles which dossier."""

    subject = "handler_notes"

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_dossier(self, dossier_id: UUID) -> tuple[NoteRow, ...]:
        """Return the notes on a dossier and its nominations, the newest first."""
        with self._store.reading() as session:
            return notes_of(session, dossier_id)

    def write(
        self, dossier_id: UUID, text: str, nomination_id: UUID | None = None
    ) -> tuple[Problem, ...]:
        """Keep a note with who wrote it and when; what it says stays out of the history.

        Args:
            dossier_id: any dossier here.
            text: at most ``LONGEST`` letters.
            nomination_id: one of the dossier's; None for the dossier as a whole.

        Raises:
            NotFound: there is no such dossier, or no such nomination in it.
        """
        text = clean(text)
        if not text:
            return (Problem("text", ProblemCode.REQUIRED, data={"label": "ghi chú"}),)
        if len(text) > LONGEST:
            data: dict[str, object] = {"label": "ghi chú", "maximum": LONGEST}
            return (Problem("text", ProblemCode.TOO_LONG, data=data),)
        with self._store.writing() as session:
            dossier_of(session, dossier_id)
            _refuse_foreign(session, dossier_id, nomination_id)
            note = HandlerNote(
                dossier_id=dossier_id,
                nomination_id=nomination_id,
                text=text,
                written_by=self._store.actor.name,
                written_at=self._store.clock(),
            )
            session.add(note)
            session.flush()
            data = {"note": str(note.id)}
            self._store.record_event(session, SUBJECT, dossier_id, "noted", data=data)
            session.commit()
        return ()

    def remove(self, note_id: UUID) -> None:
        """Put a note away; it is shown no more.

        Raises:
            NotFound: there is no such note.
        """
        with self._store.writing() as session:
            note = session.get(HandlerNote, note_id)
            if note is None:
                raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(note_id))
            if note.archived_at is None:
                note.archived_at = self._store.clock()
                data = {"note": str(note_id)}
                self._store.record_event(
                    session, SUBJECT, note.dossier_id, "note_removed", data=data
                )
                session.commit()

    def officers(self) -> tuple[HandlerRow, ...]:
        """Return the officers of this office, by name."""
        query = sa.select(Officer).where(Officer.archived_at.is_(None)).order_by(Officer.sort_key)
        with self._store.reading() as session:
            found = (
                HandlerRow(o.id, o.full_name or o.login, o.post) for o in session.scalars(query)
            )
            return tuple(sorted(found, key=lambda row: row.name))

    def assign(self, dossiers: Collection[UUID], officer_id: UUID | None) -> int:
        """Give dossiers to an officer, None to nobody; return how many changed hands.

        Raises:
            NotFound: there is no such dossier or officer; nothing is changed then.
        """
        with self._store.writing() as session:
            if officer_id is not None and session.get(Officer, officer_id) is None:
                raise NotFound(NotFound.Code.RECORD, subject="officers", id=str(officer_id))
            changed = sum(self._give(session, one, officer_id) for one in sorted(dossiers))
            if changed:
                session.commit()
            return changed

    def _give(self, session: Session, dossier_id: UUID, officer_id: UUID | None) -> bool:
        dossier_of(session, dossier_id)
        held = session.get(DossierHandler, dossier_id)
        before = held.officer_id if held is not None else None
        if before == officer_id:
            return False
        if officer_id is None:
            session.delete(held)
        else:
            handler = held or DossierHandler(dossier_id=dossier_id)
            handler.officer_id, handler.since = officer_id, self._store.clock()
            session.add(handler)
        session.flush()
        data = {
            "officer": str(officer_id) if officer_id else None,
            "before": str(before) if before else None,
        }
        self._store.record_event(session, SUBJECT, dossier_id, "handler_set", data=data)
        return True

    def handler(self, dossier_id: UUID) -> str:
        """Return who handles a dossier, "" for nobody yet."""
        with self._store.reading() as session:
            found = handlers_of(session, [dossier_id]).get(dossier_id)
            return found.name if found else ""

    def mine(self) -> UUID | None:
        """Return the officer working here; None while nobody in particular is."""
        return self._store.actor.officer_id


def notes_of(session: Session, dossier_id: UUID) -> tuple[NoteRow, ...]:
    """Return the notes on a dossier and its nominations, the newest first."""
    query = (
        sa.select(HandlerNote, Nomination.recipient_name)
        .outerjoin(Nomination, Nomination.id == HandlerNote.nomination_id)
        .where(HandlerNote.dossier_id == dossier_id, HandlerNote.archived_at.is_(None))
        .order_by(HandlerNote.written_at.desc())
    )
    return tuple(
        NoteRow(n.id, n.nomination_id, name or "", n.text, n.written_by, n.written_at)
        for n, name in session.execute(query)
    )


def handlers_of(session: Session, dossiers: Collection[UUID]) -> dict[UUID, HandlerRow]:
    """Return who handles each of some dossiers; those of nobody are left out."""
    found: dict[UUID, HandlerRow] = {}
    for some in chunks(sorted(dossiers)):
        query = (
            sa.select(DossierHandler.dossier_id, Officer.id, Officer.full_name, Officer.post)
            .join(Officer, Officer.id == DossierHandler.officer_id)
            .where(DossierHandler.dossier_id.in_(some))
        )
        for dossier_id, officer_id, name, post in session.execute(query):
            found[dossier_id] = HandlerRow(officer_id, name, post)
    return found


def _refuse_foreign(session: Session, dossier_id: UUID, nomination_id: UUID | None) -> None:
    if nomination_id is None:
        return
    nomination = session.get(Nomination, nomination_id)
    if nomination is None or nomination.dossier_id != dossier_id:
        raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination_id))
