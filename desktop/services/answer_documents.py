"""The data documents of the answers this office gives, built from its records alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import MoveKind
from desktop.law.terms import DecisionKind
from desktop.models import (
    Attachment,
    AwardRecord,
    Decision,
    Dossier,
    Event,
    Nomination,
    Office,
    PackageRecord,
)
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageKind
from desktop.sealing.seal import Entry
from desktop.services.appraisal_rows import live_nominations
from desktop.services.attachments import AttachmentRow, attachment_rows
from desktop.services.forwarding_notices import passed_on
from desktop.services.forwarding_origins import forwarded_words
from desktop.services.moves import dossier_of
from desktop.services.package_events import own_moves
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes into an answer's package, and to whom; ``answers`` is the package it answers."""

    kind: PackageKind
    receiver_id: UUID
    receiver_name: str
    dossier_id: UUID
    revision: int
    answers: UUID | None
    entries: tuple[Entry, ...]


def answer_to(store: Store, session: Session, event: Event) -> Answer:
    """Return the answer that tells the sender of a move.

    Args:
        store: whose files the papers come from.
        session: to read with.
        event: taken in, returned, refused or decided here.
    """
    dossier = dossier_of(session, event.record_id)
    told = {
        "dossier_id": dossier.id,
        "revision": event.data["revision"],
        "events": own_moves(session, dossier.id, store.actor.office_id, event.sequence),
    }
    if event.event == MoveKind.RECEIVE.value:
        return _answer(session, dossier, PackageKind.RECEIPT, told | _receipt(event))
    if event.event in {MoveKind.DECIDE.value, MoveKind.CANCEL_AWARD.value}:
        decision = session.scalars(
            sa.select(Decision).where(Decision.id == UUID(event.data["decision_id"]))
        ).one()
        papers = attachment_rows(session, papers_of(decision.id))
        document = told | _decision(session, decision, dossier, papers)
        return _answer(
            session, dossier, PackageKind.DECISION, document, _paper_entries(store, papers)
        )
    points = event.data.get("points") or [_whole_dossier(event)]
    told |= passed_on(session, dossier, event)
    return _answer(session, dossier, PackageKind.RETURN, told | {"points": points})


def papers_of(decision_id: UUID) -> sa.ColumnElement[bool]:
    """Return the condition for the papers of a decision."""
    return sa.and_(Attachment.owner_subject == "decisions", Attachment.owner_id == decision_id)


def _answer(
    session: Session,
    dossier: Dossier,
    kind: PackageKind,
    document: dict[str, Any],
    papers: tuple[Entry, ...] = (),
) -> Answer:
    sender = session.scalars(sa.select(Office).where(Office.id == dossier.origin_office_id)).one()
    data = Entry.from_bytes(kind.data_entry, dump_data(kind, document))
    asked = _asked_by(session, dossier.id, document["revision"])
    return Answer(
        kind, sender.id, sender.name, dossier.id, document["revision"], asked, (data, *papers)
    )


def _asked_by(session: Session, dossier_id: UUID, revision: int) -> UUID | None:
    return session.scalar(
        sa.select(PackageRecord.package_id).where(
            PackageRecord.direction == "in",
            PackageRecord.state == "ACCEPTED",
            PackageRecord.kind == "submission",
            PackageRecord.dossier_id == dossier_id,
            PackageRecord.revision == revision,
        )
    )


def _receipt(event: Event) -> dict[str, Any]:
    content, clock = event.data.get("content_sha256"), event.data.get("clock")
    return {
        **({"content_sha256": content} if content else {}),
        **({"note": clock} if clock else {}),
        "outcome": "accepted",
        "package_id": event.data["package_id"],
        "package_sha256": event.data["sha256"],
        "received_at": event.at,
        "officer": event.actor,
        "signature_outcome": event.data["signature"],
    }


def _whole_dossier(event: Event) -> dict[str, Any]:
    """Return a refusal's reason as the one point raised."""
    return {"id": event.id, "nomination_id": None, "item_code": None, "text": event.reason}


