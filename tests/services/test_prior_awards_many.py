"""A history in which one name has many holders: the sure ones are read, the others counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from desktop.law.terms import AwardType, RecipientKind
from desktop.models import AwardRecord
from desktop.services.appraisal_rows import live_nominations
from desktop.services.desk import Desk
from desktop.services.prior_awards import FEW, MANY, PriorAwards, prior_awards
from desktop.vietnamese.text import fold
from tests.services.came_dossiers import nominations_of, put_commune, put_received

NAME, UNIT = "Nguyễn Văn Hùng", "Trường Tiểu học Đông An"


def put_awards(desk: Desk, count: int, **more: Any) -> None:
    award = {
        "recipient_kind": RecipientKind.INDIVIDUAL,
        "recipient_name": NAME,
        "award_code": "LDTT",
        "award_type": AwardType.MERIT,
        "search_key": fold(NAME),
        "recipient_birth_year": None,
        "unit_key": "",
    }
    rows = [{**award, "year": 2000 + place % 20, **more} for place in range(count)]
    with desk.store.writing() as session:
        session.execute(sa.insert(AwardRecord), rows)
        session.commit()


def nominated(desk: Desk, born: int | None = 1970, unit: str = UNIT) -> UUID:
    commune = put_commune(desk, "Ủy ban nhân dân xã Đông An")
    return put_received(
        desk, commune, 1, recipient_name=NAME, recipient_birth_year=born, recipient_unit=unit
    )


def known(desk: Desk, dossier_id: UUID) -> PriorAwards:
    with desk.store.reading() as session:
        (found,) = prior_awards(session, live_nominations(session, dossier_id)).values()
        return found


def test_few_namesakes_are_laid_open(district: Desk) -> None:
    put_awards(district, FEW)
    found = known(district, nominated(district))
    assert (len(found.rows), found.unread) == (FEW, 0)
    assert not any(row.certain for row in found.rows)


def test_many_namesakes_are_counted_up_to_a_bound_and_the_sure_ones_read(district: Desk) -> None:
    put_awards(district, 2 * MANY)
    put_awards(district, 2, recipient_birth_year=1970)
    put_awards(district, 1, recipient_unit=UNIT, unit_key=fold(UNIT))
    put_awards(district, 7, recipient_birth_year=1999)
    dossier = nominated(district)
    found = known(district, dossier)
    assert [row.certain for row in found.rows] == [True] * 3
    assert found.unread == MANY
    whole = district.appraisal.prior(nominations_of(district, dossier)[0])
    assert len(whole.rows) == 2 * MANY + 3
    assert [row.certain for row in whole.rows[:4]] == [True, True, True, False]


def test_of_somebody_of_unknown_birth_every_namesake_counts(district: Desk) -> None:
    put_awards(district, 9, recipient_birth_year=1999)
    put_awards(district, 1, recipient_unit=UNIT, unit_key=fold(UNIT), recipient_birth_year=1985)
    found = known(district, nominated(district, born=None))
    assert ([row.certain for row in found.rows], found.unread) == ([True], 9)


def test_a_cancelled_award_counts_no_more(district: Desk) -> None:
    put_awards(district, 3, cancelled_on=district.store.today())
    assert known(district, nominated(district)) == PriorAwards()
