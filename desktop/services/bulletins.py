"""bản tin: this office's corrections of the law data, sealed for each office below.

A bulletin says everything this office has corrected, withdrawn corrections included, so that the
last one taken in is the whole truth. To an office that was granted certificates it brings the trust
bundle too, and goes out for that alone. Its id follows from the last event of the corrections, the
bundle and whom it is for: written twice without a change between, it is the same package.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.models import (
    Event,
    LawCorrection,
    Office,
    PackageRecord,
    TrustBundle,
    TrustedCertificate,
)
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.json_form import canonical_json
from desktop.sealing.names import TRUST_BUNDLE
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.seal import Entry
from desktop.services.authorities import own_authority
from desktop.services.fields import clean
from desktop.services.keys import KeyService
from desktop.services.law_checks import row_named
from desktop.services.law_drafts import alone_problems, draft_of
from desktop.services.law_rows import shipped_entries
from desktop.services.package_writer import PackageWriter, Parcel
from desktop.services.store import Store
from desktop.services.submission_data import slug
from desktop.services.trust_bundles import keep_bundle_fresh, latest_bundle
from desktop.sync.carriers import carrier_for

ReportProgress = Callable[[int, int, str], None]

_SUBJECT = LawCorrection.__tablename__
_KIND = PackageKind.BULLETIN


@dataclass(frozen=True, slots=True)
class BulletinReport:
    """What was written.

    Attributes:
        files: one package for each office below, where it was asked to be put.
        offices: their names, in the order of the files.
        corrections: how many corrections each of them carries, withdrawn ones included.
        bundle_serial: of the trust bundle that goes to the offices joined here; 0 for none.
    """

    files: tuple[Path, ...] = ()
    offices: tuple[str, ...] = ()
    corrections: int = 0
    bundle_serial: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """The event a bulletin follows from, and when what it tells of happened."""

    cause: UUID
    at: datetime


class BulletinService:
    """Use cases of telling the offices below what this office reads in the law."""

    def __init__(self, store: Store, writer: PackageWriter, keys: KeyService) -> None:
        self._store = store
        self._writer = writer
        self._keys = keys

    def export(self, folder: Path, report: ReportProgress | None = None) -> BulletinReport:
        """Write one signed package for each office below into a folder; again at any time.

        Returns:
            no files where nothing was ever corrected here and no office is joined, or no office
            below is known.

        Raises:
            StorageError: a folder is full, missing or cannot be written.
            SigningFailed: this office's key has expired.
            PackageRefused: OWN_DATA_BAD with ``name``, a correction that no package can carry.
        """
        keep_bundle_fresh(self._store, self._keys)
        with self._store.reading() as session:
            corrections = _own(session)
            joined = _joined(session)
            receivers = [p for p in _below(session) if corrections or p.office_id in joined]
            bundle = latest_bundle(session) if joined else None
        count, serial = len(corrections), bundle.serial if bundle else 0
        if not receivers:
            return BulletinReport(corrections=count, bundle_serial=serial)
        for correction in corrections:
            _refuse_unsendable(correction, self._store.today())
        carrier_for(folder).check(0)
        files = tuple(
            self._write(party, bundle if party.office_id in joined else None, folder, report)
            for party in receivers
        )
        return BulletinReport(files, tuple(party.name for party in receivers), count, serial)

    def _write(
        self,
        receiver: Party,
        bundle: TrustBundle | None,
        folder: Path,
        report: ReportProgress | None,
    ) -> Path:
        package = self._package(receiver, bundle, report)
        source = self._store.paths.root / package.file_name
        return carrier_for(folder).deliver(source, package.sha256, report)

    def _package(
        self, receiver: Party, bundle: TrustBundle | None, report: ReportProgress | None
    ) -> PackageRecord:
        """Return the package that says what is so now, sealing it where there is none."""
        with self._store.reading() as session:
            parcel = _parcel(session, receiver, bundle)
        known = self._writer.written(parcel.package_id)
        return known or self._writer.write(parcel, report=report, on_queue=self._note)

    def _note(self, session: Session, row: PackageRecord) -> None:
        data = {"kind": row.kind, "receiver": row.receiver_name}
        self._store.record_event(session, "packages", row.package_id, "package_written", data=data)


def _parcel(session: Session, receiver: Party, bundle: TrustBundle | None) -> Parcel:
    told = _told(session, bundle)
    document = {"corrections": [_fields(record) for record in _own(session)]}
    entries = [Entry.from_bytes(_KIND.data_entry, dump_data(_KIND, document))]
    name = f"bulletin {receiver.office_id}"
    if bundle is not None:
        entries.append(Entry.from_bytes(TRUST_BUNDLE, canonical_json(bundle.document)))
        name += f" {bundle.sha256}"
    return Parcel(
        package_id=uuid5(told.cause, name),
        kind=_KIND,
        receiver=receiver,
        created_at=told.at,
        entries=tuple(entries),
        stem=f"ban-tin-{slug(receiver.name)}",
    )


def _told(session: Session, bundle: TrustBundle | None) -> _Told:
    """Return what a bulletin follows from: the last correction, or the bundle where none was."""
    query = sa.select(Event.id, Event.at).where(Event.subject == _SUBJECT)
    last = session.execute(query.order_by(Event.sequence.desc()).limit(1)).one_or_none()
    if last is None:
        assert bundle is not None  # a bulletin says something
        return _Told(bundle.id, bundle.issued_at)
    at = max(last.at, bundle.issued_at) if bundle else last.at
    return _Told(last.id, at)


def _joined(session: Session) -> set[UUID]:
    """Return the offices that were granted certificates here and can still read."""
    authority = own_authority(session)
    if authority is None:
        return set()
    query = sa.select(TrustedCertificate.office_id).where(
        TrustedCertificate.issuer == authority.fingerprint,
        TrustedCertificate.purpose == KeyPurpose.ENCRYPT.value,
        TrustedCertificate.revoked_at.is_(None),
    )
    return set(session.scalars(query))


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
