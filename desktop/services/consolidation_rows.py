"""The consolidated dossiers in a table, and one of them laid open: who asks, who was voted on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import DossierState
from desktop.law.terms import Outcome, RankGroup, RecipientKind
from desktop.models import Attachment, CouncilSession, Dossier, Nomination, Office
from desktop.services.consolidation_copies import OriginChange, origin_changes
from desktop.services.consolidation_sources import Purpose, purpose_of
from desktop.services.council_check import standing_votes
from desktop.services.council_origins import vote_words
from desktop.services.council_results import NominationOutcome
from desktop.services.dossier_check import files_of
from desktop.vietnamese.sorting import sort_key


@dataclass(frozen=True, slots=True)
class ConsolidatedRow:
    """One line of the table; ``changed`` counts nominations whose origin says otherwise now."""

    id: UUID
    title: str
    purpose: Purpose
    campaign: str
    state: DossierState
    since: datetime
    nominations: int
    senders: int
    changed: int
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class ConsolidatedLine:
    """One nomination of a consolidated dossier.

    Attributes:
        sender: who put it forward first; this office for one of its own.
        origin_id: the nomination received it came from, None for this office's own.
        origin_dossier_id: the dossier that one stands in.
        change: what happened to its origin since, None for nothing.
        vote: the council's vote that counts, in words; "" where none was cast.
        passed: whether it passed; None while it cannot be told.
        attachments: how many files it has.
    """

    id: UUID
    position: int
    name: str
    kind: RecipientKind
    rank_group: RankGroup | None
    post: str
    unit: str
    award_code: str
    award: str
    sender: str
    birth_year: int | None
    origin_id: UUID | None
    origin_dossier_id: UUID | None
    change: OriginChange | None
    vote: str
    passed: bool | None
    outcome: Outcome | None
    outcome_reason: str
    attachments: int
    search_key: str


@dataclass(frozen=True, slots=True)
class SenderCount:
    """What one office put forward; ``direct`` of the ``individuals`` work directly."""

    sender: str
    nominations: int
    collectives: int
    individuals: int
    households: int
    direct: int


@dataclass(frozen=True, slots=True)
class ConsolidatedDetail:
    """A consolidated dossier laid open; ``size`` is of its attached files, in bytes."""

    id: UUID
    title: str
    purpose: Purpose
    campaign: str
    state: DossierState
    since: datetime
    revision: int
    receiver: str
    letter_number: str
    letter_date: date | None
    signatory_name: str
    lines: tuple[ConsolidatedLine, ...]
    senders: tuple[SenderCount, ...]
    sessions: int
    size: int
    archived: bool

    @property
    def changed(self) -> tuple[ConsolidatedLine, ...]:
        """The nominations whose origin says otherwise now."""
        return tuple(line for line in self.lines if line.change is not None)

    @property
    def is_draft(self) -> bool:
        """Whether nominations may still be added and taken away."""
        return self.state is DossierState.DRAFT and not self.archived


def consolidated_rows(session: Session) -> list[ConsolidatedRow]:
    """Return every consolidated dossier of this office, the latest moved first."""
    query = (
        sa.select(Dossier)
        .where(Dossier.is_consolidated, Dossier.origin_office_id.is_(None))
        .order_by(Dossier.state_since.desc())
    )
    dossiers = session.scalars(query).all()
    counts = _counts(session, [d.id for d in dossiers])
    return [_row(session, dossier, counts.get(dossier.id, (0, 0))) for dossier in dossiers]


def _counts(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    senders = sa.func.count(sa.distinct(Nomination.proposed_by))
    query = (
        sa.select(Nomination.dossier_id, sa.func.count(), senders)
        .where(Nomination.dossier_id.in_(ids), Nomination.archived_at.is_(None))
        .group_by(Nomination.dossier_id)
    )
    return {dossier: (count, offices) for dossier, count, offices in session.execute(query)}


def _row(session: Session, dossier: Dossier, counts: tuple[int, int]) -> ConsolidatedRow:
    # Once it is out of this office's hands nothing can be brought up to date any more.
    is_open = dossier.state in {DossierState.DRAFT, DossierState.READY}
    return ConsolidatedRow(
        dossier.id,
        dossier.title,
        purpose_of(dossier),
        dossier.campaign_name,
        dossier.state,
        dossier.state_since,
        *counts,
        len(origin_changes(session, dossier)) if is_open else 0,
        dossier.archived_at is not None,
        dossier.search_key,
        dossier.sort_key,
    )


def consolidated_detail(session: Session, dossier: Dossier, today: date) -> ConsolidatedDetail:
    """Return a consolidated dossier laid open, with the votes cast by ``today``."""
    receiver = (
        session.get(Office, dossier.receiver_office_id) if dossier.receiver_office_id else None
    )
    lines = _lines(session, dossier, today)
    met = sa.select(sa.func.count()).where(
        CouncilSession.dossier_id == dossier.id, CouncilSession.archived_at.is_(None)
    )
    size = sa.select(sa.func.coalesce(sa.func.sum(Attachment.size), 0)).where(files_of(dossier.id))
    return ConsolidatedDetail(
        id=dossier.id,
        title=dossier.title,
        purpose=purpose_of(dossier),
        campaign=dossier.campaign_name,
        state=dossier.state,
        since=dossier.state_since,
        revision=dossier.revision,
        receiver=receiver.name if receiver else "",
        letter_number=dossier.letter_number,
        letter_date=dossier.letter_date,
        signatory_name=dossier.signatory_name,
        lines=lines,
        senders=_by_sender(lines),
        sessions=session.scalar(met) or 0,
        size=int(session.scalar(size) or 0),
        archived=dossier.archived_at is not None,
    )


def _lines(session: Session, dossier: Dossier, today: date) -> tuple[ConsolidatedLine, ...]:
    origin = aliased(Nomination)
    files = (
        sa.select(Attachment.owner_id, sa.func.count().label("files"))
        .where(Attachment.owner_subject == "nominations")
        .group_by(Attachment.owner_id)
        .subquery()
    )
    query = (
        sa.select(Nomination, origin.dossier_id, sa.func.coalesce(files.c.files, 0))
        .outerjoin(origin, origin.id == Nomination.origin_id)
        .outerjoin(files, files.c.owner_id == Nomination.id)
        .where(Nomination.dossier_id == dossier.id, Nomination.archived_at.is_(None))
        .order_by(Nomination.position)
    )
    rows = session.execute(query).all()
    own = session.scalar(sa.select(Office.name).where(Office.is_self)) or ""
    changes = origin_changes(session, dossier)
    votes = {n: o for n, (_, o) in standing_votes(session, [dossier.id], today).items() if n}
    awards = {award.code: award.short_name for award in Catalogue.load().awards}
    return tuple(
        _line(place, row, own, changes, votes, awards) for place, row in enumerate(rows, 1)
    )


def _line(
    place: int,
    row: Any,
    own: str,
    changes: Mapping[UUID, OriginChange],
    votes: Mapping[UUID, NominationOutcome],
    awards: Mapping[str, str],
) -> ConsolidatedLine:
    nomination, source, files = row
    vote = votes.get(nomination.id)
    return ConsolidatedLine(
        id=nomination.id,
        position=place,
        name=nomination.recipient_name,
        kind=nomination.recipient_kind,
        rank_group=nomination.rank_group,
        post=nomination.recipient_post,
        unit=nomination.recipient_unit,
        award_code=nomination.award_code,
        award=awards.get(nomination.award_code, nomination.award_code),
        sender=nomination.proposed_by or own,
        birth_year=nomination.recipient_birth_year,
        origin_id=nomination.origin_id,
        origin_dossier_id=source,
        change=changes.get(nomination.id),
        vote=vote_words(vote) if vote else "",
        passed=vote.passed if vote else None,
        outcome=nomination.outcome,
        outcome_reason=nomination.outcome_reason,
        attachments=files,
        search_key=nomination.search_key,
    )


def _by_sender(lines: Iterable[ConsolidatedLine]) -> tuple[SenderCount, ...]:
    """Return the counts of each sender, in the order of the alphabet."""
    counts: dict[str, Counter[object]] = {}
    for line in lines:
        count = counts.setdefault(line.sender, Counter())
        count[line.kind] += 1
        count[line.rank_group] += line.kind is RecipientKind.INDIVIDUAL
    return tuple(
        SenderCount(
            sender,
            sum(count[kind] for kind in RecipientKind),
            count[RecipientKind.COLLECTIVE],
            count[RecipientKind.INDIVIDUAL],
            count[RecipientKind.HOUSEHOLD],
            count[RankGroup.DIRECT],
        )
        for sender, count in sorted(counts.items(), key=lambda one: sort_key(one[0]))
    )
