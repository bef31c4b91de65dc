"""sửa riêng: what one certificate has otherwise than its layout.

Only what is otherwise is kept, by box, with the award record: so it is there again however often
the certificate is printed, by whichever layout, and follows the layout in all else. What changes a
box that a layout does not have is kept too, and told, until that box is there again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.certificate_text import CertificateText
from desktop.documents.layout import Layout
from desktop.documents.layout_change import (
    LayoutChange,
    LostChange,
    change_data,
    change_of,
    difference,
    resolve,
)
from desktop.documents.layout_problems import problems
from desktop.errors import LayoutRefused, MoveRefused, NotFound, StaleRecord
from desktop.models import AwardRecord, Decision
from desktop.models.certificates import CertificateChange
from desktop.services.certificate_layouts_chosen import LayoutBook
from desktop.services.certificates import CertificateService
from desktop.services.store import Store

_CHANGED, _UNDONE = "certificate_changed", "certificate_change_undone"


@dataclass(frozen=True, slots=True)
class OpenCertificate:
    """One certificate for the designer.

    Attributes:
        award_id: the award record.
        version: what a change is saved against; 0 while there is none.
        number: of the certificate.
        text: what it says.
        layout: how it is printed now.
        base: how it would be printed without its own changes.
        changed: ids of boxes it has otherwise.
        lost: ids of boxes it would have otherwise, which the layout does not have.
    """

    award_id: UUID
    version: int
    number: str
    text: CertificateText
    layout: Layout
    base: Layout
    changed: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedCertificate:
    """A certificate that is not as its layout; ids of boxes as in ``OpenCertificate``."""

    award_id: UUID
    number: str
    name: str
    changed: tuple[str, ...]
    lost: tuple[str, ...]


class CertificateChangeService:
    """Use cases of single certificates that are otherwise."""

    subject = "decisions"

    def __init__(self, store: Store, certificates: CertificateService) -> None:
        self._store, self._certificates = store, certificates

    def list_for(self, decision_id: UUID, layout: str = "") -> list[ChangedCertificate]:
        """Return the certificates of a decision that are otherwise, in the order of its list.

        Args:
            decision_id: which decision.
            layout: code of the layout they are printed with, "" for the office's own choice.
        """
        query = (
            sa.select(AwardRecord, CertificateChange)
            .join(CertificateChange, CertificateChange.award_record_id == AwardRecord.id)
            .where(AwardRecord.decision_id == decision_id)
            .order_by(AwardRecord.position)
        )
        with self._store.reading() as session:
            book = LayoutBook(session)
            rows = [
                _row(award, change_of(kept.content), _base(book, award, layout))
                for award, kept in session.execute(query)
            ]
        return [row for row in rows if row.changed or row.lost]

    def open(self, award_id: UUID, layout: str = "") -> OpenCertificate:
        """Return a certificate for the designer.

        Args:
            award_id: the award record.
            layout: code of the layout it is printed with, "" for the office's own choice.

        Raises:
            NotFound: there is no such award, or it has no certificate.
            MoveRefused, DocumentFailed: as ``CertificateService.certificate_texts``.
        """
        with self._store.reading() as session:
            award = _award(session, award_id)
            decision_id, number = _decision_of(award), award.certificate_number
            base = _base(LayoutBook(session), award, layout)
            kept = _kept(session, award_id)
            version = kept.version if kept is not None else 0
            change = change_of(kept.content) if kept is not None else LayoutChange()
        found = resolve(base, change)
        changed, lost = _boxes(change, found.lost)
        texts = dict(self._certificates.listed(decision_id))
        if (text := texts.get(award_id)) is None:
            raise NotFound(NotFound.Code.RECORD, subject="awards", id=str(award_id))
        return OpenCertificate(award_id, version, number, text, found.layout, base, changed, lost)

    def save(self, award_id: UUID, wanted: Layout, version: int, layout: str = "") -> int:
        """Keep what a certificate has otherwise than its layout.

        Args:
            award_id: the award record.
            wanted: how it is to be printed.
            version: of ``OpenCertificate``.
            layout: code of the layout it was designed on.

        Returns:
            the version to save against next time.

        Raises:
            LayoutRefused: HAS_PROBLEMS with their ``count``.
            StaleRecord: somebody else changed it since; both are kept.
            NotFound: there is no such award, or it has no certificate.
            MoveRefused: WRONG_SEAT; it is printed elsewhere.
        """
        if blocking := sum(problem.blocking for problem in problems(wanted)):
            code = LayoutRefused.Code.HAS_PROBLEMS
            raise LayoutRefused(code, name=wanted.name, count=blocking)
        with self._store.writing() as session:
            award = _award(session, award_id)
            base = _base(LayoutBook(session), award, layout)
            kept = _kept(session, award_id)
            if (kept.version if kept is not None else 0) != version:
                code_stale = StaleRecord.Code.CHANGED
                raise StaleRecord(code_stale, subject="certificate_changes", id=str(award_id))
            before = change_of(kept.content) if kept is not None else LayoutChange()
            change = difference(base, wanted, resolve(base, before).lost)
            version = self._write(session, award, kept, before, change)
            session.commit()
        return version

    def undo(self, award_id: UUID, boxes: Collection[str] | None = None) -> None:
        """Let a certificate be as its layout again: some boxes, or everything.

        Raises:
            NotFound: there is no such award, or it has no certificate.
            MoveRefused: WRONG_SEAT.
        """
        with self._store.writing() as session:
            award, kept = _award(session, award_id), _kept(session, award_id)
            if kept is None:
                return
            before = change_of(kept.content)
            change = LayoutChange()
            if boxes is not None:
                changed = {k: v for k, v in before.changed.items() if k not in boxes}
                added = tuple(box for box in before.added if box.id not in boxes)
                change = LayoutChange(changed, added)
            self._write(session, award, kept, before, change)
            session.commit()

    def _write(
        self,
        session: Session,
        award: AwardRecord,
        kept: CertificateChange | None,
        before: LayoutChange,
        change: LayoutChange,
    ) -> int:
        if change == before:
            return kept.version if kept is not None else 0
        content = change_data(change)
        if kept is None:
            kept = CertificateChange(award_record_id=award.id, content=content)
            session.add(kept)
        kept.content = content
        session.flush()
        data: dict[str, Any] = {
            "number": award.certificate_number,
            "boxes": [*change.changed, *(box.id for box in change.added)],
        }
        event = _CHANGED if change else _UNDONE
        self._store.record_event(session, self.subject, _decision_of(award), event, data=data)
        return kept.version


def _base(book: LayoutBook, award: AwardRecord, layout: str) -> Layout:
    return book.layout_for(award.award_code, award.recipient_kind, layout)


def _award(session: Session, award_id: UUID) -> AwardRecord:
    award = session.get(AwardRecord, award_id)
    if award is None or not award.certificate_number:
        raise NotFound(NotFound.Code.RECORD, subject="awards", id=str(award_id))
    if not session.get_one(Decision, _decision_of(award)).made_here:
        raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move=_CHANGED)
    return award


def _decision_of(award: AwardRecord) -> UUID:
    """Return the decision of an award; one without was entered by hand and has no certificate."""
    if award.decision_id is None:
        raise NotFound(NotFound.Code.RECORD, subject="awards", id=str(award.id))
    return award.decision_id


def _kept(session: Session, award_id: UUID) -> CertificateChange | None:
    query = sa.select(CertificateChange).where(CertificateChange.award_record_id == award_id)
    return session.scalar(query)


def _row(award: AwardRecord, change: LayoutChange, base: Layout) -> ChangedCertificate:
    changed, lost = _boxes(change, resolve(base, change).lost)
    number, name = award.certificate_number, award.recipient_name
    return ChangedCertificate(award.id, number, name, changed, lost)


def _boxes(
    change: LayoutChange, lost: Sequence[LostChange]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of boxes a change shows in, and of those it does not."""
    gone = tuple(dict.fromkeys(item.box for item in lost))
    named = (*change.changed, *(box.id for box in change.added))
    return tuple(box for box in named if box not in gone), gone
