"""What every record service shares and no one subject shows: many drafts saved at once."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from desktop.errors import StaleRecord
from desktop.law.terms import UnitKind
from desktop.services.desk import Desk
from desktop.services.units import UnitDraft


def villages(*names: str) -> list[UnitDraft]:
    return [UnitDraft(id=uuid4(), name=name, kind=UnitKind.VILLAGE) for name in names]


def test_many_drafts_are_saved_at_once_with_an_event_each(office: Desk) -> None:
    drafts = villages("Thôn Đoài", "Thôn Ổ")
    reports = office.units.save_many(drafts)
    assert [r.id for r in reports] == [d.id for d in drafts]
    for report in reports:
        assert report.id is not None
        assert [e.event for e in office.units.history(report.id)] == ["created"]
    assert office.store.broken_event() is None


def test_versions_count_on_from_a_save_of_many(office: Desk) -> None:
    drafts = villages("Thôn Đoài")
    (report,) = office.units.save_many(drafts)
    (again,) = office.units.save_many([replace(drafts[0], version=report.version, code="01")])
    assert again.version > report.version
    assert office.units.open_draft(drafts[0].id or uuid4()).code == "01"


def test_a_blocking_problem_in_one_saves_none(office: Desk) -> None:
    reports = office.units.save_many(villages("Thôn Đoài", ""))
    assert [r.saved for r in reports] == [False, False]
    assert reports[1].problems
    assert office.units.list_rows() == []


def test_a_stale_draft_saves_none(office: Desk) -> None:
    known = villages("Thôn Đoài")
    office.units.save_many(known)
    office.units.save_draft(replace(office.units.open_draft(known[0].id or uuid4()), code="01"))
    with pytest.raises(StaleRecord):
        office.units.save_many([*villages("Thôn Ổ"), replace(known[0], version=1)])
    assert len(office.units.list_rows()) == 1
