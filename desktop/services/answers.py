"""What this office answers a sender: receipt, return and decision, each a signed package.

An answer is told by one event here (taken in, returned, refused, decided) and its id follows from
that event's. So the move and its answer need no common transaction: whatever a kill left unwritten,
``finish_pending`` finds by looking for events without a package, and writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import whole_file
from desktop.errors import AppError
from desktop.law.lifecycle import MoveKind
from desktop.models import Decision, Dossier, Event, PackageRecord
from desktop.sealing.header import Party
from desktop.services.answer_documents import Answer, answer_to
from desktop.services.decision_dossiers import dossiers_of
from desktop.services.decision_papers import DecisionPapers
from desktop.services.forwarding_origins import PASSED_ON
from desktop.services.moves import SUBJECT, dossier_of
from desktop.services.package_writer import PackageWriter, Parcel
from desktop.services.store import Store
from desktop.services.submission_data import slug

ReportProgress = Callable[[int, int, str], None]
NEWS_STEM = "tin-trinh-cap-tren"
"""How the files begin that only tell how a dossier fares further up."""

_ANSWERED = (
    *(kind.value for kind in (MoveKind.RECEIVE, MoveKind.RETURN, MoveKind.REFUSE, MoveKind.DECIDE)),
    MoveKind.CANCEL_AWARD.value,
    *PASSED_ON,
)
_EVENT = sa.select(Event).where(Event.id == sa.bindparam("id"))
_DECIDED = (MoveKind.DECIDE.value, MoveKind.CANCEL_AWARD.value)
_FILE_NAMES = {"receipt": "bien-nhan", "return": "tra-lai", "decision": "quyet-dinh"}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A paper or an answer that still cannot be made; what it tells of stands.

    Attributes:
        dossier_id: whose; the paper of a decision and the answer with it have the same.
        about: what it belongs to, in words: «Quyết định số 12/QĐ-UBND».
        error: why it cannot be made.
    """

    dossier_id: UUID
    about: str
    error: AppError


TellUnfinished = Callable[[Unfinished], object]


class AnswerService:
    """Writing answers into the outbox; each is written once and found again ever after."""

    def __init__(self, store: Store, writer: PackageWriter, papers: DecisionPapers) -> None:
        self._store = store
        self._writer = writer
        self._papers = papers

    def write(self, event_id: UUID, report: ReportProgress | None = None) -> Path:
        """Write the signed package that tells of a move, or find the one written before.

        Args:
            event_id: a move of a received dossier: taken in, returned, refused or decided.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            StorageError: the outbox is full or cannot be written; the move stands, and
                ``finish_pending`` writes the package later.
            SigningFailed: this office's key has expired.
        """
        package_id = answer_id(event_id)
        known = self._writer.written(package_id)
        if known is not None:
            return self._store.paths.root / known.file_name
        with self._store.reading() as session:
            event = session.scalars(_EVENT, {"id": event_id}).one()
            decided = _drawn_here(session, event)
            parcel = None if decided else self._parcel_of(session, event)
        if decided:
            self._papers.ensure(decided)
        if parcel is None:
            with self._store.reading() as session:
                event = session.scalars(_EVENT, {"id": event_id}).one()
                parcel = self._parcel_of(session, event)
        row = self._writer.write(parcel, report=report, on_queue=self._note)
        return self._store.paths.root / row.file_name

    def _parcel_of(self, session: Session, event: Event) -> Parcel:
        return _parcel(answer_id(event.id), event, answer_to(self._store, session, event))

    def is_asked(self, event_id: UUID) -> bool:
        """Whether somebody is to be told of a move: the sender of a dossier received."""
        query = (
            sa.select(Dossier.origin_office_id)
            .join(Event, Event.record_id == Dossier.id)
            .where(Event.id == event_id)
        )
        with self._store.reading() as session:
            return session.scalar(query) is not None

    def of_decision(self, decision_id: UUID) -> list[UUID]:
        """Return the packages by which a decision of this office answers its senders, in order.

        One that a stop has left unwritten is among them; ``finish_pending`` writes it.
        """
        with self._store.reading() as session:
            dossiers = [d.id for d in dossiers_of(session, decision_id) if d.origin_office_id]
            query = (
                sa.select(Event)
                .where(
                    Event.subject == SUBJECT,
                    Event.record_id.in_(dossiers),
                    Event.event.in_(_DECIDED),
                    Event.office_id == self._store.actor.office_id,
                )
                .order_by(Event.sequence)
            )
            told = session.scalars(query).all()
        wanted = str(decision_id)
        return [answer_id(event.id) for event in told if event.data.get("decision_id") == wanted]

    def finish_pending(self, tell: TellUnfinished | None = None) -> list[Path]:
        """Write every answer that a stop in between has left unwritten, oldest first.

        Args:
            tell: told of each that still cannot be written; the others are written all the same.
        """
        written = []
        for event_id in self._unanswered():
            try:
                written.append(self.write(event_id))
            except AppError as error:
                if tell:
                    tell(self._unfinished(event_id, error))
        return written

    def _unfinished(self, event_id: UUID, error: AppError) -> Unfinished:
        with self._store.reading() as session:
            event = session.scalars(sa.select(Event).where(Event.id == event_id)).one()
            dossier = dossier_of(session, event.record_id)
            return Unfinished(dossier.id, f"hồ sơ «{dossier.title}»", error)

    def _unanswered(self) -> list[UUID]:
        here = self._store.actor.office_id
        asked = (
            sa.select(Event.id)
            .join(Dossier, Dossier.id == Event.record_id)
            .where(
                Event.subject == SUBJECT,
                Event.event.in_(_ANSWERED),
                Event.office_id == here,
                Dossier.origin_office_id.is_not(None),
            )
            .order_by(Event.sequence)
        )
        written = sa.select(PackageRecord.package_id).where(PackageRecord.direction == "out")
        with self._store.reading() as session:
            known = set(session.scalars(written))
            return [e for e in session.scalars(asked) if answer_id(e) not in known]

    def _note(self, session: Session, row: PackageRecord) -> None:
        assert row.dossier_id is not None  # an answer is about a dossier
        data = {"package_id": str(row.package_id), "kind": row.kind}
        self._store.record_event(session, SUBJECT, row.dossier_id, "package_written", data=data)


def answer_id(event_id: UUID) -> UUID:
    """Return the id of the package that tells of an event, the same however often it is made."""
    return uuid5(event_id, "answer")


def copy_answer(answer: Path, folder: Path) -> None:
    """Copy a written answer where its receiver will find it, such as their USB stick.

    Raises:
        StorageError: the folder is full, missing or cannot be written.
    """
    with whole_file(folder / answer.name) as file:
        file.write(answer.read_bytes())


def _drawn_here(session: Session, event: Event) -> UUID | None:
    """Return the decision whose paper this office draws; that of the office above came with it."""
    told = event.data.get("decision_id")
    decision = session.get(Decision, UUID(told)) if told else None
    return decision.id if decision is not None and decision.made_here else None


def _file_name(event: Event, answer: Answer) -> str:
    return NEWS_STEM if event.event in PASSED_ON else _FILE_NAMES[answer.kind.value]


def _parcel(package_id: UUID, event: Event, answer: Answer) -> Parcel:
    return Parcel(
        package_id=package_id,
        kind=answer.kind,
        receiver=Party(answer.receiver_id, answer.receiver_name),
        created_at=event.at,
        entries=answer.entries,
        stem=f"{_file_name(event, answer)}-{slug(answer.receiver_name)}",
        dossier_id=answer.dossier_id,
        revision=answer.revision,
        answers=answer.answers,
    )
