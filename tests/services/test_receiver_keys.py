"""The key packages to an office are encrypted with: known, in force, and the latest of them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import PackageRefused
from desktop.models import TrustedCertificate
from desktop.sealing.certificates import CertificateInfo, to_pem
from desktop.sealing.decryption_keys import make_encryption_key
from desktop.sealing.header import Party
from desktop.sealing.keys import certificate_of
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.receiver_keys import encryption_certificate_of
from tests.services.conftest import TickingClock
from tests.services.two_offices import TwoOffices, contents, party, sealed

Code = PackageRefused.Code
NOW = TickingClock().now
ENCRYPTION = "trust/encryption.pem"


@cache
def certificate(years: int, days_ago: int = 0) -> CertificateInfo:
    """Return an encryption certificate; making its key takes a second, so once per run."""
    made_at = NOW - timedelta(days=days_ago)
    made = make_encryption_key("Huyện", "Huyện", "mật khẩu dài", made_at, years=years)
    return certificate_of(made, "mật khẩu dài")


@pytest.fixture
def above(office: Desk, district_certificate: Path) -> Party:
    """The office above, pinned with the encryption certificate of its file."""
    office.trust.pin(None, district_certificate)
    own = office.offices.own()
    assert own.parent_id is not None
    return Party(own.parent_id, "Ủy ban nhân dân huyện Thanh Bình")


def chosen(desk: Desk, office: Party, now: datetime = NOW) -> CertificateInfo:
    with desk.store.reading() as session:
        return encryption_certificate_of(session, office, now)


def change(desk: Desk, office: Party, **values: Any) -> None:
    """Change every encryption certificate known of an office."""
    with desk.store.writing() as session:
        query = sa.update(TrustedCertificate).where(
            TrustedCertificate.office_id == office.office_id,
            TrustedCertificate.purpose == "encrypt",
        )
        session.execute(query.values(**values))
        session.commit()


def test_the_certificate_of_the_file_is_used(office: Desk, above: Party, district: Desk) -> None:
    assert chosen(office, above) == district.keys.encryption_certificate()


def test_an_office_pinned_from_an_older_file_or_never_has_no_key(
    office: Desk, district_certificate: Path, tmp_path: Path
) -> None:
    fields = json.loads(district_certificate.read_text("utf-8"))
    del fields["encryption_certificate"], fields["encryption_signature"]
    (tmp_path / "old.gscert").write_text(json.dumps(fields), "utf-8")
    office.trust.pin(None, tmp_path / "old.gscert")
    own = office.offices.own()
    for office_id in (own.parent_id, uuid4()):
        assert office_id is not None
        with pytest.raises(PackageRefused) as refused:
            chosen(office, Party(office_id, "Huyện"))
        assert refused.value.code is Code.RECEIVER_KEY_UNKNOWN
        assert refused.value.data == {"receiver": "Huyện"}


@pytest.mark.parametrize("column", ["archived_at", "revoked_at"])
def test_what_was_closed_or_revoked_is_used_no_more(
    office: Desk, above: Party, column: str
) -> None:
    change(office, above, **{column: NOW - timedelta(days=1)})
    with pytest.raises(PackageRefused) as refused:
        chosen(office, above)
    assert refused.value.code is Code.RECEIVER_KEY_UNKNOWN


def test_what_has_expired_or_not_begun_is_told_with_its_last_day(
    office: Desk, above: Party
) -> None:
    last = chosen(office, above).valid_to
    for now in (last + timedelta(seconds=1), NOW - timedelta(days=400)):
        with pytest.raises(PackageRefused) as refused:
            chosen(office, above, now)
        assert refused.value.code is Code.RECEIVER_KEY_EXPIRED
        assert refused.value.data == {"receiver": above.name, "valid_to": last}
    assert chosen(office, above, last).valid_to == last


def test_the_latest_in_force_is_chosen_and_an_older_one_when_it_has_expired(
    office: Desk, above: Party
) -> None:
    first = chosen(office, above)
    newer = certificate(years=1, days_ago=-100)
    office.trust.learn_encryption(above.office_id, newer)
    office.trust.learn_encryption(above.office_id, newer)
    assert chosen(office, above) == first  # the newer one has not begun
    assert chosen(office, above, NOW + timedelta(days=120)) == newer
    assert chosen(office, above, newer.valid_to + timedelta(days=1)) == first


def test_a_package_teaches_the_key_its_sender_reads_with_now(sent: TwoOffices) -> None:
    header, files = contents(sent.package, sent.district)
    newer = certificate(years=1, days_ago=-100)
    files[ENCRYPTION] = to_pem(newer)
    taught = sealed(sent.stick / "x.asice", sent.commune, header, files)
    assert sent.district.inbox.receive(taught).result is ReceiveResult.NEW
    later = NOW + timedelta(days=120)
    assert chosen(sent.district, party(sent.commune), later) == newer


@pytest.mark.parametrize("spoilt", ["garbage", "empty", "signing key", "another office's"])
def test_a_package_whose_encryption_certificate_is_none_is_refused(
    sent: TwoOffices, spoilt: str
) -> None:
    header, files = contents(sent.package, sent.district)
    keys = sent.commune.keys
    files[ENCRYPTION] = {
        "garbage": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "empty": b"",
        "signing key": to_pem(keys.own_certificate()),
        "another office's": to_pem(certificate(years=1, days_ago=-100)),
    }[spoilt]
    if spoilt == "another office's":
        other = sent.district.store.actor.office_id
        sent.district.trust.learn_encryption(other, certificate(years=1, days_ago=-100))
    before = chosen(sent.district, party(sent.commune))
    bad = sealed(sent.stick / "x.asice", sent.commune, header, files)
    report = sent.district.inbox.receive(bad)
    assert (report.result, report.code) == (ReceiveResult.REFUSED, Code.DATA_BAD)
    assert report.refusal is not None
    assert report.refusal.data["path"] == ENCRYPTION
    assert sent.district.dossiers.list_rows() == []
    assert chosen(sent.district, party(sent.commune)) == before


def test_what_comes_in_while_no_key_is_known_stays_in_and_is_answered_later(
    sent: TwoOffices,
) -> None:
    change(sent.district, party(sent.commune), archived_at=NOW)
    report = sent.district.inbox.receive(sent.package)
    assert (report.result, report.code) == (ReceiveResult.NEW, Code.RECEIVER_KEY_UNKNOWN)
    assert report.receipt is None
    change(sent.district, party(sent.commune), archived_at=None)
    (receipt,) = sent.district.inbox.finish_pending()
    assert sent.commune.inbox.receive(receipt).result is ReceiveResult.NEW
