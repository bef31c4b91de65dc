"""bàn giải quyết mâu thuẫn: two sides that cannot both be so, shown beside each other; one chooses.

Both sides stay on record whatever is chosen, and every choice is an event with its reason. The left
side is what stands here, the right one is the package that came and waits in the inbox. Taking the
right side takes that package in; taking the left one refuses it, and its sender is told why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import ConflictFound, MoveRefused, NotFound
from desktop.law.lifecycle import DossierState
from desktop.models import Conflict, Dossier
from desktop.sealing.header import PackageKind
from desktop.services.conflict_detection import (
    BOTH,
    LEFT,
    RIGHT,
    SUBJECT,
    Gap,
    close,
    conflict_of,
    gaps,
)
from desktop.services.conflict_differences import Difference, differences
from desktop.services.conflict_words import KINDS, choices_of
from desktop.services.fields import clean
from desktop.services.inbox import InboxService
from desktop.services.inbox_acceptance import Choice
from desktop.services.inbox_records import disputed_row
from desktop.services.store import Store

__all__ = [
    "BOTH",
    "LEFT",
    "RIGHT",
    "ConflictDetail",
    "ConflictRow",
    "ConflictService",
    "ConflictSide",
    "Difference",
    "Gap",
    "Offer",
    "SettleReport",
]

_Kind = ConflictFound.Code


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One conflict in the list; ``choice`` is "" while it waits for a person."""

    id: UUID
    kind: str
    title: str
    dossier_title: str
    office: str
    dossier_id: UUID | None
    found_at: datetime
    choice: str
    reason: str
    settled_by: str
    settled_at: datetime | None
    search_key: str

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return not self.choice


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One side as it is shown.

    Attributes:
        what: what it is, in words.
        office: whose it is.
        who: who made or moved it last.
        at: when, by that office's clock; None where it does not say.
        came_at: when it came here; None for what was here.
        machine: first letters of the database that numbered it, "" where none did.
        number: its number among that database's packages, 0 for none.
        state: where the dossier stands on that side, in words.
        revision: which revision it is; None where it is about none.
        reason: what was typed with it.
        package_id: the package it is or came in; None for none.
        is_here: whether it is this office's own, as it lies on this machine.
    """

    what: str
    office: str
    who: str
    at: datetime | None
    came_at: datetime | None
    machine: str
    number: int
    state: str
    revision: int | None
    reason: str
    package_id: UUID | None
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to settle.

    Attributes:
        choice: left, right or both.
        label: what the button says.
        consequence: what it does, for the one who chooses.
        why_not: why it cannot be chosen now, "" when it can.
    """

    choice: str
    label: str
    consequence: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ConflictDetail:
    """A conflict with both sides, what differs, and the ways to settle it.

    ``dossier_page`` is where its dossier is worked on: dossiers of its own, appraisal of others.
    """

    row: ConflictRow
    dossier_page: str
    explanation: str
    left: ConflictSide
    right: ConflictSide
    differences: tuple[Difference, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class SettleReport:
    """What a choice did; ``answer`` is the signed package that tells the other office, if any."""

    choice: str
    answer: Path | None = None


class ConflictService:
    """Use cases of the conflict desk."""

    subject = SUBJECT

    def __init__(self, store: Store, inbox: InboxService) -> None:
        self._store = store
        self._inbox = inbox

    def list_rows(self) -> list[ConflictRow]:
        """Return every conflict, those that wait first, then the latest."""
        query = sa.select(Conflict, Dossier.title).outerjoin(
            Dossier, Dossier.id == Conflict.dossier_id
        )
        query = query.order_by(sa.func.length(Conflict.choice) > 0, Conflict.found_at.desc())
        with self._store.reading() as session:
            return [_row(conflict, title or "") for conflict, title in session.execute(query)]

    def waiting(self) -> int:
        """Return how many conflicts wait for a person."""
        query = sa.select(sa.func.count()).select_from(Conflict).where(Conflict.choice == "")
        with self._store.reading() as session:
            return session.scalar(query) or 0

    def of_package(self, record_id: UUID) -> UUID | None:
        """Return the conflict in which a line of the inbox waits; None where it does not."""
        with self._store.reading() as session:
            row = disputed_row(session, record_id)
            conflict = conflict_of(session, row) if row is not None else None
            return conflict.id if conflict is not None else None

    def gaps(self, office_id: UUID | None = None) -> tuple[Gap, ...]:
        """Return the numbers never seen of what senders sent, of one sender or of all."""
        with self._store.reading() as session:
            return gaps(session, office_id)

    def open(self, conflict_id: UUID) -> ConflictDetail:
        """Return a conflict with both sides and what differs.

        Raises:
            NotFound: there is no such conflict.
        """
        with self._store.reading() as session:
            conflict = _find(session, conflict_id)
            dossier = session.get(Dossier, conflict.dossier_id) if conflict.dossier_id else None
            return ConflictDetail(
                row=_row(conflict, dossier.title if dossier else ""),
                dossier_page="appraisal" if dossier and dossier.origin_office_id else "dossiers",
                explanation=KINDS[_Kind(conflict.kind)].explanation,
                left=_side(conflict.left),
                right=_side(conflict.right),
                differences=differences(
                    conflict.left.get("document"), conflict.right.get("document")
                ),
                offers=_offers(conflict, dossier),
            )

    def settle(self, conflict_id: UUID, choice: str, reason: str) -> SettleReport:
        """Take one side, or both where they do not exclude each other.

        Args:
            conflict_id: it still waits.
            choice: left, right or both, as the conflict offers.
            reason: why; kept for ever, and told to a sender whose package is not taken.

        Raises:
            NotFound: there is no such conflict.
            MoveRefused: CONFLICT_SETTLED, NEEDS_REASON or CHOICE_IMPOSSIBLE; nothing was changed.
            PackageRefused: the right side cannot be taken in all the same; nothing was changed.
            StorageError: our copy of it is gone, or the disk is full.
        """
        reason = clean(reason)
        if not reason:
            raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move="conflict_settled")
        with self._store.reading() as session:
            conflict = _find(session, conflict_id)
            dossier = session.get(Dossier, conflict.dossier_id) if conflict.dossier_id else None
            self._refuse_impossible(conflict, dossier, choice)
            record_id, kind = UUID(conflict.right["row_id"]), _Kind(conflict.kind)
            before = dossier.state.value if dossier else ""
        settled = Choice(
            lambda session: self._close(session, conflict_id, choice, reason, before),
            takes_over=choice == RIGHT,
        )
        if choice == LEFT:
            code = KINDS[kind].refusal
            answer = self._inbox.refuse_chosen(record_id, settled, code.value, reason)
        else:
            answer = self._inbox.take_chosen(record_id, settled).receipt
        # A dossier given back is told of by a return as well.
        self._inbox.finish_pending()
        return SettleReport(choice, answer)

    @staticmethod
    def _refuse_impossible(conflict: Conflict, dossier: Dossier | None, choice: str) -> None:
        if conflict.choice:
            raise MoveRefused(MoveRefused.Code.CONFLICT_SETTLED)
        offered = {offer.choice for offer in _offers(conflict, dossier) if not offer.why_not}
        if choice not in offered:
            raise MoveRefused(MoveRefused.Code.CHOICE_IMPOSSIBLE)

    def _close(
        self, session: Session, conflict_id: UUID, choice: str, reason: str, before: str
    ) -> None:
        """Write the choice, in the transaction that carries it out."""
        conflict = _find(session, conflict_id)
        if conflict.choice:  # another window was quicker
            raise MoveRefused(MoveRefused.Code.CONFLICT_SETTLED)
        close(self._store, session, conflict, choice, reason, before)


