"""Campaigns: window, criteria, who registered, the campaign above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from desktop.errors import MoveRefused
from desktop.law.problems import ProblemCode
from desktop.law.terms import CampaignKind, CampaignLevel, RecipientKind
from desktop.services.campaigns import (
    CampaignDraft,
    CampaignPhase,
    CriterionLine,
    RegistrationLine,
    phase_on,
)
from desktop.services.desk import Desk
from desktop.services.exemplars import ExemplarDraft
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft


def _save(office: Desk, name: str, **values: object) -> UUID:
    report = office.campaigns.save_draft(CampaignDraft(name=name, **values))  # type: ignore[arg-type]
    assert report.id is not None, report.problems
    return report.id


def _unit(office: Desk) -> UUID:
    report = office.units.save_draft(UnitDraft(name="Thôn Đông"))
    assert report.id is not None
    return report.id


def _person(office: Desk) -> UUID:
    report = office.people.save_draft(PersonDraft(full_name="Đỗ Văn Ước"))
    assert report.id is not None
    return report.id


def test_a_saved_campaign_opens_as_typed_with_criteria_and_registrations(office: Desk) -> None:
    upper = _save(office, "Cả nước chung sức xây dựng nông thôn mới", level=CampaignLevel.CENTRAL)
    unit, person = _unit(office), _person(office)
    draft = CampaignDraft(
        name="Chung sức xây dựng nông thôn mới",
        level=CampaignLevel.COMMUNE,
        kind=CampaignKind.THEMATIC,
        theme="Mỗi người làm việc bằng hai",
        starts_on=date(2023, 1, 15),
        ends_on=date(2025, 12, 31),
        launched_by="UBND xã Đông An",
        launch_number="15/KH-UBND",
        launched_on=date(2023, 1, 10),
        upper_campaign_id=upper,
        plan_reference="P:II.1.6",
        criteria=(
            CriterionLine(name="Đường hoa", target="2 km", applies_to=RecipientKind.COLLECTIVE),
            CriterionLine(name="Hộ gia đình văn hóa", target="95 %"),
        ),
        registrations=(
            RegistrationLine(unit_id=unit, award_code="TTLDTT", content="3 km đường hoa"),
            RegistrationLine(person_id=person, award_code="LDTT"),
        ),
    )

    report = office.campaigns.save_draft(draft)

    assert report.id is not None
    opened = office.campaigns.open_draft(report.id)
    bare = {"criteria": (), "registrations": ()}
    assert replace(opened, id=None, version=0, **bare) == replace(draft, **bare)
    assert [(c.name, c.target, c.applies_to) for c in opened.criteria] == [
        ("Đường hoa", "2 km", RecipientKind.COLLECTIVE),
        ("Hộ gia đình văn hóa", "95 %", None),
    ]
    assert [(r.unit_id, r.person_id, r.award_code) for r in opened.registrations] == [
        (unit, None, "TTLDTT"),
        (None, person, "LDTT"),
    ]


def test_the_newest_campaign_stands_first_with_its_count_and_phase(office: Desk) -> None:
    unit = _unit(office)
    _save(office, "Phòng, chống Covid-19", starts_on=date(2021, 1, 1), ends_on=date(2022, 12, 31))
    _save(
        office,
        "Chuyển đổi số",
        starts_on=date(2023, 1, 1),
        registrations=(RegistrationLine(unit_id=unit),),
    )
    _save(office, "Thi đua năm 2024", starts_on=date(2024, 1, 1))

    rows = office.campaigns.list_rows()

    assert [(r.name, r.phase, r.registrations) for r in rows] == [
        ("Thi đua năm 2024", CampaignPhase.COMING, 0),
        ("Chuyển đổi số", CampaignPhase.RUNNING, 1),
        ("Phòng, chống Covid-19", CampaignPhase.OVER, 0),
    ]


def test_the_first_and_the_last_day_belong_to_a_campaign() -> None:
    first, last = date(2023, 1, 1), date(2023, 12, 31)

    assert phase_on(first, last, first) is CampaignPhase.RUNNING
    assert phase_on(first, last, last) is CampaignPhase.RUNNING
    assert phase_on(first, last, date(2024, 1, 1)) is CampaignPhase.OVER
    assert phase_on(None, None, first) is CampaignPhase.RUNNING


def test_a_campaign_is_found_by_its_paper_and_place_in_the_plan(office: Desk) -> None:
    _save(
        office,
        "Văn hóa công sở",
        launch_number="07/KH-UBND",
        plan_reference="P:II.1.6",
        starts_on=date(2022, 1, 1),
        ends_on=date(2025, 1, 1),
    )

    [match] = office.campaigns.find("07/kh p:ii.1.6")

    assert (match.title, match.subtitle) == ("Văn hóa công sở", "Cấp xã · 2022–2025")


def test_a_registration_names_a_unit_or_a_person_but_not_both(office: Desk) -> None:
    unit, person = _unit(office), _person(office)
    draft = CampaignDraft(
        name="Thi đua",
        registrations=(
            RegistrationLine(content="không ai"),
            RegistrationLine(unit_id=unit, person_id=person),
        ),
    )

    report = office.campaigns.save_draft(draft)

    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [
        ("registrations[0].unit_id", ProblemCode.REQUIRED),
        ("registrations[1].person_id", ProblemCode.ONE_OF_TWO),
    ]


def test_nobody_registers_twice_for_the_same_award(office: Desk) -> None:
    person = _person(office)
    lines = tuple(RegistrationLine(person_id=person, award_code=c) for c in ("LDTT", "CSTDCS"))

    twice = office.campaigns.save_draft(
        CampaignDraft(name="Thi đua", registrations=(*lines, lines[0]))
    )

    assert [(p.field, p.code) for p in twice.problems] == [
        ("registrations[2].person_id", ProblemCode.ALREADY_TAKEN)
    ]
    assert office.campaigns.save_draft(CampaignDraft(name="Thi đua", registrations=lines)).saved


def test_a_campaign_does_not_stand_below_itself(office: Desk) -> None:
    upper = _save(office, "Trên")
    lower = _save(office, "Dưới", upper_campaign_id=upper)

    report = office.campaigns.save_draft(
        replace(office.campaigns.open_draft(upper), upper_campaign_id=lower)
    )

    assert [(p.field, p.code) for p in report.problems] == [
        ("upper_campaign_id", ProblemCode.PARENT_LOOP)
    ]


def test_an_end_before_the_start_is_named(office: Desk) -> None:
    report = office.campaigns.save_draft(
        CampaignDraft(name="Thi đua", starts_on=date(2023, 5, 1), ends_on=date(2023, 4, 1))
    )

    assert [(p.field, p.code) for p in report.problems] == [("ends_on", ProblemCode.DATE_ORDER)]


def test_a_campaign_somebody_works_under_is_not_archived(office: Desk) -> None:
    upper = _save(office, "Trên")
    lower = _save(office, "Dưới", upper_campaign_id=upper)
    office.exemplars.save_draft(
        ExemplarDraft(title="Gương", person_id=_person(office), campaign_id=upper)
    )

    with pytest.raises(MoveRefused) as refusal:
        office.campaigns.archive(upper, "xong")

    assert refusal.value.data["count"] == 2
    office.campaigns.archive(lower, "xong")
    assert [r.archived for r in office.campaigns.list_rows() if r.name == "Dưới"] == [True]
