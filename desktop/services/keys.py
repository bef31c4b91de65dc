"""khóa của cơ quan: what signs and decrypts in its name, officers' own keys, and what to hand over.

An office has a key for each purpose. That for signing is made with the office; that for reading
what is encrypted to it is made when first needed, since making one takes a second.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy.orm import Session

from desktop.disk import whole_file
from desktop.errors import NotFound, StorageError
from desktop.models import Enrolment, Office, SigningKey
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.decryption_keys import DecryptionKey, make_encryption_key
from desktop.sealing.keys import Pkcs12Signer, certificate_of, make_key, open_key
from desktop.sealing.purposes import KeyPurpose
from desktop.services.certificate_files import CertificateFile, write_certificate_file
from desktop.services.store import Store

KEY_YEARS = 10
"""How long a key an office made for itself lasts; one granted by the office above lasts two."""

_FINGERPRINTS = (
    sa.select(SigningKey.fingerprint)
    .where(SigningKey.purpose == KeyPurpose.ENCRYPT.value)
    .order_by(SigningKey.valid_to.desc())
)
_OPEN_FINGERPRINT = _FINGERPRINTS.where(SigningKey.archived_at.is_(None)).limit(1)


class KeyService:
    """Use cases of keys. The office's key never leaves the encrypted database."""

    subject = "keys"

    def __init__(self, store: Store) -> None:
        self._store = store
        # Opening a key costs a quarter of a second of key stretching; a batch opens it often.
        self._opened: dict[str, Pkcs12Signer] = {}
        self._readers: dict[str, DecryptionKey] = {}

    def own_signer(self, receiver: UUID | None = None) -> Pkcs12Signer:
        """Return what signs in this office's name.

        An office in the middle has two keys: the one granted by the office above is for packages to
        it, the one it made itself for all others, who know that one.

        Args:
            receiver: the office the package is for; None for what is for nobody in particular.

        Raises:
            SigningFailed: KEY_EXPIRED, or the stored key is damaged.
        """
        with self._store.reading() as session:
            key = _signing_key(session, receiver)
        if key is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id="")
        now = self._store.clock()
        known = self._opened.get(key.fingerprint)
        if known is None or not known.info.is_valid_at(now):
            known = Pkcs12Signer.from_bytes(key.pkcs12, key.passphrase, now=now)
            self._opened[key.fingerprint] = known
        return known

    def own_certificate(self) -> CertificateInfo:
        """Return the certificate of this office's key, with the short code to read out."""
        return self.own_signer().info

    def encryption_certificate(self) -> CertificateInfo:
        """Return the certificate others encrypt to this office with; made when first asked for."""
        with self._store.reading() as session:
            fingerprint = session.scalar(_OPEN_FINGERPRINT)
        known = self._readers.get(fingerprint or "")
        return known.info if known else self._reader(self._encryption_key()).info

    def decryption_keys(self) -> tuple[DecryptionKey, ...]:
        """Return what opens packages encrypted to this office, replaced keys included.

        What was encrypted to a key that has since expired or been renewed must stay readable.
        """
        with self._store.reading() as session:
            prints = session.scalars(_FINGERPRINTS).all()
        if prints and all(fingerprint in self._readers for fingerprint in prints):
            return tuple(self._readers[fingerprint] for fingerprint in prints)
        self._encryption_key()
        with self._store.reading() as session:
            keys = session.scalars(_keys(KeyPurpose.ENCRYPT)).all()
        return tuple(self._reader(key) for key in keys)

    def transport_credentials(self) -> tuple[bytes, bytes] | None:
        """Return what is shown to a server: certificate and key as PEM; None before a grant.

        The key is PKCS#8 without a passphrase and must stay in memory.
        """
        key = self._own_key(KeyPurpose.TRANSPORT)
        if key is None:
            return None
        private, certificate = open_key(key.pkcs12, key.passphrase)
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return certificate.public_bytes(Encoding.PEM), pem

    def export_certificate(
        self, target: Path, certificate: CertificateInfo | None = None
    ) -> CertificateInfo:
        """Write the ``.gscert`` file another office pins to trust this one.

        Args:
            target: the file to write.
            certificate: an officer's own, from ``make_signer_key``; the office's when not given.

        Returns:
            the certificate written, whose short code both ends compare.

        Raises:
            StorageError: the folder cannot be written.
        """
        shown = certificate or self.own_certificate()
        with self._store.reading() as session:
            office = session.scalars(sa.select(Office).where(Office.is_self)).one()
            content = CertificateFile(shown, office.id, office.name, office.tier)
        if certificate is None:
            encryption = self.encryption_certificate()
            vouched = self.own_signer().sign(encryption.der, self._store.clock())
            content = replace(content, encryption=encryption, vouched=vouched)
        write_certificate_file(target, content)
        return shown

    def make_signer_key(self, target: Path, person_name: str, passphrase: str) -> CertificateInfo:
        """Write an officer's own key (PKCS#12) to a file, usually on a USB stick.

        Raises:
            StorageError: FILE_EXISTS, for an overwritten key is lost; or it cannot be written.
            SigningFailed: PASSPHRASE_TOO_SHORT.
        """
        if target.exists():
            raise StorageError(StorageError.Code.FILE_EXISTS, path=str(target))
        office = self._store.actor.office_name
        data = make_key(person_name, office, passphrase, self._store.clock())
        with whole_file(target) as file:
            file.write(data)
        certificate = certificate_of(data, passphrase)
        with self._store.writing() as session:
            self._store.record_event(
                session,
                "offices",
                self._store.actor.office_id,
                "key_made",
                data={"short_code": certificate.short_code},
            )
            session.commit()
        return certificate

    def signer_from_file(self, path: Path, passphrase: str) -> Pkcs12Signer:
        """Open an officer's own key; it stays in memory as long as the signer.

        Raises:
            StorageError: the file is missing or cannot be read.
            SigningFailed: not a key file, wrong passphrase, expired, or not meant for signing.
        """
        return Pkcs12Signer.from_file(path, passphrase, now=self._store.clock())

    def _encryption_key(self) -> SigningKey:
        return self._own_key(KeyPurpose.ENCRYPT) or self._make_encryption_key()

    def _make_encryption_key(self) -> SigningKey:
        passphrase, name = secrets.token_urlsafe(32), self._store.actor.office_name
        now = self._store.clock()
        pkcs12 = make_encryption_key(name, name, passphrase, now, years=KEY_YEARS)
        made = key_record(KeyPurpose.ENCRYPT, pkcs12, passphrase)
        with self._store.writing() as session:
            known = session.scalar(_keys(KeyPurpose.ENCRYPT, is_open=True).limit(1))
            if known is None:
                session.add(made)
                session.flush()
                self._store.record_event(session, self.subject, made.id, "key_made")
                session.commit()
                session.refresh(made)
            session.expunge_all()
            return known or made

    def _reader(self, key: SigningKey) -> DecryptionKey:
        if key.fingerprint not in self._readers:
            self._readers[key.fingerprint] = DecryptionKey.from_bytes(key.pkcs12, key.passphrase)
        return self._readers[key.fingerprint]

    def _own_key(self, purpose: KeyPurpose) -> SigningKey | None:
        with self._store.reading() as session:
            return session.scalar(_keys(purpose, is_open=True).limit(1))


