"""The history of attempts: what is kept of each try, and when a package counts as being there."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from desktop.errors import StorageError, TransportFailed
from desktop.models import PackageRecord
from desktop.services.attempts import (
    BY_HAND,
    Place,
    attempts_of,
    reached,
    record_asked_again,
    record_carried,
    record_failure,
    record_taken_away,
)
from desktop.services.desk import Desk
from desktop.services.outbox import OutboxState
from tests.services.two_offices import TwoOffices

LINE, STICK = Place("webdav", "hop.example"), Place("folder", "/media/usb")


def only(desk: Desk) -> UUID:
    return desk.outbox.list_rows()[0].id


def lies_at(desk: Desk, place: Place) -> bool:
    with desk.store.reading() as session:
        return bool(session.scalars(sa.select(PackageRecord.id).where(reached(place))).all())


def test_a_package_lies_where_it_was_carried_and_nowhere_else(sent: TwoOffices) -> None:
    desk, row = sent.commune, only(sent.commune)
    record_carried(desk.store, row, LINE, desk.store.clock(), 1000)
    assert (lies_at(desk, LINE), lies_at(desk, STICK)) == (True, False)
    assert desk.outbox.list_rows()[0].state is OutboxState.CARRIED


def test_taken_away_or_asked_again_it_counts_only_once_it_was_carried_again(
    sent: TwoOffices,
) -> None:
    desk, row = sent.commune, only(sent.commune)
    for forget in (
        lambda: record_taken_away(desk.store, row, LINE),
        lambda: record_asked_again(desk.store, row),
    ):
        record_carried(desk.store, row, LINE, desk.store.clock(), 0)
        assert lies_at(desk, LINE)
        forget()
        assert not lies_at(desk, LINE)
    record_carried(desk.store, row, LINE, desk.store.clock(), 0)
    assert lies_at(desk, LINE)


def test_a_failure_is_loud_until_it_was_read_and_again_when_it_is_another(
    sent: TwoOffices,
) -> None:
    desk, row = sent.commune, only(sent.commune)
    full = StorageError(StorageError.Code.STICK_FULL, path="/media/usb")
    lied = TransportFailed(TransportFailed.Code.SERVER_LIED, place="hop.example", count=1)
    record_failure(desk.store, row, STICK, desk.store.clock(), full, loud=True)
    assert [r.failure for r in desk.outbox.unread_failures()] == ["STICK_FULL"]
    desk.outbox.mark_seen(row)
    record_failure(desk.store, row, STICK, desk.store.clock(), full, loud=True)
    assert desk.outbox.unread_failures() == []
    record_failure(desk.store, row, LINE, desk.store.clock(), lied, loud=True)
    assert [r.failure for r in desk.outbox.unread_failures()] == ["SERVER_LIED"]
    assert desk.home.waiting_counts()["outbox"] == 1
    record_carried(desk.store, row, LINE, desk.store.clock(), 1000)
    assert desk.outbox.unread_failures() == []


def test_a_missing_line_is_in_the_history_and_asks_nobody(sent: TwoOffices) -> None:
    desk, row = sent.commune, only(sent.commune)
    none = TransportFailed(TransportFailed.Code.UNREACHABLE, place="hop.example")
    record_failure(desk.store, row, LINE, desk.store.clock(), none, loud=False)
    assert desk.outbox.unread_failures() == []
    (latest, *_) = attempts_of(desk.store, row)
    assert (latest.way, latest.place, latest.code) == ("webdav", "hop.example", "UNREACHABLE")


def test_a_copy_made_by_hand_is_remembered_and_still_waits_to_be_carried(
    sent: TwoOffices, tmp_path: Path
) -> None:
    (row,) = sent.commune.outbox.list_rows()
    sent.commune.outbox.copy_to(row.package_id, tmp_path)
    (latest, *_) = attempts_of(sent.commune.store, row.id)
    assert (latest.way, latest.place, latest.bytes_sent) == (BY_HAND, str(tmp_path), row.size)
    assert sent.commune.outbox.list_rows()[0].state is OutboxState.QUEUED
    record_asked_again(sent.commune.store, row.id)
    assert attempts_of(sent.commune.store, row.id)[0].way == BY_HAND
