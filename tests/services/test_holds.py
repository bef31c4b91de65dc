"""What is under way against a recipient: shown in the lists, ended by a day, kept at home."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.law.problems import ProblemCode
from desktop.law.terms import Grade, HoldKind
from desktop.models import Hold
from desktop.services.desk import Desk
from desktop.services.holds import HoldLine, held_ids
from desktop.services.households import HouseholdDraft
from desktop.services.people import EvaluationLine, PersonDraft
from desktop.services.units import UnitDraft
from tests.services.commune_dossier import Commune
from tests.services.two_offices import contents

_OPEN = HoldLine(kind=HoldKind.COMPLAINT, since=date(2023, 11, 1), reason="Đơn số 5 của thôn")


@pytest.mark.parametrize(
    ("since", "ended_on", "held"),
    [
        (None, None, True),
        (date(2023, 11, 1), None, True),
        (date(2023, 11, 20), None, True),
        (date(2023, 1, 1), date(2023, 11, 19), False),
        (date(2023, 1, 1), date(2023, 11, 20), False),
    ],
)
def test_a_person_is_held_until_the_day_the_matter_ends(
    office: Desk, since: date | None, ended_on: date | None, held: bool
) -> None:
    hold = HoldLine(since=since, ended_on=ended_on)
    report = office.people.save_draft(PersonDraft(full_name="Vũ Thị Mây", holds=(hold,)))
    assert report.id is not None

    assert office.people.row(report.id).held is held
    assert [row.held for row in office.people.list_rows()] == [held]


def test_units_and_households_are_held_alike_and_open_as_typed(office: Desk) -> None:
    unit = office.units.save_draft(UnitDraft(name="Trường Mầm non", holds=(_OPEN,))).id
    home = office.households.save_draft(HouseholdDraft(head_name="Lê Văn Tám", holds=(_OPEN,))).id
    assert unit is not None
    assert home is not None

    assert [row.held for row in office.units.list_rows()] == [True]
    assert [row.held for row in office.households.list_rows()] == [True]
    assert [h.reason for h in office.units.open_draft(unit).holds] == [_OPEN.reason]
    with office.store.reading() as session:
        assert held_ids(session, Hold.unit_id, date(2023, 11, 20)) == {unit}
        assert held_ids(session, Hold.household_id, date(2023, 10, 31)) == frozenset()


def test_a_matter_cannot_end_before_it_began_nor_begin_in_the_future(office: Desk) -> None:
    wrong = HoldLine(since=date(2023, 5, 2), ended_on=date(2023, 5, 1))
    later = HoldLine(since=date(2024, 5, 2))

    report = office.people.save_draft(PersonDraft(full_name="Vũ Thị Mây", holds=(wrong, later)))

    assert [(p.field, p.code) for p in report.problems] == [
        ("holds[0].ended_on", ProblemCode.DATE_ORDER),
        ("holds[1].since", ProblemCode.DATE_IN_FUTURE),
    ]


def test_a_unit_is_graded_once_a_year(office: Desk) -> None:
    grades = (EvaluationLine(year=2022), EvaluationLine(year=2022, grade=Grade.EXCELLENT))

    report = office.units.save_draft(UnitDraft(name="Thôn Đông", evaluations=grades))

    assert [(p.field, p.code) for p in report.problems] == [
        ("evaluations[1].year", ProblemCode.ALREADY_TAKEN)
    ]
    kept = office.units.save_draft(UnitDraft(name="Thôn Đông", evaluations=grades[1:])).id
    assert kept is not None
    assert [e.grade for e in office.units.open_draft(kept).evaluations] == [Grade.EXCELLENT]


def test_neither_the_matter_nor_the_identity_number_is_in_a_package_or_a_log(
    office: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture, district_certificate: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    office.trust.pin(None, district_certificate)
    commune = Commune(office)
    dossier_id = commune.ready_dossier(tmp_path)
    draft = office.people.open_draft(commune.teacher)
    # One under way would hold the dossier itself back.
    over = replace(_OPEN, ended_on=date(2023, 11, 10))
    held = replace(draft, holds=(over,), identity_number="034184012345")
    assert office.people.save_draft(held).saved

    package = office.outbox.export(dossier_id, tmp_path).path

    _label, sent = contents(package, office)
    for secret in ("Đơn số 5", "034184012345", "DON_THU"):
        assert not [name for name, content in sent.items() if secret.encode() in content]
        assert secret not in caplog.text
