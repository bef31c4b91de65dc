"""The demo's offices and units."""

from collections import Counter

from desktop.demo.places import COMMUNES, DISTRICT, OFFICES, units
from desktop.law.terms import Tier, UnitKind


def test_there_is_one_district_and_three_communes_under_it() -> None:
    assert DISTRICT.tier is Tier.DISTRICT
    assert [office.parent for office in COMMUNES] == [DISTRICT.key] * 3
    assert len({office.key for office in OFFICES}) == 4


def test_each_commune_has_24_units_of_the_kinds_a_commune_has() -> None:
    assert Counter(unit.commune for unit in units()) == {o.key: 24 for o in COMMUNES}
    for office in COMMUNES:
        kinds = {unit.kind for unit in units() if unit.commune == office.key}
        assert kinds == set(UnitKind) - {UnitKind.OTHER}


def test_parents_stand_before_what_is_under_them() -> None:
    seen: set[str] = set()
    for unit in units():
        assert unit.parent is None or unit.parent in seen
        seen.add(unit.key)
    assert len(seen) == len(units())


def test_names_say_xa_or_thi_tran_as_the_place_is() -> None:
    names = {unit.key: unit.name for unit in units()}
    heads = {unit.key: unit.head_title for unit in units()}
    assert names["dong-mo/cong-an"] == "Công an xã Đồng Mơ"
    assert heads["tt-thanh-lam/cong-an"] == "Trưởng Công an thị trấn"
    assert names["tt-thanh-lam/thon-1"].startswith("Khu dân cư")
    assert names["tuong-van/tieu-hoc"] == "Trường Tiểu học Tường Vân"


def test_some_units_had_another_name_before() -> None:
    assert sum(bool(unit.names) for unit in units()) == 2
