"""Nominations: copied as written on the day, many at once, and only while it is a draft."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.problems import ProblemCode
from desktop.law.terms import Gender, RankGroup, RecipientKind, UnitKind
from desktop.services.desk import Desk
from desktop.services.exemplars import ExemplarDraft
from desktop.services.nominations import NominationDraft
from desktop.services.units import UnitDraft, UnitNameLine
from tests.services.commune_dossier import Commune, saved


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _add(commune: Commune, dossier_id: object, *records: object) -> tuple[object, ...]:
    refs = [(RecipientKind.INDIVIDUAL, record) for record in records]
    return commune.desk.nominations.add_recipients(dossier_id, refs, "CSTDCS").added


def test_a_person_is_copied_as_the_papers_will_print_them(commune: Commune) -> None:
    dossier_id = commune.dossier()
    draft = commune.desk.nominations.draft_for(
        dossier_id, RecipientKind.INDIVIDUAL, commune.teacher
    )
    assert draft.recipient_name == "Đặng Thị Ước"
    assert (draft.recipient_gender, draft.recipient_birth_date) == (
        Gender.FEMALE,
        date(1984, 3, 8),
    )
    assert (draft.recipient_post, draft.recipient_unit) == ("Giáo viên", "Thôn Đoài")
    assert (draft.rank_group, draft.is_enterprise) == (RankGroup.DIRECT, False)
    assert (draft.person_id, draft.unit_id, draft.household_id) == (commune.teacher, None, None)


def test_a_unit_is_written_under_the_name_it_had_on_the_letters_day(commune: Commune) -> None:
    old = UnitNameLine(name="HTX Nông nghiệp Đông An", valid_to=date(2023, 11, 18))
    undated = UnitNameLine(name="Tổ đổi công")
    unit = saved(
        commune.desk.units,
        UnitDraft(
            name="HTX Dịch vụ Đông An",
            kind=UnitKind.COOPERATIVE,
            parent_id=commune.village,
            names=(old, undated),
        ),
    )
    before = commune.dossier(letter_date=date(2023, 11, 17))
    after = commune.dossier(letter_date=date(2023, 11, 19))
    service = commune.desk.nominations
    drafts = [service.draft_for(d, RecipientKind.COLLECTIVE, unit) for d in (before, after)]
    assert [d.recipient_name for d in drafts] == ["HTX Nông nghiệp Đông An", "HTX Dịch vụ Đông An"]
    assert drafts[0].recipient_unit == "Thôn Đoài"
    assert drafts[0].is_enterprise
    assert drafts[0].rank_group is None


def test_a_household_is_written_by_its_head(commune: Commune) -> None:
    draft = commune.desk.nominations.draft_for(
        commune.dossier(), RecipientKind.HOUSEHOLD, commune.household
    )
    assert (draft.recipient_name, draft.recipient_gender) == ("Nguyễn Văn Ơn", Gender.MALE)
    assert draft.household_id == commune.household


def test_what_was_copied_stays_when_the_person_is_edited_later(commune: Commune) -> None:
    dossier_id = commune.dossier()
    (nomination,) = _add(commune, dossier_id, commune.teacher)
    person = commune.desk.people.open_draft(commune.teacher)
    saved(commune.desk.people, replace(person, full_name="Đặng Thị Ước Mơ", post="Hiệu trưởng"))
    kept = commune.desk.nominations.open_draft(nomination)
    assert (kept.recipient_name, kept.recipient_post) == ("Đặng Thị Ước", "Giáo viên")


def test_many_are_added_at_once_and_nobody_twice_for_one_award(commune: Commune) -> None:
    dossier_id = commune.dossier()
    refs = [(kind, record) for kind, record, _ in commune.recipients]
    first = commune.desk.nominations.add_recipients(dossier_id, [*refs, refs[0]], "GK_HUYEN")
    again = commune.desk.nominations.add_recipients(dossier_id, refs, "GK_HUYEN")
    other = commune.desk.nominations.add_recipients(dossier_id, refs[:1], "CSTDCS")
    assert (len(first.added), first.already) == (3, 1)
    assert (again.added, again.already) == ((), 3)
    assert len(other.added) == 1
    rows = commune.desk.nominations.rows(dossier_id)
    assert [r.position for r in rows] == [1, 2, 3, 4]
    assert [r.kind for r in rows[:3]] == list(RecipientKind)
    assert rows[3].award == "CSTĐCS"
    assert [e.event for e in commune.desk.nominations.history(rows[0].id)] == ["created"]


def test_one_unknown_recipient_adds_nobody(commune: Commune) -> None:
    dossier_id = commune.dossier()
    with pytest.raises(NotFound):
        _add(commune, dossier_id, commune.teacher, uuid4())
    assert commune.desk.nominations.rows(dossier_id) == []


def test_a_one_off_recipient_needs_no_record(commune: Commune) -> None:
    draft = NominationDraft(
        dossier_id=commune.dossier(),
        recipient_kind=RecipientKind.INDIVIDUAL,
        recipient_name="Lò Thị Ư",
        recipient_birth_date=date(1990, 1, 2),
        recipient_birth_year=1980,
        unit_id=commune.village,
    )
    nomination = commune.desk.nominations.open_draft(saved(commune.desk.nominations, draft))
    assert nomination.recipient_birth_year == 1990
    assert nomination.unit_id is None  # a link that does not fit the kind of recipient


def test_names_in_decomposed_letters_are_stored_composed(commune: Commune) -> None:
    name = unicodedata.normalize("NFD", "Đặng Thị Ước Nguyện")
    draft = NominationDraft(dossier_id=commune.dossier(), recipient_name=f"  {name}\n")
    saved(commune.desk.nominations, draft)
    (row,) = commune.desk.nominations.list_rows()
    assert row.name == "Đặng Thị Ước Nguyện"
    assert unicodedata.is_normalized("NFC", row.name)
    assert [m.title for m in commune.desk.nominations.find("uoc nguyen")] == [row.name]


def test_a_period_that_ends_before_it_begins_is_a_problem(commune: Commune) -> None:
    draft = NominationDraft(
        dossier_id=commune.dossier(),
        recipient_name="Lò Thị Ư",
        period_from=date(2023, 12, 31),
        period_to=date(2023, 1, 1),
    )
    report = commune.desk.nominations.save_draft(draft)
    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [("period_to", ProblemCode.DATE_ORDER)]


def test_references_to_nothing_are_problems(commune: Commune) -> None:
    draft = NominationDraft(
        dossier_id=uuid4(), recipient_name="Lò Thị Ư", person_id=uuid4(), exemplar_id=uuid4()
    )
    report = commune.desk.nominations.save_draft(draft)
    assert {p.field for p in report.problems} == {"dossier_id", "person_id", "exemplar_id"}


def test_a_nomination_stays_in_its_dossier(commune: Commune) -> None:
    (nomination,) = _add(commune, commune.dossier(), commune.teacher)
    draft = commune.desk.nominations.open_draft(nomination)
    report = commune.desk.nominations.save_draft(replace(draft, dossier_id=commune.dossier()))
    assert [p.field for p in report.problems] == ["dossier_id"]


def test_a_nomination_begins_from_an_example_with_its_summary(commune: Commune) -> None:
    about = {"summary": "Hiến 300 m2 đất làm đường.", "responsible": "Bà Mơ"}
    linked = saved(
        commune.desk.exemplars,
        ExemplarDraft(
            title="Hộ ông Ơn hiến đất",
            recipient_kind=RecipientKind.HOUSEHOLD,
            household_id=commune.household,
            **about,
        ),
    )
    dossier_id = commune.dossier()
    draft = commune.desk.nominations.draft_from_exemplar(dossier_id, linked)
    assert (draft.recipient_name, draft.exemplar_id) == ("Nguyễn Văn Ơn", linked)
    assert draft.report == "Hiến 300 m2 đất làm đường."
    with pytest.raises(NotFound):
        commune.desk.nominations.draft_from_exemplar(dossier_id, uuid4())


def test_the_list_is_put_in_the_order_asked_for_without_upsetting_an_open_form(
    commune: Commune,
) -> None:
    dossier_id = commune.dossier()
    first, second = _add(commune, dossier_id, commune.teacher, commune.farmer)
    open_form = commune.desk.nominations.open_draft(first)
    commune.desk.nominations.reorder(dossier_id, [second, first])
    assert [r.id for r in commune.desk.nominations.rows(dossier_id)] == [second, first]
    saved(commune.desk.nominations, replace(open_form, award_code="GK_HUYEN"))
    assert [r.id for r in commune.desk.nominations.rows(dossier_id)] == [second, first]
    assert commune.desk.dossiers.history(dossier_id)[-1].event == "reordered"


def test_an_order_of_an_older_list_is_refused(commune: Commune) -> None:
    dossier_id = commune.dossier()
    (first,) = _add(commune, dossier_id, commune.teacher)
    (second,) = _add(commune, dossier_id, commune.farmer)
    with pytest.raises(StaleRecord):
        commune.desk.nominations.reorder(dossier_id, [first])
    assert [r.id for r in commune.desk.nominations.rows(dossier_id)] == [first, second]


def test_one_taken_out_leaves_the_numbers_without_a_gap_and_may_come_back(
    commune: Commune,
) -> None:
    dossier_id = commune.dossier()
    first, second = _add(commune, dossier_id, commune.teacher, commune.farmer)
    commune.desk.nominations.archive(first, "trùng người")
    rows = commune.desk.nominations.rows(dossier_id)
    assert [(r.id, r.position, r.archived) for r in rows] == [(second, 1, False), (first, 0, True)]
    commune.desk.nominations.restore(first)
    rows = commune.desk.nominations.rows(dossier_id)
    assert [(r.id, r.position) for r in rows] == [(second, 1), (first, 2)]


def test_nothing_of_a_ready_dossier_can_be_edited(commune: Commune, tmp_path: Path) -> None:
    desk = commune.desk
    dossier_id = commune.complete_dossier(tmp_path)
    first = desk.nominations.rows(dossier_id)[0].id
    draft = desk.nominations.open_draft(first)
    assert desk.dossiers.mark_ready(dossier_id, "đã xem xét").ready
    edits: list[Callable[[], object]] = [
        lambda: desk.nominations.save_draft(replace(draft, recipient_name="Người khác")),
        lambda: desk.nominations.save_draft(
            NominationDraft(dossier_id=dossier_id, recipient_name="Người mới")
        ),
        lambda: _add(commune, dossier_id, commune.farmer),
        lambda: desk.nominations.archive(first, "bỏ"),
        lambda: desk.nominations.restore(first),
        lambda: desk.nominations.reorder(dossier_id, [first]),
    ]
    before = desk.nominations.rows(dossier_id)
    for edit in edits:
        with pytest.raises(MoveRefused) as refused:
            edit()
        assert refused.value.code is MoveRefused.Code.FROZEN
    assert desk.nominations.rows(dossier_id) == before


def test_two_windows_on_one_nomination_never_overwrite_each_other(
    commune: Commune, open_copy: Callable[..., Desk], commune_template: object
) -> None:
    other = open_copy(commune_template, "commune")
    (nomination,) = _add(commune, commune.dossier(), commune.teacher)
    here = commune.desk.nominations.open_draft(nomination)
    there = other.nominations.open_draft(nomination)
    saved(commune.desk.nominations, replace(here, achievement="Thành tích thứ nhất"))
    with pytest.raises(StaleRecord):
        other.nominations.save_draft(replace(there, achievement="Thành tích thứ hai"))


def test_collectives_sort_by_their_whole_name_and_people_by_the_given_name(
    commune: Commune,
) -> None:
    dossier_id = commune.dossier()
    refs = [(kind, record) for kind, record, _ in commune.recipients]
    commune.desk.nominations.add_recipients(dossier_id, refs, "GK_HUYEN")
    rows = sorted(commune.desk.nominations.rows(dossier_id), key=lambda r: r.sort_key)
    assert [r.name for r in rows] == ["Nguyễn Văn Ơn", "Thôn Đoài", "Đặng Thị Ước"]
