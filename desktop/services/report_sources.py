"""báo cáo thành tích built from records: what is known of each recipient, read for all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.documents.achievement_report import AchievementReport, PastAward, ReportedInitiative
from desktop.documents.certificate_names import NO_BREAK
from desktop.documents.paper import known, missing
from desktop.law.rows import AwardNature
from desktop.law.terms import AwardType, Gender, RecipientKind, UnitKind
from desktop.models import (
    AwardRecord,
    Evaluation,
    Household,
    Initiative,
    InitiativeAuthor,
    Nomination,
    Person,
    Unit,
    UnitEvaluation,
)
from desktop.services.paper_sources import DossierSource
from desktop.services.paper_words import agency_of, award_phrase, award_verb, head_lines, place_of
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import thousands

_HEAD_OF_COLLECTIVE = "ĐẠI DIỆN TẬP THỂ"
_INDEPENDENT = {UnitKind.ASSOCIATION, UnitKind.COOPERATIVE, UnitKind.ENTERPRISE}
_GRADED_YEARS = 5  # results are compared over one to five years (catalogue §4.2)

Detail = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReportRecords:
    """What this office's records say of a dossier's recipients, by the id they are known under.

    Attributes:
        people: person, and the name and head's title of the unit they belong to.
        heads: of units: full name, title.
        kinds: of units, and of the units people belong to.
    """

    people: dict[UUID, tuple[Person, str]] = field(default_factory=dict)
    units: dict[UUID, Unit] = field(default_factory=dict)
    heads: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    kinds: dict[UUID, UnitKind] = field(default_factory=dict)
    households: dict[UUID, Household] = field(default_factory=dict)
    grades: dict[UUID, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    initiatives: dict[UUID, list[Initiative]] = field(default_factory=lambda: defaultdict(list))
    awards: dict[UUID, list[AwardRecord]] = field(default_factory=lambda: defaultdict(list))


def report_records(session: Session, nominations: Sequence[Nomination]) -> ReportRecords:
    """Read what reports need of everybody nominated, in a query per kind of record."""
    found = ReportRecords()
    people = [n.person_id for n in nominations if n.person_id]
    units = [n.unit_id for n in nominations if n.unit_id]
    households = [n.household_id for n in nominations if n.household_id]
    _read_people(session, found, people)
    _read_units(session, found, units)
    query = sa.select(Household).where(Household.id.in_(households))
    found.households.update({h.id: h for h in session.scalars(query)})
    for column, ids in (
        (AwardRecord.person_id, people),
        (AwardRecord.unit_id, units),
        (AwardRecord.household_id, households),
    ):
        _read_awards(session, found, column, ids)
    return found


def _read_people(session: Session, found: ReportRecords, ids: Sequence[UUID]) -> None:
    if not ids:
        return
    query = (
        sa.select(Person, Unit.head_title, Unit.kind)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Person.id.in_(ids))
    )
    for person, title, kind in session.execute(query):
        found.people[person.id] = (person, title or "")
        if kind:
            found.kinds[person.id] = kind
    grades = sa.select(Evaluation.person_id, Evaluation.year, Evaluation.grade)
    grades = grades.where(Evaluation.person_id.in_(ids)).order_by(Evaluation.year)
    for owner, year, grade in session.execute(grades):
        found.grades[owner].append((year, grade.label))
    ideas = (
        sa.select(InitiativeAuthor.person_id, Initiative)
        .join(Initiative, Initiative.id == InitiativeAuthor.initiative_id)
        .where(InitiativeAuthor.person_id.in_(ids), Initiative.archived_at.is_(None))
        .order_by(Initiative.year, Initiative.recognised_on)
    )
    for author, idea in session.execute(ideas):
        assert author is not None  # among those asked for
        found.initiatives[author].append(idea)


def _read_units(session: Session, found: ReportRecords, ids: Sequence[UUID]) -> None:
    if not ids:
        return
    head = aliased(Person)
    query = sa.select(Unit, head.full_name).outerjoin(head, head.id == Unit.head_id)
    for unit, name in session.execute(query.where(Unit.id.in_(ids))):
        found.units[unit.id] = unit
        found.kinds[unit.id] = unit.kind
        if name:
            found.heads[unit.id] = (name, unit.head_title)
    grades = sa.select(UnitEvaluation.unit_id, UnitEvaluation.year, UnitEvaluation.grade)
    grades = grades.where(UnitEvaluation.unit_id.in_(ids)).order_by(UnitEvaluation.year)
    for owner, year, grade in session.execute(grades):
        found.grades[owner].append((year, grade.label))


def _read_awards(session: Session, found: ReportRecords, column: Any, ids: Sequence[UUID]) -> None:
    if not ids:
        return
    query = (
        sa.select(AwardRecord)
        .where(column.in_(ids), AwardRecord.cancelled_on.is_(None))
        .order_by(AwardRecord.year, AwardRecord.decided_on, AwardRecord.position)
    )
    for award in session.scalars(query):
        found.awards[getattr(award, column.key)].append(award)


def report_of(
    source: DossierSource, nomination: Nomination, records: ReportRecords
) -> AchievementReport:
    """Return what the báo cáo thành tích of a nomination says; gaps are marked as missing."""
    kind, office = nomination.recipient_kind, source.office
    award = source.law.find_award(nomination.award_code)
    signer, title = _reporter(nomination, records)
    unit = {
        RecipientKind.INDIVIDUAL: nomination.recipient_unit,
        RecipientKind.COLLECTIVE: nomination.recipient_name,
        RecipientKind.HOUSEHOLD: "",
    }[kind]
    record_id = _record_id(nomination)
    has_agency = _has_agency(nomination, records)
    return AchievementReport(
        kind=kind,
        superior_agency=_superior(nomination, records, source) if has_agency else "",
        has_agency=has_agency,
        agency=_kept_together(unit.upper()) or agency_of(office),
        place=place_of(office),
        date=source.signed_on,
        award_phrase=award_phrase(
            award, nomination.award_code, source.decider, source.day, source.law
        ),
        verb=award_verb(award).lower(),
        name=nomination.recipient_name,
        details=_DETAILS[kind](nomination, records),
        narrative=nomination.report,
        grades=_grades(nomination, records.grades.get(record_id, [])),
        initiatives=tuple(map(_initiative, records.initiatives.get(record_id, []))),
        signer_name=signer,
        signer_title=title,
        confirmed_by=_confirmed_by(nomination, records),
        past_awards=tuple(
            _past_award(source, past)
            for past in records.awards.get(record_id, [])
            # Drawn again after the decision, the report still tells what was held before it.
            if past.nomination_id != nomination.id
        ),
        is_summary=nomination.award_type is AwardType.SUDDEN,
    )


def _has_agency(nomination: Nomination, records: ReportRecords) -> bool:
    """Whether an office heads the report: a household or a villager writes for themselves."""
    if nomination.recipient_kind is RecipientKind.HOUSEHOLD:
        return False
    is_person = nomination.recipient_kind is RecipientKind.INDIVIDUAL
    return not (is_person and records.kinds.get(_record_id(nomination)) is UnitKind.VILLAGE)


def _superior(nomination: Nomination, records: ReportRecords, source: DossierSource) -> str:
    """Return cơ quan chủ quản; a business or an association stands under no committee."""
    if records.kinds.get(_record_id(nomination)) in _INDEPENDENT:
        return ""
    is_unit = nomination.recipient_kind is RecipientKind.COLLECTIVE or nomination.recipient_unit
    office = source.office
    return agency_of(office) if is_unit else head_lines(office.superior_agency)


def _record_id(nomination: Nomination) -> UUID:
    found = nomination.person_id or nomination.unit_id or nomination.household_id
    return found or nomination.id


def _reporter(nomination: Nomination, records: ReportRecords) -> tuple[str, str]:
    """Return who signs a report, and a collective's head's title."""
    if nomination.recipient_kind is not RecipientKind.COLLECTIVE:
        return nomination.recipient_name, ""
    name, title = records.heads.get(_record_id(nomination), (nomination.recipient_name, ""))
    return name, title or _HEAD_OF_COLLECTIVE


def _confirmed_by(nomination: Nomination, records: ReportRecords) -> str:
    """Return the title of the head of the person's unit, unless the person is that head."""
    person, title = records.people.get(_record_id(nomination), (None, ""))
    return title if person is not None and person.post != title else ""


