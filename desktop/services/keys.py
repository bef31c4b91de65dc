"""khóa ký: this office's key, officers' own keys on a stick, and the certificate to hand over."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from desktop.disk import whole_file
from desktop.errors import NotFound, StorageError
from desktop.models import Office, SigningKey
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.keys import Pkcs12Signer, certificate_of, make_key
from desktop.services.certificate_files import CertificateFile, write_certificate_file
from desktop.services.store import Store


class KeyService:
    """Use cases of keys. The office's key never leaves the encrypted database."""

    subject = "keys"

    def __init__(self, store: Store) -> None:
        self._store = store
        # Opening a key costs a quarter of a second of key stretching; a batch opens it often.
        self._opened: dict[str, Pkcs12Signer] = {}

    def own_signer(self) -> Pkcs12Signer:
        """Return what signs in this office's name.

        Raises:
            SigningFailed: KEY_EXPIRED, or the stored key is damaged.
        """
        key = self._own_key()
        if key.fingerprint not in self._opened:
            self._opened[key.fingerprint] = Pkcs12Signer.from_bytes(
                key.pkcs12, key.passphrase, now=self._store.clock()
            )
        return self._opened[key.fingerprint]

    def own_certificate(self) -> CertificateInfo:
        """Return the certificate of this office's key, with the short code to read out."""
        return self.own_signer().info

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

    def _own_key(self) -> SigningKey:
        query = (
            sa.select(SigningKey)
            .where(SigningKey.archived_at.is_(None))
            .order_by(SigningKey.valid_to.desc())
            .limit(1)
        )
        with self._store.reading() as session:
            key = session.scalar(query)
        if key is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id="")
        return key
