"""What a certificate says, and the short code two people compare over the telephone."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
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
        valid_to: last moment of validity, aware UTC.
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
        valid_to=certificate.not_valid_after_utc,
        der=der,
    )


def signing_key_of(certificate: x509.Certificate) -> PublicKey | None:
    """Return the public key if it is strong enough and meant for signing documents, else None."""
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return None
    return key if _is_strong(key) and _is_for_signing(certificate) else None


def _is_strong(key: PublicKey) -> bool:
    if isinstance(key, rsa.RSAPublicKey):
        return _SMALLEST_RSA <= key.key_size <= _LARGEST_RSA
    return isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1)


def _is_for_signing(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.digital_signature or usage.content_commitment


def _load(data: bytes) -> x509.Certificate:
    is_pem = data.lstrip().startswith(b"-----BEGIN")
    return x509.load_pem_x509_certificate(data) if is_pem else x509.load_der_x509_certificate(data)


def _first(certificate: x509.Certificate, attribute: ObjectIdentifier) -> str:
    values = [str(part.value) for part in certificate.subject.get_attributes_for_oid(attribute)]
    return values[0] if values else ""


def _short_code(certificate: x509.Certificate) -> str:
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    letters = base64.b32encode(hashlib.sha256(key).digest()).decode()[:20]
    return "-".join(letters[start : start + 4] for start in range(0, 20, 4))
