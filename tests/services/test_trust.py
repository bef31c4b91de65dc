from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, SigningFailed
from desktop.law.terms import Tier
from desktop.sealing.certificates import to_pem
from desktop.services.certificate_files import read_certificate_file, write_certificate_file
from desktop.services.desk import Desk
from desktop.services.keys import KeyService
from desktop.services.trust import TrustService


@pytest.fixture
def trust(district: Desk) -> TrustService:
    return TrustService(district.store)


@pytest.fixture
def commune_file(office: Desk, tmp_path: Path) -> Path:
    KeyService(office.store).export_certificate(tmp_path / "dong-an.gscert")
    return tmp_path / "dong-an.gscert"


def test_what_is_read_is_what_the_other_end_reads_out(
    office: Desk, trust: TrustService, commune_file: Path
) -> None:
    shown = trust.read(commune_file)
    assert shown.short_code == KeyService(office.store).own_certificate().short_code
    assert shown.office == "Ủy ban nhân dân xã Đông An"
    assert shown.known_as == ""
    assert not shown.pinned
    assert trust.list_rows() == []


def test_pinning_an_unknown_office_adds_it_below_this_one(
    office: Desk, district: Desk, trust: TrustService, commune_file: Path
) -> None:
    pin_id = trust.pin(None, commune_file)
    (row,) = trust.list_rows()
    assert (row.id, row.office_id) == (pin_id, office.store.actor.office_id)
    below = next(r for r in district.offices.list_rows() if r.id == row.office_id)
    assert (below.relation, below.tier) == ("Cấp dưới", Tier.COMMUNE)
    assert trust.read(commune_file).pinned
    assert [e.event for e in district.store.history("trust", pin_id)] == ["trusted"]


def test_pins_and_the_own_key_make_the_trust_list(
    office: Desk, district: Desk, trust: TrustService, commune_file: Path
) -> None:
    trust.pin(None, commune_file)
    own = KeyService(district.store).own_certificate()
    theirs = KeyService(office.store).own_certificate()
    made = trust.trust()
    now = district.store.clock()
    assert made.is_open(district.store.actor.office_id, own.fingerprint, now)
    assert made.is_open(office.store.actor.office_id, theirs.fingerprint, now)


def test_a_pin_taken_out_is_closed_and_can_be_put_back(
    office: Desk, district: Desk, trust: TrustService, commune_file: Path
) -> None:
    pin_id = trust.pin(None, commune_file)
    with pytest.raises(MoveRefused) as refused:
        trust.unpin(pin_id, "  ")
    assert refused.value.code is MoveRefused.Code.NEEDS_REASON
    trust.unpin(pin_id, "Khóa bị lộ")
    fingerprint = KeyService(office.store).own_certificate().fingerprint
    commune_id = office.store.actor.office_id
    assert not trust.trust().is_open(commune_id, fingerprint, district.store.clock())
    assert trust.list_rows()[0].closed_at is not None
    assert not trust.read(commune_file).pinned
    assert trust.pin(None, commune_file) == pin_id
    assert trust.trust().is_open(commune_id, fingerprint, district.store.clock())


def test_taking_out_a_pin_that_is_not_there_is_refused(trust: TrustService) -> None:
    with pytest.raises(NotFound):
        trust.unpin(uuid4(), "Khóa bị lộ")


def test_one_certificate_speaks_for_one_office_only(
    trust: TrustService, commune_file: Path, tmp_path: Path
) -> None:
    trust.pin(None, commune_file)
    other = replace(read_certificate_file(commune_file), office_id=uuid4(), name="Xã Khác")
    write_certificate_file(tmp_path / "other.gscert", other)
    with pytest.raises(SigningFailed) as refused:
        trust.pin(None, tmp_path / "other.gscert")
    assert refused.value.code is SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE
    assert len(trust.list_rows()) == 1


def test_a_bare_certificate_needs_an_office_chosen_here(
    district: Desk, trust: TrustService, commune_file: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "a.pem"
    bare.write_bytes(to_pem(read_certificate_file(commune_file).certificate))
    with pytest.raises(NotFound):
        trust.pin(None, bare)
    with pytest.raises(NotFound):
        trust.pin(uuid4(), bare)
    parent = district.offices.own().parent_id
    assert parent is not None
    trust.pin(parent, bare)
    assert trust.list_rows()[0].office_id == parent


def test_a_second_key_of_an_office_is_pinned_beside_the_first(
    office: Desk, trust: TrustService, commune_file: Path, tmp_path: Path
) -> None:
    keys = KeyService(office.store)
    personal = keys.make_signer_key(tmp_path / "mo.p12", "Nguyễn Thị Mơ", "mật khẩu dài")
    keys.export_certificate(tmp_path / "mo.gscert", personal)
    trust.pin(None, commune_file)
    trust.pin(None, tmp_path / "mo.gscert")
    assert {r.subject for r in trust.list_rows()} == {
        "Nguyễn Thị Mơ",
        "Ủy ban nhân dân xã Đông An",
    }


def test_the_office_above_typed_in_the_wizard_takes_its_real_id(
    open_copy: Callable[..., Desk], office: Desk, district: Desk, tmp_path: Path
) -> None:
    KeyService(district.store).export_certificate(tmp_path / "huyen.gscert")
    real = uuid4()
    file = replace(read_certificate_file(tmp_path / "huyen.gscert"), office_id=real)
    guessed = office.offices.own().parent_id
    TrustService(office.store).pin_file(None, file)
    own = office.offices.own()
    assert own.parent_id == real != guessed
    assert own.parent_name == "Ủy ban nhân dân huyện Thanh Bình"
    rows = {r.id: r for r in office.offices.list_rows()}
    assert rows[real].relation == "Cấp trên"
    assert guessed is not None
    assert rows[guessed].archived


def test_an_office_with_pins_of_its_own_keeps_its_id(
    office: Desk, district: Desk, tmp_path: Path
) -> None:
    KeyService(district.store).export_certificate(tmp_path / "huyen.gscert")
    trust = TrustService(office.store)
    trust.pin(None, tmp_path / "huyen.gscert")
    stranger = replace(read_certificate_file(tmp_path / "huyen.gscert"), office_id=uuid4())
    parent = office.offices.own().parent_id
    with pytest.raises(SigningFailed) as refused:
        trust.pin_file(parent, stranger)
    assert refused.value.code is SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE
    own = office.store.actor.office_id
    with pytest.raises(SigningFailed):
        trust.pin_file(own, stranger)


def test_what_another_window_binds_or_takes_back_counts_from_the_next_package_on(
    office: Desk, district: Desk, trust: TrustService, commune_file: Path
) -> None:
    other, store = TrustService(district.store), district.store
    fingerprint = KeyService(office.store).own_certificate().fingerprint

    def is_open() -> bool:
        return trust.trust().is_open(office.store.actor.office_id, fingerprint, store.clock())

    assert not is_open()
    pin_id = other.pin(None, commune_file)
    assert is_open()
    assert trust.trust() is trust.trust()
    other.unpin(pin_id, "Khóa bị lộ")
    assert not is_open()
    other.pin(None, commune_file)
    assert is_open()
    district.authorities.make()
    assert trust.trust().authorities
