"""đề nghị đăng ký kết nối: an office asks the one above for certificates for its three keys.

The request proves that its maker holds every key in it. Who the maker is, nobody can prove by a
file: both ends read the same short code to each other over the telephone, a digest of all that is
asked. A renewal is signed with the key it replaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.errors import TrustRefused
from desktop.law.terms import Tier
from desktop.sealing.cades import HeldSignature, check_signature
from desktop.sealing.certificate_requests import make_certificate_request, proven_key
from desktop.sealing.certificates import (
    CertificateInfo,
    PublicKey,
    signing_key_of,
    spoken_code,
)
from desktop.sealing.header import FORMAT_VERSION
from desktop.sealing.json_form import canonical_json
from desktop.sealing.keys import PrivateKey, Signer
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust_documents import (
    certificate_in,
    check_document,
    decoded,
    encoded,
    moment_in,
    moment_text,
)

SCHEMA = "enrolment"
_OLD_KEY = "Khóa cũ"
_SIGNATURES = "signatures"
_Code = TrustRefused.Code


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks: the office, and who will hold its signing key ("" for the office itself)."""

    office_id: UUID
    office_name: str
    tier: Tier
    person: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class RequestKeys:
    """The keys to be certified.

    Attributes:
        sign: a key of the office, or what signs with a certificate of another issuer, on a token.
        encrypt: RSA, at least 3072 bits.
        transport: shown to the receiver's server.
    """

    sign: PrivateKey | Signer
    encrypt: rsa.RSAPrivateKey
    transport: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """A request whose proofs hold.

    Attributes:
        applicant: who asks, as they say.
        made_at: when, as they say; aware UTC.
        keys: the public key for each purpose.
        own_certificate: the certificate of another issuer the signing key has already; it is
            bound, nothing is issued for it.
        renews: the certificate whose key signed the request; None for a first one. Whether it is
            still good is for ``trust.judge`` to say.
        sha256: digest of what is asked, hex; a grant names it.
        code: its first 100 bits, as both ends read it out.
    """

    applicant: Applicant
    made_at: datetime
    keys: Mapping[KeyPurpose, PublicKey]
    own_certificate: CertificateInfo | None
    renews: CertificateInfo | None
    sha256: str
    code: str


def make_request(
    applicant: Applicant, keys: RequestKeys, made_at: datetime, previous: Signer | None = None
) -> dict[str, Any]:
    """Return the document of a request, the data of a package of kind ``enrolment``.

    Args:
        applicant: who asks.
        keys: the keys to be certified, each a key of its own.
        made_at: the moment of asking, aware.
        previous: signs with the key to be replaced; None for a first request.

    Raises:
        TrustRefused: what ``read_request`` would refuse is not made.
        SigningFailed: from a token.
    """
    body = {
        "format": FORMAT_VERSION,
        "office": {
            "id": str(applicant.office_id),
            "name": applicant.office_name,
            "tier": str(applicant.tier),
        },
        "person": applicant.person,
        "role": applicant.role,
        "made_at": moment_text(made_at.replace(microsecond=0)),
        "keys": {
            "sign": _signing_part(keys.sign, applicant),
            "encrypt": _request_part(keys.encrypt, KeyPurpose.ENCRYPT, applicant),
            "transport": _request_part(keys.transport, KeyPurpose.TRANSPORT, applicant),
        },
        "previous": _fingerprint(previous) if previous else None,
    }
    asked = canonical_json(body)
    token = None if isinstance(keys.sign, PrivateKey) else keys.sign
    signatures = {
        name: encoded(signer.sign(asked, made_at)) if signer else None
        for name, signer in (("sign", token), ("previous", previous))
    }
    document = {**body, _SIGNATURES: signatures}
    read_request(document)
    return document


