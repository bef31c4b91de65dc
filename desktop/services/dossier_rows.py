"""The table of dossiers: one query of columns, this office's and those received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import DossierState
from desktop.law.terms import AwardType
from desktop.models import Dossier, Nomination, Office, PackageRecord
from desktop.services.deadlines import Deadline, deadlines

REFUSED_THERE = "Nơi nhận không nhận gói"


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the table of dossiers.

    Attributes:
        campaign: name of the movement it belongs to, "" for none.
        nominations: how many live nominations it has.
        receiver: the office it goes or went to.
        sender: the office it came from; this office for its own.
        is_own: whether it was written here.
        due: by when it must go on; None where nothing sets a day, or it has gone on.
        deadline: what ``due`` rests on, and where today stands to it.
        is_refused_there: whether it was sent, and its receiver did not take the package in.
    """

    id: UUID
    title: str
    award_type: AwardType
    campaign: str
    state: DossierState
    state_since: datetime
    nominations: int
    revision: int
    letter_number: str
    receiver: str
    sender: str
    is_own: bool
    archived: bool
    search_key: str
    sort_key: str
    due: date | None = None
    deadline: Deadline | None = None
    is_refused_there: bool = False

    @property
    def standing(self) -> str:
        """Where it stands, in words; one whose package was not taken in says so."""
        return REFUSED_THERE if self.is_refused_there else self.state.label

    @property
    def tone(self) -> str:
        """The colour family of the words."""
        return "danger" if self.is_refused_there else self.state.tone


def dossier_rows(session: Session, today: date) -> list[DossierRow]:
    """Return every dossier, the latest moved first, with its deadline as of ``today``."""
    receiver, sender = aliased(Office), aliased(Office)
    counted = (
        sa.select(Nomination.dossier_id, sa.func.count().label("nominations"))
        .where(Nomination.archived_at.is_(None))
        .group_by(Nomination.dossier_id)
        .subquery()
    )
    refused_there = sa.exists().where(
        PackageRecord.dossier_id == Dossier.id,
        PackageRecord.revision == Dossier.revision,
        PackageRecord.direction == "out",
        PackageRecord.kind == "submission",
        PackageRecord.state == "REFUSED",
        Dossier.state == DossierState.SENT,
    )
    query = (
        sa.select(
            Dossier.id,
            Dossier.title,
            Dossier.award_type,
            Dossier.campaign_name,
            Dossier.state,
            Dossier.state_since,
            counted.c.nominations,
            Dossier.revision,
            Dossier.letter_number,
            receiver.name.label("receiver"),
            sender.name.label("sender"),
            Dossier.origin_office_id,
            Dossier.archived_at,
            Dossier.search_key,
            Dossier.sort_key,
            refused_there.label("is_refused_there"),
        )
        .outerjoin(counted, counted.c.dossier_id == Dossier.id)
        .outerjoin(receiver, Dossier.receiver_office_id == receiver.id)
        .outerjoin(sender, Dossier.origin_office_id == sender.id)
        .order_by(Dossier.state_since.desc(), Dossier.sort_key)
    )
    own = session.scalar(sa.select(Office.name).where(Office.is_self)) or ""
    known = deadlines(session, today)
    return [_row(d, own, known.get(d.id)) for d in session.execute(query)]


def _row(dossier: sa.Row[Any], own: str, deadline: Deadline | None) -> DossierRow:
    is_own = dossier.origin_office_id is None
    return DossierRow(
        dossier.id,
        dossier.title,
        dossier.award_type,
        dossier.campaign_name,
        dossier.state,
        dossier.state_since,
        dossier.nominations or 0,
        dossier.revision,
        dossier.letter_number,
        (dossier.receiver or "") if is_own else own,
        own if is_own else (dossier.sender or ""),
        is_own,
        dossier.archived_at is not None,
        dossier.search_key,
        dossier.sort_key,
        deadline.due if deadline else None,
        deadline,
        bool(dossier.is_refused_there),
    )
