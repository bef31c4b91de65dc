"""What others did meanwhile is told, what this program did is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.services.desk import Desk
from desktop.services.units import UnitDraft


def test_what_another_window_wrote_is_news_and_ones_own_is_not(
    office: Desk, open_copy: Callable[..., Desk], commune_template: Any
) -> None:
    other = open_copy(commune_template, "commune")
    latest = office.news.latest()

    office.units.save_draft(UnitDraft(name="Trạm Y tế"))
    theirs = other.units.save_draft(UnitDraft(name="Hợp tác xã Rau sạch"))

    news = office.news.since(latest)
    assert [(row.subject, row.record_id, row.label) for row in news.rows] == [
        ("units", theirs.id, "Thêm mới")
    ]
    assert news.rows[0].actor == "Nguyễn Thị Mơ"
    assert office.news.since(news.latest).rows == ()
    assert len(other.news.since(latest).rows) == 1


def test_an_office_without_events_has_no_news(office: Desk) -> None:
    latest = office.news.latest()

    assert office.news.since(latest).rows == ()
    assert office.news.since(latest).latest == latest
