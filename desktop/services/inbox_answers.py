"""Taking in what the office above answers: receipt, return, decision.

Each is written in the caller's transaction. The other end's moves are followed as its events tell
them, so an answer that overtakes an earlier one brings what that one would have brought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, PackageRefused
from desktop.law.lifecycle import Actor, DossierState, MoveKind
from desktop.law.terms import Outcome, Verdict
from desktop.models import Attachment, Decision, Dossier, Event, Nomination, PackageRecord
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.limits import LIMITS
from desktop.sealing.verification import OpenedPackage
from desktop.services.appraisal_rows import live_nominations
from desktop.services.award_records import add_award_records
from desktop.services.fields import clean
from desktop.services.inbox_content import Arrival
from desktop.services.moves import SUBJECT, follow_moves
from desktop.services.package_events import moment_of, moves_told, refuse_taken
from desktop.services.package_streams import checked_media_type
from desktop.services.store import EventRow, Store
from desktop.vietnamese.text import fold

_Code = PackageRefused.Code


@dataclass(frozen=True, slots=True)
class StagedPaper:
    """A paper that came with a decision, already in the blob store; ``size`` in bytes."""

    file_name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class StagedAnswer:
    """An answer whose data was checked and whose papers are in the blob store."""

    header: PackageHeader
    document: Mapping[str, Any]
    papers: tuple[StagedPaper, ...] = ()

    @property
    def dossier_id(self) -> UUID:
        """The dossier it is about."""
        return UUID(self.document["dossier_id"])

    @property
    def revision(self) -> int:
        """Which revision of it."""
        return int(self.document["revision"])

    def take_in(self, store: Store, session: Session, arrival: Arrival) -> None:
        """Write what it says about the dossier."""
        take_in_answer(store, session, self)
        data = {"package_id": str(arrival.package_id), "kind": self.header.kind.value}
        store.record_event(session, SUBJECT, self.dossier_id, "package_taken_in", data=data)


def stage_answer(store: Store, package: OpenedPackage, header: PackageHeader) -> StagedAnswer:
    """Check an answer's data, and keep the papers it carries.

    Raises:
        PackageRefused: DATA_BAD, ATTACHMENT_BAD, or MISSING_ENTRY for a paper that is not there.
        StorageError: the disk is full or cannot be written.
    """
    document = load_data(header.kind, package.read(header.kind.data_entry, LIMITS.data))
    entries = [paper["entry"] for paper in document.get("papers", [])]
    papers = tuple(_stage_paper(store, package, entry) for entry in entries)
    return StagedAnswer(header, document, papers)


def _stage_paper(store: Store, package: OpenedPackage, entry: str) -> StagedPaper:
    name = PurePosixPath(entry).name
    with package.stream(entry) as content:
        size = content.size
    media_type = checked_media_type(package, entry, name, size)
    with package.stream(entry) as content:
        sha256, size = store.blobs.put(cast("BinaryIO", content))
    return StagedPaper(name, media_type, sha256, size)


def take_in_answer(store: Store, session: Session, answer: StagedAnswer) -> None:
    """Write a staged answer about a dossier of this office.

    Raises:
        PackageRefused: UNKNOWN_DOSSIER, OLD_REVISION, STATE_CONFLICT or DATA_BAD; nothing was
            changed.
    """
    dossier = _own_dossier(session, answer)
    _follow(store, session, dossier, answer)
    _settle_sent(session, answer)
    if answer.header.kind is PackageKind.DECISION:
        _write_decision(store, session, dossier, answer)
    if dossier.state is DossierState.SENT:
        # Whatever it answers, the other end must at least have taken the dossier in.
        raise PackageRefused(_Code.DATA_BAD, path="events")


def _own_dossier(session: Session, answer: StagedAnswer) -> Dossier:
    dossier = session.get(Dossier, answer.dossier_id)
    sender = answer.header.sender.office_id
    if dossier is None or dossier.origin_office_id or dossier.receiver_office_id != sender:
        raise PackageRefused(_Code.UNKNOWN_DOSSIER)
    if answer.revision < dossier.revision:
        held = dossier.revision
        raise PackageRefused(_Code.OLD_REVISION, revision=answer.revision, held=held)
    if answer.revision > dossier.revision:
        raise PackageRefused(_Code.DATA_BAD, path="revision")
    return dossier


def _follow(store: Store, session: Session, dossier: Dossier, answer: StagedAnswer) -> None:
    told = moves_told(
        answer.document["events"],
        answer.header.sender.office_id,
        Actor.RECEIVER,
        {"revision": answer.revision},
    )
    refuse_taken(session, Event.id, [e.id for e in told], Event.record_id != dossier.id)
    points = answer.document.get("points")
    if points is not None:
        told = [_with_points(event, points) for event in told]
    state = dossier.state
    try:
        follow_moves(store, session, dossier, told)
    except MoveRefused as error:
        raise PackageRefused(_Code.STATE_CONFLICT, state=state.value) from error


def _with_points(event: EventRow, points: Sequence[Mapping[str, Any]]) -> EventRow:
    if event.event != MoveKind.RETURN.value:
        return event
    return replace(event, data={**event.data, "points": list(points)})


def _settle_sent(session: Session, answer: StagedAnswer) -> None:
    """Mark the package that was answered as received, checking that it is the one meant."""
    query = sa.select(PackageRecord).where(
        PackageRecord.direction == "out",
        PackageRecord.kind == "submission",
        PackageRecord.dossier_id == answer.dossier_id,
        PackageRecord.revision == answer.revision,
    )
    sent = session.scalar(query)
    if sent is None:
        raise PackageRefused(_Code.UNKNOWN_DOSSIER)
    receipt = answer.document
    if "package_id" in receipt:
        named = (UUID(receipt["package_id"]), receipt["package_sha256"])
        if named != (sent.package_id, sent.sha256):
            raise PackageRefused(_Code.DATA_BAD, path="package_sha256")
        sent.settled_at = moment_of(receipt["received_at"])
    sent.state = "RECEIVED"
    sent.settled_at = sent.settled_at or answer.header.created_at


def _write_decision(store: Store, session: Session, dossier: Dossier, answer: StagedAnswer) -> None:
    fields = answer.document["decision"]
    known = session.get(Decision, UUID(fields["id"]))
    if known is not None:
        raise PackageRefused(_Code.DATA_BAD, path="decision.id")
    decision = Decision(
        id=UUID(fields["id"]),
        number=_line(fields["number"]),
        decided_on=date.fromisoformat(fields["date"]),
        dossier_id=dossier.id,
        deciding_office_id=answer.header.sender.office_id,
        deciding_office=_line(fields["deciding_office"]),
        signatory_name=_line(fields["signatory_name"]),
        signatory_title=_line(fields["signatory_title"]),
        subject=_line(fields.get("subject", "")),
        made_here=False,
        search_key=fold(f"{fields['number']} {dossier.title}"),
    )
    session.add(decision)
    session.flush()
    granted = _write_outcomes(session, dossier, answer.document["outcomes"])
    numbers = {
        UUID(item["nomination_id"]): _line(item["certificate_number"] or "")
        for item in answer.document["outcomes"]
    }
    add_award_records(session, decision, granted, numbers)
    for paper in answer.papers:
        session.add(_paper(store, decision, paper))


def _write_outcomes(
    session: Session, dossier: Dossier, outcomes: Sequence[Mapping[str, Any]]
) -> list[Nomination]:
    """Write what became of each nomination, and return those granted in the list's order."""
    nominations = live_nominations(session, dossier.id)
    by_id = {n.id: n for n in nominations}
    for item in outcomes:
        nomination = by_id.get(UUID(item["nomination_id"]))
        if nomination is None:
            raise PackageRefused(_Code.DATA_BAD, path="outcomes.nomination_id")
        nomination.verdict = Verdict(item["verdict"]) if item["verdict"] else None
        nomination.verdict_reason = clean(item["verdict_reason"] or "")
        nomination.outcome = Outcome(item["outcome"]) if item["outcome"] else None
        nomination.outcome_reason = clean(item["reason"] or "")
    return [n for n in nominations if n.outcome is Outcome.GRANTED]


def _paper(store: Store, decision: Decision, paper: StagedPaper) -> Attachment:
    return Attachment(
        owner_subject="decisions",
        owner_id=decision.id,
        file_name=paper.file_name,
        media_type=paper.media_type,
        size=paper.size,
        sha256=paper.sha256,
        added_at=store.clock(),
    )


def _line(value: str) -> str:
    return " ".join(clean(value).split())
