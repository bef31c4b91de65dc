"""The demo's 200 people."""

import unicodedata
from collections import Counter, defaultdict
from datetime import date

from desktop.demo.names import PEOPLE, people
from desktop.demo.places import units
from desktop.law.terms import Gender, RankGroup
from desktop.vietnamese.names import tidy_name

LETTERS = set(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def test_there_are_200_people_with_keys_of_their_own() -> None:
    assert len(people()) == sum(PEOPLE.values()) == 200
    assert len({person.key for person in people()}) == 200


def test_the_people_are_the_same_every_time() -> None:
    once = people()
    people.cache_clear()
    assert people() == once


def test_the_names_hold_every_vietnamese_letter() -> None:
    written = {letter for person in people() for letter in person.full_name.lower()}
    assert sorted(LETTERS - written) == []


def test_names_are_composed_and_tidy() -> None:
    for person in people():
        assert person.full_name == tidy_name(person.full_name)
        assert unicodedata.is_normalized("NFC", person.full_name)


def test_there_are_homonyms_within_a_commune_and_one_very_long_name() -> None:
    counted = Counter((person.commune, person.full_name) for person in people())
    assert sum(count > 1 for count in counted.values()) >= 3
    assert max(len(person.full_name) for person in people()) >= 40


def test_births_lie_between_1958_and_2004() -> None:
    for person in people():
        assert date(1958, 1, 1) <= person.birth_date <= date(2004, 12, 31)


def test_each_unit_has_exactly_one_head_and_people_stand_in_units_of_their_commune() -> None:
    heads: dict[str, int] = defaultdict(int)
    communes = {unit.key: unit.commune for unit in units()}
    for person in people():
        heads[person.unit] += person.leads
        assert communes[person.unit] == person.commune
    assert heads == dict.fromkeys(communes, 1)


def test_women_lead_the_womens_union_and_men_the_forces() -> None:
    leads = {person.unit: person.gender for person in people() if person.leads}
    assert leads["tuong-van/phu-nu"] is Gender.FEMALE
    assert leads["tt-thanh-lam/quan-su"] is Gender.MALE


def test_most_people_are_direct_workers() -> None:
    counted = Counter(person.rank_group for person in people())
    assert counted[RankGroup.DIRECT] > counted[RankGroup.LEADER] > counted[RankGroup.BUSINESS] > 0


def test_staff_have_grades_of_three_years_and_villagers_none() -> None:
    by_key = {person.key: person for person in people()}
    assert [year for year, _ in by_key["dong-mo/duong-thi-ky"].evaluations] == [2021, 2022, 2023]
    assert by_key["dong-mo/luong-the-on"].evaluations == ()
