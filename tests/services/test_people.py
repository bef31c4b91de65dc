"""People: saving, namesakes, contradicting births, evaluations, archiving, the light list."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from desktop.errors import MoveRefused, NotFound
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import (
    AwardType,
    DisciplineLevel,
    Gender,
    Grade,
    RankGroup,
    UnitKind,
)
from desktop.services.awards import PriorAwardLine
from desktop.services.campaigns import CampaignDraft, RegistrationLine
from desktop.services.desk import Desk
from desktop.services.exemplars import ExemplarDraft
from desktop.services.households import HouseholdDraft
from desktop.services.people import DisciplineLine, EvaluationLine, PersonDraft
from desktop.services.units import UnitDraft


def _save(office: Desk, name: str, **values: object) -> UUID:
    report = office.people.save_draft(PersonDraft(full_name=name, **values))  # type: ignore[arg-type]
    assert report.id is not None, report.problems
    return report.id


def _unit(office: Desk, name: str) -> UUID:
    report = office.units.save_draft(UnitDraft(name=name, kind=UnitKind.SCHOOL))
    assert report.id is not None
    return report.id


def _problems(office: Desk, **values: object) -> tuple[Problem, ...]:
    draft = PersonDraft(**{"full_name": "Đỗ Văn Ước", **values})  # type: ignore[arg-type]
    return office.people.save_draft(draft).problems


def test_a_saved_person_opens_as_typed_with_every_table(office: Desk) -> None:
    school = _unit(office, "Trường Tiểu học Đông An")
    draft = PersonDraft(
        full_name="Đặng Thị Ngọc Ánh",
        gender=Gender.FEMALE,
        birth_date=date(1985, 3, 8),
        birth_year=1985,
        post="Giáo viên",
        unit_id=school,
        rank_group=RankGroup.DIRECT,
        started_on=date(2007, 9, 1),
        education="Đại học Sư phạm",
        home_town="xã Đông An",
        evaluations=(EvaluationLine(year=2022, grade=Grade.EXCELLENT),),
        disciplines=(DisciplineLine(level=DisciplineLevel.REPRIMAND, number="12/QĐ"),),
        prior_awards=(PriorAwardLine(year=2021, award_code="LDTT", award_type=AwardType.MERIT),),
    )

    report = office.people.save_draft(draft)

    assert report.id is not None
    opened = office.people.open_draft(report.id)
    tables = {"evaluations": (), "disciplines": (), "holds": (), "prior_awards": ()}
    assert replace(opened, id=None, version=0, **tables) == replace(draft, **tables)
    assert [(e.year, e.grade) for e in opened.evaluations] == [(2022, Grade.EXCELLENT)]
    assert [d.number for d in opened.disciplines] == ["12/QĐ"]
    assert [a.award_code for a in opened.prior_awards] == ["LDTT"]


def test_people_stand_by_given_name_in_the_vietnamese_alphabet(office: Desk) -> None:
    for name in ("Nguyễn Thị Đào", "Trần Văn Ân", "Lê Văn Dũng", "Bùi Thị An", "Lê Thị Đào"):
        _save(office, name)

    names = [row.full_name for row in office.people.list_rows()]

    assert names == [
        "Bùi Thị An",
        "Trần Văn Ân",
        "Lê Văn Dũng",
        "Lê Thị Đào",
        "Nguyễn Thị Đào",
    ]


def test_a_row_shows_unit_and_birth_and_is_found_by_post_and_unit(office: Desk) -> None:
    school = _unit(office, "Trường Mầm non Hoa Đào")
    _save(office, "Vũ Thị Hòa", unit_id=school, post="Hiệu trưởng", birth_date=date(1979, 12, 1))
    _save(office, "Vũ Văn Hùng", birth_year=1960)
    _save(office, "Vũ Văn Hưng")

    hoa, hung, unknown = office.people.list_rows()

    assert (hoa.unit, hoa.unit_id, hoa.birth) == ("Trường Mầm non Hoa Đào", school, "01/12/1979")
    assert hoa.search_key == "vu thi hoa hieu truong truong mam non hoa dao"
    assert (hung.birth, unknown.birth) == ("1960", "")
    assert hoa.birth_order > hung.birth_order > unknown.birth_order


def test_rows_of_one_unit_share_its_name_and_id(office: Desk) -> None:
    school = _unit(office, "Trường Tiểu học Đông An")
    _save(office, "Vũ Thị Hòa", unit_id=school)
    _save(office, "Vũ Thị Lan", unit_id=school)

    first, second = office.people.list_rows()

    assert first.unit is second.unit
    assert first.unit_id is second.unit_id


def test_one_row_reads_like_the_same_row_of_the_list(office: Desk) -> None:
    school = _unit(office, "Trường Mầm non Hoa Đào")
    with_unit = _save(office, "Vũ Thị Hòa", unit_id=school, birth_year=1979)
    without = _save(office, "Vũ Văn Hùng")

    rows = {row.id: row for row in office.people.list_rows()}

    assert office.people.row(with_unit) == rows[with_unit]
    assert office.people.row(without) == rows[without]
    with pytest.raises(NotFound):
        office.people.row(school)


def test_a_namesake_of_the_same_or_an_unknown_year_is_a_warning(office: Desk) -> None:
    _save(office, "Nguyễn Thị Hoà", birth_date=date(1980, 5, 1))

    report = office.people.save_draft(PersonDraft(full_name="nguyễn thị hòa", birth_year=1980))

    assert report.saved
    [problem] = report.problems
    assert (problem.code, problem.severity) == (ProblemCode.HOMONYM, Severity.WARNING)
    assert problem.data == {"name": "nguyễn thị hòa", "count": 1}
    unknown = office.people.save_draft(PersonDraft(full_name="Nguyễn Thị Hòa"))
    assert [p.data["count"] for p in unknown.problems] == [2]


def test_a_namesake_of_another_year_is_none_nor_is_the_person_itself(office: Desk) -> None:
    first = _save(office, "Nguyễn Thị Hòa", birth_year=1980)

    other = office.people.save_draft(PersonDraft(full_name="Nguyễn Thị Hòa", birth_year=1991))
    again = office.people.save_draft(office.people.open_draft(first))

    assert other.problems == ()
    assert again.problems == ()


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        (
            {"birth_date": date(1980, 1, 1), "birth_year": 1981},
            "birth_year",
            ProblemCode.BIRTH_CONTRADICTS,
        ),
        ({"birth_year": 2024}, "birth_year", ProblemCode.DATE_IN_FUTURE),
        ({"birth_date": date(2024, 1, 1)}, "birth_date", ProblemCode.DATE_IN_FUTURE),
        ({"birth_year": 1850}, "birth_year", ProblemCode.OUT_OF_RANGE),
        (
            {"birth_date": date(1990, 1, 1), "started_on": date(1980, 1, 1)},
            "started_on",
            ProblemCode.DATE_ORDER,
        ),
        ({"full_name": " "}, "full_name", ProblemCode.REQUIRED),
    ],
)
def test_a_birth_that_cannot_be_is_a_problem_beside_its_field(
    office: Desk, values: dict[str, object], field: str, code: ProblemCode
) -> None:
    assert [(p.field, p.code) for p in _problems(office, **values)] == [(field, code)]


def test_a_year_is_evaluated_once(office: Desk) -> None:
    lines = tuple(EvaluationLine(year=y) for y in (2022, 2021, 2022))

    [problem] = _problems(office, evaluations=lines)

    assert (problem.field, problem.code) == ("evaluations[2].year", ProblemCode.ALREADY_TAKEN)


def test_a_year_without_number_is_named_with_its_line(office: Desk) -> None:
    found = _problems(office, evaluations=(EvaluationLine(), EvaluationLine()))

    assert [p.field for p in found] == ["evaluations[0].year", "evaluations[1].year"]
    assert {p.code for p in found} == {ProblemCode.REQUIRED}


def test_awards_from_old_papers_carry_the_name_of_their_holder(office: Desk) -> None:
    person = _save(
        office, "Đỗ Văn Ước", prior_awards=(PriorAwardLine(year=2020, award_code="LDTT"),)
    )
    renamed = replace(office.people.open_draft(person), full_name="Đỗ Văn Ướt")
    office.people.save_draft(renamed)

    [award] = office.awards.of_recipient(person_id=person)

    assert (award.recipient_name, award.award_code, award.source) == (
        "Đỗ Văn Ướt",
        "LDTT",
        "entered",
    )


def test_whoever_is_still_needed_is_not_archived(office: Desk) -> None:
    head = _save(office, "Trần Quốc Đạt")
    unit = office.units.save_draft(UnitDraft(name="Thôn Đông", head_id=head))
    household = office.households.save_draft(
        HouseholdDraft(head_name="Trần Quốc Đạt", head_person_id=head)
    )
    exemplar = office.exemplars.save_draft(ExemplarDraft(title="Gương sáng", person_id=head))
    campaign = office.campaigns.save_draft(
        CampaignDraft(name="Chuyển đổi số", registrations=(RegistrationLine(person_id=head),))
    )

    with pytest.raises(MoveRefused) as refusal:
        office.people.archive(head, "chuyển đi")

    assert refusal.value.code is MoveRefused.Code.IN_USE
    assert refusal.value.data["count"] == 4
    saved = ((office.exemplars, exemplar), (office.households, household), (office.units, unit))
    for service, report in (*saved, (office.campaigns, campaign)):
        assert report.id is not None
        service.archive(report.id, "hết việc")  # type: ignore[attr-defined]
    office.people.archive(head, "chuyển đi")
    assert [r.archived for r in office.people.list_rows()] == [True]
    assert office.people.find("tran quoc dat") == []


def test_an_archived_person_stays_readable_and_comes_back(office: Desk) -> None:
    person = _save(office, "Lê Thị Bưởi")
    office.people.archive(person, "nhập trùng")

    office.people.restore(person)

    assert office.people.open_draft(person).full_name == "Lê Thị Bưởi"
    assert [e.event for e in office.people.history(person)] == ["created", "archived", "restored"]


def test_what_is_found_while_typing_says_who_it_is(office: Desk) -> None:
    school = _unit(office, "Trường THCS Đông An")
    _save(office, "Ngô Thị Mơ", birth_year=1977, post="Kế toán", unit_id=school)
    _save(office, "Ngô Thị Mợ")

    known, bare = office.people.find("ngo mo")

    assert (known.title, known.subtitle) == (
        "Ngô Thị Mơ",
        "sinh 1977 · Kế toán · Trường THCS Đông An",
    )
    assert bare.subtitle == ""


def test_names_of_the_central_highlands_are_kept_as_typed_and_found_without_marks(
    office: Desk,
) -> None:
    names = ["Rơ̆ Mah H'Bơ̆", "Siu Ngư̆", "Ksor Ô̆n", "Y Ƀhiŏ Niê Kđăm"]
    for name in names:
        _save(office, unicodedata.normalize("NFD", name))
    for typed, name in zip(("ro mah h'bo", "siu ngu", "on", "y bhio"), names, strict=True):
        assert [row.title for row in office.people.find(typed)] == [name]


def test_recipient_kinds_keep_their_own_awards_apart(office: Desk) -> None:
    award = (PriorAwardLine(year=2020, award_code="GK_XA"),)
    person = _save(office, "Đỗ Văn Ước", prior_awards=award)
    household = office.households.save_draft(
        HouseholdDraft(head_name="Đỗ Văn Ước", prior_awards=award)
    )

    assert len(office.awards.of_recipient(person_id=person)) == 1
    assert len(office.awards.of_recipient(household_id=household.id)) == 1
    assert {r.recipient_name for r in office.awards.list_rows()} == {"Đỗ Văn Ước"}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("034184012345", None),
        ("142501234", None),
        ("", None),
        ("03418401234", ProblemCode.IDENTITY_FORM),
        ("0341840123456", ProblemCode.TOO_LONG),
        ("03418401234X", ProblemCode.IDENTITY_FORM),
        ("034 184 0123", ProblemCode.IDENTITY_FORM),
        ("٠٣٤١٨٤٠١٢٣٤٥", ProblemCode.IDENTITY_FORM),
    ],
)
def test_an_identity_number_has_twelve_digits_or_nine(
    office: Desk, number: str, code: ProblemCode | None
) -> None:
    problems = _problems(office, identity_number=number)

    assert (problems[0].code if problems else None) is code
    assert all(number not in map(str, p.data.values()) for p in problems)


def test_two_live_people_cannot_share_an_identity_number_and_nothing_repeats_it(
    office: Desk,
) -> None:
    first = _save(office, "Đỗ Văn Ước", identity_number="034184012345")

    (problem,) = _problems(office, full_name="Lê Thị Bưởi", identity_number="034184012345")

    assert (problem.field, problem.code) == ("identity_number", ProblemCode.IDENTITY_TAKEN)
    assert problem.data == {}
    assert office.people.save_draft(office.people.open_draft(first)).saved
    office.people.archive(first, "Chuyển đi")
    assert not _problems(office, full_name="Lê Thị Bưởi", identity_number="034184012345")
