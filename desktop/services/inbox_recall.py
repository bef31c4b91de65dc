"""Taking in a recall: remembered where it overtakes its dossier, a conflict where it comes late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import ConflictFound, MoveRefused, PackageRefused
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.models import Dossier, PackageRecord
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.limits import LIMITS
from desktop.sealing.verification import OpenedPackage
from desktop.services.fields import clean
from desktop.services.inbox_content import Arrival
from desktop.services.moves import SUBJECT, apply_move, state_of
from desktop.services.store import Store

_Code = PackageRefused.Code
_RECALL_OF = (
    sa.select(PackageRecord.id)
    .where(
        PackageRecord.direction == "in",
        PackageRecord.state == "ACCEPTED",
        PackageRecord.kind == PackageKind.RECALL.value,
        PackageRecord.sender_office_id == sa.bindparam("sender"),
        PackageRecord.dossier_id == sa.bindparam("dossier"),
        PackageRecord.revision == sa.bindparam("revision"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class StagedRecall:
    """A recall whose data was checked."""

    header: PackageHeader
    document: Mapping[str, Any]

    @property
    def dossier_id(self) -> UUID:
        """The dossier taken back."""
        return UUID(self.document["dossier_id"])

    @property
    def revision(self) -> int:
        """Which revision of it."""
        return int(self.document["revision"])

    def take_in(self, store: Store, session: Session, arrival: Arrival) -> None:
        """Remember the recall; a dossier taken in before goes back only by a person's choice.

        Raises:
            PackageRefused: UNKNOWN_DOSSIER, it is another office's.
            ConflictFound: RECALL_TOO_LATE.
            MoveRefused: NOT_FROM_HERE, chosen for a dossier that can no longer be given back.
        """
        dossier = session.get(Dossier, self.dossier_id)
        if dossier is None:
            return  # the line of the inbox is the memory: ``refuse_recalled`` asks for it
        if dossier.origin_office_id != self.header.sender.office_id:
            raise PackageRefused(_Code.UNKNOWN_DOSSIER)
        reason, data = clean(self.document["reason"]), {"package_id": str(arrival.package_id)}
        if dossier.revision == self.revision and dossier.state is not DossierState.RETURNED:
            if not arrival.chosen:
                raise _too_late(dossier)
            _give_back(store, session, dossier, arrival.package_id, reason)
        store.record_event(
            session, SUBJECT, dossier.id, "recall_taken_in", reason=reason, data=data
        )


def _too_late(dossier: Dossier) -> ConflictFound:
    return ConflictFound(
        ConflictFound.Code.RECALL_TOO_LATE,
        dossier_id=dossier.id,
        state=dossier.state.value,
        revision=dossier.revision,
        held=dossier.revision,
    )


def _give_back(
    store: Store, session: Session, dossier: Dossier, package_id: UUID, reason: str
) -> None:
    """Return the dossier with the recall's reason as the one point."""
    if state_of(dossier) is not DossierState.RECEIVED:
        raise MoveRefused(MoveRefused.Code.CHOICE_IMPOSSIBLE)
    point = {"id": str(package_id), "nomination_id": None, "item_code": None, "text": reason}
    apply_move(store, session, dossier, MoveKind.RETURN, reason=reason, data={"points": [point]})


def refuse_recalled(
    session: Session, header: PackageHeader, dossier_id: UUID, revision: int
) -> None:
    """Refuse a submission whose sender took it back before it came.

    Raises:
        PackageRefused: RECALLED.
    """
    about = {"sender": header.sender.office_id, "dossier": dossier_id, "revision": revision}
    if session.scalar(_RECALL_OF, about) is not None:
        raise PackageRefused(_Code.RECALLED, revision=revision)


def stage_recall(_store: Store, package: OpenedPackage, header: PackageHeader) -> StagedRecall:
    """Check a recall's data.

    Raises:
        PackageRefused: DATA_BAD with ``path``.
    """
    document = load_data(header.kind, package.read(header.kind.data_entry, LIMITS.data))
    return StagedRecall(header, document)
