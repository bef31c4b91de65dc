"""One empty migrated office made once per run; every test works on its own copy of the files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.database.keyring import Unlocked
from desktop.law.terms import Seat, Tier
from desktop.paths import OfficePaths
from desktop.sealing import keys
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import Desk, open_desk
from tests.services.joined_offices import asked_pair, granted_pair, joined_pair, way_to_joined
from tests.services.two_offices import appraised, at_stage, sent, stages

__all__ = [
    "appraised",
    "asked_pair",
    "at_stage",
    "granted_pair",
    "joined_pair",
    "sent",
    "stages",
    "way_to_joined",
]

DISTRICT_ID = UUID("00000000-0000-4000-8000-0000000000d1")
COMMUNE_ID = UUID("00000000-0000-4000-8000-0000000000c1")


@dataclass
class TickingClock:
    """A clock that stands at a date and moves one second at every reading."""

    now: datetime = datetime(2023, 11, 20, 2, 0, tzinfo=UTC)
    step: timedelta = field(default=timedelta(seconds=1))

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


COMMUNE = OfficeSetup(
    name="Ủy ban nhân dân xã Đông An",
    tier=Tier.COMMUNE,
    seat=Seat.SENDING,
    parent_name="Ủy ban nhân dân huyện Thanh Bình",
    parent_tier=Tier.DISTRICT,
    officer_name="Nguyễn Thị Mơ",
    officer_post="Công chức Văn phòng - Thống kê",
    password="demo",
    place="Đông An",
    superior_agency="ỦY BAN NHÂN DÂN HUYỆN THANH BÌNH",
    agency="ỦY BAN NHÂN DÂN XÃ ĐÔNG AN",
    signatory_name="Đỗ Văn Ước",
    signatory_title="CHỦ TỊCH",
    office_id=COMMUNE_ID,
    parent_id=DISTRICT_ID,
)
DISTRICT = OfficeSetup(
    name="Ủy ban nhân dân huyện Thanh Bình",
    tier=Tier.DISTRICT,
    seat=Seat.RECEIVING,
    parent_name="Ủy ban nhân dân tỉnh Hải Dương",
    parent_tier=Tier.PROVINCE,
    officer_name="Trần Quốc Đạt",
    officer_post="Chuyên viên Phòng Nội vụ",
    password="demo",
    place="Thanh Bình",
    superior_agency="ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG",
    agency="ỦY BAN NHÂN DÂN HUYỆN THANH BÌNH",
    signatory_name="Vũ Thị Hạnh",
    signatory_title="CHỦ TỊCH",
    office_id=DISTRICT_ID,
)


@dataclass(frozen=True)
class Template:
    """An office's files and its key, to copy from."""

    root: Path
    unlocked: Unlocked
    recovery_code: str
    readers: dict[str, Any]


def _template(folder: Path, setup: OfficeSetup) -> Template:
    # A key file says itself how costly its passphrase is to guess; tests/sealing holds the program
    # to 600,000 rounds, and here every test that signs or opens would pay them.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_KDF_ROUNDS", 1_000)
        made = create_office(OfficePaths(folder), setup, TickingClock())
        # Making an RSA key takes up to a second, and every test that sends would pay it.
        desk = open_desk(OfficePaths(folder), made.unlocked, TickingClock())
        desk.keys.decryption_keys()
        desk.close()
    return Template(folder, made.unlocked, made.recovery_code, desk.keys._readers)


@pytest.fixture(scope="session")
def commune_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return _template(tmp_path_factory.mktemp("commune"), COMMUNE)


@pytest.fixture(scope="session")
def district_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return _template(tmp_path_factory.mktemp("district"), DISTRICT)


@pytest.fixture(scope="session")
def district_certificate(
    district_template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The district's certificate file: who pins it can send it packages."""
    desk = open_desk(
        OfficePaths(district_template.root), district_template.unlocked, TickingClock()
    )
    file = tmp_path_factory.mktemp("certificates") / "district.gscert"
    desk.keys.export_certificate(file)
    desk.close()
    return file


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def open_copy(tmp_path: Path, clock: TickingClock) -> Iterator[Callable[..., Desk]]:
    """Open a copy of a template; the same name opens the same copy again."""
    desks: list[Desk] = []

    def _open(template: Template, name: str = "office") -> Desk:
        root = tmp_path / name
        if not root.exists():
            shutil.copytree(template.root, root)
        desk = open_desk(OfficePaths(root), template.unlocked, clock)
        desk.keys._readers.update(template.readers)
        desks.append(desk)
        return desk

    yield _open
    for desk in desks:
        desk.close()


@pytest.fixture
def office(open_copy: Callable[..., Desk], commune_template: Template) -> Desk:
    """A commune's unlocked, empty office."""
    return open_copy(commune_template, "commune")


@pytest.fixture
def district(open_copy: Callable[..., Desk], district_template: Template) -> Desk:
    """A district's unlocked, empty office."""
    return open_copy(district_template, "district")
