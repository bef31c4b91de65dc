"""The root key: made once, copied to two sticks, brought back; and foreign roots."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.errors import AppError, MoveRefused, SigningFailed, StorageError, TrustRefused
from desktop.models import CertificateAuthority, Setting
from desktop.sealing.authority import Authority, Holder, make_authority
from desktop.sealing.certificates import CertificateInfo, read_certificate, to_pem
from desktop.sealing.keys import Pkcs12Signer, make_key, open_key
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import read_revocation_list
from desktop.services.authorities import renew_list, sha256_in_groups
from desktop.services.database_identity import DATABASE_ID
from desktop.services.desk import Desk
from tests.other_tools import need
from tests.services.joined_offices import Pair

Code = TrustRefused.Code
PASSPHRASE = "mật khẩu của két"


def own_row(desk: Desk) -> CertificateAuthority:
    with desk.store.reading() as session:
        return session.scalars(sa.select(CertificateAuthority)).one()


def test_an_office_that_grants_nothing_has_no_root(district: Desk, tmp_path: Path) -> None:
    assert district.authorities.own() is None
    with pytest.raises(TrustRefused) as refused:
        district.authorities.export_root(tmp_path, PASSPHRASE)
    assert refused.value.code is Code.ROOT_MISSING


def test_a_sending_office_makes_no_root(office: Desk) -> None:
    with pytest.raises(MoveRefused) as refused:
        office.authorities.make()
    assert refused.value.code is MoveRefused.Code.WRONG_SEAT


def test_a_root_is_made_once_and_openssl_reads_it(district: Desk, tmp_path: Path) -> None:
    assert district.authorities.make() == district.authorities.make()
    row = own_row(district)
    pem = tmp_path / "root.pem"
    pem.write_bytes(to_pem(read_certificate(row.certificate)))
    (tmp_path / "list.der").write_bytes(row.crl or b"")
    need("openssl")
    words = ["openssl", "crl", "-inform", "DER", "-in", "list.der", "-CAfile", "root.pem", "-noout"]
    said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "verify OK" in said.stderr


def test_two_sticks_hold_the_root_before_the_reminder_ends(district: Desk, tmp_path: Path) -> None:
    district.authorities.make()
    sticks = [tmp_path / name for name in ("one", "two")]
    for stick in sticks:
        stick.mkdir()
    first = district.authorities.export_root(sticks[0], PASSPHRASE)
    assert (first.copies, first.is_enough) == (1, False)
    with pytest.raises(TrustRefused) as refused:
        district.authorities.export_root(sticks[0], PASSPHRASE)
    assert refused.value.code is Code.ROOT_COPY_THERE
    second = district.authorities.export_root(sticks[1], PASSPHRASE)
    assert second.is_enough
    own = district.authorities.own()
    assert own is not None
    assert own.exported_at is not None
    copy = Authority.from_bytes(second.path.read_bytes(), PASSPHRASE)
    assert copy.info.fingerprint == own.sha256


@pytest.mark.parametrize("passphrase", ["ngắn", ""])
def test_a_short_passphrase_copies_nothing(district: Desk, tmp_path: Path, passphrase: str) -> None:
    district.authorities.make()
    with pytest.raises(SigningFailed):
        district.authorities.export_root(tmp_path, passphrase)
    assert list(tmp_path.glob("*.p12")) == []


def test_a_stick_that_is_gone_is_no_copy(district: Desk, tmp_path: Path) -> None:
    district.authorities.make()
    with pytest.raises(StorageError):
        district.authorities.export_root(tmp_path / "gone", PASSPHRASE)
    own = district.authorities.own()
    assert own is not None
    assert own.copies == 0


def test_a_root_comes_back_from_its_stick_with_numbers_ahead(
    district: Desk, tmp_path: Path
) -> None:
    district.authorities.make()
    copy = district.authorities.export_root(tmp_path, PASSPHRASE).path
    before = own_row(district)
    with pytest.raises(SigningFailed):
        district.authorities.restore_root(copy, "không phải mật khẩu này")
    assert district.authorities.restore_root(copy, PASSPHRASE) == before.id
    after = own_row(district)
    assert after.crl_number > before.crl_number + 1000
    assert after.bundle_serial >= before.bundle_serial + 1000


def test_a_new_database_takes_the_root_of_the_lost_one(
    district: Desk, office: Desk, tmp_path: Path
) -> None:
    data = make_authority(district.store.actor.office_name, PASSPHRASE, district.store.clock())
    (tmp_path / "khoa-goc.p12").write_bytes(data)
    district.authorities.restore_root(tmp_path / "khoa-goc.p12", PASSPHRASE)
    own = district.authorities.own()
    assert own is not None
    assert own.sha256 == Authority.from_bytes(data, PASSPHRASE).info.fingerprint


def test_the_root_of_another_office_is_not_taken(district: Desk, tmp_path: Path) -> None:
    district.authorities.make()
    before = own_row(district).fingerprint
    other = make_authority("Ủy ban nhân dân huyện Khác", PASSPHRASE, district.store.clock())
    (tmp_path / "khac.p12").write_bytes(other)
    with pytest.raises(TrustRefused) as refused:
        district.authorities.restore_root(tmp_path / "khac.p12", PASSPHRASE)
    assert refused.value.code is Code.AUTHORITY_OTHER
    assert own_row(district).fingerprint == before


def test_the_list_is_signed_anew_when_a_week_has_gone(joined_pair: Pair) -> None:
    district = joined_pair.district
    first = own_row(district)
    joined_pair.clock.now += timedelta(days=40)
    district.trust.trust()
    later = own_row(district)
    assert later.crl_number > first.crl_number
    assert later.crl is not None
    assert read_revocation_list(later.crl, later.certificate).is_fresh_at(joined_pair.clock())
    district.trust.trust()
    assert own_row(district).crl_number == later.crl_number


def test_a_list_of_the_future_stays_and_is_told(joined_pair: Pair) -> None:
    district = joined_pair.district
    first = own_row(district).crl_number
    joined_pair.clock.now -= timedelta(days=365)
    assert district.trust.trust().is_later_than(joined_pair.clock())
    own = district.authorities.own()
    assert own is not None
    assert (own.list_number, own.is_list_from_future) == (first, True)
    district.authorities.renew_list()
    own = district.authorities.own()
    assert own is not None
    assert not own.is_list_from_future


def test_a_restored_database_jumps_ahead_once(district: Desk) -> None:
    district.authorities.make()
    with district.store.writing() as session:
        setting = session.scalars(sa.select(Setting).where(Setting.key == DATABASE_ID)).one()
        setting.value = {**setting.value, "id": "00000000-0000-4000-8000-00000000aaaa"}
        session.commit()
    district.authorities.renew_list()
    number = own_row(district).crl_number
    assert number == 1002
    district.authorities.renew_list()
    assert own_row(district).crl_number == number + 1


# --- foreign roots -----------------------------------------------------------------------------


@pytest.fixture
def foreign(district: Desk, tmp_path: Path) -> tuple[Authority, Path]:
    """A root of the government's, as a file."""
    data = make_authority("Cơ quan chứng thực số", PASSPHRASE, district.store.clock())
    root = Authority.from_bytes(data, PASSPHRASE)
    path = tmp_path / "goc.pem"
    path.write_bytes(to_pem(root.info))
    return root, path


