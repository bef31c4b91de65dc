"""What every record service shares: open, save, archive, history, find while typing.

A subject's service derives from ``RecordService`` and says only what is its own: its rows, its
title, its search text and the problems of its drafts. Fields are copied between the draft and the
mapped class by name, so a field declared in the draft needs nothing here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.problems import Problem, Severity
from desktop.models import Base, Record
from desktop.services.fields import (
    Draft,
    FieldKind,
    FieldSpec,
    clean,
    problems_of,
    specs_of,
    to_plain,
)
from desktop.services.in_use import still_counts
from desktop.services.references import unknown_references
from desktop.services.store import EventRow, Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

M = TypeVar("M", bound=Record)
D = TypeVar("D", bound=Draft)
R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What came of a save.

    Attributes:
        id: the record's id; None when a blocking problem kept it from being saved.
        version: the version to save against next time.
        problems: what the user can fix; warnings do not hold a save back.
    """

    id: UUID | None
    version: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def saved(self) -> bool:
        """Whether the record is in the database."""
        return self.id is not None


@dataclass(frozen=True, slots=True)
class Match:
    """One record found while typing."""

    id: UUID
    title: str
    subtitle: str = ""


class RecordService(ABC, Generic[M, D, R]):
    """Use cases every subject has.

    Class attributes:
        subject: the subject's word, as in commands and events.
        model: the mapped class.
        draft_class: the draft the form edits.
    """

    subject: ClassVar[str]
    model: ClassVar[type[Any]]
    draft_class: ClassVar[type[Any]]

    def __init__(self, store: Store) -> None:
        self._store = store

    @abstractmethod
    def list_rows(self) -> Sequence[R]:
        """Return every record's table line, archived ones included, in the order shown first."""

    @abstractmethod
    def _title(self, record: M) -> str:
        """Return the name the record is known by."""

    def _search_text(self, record: M) -> str:
        """Return the text the record is found by; the title unless a subject says more."""
        return self._title(record)

    def _sort_key(self, record: M) -> str:
        return sort_key(self._title(record))

    def _problems(self, session: Session, draft: D) -> list[Problem]:
        """Return what is wrong beyond the declarations of the fields."""
        return []

    def _before_archive(self, session: Session, record: M) -> None:
        """Refuse an archive that other records do not allow (``MoveRefused``)."""

    def _before_restore(self, session: Session, record: M) -> None:
        """Refuse a restore that other records do not allow (``MoveRefused``)."""

    def _after_save(self, session: Session, record: M) -> None:
        """Do what else belongs to a save, in the same transaction."""

    def _record_saved(self, session: Session, record: M, event: str, data: dict[str, Any]) -> None:
        """Append the event of a save, "created" or "saved", with what changed."""
        self._store.record_event(session, self.subject, record.id, event, data=data)

    def new_draft(self) -> D:
        """Return an empty draft."""
        return cast("D", self.draft_class())

    def open_draft(self, record_id: UUID) -> D:
        """Return a record as its form edits it.

        Raises:
            NotFound: there is no such record.
        """
        with self._store.reading() as session:
            return self._to_draft(self._get(session, record_id))

    def save_draft(self, draft: D) -> SaveReport:
        """Check and save a draft as one transaction and one event.

        Raises:
            StaleRecord: it was changed since it was opened.
        """
        with self._store.writing() as session:
            report = self._save(session, draft)
            if report.saved:
                session.commit()
            return report

    def save_many(self, drafts: Sequence[D]) -> list[SaveReport]:
        """Save drafts as one transaction, an event each; a blocking problem in one saves none.

        Raises:
            StaleRecord: one of them was changed since it was opened; nothing is saved.
        """
        with self._store.writing() as session:
            reports = [self._save(session, draft) for draft in drafts]
            if all(report.saved for report in reports):
                session.commit()
                return reports
        return [replace(report, id=None) for report in reports]

    def _save(self, session: Session, draft: D) -> SaveReport:
        """Check and write a draft in the caller's transaction, which the caller commits."""
        draft = _cleaned(draft)
        problems = self._all_problems(session, draft)
        if any(p.severity is Severity.BLOCKING for p in problems):
            return SaveReport(None, draft.version, tuple(problems))
        record, event, before = self._record_for(session, draft)
        self._copy(session, record, draft)
        record.search_key = fold(self._search_text(record))
        record.sort_key = self._sort_key(record)
        session.flush()
        self._after_save(session, record)
        after = to_plain(self._to_draft(record))
        self._record_saved(session, record, event, {"changes": _changes(before, after)})
        session.flush()
        return SaveReport(record.id, record.version, tuple(problems))

    def _all_problems(self, session: Session, draft: D) -> list[Problem]:
        declared = problems_of(draft, self._store.today())
        unknown = unknown_references(session, self.model, draft)
        # A subject reads on through its references: it is asked once they lead somewhere.
        return [*declared, *(unknown or self._problems(session, draft))]

    def archive(self, record_id: UUID, reason: str) -> None:
        """Put a record away; it stays readable and is never deleted.

        Raises:
            MoveRefused: something at work still needs it.
        """
        with self._store.writing() as session:
            record = self._get(session, record_id)
            self._before_archive(session, record)
            record.archived_at = self._store.clock()
            self._store.record_event(session, self.subject, record_id, "archived", reason=reason)
            session.commit()

    def restore(self, record_id: UUID) -> None:
        """Take a record back out of the archive.

        Raises:
            MoveRefused: another record has taken its place.
        """
        with self._store.writing() as session:
            record = self._get(session, record_id)
            self._before_restore(session, record)
            record.archived_at = None
            self._store.record_event(session, self.subject, record_id, "restored")
            session.commit()

    def history(self, record_id: UUID) -> tuple[EventRow, ...]:
        """Return the record's events, oldest first."""
        return self._store.history(self.subject, record_id)

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return live records whose search key holds every word of ``text``, without marks."""
        query = sa.select(self.model).where(self.model.archived_at.is_(None))
        for word in fold(text).split():
            query = query.where(self.model.search_key.contains(word, autoescape=True))
        with self._store.reading() as session:
            query = query.order_by(self.model.sort_key, self.model.id).limit(limit)
            found = session.scalars(query).all()
            return [Match(r.id, self._title(r), self._subtitle(session, r)) for r in found]

    def titles(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """Return the names of some records, archived or not."""
        query = sa.select(self.model).where(self.model.id.in_(ids))
        with self._store.reading() as session:
            return {r.id: self._title(r) for r in session.scalars(query)}

    def _subtitle(self, session: Session, record: M) -> str:
        return ""

    def _get(self, session: Session, record_id: UUID) -> M:
        record = self._find(session, record_id)
        if record is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(record_id))
        return record

    def _find(self, session: Session, record_id: UUID) -> M | None:
        options = [selectinload(getattr(self.model, name)) for name in self._line_names()]
        return cast("M | None", session.get(self.model, record_id, options=options))

    def _line_names(self) -> list[str]:
        return [n for n, s in specs_of(self.draft_class).items() if s.kind is FieldKind.LINES]

    def _to_draft(self, record: M) -> D:
        values: dict[str, Any] = {"id": record.id, "version": record.version}
        for name, spec in specs_of(self.draft_class).items():
            value = getattr(record, name)
            if spec.kind is FieldKind.LINES:
                value = tuple(_line(spec, row) for row in value)
            values[name] = value
        return cast("D", self.draft_class(**values))

    def _record_for(self, session: Session, draft: D) -> tuple[M, str, dict[str, Any]]:
        record = self._find(session, draft.id) if draft.id else None
        if record is None:
            # An id the caller brings (a package, the demo) is kept; a new record makes its own.
            made = self.model(**({"id": draft.id} if draft.id else {}))
            for name in self._line_names():
                setattr(made, name, [])
            return cast("M", made), "created", {}
        if record.version != draft.version:
            raise StaleRecord(StaleRecord.Code.CHANGED, subject=self.subject)
        return record, "saved", to_plain(self._to_draft(record))

    def _copy(self, session: Session, record: M, draft: D) -> None:
        for name, spec in specs_of(self.draft_class).items():
            value = getattr(draft, name)
            if spec.kind is FieldKind.LINES:
                _copy_lines(session, getattr(record, name), spec, value, self.model, name)
            else:
                setattr(record, name, value)
        session.add(record)

    def refuse_in_use(self, session: Session, columns: Sequence[Any], record_id: UUID) -> None:
        """Refuse an archive while live records point here.

        Args:
            session: the caller's transaction.
            columns: foreign key columns of mapped classes that may point here.
            record_id: what is to be archived.

        Raises:
            MoveRefused: IN_USE, with how many records point here.
        """
        count = 0
        for column in columns:
            query = sa.select(sa.func.count()).where(column == record_id)
            query = query.where(*still_counts(column.class_))
            count += session.scalar(query) or 0
        if count:
            raise MoveRefused(MoveRefused.Code.IN_USE, count=count)


def _cleaned(draft: T) -> T:
    """Return a draft or line with its text in NFC, trimmed; a field of one line has no breaks."""
    changes: dict[str, Any] = {}
    for name, spec in specs_of(type(draft)).items():
        value = getattr(draft, name)
        if spec.kind is FieldKind.LINES:
            changes[name] = tuple(_cleaned(line) for line in value)
        elif spec.kind is FieldKind.TEXT:
            changes[name] = " ".join(clean(value).split())
        elif spec.kind in {FieldKind.LONG_TEXT, FieldKind.OPTION}:
            changes[name] = clean(value)
    return cast("T", replace(cast("Any", draft), **changes))


def _line(spec: FieldSpec, row: Base) -> Any:
    assert spec.line is not None
    return spec.line(**{f.name: getattr(row, f.name) for f in fields(spec.line)})


def _copy_lines(
    session: Session,
    kept: list[Any],
    spec: FieldSpec,
    wanted: Sequence[Any],
    model: type[Any],
    name: str,
) -> None:
    """Make the mapped lines say what the draft's lines say, keeping the identity of known ones."""
    assert spec.line is not None
    mapped = sa.inspect(model).relationships[name].mapper.class_
    known = {row.id: row for row in kept}
    rows = []
    for position, line in enumerate(wanted):
        row = known.pop(line.id, None) if line.id else None
        if row is None:
            row = mapped()
        for line_name in specs_of(spec.line):
            setattr(row, line_name, getattr(line, line_name))
        row.position = position
        rows.append(row)
    for gone in known.values():
        kept.remove(gone)
        session.delete(gone)
    kept[:] = rows


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    skipped = {"id", "version"}
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if name not in skipped and before.get(name) != value and not (not before and not value)
    }
