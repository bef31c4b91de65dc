"""trùng: the same recipient, or the same achievement, in several dossiers or twice in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
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
MOST_ALIKE = 5
"""So many of one text are listed; of a sentence a whole campaign copied the others are counted."""


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
        more: how many others have that text too and are not listed; told by the last one listed.
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
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A nomination with what it is compared by, folded once: each is held against many."""

    row: Any
    name: tuple[str, RecipientKind]
    born: int | None
    unit: str
    text: tuple[str, RecipientKind] | None


def duplicates(session: Session, dossier_id: UUID) -> dict[UUID, tuple[DuplicateRow, ...]]:
    """Return per nomination of a dossier the others like it, certain ones first.

    Looked at are all dossiers received or written in the same year, and those of the same
    campaign; not looked at are copies in a consolidated dossier.

    Raises:
        NotFound: there is no such dossier.
    """
    dossier = dossier_of(session, dossier_id)
    by_name: dict[tuple[str, RecipientKind], list[_Asked]] = defaultdict(list)
    by_text: dict[Any, list[_Asked]] = defaultdict(list)
    everybody = [_asked(row) for row in session.execute(_looked_at(dossier))]
    for one in everybody:
        by_name[one.name].append(one)
        if one.text is not None:
            by_text[one.text].append(one)
    wanted = (one for one in everybody if one.row.dossier_id == dossier_id)
    found = {
        own.row.id: _others(own, by_name[own.name], by_text.get(own.text, ())) for own in wanted
    }
    return {about: others for about, others in found.items() if others}


def _asked(row: Any) -> _Asked:
    text, kind = fold(row.achievement), row.recipient_kind
    return _Asked(
        row,
        (fold(row.recipient_name), kind),
        born_in(row.recipient_birth_year, row.recipient_birth_date),
        fold(row.recipient_unit),
        (text, kind) if len(text) >= _SHORTEST else None,
    )


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


def _others(
    own: _Asked, near: Sequence[_Asked], like: Sequence[_Asked]
) -> tuple[DuplicateRow, ...]:
    """Return those like one nomination: ``near`` have its name, ``like`` its text."""
    found = [row for one in near if one is not own if (row := _compared(own, one))]
    alike = (one for one in like if one.name != own.name)
    listed = [_row(one.row, same_achievement=True) for one in islice(alike, MOST_ALIKE)]
    if listed and (more := sum(1 for _ in alike)):
        listed[-1] = replace(listed[-1], more=more)
    return tuple(sorted(found + listed, key=lambda d: (not d.certain, not d.same_achievement)))


def _compared(own: _Asked, one: _Asked) -> DuplicateRow | None:
    """Return in what a nomination under the same name is like one; None where in nothing."""
    sure, may_be = _same_person(own, one)
    achievement = _same_achievement(own, one, same_person=may_be)
    if not may_be and not achievement:
        return None
    return _row(one.row, may_be=may_be, sure=sure, same_achievement=achievement)


def _same_person(own: _Asked, one: _Asked) -> tuple[bool, bool]:
    """Return whether two of one name surely, and whether they perhaps, are the same."""
    if own.born is not None and one.born is not None:
        return own.born == one.born, own.born == one.born
    return bool(own.unit) and own.unit == one.unit, True


def _same_achievement(own: _Asked, one: _Asked, *, same_person: bool) -> bool:
    if own.text is not None and own.text == one.text:
        return True
    period = own.row.period_from, own.row.period_to
    same_time = period == (one.row.period_from, one.row.period_to) and any(period)
    return same_person and own.row.award_code == one.row.award_code and same_time


def _row(
    row: Any, *, same_achievement: bool, may_be: bool = False, sure: bool = False
) -> DuplicateRow:
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
        same_achievement,
    )
