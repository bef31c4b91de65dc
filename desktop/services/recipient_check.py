"""What the records themselves say against a nomination: contradictions, doubles, other dossiers.

None of it is a rule of law but for the principle that one achievement is rewarded once (X2), so all
of it warns or informs and nothing blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.standing import RECORD
from desktop.models import Dossier, Household, Nomination, Person, Unit
from desktop.services.chunks import chunks
from desktop.services.recipient_facts import is_live_nomination
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import fold

Found = dict[UUID, list[Problem]]


class Likeness(Labelled):
    """How two records of people are alike, the surest first."""

    SAME_DAY = "SAME_DAY", "trùng họ tên và ngày sinh"
    SAME_UNIT = "SAME_UNIT", "trùng họ tên, năm sinh và đơn vị"
    SAME_YEAR = "SAME_YEAR", "trùng họ tên và năm sinh"


_LIKENESSES = list(Likeness)


def record_problems(
    session: Session,
    dossier_id: UUID,
    nominations: Sequence[Nomination],
    law: Catalogue,
    day: date,
) -> Found:
    """Return per nomination what the records say against it, always in the same order.

    Args:
        session: to read with.
        dossier_id: the dossier they stand in.
        nominations: its live nominations.
        law: as the office reads it.
        day: chooses the principle cited for one achievement in two dossiers.
    """
    found: Found = defaultdict(list)
    people = {n.person_id: n for n in nominations if n.person_id}
    records = _people(session, list(people))
    for nomination in nominations:
        person = records.get(nomination.person_id) if nomination.person_id else None
        if person is not None:
            found[nomination.id] += _births(nomination, person)
    _archived(session, nominations, records, found)
    _elsewhere(session, dossier_id, nominations, law, day, found)
    _same_identity(session, nominations, records, found)
    _namesakes(session, nominations, records, found)
    return found


def _problem(
    nomination: Nomination,
    field: str,
    code: ProblemCode,
    severity: Severity = Severity.WARNING,
    **data: object,
) -> Problem:
    named = {"name": nomination.recipient_name, **data}
    return Problem(field, code, severity, named, nomination.id)


def _people(session: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    columns = (
        Person.id,
        Person.birth_date,
        Person.birth_year,
        Person.identity_number,
        Person.search_key,
        _raw(Person.id).label("raw"),
        _raw(Person.unit_id).label("unit"),
        Person.archived_at,
    )
    found = {}
    for some in chunks(ids):
        query = sa.select(*columns).where(Person.id.in_(some))
        found.update({row.id: row for row in session.execute(query)})
    return found


# -- births -------------------------------------------------------------------------------------


def _births(nomination: Nomination, person: Any) -> Iterator[Problem]:
    """Yield that a birth is written twice, differently: in the record, or in it and here."""
    own_day, own_year = nomination.recipient_birth_date, nomination.recipient_birth_year
    code, field = ProblemCode.BIRTHS_CONTRADICT, f"{RECORD}birth_date"
    if person.birth_date and person.birth_year and person.birth_date.year != person.birth_year:
        words: dict[str, Any] = {
            "one": short_date(person.birth_date),
            "other": str(person.birth_year),
        }
        yield _problem(nomination, field, code, **words)
    elif own_day and person.birth_date and own_day != person.birth_date:
        words = {"one": short_date(own_day), "other": short_date(person.birth_date)}
        yield _problem(nomination, "recipient_birth_date", code, **words)
    else:
        known = person.birth_date.year if person.birth_date else person.birth_year
        if own_year and known and own_year != known:
            words = {"one": str(own_year), "other": str(known)}
            yield _problem(nomination, "recipient_birth_year", code, **words)


# -- archived records ---------------------------------------------------------------------------


def _archived(
    session: Session,
    nominations: Sequence[Nomination],
    records: Mapping[UUID, Any],
    found: Found,
) -> None:
    linked: tuple[tuple[type[Any], str], ...] = ((Unit, "unit_id"), (Household, "household_id"))
    away = {person_id for person_id, row in records.items() if row.archived_at is not None}
    for model, link in linked:
        for some in chunks([getattr(n, link) for n in nominations if getattr(n, link)]):
            query = sa.select(model.id).where(model.id.in_(some), model.archived_at.is_not(None))
            away.update(session.scalars(query))
    for n in nominations:
        if (n.person_id or n.unit_id or n.household_id) in away:
            found[n.id].append(_problem(n, "recipient_name", ProblemCode.RECORD_ARCHIVED))


# -- other dossiers -----------------------------------------------------------------------------


def _elsewhere(
    session: Session,
    dossier_id: UUID,
    nominations: Sequence[Nomination],
    law: Catalogue,
    day: date,
    found: Found,
) -> None:
    others = _others(session, dossier_id, nominations)
    principle = law.principle("X2", day)
    citation, verified = (principle.citation, principle.verified) if principle else ("", False)
    for n in nominations:
        for other in others.get(n.person_id or n.unit_id or n.household_id, ()):
            code = _double(n, other)
            if code is None:
                continue
            award = law.find_award(other.award_code)
            data: dict[str, object] = {
                "name": n.recipient_name,
                "award": award.name if award else other.award_code,
                "dossier": other.title,
            }
            field = "award_code" if code is ProblemCode.NOMINATED_ELSEWHERE else "achievement"
            problem = Problem(field, code, Severity.WARNING, data, n.id, citation, verified)
            found[n.id].append(problem)


def _others(
    session: Session, dossier_id: UUID, nominations: Sequence[Nomination]
) -> dict[Any, list[Any]]:
    """Return the nominations of the same recipients in other live dossiers, by recipient."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for link in (Nomination.person_id, Nomination.unit_id, Nomination.household_id):
        ids = [getattr(n, link.key) for n in nominations if getattr(n, link.key)]
        for some in chunks(ids):
            query = (
                sa.select(
                    link.label("recipient"),
                    Nomination.award_code,
                    Nomination.achievement,
                    Nomination.period_from,
                    Nomination.period_to,
                    Dossier.title,
                )
                .join(Dossier, Dossier.id == Nomination.dossier_id)
                .where(link.in_(some), Nomination.dossier_id != dossier_id, *is_live_nomination())
                .order_by(Dossier.title, Nomination.position, Nomination.id)
            )
            for row in session.execute(query):
                found[row.recipient].append(row)
    return found


