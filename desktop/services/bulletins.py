"""bản tin: this office's corrections of the law data, sealed for each office below.

A bulletin says everything this office has corrected, withdrawn corrections included, so that the
last one taken in is the whole truth. Its id follows from the last event of the corrections and from
whom it is for: written twice without a change between, it is the same package.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.models import Event, LawCorrection, Office, PackageRecord
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.seal import Entry
from desktop.services.fields import clean
from desktop.services.law_checks import row_named
from desktop.services.law_drafts import alone_problems, draft_of
from desktop.services.law_rows import shipped_entries
from desktop.services.package_writer import PackageWriter, Parcel
from desktop.services.store import Store
from desktop.services.submission_data import slug
from desktop.sync.carriers import carrier_for

ReportProgress = Callable[[int, int, str], None]

_SUBJECT = LawCorrection.__tablename__


@dataclass(frozen=True, slots=True)
class BulletinReport:
    """What was written.

    Attributes:
        files: one package for each office below, where it was asked to be put.
        offices: their names, in the order of the files.
        corrections: how many corrections each of them carries, withdrawn ones included.
    """

    files: tuple[Path, ...] = ()
    offices: tuple[str, ...] = ()
    corrections: int = 0


class BulletinService:
    """Use cases of telling the offices below what this office reads in the law."""

    def __init__(self, store: Store, writer: PackageWriter) -> None:
        self._store = store
        self._writer = writer

    def export(self, folder: Path, report: ReportProgress | None = None) -> BulletinReport:
        """Write one signed package for each office below into a folder; again at any time.

        Returns:
            no files where nothing was ever corrected here, or no office below is known.

        Raises:
            StorageError: a folder is full, missing or cannot be written.
            SigningFailed: this office's key has expired.
            PackageRefused: OWN_DATA_BAD with ``name``, a correction that no package can carry.
        """
        with self._store.reading() as session:
            corrections = _own(session)
            receivers = _below(session)
        if not corrections or not receivers:
            return BulletinReport(corrections=len(corrections))
        for correction in corrections:
            _refuse_unsendable(correction, self._store.today())
        carrier_for(folder).check(0)
        files = tuple(self._write(party, folder, report) for party in receivers)
        names = tuple(party.name for party in receivers)
        return BulletinReport(files, names, len(corrections))

    def _write(self, receiver: Party, folder: Path, report: ReportProgress | None) -> Path:
        package = self._package(receiver, report)
        source = self._store.paths.root / package.file_name
        return carrier_for(folder).deliver(source, package.sha256, report)

    def _package(self, receiver: Party, report: ReportProgress | None) -> PackageRecord:
        """Return the package that says what is corrected now, sealing it where there is none."""
        with self._store.reading() as session:
            parcel = self._parcel(session, receiver)
        known = self._writer.written(parcel.package_id)
        return known or self._writer.write(parcel, report=report, on_queue=self._note)

    def _parcel(self, session: Session, receiver: Party) -> Parcel:
        query = sa.select(Event.id, Event.at).where(Event.subject == _SUBJECT)
        last = session.execute(query.order_by(Event.sequence.desc()).limit(1)).one()
        document = {"corrections": [_fields(record) for record in _own(session)]}
        data = dump_data(PackageKind.BULLETIN, document)
        return Parcel(
            package_id=uuid5(last.id, f"bulletin {receiver.office_id}"),
            kind=PackageKind.BULLETIN,
            receiver=receiver,
            created_at=last.at,
            entries=(Entry.from_bytes(PackageKind.BULLETIN.data_entry, data),),
            stem=f"ban-tin-{slug(receiver.name)}",
        )

    def _note(self, session: Session, row: PackageRecord) -> None:
        data = {"kind": row.kind, "receiver": row.receiver_name}
        self._store.record_event(session, "packages", row.package_id, "package_written", data=data)


def _own(session: Session) -> list[LawCorrection]:
    """Return this office's corrections, the withdrawn ones too; what came from above stays out."""
    query = sa.select(LawCorrection).where(LawCorrection.origin_office == "")
    return list(session.scalars(query.order_by(LawCorrection.row_id, LawCorrection.id)))


def _below(session: Session) -> list[Party]:
    """Return the offices below this one, by name."""
    own = sa.select(Office.id).where(Office.is_self).scalar_subquery()
    query = sa.select(Office.id, Office.name).where(
        Office.parent_id == own, Office.is_self.is_(False), Office.archived_at.is_(None)
    )
    return [Party(*row) for row in session.execute(query.order_by(Office.sort_key))]


def _fields(record: LawCorrection) -> dict[str, Any]:
    # Of one withdrawn it counts that it is; what it said may be why it was withdrawn.
    says = {} if record.archived_at else record.changes
    return {
        "id": record.id,
        "row_id": record.row_id,
        "changes": {key: _readable(value) for key, value in says.items()},
        "basis": clean(record.basis),
        "holds_from": record.holds_from,
        "holds_to": record.holds_to,
        "note": clean(record.note),
        "withdrawn": record.archived_at is not None,
    }


def _refuse_unsendable(record: LawCorrection, today: date) -> None:
    """Refuse a correction every office below would refuse: one of before it was looked at so.

    Raises:
        PackageRefused: OWN_DATA_BAD with ``name``.
    """
    entry = shipped_entries().get(record.row_id)
    if entry is None or record.archived_at is not None:
        return
    draft = draft_of(record.row_id, record.changes, (record.holds_from, record.holds_to))
    if alone_problems(entry, replace(draft, basis=record.basis, note=record.note), today):
        name = row_named(record.row_id)
        raise PackageRefused(PackageRefused.Code.OWN_DATA_BAD, name=name)


def _readable(value: Any) -> Any:
    """Return a value without letters no package carries, which were saved before they were told."""
    return clean(value) if isinstance(value, str) else value
