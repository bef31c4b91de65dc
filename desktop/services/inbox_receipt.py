"""Taking in a receipt: the receiver has this office's package, or says why it does not want it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import ConflictFound, PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.models import Dossier, PackageRecord
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageHeader
from desktop.sealing.limits import LIMITS
from desktop.sealing.verification import OpenedPackage
from desktop.services.dossier_restoring import restore_revision
from desktop.services.fields import clean
from desktop.services.inbox_content import Arrival
from desktop.services.inbox_following import follow, keep_history, misfit, own_dossier
from desktop.services.moves import SUBJECT
from desktop.services.package_events import moment_of
from desktop.services.settlement import (
    OutboxState,
    sent_package,
    sent_submission,
    settle_accepted,
    settle_refused,
)
from desktop.services.store import Store

_Code = PackageRefused.Code
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class StagedReceipt:
    """A receipt whose data was checked."""

    header: PackageHeader
    document: Mapping[str, Any]

    @property
    def dossier_id(self) -> UUID | None:
        """The dossier whose submission it answers; None for any other package."""
        named = self.document.get("dossier_id")
        return UUID(named) if named else None

    @property
    def revision(self) -> int | None:
        """Which revision of it."""
        return self.document.get("revision") if self.dossier_id else None

    def take_in(self, store: Store, session: Session, arrival: Arrival) -> None:
        """Settle the package it answers, and follow the dossier where it tells of one."""
        if self.document.get("outcome") == _REFUSED or self.dossier_id is None:
            self._settle_package(store, session)
            return
        self._settle_submission(store, session, arrival)
        data = {"package_id": str(arrival.package_id), "kind": self.header.kind.value}
        store.record_event(session, SUBJECT, self.dossier_id, "package_taken_in", data=data)

    def _settle_package(self, store: Store, session: Session) -> None:
        sent = sent_package(session, self._named, self.header.sender.office_id)
        if sent is None or not _is_meant(sent, self.document):
            raise PackageRefused(_Code.UNKNOWN_PACKAGE)
        at = moment_of(self.document["received_at"])
        if self.document.get("outcome") == _REFUSED:
            settle_refused(store, session, sent, self.document, at)
        else:
            settle_accepted(store, session, sent, at, self._clock)

    def _settle_submission(self, store: Store, session: Session, arrival: Arrival) -> None:
        """Follow the receiver's moves, unless this office took the dossier back meanwhile."""
        assert self.dossier_id is not None  # asked before
        assert self.revision is not None  # the schema gives both or neither
        dossier = own_dossier(session, self.dossier_id, self.header.sender.office_id)
        sent = self._sent(session, dossier, self.revision, chosen=arrival.chosen)
        if self.revision < dossier.revision and not arrival.chosen:
            self._told_late(store, session, dossier, sent)
        else:
            if self.revision > dossier.revision and not arrival.chosen:
                raise misfit(dossier, self._placed)
            self._followed(store, session, dossier, chosen=arrival.chosen)
        if sent is not None:
            sent.state = OutboxState.CARRIED.value if arrival.chosen else sent.state
            at = moment_of(self.document["received_at"])
            settle_accepted(store, session, sent, at, self._clock)

    def _sent(
        self, session: Session, dossier: Dossier, revision: int, *, chosen: bool
    ) -> PackageRecord | None:
        """Return the package answered; None only where a person chose to believe the receiver."""
        sent = sent_submission(session, dossier.id, revision)
        named = sent_package(session, self._named, self.header.sender.office_id)
        if (sent is not None or named is not None) and sent is not named:
            raise PackageRefused(_Code.DATA_BAD, path="package_id")
        if not chosen and (sent is None or not _is_meant(sent, self.document)):
            raise misfit(dossier, self._placed)
        return sent

    def _told_late(
        self, store: Store, session: Session, dossier: Dossier, sent: PackageRecord | None
    ) -> None:
        """Keep a receipt of an earlier revision, unless it says that the recall came too late."""
        state = sent.state if sent is not None else ""
        if state == OutboxState.RECALLED:
            code = ConflictFound.Code.RECEIPT_AFTER_RECALL
            about = {"revision": self.revision, "held": dossier.revision}
            raise ConflictFound(code, dossier_id=dossier.id, state=dossier.state.value, **about)
        if state != OutboxState.RECEIVED:
            held = dossier.revision
            raise PackageRefused(_Code.OLD_REVISION, revision=self.revision, held=held)
        keep_history(store, session, dossier, self._placed, self.header.sender.office_id)

    def _followed(self, store: Store, session: Session, dossier: Dossier, *, chosen: bool) -> None:
        if chosen and self.revision is not None:
            restore_revision(store, session, dossier, self.revision)
        sender = self.header.sender.office_id
        follow(store, session, dossier, self._placed, sender, chosen=chosen)
        if dossier.state is DossierState.SENT:
            # The receiver must at least have taken the dossier in.
            raise PackageRefused(_Code.DATA_BAD, path="events")

    @property
    def _named(self) -> UUID:
        return UUID(self.document["package_id"])

    @property
    def _clock(self) -> str:
        """What the receiver says of this office's clock."""
        return " ".join(clean(self.document.get("note", "")).split())

    @property
    def _placed(self) -> Mapping[str, Any]:
        """The document with what a receipt of before format 1.1 may leave out."""
        return {"events": [], **self.document}


def _is_meant(sent: PackageRecord, receipt: Mapping[str, Any]) -> bool:
    """Return whether a receipt is of this package and no other that bears its id.

    By the content where both ends know it: the same content sealed twice is the same package.
    """
    content = receipt.get("content_sha256")
    if content and sent.content_sha256:
        return bool(content == sent.content_sha256)
    return bool(receipt["package_sha256"] == sent.sha256)


def stage_receipt(_store: Store, package: OpenedPackage, header: PackageHeader) -> StagedReceipt:
    """Check a receipt's data.

    Raises:
        PackageRefused: DATA_BAD with ``path``.
    """
    document = load_data(header.kind, package.read(header.kind.data_entry, LIMITS.data))
    if document.get("dossier_id") and not document.get("revision"):
        raise PackageRefused(_Code.DATA_BAD, path="revision")
    moment_of(document["received_at"])
    return StagedReceipt(header, document)
