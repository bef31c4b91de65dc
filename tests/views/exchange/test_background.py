"""The background exchange: when it goes, how it waits, what it says; never in the way."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.errors import TransportFailed
from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.services.exchange import Failure, PassReport
from desktop.services.lines import LinePass
from desktop.views.changes import Changes
from desktop.views.exchange.background import BackgroundSync, SyncNews, SyncStage
from desktop.views.exchange.sync_line import SyncLine
from desktop.views.pages import Bench
from tests.services.lined_offices import join_by_tree
from tests.services.two_offices import TwoOffices


class Even(Random):
    """No spread, so that waits can be told."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


class Background:
    """The exchange at work and the line that tells of it."""

    def __init__(self, desk: Desk, runner: JobRunner, qtbot: QtBot) -> None:
        self.runner, self.qtbot = runner, qtbot
        self.changes, self.line = Changes(), SyncLine()
        qtbot.addWidget(self.line)
        bench = Bench(desk, runner, self.changes)
        self.sync = BackgroundSync(bench, self.line, chance=Even(), first=1000)
        self.news: list[SyncNews] = []
        self.heard: list[frozenset[str]] = []
        self.sync.told.connect(self.news.append)
        self.sync.told.connect(self.line.show_news)
        self.sync.start()

    def go(self) -> SyncNews | None:
        """Go over the lines now and return the last thing said."""
        self.sync.sync_now()
        self.idle()
        return self.news[-1] if self.news else None

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.runner.busy, timeout=20_000)

    @property
    def waits(self) -> int:
        """Seconds to the next pass, rounded."""
        return round(self.sync.seconds_to_next)


def answered(monkeypatch: pytest.MonkeyPatch, desk: Desk, *codes: str) -> None:
    """Let every pass end so."""
    failed = [Failure("", TransportFailed(TransportFailed.Code(c), place="hop")) for c in codes]
    passed = LinePass(1, False, PassReport(failed=failed))
    monkeypatch.setattr(type(desk.lines), "run", lambda *_a: passed)


@pytest.fixture
def background(sent: TwoOffices, runner: JobRunner, qtbot: QtBot) -> Background:
    return Background(sent.commune, runner, qtbot)


def test_without_a_line_nothing_is_said(background: Background) -> None:
    news = background.go()
    assert news is not None
    assert news.stage is SyncStage.NO_LINE
    assert background.line.text == ""


def test_it_carries_what_waits_says_when_and_tells_the_pages(
    sent: TwoOffices, background: Background, tmp_path: Path
) -> None:
    join_by_tree(sent, tmp_path / "may-chu")
    heard: list[frozenset[str]] = []
    background.changes.changed.connect(heard.append)
    news = background.go()
    assert news is not None
    assert news.stage is SyncStage.DONE
    assert background.line.text.startswith("Đã đồng bộ lúc ")
    assert any("outbox" in subjects for subjects in heard)
    assert background.waits == 300
    assert [r.done.sent for r in [sent.commune.lines.run()]] == [0]


def test_what_came_is_counted(sent: TwoOffices, background: Background, tmp_path: Path) -> None:
    join_by_tree(sent, tmp_path / "may-chu")
    background.go()
    sent.district.lines.run()
    background.go()
    assert background.line.text.endswith("nhận về 1 gói")


def test_offline_it_waits_longer_each_time_and_not_for_ever(
    background: Background, monkeypatch: pytest.MonkeyPatch, sent: TwoOffices
) -> None:
    answered(monkeypatch, sent.commune, "UNREACHABLE")
    waits = []
    for _ in range(5):
        background.go()
        waits.append(background.waits)
    assert waits == [60, 120, 300, 900, 900]
    assert background.line.text.startswith("Không có mạng, sẽ thử lại lúc ")
    answered(monkeypatch, sent.commune)
    background.go()
    assert background.waits == 300
    answered(monkeypatch, sent.commune, "TIMED_OUT")
    background.go()
    assert background.waits == 60


def test_a_line_that_fails_says_why(
    background: Background, monkeypatch: pytest.MonkeyPatch, sent: TwoOffices
) -> None:
    answered(monkeypatch, sent.commune, "TLS_UNTRUSTED")
    background.go()
    assert "Chưa đồng bộ xong (Chứng thư của máy chủ hop" in background.line.text


def test_it_goes_soon_when_a_package_is_queued_or_a_line_was_set(
    sent: TwoOffices, background: Background, tmp_path: Path
) -> None:
    join_by_tree(sent, tmp_path / "may-chu")
    background.changes.tell({"connections"})
    assert background.waits == 3
    background.go()
    background.changes.tell({"people"})
    background.idle()
    assert background.waits == 300
    sent.commune.recalls.recall(sent.dossier_id, "Gửi nhầm")
    background.changes.tell({"dossiers"})
    background.idle()
    assert background.waits == 3


def test_it_never_goes_twice_at_once_and_can_be_stopped(
    background: Background, monkeypatch: pytest.MonkeyPatch, sent: TwoOffices
) -> None:
    began, calls = threading.Event(), []

    def run(_lines: object, report: object) -> LinePass:
        calls.append(1)
        while True:
            began.set()
            report(1, 3, "Gói 1/3: Gửi gói lên máy chủ")  # type: ignore[operator]

    monkeypatch.setattr(type(sent.commune.lines), "run", run)
    background.sync.sync_now()
    background.sync.sync_now()
    background.qtbot.waitUntil(lambda: bool(background.news), timeout=10_000)
    assert background.line.text == "Gói 1/3: Gửi gói lên máy chủ 33%"
    button = background.line.findChild(QPushButton, "sync_now")
    assert button is not None
    assert button.text() == "Dừng"
    background.line.stop_asked.connect(background.sync.stop)
    button.click()
    background.idle()
    assert len(calls) == 1
    assert background.news[-1].stage is SyncStage.STOPPED
    assert background.line.text.startswith("Đã dừng đồng bộ")


def test_after_the_window_is_closed_it_does_nothing(
    background: Background, monkeypatch: pytest.MonkeyPatch, sent: TwoOffices, tmp_path: Path
) -> None:
    join_by_tree(sent, tmp_path / "may-chu")
    background.runner.shutdown()
    background.sync.sync_now()
    background.changes.tell({"connections"})
    assert background.news == []
    assert not background.sync.is_running


def test_a_place_that_is_gone_is_said_and_tried_again(
    sent: TwoOffices, background: Background, tmp_path: Path
) -> None:
    join_by_tree(sent, tmp_path / "may-chu")
    shutil.rmtree(tmp_path / "may-chu")
    news = background.go()
    assert news is not None
    assert news.stage is SyncStage.FAILED
    assert background.waits == 300