def key_record(purpose: KeyPurpose, pkcs12: bytes, passphrase: str) -> SigningKey:
    """Return the row that keeps a key of this office."""
    certificate = certificate_of(pkcs12, passphrase)
    return SigningKey(
        purpose=purpose.value,
        pkcs12=pkcs12,
        passphrase=passphrase,
        fingerprint=certificate.fingerprint,
        short_code=certificate.short_code,
        valid_to=certificate.valid_to,
    )


def _signing_key(session: Session, receiver: UUID | None) -> SigningKey | None:
    keys = session.scalars(_keys(KeyPurpose.SIGN, is_open=True)).all()
    if len(keys) < 2:
        return keys[0] if keys else None
    granted = _granted_prints(session)
    above = session.scalar(sa.select(Office.parent_id).where(Office.is_self))
    is_up = receiver is not None and receiver == above
    return next((key for key in keys if (key.fingerprint in granted) == is_up), keys[0])


def _granted_prints(session: Session) -> set[str]:
    """Return the fingerprints of the signing certificates granted by the office above."""
    query = sa.select(Enrolment.grant_document).where(
        Enrolment.direction == "out", Enrolment.state == "ACTIVE"
    )
    documents = [document for document in session.scalars(query) if document]
    texts = (document["certificates"][KeyPurpose.SIGN.value] for document in documents)
    return {hashlib.sha256(base64.b64decode(text)).hexdigest() for text in texts}


@cache
def _keys(purpose: KeyPurpose, *, is_open: bool = False) -> sa.Select[SigningKey]:
    query = sa.select(SigningKey).where(SigningKey.purpose == purpose.value)
    if is_open:
        query = query.where(SigningKey.archived_at.is_(None))
    return query.order_by(SigningKey.valid_to.desc())
