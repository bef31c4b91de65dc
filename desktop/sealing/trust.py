"""Who may sign for which office, and what to say about a signature that holds.

Trust is a list of pins: this certificate speaks for that office, from then until then. The
receiving office keeps it; a certificate gets onto it after two people compared its short code
(choices.md part 1 §3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.sealing.certificates import CertificateInfo
from desktop.vietnamese.labels import Labelled

_CLOCK_TOLERANCE = timedelta(days=1)


class SignatureOutcome(Labelled):
    """kết luận về chữ ký số; the receiving officer decides what to do with it."""

    VALID = "valid", "Hợp lệ"
    UNDECIDED = "undecided", "Chưa kết luận được"
    INVALID = "invalid", "Không hợp lệ"


class SignatureReason(Labelled):
    """Why a signature is not simply valid; several may hold at once."""

    SIGNATURE_UNREADABLE = "SIGNATURE_UNREADABLE", "Chữ ký số không đọc được"
    SIGNATURE_FORM = "SIGNATURE_FORM", "Chữ ký số không đúng khuôn dạng của gói hồ sơ"
    CONTENT_CHANGED = "CONTENT_CHANGED", "Nội dung đã bị thay đổi sau khi ký"
    SIGNATURE_WRONG = "SIGNATURE_WRONG", "Chữ ký số không khớp với chứng thư"
    KEY_NOT_ACCEPTED = "KEY_NOT_ACCEPTED", "Khóa quá yếu hoặc không dùng để ký văn bản"
    SIGNER_MISMATCH = "SIGNER_MISMATCH", "Chứng thư thuộc về cơ quan khác với cơ quan gửi"
    SIGNER_UNKNOWN = "SIGNER_UNKNOWN", "Chưa biết người ký"
    SENDER_HAS_OTHER_KEY = "SENDER_HAS_OTHER_KEY", "Cơ quan gửi đã đăng ký chứng thư khác"
    PIN_CLOSED = "PIN_CLOSED", "Chứng thư không còn được công nhận cho cơ quan gửi"
    SIGNER_EXPIRED = "SIGNER_EXPIRED", "Chứng thư của người ký đã hết hạn"
    SIGNER_NOT_YET_VALID = "SIGNER_NOT_YET_VALID", "Chứng thư của người ký chưa có hiệu lực"
    SIGNED_OUTSIDE_VALIDITY = "SIGNED_OUTSIDE_VALIDITY", "Thời điểm ký ngoài hạn của chứng thư"
    SIGNED_IN_FUTURE = "SIGNED_IN_FUTURE", "Thời điểm ký ở tương lai, đồng hồ máy gửi có thể sai"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What to think of a package's signature (house.md §6).

    Attributes:
        outcome: valid, cannot be decided, or invalid.
        signer: the certificate that signed; None where the signature itself does not hold.
        signed_at: the time the signer claims, aware UTC; None as ``signer``.
        reasons: everything that speaks against plain validity, the gravest first.
    """

    outcome: SignatureOutcome
    signer: CertificateInfo | None
    signed_at: datetime | None
    reasons: tuple[SignatureReason, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """One certificate that may sign for one office.

    Attributes:
        office_id: the office it speaks for.
        fingerprint: SHA-256 of the certificate, hex, as in ``CertificateInfo``.
        valid_from: first moment it is recognised, aware; None means always.
        valid_to: last moment it is recognised, aware; None means until further notice.
    """

    office_id: UUID
    fingerprint: str
    valid_from: datetime | None = None
    valid_to: datetime | None = None

    def is_open_at(self, moment: datetime) -> bool:
        """Say whether the moment lies in the pin's window."""
        after_start = self.valid_from is None or self.valid_from <= moment
        return after_start and (self.valid_to is None or moment <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Trust:
    """The pins an office goes by; an empty one knows nobody."""

    pins: tuple[Pin, ...] = ()

    @classmethod
    def of(cls, fingerprints: Mapping[UUID, Iterable[str]]) -> Trust:
        """Build a list of pins without windows from office ids and their fingerprints."""
        pairs = ((office, print_) for office, prints in fingerprints.items() for print_ in prints)
        return cls(tuple(Pin(office, print_) for office, print_ in pairs))

    def offices_of(self, fingerprint: str) -> frozenset[UUID]:
        """Return the offices a certificate may sign for, whatever the window."""
        return frozenset(pin.office_id for pin in self.pins if pin.fingerprint == fingerprint)

    def knows(self, office_id: UUID) -> bool:
        """Say whether any certificate is pinned for the office."""
        return any(pin.office_id == office_id for pin in self.pins)

    def is_open(self, office_id: UUID, fingerprint: str, moment: datetime) -> bool:
        """Say whether the certificate is recognised for the office at the moment."""
        mine = (pin for pin in self.pins if pin.office_id == office_id)
        return any(pin.fingerprint == fingerprint and pin.is_open_at(moment) for pin in mine)


def judge(
    signer: CertificateInfo, signed_at: datetime, sender: UUID, trust: Trust, now: datetime
) -> SignatureReport:
    """Say what to think of a signature that holds.

    Args:
        signer: the certificate that made it.
        signed_at: the time the signer claims; only a claim, so it never saves an expired
            certificate.
        sender: the office the package says it comes from.
        trust: the pins to go by.
        now: the moment to judge at: now, or the recorded receipt time for a package from the
            archive.
    """
    offices = trust.offices_of(signer.fingerprint)
    if offices and sender not in offices:
        reasons: tuple[SignatureReason, ...] = (SignatureReason.SIGNER_MISMATCH,)
        return SignatureReport(SignatureOutcome.INVALID, signer, signed_at, reasons)
    reasons = (
        *_doubts_about_pin(signer, sender, trust, now),
        *_doubts_about_dates(signer, signed_at, now),
    )
    outcome = SignatureOutcome.UNDECIDED if reasons else SignatureOutcome.VALID
    return SignatureReport(outcome, signer, signed_at, reasons)


def _doubts_about_pin(
    signer: CertificateInfo, sender: UUID, trust: Trust, now: datetime
) -> tuple[SignatureReason, ...]:
    if trust.is_open(sender, signer.fingerprint, now):
        return ()
    if trust.offices_of(signer.fingerprint):
        return (SignatureReason.PIN_CLOSED,)
    if trust.knows(sender):
        return (SignatureReason.SIGNER_UNKNOWN, SignatureReason.SENDER_HAS_OTHER_KEY)
    return (SignatureReason.SIGNER_UNKNOWN,)


def _doubts_about_dates(
    signer: CertificateInfo, signed_at: datetime, now: datetime
) -> tuple[SignatureReason, ...]:
    holds = {
        SignatureReason.SIGNER_EXPIRED: now > signer.valid_to,
        SignatureReason.SIGNER_NOT_YET_VALID: now < signer.valid_from,
        SignatureReason.SIGNED_OUTSIDE_VALIDITY: not signer.is_valid_at(signed_at),
        SignatureReason.SIGNED_IN_FUTURE: signed_at > now + _CLOCK_TOLERANCE,
    }
    return tuple(reason for reason, is_so in holds.items() if is_so)
