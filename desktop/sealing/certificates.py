"""What a certificate says, and the short code two people compare over the telephone."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier

from desktop.errors import SigningFailed

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

CERTIFICATE_ERRORS = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""Everything the library raises for bytes that are not a certificate it can use."""

LAST_MOMENT = datetime(9999, 12, 31, tzinfo=UTC)
"""The latest time told of: what follows on that day is the next year's east of Greenwich."""

_SMALLEST_RSA, _LARGEST_RSA = 2048, 8192


@dataclass(frozen=True, slots=True)
class CertificateInfo:
    """A certificate as people and the trust list know it.

    Attributes:
        fingerprint: SHA-256 of the whole certificate, hex; what a trust list pins.
        short_code: 100 bits of the SHA-256 of the public key, as ``QYRN-5UYP-TF43-CVGP-HWAZ``.
        subject: the common name, usually the officer or the office.
        organization: the office, or an empty string.
        valid_from: first moment of validity, aware UTC.
        valid_to: last moment of validity, aware UTC; ``LAST_MOMENT`` for one that never ends
            (RFC 5280 4.1.2.5).
        der: the certificate itself.
    """

    fingerprint: str
    short_code: str
    subject: str
    organization: str
    valid_from: datetime
    valid_to: datetime
    der: bytes

    def is_valid_at(self, moment: datetime) -> bool:
        """Say whether the moment lies between the certificate's two dates."""
        return self.valid_from <= moment <= self.valid_to


def read_certificate(data: bytes) -> CertificateInfo:
    """Describe a certificate given as PEM or DER.

    Raises:
        SigningFailed: CERTIFICATE_UNREADABLE.
    """
    try:
        return describe(_load(data))
    except CERTIFICATE_ERRORS as error:
        raise SigningFailed(SigningFailed.Code.CERTIFICATE_UNREADABLE) from error


def to_pem(certificate: CertificateInfo) -> bytes:
    """Return the certificate as PEM, the form that ``openssl`` and people's mail take."""
    return x509.load_der_x509_certificate(certificate.der).public_bytes(Encoding.PEM)


def describe(certificate: x509.Certificate) -> CertificateInfo:
    """Return what a loaded certificate says; nonsense raises one of ``CERTIFICATE_ERRORS``."""
    der = certificate.public_bytes(Encoding.DER)
    return CertificateInfo(
        fingerprint=hashlib.sha256(der).hexdigest(),
        short_code=_short_code(certificate),
        subject=_first(certificate, NameOID.COMMON_NAME),
        organization=_first(certificate, NameOID.ORGANIZATION_NAME),
        valid_from=certificate.not_valid_before_utc,
        valid_to=min(certificate.not_valid_after_utc, LAST_MOMENT),
        der=der,
    )


def spoken_code(digest: bytes) -> str:
    """Return the first 100 bits of a digest as two people read them out: ``QYRN-5UYP-…``."""
    letters = base64.b32encode(digest).decode()[:20]
    return "-".join(letters[start : start + 4] for start in range(0, 20, 4))


def signing_key_of(certificate: x509.Certificate) -> PublicKey | None:
    """Return the public key if it is strong enough and meant for signing documents, else None."""
    key = strong_key(certificate.public_key())
    return key if key is not None and _is_for_signing(certificate) else None


def encryption_key_of(certificate: x509.Certificate) -> rsa.RSAPublicKey | None:
    """Return the public key if content keys may be encrypted for it, else None.

    An RSA key of at least 2048 bits, whose certificate asks for that use or for none at all
    (RFC 5280 4.2.1.3).
    """
    key = strong_key(certificate.public_key())
    if not isinstance(key, rsa.RSAPublicKey):
        return None
    usage = _usage_of(certificate)
    return key if usage is None or usage.key_encipherment else None


def key_id_of(certificate: x509.Certificate) -> bytes:
    """Return the subject key identifier: the certificate's own, else the SHA-1 of its key.

    The latter is RFC 5280 4.2.1.2 (1); it names a key, and guards nothing.
    """
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    except x509.ExtensionNotFound:
        return x509.SubjectKeyIdentifier.from_public_key(certificate.public_key()).digest
    return extension.value.digest


def strong_key(key: object) -> PublicKey | None:
    """Return a public key of a kind known here, long enough and not too long, else None."""
    if isinstance(key, rsa.RSAPublicKey):
        return key if _SMALLEST_RSA <= key.key_size <= _LARGEST_RSA else None
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key if isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1) else None
    return None


def is_sound_hash(algorithm: hashes.HashAlgorithm | None) -> bool:
    """Say whether nobody can make two papers with one digest; SHA-1 has been broken so."""
    return isinstance(algorithm, hashes.SHA256 | hashes.SHA384 | hashes.SHA512)


def _is_for_signing(certificate: x509.Certificate) -> bool:
    usage = _usage_of(certificate)
    return usage is not None and (usage.digital_signature or usage.content_commitment)


def _usage_of(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _load(data: bytes) -> x509.Certificate:
    is_pem = data.lstrip().startswith(b"-----BEGIN")
    return x509.load_pem_x509_certificate(data) if is_pem else x509.load_der_x509_certificate(data)


def _first(certificate: x509.Certificate, attribute: ObjectIdentifier) -> str:
    values = [str(part.value) for part in certificate.subject.get_attributes_for_oid(attribute)]
    return values[0] if values else ""


def _short_code(certificate: x509.Certificate) -> str:
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return spoken_code(hashlib.sha256(key).digest())