def _kept_together(unit: str) -> str:
    """Return a unit's name that, on two lines, keeps its own name whole: «TIỂU HỌC / ĐỒNG MƠ»."""
    words, _, last = unit.rpartition(" ")
    return f"{words}{NO_BREAK}{last}" if words else last


def _person_details(nomination: Nomination, records: ReportRecords) -> tuple[Detail, ...]:
    person, _ = records.people.get(_record_id(nomination), (None, ""))
    gender = nomination.recipient_gender
    return (
        _birth(nomination),
        ("Giới tính", "" if gender is Gender.UNKNOWN else gender.label),
        ("Quê quán", person.home_town if person else ""),
        ("Nơi thường trú", nomination.recipient_address or (person.address if person else "")),
        ("Chức vụ, nghề nghiệp", nomination.recipient_post),
        ("Đơn vị công tác, nơi ở", nomination.recipient_unit),
        ("Trình độ chuyên môn", person.education if person else ""),
        ("Ngày bắt đầu công tác", _day(person.started_on if person else None)),
        _period(nomination),
    )


def _birth(nomination: Nomination) -> Detail:
    """Return when a person was born; a report in full needs it (catalogue §4.2, part I)."""
    born, year = nomination.recipient_birth_date, nomination.recipient_birth_year
    if born:
        return "Ngày sinh", short_date(born)
    if year or nomination.award_type is AwardType.SUDDEN:
        return "Năm sinh", str(year or "")
    return "Ngày, năm sinh", missing("ngày, năm sinh")