def test_a_foreign_root_is_known_after_its_digest_was_compared(
    district: Desk, foreign: tuple[Authority, Path]
) -> None:
    root, path = foreign
    assert district.authorities.read_foreign(path) == root.info
    with pytest.raises(TrustRefused) as refused:
        district.authorities.trust_foreign(path, "0" * 64)
    assert refused.value.code is Code.CODE_DIFFERS
    known = district.authorities.trust_foreign(path, sha256_in_groups(root.info.fingerprint))
    assert district.authorities.trust_foreign(path, root.info.fingerprint) == known
    (authority,) = district.trust.trust().authorities
    assert not authority.requires_crl


def test_a_foreign_certificate_counts_only_for_the_person_it_is_bound_to(
    joined_pair: Pair, tmp_path: Path
) -> None:
    district, now = joined_pair.district, joined_pair.clock()
    root = Authority.from_bytes(
        make_authority("Cơ quan chứng thực số", PASSPHRASE, now), PASSPHRASE
    )
    path = tmp_path / "goc.pem"
    path.write_bytes(to_pem(root.info))
    district.authorities.trust_foreign(path, root.info.fingerprint)
    certificate = issued(root, joined_pair)
    commune = joined_pair.commune.store.actor.office_id
    assert not district.trust.trust().is_open(commune, certificate.fingerprint, now)
    district.trust.register(commune, certificate, "Đỗ Văn Ước", "Chủ tịch")
    pin = district.trust.trust().open_pin(commune, certificate.fingerprint, joined_pair.clock())
    assert pin is not None
    assert (pin.person, pin.role, pin.issuer) == (
        "Đỗ Văn Ước",
        "Chủ tịch",
        root.info.fingerprint,
    )


def issued(root: Authority, pair: Pair) -> CertificateInfo:
    holder = Holder(pair.commune.store.actor.office_id, "Xã Đông An", "Đỗ Văn Ước")
    key, _ = open_key(make_key("x", "", PASSPHRASE, pair.clock()), PASSPHRASE)
    return read_certificate(root.issue(key.public_key(), KeyPurpose.SIGN, holder, pair.clock()))


def test_a_list_is_taken_from_a_known_foreign_root_and_never_an_older_one(
    district: Desk, foreign: tuple[Authority, Path], tmp_path: Path
) -> None:
    root, path = foreign
    lists = {}
    for number in (3, 5):
        lists[number] = tmp_path / f"{number}.crl"
        lists[number].write_bytes(root.crl([], number, district.store.clock()))
    with pytest.raises(TrustRefused) as refused:
        district.authorities.import_list(lists[5])
    assert refused.value.code is Code.CRL_BAD
    district.authorities.trust_foreign(path, root.info.fingerprint)
    assert district.authorities.import_list(lists[5]) == 5
    with pytest.raises(AppError) as older:
        district.authorities.import_list(lists[3])
    assert older.value.code is Code.CRL_OLDER


def test_nobody_elses_list_touches_our_own(joined_pair: Pair, tmp_path: Path) -> None:
    row = own_row(joined_pair.district)
    stranger = Pkcs12Signer.from_bytes(
        make_key("x", "", PASSPHRASE, joined_pair.clock()), PASSPHRASE
    )
    assert stranger.info.subject == "x"
    (tmp_path / "own.crl").write_bytes(row.crl or b"")
    with pytest.raises(TrustRefused):
        joined_pair.district.authorities.import_list(tmp_path / "own.crl")
    with joined_pair.district.store.writing() as session:
        again = session.get_one(CertificateAuthority, row.id)
        renew_list(joined_pair.district.store, session, again)
        assert again.crl_number > row.crl_number
