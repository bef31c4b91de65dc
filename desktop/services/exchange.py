"""trao đổi gói: one pass over a line or a stick; what waits goes out, what waits there comes in.

A pass may be cut anywhere and run again: a package that arrived is found there and not sent twice,
one that was taken in is known by its digest, and what we put somewhere is removed only after its
receiver's signed receipt.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from desktop.disk import storage_errors
from desktop.errors import AppError, NotFound, PackageRefused, StorageError, TransportFailed
from desktop.models import PackageRecord
from desktop.sealing.header import PackageKind
from desktop.services.attempts import (
    Place,
    reached,
    record_asked_again,
    record_carried,
    record_failure,
    record_taken_away,
)
from desktop.services.handed_over import refuse_handed_over
from desktop.services.inbox import InboxService
from desktop.services.inbox_reports import ReceiveReport
from desktop.services.store import Store
from desktop.sync.box import Box, Offer

ReportProgress = Callable[[int, int, str], None]

_WAITING = ("QUEUED", "CARRIED")
_SETTLED = ("RECEIVED", "REFUSED", "RECALLED")
# Nothing answers a receipt; by then its reader has looked, or asks for it again.
_RECEIPTS_STAY = timedelta(days=60)
NO_LINE = frozenset({TransportFailed.Code.UNREACHABLE, TransportFailed.Code.TIMED_OUT})
"""What a missing line says; it is no news and asks nobody to act."""
# Refused for what this office lacked then: a key since restored, a program since renewed.
_MAY_BE_CURED = frozenset(
    {PackageRefused.Code.NOT_FOR_OUR_KEY.value, PackageRefused.Code.NEWER_FORMAT.value}
)
_PLACE_IS_LOST = frozenset(
    {StorageError.Code.STICK_GONE, StorageError.Code.STICK_FULL, StorageError.Code.READ_ONLY}
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A package that could not be carried or fetched; ``name`` is its file, "" for the place."""

    name: str
    error: AppError


