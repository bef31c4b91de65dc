"""nơi cấp chứng thư của cơ quan: the small certificate authority of a receiving office.

One root key (EC P-256, path length 0, ten years) that issues to people and offices the receiver
has spoken with, for two years, and signs the list of what it took back. Root and certificates
follow RFC 5280, so ``openssl``, nginx and other readers take them. The key lives in a PKCS#12 file:
one in the office's encrypted database, copies under a passphrase of their own on two sticks in the
safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop.errors import TrustRefused
from desktop.sealing.certificates import CertificateInfo, PublicKey, describe
from desktop.sealing.issuers import read_authority
from desktop.sealing.keys import (
    PrivateKey,
    check_passphrase,
    open_key,
    pack_key,
    shortened,
    subject_name,
)
from desktop.sealing.purposes import KeyPurpose, extended_usage_of, is_fit, key_usage, usage_of
from desktop.sealing.revocation import Revoked, revoked_entry

ROOT_YEARS = 10
CERTIFICATE_YEARS = 2
CRL_DAYS = 30
"""How long a list's silence counts; a commune must hear from above at least that often."""

_ROOT_NAME = "Chứng thư gốc"
# Clocks differ: a server or a receiver some hours behind must not find a paper not yet valid.
_CERTIFICATE_SLACK = timedelta(days=1)
_LIST_SLACK = timedelta(hours=1)
_Code = TrustRefused.Code


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a certificate is issued to.

    Attributes:
        office_id: the office the key speaks for.
        office_name: that office's name.
        person: who holds the key; "" where it is the office's own.
        role: that person's post; "" as ``person``.
    """

    office_id: UUID
    office_name: str
    person: str = ""
    role: str = ""


def make_authority(office_name: str, passphrase: str, now: datetime) -> bytes:
    """Make a root key with its certificate and return it as a PKCS#12 file.

    Args:
        office_name: the receiving office.
        passphrase: at least ``SHORTEST_PASSPHRASE`` letters.
        now: the moment of making, aware; the certificate begins a day earlier.

    Raises:
        SigningFailed: PASSPHRASE_TOO_SHORT.
    """
    check_passphrase(passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    return pack_key(key, _root(key, office_name, now), _ROOT_NAME, passphrase)


class Authority:
    """The root key, opened; it stays in memory as long as this object."""

    def __init__(self, key: PrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self._certificate = certificate
        self.info: CertificateInfo = describe(certificate)

    @classmethod
    def from_bytes(cls, data: bytes, passphrase: str) -> Authority:
        """Open a root key.

        Raises:
            SigningFailed: KEY_UNREADABLE, CERTIFICATE_UNREADABLE or WRONG_PASSPHRASE.
            TrustRefused: AUTHORITY_BAD, where the file holds a key of another kind.
        """
        key, certificate = open_key(data, passphrase)
        read_authority(certificate.public_bytes(Encoding.DER))
        return cls(key, certificate)

    @classmethod
    def restore(cls, data: bytes, passphrase: str, expected: CertificateInfo) -> Authority:
        """Open the copy of a root key on a stick, which must be the key it is taken for.

        Raises:
            SigningFailed: as ``from_bytes``.
            TrustRefused: AUTHORITY_BAD, or AUTHORITY_OTHER with both short codes.
        """
        found = cls.from_bytes(data, passphrase)
        if found.info.fingerprint != expected.fingerprint:
            codes = {"found": found.info.short_code, "expected": expected.short_code}
            raise TrustRefused(_Code.AUTHORITY_OTHER, **codes)
        return found

    def export(self, passphrase: str) -> bytes:
        """Return the root key as a PKCS#12 file under a new passphrase, for a stick in the safe.

        Raises:
            SigningFailed: PASSPHRASE_TOO_SHORT.
        """
        return pack_key(self._key, self._certificate, _ROOT_NAME, passphrase)

    def issue(
        self,
        public_key: PublicKey,
        purpose: KeyPurpose,
        holder: Holder,
        now: datetime,
        years: int = CERTIFICATE_YEARS,
    ) -> bytes:
        """Issue a certificate and return it as DER.

        Args:
            public_key: from a request whose holder proved to have the private key.
            purpose: the one thing it is for.
            holder: who was spoken with; nothing of the request's own words is taken over.
            now: the moment of issuing, aware; the certificate begins a day earlier.
            years: how long it is valid, at most as long as the root.

        Raises:
            TrustRefused: AUTHORITY_EXPIRED, or REQUEST_KEY_UNFIT with ``key``.
        """
        if not self.info.is_valid_at(now):
            raise TrustRefused(_Code.AUTHORITY_EXPIRED)
        if not is_fit(public_key, purpose):
            raise TrustRefused(_Code.REQUEST_KEY_UNFIT, key=purpose.label)
        start = _start(now)
        end = min(start + timedelta(days=365 * years + 2), self.info.valid_to)
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name_of(holder))
            .issuer_name(self._certificate.subject)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
        )
        for extension, is_critical in self._extensions(public_key, purpose, holder):
            builder = builder.add_extension(extension, critical=is_critical)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.DER)

    def crl(
        self, revoked: Sequence[Revoked], number: int, now: datetime, valid_days: int = CRL_DAYS
    ) -> bytes:
        """Sign the list of everything taken back so far and return it as DER.

        Args:
            revoked: all of it, the long expired too: archived packages are judged by it.
            number: higher than that of any list before.
            now: the moment of signing, aware; the list begins an hour earlier.
            valid_days: days until the next one is due.
        """
        moment = _whole_second(now)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._certificate.subject)
            .last_update(moment - _LIST_SLACK)
            .next_update(moment + timedelta(days=valid_days))
            .add_extension(x509.CRLNumber(number), critical=False)
            .add_extension(self._key_identifier(), critical=False)
        )
        for one in revoked:
            builder = builder.add_revoked_certificate(revoked_entry(one))
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _extensions(
        self, public_key: PublicKey, purpose: KeyPurpose, holder: Holder
    ) -> list[tuple[x509.ExtensionType, bool]]:
        office = x509.UniformResourceIdentifier(holder.office_id.urn)
        shown = extended_usage_of(purpose)
        return [
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (usage_of(purpose), True),
            (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
            (self._key_identifier(), False),
            (x509.SubjectAlternativeName([office]), False),
            *([(shown, False)] if shown else []),
        ]

    def _key_identifier(self) -> x509.AuthorityKeyIdentifier:
        found = self._certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(found.value)


def _root(key: ec.EllipticCurvePrivateKey, office_name: str, now: datetime) -> x509.Certificate:
    start = _start(now)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    # An office that lost its root makes a new one; the two must not bear one name.
    tag = x509.NameAttribute(NameOID.SERIAL_NUMBER, identifier.digest.hex()[:16])
    name = x509.Name([*subject_name(_ROOT_NAME, office_name), tag])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * ROOT_YEARS + 3))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(frozenset({"key_cert_sign", "crl_sign"})), critical=True)
        .add_extension(identifier, critical=False)
    )
    return builder.sign(key, hashes.SHA256())


def _name_of(holder: Holder) -> x509.Name:
    name = subject_name(holder.person or holder.office_name, holder.office_name)
    if not holder.role:
        return name
    return x509.Name([*name, x509.NameAttribute(NameOID.TITLE, shortened(holder.role))])


def _start(now: datetime) -> datetime:
    return _whole_second(now) - _CERTIFICATE_SLACK


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
