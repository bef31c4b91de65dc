"""chứng thư được tin: whose signature speaks for which office.

A certificate is pinned to an office after two people compared its short code; that is all the trust
there is (choices.md part 1 §3). Taking a pin out closes it from that moment and keeps the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound, SigningFailed
from desktop.law.terms import Tier
from desktop.models import Decision, Dossier, Event, Office, SigningKey, TrustedCertificate
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust import Pin, Trust
from desktop.services.certificate_files import CertificateFile, read_certificate_file
from desktop.services.store import Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class TrustRow:
    """One pinned certificate; ``closed_at`` since it was taken out, ``trusted_at`` last pinned."""

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
                    c.archived_at,
                    at,
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
            pin = _pin_of(session, file.certificate)
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
        with self._store.writing() as session:
            office = self._office(session, office_id, file)
            row = self._pin(session, office, file.certificate)
            if file.encryption is not None:
                self._pin(session, office, file.encryption, KeyPurpose.ENCRYPT)
            self._store.record_event(
                session,
                self.subject,
                row.id,
                "trusted",
                data={"office_id": str(office.id), "short_code": row.short_code},
            )
            session.commit()
            return row.id

    def learn_encryption(self, office_id: UUID, certificate: CertificateInfo) -> None:
        """Encrypt to an office with this certificate from now on, as a package it signed asks.

        Raises:
            SigningFailed: CERTIFICATE_OF_OTHER_OFFICE.
            NotFound: there is no such office.
        """
        with self._store.writing() as session:
            known = _pin_of(session, certificate)
            if known is not None and known.office_id == office_id:
                return
            office = session.get(Office, office_id)
            if office is None:
                raise NotFound(NotFound.Code.RECORD, subject="offices", id=str(office_id))
            self._pin(session, office, certificate, KeyPurpose.ENCRYPT)
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
        """Return the pins to judge signers by: every one here, and this office's own key."""
        with self._store.reading() as session:
            rows = session.execute(
                sa.select(
                    TrustedCertificate.office_id,
                    TrustedCertificate.fingerprint,
                    TrustedCertificate.archived_at,
                ).where(TrustedCertificate.purpose == KeyPurpose.SIGN.value)
            )
            pins = [Pin(r.office_id, r.fingerprint, valid_to=r.archived_at) for r in rows]
            mine = SigningKey.purpose == KeyPurpose.SIGN.value
            own = session.scalars(sa.select(SigningKey.fingerprint).where(mine)).all()
        here = self._store.actor.office_id
        return Trust((*pins, *(Pin(here, fingerprint) for fingerprint in own)))

    def _pin(
        self,
        session: Session,
        office: Office,
        certificate: CertificateInfo,
        purpose: KeyPurpose = KeyPurpose.SIGN,
    ) -> TrustedCertificate:
        row = _pin_of(session, certificate)
        if row is None:
            row = TrustedCertificate(
                office_id=office.id,
                purpose=purpose.value,
                fingerprint=certificate.fingerprint,
                short_code=certificate.short_code,
                subject=certificate.subject,
                organization=certificate.organization,
                valid_from=certificate.valid_from,
                valid_to=certificate.valid_to,
                certificate=certificate.der,
                search_key=fold(f"{office.name} {certificate.subject}"),
                sort_key=office.sort_key,
            )
            session.add(row)
        elif row.office_id != office.id or row.purpose != purpose:
            raise SigningFailed(SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE)
        row.archived_at = None
        session.flush()
        return row

    def _office(self, session: Session, office_id: UUID | None, file: CertificateFile) -> Office:
        chosen = session.get(Office, office_id) if office_id else None
        if chosen is None and (office_id or not file.office_id):
            raise NotFound(NotFound.Code.RECORD, subject="offices", id=str(office_id or ""))
        named = session.get(Office, file.office_id) if file.office_id else chosen
        if named is not None:
            if chosen is not None and chosen.id != named.id:
                raise SigningFailed(SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE)
            return named
        typed_in = chosen or _parent_of_that_name(session, file)
        if typed_in is None:
            return self._new_office(session, file)
        if typed_in.is_self or _has_pins(session, typed_in):
            raise SigningFailed(SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE)
        return self._give_real_id(session, typed_in, file)

    def _new_office(self, session: Session, file: CertificateFile) -> Office:
        office = Office(
            id=file.office_id,
            name=file.name,
            tier=file.tier,
            parent_id=self._store.actor.office_id,
            search_key=fold(file.name),
            sort_key=sort_key(file.name),
            names=[],
        )
        session.add(office)
        session.flush()
        self._store.record_event(session, "offices", office.id, "created")
        return office

    def _give_real_id(self, session: Session, typed_in: Office, file: CertificateFile) -> Office:
        """Put the office that made the file in the place of the one typed in here.

        An id is made where its office was set up; until the certificate came, this office could
        only guess one, and packages made out to a guess would be refused at the other end.
        """
        office = self._new_office(session, file)
        copied = ("parent_id", "code", "place", "superior_agency", "agency", "symbol")
        for name in (*copied, "signatory_name", "signatory_title", "address", "note"):
            setattr(office, name, getattr(typed_in, name))
        pointing = (
            Office.parent_id,
            Dossier.receiver_office_id,
            Dossier.origin_office_id,
            Decision.deciding_office_id,
        )
        session.flush()
        for column in pointing:
            session.execute(
                sa.update(column.class_).where(column == typed_in.id).values({column: office.id})
            )
        typed_in.archived_at = self._store.clock()
        self._store.record_event(
            session, "offices", typed_in.id, "archived", reason="Đã có mã thật của cơ quan này"
        )
        return office


def _pin_of(session: Session, certificate: CertificateInfo) -> TrustedCertificate | None:
    query = sa.select(TrustedCertificate)
    return session.scalar(query.where(TrustedCertificate.fingerprint == certificate.fingerprint))


def _has_pins(session: Session, office: Office) -> bool:
    query = sa.select(TrustedCertificate.id).where(TrustedCertificate.office_id == office.id)
    return session.scalar(query.limit(1)) is not None


def _parent_of_that_name(session: Session, file: CertificateFile) -> Office | None:
    """Return the office above as typed in the wizard, when the file is plainly its own."""
    own_parent = sa.select(Office.parent_id).where(Office.is_self).scalar_subquery()
    parent = session.scalar(sa.select(Office).where(Office.id == own_parent))
    if parent is None or _has_pins(session, parent):
        return None
    same = fold(parent.name) == fold(file.name) and parent.tier is file.tier
    return parent if same else None