def _unit_details(nomination: Nomination, records: ReportRecords) -> tuple[Detail, ...]:
    unit = records.units.get(_record_id(nomination))
    return (
        ("Trực thuộc", nomination.recipient_unit),
        ("Lĩnh vực hoạt động", unit.field if unit else ""),
        ("Địa chỉ", nomination.recipient_address or (unit.address if unit else "")),
        ("Điện thoại", unit.phone if unit else ""),
        ("Ngày thành lập", _day(unit.founded_on if unit else None)),
        ("Tổng số người", thousands(unit.headcount) if unit and unit.headcount else ""),
        _period(nomination),
    )


def _household_details(nomination: Nomination, records: ReportRecords) -> tuple[Detail, ...]:
    household = records.households.get(_record_id(nomination))
    where = nomination.recipient_address or nomination.recipient_unit
    members = household.members if household else None
    return (
        ("Địa chỉ", known(where, "địa chỉ")),
        ("Số người trong hộ", thousands(members) if members else ""),
        ("Đóng góp (công, đất, tiền)", household.contribution if household else ""),
        _period(nomination),
    )


_DETAILS = {
    RecipientKind.INDIVIDUAL: _person_details,
    RecipientKind.COLLECTIVE: _unit_details,
    RecipientKind.HOUSEHOLD: _household_details,
}


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _period(nomination: Nomination) -> Detail:
    label = "Thời gian tính thành tích"
    if nomination.period_from is None or nomination.period_to is None:
        return label, missing("thời gian tính thành tích")
    start, end = short_date(nomination.period_from), short_date(nomination.period_to)
    return label, f"từ ngày {start} đến ngày {end}"


def _grades(nomination: Nomination, graded: list[tuple[int, str]]) -> tuple[Detail, ...]:
    last = nomination.period_to.year if nomination.period_to else None
    known_then = [(str(year), label) for year, label in graded if last is None or year <= last]
    return tuple(known_then[-_GRADED_YEARS:])


def _initiative(idea: Initiative) -> ReportedInitiative:
    recognition = _decision(idea.decision_number, idea.recognised_on, idea.recognised_by)
    return ReportedInitiative(str(idea.year or ""), idea.title, idea.level.label, recognition)


def _past_award(source: DossierSource, award: AwardRecord) -> PastAward:
    kind = source.law.find_award(award.award_code)
    return PastAward(
        str(award.year or ""),
        kind.name if kind else award.award_code,
        _decision(award.decision_number, award.decided_on, award.decided_by),
        kind is not None and kind.nature is AwardNature.EMULATION_TITLE,
    )


def _decision(number: str, day: date | None, by: str) -> str:
    """Return number, date and office of a decision as a report's table cites it."""
    parts = (
        f"số {number}" if number else "",
        f"ngày {short_date(day)}" if day else "",
        f"của {by}" if by else "",
    )
    cited = " ".join(filter(None, parts))
    return cited[:1].upper() + cited[1:]
