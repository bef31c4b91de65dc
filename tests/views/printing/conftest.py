"""A district about to print, and a printer whose queue does what a test says."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from desktop.errors import PrintRefused
from desktop.services.certificate_drawings import Drawing
from desktop.services.desk import Desk
from desktop.views.printing.queues import JobState, QueueReport, Trouble
from tests.services.conftest import clock, district, district_template, open_copy
from tests.services.printing_offices import PrintingOffice, with_decision

__all__ = ["clock", "district", "district_template", "open_copy"]


@dataclass
class FakePress:
    """A printer that prints at once unless it is told not to.

    Attributes:
        sent: the titles handed over, in order.
        limit: how many sheets come out before the tray is empty.
        drops: a job the queue loses by itself.
        refuses: whether it takes nothing more.
    """

    sent: list[str] = field(default_factory=list)
    limit: int = 1000
    drops: int = 0
    refuses: bool = False
    out: set[int] = field(default_factory=set)
    cancelled: set[int] = field(default_factory=set)

    def send(self, drawing: Drawing, title: str) -> int:
        assert drawing.marks
        if self.refuses:
            raise PrintRefused(PrintRefused.Code.PRINTER_GONE, printer="Máy thử")
        self.sent.append(title)
        return len(self.sent)

    def report(self, jobs: list[int]) -> QueueReport:
        waiting = [job for job in jobs if job not in self.cancelled | {self.drops}]
        self.out |= set(waiting[: max(self.limit - len(self.out), 0)])
        trouble = None if set(waiting) <= self.out else Trouble.PAPER_OUT
        return QueueReport({job: self._state(job) for job in jobs}, trouble)

    def cancel(self, job: int) -> None:
        if job not in self.out:
            self.cancelled.add(job)

    def _state(self, job: int) -> JobState:
        if job in self.out:
            return JobState.DONE
        return JobState.GONE if job in self.cancelled | {self.drops} else JobState.UNDER_WAY


@pytest.fixture
def office(district: Desk) -> PrintingOffice:
    return with_decision(district, 6)
