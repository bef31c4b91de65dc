"""What was being typed comes back."""

from __future__ import annotations

from collections.abc import Callable

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
