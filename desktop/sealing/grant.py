"""giấy chấp nhận đăng ký kết nối: the answer to a request, with all the two offices need.

The certificates issued, the root they hang on, whom to encrypt to and whose signatures to take, the
line to the receiver's box, and the first trust bundle. Its maker is not known to the applicant yet:
the code of the whole document is read back over the telephone before any of it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography import x509

from desktop.errors import TrustRefused
from desktop.law.terms import Tier
from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    CertificateInfo,
    PublicKey,
    spoken_code,
    strong_key,
)
from desktop.sealing.enrolment import EnrolmentRequest, public_bytes
from desktop.sealing.header import FORMAT_VERSION
from desktop.sealing.issuers import is_issued_by, read_authority
from desktop.sealing.json_form import canonical_json
from desktop.sealing.purposes import KeyPurpose, usage_of
from desktop.sealing.trust_bundle import TrustBundle, read_bundle
from desktop.sealing.trust_documents import (
    certificate_in,
    check_document,
    encoded,
    moment_in,
    moment_text,
    refuse,
)

SCHEMA = "grant"
CHUNK_SIZE = 262_144
"""Bytes of a chunk on every line; written into the grant so that both ends agree."""

_Code = TrustRefused.Code


@dataclass(frozen=True, slots=True)
class Granting:
    """Who grants, and how it is reached.

    Attributes:
        office_id: the receiving office.
        office_name: its name.
        tier: where it stands.
        encryption_certificate: to encrypt to it.
        signing_certificates: whose signatures are its own, at least one.
        transport: ``way`` (folder, webdav, sftp), ``address``, ``user``, ``server_ca`` (PEM),
            ``host_key`` (as in ``ssh_host_*_key.pub``), "" where a way has none, and
            ``chunk_size`` = ``CHUNK_SIZE``; no secrets.
    """

    office_id: UUID
    office_name: str
    tier: Tier
    encryption_certificate: CertificateInfo
    signing_certificates: tuple[CertificateInfo, ...]
    transport: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant that answers our request and agrees with itself.

    Attributes:
        granting: the receiving office.
        issued_at: when, as it says; aware UTC.
        certificates: ours, one for each purpose.
        root: the authority that issued them.
        bundle: what the receiving office lets us go by.
        code: the first 100 bits of the document's digest, as both ends read it out.
    """

    granting: Granting
    issued_at: datetime
    certificates: Mapping[KeyPurpose, CertificateInfo]
    root: CertificateInfo
    bundle: TrustBundle
    code: str


def write_grant(
    request: EnrolmentRequest,
    granting: Granting,
    certificates: Mapping[KeyPurpose, CertificateInfo],
    root: CertificateInfo,
    bundle: Mapping[str, Any],
    issued_at: datetime,
) -> dict[str, Any]:
    """Return the document of a grant, the data of a package of kind ``grant``.

    Args:
        request: what it answers.
        granting: the receiving office; its certificates stand in the bundle.
        certificates: one for each purpose; for SIGN the applicant's own where it has one.
        root: the authority that issued them; it stands in the bundle.
        bundle: the document of the trust bundle of now.
        issued_at: the moment of granting, aware.

    Raises:
        TrustRefused: GRANT_BAD, GRANT_NOT_OURS or BUNDLE_BAD; what ``read_grant`` would refuse is
            not made.
    """
    document = {
        "format": FORMAT_VERSION,
        "request": request.sha256,
        "issued_at": moment_text(issued_at.replace(microsecond=0)),
        "office": {
            "id": str(granting.office_id),
            "name": granting.office_name,
            "tier": str(granting.tier),
        },
        "holder_id": str(request.applicant.office_id),
        "certificates": {str(use): encoded(one.der) for use, one in certificates.items()},
        "root": encoded(root.der),
        "encryption_certificate": encoded(granting.encryption_certificate.der),
        "signing_certificates": [encoded(one.der) for one in granting.signing_certificates],
        "transport": dict(granting.transport),
        "bundle": dict(bundle),
    }
    read_grant(document, request)
    return document


