"""What must hold after every kill: nothing finished is lost, nothing half-made is seen or used."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from desktop.law.lifecycle import DossierState, MoveKind
from desktop.models import Event, PackageRecord
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveResult


class LostError(AssertionError):
    """Something that must hold after a kill does not."""


@dataclass
class Figures:
    """What the kills hit, counted."""

    kills: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)


def must(holds: object, what: str, **about: object) -> None:
    """Raise ``LostError`` unless something holds."""
    if not holds:
        raise LostError(f"{what} {about or ''}".strip())


def told_of(file: Path) -> list[dict[str, Any]]:
    """Return what the killed process had finished; a last line cut short was not finished."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def judge_database(desk: Desk) -> None:
    """The database is whole, its events still form a chain, and states are what events say."""
    with desk.engine.connect() as connection:
        (answer,) = connection.exec_driver_sql("PRAGMA integrity_check").one()
        must(answer == "ok", "the database is damaged", answer=answer)
        must(not connection.exec_driver_sql("PRAGMA foreign_key_check").all(), "a link to nothing")
    must(desk.store.broken_event() is None, "the chain of events is broken")
    for row in desk.dossiers.list_rows():
        states = [e.to_state for e in desk.dossiers.history(row.id) if e.to_state]
        must(states, "a dossier without its first event", dossier=row.id)
        must(states[-1] == row.state.value, "a state no event tells of", dossier=row.id)
    for row in desk.dossiers.list_rows():
        for file in desk.attachments.list_for_dossier(row.id):
            with desk.store.blobs.open(file.sha256) as content:
                read = content.read()
            must(hashlib.sha256(read).hexdigest() == file.sha256, "an attached file is damaged")


def judge_saved(desk: Desk, told: Iterable[dict[str, Any]]) -> None:
    """Every save that was told of is there."""
    for line in told:
        if line["event"] == "saved":
            draft = desk.units.open_draft(UUID(line["id"]))
            must(draft.version >= line["version"], "a saved unit is older than told", id=line["id"])


def judge_packages(desk: Desk, stick: Path, told: Iterable[dict[str, Any]], seen: Figures) -> None:
    """Every package is whole, told of once, and belongs to a dossier that says so."""
    for line in told:
        if line["event"] == "sent":
            file = stick / line["package"]
            must(
                file.exists() and _sha256(file) == line["sha256"], "a sent package is gone", **line
            )
    rows = desk.outbox.list_rows()
    per_revision = Counter((r.dossier_id, r.revision) for r in rows if r.kind == "submission")
    must(max(per_revision.values(), default=1) == 1, "a revision was sent twice")
    must(len({r.sequence for r in rows}) == len(rows), "a sequence number was given twice")
    digests = {r.sha256 for r in rows}
    for row in rows:
        file = desk.store.paths.root / row.file_name
        must(file.exists() and _sha256(file) == row.sha256, "the outbox lost a package")
    for file in stick.glob("*.asice.p7m"):
        must(_sha256(file) in digests, "a half-written package lies on the stick", file=file.name)
    seen.found["parts left on the stick"] += len(list(stick.glob("*.part")))
    known = {r.file_name for r in rows}
    strays = [f for f in desk.store.paths.outbox.glob("*") if _name(desk, f) not in known]
    seen.found["unqueued files in the outbox"] += len(strays)
    sent = _events(desk, MoveKind.SEND)
    must(len(sent) == len(set(sent)), "a dossier was sent twice")


def finish_sending(desk: Desk, stick: Path, seen: Figures) -> None:
    """What stopped on its way goes on, and what was queued and not copied is copied."""
    copied = {_sha256(file) for file in stick.glob("*.asice.p7m")}
    for package in desk.outbox.list_rows():
        if package.kind == "submission" and package.sha256 not in copied:
            seen.found["queued, copied again"] += not package.settled_at
            desk.outbox.copy_to(package.package_id, stick)
    for row in desk.dossiers.list_rows():
        if row.state is DossierState.DRAFT and row.nominations:
            seen.found["drafts, sent later"] += 1
            must(desk.dossiers.mark_ready(row.id, "Đã đối chiếu.").ready, "a draft lost its parts")
            desk.outbox.export(row.id, stick)
        elif row.state is DossierState.READY:
            seen.found["ready, sent later"] += 1
            desk.outbox.export(row.id, stick)


def finish_receiving(desk: Desk, stick: Path, told: list[dict[str, Any]], seen: Figures) -> None:
    """Taking the same packages in again doubles nothing and ends with a receipt for each."""
    before = {row.id for row in desk.dossiers.list_rows()}
    for line in told:
        if line["event"] == "received":
            must(UUID(line["dossier"]) in before, "a received dossier is gone", **line)
    packages = sorted(stick.glob("*.asice.p7m"))
    seen.found["answers written later"] += len(desk.inbox.finish_pending())
    for package in packages:
        report = desk.inbox.receive(package)
        must(report.refusal is None, "a good package is refused", code=report.code)
        seen.found["packages taken in later"] += report.result is ReceiveResult.NEW
        must(report.receipt is not None and report.receipt.exists(), "no receipt")
        must(desk.inbox.receive(package).result is ReceiveResult.ALREADY, "taken in twice")
    received = _events(desk, MoveKind.RECEIVE)
    must(len(received) == len(set(received)), "a dossier was taken in twice")
    with desk.store.reading() as session:
        ins = session.scalars(
            sa.select(PackageRecord.file_name).where(PackageRecord.direction == "in")
        ).all()
        answered = session.scalars(
            sa.select(PackageRecord.dossier_id).where(PackageRecord.direction == "out")
        ).all()
    must(len(answered) == len(set(answered)), "a receipt was written twice")
    must(len(answered) == len(received), "a dossier without a receipt")
    for name in ins:
        file = desk.store.paths.root / name
        must(_sha256(file) == file.stem, "the inbox lost a package", file=name)
    parts = list(desk.store.paths.quarantine.glob("*.part"))
    seen.found["parts left in the quarantine"] += len(parts)
    for part in parts:
        part.unlink()  # so that each is counted once; the program sweeps them after a day


def _events(desk: Desk, kind: MoveKind) -> list[UUID]:
    with desk.store.reading() as session:
        own = Event.office_id == desk.store.actor.office_id
        query = sa.select(Event.record_id).where(Event.event == kind.value, own)
        return list(session.scalars(query))


def _name(desk: Desk, file: Path) -> str:
    return file.relative_to(desk.store.paths.root).as_posix()


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
