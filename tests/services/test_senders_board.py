"""Who below has sent for which campaign, and what waits longest."""

from __future__ import annotations

from datetime import date

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict
from desktop.services.campaigns import CampaignDraft
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


def test_who_has_not_sent_is_on_the_board_of_an_open_campaign(district: Desk) -> None:
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    saved(district.campaigns, CampaignDraft(name=CAMPAIGN, starts_on=date(2023, 1, 1)))
    found = row(district, "Hồng Phong")
    assert (found.has_sent, found.dossiers, found.next_dossier) == (False, 0, None)


def test_nobody_is_missed_for_a_campaign_of_years_ago(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
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
