"""Taking in a bulletin: what the office above corrected in the law data, each marked as its own.

A correction this office made itself stays in force; one received of the same row is kept beside it
(``law_book.in_force``). What no row here bears, since this version is older or newer than the
sender's, is left out: the office's own event of the bulletin names the rows.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.law.correctable import Entry
from desktop.law.corrections import Correction
from desktop.law.reading import day_of
from desktop.law.wording import about
from desktop.models import LawCorrection, Office, PackageRecord
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.limits import LIMITS
from desktop.sealing.verification import OpenedPackage
from desktop.services.fields import clean
from desktop.services.inbox_content import Arrival
from desktop.services.law_book import in_force
from desktop.services.law_checks import law_problems
from desktop.services.law_drafts import (
    CorrectionDraft,
    alone_problems,
    changes_of,
    correction_of,
    draft_of,
    meet,
)
from desktop.services.law_rows import names, shipped_entries
from desktop.services.store import Store
from desktop.services.told_bundles import take_in_told, told_bundle
from desktop.vietnamese.text import fold

_Code = PackageRefused.Code
_SUBJECT = LawCorrection.__tablename__


@dataclass(frozen=True, slots=True)
class StagedBulletin:
    """A bulletin whose data was checked."""

    header: PackageHeader
    document: Mapping[str, Any]
    trust_bundle: Mapping[str, Any] | None = None
    dossier_id: None = None
    revision: None = None

    def take_in(self, store: Store, session: Session, _arrival: Arrival) -> None:
        """Write what it corrects, and whom to trust from now on."""
        take_in_bulletin(store, session, self)
        if self.trust_bundle is not None:
            take_in_told(store, session, self.header.sender.office_id, self.trust_bundle)


def stage_bulletin(store: Store, package: OpenedPackage, header: PackageHeader) -> StagedBulletin:
    """Check a bulletin's data.

    Raises:
        PackageRefused: DATA_BAD with ``path``.
    """
    document = load_data(header.kind, package.read(header.kind.data_entry, LIMITS.data))
    seen: dict[str, list[Correction]] = defaultdict(list)
    for place, item in enumerate(document["corrections"]):
        entry = shipped_entries().get(item["row_id"])
        # Of one taken back only that it is taken back is used.
        if entry is not None and not item["withdrawn"]:
            _check(store, entry, item, seen[entry.id], f"corrections.{place}")
    return StagedBulletin(header, document, told_bundle(package))


def _check(
    store: Store, entry: Entry, item: Mapping[str, Any], others: list[Correction], path: str
) -> None:
    """Refuse what the form of a correction would not let an officer save."""
    draft = _draft(item)
    if found := alone_problems(entry, draft, store.today()):
        where = found[0].field.replace("values.", "changes.") or "changes"
        raise PackageRefused(_Code.DATA_BAD, path=f"{path}.{where}")
    mine = correction_of(draft)
    if any(meet(mine, other) for other in others):
        raise PackageRefused(_Code.DATA_BAD, path=f"{path}.holds_from")
    others.append(mine)


def _draft(item: Mapping[str, Any]) -> CorrectionDraft:
    """Return a correction as if it were typed here."""
    days = (day_of(item["holds_from"]), day_of(item["holds_to"]))
    draft = draft_of(item["row_id"], item["changes"], days)
    basis = " ".join(clean(item["basis"]).split())
    return dataclasses.replace(draft, basis=basis, note=clean(item["note"]))


def take_in_bulletin(store: Store, session: Session, bulletin: StagedBulletin) -> None:
    """Write what a bulletin corrects, in the caller's transaction.

    Raises:
        PackageRefused: NOT_FROM_ABOVE, OLD_BULLETIN, or DATA_BAD where an id is this office's own
            or the law would not hold together; nothing was changed.
    """
    _refuse_others(session, bulletin.header)
    touched, unknown = set(), set()
    for item in bulletin.document["corrections"]:
        entry = shipped_entries().get(item["row_id"])
        if entry is None:
            unknown.add(item["row_id"])
            continue
        _write(store, session, bulletin.header, item)
        touched.add(entry.collection.name)
    session.flush()
    data = {"sender": bulletin.header.sender.name, "rows_unknown": sorted(unknown)}
    package_id = bulletin.header.package_id
    store.record_event(session, "packages", package_id, "package_taken_in", data=data)
    corrections = in_force(session)
    for collection in sorted(touched):
        if law_problems(corrections, collection):
            raise PackageRefused(_Code.DATA_BAD, path=collection)


def _refuse_others(session: Session, header: PackageHeader) -> None:
    """Refuse a bulletin of an office that is not the one above, and one that was overtaken."""
    above = sa.select(Office.parent_id).where(Office.is_self).scalar_subquery()
    parent = session.scalar(sa.select(Office).where(Office.id == above))
    sender = header.sender
    if parent is None or (parent.id != sender.office_id and fold(parent.name) != fold(sender.name)):
        raise PackageRefused(_Code.NOT_FROM_ABOVE, sender=sender.name)
    later = sa.select(PackageRecord.id).where(
        PackageRecord.direction == "in",
        PackageRecord.state == "ACCEPTED",
        PackageRecord.kind == PackageKind.BULLETIN.value,
        PackageRecord.sender_office_id == sender.office_id,
        PackageRecord.database_id == header.database_id,
        PackageRecord.sequence > header.sequence,
    )
    if session.scalar(later.limit(1)) is not None:
        raise PackageRefused(_Code.OLD_BULLETIN)


def _write(store: Store, session: Session, header: PackageHeader, item: Mapping[str, Any]) -> None:
    """Write one correction unless it is here already as it is told."""
    record_id, told = UUID(item["id"]), _told(item)
    record = session.get(LawCorrection, record_id)
    if record is not None and (not record.origin_office or record.row_id != item["row_id"]):
        raise PackageRefused(_Code.DATA_BAD, path="corrections.id")
    if told == (_says(record) if record else None):
        return
    if record is None:
        record = LawCorrection(id=record_id, row_id=item["row_id"])
        session.add(record)
    for name, value in (told or {}).items():
        setattr(record, name, value)
    record.origin_office = header.sender.name
    record.archived_at = None if told else store.clock()
    topic = about(shipped_entries()[record.row_id], names())
    record.search_key = fold(f"{topic} {record.basis} {record.row_id}")
    session.flush()
    event = "correction_received" if told else "correction_taken_back"
    data = {"row_id": record.row_id, "package_id": str(header.package_id)}
    store.record_event(
        session, _SUBJECT, record_id, event, reason=f"Theo {header.sender.name}", data=data
    )


def _told(item: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what a correction in force says; None for one taken back."""
    if item["withdrawn"]:
        return None
    draft = _draft(item)
    return {
        "changes": changes_of(draft),
        "basis": draft.basis,
        "holds_from": draft.holds_from,
        "holds_to": draft.holds_to,
        "note": draft.note,
    }


def _says(record: LawCorrection) -> Mapping[str, Any] | None:
    if record.archived_at is not None:
        return None
    return {
        "changes": record.changes,
        "basis": record.basis,
        "holds_from": record.holds_from,
        "holds_to": record.holds_to,
        "note": record.note,
    }
