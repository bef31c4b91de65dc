"""Which awards a nominated one seems to hold already, and how sure it is that it is the same one.

Of a history of a million awards many are under one name: «Nguyễn Văn Hùng» alone has thousands. So
those whose year of birth or unit agrees too are read in full, those of mere namesakes counted, and
laid open only where they are few or where somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
MANY = 50
"""So many awards of namesakes are counted at most."""
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
        unread: how many more of namesakes are under the name, none of them certain; ``MANY``
            stands for so many or more.
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
    Some questions are asked for a whole list, each answered by an index on the name.
    """
    people = _people(nominations)
    same, counted = _certain(session, people), _counted(session, people)
    few = _few(session, [who for who in people if counted[who] <= FEW])
    found: dict[UUID, PriorAwards] = {}
    for who in people:
        rows = {row.id: row for row in (*same[who], *few[who.called]) if _may_be_same(row, who)}
        for nomination_id in who.nominations:
            others = [row for row in rows.values() if row.nomination_id != nomination_id]
            found[nomination_id] = PriorAwards(_as_read(others, who), _unread(counted, who, rows))
    return found


def _unread(counted: Mapping[_Who, int], who: _Who, rows: Mapping[UUID, Any]) -> int:
    if counted[who] <= FEW:
        return 0
    read = sum(row.born is None or who.born is None for row in rows.values())
    return counted[who] if counted[who] >= MANY else counted[who] - read


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


def _query() -> sa.Select[*tuple[Any, ...]]:
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
    for name, column in (
        ("born", AwardRecord.recipient_birth_year),
        ("unit", AwardRecord.unit_key),
    ):
        asked: dict[Any, list[_Who]] = defaultdict(list)
        for who in people:
            if told := getattr(who, name):
                asked[who.name, who.kind, told].append(who)
        for some in chunks(list(asked)):
            wanted = sa.tuple_(*key, column).in_(some)
            for row in session.execute(_query().add_columns(column.label("asked")).where(wanted)):
                for who in asked[row.search_key, row.recipient_kind, row.asked]:
                    found[who][row.id] = row
    return defaultdict(list, {who: list(rows.values()) for who, rows in found.items()})


def _counted(session: Session, people: Sequence[_Who]) -> dict[_Who, int]:
    """Return how many awards under each one's name tell no year of birth; MANY and no more.

    Of those asked for without a year of birth all awards under the name count.
    """
    key = (AwardRecord.search_key, AwardRecord.recipient_kind)
    found: dict[_Who, int] = {}
    for some in chunks(people):
        asked = sa.values(
            sa.column("place", sa.BigInteger()),
            sa.column("name", sa.Text()),
            sa.column("kind", AwardRecord.recipient_kind.type),
            sa.column("any_birth", sa.Boolean()),
        )
        rows = [(place, who.name, who.kind, who.born is None) for place, who in enumerate(some)]
        wanted = asked.data(rows).cte("wanted")
        # Counted up to a bound: «Nguyễn Văn Hùng» would be gone through by the thousand.
        first = (
            sa.select(AwardRecord.search_key)
            .where(
                key[0] == wanted.c.name,
                key[1] == wanted.c.kind,
                AwardRecord.cancelled_on.is_(None),
                sa.or_(wanted.c.any_birth, AwardRecord.recipient_birth_year.is_(None)),
            )
            .limit(MANY)
            .correlate(wanted)
            .subquery()
        )
        count = sa.select(sa.func.count()).select_from(first).correlate(wanted).scalar_subquery()
        for place, number in session.execute(sa.select(wanted.c.place, count)):
            found[some[place]] = number
    return found


def _few(session: Session, people: Sequence[_Who]) -> dict[tuple[str, RecipientKind], list[Any]]:
    """Return the awards that may be of people whose name few have."""
    found: dict[Any, list[Any]] = defaultdict(list)
    key = (AwardRecord.search_key, AwardRecord.recipient_kind)
    born = AwardRecord.recipient_birth_year
    for any_birth in (True, False):
        called = {who.called for who in people if (who.born is None) is any_birth}
        for some in chunks(sorted(called)):
            query = _query().where(sa.tuple_(*key).in_(some))
            for row in session.execute(query if any_birth else query.where(born.is_(None))):
                found[row.search_key, row.recipient_kind].append(row)
    return found


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
