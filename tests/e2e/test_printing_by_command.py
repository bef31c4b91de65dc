"""Blanks printed by command through a real CUPS queue, with the window's own guards."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.commands import certificate_printing
from desktop.documents.calibration import solve
from desktop.documents.calibration_sheet import grid_page
from desktop.documents.certificate_canvas import draw_marks
from desktop.services.certificate_calibrations import Calibration, Paper
from desktop.services.certificate_drawings import Drawing
from desktop.views.printing.cups import CupsQueue
from desktop.views.printing.queues import JobState
from tests.commands.conftest import Run, district_copy, run
from tests.e2e import cups_server
from tests.e2e.cups_server import QUEUE, CupsServer, wait_for
from tests.e2e.printed_marks import Distortion, farthest, nine_crosses, picture, readings_of

__all__ = ["district_copy", "run"]

pytestmark = pytest.mark.skipif(bool(cups_server.lacking()), reason=cups_server.lacking())


@pytest.fixture(scope="module")
def running() -> Iterator[CupsServer]:
    with cups_server.running() as server:
        yield server


@pytest.fixture
def server(running: CupsServer, monkeypatch: pytest.MonkeyPatch) -> CupsServer:
    monkeypatch.setenv("CUPS_SERVER", running.environment["CUPS_SERVER"])
    return running


def _words(district: Path) -> tuple[object, ...]:
    return ("--json", "--data", district, "certificates")


def _decision(run: Run, district: Path) -> str:
    return str(run("--json", "--data", district, "list", "decisions").data[0]["id"])


def test_blanks_are_printed_spoiled_and_printed_again_by_command(
    run: Run, server: CupsServer, district_copy: Path
) -> None:
    at, decision = _words(district_copy), _decision(run, district_copy)
    printing = (*at, "print", decision, "--overlay")
    said = run(*printing, "--queue", QUEUE, "--layout", "giay-khen-300x210")
    assert (said.code, said.data["error"]) == (4, "PROOF_MISSING")
    assert run(*at, "sign", decision, "--overlay").code == 0
    said = run(*printing, "--queue", "Máy không có")
    assert (said.code, said.data["error"]) == (4, "PRINTER_GONE")
    before = len(server.sheets())
    said = run(*printing, "--queue", QUEUE, "--range", "1-3", "--serial", "GK 0009")
    assert (said.code, said.data["state"], said.data["waiting"]) == (0, "DONE", [])
    assert "chưa được căn chỉnh" in said.told
    numbers = said.data["printed"]
    server.wait_for_sheets(before + 3)
    assert [title.split()[3].rstrip(",") for title in server.titles()[before:]] == numbers
    said = run(*printing, "--queue", QUEUE, "--range", "2")
    assert (said.code, said.data["error"]) == (4, "ALREADY_PRINTED")
    said = run(*printing, "--resume")
    assert (said.code, said.data["error"]) == (4, "NOTHING_WAITS")
    assert run(*at, "spoil", decision, numbers[1]).data["error"] == "NEEDS_REASON"
    assert run(*at, "spoil", decision, "0").data["error"] == "SHEET_NOT_OUT"
    said = run(*at, "spoil", decision, numbers[1], "--reason", "Lem mực")
    assert (said.code, said.data["position"]) == (0, 2)
    said = run(*printing, "--resume")
    assert (said.code, said.data["state"], said.data["spoiled"]) == (0, "DONE", 1)
    server.wait_for_sheets(before + 4)
    assert server.titles()[-1].startswith(f"Giấy khen số {numbers[1]},")
    log = run(*at, "log", decision).data
    assert (log["used"], log["spoiled"]) == (4, 1)
    assert [sheet["serial"] for sheet in log["sheets"]] == [f"GK {n:04d}" for n in range(9, 13)]


def test_a_printer_that_waits_too_long_keeps_the_sheet_for_the_next_time(
    run: Run, server: CupsServer, district_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificate_printing, "PATIENCE", 1.0)
    at, decision = _words(district_copy), _decision(run, district_copy)
    run(*at, "sign", decision, "--overlay")
    before = len(server.sheets())
    server.paper_out.touch()
    try:
        said = run(*at, "print", decision, "--overlay", "--queue", QUEUE, "--range", "1-2")
    finally:
        server.paper_out.unlink()
    assert (said.code, said.data["state"], said.data["printed"]) == (6, "STOPPED", [])
    assert len(said.data["waiting"]) == 2
    assert "hết giấy" in said.told
    said = run(*at, "print", decision, "--resume")
    assert (said.code, said.data["state"], len(said.data["printed"])) == (0, "DONE", 2)
    server.wait_for_sheets(before + 2)
    assert len(server.sheets()) == before + 2


def test_a_run_another_has_overtaken_keeps_no_spoiled_sheet_from_its_reprint(
    run: Run, server: CupsServer, district_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificate_printing, "PATIENCE", 1.0)
    at, decision = _words(district_copy), _decision(run, district_copy)
    run(*at, "sign", decision, "--overlay")
    printing = (*at, "print", decision, "--overlay")
    first = run(*printing, "--queue", QUEUE, "--range", "1").data["printed"][0]
    server.paper_out.touch()
    try:
        assert run(*printing, "--queue", QUEUE, "--range", "2").code == 6
    finally:
        server.paper_out.unlink()
    assert run(*printing, "--queue", QUEUE, "--range", "2").code == 0
    assert run(*printing, "--resume").data["error"] == "NOTHING_WAITS"
    assert run(*at, "spoil", decision, first, "--reason", "Lem mực").code == 0
    said = run(*printing, "--resume")
    assert (said.code, said.data["state"], said.data["printed"]) == (0, "DONE", [first])
    assert run(*printing, "--resume").data["error"] == "NOTHING_WAITS"


def test_a_calibrated_printer_is_corrected_without_being_asked(
    run: Run, server: CupsServer, district_copy: Path
) -> None:
    at, decision = _words(district_copy), _decision(run, district_copy)
    readings = ("--readings", "17,14,14,267,17,180")
    assert run(*at, "calibrate", "set", "--printer", QUEUE, *readings).code == 0
    run(*at, "sign", decision, "--overlay")
    said = run(*at, "print", decision, "--overlay", "--queue", QUEUE, "--range", "1")
    assert said.code == 0
    assert "căn chỉnh" not in said.told


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_command_broken_off_leaves_one_sheet_to_look_for_at_most(
    run: Run, server: CupsServer, district_copy: Path, ending: signal.Signals
) -> None:
    at, decision = _words(district_copy), _decision(run, district_copy)
    run(*at, "sign", decision, "--overlay")
    before = len(server.sheets())
    words = [*map(str, at), "print", decision, "--overlay", "--queue", QUEUE, "--range", "1-2"]
    environment = {**server.environment, "GUONGSANG_PASSWORD": "demo"}
    child = subprocess.Popen(
        [sys.executable, "-m", "desktop.cli", *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    try:
        server.wait_for_sheets(before + 1)
        server.paper_out.touch()
        next(line for line in child.stderr if "hết giấy" in line)
        child.send_signal(ending)
        child.wait(30)
    finally:
        child.kill()
        child.stderr.close()
        server.paper_out.unlink(missing_ok=True)
    out = len(server.sheets()) - before
    if ending is signal.SIGKILL:
        out = len(server.wait_for_sheets(before + out + 1)) - before
        said = run(*at, "print", decision, "--resume")
        assert (said.code, said.data["error"]) == (2, "WRONG_USAGE")
        assert f"--from {out + 1}" in said.told
        said = run(*at, "print", decision, "--resume", "--from", out + 1)
    else:
        said = run(*at, "print", decision, "--resume")
    assert (said.code, said.data["state"]) == (0, "DONE")
    server.wait_for_sheets(before + 2)
    titles = [title.split()[3].rstrip(",") for title in server.titles()[before:]]
    assert sorted(titles) == sorted(said.data["printed"])
    assert len(titles) == 2


def _out(server: CupsServer, page: Drawing, used: Calibration, folder: Path) -> Path:
    """Return what comes out of the queue for a page drawn as the command draws it."""
    sheet, queue, before = folder / "sheet.pdf", CupsQueue(QUEUE), len(server.sheets())
    sheet.write_bytes(draw_marks(page, "Thử", used))
    job = queue.submit(sheet, "Thử", "", page.width, page.height)
    wait_for(lambda: queue.report([job]).jobs[job] is JobState.DONE)
    return server.wait_for_sheets(before + 1)[-1]


def test_a_known_distortion_is_recovered_on_sheets_drawn_for_the_command(
    server: CupsServer, tmp_path: Path
) -> None:
    paper, printer = Paper(297, 210), Distortion(-1.9, 2.2, 0.9955, 1.0045, -0.38)
    grid = _out(server, grid_page(paper.width, paper.height, ""), Calibration(), tmp_path)
    readings = readings_of(picture(grid, paper, printer), paper, printer)
    found = solve(readings, paper.width, paper.height, None).calibration
    page, places = nine_crosses(paper)
    sheet = _out(server, page, found, tmp_path)
    assert farthest(picture(sheet, paper, printer), places) <= 0.3
