"""The keys an office is sent encrypted packages for: making, wrapping for and opening with one.

Kept apart from signing: who holds this key reads, but signs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from desktop.errors import SigningFailed
from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    CertificateInfo,
    describe,
    encryption_key_of,
    key_id_of,
)
from desktop.sealing.keys import check_passphrase, open_key, pack_key, self_signed, subject_name
from desktop.sealing.purposes import SMALLEST_ENCRYPTION_KEY, KeyPurpose

_LONGEST_KEY_ID = 64
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)

_Code = SigningFailed.Code


def make_encryption_key(
    common_name: str, organization: str, passphrase: str, now: datetime, years: int = 2
) -> bytes:
    """Make an RSA-3072 key for encryption only and return it as a PKCS#12 file.

    Args:
        common_name: the office or officer; shortened to 64 bytes, the limit of certificates.
        organization: the office; may be empty.
        passphrase: at least ``SHORTEST_PASSPHRASE`` letters.
        now: the moment of making, aware; the certificate begins a day earlier.
        years: how long the certificate is valid.

    Raises:
        SigningFailed: PASSPHRASE_TOO_SHORT.
    """
    check_passphrase(passphrase)
    key = rsa.generate_private_key(public_exponent=65537, key_size=SMALLEST_ENCRYPTION_KEY)
    name = subject_name(common_name, organization)
    certificate = self_signed(key, name, now, years, KeyPurpose.ENCRYPT)
    return pack_key(key, certificate, common_name, passphrase)


@dataclass(frozen=True, slots=True)
class EncryptionKey:
    """Somebody's public key, to wrap content keys for.

    Attributes:
        key_id: the subject key identifier.
        public: the key itself.
    """

    key_id: bytes
    public: rsa.RSAPublicKey

    @classmethod
    def of(cls, certificate: CertificateInfo) -> EncryptionKey:
        """Take the key out of a certificate.

        Raises:
            SigningFailed: KEY_NOT_FOR_ENCRYPTION or CERTIFICATE_UNREADABLE.
        """
        try:
            loaded = x509.load_der_x509_certificate(certificate.der)
            public, key_id = encryption_key_of(loaded), key_id_of(loaded)
        except CERTIFICATE_ERRORS as error:
            raise SigningFailed(_Code.CERTIFICATE_UNREADABLE) from error
        if public is None or not 0 < len(key_id) <= _LONGEST_KEY_ID:
            raise SigningFailed(_Code.KEY_NOT_FOR_ENCRYPTION)
        return cls(key_id, public)

    def wrap(self, content_key: bytes) -> bytes:
        """Encrypt a content key with RSAES-OAEP, SHA-256 throughout (RFC 8017 7.1)."""
        return self.public.encrypt(content_key, _OAEP)


class DecryptionKey:
    """A private key that opens what was encrypted for its certificate; lives in memory only."""

    def __init__(self, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self.info: CertificateInfo = describe(certificate)
        self.key_id: str = key_id_of(certificate).hex()

    @classmethod
    def from_bytes(cls, data: bytes, passphrase: str) -> DecryptionKey:
        """Open a key file; an expired one too, since what was encrypted for it is still there.

        Args:
            data: the PKCS#12 file's bytes.
            passphrase: as typed; compared in NFC.

        Raises:
            SigningFailed: KEY_UNREADABLE, CERTIFICATE_UNREADABLE, WRONG_PASSPHRASE or
                KEY_NOT_FOR_ENCRYPTION.
        """
        key, certificate = open_key(data, passphrase)
        if not isinstance(key, rsa.RSAPrivateKey) or encryption_key_of(certificate) is None:
            raise SigningFailed(_Code.KEY_NOT_FOR_ENCRYPTION)
        return cls(key, certificate)

    def unwrap(self, wrapped: bytes) -> bytes | None:
        """Return the content key, or None where it was not wrapped for this key."""
        try:
            return self._key.decrypt(wrapped, _OAEP)
        except ValueError:
            return None
