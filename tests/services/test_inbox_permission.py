"""Whoever may take no package in leaves nothing of one behind: no row, no file, no copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import NotAllowed
from desktop.law.terms import OfficerRole
from desktop.services.desk import Desk
from tests.services.two_offices import TwoOffices


def _files(desk: Desk) -> list[Path]:
    paths = desk.store.paths
    return sorted(
        p for top in (paths.blobs, paths.quarantine) for p in top.rglob("*") if p.is_file()
    )


@pytest.mark.parametrize("role", [OfficerRole.VIEWER, OfficerRole.LEADER])
def test_nothing_of_a_package_is_kept(sent: TwoOffices, role: OfficerRole) -> None:
    district, before = sent.district, _files(sent.district)
    head = district.store.actor
    district.access.add_officer("lan", "Trần Thị Lan", "", "mat khau", role)
    lan = next(row for row in district.officers.list_rows() if row.login == "lan")
    district.store.actor = replace(head, name=lan.full_name, officer_id=lan.id)

    with pytest.raises(NotAllowed) as refused:
        district.inbox.receive(sent.package)

    assert refused.value.code is NotAllowed.Code.ROLE
    assert _files(district) == before
    assert district.inbox.list_rows() == []
    district.store.actor = head
    sent.receive()
    assert len(_files(district)) > len(before)
