"""Transactions and the chain of events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from desktop.models import Event
from desktop.services.desk import Desk
from desktop.services.store import EventRow, event_label, state_label
from desktop.services.units import UnitDraft

_RECORD = UUID(int=7)


def _foreign_event(at: datetime) -> EventRow:
    return EventRow(
        uuid4(), at, "Trần Quốc Đạt", UUID(int=9), "Huyện", "receive", "", "", "RECEIVED", "", {}
    )


@contextmanager
def _tampering(office: Desk, action: str) -> Iterator[sa.Connection]:
    """Take the guard off the events, as somebody with the key and time could."""
    of_table = "" if office.engine.dialect.name == "sqlite" else " ON events"
    with office.engine.connect().execution_options(writing=True) as connection:
        connection.execute(sa.text(f"DROP TRIGGER events_no_{action}{of_table}"))
        yield connection
        connection.commit()


def test_the_chain_of_a_working_office_holds(office: Desk) -> None:
    for number in range(5):
        office.units.save_draft(UnitDraft(name=f"Thôn {number}"))

    assert office.store.broken_event() is None


def test_an_edited_event_breaks_the_chain_and_is_named(office: Desk) -> None:
    for number in range(3):
        office.units.save_draft(UnitDraft(name=f"Thôn {number}"))
    with _tampering(office, "update") as connection:
        connection.execute(sa.text("UPDATE events SET actor = 'người khác' WHERE sequence = 4"))
        edited = connection.scalar(sa.select(Event.id).where(Event.sequence == 4))

    assert office.store.broken_event() == edited


def test_a_removed_event_breaks_the_chain(office: Desk) -> None:
    for number in range(3):
        office.units.save_draft(UnitDraft(name=f"Thôn {number}"))
    with _tampering(office, "delete") as connection:
        connection.execute(sa.text("DELETE FROM events WHERE sequence = 3"))

    assert office.store.broken_event() is not None


def test_leaving_without_commit_keeps_nothing(office: Desk) -> None:
    with office.store.writing() as session:
        office.store.record_event(session, "units", _RECORD, "saved")

    assert office.store.history("units", _RECORD) == ()


def test_events_of_the_other_end_are_adopted_once_and_shown_in_order_of_time(office: Desk) -> None:
    with office.store.writing() as session:
        office.store.record_event(session, "dossiers", _RECORD, "send")
        session.commit()
    foreign = _foreign_event(datetime(2023, 11, 19, 1, 0, tzinfo=UTC))

    for _ in range(2):
        with office.store.writing() as session:
            office.store.adopt_events(session, "dossiers", _RECORD, [foreign])
            session.commit()

    shown = office.store.history("dossiers", _RECORD)
    assert [e.event for e in shown] == ["receive", "send"]
    assert shown[0].office_name == "Huyện"
    assert office.store.broken_event() is None


def test_an_event_told_twice_or_of_another_record_is_adopted_once(office: Desk) -> None:
    told = _foreign_event(datetime(2023, 11, 21, tzinfo=UTC))
    for record in (_RECORD, UUID(int=8)):
        with office.store.writing() as session:
            office.store.adopt_events(session, "dossiers", record, [told, told])
            session.commit()

    assert [e.id for e in office.store.history_of(_RECORD)] == [told.id]
    assert office.store.history_of(UUID(int=8)) == ()


def test_today_is_the_date_in_viet_nam(office: Desk, clock: object) -> None:
    clock.now = datetime(2023, 12, 31, 17, 30, tzinfo=UTC)  # type: ignore[attr-defined]

    assert office.store.today() == date(2024, 1, 1)


def test_events_and_states_have_vietnamese_terms() -> None:
    assert event_label("receive") == "Tiếp nhận"
    assert event_label("created") == "Thêm mới"
    assert state_label("DRAFT") == "Đang soạn"
    assert state_label("") == ""