def read_grant(document: Mapping[str, Any], request: EnrolmentRequest) -> Grant:
    """Check that a grant answers our request and agrees with itself, and return it.

    Args:
        document: the data of a package of kind ``grant``, or as it was stored.
        request: ours, the latest.

    Raises:
        PackageRefused: NEWER_FORMAT.
        TrustRefused: GRANT_NOT_OURS, GRANT_BAD or BUNDLE_BAD, the last two with ``path``.
    """
    check_document(SCHEMA, document, _Code.GRANT_BAD)
    holder = str(request.applicant.office_id)
    if (document["request"], document["holder_id"]) != (request.sha256, holder):
        raise TrustRefused(_Code.GRANT_NOT_OURS)
    root = _root(document)
    bundle = read_bundle(document["bundle"])
    granting = _granting(document)
    _check_bundle(bundle, root, granting)
    _check_server_authority(granting.transport)
    return Grant(
        granting=granting,
        issued_at=moment_in(document["issued_at"]),
        certificates={use: _issued(document, use, request, root) for use in KeyPurpose},
        root=root,
        bundle=bundle,
        code=grant_code(document),
    )


def grant_code(document: Mapping[str, Any]) -> str:
    """Return the code the granting office reads out, such as ``QYRN-5UYP-TF43-CVGP-HWAZ``.

    It covers the root, the office, the request answered and all else: whoever put in a key or an
    address of his own would change it.
    """
    return spoken_code(hashlib.sha256(canonical_json(document)).digest())


def _root(document: Mapping[str, Any]) -> CertificateInfo:
    found = certificate_in(document["root"], _Code.GRANT_BAD, "root")
    try:
        return read_authority(found.der)
    except TrustRefused as error:
        raise TrustRefused(_Code.GRANT_BAD, path="root") from error


def _granting(document: Mapping[str, Any]) -> Granting:
    office = document["office"]
    signing = (
        certificate_in(text, _Code.GRANT_BAD, f"signing_certificates.{index}")
        for index, text in enumerate(document["signing_certificates"])
    )
    return Granting(
        office_id=UUID(office["id"]),
        office_name=office["name"],
        tier=Tier(office["tier"]),
        encryption_certificate=certificate_in(
            document["encryption_certificate"], _Code.GRANT_BAD, "encryption_certificate"
        ),
        signing_certificates=tuple(signing),
        transport=document["transport"],
    )


def _issued(
    document: Mapping[str, Any],
    purpose: KeyPurpose,
    request: EnrolmentRequest,
    root: CertificateInfo,
) -> CertificateInfo:
    path = f"certificates.{purpose}"
    found = certificate_in(document["certificates"][purpose], _Code.GRANT_BAD, path)
    if purpose is KeyPurpose.SIGN and request.own_certificate is not None:
        return found if found == request.own_certificate else refuse(_Code.GRANT_BAD, path)
    certificate = x509.load_der_x509_certificate(found.der)
    if not _is_same_key(certificate, request.keys[purpose]):
        raise TrustRefused(_Code.GRANT_NOT_OURS)
    issuer = x509.load_der_x509_certificate(root.der)
    if not is_issued_by(certificate, issuer) or not _is_for(certificate, purpose):
        refuse(_Code.GRANT_BAD, path)
    return found


def _is_same_key(certificate: x509.Certificate, key: PublicKey) -> bool:
    found = strong_key(certificate.public_key())
    return found is not None and public_bytes(found) == public_bytes(key)


def _is_for(certificate: x509.Certificate, purpose: KeyPurpose) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (*CERTIFICATE_ERRORS, x509.ExtensionNotFound):
        return False
    return usage == usage_of(purpose)


def _check_bundle(bundle: TrustBundle, root: CertificateInfo, granting: Granting) -> None:
    """All the grant names must be bound in its bundle, or it would be forgotten with the grant."""
    roots = {one.certificate.fingerprint for one in bundle.authorities if one.requires_crl}
    if bundle.office_id != granting.office_id or root.fingerprint not in roots:
        refuse(_Code.GRANT_BAD, "bundle")
    named: Sequence[tuple[KeyPurpose, CertificateInfo]] = [
        (KeyPurpose.ENCRYPT, granting.encryption_certificate),
        *((KeyPurpose.SIGN, one) for one in granting.signing_certificates),
    ]
    bound = {
        (pin.office_id, pin.purpose, pin.fingerprint) for pin in (b.pin for b in bundle.bindings)
    }
    for purpose, certificate in named:
        if (granting.office_id, purpose, certificate.fingerprint) not in bound:
            refuse(_Code.GRANT_BAD, "bundle.bindings")


def _check_server_authority(transport: Mapping[str, Any]) -> None:
    pem = transport["server_ca"]
    if not pem:
        return
    try:
        x509.load_pem_x509_certificates(pem.encode())
    except ValueError as error:
        raise TrustRefused(_Code.GRANT_BAD, path="transport.server_ca") from error
