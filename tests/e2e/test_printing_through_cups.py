"""A real CUPS queue: certificates arrive in place, one job each; a tray may run empty."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.law.terms import PrintState, SheetState
from desktop.services.certificate_calibrations import Calibration, Measurement, Paper
from desktop.services.desk import Desk
from desktop.views.printing import cups
from desktop.views.printing.driver import AHEAD
from desktop.views.printing.presses import CupsPress
from desktop.views.printing.queues import JobState, Trouble
from tests.e2e import cups_server
from tests.e2e.cups_server import QUEUE, CupsServer, wait_for
from tests.e2e.printed_marks import (
    Distortion,
    Point,
    farthest,
    nine_crosses,
    picture,
    readings_of,
)
from tests.services.conftest import clock, district, district_template, open_copy
from tests.services.printing_offices import with_decision

__all__ = ["clock", "district", "district_template", "open_copy"]

pytestmark = [
    pytest.mark.skipif(bool(cups_server.lacking()), reason=cups_server.lacking()),
    pytest.mark.usefixtures("qapp"),
]

A4 = Paper(297, 210)
TOLERANCE_MM = 0.3


@pytest.fixture(scope="module")
def running() -> Iterator[CupsServer]:
    with cups_server.running() as server:
        yield server


@pytest.fixture
def server(running: CupsServer, monkeypatch: pytest.MonkeyPatch) -> CupsServer:
    monkeypatch.setenv("CUPS_SERVER", running.environment["CUPS_SERVER"])
    return running


def printed(server: CupsServer, press: CupsPress, drawing: object, title: str) -> Path:
    before = len(server.sheets())
    job = press.send(drawing, title)  # type: ignore[arg-type]
    wait_for(lambda: press.report([job]).jobs[job] is JobState.DONE)
    return server.wait_for_sheets(before + 1)[-1]


def test_the_queue_and_its_trays_are_found(server: CupsServer) -> None:
    assert [printer.name for printer in cups.list_printers()] == [QUEUE]
    assert [tray.code for tray in cups.list_trays(QUEUE)] == ["main", "manual"]


def test_a_known_distortion_is_recovered_through_the_queue(
    server: CupsServer, district: Desk
) -> None:
    printer = Distortion(-1.9, 2.2, 0.9955, 1.0045, -0.38)
    calibrations = district.calibrations
    grid = printed(
        server, CupsPress(QUEUE, "", Calibration()), calibrations.grid(QUEUE, "", A4), "Kẻ ô"
    )
    readings = readings_of(picture(grid, A4, printer), A4, printer)
    row, _ = calibrations.measure(Measurement(QUEUE, "", A4, readings))
    page, places = nine_crosses(A4)
    sheet = printed(server, CupsPress(QUEUE, "", row.calibration), page, "Thử")
    assert farthest(picture(sheet, A4, printer), places) <= TOLERANCE_MM


@pytest.mark.parametrize(
    "paper", [A4, Paper(270, 190), Paper(190, 270)], ids=["A4 ngang", "phôi ngang", "phôi dọc"]
)
def test_a_blank_of_any_size_is_printed_at_its_own(server: CupsServer, paper: Paper) -> None:
    page, places = nine_crosses(paper)
    sheet = printed(server, CupsPress(QUEUE, "", Calibration()), page, "Khổ giấy")
    assert _misses(sheet, paper, places) <= TOLERANCE_MM


def _misses(sheet: Path, paper: Paper, places: list[Point]) -> float:
    return farthest(picture(sheet, paper, Distortion()), places)


def test_the_tray_chosen_is_the_one_asked_of_the_printer(server: CupsServer) -> None:
    page, _ = nine_crosses(A4)
    sheet = printed(server, CupsPress(QUEUE, "manual", Calibration()), page, "Khay tay")
    assert "tray manual" in server.postscript(sheet)


def test_an_empty_tray_is_told_and_the_job_goes_on_when_it_is_filled(server: CupsServer) -> None:
    press, before = CupsPress(QUEUE, "", Calibration()), len(server.sheets())
    server.paper_out.touch()
    job = press.send(nine_crosses(A4)[0], "Giấy khen số 7, tờ 7")
    wait_for(lambda: press.report([job]).trouble is Trouble.PAPER_OUT)
    assert press.report([job]).jobs[job] is JobState.UNDER_WAY
    server.paper_out.unlink()
    wait_for(lambda: press.report([job]).jobs[job] is JobState.DONE)
    server.wait_for_sheets(before + 1)
    assert server.titles()[-1] == "Giấy khen số 7, tờ 7"


def test_a_job_taken_back_from_an_empty_tray_never_comes_out(server: CupsServer) -> None:
    press, before = CupsPress(QUEUE, "", Calibration()), len(server.sheets())
    server.paper_out.touch()
    job = press.send(nine_crosses(A4)[0], "Tờ lấy lại")
    wait_for(lambda: press.report([job]).trouble is Trouble.PAPER_OUT)
    press.cancel(job)
    wait_for(lambda: press.report([job]).jobs[job] is JobState.GONE)
    server.paper_out.unlink()
    printed(server, press, nine_crosses(A4)[0], "Tờ sau")
    assert len(server.sheets()) == before + 1
    assert server.titles()[-1] == "Tờ sau"


@pytest.mark.file_database("the program that is killed opens the file by itself")
def test_a_program_killed_in_the_middle_doubles_and_loses_no_sheet(
    server: CupsServer, district: Desk, tmp_path: Path
) -> None:
    office = with_decision(district, 6)
    office.sign()
    run, before = office.runs.start(office.draft()), len(server.sheets())
    words = ["-m", "tests.e2e.print_until_killed", str(tmp_path / "district"), str(run.id), QUEUE]
    child = subprocess.Popen([sys.executable, *words], env=server.environment, cwd=Path.cwd())
    try:
        server.wait_for_sheets(before + 2)
        server.paper_out.touch()
        # Two sheets are with the printer then, whose fate the killed program never learns.
        wait_for(lambda: office.runs.open(run.id).count(SheetState.SENT) == AHEAD)
        wait_for(lambda: cups.CupsQueue(QUEUE).report([]).trouble is Trouble.PAPER_OUT)
    finally:
        child.kill()
        child.wait(30)
        server.paper_out.unlink(missing_ok=True)
    broken = office.reopened(district).runs.open(run.id)
    on_its_way = [sheet for sheet in broken.sheets if sheet.state is SheetState.SENT]
    last_sent = max(sheet.position for sheet in on_its_way)
    server.wait_for_sheets(before + last_sent)
    # The officer finds all of them in the tray, and goes on after the last one.
    press = CupsPress(QUEUE, "", Calibration())
    office.runs.resume(run.id, last_sent + 1)
    pages = office.runs.drawn(run.id)
    while (sheet := office.runs.next_sheet(run.id)) is not None:
        title = f"Giấy khen số {sheet.number}, tờ {sheet.position}"
        job = press.send(pages[sheet.award_id].drawing, title)
        wait_for(lambda job=job: press.report([job]).jobs[job] is JobState.DONE)
        office.runs.confirm(run.id, [sheet.id])
    assert office.runs.open(run.id).state is PrintState.DONE
    server.wait_for_sheets(before + 6)
    numbers = [title.split()[3].rstrip(",") for title in server.titles()[before:]]
    assert numbers == list("123456")
