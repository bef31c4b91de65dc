"""What this office answers a sender: receipt, return and decision, each a signed package.

An answer is told by one event here (taken in, returned, refused, decided) and its id follows from
that event's. So the move and its answer need no common transaction: whatever a kill left unwritten,
``finish_pending`` finds by looking for events without a package, and writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import storage_errors, whole_file
from desktop.errors import AppError
from desktop.law.lifecycle import MoveKind
from desktop.models import Dossier, Event, PackageRecord
from desktop.sealing.header import PackageHeader, Party
from desktop.sealing.seal import SealReport, seal
from desktop.services.answer_documents import Answer, answer_to
from desktop.services.decision_papers import DecisionPapers
from desktop.services.keys import KeyService
from desktop.services.moves import SUBJECT, dossier_of
from desktop.services.store import Store
from desktop.vietnamese.text import fold

ReportProgress = Callable[[int, int, str], None]

_ANSWERED = tuple(
    kind.value for kind in (MoveKind.RECEIVE, MoveKind.RETURN, MoveKind.REFUSE, MoveKind.DECIDE)
)
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

    def __init__(self, store: Store, keys: KeyService, papers: DecisionPapers) -> None:
        self._store = store
        self._keys = keys
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
        with self._store.reading() as session:
            known = _written(session, package_id)
            if known is not None and (self._store.paths.root / known.file_name).exists():
                return self._store.paths.root / known.file_name
            event = session.scalars(sa.select(Event).where(Event.id == event_id)).one()
            decided = event.data.get("decision_id")
        if decided:
            self._papers.ensure(UUID(decided))
        return self._seal(event_id, package_id, report)

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

    def _seal(self, event_id: UUID, package_id: UUID, report: ReportProgress | None) -> Path:
        signer = self._keys.own_signer()
        with self._store.reading() as session:
            event = session.scalars(sa.select(Event).where(Event.id == event_id)).one()
            answer = answer_to(self._store, session, event)
            header = self._header(session, package_id, event, answer)
        outbox = self._store.paths.outbox
        with storage_errors(outbox):
            outbox.mkdir(parents=True, exist_ok=True)
        target = outbox / _file_name(answer, package_id)
        sealed = seal(target, header, answer.entries, signer, at=self._store.clock(), report=report)
        if not self._recorded(header, sealed, answer, target, signer.info.subject):
            # Another package took the sequence number meanwhile.
            return self._seal(event_id, package_id, report)
        return target

    def _header(
        self, session: Session, package_id: UUID, event: Event, answer: Answer
    ) -> PackageHeader:
        actor = self._store.actor
        return PackageHeader(
            package_id=package_id,
            kind=answer.kind,
            sequence=next_sequence(session),
            sender=Party(actor.office_id, actor.office_name),
            receiver=Party(answer.receiver_id, answer.receiver_name),
            created_at=event.at,
        )

    def _recorded(
        self,
        header: PackageHeader,
        sealed: SealReport,
        answer: Answer,
        target: Path,
        signer: str,
    ) -> bool:
        with self._store.writing() as session:
            if next_sequence(session) != header.sequence:
                return False
            row = _written(session, header.package_id)
            if row is None:
                row = PackageRecord(id=uuid4(), package_id=header.package_id, direction="out")
                session.add(row)
            row.kind = header.kind.value
            row.sequence = header.sequence
            row.sender_office_id, row.sender_name = header.sender.office_id, header.sender.name
            row.receiver_office_id = header.receiver.office_id
            row.receiver_name = header.receiver.name
            row.dossier_id, row.revision = answer.dossier_id, answer.revision
            row.state, row.answers, row.signer = "QUEUED", answer.answers, signer
            row.sha256, row.size = sealed.sha256, sealed.size
            row.file_name = target.relative_to(self._store.paths.root).as_posix()
            row.created_at = self._store.clock()
            session.flush()
            data = {"package_id": str(header.package_id), "kind": header.kind.value}
            self._store.record_event(
                session, SUBJECT, answer.dossier_id, "package_written", data=data
            )
            session.commit()
            return True


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


def next_sequence(session: Session) -> int:
    """Return the number of the next package this office sends."""
    out = PackageRecord.direction == "out"
    return (session.scalar(sa.select(sa.func.max(PackageRecord.sequence)).where(out)) or 0) + 1


def _written(session: Session, package_id: UUID) -> PackageRecord | None:
    query = sa.select(PackageRecord).where(
        PackageRecord.direction == "out", PackageRecord.package_id == package_id
    )
    return session.scalar(query)


def _file_name(answer: Answer, package_id: UUID) -> str:
    """Return a name that says what it is and to whom; the end keeps two of one day apart."""
    words = "".join(c if c.isalnum() else " " for c in fold(answer.receiver_name)).split()
    receiver = "-".join(words)[:60]
    kind = _FILE_NAMES[answer.kind.value]
    return f"{kind}-{receiver}-{str(package_id)[:8]}.asice"
