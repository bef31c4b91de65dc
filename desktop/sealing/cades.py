"""The signature: a detached CMS of CAdES-B form (ETSI EN 319 122-1) in one fixed DER shape.

``assemble`` builds the only bytes a signature may have for a given certificate, time, digest and
signature value: one signer, SHA-256, the attributes contentType, signingTime, messageDigest and
signingCertificateV2, nothing unsigned. ``check_signature`` takes those four values out of what it
was given and assembles them again; anything else than the same bytes is refused, so that no
unsigned corner of the CMS can be changed unseen. The mathematics is cryptography's, the ASN.1
asn1crypto's. A token signs the same way: it only has to sign ``signed_attributes``.
"""

# mypy: disable-error-code="no-untyped-call"
# asn1crypto is not typed; what leaves this module is.

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import algos, cms, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_der_x509_certificate

from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    CertificateInfo,
    PublicKey,
    describe,
    signing_key_of,
)
from desktop.sealing.der import GENERALIZED_TIME, OCTETS, SEQUENCE, SET, UTC_TIME, oid, set_of, tlv
from desktop.sealing.trust import SignatureReason

_CONTENT_TYPE, _DATA = oid("1.2.840.113549.1.9.3"), oid("1.2.840.113549.1.7.1")
_MESSAGE_DIGEST, _SIGNING_TIME = oid("1.2.840.113549.1.9.4"), oid("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.47")  # v2, RFC 5035

# asn1crypto parses late, so a malformed value may surface from any access as any of these.
_ASN1_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


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
    """
    parsed = x509.Certificate.load(certificate, strict=True)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": _issuer_and_serial(parsed)},
        "digest_algorithm": sha256,
        "signed_attrs": cms.CMSAttributes.load(attributes),
        "signature_algorithm": {"algorithm": f"sha256_{_scheme(parsed)}"},
        "signature": value,
    }
    signed_data = {
        "version": "v1",
        "digest_algorithms": [sha256],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices("certificate", parsed)],
        "signer_infos": [signer],
    }
    content = {"content_type": "signed_data", "content": cms.SignedData(signed_data)}
    return bytes(cms.ContentInfo(content).dump())


def check_signature(signature: bytes, manifest: bytes) -> HeldSignature | SignatureReason:
    """Return the signature over a manifest if form and mathematics hold, else why not.

    Never raises for a bad signature, whatever bytes it is given.
    """
    try:
        parts = _take_apart(signature)
        attributes = signed_attributes(parts.certificate, parts.digest, parts.signed_at)
        same = assemble(parts.certificate, attributes, parts.value) == signature
    except _ASN1_ERRORS:
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
    content = cms.ContentInfo.load(signature, strict=True)["content"]
    (certificate,) = content["certificates"]
    (signer,) = content["signer_infos"]
    attributes = {part["type"].native: part["values"][0] for part in signer["signed_attrs"]}
    return _Parts(
        certificate=certificate.chosen.untag().dump(),
        signed_at=attributes["signing_time"].native,
        digest=attributes["message_digest"].native,
        value=signer["signature"].native,
    )


def _issuer_and_serial(certificate: x509.Certificate) -> cms.IssuerAndSerialNumber:
    return cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )


def _scheme(certificate: x509.Certificate) -> str:
    return {"rsa": "rsa", "ec": "ecdsa"}[certificate.public_key.algorithm]
