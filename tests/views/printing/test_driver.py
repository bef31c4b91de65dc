"""A run goes to the printer sheet by sheet; stopping and every kind of trouble lose none."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from desktop.errors import AppError
from desktop.jobs.runner import JobRunner
from desktop.law.terms import PrintState, SheetState
from desktop.services.certificate_runs import RunDetail
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.printing import driver as driving
from desktop.views.printing.driver import RunDriver
from desktop.views.printing.queues import Trouble
from tests.services.printing_offices import PrintingOffice
from tests.views.printing.conftest import FakePress

PATIENCE_MS = 15_000


@dataclass
class Printing:
    """A run on its way, and what its driver told."""

    office: PrintingOffice
    driver: RunDriver
    press: FakePress
    qtbot: QtBot
    run_id: UUID = field(default_factory=lambda: UUID(int=0))
    ended: list[RunDetail] = field(default_factory=list)
    troubles: list[Trouble | None] = field(default_factory=list)
    refused: list[AppError] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    def start(self, first: int = 1) -> None:
        runs = self.office.desk.certificate_runs
        if self.run_id == UUID(int=0):
            self.office.sign()
            self.run_id = runs.start(self.office.draft()).id
        run = runs.open(self.run_id)
        self.driver.start(run, runs.drawn(self.run_id), self.press, first)

    def wait_for_end(self) -> RunDetail:
        self.qtbot.waitUntil(lambda: bool(self.ended), timeout=PATIENCE_MS)
        self.qtbot.waitUntil(lambda: not self.driver._bench.runner.busy, timeout=PATIENCE_MS)
        return self.ended.pop()

    def wait_for_trouble(self) -> None:
        self.qtbot.waitUntil(lambda: self.troubles[-1:] == [Trouble.PAPER_OUT], timeout=PATIENCE_MS)


@pytest.fixture
def printing(
    qtbot: QtBot, office: PrintingOffice, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> Printing:
    monkeypatch.setattr(driving, "_ASK_EVERY_MS", 10)
    driver = RunDriver(Bench(office.desk, runner, Changes()))
    made = Printing(office, driver, FakePress(), qtbot)
    driver.ended.connect(made.ended.append)
    driver.troubled.connect(made.troubles.append)
    driver.refused.connect(made.refused.append)
    driver.lost.connect(made.lost.append)
    return made


def shown(run: RunDetail) -> str:
    marks = {"waiting": "·", "sent": ">", "printed": "v", "spoiled": "x"}
    return " ".join(f"{sheet.number}{marks[sheet.state]}" for sheet in run.sheets)


def numbers(printing: Printing) -> str:
    return " ".join(title.split()[3].rstrip(",") for title in printing.press.sent)


def test_every_sheet_is_a_job_of_its_own_in_the_order_of_the_pile(printing: Printing) -> None:
    printing.start()
    done = printing.wait_for_end()
    assert (done.state, shown(done)) == (PrintState.DONE, "1v 2v 3v 4v 5v 6v")
    assert numbers(printing) == "1 2 3 4 5 6"
    assert not printing.driver.is_running


def test_no_more_than_two_sheets_are_with_the_printer(printing: Printing) -> None:
    printing.press.limit = 0
    printing.start()
    printing.qtbot.waitUntil(lambda: numbers(printing) == "1 2", timeout=PATIENCE_MS)
    printing.wait_for_trouble()
    assert numbers(printing) == "1 2"
    printing.driver.stop()
    printing.wait_for_end()


def test_paper_out_is_told_and_printing_goes_on_by_itself(printing: Printing) -> None:
    printing.press.limit = 3
    printing.start()
    printing.wait_for_trouble()
    printing.press.limit = 1000
    done = printing.wait_for_end()
    assert done.state is PrintState.DONE
    assert printing.troubles[-1] is None
    assert numbers(printing) == "1 2 3 4 5 6"


def test_stopping_without_paper_takes_everything_back(printing: Printing) -> None:
    printing.press.limit = 3
    printing.start()
    printing.wait_for_trouble()
    printing.driver.stop()
    stopped = printing.wait_for_end()
    assert (stopped.state, shown(stopped)) == (PrintState.STOPPED, "1v 2v 3v 4· 5· 6·")


def test_stopping_lets_the_present_sheet_out_and_sends_no_more(printing: Printing) -> None:
    printing.driver.changed.connect(lambda _run: printing.driver.stop())
    printing.start()
    stopped = printing.wait_for_end()
    assert stopped.state is PrintState.STOPPED
    assert stopped.sheets[0].state is SheetState.PRINTED
    assert stopped.count(SheetState.SENT) == 0
    assert stopped.count(SheetState.WAITING) >= 4


def test_a_run_goes_on_after_a_jam_from_the_sheet_named(printing: Printing) -> None:
    printing.press.limit = 3
    printing.start()
    printing.wait_for_trouble()
    printing.driver.stop()
    run = printing.wait_for_end()
    printing.office.desk.certificate_runs.spoil(run.sheets[2].id, "Kẹt giấy")
    printing.press.limit = 1000
    printing.office.desk.certificate_runs.resume(run.id)
    printing.start(first=4)
    done = printing.wait_for_end()
    assert (done.state, shown(done)) == (PrintState.DONE, "1v 2v 3x 3v 4v 5v 6v")


def test_a_printer_that_is_gone_stops_the_run_and_the_sheet_waits(printing: Printing) -> None:
    printing.press.refuses = True
    printing.start()
    stopped = printing.wait_for_end()
    assert [str(error.code) for error in printing.refused] == ["PRINTER_GONE"]
    assert shown(stopped) == "1· 2· 3· 4· 5· 6·"


def test_a_sheet_the_queue_drops_is_named_and_waits(printing: Printing) -> None:
    printing.press.drops = 2
    printing.start()
    stopped = printing.wait_for_end()
    assert printing.lost == [2]
    assert stopped.sheets[1].state is SheetState.WAITING
    assert stopped.count(SheetState.SENT) == 0
