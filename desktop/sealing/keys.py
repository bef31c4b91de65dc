"""The signing key: making one, opening one, signing with one.

A key lives in a PKCS#12 file. Anything else that can sign (a token, a test's fake) fits the
``Signer`` protocol.
"""

# mypy: disable-error-code="no-untyped-call"
# asn1crypto is not typed; what leaves this module is.

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from desktop.disk import open_regular, read_failure
from desktop.errors import SigningFailed
from desktop.sealing.cades import assemble, signed_attributes
from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    CertificateInfo,
    describe,
    signing_key_of,
)
from desktop.sealing.key_mac import with_costly_mac
from desktop.sealing.purposes import KeyPurpose, usage_of

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

SHORTEST_PASSPHRASE = 8
_KDF_ROUNDS = 600_000  # PBKDF2-HMAC-SHA256 as OWASP asks since 2023; 0.15 s here
# A receiving computer whose clock is some hours behind must not find the certificate not yet valid.
_CLOCK_SLACK = timedelta(days=1)
_LONGEST_COMMON_NAME = 64  # X.520 ub-common-name; cryptography counts bytes of UTF-8

_Code = SigningFailed.Code


class Signer(Protocol):
    """Something that signs manifests in one person's or office's name."""

    @property
    def certificate(self) -> bytes:
        """The certificate, DER."""
        ...

    def sign(self, manifest: bytes, at: datetime) -> bytes:
        """Return the CAdES-B signature over the manifest, DER, claiming the time ``at``."""
        ...


