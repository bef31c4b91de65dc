"""The words of a verdict on a signature: its outcome, its reasons, and the report they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.errors import PackageRefused, TrustUndecided
from desktop.sealing.certificates import CertificateInfo
from desktop.vietnamese.labels import Labelled


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
    CHAIN_BROKEN = "CHAIN_BROKEN", "Chứng thư không phải do nơi cấp ghi trên đó cấp"
    REVOKED = "REVOKED", "Chứng thư đã bị thu hồi trước khi nhận gói"
    KEY_COMPROMISED = "KEY_COMPROMISED", "Khóa ký đã bị lộ, phải xem lại gói nhận trước khi thu hồi"
    SIGNER_UNKNOWN = "SIGNER_UNKNOWN", "Chưa biết người ký"
    SENDER_HAS_OTHER_KEY = "SENDER_HAS_OTHER_KEY", "Cơ quan gửi đã đăng ký chứng thư khác"
    PIN_CLOSED = "PIN_CLOSED", "Chứng thư không còn được công nhận cho cơ quan gửi"
    AUTHORITY_UNKNOWN = "AUTHORITY_UNKNOWN", "Chưa có chứng thư gốc của nơi cấp chứng thư này"
    AUTHORITY_EXPIRED = (
        "AUTHORITY_EXPIRED",
        "Chứng thư của nơi cấp đã hết hạn hoặc chưa có hiệu lực",
    )
    CRL_MISSING = "CRL_MISSING", "Chưa có danh sách thu hồi của nơi cấp chứng thư"
    CRL_STALE = "CRL_STALE", "Danh sách thu hồi của nơi cấp chứng thư đã quá hạn"
    SIGNER_EXPIRED = "SIGNER_EXPIRED", "Chứng thư của người ký đã hết hạn"
    SIGNER_NOT_YET_VALID = "SIGNER_NOT_YET_VALID", "Chứng thư của người ký chưa có hiệu lực"
    SIGNED_OUTSIDE_VALIDITY = "SIGNED_OUTSIDE_VALIDITY", "Thời điểm ký ngoài hạn của chứng thư"
    SIGNED_IN_FUTURE = "SIGNED_IN_FUTURE", "Thời điểm ký ở tương lai, đồng hồ máy gửi có thể sai"
    CLOCK_DOUBTFUL = (
        "CLOCK_DOUBTFUL",
        "Đồng hồ của máy này có thể sai: hãy kiểm tra ngày giờ của máy rồi kiểm tra lại gói",
    )


FATAL = frozenset(
    {
        SignatureReason.SIGNATURE_UNREADABLE,
        SignatureReason.SIGNATURE_FORM,
        SignatureReason.CONTENT_CHANGED,
        SignatureReason.SIGNATURE_WRONG,
        SignatureReason.KEY_NOT_ACCEPTED,
        SignatureReason.SIGNER_MISMATCH,
        SignatureReason.CHAIN_BROKEN,
        SignatureReason.REVOKED,
    }
)
"""Reasons that make a signature invalid; with any other it cannot be decided."""


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What to think of a package's signature (house.md §6).

    Attributes:
        outcome: valid, cannot be decided, or invalid.
        signer: the certificate that signed; None where the signature itself does not hold.
        signed_at: the time the signer claims, aware UTC; None as ``signer``.
        reasons: everything that speaks against plain validity, the gravest first.
        remarks: what the officer should know but what does not lower the outcome, such as a stale
            revocation list of a foreign issuer.
    """

    outcome: SignatureOutcome
    signer: CertificateInfo | None
    signed_at: datetime | None
    reasons: tuple[SignatureReason, ...]
    remarks: tuple[SignatureReason, ...] = ()

    def refusal(self) -> PackageRefused | None:
        """Return what to refuse the package with; None where it is not invalid."""
        if self.outcome is not SignatureOutcome.INVALID:
            return None
        code = _REFUSALS.get(self.reasons[0], PackageRefused.Code.SIGNATURE_INVALID)
        return PackageRefused(code, reason=self.reasons[0].label)

    def doubt(self) -> TrustUndecided | None:
        """Return why it cannot be decided yet, what to do first foremost; None where it can."""
        if self.outcome is not SignatureOutcome.UNDECIDED or self.signer is None:
            return None
        code = next(code for reason, code in _DOUBTS.items() if reason in self.reasons)
        return TrustUndecided(
            code,
            short_code=self.signer.short_code,
            reasons=[reason.label for reason in self.reasons],
        )


_REFUSALS = {
    SignatureReason.SIGNER_MISMATCH: PackageRefused.Code.SIGNER_MISMATCH,
    SignatureReason.CHAIN_BROKEN: PackageRefused.Code.SIGNER_FORGED,
    SignatureReason.REVOKED: PackageRefused.Code.SIGNER_REVOKED,
    SignatureReason.KEY_NOT_ACCEPTED: PackageRefused.Code.SIGNER_KEY_UNFIT,
}

# In the order a person should look into them; every reason that only casts doubt stands here.
_DOUBTS = {
    SignatureReason.CLOCK_DOUBTFUL: TrustUndecided.Code.OWN_CLOCK,
    SignatureReason.SENDER_HAS_OTHER_KEY: TrustUndecided.Code.SIGNER_OTHER_KEY,
    SignatureReason.SIGNER_UNKNOWN: TrustUndecided.Code.SIGNER_UNKNOWN,
    SignatureReason.PIN_CLOSED: TrustUndecided.Code.SIGNER_UNKNOWN,
    SignatureReason.KEY_COMPROMISED: TrustUndecided.Code.KEY_COMPROMISED,
    SignatureReason.SIGNER_EXPIRED: TrustUndecided.Code.SIGNER_EXPIRED,
    SignatureReason.AUTHORITY_UNKNOWN: TrustUndecided.Code.LIST_NOT_FRESH,
    SignatureReason.AUTHORITY_EXPIRED: TrustUndecided.Code.LIST_NOT_FRESH,
    SignatureReason.CRL_MISSING: TrustUndecided.Code.LIST_NOT_FRESH,
    SignatureReason.CRL_STALE: TrustUndecided.Code.LIST_NOT_FRESH,
    SignatureReason.SIGNER_NOT_YET_VALID: TrustUndecided.Code.SENDER_CLOCK,
    SignatureReason.SIGNED_OUTSIDE_VALIDITY: TrustUndecided.Code.SENDER_CLOCK,
    SignatureReason.SIGNED_IN_FUTURE: TrustUndecided.Code.SENDER_CLOCK,
}
