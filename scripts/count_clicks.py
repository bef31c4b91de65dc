"""Take packages from inbox to decision through the window, counting clicks, keys and seconds.

Usage: python scripts/count_clicks.py [COMMUNES [NOMINATIONS]]

Every package comes from an office of its own; all nominations meet the conditions, so nothing is
typed but what the program cannot know. A click on the rail counts as one, a file dialog as three:
into the list, Ctrl+A, «Mở».
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.paths import OfficePaths
from desktop.services.access import logins, unlock
from desktop.services.desk import Desk, open_desk
from desktop.views import theme
from desktop.views.appraisal.page import AppraisalPage
from desktop.views.changes import Changes
from desktop.views.decisions.page import DecisionsPage
from desktop.views.inbox.page import InboxPage
from desktop.views.pages import Bench
from desktop.views.widgets.dialogs import FilePicker
from tests.benchmarks import bench_desk

_SCREEN = (1158, 768)
_LONGEST = 600.0
_FILE_DIALOG = 3


class Hand:
    """The officer's hand: everything it does is counted."""

    def __init__(self, runner: JobRunner) -> None:
        self.clicks = self.keys = 0
        self.began = time.monotonic()
        self._runner = runner
        self._agree = QTimer()
        self._agree.setInterval(50)
        self._agree.timeout.connect(self._answer)
        self._agree.start()

    def go(self, page: Any) -> None:
        """Choose a page on the rail."""
        self.clicks += 1
        page.resize(*_SCREEN)
        page.show()
        page.start()
        self.idle()

    def click(self, within: QWidget, name: str) -> None:
        """Press a button by the mouse and wait for what it does."""
        button = within.findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), f"{name}: {button.toolTip()}"
        self.clicks += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.idle()

    def press(self, page: QWidget, key: Qt.Key) -> None:
        """Press a key and wait for what it does."""
        self.keys += 1
        page.activateWindow()
        page.setFocus()
        QTest.keyClick(page, key)
        self.idle()

    def pick(self, files: Any) -> Any:
        """Choose in a file dialog."""
        self.clicks += _FILE_DIALOG - 1
        self.keys += 1
        return files

    def _answer(self) -> None:
        """Agree to whatever dialog asks, once it may be agreed to."""
        dialog = QApplication.activeModalWidget()
        yes = dialog.findChild(QPushButton, "yes") if dialog is not None else None
        if yes is not None and yes.isEnabled() and not self._runner.busy:
            self.clicks += 1
            QTest.mouseClick(yes, Qt.MouseButton.LeftButton)

    def idle(self) -> None:
        """Wait until every job ended."""
        end = time.monotonic() + _LONGEST
        wait(20)
        while self._runner.busy and time.monotonic() < end:
            wait(10)
        wait(20)


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(communes: int = 24, nominations: int = 60) -> int:
    """Go the whole way and tell; 0 when every dossier is decided and every package handed over."""
    app = QApplication([])
    theme.apply(app, False)
    folder, runner = Path(tempfile.mkdtemp(prefix="guongsang-clicks-")), JobRunner()
    try:
        packages = bench_desk.make_packages(folder, communes, nominations)
        desk = _open(folder / "district")
        hand, steps = _work(desk, runner, packages, folder)
        states = [row.state for row in desk.appraisal.list_rows()]
        awards = sum(row.awards for row in desk.decisions.list_rows())
        answered = len(list((folder / "tra").glob("*.p7m")))
    finally:
        runner.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"communes:  {communes}, {nominations} nominations each")
    print(f"awards:    {awards}; packages handed over: {answered}")
    print(f"clicks:    {hand.clicks}")
    print(f"keys:      {hand.keys}")
    for name, clicks, keys, seconds in steps:
        print(f"  {clicks:3d} clicks {keys:2d} keys {seconds:6.1f} s  {name}")
    whole = answered == len(packages) and set(states) == {DossierState.DECIDED}
    return 0 if whole else 1


def _open(root: Path) -> Desk:
    paths = OfficePaths(root)

    def clock() -> datetime:
        return datetime.now(UTC)

    unlocked = unlock(paths, logins(paths, clock)[0], bench_desk.PASSWORD, clock)
    return open_desk(paths, unlocked, clock)


def _work(
    desk: Desk, runner: JobRunner, packages: list[Path], folder: Path
) -> tuple[Hand, list[tuple[str, int, int, float]]]:
    bench, hand = Bench(desk, runner, Changes()), Hand(runner)
    steps: list[tuple[str, int, int, float]] = []

    def reached(name: str) -> None:
        steps.append((name, hand.clicks, hand.keys, time.monotonic() - hand.began))

    picker: Any = FilePicker
    picker.open_files = lambda *_a: hand.pick(packages)
    picker.folder = lambda *_a: hand.pick(_made(folder / "tra"))
    inbox, appraisal, decisions = InboxPage(bench), AppraisalPage(bench), DecisionsPage(bench)
    hand.go(inbox)
    hand.click(inbox, "receive")
    reached("every package is taken in, its receipt written")
    hand.go(appraisal)
    for place, _package in enumerate(packages, 1):
        hand.click(appraisal, "open_next" if place == 1 else "next_dossier")
        hand.click(appraisal, "all_meet")
        hand.click(appraisal, "finish")
        reached(f"dossier {place} is appraised")
    hand.go(decisions)
    hand.click(decisions, "decide_many")
    reached("the decision is made, with numbers, paper and a package for every commune")
    hand.click(decisions, "banner_action_1")
    reached("all packages are on the stick")
    return hand, steps


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:3])))