def read_request(document: Mapping[str, Any]) -> EnrolmentRequest:
    """Check every proof in a request and return it.

    Args:
        document: the data of a package of kind ``enrolment``, or as it was stored.

    Raises:
        PackageRefused: NEWER_FORMAT.
        TrustRefused: REQUEST_BAD, REQUEST_NOT_PROVEN, REQUEST_KEY_UNFIT or
            REQUEST_OF_OTHER_OFFICE, the last three with ``key``: which one.
    """
    check_document(SCHEMA, document, _Code.REQUEST_BAD)
    asked = _asked(document)
    applicant = _applicant(document)
    own = _own_certificate(document, asked)
    keys = {
        KeyPurpose.SIGN: _key_of(own) if own else _proven(document, KeyPurpose.SIGN, applicant),
        KeyPurpose.ENCRYPT: _proven(document, KeyPurpose.ENCRYPT, applicant),
        KeyPurpose.TRANSPORT: _proven(document, KeyPurpose.TRANSPORT, applicant),
    }
    _check_each_its_own(keys)
    digest = hashlib.sha256(asked)
    return EnrolmentRequest(
        applicant=applicant,
        made_at=moment_in(document["made_at"]),
        keys=keys,
        own_certificate=own,
        renews=_renewed(document, asked),
        sha256=digest.hexdigest(),
        code=spoken_code(digest.digest()),
    )


def request_code(document: Mapping[str, Any]) -> str:
    """Return the code both ends read out, such as ``QYRN-5UYP-TF43-CVGP-HWAZ``.

    Another key, office, person, role or time gives another code.
    """
    return spoken_code(hashlib.sha256(_asked(document)).digest())


def public_bytes(key: PublicKey) -> bytes:
    """Return a public key as DER, to compare it with another."""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _asked(document: Mapping[str, Any]) -> bytes:
    """Return what is asked, without the signatures over it: the bytes that code and proofs name."""
    return canonical_json({name: part for name, part in document.items() if name != _SIGNATURES})


def _request_part(key: PrivateKey, purpose: KeyPurpose, applicant: Applicant) -> dict[str, str]:
    office_id, name = applicant.office_id, applicant.office_name
    return {"request": encoded(make_certificate_request(key, purpose, office_id, name))}


def _signing_part(key: PrivateKey | Signer, applicant: Applicant) -> dict[str, str]:
    if isinstance(key, PrivateKey):
        return _request_part(key, KeyPurpose.SIGN, applicant)
    return {"certificate": encoded(key.certificate)}


def _fingerprint(signer: Signer) -> str:
    return hashlib.sha256(signer.certificate).hexdigest()


def _applicant(document: Mapping[str, Any]) -> Applicant:
    office = document["office"]
    return Applicant(
        UUID(office["id"]),
        office["name"],
        Tier(office["tier"]),
        document["person"],
        document["role"],
    )


def _proven(document: Mapping[str, Any], purpose: KeyPurpose, applicant: Applicant) -> PublicKey:
    data = decoded(document["keys"][purpose]["request"], _Code.REQUEST_BAD, f"keys.{purpose}")
    return proven_key(data, purpose, applicant.office_id)


def _own_certificate(document: Mapping[str, Any], asked: bytes) -> CertificateInfo | None:
    text = document["keys"]["sign"].get("certificate")
    if text is None:
        return None
    certificate = certificate_in(text, _Code.REQUEST_BAD, "keys.sign.certificate")
    _check_signed(document, "sign", certificate.fingerprint, asked, KeyPurpose.SIGN.label)
    return certificate


def _renewed(document: Mapping[str, Any], asked: bytes) -> CertificateInfo | None:
    if document["previous"] is None:
        return None
    return _check_signed(document, "previous", document["previous"], asked, _OLD_KEY)


def _check_signed(
    document: Mapping[str, Any], name: str, fingerprint: str, asked: bytes, label: str
) -> CertificateInfo:
    text = document[_SIGNATURES][name]
    held = check_signature(decoded(text or "", _Code.REQUEST_BAD, f"{_SIGNATURES}.{name}"), asked)
    if not isinstance(held, HeldSignature) or held.signer.fingerprint != fingerprint:
        raise TrustRefused(_Code.REQUEST_NOT_PROVEN, key=label)
    return held.signer


def _key_of(certificate: CertificateInfo) -> PublicKey:
    key = signing_key_of(x509.load_der_x509_certificate(certificate.der))
    assert key is not None, "a signature with it held"
    return key


def _check_each_its_own(keys: Mapping[KeyPurpose, PublicKey]) -> None:
    seen: set[bytes] = set()
    for purpose, key in keys.items():
        if public_bytes(key) in seen:
            raise TrustRefused(_Code.REQUEST_KEY_UNFIT, key=purpose.label)
        seen.add(public_bytes(key))
