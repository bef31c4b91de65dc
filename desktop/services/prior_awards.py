"""Which awards a nominated one seems to hold already: same name, told apart by birth or unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.models import AwardRecord, Nomination, Person
from desktop.vietnamese.text import fold

_NAMES_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class PriorRow:
    """An award that the nominated one seems to hold already.

    Attributes:
        certain: whether the year of birth or the unit agrees too; else only the name does.
    """

    award_id: UUID
    award: str
    year: int | None
    achievement: str
    period_from: date | None
    period_to: date | None
    decision_number: str
    decided_on: date | None
    decided_by: str
    unit: str
    certain: bool


def prior_awards(
    session: Session, nominations: Iterable[Nomination]
) -> dict[UUID, tuple[PriorRow, ...]]:
    """Return per nomination the awards known here under its recipient's name, newest first.

    Two people of one name are told apart by year of birth where both are known, else by unit.
    """
    wanted = list(nominations)
    held = _held_by_name(session, {fold(n.recipient_name) for n in wanted})
    return {
        n.id: tuple(
            _prior(award, n)
            for award in held[fold(n.recipient_name)]
            if award.nomination_id != n.id and _may_be_same(award, n)
        )
        for n in wanted
    }


def _held_by_name(session: Session, names: set[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    query = (
        sa.select(
            AwardRecord.id,
            AwardRecord.search_key,
            AwardRecord.nomination_id,
            AwardRecord.recipient_kind,
            AwardRecord.recipient_unit,
            AwardRecord.award_code,
            AwardRecord.year,
            AwardRecord.achievement,
            AwardRecord.period_from,
            AwardRecord.period_to,
            AwardRecord.decision_number,
            AwardRecord.decided_on,
            AwardRecord.decided_by,
            sa.func.coalesce(Nomination.recipient_birth_year, Person.birth_year).label("born"),
        )
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .outerjoin(Person, Person.id == AwardRecord.person_id)
        .where(AwardRecord.cancelled_on.is_(None))
        .order_by(AwardRecord.year.desc(), AwardRecord.decided_on.desc())
    )
    # One query for a whole list, through the index on the name: 200,000 records are never read.
    wanted = sorted(names)
    for start in range(0, len(wanted), _NAMES_AT_A_TIME):
        some = wanted[start : start + _NAMES_AT_A_TIME]
        for row in session.execute(query.where(AwardRecord.search_key.in_(some))):
            found[row.search_key].append(row)
    return found


def _may_be_same(award: Any, nomination: Nomination) -> bool:
    if award.recipient_kind is not nomination.recipient_kind:
        return False
    born = nomination.recipient_birth_year
    return born is None or award.born is None or bool(born == award.born)


def _prior(award: Any, nomination: Nomination) -> PriorRow:
    same_birth = award.born is not None and award.born == nomination.recipient_birth_year
    same_unit = bool(award.recipient_unit) and (
        fold(award.recipient_unit) == fold(nomination.recipient_unit)
    )
    return PriorRow(
        award.id,
        award_name(award.award_code),
        award.year,
        award.achievement,
        award.period_from,
        award.period_to,
        award.decision_number,
        award.decided_on,
        award.decided_by,
        award.recipient_unit,
        same_birth or same_unit,
    )


def award_name(code: str) -> str:
    """Return the award's name, or its code where the law data does not know it."""
    award = Catalogue.load().find_award(code)
    return award.name if award else code
