"""Who already holds what: 300 nominations against a history of 10,000 to 1,000,000 awards."""

from __future__ import annotations

import os
import random
import tempfile
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from desktop.law.lifecycle import DossierState
from desktop.law.terms import AwardType, Gender, RecipientKind, Seat, Tier
from desktop.models import AwardRecord, Dossier, Nomination
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.appraisal_rows import live_nominations
from desktop.services.desk import Desk, open_desk
from desktop.services.prior_awards import prior_awards
from desktop.vietnamese.text import fold

FLOORS = {"prior awards, 300 nominations in 1,000,000": "<= 300"}
_SIZES = (10_000, 100_000, 1_000_000)
_NOMINATIONS, _BATCH, _RUNS = 300, 20_000, 5
_DOSSIER = UUID(int=1)
# Shares of names in Viet Nam are far from even: four of ten are called Nguyễn.
_FAMILY = {
    "Nguyễn": 38, "Trần": 12, "Lê": 10, "Phạm": 7, "Hoàng": 5, "Phan": 5, "Vũ": 4, "Đặng": 4,
    "Bùi": 3, "Đỗ": 3, "Hồ": 2, "Ngô": 2, "Dương": 2, "Lý": 1, "Đào": 1, "Ước": 1,
}  # fmt: skip
_MIDDLE = {
    "Văn": 24, "Thị": 34, "Hữu": 5, "Đình": 4, "Ngọc": 6, "Minh": 5, "Thanh": 5, "Quốc": 3,
    "Thu": 4, "Xuân": 4, "Đức": 4, "Kim": 2,
}  # fmt: skip
_ENDINGS = ("an", "ung", "oa", "ên", "ích", "ơn", "ánh", "ường")
_GIVEN = [f"{first}{last}" for first in "BCĐGHKLMNPQSTVX" for last in _ENDINGS]
_UNITS = [f"Trường Trung học cơ sở xã số {number}" for number in range(400)]


def _now() -> datetime:
    return datetime.now(UTC)


@lru_cache(maxsize=1)
def _person(number: int) -> tuple[str, int, str]:
    """Return name, year of birth and unit of the same person every time."""
    chance = random.Random(number)
    family = chance.choices(list(_FAMILY), list(_FAMILY.values()))[0]
    middle = chance.choices(list(_MIDDLE), list(_MIDDLE.values()))[0]
    given = _GIVEN[min(chance.randrange(len(_GIVEN)), chance.randrange(len(_GIVEN)))]
    return f"{family} {middle} {given}", chance.randint(1955, 2001), chance.choice(_UNITS)


def _award(number: int) -> dict[str, object]:
    name, born, unit = _person(number // 4)
    return {
        "id": UUID(int=number + 1),
        "source": "decided",
        "recipient_kind": RecipientKind.INDIVIDUAL,
        "recipient_name": name,
        "recipient_unit": unit,
        "award_code": "LDTT",
        "award_type": AwardType.MERIT,
        "year": 2003 + number % 20,
        "decision_number": f"{number % 900 + 1}/QĐ-UBND",
        "decided_by": "Ủy ban nhân dân huyện Thanh Lâm",
        "search_key": fold(name),
        # A third of old papers give no year of birth.
        "recipient_birth_year": born if number % 3 else None,
        "unit_key": fold(unit),
    }


def _nomination(number: int) -> dict[str, object]:
    name, born, unit = _person(number * 7)
    return {
        "id": UUID(int=10_000 + number),
        "dossier_id": _DOSSIER,
        "position": number,
        "recipient_kind": RecipientKind.INDIVIDUAL,
        "recipient_name": name,
        "recipient_gender": Gender.UNKNOWN,
        "recipient_birth_year": born,
        "recipient_unit": unit,
        "award_type": AwardType.MERIT,
        "version": 1,
    }


def _office(folder: Path) -> Desk:
    setup = OfficeSetup(
        name="Ủy ban nhân dân huyện Thanh Lâm",
        tier=Tier.DISTRICT,
        seat=Seat.BOTH,
        officer_name="Cán bộ",
        password="demo",
    )
    paths = OfficePaths(folder)
    desk = open_desk(paths, create_office(paths, setup, _now).unlocked, _now)
    dossier = {
        "id": _DOSSIER,
        "title": "Hồ sơ",
        "award_type": AwardType.MERIT,
        "revision": 1,
        "state": DossierState.RECEIVED,
        "state_since": _now(),
        "version": 1,
    }
    with desk.store.writing() as session:
        session.execute(sa.insert(Dossier), [dossier])
        session.execute(sa.insert(Nomination), [_nomination(n) for n in range(_NOMINATIONS)])
        session.commit()
    return desk


def _grow(desk: Desk, start: int, end: int) -> None:
    """Add awards in one go; the indexes on names are built afterwards, in order, as is quicker."""
    table = AwardRecord.__table__
    assert isinstance(table, sa.Table)
    on_names = [index for index in table.indexes if "search_key" in index.columns]
    with desk.store.writing() as session:
        connection = session.connection()
        for index in on_names:
            index.drop(connection)
        for first in range(start, end, _BATCH):
            some = [_award(n) for n in range(first, min(end, first + _BATCH))]
            # Into the table: by the mapped class each change between rows with a year of birth
            # and rows without is another statement.
            connection.execute(sa.insert(table), some)
        for index in on_names:
            index.create(connection)
        session.commit()


def _measured(desk: Desk) -> tuple[float, float]:
    """Return milliseconds of the first and of the best run."""
    times = []
    for _ in range(_RUNS):
        with desk.store.reading() as session:
            nominations = live_nominations(session, _DOSSIER)
            began = time.perf_counter()
            found = prior_awards(session, nominations)
            times.append((time.perf_counter() - began) * 1000)
        assert len(found) == _NOMINATIONS
        assert any(one.rows for one in found.values())
    return times[0], min(times)


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Let one history grow and measure at each size; the smaller one is the larger one's peer."""
    figures: list[tuple[str, float, str, str, float | None]] = []
    sizes = [int(n) for n in os.environ.get("GUONGSANG_BENCH_SIZES", "").split()] or _SIZES
    with tempfile.TemporaryDirectory() as folder:
        desk, held, before = _office(Path(folder) / "office"), 0, None
        for size in sizes:
            _grow(desk, held, size)
            first, best = _measured(desk)
            name = f"prior awards, {_NOMINATIONS} nominations in {size:,}"
            peer = f"in {held:,}" if held else ""
            figures.append((name, best, "ms", peer, before))
            figures.append((f"{name}, the first time", first, "ms", "", None))
            held, before = size, best
        desk.close()
    return figures
