"""The same recipient or achievement in several dossiers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from desktop.law.lifecycle import DossierState
from desktop.services.desk import Desk
from desktop.services.duplicates import MOST_ALIKE, DuplicateRow, duplicates
from tests.services.came_dossiers import nominations_of, put_commune, put_received


def found(desk: Desk, dossier_id: UUID) -> dict[UUID, tuple[DuplicateRow, ...]]:
    with desk.store.reading() as session:
        return duplicates(session, dossier_id)


def two_dossiers(desk: Desk, **other: Any) -> tuple[UUID, UUID]:
    """Return dossiers of two communes, of one person each; ``other`` says what differs."""
    mine = put_received(desk, put_commune(desk, "Ủy ban nhân dân xã Đông An"), 1)
    theirs = put_received(desk, put_commune(desk, "Ủy ban nhân dân xã Tân Dân"), 1, **other)
    return mine, theirs


def test_one_person_in_dossiers_of_two_communes_is_found_from_both(district: Desk) -> None:
    mine, theirs = two_dossiers(district, recipient_unit="Trạm Y tế xã Tân Dân")
    for here, there in ((mine, theirs), (theirs, mine)):
        (rows,) = found(district, here).values()
        (row,) = rows
        assert row.dossier_id == there
        assert row.nomination_id == nominations_of(district, there)[0]
        assert (row.same_person, row.certain, row.same_achievement) == (True, True, True)
    assert found(district, mine)[nominations_of(district, mine)[0]][0].sender.endswith("Tân Dân")


def test_another_year_of_birth_is_another_person(district: Desk) -> None:
    mine, _ = two_dossiers(
        district, recipient_birth_year=1999, achievement="Cứu người trong trận lũ tháng 9 năm 2023"
    )
    assert found(district, mine) == {}


def test_a_birth_not_written_leaves_it_open(district: Desk) -> None:
    mine, _ = two_dossiers(
        district,
        recipient_birth_year=None,
        recipient_unit="Trạm Y tế",
        award_code="GK_HUYEN",
        achievement="Khác",
    )
    ((row,),) = found(district, mine).values()
    assert (row.same_person, row.certain, row.same_achievement) == (True, False, False)


def test_one_text_of_an_achievement_for_two_people_is_shown(district: Desk) -> None:
    mine, _ = two_dossiers(district, recipient_name="Đào Thị Én", recipient_birth_year=1990)
    ((row,),) = found(district, mine).values()
    assert (row.same_person, row.same_achievement) == (False, True)


def test_a_name_twice_in_one_list_is_found(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    dossier = put_received(
        district, commune, 2, recipient_name="Đào Thị Én", recipient_birth_year=1990
    )
    assert set(found(district, dossier)) == set(nominations_of(district, dossier))


def test_what_went_back_or_is_of_another_year_does_not_count(district: Desk) -> None:
    mine, _ = two_dossiers(district, state=DossierState.RETURNED)
    commune = put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    put_received(district, commune, 1, received_on=date(2021, 5, 4))
    assert found(district, mine) == {}


def test_the_same_campaign_counts_in_another_year_too(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    mine = put_received(district, commune, 1, campaign="Thi đua 5 năm")
    put_received(district, commune, 1, campaign="Thi đua 5 năm", received_on=date(2021, 5, 4))
    assert len(found(district, mine)) == 1


def test_a_sentence_a_whole_campaign_copied_is_listed_a_few_times_and_counted(
    district: Desk,
) -> None:
    mine, _ = two_dossiers(district, recipient_name="Đào Thị Én")
    for number in range(MOST_ALIKE + 2):
        commune = put_commune(district, f"Ủy ban nhân dân xã Hồng Phong {number}")
        put_received(district, commune, 1, recipient_name=f"Ngô Văn {chr(ord('A') + number)}")
    (rows,) = found(district, mine).values()
    assert [row.same_person for row in rows] == [False] * MOST_ALIKE
    assert [row.more for row in rows] == [0] * (MOST_ALIKE - 1) + [3]
