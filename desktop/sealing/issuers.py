"""nơi cấp chứng thư: authorities whose certificates are known here, and what they vouch for.

Our own authority (or that of the office above) answers for its certificates: without its fresh
revocation list nothing it issued is taken for valid. A foreign one, such as the government's token
authority, is asked only as a second opinion, since the register of bindings decides alone there: a
list of it that is stale or missing is remarked on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from desktop.errors import TrustRefused
from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    CertificateInfo,
    describe,
    is_sound_hash,
    strong_key,
)
from desktop.sealing.revocation import RevocationList, RevocationStatus, read_revocation_list
from desktop.sealing.signature_report import SignatureReason

_Reason = SignatureReason
_Status = RevocationStatus


@dataclass(frozen=True, slots=True)
class TrustedAuthority:
    """An authority, and what it last said it revoked.

    Attributes:
        certificate: its own.
        crl: its latest revocation list, checked against its key; None where none was taken in.
        requires_crl: whether nothing it issued is valid without a fresh list.
    """

    certificate: CertificateInfo
    crl: RevocationList | None = None
    requires_crl: bool = True

    @classmethod
    def read(
        cls, certificate: bytes, crl: bytes | None = None, *, requires_crl: bool = True
    ) -> TrustedAuthority:
        """Take in an authority's certificate and its list, each PEM or DER.

        Raises:
            TrustRefused: AUTHORITY_BAD: not the certificate of an authority; CRL_BAD.
        """
        info = read_authority(certificate)
        known = read_revocation_list(crl, info.der) if crl is not None else None
        return cls(info, known, requires_crl)

    def with_crl(self, crl: RevocationList) -> TrustedAuthority:
        """Return the authority with a newer list.

        Raises:
            TrustRefused: CRL_OLDER, where the list held has a higher number.
        """
        if self.crl is not None and crl.number < self.crl.number:
            numbers = {"held": self.crl.number, "offered": crl.number}
            raise TrustRefused(TrustRefused.Code.CRL_OLDER, **numbers)
        return replace(self, crl=crl)

    def status_of(self, serial: int, moment: datetime) -> RevocationStatus:
        """Say whether a certificate it issued was revoked at the moment, as far as is known."""
        return self.crl.status_of(serial, moment) if self.crl else RevocationStatus.MISSING


def read_authority(data: bytes) -> CertificateInfo:
    """Read the certificate of an authority, PEM or DER.

    Raises:
        TrustRefused: AUTHORITY_BAD: unreadable, weak, or not one that may issue certificates; a
            root not signed with its own key.
    """
    try:
        is_pem = data.lstrip().startswith(b"-----BEGIN")
        load = x509.load_pem_x509_certificate if is_pem else x509.load_der_x509_certificate
        certificate = load(data)
        info, is_authority = describe(certificate), _is_authority(certificate)
    except CERTIFICATE_ERRORS as error:
        raise TrustRefused(TrustRefused.Code.AUTHORITY_BAD) from error
    if not is_authority:
        raise TrustRefused(TrustRefused.Code.AUTHORITY_BAD)
    return info


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    may_issue = basic.ca and usage.key_cert_sign and strong_key(certificate.public_key())
    is_root = certificate.issuer == certificate.subject
    return bool(may_issue) and (not is_root or is_issued_by(certificate, certificate))


@lru_cache(maxsize=2048)
def is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Say whether the issuer's key signed the certificate, and names and digest are right."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *CERTIFICATE_ERRORS):
        return False
    return is_sound_hash(certificate.signature_hash_algorithm)


@dataclass(frozen=True, slots=True)
class Vouching:
    """What the known authorities say of a certificate.

    Attributes:
        reasons: what speaks against it.
        remarks: what should be known of it.
        authorities: those that vouch for it, its issuer first; empty where no issuer is known.
    """

    reasons: tuple[SignatureReason, ...] = ()
    remarks: tuple[SignatureReason, ...] = ()
    authorities: tuple[TrustedAuthority, ...] = ()


def ask_issuers(
    certificate: bytes, authorities: Sequence[TrustedAuthority], moment: datetime
) -> Vouching:
    """Ask the authorities known here about a certificate.

    Args:
        certificate: DER, read before without error.
        authorities: all that are known; one whose own issuer is known too is asked about in turn.
        moment: when to judge, aware.
    """
    if not authorities:
        return Vouching()
    links = list(_links(_parsed(certificate), authorities))
    found = [authority for _, authority in links if authority is not None]
    if len(found) < len(links):
        return Vouching(reasons=(_Reason.CHAIN_BROKEN,))
    reasons: list[SignatureReason] = []
    remarks: list[SignatureReason] = []
    for held, authority in zip((link for link, _ in links), found, strict=True):
        reasons += _grave(authority, held, moment)
        doubts = _doubts(authority, held, moment)
        (reasons if authority.requires_crl else remarks).extend(doubts)
    return Vouching(tuple(dict.fromkeys(reasons)), tuple(dict.fromkeys(remarks)), tuple(found))


def _links(
    certificate: x509.Certificate, authorities: Sequence[TrustedAuthority]
) -> Iterator[tuple[x509.Certificate, TrustedAuthority | None]]:
    """Give each certificate with its issuer, upwards; None ends a chain that is broken."""
    for _ in authorities:
        named = [one for one in authorities if _loaded(one).subject == certificate.issuer]
        if not named:
            return
        issuer = next((one for one in named if is_issued_by(certificate, _loaded(one))), None)
        yield certificate, issuer
        if issuer is None or _loaded(issuer).issuer == _loaded(issuer).subject:
            return
        certificate = _loaded(issuer)


def _grave(
    authority: TrustedAuthority, certificate: x509.Certificate, moment: datetime
) -> tuple[SignatureReason, ...]:
    status = authority.status_of(certificate.serial_number, moment)
    return _WHEN_LISTED.get(status, ())


def _doubts(
    authority: TrustedAuthority, certificate: x509.Certificate, moment: datetime
) -> tuple[SignatureReason, ...]:
    in_force = authority.certificate.is_valid_at(moment)
    expired = () if in_force else (_Reason.AUTHORITY_EXPIRED,)
    status = authority.status_of(certificate.serial_number, moment)
    return (*expired, *_WHEN_SILENT.get(status, ()))


_WHEN_LISTED = {
    _Status.REVOKED: (_Reason.REVOKED,),
    _Status.COMPROMISED_LATER: (_Reason.KEY_COMPROMISED,),
}
_WHEN_SILENT = {
    _Status.STALE: (_Reason.CRL_STALE,),
    _Status.MISSING: (_Reason.CRL_MISSING,),
}


# A district judges thousands of packages by the same few hundred certificates.
@lru_cache(maxsize=2048)
def _parsed(der: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(der)


def _loaded(authority: TrustedAuthority) -> x509.Certificate:
    return _parsed(authority.certificate.der)
