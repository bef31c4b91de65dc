"""Two windows on one office: what one writes, the other shows without being asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.database.keyring import Keyring
from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk, open_desk
from desktop.services.units import UnitDraft
from desktop.views.changes import Changes
from desktop.views.live_news import LiveNews
from desktop.views.units.page import UnitsPage
from tests.views.hands import Hands, work


@pytest.fixture
def other(office: Desk) -> Desk:
    """The same office at a colleague's window."""
    paths, clock = office.store.paths, office.store.clock
    opened = open_desk(paths, Keyring(paths.root, clock).unlock("canbo", "demo"), clock)
    opened.store.actor = replace(opened.store.actor, name="Trần Thị Lan")
    yield opened  # type: ignore[misc]
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> Hands:
    office.units.save_draft(UnitDraft(name="Trạm Y tế"))
    return work(qtbot, office, runner, UnitsPage, Changes())


@pytest.fixture
def news(page: Hands) -> LiveNews:
    looking = LiveNews(page.page._bench, page.page, every_ms=60_000)
    looking.look()
    page.idle()
    return looking


def _open_first(page: Hands) -> None:
    page.page.panel.view.select(page.page.panel.model.shown_rows()[0].id)
    page.idle()


def _look(page: Hands, news: LiveNews) -> None:
    news.look()
    page.idle()


def _rename(desk: Desk, name: str) -> None:
    row = desk.units.list_rows()[0]
    assert desk.units.save_draft(replace(desk.units.open_draft(row.id), name=name)).saved


def test_a_record_a_colleague_adds_appears_in_the_list(
    page: Hands, news: LiveNews, other: Desk
) -> None:
    other.units.save_draft(UnitDraft(name="Hợp tác xã Rau sạch"))

    _look(page, news)

    names = {row.name for row in page.page.panel.model.shown_rows()}
    assert names == {"Trạm Y tế", "Hợp tác xã Rau sạch"}


def test_an_open_record_a_colleague_saves_is_shown_anew_and_says_who(
    page: Hands, news: LiveNews, other: Desk
) -> None:
    _open_first(page)
    _rename(other, "Trạm Y tế xã Đông An")

    _look(page, news)

    assert page.page.form.draft().name == "Trạm Y tế xã Đông An"
    assert "Trần Thị Lan vừa làm việc trên bản ghi này («Sửa», lúc" in page.page.banner.text


def test_what_is_being_typed_stays_and_the_newest_can_be_looked_at(
    page: Hands, news: LiveNews, other: Desk, type_text: Callable[[QWidget, str], None]
) -> None:
    _open_first(page)
    field = page.page.form.editor("name").findChild(QLineEdit)
    field.setCursorPosition(len(field.text()))
    type_text(field, " (đang gõ)")
    _rename(other, "Trạm Y tế xã Đông An")

    _look(page, news)

    assert page.page.form.draft().name == "Trạm Y tế (đang gõ)"
    assert "Phần bạn đang gõ vẫn còn trên màn hình." in page.page.banner.text


def test_ones_own_save_is_no_news(page: Hands, news: LiveNews) -> None:
    _open_first(page)
    _rename(page.desk, "Trạm Y tế mới")

    _look(page, news)

    assert page.page.banner.text == ""
