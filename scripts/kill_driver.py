"""What the kill test kills: one office's work, over and over, until somebody ends the process.

Not a command of the program: ``kill_test.py`` forks processes that run it. It calls the same
services as window and command do, and writes what it has finished to a file, a line at a time, so
that the judge knows what must not be lost.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from desktop.law.terms import RecipientKind, UnitKind
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.desk import Desk, open_desk
from desktop.services.dossiers import DossierDraft
from desktop.services.nominations import NominationDraft
from desktop.services.units import UnitDraft
from scripts.kill_judge import LostError

PASSWORD = "kill test"  # noqa: S105 - of offices that live for the length of the test
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Driver:
    """One office at work; ``told`` holds what is finished."""

    def __init__(self, office: Path, stick: Path, told: Path) -> None:
        paths = OfficePaths(office)
        self.desk = open_office(paths)
        self.stick = stick
        self._told = told

    def tell(self, event: str, **more: Any) -> None:
        """Say that something is finished: from here on it must never be lost."""
        with self._told.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **more}) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def save(self) -> None:
        """Add a unit, then change it."""
        draft = UnitDraft(id=uuid4(), name=f"Thôn {uuid4().hex[:8]}", kind=UnitKind.VILLAGE)
        report = self.desk.units.save_draft(draft)
        self.tell("saved", id=str(report.id), version=report.version)
        again = self.desk.units.open_draft(UUID(str(report.id)))
        report = self.desk.units.save_draft(again)
        self.tell("saved", id=str(report.id), version=report.version)

    def export(self) -> None:
        """Send the dossiers that stopped on their way, then write and send a new one."""
        for row in self.desk.dossiers.list_rows():
            if row.state.value == "DRAFT" and row.nominations:
                self.desk.dossiers.mark_ready(row.id, "Đã đối chiếu.")
                self._send(row.id)
            elif row.state.value == "READY":
                self._send(row.id)
        self._send(self.new_dossier())

    def receive(self) -> None:
        """Take in every package on the stick that was not told of yet."""
        self.desk.inbox.finish_pending()
        for package in sorted(self.stick.glob("*.asice.p7m")):
            report = self.desk.inbox.receive(package)
            self.tell("received", dossier=str(report.dossier_id), result=str(report.result))

    def carry(self) -> None:
        """Send what waits and one dossier more, and put it all on the stick."""
        for row in self.desk.dossiers.list_rows():
            if row.state.value == "DRAFT" and row.nominations:
                self.desk.dossiers.mark_ready(row.id, "Đã đối chiếu.")
                self._queue(row.id)
            elif row.state.value == "READY":
                self._queue(row.id)
        self._queue(self.new_dossier())
        self.exchange()

    def recall(self) -> None:
        """Take back half of what was sent and not received, and a dossier that never left."""
        for row in self.desk.dossiers.list_rows():
            if row.state.value == "SENT" and row.id.int % 2:
                self._recall(row.id, row.revision)
        made = self.new_dossier()
        self._queue(made)
        self._recall(made, 1)
        self.exchange()

    def exchange(self) -> None:
        """Carry on the stick whatever waits, both ways."""
        self.desk.inbox.finish_pending()
        done = self.desk.sticks.exchange(self.stick)
        for came in done.received:
            self.tell("brought", package=str(came.package_id), result=str(came.result))
        self.tell("carried", sent=done.sent, failed=[str(f.error.code) for f in done.failed])

    def _recall(self, dossier: UUID, revision: int) -> None:
        self.desk.recalls.recall(dossier, "Bổ sung biên bản.")
        self.tell("recalled", dossier=str(dossier), revision=revision)

    def _queue(self, dossier: UUID) -> None:
        report = self.desk.outbox.export(dossier)
        self.tell("queued", dossier=str(dossier), sha256=report.sha256)

    def _send(self, dossier: UUID) -> None:
        self.tell("sending", dossier=str(dossier))
        report = self.desk.outbox.export(dossier, self.stick)
        self.tell("sent", dossier=str(dossier), package=report.path.name, sha256=report.sha256)

    def new_dossier(self) -> UUID:
        """Write a dossier that lacks nothing, and mark it ready."""
        draft = DossierDraft(
            id=uuid4(),
            title="Khen thưởng năm 2023",
            receiver_office_id=self.desk.offices.own().parent_id,
            letter_number="1/TTr-UBND",
            letter_date=date(2023, 11, 17),
            signatory_name="Đỗ Văn Ước",
        )
        made = self.desk.dossiers.save_draft(draft).id
        assert made is not None
        file = self.stick.parent / f"bien-ban-{uuid4().hex[:8]}.pdf"
        file.write_bytes(PDF + os.urandom(200_000) + b"\n%%EOF\n")
        try:
            self.desk.attachments.add("dossiers", made, "BIEN_BAN", file)
        finally:
            file.unlink()
        self.desk.nominations.save_draft(_nomination(made))
        self.desk.dossiers.mark_ready(made, "Đã đối chiếu.")
        return made


def open_office(paths: OfficePaths) -> Desk:
    """Unlock an office of the test and open its services."""
    return open_desk(paths, unlock(paths, "", PASSWORD, now), now)


def now() -> datetime:
    """Return the present as aware UTC."""
    return datetime.now(UTC)


def _nomination(dossier: UUID) -> NominationDraft:
    return NominationDraft(
        dossier_id=dossier,
        recipient_kind=RecipientKind.HOUSEHOLD,
        recipient_name=f"Nguyễn Văn {uuid4().hex[:6]}",
        recipient_address="Thôn Đoài",
        award_code="GK_HUYEN",
        achievement="Đã có thành tích xuất sắc năm 2023",
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        report="Hoàn thành tốt nhiệm vụ.",
    )


def killed_fork(work: Callable[[], Callable[[], None]], told: Path, delay: float) -> int:
    """Fork a process that works without end; kill it ``delay`` seconds after its first call."""
    child = os.fork()
    if child == 0:
        try:
            act = work()
            told.with_name("ready").touch()
            while True:
                act()
        finally:
            os._exit(1)  # a bug in the driver: the parent sees that no kill ended it
    ready = told.with_name("ready")
    while not ready.exists() and not _ended(child):
        time.sleep(0.002)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    ready.unlink(missing_ok=True)
    if not os.WIFSIGNALED(status):
        raise LostError("the driver ended by itself")
    return -os.WTERMSIG(status)


def _ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
