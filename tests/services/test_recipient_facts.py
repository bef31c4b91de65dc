"""What the records say of recipients: every kind of fact, by year, and nothing of what is void."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from desktop.law.recipient_facts import HoldFact, MemberFacts
from desktop.law.terms import DisciplineLevel, Grade, HoldKind, RecipientKind, UnitKind
from desktop.models import AwardRecord, Evaluation, Hold
from desktop.services.awards import PriorAwardLine
from desktop.services.campaigns import CampaignDraft, RegistrationLine
from desktop.services.desk import Desk
from desktop.services.people import DisciplineLine, EvaluationLine, PersonDraft
from desktop.services.recipient_facts import History, histories
from desktop.services.units import UnitDraft
from tests.services.commune_dossier import Commune, saved

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = RecipientKind


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _read(desk: Desk, kind: RecipientKind, record_id: UUID, *years: int) -> History:
    with desk.store.reading() as session:
        return histories(session, [(kind, record_id)], years)[record_id]


def _edit(desk: Desk, person_id: UUID, **changes: object) -> None:
    draft = desk.people.open_draft(person_id)
    assert desk.people.save_draft(replace(draft, **changes)).saved  # type: ignore[arg-type]


def test_a_persons_facts_come_from_every_place_they_are_entered(commune: Commune) -> None:
    desk = commune.desk
    _edit(
        desk,
        commune.teacher,
        started_on=date(2010, 9, 1),
        evaluations=(EvaluationLine(year=2022, grade=Grade.GOOD),),
        disciplines=(DisciplineLine(level=DisciplineLevel.WARNING, decided_on=date(2021, 5, 4)),),
        prior_awards=(PriorAwardLine(year=2022, award_code="LDTT"),),
    )
    saved(
        desk.campaigns,
        CampaignDraft(
            name="Thi đua yêu nước",
            starts_on=date(2023, 1, 1),
            registrations=(RegistrationLine(person_id=commune.teacher),),
        ),
    )

    facts = _read(desk, INDIVIDUAL, commune.teacher).facts(INDIVIDUAL, {"ETHICS": True})

    assert facts.evaluations == {2022: Grade.GOOD}
    assert facts.titles == {("LDTT", 2022)}
    assert [d.level for d in facts.disciplines] == [DisciplineLevel.WARNING]
    assert facts.registrations == {2023: True}
    assert facts.started_on == date(2010, 9, 1)
    assert facts.attestations == {"ETHICS": True}


def test_a_cancelled_award_is_no_title_and_one_without_a_year_takes_that_of_its_period(
    commune: Commune,
) -> None:
    with commune.desk.store.writing() as session:
        session.add_all(
            [
                AwardRecord(
                    person_id=commune.teacher, award_code="LDTT", period_to=date(2021, 12, 31)
                ),
                AwardRecord(
                    person_id=commune.teacher,
                    award_code="CSTDCS",
                    year=2021,
                    cancelled_on=date(2022, 3, 1),
                ),
            ]
        )
        session.commit()

    assert _read(commune.desk, INDIVIDUAL, commune.teacher).titles == {("LDTT", 2021)}


def test_two_grades_in_one_year_count_as_not_entered_and_are_named(commune: Commune) -> None:
    with commune.desk.store.writing() as session:
        for grade in (Grade.GOOD, Grade.EXCELLENT):
            session.add(Evaluation(person_id=commune.teacher, year=2023, grade=grade))
        session.add(Evaluation(person_id=commune.teacher, year=2022, grade=Grade.GOOD))
        session.commit()

    history = _read(commune.desk, INDIVIDUAL, commune.teacher)

    assert history.contradictory_years == (2023,)
    assert history.facts(INDIVIDUAL).evaluations == {2022: Grade.GOOD}


def test_what_somebody_stands_for_in_a_live_dossier_is_proposed(commune: Commune) -> None:
    dossier_id = commune.dossier()
    commune.desk.nominations.add_recipients(
        dossier_id, [(INDIVIDUAL, commune.teacher)], "LDTT", 2023
    )

    assert _read(commune.desk, INDIVIDUAL, commune.teacher).proposed == {("LDTT", 2023)}


def test_holds_are_read_for_all_kinds_of_recipients(commune: Commune) -> None:
    with commune.desk.store.writing() as session:
        session.add(Hold(household_id=commune.household, kind=HoldKind.COMPLAINT))
        session.add(Hold(unit_id=commune.village, kind=HoldKind.INSPECTION))
        session.commit()

    assert _read(commune.desk, HOUSEHOLD, commune.household).holds == [
        HoldFact(kind=HoldKind.COMPLAINT)
    ]
    assert _read(commune.desk, COLLECTIVE, commune.village).holds == [
        HoldFact(kind=HoldKind.INSPECTION)
    ]


def test_members_are_counted_with_those_of_the_units_below(commune: Commune) -> None:
    desk = commune.desk
    group = saved(
        desk.units, UnitDraft(name="Xóm Trại", kind=UnitKind.VILLAGE, parent_id=commune.village)
    )
    titled = (PriorAwardLine(year=2023, award_code="LDTT"),)
    graded = (EvaluationLine(year=2023, grade=Grade.GOOD),)
    saved(
        desk.people,
        PersonDraft(full_name="Vũ Thị Ổn", unit_id=group, prior_awards=titled, evaluations=graded),
    )
    late = PersonDraft(full_name="Lê Văn Mới", unit_id=group, started_on=date(2024, 2, 1))
    saved(desk.people, late)
    _edit(desk, commune.teacher, evaluations=graded)

    members = _read(desk, COLLECTIVE, commune.village, 2023).members

    # Teacher, farmer and the one of the group; who came in 2024 was no member in 2023.
    assert members == {
        2023: MemberFacts(headcount=3, titled={"LDTT": 1}, done=None, disciplined={})
    }


def test_a_unit_that_says_it_has_more_people_than_are_entered_counts_them_all(
    commune: Commune,
) -> None:
    draft = commune.desk.units.open_draft(commune.village)
    commune.desk.units.save_draft(replace(draft, headcount=40))

    assert _read(commune.desk, COLLECTIVE, commune.village, 2023).members[2023].headcount == 40


def test_of_a_collective_without_members_nothing_is_counted(commune: Commune) -> None:
    empty = saved(commune.desk.units, UnitDraft(name="Hội mới", kind=UnitKind.ASSOCIATION))

    assert _read(commune.desk, COLLECTIVE, empty, 2023).members == {}


def test_a_loop_in_the_tree_of_units_does_not_hang(commune: Commune) -> None:
    other = saved(
        commune.desk.units,
        UnitDraft(name="Xóm Trại", kind=UnitKind.VILLAGE, parent_id=commune.village),
    )
    with commune.desk.store.writing() as session:
        session.execute(
            sa.text("UPDATE units SET parent_id = :top WHERE id = :low"),
            {"top": other.hex, "low": commune.village.hex},
        )
        session.commit()

    members = _read(commune.desk, COLLECTIVE, commune.village, 2023).members

    assert members[2023].headcount == 2


def test_a_thousand_and_more_recipients_are_read_in_portions(commune: Commune) -> None:
    refs = [(INDIVIDUAL, UUID(int=n + 1)) for n in range(2_500)]
    refs.append((INDIVIDUAL, commune.teacher))
    with commune.desk.store.reading() as session:
        # Of people not here nothing is recorded.
        found = histories(session, refs, ())

    assert len(found) == 2_501
