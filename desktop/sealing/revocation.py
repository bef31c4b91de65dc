"""thu hồi chứng thư: reading a revocation list, and what it says of a certificate at a moment.

A list (CRL, RFC 5280 section 5) is signed by the authority that issued the certificates. It is
fresh until its next update; what it lists as revoked stays so when it is stale, only its silence
means nothing then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.errors import TrustRefused
from desktop.sealing.certificates import CERTIFICATE_ERRORS, is_sound_hash, strong_key
from desktop.vietnamese.labels import Labelled

_Flags = x509.ReasonFlags


class RevocationReason(Labelled):
    """lý do thu hồi (RFC 5280 5.3.1), those an office gives."""

    UNSPECIFIED = "unspecified", "Lý do khác"
    KEY_COMPROMISE = "key_compromise", "Lộ hoặc mất khóa"
    AFFILIATION_CHANGED = "affiliation_changed", "Người giữ khóa đổi công tác"
    SUPERSEDED = "superseded", "Đã thay bằng chứng thư mới"
    CESSATION = "cessation", "Cơ quan sáp nhập hoặc giải thể"


_FLAG_OF: Mapping[RevocationReason, x509.ReasonFlags] = {
    RevocationReason.UNSPECIFIED: _Flags.unspecified,
    RevocationReason.KEY_COMPROMISE: _Flags.key_compromise,
    RevocationReason.AFFILIATION_CHANGED: _Flags.affiliation_changed,
    RevocationReason.SUPERSEDED: _Flags.superseded,
    RevocationReason.CESSATION: _Flags.cessation_of_operation,
}
# Whoever holds the authority's key can sign in the name of every holder: as bad as his own.
_REASON_OF = {flag: reason for reason, flag in _FLAG_OF.items()} | {
    _Flags.ca_compromise: RevocationReason.KEY_COMPROMISE,
    _Flags.aa_compromise: RevocationReason.KEY_COMPROMISE,
}


@dataclass(frozen=True, slots=True)
class Revoked:
    """One certificate taken back.

    Attributes:
        serial: its serial number.
        at: from when it is taken back, aware.
        reason: why; decides what becomes of packages received earlier (choices.md part 1 §3).
        compromised_since: with KEY_COMPROMISE, since when the key may have been in other hands,
            aware; None where nobody knows.
    """

    serial: int
    at: datetime
    reason: RevocationReason
    compromised_since: datetime | None = None

    def status_at(self, moment: datetime) -> RevocationStatus:
        """Say what becomes of a package received at the moment.

        Later than the revocation it is refused. Earlier, only a compromised key casts doubt: from
        the date of the compromise, or always where that date is not known.
        """
        if moment >= self.at:
            return RevocationStatus.REVOKED
        if self.reason is not RevocationReason.KEY_COMPROMISE:
            return RevocationStatus.GOOD
        is_doubtful = self.compromised_since is None or moment >= self.compromised_since
        return RevocationStatus.COMPROMISED_LATER if is_doubtful else RevocationStatus.GOOD


class RevocationStatus(Labelled):
    """tình trạng thu hồi of one certificate at one moment."""

    GOOD = "good", "Không bị thu hồi"
    REVOKED = "revoked", "Đã bị thu hồi"
    COMPROMISED_LATER = "compromised_later", "Khóa bị lộ, phát hiện sau khi nhận gói"
    STALE = "stale", "Danh sách thu hồi đã quá hạn"
    MISSING = "missing", "Chưa có danh sách thu hồi"


@dataclass(frozen=True, slots=True)
class RevocationList:
    """danh sách thu hồi whose signature held against its authority's key.

    Attributes:
        number: counts the authority's lists; a lower one is older.
        this_update: when it was made, aware UTC.
        next_update: until when its silence counts, aware UTC.
        revoked: by serial number.
        der: the list itself.
    """

    number: int
    this_update: datetime
    next_update: datetime
    revoked: Mapping[int, Revoked]
    der: bytes

    def is_fresh_at(self, moment: datetime) -> bool:
        """Say whether its silence counts at the moment; a list knows all that was before it."""
        return moment <= self.next_update

    def status_of(self, serial: int, moment: datetime) -> RevocationStatus:
        """Say what the list says of a certificate at the moment; GOOD, STALE or as revoked."""
        listed = self.revoked.get(serial)
        status = listed.status_at(moment) if listed else RevocationStatus.GOOD
        if status is RevocationStatus.GOOD and not self.is_fresh_at(moment):
            return RevocationStatus.STALE
        return status


def read_revocation_list(data: bytes, authority: bytes) -> RevocationList:
    """Read a revocation list and check its authority's signature on it.

    Args:
        data: the list, PEM or DER.
        authority: the certificate of the authority it must come from, DER.

    Raises:
        TrustRefused: CRL_BAD: unreadable, of another authority, without number or next update.
    """
    try:
        crl = _load(data)
        issuer = x509.load_der_x509_certificate(authority)
        return _checked(crl, issuer)
    except (*CERTIFICATE_ERRORS, x509.ExtensionNotFound) as error:
        raise TrustRefused(TrustRefused.Code.CRL_BAD) from error


def _load(data: bytes) -> x509.CertificateRevocationList:
    is_pem = data.lstrip().startswith(b"-----BEGIN")
    return x509.load_pem_x509_crl(data) if is_pem else x509.load_der_x509_crl(data)


def _checked(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> RevocationList:
    if not _is_signed_by(crl, issuer):
        raise ValueError("not a list of this authority")
    number = crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    next_update = crl.next_update_utc
    # A critical extension narrows the list, to changes or to some reasons: silence would lie.
    if next_update is None or any(part.critical for part in crl.extensions):
        raise ValueError("not a whole list with an end")
    entries = (_entry(entry) for entry in crl)
    return RevocationList(
        number=number,
        this_update=crl.last_update_utc,
        next_update=next_update,
        revoked={entry.serial: entry for entry in entries},
        der=crl.public_bytes(Encoding.DER),
    )


def _is_signed_by(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    key = strong_key(issuer.public_key())
    if key is None or crl.issuer != issuer.subject:
        return False
    return is_sound_hash(crl.signature_hash_algorithm) and crl.is_signature_valid(key)


def _entry(entry: x509.RevokedCertificate) -> Revoked:
    return Revoked(
        serial=entry.serial_number,
        at=entry.revocation_date_utc,
        reason=_REASON_OF.get(_flag(entry), RevocationReason.UNSPECIFIED),
        compromised_since=_invalid_since(entry),
    )


def _flag(entry: x509.RevokedCertificate) -> x509.ReasonFlags:
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return _Flags.unspecified


def _invalid_since(entry: x509.RevokedCertificate) -> datetime | None:
    try:
        found = entry.extensions.get_extension_for_class(x509.InvalidityDate)
    except x509.ExtensionNotFound:
        return None
    return found.value.invalidity_date_utc


def revoked_entry(revoked: Revoked) -> x509.RevokedCertificate:
    """Return a revocation as it stands in a list (RFC 5280 5.3)."""
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(revoked.serial)
        .revocation_date(revoked.at.astimezone(UTC))
    )
    # "Unspecified" is said by saying nothing (RFC 5280 5.3.1).
    if revoked.reason is not RevocationReason.UNSPECIFIED:
        builder = builder.add_extension(x509.CRLReason(_FLAG_OF[revoked.reason]), critical=False)
    if revoked.compromised_since is not None:
        since = x509.InvalidityDate(revoked.compromised_since.astimezone(UTC))
        builder = builder.add_extension(since, critical=False)
    return builder.build()
