"""A package dated by a clock gone wrong is taken in, and both ends are told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.services.desk import Desk
from desktop.services.inbox_reports import InboxState, ReceiveResult
from desktop.services.outbox import OutboxState
from tests.services.exchange import sent_by
from tests.services.two_offices import TwoOffices, contents, sealed

YEAR = timedelta(days=365)


def opened(two: TwoOffices, name: str, ahead: timedelta) -> Desk:
    """Open one office on a computer whose clock stands elsewhere than that of the others."""

    def clock() -> datetime:
        return two.clock() + ahead

    desk = two.open_one(name, clock)
    two.desks.append(desk)
    return desk


def note_in(receipt: Path, desk: Desk) -> str:
    """Return what a receipt says of its reader's clock."""
    document = json.loads(contents(receipt, desk)[1]["data/receipt.json"])
    return str(document.get("note", ""))


def test_a_package_signed_a_year_before_it_came_is_taken_in_and_both_ends_are_told(
    sent: TwoOffices,
) -> None:
    district = opened(sent, "district", YEAR)
    taken = district.inbox.receive(sent.package)

    assert taken.result is ReceiveResult.NEW
    assert "đồng hồ máy gửi chạy chậm" in taken.clock
    (row,) = district.inbox.list_rows()
    assert (row.state, row.outcome, row.clock) == (InboxState.ACCEPTED, "valid", taken.clock)
    assert taken.receipt is not None
    commune = opened(sent, "commune", YEAR)
    assert note_in(taken.receipt, commune) == taken.clock

    assert commune.inbox.receive(taken.receipt).result is ReceiveResult.NEW
    mine = sent_by(commune, "submission")
    assert (mine.state, mine.why) == (OutboxState.RECEIVED, taken.clock)
    assert mine.is_unread_failure
    commune.outbox.mark_seen(mine.id)
    assert commune.outbox.unread_failures() == []


def test_a_package_signed_a_year_ahead_waits_and_is_told_of_when_an_officer_takes_it(
    sent: TwoOffices,
) -> None:
    district = opened(sent, "district", -YEAR)
    held = district.inbox.receive(sent.package)
    assert (held.result, held.clock) == (ReceiveResult.UNDECIDED, "")
    assert held.record_id is not None

    taken = district.inbox.retry(held.record_id, accept_unknown=True)

    assert taken.result is ReceiveResult.NEW
    assert "đồng hồ máy gửi chạy nhanh" in taken.clock


@pytest.mark.parametrize(
    ("days", "is_told"), [(0, False), (1, False), (2, True), (80, True), (400, True)]
)
def test_a_package_signed_before_the_one_numbered_before_it_tells_of_a_clock_put_back(
    sent: TwoOffices, days: int, is_told: bool
) -> None:
    later = timedelta(days=days)
    district, right = opened(sent, "district", later), opened(sent, "commune", later)
    header, files = contents(sent.package, sent.district)
    numbers = (header.sequence, header.sequence + 1)
    first, again = (replace(header, package_id=uuid4(), sequence=n) for n in numbers)
    district.inbox.receive(sealed(sent.stick / "first.asice", right, first, files))

    taken = district.inbox.receive(sealed(sent.stick / "back.asice", sent.commune, again, files))

    assert taken.result is ReceiveResult.ALREADY
    assert ("trước gói gửi liền trước nó" in taken.clock) is is_told
    assert taken.receipt is not None
    assert note_in(taken.receipt, sent.commune) == taken.clock
    rows = {row.package_id: row for row in district.inbox.list_rows()}
    assert rows[again.package_id].clock == taken.clock


def test_a_package_that_lay_in_a_drawer_for_months_is_nothing_to_talk_about(
    sent: TwoOffices,
) -> None:
    taken = opened(sent, "district", timedelta(days=89)).inbox.receive(sent.package)
    assert (taken.result, taken.clock) == (ReceiveResult.NEW, "")
    assert taken.receipt is not None
    assert note_in(taken.receipt, sent.commune) == ""