def _find(session: Session, conflict_id: UUID) -> Conflict:
    conflict = session.get(Conflict, conflict_id)
    if conflict is None:
        raise NotFound(NotFound.Code.RECORD, subject=SUBJECT, id=str(conflict_id))
    return conflict


def _offers(conflict: Conflict, dossier: Dossier | None) -> tuple[Offer, ...]:
    state = dossier.state if dossier is not None else None
    return tuple(
        Offer(choice.choice, choice.label, choice.consequence, choice.why_not(state))
        for choice in choices_of(_Kind(conflict.kind))
    )


def _row(conflict: Conflict, title: str) -> ConflictRow:
    return ConflictRow(
        id=conflict.id,
        kind=conflict.kind,
        title=KINDS[_Kind(conflict.kind)].title,
        dossier_title=title or str(conflict.left.get("title") or ""),
        office=str(conflict.right.get("office") or ""),
        dossier_id=conflict.dossier_id,
        found_at=conflict.found_at,
        choice=conflict.choice,
        reason=conflict.reason,
        settled_by=conflict.settled_by,
        settled_at=conflict.settled_at,
        search_key=conflict.search_key,
    )


def _side(side: Mapping[str, Any]) -> ConflictSide:
    states = {state.value: state.label for state in DossierState}
    return ConflictSide(
        what=_what(str(side["what"])),
        office=str(side.get("office") or ""),
        who=str(side.get("who") or ""),
        at=_moment(side.get("at")),
        came_at=_moment(side.get("came_at")),
        machine=str(side.get("machine") or ""),
        number=int(side.get("sequence") or 0),
        state=states.get(str(side.get("state") or ""), ""),
        revision=side.get("revision"),
        reason=str(side.get("reason") or ""),
        package_id=UUID(side["package_id"]) if side.get("package_id") else None,
        is_here=side["what"] == "own_dossier",
    )


def _what(code: str) -> str:
    own = {"own_dossier": "Hồ sơ ở máy này", "received_dossier": "Hồ sơ đã tiếp nhận ở đây"}
    return own.get(code) or PackageKind(code).label


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
