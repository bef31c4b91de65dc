"""Carrying packages between two offices in tests: what is ready, in any order, once or twice."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from desktop.services.conflicts import ConflictDetail
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveReport
from desktop.services.outbox import PackageRow


def sent_by(desk: Desk, kind: str) -> PackageRow:
    """Return the latest package of a kind in an office's outbox."""
    rows = [row for row in desk.outbox.list_rows() if row.kind == kind]
    return max(rows, key=lambda row: row.created_at)


def row_of(desk: Desk, package_id: UUID) -> PackageRow:
    """Return one package of an office's outbox."""
    return next(row for row in desk.outbox.list_rows() if row.package_id == package_id)


def file_of(desk: Desk, row: PackageRow) -> Path:
    """Return the file of a package in an office's outbox."""
    return desk.store.paths.root / row.file_name


def carry(sender: Desk, receiver: Desk, kind: str) -> ReceiveReport:
    """Carry the latest package of a kind from one office to the other."""
    return receiver.inbox.receive(file_of(sender, sent_by(sender, kind)))


def deliver(report: ReceiveReport, back_to: Desk) -> ReceiveReport:
    """Carry the receipt of a package back to who sent it."""
    assert report.receipt is not None, report.refusal
    return back_to.inbox.receive(report.receipt)


def only_conflict(desk: Desk) -> ConflictDetail:
    """Return the one conflict that waits at an office."""
    (row,) = [row for row in desk.conflicts.list_rows() if row.is_open]
    return desk.conflicts.open(row.id)
