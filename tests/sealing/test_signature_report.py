from __future__ import annotations

import pytest

from desktop.errors import PackageRefused, TrustUndecided
from desktop.sealing.signature_report import (
    FATAL,
    SignatureOutcome,
    SignatureReason,
    SignatureReport,
)
from tests.sealing.packages import NOW, ec_signer

Reason = SignatureReason
Refused, Undecided = PackageRefused.Code, TrustUndecided.Code
VALID, UNDECIDED, INVALID = SignatureOutcome


def report(outcome: SignatureOutcome, *reasons: SignatureReason) -> SignatureReport:
    return SignatureReport(outcome, ec_signer().info, NOW, reasons)


def test_a_valid_signature_is_neither_refused_nor_doubted() -> None:
    assert report(VALID).refusal() is report(VALID).doubt() is None


@pytest.mark.parametrize("reason", sorted(FATAL))
def test_an_invalid_one_is_refused_with_its_gravest_reason(reason: SignatureReason) -> None:
    found = report(INVALID, reason, Reason.SIGNER_UNKNOWN).refusal()
    own = {
        Reason.SIGNER_MISMATCH: Refused.SIGNER_MISMATCH,
        Reason.CHAIN_BROKEN: Refused.SIGNER_FORGED,
        Reason.REVOKED: Refused.SIGNER_REVOKED,
        Reason.KEY_NOT_ACCEPTED: Refused.SIGNER_KEY_UNFIT,
    }
    assert found is not None
    assert found.code is own.get(reason, Refused.SIGNATURE_INVALID)
    assert found.data == {"reason": reason.label}
    assert report(INVALID, reason).doubt() is None


@pytest.mark.parametrize("reason", sorted(set(SignatureReason) - FATAL))
def test_every_doubt_has_a_word_of_what_to_do(reason: SignatureReason) -> None:
    found = report(UNDECIDED, reason).doubt()
    assert found is not None
    assert found.data == {"short_code": ec_signer().info.short_code, "reasons": [reason.label]}
    assert report(UNDECIDED, reason).refusal() is None


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        ((Reason.CRL_STALE, Reason.CLOCK_DOUBTFUL, Reason.SIGNER_UNKNOWN), Undecided.OWN_CLOCK),
        ((Reason.SIGNER_UNKNOWN, Reason.SENDER_HAS_OTHER_KEY), Undecided.SIGNER_OTHER_KEY),
        ((Reason.PIN_CLOSED, Reason.SIGNER_EXPIRED), Undecided.SIGNER_UNKNOWN),
        ((Reason.CRL_STALE, Reason.SIGNER_UNKNOWN), Undecided.SIGNER_UNKNOWN),
        ((Reason.CRL_STALE, Reason.KEY_COMPROMISED), Undecided.KEY_COMPROMISED),
        ((Reason.CRL_STALE, Reason.SIGNER_EXPIRED), Undecided.SIGNER_EXPIRED),
        ((Reason.CRL_MISSING, Reason.AUTHORITY_EXPIRED), Undecided.LIST_NOT_FRESH),
        ((Reason.AUTHORITY_UNKNOWN,), Undecided.LIST_NOT_FRESH),
        ((Reason.SIGNED_IN_FUTURE,), Undecided.SENDER_CLOCK),
        ((Reason.SIGNER_NOT_YET_VALID, Reason.SIGNED_OUTSIDE_VALIDITY), Undecided.SENDER_CLOCK),
    ],
)
def test_of_several_doubts_the_first_to_look_into_is_said(
    reasons: tuple[SignatureReason, ...], code: TrustUndecided.Code
) -> None:
    found = report(UNDECIDED, *reasons).doubt()
    assert found is not None
    assert found.code is code


def test_a_signature_that_does_not_hold_has_no_signer_to_doubt() -> None:
    unread = SignatureReport(INVALID, None, None, (Reason.SIGNATURE_UNREADABLE,))
    assert unread.doubt() is None
    assert unread.refusal() is not None
