"""What the records say of recipients, read for many at once in a handful of queries.

``facts_of`` serves a dossier: some hundred recipients by id. ``everybody.py`` reads the same
tables by ranges of ids, for all people of the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.facts import PriorAward
from desktop.law.lifecycle import DossierState, moves_from
from desktop.law.recipient_facts import (
    DisciplineFact,
    HoldFact,
    InitiativeFact,
    MemberFacts,
    RecipientFacts,
)
from desktop.law.terms import Grade, RecipientKind
from desktop.models import (
    AwardRecord,
    Campaign,
    Discipline,
    Dossier,
    Evaluation,
    Hold,
    Initiative,
    InitiativeAuthor,
    Nomination,
    Person,
    Registration,
    UnitEvaluation,
)
from desktop.services.chunks import chunks
from desktop.services.member_counts import count_members
from desktop.services.recipients import RecipientRef

LIVE_STATES = tuple(s for s in DossierState if any(m.target is not s for m in moves_from(s)))
"""States from which a dossier may still go on to another."""
_FEW = 1_000


@dataclass(slots=True)
class History:
    """What is recorded of one recipient, as it is gathered.

    ``awards`` are all they hold, each with the dossier here that brought it; None where none did.
    """

    grades: dict[int, set[Grade]] = field(default_factory=lambda: defaultdict(set))
    titles: set[tuple[str, int]] = field(default_factory=set)
    awards: list[tuple[PriorAward, UUID | None]] = field(default_factory=list)
    proposed: set[tuple[str, int]] = field(default_factory=set)
    initiatives: list[InitiativeFact] = field(default_factory=list)
    disciplines: list[DisciplineFact] = field(default_factory=list)
    holds: list[HoldFact] = field(default_factory=list)
    registered: set[int] = field(default_factory=set)
    started_on: date | None = None
    members: Mapping[int, MemberFacts] = field(default_factory=dict)

    @property
    def contradictory_years(self) -> tuple[int, ...]:
        """Years graded twice, differently: what is true of them nobody can tell from here."""
        return tuple(sorted(year for year, grades in self.grades.items() if len(grades) > 1))

    def facts(
        self, kind: RecipientKind, attestations: Mapping[str, bool] | None = None
    ) -> RecipientFacts:
        """Return it as the rules read it; a year with two grades counts as not entered."""
        return RecipientFacts(
            kind=kind,
            evaluations={y: next(iter(g)) for y, g in self.grades.items() if len(g) == 1},
            titles=frozenset(self.titles),
            proposed=frozenset(self.proposed),
            initiatives=tuple(self.initiatives),
            disciplines=tuple(self.disciplines),
            holds=tuple(self.holds),
            registrations=dict.fromkeys(self.registered, True),
            started_on=self.started_on,
            members=self.members,
            attestations=attestations or {},
        )


def histories(
    session: Session, recipients: Iterable[RecipientRef], years: Collection[int]
) -> dict[UUID, History]:
    """Return what is recorded of recipients, by the id of the person, unit or household.

    Args:
        session: to read with.
        recipients: who is asked about, of all kinds.
        years: those for which members of collectives are counted.
    """
    ids: dict[RecipientKind, list[UUID]] = defaultdict(list)
    for kind, record_id in dict.fromkeys(recipients):
        ids[kind].append(record_id)
    found: dict[UUID, History] = {r: History() for some in ids.values() for r in some}
    people = ids[RecipientKind.INDIVIDUAL]
    units = ids[RecipientKind.COLLECTIVE]
    _add_people(session, found, people)
    _add_grades(session, found, Evaluation, Evaluation.person_id, people)
    _add_grades(session, found, UnitEvaluation, UnitEvaluation.unit_id, units)
    _add_awards(session, found, ids)
    _add_proposed(session, found, ids)
    _add_holds(session, found, ids)
    _add_registrations(session, found, Registration.unit_id, units)
    for unit_id, counted in count_members(session, units, years).items():
        found[unit_id].members = counted
    return found


_AWARD_HOLDERS: dict[RecipientKind, Any] = {
    RecipientKind.INDIVIDUAL: AwardRecord.person_id,
    RecipientKind.COLLECTIVE: AwardRecord.unit_id,
    RecipientKind.HOUSEHOLD: AwardRecord.household_id,
}
_NOMINATED: dict[RecipientKind, Any] = {
    RecipientKind.INDIVIDUAL: Nomination.person_id,
    RecipientKind.COLLECTIVE: Nomination.unit_id,
    RecipientKind.HOUSEHOLD: Nomination.household_id,
}
_HELD: dict[RecipientKind, Any] = {
    RecipientKind.INDIVIDUAL: Hold.person_id,
    RecipientKind.COLLECTIVE: Hold.unit_id,
    RecipientKind.HOUSEHOLD: Hold.household_id,
}


def title_year() -> sa.ColumnElement[int | None]:
    """Return the year of an award record: as written, else the achievement's or the decision's."""
    return sa.func.coalesce(
        AwardRecord.year,
        sa.extract("year", AwardRecord.period_to),
        sa.extract("year", AwardRecord.decided_on),
    )


def registration_year(*, of_campaign_alone: bool = False) -> sa.ColumnElement[int | None]:
    """Return the year a registration counts for: its own day's, else its campaign's."""
    days = [Campaign.starts_on, Campaign.launched_on, Campaign.ends_on]
    if not of_campaign_alone:
        days.insert(0, Registration.registered_on)
    return sa.func.coalesce(*(sa.extract("year", day) for day in days))


def proposed_year() -> sa.ColumnElement[int | None]:
    """Return the year a nomination asks for: of its achievement, else of its letter."""
    return sa.func.coalesce(
        sa.extract("year", Nomination.period_to), sa.extract("year", Dossier.letter_date)
    )


def _add_people(session: Session, found: dict[UUID, History], ids: Sequence[UUID]) -> None:
    for some in chunks(ids):
        query = sa.select(Person.id, Person.started_on).where(Person.id.in_(some))
        for person_id, started_on in session.execute(query):
            found[person_id].started_on = started_on
        columns = (Discipline.level, Discipline.decided_on, Discipline.ended_on)
        query_d = sa.select(Discipline.person_id, *columns).where(Discipline.person_id.in_(some))
        for person_id, level, decided, ended in session.execute(
            query_d.order_by(Discipline.position)
        ):
            fact = DisciplineFact(level=level, decided_on=decided, ended_on=ended)
            found[person_id].disciplines.append(fact)
        for person_id, fact_i in _initiatives(session, InitiativeAuthor.person_id.in_(some)):
            found[person_id].initiatives.append(fact_i)
    _add_registrations(session, found, Registration.person_id, ids)


def _initiatives(
    session: Session, whose: sa.ColumnElement[bool], person_id: Any = InitiativeAuthor.person_id
) -> Iterator[tuple[Any, InitiativeFact]]:
    year = sa.func.coalesce(Initiative.year, sa.extract("year", Initiative.recognised_on))
    query = (
        sa.select(person_id, Initiative.level, year, Initiative.kind, InitiativeAuthor.share)
        .join(Initiative, Initiative.id == InitiativeAuthor.initiative_id)
        .where(whose, Initiative.archived_at.is_(None))
        .order_by(Initiative.year, Initiative.id)
    )
    for record_id, level, made_in, kind, share in session.execute(query):
        yield record_id, InitiativeFact(level=level, year=made_in, kind=kind, share=share)


def all_initiatives(session: Session) -> Iterator[tuple[Any, InitiativeFact]]:
    """Yield every initiative by its author's id as the driver gives it."""
    raw = sa.type_coerce(InitiativeAuthor.person_id, sa.String)
    return _initiatives(session, InitiativeAuthor.person_id.is_not(None), raw)


