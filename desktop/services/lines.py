"""gửi nhận qua mạng: one pass over every line that is set, upwards and to the boxes kept below."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from desktop.disk import held_alone
from desktop.errors import AppError
from desktop.models import Office, TrustedCertificate
from desktop.sealing.purposes import KeyPurpose
from desktop.services.attempts import Place
from desktop.services.connections import ConnectionService, Direction, LineState
from desktop.services.exchange import NO_LINE, ExchangeService, Failure, PassReport
from desktop.services.permissions import Act, rights_of
from desktop.services.store import Store
from desktop.sync.box import Side
from desktop.sync.settings import BoxSettings, Way, open_box

ReportProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class LinePass:
    """What one pass over the lines did.

    Attributes:
        lines: how many lines are set and switched on; 0 means packages travel by stick only.
        busy: another pass of this office was under way, so nothing was done.
        done: all lines together.
    """

    lines: int
    busy: bool
    done: PassReport

    @property
    def is_offline(self) -> bool:
        """Whether all that failed is that no line could be had."""
        failed = self.done.failed
        return bool(failed) and all(failure.error.code in NO_LINE for failure in failed)


class LineService:
    """Use cases of exchanging packages over the network; safe to call at any time."""

    subject = "lines"

    def __init__(
        self, store: Store, connections: ConnectionService, exchange: ExchangeService
    ) -> None:
        self._store = store
        self._connections = connections
        self._exchange = exchange
        self._one_at_a_time = threading.Lock()

    def is_set(self) -> bool:
        """Whether any line is set and switched on."""
        return any(self._connections.box_settings(direction) for direction in Direction)

    def roads(self) -> dict[UUID, LineState]:
        """Return the line to each office one leads to, set and on or not; the rest go by stick."""
        roads: dict[UUID, LineState] = {}
        for direction in Direction:
            state = self._connections.open(direction)
            for _box, receivers in self._boxes(direction, state.draft.way):
                for office in receivers:
                    roads.setdefault(office, state)
        return roads

    def road_to(self, office_id: UUID | None) -> LineState | None:
        """Return the line packages to an office leave by, set and on; None where by stick."""
        road = self.roads().get(office_id) if office_id is not None else None
        return road if road is not None and road.is_set and road.draft.is_on else None

    def run(self, report: ReportProgress | None = None) -> LinePass:
        """Go over every line once: up, then to each box kept for an office below.

        Never raises for a line that fails; what failed is in the report and beside the line.

        Args:
            report: told (done, total, step); may raise ``Cancelled``.
        """
        if not self._one_at_a_time.acquire(blocking=False):
            return LinePass(0, True, PassReport())
        try:
            # Another window of this office would take away the parts this one is fetching.
            with held_alone(self._store.paths.root / "arriving.lock") as alone:
                return self._run(report) if alone else LinePass(0, True, PassReport())
        finally:
            self._one_at_a_time.release()

    def _run(self, report: ReportProgress | None) -> LinePass:
        lines, total = 0, PassReport()
        for direction in Direction:
            try:
                settings = self._connections.box_settings(direction)
                if settings is None:
                    continue
                lines += 1
                done = self._over(direction, settings, report)
            except AppError as error:  # a transport key or an address nothing can be done with
                done = PassReport(failed=[Failure("", error)])
            self._connections.note(direction, _worst(done))
            _add(total, done)
        return LinePass(lines, False, total)

    def _over(
        self, direction: Direction, settings: BoxSettings, report: ReportProgress | None
    ) -> PassReport:
        total = PassReport()
        scratch, own = self._store.paths.root / "arriving", self._store.actor.office_id
        place = Place(settings.way.value, settings.place)
        side = Side.UP if direction is Direction.UP else Side.DOWN
        for box_of, receivers in self._boxes(direction, settings.way):
            if report:
                report(0, 0, f"Đang nối tới {settings.place}")
            box = open_box(settings, own, side, scratch=scratch, box_of=box_of)
            done = self._exchange.run(box, place, receivers, report, brings=self._takes_in())
            _add(total, done)
            if any(failure.error.code in NO_LINE for failure in done.failed):
                break  # the next box is on the same server
        return total

    def _takes_in(self) -> bool:
        """Whether the officer at work takes packages in; else they wait there for one who does."""
        with self._store.reading() as session:
            return rights_of(session, self._store.actor.officer_id).may(Act.RECEIVE)

    def _boxes(self, direction: Direction, way: Way) -> Iterator[tuple[UUID | None, list[UUID]]]:
        """Give each box behind a line, and the offices it leads to."""
        with self._store.reading() as session:
            parent = session.scalar(sa.select(Office.parent_id).where(Office.is_self))
            query = (
                sa.select(TrustedCertificate.office_id)
                .where(
                    TrustedCertificate.purpose == KeyPurpose.TRANSPORT.value,
                    TrustedCertificate.archived_at.is_(None),
                    TrustedCertificate.revoked_at.is_(None),
                )
                .distinct()
            )
            below = [office for office in session.scalars(query) if office != parent]
        if direction is Direction.UP:
            yield None, [parent] if parent else []
        elif way is Way.FOLDER:
            yield None, below
        else:
            yield from ((office, [office]) for office in below)


def _worst(done: PassReport) -> AppError | None:
    """Return the failure to show beside a line: one somebody must act on before a missing line."""
    errors = [failure.error for failure in done.failed]
    return next((e for e in errors if e.code not in NO_LINE), errors[0] if errors else None)


def _add(total: PassReport, done: PassReport) -> None:
    total.sent += done.sent
    total.already += done.already
    total.removed += done.removed
    total.bytes_sent += done.bytes_sent
    total.received += done.received
    total.failed += done.failed
