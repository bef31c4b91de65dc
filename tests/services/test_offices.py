"""This office, the one above and those below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import MoveRefused
from desktop.law.problems import ProblemCode
from desktop.law.terms import Seat, Tier
from desktop.services.desk import Desk
from desktop.services.offices import OfficeDraft


def test_this_office_knows_the_one_above(office: Desk) -> None:
    own = office.offices.own()

    assert (own.name, own.tier, own.seat) == (
        "Ủy ban nhân dân xã Đông An",
        Tier.COMMUNE,
        Seat.SENDING,
    )
    assert (own.parent_name, own.parent_tier) == (
        "Ủy ban nhân dân huyện Thanh Bình",
        Tier.DISTRICT,
    )


def test_the_list_begins_with_this_office_and_says_how_each_is_related(district: Desk) -> None:
    own = district.offices.own()
    district.offices.save_draft(OfficeDraft(name="Ủy ban nhân dân xã Bình Minh", parent_id=own.id))
    district.offices.save_draft(OfficeDraft(name="Ủy ban nhân dân xã An Lạc"))

    assert {row.name: row.relation for row in district.offices.list_rows()} == {
        "Ủy ban nhân dân huyện Thanh Bình": "Cơ quan này",
        "Ủy ban nhân dân tỉnh Hải Dương": "Cấp trên",
        "Ủy ban nhân dân xã Bình Minh": "Cấp dưới",
        "Ủy ban nhân dân xã An Lạc": "Khác",
    }
    assert district.offices.list_rows()[0].id == own.id


def test_this_office_is_never_put_away(office: Desk) -> None:
    with pytest.raises(MoveRefused) as refused:
        office.offices.archive(office.offices.own().id, "Nhầm")

    assert refused.value.code == MoveRefused.Code.OWN_OFFICE


def test_the_office_above_stays_while_this_one_belongs_to_it(office: Desk) -> None:
    above = office.offices.own().parent_id
    assert above is not None

    with pytest.raises(MoveRefused) as refused:
        office.offices.archive(above, "Nhầm")

    assert refused.value.code == MoveRefused.Code.IN_USE


def test_no_office_stands_below_itself(office: Desk) -> None:
    own = office.offices.own()
    assert own.parent_id is not None
    above = office.offices.open_draft(own.parent_id)

    for parent in (own.id, above.id):
        report = office.offices.save_draft(replace(above, parent_id=parent))

        assert not report.saved
        assert [p.code for p in report.problems] == [ProblemCode.PARENT_LOOP]
