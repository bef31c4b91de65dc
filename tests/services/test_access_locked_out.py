"""Who is refused in a window left open: a password changed elsewhere, an officer removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.errors import NotAllowed
from desktop.law.terms import OfficerRole
from desktop.services import access
from desktop.services.desk import Desk, open_desk
from tests.services.conftest import TickingClock


@pytest.fixture
def head(office: Desk, clock: TickingClock) -> Iterator[Desk]:
    """The office as its head opened it, which has a colleague too."""
    office.access.add_officer("lan", "Trần Thị Lan", "Chuyên viên", "mat khau", OfficerRole.OFFICER)
    desk = _opened(office, "canbo", "demo", clock)
    yield desk
    desk.close()


@pytest.fixture
def colleague(head: Desk, clock: TickingClock) -> Iterator[Desk]:
    """The same office as the colleague opened it."""
    desk = _opened(head, "lan", "mat khau", clock)
    yield desk
    desk.close()


def _opened(desk: Desk, login: str, password: str, clock: TickingClock) -> Desk:
    paths = desk.store.paths
    return open_desk(paths, access.unlock(paths, login, password, clock), clock)


def _refusal(desk: Desk) -> NotAllowed.Code | None:
    try:
        desk.access.refuse_locked_out()
    except NotAllowed as refused:
        return NotAllowed.Code(refused.code)
    return None


def test_who_changes_the_password_goes_on_and_their_other_window_does_not(
    head: Desk, clock: TickingClock
) -> None:
    other = _opened(head, "canbo", "demo", clock)
    head.access.change_password("demo", "mật khẩu mới")
    assert _refusal(head) is None
    assert _refusal(other) is NotAllowed.Code.PASSWORD_SET
    other.close()
    again = _opened(head, "canbo", "mật khẩu mới", clock)
    assert _refusal(again) is None
    again.close()


def test_another_officers_new_password_locks_nobody_else_out(head: Desk, colleague: Desk) -> None:
    colleague.access.change_password("mat khau", "mật khẩu mới")
    assert (_refusal(head), _refusal(colleague)) == (None, None)


def test_an_officer_removed_is_refused_and_who_removed_them_is_not(
    head: Desk, colleague: Desk
) -> None:
    (lan,) = (row for row in head.officers.list_rows() if row.login == "lan")
    head.officers.remove(lan.id)
    assert _refusal(colleague) is NotAllowed.Code.REMOVED
    assert _refusal(head) is None
