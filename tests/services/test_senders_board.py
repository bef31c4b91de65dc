"""Who below has sent for which campaign, and what waits longest."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from desktop.law.lifecycle import DossierState
from desktop.law.problems import ProblemCode
from desktop.law.terms import Verdict
from desktop.services.campaigns import CampaignDraft, ExcuseLine
from desktop.services.desk import Desk
from desktop.services.senders_board import BoardRow
from tests.services.came_dossiers import put_commune, put_received
from tests.services.commune_dossier import saved

CAMPAIGN = "Thi đua chào mừng 60 năm"


def row(desk: Desk, sender: str, campaign: str = CAMPAIGN) -> BoardRow:
    rows = desk.senders_board.list_rows()
    (found,) = (r for r in rows if r.sender.endswith(sender) and r.campaign == campaign)
    return found


def test_each_sender_has_its_counts_per_state(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    first = put_received(district, commune, 3, campaign=CAMPAIGN)
    put_received(district, commune, 2, campaign=CAMPAIGN, state=DossierState.RETURNED)
    put_received(district, commune, 1, campaign=CAMPAIGN, state=DossierState.APPRAISED)
    district.appraisal.set_all(first, Verdict.MEETS)

    found = row(district, "Đông An")

    assert (found.dossiers, found.nominations, found.judged) == (3, 6, 3)
    assert (found.received, found.returned, found.appraised, found.decided) == (1, 1, 1, 0)
    assert (found.waiting, found.late, found.has_sent) == (2, 0, True)
    assert found.next_dossier == first


def called(desk: Desk, due: date | None, name: str = CAMPAIGN) -> UUID:
    draft = CampaignDraft(name=name, starts_on=date(2023, 1, 1), dossiers_due_on=due)
    return saved(desk.campaigns, draft)


def test_who_has_not_sent_is_on_the_board_of_a_campaign_that_names_a_last_day(
    district: Desk,
) -> None:
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    campaign = called(district, date(2023, 12, 15))
    found = row(district, "Hồng Phong")
    assert (found.has_sent, found.dossiers, found.next_dossier) == (False, 0, None)
    assert (found.is_missing, found.is_overdue) == (True, False)
    assert (found.campaign_id, found.due) == (campaign, date(2023, 12, 15))


def test_one_whose_last_day_is_past_is_overdue(district: Desk) -> None:
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    called(district, date(2023, 10, 2))
    assert row(district, "Hồng Phong").is_overdue


def test_a_campaign_without_a_last_day_asks_nobody(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    called(district, None)
    put_received(district, commune, 1, campaign=CAMPAIGN)
    assert [r.sender[-7:] for r in district.senders_board.list_rows()] == ["Đông An"]


def test_a_sender_need_not_send_for_a_reason_until_it_is_asked_again(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    campaign = called(district, date(2023, 12, 15))

    assert district.campaigns.excuse(campaign, commune, "Xã mới thành lập").saved
    assert district.campaigns.excuse(campaign, commune, "Xã sáp nhập").saved
    found = row(district, "Hồng Phong")
    assert (found.excuse, found.is_missing, found.due) == ("Xã sáp nhập", False, None)
    last = district.campaigns.history(campaign)[-1]
    assert "Xã sáp nhập" in str(last.data["changes"]["excused"][1])

    assert district.campaigns.excuse(campaign, commune, "").saved
    assert row(district, "Hồng Phong").is_missing


def test_nobody_is_excused_twice_in_the_form(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    line = ExcuseLine(office_id=commune, reason="Xã mới thành lập")
    report = district.campaigns.save_draft(CampaignDraft(name=CAMPAIGN, excused=(line, line)))
    assert [(p.field, p.code) for p in report.problems] == [
        ("excused[1].office_id", ProblemCode.ALREADY_TAKEN)
    ]


def test_a_name_typed_in_other_letters_is_the_same_campaign(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    called(district, date(2023, 12, 15))
    put_received(district, commune, 1, campaign=CAMPAIGN.upper())
    assert row(district, "Đông An").dossiers == 1
    assert district.senders_board.read().campaigns == (CAMPAIGN,)


def test_home_counts_what_the_board_counts(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    for name in ("Hồng Phong", "Tân Dân", "Cẩm La"):
        put_commune(district, f"Ủy ban nhân dân xã {name}")
    put_received(district, commune, 2, campaign=CAMPAIGN.upper())
    put_received(district, commune, 1, state=DossierState.APPRAISED)
    campaign = called(district, date(2023, 12, 15))
    excused = row(district, "Cẩm La").office_id
    district.campaigns.excuse(campaign, excused, "Xã mới thành lập")

    rows = district.senders_board.list_rows()

    assert sum(r.waiting for r in rows) == district.home.waiting_counts()["appraisal"] == 2
    due = [(i.subject, i.title) for i in district.home.due().items if i.subject == "appraisal"]
    assert ("appraisal", f"{sum(r.is_missing for r in rows)} nơi chưa gửi hồ sơ: {CAMPAIGN}") in due
    assert sum(r.is_missing for r in rows) == 2


def test_a_call_of_a_season_gone_by_is_left_to_the_board(district: Desk) -> None:
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    called(district, date(2023, 2, 1), "Mùa trước")
    called(district, date(2023, 10, 2))
    titles = [item.title for item in district.home.due().items]
    assert titles == [f"1 nơi chưa gửi hồ sơ: {CAMPAIGN}"]
    assert row(district, "Hồng Phong", "Mùa trước").is_overdue


def test_a_commune_reads_its_own_last_day_on_the_home_page(office: Desk) -> None:
    called(office, date(2023, 12, 15))
    titles = [item.title for item in office.home.due().items]
    assert titles == [f"Hạn gửi hồ sơ: {CAMPAIGN}"]


def test_nobody_is_missed_for_a_campaign_of_years_ago(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    saved(district.campaigns, CampaignDraft(name="Cũ", dossiers_due_on=date(2019, 5, 4)))
    put_received(district, commune, 1, campaign="Cũ", received_on=date(2019, 5, 4))
    put_received(district, commune, 1)
    rows = {(r.sender[-9:], r.campaign) for r in district.senders_board.list_rows()}
    assert rows == {("ã Đông An", "Cũ"), ("ã Đông An", "")}


def test_what_runs_out_first_is_next_one_s_own_before_nobody_s(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    late = put_received(district, commune, 1, received_on=date(2023, 10, 2))
    mine = put_received(district, commune, 1)
    board = district.senders_board
    assert board.next_waiting() == late
    assert board.next_waiting(besides=late) == mine
    assert row(district, "Đông An", "").late == 1
    district.handler_notes.assign([mine], district.handler_notes.mine())
    assert board.next_waiting() == mine
