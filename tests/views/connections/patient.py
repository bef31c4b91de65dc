"""Hands that wait longer: making keys takes seconds on a machine that has other work."""

from __future__ import annotations

from dataclasses import dataclass

from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.connections.page import ConnectionsPage
from tests.views.hands import Hands, work

_MILLISECONDS = 60_000


@dataclass
class Patient(Hands):
    """A page whose jobs make keys."""

    def idle(self) -> None:
        """Wait until every job ended, those that follow on one another too."""
        for _ in range(2):
            self.qtbot.waitUntil(lambda: not self.runner.busy, timeout=_MILLISECONDS)


def opened_page(desk: Desk, qtbot: QtBot, runner: JobRunner) -> Patient:
    """Show the page «Kết nối» of an office."""
    hands = work(qtbot, desk, runner, ConnectionsPage, Changes())
    patient = Patient(hands.page, desk, runner, qtbot)
    patient.idle()
    return patient