@dataclass
class PassReport:
    """What one pass did.

    Attributes:
        sent: packages that reached the place in this pass.
        already: packages of ours that were there from before.
        received: what came of each package that was brought in.
        failed: what could not be carried, and why.
        removed: settled packages of ours taken away from there.
        bytes_sent: content that left this machine.
    """

    sent: int = 0
    already: int = 0
    received: list[ReceiveReport] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    removed: int = 0
    bytes_sent: int = 0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A package that is to be carried."""

    row_id: UUID
    package_id: UUID
    kind: PackageKind
    receiver_id: UUID
    receiver: str
    file_name: str
    sha256: str
    size: int


class ExchangeService:
    """Use cases of carrying packages, whatever the way."""

    subject = "exchange"

    def __init__(self, store: Store, inbox: InboxService) -> None:
        self._store = store
        self._inbox = inbox

    def outgoing(self, receivers: Iterable[UUID] | None = None) -> list[Outgoing]:
        """Return what is to be carried: queued, or carried and not yet answered; oldest first.

        Args:
            receivers: only for these offices; None for all.
        """
        return self._rows(PackageRecord.state.in_(_WAITING), receivers)

    def offers(self, box: Box) -> list[Offer]:
        """Return what waits for this office in a box and was not taken in yet.

        Raises:
            TransportFailed, StorageError: the place cannot be read.
        """
        return box.waiting(self._known())

    def send_again(self, row_id: UUID) -> None:
        """Have a package carried once more; where it still lies whole, nothing is moved.

        Args:
            row_id: its line in the outbox; one that was answered is not touched.

        Raises:
            NotFound: no such package waits.
        """
        waiting = self._rows(
            sa.and_(PackageRecord.id == row_id, PackageRecord.state.in_(_WAITING)), None
        )
        if not waiting:
            raise NotFound(NotFound.Code.RECORD, subject="outbox", id=str(row_id))
        record_asked_again(self._store, row_id)

    def run(
        self,
        box: Box,
        place: Place,
        receivers: Iterable[UUID] | None = None,
        report: ReportProgress | None = None,
        *,
        held: frozenset[str] | None = None,
        brings: bool = True,
    ) -> PassReport:
        """Carry what waits, bring what waits there, and tidy up after ourselves.

        Failures are told in the report and kept in the history; none is raised, so that one bad
        package or a torn line never holds up the rest.

        Args:
            box: where.
            place: its name in the history of attempts.
            receivers: the offices this place leads to; None for all, as on a stick.
            report: told (done, total, step); may raise ``Cancelled``.
            held: digests of what lies there, for a stick: sticks are wiped and swapped, so what
                once reached one says nothing of the next. None goes by the history of attempts.
            brings: whether what waits there is taken in.

        Raises:
            HandoverRefused: HANDED_OVER; another machine exchanges in this one's place.
            NotAllowed: something waits there, and the officer at work takes nothing in.
        """
        with self._store.reading() as session:
            refuse_handed_over(session)
        done = PassReport()
        chosen = None if receivers is None else list(receivers)
        try:
            box.check()
            if brings:
                self._bring(box, done, report)
            there = reached(place) if held is None else PackageRecord.sha256.in_(held)
            self._carry(box, place, chosen, done, report, None if held is not None else there)
            self._tidy(box, place, self._rows(sa.and_(self._finished(), there), chosen), done)
        except _PlaceLostError as lost:
            done.failed.append(Failure("", lost.error))
        except (TransportFailed, StorageError) as error:
            done.failed.append(Failure("", error))
        return done

    def _carry(
        self,
        box: Box,
        place: Place,
        receivers: list[UUID] | None,
        done: PassReport,
        report: ReportProgress | None,
        there: sa.ColumnElement[bool] | None,
    ) -> None:
        arrived = {row.row_id for row in self._rows(there, receivers)} if there is not None else ()
        waiting = self.outgoing(receivers)
        new = [row for row in waiting if row.row_id not in arrived]
        done.already += len(waiting) - len(new)
        for number, row in enumerate(new, 1):
            self._deliver(box, place, row, done, _counted(report, number, len(new)))

    def _deliver(
        self, box: Box, place: Place, row: Outgoing, done: PassReport, report: ReportProgress | None
    ) -> None:
        began, source = self._store.clock(), self._store.paths.root / row.file_name
        try:
            delivered = box.deliver(source, row.sha256, row.receiver_id, report)
        except (TransportFailed, StorageError, PackageRefused) as error:
            loud = error.code not in NO_LINE
            record_failure(self._store, row.row_id, place, began, error, loud=loud)
            _stop_if_lost(error)
            done.failed.append(Failure(source.name, error))
            return
        record_carried(self._store, row.row_id, place, began, delivered.bytes_sent)
        done.bytes_sent += delivered.bytes_sent
        if delivered.chunks_sent:
            done.sent += 1
        else:
            done.already += 1

    def _bring(self, box: Box, done: PassReport, report: ReportProgress | None) -> None:
        folder = self._store.paths.quarantine
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        for offer in self.offers(box):
            target = folder / f"{secrets.token_hex(8)}.part"
            try:
                box.fetch(offer, target, report)
                done.received.append(self._inbox.receive(target, report, name=offer.name))
            except (TransportFailed, StorageError) as error:
                _stop_if_lost(error)
                done.failed.append(Failure(offer.name, error))
            finally:
                target.unlink(missing_ok=True)

    def _tidy(self, box: Box, place: Place, rows: list[Outgoing], done: PassReport) -> None:
        for row in rows:
            if box.settle(row.sha256):
                done.removed += 1
            record_taken_away(self._store, row.row_id, place)

    def _finished(self) -> sa.ColumnElement[bool]:
        old = sa.and_(
            PackageRecord.kind == PackageKind.RECEIPT.value,
            PackageRecord.carried_at < self._store.clock() - _RECEIPTS_STAY,
        )
        return sa.or_(PackageRecord.state.in_(_SETTLED), old)

    def _known(self) -> frozenset[str]:
        """Return the digests of what came before and would meet the same end again."""
        query = sa.select(PackageRecord.sha256, PackageRecord.state, PackageRecord.reasons)
        with self._store.reading() as session:
            return frozenset(
                sha256
                for sha256, state, reasons in session.execute(
                    query.where(PackageRecord.direction == "in")
                )
                if state != "REFUSED" or reasons.get("code") not in _MAY_BE_CURED
            )

    def _rows(
        self, condition: sa.ColumnElement[bool], receivers: Iterable[UUID] | None
    ) -> list[Outgoing]:
        query: Any = (
            sa.select(PackageRecord)
            .where(
                PackageRecord.direction == "out",
                PackageRecord.receiver_office_id.is_not(None),
                condition,
            )
            .order_by(PackageRecord.created_at, PackageRecord.sequence)
        )
        if receivers is not None:
            query = query.where(PackageRecord.receiver_office_id.in_(list(receivers)))
        with self._store.reading() as session:
            return [_outgoing(row) for row in session.scalars(query)]


class _PlaceLostError(Exception):
    """The stick or the line is gone; there is no use in trying the next package."""

    def __init__(self, error: AppError) -> None:
        self.error = error
        super().__init__(str(error.code))


def _stop_if_lost(error: AppError) -> None:
    if error.code in NO_LINE or error.code in _PLACE_IS_LOST:
        raise _PlaceLostError(error) from error


def _counted(report: ReportProgress | None, number: int, total: int) -> ReportProgress | None:
    """Say with every step which package of how many it is about."""
    if report is None or total == 1:
        return report

    def tell(done: int, of: int, step: str) -> None:
        report(done, of, f"Gói {number}/{total}: {step}")

    return tell


def _outgoing(row: PackageRecord) -> Outgoing:
    assert row.receiver_office_id is not None  # asked for in the query
    return Outgoing(
        row.id,
        row.package_id,
        PackageKind(row.kind),
        row.receiver_office_id,
        row.receiver_name,
        row.file_name,
        row.sha256,
        row.size,
    )
