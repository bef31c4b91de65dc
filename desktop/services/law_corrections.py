"""sửa đổi dữ liệu pháp luật: what this office, or one above it, reads differently from the files.

A correction is a record like any other: saved with events, withdrawn and never deleted. Before it
is saved the whole law is built with it, held against the files' schemas and looked through for rows
that contradict one another; what fails is refused with the rows named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound
from desktop.law.correctable import fields_of
from desktop.law.corrections import Correction, Value
from desktop.law.problems import Problem, ProblemCode
from desktop.law.wording import about, in_words, period
from desktop.models import LawCorrection
from desktop.overrides import override
from desktop.services.law_book import in_force
from desktop.services.law_checks import law_problems, row_named
from desktop.services.law_drafts import (
    CorrectionDraft,
    changes_of,
    correction_of,
    days_problems,
    meet,
    typed_problems,
)
from desktop.services.law_rows import (
    LawRow,
    LawRowDetail,
    id_of,
    law_rows,
    names,
    row_detail,
    shipped_entries,
)
from desktop.services.records import RecordService
from desktop.services.store import EventRow


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction of a row, in force or not.

    Attributes:
        says: what it changes, in words; that it confirms the row where it changes nothing.
        origin_office: the office above that sent it, "" for one made here.
        counts: whether it is in force here; one received beside the office's own is not.
    """

    id: UUID
    version: int
    says: str
    basis: str
    period: str
    note: str
    origin_office: str
    withdrawn: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class OpenLawRow:
    """A row laid open with every correction of it, the latest first."""

    detail: LawRowDetail
    corrections: tuple[CorrectionRow, ...]
    events: tuple[EventRow, ...]


class LawCorrectionService(RecordService[LawCorrection, CorrectionDraft, LawRow]):
    """Use cases of the law data in the office's hands."""

    subject = "law_corrections"
    model = LawCorrection
    draft_class = CorrectionDraft

    @override
    def list_rows(self) -> Sequence[LawRow]:
        """Return every row of the law as it stands today, in the order of the files."""
        with self._store.reading() as session:
            corrections = in_force(session)
        return law_rows(corrections, self._store.today())

    def open(self, row: UUID) -> OpenLawRow:
        """Return a row of the law by the id its line has.

        Raises:
            NotFound: no row of the shipped data has that id.
        """
        row_id = next((name for name in shipped_entries() if id_of(name) == row), None)
        if row_id is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(row))
        with self._store.reading() as session:
            corrections = in_force(session)
            records = _of_row(session, row_id)
            own = any(not r.origin_office and r.archived_at is None for r in records)
            rows = tuple(_correction_row(record, own=own) for record in records)
        events = [event for record in rows for event in self.history(record.id)]
        detail = row_detail(row_id, corrections, self._store.today())
        return OpenLawRow(detail, rows, tuple(sorted(events, key=lambda e: e.at)))

    def withdraw(self, correction_id: UUID, reason: str) -> None:
        """Take a correction back; the shipped row, or one received, counts again.

        Raises:
            MoveRefused: LAW_CONTRADICTS, what is left would contradict itself.
        """
        self.archive(correction_id, reason)

    @override
    def _before_archive(self, session: Session, record: LawCorrection) -> None:
        before = in_force(session)
        record.archived_at = self._store.clock()
        session.flush()
        _refuse_contradiction(session, record, before)

    @override
    def _before_restore(self, session: Session, record: LawCorrection) -> None:
        before, mine = in_force(session), _frozen(record)
        for other in _of_row(session, record.row_id):
            live = other.archived_at is None and other.id != record.id
            if live and other.origin_office == record.origin_office and meet(mine, _frozen(other)):
                days = period(other.holds_from, other.holds_to)
                raise MoveRefused(MoveRefused.Code.LAW_TWICE, basis=other.basis, period=days)
        record.archived_at = None
        session.flush()
        _refuse_contradiction(session, record, before)

    @override
    def _title(self, record: LawCorrection) -> str:
        entry = shipped_entries().get(record.row_id)
        return about(entry, names()) if entry else record.row_id

    @override
    def _search_text(self, record: LawCorrection) -> str:
        return f"{self._title(record)} {record.basis} {record.row_id}"

    @override
    def _to_draft(self, record: LawCorrection) -> CorrectionDraft:
        return CorrectionDraft(
            id=record.id,
            version=record.version,
            row_id=record.row_id,
            values=dict(record.changes),
            basis=record.basis,
            holds_from=record.holds_from,
            holds_to=record.holds_to,
            whole_time=record.holds_from is None and record.holds_to is None,
            note=record.note,
        )

    @override
    def _copy(self, session: Session, record: LawCorrection, draft: CorrectionDraft) -> None:
        record.row_id, record.changes = draft.row_id, changes_of(draft)
        record.basis, record.note = draft.basis, draft.note
        record.holds_from, record.holds_to = draft.holds_from, draft.holds_to
        session.add(record)

    @override
    def _record_saved(
        self, session: Session, record: LawCorrection, event: str, data: dict[str, Any]
    ) -> None:
        super()._record_saved(session, record, event, {**data, "row_id": record.row_id})

    @override
    def _problems(self, session: Session, draft: CorrectionDraft) -> list[Problem]:
        entry = shipped_entries().get(draft.row_id)
        if entry is None:
            return [Problem("", ProblemCode.ROW_UNKNOWN)]
        found = typed_problems(entry, draft) or days_problems(entry, draft)
        found = found or _others_problems(session, draft)
        if found:
            return found
        others = [c for c in in_force(session) if c.row_id != draft.row_id]
        same = [_frozen(record) for record in _own_of_row(session, draft)]
        return law_problems([*others, *same, correction_of(draft)], entry.collection.name)