def _decision(
    session: Session, decision: Decision, dossier: Dossier, papers: list[AttachmentRow]
) -> dict[str, Any]:
    if decision.kind is DecisionKind.CANCEL:
        return _cancellation(session, decision, dossier, papers)
    numbers = _numbers(session, decision.id, dossier.id)
    above = forwarded_words(session, dossier.id)
    return {
        "decision": _decision_fields(decision),
        "outcomes": [
            {
                "nomination_id": n.id,
                "outcome": n.outcome.value if n.outcome else None,
                "reason": n.outcome_reason or None,
                "verdict": n.verdict.value if n.verdict else None,
                "verdict_reason": above.get(n.id) or n.verdict_reason or None,
                "certificate_number": numbers.get(n.id) or None,
                "decision_id": n.decision_id,
            }
            for n in live_nominations(session, dossier.id)
        ],
        "papers": _papers_told(decision, papers),
    }


def _cancellation(
    session: Session, decision: Decision, dossier: Dossier, papers: list[AttachmentRow]
) -> dict[str, Any]:
    """Return what a cancelling decision says of one dossier: which awards are taken back.

    It tells no outcomes: a reader of format 1.1 would take them for awards granted once more, and
    so refuses the package instead.
    """
    mine = _own_and_gathered(session, dossier.id)
    return {
        "decision": _decision_fields(decision),
        "outcomes": [],
        "cancelled": [
            {
                "nomination_id": mine[award.nomination_id],
                "decision_id": award.decision_id,
                "reason": award.cancel_reason,
            }
            for award in session.scalars(
                sa.select(AwardRecord)
                .where(AwardRecord.cancelled_by == decision.id)
                .order_by(AwardRecord.position)
            )
            if award.nomination_id in mine
        ],
        "papers": _papers_told(decision, papers),
    }


def _own_and_gathered(session: Session, dossier_id: UUID) -> dict[UUID | None, UUID]:
    """Return a dossier's nominations by what an award may name: themselves, or gathered copies."""
    own: dict[UUID | None, UUID] = {n.id: n.id for n in live_nominations(session, dossier_id)}
    query = sa.select(Nomination.id, Nomination.origin_id).where(Nomination.origin_id.in_(own))
    return own | {copy: origin for copy, origin in session.execute(query) if origin is not None}


def _decision_fields(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "number": decision.number,
        "date": decision.decided_on,
        "signatory_name": decision.signatory_name,
        "signatory_title": decision.signatory_title,
        "deciding_office": decision.deciding_office,
        "subject": decision.subject,
        "kind": decision.kind.value,
        "ground": decision.ground,
    }


def _papers_told(decision: Decision, papers: list[AttachmentRow]) -> list[dict[str, str]]:
    title = f"Quyết định số {decision.number}"
    return [{"entry": _entry_name(paper), "title": title} for paper in papers]


def _numbers(session: Session, decision_id: UUID, dossier_id: UUID) -> dict[UUID, str]:
    """Return a dossier's certificate numbers by nomination, those of gathered ones by their origin.

    Only this dossier's are read: a decision may grant a thousand more.
    """
    mine = sa.select(Nomination.id).where(Nomination.dossier_id == dossier_id)
    query = (
        sa.select(Nomination.id, Nomination.origin_id, AwardRecord.certificate_number)
        .join(AwardRecord, AwardRecord.nomination_id == Nomination.id)
        .where(
            AwardRecord.decision_id == decision_id,
            sa.or_(Nomination.dossier_id == dossier_id, Nomination.origin_id.in_(mine)),
        )
    )
    found = {}
    for nomination, origin, number in session.execute(query):
        found[nomination] = number
        if origin is not None:
            found[origin] = number
    return found


def _paper_entries(store: Store, papers: list[AttachmentRow]) -> tuple[Entry, ...]:
    def _opener(sha256: str) -> Any:
        return lambda: store.blobs.open(sha256)

    return tuple(Entry(_entry_name(p), p.size, _opener(p.sha256)) for p in papers)


def _entry_name(paper: AttachmentRow) -> str:
    return f"papers/{paper.file_name}"
