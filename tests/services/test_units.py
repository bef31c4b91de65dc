"""Units: the tree, the names they had, saving, archiving, finding while typing."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.problems import ProblemCode
from desktop.law.terms import UnitKind
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.units import UnitDraft, UnitNameLine


def _save(office: Desk, name: str, **values: object) -> UUID:
    report = office.units.save_draft(UnitDraft(name=name, **values))  # type: ignore[arg-type]
    assert report.id is not None, report.problems
    return report.id


def test_a_saved_unit_opens_as_it_was_typed(office: Desk) -> None:
    draft = UnitDraft(
        name="Trường Tiểu học Đông An",
        kind=UnitKind.SCHOOL,
        code="TH-01",
        headcount=32,
        head_title="Hiệu trưởng",
        founded_on=date(1975, 9, 5),
        names=(UnitNameLine(name="Trường Phổ thông cơ sở Đông An", valid_to=date(1990, 1, 1)),),
        prior_awards=(PriorAwardLine(year=2021, award_code="TTLDTT"),),
    )

    report = office.units.save_draft(draft)

    assert report.saved
    assert report.id is not None
    opened = office.units.open_draft(report.id)
    assert replace(opened, id=None, version=0, names=(), prior_awards=()) == replace(
        draft, names=(), prior_awards=()
    )
    assert [n.name for n in opened.names] == ["Trường Phổ thông cơ sở Đông An"]
    assert [a.year for a in opened.prior_awards] == [2021]


def test_units_stand_below_the_one_they_belong_to_in_alphabet_order(office: Desk) -> None:
    commune = _save(office, "UBND xã", kind=UnitKind.OFFICE)
    _save(office, "Thôn Đông", parent_id=commune)
    _save(office, "Thôn Ấm", parent_id=commune)
    _save(office, "Hợp tác xã Ánh Dương", kind=UnitKind.COOPERATIVE)

    rows = office.units.list_rows()

    assert [(r.name, r.depth) for r in rows] == [
        ("Hợp tác xã Ánh Dương", 0),
        ("UBND xã", 0),
        ("Thôn Ấm", 1),
        ("Thôn Đông", 1),
    ]


def test_a_unit_is_found_without_marks_and_by_a_former_name(office: Desk) -> None:
    _save(office, "Thôn Đồng Đức", names=(UnitNameLine(name="Xóm Ruối"),))

    assert [m.title for m in office.units.find("dong duc")] == ["Thôn Đồng Đức"]
    assert [m.title for m in office.units.find("duc thon")] == ["Thôn Đồng Đức"]
    assert [m.title for m in office.units.find("ruoi")] == ["Thôn Đồng Đức"]
    assert office.units.find("100%") == []


def test_decomposed_letters_are_stored_composed(office: Desk) -> None:
    unit = _save(office, unicodedata.normalize("NFD", "  Thôn Đỗ Xá "))

    assert office.units.open_draft(unit).name == "Thôn Đỗ Xá"


def test_a_unit_without_a_name_is_not_saved(office: Desk) -> None:
    report = office.units.save_draft(UnitDraft(name="   "))

    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [("name", ProblemCode.REQUIRED)]
    assert office.units.list_rows() == []


def test_all_problems_come_at_once_in_form_order(office: Desk) -> None:
    report = office.units.save_draft(
        UnitDraft(
            name="x" * 301,
            headcount=-1,
            founded_on=date(2020, 1, 1),
            closed_on=date(2019, 1, 1),
            names=(UnitNameLine(name=""),),
        )
    )

    assert [(p.field, p.code) for p in report.problems] == [
        ("name", ProblemCode.TOO_LONG),
        ("headcount", ProblemCode.OUT_OF_RANGE),
        ("closed_on", ProblemCode.DATE_ORDER),
        ("names[0].name", ProblemCode.REQUIRED),
    ]


def test_a_unit_cannot_stand_below_itself(office: Desk) -> None:
    upper = _save(office, "A")
    lower = _save(office, "B", parent_id=upper)

    report = office.units.save_draft(replace(office.units.open_draft(upper), parent_id=lower))

    assert [(p.field, p.code) for p in report.problems] == [("parent_id", ProblemCode.PARENT_LOOP)]


def test_the_second_window_cannot_overwrite_the_first_ones_save(office: Desk) -> None:
    unit = _save(office, "Thôn Đông")
    first, second = office.units.open_draft(unit), office.units.open_draft(unit)
    office.units.save_draft(replace(first, headcount=10))

    with pytest.raises(StaleRecord):
        office.units.save_draft(replace(second, headcount=20))

    assert office.units.open_draft(unit).headcount == 10


def test_a_line_keeps_its_identity_and_a_removed_one_goes(office: Desk) -> None:
    unit = _save(office, "Thôn", names=(UnitNameLine(name="Một"), UnitNameLine(name="Hai")))
    opened = office.units.open_draft(unit)
    one, two = opened.names

    office.units.save_draft(replace(opened, names=(replace(two, name="Hai mới"),)))

    (kept,) = office.units.open_draft(unit).names
    assert (kept.id, kept.name) == (two.id, "Hai mới")
    assert one.id != two.id


def test_an_archived_unit_stays_readable_and_is_not_offered(office: Desk) -> None:
    unit = _save(office, "Thôn Đông")

    office.units.archive(unit, "Sáp nhập")

    assert [r.archived for r in office.units.list_rows()] == [True]
    assert office.units.find("dong") == []
    assert office.units.open_draft(unit).name == "Thôn Đông"

    office.units.restore(unit)
    assert [r.archived for r in office.units.list_rows()] == [False]


def test_a_unit_others_belong_to_is_not_archived(office: Desk) -> None:
    upper = _save(office, "A")
    _save(office, "B", parent_id=upper)

    with pytest.raises(MoveRefused) as refused:
        office.units.archive(upper, "")

    assert refused.value.code == MoveRefused.Code.IN_USE
    assert refused.value.data["count"] == 1


def test_history_says_who_changed_what(office: Desk) -> None:
    unit = _save(office, "Thôn Đông")
    office.units.save_draft(replace(office.units.open_draft(unit), headcount=12))
    office.units.archive(unit, "Sáp nhập")

    events = office.units.history(unit)

    assert [(e.event, e.actor) for e in events] == [
        ("created", "Nguyễn Thị Mơ"),
        ("saved", "Nguyễn Thị Mơ"),
        ("archived", "Nguyễn Thị Mơ"),
    ]
    assert events[1].data == {"changes": {"headcount": [None, 12]}}
    assert events[2].reason == "Sáp nhập"


def test_a_unit_that_is_not_here_is_said_not_to_be(office: Desk) -> None:
    with pytest.raises(NotFound):
        office.units.open_draft(UUID(int=1))