def _add_grades(
    session: Session,
    found: dict[UUID, History],
    model: type[Evaluation | UnitEvaluation],
    holder: Any,
    ids: Sequence[UUID],
) -> None:
    for some in chunks(ids):
        query = sa.select(holder, model.year, model.grade).where(holder.in_(some))
        for record_id, year, grade in session.execute(query):
            found[record_id].grades[year].add(grade)


_Ids = Mapping[RecipientKind, Sequence[UUID]]


def _asked(links: Mapping[RecipientKind, Any], ids: _Ids) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions that find the lines of recipients: a few of all kinds at once."""
    if sum(map(len, ids.values())) <= _FEW:
        wanted = [link.in_(ids[kind]) for kind, link in links.items() if ids.get(kind)]
        if wanted:
            yield sa.or_(*wanted)
        return
    for kind, link in links.items():
        for some in chunks(ids.get(kind, ())):
            yield link.in_(some)


def _add_awards(session: Session, found: dict[UUID, History], ids: _Ids) -> None:
    query = (
        sa.select(
            sa.func.coalesce(*_AWARD_HOLDERS.values()),
            AwardRecord.award_code,
            title_year(),
            AwardRecord.year,
            AwardRecord.period_from,
            AwardRecord.period_to,
            AwardRecord.decision_number,
            AwardRecord.decided_on,
            AwardRecord.award_type,
            Nomination.dossier_id,
        )
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(AwardRecord.cancelled_on.is_(None))
        .order_by(AwardRecord.year, AwardRecord.decided_on, AwardRecord.position)
    )
    for asked in _asked(_AWARD_HOLDERS, ids):
        for row in session.execute(query.where(asked)):
            record_id, code, for_year, year, start, end, number, decided, kind, dossier_id = row
            history = found[record_id]
            if for_year is not None:
                history.titles.add((code, for_year))
            prior = PriorAward(
                award_code=code,
                year=year,
                period_from=start,
                period_to=end,
                decision=number,
                decided_on=decided,
                award_type=kind,
            )
            history.awards.append((prior, dossier_id))


def _add_proposed(session: Session, found: dict[UUID, History], ids: _Ids) -> None:
    # One kind at a time: asked for all at once, a database goes through every live dossier.
    for kind, link in _NOMINATED.items():
        for some in chunks(ids.get(kind, ())):
            query = (
                sa.select(link, Nomination.award_code, proposed_year())
                .join(Dossier, Dossier.id == Nomination.dossier_id)
                .where(link.in_(some), *is_live_nomination())
            )
            for record_id, code, year in session.execute(query):
                if code and year is not None:
                    found[record_id].proposed.add((code, year))


def is_live_nomination() -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions for a nomination somebody still waits for."""
    return (
        Nomination.archived_at.is_(None),
        Dossier.archived_at.is_(None),
        Dossier.state.in_(LIVE_STATES),
    )


def _add_holds(session: Session, found: dict[UUID, History], ids: _Ids) -> None:
    holder = sa.func.coalesce(*_HELD.values())
    query = sa.select(holder, Hold.kind, Hold.since, Hold.ended_on).order_by(Hold.position)
    for asked in _asked(_HELD, ids):
        for record_id, kind, since, ended in session.execute(query.where(asked)):
            found[record_id].holds.append(HoldFact(kind=kind, since=since, ended_on=ended))


def _add_registrations(
    session: Session, found: dict[UUID, History], link: Any, ids: Sequence[UUID]
) -> None:
    for some in chunks(ids):
        query = (
            sa.select(link, registration_year())
            .join(Campaign, Campaign.id == Registration.campaign_id)
            .where(link.in_(some), Campaign.archived_at.is_(None))
        )
        for record_id, year in session.execute(query):
            if year is not None:
                found[record_id].registered.add(year)