def _double(nomination: Nomination, other: Any) -> ProblemCode | None:
    """Return how a nomination elsewhere doubles this one, None where it does not."""
    apart = (
        nomination.period_from
        and nomination.period_to
        and other.period_from
        and other.period_to
        and (nomination.period_from > other.period_to or other.period_from > nomination.period_to)
    )
    if apart:
        return None
    if nomination.award_code and nomination.award_code == other.award_code:
        return ProblemCode.NOMINATED_ELSEWHERE
    text = fold(nomination.achievement)
    if text and text == fold(other.achievement):
        return ProblemCode.ACHIEVEMENT_ELSEWHERE
    return None


# -- one person in two records ------------------------------------------------------------------


def _same_identity(
    session: Session,
    nominations: Sequence[Nomination],
    records: Mapping[UUID, Any],
    found: Found,
) -> None:
    numbers = {r.identity_number for r in records.values() if r.identity_number}
    holders: dict[str, list[Any]] = defaultdict(list)
    for some in chunks(sorted(numbers)):
        query = (
            sa.select(Person.identity_number, Person.id, Person.full_name, Unit.name)
            .outerjoin(Unit, Unit.id == Person.unit_id)
            .where(Person.identity_number.in_(some))
            .order_by(Person.sort_key, Person.id)
        )
        for row in session.execute(query):
            holders[row.identity_number].append(row)
    for n in nominations:
        record = records.get(n.person_id) if n.person_id else None
        for row in holders.get(record.identity_number, ()) if record else ():
            if row.id != n.person_id:
                other = ", ".join(part for part in (row.full_name, row.name) if part)
                code, field = ProblemCode.SAME_IDENTITY, f"{RECORD}full_name"
                found[n.id].append(_problem(n, field, code, other=other))


def _namesakes(
    session: Session,
    nominations: Sequence[Nomination],
    records: Mapping[UUID, Any],
    found: Found,
) -> None:
    """Note the surest namesake of each person; namesakes of another birthday are others."""
    namesakes = _by_name_and_year(session, {_named(row) for row in records.values()})
    for n in nominations:
        record = records.get(n.person_id) if n.person_id else None
        if record is None:
            continue
        alike = [
            (likeness, f"{row.full_name}, {_about(row)}")
            for row in namesakes.get(_named(record), ())
            if row.raw != record.raw and (likeness := _likeness(record, row)) is not None
        ]
        if not alike:
            continue
        likeness, other = min(alike, key=lambda one: (_LIKENESSES.index(one[0]), one[1]))
        severity = Severity.INFO if likeness is Likeness.SAME_YEAR else Severity.WARNING
        data: dict[str, Any] = {"likeness": likeness.label, "other": other, "count": len(alike)}
        code = ProblemCode.RECORD_NAMESAKE
        found[n.id].append(_problem(n, "recipient_name", code, severity, **data))


def _named(person: Any) -> tuple[str, int | None]:
    """Return what namesakes share: the folded name and the year of birth."""
    born = person.birth_date.year if person.birth_date else None
    return person.search_key, person.birth_year or born


def _by_name_and_year(
    session: Session, wanted: Collection[tuple[str, int | None]]
) -> dict[tuple[str, int | None], list[Any]]:
    """Return the live people of some names and years of birth, found by the index on both."""
    keys = sorted((name, year) for name, year in wanted if name and year is not None)
    query = (
        sa.select(
            _raw(Person.id).label("raw"),
            Person.search_key,
            Person.full_name,
            Person.birth_date,
            Person.birth_year,
            _raw(Person.unit_id).label("unit"),
            Unit.name.label("unit_name"),
        )
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Person.archived_at.is_(None))
    )
    found: dict[tuple[str, int | None], list[Any]] = defaultdict(list)
    for some in chunks(keys):
        dated = Person.search_key.in_({name for name, _ in some})
        for condition in (
            sa.tuple_(Person.search_key, Person.birth_year).in_(some),
            # Whose year of birth stands in the date alone.
            sa.and_(dated, Person.birth_year.is_(None), Person.birth_date.is_not(None)),
        ):
            for row in session.execute(query.where(condition)):
                found[_named(row)].append(row)
    return found


def _likeness(mine: Any, other: Any) -> Likeness | None:
    if mine.birth_date and other.birth_date:
        return Likeness.SAME_DAY if mine.birth_date == other.birth_date else None
    if mine.unit is not None and other.unit == mine.unit:
        return Likeness.SAME_UNIT
    return Likeness.SAME_YEAR


def _about(row: Any) -> str:
    born = short_date(row.birth_date) if row.birth_date else str(row.birth_year)
    return " · ".join(part for part in (f"sinh {born}", row.unit_name or "") if part)


def _raw(column: Any) -> sa.ColumnElement[Any]:
    """Return an id as the driver gives it: a thousand namesakes are only told apart by theirs."""
    return sa.type_coerce(column, sa.String)
