"""mang gói bằng USB: what to carry there and what to bring from it, in one go both ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.disk import as_text
from desktop.errors import StorageError
from desktop.services.attempts import Place
from desktop.services.exchange import ExchangeService, Failure, Outgoing, PassReport
from desktop.services.handed_over import refuse_handed_over
from desktop.services.store import Store
from desktop.sync.box import Offer
from desktop.sync.folder_box import FolderBox

ReportProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class StickPlan:
    """What one press of the button would do with a stick.

    Attributes:
        root: the stick.
        carry: packages of ours that are not on it yet.
        on_it: packages of ours that are, and still wait for an answer.
        bring: what others put there for us and we have not taken in.
        for_others: packages on it that are neither from us nor for us; they are left alone.
    """

    root: Path
    carry: tuple[Outgoing, ...]
    on_it: tuple[Outgoing, ...]
    bring: tuple[Offer, ...]
    for_others: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.carry and not self.bring


class StickService:
    """Use cases of carrying packages by hand."""

    subject = "sticks"

    def __init__(self, store: Store, exchange: ExchangeService) -> None:
        self._store = store
        self._exchange = exchange

    def plan(self, root: Path) -> StickPlan:
        """Return what there is to carry and to bring; nothing is written.

        Raises:
            HandoverRefused: HANDED_OVER; another machine carries in this one's place.
            StorageError: STICK_GONE, or it cannot be read.
        """
        with self._store.reading() as session:
            refuse_handed_over(session)
        box = self._box(root)
        held = box.holds()
        there = {file.sha256 for file in held}
        outgoing = self._exchange.outgoing()
        own = self._store.actor.office_id
        ours = {row.sha256 for row in outgoing}
        return StickPlan(
            root,
            tuple(row for row in outgoing if row.sha256 not in there),
            tuple(row for row in outgoing if row.sha256 in there),
            tuple(self._exchange.offers(box)),
            sum(1 for file in held if file.receiver != own and file.sha256 not in ours),
        )

    def exchange(self, root: Path, report: ReportProgress | None = None) -> PassReport:
        """Take in what is there for us, and put there all that waits, new receipts included.

        Args:
            root: the stick.
            report: told (done, total, step); may raise ``Cancelled``.
        """
        box = self._box(root)
        try:
            held = frozenset(file.sha256 for file in box.holds() if file.sha256)
        except StorageError as error:
            return PassReport(failed=[Failure("", error)])
        return self._exchange.run(box, Place("folder", as_text(str(root))), None, report, held=held)

    def _box(self, root: Path) -> FolderBox:
        return FolderBox(root, self._store.actor.office_id)
