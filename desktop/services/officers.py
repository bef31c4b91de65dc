"""người dùng: the officers of this office, what role each has, and whose dossiers they handle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.database.keyring import Keyring
from desktop.errors import NotAllowed, NotFound
from desktop.law.terms import OfficerRole
from desktop.models import Office, Officer
from desktop.services.permissions import Rights, rights_of
from desktop.services.store import Store

__all__ = ["OfficerRole", "OfficerRow", "OfficerService", "Rights"]


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One who unlocks this office.

    Attributes:
        offices: the senders whose dossiers they handle; empty for all.
        is_at_work: whether they are the one this program was unlocked by.
    """

    id: UUID
    login: str
    full_name: str
    post: str
    role: OfficerRole
    offices: tuple[UUID, ...]
    is_at_work: bool


class OfficerService:
    """Use cases of officers beside passwords, which ``access.py`` has."""

    subject = "officers"

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keyring = Keyring(store.paths.root, store.clock)

    def rights(self) -> Rights:
        """Return what the officer at work may do now.

        Raises:
            NotAllowed: REMOVED.
        """
        with self._store.reading() as session:
            return rights_of(session, self._store.actor.officer_id)

    def list_rows(self) -> list[OfficerRow]:
        """Return the officers who can unlock this office, in the order of their logins."""
        query = sa.select(Officer).where(Officer.archived_at.is_(None)).order_by(Officer.login)
        with self._store.reading() as session:
            return [self._row(officer) for officer in session.scalars(query)]

    def set_role(
        self, officer_id: UUID, role: OfficerRole, offices: Sequence[UUID] = ()
    ) -> OfficerRow:
        """Give an officer a role, and the senders whose dossiers they handle.

        Raises:
            NotFound: there is no such officer, or no such sender.
            NotAllowed: LAST_HEAD; somebody must be able to give roles.
        """
        with self._store.writing() as session:
            officer = _officer(session, officer_id)
            before = officer.role
            for office in offices:
                # Whoever handles nobody's dossiers would be refused every one of them.
                if session.get(Office, office) is None:
                    raise NotFound(NotFound.Code.RECORD, subject="offices", id=str(office))
            if before is OfficerRole.HEAD and role is not OfficerRole.HEAD:
                _refuse_last_head(session, officer)
            # The right to give roles is asked before it may be given away.
            self._store.record_event(
                session,
                self.subject,
                officer.id,
                "role_set",
                from_state=before.value,
                to_state=role.value,
                data={"offices": [str(o) for o in offices]},
            )
            officer.role = role
            officer.scope = {"offices": [str(o) for o in offices]} if offices else {}
            session.commit()
            return self._row(officer)

    def remove(self, officer_id: UUID) -> None:
        """Take away an officer's way in; what they did stays under their name.

        Who has had the key of the data could have kept a copy: this keeps out the person, not
        somebody who stole the files before.

        Raises:
            NotFound: there is no such officer.
            NotAllowed: LAST_HEAD, or OWN_LOGIN for the officer at work.
            AccessDenied: LAST_SLOT.
        """
        with self._store.writing() as session:
            officer = _officer(session, officer_id)
            if officer.id == self._store.actor.officer_id:
                raise NotAllowed(NotAllowed.Code.OWN_LOGIN)
            _refuse_last_head(session, officer)
            self._store.record_event(session, self.subject, officer.id, "archived")
            officer.archived_at = self._store.clock()
            session.flush()
            # Last before the commit: a slot left behind is refused by the database all the same.
            if officer.login in self._keyring.logins():
                self._keyring.remove(officer.login)
            session.commit()

    def _row(self, officer: Officer) -> OfficerRow:
        offices = tuple(UUID(o) for o in officer.scope.get("offices", ()))
        return OfficerRow(
            officer.id,
            officer.login,
            officer.full_name,
            officer.post,
            officer.role,
            offices,
            officer.id == self._store.actor.officer_id,
        )


def _officer(session: Session, officer_id: UUID) -> Officer:
    officer = session.get(Officer, officer_id)
    if officer is None or officer.archived_at is not None:
        raise NotFound(NotFound.Code.RECORD, subject="officers", id=str(officer_id))
    return officer


def _refuse_last_head(session: Session, officer: Officer) -> None:
    others = sa.select(sa.func.count()).where(
        Officer.role == OfficerRole.HEAD, Officer.archived_at.is_(None), Officer.id != officer.id
    )
    if officer.role is OfficerRole.HEAD and not session.scalar(others):
        raise NotAllowed(NotAllowed.Code.LAST_HEAD)
