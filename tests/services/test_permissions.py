"""What an officer of each role may write, whoever's program it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from desktop.errors import NotAllowed, NotFound
from desktop.law.terms import OfficerRole, Verdict
from desktop.services import access
from desktop.services.desk import Desk, open_desk
from desktop.services.officers import OfficerRow
from desktop.services.permissions import MAY, Act, act_of
from desktop.services.units import UnitDraft
from tests.services.two_offices import TwoOffices

Reopen = Callable[[str], Desk]


@pytest.fixture
def colleague(office: Desk) -> OfficerRow:
    office.access.add_officer("lan", "Trần Thị Lan", "Chuyên viên", "mật khẩu", OfficerRole.VIEWER)
    return next(row for row in office.officers.list_rows() if row.login == "lan")


def _as(office: Desk, officer: OfficerRow) -> Desk:
    """Return the same office with somebody else at work."""
    office.store.actor = replace(office.store.actor, name=officer.full_name, officer_id=officer.id)
    return office


def test_the_first_officer_of_an_office_may_do_everything(office: Desk) -> None:
    (only,) = office.officers.list_rows()

    assert only.role is OfficerRole.HEAD
    assert only.is_at_work
    assert all(office.officers.rights().may(act) for act in Act)


def test_a_viewer_reads_and_writes_nothing(office: Desk, colleague: OfficerRow) -> None:
    _as(office, colleague)

    assert office.units.list_rows() == []
    with pytest.raises(NotAllowed) as refused:
        office.units.save_draft(UnitDraft(name="Trường Tiểu học Đông An"))

    assert refused.value.code is NotAllowed.Code.ROLE
    assert refused.value.data == {"role": "Chỉ xem", "act": Act.RECORDS.label}
    assert office.units.list_rows() == []


def test_a_role_given_or_taken_away_counts_from_the_next_write(
    office: Desk, colleague: OfficerRow
) -> None:
    office.officers.set_role(colleague.id, OfficerRole.OFFICER)
    head, _ = office.officers.list_rows()
    _as(office, colleague)
    assert office.units.save_draft(UnitDraft(name="Trạm Y tế")).saved

    _as(office, head)
    office.officers.set_role(colleague.id, OfficerRole.CLERK)
    _as(office, colleague)

    with pytest.raises(NotAllowed):
        office.units.save_draft(UnitDraft(name="Hợp tác xã"))


def test_nobody_without_the_right_gives_roles(office: Desk, colleague: OfficerRow) -> None:
    head = next(row for row in office.officers.list_rows() if row.is_at_work)
    office.officers.set_role(colleague.id, OfficerRole.OFFICER)
    _as(office, colleague)

    for role in OfficerRole:
        with pytest.raises(NotAllowed):
            office.officers.set_role(colleague.id, role)
    with pytest.raises(NotAllowed):
        office.officers.remove(head.id)


def test_the_only_head_keeps_the_role(office: Desk, colleague: OfficerRow) -> None:
    head = next(row for row in office.officers.list_rows() if row.is_at_work)

    with pytest.raises(NotAllowed) as refused:
        office.officers.set_role(head.id, OfficerRole.OFFICER)

    assert refused.value.code is NotAllowed.Code.LAST_HEAD
    office.officers.set_role(colleague.id, OfficerRole.HEAD)
    assert office.officers.set_role(head.id, OfficerRole.OFFICER).role is OfficerRole.OFFICER


def test_an_officer_removed_can_no_longer_write_in_a_window_left_open(
    office: Desk, colleague: OfficerRow
) -> None:
    office.officers.set_role(colleague.id, OfficerRole.HEAD)
    office.officers.remove(colleague.id)

    assert "lan" not in access.logins(office.store.paths, office.store.clock)
    assert [row.login for row in office.officers.list_rows()] == ["canbo"]
    _as(office, colleague)
    with pytest.raises(NotAllowed) as refused:
        office.units.save_draft(UnitDraft(name="Trạm Y tế"))
    assert refused.value.code is NotAllowed.Code.REMOVED


def test_the_officer_at_work_cannot_remove_themselves(office: Desk, colleague: OfficerRow) -> None:
    office.officers.set_role(colleague.id, OfficerRole.HEAD)
    head = next(row for row in office.officers.list_rows() if row.is_at_work)

    with pytest.raises(NotAllowed) as refused:
        office.officers.remove(head.id)

    assert refused.value.code is NotAllowed.Code.OWN_LOGIN


def test_whoever_unlocks_is_the_officer_the_roles_are_asked_of(
    office: Desk, colleague: OfficerRow
) -> None:
    paths, clock = office.store.paths, office.store.clock

    theirs = open_desk(paths, access.unlock(paths, "lan", "mật khẩu", clock), clock)

    assert theirs.store.actor.officer_id == colleague.id
    assert theirs.officers.rights().role is OfficerRole.VIEWER
    theirs.close()


def test_an_officer_judges_only_dossiers_of_the_senders_given_to_them(
    sent: TwoOffices,
) -> None:
    district = sent.district
    sent.receive()
    district.access.add_officer("lan", "Trần Thị Lan", "", "mật khẩu", OfficerRole.OFFICER)
    lan = next(row for row in district.officers.list_rows() if row.login == "lan")
    with pytest.raises(NotFound):
        district.officers.set_role(lan.id, OfficerRole.OFFICER, [uuid4()])
    district.officers.set_role(lan.id, OfficerRole.OFFICER, [district.store.actor.office_id])
    _as(district, lan)

    with pytest.raises(NotAllowed) as refused:
        district.appraisal.set_all(sent.dossier_id, Verdict.MEETS)

    assert refused.value.code is NotAllowed.Code.SCOPE


def test_a_clerk_takes_packages_in_and_decides_nothing(sent: TwoOffices) -> None:
    district = sent.district
    district.access.add_officer("lan", "Trần Thị Lan", "", "mật khẩu", OfficerRole.CLERK)
    lan = next(row for row in district.officers.list_rows() if row.login == "lan")
    _as(district, lan)

    sent.receive()

    assert [row.id for row in district.appraisal.list_rows()] == [sent.dossier_id]
    with pytest.raises(NotAllowed):
        district.appraisal.set_all(sent.dossier_id, Verdict.MEETS)


def test_every_act_is_some_roles_and_the_heads(office: Desk) -> None:
    assert MAY[OfficerRole.HEAD] == frozenset(Act)
    assert not MAY[OfficerRole.VIEWER]
    assert act_of("dossiers", "decide") is Act.DECIDE
    assert act_of("dossiers", "package_written") is None
    assert act_of("units", "saved") is Act.RECORDS
