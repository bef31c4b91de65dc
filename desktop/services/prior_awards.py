"""Which awards a nominated one seems to hold already, and how sure it is that it is the same one.

Of a history of a million awards many are under one name: «Nguyễn Văn Hùng» alone has thousands. So
those whose year of birth or unit agrees too are read in full, those of mere namesakes counted, and
laid open only where they are few or where somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.models import AwardRecord, Nomination
from desktop.services.awards import born_in
from desktop.services.chunks import chunks
from desktop.vietnamese.text import fold

FEW = 5
"""So many namesakes of one name are laid open at once; more are counted, and read when asked."""
MOST = 200
"""So many awards of one name are read at most."""


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


@dataclass(frozen=True, slots=True)
class PriorAwards:
    """What is known here under the name of one nominated.

    Attributes:
        rows: awards laid open, newest first.
        unread: how many more are under the name, none of them certain.
    """

    rows: tuple[PriorRow, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Who:
    """A nominated one as the history is asked for them."""

    name: str
    kind: RecipientKind
    born: int | None
    unit: str
    nominations: list[UUID] = field(default_factory=list, compare=False)

    @property
    def called(self) -> tuple[str, RecipientKind]:
        return self.name, self.kind


def prior_awards(session: Session, nominations: Iterable[Nomination]) -> dict[UUID, PriorAwards]:
    """Return per nomination what is known here under its recipient's name.

    Two people of one name are told apart by year of birth where both are known, else by unit.
    Three questions are asked for a whole list, each answered by the index on the name.
    """
    people = _people(nominations)
    same = _certain(session, people)
    counted = _counted(session, {who.called for who in people})
    few = _few(session, {called for called, born in counted.items() if sum(born.values()) <= FEW})
    found: dict[UUID, PriorAwards] = {}
    for who in people:
        rows = {row.id: row for row in (*same[who], *few[who.called]) if _may_be_same(row, who)}
        for nomination_id in who.nominations:
            others = [row for row in rows.values() if row.nomination_id != nomination_id]
            known = _as_read(others, who)
            total = _may_be(counted[who.called], who.born) - (len(rows) - len(others))
            found[nomination_id] = PriorAwards(known, max(0, total - len(known)))
    return found


def namesakes(session: Session, nomination: Nomination) -> PriorAwards:
    """Return every award under the name of one nominated, the certain ones first, then by year."""
    (who,) = _people([nomination])
    query = _query().where(
        AwardRecord.search_key == who.name,
        AwardRecord.recipient_kind == who.kind,
        sa.or_(AwardRecord.nomination_id.is_(None), AwardRecord.nomination_id != nomination.id),
    )
    if who.born is not None:
        born = AwardRecord.recipient_birth_year
        query = query.where(sa.or_(born.is_(None), born == who.born))
    surely = [AwardRecord.unit_key == who.unit] if who.unit else []
    surely += [AwardRecord.recipient_birth_year == who.born] if who.born else []
    first = sa.case((sa.or_(sa.false(), *surely), 0), else_=1)
    total = session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    newest = query.order_by(first, AwardRecord.year.desc(), AwardRecord.decided_on.desc())
    rows = session.execute(newest.limit(MOST)).all()
    return PriorAwards(tuple(_prior(row, who) for row in rows), total - len(rows))


def _people(nominations: Iterable[Nomination]) -> list[_Who]:
    """Return those nominated, somebody nominated twice once."""
    known: dict[_Who, _Who] = {}
    for n in nominations:
        born = born_in(n.recipient_birth_year, n.recipient_birth_date)
        who = _Who(fold(n.recipient_name), n.recipient_kind, born, fold(n.recipient_unit))
        known.setdefault(who, who).nominations.append(n.id)
    return list(known)


def _query() -> sa.Select[Any]:
    return sa.select(
        AwardRecord.id,
        AwardRecord.search_key,
        AwardRecord.nomination_id,
        AwardRecord.recipient_kind,
        AwardRecord.recipient_birth_year.label("born"),
        AwardRecord.unit_key,
        AwardRecord.recipient_unit,
        AwardRecord.award_code,
        AwardRecord.year,
        AwardRecord.achievement,
        AwardRecord.period_from,
        AwardRecord.period_to,
        AwardRecord.decision_number,
        AwardRecord.decided_on,
        AwardRecord.decided_by,
    ).where(AwardRecord.cancelled_on.is_(None))


def _certain(session: Session, people: Collection[_Who]) -> dict[_Who, list[Any]]:
    """Return the awards under each one's name whose year of birth or unit agrees as well."""
    found: dict[_Who, dict[UUID, Any]] = defaultdict(dict)
    key = (AwardRecord.search_key, AwardRecord.recipient_kind)
    for column, value_of in (
        (AwardRecord.recipient_birth_year, lambda who: who.born),
        (AwardRecord.unit_key, lambda who: who.unit),
    ):
        asked: dict[Any, list[_Who]] = defaultdict(list)
        for who in people:
            if value_of(who):
                asked[who.name, who.kind, value_of(who)].append(who)
        for some in chunks(list(asked)):
            wanted = sa.tuple_(*key, column).in_(some)
            for row in session.execute(_query().add_columns(column.label("asked")).where(wanted)):
                for who in asked[row.search_key, row.recipient_kind, row.asked]:
                    found[who][row.id] = row
    return defaultdict(list, {who: list(rows.values()) for who, rows in found.items()})


def _counted(
    session: Session, called: Collection[tuple[str, RecipientKind]]
) -> dict[tuple[str, RecipientKind], Mapping[int | None, int]]:
    """Return how many awards there are under each name, by year of birth; the index tells all."""
    key = (AwardRecord.search_key, AwardRecord.recipient_kind)
    born = AwardRecord.recipient_birth_year
    found: dict[Any, dict[int | None, int]] = defaultdict(dict)
    for some in chunks(sorted(called)):
        query = (
            sa.select(*key, born, sa.func.count())
            .where(sa.tuple_(*key).in_(some), AwardRecord.cancelled_on.is_(None))
            .group_by(*key, born)
        )
        for name, kind, year, count in session.execute(query):
            found[name, kind][year] = count
    return found


def _few(
    session: Session, called: Collection[tuple[str, RecipientKind]]
) -> dict[tuple[str, RecipientKind], list[Any]]:
    """Return all awards under names that few have."""
    found: dict[Any, list[Any]] = defaultdict(list)
    key = sa.tuple_(AwardRecord.search_key, AwardRecord.recipient_kind)
    for some in chunks(sorted(called)):
        for row in session.execute(_query().where(key.in_(some))):
            found[row.search_key, row.recipient_kind].append(row)
    return found


def _may_be(counted: Mapping[int | None, int], born: int | None) -> int:
    if born is None:
        return sum(counted.values())
    return counted.get(None, 0) + counted.get(born, 0)


def _may_be_same(award: Any, who: _Who) -> bool:
    return who.born is None or award.born is None or bool(who.born == award.born)


def _as_read(rows: Iterable[Any], who: _Who) -> tuple[PriorRow, ...]:
    newest = sorted(rows, key=lambda r: (r.year or 0, r.decided_on or date.min), reverse=True)
    return tuple(_prior(row, who) for row in newest)


def _prior(award: Any, who: _Who) -> PriorRow:
    same_birth = award.born is not None and award.born == who.born
    same_unit = bool(award.unit_key) and award.unit_key == who.unit
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
