"""A commune and its district exchange over a real server, and nobody touches a stick."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.services.desk import Desk
from desktop.services.outbox import OutboxState
from desktop.views.exchange.background import BackgroundSync
from desktop.views.exchange.sync_line import SyncLine
from desktop.views.workspace import Workspace
from tests.services.conftest import COMMUNE, clock, commune_template, district_template
from tests.services.lined_offices import join_by_server, join_by_tree
from tests.services.two_offices import TwoOffices, appraised, at_stage, sent, stages, state_of
from tests.sync import servers
from tests.sync.servers import Server

__all__ = [
    "appraised",
    "at_stage",
    "clock",
    "commune_template",
    "district_template",
    "sent",
    "stages",
]


@pytest.fixture(params=["webdav", "sftp"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    is_web = request.param == "webdav"
    if why := servers.lacking_for_nginx() if is_web else servers.lacking_for_sshd():
        pytest.skip(why)
    folder = tmp_path / "server"
    folder.mkdir()
    with (servers.nginx if is_web else servers.sshd)(folder) as running:
        yield running


class Window:
    """One office's window, whose background exchange a test sets going."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.bugs: list[BaseException] = []
        self.runner = JobRunner(on_bug=lambda _kind, error, _trace: self.bugs.append(error))
        self.workspace, self._qtbot = Workspace(desk, self.runner), qtbot
        qtbot.addWidget(self.workspace)
        self.workspace.resize(1366, 768)
        self.workspace.show()
        self.workspace.start()
        self.idle()

    def idle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.runner.busy, timeout=30_000)

    def sync(self) -> str:
        """Let the background go over the lines; return what the window says of it."""
        (background,) = self.workspace.findChildren(BackgroundSync)
        background.sync_now()
        self.idle()
        (line,) = self.workspace.findChildren(SyncLine)
        return line.text

    def states(self) -> list[str]:
        """Return the states of all packages as the page of the outbox shows them."""
        self.workspace.show_page("outbox")
        self.idle()
        panel = self.workspace.page("outbox").panel
        return [line.row.state for line in panel.model.shown_rows()]

    def opened_state(self) -> str:
        """Return what the page says of the last package shown."""
        page = self.workspace.page("outbox")
        page.panel.view.selectRow(page.panel.model.rowCount() - 1)
        self.idle()
        label = page.findChild(QLabel, "package_state")
        assert label is not None
        return str(label.text())

    def close(self) -> None:
        self.runner.shutdown()
        self.runner.outlast()
        assert self.bugs == []


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Desk], Window]]:
    opened: list[Window] = []

    def _open(desk: Desk) -> Window:
        opened.append(Window(desk, qtbot))
        return opened[-1]

    yield _open
    for window in opened:
        window.close()


@pytest.mark.loopback
def test_a_dossier_goes_up_and_its_receipt_and_decision_come_down_with_nobody_at_a_stick(
    sent: TwoOffices, server: Server, open_window: Callable[[Desk], Window]
) -> None:
    join_by_server(sent, server)
    commune, district = open_window(sent.commune), open_window(sent.district)
    assert commune.states() == [OutboxState.QUEUED]

    assert commune.sync().startswith("Đã đồng bộ lúc ")
    assert commune.states() == [OutboxState.CARRIED]
    assert district.sync().endswith("nhận về 1 gói")
    assert state_of(sent.district, sent.dossier_id) is DossierState.RECEIVED
    assert commune.sync().endswith("nhận về 1 gói")
    assert OutboxState.RECEIVED in commune.states()
    assert commune.opened_state() == "Nơi nhận đã nhận"

    sent.appraise()
    sent.district.decisions.decide(sent.dossier_id, sent.draft())
    district.sync()
    commune.sync()
    assert state_of(sent.commune, sent.dossier_id) is DossierState.DECIDED
    # The receipt of the decision goes up by itself too, and then nothing is left to be carried.
    district.sync()
    waiting = [r for r in sent.district.exchange.outgoing() if r.kind != "receipt"]
    assert waiting == []


@pytest.mark.loopback
def test_a_server_that_is_down_is_waited_for_and_asks_nobody(
    sent: TwoOffices, server: Server, open_window: Callable[[Desk], Window]
) -> None:
    join_by_server(sent, server)
    commune = open_window(sent.commune)
    server.process.terminate()
    server.process.wait()
    assert commune.sync().startswith("Không có mạng, sẽ thử lại lúc ")
    assert commune.states() == [OutboxState.QUEUED]
    assert sent.commune.outbox.unread_failures() == []


_PASS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.desk import open_desk

paths, clock = OfficePaths(Path(sys.argv[1])), lambda: datetime(2023, 11, 20, 5, tzinfo=UTC)
desk = open_desk(paths, unlock(paths, "", sys.argv[2], clock), clock)

def tell(done, total, step):
    if total and done:
        print("moving", flush=True)
        sys.stdin.read()

desk.lines.run(tell)
"""


def test_a_kill_in_the_middle_of_a_pass_loses_nothing_and_doubles_nothing(
    sent: TwoOffices, tmp_path: Path
) -> None:
    join_by_tree(sent, tmp_path / "may-chu")
    root = sent.commune.store.paths.root
    command = [sys.executable, "-c", _PASS, str(root), COMMUNE.password]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"moving\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()

    (row,) = sent.commune.outbox.list_rows()
    assert row.state is OutboxState.QUEUED
    assert sent.commune.lines.run().done.failed == []
    assert len(sent.district.lines.run().done.received) == 1
    assert sent.district.lines.run().done.received == []
    sent.commune.lines.run()
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED
