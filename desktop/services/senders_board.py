"""bảng nhận hồ sơ: who below has sent for which campaign, how far each is, and who has not sent.

Whom a campaign asks for a dossier is told in ``dossier_calls.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import DossierState
from desktop.models import Dossier, Office
from desktop.services.appraisal_rows import AppraisalRow, appraisal_rows
from desktop.services.dossier_calls import Call, calls, offices_below
from desktop.services.store import Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

_WAITING = (DossierState.RECEIVED,)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One sender under one campaign; one that was asked and sent nothing has a row all the same.

    Attributes:
        id: of the line, the same as long as sender and campaign are.
        next_dossier: the one to take up next: it waits and its time runs out first; else the one
            that came last; None where nothing came.
        office_id: the sender.
        sender: their name.
        campaign: its name, "" for dossiers of none.
        campaign_id: of this office's campaign that asks for dossiers; None where none does.
        dossiers: how many came.
        nominations: how many live nominations they hold; ``judged`` of them have a verdict.
        received: how many wait for appraisal; likewise the other states.
        late: how many are beyond their last day.
        due: the first last day among those at work; the campaign's where nothing came.
        last_came: the day the latest one came.
        has_sent: whether anything came for this campaign at all.
        excuse: why this sender need not send, "" where it must.
        is_overdue: whether nothing came and the campaign's last day is past.
    """

    id: UUID
    next_dossier: UUID | None
    office_id: UUID
    sender: str
    campaign: str
    campaign_id: UUID | None
    dossiers: int
    nominations: int
    judged: int
    received: int
    appraised: int
    returned: int
    decided: int
    forwarded: int
    refused: int
    late: int
    due: date | None
    last_came: date | None
    has_sent: bool
    excuse: str
    is_overdue: bool
    search_key: str
    sort_key: str

    @property
    def is_missing(self) -> bool:
        """Whether it was asked for a dossier and none came."""
        return not self.has_sent and not self.excuse

    @property
    def waiting(self) -> int:
        """How many of its dossiers wait for somebody here."""
        return self.received + self.appraised


@dataclass(frozen=True, slots=True)
class SendersBoard:
    """The board.

    Attributes:
        campaigns: names to filter by, the newest first; "" is among them where dossiers of none
            came.
        rows: by campaign, then by sender.
        next_id: the dossier that waits for appraisal and whose time runs out first.
    """

    campaigns: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    next_id: UUID | None


class SendersBoardService:
    """Reading the board; writes nothing."""

    subject = "senders_board"

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_rows(self) -> tuple[BoardRow, ...]:
        """Return the lines of the board, by campaign, then by sender."""
        return self.read().rows

    def next_waiting(self, besides: UUID | None = None) -> UUID | None:
        """Return the dossier to take up next, this officer's own before those of nobody.

        Args:
            besides: one that is open already.
        """
        today, mine = self._store.today(), self._store.actor.officer_id
        with self._store.reading() as session:
            rows = [row for row in appraisal_rows(session, today) if row.id != besides]
            return next_to_appraise(rows, mine)

    def read(self) -> SendersBoard:
        """Return who has sent for which campaign, and who has not."""
        today = self._store.today()
        with self._store.reading() as session:
            dossiers = [r for r in appraisal_rows(session, today) if not r.archived]
            return _board(dossiers, _senders(session), calls(session, today), today)


def next_to_appraise(rows: Iterable[AppraisalRow], mine: UUID | None = None) -> UUID | None:
    """Return the dossier to take up: it waits, and its time runs out first.

    Args:
        rows: to choose from.
        mine: whose dossiers come before those of nobody; those of others come last.
    """

    def _order(row: AppraisalRow) -> tuple[int, date, date]:
        handled = row.handler_id
        whose = 1 if handled is None else 0 if handled == mine else 2
        due = row.deadline.due if row.deadline else date.max
        return whose, due, row.received_on or date.max

    waiting = [row for row in rows if row.state in _WAITING and not row.archived]
    return min(waiting, key=_order).id if waiting else None


def _senders(session: Session) -> dict[UUID, str]:
    """Return the offices that send to this one, whether or not they ever did."""
    sent = sa.select(Dossier.origin_office_id).where(Dossier.origin_office_id.is_not(None))
    query = sa.select(Office.id, Office.name).where(
        sa.or_(Office.id.in_(offices_below()), Office.id.in_(sent)), Office.is_self.is_(False)
    )
    return dict(session.execute(query).all())


def _board(
    dossiers: Sequence[AppraisalRow],
    senders: Mapping[UUID, str],
    asking: Sequence[Call],
    today: date,
) -> SendersBoard:
    called = {call.name: call for call in reversed(asking)}
    names = {fold(name): name for name in called}
    cells: dict[str, dict[UUID, list[AppraisalRow]]] = {call.name: {} for call in asking}
    for row in sorted(dossiers, key=lambda row: row.received_on or date.min, reverse=True):
        if row.sender_id is not None:
            # Senders type the name themselves: letter case and marks make no other campaign.
            name = names.get(fold(row.campaign), row.campaign)
            cells.setdefault(name, {}).setdefault(row.sender_id, []).append(row)
    campaigns = tuple(sorted(cells, key=lambda name: not name))
    by_name = sorted(senders, key=lambda office: sort_key(senders[office]))
    rows = [
        _row(office_id, senders[office_id], campaign, called.get(campaign), held, today)
        for campaign in campaigns
        for office_id in by_name
        if (held := cells[campaign].get(office_id, [])) or _is_told(called.get(campaign), office_id)
    ]
    return SendersBoard(campaigns, tuple(rows), next_to_appraise(dossiers))


def _is_told(call: Call | None, office_id: UUID) -> bool:
    """Return whether a sender of nothing stands under a campaign: it was asked, or excused."""
    return call is not None and (office_id in call.asked or office_id in call.excused)


def _row(
    office_id: UUID,
    sender: str,
    campaign: str,
    call: Call | None,
    held: Sequence[AppraisalRow],
    today: date,
) -> BoardRow:
    def _in(state: DossierState) -> int:
        return sum(row.state is state for row in held)

    ends = [row.deadline for row in held if row.deadline]
    came = [row.received_on for row in held if row.received_on]
    excuse = call.excused.get(office_id, "") if call else ""
    asked_by = call.due if call and not held and not excuse else None
    return BoardRow(
        uuid5(office_id, campaign),
        next_to_appraise(held) or (held[0].id if held else None),
        office_id,
        sender,
        campaign,
        call.id if call else None,
        len(held),
        sum(row.nominations for row in held),
        sum(row.judged for row in held),
        _in(DossierState.RECEIVED),
        _in(DossierState.APPRAISED),
        _in(DossierState.RETURNED),
        _in(DossierState.DECIDED),
        _in(DossierState.FORWARDED),
        _in(DossierState.REFUSED),
        sum(end.is_late for end in ends),
        min((end.due for end in ends), default=asked_by),
        max(came, default=None),
        bool(held),
        excuse,
        asked_by is not None and asked_by < today,
        fold(f"{sender} {campaign}"),
        sort_key(sender),
    )
