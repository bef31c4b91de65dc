"""The signature: a detached CMS of CAdES-B form (ETSI EN 319 122-1) in one fixed DER shape.

``assemble`` builds the only bytes a signature may have for a given certificate, time, digest and
signature value: one signer, SHA-256, the attributes contentType, signingTime, messageDigest and
signingCertificateV2, nothing unsigned. ``check_signature`` takes those four values out of what it
was given and assembles them again; anything else than the same bytes is refused, so that no
unsigned corner of the CMS can be changed unseen. The mathematics is cryptography's. A token signs
the same way: it only has to sign ``signed_attributes``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_der_x509_certificate

from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    LAST_MOMENT,
    CertificateInfo,
    PublicKey,
    describe,
    signing_key_of,
)
from desktop.sealing.der import (
    GENERALIZED_TIME,
    INTEGER,
    NULL,
    OBJECT,
    OCTETS,
    SEQUENCE,
    SET,
    UTC_TIME,
    Reader,
    oid,
    set_of,
    tlv,
)
from desktop.sealing.trust import SignatureReason

_CONTENT_TYPE, _DATA = oid("1.2.840.113549.1.9.3"), oid("1.2.840.113549.1.7.1")
_MESSAGE_DIGEST, _SIGNING_TIME = oid("1.2.840.113549.1.9.4"), oid("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.47")  # v2, RFC 5035
_SIGNED_DATA = oid("1.2.840.113549.1.7.2")
_SHA256 = tlv(SEQUENCE, oid("2.16.840.1.101.3.4.2.1"), tlv(NULL))
# RFC 8017 A.2.4 wants NULL beside it; RFC 5758 3.2 wants nothing.
_SCHEMES = {
    oid("1.2.840.113549.1.1.1"): tlv(SEQUENCE, oid("1.2.840.113549.1.1.11"), tlv(NULL)),
    oid("1.2.840.10045.2.1"): tlv(SEQUENCE, oid("1.2.840.10045.4.3.2")),
}
"""What names the signature, by what names the key: RSA with SHA-256, ECDSA with SHA-256."""
_VERSION_1 = tlv(INTEGER, b"\x01")
_CONTEXT_0 = 0xA0


@dataclass(frozen=True, slots=True)
class HeldSignature:
    """A signature whose mathematics holds; who the signer is to us, ``trust.judge`` says.

    Attributes:
        signer: the certificate that made it.
        signed_at: the time the signer claims, aware UTC.
    """

    signer: CertificateInfo
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class _Parts:
    """The four values that make a signature."""

    certificate: bytes
    signed_at: datetime
    digest: bytes
    value: bytes


def signed_attributes(certificate: bytes, digest: bytes, at: datetime) -> bytes:
    """Return the DER set that the key signs.

    Args:
        certificate: the signer's certificate, DER.
        digest: SHA-256 of the manifest.
        at: the claimed signing time, aware; kept to the second.
    """
    moment = at.astimezone(UTC)
    # RFC 5652 11.3: two-digit years up to 2049, four digits from then on.
    is_short = moment.year < 2050
    tag, form = (UTC_TIME, "%y%m%d%H%M%SZ") if is_short else (GENERALIZED_TIME, "%Y%m%d%H%M%SZ")
    # RFC 5035: SHA-256 is the default, and a default is left out.
    certificate_id = tlv(SEQUENCE, tlv(OCTETS, hashlib.sha256(certificate).digest()))
    values = (
        (_CONTENT_TYPE, _DATA),
        (_SIGNING_TIME, tlv(tag, moment.strftime(form).encode())),
        (_MESSAGE_DIGEST, tlv(OCTETS, digest)),
        (_SIGNING_CERTIFICATE, tlv(SEQUENCE, tlv(SEQUENCE, certificate_id))),
    )
    return set_of(*(tlv(SEQUENCE, name, tlv(SET, value)) for name, value in values))


def assemble(certificate: bytes, attributes: bytes, value: bytes) -> bytes:
    """Return the CMS signature as DER.

    Args:
        certificate: the signer's certificate, DER, with an RSA or an EC key.
        attributes: what ``signed_attributes`` gave.
        value: the signature over them, PKCS#1 v1.5 or ECDSA, both with SHA-256.

    Raises:
        ValueError: the certificate is none, or its key is of another kind.
    """
    issuer_and_serial, scheme = _names_in(certificate)
    signer = tlv(
        SEQUENCE,
        _VERSION_1,
        issuer_and_serial,
        _SHA256,
        bytes((_CONTEXT_0,)) + attributes[1:],  # an implicit tag in the place of that of the set
        scheme,
        tlv(OCTETS, value),
    )
    content = (_VERSION_1, tlv(SET, _SHA256), tlv(SEQUENCE, _DATA), tlv(_CONTEXT_0, certificate))
    signed_data = tlv(SEQUENCE, *content, tlv(SET, signer))
    return tlv(SEQUENCE, _SIGNED_DATA, tlv(_CONTEXT_0, signed_data))


def check_signature(signature: bytes, manifest: bytes) -> HeldSignature | SignatureReason:
    """Return the signature over a manifest if form and mathematics hold, else why not.

    Never raises for a bad signature, whatever bytes it is given.
    """
    try:
        parts = _take_apart(signature)
        attributes = signed_attributes(parts.certificate, parts.digest, parts.signed_at)
        same = assemble(parts.certificate, attributes, parts.value) == signature
    except ValueError:
        return SignatureReason.SIGNATURE_UNREADABLE
    if not same:
        return SignatureReason.SIGNATURE_FORM
    if hashlib.sha256(manifest).digest() != parts.digest:
        return SignatureReason.CONTENT_CHANGED
    return _check_mathematics(parts, attributes)


def _check_mathematics(parts: _Parts, attributes: bytes) -> HeldSignature | SignatureReason:
    try:
        certificate = load_der_x509_certificate(parts.certificate)
        signer, key = describe(certificate), signing_key_of(certificate)
    except CERTIFICATE_ERRORS:
        return SignatureReason.SIGNATURE_UNREADABLE
    if key is None:
        return SignatureReason.KEY_NOT_ACCEPTED
    try:
        _verify(key, parts.value, attributes)
    except InvalidSignature:
        return SignatureReason.SIGNATURE_WRONG
    return HeldSignature(signer, parts.signed_at)


def _verify(key: PublicKey, value: bytes, attributes: bytes) -> None:
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(value, attributes, padding.PKCS1v15(), hashes.SHA256())
    else:
        key.verify(value, attributes, ec.ECDSA(hashes.SHA256()))


def _take_apart(signature: bytes) -> _Parts:
    """Take out what varies; the rest is compared afterwards, not looked at."""
    found = Reader(signature)
    found.open(SEQUENCE)
    found.take(OBJECT)
    for tag in (_CONTEXT_0, SEQUENCE):
        found.open(tag)
    found.take(INTEGER)
    found.take(SET)
    found.take(SEQUENCE)
    found.open(_CONTEXT_0)
    certificate = found.value()
    for tag in (SET, SEQUENCE):
        found.open(tag)
    found.take(INTEGER)
    found.take(SEQUENCE)
    found.take(SEQUENCE)
    signed_at, digest = _varying_attributes(found.take(_CONTEXT_0))
    found.take(SEQUENCE)
    return _Parts(certificate, signed_at, digest, found.take(OCTETS))


def _varying_attributes(attributes: bytes) -> tuple[datetime, bytes]:
    found, values = Reader(attributes), {}
    while found.place < len(attributes):
        found.open(SEQUENCE)
        name = found.value()
        found.open(SET)
        values[name] = found.value()
    if _SIGNING_TIME not in values or _MESSAGE_DIGEST not in values:
        raise ValueError("an attribute is missing")
    return _moment(values[_SIGNING_TIME]), Reader(values[_MESSAGE_DIGEST]).take(OCTETS)


def _moment(value: bytes) -> datetime:
    found = Reader(value)
    if found.peek() == GENERALIZED_TIME:
        text = found.take(GENERALIZED_TIME).decode("ascii")
    else:
        short = found.take(UTC_TIME).decode("ascii")
        text = f"{'19' if short[:2] >= '50' else '20'}{short}"  # RFC 5280 4.1.2.5.1
    moment = datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    if moment > LAST_MOMENT:
        raise ValueError("a time no clock here can show")
    return moment


def _names_in(certificate: bytes) -> tuple[bytes, bytes]:
    """Return what names a certificate in a signature, and what names its key's signatures."""
    found = Reader(certificate)
    for tag in (SEQUENCE, SEQUENCE):
        found.open(tag)
    if found.peek() == _CONTEXT_0:  # its version, which the very first form lacks
        found.take(_CONTEXT_0)
    serial = found.value()
    found.take(SEQUENCE)
    issuer = found.value()
    for _ in ("validity", "subject"):
        found.take(SEQUENCE)
    for tag in (SEQUENCE, SEQUENCE):
        found.open(tag)
    scheme = _SCHEMES.get(found.value())
    if scheme is None:
        raise ValueError("a key of another kind")
    return tlv(SEQUENCE, issuer, serial), scheme
