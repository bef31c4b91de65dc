"""Trust bundles: with every grant and revocation a new one, carried down, and never backwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from desktop.errors import PackageRefused, TrustRefused
from desktop.models import CertificateAuthority, TrustBundle, TrustedCertificate
from desktop.services.authorities import own_authority
from desktop.services.bindings import revoked_of
from desktop.services.desk import Desk
from desktop.services.enrolment_state import Stage
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.revocations import RevocationReason
from desktop.services.trust_bundles import (
    OwnCertificates,
    authority_above,
    issue_bundle,
    latest_bundle,
    take_in_bundle,
)
from tests.services.joined_offices import Pair

Code = PackageRefused.Code


def next_bundle(desk: Desk) -> dict[str, Any]:
    own = OwnCertificates.of(desk.keys)
    with desk.store.writing() as session:
        document = issue_bundle(desk.store, session, own)
        session.commit()
    return document


def take(pair: Pair, document: dict[str, Any]) -> bool:
    desk = pair.commune
    with desk.store.writing() as session:
        authority = authority_above(session, pair.district.store.actor.office_id)
        assert authority is not None
        taken = take_in_bundle(desk.store, session, authority, document)
        session.commit()
    return taken


def held(desk: Desk) -> list[int]:
    with desk.store.reading() as session:
        return list(session.scalars(sa.select(TrustBundle.serial).order_by(TrustBundle.serial)))


def told(pair: Pair) -> ReceiveReport:
    (file,) = pair.district.bulletins.export(pair.stick).files
    return pair.commune.inbox.receive(file)


def test_a_newer_bundle_is_taken_in_and_the_same_again_is_no_news(joined_pair: Pair) -> None:
    document = next_bundle(joined_pair.district)
    assert take(joined_pair, document)
    assert not take(joined_pair, document)
    assert len(held(joined_pair.commune)) == 2
    assert joined_pair.commune.enrolment.state().bundle_serial == document["serial"]


def test_an_older_bundle_is_refused_and_the_newer_one_stays(joined_pair: Pair) -> None:
    older, newer = next_bundle(joined_pair.district), next_bundle(joined_pair.district)
    take(joined_pair, newer)
    with pytest.raises(TrustRefused) as refused:
        take(joined_pair, older)
    assert refused.value.code is TrustRefused.Code.BUNDLE_OLDER
    assert refused.value.data == {"held": newer["serial"], "offered": older["serial"]}
    assert joined_pair.commune.enrolment.state().bundle_serial == newer["serial"]


def test_two_bundles_of_one_serial_are_told_apart(joined_pair: Pair) -> None:
    first = next_bundle(joined_pair.district)
    take(joined_pair, first)
    with joined_pair.district.store.writing() as session:
        row = own_authority(session)
        assert row is not None
        row.bundle_serial -= 1
        session.execute(sa.delete(TrustBundle).where(TrustBundle.serial == first["serial"]))
        session.commit()
    with pytest.raises(TrustRefused) as refused:
        take(joined_pair, next_bundle(joined_pair.district))
    assert refused.value.code is TrustRefused.Code.BUNDLE_FORKED


def test_a_bundle_under_another_root_is_refused(joined_pair: Pair) -> None:
    with joined_pair.district.store.writing() as session:
        serial = session.scalars(sa.select(CertificateAuthority.bundle_serial)).one()
        session.execute(sa.update(CertificateAuthority).values(is_own=False, office_id=None))
        session.commit()
    joined_pair.district.authorities.make()
    with joined_pair.district.store.writing() as session:
        row = own_authority(session)
        assert row is not None
        row.bundle_serial = serial
        session.commit()
    with pytest.raises(TrustRefused) as refused:
        take(joined_pair, next_bundle(joined_pair.district))
    assert refused.value.code is TrustRefused.Code.AUTHORITY_OTHER


def test_a_bulletin_goes_out_for_the_bundle_alone(joined_pair: Pair) -> None:
    report = joined_pair.district.bulletins.export(joined_pair.stick)
    assert (len(report.files), report.corrections) == (1, 0)
    assert report.bundle_serial >= 1
    again = joined_pair.district.bulletins.export(joined_pair.stick)
    assert again.files == report.files
    next_bundle(joined_pair.district)
    assert told(joined_pair).result is ReceiveResult.NEW
    assert joined_pair.commune.enrolment.state().bundle_serial > report.bundle_serial


def test_the_revocation_is_known_below_after_the_next_bulletin(joined_pair: Pair) -> None:
    (member,) = joined_pair.district.revocations.members()
    joined_pair.district.revocations.revoke(member.id, RevocationReason.KEY_COMPROMISE)
    # Nothing is sent to keys taken back; the bundle of a later joining, or by hand, tells of it.
    assert joined_pair.district.bulletins.export(joined_pair.stick).files == ()
    with joined_pair.district.store.reading() as session:
        latest = latest_bundle(session)
        assert latest is not None
    assert take(joined_pair, latest.document)
    assert joined_pair.commune.enrolment.state().stage is Stage.REVOKED


def test_what_the_office_above_takes_back_of_its_own_is_not_trusted_any_more(
    joined_pair: Pair,
) -> None:
    document = next_bundle(joined_pair.district)
    own = joined_pair.district.keys.own_certificate().fingerprint
    (told_of,) = [b for b in document["bindings"] if b["fingerprint"] == own]
    told_of["revoked"] = {
        "serial": "1",
        "at": joined_pair.clock().replace(microsecond=0).isoformat(),
        "reason": "key_compromise",
        "compromised_since": None,
    }
    assert take(joined_pair, document)
    with joined_pair.commune.store.reading() as session:
        query = sa.select(TrustedCertificate).where(TrustedCertificate.fingerprint == own)
        revoked = revoked_of(session.scalars(query).one())
    assert revoked is not None
    assert revoked.reason is RevocationReason.KEY_COMPROMISE


def test_a_month_old_bundle_is_issued_again_with_the_next_bulletin(joined_pair: Pair) -> None:
    before = joined_pair.district.bulletins.export(joined_pair.stick).bundle_serial
    joined_pair.clock.now += timedelta(days=31)
    assert joined_pair.district.bulletins.export(joined_pair.stick).bundle_serial > before


def test_an_office_pinned_by_hand_gets_no_bundle_and_needs_none(asked_pair: Pair) -> None:
    for known, to in (
        (asked_pair.commune, asked_pair.district),
        (asked_pair.district, asked_pair.commune),
    ):
        card = asked_pair.stick / f"{known.store.actor.office_id}.gscert"
        known.keys.export_certificate(card)
        to.trust.pin(None, card)
    report = asked_pair.district.bulletins.export(asked_pair.stick)
    assert (report.files, report.bundle_serial) == ((), 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda document: document, Code.TRUST_BUNDLE_OLDER),
        (lambda document: {**document, "serial": 0}, Code.TRUST_BUNDLE_BAD),
        (lambda document: {**document, "bindings": "x"}, Code.TRUST_BUNDLE_BAD),
    ],
)
def test_a_bulletin_with_an_older_or_broken_bundle_is_refused_whole(
    joined_pair: Pair,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    code: Code,
) -> None:
    with joined_pair.district.store.reading() as session:
        first = latest_bundle(session)
        assert first is not None
    told(joined_pair)
    take(joined_pair, next_bundle(joined_pair.district))
    serial = joined_pair.commune.enrolment.state().bundle_serial
    with joined_pair.district.store.writing() as session:
        later = latest_bundle(session)
        assert later is not None
        later.document = change({**first.document})
        later.sha256 = "0" * 64
        session.commit()
    report = told(joined_pair)
    assert (report.result, report.code) == (ReceiveResult.REFUSED, str(code))
    assert joined_pair.commune.enrolment.state().bundle_serial == serial
