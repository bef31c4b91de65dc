"""Taking certificates back, and what becomes of what was received before."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import NotFound
from desktop.models import PackageRecord, TrustedCertificate
from desktop.sealing.signature_report import SignatureOutcome
from desktop.sealing.trust import SignatureReport, judge
from desktop.services.revocations import MemberState, RevocationReason
from tests.services.joined_offices import Pair


def member_id(pair: Pair) -> UUID:
    (member,) = pair.district.revocations.members()
    return member.id


def judged(pair: Pair, days: int = 0) -> SignatureReport:
    """Judge the commune's signature as received some days from now."""
    moment = pair.clock() + timedelta(days=days)
    sender = pair.commune.store.actor.office_id
    certificate = pair.commune.keys.own_certificate()
    return judge(certificate, moment, sender, pair.district.trust.trust(), moment)


def received(pair: Pair, short_code: str, days: int) -> None:
    """Write a package as taken in some days from now."""
    with pair.district.store.writing() as session:
        session.add(
            PackageRecord(
                id=uuid4(),
                package_id=uuid4(),
                direction="in",
                kind="submission",
                sender_office_id=pair.commune.store.actor.office_id,
                sender_name="Ủy ban nhân dân xã Đông An",
                state="ACCEPTED",
                sha256=uuid4().hex,
                size=1,
                file_name="",
                created_at=pair.clock() + timedelta(days=days),
                reasons={"codes": [], "short_code": short_code},
            )
        )
        session.commit()


def test_who_signs_for_an_office_below_is_listed(joined_pair: Pair) -> None:
    (member,) = joined_pair.district.revocations.members()
    assert (member.state, member.is_granted, member.reason) == (MemberState.GOOD, True, "")
    joined_pair.clock.now += timedelta(days=700)
    assert joined_pair.district.revocations.members()[0].state is MemberState.EXPIRING
    joined_pair.clock.now += timedelta(days=100)
    assert joined_pair.district.revocations.members()[0].state is MemberState.EXPIRED


def test_all_three_keys_of_a_grant_are_taken_back_together(joined_pair: Pair) -> None:
    reason = RevocationReason.AFFILIATION_CHANGED
    report = joined_pair.district.revocations.revoke(member_id(joined_pair), reason, note="Về hưu")
    assert (report.certificates, report.review) == (3, ())
    assert report.bundle_serial > 1
    with joined_pair.district.store.reading() as session:
        rows = list(session.scalars(sa.select(TrustedCertificate)))
    assert all(row.revoked_at is not None for row in rows)
    (member,) = joined_pair.district.revocations.members()
    assert (member.state, member.reason) == (MemberState.REVOKED, reason.label)


def test_later_packages_are_refused_and_earlier_ones_stay(joined_pair: Pair) -> None:
    joined_pair.clock.now += timedelta(days=10)
    joined_pair.district.revocations.revoke(
        member_id(joined_pair), RevocationReason.AFFILIATION_CHANGED
    )
    assert judged(joined_pair).outcome is SignatureOutcome.INVALID
    assert judged(joined_pair, days=-5).outcome is SignatureOutcome.VALID


def test_a_revocation_counts_from_the_day_it_is_said_to(joined_pair: Pair) -> None:
    joined_pair.clock.now += timedelta(days=10)
    since = joined_pair.clock.now - timedelta(days=7)
    joined_pair.district.revocations.revoke(
        member_id(joined_pair), RevocationReason.CESSATION, since
    )
    assert judged(joined_pair, days=-8).outcome is SignatureOutcome.VALID
    assert judged(joined_pair, days=-5).outcome is SignatureOutcome.INVALID


def test_a_compromised_key_casts_doubt_since_then_and_lists_what_to_review(
    joined_pair: Pair,
) -> None:
    joined_pair.clock.now += timedelta(days=10)
    code = joined_pair.commune.keys.own_certificate().short_code
    for days in (-9, -2):
        received(joined_pair, code, days)
    received(joined_pair, "AAAA-AAAA-AAAA-AAAA-AAAA", -2)
    since = joined_pair.clock.now - timedelta(days=5)
    certificate = member_id(joined_pair)
    reason = RevocationReason.KEY_COMPROMISE
    report = joined_pair.district.revocations.revoke(certificate, reason, since)
    assert [row.kind for row in report.review] == ["submission"]
    assert joined_pair.district.revocations.review(certificate) == report.review
    assert judged(joined_pair, days=-8).outcome is SignatureOutcome.VALID
    doubtful = judged(joined_pair, days=-3)
    assert doubtful.outcome is SignatureOutcome.UNDECIDED
    assert judged(joined_pair).outcome is SignatureOutcome.INVALID


def test_where_nobody_knows_since_when_everything_is_to_be_reviewed(joined_pair: Pair) -> None:
    joined_pair.clock.now += timedelta(days=10)
    code = joined_pair.commune.keys.own_certificate().short_code
    received(joined_pair, code, -9)
    report = joined_pair.district.revocations.revoke(
        member_id(joined_pair), RevocationReason.KEY_COMPROMISE
    )
    assert len(report.review) == 1
    assert judged(joined_pair, days=-8).outcome is SignatureOutcome.UNDECIDED


def test_taking_back_twice_is_once(joined_pair: Pair) -> None:
    certificate, reason = member_id(joined_pair), RevocationReason.UNSPECIFIED
    first = joined_pair.district.revocations.revoke(certificate, reason)
    again = joined_pair.district.revocations.revoke(certificate, reason)
    assert (again.certificates, again.bundle_serial) == (0, first.bundle_serial)


def test_what_is_not_there_is_not_found(joined_pair: Pair) -> None:
    with pytest.raises(NotFound):
        joined_pair.district.revocations.revoke(uuid4(), RevocationReason.UNSPECIFIED)
    with pytest.raises(NotFound):
        joined_pair.district.revocations.review(uuid4())


def test_a_certificate_pinned_by_hand_is_taken_back_without_a_root(asked_pair: Pair) -> None:
    card = asked_pair.stick / "dong-an.gscert"
    asked_pair.commune.keys.export_certificate(card)
    asked_pair.district.trust.pin(None, card)
    (member,) = asked_pair.district.revocations.members()
    assert not member.is_granted
    report = asked_pair.district.revocations.revoke(
        member.id, RevocationReason.KEY_COMPROMISE, asked_pair.clock.now - timedelta(days=3)
    )
    assert (report.certificates, report.bundle_serial) == (1, 0)
    assert judged(asked_pair, days=1).outcome is SignatureOutcome.INVALID
    assert judged(asked_pair, days=-1).outcome is SignatureOutcome.UNDECIDED
