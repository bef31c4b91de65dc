"""danh sách chứng thư được tin: what the office above lets its offices go by.

Authorities with their revocation lists, and the register of bindings as far as the receiver needs
it. It travels inside signed packages (a grant, a receipt, a bulletin). Its serial only rises: an
older one would bring back certificates that were taken back since.
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
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.header import FORMAT_VERSION
from desktop.sealing.issuers import TrustedAuthority
from desktop.sealing.json_form import canonical_json
from desktop.sealing.purposes import KeyPurpose, is_fit
from desktop.sealing.revocation import RevocationReason, Revoked
from desktop.sealing.trust import Pin, Trust
from desktop.sealing.trust_documents import (
    certificate_in,
    check_document,
    decoded,
    encoded,
    moment_in,
    moment_text,
    refuse,
)

SCHEMA = "trust-bundle"
_Code = TrustRefused.Code


@dataclass(frozen=True, slots=True)
class Binding:
    """One line of the register.

    Attributes:
        pin: which certificate speaks for which office, when and for what.
        office_name: that office's name.
        certificate: itself, always there for encryption; None where the fingerprint is enough.
    """

    pin: Pin
    office_name: str
    certificate: CertificateInfo | None = None


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """A bundle whose lists were checked against their authorities' keys.

    Attributes:
        serial: counts the bundles of its office.
        issued_at: when it was made, aware UTC.
        office_id: the office that made it; only the office above is listened to.
        authorities: whose certificates count, each with its revocation list.
        bindings: the register.
        sha256: digest of the document, hex.
    """

    serial: int
    issued_at: datetime
    office_id: UUID
    authorities: tuple[TrustedAuthority, ...]
    bindings: tuple[Binding, ...]
    sha256: str

    def trust(self) -> Trust:
        """Return what the bundle says, to judge signers by."""
        return Trust(tuple(binding.pin for binding in self.bindings), self.authorities)

    def encryption_certificate(self, office_id: UUID, moment: datetime) -> CertificateInfo | None:
        """Return the certificate to encrypt to an office with; the one that lasts longest."""
        found = [
            binding.certificate
            for binding in self.bindings
            if binding.certificate and _can_receive(binding, office_id, moment)
        ]
        usable = (one for one in found if one.is_valid_at(moment))
        return max(usable, key=lambda one: one.valid_to, default=None)


def write_bundle(
    serial: int,
    issued_at: datetime,
    office_id: UUID,
    authorities: Sequence[TrustedAuthority],
    bindings: Sequence[Binding],
) -> dict[str, Any]:
    """Return the document of a bundle.

    Args:
        serial: higher than that of any bundle before, from 1.
        issued_at: the moment of making, aware.
        office_id: the office that makes it.
        authorities: whose certificates count; one that requires a list has one.
        bindings: those the receiver needs.

    Raises:
        TrustRefused: BUNDLE_BAD; what ``read_bundle`` would refuse is not made.
    """
    document = {
        "format": FORMAT_VERSION,
        "serial": serial,
        "issued_at": moment_text(issued_at.replace(microsecond=0)),
        "office_id": str(office_id),
        "authorities": [_authority_fields(authority) for authority in authorities],
        "bindings": [_binding_fields(binding) for binding in bindings],
    }
    read_bundle(document)
    return document


def read_bundle(document: Mapping[str, Any]) -> TrustBundle:
    """Check a bundle's document and return it.

    Args:
        document: from a package whose signature is valid, or as it was stored.

    Raises:
        PackageRefused: NEWER_FORMAT.
        TrustRefused: BUNDLE_BAD with ``path``.
    """
    check_document(SCHEMA, document, _Code.BUNDLE_BAD)
    authorities = tuple(
        _authority(fields, f"authorities.{index}")
        for index, fields in enumerate(document["authorities"])
    )
    bindings = tuple(
        _binding(fields, f"bindings.{index}") for index, fields in enumerate(document["bindings"])
    )
    _check_once(authorities, bindings)
    _check_issuers(authorities, bindings)
    return TrustBundle(
        serial=document["serial"],
        issued_at=moment_in(document["issued_at"]),
        office_id=UUID(document["office_id"]),
        authorities=authorities,
        bindings=bindings,
        sha256=hashlib.sha256(canonical_json(document)).hexdigest(),
    )


def newer(held: TrustBundle | None, offered: TrustBundle) -> bool:
    """Say whether a bundle is to be taken in; False for the one that is held already.

    Args:
        held: the latest one of the same office; None where there is none.
        offered: the one that came.

    Raises:
        TrustRefused: BUNDLE_OLDER (with ``held`` and ``offered``), also for a revocation list in it
            that is older; BUNDLE_FORKED for another bundle of the same serial or another office.
    """
    if held is None:
        return True
    if (offered.serial, offered.sha256) == (held.serial, held.sha256):
        return False
    serials = {"held": held.serial, "offered": offered.serial}
    if offered.serial == held.serial or offered.office_id != held.office_id:
        raise TrustRefused(_Code.BUNDLE_FORKED, **serials)
    if offered.serial < held.serial or _has_older_list(held, offered):
        raise TrustRefused(_Code.BUNDLE_OLDER, **serials)
    return True


def _has_older_list(held: TrustBundle, offered: TrustBundle) -> bool:
    numbers = {a.certificate.fingerprint: a.crl.number for a in held.authorities if a.crl}
    return any(
        (a.crl.number if a.crl else -1) < numbers.get(a.certificate.fingerprint, -1)
        for a in offered.authorities
    )


def _can_receive(binding: Binding, office_id: UUID, moment: datetime) -> bool:
    pin = binding.pin
    is_its_key = pin.office_id == office_id and pin.purpose is KeyPurpose.ENCRYPT
    return is_its_key and pin.is_open_at(moment) and pin.revoked is None


def _authority_fields(authority: TrustedAuthority) -> dict[str, Any]:
    return {
        "certificate": encoded(authority.certificate.der),
        "crl": encoded(authority.crl.der) if authority.crl else None,
        "requires_crl": authority.requires_crl,
    }


def _authority(fields: Mapping[str, Any], path: str) -> TrustedAuthority:
    crl = fields["crl"]
    if fields["requires_crl"] and crl is None:
        refuse(_Code.BUNDLE_BAD, f"{path}.crl")
    certificate = certificate_in(fields["certificate"], _Code.BUNDLE_BAD, f"{path}.certificate")
    known = decoded(crl, _Code.BUNDLE_BAD, f"{path}.crl") if crl is not None else None
    try:
        return TrustedAuthority.read(certificate.der, known, requires_crl=fields["requires_crl"])
    except TrustRefused as error:
        raise TrustRefused(_Code.BUNDLE_BAD, path=path) from error


def _binding_fields(binding: Binding) -> dict[str, Any]:
    pin = binding.pin
    return {
        "office_id": str(pin.office_id),
        "office_name": binding.office_name,
        "person": pin.person,
        "role": pin.role,
        "purpose": str(pin.purpose),
        "fingerprint": pin.fingerprint,
        "issuer": pin.issuer or None,
        "valid_from": _text(pin.valid_from),
        "valid_to": _text(pin.valid_to),
        "revoked": _revoked_fields(pin.revoked) if pin.revoked else None,
        "certificate": encoded(binding.certificate.der) if binding.certificate else None,
    }


def _binding(fields: Mapping[str, Any], path: str) -> Binding:
    pin = Pin(
        office_id=UUID(fields["office_id"]),
        fingerprint=fields["fingerprint"],
        valid_from=_moment(fields["valid_from"]),
        valid_to=_moment(fields["valid_to"]),
        person=fields["person"],
        role=fields["role"],
        purpose=KeyPurpose(fields["purpose"]),
        issuer=fields["issuer"] or "",
        revoked=_revoked(fields["revoked"]) if fields["revoked"] else None,
    )
    return Binding(pin, fields["office_name"], _certificate(fields["certificate"], pin, path))


def _certificate(text: str | None, pin: Pin, path: str) -> CertificateInfo | None:
    path = f"{path}.certificate"
    if text is None:
        return None if pin.purpose is not KeyPurpose.ENCRYPT else refuse(_Code.BUNDLE_BAD, path)
    found = certificate_in(text, _Code.BUNDLE_BAD, path)
    key = x509.load_der_x509_certificate(found.der).public_key()
    if found.fingerprint != pin.fingerprint or not is_fit(key, pin.purpose):
        refuse(_Code.BUNDLE_BAD, path)
    return found


def _check_once(authorities: Sequence[TrustedAuthority], bindings: Sequence[Binding]) -> None:
    """One certificate standing twice could be said to be open and closed at once."""
    roots = {authority.certificate.fingerprint for authority in authorities}
    if len(roots) < len(authorities):
        refuse(_Code.BUNDLE_BAD, "authorities")
    pins = {(binding.pin.office_id, binding.pin.fingerprint) for binding in bindings}
    if len(pins) < len(bindings):
        refuse(_Code.BUNDLE_BAD, "bindings")


def _check_issuers(authorities: Sequence[TrustedAuthority], bindings: Sequence[Binding]) -> None:
    known = {"", *(authority.certificate.fingerprint for authority in authorities)}
    for index, binding in enumerate(bindings):
        if binding.pin.issuer not in known:
            refuse(_Code.BUNDLE_BAD, f"bindings.{index}.issuer")


def _revoked_fields(revoked: Revoked) -> dict[str, Any]:
    return {
        "serial": format(revoked.serial, "x"),
        "at": moment_text(revoked.at),
        "reason": str(revoked.reason),
        "compromised_since": _text(revoked.compromised_since),
    }


def _revoked(fields: Mapping[str, Any]) -> Revoked:
    return Revoked(
        serial=int(fields["serial"], 16),
        at=moment_in(fields["at"]),
        reason=RevocationReason(fields["reason"]),
        compromised_since=_moment(fields["compromised_since"]),
    )


def _text(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None


def _moment(text: str | None) -> datetime | None:
    return moment_in(text) if text else None
