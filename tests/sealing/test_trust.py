from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.sealing.trust import Pin, SignatureOutcome, SignatureReason, Trust, judge
from tests.sealing.packages import COMMUNE, NEIGHBOUR, NOW, ec_signer, stranger, trust

Reason = SignatureReason
DAY = timedelta(days=1)
SIGNER = ec_signer().info
VALID, UNDECIDED, INVALID = SignatureOutcome


def verdict(
    known: Trust, now: datetime = NOW, signed_at: datetime = NOW
) -> tuple[SignatureOutcome, tuple[SignatureReason, ...]]:
    report = judge(SIGNER, signed_at, COMMUNE.office_id, known, now)
    assert (report.signer, report.signed_at) == (SIGNER, signed_at)
    return report.outcome, report.reasons


def pinned(start: datetime | None = None, end: datetime | None = None) -> Trust:
    return Trust((Pin(COMMUNE.office_id, SIGNER.fingerprint, start, end),))


def test_a_signer_pinned_for_the_sender_is_valid() -> None:
    assert verdict(trust()) == (VALID, ())


def test_a_signer_nobody_knows_cannot_be_decided() -> None:
    assert verdict(Trust()) == (UNDECIDED, (Reason.SIGNER_UNKNOWN,))


def test_a_sender_known_by_another_key_is_said_to_have_one() -> None:
    reasons = (Reason.SIGNER_UNKNOWN, Reason.SENDER_HAS_OTHER_KEY)
    assert verdict(trust(stranger())) == (UNDECIDED, reasons)


def test_a_signer_of_another_office_is_invalid_whatever_else_holds() -> None:
    mismatch = (INVALID, (Reason.SIGNER_MISMATCH,))
    assert verdict(trust(office=NEIGHBOUR)) == mismatch
    assert verdict(trust(office=NEIGHBOUR), now=SIGNER.valid_to + DAY) == mismatch


def test_one_certificate_may_sign_for_two_offices() -> None:
    both = Trust.of({o.office_id: [SIGNER.fingerprint] for o in (COMMUNE, NEIGHBOUR)})
    assert verdict(both) == (VALID, ())


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        (pinned(NOW, NOW), VALID),
        (pinned(start=NOW - DAY), VALID),
        (pinned(end=NOW + DAY), VALID),
        (pinned(start=NOW + DAY), UNDECIDED),
        (pinned(end=NOW - DAY), UNDECIDED),
    ],
)
def test_a_pin_holds_in_its_window_only(known: Trust, outcome: SignatureOutcome) -> None:
    reasons = () if outcome is VALID else (Reason.PIN_CLOSED,)
    assert verdict(known) == (outcome, reasons)


def test_an_expired_certificate_cannot_be_decided() -> None:
    assert verdict(trust(), now=SIGNER.valid_to + DAY) == (UNDECIDED, (Reason.SIGNER_EXPIRED,))


def test_an_archived_package_is_judged_at_the_time_it_was_received() -> None:
    assert verdict(trust(), now=SIGNER.valid_to - DAY) == (VALID, ())


def test_a_certificate_of_tomorrow_and_a_signature_of_yesterday_cannot_be_decided() -> None:
    early = SIGNER.valid_from - DAY
    assert verdict(trust(), now=early, signed_at=early) == (
        UNDECIDED,
        (Reason.SIGNER_NOT_YET_VALID, Reason.SIGNED_OUTSIDE_VALIDITY),
    )


def test_a_clock_some_hours_ahead_is_forgiven_and_one_of_days_is_not() -> None:
    assert verdict(trust(), signed_at=NOW + DAY) == (VALID, ())
    late = verdict(trust(), signed_at=NOW + 2 * DAY)
    assert late == (UNDECIDED, (Reason.SIGNED_IN_FUTURE,))


def test_a_clock_at_the_end_of_the_calendar_still_gives_a_verdict() -> None:
    last = datetime.max.replace(tzinfo=UTC)
    assert verdict(trust(), now=last) == (UNDECIDED, (Reason.SIGNER_EXPIRED,))


def test_every_doubt_is_listed() -> None:
    now = SIGNER.valid_to + DAY
    assert verdict(Trust(), now=now) == (UNDECIDED, (Reason.SIGNER_UNKNOWN, Reason.SIGNER_EXPIRED))
