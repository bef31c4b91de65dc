"""The home page's figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.law.lifecycle import DossierState
from desktop.law.terms import ExemplarStage, RecipientKind
from desktop.services.campaigns import CampaignDraft
from desktop.services.desk import Desk
from desktop.services.exemplars import ExemplarDraft, StepLine
from desktop.services.units import UnitDraft
from tests.services.two_offices import TwoOffices


def test_an_empty_office_has_nothing_to_do_but_to_join(office: Desk) -> None:
    summary = office.home.summary()

    assert summary.year == 2023
    assert set(summary.counts.values()) == {0}
    assert (summary.came_back, [i.subject for i in summary.waiting]) == ((), ["connections"])
    assert office.home.due().items == ()


def test_live_records_are_counted_and_archived_ones_are_not(office: Desk) -> None:
    first = office.units.save_draft(UnitDraft(name="Thôn Một")).id
    office.units.save_draft(UnitDraft(name="Thôn Hai"))
    assert first is not None
    office.units.archive(first, "Sáp nhập")

    assert office.home.summary().counts["units"] == 1


def test_what_is_late_comes_first_and_says_by_how_much(office: Desk) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Một")).id
    office.exemplars.save_draft(
        ExemplarDraft(
            title="Biến rác thành phân",
            recipient_kind=RecipientKind.COLLECTIVE,
            unit_id=unit,
            stage=ExemplarStage.NURTURE,
            steps=(
                StepLine(task="Viết bài", due_on=date(2023, 11, 27)),
                StepLine(task="Họp dân", due_on=date(2023, 11, 15)),
                StepLine(task="Xong rồi", due_on=date(2023, 11, 1), done_on=date(2023, 11, 1)),
                StepLine(task="Còn xa", due_on=date(2024, 6, 1)),
            ),
        )
    )
    office.campaigns.save_draft(CampaignDraft(name="Đợt cuối năm", ends_on=date(2023, 12, 5)))

    summary = office.home.summary()

    assert [(i.title, i.note, i.tone) for i in office.home.due().items] == [
        ("Biến rác thành phân: Họp dân", "Quá hạn 5 ngày (15/11/2023)", "danger"),
        ("Biến rác thành phân: Viết bài", "Còn 7 ngày (27/11/2023)", "warning"),
        ("Kết thúc: Đợt cuối năm", "Còn 15 ngày (05/12/2023)", "info"),
    ]
    assert summary.exemplars == {ExemplarStage.NURTURE: 1}


def test_many_late_steps_do_not_hide_a_campaign_that_ends_first(office: Desk) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Một")).id
    office.exemplars.save_draft(
        ExemplarDraft(
            title="Tiếng kẻng an ninh",
            recipient_kind=RecipientKind.COLLECTIVE,
            unit_id=unit,
            steps=tuple(StepLine(task=f"Việc {n}", due_on=date(2023, 12, 10)) for n in range(20)),
        )
    )
    office.campaigns.save_draft(CampaignDraft(name="Đợt cuối năm", ends_on=date(2023, 12, 5)))

    due = office.home.due().items

    assert len(due) == 12
    assert due[0].title == "Kết thúc: Đợt cuối năm"


def test_a_draft_dossier_waits(office: Desk) -> None:
    draft = office.dossiers.new_draft()
    saved = office.dossiers.save_draft(type(draft)(title="Khen thưởng năm 2023"))

    summary = office.home.summary()

    dossiers = [(i.id, i.note) for i in summary.waiting if i.subject == "dossiers"]
    assert dossiers == [(saved.id, "Đang soạn")]
    assert summary.dossiers == {DossierState.DRAFT: 1}


def test_what_waits_at_each_end_is_counted_whole(appraised: TwoOffices) -> None:
    nothing = {"inbox": 0, "conflicts": 0, "appraisal": 0, "outbox": 0}
    assert appraised.district.home.waiting_counts() == {**nothing, "appraisal": 1}
    assert appraised.commune.home.waiting_counts() == nothing


def test_a_form_that_was_open_when_the_program_stopped_is_offered_first(office: Desk) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Một")).id
    office.journal.keep(f"units:{unit}", {})
    office.journal.keep("people:new", {})

    office.journal.keep("typed:report:2023:Y", {"narrative": "Đang viết"})
    office.journal.keep("typed:line:up", {"address": "https://may-chu.example/hop"})
    office.journal.keep("typed:ReasonDialog:abc", {"reason": "của một hộp thoại"})

    waiting = office.home.summary().waiting[:4]

    expected = [("connections", None), ("period_reports", None), ("people", None), ("units", unit)]
    assert [(i.subject, i.id) for i in waiting] == expected
    assert all("Nguyễn Thị Mơ" in i.note for i in waiting)


def test_what_was_typed_of_a_nomination_leads_to_its_dossier_by_name(
    appraised: TwoOffices,
) -> None:
    desk = appraised.commune
    (dossier,) = desk.dossiers.list_rows()
    first = desk.nominations.rows(dossier.id)[0]
    desk.journal.keep(f"nominations:{first.id}", {})
    item = desk.home.summary().waiting[0]
    assert (item.subject, item.id) == ("dossiers", dossier.id)
    assert item.title.endswith(first.name)


def test_an_office_not_joined_is_led_to_the_page_that_joins_it(
    office: Desk, district_certificate: Path
) -> None:
    def connecting() -> list[str]:
        waiting = office.home.summary().waiting
        return [i.note for i in waiting if i.subject == "connections"]

    assert connecting() == ["Chưa kết nối: ghi đề nghị ra USB, mang lên cấp trên"]
    office.trust.pin(None, district_certificate)
    assert connecting() == [], "certificates exchanged by hand do as well"