class Pkcs12Signer:
    """Signs with the key of a PKCS#12 file, which stays in memory as long as this object."""

    def __init__(self, key: PrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self.certificate = certificate.public_bytes(Encoding.DER)
        self.info: CertificateInfo = describe(certificate)

    @classmethod
    def from_file(cls, path: Path, passphrase: str, *, now: datetime | None = None) -> Pkcs12Signer:
        """Open a key file.

        Raises:
            StorageError: the file is missing or cannot be read.
            SigningFailed: as ``from_bytes``.
        """
        try:
            with open_regular(path) as file:
                data = file.read()
        except OSError as error:
            raise read_failure(error, path) from error
        return cls.from_bytes(data, passphrase, now=now)

    @classmethod
    def from_bytes(
        cls, data: bytes, passphrase: str, *, now: datetime | None = None
    ) -> Pkcs12Signer:
        """Open a key.

        Args:
            data: the PKCS#12 file's bytes.
            passphrase: as typed; compared in NFC.
            now: refuse a certificate not valid at this moment; None leaves the dates to the caller.

        Raises:
            SigningFailed: KEY_UNREADABLE, CERTIFICATE_UNREADABLE, WRONG_PASSPHRASE,
                KEY_NOT_FOR_SIGNING or KEY_EXPIRED.
        """
        key, certificate = open_key(data, passphrase)
        if signing_key_of(certificate) is None:
            raise SigningFailed(_Code.KEY_NOT_FOR_SIGNING)
        signer = cls(key, certificate)
        if now is not None and not signer.info.is_valid_at(now):
            raise SigningFailed(_Code.KEY_EXPIRED, valid_to=signer.info.valid_to)
        return signer

    def sign(self, manifest: bytes, at: datetime) -> bytes:
        """Return the CAdES-B signature over the manifest, DER, claiming the time ``at``."""
        digest = hashlib.sha256(manifest).digest()
        attributes = signed_attributes(self.certificate, digest, at)
        return assemble(self.certificate, attributes, self._value(attributes))

    def _value(self, attributes: bytes) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(attributes, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(attributes, ec.ECDSA(hashes.SHA256()))


def make_key(
    common_name: str, organization: str, passphrase: str, now: datetime, years: int = 2
) -> bytes:
    """Make an EC P-256 key with a self-signed certificate and return it as a PKCS#12 file.

    Args:
        common_name: who signs; shortened to 64 bytes, the limit of certificates.
        organization: the office; may be empty.
        passphrase: at least ``SHORTEST_PASSPHRASE`` letters.
        now: the moment of making, aware; the certificate begins a day earlier.
        years: how long the certificate is valid.

    Raises:
        SigningFailed: PASSPHRASE_TOO_SHORT.
    """
    check_passphrase(passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = self_signed(key, subject_name(common_name, organization), now, years)
    return pack_key(key, certificate, common_name, passphrase)


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to guard a key file.

    Raises:
        SigningFailed: PASSPHRASE_TOO_SHORT.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise SigningFailed(_Code.PASSPHRASE_TOO_SHORT, shortest=SHORTEST_PASSPHRASE)


def pack_key(
    key: PrivateKey, certificate: x509.Certificate, friendly_name: str, passphrase: str
) -> bytes:
    """Return a key and its certificate as a PKCS#12 file, costly to guess against.

    Raises:
        SigningFailed: PASSPHRASE_TOO_SHORT.
    """
    check_passphrase(passphrase)
    file = pkcs12.serialize_key_and_certificates(
        friendly_name.encode(), key, certificate, None, _encryption(passphrase)
    )
    return with_costly_mac(file, _nfc(passphrase), _KDF_ROUNDS)


def certificate_of(data: bytes, passphrase: str) -> CertificateInfo:
    """Describe the certificate inside a PKCS#12 file.

    Raises:
        SigningFailed: as ``Pkcs12Signer.from_bytes``, but for the dates and the use.
    """
    return describe(open_key(data, passphrase)[1])


def open_key(data: bytes, passphrase: str) -> tuple[PrivateKey, x509.Certificate]:
    """Return key and certificate of a PKCS#12 file, whatever they are for.

    Raises:
        SigningFailed: as ``Pkcs12Signer.from_bytes``, but for the dates and the use.
    """
    _check_is_pkcs12(data)
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, _as_typed(passphrase))
    except (UnsupportedAlgorithm, x509.InvalidVersion) as error:
        raise SigningFailed(_Code.KEY_UNREADABLE) from error
    except ValueError as error:
        # One error for a wrong passphrase and for damage in the encrypted part: nobody can tell.
        raise SigningFailed(_Code.WRONG_PASSPHRASE) from error
    # A certificate that is not the key's own counts as none: the library compares the two.
    if key is None or certificate is None:
        raise SigningFailed(_Code.KEY_UNREADABLE)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SigningFailed(_Code.KEY_NOT_FOR_SIGNING)
    _check_is_readable(certificate)
    return key, certificate


def _check_is_readable(certificate: x509.Certificate) -> None:
    try:
        describe(certificate)
        certificate.extensions  # noqa: B018 - read late, so a broken one would surface anywhere
    except CERTIFICATE_ERRORS as error:
        raise SigningFailed(_Code.CERTIFICATE_UNREADABLE) from error


def _check_is_pkcs12(data: bytes) -> None:
    # Only the opening of a key needs it, and it weighs three megabytes.
    from asn1crypto import pkcs12 as asn1_pkcs12

    try:
        version = asn1_pkcs12.Pfx.load(data, strict=True)["version"].native
    except (ValueError, TypeError) as error:
        raise SigningFailed(_Code.KEY_UNREADABLE) from error
    if version != "v3":
        raise SigningFailed(_Code.KEY_UNREADABLE)


def self_signed(
    key: PrivateKey,
    name: x509.Name,
    now: datetime,
    years: int,
    purpose: KeyPurpose = KeyPurpose.SIGN,
) -> x509.Certificate:
    """Return a certificate that the key gives itself, for one purpose and no other."""
    start = now.astimezone(UTC).replace(microsecond=0) - _CLOCK_SLACK
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * years + 2))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage_of(purpose), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256())


def subject_name(common_name: str, organization: str) -> x509.Name:
    """Return the name of a certificate's holder, shortened to what certificates allow."""
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, shortened(common_name))]
    if organization:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, _nfc(organization)))
    return x509.Name(parts)


def shortened(name: str) -> str:
    """Return a name in NFC, cut between two words to the 64 bytes certificates allow."""
    name = _nfc(name)
    encoded = name.encode()
    if len(encoded) <= _LONGEST_COMMON_NAME:
        return name
    kept = encoded[: _LONGEST_COMMON_NAME - len("…".encode())].decode("utf-8", "ignore")
    return kept.rpartition(" ")[0] + "…"


def _encryption(passphrase: str) -> KeySerializationEncryption:
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(_as_typed(passphrase))
    )


def _as_typed(passphrase: str) -> bytes:
    # One keyboard driver composes marks, the next does not: NFC makes them the same passphrase.
    return _nfc(passphrase).encode()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
