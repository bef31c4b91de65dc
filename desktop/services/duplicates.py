"""trùng: the same recipient, or the same achievement, in several dossiers or twice in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import DossierState
from desktop.law.terms import RecipientKind
from desktop.models import Dossier, Nomination, Office
from desktop.services.awards import born_in
from desktop.services.moves import dossier_of
from desktop.services.prior_awards import award_name
from desktop.vietnamese.text import fold

# What went back or was refused asks for nothing now; its next revision is the same dossier.
_GONE = (DossierState.RETURNED, DossierState.REFUSED)
_SHORTEST = 24  # letters of an achievement that two people do not write by chance


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Another nomination that seems to be for the same recipient, or for the same achievement.

    Attributes:
        nomination_id: the other one.
        dossier_id: where it stands; the same dossier where a list has somebody twice.
        sender: whose dossier that is, "" for one of this office.
        same_person: whether the name agrees, and year of birth or unit do not say otherwise.
        certain: whether year of birth or unit agree too.
        same_achievement: whether it is for the very same text, or the same award and time.
    """

    nomination_id: UUID
    dossier_id: UUID
    dossier: str
    sender: str
    state: DossierState
    name: str
    unit: str
    award: str
    period_from: date | None
    period_to: date | None
    same_person: bool
    certain: bool
    same_achievement: bool


def duplicates(session: Session, dossier_id: UUID) -> dict[UUID, tuple[DuplicateRow, ...]]:
    """Return per nomination of a dossier the others like it, certain ones first.

    Looked at are all dossiers received or written in the same year, and those of the same
    campaign; not looked at are copies in a consolidated dossier.

    Raises:
        NotFound: there is no such dossier.
    """
    dossier = dossier_of(session, dossier_id)
    by_name: dict[tuple[str, RecipientKind], list[Any]] = defaultdict(list)
    by_text: dict[str, list[Any]] = defaultdict(list)
    rows = session.execute(_looked_at(dossier)).all()
    for row in rows:
        by_name[fold(row.recipient_name), row.recipient_kind].append(row)
        text = fold(row.achievement)
        if len(text) >= _SHORTEST:
            by_text[text].append(row)
    found: dict[UUID, tuple[DuplicateRow, ...]] = {}
    for own in rows:
        if own.dossier_id == dossier_id:
            near = by_name[fold(own.recipient_name), own.recipient_kind]
            like = by_text.get(fold(own.achievement), [])
            if others := _others(own, near, like):
                found[own.id] = others
    return found


def _looked_at(dossier: Dossier) -> sa.Select[*tuple[Any, ...]]:
    sender = aliased(Office)
    year = (dossier.received_on or dossier.letter_date or dossier.state_since.date()).year
    day = sa.func.coalesce(Dossier.received_on, Dossier.letter_date)
    alike = [day.between(date(year, 1, 1), date(year, 12, 31)), Dossier.id == dossier.id]
    if dossier.campaign_name:
        alike.append(Dossier.campaign_name == dossier.campaign_name)
    return (
        sa.select(
            Nomination.id,
            Nomination.dossier_id,
            Nomination.recipient_name,
            Nomination.recipient_kind,
            Nomination.recipient_unit,
            Nomination.recipient_birth_year,
            Nomination.recipient_birth_date,
            Nomination.award_code,
            Nomination.achievement,
            Nomination.period_from,
            Nomination.period_to,
            Dossier.title,
            Dossier.state,
            sender.name.label("sender"),
        )
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .outerjoin(sender, sender.id == Dossier.origin_office_id)
        .where(
            sa.or_(*alike),
            Nomination.archived_at.is_(None),
            Nomination.origin_id.is_(None),
            Dossier.archived_at.is_(None),
            sa.or_(Dossier.state.not_in(_GONE), Dossier.id == dossier.id),
        )
        .order_by(Nomination.dossier_id, Nomination.position)
    )


def _others(own: Any, near: Sequence[Any], like: Iterable[Any]) -> tuple[DuplicateRow, ...]:
    found: dict[UUID, DuplicateRow] = {}
    for row in (*near, *like):
        if row.id == own.id or row.id in found:
            continue
        sure, may_be = _same_person(own, row)
        achievement = _same_achievement(own, row, same_person=may_be)
        if may_be or achievement:
            found[row.id] = _row(row, may_be=may_be, sure=sure, achievement=achievement)
    return tuple(sorted(found.values(), key=lambda d: (not d.certain, not d.same_achievement)))


def _same_person(own: Any, row: Any) -> tuple[bool, bool]:
    """Return whether two nominations surely, and whether they perhaps, are for the same one."""
    if row.recipient_kind is not own.recipient_kind:
        return False, False
    if fold(row.recipient_name) != fold(own.recipient_name):
        return False, False
    mine, theirs = (born_in(r.recipient_birth_year, r.recipient_birth_date) for r in (own, row))
    if mine is not None and theirs is not None:
        return mine == theirs, mine == theirs
    units = fold(own.recipient_unit), fold(row.recipient_unit)
    return bool(units[0]) and units[0] == units[1], True


def _same_achievement(own: Any, row: Any, *, same_person: bool) -> bool:
    text = fold(own.achievement)
    if len(text) >= _SHORTEST and text == fold(row.achievement):
        return own.recipient_kind is row.recipient_kind
    period = own.period_from, own.period_to
    same_time = period == (row.period_from, row.period_to) and any(period)
    return same_person and own.award_code == row.award_code and same_time


def _row(row: Any, *, may_be: bool, sure: bool, achievement: bool) -> DuplicateRow:
    return DuplicateRow(
        row.id,
        row.dossier_id,
        row.title,
        row.sender or "",
        row.state,
        row.recipient_name,
        row.recipient_unit,
        award_name(row.award_code),
        row.period_from,
        row.period_to,
        may_be,
        sure,
        achievement,
    )
