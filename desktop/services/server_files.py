"""tệp cho máy chủ: what a technician lays on a server so that boxes open to whom we granted them.

``installer/server/README.md`` says where each file goes. Nothing in them is secret. An office that
was never granted a key for lines gets one from its own root here, to reach its own server with.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.orm import Session

from desktop.disk import write_whole
from desktop.errors import TrustRefused
from desktop.models import CertificateAuthority, Office, SigningKey, TrustedCertificate
from desktop.sealing.authority import Holder
from desktop.sealing.keys import certificate_of, pack_key
from desktop.sealing.purposes import KeyPurpose
from desktop.services.authorities import keep_list_fresh, opened, own_authority
from desktop.services.keys import key_record
from desktop.services.store import Store

_AUTHORITY, _LIST, _OWN = "transport-ca.crt", "transport-ca.crl", "district"
_TRANSPORT = KeyPurpose.TRANSPORT.value


@dataclass(frozen=True, slots=True)
class BoxFiles:
    """The files of one office: its certificate for nginx, the same key for OpenSSH.

    Attributes:
        office_id: names its box; None for this office itself, which sees every box.
        office: its name.
        certificate: PEM, for nginx.
        public_key: one line, for OpenSSH.
    """

    office_id: str | None
    office: str
    certificate: Path
    public_key: Path


class ServerFileService:
    """Writes what a server needs; every time anew, over files of the same names."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, folder: Path) -> tuple[BoxFiles, ...]:
        """Write authorities, revocation lists, and certificate and key of each office.

        Args:
            folder: exists already, such as a stick or a folder of the server.

        Returns:
            the files of this office first, then of each office below, by its name.

        Raises:
            TrustRefused: ROOT_MISSING: nothing was granted yet; AUTHORITY_EXPIRED.
            StorageError: the folder is full, missing or cannot be written.
        """
        own = certificate_of_line(self._store)
        keep_list_fresh(self._store)
        with self._store.reading() as session:
            roots, offices = _authorities(session), _offices_below(session)
        write_whole(folder / _AUTHORITY, b"".join(_pem(row.certificate) for row in roots))
        lists = b"".join(_list_pem(row.crl) for row in roots if row.crl)
        write_whole(folder / _LIST, lists)
        made = [_write(folder, None, self._store.actor.office_name, own)]
        made += [_write(folder, str(each), name, der) for each, name, der in offices]
        return tuple(made)


def certificate_of_line(store: Store) -> bytes:
    """Return this office's certificate for lines as DER; made where it has none.

    Raises:
        TrustRefused: ROOT_MISSING or AUTHORITY_EXPIRED.
    """
    with store.reading() as session:
        root, known = own_authority(session), session.scalar(_own_key())
        office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    if root is None:
        raise TrustRefused(TrustRefused.Code.ROOT_MISSING)
    if known is not None:
        return certificate_of(known.pkcs12, known.passphrase).der
    key, passphrase = ec.generate_private_key(ec.SECP256R1()), secrets.token_urlsafe(32)
    holder = Holder(office.id, office.name)
    der = opened(root).issue(key.public_key(), KeyPurpose.TRANSPORT, holder, store.clock())
    pkcs12 = pack_key(key, x509.load_der_x509_certificate(der), office.name, passphrase)
    row = key_record(KeyPurpose.TRANSPORT, pkcs12, passphrase)
    with store.writing() as session:
        if session.scalar(_own_key()) is None:
            session.add(row)
            session.flush()
            store.record_event(session, "keys", row.id, "key_made")
            session.commit()
            return der
    return certificate_of_line(store)  # another window was quicker


def _own_key() -> sa.Select[SigningKey]:
    query = sa.select(SigningKey).where(
        SigningKey.purpose == _TRANSPORT, SigningKey.archived_at.is_(None)
    )
    return query.order_by(SigningKey.valid_to.desc()).limit(1)


def _authorities(session: Session) -> list[CertificateAuthority]:
    """Return our own root, and that of the office above, which may have issued our key."""
    above = sa.select(Office.parent_id).where(Office.is_self).scalar_subquery()
    query = sa.select(CertificateAuthority).where(
        CertificateAuthority.archived_at.is_(None),
        CertificateAuthority.is_own | (CertificateAuthority.office_id == above),
    )
    return list(session.scalars(query.order_by(CertificateAuthority.is_own.desc())))


def _offices_below(session: Session) -> list[tuple[object, str, bytes]]:
    """Return the latest certificate for lines of each office, by its name."""
    query = (
        sa.select(Office.id, Office.name, TrustedCertificate.certificate)
        .join(Office, Office.id == TrustedCertificate.office_id)
        .join(CertificateAuthority, CertificateAuthority.fingerprint == TrustedCertificate.issuer)
        .where(
            TrustedCertificate.purpose == _TRANSPORT,
            TrustedCertificate.archived_at.is_(None),
            TrustedCertificate.revoked_at.is_(None),
            CertificateAuthority.is_own,
        )
        .order_by(Office.sort_key, TrustedCertificate.valid_to)
    )
    latest = {office: (office, name, der) for office, name, der in session.execute(query)}
    return list(latest.values())


def _write(folder: Path, office_id: str | None, office: str, der: bytes) -> BoxFiles:
    certificate = x509.load_der_x509_certificate(der)
    key = certificate.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    stem = office_id or _OWN
    made = BoxFiles(office_id, office, folder / f"{stem}.pem", folder / f"{stem}.pub")
    write_whole(made.certificate, certificate.public_bytes(Encoding.PEM))
    write_whole(made.public_key, key + b"\n")
    return made


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


def _list_pem(der: bytes) -> bytes:
    return x509.load_der_x509_crl(der).public_bytes(Encoding.PEM)
