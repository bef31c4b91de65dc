"""Households: known by their head, found by address, namesakes warned of."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from desktop.errors import MoveRefused
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import Gender, RecipientKind
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.exemplars import ExemplarDraft
from desktop.services.households import HouseholdDraft
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft


def _save(office: Desk, head: str, **values: object) -> UUID:
    report = office.households.save_draft(HouseholdDraft(head_name=head, **values))  # type: ignore[arg-type]
    assert report.id is not None, report.problems
    return report.id


def test_a_saved_household_opens_as_typed(office: Desk) -> None:
    head = office.people.save_draft(PersonDraft(full_name="Phạm Văn Đức", birth_year=1961)).id
    village = office.units.save_draft(UnitDraft(name="Thôn Đoài")).id
    draft = HouseholdDraft(
        head_name="Phạm Văn Đức",
        head_gender=Gender.MALE,
        head_birth_year=1961,
        head_person_id=head,
        unit_id=village,
        address="số 5, ngõ 2",
        members=6,
        contribution="Hiến 120 m² đất mở đường thôn.",
        prior_awards=(PriorAwardLine(year=2019, award_code="GK_XA"),),
    )

    report = office.households.save_draft(draft)

    assert report.id is not None
    opened = office.households.open_draft(report.id)
    assert replace(opened, id=None, version=0, prior_awards=()) == replace(draft, prior_awards=())
    [award] = office.awards.of_recipient(household_id=report.id)
    assert award.recipient_name == "Phạm Văn Đức"


def test_households_stand_by_their_heads_given_name_and_are_found_by_address(office: Desk) -> None:
    village = office.units.save_draft(UnitDraft(name="Thôn Đoài")).id
    _save(office, "Phạm Văn Đức", unit_id=village, address="ngõ Giếng Đình", members=5)
    _save(office, "Vũ Thị Dần")

    dan, duc = office.households.list_rows()

    assert (dan.head_name, dan.unit, dan.members) == ("Vũ Thị Dần", "", None)
    assert duc.search_key == "pham van duc ngo gieng dinh thon doai"
    assert (duc.unit, duc.unit_id, duc.members) == ("Thôn Đoài", village, 5)


def test_a_household_with_a_head_of_the_same_name_is_a_warning(office: Desk) -> None:
    _save(office, "Phạm Văn Đức", head_birth_year=1961)

    same = office.households.save_draft(HouseholdDraft(head_name="Pham Van Duc"))
    other = office.households.save_draft(
        HouseholdDraft(head_name="Phạm Văn Đức", head_birth_year=1990)
    )

    assert [(p.field, p.code, p.severity) for p in same.problems] == [
        ("head_name", ProblemCode.HOMONYM, Severity.WARNING)
    ]
    # The one saved just before has no year, so it may be this one.
    assert [p.data["count"] for p in other.problems] == [1]


def test_a_year_of_birth_to_come_is_refused(office: Desk) -> None:
    report = office.households.save_draft(
        HouseholdDraft(head_name="Phạm Văn Đức", head_birth_year=2024)
    )

    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [
        ("head_birth_year", ProblemCode.DATE_IN_FUTURE)
    ]


def test_a_household_that_is_an_example_is_not_archived(office: Desk) -> None:
    household = _save(office, "Phạm Văn Đức")
    exemplar = office.exemplars.save_draft(
        ExemplarDraft(
            title="Gia đình hiến đất",
            recipient_kind=RecipientKind.HOUSEHOLD,
            household_id=household,
        )
    )
    assert exemplar.id is not None

    with pytest.raises(MoveRefused):
        office.households.archive(household, "chuyển đi")

    office.exemplars.archive(exemplar.id, "đã tổng kết")
    office.households.archive(household, "chuyển đi")
    assert [r.archived for r in office.households.list_rows()] == [True]


def test_what_is_found_while_typing_says_where_it_lives(office: Desk) -> None:
    village = office.units.save_draft(UnitDraft(name="Thôn Đoài")).id
    _save(office, "Phạm Văn Đức", unit_id=village, address="ngõ Giếng")

    [match] = office.households.find("duc")

    assert match.subtitle == "Hộ · ngõ Giếng · Thôn Đoài"
