"""An office with 200,000 people of history, made in bulk: names, grades, titles, registrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from desktop.law.terms import Gender, RankGroup, RecipientKind, Seat, Tier
from desktop.models import Person, Unit
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import Desk, open_desk
from desktop.services.dossiers import DossierDraft
from desktop.services.households import HouseholdDraft
from desktop.vietnamese.sorting import name_sort_key, sort_key
from desktop.vietnamese.text import fold

PEOPLE, UNITS = 200_000, 2_000
_BATCH = 10_000
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Vũ", "Đỗ", "Bùi", "Ngô", "Dương")
_MIDDLE = ("Văn", "Thị", "Hữu", "Đình", "Ngọc", "Minh", "Thanh", "Quốc", "Thùy", "Khắc")
_GIVEN = ("An", "Ánh", "Ẩn", "Dũng", "Đào", "Hoa", "Hường", "Ơn", "Ước", "Yến")
_INDIVIDUALS, _COLLECTIVES, _HOUSEHOLDS = 240, 40, 20
# Lines written by the database itself, which takes seconds where a mapper takes a minute. Ids are
# random, as real ones are: neighbours in a list are no neighbours on the disk. Seven of ten hold a
# title each year; a condition that named no year would be judged once for all three.
_HISTORY = (
    """INSERT INTO evaluations (id, position, person_id, year, grade, note)
    SELECT lower(hex(randomblob(16))), 0, p.id, y.year,
      CASE abs(random()) % 10 WHEN 0 THEN 'HTNV' WHEN 1 THEN 'HTXSNV' ELSE 'HTTNV' END, ''
    FROM people p, (SELECT 2021 AS year UNION SELECT 2022 UNION SELECT 2023) y""",
    """INSERT INTO award_records (id, position, source, person_id, recipient_kind, recipient_name,
      recipient_post, recipient_unit, award_code, award_type, achievement, year, decision_number,
      decided_by, certificate_number, cancel_reason, search_key)
    SELECT lower(hex(randomblob(16))), 0, 'entered', p.id, 'INDIVIDUAL', p.full_name, '', '',
      CASE abs(random()) % 8 WHEN 0 THEN 'CSTDCS' ELSE 'LDTT' END, 'CT', '', y.year,
      '15/QĐ-UBND', 'Ủy ban nhân dân', '', '', p.search_key
    FROM people p, (SELECT 2021 AS year UNION SELECT 2022 UNION SELECT 2023) y
    WHERE (p.rowid + 3 * y.year) % 10 < 7""",
    """INSERT INTO disciplines (id, position, person_id, level, decided_on, number, reason)
    SELECT lower(hex(randomblob(16))), 0, id, 'KHIEN_TRACH', '2023-05-04', '', '' FROM people
    WHERE abs(random()) % 100 = 0""",
    """INSERT INTO campaigns (id, name, level, kind, launched_by, launch_number, theme, starts_on,
      targets, plan_reference, note, version, search_key, sort_key)
    VALUES ('00000000000000000000000000000001', 'Thi đua năm 2023', 'XA', 'THUONG_XUYEN', '', '',
      '', '2023-01-01', '', '', '', 1, '', '')""",
    """INSERT INTO registrations (id, position, campaign_id, person_id, award_code, content)
    SELECT lower(hex(randomblob(16))), 0, '00000000000000000000000000000001', id, 'LDTT', ''
    FROM people WHERE abs(random()) % 2 = 0""",
)


@dataclass(frozen=True, slots=True)
class BigOffice:
    """The office and its dossier of 300 nominations."""

    desk: Desk
    dossier_id: UUID


def make(folder: Path) -> BigOffice:
    """Make the office in an empty folder; takes some twenty seconds."""
    paths = OfficePaths(folder)
    setup = OfficeSetup(
        name="Ủy ban nhân dân huyện Thanh Lâm",
        tier=Tier.DISTRICT,
        seat=Seat.BOTH,
        parent_name="Ủy ban nhân dân tỉnh Hải Dương",
        parent_tier=Tier.PROVINCE,
        officer_name="Cán bộ",
        password="demo",
    )
    desk = open_desk(paths, create_office(paths, setup, _now).unlocked, _now)
    _fill(desk)
    return BigOffice(desk, _dossier(desk))


def _now() -> datetime:
    return datetime(2023, 11, 20, 3, tzinfo=UTC)


def _fill(desk: Desk) -> None:
    with desk.store.writing() as session:
        session.execute(sa.insert(Unit), [_unit(number) for number in range(UNITS)])
        for start in range(0, PEOPLE, _BATCH):
            people = [_person(number) for number in range(start, start + _BATCH)]
            session.execute(sa.insert(Person), people)
        for statement in _HISTORY:
            session.connection().exec_driver_sql(statement)
        session.commit()


def _unit(number: int) -> dict[str, object]:
    name = f"Thôn {_GIVEN[number % 10]} {number}"
    return {
        "id": _scattered(number, 1),
        "name": name,
        "kind": "VILLAGE",
        "headcount": PEOPLE // UNITS,
        "version": 1,
        "search_key": fold(name),
        "sort_key": sort_key(name),
    }


def _person(number: int) -> dict[str, object]:
    name = f"{_FAMILY[number % 10]} {_MIDDLE[number // 10 % 10]} {_GIVEN[number // 100 % 10]}"
    return {
        "id": _scattered(number, 2),
        "full_name": name,
        "gender": Gender.UNKNOWN,
        "rank_group": RankGroup.DIRECT,
        "birth_year": 1950 + number % 53,
        "unit_id": _scattered(number % UNITS, 1),
        "started_on": date(2000 + number % 23, 1 + number % 12, 1),
        "version": 1,
        "search_key": fold(name),
        "sort_key": name_sort_key(name),
    }


def _scattered(number: int, salt: int) -> UUID:
    """Return the same id for the same number, in no order."""
    return UUID(int=(number * 2 + salt) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)


def _dossier(desk: Desk) -> UUID:
    new = desk.dossiers.new_draft()
    saved = desk.dossiers.save_draft(
        DossierDraft(
            title="Đề nghị khen thưởng năm 2023",
            letter_number="45/TTr-UBND",
            letter_date=date(2023, 11, 17),
            receiver_office_id=new.receiver_office_id,
        )
    )
    assert saved.id is not None
    # Six people each of the forty units that stand there too, as a commune's list has them.
    places = [number * 51 % UNITS for number in range(_COLLECTIVES)]
    people = [
        _scattered(places[number % _COLLECTIVES] + UNITS * (1 + number // _COLLECTIVES * 13), 2)
        for number in range(_INDIVIDUALS)
    ]
    units = [_scattered(place, 1) for place in places]
    households = [
        desk.households.save_draft(HouseholdDraft(head_name=f"Trần Thị Hoa {number}")).id
        for number in range(_HOUSEHOLDS)
    ]
    individual, collective, household = RecipientKind
    for kind, ids, award in (
        (individual, people, "CSTDCS"),
        (collective, units, "TTLDXS"),
        (household, [h for h in households if h], "GK_HUYEN"),
    ):
        desk.nominations.add_recipients(saved.id, [(kind, one) for one in ids], award)
    with desk.store.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE nominations SET period_from = '2023-01-01', period_to = '2023-12-31', "
            "achievement = 'Hoàn thành xuất sắc nhiệm vụ', report = 'Báo cáo'"
        )
        session.commit()
    return saved.id
