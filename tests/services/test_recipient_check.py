"""What the records say against a nomination: two birth dates, doubles, other dossiers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Grade, RecipientKind
from desktop.models import Evaluation, Person
from desktop.services.desk import Desk
from desktop.services.people import PersonDraft
from tests.services.commune_dossier import Commune, saved

INDIVIDUAL, COLLECTIVE, _ = RecipientKind


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _nominate(commune: Commune, record: UUID, award: str = "CSTDCS", year: int = 2023) -> UUID:
    dossier_id = commune.dossier()
    commune.desk.nominations.add_recipients(dossier_id, [(INDIVIDUAL, record)], award, year)
    return dossier_id


def _found(commune: Commune, dossier_id: UUID, code: ProblemCode) -> list[Problem]:
    return [p for p in commune.desk.dossiers.check(dossier_id) if p.code is code]


def _set(commune: Commune, record: UUID, **values: object) -> None:
    """Write what no form lets through, as an import or an old file may have."""
    with commune.desk.store.writing() as session:
        session.execute(sa.update(Person).where(Person.id == record).values(**values))
        session.commit()


def test_a_birth_year_that_contradicts_the_birthday_is_told_with_both(commune: Commune) -> None:
    _set(commune, commune.teacher, birth_year=1985)

    (problem,) = _found(commune, _nominate(commune, commune.teacher), ProblemCode.BIRTHS_CONTRADICT)

    assert (problem.data["one"], problem.data["other"]) == ("08/03/1984", "1985")
    assert (problem.field, problem.severity) == ("record:birth_date", Severity.WARNING)


def test_a_birthday_mended_after_nominating_is_told_beside_the_nominations_field(
    commune: Commune,
) -> None:
    dossier_id = _nominate(commune, commune.teacher)
    draft = commune.desk.people.open_draft(commune.teacher)
    commune.desk.people.save_draft(replace(draft, birth_date=date(1984, 8, 3)))

    (problem,) = _found(commune, dossier_id, ProblemCode.BIRTHS_CONTRADICT)

    assert problem.field == "recipient_birth_date"


def test_the_same_award_in_two_dossiers_is_told_with_the_other_one(commune: Commune) -> None:
    first, second = (_nominate(commune, commune.teacher) for _ in range(2))
    next_year = _nominate(commune, commune.teacher, year=2022)

    (problem,) = _found(commune, second, ProblemCode.NOMINATED_ELSEWHERE)

    assert problem.data["dossier"] == "Đề nghị khen thưởng tổng kết năm 2023"
    assert len(_found(commune, first, ProblemCode.NOMINATED_ELSEWHERE)) == 1
    assert _found(commune, next_year, ProblemCode.NOMINATED_ELSEWHERE) == []


def test_one_achievement_for_two_awards_in_two_dossiers_is_told(commune: Commune) -> None:
    dossiers = [_nominate(commune, commune.teacher, award) for award in ("GK_XA", "GK_HUYEN")]
    for dossier_id, words in zip(
        dossiers, ("Cứu người đuối nước", "cứu người đuối nước "), strict=True
    ):
        row = commune.desk.nominations.rows(dossier_id)[0]
        draft = commune.desk.nominations.open_draft(row.id)
        saved(commune.desk.nominations, replace(draft, achievement=words))

    (problem,) = _found(commune, dossiers[0], ProblemCode.ACHIEVEMENT_ELSEWHERE)

    assert (problem.field, problem.data["award"]) == (
        "achievement",
        "Giấy khen của Chủ tịch Ủy ban nhân dân cấp huyện",
    )


def test_two_records_with_one_identity_number_may_be_one_person(commune: Commune) -> None:
    for record in (commune.teacher, commune.farmer):
        _set(commune, record, identity_number="030084001234")

    (problem,) = _found(commune, _nominate(commune, commune.teacher), ProblemCode.SAME_IDENTITY)

    assert problem.data["other"] == "Đặng Thị Ước, Thôn Đoài"


@pytest.mark.parametrize(
    ("born", "unit", "likeness", "severity"),
    [
        (date(1984, 3, 8), False, "trùng họ tên và ngày sinh", Severity.WARNING),
        (date(1984, 5, 1), True, None, None),
        (1984, True, "trùng họ tên, năm sinh và đơn vị", Severity.WARNING),
        (1984, False, "trùng họ tên và năm sinh", Severity.INFO),
        (1985, True, None, None),
    ],
)
def test_a_namesake_counts_by_birth_and_unit(
    commune: Commune,
    born: date | int,
    unit: bool,
    likeness: str | None,
    severity: Severity | None,
) -> None:
    draft = PersonDraft(
        full_name="Đặng Thị Ước",
        birth_date=born if isinstance(born, date) else None,
        birth_year=born if isinstance(born, int) else None,
        unit_id=commune.village if unit else None,
    )
    assert commune.desk.people.save_draft(draft).saved

    found = _found(commune, _nominate(commune, commune.teacher), ProblemCode.RECORD_NAMESAKE)

    assert [(p.data["likeness"], p.severity) for p in found] == (
        [(likeness, severity)] if likeness else []
    )


def test_an_archived_unit_is_told(commune: Commune) -> None:
    dossier_id = commune.dossier()
    commune.desk.nominations.add_recipients(
        dossier_id, [(COLLECTIVE, commune.village)], "TTLDTT", 2023
    )
    with commune.desk.store.writing() as session:
        session.execute(
            sa.text("UPDATE units SET archived_at = '2023-12-01 00:00:00' WHERE id = :id"),
            {"id": commune.village.hex},
        )
        session.commit()

    assert len(_found(commune, dossier_id, ProblemCode.RECORD_ARCHIVED)) == 1


def test_two_grades_of_one_year_are_named_and_leave_the_condition_undecided(
    commune: Commune,
) -> None:
    with commune.desk.store.writing() as session:
        for grade in (Grade.GOOD, Grade.NOT_DONE):
            session.add(Evaluation(person_id=commune.teacher, year=2023, grade=grade))
        session.commit()
    dossier_id = _nominate(commune, commune.teacher, "LDTT")

    (contradiction,) = _found(commune, dossier_id, ProblemCode.EVALUATIONS_CONTRADICT)
    undecided = _found(commune, dossier_id, ProblemCode.STANDARD_UNDECIDED)

    assert (contradiction.data["year"], contradiction.field) == (2023, "record:evaluations")
    assert "LDTT.R2003.eval" in {p.data["condition"] for p in undecided}


def test_a_dossier_dated_outside_every_regime_says_so_once_and_judges_nobody(
    commune: Commune,
) -> None:
    dossier_id = commune.dossier(letter_date=date(1990, 5, 1))
    commune.desk.nominations.add_recipients(
        dossier_id, [(INDIVIDUAL, commune.teacher)], "LDTT", 1990
    )

    codes = [p.code for p in commune.desk.dossiers.check(dossier_id)]

    assert codes.count(ProblemCode.NO_REGIME) == 1
    assert not any(code.value.startswith("STANDARD") for code in codes)


def test_checking_twice_gives_the_same_in_the_same_order(commune: Commune) -> None:
    dossier_id = commune.dossier()
    everybody = [(kind, record) for kind, record, _award in commune.recipients]
    for award in ("CSTDCS", "LDTT"):
        commune.desk.nominations.add_recipients(dossier_id, everybody, award, 2023)

    once, again = (commune.desk.dossiers.check(dossier_id) for _ in range(2))

    assert once == again
    standards = [p for p in once if p.code.value.startswith("STANDARD")]
    assert {p.data["regime"] for p in standards} == {"R2003"}
    assert {p.verified for p in standards} == {True, False}
