"""certificates print onto a queue that keeps its job; real queues are in ``tests/e2e``."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.commands import certificate_printing
from desktop.views.printing import cups
from desktop.views.printing.queues import JobState, Printer, QueueReport, Trouble
from tests.commands.conftest import Run

QUEUE = "Kho-phoi"


class StuckQueue:
    """A printer out of reach, whose queue gives up no job."""

    cancelled: list[int]

    def __init__(self, name: str) -> None:
        assert name == QUEUE

    def submit(self, _sheet: Path, _title: str, _tray: str, _width: float, _height: float) -> int:
        return 7

    def report(self, jobs: list[int]) -> QueueReport:
        return QueueReport(dict.fromkeys(jobs, JobState.UNDER_WAY), Trouble.OFFLINE)

    def cancel(self, job: int) -> None:
        self.cancelled.append(job)


def test_a_queue_that_gives_up_no_job_is_told_once_and_its_sheet_stays_unsure(
    run: Run, district_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StuckQueue, "cancelled", [], raising=False)
    monkeypatch.setattr(cups, "CupsQueue", StuckQueue)
    monkeypatch.setattr(cups, "list_printers", lambda: [Printer(QUEUE, QUEUE, is_default=True)])
    monkeypatch.setattr(certificate_printing, "PATIENCE", 0.0)
    monkeypatch.setattr(certificate_printing, "GRACE", 1.0)
    decision = run("--json", "--data", district_copy, "list", "decisions").data[0]["id"]
    at = ("--json", "--data", district_copy, "certificates")
    run(*at, "sign", decision, "--overlay")
    said = run(*at, "print", decision, "--overlay", "--queue", QUEUE, "--range", "1-2")
    assert (said.code, said.data["state"], said.data["printed"]) == (6, "STOPPED", [])
    assert len(said.data["waiting"]) == 2
    assert "Tờ 1 chưa rõ đã ra hay chưa" in said.told
    assert StuckQueue.cancelled == [7]
    said = run(*at, "print", decision, "--resume")
    assert (said.code, said.data["error"]) == (2, "WRONG_USAGE")
    assert "--from 2 nếu đã ra" in said.told
