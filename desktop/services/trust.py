"""chứng thư được tin: whose signature speaks for which office.

A certificate is bound to an office after two people compared its short code, or by the grant of an
authority (choices.md part 1 §3). Taking a pin out closes it from that moment and keeps the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from desktop.errors import MoveRefused, NotFound
from desktop.law.terms import Tier
from desktop.models import CertificateAuthority, Event, Office, SigningKey, TrustedCertificate
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.decryption_keys import EncryptionKey
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust import Pin, Trust
from desktop.services.authorities import (
    OWN_LIST_SIGNED_AT,
    foreign_issuer_of,
    is_list_old,
    keep_list_fresh,
    trusted_authorities,
)
from desktop.services.bindings import BY_HAND, Binding, bind, office_for, pin_of, revoked_of, row_of
from desktop.services.certificate_files import CertificateFile, read_certificate_file
from desktop.services.fields import clean
from desktop.services.store import Store

# All but the certificates themselves: a district knows a thousand.
_BINDINGS = sa.select(
    TrustedCertificate.office_id,
    TrustedCertificate.fingerprint,
    TrustedCertificate.archived_at,
    TrustedCertificate.person,
    TrustedCertificate.role,
    TrustedCertificate.purpose,
    TrustedCertificate.issuer,
    TrustedCertificate.serial,
    TrustedCertificate.revoked_at,
    TrustedCertificate.revocation,
)
_READ = (TrustedCertificate, SigningKey, CertificateAuthority)
# Rows of these are added and changed, never removed: each change makes one of these figures grow.
_STATE = sa.select(
    OWN_LIST_SIGNED_AT,
    *(sa.select(sa.func.count(table.id)).scalar_subquery() for table in _READ),
    *(sa.select(sa.func.sum(table.version)).scalar_subquery() for table in _READ),
)


@dataclass(frozen=True, slots=True)
class TrustRow:
    """One bound certificate.

    ``closed_at`` since when it is not recognised any more, ``trusted_at`` last pinned, ``person``
    and ``role`` of its holder, ``revocation`` why it was taken back, "" where it was not.
    """

    id: UUID
    office_id: UUID
    office: str
    subject: str
    organization: str
    short_code: str
    valid_from: datetime
    valid_to: datetime
    closed_at: datetime | None
    trusted_at: datetime | None = None
    person: str = ""
    role: str = ""
    revocation: str = ""


@dataclass(frozen=True, slots=True)
class CertificateReport:
    """A certificate file as two people compare it over the telephone.

    Attributes:
        office_id: the office it says it speaks for; None for a bare certificate.
        office: that office's name as the file says it.
        known_as: the name this office knows it by, "" when it is new here.
        tier: where it stands; None for a bare certificate.
        short_code: what both ends read out.
        subject: who signs.
        organization: their office.
        valid_from: first moment of validity.
        valid_to: last moment of validity.
        pinned: whether it is trusted here already.
    """

    office_id: UUID | None
    office: str
    known_as: str
    tier: Tier | None
    short_code: str
    subject: str
    organization: str
    valid_from: datetime
    valid_to: datetime
    pinned: bool


class TrustService:
    """Use cases of trusted certificates."""

    subject = "trust"

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[tuple[Any, ...], Trust] | None = None

    def list_rows(self) -> list[TrustRow]:
        """Return every pinned certificate, the closed ones too, by office."""
        pinned = (
            sa.select(Event.record_id, sa.func.max(Event.at).label("at"))
            .where(Event.subject == self.subject, Event.event == "trusted")
            .group_by(Event.record_id)
            .subquery()
        )
        query = (
            sa.select(TrustedCertificate, Office.name, pinned.c.at)
            .join(Office, Office.id == TrustedCertificate.office_id)
            .outerjoin(pinned, pinned.c.record_id == TrustedCertificate.id)
            .where(TrustedCertificate.purpose == KeyPurpose.SIGN.value)
            .order_by(Office.sort_key, TrustedCertificate.valid_from)
        )
        with self._store.reading() as session:
            return [
                TrustRow(
                    c.id,
                    c.office_id,
                    name,
                    c.subject,
                    c.organization,
                    c.short_code,
                    c.valid_from,
                    c.valid_to,
                    _closed_at(c),
                    at,
                    c.person,
                    c.role,
                    _why_revoked(c),
                )
                for c, name, at in session.execute(query)
            ]

    def read(self, path: Path) -> CertificateReport:
        """Return what a certificate file says, to compare; nothing is changed.

        Raises:
            StorageError: the file is missing or cannot be read.
            SigningFailed: CERTIFICATE_UNREADABLE.
        """
        file = read_certificate_file(path)
        with self._store.reading() as session:
            known = session.get(Office, file.office_id) if file.office_id else None
            pin = row_of(session, file.certificate)
        return CertificateReport(
            file.office_id,
            file.name,
            known.name if known else "",
            file.tier,
            file.certificate.short_code,
            file.certificate.subject,
            file.certificate.organization,
            file.certificate.valid_from,
            file.certificate.valid_to,
            pin is not None and pin.archived_at is None,
        )

    def pin(self, office_id: UUID | None, path: Path) -> UUID:
        """Trust a certificate file whose short code was compared.

        Args:
            office_id: the office it is for; None takes the one the file names, which is added
                below this office when it is new here. An office chosen here that was only typed in
                so far (such as the one above) takes the id the file carries.
            path: a ``.gscert`` file, or a bare certificate when ``office_id`` is given.

        Raises:
            SigningFailed: CERTIFICATE_UNREADABLE, or CERTIFICATE_OF_OTHER_OFFICE.
            NotFound: there is no such office, and the file names none.
        """
        return self.pin_file(office_id, read_certificate_file(path))

    def pin_file(self, office_id: UUID | None, file: CertificateFile) -> UUID:
        """Trust a certificate already read; as ``pin``."""
        return self._bound(office_id, file, BY_HAND)

    def register(
        self, office_id: UUID, certificate: CertificateInfo, person: str, role: str
    ) -> UUID:
        """Bind a certificate of another issuer, such as one on a token, to a person of an office.

        Args:
            office_id: the office the person signs for, known here.
            certificate: from a file or from the token itself; its short code was compared.
            person: who holds it.
            role: that person's post.

        Raises:
            SigningFailed: CERTIFICATE_OF_OTHER_OFFICE.
            NotFound: there is no such office.
        """
        with self._store.reading() as session:
            issuer = foreign_issuer_of(session, certificate)
        holder = Binding(person=clean(person), role=clean(role), issuer=issuer)
        return self._bound(office_id, CertificateFile(certificate), holder)

    def _bound(self, office_id: UUID | None, file: CertificateFile, binding: Binding) -> UUID:
        with self._store.writing() as session:
            chosen = session.get(Office, office_id) if office_id else None
            if office_id and chosen is None:
                raise NotFound(NotFound.Code.RECORD, subject="offices", id=str(office_id))
            office = office_for(self._store, session, file, chosen)
            row = bind(session, office, file.certificate, binding)
            if file.encryption is not None:
                bind(session, office, file.encryption, Binding(KeyPurpose.ENCRYPT))
            data = {"office_id": str(office.id), "short_code": row.short_code}
            self._store.record_event(session, self.subject, row.id, "trusted", data=data)
            session.commit()
            return row.id

    def learn_encryption(self, office_id: UUID, certificate: CertificateInfo) -> None:
        """Encrypt to an office with this certificate from now on, as a package it signed asks.

        Raises:
            SigningFailed: CERTIFICATE_OF_OTHER_OFFICE; KEY_NOT_FOR_ENCRYPTION, nothing could ever
                be sent to it.
            NotFound: there is no such office.
        """
        with self._store.reading() as session:
            known = row_of(session, certificate)
            is_its = known is not None and known.office_id == office_id
            if known is not None and is_its and known.purpose == KeyPurpose.ENCRYPT:
                return
        EncryptionKey.of(certificate)
        with self._store.writing() as session:
            office = session.get(Office, office_id)
            if office is None:
                raise NotFound(NotFound.Code.RECORD, subject="offices", id=str(office_id))
            bind(session, office, certificate, Binding(KeyPurpose.ENCRYPT))
            session.commit()

    def unpin(self, pin_id: UUID, reason: str) -> None:
        """Stop trusting a certificate from now on; what it signed before stays as it was judged.

        Raises:
            MoveRefused: NEEDS_REASON.
            NotFound: there is no such pin.
        """
        if not reason.strip():
            raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move="distrusted")
        with self._store.writing() as session:
            row = session.get(TrustedCertificate, pin_id)
            if row is None:
                raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(pin_id))
            row.archived_at = self._store.clock()
            self._store.record_event(
                session, self.subject, pin_id, "distrusted", reason=reason.strip()
            )
            session.commit()

    def trust(self) -> Trust:
        """Return what signers are judged by: every binding, this office's own keys, authorities.

        The revocation list of this office's own authority is signed anew here when it grows old,
        so that no package waits because nobody was revoked for a while.
        """
        state, known = self._state(), self._known
        if known is not None and known[0] == state:
            return known[1]
        found = self._read()
        self._known = state, found
        return found

    def _state(self) -> tuple[Any, ...]:
        """Return what is another as soon as anything that ``_read`` reads is."""
        with self._store.reading() as session:
            state = session.execute(_STATE).one()
        if not is_list_old(self._store, state[0]):
            return tuple(state)
        keep_list_fresh(self._store)
        with self._store.reading() as session:
            return tuple(session.execute(_STATE).one())

    def _read(self) -> Trust:
        with self._store.reading() as session:
            pins = [pin_of(row) for row in session.execute(_BINDINGS)]
            mine = SigningKey.purpose == KeyPurpose.SIGN.value
            own = session.scalars(sa.select(SigningKey.fingerprint).where(mine)).all()
            authorities = trusted_authorities(session)
        here = self._store.actor.office_id
        return Trust((*pins, *(Pin(here, fingerprint) for fingerprint in own)), authorities)


def _closed_at(row: TrustedCertificate) -> datetime | None:
    """Return since when a certificate is not recognised: unpinned or taken back, what was first."""
    ends = [moment for moment in (row.archived_at, row.revoked_at) if moment is not None]
    return min(ends, default=None)


def _why_revoked(row: TrustedCertificate) -> str:
    revoked = revoked_of(row)
    return revoked.reason.label if revoked else ""
