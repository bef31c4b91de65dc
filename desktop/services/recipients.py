"""đối tượng on paper: what is known of a person, unit or household, as it is written on one day.

A nomination copies this once and keeps it, so that the request, the decision and the certificate
say the same, whatever is edited afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound
from desktop.law.terms import Gender, RankGroup, RecipientKind
from desktop.models import Household, Person, Unit, UnitName
from desktop.vietnamese.names import honorific

RecipientRef = tuple[RecipientKind, UUID]
_WRITTEN: dict[type[Any], tuple[str, ...]] = {
    Person: (
        "id",
        "full_name",
        "gender",
        "birth_date",
        "birth_year",
        "post",
        "unit_id",
        "address",
        "rank_group",
    ),
    Unit: ("id", "parent_id", "address", "kind"),
    Household: ("id", "head_name", "head_gender", "head_birth_year", "unit_id", "address"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientOnPaper:
    """The fields of a nomination that tell who it is for; names as in the mapped class."""

    recipient_kind: RecipientKind
    person_id: UUID | None = None
    unit_id: UUID | None = None
    household_id: UUID | None = None
    recipient_name: str
    recipient_gender: Gender = Gender.UNKNOWN
    recipient_birth_date: date | None = None
    recipient_birth_year: int | None = None
    recipient_post: str = ""
    recipient_unit: str = ""
    recipient_address: str = ""
    rank_group: RankGroup | None = None
    is_enterprise: bool = False


def on_paper(
    session: Session, recipients: Sequence[RecipientRef], day: date
) -> list[RecipientOnPaper]:
    """Return the recipients in the order given, units under the names they had on ``day``.

    Raises:
        NotFound: one of them is not here.
    """
    people = _by_id(session, Person, _ids(recipients, RecipientKind.INDIVIDUAL))
    units = _by_id(session, Unit, _ids(recipients, RecipientKind.COLLECTIVE))
    households = _by_id(session, Household, _ids(recipients, RecipientKind.HOUSEHOLD))
    above = {p.unit_id for p in people.values()} | {u.parent_id for u in units.values()}
    above |= {h.unit_id for h in households.values()}
    names = unit_names_on(session, {u for u in above if u} | set(units), day)
    written: list[RecipientOnPaper] = []
    for kind, record_id in recipients:
        if kind is RecipientKind.INDIVIDUAL:
            written.append(_person(_known(people, "people", record_id), names))
        elif kind is RecipientKind.COLLECTIVE:
            written.append(_unit(_known(units, "units", record_id), names))
        else:
            written.append(_household(_known(households, "households", record_id), names))
    return written


def unit_names_on(session: Session, ids: Collection[UUID], day: date) -> dict[UUID, str]:
    """Return what units were called on a day; the present name where no other is recorded."""
    names = dict(session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(ids))).all())
    dated = (
        sa.select(UnitName.unit_id, UnitName.name)
        .where(
            UnitName.unit_id.in_(ids),
            # A line without dates says only that the name was once used.
            sa.or_(UnitName.valid_from.is_not(None), UnitName.valid_to.is_not(None)),
            sa.or_(UnitName.valid_from.is_(None), UnitName.valid_from <= day),
            sa.or_(UnitName.valid_to.is_(None), UnitName.valid_to >= day),
        )
        .order_by(UnitName.valid_from, UnitName.position)
    )
    return names | dict(session.execute(dated).all())


def _ids(recipients: Iterable[RecipientRef], wanted: RecipientKind) -> list[UUID]:
    return [record_id for kind, record_id in recipients if kind is wanted]


def _by_id(session: Session, model: type[Any], ids: list[UUID]) -> dict[UUID, Any]:
    """Return what is written of them as rows; mapped objects take several times as long."""
    if not ids:
        return {}
    columns = [getattr(model, name) for name in _WRITTEN[model]]
    found = session.execute(sa.select(*columns).where(model.id.in_(ids)))
    return {row.id: row for row in found}


def _known(found: dict[UUID, Any], subject: str, record_id: UUID) -> Any:
    if record_id not in found:
        raise NotFound(NotFound.Code.RECORD, subject=subject, id=str(record_id))
    return found[record_id]


def _person(person: Person, names: dict[UUID, str]) -> RecipientOnPaper:
    return RecipientOnPaper(
        recipient_kind=RecipientKind.INDIVIDUAL,
        person_id=person.id,
        recipient_name=person.full_name,
        recipient_gender=person.gender,
        recipient_birth_date=person.birth_date,
        recipient_birth_year=person.birth_year,
        recipient_post=person.post,
        recipient_unit=_name(names, person.unit_id),
        recipient_address=person.address,
        rank_group=person.rank_group,
    )


def _unit(unit: Unit, names: dict[UUID, str]) -> RecipientOnPaper:
    return RecipientOnPaper(
        recipient_kind=RecipientKind.COLLECTIVE,
        unit_id=unit.id,
        recipient_name=names[unit.id],
        recipient_unit=_name(names, unit.parent_id),
        recipient_address=unit.address,
        is_enterprise=unit.kind.is_enterprise,
    )


def _household(household: Household, names: dict[UUID, str]) -> RecipientOnPaper:
    return RecipientOnPaper(
        recipient_kind=RecipientKind.HOUSEHOLD,
        household_id=household.id,
        recipient_name=household.head_name,
        recipient_gender=household.head_gender,
        recipient_birth_year=household.head_birth_year,
        recipient_unit=_name(names, household.unit_id),
        recipient_address=household.address,
    )


def _name(names: dict[UUID, str], unit_id: UUID | None) -> str:
    return names.get(unit_id, "") if unit_id else ""


def honorific_of(kind: RecipientKind, gender: Gender) -> str:
    """Return the word before a recipient's name: «Bà», «Tập thể», «Hộ gia đình ông»."""
    if kind is RecipientKind.COLLECTIVE:
        return "Tập thể"
    title = honorific(gender)
    return (
        title if kind is RecipientKind.INDIVIDUAL else f"Hộ gia đình {title[0].lower()}{title[1:]}"
    )
