"""Quotas while a list is built: who is counted on, allowed and asked for, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from desktop.errors import NotFound
from desktop.law.catalogue import Catalogue
from desktop.law.problems import ProblemCode, Severity
from desktop.law.quotas import QuotaState
from desktop.law.terms import RecipientKind, UnitKind
from desktop.models import LawCorrection
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.people import PersonDraft
from desktop.services.quotas import QuotaReport, quota_problems
from desktop.services.units import UnitDraft
from tests.services.commune_dossier import Commune, saved

_YEAR = 2023
_RULES = "Quy chế của tỉnh"


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _unit(office: Desk, name: str, kind: UnitKind = UnitKind.SCHOOL) -> UUID:
    return saved(office.units, UnitDraft(name=name, kind=kind))


def _read(office: Desk, percent: str) -> None:
    """Let the office say which percentage it has read, where."""
    with office.store.writing() as session:
        session.add(
            LawCorrection(
                row_id="quotas.CSTDCS.R2003",
                changes={"percent": percent},
                basis=_RULES,
                holds_from=None,
                holds_to=None,
            )
        )
        session.commit()


def _people(office: Desk, unit: UUID | None, number: int, titled: int = 0) -> list[UUID]:
    """Make people of a unit, the first ``titled`` of whom hold LĐTT for 2023."""
    held = (PriorAwardLine(year=_YEAR, award_code="LDTT"),)
    return [
        saved(
            office.people,
            PersonDraft(
                full_name=f"Người thứ {n} của {unit}",
                unit_id=unit,
                prior_awards=held if n < titled else (),
            ),
        )
        for n in range(number)
    ]


def _ask(office: Desk, dossier_id: UUID, people: Sequence[UUID], award: str = "CSTDCS") -> None:
    refs = [(RecipientKind.INDIVIDUAL, person) for person in people]
    office.nominations.add_recipients(dossier_id, refs, award)


def _told(report: QuotaReport) -> list[tuple[str, int, int | None, int, str]]:
    (group,) = [g for g in report.groups if g.rule.award == "CSTDCS"]
    return [
        (e.line.name, e.line.base, e.line.allowed, e.line.asked, e.line.words)
        for e in group.entries
    ]


# R2003: at most 15 % of those reaching LĐTT in the unit (catalogue §2.2, row CSTDCS quota).
@pytest.mark.parametrize(
    ("titled", "asked", "told"),
    [
        (20, 3, (20, 3, 3, "vừa đủ")),
        (20, 2, (20, 3, 2, "thiếu 1")),
        (20, 4, (20, 3, 4, "thừa 1")),
        (6, 1, (6, 0, 1, "thừa 1")),
        (0, 1, (0, 0, 1, "thừa 1")),
    ],
)
def test_a_unit_is_over_under_or_exact(
    commune: Commune, titled: int, asked: int, told: tuple[object, ...]
) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    school = _unit(office, "Trường Tiểu học")
    people = _people(office, school, max(titled, asked), titled)

    _ask(office, dossier_id, people[:asked])

    report = office.quotas.live(dossier_id)
    assert report.year == _YEAR
    assert _told(report) == [("Trường Tiểu học", *told)]


def test_a_percentage_nobody_has_read_only_warns(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    _ask(office, dossier_id, _people(office, _unit(office, "Trường"), 6, 6)[:2])

    (problem,) = quota_problems(office.quotas.live(dossier_id))

    assert (problem.severity, problem.verified) == (Severity.WARNING, False)
    assert not problem.citation


def test_only_what_no_rounding_saves_is_blocking(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    _read(office, "15")
    certain, remainder, unknown = (
        _unit(office, name) for name in ("Trường A", "Trường B", "Trường C")
    )
    # 15 % of 6 is 0.9: one may stand where the remainder counts, two nowhere.
    _ask(office, dossier_id, _people(office, certain, 6, 6)[:2])
    _ask(office, dossier_id, _people(office, remainder, 6, 6)[:1])
    _ask(office, dossier_id, _people(office, unknown, 3))

    problems = list(quota_problems(office.quotas.live(dossier_id)))

    assert {p.data["unit"]: (p.code, p.severity) for p in problems} == {
        "Trường A": (ProblemCode.QUOTA_OVER, Severity.BLOCKING),
        "Trường B": (ProblemCode.QUOTA_OVER, Severity.WARNING),
        "Trường C": (ProblemCode.QUOTA_UNCOUNTED, Severity.WARNING),
    }
    told = office.dossiers.check(dossier_id)
    assert sum(p in told for p in problems) == len(problems)
    assert {p.citation for p in problems} == {_RULES}


def test_who_stands_in_two_places_counts_once(commune: Commune) -> None:
    office, first, second = commune.desk, commune.dossier(), commune.dossier()
    school = _unit(office, "Trường Tiểu học")
    people = _people(office, school, 14, 10)
    # Titled already and proposed again, proposed twice, and four proposed only.
    _ask(office, second, people[9:14], "LDTT")
    _ask(office, first, people[8:11], "LDTT")
    _ask(office, first, people[:1])
    _ask(office, second, people[:2])

    (told,) = _told(office.quotas.live(first))

    assert told == ("Trường Tiểu học", 14, 2, 2, "vừa đủ")
    (group,) = [g for g in office.quotas.live(first).groups if g.rule.award == "CSTDCS"]
    assert [e.here for e in group.entries] == [1]


def test_what_was_taken_out_or_put_away_no_longer_counts(commune: Commune) -> None:
    office, first, second = commune.desk, commune.dossier(), commune.dossier()
    school = _unit(office, "Trường Tiểu học")
    people = _people(office, school, 20, 20)
    _ask(office, first, people[:4])
    _ask(office, second, people[4:6])
    assert _told(office.quotas.live(first))[0][3:] == (6, "thừa 3")

    office.dossiers.archive(second, "Gộp")
    office.nominations.archive(office.nominations.rows(first)[0].id, "Rút")

    assert _told(office.quotas.live(first))[0][3:] == (3, "vừa đủ")


def test_people_of_no_unit_and_of_another_office_stand_apart(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    _ask(office, dossier_id, _people(office, None, 1))
    draft = office.nominations.draft_for(
        dossier_id, RecipientKind.INDIVIDUAL, _people(office, None, 1)[0]
    )
    saved(
        office.nominations,
        replace(
            draft,
            id=None,
            person_id=None,
            recipient_name="Khách",
            recipient_unit="Đoàn địa chất 20",
            award_code="CSTDCS",
        ),
    )

    assert [told[0] for told in _told(office.quotas.live(dossier_id))] == [
        "Chưa ghi đơn vị",
        "Đoàn địa chất 20",
    ]


def test_the_army_is_exempt(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    squad = _unit(office, "Ban Chỉ huy Quân sự", UnitKind.POLICE_MILITARY)
    _ask(office, dossier_id, _people(office, squad, 3))

    (told,) = _told(office.quotas.live(dossier_id))

    assert told[4] == QuotaState.EXEMPT.label


def test_where_the_province_has_set_no_number_nothing_is_over(commune: Commune) -> None:
    office = commune.desk
    dossier_id = commune.dossier(letter_date=date(2023, 1, 5))
    with office.store.writing() as session:
        session.execute(sa.text("UPDATE dossiers SET letter_date = '2024-03-05'"))
        session.commit()
    _ask(office, dossier_id, _people(office, _unit(office, "Trường"), 5))

    report = office.quotas.live(dossier_id)

    assert {told[4] for told in _told(report)} == {"chưa có tỷ lệ, địa phương quy định"}
    assert list(quota_problems(report)) == []


def test_a_number_the_office_sets_counts_at_once(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    _ask(office, dossier_id, _people(office, _unit(office, "Trường"), 20, 20)[:4])
    _read(office, "20")

    assert _told(office.quotas.live(dossier_id))[0][2:] == (4, 4, "vừa đủ")


def test_a_list_that_no_rule_concerns_says_nothing(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    office.nominations.add_recipients(
        dossier_id, [(RecipientKind.HOUSEHOLD, commune.household)], "GK_HUYEN"
    )

    assert office.quotas.live(dossier_id).groups == ()
    assert office.quotas.live(commune.dossier()).groups == ()


def test_a_dossier_that_is_not_here_is_said_not_to_be(office: Desk) -> None:
    with pytest.raises(NotFound):
        office.quotas.live(UUID(int=1))


def test_every_quota_names_an_award_of_the_law() -> None:
    law = Catalogue.load()
    for rule in law.quotas:
        assert law.find_award(rule.award)
        assert not rule.base_award or law.find_award(rule.base_award)
