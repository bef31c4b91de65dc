"""The rows of the register of trust: which certificate speaks for which office, person and role.

Shared by those that bind: pinning by hand (``trust``), granting a request (``grants``), taking in
what the office above grants or tells (``enrolment``, ``trust_bundles``). All of it runs in the
caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from cryptography import x509
from sqlalchemy.orm import Session

from desktop.errors import NotFound, SigningFailed
from desktop.models import CampaignExcuse, Decision, Dossier, Office, TrustedCertificate
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import RevocationReason, Revoked
from desktop.sealing.trust import Pin
from desktop.services.certificate_files import CertificateFile
from desktop.services.store import Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

_OTHER_OFFICE = SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE


@dataclass(frozen=True, slots=True)
class Binding:
    """What a certificate is bound to beside its office.

    Attributes:
        purpose: what the key is for.
        person: who holds it; "" for the office itself.
        role: that person's post.
        issuer: fingerprint of the authority that must vouch for it; "" where none has to.
    """

    purpose: KeyPurpose = KeyPurpose.SIGN
    person: str = ""
    role: str = ""
    issuer: str = ""


BY_HAND = Binding()
"""A certificate pinned after its short code was compared, to sign for its office."""


def bind(
    session: Session, office: Office, certificate: CertificateInfo, binding: Binding = BY_HAND
) -> TrustedCertificate:
    """Write that a certificate speaks for an office from now on.

    Raises:
        SigningFailed: CERTIFICATE_OF_OTHER_OFFICE, also where it is bound for another purpose.
    """
    row = row_of(session, certificate)
    if row is None:
        row = _new_row(office, certificate, binding.purpose)
        session.add(row)
    elif row.office_id != office.id or row.purpose != binding.purpose:
        raise SigningFailed(_OTHER_OFFICE)
    row.archived_at = None
    row.person = binding.person or row.person or ""
    row.role = binding.role or row.role or ""
    row.issuer = binding.issuer or row.issuer or ""
    session.flush()
    return row


def row_of(session: Session, certificate: CertificateInfo) -> TrustedCertificate | None:
    """Return the row of a certificate, whatever it is bound to."""
    query = sa.select(TrustedCertificate)
    return session.scalar(query.where(TrustedCertificate.fingerprint == certificate.fingerprint))


def pin_of(row: TrustedCertificate | sa.Row[*tuple[Any, ...]]) -> Pin:
    """Return a row as signers are judged by it."""
    return Pin(
        office_id=row.office_id,
        fingerprint=row.fingerprint,
        valid_to=row.archived_at,
        person=row.person,
        role=row.role,
        purpose=KeyPurpose(row.purpose),
        issuer=row.issuer,
        revoked=revoked_of(row),
    )


def write_revoked(row: TrustedCertificate, revoked: Revoked) -> None:
    """Write into a row that its certificate was taken back."""
    since = revoked.compromised_since
    row.revoked_at = revoked.at
    # One column holds both: the reason, and since when the key may have been in other hands.
    row.revocation = f"{revoked.reason} {since.isoformat()}" if since else str(revoked.reason)


def revoked_of(row: TrustedCertificate | sa.Row[*tuple[Any, ...]]) -> Revoked | None:
    """Return what ``write_revoked`` wrote; None for a certificate that was not taken back."""
    if row.revoked_at is None:
        return None
    reason, _, since = row.revocation.partition(" ")
    return Revoked(
        serial=int(row.serial or "0", 16),
        at=row.revoked_at,
        reason=RevocationReason(reason),
        compromised_since=datetime.fromisoformat(since).astimezone(UTC) if since else None,
    )


def office_for(
    store: Store,
    session: Session,
    file: CertificateFile,
    chosen: Office | None = None,
) -> Office:
    """Return the office a certificate file speaks for, adding it below this one when it is new.

    Args:
        store: writes the events.
        session: the caller's transaction.
        file: names the office.
        chosen: the office known here that a person said it is; one only typed in so far takes the
            id the file carries.

    Raises:
        SigningFailed: CERTIFICATE_OF_OTHER_OFFICE.
        NotFound: nobody chose an office and the file names none.
    """
    if chosen is None and file.office_id is None:
        raise NotFound(NotFound.Code.RECORD, subject="offices", id="")
    named = session.get(Office, file.office_id) if file.office_id else chosen
    if named is not None:
        if chosen is not None and chosen.id != named.id:
            raise SigningFailed(_OTHER_OFFICE)
        return named
    typed_in = chosen or _parent_of_that_name(session, file)
    if typed_in is None:
        return _new_office(store, session, file)
    if typed_in.is_self or _has_bindings(session, typed_in):
        raise SigningFailed(_OTHER_OFFICE)
    return _give_real_id(store, session, typed_in, file)


def _new_row(
    office: Office, certificate: CertificateInfo, purpose: KeyPurpose
) -> TrustedCertificate:
    serial = x509.load_der_x509_certificate(certificate.der).serial_number
    return TrustedCertificate(
        office_id=office.id,
        purpose=purpose.value,
        fingerprint=certificate.fingerprint,
        short_code=certificate.short_code,
        subject=certificate.subject,
        organization=certificate.organization,
        serial=format(serial, "x"),
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        certificate=certificate.der,
        search_key=fold(f"{office.name} {certificate.subject}"),
        sort_key=office.sort_key,
    )


def _new_office(store: Store, session: Session, file: CertificateFile) -> Office:
    office = Office(
        id=file.office_id,
        name=file.name,
        tier=file.tier,
        parent_id=store.actor.office_id,
        search_key=fold(file.name),
        sort_key=sort_key(file.name),
        names=[],
    )
    session.add(office)
    session.flush()
    store.record_event(session, "offices", office.id, "created")
    return office


def _give_real_id(
    store: Store, session: Session, typed_in: Office, file: CertificateFile
) -> Office:
    """Put the office that made the file in the place of the one typed in here.

    An id is made where its office was set up; until the certificate came, this office could only
    guess one, and packages made out to a guess would be refused at the other end.
    """
    office = _new_office(store, session, file)
    copied = ("parent_id", "code", "place", "superior_agency", "agency", "symbol")
    for name in (*copied, "signatory_name", "signatory_title", "address", "note"):
        setattr(office, name, getattr(typed_in, name))
    pointing = (
        Office.parent_id,
        Dossier.receiver_office_id,
        Dossier.origin_office_id,
        Decision.deciding_office_id,
        CampaignExcuse.office_id,
    )
    session.flush()
    for column in pointing:
        session.execute(
            sa.update(column.class_).where(column == typed_in.id).values({column: office.id})
        )
    typed_in.archived_at = store.clock()
    store.record_event(
        session, "offices", typed_in.id, "archived", reason="Đã có mã thật của cơ quan này"
    )
    return office


def _has_bindings(session: Session, office: Office) -> bool:
    query = sa.select(TrustedCertificate.id).where(TrustedCertificate.office_id == office.id)
    return session.scalar(query.limit(1)) is not None


def _parent_of_that_name(session: Session, file: CertificateFile) -> Office | None:
    """Return the office above as typed in the wizard, when the file is plainly its own."""
    own_parent = sa.select(Office.parent_id).where(Office.is_self).scalar_subquery()
    parent = session.scalar(sa.select(Office).where(Office.id == own_parent))
    if parent is None or _has_bindings(session, parent):
        return None
    same = fold(parent.name) == fold(file.name) and parent.tier is file.tier
    return parent if same else None
