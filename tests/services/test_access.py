"""Making an office, unlocking it, officers and passwords."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.errors import AccessDenied, StorageError, UsageError
from desktop.paths import OfficePaths
from desktop.services import access
from desktop.services.desk import Desk, open_desk
from tests.services.conftest import COMMUNE, TickingClock


@pytest.fixture
def paths(tmp_path: Path) -> OfficePaths:
    return OfficePaths(tmp_path / "Văn phòng xã")


def test_a_new_office_opens_with_its_password_and_knows_who_it_is(
    paths: OfficePaths, clock: TickingClock
) -> None:
    access.create_office(paths, COMMUNE, clock)

    desk = open_desk(paths, access.unlock(paths, "", "demo", clock), clock)

    own = desk.offices.own()
    assert (own.name, own.tier.value, own.parent_name) == (
        "Ủy ban nhân dân xã Đông An",
        "xa",
        "Ủy ban nhân dân huyện Thanh Bình",
    )
    assert desk.store.actor.name == "Nguyễn Thị Mơ"
    desk.close()


def test_nothing_of_the_office_can_be_read_in_its_folder(
    paths: OfficePaths, clock: TickingClock
) -> None:
    access.create_office(paths, COMMUNE, clock)

    for file in paths.root.rglob("*"):
        if file.is_file():
            raw = file.read_bytes()
            for word in ("Đông An", "Nguyễn Thị Mơ", "SQLite format"):
                assert word.encode() not in raw, file.name


def test_an_office_is_not_made_over_another(paths: OfficePaths, clock: TickingClock) -> None:
    access.create_office(paths, COMMUNE, clock)
    before = paths.database.read_bytes()

    with pytest.raises(StorageError) as refused:
        access.create_office(paths, replace(COMMUNE, name="Khác"), clock)

    assert refused.value.code == StorageError.Code.OFFICE_EXISTS
    assert paths.database.read_bytes() == before


def test_a_set_up_that_was_killed_does_not_stand_in_the_way_and_is_kept(
    paths: OfficePaths, clock: TickingClock
) -> None:
    paths.root.mkdir(parents=True)
    paths.database.write_bytes(b"half of a database")

    access.create_office(paths, COMMUNE, clock)

    (kept,) = paths.root.glob("office.db.unfinished-*")
    assert kept.read_bytes() == b"half of a database"
    assert access.unlock(paths, "", "demo", clock)


def test_a_short_password_makes_no_folder(paths: OfficePaths, clock: TickingClock) -> None:
    with pytest.raises(AccessDenied):
        access.create_office(paths, replace(COMMUNE, password="abc"), clock)

    assert not paths.root.exists()


@pytest.mark.parametrize("names", [{"name": " "}, {"name": "A" * 201}, {"officer_name": "A" * 201}])
def test_a_name_no_package_could_hold_makes_no_folder(
    paths: OfficePaths, clock: TickingClock, names: dict[str, str]
) -> None:
    with pytest.raises(UsageError):
        access.create_office(paths, replace(COMMUNE, **names), clock)

    assert not paths.root.exists()


def test_a_lost_password_is_replaced_with_the_recovery_code(
    paths: OfficePaths, clock: TickingClock
) -> None:
    made = access.create_office(paths, COMMUNE, clock)

    _, fresh = access.recover(paths, made.recovery_code, "canbo", "mật khẩu mới", clock)

    assert fresh != made.recovery_code
    assert access.unlock(paths, "", "mật khẩu mới", clock).key == made.unlocked.key


def test_an_officer_changes_the_password_only_with_the_old_one(
    office: Desk, clock: TickingClock
) -> None:
    with pytest.raises(AccessDenied):
        office.access.change_password("sai rồi", "mật khẩu mới")
    office.access.change_password("demo", "mật khẩu mới")

    assert access.unlock(office.store.paths, "", "mật khẩu mới", clock)


def test_a_second_officer_opens_the_same_office_under_their_own_name(
    office: Desk, clock: TickingClock
) -> None:
    office.access.add_officer("chutich", "Đỗ Văn Ước", "Chủ tịch", "mật khẩu")

    unlocked = access.unlock(office.store.paths, "chutich", "mật khẩu", clock)
    desk = open_desk(office.store.paths, unlocked, clock)

    assert desk.store.actor.name == "Đỗ Văn Ước"
    desk.close()


@pytest.mark.parametrize("login", ["canbo", "recovery"])
def test_nobody_is_given_a_login_that_is_taken(
    office: Desk, clock: TickingClock, login: str
) -> None:
    with pytest.raises(AccessDenied) as refused:
        office.access.add_officer(login, "Đỗ Văn Ước", "Chủ tịch", "mật khẩu")

    assert refused.value.code == AccessDenied.Code.LOGIN_TAKEN
    assert access.unlock(office.store.paths, "canbo", "demo", clock)


def test_a_password_that_was_refused_is_not_changed(office: Desk, clock: TickingClock) -> None:
    with pytest.raises(AccessDenied):
        office.access.change_password("demo", "abc")

    assert access.unlock(office.store.paths, "", "demo", clock)
    assert office.store.broken_event() is None


def test_the_recovery_code_stays_good_when_the_database_does_not_open(
    paths: OfficePaths, clock: TickingClock
) -> None:
    made = access.create_office(paths, COMMUNE, clock)
    whole = paths.database.read_bytes()
    paths.database.write_bytes(b"not a database" * 1000)
    with pytest.raises(StorageError):
        access.recover(paths, made.recovery_code, "canbo", "mật khẩu mới", clock)

    paths.database.write_bytes(whole)

    assert access.recover(paths, made.recovery_code, "canbo", "mật khẩu mới", clock)


def test_with_several_officers_the_login_must_be_said(office: Desk, clock: TickingClock) -> None:
    office.access.add_officer("chutich", "Đỗ Văn Ước", "Chủ tịch", "mật khẩu")

    with pytest.raises(AccessDenied) as refused:
        access.unlock(office.store.paths, "", "demo", clock)

    assert refused.value.code == AccessDenied.Code.NO_SUCH_OFFICER


def test_two_offices_never_share_a_database_id(
    commune_template: object, district_template: object, office: Desk, district: Desk
) -> None:
    ids = []
    for desk in (office, district):
        with desk.engine.connect() as connection:
            query = sa.text("SELECT value FROM settings WHERE key = 'database_id'")
            ids.append(connection.execute(query).scalar())

    assert ids[0] != ids[1]