def _refuse_contradiction(
    session: Session, record: LawCorrection, before: Sequence[Correction]
) -> None:
    """Refuse a move after which the law contradicts itself in a way it did not before.

    Raises:
        MoveRefused: LAW_CONTRADICTS with ``why`` and ``rows``.
    """
    entry = shipped_entries().get(record.row_id)
    if entry is None:
        return
    name = entry.collection.name
    found = law_problems(in_force(session), name)
    known = law_problems(before, name) if found else []
    for problem in found:
        if problem not in known:
            rows = problem.data.get("rows") or row_named(record.row_id)
            why = problem.data.get("why", "")
            raise MoveRefused(MoveRefused.Code.LAW_CONTRADICTS, why=why, rows=rows)


def _own_of_row(session: Session, draft: CorrectionDraft) -> list[LawCorrection]:
    """Return this office's live corrections of a draft's row, without the one being edited."""
    return [
        record
        for record in _of_row(session, draft.row_id)
        if record.archived_at is None and not record.origin_office and record.id != draft.id
    ]


def _of_row(session: Session, row_id: str) -> list[LawCorrection]:
    """Return every correction of a row: live ones first, the office's own before received ones."""
    found = session.scalars(sa.select(LawCorrection).where(LawCorrection.row_id == row_id))
    return sorted(
        found,
        key=lambda r: (r.archived_at is not None, bool(r.origin_office), r.holds_from or date.min),
    )


def _frozen(record: LawCorrection) -> Correction:
    days = (record.holds_from, record.holds_to)
    return Correction.of(record.row_id, record.changes, record.basis, *days)


def _others_problems(session: Session, draft: CorrectionDraft) -> list[Problem]:
    """Return what stands against a draft: another correction of its days, or another's record."""
    record = session.get(LawCorrection, draft.id) if draft.id else None
    if record is not None and record.origin_office:
        data: dict[str, object] = {"office": record.origin_office}
        return [Problem("", ProblemCode.CORRECTION_RECEIVED, data=data)]
    mine = correction_of(draft)
    for other in _own_of_row(session, draft):
        if meet(mine, _frozen(other)):
            days = period(other.holds_from, other.holds_to)
            twice = ProblemCode.CORRECTION_TWICE
            return [Problem("holds_from", twice, data={"basis": other.basis, "period": days})]
    return []


def _correction_row(record: LawCorrection, *, own: bool) -> CorrectionRow:
    withdrawn = record.archived_at is not None
    return CorrectionRow(
        id=record.id,
        version=record.version,
        says=_changes_in_words(record),
        basis=record.basis,
        period=period(record.holds_from, record.holds_to),
        note=record.note,
        origin_office=record.origin_office,
        withdrawn=withdrawn,
        counts=not withdrawn and (not record.origin_office or not own),
    )


def _changes_in_words(record: LawCorrection) -> str:
    entry = shipped_entries().get(record.row_id)
    fields = {field.key: field for field in fields_of(entry)} if entry else {}
    told = [
        f"{fields[key].label}: {in_words(fields[key], _value(value))}"
        for key, value in record.changes.items()
        if key in fields
    ]
    return "; ".join(told) or "Xác nhận đúng như dữ liệu của chương trình"


def _value(plain: Any) -> Value:
    return tuple(plain) if isinstance(plain, list) else cast("Value", plain)
