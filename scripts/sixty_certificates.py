"""Print sixty certificates onto blanks through the window, counting clicks, keys and seconds.

Usage: python scripts/sixty_certificates.py [COUNT]

From the open decision to the last sheet out of the printer: a print queue of a CUPS of its own,
whose printer makes PDF files, so all that is missing is paper. Where CUPS cannot be started, a
printer that takes every sheet at once stands in, and the output says so. The reading of the proof
is the officer's, and no machine's seconds stand for it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.services.access import create_office
from desktop.services.desk import open_desk
from desktop.views import theme
from desktop.views.changes import Changes
from desktop.views.decisions.page import DecisionsPage
from desktop.views.pages import Bench
from desktop.views.printing import presses
from desktop.views.printing.page import PrintingDialog
from desktop.views.printing.queues import Printer
from tests.e2e import cups_server
from tests.services.conftest import DISTRICT, TickingClock
from tests.services.printing_offices import PrintingOffice, with_decision
from tests.views.printing.conftest import FakePress

_SCREEN = (1158, 768)
_LONGEST = 600.0


class Hand:
    """The officer's hand: everything it does is counted."""

    def __init__(self, runner: JobRunner) -> None:
        self.clicks = self.keys = 0
        self._runner = runner

    def click(self, within: QWidget, name: str) -> None:
        """Press a button by the mouse and wait for what it does."""
        button = within.findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), f"{name}: {button.toolTip()}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.clicks += 1
        self.idle()

    def choose_tab(self, page: Any, index: int) -> None:
        """Press a tab by the mouse."""
        bar = page.detail.tabs.tabBar()
        place: QPoint = bar.tabRect(index).center()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
        self.clicks += 1
        self.idle()

    def choose(self, box: QComboBox, data: str) -> None:
        """Open a list and take a line of it: two clicks."""
        box.setCurrentIndex(box.findData(data))
        self.clicks += 2
        self.idle()

    def idle(self) -> None:
        """Wait until every job ended."""
        end = time.monotonic() + _LONGEST
        while self._runner.busy and time.monotonic() < end:
            wait(10)
        wait(10)


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


@contextmanager
def printer() -> Iterator[str]:
    """Give a printer and say what it is."""
    if not (why := cups_server.lacking()):
        with cups_server.running() as server:
            os.environ["CUPS_SERVER"] = server.environment["CUPS_SERVER"]
            yield "a CUPS queue to a PDF printer"
        return
    press = FakePress()
    stand_in: Any = presses
    stand_in.list_printers = lambda: [Printer("may-in", "Máy in", True)]
    stand_in.list_trays = lambda _name: []
    stand_in.press_for = lambda *_a: press
    yield f"a stand-in that takes every sheet at once ({why})"


def main(count: int) -> int:
    """Print and tell; 0 when every sheet came out once."""
    app = QApplication([])
    theme.apply(app, False)
    folder = Path(tempfile.mkdtemp(prefix="guongsang-sixty-"))
    runner = JobRunner()
    try:
        office = _office(folder, count)
        with printer() as told:
            sheets, hand, seconds = _print(office, runner)
    finally:
        runner.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"printer:     {told}")
    print(f"sheets out:  {sheets} of {count}")
    print(f"clicks:      {hand.clicks}")
    print(f"keys:        {hand.keys}")
    print(f"seconds:     {seconds[-1][1]:.1f}")
    for name, at in seconds:
        print(f"  {at:6.1f} s  {name}")
    return 0 if sheets == count else 1


def _office(folder: Path, count: int) -> PrintingOffice:
    made = create_office(OfficePaths(folder / "office"), DISTRICT, TickingClock())
    desk = open_desk(OfficePaths(folder / "office"), made.unlocked, TickingClock())
    return with_decision(desk, count)


def _print(office: PrintingOffice, runner: JobRunner) -> tuple[int, Hand, list[tuple[str, float]]]:
    hand = Hand(runner)
    page: Any = DecisionsPage(Bench(office.desk, runner, Changes()))
    page.resize(*_SCREEN)
    page.show()
    page.start()
    hand.idle()
    page.panel.view.selectRow(0)
    hand.idle()
    began, seconds = time.monotonic(), []

    def reached(name: str) -> None:
        seconds.append((name, time.monotonic() - began))

    hand.choose_tab(page, page.detail.tabs.indexOf(page.detail.certificates))
    hand.click(page, "print_certificates")
    dialog = page.findChild(PrintingDialog)
    assert dialog is not None
    reached("the order of the ceremony is on the screen")
    hand.choose(dialog.options.layout_box, "a4-overlay")
    hand.click(dialog, "step_2")
    reached("the proof is on the screen")
    hand.click(dialog, "sign_proof")
    hand.click(dialog, "step_3")
    hand.click(dialog, "try_sheet")
    reached("a trial sheet went out on plain paper")
    hand.click(dialog, "step_4")
    hand.click(dialog, "start_run")
    while dialog.run.driver.is_running and time.monotonic() - began < _LONGEST:
        wait(20)
    hand.idle()
    reached("the last sheet is out")
    dialog.close()
    return office.desk.certificate_print_log.blanks(office.decision_id).used, hand, seconds


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
