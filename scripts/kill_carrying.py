"""Kills while packages travel on one stick: submissions and recalls there, receipts back.

``kill_test.py`` runs it. After each kill the same work is done to its end in this process, as the
next start of the program would, and both offices are held against one another.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from desktop.database.keyring import Unlocked
from desktop.law.lifecycle import MoveKind
from desktop.models import Event, PackageRecord
from desktop.paths import OfficePaths
from desktop.services.desk import Desk, open_desk
from scripts.kill_driver import Driver, killed_fork, now
from scripts.kill_judge import Figures, judge_database, must, told_of

CARRYING = ("carry", "recall", "bring", "settle")
"""In this order each kind leaves the next one something to do."""
_OFFICES = {"carry": "commune", "recall": "commune", "bring": "district", "settle": "commune"}
_WORK = {"bring": "exchange", "settle": "exchange"}
_LONGEST = {"carry": 4.0, "recall": 4.0}
# Seconds a package takes to be brought in or put there, on a busy machine.
_A_PACKAGE = 0.25
_ANSWERED = ("RECEIVED", "RECALLED")


class CarryRound:
    """Two offices that exchange by one stick only, killed again and again."""

    def __init__(self, folder: Path, unlocked: dict[str, Unlocked], seen: Figures) -> None:
        self.folder = folder
        self.stick = folder / "usb"
        self._unlocked = unlocked
        self._seen = seen

    def kill(self, kind: str, chance: random.Random) -> None:
        """Start work of one kind, kill it, finish it, and judge what is left."""
        office, told = _OFFICES[kind], self.folder / "told"
        told.unlink(missing_ok=True)
        longest = _LONGEST.get(kind) or _A_PACKAGE * (2 + self._waiting_for(office))
        work = _WORK.get(kind, kind)
        driver = lambda: getattr(Driver(self.folder / office, self.stick, told), work)  # noqa: E731
        killed_fork(driver, told, chance.uniform(0, longest))
        self._seen.kills[kind] += 1
        lines = told_of(told)
        self._seen.found["acts finished before a kill"] += len(lines)
        for line in lines:
            must(not line.get("failed"), "a package was not carried", **line)
        self._judge(office, lines)
        if kind == "settle":
            self._judge_both()

    def _judge(self, office: str, lines: Sequence[dict[str, Any]]) -> None:
        """What was told of is there; then the same work goes on to its end."""
        desk = self._desk(office)
        try:
            judge_database(desk)
            _judge_told(_rows(desk), lines)
            self._judge_files(desk)
            self._finish(desk)
            judge_database(desk)
            _judge_told(_rows(desk), lines)
            self._judge_files(desk)
        finally:
            desk.close()

    def _finish(self, desk: Desk) -> None:
        self._seen.found["answers written later"] += len(desk.inbox.finish_pending())
        done = desk.sticks.exchange(self.stick)
        must(not done.failed, "a package was not carried", why=[f.error.code for f in done.failed])
        for came in done.received:
            must(came.refusal is None, "a good package is refused", code=came.code)
        self._seen.found["packages taken in later"] += len(done.received)
        self._seen.found["packages carried later"] += done.sent
        plan = desk.sticks.plan(self.stick)
        must(plan.is_empty, "something still waits after a whole exchange")

    def _judge_files(self, desk: Desk) -> None:
        """Every package the lists name is whole, and on the stick lies nothing half made."""
        rows = _rows(desk)
        for row in rows:
            must(_sha256(desk.store.paths.root / row.file_name) == row.sha256, "a package is lost")
        numbers = Counter((r.database_id, r.sequence) for r in rows if r.direction == "out")
        must(max(numbers.values(), default=1) == 1, "a sequence number was given twice")
        for file in self.stick.rglob("*.asice.p7m"):
            label = file.with_name(f"{file.name}.sha256")
            digest = _sha256(file)
            known = digest in {r.sha256 for r in rows} or label.exists()
            must(known, "a package nobody knows lies on the stick", file=file.name)
            if label.exists():
                must(label.read_text("utf-8").split()[0] == digest, "half a package on the stick")
        for folder in (self.stick, desk.store.paths.quarantine):
            parts = list(folder.rglob("*.part"))
            self._seen.found["parts left behind"] += len(parts)
            for part in parts:
                part.unlink()  # so that each is counted once

    def _judge_both(self) -> None:
        """Whatever one office sent, the other has once, and has answered once."""
        commune, district = self._desk("commune"), self._desk("district")
        try:
            _judge_sent(_rows(commune), _rows(district))
            _judge_answers(_rows(commune), _rows(district))
            _judge_moves(commune, district)
            held = {row.id for row in district.dossiers.list_rows()}
            for row in _rows(commune):
                if row.kind == "submission" and row.state == "RECEIVED":
                    must(row.dossier_id in held, "a received dossier is gone")
            self._seen.found["whole exchanges judged"] += 1
        finally:
            commune.close()
            district.close()

    def _waiting_for(self, office: str) -> int:
        desk = self._desk(office)
        try:
            return len(desk.sticks.plan(self.stick).bring)
        finally:
            desk.close()

    def _desk(self, office: str) -> Desk:
        return open_desk(OfficePaths(self.folder / office), self._unlocked[office], now)


def _rows(desk: Desk) -> list[PackageRecord]:
    with desk.store.reading() as session:
        return list(session.scalars(sa.select(PackageRecord)))


def _judge_told(rows: Sequence[PackageRecord], lines: Sequence[dict[str, Any]]) -> None:
    """What the killed process had finished is still so."""
    digests = {row.sha256 for row in rows}
    came = {str(row.package_id) for row in rows if row.direction == "in"}
    recalled = {
        (str(row.dossier_id), row.revision)
        for row in rows
        if row.direction == "out" and row.kind == "submission" and row.state == "RECALLED"
    }
    for line in lines:
        if line["event"] == "queued":
            must(line["sha256"] in digests, "a queued package is gone", **line)
        elif line["event"] == "brought":
            must(line["package"] in came, "a package taken in is gone", **line)
        elif line["event"] == "recalled":
            must((line["dossier"], line["revision"]) in recalled, "a recall is gone", **line)


def _judge_sent(sent: Sequence[PackageRecord], came: Sequence[PackageRecord]) -> None:
    there = Counter(row.sha256 for row in came if row.direction == "in")
    must(max(there.values(), default=1) == 1, "a package was taken in twice")
    once = Counter((r.kind, r.dossier_id, r.revision) for r in sent if r.direction == "out")
    must(max(once.values(), default=1) == 1, "a revision was sent or recalled twice")
    for row in sent:
        if row.direction == "out":
            must(row.state in _ANSWERED, "a package has no answer", kind=row.kind, state=row.state)
            must(there[row.sha256] == (row.state == "RECEIVED"), "one end has what the other lacks")


def _judge_answers(asked: Sequence[PackageRecord], answered: Sequence[PackageRecord]) -> None:
    receipts = Counter(row.answers for row in answered if row.direction == "out")
    must(max(receipts.values(), default=1) == 1, "a receipt was written twice")
    taken = {row.package_id for row in answered if row.direction == "in"}
    must(taken == set(receipts), "a package without a receipt, or a receipt without a package")
    back = Counter(row.sha256 for row in asked if row.direction == "in")
    written = {row.sha256 for row in answered if row.direction == "out"}
    must(set(back) == written, "a receipt did not come back")
    must(max(back.values(), default=1) == 1, "a receipt was taken in twice")


def _judge_moves(commune: Desk, district: Desk) -> None:
    """Each revision that arrived was taken in by one move; each recall took back one sending."""
    rows = [r for r in _rows(commune) if r.direction == "out"]
    arrived = Counter(r.dossier_id for r in rows if r.kind == "submission")
    recalled = Counter(r.dossier_id for r in rows if r.kind == "recall")
    must(_moves(commune, MoveKind.SEND) == arrived, "a dossier was sent twice")
    must(_moves(commune, MoveKind.RECALL) == recalled, "a dossier was recalled twice")
    must(_moves(district, MoveKind.RECEIVE) == arrived - recalled, "a dossier was taken in twice")


def _moves(desk: Desk, kind: MoveKind) -> Counter[UUID | None]:
    with desk.store.reading() as session:
        own = Event.office_id == desk.store.actor.office_id
        query = sa.select(Event.record_id).where(Event.event == kind.value, own)
        return Counter(session.scalars(query))


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
