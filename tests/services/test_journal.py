"""What was being typed comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from desktop.models import JournalEntry
from desktop.services.desk import Desk


def test_what_was_typed_is_there_after_the_program_stopped(
    open_copy: Callable[..., Desk], commune_template: object
) -> None:
    first = open_copy(commune_template, "xã")
    first.journal.keep("units:new", {"name": "Thôn Đang gõ dở"})
    first.close()

    again = open_copy(commune_template, "xã")

    kept = again.journal.kept("units:new")
    assert kept is not None
    assert kept.state == {"name": "Thôn Đang gõ dở"}
    assert kept.actor == "Nguyễn Thị Mơ"


def test_the_last_content_counts_and_dropping_forgets_it(office: Desk) -> None:
    office.journal.keep("units:new", {"name": "Một"})
    office.journal.keep("units:new", {"name": "Hai"})
    office.journal.keep("people:new", {"full_name": "Ơn"})

    assert office.journal.kept("units:new").state == {"name": "Hai"}  # type: ignore[union-attr]
    assert office.journal.keys("units") == ("units:new",)

    office.journal.drop("units:new")

    assert office.journal.kept("units:new") is None
    assert office.journal.keys() == ("people:new",)


def test_two_officers_who_type_at_once_keep_their_own(
    open_copy: Callable[..., Desk], commune_template: object
) -> None:
    desk = open_copy(commune_template, "xã")
    first = desk.store.actor
    desk.journal.keep("people:new", {"full_name": "Ơn"})
    desk.store.actor = replace(first, name="Lê Văn Hải", officer_id=uuid4())

    assert desk.journal.kept("people:new") is None
    assert desk.journal.keys() == ()
    desk.journal.keep("people:new", {"full_name": "Ước"})
    desk.journal.drop("people:new")

    desk.store.actor = first
    kept = desk.journal.kept("people:new")
    assert kept is not None
    assert kept.state == {"full_name": "Ơn"}


def test_what_an_earlier_release_kept_is_found_and_dropped(office: Desk) -> None:
    with office.store.writing() as session:
        at, state = office.store.clock(), {"full_name": "Ơn"}
        session.add(JournalEntry(key="people:new", at=at, actor="Nguyễn Thị Mơ", state=state))
        session.commit()

    assert office.journal.keys("people") == ("people:new",)
    kept = office.journal.kept("people:new")
    assert kept is not None
    assert kept.state == {"full_name": "Ơn"}
    office.journal.drop("people:new")
    assert office.journal.keys() == ()
