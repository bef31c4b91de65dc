"""Shares of a list: direct workers, small collectives, last year, the office's own target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from desktop.law.shares import ShareKind, ShareLine
from desktop.law.terms import RankGroup, RecipientKind
from desktop.models import AwardRecord, Decision, LawCorrection
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft
from tests.services.commune_dossier import Commune, saved

_ENTERED = (PriorAwardLine(year=2022, award_code="GK_XA"),)


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _person(office: Desk, name: str, group: RankGroup) -> UUID:
    draft = PersonDraft(full_name=name, rank_group=group, prior_awards=_ENTERED)
    return saved(office.people, draft)


def _decided(office: Desk, people: Sequence[UUID], on: date) -> None:
    """Write a decision of a day that awards people for 2022, one of them twice."""
    with office.store.writing() as session:
        decision = Decision(number="1/QĐ-UBND", decided_on=on)
        session.add(decision)
        session.flush()
        for person in (*people, people[0]):
            award = AwardRecord(
                source="decided", decision_id=decision.id, person_id=person, year=2022
            )
            session.add(award)
        session.commit()


def _shares(office: Desk, dossier_id: UUID) -> dict[ShareKind, ShareLine]:
    return {line.kind: line for line in office.quotas.live(dossier_id).shares}


def test_direct_workers_are_counted_beside_last_year(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    direct = _person(office, "Nông dân", RankGroup.DIRECT)
    leader = _person(office, "Trưởng phòng", RankGroup.LEADER)
    _decided(office, [direct, _person(office, "Phó phòng", RankGroup.LEADER)], date(2023, 1, 9))
    for award, people in (("LDTT", [direct, leader]), ("GK_XA", [direct])):
        refs = [(RecipientKind.INDIVIDUAL, person) for person in people]
        office.nominations.add_recipients(dossier_id, refs, award)

    line = _shares(office, dossier_id)[ShareKind.DIRECT]

    assert (line.counted, line.of, line.unknown) == (1, 2, 0)
    assert (line.percent, line.last, line.change) == (Decimal(50), Decimal(50), Decimal(0))
    assert line.lacks is None


def test_collectives_without_a_headcount_are_not_taken_for_small(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    small = saved(office.units, UnitDraft(name="Tổ", headcount=20))
    large = saved(office.units, UnitDraft(name="Trường", headcount=21))
    empty = saved(office.units, UnitDraft(name="Đội", headcount=0))
    refs = [(RecipientKind.COLLECTIVE, u) for u in (small, large, empty, commune.village)]
    office.nominations.add_recipients(dossier_id, refs, "TTLDTT")

    line = _shares(office, dossier_id)[ShareKind.SMALL]

    assert (line.counted, line.of, line.unknown) == (2, 4, 1)
    assert line.last is None


def test_the_offices_target_says_how_many_lack(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    people = [_person(office, f"Lãnh đạo {n}", RankGroup.LEADER) for n in range(5)]
    refs = [(RecipientKind.INDIVIDUAL, person) for person in people]
    office.nominations.add_recipients(dossier_id, refs, "LDTT")
    with office.store.writing() as session:
        session.add(
            LawCorrection(
                row_id="parameters.DIRECT_SHARE_TARGET",
                changes={"value": "70"},
                basis="Kế hoạch năm",
                holds_from=None,
                holds_to=None,
            )
        )
        session.commit()

    line = _shares(office, dossier_id)[ShareKind.DIRECT]

    assert (line.lacks, line.target is not None and line.target.verified) == (4, True)


def test_somebody_of_no_list_counts_by_the_group_written_for_them(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    draft = office.nominations.draft_for(dossier_id, RecipientKind.INDIVIDUAL, commune.farmer)
    saved(
        office.nominations,
        replace(draft, person_id=None, recipient_name="Khách", rank_group=None, award_code="GK_XA"),
    )

    line = _shares(office, dossier_id)[ShareKind.DIRECT]

    assert (line.counted, line.of, line.unknown) == (0, 1, 1)


def test_a_list_of_households_has_no_share(commune: Commune) -> None:
    office, dossier_id = commune.desk, commune.dossier()
    refs = [(RecipientKind.HOUSEHOLD, commune.household)]
    office.nominations.add_recipients(dossier_id, refs, "GK_XA")

    assert _shares(office, dossier_id) == {}
