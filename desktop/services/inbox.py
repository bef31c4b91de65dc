"""hộp đến: taking packages in, whatever they are, from whoever they come.

The order is what makes it safe: our own copy → verified → staged (attachments into the blob store)
→ one transaction → a signed receipt. A package that is refused or cannot be decided changes nothing
but the inbox's own list. Whatever a kill leaves undone after the transaction, the next receive of
the same package or ``finish_pending`` at the next start brings to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.disk import as_text
from desktop.errors import (
    ConflictFound,
    MoveRefused,
    NotFound,
    PackageRefused,
    SigningFailed,
    StorageError,
)
from desktop.models import PackageRecord
from desktop.sealing.header import PackageKind
from desktop.sealing.limits import LIMITS
from desktop.sealing.verification import PackageReport
from desktop.services.answers import AnswerService, TellUnfinished, copy_answer
from desktop.services.conflict_detection import LEFT, conflict_of, record_conflict
from desktop.services.handed_over import refuse_handed_over
from desktop.services.inbox_acceptance import Accepted, Choice, accept
from desktop.services.inbox_content import Content
from desktop.services.inbox_judgement import undecided
from desktop.services.inbox_records import (
    accepted_row,
    disputed_row,
    held_row,
    reception_of,
    write_disputed,
    write_held,
    write_refused,
)
from desktop.services.inbox_reports import (
    InboxRow,
    InboxState,
    InspectReport,
    ReceiveReport,
    ReceiveResult,
    inbox_rows,
    signature_of,
)
from desktop.services.inbox_staging import Judging, Staged, stage
from desktop.services.inspection import inspect_package
from desktop.services.keys import KeyService
from desktop.services.permissions import Act, refuse_act
from desktop.services.quarantine import Copy, Quarantine
from desktop.services.receipts import ReceiptService
from desktop.services.refusal_words import is_answered
from desktop.services.store import Store
from desktop.services.trust import TrustService

ReportProgress = Callable[[int, int, str], None]
_HANDED_DOWN = {PackageKind.DECISION, PackageKind.RETURN}


class InboxService:
    """Use cases of the packages that come to this office."""

    subject = "inbox"

    def __init__(
        self,
        store: Store,
        trust: TrustService,
        keys: KeyService,
        answers: AnswerService,
        receipts: ReceiptService,
    ) -> None:
        self._store = store
        self._trust = trust
        self._keys = keys
        self._answers = answers
        self._receipts = receipts
        self._quarantine = Quarantine(store.paths)

    def list_rows(self) -> list[InboxRow]:
        """Return every package that came in, the latest first."""
        with self._store.reading() as session:
            return inbox_rows(session)

    def receive(
        self,
        path: Path,
        report: ReportProgress | None = None,
        *,
        accept_unknown: bool = False,
        receipts_to: Path | None = None,
        name: str = "",
    ) -> ReceiveReport:
        """Take one package in: a dossier from below, or an answer from above.

        Args:
            path: the file as it came; it is only read.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``, and then nothing
                was changed.
            accept_unknown: the officer compared the short code and trusts the signer from now on.
            receipts_to: where a copy of the receipt goes, such as the sender's USB stick.
            name: what it was called where it came from, if not as ``path``.

        Returns:
            what came of it; refusals of the package are told there and not raised.

        Raises:
            StorageError: the file cannot be read, or this computer's disk is full.
            HandoverRefused: HANDED_OVER, another machine takes packages in.
            NotAllowed: the officer at work takes none in; nothing of it was kept.
        """
        with self._store.reading() as session:
            self._refuse_unasked(session)
            refuse_handed_over(session)
        shown = Path(name) if name else path
        try:
            with self._quarantine.copy_of(path, LIMITS.package, report) as copy:
                taken = self._take(shown, copy, Judging(accept_unknown), report)
        except PackageRefused as refusal:
            return ReceiveReport(shown, ReceiveResult.REFUSED, refusal)
        return self._copied(taken, receipts_to)

    def retry(
        self,
        record_id: UUID,
        report: ReportProgress | None = None,
        *,
        accept_unknown: bool = False,
        office_id: UUID | None = None,
        receipts_to: Path | None = None,
    ) -> ReceiveReport:
        """Judge a held package again, after its signer was pinned or with ``accept_unknown``.

        Args:
            record_id: its line in the inbox, or its package id.
            report: as ``receive``.
            accept_unknown: as ``receive``.
            office_id: the office known here that the accepted signer speaks for; None takes the
                one the package names.
            receipts_to: as ``receive``.

        Raises:
            NotFound: no such package is held.
            StorageError: the held copy is gone.
        """
        held = self._held(record_id)
        path = self._store.paths.root / held.file_name
        copy = Copy(path, held.sha256, held.size)
        taken = self._take(path, copy, Judging(accept_unknown, office_id), report)
        if taken.result is ReceiveResult.REFUSED:
            self._quarantine.drop(held.file_name)
        return self._copied(taken, receipts_to)

    def reject(self, record_id: UUID, reason: str) -> None:
        """Refuse a held package whose signer nobody vouches for, and remove our copy.

        Raises:
            NotFound: no such package is held.
            MoveRefused: NEEDS_REASON.
        """
        if not reason.strip():
            raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move="package_refused")
        held = self._held(record_id)
        copy = Copy(self._store.paths.root / held.file_name, held.sha256, held.size)
        why = {"code": "SIGNER_REJECTED"}
        with self._store.writing() as session:
            write_refused(
                self._store, session, copy, copy.path.name, why=why, reason=reason.strip()
            )
            session.commit()
        self._quarantine.drop(held.file_name)

    def inspect(self, path: Path, trust_file: Path | None = None) -> InspectReport:
        """Verify and describe a package where it lies; nothing is changed, nothing copied.

        Args:
            path: the file.
            trust_file: a certificate file to judge the signer by, beside those pinned here.

        Raises:
            StorageError: a file is missing or cannot be read.
            SigningFailed: the certificate file is unreadable.
        """
        return inspect_package(self._store, self._trust, self._keys, path, trust_file)

    def finish_pending(self, tell: TellUnfinished | None = None) -> list[Path]:
        """Write the receipts and answers a stop left unwritten, and sweep half-made copies.

        Args:
            tell: told of each that still cannot be written; the others are written all the same.
        """
        self._quarantine.sweep()
        return [*self._answers.finish_pending(tell), *self._receipts.finish_pending(tell)]

    def take_chosen(
        self, record_id: UUID, choice: Choice, report: ReportProgress | None = None
    ) -> ReceiveReport:
        """Take in a package that waited in a conflict, because a person chose its side.

        It is judged as of the day it came: a certificate that expired meanwhile was good then.

        Args:
            record_id: its line in the inbox.
            choice: written in the same transaction.
            report: as ``receive``.

        Raises:
            NotFound: no such package waits.
            PackageRefused, ConflictFound: it cannot be taken in all the same; nothing was changed.
            TrustUndecided: nobody vouches for its signer any more.
            MoveRefused: CHOICE_IMPOSSIBLE, or the dossier cannot make the move.
            StorageError: our copy is gone, or the disk is full.
            NotAllowed: as ``receive``.
        """
        with self._store.reading() as session:
            self._refuse_unasked(session)
            row = disputed_row(session, record_id)
        if row is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(record_id))
        path = self._store.paths.root / row.file_name
        copy = Copy(path, row.sha256, row.size)
        staged = self._stage(copy, Judging(at=row.created_at), report)
        if staged.content is None:
            # The officer may have vouched for the signer after it came.
            staged = self._stage(copy, Judging(), report)
        package, content = staged.package, staged.content
        if doubt := undecided(package):
            raise doubt
        assert content is not None  # staged, as nothing speaks against its signer
        accepted = accept(self._store, self._quarantine, copy, package, content, choice)
        new = self._reported(path, ReceiveResult.NEW, package)
        new = _placed(new, accepted, content)
        return self._with_receipt(new, accepted.reception_id)

    def refuse_chosen(self, record_id: UUID, choice: Choice, code: str, reason: str) -> Path | None:
        """Refuse a package that waited in a conflict, because a person chose the other side.

        Args:
            record_id: its line in the inbox; our copy stays where it is.
            choice: written in the same transaction.
            code: what its sender is told, with the reason.
            reason: as typed.

        Returns:
            the signed refusal in the outbox; None for a package that is not answered.

        Raises:
            NotFound: no such package waits.
            StorageError: the outbox cannot be written; the refusal is written later.
        """
        with self._store.writing() as session:
            row = disputed_row(session, record_id)
            if row is None:
                raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(record_id))
            row.state, row.settled_at = InboxState.REFUSED.value, self._store.clock()
            about = {"code": code, "reason": reason, "officer": self._store.actor.name}
            row.reasons = {**row.reasons, **about}
            choice.settle(session)
            session.commit()
        return self._receipts.write(record_id)

    def _take(
        self, path: Path, copy: Copy, judging: Judging, report: ReportProgress | None
    ) -> ReceiveReport:
        with self._store.reading() as session:
            known = accepted_row(session, copy.sha256)
        if known is not None:
            return self._again(path, known)
        try:
            staged = self._stage(copy, judging, report)
            if staged.content is None:
                return self._hold(path, copy, staged.package)
            return self._accept(path, copy, staged.package, staged.content)
        except PackageRefused as refusal:
            proven = judging.proven if is_answered(refusal) else None
            return self._refuse(path, copy, refusal, proven)

    def _refuse(
        self, path: Path, copy: Copy, refusal: PackageRefused, proven: PackageReport | None
    ) -> ReceiveReport:
        """Write the refusal down, and tell a sender who is known why, signed."""
        why = {key: value for key, value in refusal.data.items() if isinstance(value, str | int)}
        why = {"entry": "", **why, "code": str(refusal.code)}
        with self._store.writing() as session:
            record_id = write_refused(
                self._store, session, copy, as_text(path.name), why=why, package=proven
            )
            session.commit()
        refused = ReceiveReport(path, ReceiveResult.REFUSED, refusal, record_id)
        if proven is None:
            return refused
        told = self._reported(path, ReceiveResult.REFUSED, proven)
        return self._with_receipt(replace(told, refusal=refusal, record_id=record_id), None)

    def _stage(self, copy: Copy, judging: Judging, report: ReportProgress | None) -> Staged:
        return stage(self._store, self._trust, self._keys, copy, judging, report)

    def _hold(self, path: Path, copy: Copy, package: PackageReport) -> ReceiveReport:
        with self._store.writing() as session:
            file_name = self._quarantine.hold(copy)
            record_id = write_held(self._store, session, copy, package, file_name)
            session.commit()
        held = self._reported(path, ReceiveResult.UNDECIDED, package)
        return replace(held, refusal=undecided(package), record_id=record_id)

    def _accept(
        self, path: Path, copy: Copy, package: PackageReport, content: Content
    ) -> ReceiveReport:
        try:
            accepted = accept(self._store, self._quarantine, copy, package, content)
        except ConflictFound as found:
            return self._dispute(path, copy, package, content, found)
        if accepted.known is not None:
            return self._again(path, accepted.known)
        result = ReceiveResult.ALREADY if accepted.is_copy else ReceiveResult.NEW
        if content.header.kind in _HANDED_DOWN:
            # What the office above said of a gathered dossier goes on to those it came from.
            self._answers.finish_pending()
        new = self._reported(path, result, package)
        new = _placed(new, accepted, content)
        return self._with_receipt(new, accepted.reception_id)

    def _dispute(
        self,
        path: Path,
        copy: Copy,
        package: PackageReport,
        content: Content,
        found: ConflictFound,
    ) -> ReceiveReport:
        """Keep a package that contradicts what is here until a person has chosen.

        Raises:
            PackageRefused: NOT_CHOSEN, a person has already chosen the other side.
        """
        with self._store.writing() as session:
            row = write_disputed(
                self._store, session, copy, package, content.dossier_id, content.revision
            )
            known = conflict_of(session, row)
            if known is not None and known.choice == LEFT:
                raise PackageRefused(PackageRefused.Code.NOT_CHOSEN, reason=known.reason)
            document = getattr(content, "document", {})
            made_at = package.header.created_at if package.header is not None else None
            conflict = record_conflict(self._store, session, found, row, document, made_at)
            conflict_id = conflict.id
            record_id, row.file_name = row.id, self._quarantine.accept(copy)
            session.commit()
        disputed = self._reported(path, ReceiveResult.CONFLICT, package)
        return replace(
            disputed,
            refusal=found,
            record_id=record_id,
            conflict_id=conflict_id,
            dossier_id=content.dossier_id,
        )

    def _again(self, path: Path, row: PackageRecord) -> ReceiveReport:
        with self._store.reading() as session:
            event_id = reception_of(session, self._store, row)
        again = ReceiveReport(
            path,
            ReceiveResult.ALREADY,
            record_id=row.id,
            kind=PackageKind(row.kind),
            package_id=row.package_id,
            dossier_id=row.dossier_id,
            sender=row.sender_name,
        )
        return self._with_receipt(again, event_id)

    def _with_receipt(self, taken: ReceiveReport, event_id: UUID | None) -> ReceiveReport:
        """Add the receipt; one that cannot be written now does not undo what is in the database."""
        assert taken.record_id is not None  # what is answered has its line in the inbox
        try:
            if event_id is not None:
                return replace(taken, receipt=self._answers.write(event_id))
            return replace(taken, receipt=self._receipts.write(taken.record_id))
        except (StorageError, SigningFailed, PackageRefused) as error:
            # Of a refusal the sentence of the package itself is what the officer must read.
            return replace(taken, refusal=taken.refusal or error)

    @staticmethod
    def _copied(taken: ReceiveReport, folder: Path | None) -> ReceiveReport:
        if taken.receipt is None or folder is None:
            return taken
        try:
            copy_answer(taken.receipt, folder)
        except StorageError as error:
            return replace(taken, refusal=error)
        return taken

    def _refuse_unasked(self, session: Session) -> None:
        """Ask before a file of the package is kept: the database takes back, the disk does not."""
        refuse_act(session, self._store.actor.officer_id, Act.RECEIVE)

    def _held(self, record_id: UUID) -> PackageRecord:
        with self._store.reading() as session:
            self._refuse_unasked(session)
            row = held_row(session, record_id)
        if row is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(record_id))
        return row

    @staticmethod
    def _reported(path: Path, result: ReceiveResult, package: PackageReport) -> ReceiveReport:
        header = package.header
        assert header is not None  # only a signature that holds comes this far
        return ReceiveReport(
            path,
            result,
            kind=header.kind,
            package_id=header.package_id,
            sender=header.sender.name,
            signature=signature_of(package),
        )


def _placed(new: ReceiveReport, accepted: Accepted, content: Content) -> ReceiveReport:
    return replace(
        new,
        record_id=accepted.record_id,
        dossier_id=content.dossier_id,
        clock=accepted.clock,
    )
